"""PLOVER JSON: one object a line for each event, with the field names of the PLOVER manual.

The fields are documented in ``data/plover.tsv``. A field with nothing to say is left out, but for those the manual requires. Negated,
planned and hypothetical events are left out, as PLOVER codes what has happened.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, TextIO

from dateline.knowledge.countries import countries
from dateline.presenting.exports.coded_days import event_clock, event_day
from dateline.presenting.exports.identifiers import told_events
from dateline.presenting.exports.json_lines import json_text
from dateline.presenting.exports.place_kinds import kind_codes
from dateline.presenting.exports.place_levels import levels
from dateline.presenting.exports.sentences import sentence_number
from dateline.presenting.json_form import Json
from dateline.report import Count, Event, Participant, Place, Quad, Record

_QUADS: Final = tuple(Quad)
_SIZES: Final = (("dead", "killed"), ("injured", "injured"), ("arrested", "arrested"), ("displaced", "displaced"), ("crowd", "crowd"))


def plover(records: Iterable[Record], stream: TextIO) -> None:
    """The exporter: write the events of the records, a line each."""
    for record in records:
        for name, event in told_events(record):
            stream.write(json_text(plover_event(record, name, event)) + "\n")


def plover_event(record: Record, name: str, event: Event) -> Json:
    """One event of a record under its identifier."""
    report = record.report
    day = event_day(report, event)
    return {
        "id": name,
        "date": day.isoformat() if day is not None else None,
        **_said(time=event_clock(event)),
        "actor": [_entity(p) for p in event.actors],
        **_said(recipient=[_entity(p) for p in event.recipients]),
        "event": [event.type],
        **_said(event_loc=_location(event.place) if event.place is not None else None),
        "event_text": [mention.of(report.text) for mention in event.mentions],
        "quad_code": _QUADS.index(event.quad) + 1,
        "event_scale": event.intensity,
        **_said(mode=[event.mode] if event.mode else None, text_info=_sentence(record, event), size=_size(event)),
        "cite_info": _said(
            citation=report.id,
            url=report.url,
            title=report.headline,
            publication=report.publisher,
            coder=_coder(),
            version=record.engine,
        ),
    }


def _entity(participant: Participant) -> Json:
    return {
        **_said(code=participant.country, sector=participant.sector),
        "entity_text": participant.text,
        **_said(identifier_text=participant.name if participant.id else "", office=participant.office),
    }


def _location(place: Place) -> Json:
    found, kind = levels(place), kind_codes(place.precision)
    country = countries().by_code.get(found.country)
    return {
        "extracted_place": place.text,
        **_said(
            resolved_place=place.name,
            geonameid=place.geonameid,
            lat=place.latitude,
            lon=place.longitude,
            city=found.city,
            district=found.district,
            province=found.province,
            country=country.name if country else "",
            country_code=found.country,
            feature_class=kind.feature_class,
            feature_code=kind.feature_code,
            resolution=kind.resolution,
        ),
    }


def _sentence(record: Record, event: Event) -> Json | None:
    number = sentence_number(record, event.trigger.start)
    if number is None:
        return None
    sentence = record.sentences[number - 1]
    return {"sequence": number, "start": sentence.start, "end": sentence.end}


def _size(event: Event) -> Json:
    counts = dict(event.counts)
    return {name: _count(counts[ours]) for name, ours in _SIZES if ours in counts}


def _count(count: Count) -> Json:
    return {"low": count.low, "high": count.high, "best": count.best, "text": count.text}


def _coder() -> str:
    from dateline import __version__

    return f"dateline {__version__}"


def _said(**fields: object) -> Json:
    """The fields that say something: neither None nor empty."""
    return {name: value for name, value in fields.items() if value not in (None, "", [], {})}
