"""The doors of the reading room: one source, many sources."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path

from dateline.errors import ReadError
from dateline.reading.access import Given, files_under, is_url, name_of, opened
from dateline.reading.assembly import report_from_draft
from dateline.reading.drafts import Hints, Skipped
from dateline.reading.registry import reader_for
from dateline.report import Report


def read(
    source: Given,
    *,
    url: str = "",
    published: str | datetime | date | None = None,
    publisher: str = "",
    country: str = "",
    headline: str = "",
    format: str = "",
    name: str = "",
) -> Report:
    """The one report a source holds.

    ``source`` is a path, an http(s) URL, "-" for the standard input, or bytes; its format is told from the content, and gzip is unpacked.
    The hints stand above what the source says: ``url`` and ``publisher`` of the report, ``country`` of the outlet (ISO 3166 alpha-3),
    ``published`` (a datetime, a date, or wording such as "8 April 2010 14:55 BJT"), ``headline``, ``format`` (a reader's name: "html",
    "jsonl", ...) and ``name``, what messages and ``Report.source`` call the source.

    Raises ReadError where the source cannot be read, or holds no report or more than one; :func:`read_all` reads those.
    """
    hints = Hints(url, published, publisher, country, headline, format, name)
    called = name or name_of(source)
    reports: list[Report] = []
    skipped: list[Skipped] = []
    for item in _items(source, hints):
        if isinstance(item, Report):
            reports.append(item)
        else:
            skipped.append(item)
        if len(reports) > 1 or (reports and skipped):
            raise ReadError(called, "holds more than one item; use dateline.read_all, which gives them one by one")
    if reports:
        return reports[0]
    if len(skipped) == 1:
        raise ReadError(skipped[0].item, skipped[0].reason)
    if skipped:
        raise ReadError(called, f"holds no readable report; the first of {len(skipped)} items, {skipped[0]}")
    raise ReadError(called, "holds no report; expected at least one")


def read_all(
    sources: Given | Iterable[Given],
    *,
    url: str = "",
    published: str | datetime | date | None = None,
    publisher: str = "",
    country: str = "",
    headline: str = "",
    format: str = "",
    name: str = "",
) -> Iterator[Report | Skipped]:
    """All reports of one source or many, one by one and in order, each read only when it is asked for.

    A source is what :func:`read` takes, or a folder, whose files are read in sorted order, those of folders below after them; names that
    begin with a dot are left out. What cannot be read comes as a :class:`Skipped` in its place and never stops the rest. The hints are
    those of :func:`read` and hold for every report.
    """
    hints = Hints(url, published, publisher, country, headline, format, name)
    for source in [sources] if isinstance(sources, str | bytes | os.PathLike) else sources:
        yield from _items(source, hints)


def _items(source: Given, hints: Hints) -> Iterator[Report | Skipped]:
    """What a source holds, folders walked."""
    if isinstance(source, str | os.PathLike) and not is_url(source) and source != "-" and _is_folder(source):
        for found in files_under(Path(source)):
            if isinstance(found, Path):
                yield from _items_of_one(found, hints)
            else:
                yield Skipped(str(found[0]), found[1])
    else:
        yield from _items_of_one(source, hints)


def _is_folder(path: str | os.PathLike[str]) -> bool:
    try:
        return os.path.isdir(path)
    except ValueError:  # a zero byte in the path, which opening it will report
        return False


def _items_of_one(given: Given, hints: Hints) -> Iterator[Report | Skipped]:
    """What one file, URL or byte string holds, errors turned into Skipped."""
    name = hints.name or name_of(given)
    try:
        with opened(given, hints) as source:
            name = source.name
            for draft in reader_for(name, source.head, hints.format)(source):
                if isinstance(draft, Skipped):
                    yield draft
                    continue
                try:
                    report = report_from_draft(draft, hints)
                except ReadError as problem:
                    yield Skipped(problem.item, problem.reason)
                else:
                    yield report
    except ReadError as problem:
        yield Skipped(problem.item, problem.reason)
    except OSError as problem:  # a disk or a network share that fails midway
        yield Skipped(name, f"could not be read to its end ({problem}); check the file")
