"""POLECAT: the 40 tab-separated columns of its weekly files, one row an event with all its actors and recipients.

POLECAT writes "None" into empty cells. The columns are documented in ``data/polecat.tsv``; negated, planned and hypothetical events are
left out, as PLOVER codes what has happened.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dateline.presenting.exports.coded_days import event_day, publication_day
from dateline.presenting.exports.country_codes import country_codes
from dateline.presenting.exports.event_table import Cell, EventTable
from dateline.presenting.exports.identifiers import told_events
from dateline.presenting.exports.place_kinds import kind_codes
from dateline.presenting.exports.place_levels import levels
from dateline.report import EntityType, Event, Participant, Record


def _rows(record: Record) -> Iterator[dict[str, Cell]]:
    report = record.report
    story: dict[str, Cell] = {
        "Source": report.publisher,
        "Publication Date": publication_day(report),
        "Story People": _names(record, EntityType.PERSON),
        "Story Organizations": _names(record, EntityType.ORGANIZATION),
        "Story Locations": _names(record, EntityType.LOCATION),
        "Version": record.engine,
    }
    for name, event in told_events(record):
        yield {
            "Event ID": name,
            "Event Date": event_day(report, event),
            "Event Type": event.type,
            "Event Mode": event.mode,
            "Intensity": event.intensity,
            "Quad Code": event.quad.upper(),
            **_people("Actor", event.actors),
            **_people("Recipient", event.recipients),
            **_place(event),
            **story,
        }


def _people(role: str, participants: tuple[Participant, ...]) -> dict[str, Cell]:
    return {
        f"{role} Name": tuple(p.name for p in participants),
        f"{role} Country": tuple(p.country for p in participants),
        f"{role} COW": tuple(country_codes(p.country).cow for p in participants),
        f"Primary {role} Sector": next((p.sector for p in participants if p.sector), ""),
        f"{role} Sectors": tuple(p.sector for p in participants),
        f"{role} Title": tuple(p.office for p in participants),
        f"{role} Name Raw": tuple(p.text for p in participants),
    }


def _place(event: Event) -> dict[str, Cell]:
    place = event.place
    found = levels(place)
    return {
        "Placename": place.name if place else "",
        "City": found.city,
        "District": found.district,
        "Province": found.province,
        "Country": found.country,
        "Latitude": place.latitude if place else None,
        "Longitude": place.longitude if place else None,
        "GeoNames ID": place.geonameid if place else None,
        "Raw Placename": place.text if place else "",
        "Feature Type": kind_codes(place.precision).feature_code if place else "",
    }


def _names(record: Record, kind: EntityType) -> tuple[str, ...]:
    """The names of a class that the story holds, each once and in its order."""
    return tuple(dict.fromkeys(" ".join(e.text.split()) for e in record.entities if e.type is kind))


polecat: Final = EventTable("polecat", _rows, empty="None")
"""The exporter."""
