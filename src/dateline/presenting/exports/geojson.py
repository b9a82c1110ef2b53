"""GeoJSON (RFC 7946): one FeatureCollection, one feature for each event of any status.

The members are documented in ``data/geojson.tsv``. An event without a resolved place has a null geometry, which RFC 7946 has for unlocated
features, so that nothing is lost. Features are written as records come.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TextIO

from dateline.presenting.exports.identifiers import event_ids
from dateline.presenting.exports.json_lines import json_text
from dateline.presenting.frame import table_rows
from dateline.presenting.json_form import Json
from dateline.report import Place, Record


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
    for name, event, cells in zip(event_ids(record), record.events, table_rows(record), strict=True):
        place = event.place
        properties: Json = {}
        for column, value in cells.items():
            if column not in ("latitude", "longitude"):
                properties[column] = value.isoformat() if isinstance(value, datetime) else value
            if column == "place_country":
                properties["place_precision"] = place.precision if place is not None else ""
        found.append({"type": "Feature", "id": name, "geometry": _point(place), "properties": properties})
    return found


def _point(place: Place | None) -> Json | None:
    if place is None or place.latitude is None or place.longitude is None:
        return None
    return {"type": "Point", "coordinates": [place.longitude, place.latitude]}
