"""The facts about words behind roles and statuses: what is read, and what is said of a line that cannot be."""

from __future__ import annotations

import pytest

from dateline.coding.word_classes import Effect, PredicateFact, predicate_facts, read_classes, read_predicates, word_class
from dateline.errors import DataError
from dateline.report import Status

CLASSES = "class\twords\n"
PREDICATES = "lemmas\tupos\tcomplement\teffect\tdenied\n"


def test_classes() -> None:
    assert read_classes(f"{CLASSES}# a remark\nlight\thold, stage\n") == {"light": frozenset(("hold", "stage"))}


@pytest.mark.parametrize(
    ("line", "reason"),
    [("light\thold\nlight\tstage", "3: names the class 'light' a second time"), ("light\t", "has no words"), ("light\tHold", "lower case")],
)
def test_wrong_classes(line: str, reason: str) -> None:
    with pytest.raises(DataError, match=reason):
        read_classes(CLASSES + line)


def test_an_unknown_class_is_named() -> None:
    with pytest.raises(DataError, match="no class 'heavy'"):
        word_class("heavy")


def test_predicates() -> None:
    facts = read_predicates(f"{PREDICATES}deny\tVERB\tclause, gerund\tnegated\t-\nurge\tVERB\tclause\thypothetical\tactual\n")
    assert facts["deny", "VERB", "gerund"] == PredicateFact(Effect.NEGATED, Effect.ACTUAL)
    assert facts["urge", "VERB", "clause"] == PredicateFact(Effect.HYPOTHETICAL, Effect.ACTUAL)
    assert facts["denie", "VERB", "clause"] == facts["deny", "VERB", "clause"]  # a slip of the lemmatiser
    assert ("urge", "VERB", "infinitive") not in facts


def test_the_first_line_that_names_a_word_holds() -> None:
    facts = read_predicates(f"{PREDICATES}fail\tVERB\tinfinitive\tnegated\t-\nfail, try\tVERB\tinfinitive\thypothetical\t-\n")
    assert facts["fail", "VERB", "infinitive"].effect is Effect.NEGATED
    assert facts["try", "VERB", "infinitive"].effect is Effect.HYPOTHETICAL


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("deny\tPRON\tclause\tnegated\t-", "2: 'PRON' is no word class"),
        ("deny\tVERB\tspeech\tnegated\t-", "'speech' is no kind of complement"),
        ("deny\tVERB\tclause\tlost\t-", "'lost' is no effect"),
        ("deny\tVERB\tclause\tnegated\tlost", "'lost' is no effect; expected -"),
        ("Deny\tVERB\tclause\tnegated\t-", "lower case"),
        ("deny\tVERB\tclause\tnegated", "has 4 cells"),
    ],
)
def test_wrong_predicates(line: str, reason: str) -> None:
    with pytest.raises(DataError, match=reason):
        read_predicates(PREDICATES + line)


def test_the_shipped_facts_are_read() -> None:
    assert predicate_facts()["fail", "VERB", "infinitive"] == PredicateFact(Effect.NEGATED, Effect.ACTUAL)
    assert "hold" in word_class("light")


@pytest.mark.parametrize(
    ("effect", "inner", "outer"),
    [
        (Effect.NEGATED, Status.ACTUAL, Status.NEGATED),
        (Effect.NEGATED, Status.NEGATED, Status.ACTUAL),
        (Effect.FUTURE, Status.ACTUAL, Status.FUTURE),
        (Effect.FUTURE, Status.NEGATED, Status.NEGATED),
        (Effect.HYPOTHETICAL, Status.FUTURE, Status.HYPOTHETICAL),
        (Effect.SAME, Status.FUTURE, Status.FUTURE),
    ],
)
def test_effects_on_a_status(effect: Effect, inner: Status, outer: Status) -> None:
    assert effect.on(inner) is outer
