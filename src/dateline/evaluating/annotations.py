"""Event annotations by the project's guidelines as they are kept in ``training/corpus``; its README gives the meaning of every field."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from dateline.errors import DataError

_SAME_COUNTRY: Final = {"KOS": "XKX"}
"""Codes that annotators used besides the one that Dateline gives."""


@dataclass(frozen=True, slots=True)
class AnnotatedParticipant:
    """An actor or recipient: span, country (ISO3 or IGO, NGO, MNC, UNO; empty if none) and sector (empty if none)."""

    start: int
    end: int
    country: str
    sector: str


@dataclass(frozen=True, slots=True)
class AnnotatedSource:
    """A credited source, outermost first in its list; a span, or only words where the text does not hold them."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class AnnotatedEvent:
    """One event with all its mentions."""

    type: str
    mode: str
    mentions: tuple[tuple[int, int], ...]
    actors: tuple[AnnotatedParticipant, ...]
    recipients: tuple[AnnotatedParticipant, ...]
    place: tuple[int, int] | None
    date: str
    status: str
    sources: tuple[AnnotatedSource, ...]
    counts: tuple[tuple[str, int | None, int | None], ...]
    sure: int


@dataclass(frozen=True, slots=True)
class AnnotatedText:
    """A text with its events. ``document`` names a corpus article, whose text is not kept here; else ``text`` is the project's own."""

    id: str
    document: str
    text: str
    published: str
    events: tuple[AnnotatedEvent, ...]


def read_annotations(path: Path) -> list[AnnotatedText]:
    """The annotated texts of a file, one JSON object a line; corpus articles come without their text. Raises DataError at file and line."""
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip():
            try:
                found.append(_annotated(json.loads(line)))
            except (ValueError, KeyError, TypeError, IndexError) as error:
                raise DataError(
                    str(path), number, f"is no annotated text ({type(error).__name__}: {error}); see training/corpus/README.md"
                ) from error
    return found


def _annotated(data: dict[str, Any]) -> AnnotatedText:
    events = tuple(
        AnnotatedEvent(
            e["type"],
            e["mode"] or "",
            tuple((a, b) for a, b in e["mentions"]),
            tuple(annotated_participant(p) for p in e["actors"]),
            tuple(annotated_participant(p) for p in e["recipients"]),
            (e["place"][0], e["place"][1]) if e["place"] else None,
            e["date"] or "",
            e["status"],
            tuple(AnnotatedSource(*s) for s in e["sources"]),
            tuple((name, low, high) for name, (low, high) in e["counts"].items()),
            e["sure"],
        )
        for e in data["events"]
    )
    document = data.get("document", "")
    return AnnotatedText(data.get("id") or document, document, data.get("text", ""), data.get("published", ""), events)


def annotated_participant(cells: list[Any]) -> AnnotatedParticipant:
    """A participant as it stands in a file, ``[start, end, country, sector]``; Kosovo has one code, whichever the annotator took."""
    start, end, country, sector = cells
    return AnnotatedParticipant(start, end, _SAME_COUNTRY.get(country, country), sector)


def with_texts(annotated: list[AnnotatedText], articles: Path) -> list[AnnotatedText]:
    """The same with the texts of corpus articles, read from the folder ``articles``. Raises DataError where one is missing."""
    found = []
    for item in annotated:
        if item.document:
            path = articles / item.document
            try:
                item = replace(item, text=path.read_text(encoding="utf-8"))
            except OSError as error:
                raise DataError(str(path), 0, f"cannot be read ({error}); the folder of the articles' texts is expected") from error
        found.append(item)
    return found
