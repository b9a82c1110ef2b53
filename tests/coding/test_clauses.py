"""Roles around any trigger, in the engine's trees and, where it errs, in trees written by hand."""

from __future__ import annotations

import pytest

from dateline.coding.clauses import roles
from dateline.coding.tree import Tree
from dateline.coding.word_classes import ComplementKind
from dateline.engine import Engine
from tests.trees import at, built, read, words

VERBS = [
    # sentence, trigger, subjects, objects, agents
    ("Gendarmes detained two editors in Lomé.", "detained", "Gendarmes", "editors", ""),
    ("Two editors were detained in Lomé by gendarmes.", "detained", "", "editors", "gendarmes"),
    ("Two editors were detained in Lomé on Friday.", "detained", "", "editors", ""),
    ("The dam will be finished by Friday.", "finished", "", "dam", ""),
    ("Miners seized and burned the town hall.", "seized", "Miners", "hall", ""),
    ("Miners seized and burned the town hall.", "burned", "Miners", "hall", ""),
    ("Miners stormed the court and freed a prisoner.", "freed", "Miners", "prisoner", ""),
    ("The editor was arrested and charged on Sunday.", "charged", "", "editor", ""),
    ("The rebels agreed to release the hostages.", "release", "rebels", "hostages", ""),
    ("The premier was forced to resign.", "resign", "premier", "", ""),
    ("The crowd forced the premier to resign.", "resign", "premier", "", ""),
    ("The mayor promised the strikers to reopen the mine.", "reopen", "mayor", "mine", ""),
    ("The minister refused to meet the strikers.", "meet", "minister", "strikers", ""),
    ("Norway called on the generals to free the envoy.", "free", "generals", "envoy", ""),
    ("The union urged its members to boycott the vote.", "boycott", "members", "vote", ""),
    ("The army seems to have shelled the village.", "shelled", "army", "village", ""),
    ("Marines who raided the port took six smugglers.", "raided", "Marines", "port", ""),
    ("The troops that shelled the village withdrew.", "shelled", "troops", "village", ""),
    ("The bridge that rebels destroyed has been rebuilt.", "destroyed", "rebels", "bridge", ""),
    ("The village the rebels burned lies near the border.", "burned", "rebels", "village", ""),
    ("A teacher arrested by the police has died.", "arrested", "", "teacher", "police"),
    ("Troops advancing on the capital shelled a market.", "advancing", "Troops", "", ""),
    ("Rebels took the airport, forcing the garrison to flee.", "forcing", "Rebels", "garrison", ""),
    ("Rebels took the airport, forcing the garrison to flee.", "flee", "garrison", "", ""),
    ("After storming the prison, gunmen freed forty inmates.", "storming", "gunmen", "prison", ""),
    ("Accused of fraud, the banker left the country.", "Accused", "", "banker", ""),
    ("Police arrest 12 men in raid", "arrest", "Police", "men", ""),
    ("Opposition leader arrested", "arrested", "", "leader", ""),
    ("Kenya and Uganda expelled the diplomats.", "expelled", "Kenya Uganda", "diplomats", ""),
    ("Police beat monks and nuns.", "beat", "Police", "monks nuns", ""),
    ("Thousands of nurses blocked the bridge.", "blocked", "nurses", "bridge", ""),
    ("Envoy accused of spying", "accused", "", "Envoy", ""),
    ("The king and the president met in Oslo.", "met", "king president", "", ""),
    ("Thai and Lao ministers signed the accord.", "signed", "Thai ministers", "accord", ""),
    ("The general denied ordering the attack.", "ordering", "general", "attack", ""),
    ("Chad wants Sudan to disarm the militia.", "disarm", "Sudan", "militia", ""),
    ("Prosecutors say that soldiers shot the priest.", "shot", "soldiers", "priest", ""),
    ("Police dispersed a crowd of striking miners on Sunday.", "striking", "miners", "", ""),
    ("The judge, who had convicted the mayor, was shot.", "shot", "", "judge", ""),
    ("The judge, who had convicted the mayor, was shot.", "convicted", "judge", "mayor", ""),
    ("Gunmen killed the governor and wounded his driver.", "wounded", "Gunmen", "driver", ""),
    ("The navy plans to seize the trawler and arrest its crew.", "arrest", "navy", "crew", ""),
]


