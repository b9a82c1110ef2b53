"""What travels inside the reading room: a draft is one report as a reader found it, before time, outlet and dateline are settled."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateline.reading.access import Source
    from dateline.reading.publication_time import Candidate
    from dateline.report import Furniture


@dataclass(frozen=True, slots=True)
class Skipped:
    """An item that could not be read: its name (a path, a URL, "feed.xml#3", "day.jsonl line 7") and what was wrong with it."""

    item: str
    reason: str

    def __str__(self) -> str:
        return f"{self.item}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Hints:
    """What the caller knows already. A hint stands above what the source says; an empty one says nothing."""

    url: str = ""
    published: str | datetime | date | None = None
    publisher: str = ""
    country: str = ""
    headline: str = ""
    format: str = ""
    name: str = ""

    def problem(self) -> str:
        """What is wrong with the hints themselves, empty where nothing is."""
        if self.country and not re.fullmatch(r"[A-Z]{3}", self.country):
            return f"country hint {self.country!r} is no ISO 3166 alpha-3 code; give three capital letters such as KGZ"
        return ""


@dataclass(frozen=True, slots=True)
class Draft:
    """One report as a reader found it.

    ``item`` names it for messages and for ``Report.source``. ``text`` is its body: one line a paragraph where ``laid_out`` is true, else
    lines as somebody typed or pasted them, wrapped or not. ``times`` are the candidates for the publication time, best known first.
    ``dateline`` is a dateline the source keeps in a field of its own. ``summary`` is true where the source holds no full text.
    """

    item: str
    format: str
    text: str
    laid_out: bool = False
    headline: str = ""
    byline: str = ""
    publisher: str = ""
    country: str = ""
    url: str = ""
    dateline: str = ""
    summary: bool = False
    times: tuple[Candidate, ...] = ()
    furniture: tuple[Furniture, ...] = ()
    notes: tuple[str, ...] = field(default=())


Reader = Callable[["Source"], Iterator[Draft | Skipped]]
"""A reader takes an opened source and gives its reports in order. It raises ReadError where the source as a whole cannot be read."""
