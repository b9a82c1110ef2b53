"""JSON: one object, an array of objects, or one object a line; each a report in whatever field names it came."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from dateline.errors import ReadError
from dateline.reading.charset import decode
from dateline.reading.drafts import Draft, Skipped
from dateline.reading.html_page import page_draft
from dateline.reading.json_fields import by_plain_name, field_names, first_of, paragraphs_of, time_of, words_of
from dateline.reading.layout import tidy
from dateline.reading.limits import MAX_ITEM_BYTES, MEBIBYTE
from dateline.reading.markup import fragment_lines, is_marked_up
from dateline.reading.ninjs import is_ninjs, ninjs_draft
from dateline.reading.publication_time import Candidate
from dateline.report import EvidenceKind, Furniture

if TYPE_CHECKING:
    from dateline.reading.access import Source

_WHOLE_PAGE: Final = ("<!doctype", "<html")
_SHOWN_FIELDS: Final = 8


def read_json(source: Source) -> Iterator[Draft | Skipped]:
    """The reports of a JSON document: one object, or an array of them."""
    text, note = decode(source.whole(), source.charset)
    notes = (note,) if note else ()
    data = parse_json(source.name, text)
    if isinstance(data, dict) and isinstance(listed := data.get("articles", data.get("items")), list) and listed and "text" not in data:
        data = listed  # the envelope news interfaces put around a page of results
    if isinstance(data, list):
        for number, entry in enumerate(data, 1):
            yield from _drafted(f"{source.name}#{number}", entry, "json", notes)
    else:
        yield from _drafted(source.name, data, "json", notes, url=source.url)


def read_json_lines(source: Source) -> Iterator[Draft | Skipped]:
    """The reports of a file with one JSON object a line, each line read only when it is asked for.

    A line that is no object, or too long, is skipped under its number and the other lines go on.
    """
    number = 0
    while line := source.stream.readline(MAX_ITEM_BYTES + 1):
        number += 1
        item = f"{source.name} line {number}"
        if len(line) > MAX_ITEM_BYTES:
            while line and not line.endswith(b"\n"):
                line = source.stream.readline(MEBIBYTE)
            yield Skipped(item, f"is longer than {MAX_ITEM_BYTES // MEBIBYTE} MiB, more than any report; split it")
            continue
        if not line.strip():
            continue
        text, note = decode(line, source.charset)
        try:
            data = parse_json(item, text.lstrip("\ufeff"))
        except ReadError as problem:
            yield Skipped(problem.item, problem.reason)
        else:
            yield from _drafted(item, data, "jsonl", (note,) if note else ())


def parse_json(item: str, text: str) -> object:
    """The value of a JSON text. Raises ReadError, naming ``item`` and the place of the fault."""
    try:
        value: object = json.loads(text, strict=False)
    except json.JSONDecodeError as problem:
        where = f"line {problem.lineno}, column {problem.colno}" if "\n" in text.strip() else f"column {problem.colno}"
        raise ReadError(item, f"is no valid JSON ({problem.msg} at {where}); expected one object a report") from problem
    except (ValueError, RecursionError) as problem:  # numbers of thousands of digits; lists nested a thousand deep
        raise ReadError(item, f"is no JSON of a report ({problem}); expected one object a report") from problem
    return value


def _drafted(item: str, entry: object, format: str, notes: tuple[str, ...], url: str = "") -> Iterator[Draft | Skipped]:
    """The draft of one JSON value, or why there is none."""
    try:
        if not isinstance(entry, dict):
            raise ReadError(item, f"is a JSON {_json_type(entry)}; expected an object with a field such as text and title")
        yield ninjs_draft(item, entry, notes) if is_ninjs(entry) else object_draft(item, entry, format, notes, url)
    except ReadError as problem:
        yield Skipped(problem.item, problem.reason)


def _json_type(value: object) -> str:
    if value is None:
        return "null"
    return {bool: "boolean", int: "number", float: "number", str: "string", list: "array"}.get(type(value), "value")


def object_draft(item: str, entry: dict[str, object], format: str, notes: tuple[str, ...], url: str = "") -> Draft:
    """The report a JSON object of no known standard holds. Raises ReadError, naming ``item``, where no field holds its text."""
    names = field_names()
    plain = by_plain_name(entry)
    where, when = first_of(plain, names.published)
    wording = time_of(when)
    times: tuple[Candidate, ...] = (Candidate(EvidenceKind.FEED, where, wording),) if wording else ()
    headline = tidy(words_of(first_of(plain, names.headline)[1]).replace("\n", " "))
    byline = words_of(first_of(plain, names.byline)[1])
    publisher = words_of(first_of(plain, names.publisher)[1])
    country = words_of(first_of(plain, names.country)[1])
    url = words_of(first_of(plain, names.url)[1]) or url
    text, summary = paragraphs_of(first_of(plain, names.text)[1]), False
    if not text.strip():
        text = paragraphs_of(first_of(plain, names.html)[1])
    if not text.strip():
        text, summary = paragraphs_of(first_of(plain, names.summary)[1]), True
    if not text.strip():
        shown = ", ".join(map(repr, list(entry)[:_SHOWN_FIELDS])) or "none"
        expected = ", ".join(names.text[:4])
        raise ReadError(item, f"has no field with the report's text; expected one named {expected} or the like, found {shown}")
    laid_out = False
    furniture: list[Furniture] = []
    if text.lstrip()[:9].lower().startswith(_WHOLE_PAGE):
        page = page_draft(item, text, url=url, format=format, notes=notes)
        headline, byline = headline or page.headline, byline or page.byline
        publisher, url, times = publisher or page.publisher, url or page.url, times + page.times
        text, laid_out = page.text, True
    elif is_marked_up(text):
        lines, furniture = fragment_lines(item, text)
        text, laid_out = "\n".join(lines), True
    return Draft(
        item,
        format,
        text,
        laid_out=laid_out,
        headline=headline,
        byline=byline.removeprefix("By ").removeprefix("by "),
        publisher=publisher,
        country=country if len(country) == 3 and country.isupper() else "",
        url=url,
        summary=summary,
        times=times,
        furniture=tuple(furniture),
        notes=notes,
    )
