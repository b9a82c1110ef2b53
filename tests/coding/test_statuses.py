"""Whether an act is told as having happened, by whom it is governed, and how surely it is told."""

from __future__ import annotations

import pytest

from dateline.coding.statuses import certainty, governor, status
from dateline.engine import Engine
from dateline.report import Certainty, Status
from tests.trees import at, built, read, words

A, N, F, H = Status.ACTUAL, Status.NEGATED, Status.FUTURE, Status.HYPOTHETICAL

STATUSES = [
    ("Gendarmes detained two editors.", "detained", A, ""),
    ("Gendarmes did not detain the editors.", "detain", N, "not"),
    ("The rebels never freed the hostages.", "freed", N, "never"),
    ("No soldiers were killed in the raid.", "killed", N, "No"),
    ("Neither the army nor the police have surrendered.", "surrendered", N, "Neither"),
    ("The two leaders made no agreement.", "agreement", N, "no"),
    ("The rebels left the town without firing a shot.", "firing", N, "without"),
    ("The minister failed to appear in court.", "appear", N, "failed"),
    ("The minister refused to sign the treaty.", "sign", N, "refused"),
    ("The minister did not refuse to sign the treaty.", "sign", A, "not refuse"),
    ("The general denied that his troops had shelled the camp.", "shelled", N, "denied"),
    ("Police prevented the students from marching.", "marching", N, "prevented"),
    ("The parties cancelled the talks.", "talks", N, "cancelled"),
    ("Troops could not enter the city.", "enter", N, "could not"),
    ("The army has yet to withdraw.", "withdraw", N, "yet"),
    ("The army will withdraw on Friday.", "withdraw", F, "will"),
    ("The army plans to withdraw.", "withdraw", F, "plans"),
    ("The ministers are to meet in Geneva.", "meet", F, "to"),
    ("Police to deploy 500 officers", "deploy", F, "to"),
    ("The rebels agreed to disarm.", "disarm", F, "agreed"),
    ("The union is going to strike.", "strike", F, "going"),
    ("The envoy is scheduled to visit Kabul.", "visit", F, "scheduled"),
    ("The ministry said it would send doctors.", "send", F, "would"),
    ("The foreign ministers meet in Oslo on Monday.", "meet", F, "Monday"),
    ("The two sides will hold talks.", "talks", F, "will"),
    ("The army does not plan to withdraw.", "withdraw", N, "not plan"),
    ("The army may withdraw.", "withdraw", H, "may"),
    ("The army may not withdraw.", "withdraw", H, "may not"),
    ("The union could strike.", "strike", H, "could"),
    ("If the army withdraws, the rebels will return.", "withdraws", H, "If"),
    ("If the army withdraws, the rebels will return.", "return", H, "will If"),
    ("Oslo urged the rebels to disarm.", "disarm", H, "urged"),
    ("Oslo called for talks.", "talks", H, "called"),
    ("Oslo demanded the release of the crew.", "release", H, "demanded"),
    ("The opposition fears that the army will attack.", "attack", H, "will fears"),
    ("The rebels threatened to attack the capital.", "attack", H, "threatened"),
    ("He hopes the general could persuade the troops to surrender.", "surrender", H, "could hopes"),
    ("The union insisted that the police had beaten its members.", "beaten", A, ""),
    ("The union insisted that the minister resign.", "resign", H, "insisted"),
    ("The rebels managed to seize the airport.", "seize", A, ""),
    ("The crowd forced the premier to resign.", "resign", A, ""),
    ("The crowd will force the premier to resign.", "resign", F, "will"),
    ("The ministry claimed that rebels shelled the camp.", "shelled", A, ""),
    ("He was jailed for attacking a judge.", "attacking", A, ""),
    ("Rebels took the airport, forcing the garrison to flee.", "flee", A, ""),
    ("The premier apologised after the attack.", "attack", A, ""),
    ("The premier will apologise for the attack.", "attack", A, ""),
    ("The police will free and compensate the editors.", "compensate", F, "will"),
    ("The general did not resign but apologised.", "apologised", A, ""),
    ("The junta has not only jailed the editors but also fined them.", "jailed", A, ""),
    ("The army's refusal to withdraw angered Oslo.", "withdraw", N, "refusal"),
    ("The minister announced a plan to expel the envoys.", "expel", F, "plan announced"),
    ("The judge asked whether the police had beaten him.", "beaten", H, "whether"),
]


