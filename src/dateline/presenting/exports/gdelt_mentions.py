"""GDELT 2.0 mentions: 16 tab-separated columns without a header line, one row for each mention of each row of the event table.

The columns are documented in ``data/gdelt_mentions.tsv``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from dateline.presenting.exports.coded_days import publication_day, publication_stamp
from dateline.presenting.exports.dyads import dyads
from dateline.presenting.exports.event_table import Cell, EventTable
from dateline.presenting.exports.identifiers import told_events
from dateline.presenting.exports.sentences import sentence_number
from dateline.report import Record, Report

_WEB: Final = 1
_CITATION_ONLY: Final = 2


def citation(report: Report) -> str:
    """A report without an address in one line: publisher, headline, day and id, as far as they are known."""
    day = publication_day(report)
    return " ".join("; ".join(p for p in (report.publisher, report.headline, day.isoformat() if day else "", report.id) if p).split())


def _rows(record: Record) -> Iterator[dict[str, Cell]]:
    report = record.report
    added = publication_stamp(report)
    document: dict[str, Cell] = {
        "EventTimeDate": added,
        "MentionTimeDate": added,
        "MentionType": _WEB if report.url else _CITATION_ONLY,
        "MentionSourceName": _domain(report.url) or report.publisher,
        "MentionIdentifier": report.url or citation(report),
        "InRawText": 1,
        "MentionDocLen": len(report.text),
    }
    for name, event in told_events(record):
        for pair in dyads(event):
            for mention in event.mentions:
                yield {
                    **document,
                    "GLOBALEVENTID": pair.number(name),
                    "SentenceID": sentence_number(record, mention.start),
                    "Actor1CharOffset": pair.source.start if pair.source else None,
                    "Actor2CharOffset": pair.target.start if pair.target else None,
                    "ActionCharOffset": mention.start,
                    "Confidence": round(100 * event.confidence),
                }


def _domain(url: str) -> str:
    """The host of an address without "www.", empty where it has none."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:  # "https://[wire" is an address as a source may misprint it
        return ""
    return host.removeprefix("www.")


gdelt_mentions: Final = EventTable("gdelt_mentions", _rows, header=False)
"""The exporter."""
