"""Records in the published formats of event data: POLECAT, GDELT 2.0, ICEWS, PLOVER JSON, PETRARCH, GeoJSON, W3C PROV, and CSV.

In: any iterable of :class:`~dateline.report.Record` and a text stream; :func:`records_of` makes records of pairs of a report and an event,
as a store of events gives them. Out: the format on the stream, written as the records come. Every column and field stands in a table of
``data/`` with its meaning, how it is filled and why it stays empty; what a record does not hold stays empty.

``exporter_named("polecat")(records, stream)`` writes the format as its publisher does; tables (:class:`EventTable`) can be written as CSV
for analysis or for spreadsheets, too: ``write(records, stream, Flavour.SPREADSHEET)``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from dateline.presenting.exports.columns import Column, Schema, schema
from dateline.presenting.exports.event_table import EventTable
from dateline.presenting.exports.flavours import Flavour, defused, restored
from dateline.presenting.exports.registry import Exporter, export_names, exporter_named
from dateline.report import Event, Record, Report

__all__ = [
    "Column",
    "EventTable",
    "Exporter",
    "Flavour",
    "Schema",
    "defused",
    "export_names",
    "exporter_named",
    "records_of",
    "restored",
    "schema",
]


def records_of(rows: Iterable[tuple[Report, Event]]) -> Iterator[Record]:
    """Records made of pairs of a report and an event, one for each run of pairs of the same report.

    They hold no sentences and no names, so that the columns which rest on these stay empty.
    """
    for _, run in groupby(rows, key=lambda row: row[0].id):
        pairs = list(run)
        yield Record(report=pairs[0][0], events=tuple(event for _, event in pairs))
