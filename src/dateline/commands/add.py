"""``dateline add``: reports into the ledger."""

from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.commands.progress import Tally, somebody_watches
from dateline.commands.streams import ExitStatus, graceful, say
from dateline.errors import DataError

if TYPE_CHECKING:
    from dateline.commands.workload import Workload
    from dateline.engine import Engine
    from dateline.ledger import Ledger
    from dateline.reading import Skipped
    from dateline.report import Record, Report

DEFAULT_LEDGER = "ledger.db"

BATCH_RECORDS = 32
BATCH_SECONDS = 2.0
"""Records are stored together up to so many or for so long: a commit waits for the disk, and what is not stored is lost in a crash."""

LOOK_AHEAD = 16
"""Reports for which it is asked together whether they are there already."""

LedgerOption = Annotated[
    str,
    typer.Option(
        "--ledger",
        "-l",
        metavar="FILE|URL",
        envvar="DATELINE_LEDGER",
        show_envvar=False,
        help="The ledger: a file, or postgresql://user@host/database; DATELINE_LEDGER in the environment sets another default.",
    ),
]


def add(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATHS|URLS|-", help="Files, folders, http(s) URLs, or - for the standard input, as for code.")
    ],
    ledger: LedgerOption = DEFAULT_LEDGER,
    again: Annotated[
        bool,
        typer.Option("--again", help="Code reports anew that are there already; what comes out differently takes the place of the old."),
    ] = False,
    published: Annotated[str, typer.Option(metavar="TIME", help="When they were published, in any usual wording.")] = "",
    url: Annotated[str, typer.Option(metavar="URL", help="Where the report stands on the web.")] = "",
    publisher: Annotated[str, typer.Option(metavar="NAME", help="The outlet.")] = "",
    country: Annotated[str, typer.Option(metavar="ISO3", help="The outlet's country, in three letters (KGZ).")] = "",
    input_format: Annotated[
        str, typer.Option("--as", metavar="FORMAT", help="Read the input as this format instead of telling it from the content.")
    ] = "",
    codebook: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Code events by the codebook of this folder.", file_okay=False)
    ] = None,
    threads: Annotated[int | None, typer.Option(min=1, show_default="all cores, at most 4", help="Threads for the engine.")] = None,
) -> None:
    """Read and code reports and put them into the ledger, which is made if it is not there.

    What is there already is passed over, so a run that was stopped goes on where it was when it is started again.

    Exit status:

    - 0: all is in the ledger
    - 1: some items were skipped; the standard error stream says which and why
    - 2: wrong arguments
    - 3: nothing could be read
    - 4: the engine does not work, or the ledger cannot be written
    """
    from dateline.commands.code import check_arguments

    check_arguments(paths, url, country, input_format)
    with graceful():
        from dateline.commands.workload import Workload
        from dateline.ledger import open as open_ledger
        from dateline.reading import read_all

        work = Workload(paths)
        with open_ledger(ledger) as store, Tally(shown=somebody_watches(False), done="added", left=work.time_left) as tally:

            def items() -> Iterator[Report | Skipped]:
                for source in work.sources():
                    yield from read_all(
                        source, url=url, published=published or None, publisher=publisher, country=country, format=input_format
                    )

            try:
                _add(store, tally.reports(items()), tally, work, codebook, threads, again)
            finally:
                if tally.coded or tally.known:
                    say(f"{store.name}: {tally.summary()}")
        if not (tally.coded or tally.known):
            say("nothing could be read" if tally.skipped else "nothing to read: no file is there")
            raise typer.Exit(ExitStatus.UNREADABLE)
        raise typer.Exit(ExitStatus.INCOMPLETE if tally.skipped else ExitStatus.FINE)


def _add(
    store: Ledger, reports: Iterator[Report], tally: Tally, work: Workload, codebook: Path | None, threads: int | None, again: bool
) -> None:
    first = list(islice(reports, 1))
    if not first:
        return
    from dateline.engine import load

    try:
        engine = load(codebook=codebook, threads=threads)
    except DataError as error:
        say(str(error))
        raise typer.Exit(ExitStatus.FAILED) from error
    coder = f"{engine.codebook.name} {engine.codebook.version}"
    waiting: list[Record] = []
    stored = time.monotonic()

    def flush() -> None:
        nonlocal stored
        added = store.add(waiting, codebook=coder)
        tally.add(added.new, known=added.known)
        waiting.clear()
        stored = time.monotonic()

    def pending() -> Iterator[Report]:
        yield from first
        yield from reports

    for record in engine.code_many(_fresh(store, pending(), tally, work, engine, coder, again)):
        waiting.append(record)
        if len(waiting) >= BATCH_RECORDS or time.monotonic() - stored >= BATCH_SECONDS:
            flush()
    if waiting:
        flush()


def _fresh(
    store: Ledger, reports: Iterator[Report], tally: Tally, work: Workload, engine: Engine, coder: str, again: bool
) -> Iterator[Report]:
    """The reports that are to be coded."""
    from dateline.ledger.rows import report_key

    while batch := list(islice(reports, LOOK_AHEAD)):
        held = set() if again else store.held(batch, engine=engine.version, codebook=coder)
        for report in batch:
            if report_key(report) in held:
                tally.add(0, known=1)
            else:
                work.working()
                yield report
