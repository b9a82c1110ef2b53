from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
from rich.console import Console

from dateline.presenting.marked_text import marked_view
from dateline.report import Attribution, Entity, EntityType, QuoteMode, Record, Report, Span


def shown(record: Record, width: int = 100, color: bool = False) -> str:
    file = io.StringIO()
    console = Console(
        file=file, width=width, highlight=False, markup=False, emoji=False, force_terminal=color, color_system="standard" if color else None
    )
    console.print(marked_view(record))
    return file.getvalue()


def words(record: Record) -> str:
    return " ".join(shown(record, width=1000).split())


def test_the_report_stands_there_with_its_marks_in_words(record: Record) -> None:
    found = words(record)
    assert "[actor E0, place Talas, KGZ: TALAS], May 4 (Lake Wire) - {A0: [actor E0: Guards] didn't" in found
    assert "[event E0 ASSAULT/firearms negated: fire] [twice]} {A0: on [time 2026-05-04: Monday]}, [source A0: Ms. Ilieva]" in found
    assert "[cue A0: said]. {A1: “[recipient E0: They] left,”} [source A1: she] [cue A1: said]." in found


def test_entities_are_labelled_with_their_class(record: Record) -> None:
    start = record.report.text.index("left")
    assert "[Misc: left]" in words(replace(record, entities=(Entity(start, start + 4, "left", EntityType.MISC, 0.5),)))


def test_a_split_mark_shows_that_it_goes_on(record: Record) -> None:
    text = record.report.text
    content = Span(text.index("on Monday"), text.index(" she"))
    found = words(replace(record, attributions=(Attribution((), (), (content,), QuoteMode.MIXED),)))
    assert "said.…} {…A0: “" in found


def test_events_are_told_below(record: Record) -> None:
    found = [" ".join(line.split()) for line in shown(record).splitlines()]
    at = found.index("E0 ASSAULT/firearms “fire”")
    assert found[at + 1 : at + 9] == [
        "who border guards (guard, KGZ MIL); TALAS",
        "to whom They",
        "when Monday = 2026-05-04",
        "where TALAS = Talas, KGZ",
        'counts killed: 0 or more ("none")',
        "according to Ilieva (named, KGZ GOV)",
        "told as negated, certain; confidence 0.80",
        "code CAMEO 190, material conflict, intensity -9.5",
    ]


def test_attributions_name_who_is_meant(record: Record) -> None:
    found = [" ".join(line.split()) for line in shown(record).splitlines()]
    assert "A0 Ms. Ilieva said indirect, named" in found
    assert "A1 she = Ms. Ilieva said direct" in found


def test_particulars_open_the_view(record: Record) -> None:
    found = [line.rstrip() for line in shown(record).splitlines()]
    assert found[0].startswith("wire.txt ─")
    assert found[1] == "No shots fired"
    assert "Outlet: Lake Wire, KGZ" in found
    assert "Published: 2026-05-04 09:30 +06:00 = 2026-05-04 03:30 UTC" in found
    assert "Dateline: TALAS · May 4 · Lake Wire" in found
    assert "Notes: the encoding was guessed; a note" in found


def test_colour_adds_nothing_but_colour(record: Record) -> None:
    coloured = shown(record, color=True)
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == shown(record)


@pytest.mark.parametrize("width", [40, 60, 80, 200])
def test_no_line_is_wider_than_the_terminal(record: Record, width: int) -> None:
    assert max(map(len, shown(record, width).splitlines())) <= width


def test_a_bare_report_has_a_view_too() -> None:
    found = words(Record(Report("1", "")))
    assert "Published: publication time not stated Events (0) Who says what (0) No source, cue or content was found." in found
