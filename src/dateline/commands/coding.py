"""What commands that code reports share: the checks of their arguments, the coding itself, and how they end."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from dateline.commands.streams import ExitStatus, say
from dateline.errors import DataError

if TYPE_CHECKING:
    from dateline.commands.progress import Tally
    from dateline.reading import Skipped
    from dateline.report import Record, Report


def check_sources(paths: list[str], url: str, country: str, input_format: str) -> None:
    """Refuse arguments that cannot be meant."""
    if paths.count("-") > 1:
        raise typer.BadParameter("the standard input can be read once; give - once", param_hint="PATHS")
    if url and len(paths) > 1:
        raise typer.BadParameter(f"is the address of one report, but {len(paths)} sources are given", param_hint="--url")
    if country and not (len(country) == 3 and country.isascii() and country.isalpha() and country.isupper()):
        raise typer.BadParameter(f"{country!r} is no ISO 3166 alpha-3 code; give three capital letters such as KGZ", param_hint="--country")
    if input_format:
        from dateline.reading.registry import format_names

        if input_format not in format_names():
            raise typer.BadParameter(
                f"no reader has the name {input_format!r}; expected one of {', '.join(format_names())}", param_hint="--as"
            )


def spare_input(paths: list[str], output: Path | None, option: str) -> None:
    """Refuse to write over what is read, and to read what is being written."""
    if output is None or str(output) == "-":
        return
    target = output.resolve()
    for path in paths:
        given = Path(path)
        if given.exists() and target.is_relative_to(given.resolve()):
            raise typer.BadParameter(f"{output} is read, too, as {path}; write somewhere else", param_hint=option)


def coded(tally: Tally, items: Iterator[Report | Skipped], codebook: Path | None, threads: int | None) -> Iterator[Record]:
    """The records of the reports among the items, one by one; the tally counts each when the next is asked for.

    The engine is loaded when the first report is there. Exits with FAILED where the codebook is wrong.
    """
    reports = tally.reports(items)
    first = list(islice(reports, 1))
    if not first:  # nothing to analyse, so nothing to load the engine for
        return
    from dateline.engine import load

    try:
        engine = load(codebook=codebook, threads=threads)
    except DataError as error:
        say(str(error))
        raise typer.Exit(ExitStatus.FAILED) from error
    for record in engine.code_many(chain(first, reports)):
        yield record
        tally.add()


def ending(tally: Tally) -> ExitStatus:
    """Say what was done and skipped, and how the command shall end."""
    if not tally.coded:
        say("nothing could be read" if tally.skipped else "nothing to read: no file is there")
        return ExitStatus.UNREADABLE
    if tally.skipped or tally.coded > 1:
        say(tally.summary())
    return ExitStatus.INCOMPLETE if tally.skipped else ExitStatus.FINE
