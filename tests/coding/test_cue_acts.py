"""What cues do: the table as shipped, its examples, and what is said of a line that cannot be read."""

from __future__ import annotations

import pytest

from dateline.coding.cue_acts import COLUMNS, CueFact, Reporter, cue_fact, cue_reading, read_cue_acts
from dateline.coding.word_classes import ComplementKind
from dateline.errors import DataError
from dateline.report import Act, Certainty

HEADER = "\t".join(COLUMNS.split()) + "\n"


@pytest.mark.parametrize(
    ("words", "complement", "act", "certainty", "positive"),
    [
        ("deny/VERB", None, Act.DENY, Certainty.CERTAIN, False),
        ("also/ADV say/VERB", None, Act.ASSERT, Certainty.CERTAIN, True),
        ("tell/VERB", ComplementKind.INFINITIVE, Act.ORDER, Certainty.UNKNOWN, True),
        ("call/VERB once/ADV more/ADV for/ADP", ComplementKind.NOUN, Act.ORDER, Certainty.UNKNOWN, True),
        ("express/VERB hope/NOUN", None, Act.HOPE, Certainty.UNKNOWN, True),
        ("appear/VERB to/PART deny/VERB", None, Act.DENY, Certainty.CERTAIN, False),
        ("seem/VERB", ComplementKind.INFINITIVE, Act.BELIEVE, Certainty.PROBABLE, True),
        ("doubt/VERB", None, Act.BELIEVE, Certainty.PROBABLE, False),
        ("accord/VERB to/ADP", None, Act.ASSERT, Certainty.CERTAIN, True),
    ],
)
def test_cues(words: str, complement: ComplementKind | None, act: Act, certainty: Certainty, positive: bool) -> None:
    lemmas, tags = zip(*(word.split("/") for word in words.split()), strict=True)
    reading = cue_reading(lemmas, tags, complement)
    assert reading is not None
    assert (reading.fact.act, reading.fact.certainty, reading.fact.positive) == (act, certainty, positive)


def test_a_negated_cue() -> None:
    believe = cue_fact("believe", "VERB", ComplementKind.CLAUSE)
    assert believe is not None
    assert believe.denied() == CueFact(Act.BELIEVE, Certainty.PROBABLE, False, Reporter.NEUTRAL)
    say = cue_fact("say", "VERB", ComplementKind.CLAUSE)
    assert say is not None
    assert (say.denied().certainty, say.denied().positive) == (Certainty.UNKNOWN, True)


def test_words_that_are_no_cue() -> None:
    assert cue_reading(("table",), ("NOUN",)) is None


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("say\tVERB\tclause\tutter\tcertain\tpositive\tneutral\tHe said so.", "'utter' is no act; expected one of assert, deny"),
        ("say\tVERB\tclause\tassert\tsure\tpositive\tneutral\tHe said so.", "'sure' is no certainty"),
        ("say\tVERB\tclause\tassert\tcertain\tyes\tneutral\tHe said so.", "'yes' is no polarity"),
        ("say\tVERB\tverse\tassert\tcertain\tpositive\tneutral\tHe said so.", "'verse' names no complements"),
        ("say, say\tVERB\tclause\tassert\tcertain\tpositive\tneutral\tHe said so.", "stands in the table twice"),
        ("say\tVERB\tclause\tassert\tcertain\tpositive\tneutral\t", "has no example"),
    ],
)
def test_wrong_lines(line: str, reason: str) -> None:
    with pytest.raises(DataError, match=reason):
        read_cue_acts(HEADER + line)
