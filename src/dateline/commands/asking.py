"""``dateline stories``, ``events``, ``claims`` and ``timeline``: questions to the ledger."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dateline.commands.add import DEFAULT_LEDGER, LedgerOption
from dateline.commands.streams import ExitStatus, as_utf8, console, graceful, say, written_to

if TYPE_CHECKING:
    from dateline.ledger import Ledger, Selection

SHOWN = 100
"""Rows of a table for the terminal where no limit is given; files get all."""


class AnswerFormat(StrEnum):
    """How answers are printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    PARQUET = "parquet"


_Story = Annotated[int | None, typer.Option(min=1, metavar="N", help="Only the story of this number.")]
_Actor = Annotated[str, typer.Option(metavar="NAME", help="Only what somebody does, or has done to them, whose name has these words.")]
_Country = Annotated[str, typer.Option(metavar="ISO3", help="Only what happens in this country or involves it, in three letters (KGZ).")]
_Type = Annotated[str, typer.Option(metavar="TYPE", help="Only events of this type, such as PROTEST.")]
_Place = Annotated[str, typer.Option(metavar="PLACE", help="Only events at this place: a name, or a GeoNames id.")]
_Since = Annotated[
    str, typer.Option(metavar="TIME", help="Only from this time on: 2010-04-08, or with clock and zone, 2010-04-08T14:55+06:00.")
]
_AsOf = Annotated[str, typer.Option(metavar="TIME", help="Only what had begun by this time; a day counts to its end.")]
_KnownAt = Annotated[str, typer.Option(metavar="TIME", help="The ledger as it was at this time; a day counts to its end.")]
_Sources = Annotated[int, typer.Option(min=1, metavar="N", help="Only incidents that so many independent primary sources tell of.")]
_Limit = Annotated[int | None, typer.Option(min=1, metavar="N", show_default="100 in tables, else all", help="The latest so many.")]
_Format = Annotated[AnswerFormat, typer.Option("--format", "-f", help="How to print.")]
_Spreadsheet = Annotated[bool, typer.Option("--spreadsheet", help="CSV in which no text can be taken for a formula.")]
_Output = Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to this file instead of the standard output.")]


def stories(
    ledger: LedgerOption = DEFAULT_LEDGER,
    story: _Story = None,
    actor: _Actor = "",
    country: _Country = "",
    type: _Type = "",
    place: _Place = "",
    since: _Since = "",
    as_of: _AsOf = "",
    known_at: _KnownAt = "",
    min_sources: _Sources = 1,
    limit: _Limit = None,
    output_format: _Format = AnswerFormat.TABLE,
    spreadsheet: _Spreadsheet = False,
    output: _Output = None,
) -> None:
    """List the stories: reports on one developing situation, those with the latest reports last.

    Exit status: 0 asked and printed, 2 wrong arguments, 4 the ledger cannot be read or the output not written.
    """
    filters = (story, actor, country, type, place, since, as_of, known_at, min_sources, limit)
    _answer(ledger, "stories", filters, output_format, spreadsheet, output)


def events(
    ledger: LedgerOption = DEFAULT_LEDGER,
    story: _Story = None,
    actor: _Actor = "",
    country: _Country = "",
    type: _Type = "",
    place: _Place = "",
    since: _Since = "",
    as_of: _AsOf = "",
    known_at: _KnownAt = "",
    min_sources: _Sources = 1,
    limit: _Limit = None,
    output_format: _Format = AnswerFormat.TABLE,
    spreadsheet: _Spreadsheet = False,
    output: _Output = None,
) -> None:
    """List events as each report tells them: who did what to whom, when, where, according to whom.

    Exit status: 0 asked and printed, 2 wrong arguments, 4 the ledger cannot be read or the output not written.
    """
    filters = (story, actor, country, type, place, since, as_of, known_at, min_sources, limit)
    _answer(ledger, "events", filters, output_format, spreadsheet, output)


def claims(
    ledger: LedgerOption = DEFAULT_LEDGER,
    story: _Story = None,
    actor: _Actor = "",
    country: _Country = "",
    type: _Type = "",
    place: _Place = "",
    since: _Since = "",
    as_of: _AsOf = "",
    known_at: _KnownAt = "",
    min_sources: _Sources = 1,
    limit: _Limit = None,
    output_format: _Format = AnswerFormat.TABLE,
    spreadsheet: _Spreadsheet = False,
    output: _Output = None,
) -> None:
    """List claims: what is so according to whom. For claims `--actor` is whom they are about.

    Exit status: 0 asked and printed, 2 wrong arguments, 4 the ledger cannot be read or the output not written.
    """
    filters = (story, actor, country, type, place, since, as_of, known_at, min_sources, limit)
    _answer(ledger, "claims", filters, output_format, spreadsheet, output)


