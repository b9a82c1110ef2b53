"""What exporters write, as text."""

from __future__ import annotations

import io
from collections.abc import Iterable

from dateline.presenting.exports import EventTable, Flavour, export_names, exporter_named
from dateline.report import Record

TABLES = [name for name in export_names() if isinstance(exporter_named(name), EventTable)]


def written(name: str, records: Iterable[Record], flavour: Flavour = Flavour.PUBLISHED) -> str:
    stream = io.StringIO(newline="")
    exporter = exporter_named(name)
    if isinstance(exporter, EventTable):
        exporter.write(records, stream, flavour)
    else:
        exporter(records, stream)
    return stream.getvalue()
