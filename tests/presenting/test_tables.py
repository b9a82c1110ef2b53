from __future__ import annotations

import io
from dataclasses import replace

import pytest
from rich.console import Console

from dateline.presenting.tables import record_view
from dateline.report import Attribution, PublicationTime, QuoteMode, Record, Report, ZoneOrigin


def shown(record: Record, width: int = 100) -> str:
    console = Console(file=io.StringIO(), width=width, highlight=False, markup=False, emoji=False)
    console.print(record_view(record))
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def lines(record: Record) -> list[str]:
    return [" ".join(line.split()) for line in shown(record).splitlines()]


def test_particulars_are_told_with_their_evidence(record: Record) -> None:
    found = lines(record)
    assert "Headline No shots fired" in found
    assert "Published 2026-05-04 09:30 +06:00 = 2026-05-04 03:30 UTC" in found
    assert 'zone as written; from a <time> element: "2026-05-04T09:30+06:00"' in found
    assert "Dateline TALAS · May 4 (2026-05-04) · Lake Wire" in found
    assert "Kept out breadcrumb Home > Asia" in found
    assert "copyright (c) Lake Wire" in found
    assert "Outlet Lake Wire · KGZ" in found
    assert "URL https://wire.example/1" in found
    assert "Notes the encoding was guessed" in found


def test_a_zone_abbreviation_stands_with_its_offset(record: Record) -> None:
    published = record.report.published
    assert isinstance(published, PublicationTime)
    report = replace(record.report, published=replace(published, zone="KGT"))
    assert any("2026-05-04 09:30 KGT +06:00 =" in line for line in lines(replace(record, report=report)))


def test_a_time_without_zone_has_no_instant(record: Record) -> None:
    published = record.report.published
    assert isinstance(published, PublicationTime)
    open_time = replace(published, zone="", offset=None, instant=None, zone_origin=ZoneOrigin.NONE)
    found = lines(replace(record, report=replace(record.report, published=open_time)))
    assert "Published 2026-05-04 09:30" in found
    assert any(line.startswith("zone not known;") for line in found)


def test_square_brackets_are_words_and_no_markup(record: Record) -> None:
    assert "fire [twice] on Monday" in shown(record)


def test_who_says_what_names_source_cue_content_mode_and_sentence(record: Record) -> None:
    found = shown(record, width=160)
    rows = [" ".join(line.split()) for line in found.splitlines()]
    assert "1 Ms. Ilieva (named) said Guards didn't fire [twice] … on Monday indirect" in rows
    assert "2 she = Ms. Ilieva said “They left,” direct" in rows


def test_an_attribution_over_two_sentences_names_both(record: Record) -> None:
    first, second = record.attributions
    joined = Attribution(first.source, first.cue, (*first.content, *second.content), QuoteMode.MIXED, first.speaker)
    rows = [" ".join(line.split()) for line in shown(replace(record, attributions=(joined,)), width=160).splitlines()]
    assert any(row.startswith("1-2 Ms. Ilieva") for row in rows)


def test_entities_are_grouped_and_counted(record: Record) -> None:
    doubled = replace(record, entities=(*record.entities, record.entities[0]))
    found = lines(doubled)
    assert "Person Ms. Ilieva ×2" in found
    assert "Date Monday" in found


def test_times_stand_with_their_values(record: Record) -> None:
    assert "Monday 2026-05-04 DATE" in lines(record)
    assert "Times" not in shown(replace(record, times=()))


def test_events_are_shown_where_there_are_any(record: Record) -> None:
    found = shown(record, width=160)
    assert "ASSAULT/firearms (negated, certain)" in found
    assert "Events" not in shown(replace(record, events=()))


@pytest.mark.parametrize("width", [60, 80, 100, 200])
def test_no_line_is_wider_than_the_terminal(record: Record, width: int) -> None:
    assert max(map(len, shown(record, width).splitlines())) <= width


def test_a_bare_report_has_a_view_too() -> None:
    found = lines(Record(Report("1", "")))
    assert "Published not stated" in found
    assert "Dateline none" in found
    assert "No name was found." in found
