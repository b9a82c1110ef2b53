"""``dateline code``: reports in, records out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from enum import StrEnum
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from dateline.commands.progress import Tally, somebody_watches
from dateline.commands.streams import ExitStatus, as_utf8, console, graceful, say, written_to
from dateline.errors import DataError

if TYPE_CHECKING:
    from dateline.reading import Skipped
    from dateline.report import Record, Report


class OutputFormat(StrEnum):
    """How records are printed."""

    TABLE = "table"
    JSON = "json"
    CONLLU = "conllu"
    CAMEO = "cameo"


class View(StrEnum):
    """What the terminal shows of a record."""

    TABLE = "table"
    TEXT = "text"


def code(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATHS|URL|-",
            help="Files, folders, an http(s) URL, or - for the standard input. The format is told from the content: text and pasted pages, "
            "HTML, JSON, JSON lines, ninjs, NewsML-G2, NITF, RSS, Atom, WARC, each plain or gzipped.",
        ),
    ],
    output_format: Annotated[
        OutputFormat | None, typer.Option("--format", "-f", show_default="table", help="How to print the records.")
    ] = None,
    view: Annotated[
        View | None,
        typer.Option(show_default="table", help="What the table format shows: the record in tables, or the report's text with its marks."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line, one for each report; short for --format json.")] = False,
    tokens: Annotated[bool, typer.Option("--tokens/--no-tokens", help="With or without the words of the sentences in JSON.")] = True,
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
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to this file instead of the standard output.")
    ] = None,
    html: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Write the reports with their marks as one HTML page. Records are printed as well if --format, --json, --view or --output "
            "asks for it.",
        ),
    ] = None,
) -> None:
    """Read reports and print their records: headline, publication time, dateline, sentences, entities, who says what.

    Exit status:

    - 0: all was read
    - 1: some items were skipped; the standard error stream says which and why
    - 2: wrong arguments
    - 3: nothing could be read
    - 4: the engine does not work, or the output cannot be written
    """
    chosen = _chosen(output_format, as_json, view)
    printed = html is None or any(given is not None for given in (output_format, view, output)) or as_json
    check_arguments(paths, url, country, input_format)
    _spare_input(paths, output, "--output")
    _spare_input(paths, html, "--html")
    if printed and html is not None:
        _part(output, html)
    with graceful(), ExitStack() as opened:
        from dateline.reading import read_all

        writers: list[Callable[[Record], None]] = []
        terminal = False
        if printed:
            stream = opened.enter_context(written_to(output))
            terminal = stream.isatty()
            writers.append(_writer(chosen, view or View.TABLE, stream, tokens))
        if html is not None:
            page_stream = as_utf8(opened.enter_context(written_to(html, "--html")))
            terminal = terminal or page_stream.isatty()
            from dateline.presenting.marked_page import MarkedPage

            page = MarkedPage(page_stream)
            writers.append(page.add)

        items = read_all(paths, url=url, published=published or None, publisher=publisher, country=country, format=input_format)
        with Tally(shown=somebody_watches(terminal)) as tally:
            _code(tally, items, lambda record: _each(writers, record), codebook, threads)
        if html is not None:
            page.finish()
        raise typer.Exit(_ending(tally))


def _chosen(output_format: OutputFormat | None, as_json: bool, view: View | None) -> OutputFormat:
    """The format the options ask for together."""
    if as_json and output_format not in (None, OutputFormat.JSON):
        raise typer.BadParameter(f"contradicts --format {output_format}; give one of them", param_hint="--json")
    chosen = OutputFormat.JSON if as_json else output_format or OutputFormat.TABLE
    if view is not None and chosen is not OutputFormat.TABLE:
        other = "--json" if as_json else f"--format {chosen}"
        raise typer.BadParameter(f"contradicts {other}; views are of the table format, so give one of them", param_hint="--view")
    return chosen


def _part(output: Path | None, html: Path) -> None:
    """Refuse to write records and page to the same place."""
    to_screen = [path is None or str(path) == "-" for path in (output, html)]
    if all(to_screen):
        raise typer.BadParameter(
            "both the page and the records would go to the standard output; write one of them to a file, or ask for the page alone",
            param_hint="--html",
        )
    if output is not None and not any(to_screen) and output.resolve() == html.resolve():
        raise typer.BadParameter(f"{html} is what --output writes to; write the page to another file", param_hint="--html")


def _each(writers: list[Callable[[Record], None]], record: Record) -> None:
    for write in writers:
        write(record)


def check_arguments(paths: list[str], url: str, country: str, input_format: str) -> None:
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


def _spare_input(paths: list[str], output: Path | None, option: str) -> None:
    """Refuse to write over what is read, and to read what is being written."""
    if output is None or str(output) == "-":
        return
    target = output.resolve()
    for path in paths:
        given = Path(path)
        if given.exists() and target.is_relative_to(given.resolve()):
            raise typer.BadParameter(f"{output} is read, too, as {path}; write somewhere else", param_hint=option)


def _code(
    tally: Tally, items: Iterator[Report | Skipped], write: Callable[[Record], None], codebook: Path | None, threads: int | None
) -> None:
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
        write(record)
        tally.add()


def _writer(chosen: OutputFormat, view: View, stream: TextIO, tokens: bool) -> Callable[[Record], None]:
    """A function that prints one record."""
    if chosen is OutputFormat.JSON:
        from dateline.presenting.json_form import record_to_json

        lines = as_utf8(stream)
        return lambda record: _write(lines, json.dumps(record_to_json(record, tokens=tokens), ensure_ascii=False) + "\n")
    if chosen is OutputFormat.CAMEO:
        from dateline.presenting.cameo import record_to_cameo

        events = as_utf8(stream)
        return lambda record: _write(events, record_to_cameo(record))
    if chosen is OutputFormat.CONLLU:
        from dateline.presenting.conllu import record_to_conllu

        blocks = as_utf8(stream)
        return lambda record: _write(blocks, record_to_conllu(record))
    if view is View.TEXT:
        from dateline.presenting.marked_text import marked_view as shown_as
    else:
        from dateline.presenting.tables import record_view as shown_as

    screen = console(stream)
    return lambda record: screen.print(shown_as(record))


def _write(stream: TextIO, text: str) -> None:
    stream.write(text)


def _ending(tally: Tally) -> ExitStatus:
    if not tally.coded:
        say("nothing could be read" if tally.skipped else "nothing to read: no file is there")
        return ExitStatus.UNREADABLE
    if tally.skipped or tally.coded > 1:
        say(tally.summary())
    return ExitStatus.INCOMPLETE if tally.skipped else ExitStatus.FINE
