"""GDELT 2.0 events: 61 tab-separated columns without a header line, one row for each actor and recipient of an event.

The columns are documented in ``data/gdelt_events.tsv``. Negated, planned and hypothetical events are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from dateline.knowledge.countries import countries
from dateline.knowledge.gazetteer import PlaceKind
from dateline.presenting.exports.cameo_codes import cameo_code
from dateline.presenting.exports.coded_days import digits, event_day, event_month, event_year, publication_stamp
from dateline.presenting.exports.country_codes import country_codes
from dateline.presenting.exports.dyads import dyads
from dateline.presenting.exports.event_table import Cell, EventTable
from dateline.presenting.exports.gdelt_actors import gdelt_actor
from dateline.presenting.exports.gdelt_mentions import citation
from dateline.presenting.exports.identifiers import told_events
from dateline.presenting.exports.place_levels import levels
from dateline.presenting.exports.sentences import in_lead
from dateline.report import Event, Place, Record

_UNITED_STATES: Final = "USA"


def _rows(record: Record) -> Iterator[dict[str, Cell]]:
    report = record.report
    for name, event in told_events(record):
        day = event_day(report, event)
        lead = in_lead(record, event)
        shared: dict[str, Cell] = {
            "SQLDATE": digits(day),
            "MonthYear": event_month(report, event),
            "Year": event_year(report, event),
            "FractionDate": _fraction(day),
            "IsRootEvent": None if lead is None else int(lead),
            **_action(event),
            "NumMentions": len(event.mentions),
            "NumSources": 1,
            "NumArticles": 1,
            **_place(event.place),
            "DATEADDED": publication_stamp(report),
            "SOURCEURL": report.url or citation(report),
        }
        for pair in dyads(event):
            yield {"GLOBALEVENTID": pair.number(name), **gdelt_actor(1, pair.source), **gdelt_actor(2, pair.target), **shared}


def _action(event: Event) -> dict[str, Cell]:
    known = cameo_code(event.cameo)
    root = cameo_code(event.cameo[:2])
    return {
        "EventCode": event.cameo,
        "EventBaseCode": event.cameo[:3],
        "EventRootCode": event.cameo[:2],
        "QuadClass": root.quad if root else None,
        "GoldsteinScale": known.goldstein if known else None,
    }


def _fraction(day: date | None) -> str:
    """The year and its fraction in four digits, with months of 30 days as in GDELT's files."""
    return f"{day.year + ((day.month - 1) * 30 + day.day) / 365:.4f}" if day is not None else ""


def _place(place: Place | None) -> dict[str, Cell]:
    found = levels(place)
    fips = country_codes(found.country).fips
    kind = place.precision if place is not None and place.name else ""
    whole = fips if kind == PlaceKind.COUNTRY else ""
    country = countries().by_code.get(found.country)
    names = (place.name if place and kind != PlaceKind.COUNTRY else "", found.province, country.name if country else "")
    return {
        "ActionGeo_Type": _level(kind, found.country),
        "ActionGeo_FullName": ", ".join(dict.fromkeys(n for n in names if n)),
        "ActionGeo_CountryCode": fips,
        "ActionGeo_ADM1Code": whole,
        "ActionGeo_Lat": place.latitude if place else None,
        "ActionGeo_Long": place.longitude if place else None,
        "ActionGeo_FeatureID": whole,
    }


def _level(kind: str, country: str) -> int | None:
    """GDELT's level of a place: 1 country, 2 US state, 3 US city, 4 city elsewhere, 5 first-order division elsewhere."""
    if kind == PlaceKind.COUNTRY:
        return 1
    if kind == PlaceKind.ADMIN1:
        return 2 if country == _UNITED_STATES else 5
    if kind in (PlaceKind.CITY, PlaceKind.CAPITAL, PlaceKind.SECTION):
        return 3 if country == _UNITED_STATES else 4
    return None


gdelt_events: Final = EventTable("gdelt_events", _rows, header=False)
"""The exporter."""