@pytest.mark.parametrize(("text", "trigger", "expected", "by"), STATUSES, ids=[f"{s[0][:45]}-{s[1]}" for s in STATUSES])
def test_status(engine: Engine, text: str, trigger: str, expected: Status, by: str) -> None:
    tree = read(engine, text)
    found = status(tree, at(tree, trigger))
    assert (found.status, words(tree, found.words)) == (expected, by.split())


def test_status_says_why(engine: Engine) -> None:
    tree = read(engine, "The minister refused to sign the treaty.")
    assert status(tree, at(tree, "sign")).why == 'negated by "refused"'
    assert status(tree, at(tree, "refused")).why == "told as a fact"


def test_words_of_the_trigger_itself_say_nothing_of_its_status(engine: Engine) -> None:
    tree = read(engine, "The minister will not apologise.")
    verb = at(tree, "apologise")
    assert status(tree, verb).status is N
    assert status(tree, verb, ignore=(at(tree, "will"), at(tree, "not"))).status is A


GOVERNORS = [
    ("The rebels agreed to disarm.", "disarm", "agreed"),
    ("Oslo demanded the withdrawal of the troops.", "withdrawal", "demanded"),
    ("Oslo called for talks.", "talks", "called"),
    ("The rebels threatened to launch attacks.", "attacks", "threatened"),
    ("Oslo urged the rebels to disarm and leave.", "leave", "urged"),
    ("The rebels disarmed on Friday.", "disarmed", None),
    ("The army shelled the camp after the talks.", "talks", None),
]


@pytest.mark.parametrize(("text", "trigger", "expected"), GOVERNORS, ids=[g[0][:45] for g in GOVERNORS])
def test_governor(engine: Engine, text: str, trigger: str, expected: str | None) -> None:
    tree = read(engine, text)
    assert governor(tree, at(tree, trigger)) == (None if expected is None else at(tree, expected))


CERTAINTIES = [
    ("Rebels shelled the camp.", "shelled", Certainty.CERTAIN, ""),
    ("Rebels reportedly shelled the camp.", "shelled", Certainty.UNKNOWN, "reportedly"),
    ("The rebels apparently withdrew.", "withdrew", Certainty.PROBABLE, "apparently"),
    ("The rebels seem to have withdrawn.", "withdrawn", Certainty.PROBABLE, "seem"),
    ("The rebels are believed to have killed the priest.", "killed", Certainty.PROBABLE, "believed"),
    ("The rebels may have withdrawn.", "withdrawn", Certainty.POSSIBLE, "may"),
    ("The alleged attack angered Oslo.", "attack", Certainty.UNKNOWN, "alleged"),
    ("Gunmen allegedly abducted and killed the priest.", "abducted", Certainty.UNKNOWN, "allegedly"),
]


@pytest.mark.parametrize(("text", "trigger", "expected", "by"), CERTAINTIES, ids=[c[0][:45] for c in CERTAINTIES])
def test_certainty(engine: Engine, text: str, trigger: str, expected: Certainty, by: str) -> None:
    tree = read(engine, text)
    found = certainty(tree, at(tree, trigger))
    assert (found.certainty, words(tree, found.words)) == (expected, by.split())


INVERTED = """
Had have AUX 4 aux VerbForm=Fin
the the DET 3 det
boat boat NOUN 4 nsubj
fired fire VERB 8 advcl VerbForm=Part|Tense=Past
, , PUNCT 4 punct
they they PRON 8 nsubj
would would AUX 8 aux VerbForm=Fin
answer answer VERB 0 root VerbForm=Inf
"""

CIRCLE = """
troops troop NOUN 2 nsubj
fled flee VERB 3 xcomp Tense=Past|VerbForm=Part
burned burn VERB 2 xcomp Tense=Past|VerbForm=Part
"""


def test_condition_by_the_order_of_words() -> None:
    tree = built(INVERTED)
    assert status(tree, at(tree, "fired")).status is H


def test_heads_in_a_circle_end() -> None:
    tree = built(CIRCLE)
    assert status(tree, at(tree, "fled")).status is A
    assert certainty(tree, at(tree, "fled")).certainty is Certainty.CERTAIN
