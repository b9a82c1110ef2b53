"""``dateline export``: reports in, event data in a published format out."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.commands.code import check_arguments, coded, ending, spare_input
from dateline.commands.progress import Tally, somebody_watches
from dateline.commands.streams import as_utf8, graceful, written_to
from dateline.errors import ExportError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import TextIO

    from dateline.report import Record


class TableFlavour(StrEnum):
    """How tables are written; :class:`~dateline.presenting.exports.Flavour`, which ``--help`` need not load, says more."""

    PUBLISHED = "published"
    CSV = "csv"
    SPREADSHEET = "spreadsheet"


def export(
    format_name: Annotated[
        str,
        typer.Argument(
            metavar="FORMAT",
            help="polecat, gdelt-events, gdelt-mentions, icews, plover, petrarch, geojson, prov or csv, or the name of an added exporter.",
        ),
    ],
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATHS|URL|-", help="Files, folders, an http(s) URL, or - for the standard input, as for dateline code."),
    ],
    flavour: Annotated[
        TableFlavour,
        typer.Option(help="How a table is written: as its publisher does, as CSV for analysis, or as CSV in which no cell is a formula."),
    ] = TableFlavour.PUBLISHED,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to this file instead of the standard output.")
    ] = None,
    published: Annotated[
        str, typer.Option(metavar="TIME", help='When it was published, in any usual wording: "8 April 2010 14:55 BJT", 2010-04-08.')
    ] = "",
    url: Annotated[str, typer.Option(metavar="URL", help="Where the report stands on the web.")] = "",
    publisher: Annotated[str, typer.Option(metavar="NAME", help="The outlet.")] = "",
    country: Annotated[
        str, typer.Option(metavar="ISO3", help="The outlet's country, in three letters (KGZ); settles ambiguous time zones.")
    ] = "",
    input_format: Annotated[
        str, typer.Option("--as", metavar="FORMAT", help="Read the input as this format instead of telling it from the content.")
    ] = "",
    codebook: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Code events by the codebook of this folder.", file_okay=False)
    ] = None,
    threads: Annotated[int | None, typer.Option(min=1, show_default="all cores, at most 4", help="Threads for the engine.")] = None,
) -> None:
    """Read reports and write their events in a format of event data.

    Every column and field, how it is filled and why it stays empty stands in the documentation under Exports.

    Exit status:

    - 0: all was read
    - 1: some items were skipped; the standard error stream says which and why
    - 2: wrong arguments
    - 3: nothing could be read
    - 4: the engine does not work, or the output cannot be written
    """
    write = _writer(format_name, flavour)
    check_arguments(paths, url, country, input_format)
    spare_input(paths, output, "--output")
    with graceful(), written_to(output) as opened:
        from dateline.reading import read_all

        stream = as_utf8(opened)
        items = read_all(paths, url=url, published=published or None, publisher=publisher, country=country, format=input_format)
        with Tally(shown=somebody_watches(stream.isatty())) as tally:
            write(coded(tally, items, codebook, threads), stream)
        raise typer.Exit(ending(tally))


def _writer(name: str, flavour: TableFlavour) -> Callable[[Iterable[Record], TextIO], None]:
    """What writes the format in the flavour."""
    from dateline.presenting.exports import EventTable, Flavour, exporter_named

    try:
        exporter = exporter_named(name)
    except ExportError as error:
        raise typer.BadParameter(str(error), param_hint="FORMAT") from error
    if isinstance(exporter, EventTable):
        return lambda records, stream: exporter.write(records, stream, Flavour(flavour))
    if flavour is not TableFlavour.PUBLISHED:
        raise typer.BadParameter(f"{name} is no table, so it has no flavour {flavour}; leave the option out", param_hint="--flavour")
    return exporter
