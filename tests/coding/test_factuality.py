"""What is made of an act: by the words of its clause, by the sources over it, and in the record."""

from __future__ import annotations

import pytest

import dateline
from dateline.coding.event_mentions import TextWords
from dateline.coding.factuality import Factuality, FactualityReader
from dateline.coding.factuality_rules import read_rules, rule_for
from dateline.engine import Engine
from dateline.errors import DataError
from dateline.report import Act, Certainty, Source, SourceKind, Span, Stance, Status

A, N, F, H = Status.ACTUAL, Status.NEGATED, Status.FUTURE, Status.HYPOTHETICAL
SURE, LIKELY, MAYBE, OPEN = Certainty.CERTAIN, Certainty.PROBABLE, Certainty.POSSIBLE, Certainty.UNKNOWN

CLAUSES = [
    ("Gendarmes detained two editors.", "detained", A, SURE, Act.ASSERT),
    ("Gendarmes did not detain the editors.", "detain", N, SURE, Act.ASSERT),
    ("The general denied that his troops had shelled the camp.", "shelled", N, SURE, Act.DENY),
    ("Oslo dismissed reports that its ships had rammed a trawler.", "rammed", N, SURE, Act.DENY),
    ("The nuns hope that the rebels will free the doctor.", "free", H, OPEN, Act.HOPE),
    ("The nuns fear that the rebels will shoot the doctor.", "shoot", H, MAYBE, Act.FEAR),
    ("The governor ordered the guards to open the prison.", "open", H, OPEN, Act.ORDER),
    ("The cabinet plans to expel the envoys.", "expel", F, LIKELY, Act.PLAN),
    ("The party promised to free the editors.", "free", F, LIKELY, Act.PROMISE),
    ("Observers predict that the party will lose its majority.", "lose", H, LIKELY, Act.PREDICT),
    ("The envoy warned that the truce would collapse.", "collapse", H, LIKELY, Act.WARN),
    ("Reporters asked whether the army had shelled the school.", "shelled", H, OPEN, Act.ASK),
    ("The rebels tried to seize the airport.", "seize", H, OPEN, Act.PLAN),
    ("If the army withdraws, the rebels will return.", "return", H, OPEN, Act.ASSERT),
    ("The army may withdraw.", "withdraw", H, MAYBE, Act.ASSERT),
    ("The ministers will meet in Oslo.", "meet", F, SURE, Act.ASSERT),
    ("The rebels are believed to have killed the priest.", "killed", A, LIKELY, Act.BELIEVE),
    ("Soldiers reportedly looted the bank.", "looted", A, OPEN, Act.ASSERT),
    # plans and tries that came to nothing
    ("The army had planned to withdraw, but the order was revoked.", "withdraw", N, SURE, Act.PLAN),
    ("The rebels tried in vain to take the barracks.", "take", N, SURE, Act.ASSERT),
    ("The attempt to unseat the governor failed.", "unseat", N, SURE, Act.ASSERT),
    ("The minister almost resigned.", "resigned", N, SURE, Act.ASSERT),
]


def reading(engine: Engine, text: str, word: str, *chain: Stance) -> Factuality:
    (analysis,) = engine.analyser.analyse([text])
    words = TextWords.of(analysis.sentences)
    place = next((s, i) for s, tree in enumerate(words.trees) for i, token in enumerate(tree.tokens) if token.text == word)
    return FactualityReader(words, analysis).read(*place, chain)


@pytest.mark.parametrize(("text", "word", "status", "certainty", "act"), CLAUSES, ids=[f"{c[0][:40]}-{c[1]}" for c in CLAUSES])
def test_clause(engine: Engine, text: str, word: str, status: Status, certainty: Certainty, act: Act) -> None:
    found = reading(engine, text, word)
    assert (found.status, found.certainty, found.voice.act) == (status, certainty, act)
    assert -3 <= found.value <= 3