@pytest.mark.parametrize(("text", "trigger", "subjects", "objects", "agents"), VERBS, ids=[f"{v[0][:40]}-{v[1]}" for v in VERBS])
def test_verbs(engine: Engine, text: str, trigger: str, subjects: str, objects: str, agents: str) -> None:
    tree = read(engine, text)
    found = roles(tree, at(tree, trigger))
    assert words(tree, found.subjects) == subjects.split()
    assert words(tree, found.objects) == objects.split()
    assert words(tree, found.agents) == agents.split()


NOUNS = [
    # sentence, trigger, subjects, agents, possessors, compounds
    ("The union condemned the seizure of the palace by soldiers.", "seizure", "", "soldiers", "", ""),
    ("Mali's protest reached the council.", "protest", "", "", "Mali", ""),
    ("Israeli air strikes on Gaza killed a doctor.", "strikes", "", "", "", "Israeli air"),
    ("The rebels held talks with the premier.", "talks", "rebels", "", "", ""),
    ("Teachers staged a protest in Accra.", "protest", "Teachers", "", "", ""),
    ("Gunmen carried out an attack on a mosque.", "attack", "Gunmen", "", "", ""),
    ("Talks were held by the two ministers.", "Talks", "", "ministers", "", ""),
    ("The minister flew to Vienna for talks.", "talks", "minister", "", "", ""),
    ("The resignation of the premier calmed the city.", "resignation", "", "", "", ""),
]


@pytest.mark.parametrize(("text", "trigger", "subjects", "agents", "possessors", "compounds"), NOUNS, ids=[n[0][:40] for n in NOUNS])
def test_nouns(engine: Engine, text: str, trigger: str, subjects: str, agents: str, possessors: str, compounds: str) -> None:
    tree = read(engine, text)
    found = roles(tree, at(tree, trigger))
    assert words(tree, found.subjects) == subjects.split()
    assert words(tree, found.agents) == agents.split()
    assert words(tree, found.possessors) == possessors.split()
    assert words(tree, found.compounds) == compounds.split()


OBLIQUES = [
    ("Talks between Kenya and Uganda failed.", "Talks", "between", "Kenya Uganda"),
    ("Oslo condemned the seizure of the palace by soldiers.", "seizure", "of", "palace"),
    ("There were clashes between nurses and police.", "clashes", "between", "nurses police"),
    ("Israeli air strikes on Gaza killed a doctor.", "strikes", "on", "Gaza"),
    ("The rebels held talks with the premier.", "talks", "with", "premier"),
    ("Gunmen carried out an attack on a mosque.", "attack", "on", "mosque"),
    ("Gunmen fired rockets at the convoy.", "fired", "at", "convoy"),
    ("Clashes erupted between students and police.", "Clashes", "between", "students police"),
    ("The council imposed an embargo on Haiti.", "embargo", "on", "Haiti"),
    ("France withdrew its troops from Mali.", "withdrew", "from", "Mali"),
    ("The town from which the troops withdrew was empty.", "withdrew", "from", "town"),
    ("The envoy was accused of spying.", "accused", "of", "spying"),
    ("The resignation of the premier calmed the city.", "resignation", "of", "premier"),
]


@pytest.mark.parametrize(("text", "trigger", "preposition", "heads"), OBLIQUES, ids=[f"{o[0][:40]}-{o[2]}" for o in OBLIQUES])
def test_obliques(engine: Engine, text: str, trigger: str, preposition: str, heads: str) -> None:
    tree = read(engine, text)
    assert words(tree, roles(tree, at(tree, trigger)).under(preposition)) == heads.split()


