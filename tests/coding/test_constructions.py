"""The codebook's constructions over the engine's trees: what must stand beside a trigger, and who takes part."""

from __future__ import annotations

from typing import Any

import pytest

from dateline.coding.constructions import Match, matches
from dateline.coding.tree import Tree
from dateline.engine import Engine
from dateline.knowledge.codebook import Codebook, Construction
from dateline.report import Entity, EntityType, Status
from tests.trees import built, read, words


def construction(name: str, lemma: str, upos: str = "VERB", **more: Any) -> Construction:
    """A construction with the defaults of the codebook's files."""
    verb = upos == "VERB"
    given: dict[str, Any] = {
        "mode": "",
        "particles": (),
        "prepositions": (),
        "objects": (),
        "without_objects": (),
        "complement": "",
        "light": (),
        "actor": ("subject",) if verb else ("poss", "of", "by", "compound", "light-subject"),
        "recipient": ("object",) if verb else (),
        "reciprocal": False,
        "cameo": "",
        "intensity": None,
        "strength": "sure",
        **more,
    }
    return Construction(id=f"T/{name}", type="T", upos=upos, lemmas=(lemma,), file="t.toml", line=1, **given)


CODEBOOK = Codebook(
    "test",
    "1",
    (),
    (
        construction("seize", "seize"),
        construction("seize-place", "seize", objects=("place",)),
        construction("seize-goods", "seize", objects=("=heroin",)),
        construction("pull-out", "pull", particles=("out",), recipient=("of", "from")),
        construction("crack-down", "crack", particles=("down",), prepositions=("on",), recipient=("on",)),
        construction("agree-to", "agree", complement="infinitive", recipient=("with",)),
        construction("agree-that", "agree", complement="clause", recipient=("with",)),
        construction("meet", "meet", recipient=("object", "with"), reciprocal=True),
        construction("accuse", "accuse"),
        construction("demand", "demand", recipient=("of", "complement-subject", "possessor-of-object")),
        construction("decline", "decline", complement="infinitive", without_objects=("=comment",), recipient=()),
        construction(
            "talks", "talk", "NOUN", light=("hold", "have"), actor=("light-subject", "between"), recipient=("with",), reciprocal=True
        ),
        construction("talks-between", "talk", "NOUN", prepositions=("between",), actor=("between",), reciprocal=True),
        construction("asylum", "asylum", "NOUN", light=("grant", "give"), actor=("light-subject",), recipient=("light-object", "to")),
        construction("protest", "protest", "NOUN", recipient=("against",)),
        construction("seizure", "seizure", "NOUN", objects=("place",), actor=("by", "poss")),
        construction("give", "give", objects=("=loan",), recipient=("indirect", "to")),
        construction("tie-one", "slap"),
        construction("tie-two", "slap"),
        construction("name", "detain", objects=("named",)),
        construction("strike", "strike", "NOUN"),
    ),
    {"place": frozenset(("palace", "airport", "radio")), "named": frozenset(("@Person",)), "person": frozenset(("owner",))},
    (),
)

MATCHES = [
    # sentence, construction, trigger words, actors, recipients
    ("Rebels seized a trader.", "seize", "seized", "Rebels", "trader"),
    ("Rebels seized the airport.", "seize-place", "seized", "Rebels", ""),
    ("Rebels seized the king's palace.", "seize-place", "seized", "Rebels", "king"),
    ("Police seized heroin.", "seize-goods", "seized", "Police", ""),
    ("The airport was seized by rebels.", "seize-place", "seized", "rebels", ""),
    ("Troops pulled out of Mali.", "pull-out", "pulled out", "Troops", "Mali"),
    ("Police cracked down on students.", "crack-down", "cracked down", "Police", "students"),
    ("Kenya agreed to shelter the refugees.", "agree-to", "agreed", "Kenya", "refugees"),
    ("Kenya agreed that the border stays closed.", "agree-that", "agreed", "Kenya", ""),
    ("The king met the premier.", "meet", "met", "king premier", ""),
    ("The king and the premier met.", "meet", "met", "king premier", ""),
    ("The king met with miners.", "meet", "met", "king miners", ""),
    ("Oslo demanded that Moscow free the crew.", "demand", "demanded", "Oslo", "Moscow"),
    ("Oslo demanded Moscow's withdrawal.", "demand", "demanded", "Oslo", "Moscow"),
    ("The minister declined to resign.", "decline", "declined", "minister", ""),
    ("Rebels held talks with the premier.", "talks", "talks held", "Rebels premier", ""),
    ("Talks between Kenya and Uganda failed.", "talks-between", "Talks", "Kenya Uganda", ""),
    ("Sweden gave asylum to the envoys.", "asylum", "asylum gave", "Sweden", "envoys"),
    ("Nurses staged a protest against the minister.", "protest", "protest", "Nurses", "minister"),
    ("Malian protest angers Paris", "protest", "protest", "Malian", ""),
    ("The union condemned the seizure of the palace by soldiers.", "seizure", "seizure", "soldiers", ""),
    ("China gave Chad a loan.", "give", "gave", "China", "Chad"),
]


def found(tree: Tree, entities: tuple[Entity, ...] = ()) -> list[Match]:
    return list(matches(tree, CODEBOOK, entities))


@pytest.mark.parametrize(("text", "name", "trigger", "actors", "recipients"), MATCHES, ids=[m[0][:45] for m in MATCHES])
def test_match(engine: Engine, text: str, name: str, trigger: str, actors: str, recipients: str) -> None:
    tree = read(engine, text)
    (match,) = found(tree)
    assert match.construction.id == f"T/{name}"
    assert words(tree, match.trigger) == trigger.split()
    assert words(tree, match.actors) == actors.split()
    assert words(tree, match.recipients) == recipients.split()


NOTHING = [
    "Troops pulled a cart.",  # no particle
    "Police cracked a code.",
    "The minister declined to comment.",  # the object that must not stand
    "Kenya agreed.",  # no complement
    "The talks failed.",  # no light verb, no preposition
    "The seizure of a cart angered Oslo.",  # no object of the class
    "The strikers went home.",  # those who act are no act
    "It rained in Oslo.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_what_does_not_hold(engine: Engine, text: str) -> None:
    assert found(read(engine, text)) == []


def test_equally_specific_constructions_are_all_given(engine: Engine) -> None:
    assert [m.construction.id for m in found(read(engine, "The guard slapped a monk."))] == ["T/tie-one", "T/tie-two"]


def test_classes_of_names_ask_for_an_entity(engine: Engine) -> None:
    text = "Police detained Mensah."
    tree = read(engine, text)
    assert found(tree) == []
    name = Entity(16, 22, "Mensah", EntityType.PERSON, 0.9)
    assert [m.construction.id for m in found(tree, (name,))] == ["T/name"]


def test_matches_follow_the_text_and_carry_their_status(engine: Engine) -> None:
    tree = read(engine, "Rebels accused the king of fraud and agreed to meet the premier.")
    results = found(tree)
    assert [m.construction.id for m in results] == ["T/accuse", "T/agree-to", "T/meet"]
    assert [m.status.status for m in results] == [Status.ACTUAL, Status.ACTUAL, Status.FUTURE]
    assert words(tree, results[2].actors) == ["Rebels", "premier"]


def test_sentences_and_trees_give_the_same(engine: Engine) -> None:
    tree = read(engine, "Rebels seized the airport.")
    assert matches(tree.sentence, CODEBOOK) == matches(tree, CODEBOOK)


def test_an_empty_sentence_holds_nothing() -> None:
    assert found(built("Oslo Oslo PROPN 0 root")) == []
