from __future__ import annotations

from dataclasses import replace

import pytest

from dateline.knowledge.codebook import Codebook, CodebookExample, ExampleEvent
from dateline.knowledge.codebook_check import check_examples, compare, span_of
from dateline.report import Certainty, Event, Participant, Quad, Record, Report, Span, Status

TEXT = "Togo accused Benin and Ghana of smuggling."
EXPECTED = ExampleEvent("ACCUSE", "allege", "accused", ("Togo",), ("Benin", "Ghana"), Status.ACTUAL)
EXAMPLE = CodebookExample(TEXT, "2020-01-02", (EXPECTED,), "accuse.toml", 7)


def participant(words: str) -> Participant:
    span = span_of(words, TEXT)
    return Participant(span.start, span.end, words)


FOUND = Event(
    "ACCUSE",
    "allege",
    "112",
    Quad.VERBAL_CONFLICT,
    -3.5,
    Status.ACTUAL,
    Certainty.CERTAIN,
    span_of("accused", TEXT),
    (span_of("accused", TEXT),),
    (participant("Togo"),),
    (participant("Ghana"), participant("Benin")),
)


def test_what_came_out_as_it_should_has_no_difference() -> None:
    assert list(compare(EXAMPLE, [FOUND])) == []


@pytest.mark.parametrize(
    ("found", "difference"),
    [
        (replace(FOUND, mode=""), "at 'accused', ACCUSE instead of ACCUSE allege"),
        (replace(FOUND, type="REJECT", mode="meet"), "at 'accused', REJECT meet instead of ACCUSE allege"),
        (replace(FOUND, status=Status.NEGATED), "at 'accused', status negated instead of actual"),
        (replace(FOUND, actors=()), "at 'accused', actors none instead of 'Togo'"),
        (replace(FOUND, recipients=(participant("Benin"),)), "at 'accused', recipients 'Benin' instead of 'Benin', 'Ghana'"),
        (replace(FOUND, actors=(participant("smuggling"),)), "at 'accused', actors 'smuggling' instead of 'Togo'"),
    ],
)
def test_each_field_that_differs_is_told(found: Event, difference: str) -> None:
    assert list(compare(EXAMPLE, [found])) == [difference]


def test_events_elsewhere_are_missing_there_and_too_many_here() -> None:
    at = span_of("smuggling", TEXT)
    elsewhere = replace(FOUND, trigger=at, mentions=(at,))
    assert list(compare(EXAMPLE, [elsewhere])) == [
        "ACCUSE allege at 'accused' was not found",
        "ACCUSE allege at 'smuggling' was found and is not in the example",
    ]
    assert list(compare(replace(EXAMPLE, events=()), [])) == []
    assert list(compare(replace(EXAMPLE, events=()), [FOUND])) == ["ACCUSE allege at 'accused' was found and is not in the example"]


def test_of_two_events_at_a_trigger_the_one_of_the_same_type_counts() -> None:
    other = replace(FOUND, type="REJECT", mode="")
    assert list(compare(EXAMPLE, [other, FOUND])) == ["REJECT at 'accused' was found and is not in the example"]


def test_further_mentions_count_as_the_trigger() -> None:
    assert list(compare(EXAMPLE, [replace(FOUND, trigger=Span(0, 4), mentions=(Span(0, 4), span_of("accused", TEXT)))])) == []


def test_every_example_is_coded_with_its_day() -> None:
    shipped = Codebook.load()
    book = Codebook(
        "one", "1", shipped.types, shipped.constructions, shipped.classes, (EXAMPLE, replace(EXAMPLE, text="Togo waits.", events=()))
    )
    seen: list[Report] = []

    def code(report: Report) -> Record:
        seen.append(report)
        return Record(report, events=(FOUND,) if report.text == TEXT else ())

    results = list(check_examples(book, code))
    assert [result.differences for result in results] == [(), ()]
    assert [report.text for report in seen] == [TEXT, "Togo waits."]
    assert seen[0].published is not None
    assert seen[0].published.value == "2020-01-02"


def test_words_stand_as_words() -> None:
    assert span_of("Benin", TEXT) == (13, 18)
    with pytest.raises(ValueError, match="'Ben' does not stand"):
        span_of("Ben", TEXT)