def test_indirect_objects(engine: Engine) -> None:
    tree = read(engine, "China gave Chad a loan.")
    found = roles(tree, at(tree, "gave"))
    assert (words(tree, found.indirect), words(tree, found.objects)) == (["Chad"], ["loan"])


def test_passive_subject_beside_an_object_is_given_something(engine: Engine) -> None:
    tree = read(engine, "The envoy was given a visa by the embassy.")
    found = roles(tree, at(tree, "given"))
    assert (words(tree, found.indirect), words(tree, found.objects), words(tree, found.agents)) == (["envoy"], ["visa"], ["embassy"])


def test_light_object_is_the_indirect_object_of_its_verb(engine: Engine) -> None:
    tree = read(engine, "Sweden gave the dissident a promise.")
    found = roles(tree, at(tree, "promise"))
    assert (words(tree, found.subjects), words(tree, found.indirect), found.carrier) == (["Sweden"], ["dissident"], at(tree, "gave"))


@pytest.mark.parametrize(
    ("text", "trigger", "kind", "head"),
    [
        ("The rebels agreed to release the hostages.", "agreed", ComplementKind.INFINITIVE, "release"),
        ("Oslo demanded that Moscow free the crew.", "demanded", ComplementKind.CLAUSE, "free"),
        ("The general denied ordering the attack.", "denied", ComplementKind.GERUND, "ordering"),
        ("Denmark's threat to expel the envoy was serious.", "threat", ComplementKind.INFINITIVE, "expel"),
    ],
)
def test_complements(engine: Engine, text: str, trigger: str, kind: ComplementKind, head: str) -> None:
    tree = read(engine, text)
    assert [(c.kind, tree.tokens[c.head].text) for c in roles(tree, at(tree, trigger)).complements] == [(kind, head)]


# "who" and "that" hang from the verb, the verb from its antecedent.
RELATIVE = """
soldiers soldier NOUN 6 nsubj Number=Plur
who who PRON 3 nsubj PronType=Rel
seized seize VERB 1 acl:relcl Tense=Past|VerbForm=Fin
and and CCONJ 5 cc
burned burn VERB 3 conj Tense=Past|VerbForm=Fin
fled flee VERB 0 root Tense=Past|VerbForm=Fin
"""

CIRCLE = """
troops troop NOUN 2 nsubj
fled flee VERB 3 conj Tense=Past|VerbForm=Fin
burned burn VERB 2 conj Tense=Past|VerbForm=Fin
"""

BARE_OBLIQUE = """
court court NOUN 2 nsubj
freed free VERB 0 root Tense=Past|VerbForm=Fin
on on ADP 4 case
bail bail NOUN 2 obl
leaders leader NOUN 2 obl Number=Plur
"""

HEADLINE_NOUN = """
Police police NOUN 2 nsubj
raid raid NOUN 0 root
mosque mosque NOUN 2 obj
"""


def test_coordinated_verbs_of_a_relative_clause_share_its_antecedent() -> None:
    tree = built(RELATIVE)
    assert words(tree, roles(tree, at(tree, "burned")).subjects) == ["soldiers"]


def test_heads_in_a_circle_end() -> None:
    tree: Tree = built(CIRCLE)
    assert words(tree, roles(tree, at(tree, "burned")).subjects) == ["troops"]


def test_object_without_a_preposition_taken_for_an_oblique() -> None:
    tree = built(BARE_OBLIQUE)
    found = roles(tree, at(tree, "freed"))
    assert (words(tree, found.objects), words(tree, found.under("on"))) == (["leaders"], ["bail"])


def test_headline_verb_tagged_as_a_noun() -> None:
    tree = built(HEADLINE_NOUN)
    found = roles(tree, at(tree, "raid"))
    assert (words(tree, found.subjects), words(tree, found.objects)) == (["Police"], ["mosque"])
