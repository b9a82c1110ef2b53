from __future__ import annotations

import dataclasses
import json
from datetime import timedelta
from pathlib import Path
from types import UnionType
from typing import Any, get_args, get_type_hints

import pytest

from dateline import report as vocabulary
from dateline.presenting import record_to_json
from dateline.presenting.json_form import offset_text
from dateline.report import Record, Report

# Field names that the JSON form spells otherwise.
RENAMED = {"latitude": "lat", "longitude": "lon"}


def parsed(record: Record, **options: bool) -> Any:
    return json.loads(json.dumps(record_to_json(record, **options)))


def test_the_object_has_the_keys_of_the_design(record: Record) -> None:
    found = parsed(record)
    assert list(found) == [
        "report",
        "sentences",
        "entities",
        "times",
        "places",
        "attributions",
        "events",
        "claims",
        "engine",
        "notes",
        "knowledge",
    ]
    event = found["events"][0]
    assert {"type", "mode", "cameo", "quad", "status", "certainty", "trigger", "mentions", "actors", "recipients", "time", "place"} <= set(
        event
    )
    assert event["quad"] == "material conflict"
    assert event["counts"] == {"killed": {"low": 0, "high": None, "best": None, "text": "none"}}
    assert event["why"] == {"status": "negation: n't"}
    assert {"start", "end", "text", "name", "country", "sector", "id"} <= set(event["actors"][0])
    assert {"value", "earliest", "latest", "text"} <= set(event["time"])
    assert {"text", "name", "country", "lat", "lon", "geonameid"} <= set(event["place"])
    assert event["sources"][0]["kind"] == "named"
    assert found["claims"][0]["chain"][0]["act"] == "assert"


def test_words_have_their_conllu_names(record: Record) -> None:
    token = parsed(record)["sentences"][0]["tokens"][1]
    start = record.report.text.index("didn't")
    assert token == {
        "text": "did",
        "start": start,
        "end": start + 3,
        "lemma": "do",
        "upos": "AUX",
        "feats": "VerbForm=Fin|Mood=Ind|Tense=Past",
        "head": 4,
        "deprel": "aux",
    }


def test_words_can_be_left_out(record: Record) -> None:
    assert all(list(s) == ["start", "end", "paragraph"] for s in parsed(record, tokens=False)["sentences"])


def test_publication_time_keeps_local_text_zone_and_instant(record: Record) -> None:
    published = parsed(record)["report"]["published"]
    assert published["value"] == "2026-05-04T09:30"
    assert published["offset"] == "+06:00"
    assert published["zone_origin"] == "explicit"
    assert published["instant"] == "2026-05-04T09:30:00+06:00"
    assert published["evidence"] == {"kind": "time", "where": "datetime", "text": "2026-05-04T09:30+06:00"}


def test_what_is_open_is_null() -> None:
    found = parsed(Record(Report("1", "A word.")))
    assert found["report"]["published"] is None
    assert found["report"]["dateline"] is None
    assert found["events"] == []


def test_spans_slice_to_the_words(record: Record) -> None:
    found = parsed(record)
    text = found["report"]["text"]
    attribution = found["attributions"][0]
    assert [text[a:b] for a, b in attribution["content"]] == ["Guards didn't fire [twice]", "on Monday"]
    assert [text[a:b] for a, b in attribution["source"]] == ["Ms. Ilieva"]
    assert all(text[e["start"] : e["end"]] == e["text"] for e in found["entities"])


@pytest.mark.parametrize(
    ("offset", "written"),
    [
        (timedelta(hours=8), "+08:00"),
        (timedelta(), "+00:00"),
        (-timedelta(hours=3, minutes=30), "-03:30"),
        (timedelta(hours=5, minutes=45), "+05:45"),
        (-timedelta(minutes=25, seconds=21), "-00:25:21"),
    ],
)
def test_offsets_are_written_as_in_iso_8601(offset: timedelta, written: str) -> None:
    assert offset_text(offset) == written


def test_no_field_of_a_record_is_lost(record: Record) -> None:
    """Every field of every class that a record reaches is a key of the JSON form: a new field cannot be forgotten here."""
    _compare(Record, parsed(record), "record")


def test_every_key_is_documented(record: Record) -> None:
    page = (Path(__file__).parents[2] / "docs/records.md").read_text(encoding="utf-8")
    missing = sorted(key for key in _keys(parsed(record)) if f"`{key}`" not in page)
    assert missing == []


def _compare(kind: type, value: Any, where: str) -> None:
    if kind is vocabulary.Span or not dataclasses.is_dataclass(kind):
        return
    hints = get_type_hints(kind, vars(vocabulary))
    for field in dataclasses.fields(kind):
        key = RENAMED.get(field.name, field.name)
        assert key in value, f"{where}.{key}"
        inner = value[key]
        hint = hints[field.name]
        if isinstance(hint, UnionType):
            hint = next(arm for arm in get_args(hint) if arm is not type(None))
        if isinstance(inner, list) and inner and isinstance(inner[0], dict):
            _compare(get_args(hint)[0], inner[0], f"{where}.{key}")
        elif isinstance(inner, dict) and isinstance(hint, type):
            _compare(hint, inner, f"{where}.{key}")


def _keys(value: Any) -> set[str]:
    if isinstance(value, dict):
        # The names of counts and of explained fields are data, not keys of the form.
        return set(value) | {key for name, inner in value.items() if name not in ("counts", "why") for key in _keys(inner)}
    if isinstance(value, list):
        return {key for inner in value for key in _keys(inner)}
    return set()
