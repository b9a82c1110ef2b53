"""GeoJSON (RFC 7946): one FeatureCollection, one feature for each event of any status.

The members are documented in ``data/geojson.tsv``. An event without a resolved place has a null geometry, which RFC 7946 has for unlocated
features, so that nothing is lost. Features are written as records come.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import Final, TextIO

from dateline.presenting.exports.columns import schema
from dateline.presenting.exports.identifiers import event_ids
from dateline.presenting.exports.json_lines import json_text
from dateline.presenting.frame import table_rows
from dateline.presenting.json_form import Json
from dateline.report import Place, Record

_PROPERTY: Final = "features[].properties."


def geojson(records: Iterable[Record], stream: TextIO) -> None:
    """The exporter: write one collection with the events of all records, a line each."""
    stream.write('{"type":"FeatureCollection","features":[')
    parting = "\n"
    for record in records:
        for feature in features(record):
            stream.write(parting + json_text(feature))
            parting = ",\n"
    stream.write("\n]}\n")


def features(record: Record) -> list[Json]:
    """The events of a record as features."""
    found: list[Json] = []
    for identifier, event, cells in zip(event_ids(record), record.events, table_rows(record), strict=True):
        place = event.place
        known = {**cells, "place_precision": place.precision if place is not None else ""}
        properties = {name: _plain(known[name]) for name in _properties()}
        found.append({"type": "Feature", "id": identifier, "geometry": _point(place), "properties": properties})
    return found


@cache
def _properties() -> tuple[str, ...]:
    """The properties in the order of their documentation."""
    return tuple(name.removeprefix(_PROPERTY) for name in schema("geojson").header if name.startswith(_PROPERTY))


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value


def _point(place: Place | None) -> Json | None:
    if place is None or place.latitude is None or place.longitude is None:
        return None
    return {"type": "Point", "coordinates": [place.longitude, place.latitude]}
