"""The ledger's answers as tables for the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from rich import box
from rich.table import Table

if TYPE_CHECKING:
    from dateline.ledger.answers import ClaimEntry, EventEntry, IncidentEntry, ReportEntry, StoryEntry
    from dateline.report import Count

_NOTHING: Final = "–"


def events_view(entries: Iterable[EventEntry]) -> Table:
    """Events, two lines each: what was done by whom to whom, then the sentence that says so."""
    table = _table("At", "Event", "Who", "To whom", "Where", "According to")
    for entry in entries:
        table.add_row(
            _when(entry.time, entry.at),
            f"E{entry.number} {_kind(entry)}\n{_one_line(entry.trigger)}",
            _people(entry, "actors"),
            _people(entry, "recipients"),
            entry.place or _NOTHING,
            _according(entry),
        )
    return table


def timeline_view(entries: Iterable[IncidentEntry]) -> Table:
    """Incidents in the order of time, each with the number of independent sources that tell of it."""
    table = _table("At", "Incident", "Who", "To whom", "Where", "Sources")
    for entry in entries:
        clearest = entry.clearest
        counts = ", ".join(f"{_range(count)} {name}" for name, count in entry.counts)
        table.add_row(
            _when(clearest.time, entry.at),
            f"I{entry.number} {_kind(clearest)}\n{_one_line(clearest.trigger)}" + (f"\n{counts}" if counts else ""),
            _people(clearest, "actors"),
            _people(clearest, "recipients"),
            clearest.place or _NOTHING,
            f"{entry.sources}\n{_counted(entry.reports, 'report')}",
        )
    return table


def claims_view(entries: Iterable[ClaimEntry]) -> Table:
    """Claims: what is claimed by whom, how, and the sentence."""
    table = _table("At", "Claim", "By", "Evidence", "Report")
    for entry in entries:
        denied = "" if entry.positive else "not "
        what = f"{denied}{entry.proposition}({', '.join(part for part in (entry.subject, entry.value) if part)})"
        by = f"{entry.source or _NOTHING}\n{entry.act}, {entry.certainty}" if entry.act else entry.source or _NOTHING
        table.add_row(_moment(entry.at), f"C{entry.number} {what}", by, _one_line(entry.evidence), _outlet(entry.report))
    return table


def stories_view(entries: Iterable[StoryEntry]) -> Table:
    """Stories with their size and span."""
    table = _table("Story", "Title", "First", "Last", "Reports", "Texts", "Events", right=("Reports", "Texts", "Events"))
    for entry in entries:
        numbers = (str(n) for n in (entry.reports, entry.wires, entry.events))
        table.add_row(f"S{entry.number}", _one_line(entry.title), _moment(entry.first), _moment(entry.last), *numbers)
    return table


def _table(*columns: str, right: Sequence[str] = ()) -> Table:
    table = Table(box=box.SIMPLE_HEAD, leading=1, pad_edge=False, padding=(0, 1), show_edge=False)
    for name in columns:
        table.add_column(name, justify="right" if name in right else "left", overflow="fold")
    return table


def _kind(entry: EventEntry) -> str:
    kind = f"{entry.type}/{entry.mode}" if entry.mode else entry.type
    told = f"{entry.status}, {entry.certainty}"
    return kind if told == "actual, certain" else f"{kind} ({told})"


def _people(entry: EventEntry, side: str) -> str:
    return ", ".join(p.name or _one_line(p.text) for p in getattr(entry, side)) or _NOTHING


def _according(entry: EventEntry) -> str:
    chain = " ← ".join(s.name or _one_line(s.text) for s in entry.sources)
    rests = f"\n{_counted(entry.sources_of_incident, 'source')}" if entry.sources_of_incident > 1 else ""
    return f"{_outlet(entry.report)}{' ← ' + chain if chain else ''}{rests}"


def _outlet(report: ReportEntry) -> str:
    return report.agency or report.publisher or report.url or report.source or report.report


def _when(told: str, at: datetime) -> str:
    return told or f"({at.astimezone(UTC):%Y-%m-%d})"


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M}"


def _range(count: Count) -> str:
    if count.low == count.high:
        return str(count.low)
    low = "?" if count.low is None else count.low
    return f"{low}–{'?' if count.high is None else count.high}"


def _counted(number: int, name: str) -> str:
    return f"{number} {name}{'' if number == 1 else 's'}"


def _one_line(text: str) -> str:
    return " ".join(text.split())