def stance(text: str, cue: str, act: Act, positive: bool = True, certainty: Certainty = SURE) -> Stance:
    start = text.index(cue)
    return Stance(Source("the army", SourceKind.COLLECTIVE), act, certainty, positive, Span(start, start + len(cue)))


def test_innermost_source_says_what_stands_in_its_content(engine: Engine) -> None:
    text = "The army said the rebels may not have left the town."
    (found,) = reading(engine, text, "left", stance(text, "said", Act.ASSERT)).stances
    assert found.certainty is MAYBE
    assert [text[start:end] for start, end in found.words] == ["may", "not"]


def test_denial_of_a_denial_affirms(engine: Engine) -> None:
    text = "The army denied that it had not paid the guards."
    (found,) = reading(engine, text, "paid", stance(text, "denied", Act.DENY, positive=False)).stances
    assert found.positive
    assert reading(engine, text, "paid").status is A


def test_cue_itself_is_not_counted_twice(engine: Engine) -> None:
    text = "The army denied that it had paid the guards."
    found = reading(engine, text, "paid", stance(text, "denied", Act.DENY, positive=False))
    assert found.status is N
    assert not found.stances[0].positive


def test_outer_sources_stay_as_they_are(engine: Engine) -> None:
    text = "The envoy said the army denied that it had paid the guards."
    outer = stance(text, "said", Act.ASSERT)
    found = reading(engine, text, "paid", outer, stance(text, "denied", Act.DENY, positive=False))
    assert found.stances[0] == outer


def test_hoped_events_are_never_actual_in_the_record(engine: Engine) -> None:
    text = "The opposition hopes that the police will release the two editors. Police arrested a third editor on Monday."
    events = engine.code(dateline.Report.from_text(text)).events
    told = {text[e.trigger.start : e.trigger.end]: (e.status, e.certainty) for e in events}
    assert told["arrested"] == (A, SURE)
    assert told.get("release", (H, OPEN)) == (H, OPEN)


def test_values_keep_the_order_of_facts_doubts_and_denials(engine: Engine) -> None:
    told = ("Police arrested the editor .", "Police may arrest the editor .", "Police did not arrest the editor .")
    sentences = [text.split() for text in told]
    (fact,), (doubt,), (denial,) = engine.factuality(sentences, [[1], [2], [3]])
    assert fact > 2 > doubt > denial
    assert denial < -1


TABLE = """act\tcue\ttold\tdoubt\tstatus\tcertainty\texample
*\t*\tactual\t*\tactual\t-\tPolice arrested two editors.
*\t*\tnegated\t*\tnegated\tcertain\tPolice arrested nobody.
*\t*\tfuture\t*\tfuture\tcertain\tPolice will arrest him.
*\t*\thypothetical\t*\thypothetical\tunknown\tPolice may arrest him.
"""


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (TABLE.replace("\tactual\t-", "\tactuall\t-"), ":2: 'actuall' is not one of"),
        (TABLE.replace("*\t*\tfuture", "hope\t*\tfuture"), "without a row for any act that is told as future"),
        (TABLE.replace("*\t*\tactual", "*\tbeside\tactual"), "'beside' is no place of a cue"),
        (TABLE.replace("Police arrested nobody.", ""), "no example"),
    ],
)
def test_wrong_tables_are_named(wrong: str, message: str) -> None:
    with pytest.raises(DataError, match=message):
        read_rules(wrong)


@pytest.mark.parametrize("act", [Act.HOPE, Act.FEAR, Act.ORDER, Act.PLAN, Act.PROMISE, Act.ASK])
@pytest.mark.parametrize("inside", [True, False])
@pytest.mark.parametrize("doubt", list(Certainty))
def test_no_rule_makes_a_hope_or_an_order_actual(act: Act, inside: bool, doubt: Certainty) -> None:
    for told in Status:
        assert rule_for(act, inside, told, doubt).status is not A
