"""Event lines as PETRARCH and PETRARCH2 write them: 8 tab-separated columns without a header line.

The columns are documented in ``data/petrarch.tsv``. As in PETRARCH, lines of a report with the same day, actors and code are one, with the
ids of all. Negated, planned and hypothetical events are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dateline.presenting.exports.coded_days import digits, event_day
from dateline.presenting.exports.dyads import cameo_actor, dyads
from dateline.presenting.exports.event_table import Cell, EventTable
from dateline.presenting.exports.identifiers import told_events
from dateline.presenting.exports.sentences import sentence_number
from dateline.report import Record

_UNKNOWN: Final = "---"
_NULL: Final = "NULL"


def _rows(record: Record) -> Iterator[dict[str, Cell]]:
    report = record.report
    lines: dict[tuple[str, str, str, str], dict[str, None]] = {}
    for _, event in told_events(record):
        sentence = sentence_number(record, event.trigger.start)
        story = f"{report.id}_{sentence}" if sentence is not None else report.id
        for pair in dyads(event):
            ends = (cameo_actor(pair.source, _UNKNOWN), cameo_actor(pair.target, _UNKNOWN))
            lines.setdefault((digits(event_day(report, event)), *ends, event.cameo), {})[story] = None
    for (day, source, target, code), stories in lines.items():
        yield {
            "Date": day,
            "Source": source,
            "Target": target,
            "Event Code": code,
            "IDs": tuple(stories),
            "URL": report.url,
            "Story Source": report.publisher or _NULL,
        }


petrarch: Final = EventTable("petrarch", _rows, header=False, several=";")
"""The exporter."""
