from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dateline.errors import DataError
from dateline.evaluating.annotations import AnnotatedEvent, AnnotatedParticipant, AnnotatedText, read_annotations, with_texts
from dateline.evaluating.events import figures, pairs, score_events
from dateline.report import Certainty, Event, Participant, Quad, Record, Report, Span, Status

TEXT = "Police in Lima arrested nine teachers. Peru's ombudsman condemned the arrests."


def where(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def annotated(kind: str, trigger: str, actor: str, country: str, sector: str, *more: str) -> AnnotatedEvent:
    return AnnotatedEvent(
        kind,
        "",
        tuple(where(t) for t in (trigger, *more)),
        (AnnotatedParticipant(*where(actor), country, sector),),
        (),
        None,
        "",
        "actual",
        (),
        (),
        1,
    )


ARREST = annotated("COERCE", "arrested", "Police in Lima", "PER", "COP", "arrests")
BLAME = annotated("ACCUSE", "condemned", "ombudsman", "PER", "GOV")
GOLD = AnnotatedText("one", "", TEXT, "", (ARREST, BLAME))


def found(kind: str, trigger: str, actor: str, country: str, sector: str, **other: object) -> Event:
    span = Span(*where(trigger))
    person = Participant(*where(actor), actor, country=country, sector=sector)
    event = Event(kind, "", "", Quad.MATERIAL_CONFLICT, 0.0, Status.ACTUAL, Certainty.CERTAIN, span, (span,), (person,), confidence=0.8)
    return replace(event, **other)  # type: ignore[arg-type]


def coding(*events: Event):  # type: ignore[no-untyped-def]
    def code(reports: Iterable[Report]) -> Iterator[Record]:
        for report in reports:
            yield Record(report, events=events)

    return code


RIGHT = (found("COERCE", "arrested", "Police in Lima", "PER", "COP"), found("ACCUSE", "condemned", "ombudsman", "PER", "GOV"))


def test_all_right_is_a_hundred() -> None:
    got = figures(score_events([GOLD], coding(*RIGHT)))
    assert (got.typed, got.whole, got.whole_with_sectors, got.status, got.actors) == (100, 100, 100, 100, 100)
    assert dict(got.by_type) == {"ACCUSE": 100, "COERCE": 100}


def test_a_second_mention_matches_but_an_event_matches_once() -> None:
    late = found("COERCE", "arrests", "Police in Lima", "PER", "COP")
    got = figures(score_events([GOLD], coding(*RIGHT, late)))
    assert got.recall == 100
    assert got.precision == pytest.approx(200 / 3)


def test_the_wrong_type_counts_as_untyped_only() -> None:
    got = figures(score_events([GOLD], coding(replace(RIGHT[0], type="ASSAULT"), RIGHT[1])))
    assert (got.typed, got.untyped) == (50, 100)


def test_a_wrong_country_spoils_the_whole_record_a_wrong_sector_the_stricter_one() -> None:
    abroad = found("COERCE", "arrested", "Police in Lima", "CHL", "COP")
    soldiers = found("COERCE", "arrested", "Police in Lima", "PER", "MIL")
    assert figures(score_events([GOLD], coding(abroad, RIGHT[1]))).whole == 50
    got = figures(score_events([GOLD], coding(soldiers, RIGHT[1])))
    assert (got.whole, got.whole_with_sectors) == (100, 50)


def test_one_participant_too_many_spoils_the_record() -> None:
    crowd = replace(RIGHT[0], recipients=(Participant(*where("teachers"), "teachers"),))
    assert figures(score_events([GOLD], coding(crowd, RIGHT[1]))).whole == 50


def test_records_in_texts_without_events_are_counted() -> None:
    empty = AnnotatedText("two", "", TEXT, "", ())
    got = figures(score_events([empty], coding(*RIGHT)))
    assert (got.empty_texts, got.false_in_empty, got.quiet) == (1, 2, 0)
    assert figures(score_events([empty, GOLD], coding())).quiet == 100


def test_single_event_texts_ask_for_the_surest_record() -> None:
    single = AnnotatedText("three", "", TEXT, "", (ARREST,))
    weak = replace(RIGHT[1], confidence=0.2)
    assert figures(score_events([single], coding(weak, RIGHT[0]))).single_countries == 100
    sure = replace(RIGHT[1], confidence=0.95)
    assert figures(score_events([single], coding(sure, RIGHT[0]))).single_type == 0


def test_the_pair_sharing_most_comes_first() -> None:
    other = replace(RIGHT[0], mentions=(Span(*where("arrests")), Span(*where("arrested"))))
    assert pairs((ARREST,), (RIGHT[0], other))[0][1] is other


def test_a_line_that_is_no_annotation_is_an_error_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "wrong.jsonl"
    path.write_text('{"id": "a", "text": "x", "events": []}\n{"events": [{"type": "AID"}]}\n', encoding="utf-8")
    with pytest.raises(DataError, match=r"wrong\.jsonl:2"):
        read_annotations(path)


def test_a_missing_article_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"gone\.txt"):
        with_texts([AnnotatedText("gone.txt", "gone.txt", "", "", ())], tmp_path)