def timeline(
    ledger: LedgerOption = DEFAULT_LEDGER,
    story: _Story = None,
    actor: _Actor = "",
    country: _Country = "",
    type: _Type = "",
    place: _Place = "",
    since: _Since = "",
    as_of: _AsOf = "",
    known_at: _KnownAt = "",
    min_sources: _Sources = 1,
    limit: _Limit = None,
    output_format: _Format = AnswerFormat.TABLE,
    spreadsheet: _Spreadsheet = False,
    output: _Output = None,
) -> None:
    """List incidents in the order of time: one line for each real-world event, over all reports, with how many sources tell of it.

    Exit status: 0 asked and printed, 2 wrong arguments, 4 the ledger cannot be read or the output not written.
    """
    filters = (story, actor, country, type, place, since, as_of, known_at, min_sources, limit)
    _answer(ledger, "timeline", filters, output_format, spreadsheet, output)


_Filters = tuple[int | None, str, str, str, str, str, str, str, int, int | None]


def _answer(address: str, what: str, filters: _Filters, form: AnswerFormat, spreadsheet: bool, output: Path | None) -> None:
    """Ask and print."""
    if spreadsheet and form is not AnswerFormat.CSV:
        raise typer.BadParameter(f"is for --format csv, not for --format {form}", param_hint="--spreadsheet")
    selection = _selection(filters, SHOWN if form is AnswerFormat.TABLE else None)
    with graceful():
        from dateline.ledger import open as open_ledger

        with open_ledger(address, create=False, upgrade=False) as ledger:
            answers = _ASKED[what](ledger, selection)
            if form is AnswerFormat.PARQUET:
                _write_parquet(what, answers, output)
                return
            with written_to(output) as stream:
                if form is AnswerFormat.JSON:
                    from dateline.record_form import form as values_of

                    lines = as_utf8(stream)
                    for answer in answers:
                        lines.write(json.dumps(values_of(answer), ensure_ascii=False) + "\n")
                elif form is AnswerFormat.CSV:
                    from dateline.presenting.answer_tables import write_csv

                    write_csv(_table(what), answers, as_utf8(stream), spreadsheet=spreadsheet)
                else:
                    from dateline.presenting import answer_views

                    found = list(answers)
                    console(stream).print(getattr(answer_views, f"{what}_view")(found))
                    if filters[-1] is None and len(found) == SHOWN:
                        say(f"these are the latest {SHOWN}; give --limit for more, or --format csv for all")


_ASKED: dict[str, Callable[[Ledger, Selection], Iterable[Any]]] = {
    "stories": lambda ledger, selection: ledger.stories(selection),
    "events": lambda ledger, selection: ledger.events(selection),
    "claims": lambda ledger, selection: ledger.claims(selection),
    "timeline": lambda ledger, selection: ledger.timeline(selection),
}


def _table(what: str) -> Any:
    from dateline.presenting import answer_tables

    return getattr(answer_tables, what.upper())


def _write_parquet(what: str, answers: Iterable[Any], output: Path | None) -> None:
    from dateline.presenting.answer_tables import write_parquet

    if output is None and sys.stdout.isatty():
        raise typer.BadParameter("Parquet is no text for a terminal; give a file", param_hint="--output")
    try:
        if output is None or str(output) == "-":
            write_parquet(_table(what), answers, sys.stdout.buffer)
        else:
            with output.open("wb") as stream:
                write_parquet(_table(what), answers, stream)
    except ImportError as error:
        say(str(error))
        raise typer.Exit(ExitStatus.FAILED) from error


def _selection(filters: _Filters, shown: int | None) -> Selection:
    story, actor, country, kind, place, since, as_of, known_at, min_sources, limit = filters
    if country and not (len(country) == 3 and country.isascii() and country.isalpha()):
        raise typer.BadParameter(f"{country!r} is no ISO 3166 alpha-3 code; give three letters such as KGZ", param_hint="--country")
    from dateline.ledger.answers import Selection

    return Selection(
        story=story,
        actor=actor,
        country=country.upper(),
        type=kind.upper(),
        place=place,
        since=_moment(since, "--since", last=False),
        as_of=_moment(as_of, "--as-of", last=True),
        known_at=_moment(known_at, "--known-at", last=True),
        min_sources=min_sources,
        limit=limit or shown,
    )


def _moment(given: str, option: str, *, last: bool) -> datetime | None:
    """An instant from ISO 8601. A bare day is a day in UTC: its first moment, or its last."""
    if not given:
        return None
    try:
        found = datetime.fromisoformat(given)
    except ValueError as error:
        raise typer.BadParameter(f"{given!r} is no time; give 2010-04-08 or 2010-04-08T14:55+06:00", param_hint=option) from error
    if len(given) <= 10:
        day = datetime.combine(found.date(), time(), UTC)
        return day + timedelta(days=1) - timedelta(microseconds=1) if last else day
    if found.tzinfo is None:
        raise typer.BadParameter(f"{given!r} has no zone; give one, as in {given}+06:00 or {given}Z", param_hint=option)
    return found
