"""The exporters by format name: those Dateline brings and those that packages add through the entry point group ``dateline.exporters``."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import Final, TextIO, cast

from dateline.errors import ExportError
from dateline.report import Record

Exporter = Callable[[Iterable[Record], TextIO], None]
"""Writes records to a text stream. An :class:`~dateline.presenting.exports.EventTable` is one that has other flavours, too."""

ENTRY_POINT_GROUP: Final = "dateline.exporters"

# Named as entry points are, and imported only when the format is asked for.
_BUILT_IN: Final = {
    "csv": "dateline.presenting.exports.event_rows:event_rows",
    "gdelt-events": "dateline.presenting.exports.gdelt_events:gdelt_events",
    "gdelt-mentions": "dateline.presenting.exports.gdelt_mentions:gdelt_mentions",
    "geojson": "dateline.presenting.exports.geojson:geojson",
    "icews": "dateline.presenting.exports.icews:icews",
    "petrarch": "dateline.presenting.exports.petrarch:petrarch",
    "plover": "dateline.presenting.exports.plover:plover",
    "polecat": "dateline.presenting.exports.polecat:polecat",
    "prov": "dateline.presenting.exports.prov:prov",
}


@cache
def _added() -> dict[str, EntryPoint]:
    return {point.name: point for point in entry_points(group=ENTRY_POINT_GROUP)}


def export_names() -> tuple[str, ...]:
    """The formats there are, sorted."""
    return tuple(sorted({*_BUILT_IN, *_added()}))


def exporter_named(name: str) -> Exporter:
    """The exporter of a format. An added exporter takes the place of a built-in one of the same name.

    Raises :class:`dateline.errors.ExportError` for a name no exporter has and for an added exporter that cannot be imported or called.
    """
    added = _added().get(name)
    if added is not None:
        try:
            found = added.load()
        except (ImportError, AttributeError) as problem:
            raise ExportError(f"the exporter {name!r} ({added.value}) cannot be imported ({problem}); mend or remove it") from problem
        if not callable(found):
            raise ExportError(f"the exporter {name!r} ({added.value}) is no function of records and a stream; mend or remove it")
        return cast("Exporter", found)
    if name not in _BUILT_IN:
        raise ExportError(f"no exporter has the name {name!r}; expected one of {', '.join(export_names())}")
    module, _, attribute = _BUILT_IN[name].partition(":")
    return cast("Exporter", getattr(importlib.import_module(module), attribute))
