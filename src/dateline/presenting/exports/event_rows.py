"""The table of events: one row an event of any status, with the columns of :func:`dateline.to_frame` behind an identifier.

The columns are documented in ``data/event_rows.tsv``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, cast

from dateline.presenting.exports.columns import schema
from dateline.presenting.exports.event_table import Cell, EventTable
from dateline.presenting.exports.identifiers import event_ids
from dateline.presenting.frame import table_rows
from dateline.report import Record


def _rows(record: Record) -> Iterator[dict[str, Cell]]:
    columns = schema("event_rows").header
    for name, cells in zip(event_ids(record), table_rows(record), strict=True):
        row = {"id": name, **cast("dict[str, Cell]", cells)}
        yield {column: row[column] for column in columns}


event_rows: Final = EventTable("event_rows", _rows, comma=True)
"""The exporter."""
