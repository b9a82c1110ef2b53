"""ICEWS coded event data: 20 tab-separated columns, one row for each actor and recipient of an event.

The columns are documented in ``data/icews.tsv``. Negated, planned and hypothetical events are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dateline.presenting.exports.cameo_codes import cameo_code
from dateline.presenting.exports.coded_days import event_day
from dateline.presenting.exports.country_codes import country_codes
from dateline.presenting.exports.dyads import dyads, named
from dateline.presenting.exports.event_table import Cell, EventTable
from dateline.presenting.exports.identifiers import number_of, told_events
from dateline.presenting.exports.place_levels import levels
from dateline.presenting.exports.sector_codes import sector_codes
from dateline.presenting.exports.sentences import sentence_number
from dateline.report import Participant, Record


def _rows(record: Record) -> Iterator[dict[str, Cell]]:
    report = record.report
    for name, event in told_events(record):
        known = cameo_code(event.cameo)
        place = event.place
        found = levels(place)
        shared: dict[str, Cell] = {
            "Event Date": event_day(report, event),
            "Event Text": known.name if known else "",
            "CAMEO Code": event.cameo,
            "Intensity": known.goldstein if known else None,
            "Story ID": number_of(report.id),
            "Sentence Number": sentence_number(record, event.trigger.start),
            "Publisher": report.publisher,
            "City": found.city,
            "District": found.district,
            "Province": found.province,
            "Country": country_codes(found.country).icews,
            "Latitude": place.latitude if place else None,
            "Longitude": place.longitude if place else None,
        }
        for pair in dyads(event):
            yield {"Event ID": pair.number(name), **_side("Source", pair.source), **_side("Target", pair.target), **shared}


def _side(role: str, participant: Participant | None) -> dict[str, Cell]:
    country = participant.country if participant is not None else ""
    sectors = (sector_codes(country).icews, sector_codes(participant.sector).icews if participant is not None else "")
    return {
        f"{role} Name": named(participant),
        f"{role} Sectors": tuple(sector for sector in sectors if sector),
        f"{role} Country": country_codes(country).icews,
    }


icews: Final = EventTable("icews", _rows, several=",")
"""The exporter."""
