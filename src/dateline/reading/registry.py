"""The readers by format name: those Dateline brings and those that packages add through the entry point group ``dateline.readers``."""

from __future__ import annotations

import importlib
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import Final, cast

from dateline.errors import ReadError
from dateline.reading.detection import detect
from dateline.reading.drafts import Reader

ENTRY_POINT_GROUP: Final = "dateline.readers"

# Named as entry points are, and imported only when a source of the format turns up.
_BUILT_IN: Final = {
    "text": "dateline.reading.plain_text:read_plain_text",
    "html": "dateline.reading.html_page:read_html",
    "json": "dateline.reading.json_items:read_json",
    "jsonl": "dateline.reading.json_items:read_json_lines",
    "ninjs": "dateline.reading.ninjs:read_ninjs",
    "newsml-g2": "dateline.reading.newsml:read_newsml",
    "nitf": "dateline.reading.newsml:read_nitf",
    "rss": "dateline.reading.feeds:read_feed",
    "atom": "dateline.reading.feeds:read_feed",
    "warc": "dateline.reading.warc:read_warc",
}


@cache
def _added() -> dict[str, EntryPoint]:
    return {point.name: point for point in entry_points(group=ENTRY_POINT_GROUP)}


def format_names() -> tuple[str, ...]:
    """The names a ``format=`` hint may take, sorted."""
    return tuple(sorted({*_BUILT_IN, *_added()}))


def reader_named(item: str, name: str) -> Reader:
    """The reader of a format. An added reader takes the place of a built-in one of the same name.

    Raises ReadError, naming ``item``, for a name no reader has and for an added reader that cannot be imported.
    """
    added = _added().get(name)
    if added is not None:
        try:
            return cast("Reader", added.load())
        except (ImportError, AttributeError) as problem:
            raise ReadError(item, f"the reader {name!r} ({added.value}) cannot be imported ({problem}); mend or remove it") from problem
    if name not in _BUILT_IN:
        raise ReadError(item, f"no reader has the name {name!r}; expected one of {', '.join(format_names())}")
    module, _, function = _BUILT_IN[name].partition(":")
    return cast("Reader", getattr(importlib.import_module(module), function))


def reader_for(item: str, head: bytes, wanted: str = "") -> Reader:
    """The reader that should take a source: the one wanted by name, else an added one that recognises the bytes, else by detection.

    An added reader takes part in detection where it has an attribute ``recognises``, a function from the first bytes to a bool.
    """
    if wanted:
        return reader_named(item, wanted)
    for name in sorted(_added()):
        reader = reader_named(item, name)
        recognises = getattr(reader, "recognises", None)
        if recognises is not None and recognises(head):
            return reader
    return reader_named(item, detect(item, head))
