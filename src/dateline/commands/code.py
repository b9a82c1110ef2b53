"""``dateline code``: reports in, records out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from enum import StrEnum
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from dateline.commands.progress import Tally, somebody_watches
from dateline.commands.streams import ExitStatus, as_utf8, console, graceful, say, written_to

if TYPE_CHECKING:
    from dateline.reading import Skipped
    from dateline.report import Record, Report


class OutputFormat(StrEnum):
    """How records are printed."""

    TABLE = "table"
    JSON = "json"
    CONLLU = "conllu"


def code(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATHS|URL|-",
            help="Files, folders, an http(s) URL, or - for the standard input. The format is told from the content: text and pasted pages, "
            "HTML, JSON, JSON lines, ninjs, NewsML-G2, NITF, RSS, Atom, WARC, each plain or gzipped.",
        ),
    ],
    output_format: Annotated[OutputFormat, typer.Option("--format", "-f", help="How to print the records.")] = OutputFormat.TABLE,
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
    threads: Annotated[int | None, typer.Option(min=1, show_default="all cores, at most 4", help="Threads for the engine.")] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to this file instead of the standard output.")
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
    chosen = OutputFormat.JSON if as_json else output_format
    if as_json and output_format is OutputFormat.CONLLU:
        raise typer.BadParameter("contradicts --format conllu; give one of them", param_hint="--json")
    _check(paths, url, country, input_format)
    _spare_input(paths, output)
    with graceful(), written_to(output) as stream:
        from dateline.reading import read_all

        items = read_all(paths, url=url, published=published or None, publisher=publisher, country=country, format=input_format)
        with Tally(shown=somebody_watches(stream.isatty())) as tally:
            _code(tally, items, _writer(chosen, stream, tokens), threads)
        raise typer.Exit(_ending(tally))


def _check(paths: list[str], url: str, country: str, input_format: str) -> None:
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


def _spare_input(paths: list[str], output: Path | None) -> None:
    """Refuse to write over what is read, and to read what is being written."""
    if output is None:
        return
    target = output.resolve()
    for path in paths:
        given = Path(path)
        if given.exists() and target.is_relative_to(given.resolve()):
            raise typer.BadParameter(f"{output} is read, too, as {path}; write somewhere else", param_hint="--output")


def _code(tally: Tally, items: Iterator[Report | Skipped], write: Callable[[Record], None], threads: int | None) -> None:
    reports = tally.reports(items)
    first = list(islice(reports, 1))
    if not first:  # nothing to analyse, so nothing to load the engine for
        return
    from dateline.engine import load

    engine = load(threads=threads)
    for record in engine.code_many(chain(first, reports)):
        write(record)
        tally.add()


def _writer(chosen: OutputFormat, stream: TextIO, tokens: bool) -> Callable[[Record], None]:
    """A function that prints one record."""
    if chosen is OutputFormat.JSON:
        from dateline.presenting.json_form import record_to_json

        lines = as_utf8(stream)
        return lambda record: _write(lines, json.dumps(record_to_json(record, tokens=tokens), ensure_ascii=False) + "\n")
    if chosen is OutputFormat.CONLLU:
        from dateline.presenting.conllu import record_to_conllu

        blocks = as_utf8(stream)
        return lambda record: _write(blocks, record_to_conllu(record))
    from dateline.presenting.tables import record_view

    screen = console(stream)
    return lambda record: screen.print(record_view(record))


def _write(stream: TextIO, text: str) -> None:
    stream.write(text)


def _ending(tally: Tally) -> ExitStatus:
    if not tally.coded:
        say("nothing could be read" if tally.skipped else "nothing to read: no file is there")
        return ExitStatus.UNREADABLE
    if tally.skipped or tally.coded > 1:
        say(tally.summary())
    return ExitStatus.INCOMPLETE if tally.skipped else ExitStatus.FINE
