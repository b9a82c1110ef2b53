"""What the formats say of records: codes, pairs, days, places, geometry, provenance."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.presenting.exports import Flavour, export_names, exporter_named, records_of, schema
from dateline.presenting.exports.coded_days import event_clock, event_day, event_month, event_year
from dateline.presenting.exports.identifiers import event_ids, number_of
from dateline.report import Event, EvidenceKind, Participant, Record, Report, Source, SourceKind, Span, Status, TimeMention
from tests.exported import written


def rows(name: str, records: list[Record]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(written(name, records, Flavour.CSV), newline="")))


def test_gdelt_codes_actors_as_gdelt_does(records: list[Record]) -> None:
    row = rows("gdelt-events", records)[2]
    assert (row["Actor1Code"], row["Actor1CountryCode"], row["Actor1KnownGroupCode"]) == ("IGOUNOMIL", "", "UNO")
    assert (row["Actor1Type1Code"], row["Actor1Type2Code"], row["Actor1Name"]) == ("IGO", "MIL", "UN GUARDS")
    assert (row["Actor2Code"], row["Actor2CountryCode"], row["Actor2Type1Code"], row["Actor2Type2Code"]) == ("KGZGOV", "KGZ", "GOV", "")
    assert (row["SQLDATE"], row["MonthYear"], row["Year"], row["FractionDate"]) == ("20260408", "202604", "2026", "2026.2685")
    assert (row["EventCode"], row["EventBaseCode"], row["EventRootCode"]) == ("042", "042", "04")
    assert (row["QuadClass"], row["GoldsteinScale"], row["IsRootEvent"]) == ("1", "1.9", "")
    march = rows("gdelt-events", records)[-1]
    assert (march["SQLDATE"], march["MonthYear"], march["Year"], march["FractionDate"]) == ("", "202604", "2026", "")
    assert (march["ActionGeo_Type"], march["ActionGeo_ADM1Code"], march["ActionGeo_FeatureID"]) == ("1", "KG", "KG")
    assert march["ActionGeo_FullName"] == "Kyrgyzstan"


def test_mentions_join_events(records: list[Record]) -> None:
    events = {row["GLOBALEVENTID"]: row for row in rows("gdelt-events", records)}
    mentions = Counter(row["GLOBALEVENTID"] for row in rows("gdelt-mentions", records))
    assert mentions == {number: int(row["NumMentions"]) for number, row in events.items()}
    first, *_, last = rows("gdelt-mentions", records)
    assert (first["MentionType"], first["MentionSourceName"], first["SentenceID"], first["Confidence"]) == ("1", "wire.example", "1", "80")
    assert (last["MentionType"], last["MentionIdentifier"], last["SentenceID"]) == ("2", "fedcba9876543210", "")


def test_icews_speaks_its_own_words(records: list[Record]) -> None:
    row = rows("icews", records)[2]
    assert (row["Source Name"], row["Source Sectors"], row["Source Country"]) == (
        "UN guards",
        "International Government Organization,Military",
        "",
    )
    assert (row["Target Sectors"], row["Target Country"]) == ("Government", "Kyrgyzstan")
    assert (row["Event Text"], row["CAMEO Code"], row["Intensity"]) == ("Make a visit", "042", "1.9")
    assert (row["City"], row["District"], row["Province"], row["Country"]) == ("", "Osh District", "Osh Region", "Kyrgyzstan")


def test_petrarch_joins_lines_that_say_the_same(told: Record) -> None:
    event = told.events[0]
    again = replace(event, trigger=Span(*_span(told, "left")), mentions=(Span(*_span(told, "left")),))
    lines = written("petrarch", [replace(told, events=(event, again))]).splitlines()
    assert [line.split("\t")[:4] for line in lines] == [["20260504", "KGZMIL", "---", "190"], ["20260504", "---", "---", "190"]]
    assert lines[0].split("\t")[5] == "0123456789abcdef_1;0123456789abcdef_2"


def _span(record: Record, words: str) -> tuple[int, int]:
    start = record.report.text.index(words)
    return start, start + len(words)


def test_reciprocal_acts_are_coded_both_ways(told: Record) -> None:
    one, other = (Participant(0, 5, "TALAS", country=country, sector="GOV") for country in ("KGZ", "UZB"))
    lines = written("petrarch", [replace(told, events=(replace(told.events[0], actors=(one, other), recipients=()),))]).splitlines()
    assert [line.split("\t")[1:3] for line in lines] == [["KGZGOV", "UZBGOV"], ["UZBGOV", "KGZGOV"]]


@pytest.mark.parametrize("name", ["gdelt-events", "gdelt-mentions", "icews", "petrarch", "plover", "polecat"])
@pytest.mark.parametrize("status", [Status.NEGATED, Status.FUTURE, Status.HYPOTHETICAL])
def test_what_has_not_happened_is_left_out(name: str, status: Status, told: Record) -> None:
    nothing = replace(told, events=tuple(replace(event, status=status) for event in told.events))
    assert written(name, [nothing]) == written(name, [])


def test_plover_is_as_the_manual_has_it(records: list[Record]) -> None:
    events = [json.loads(line) for line in written("plover", records).splitlines()]
    met = events[1]
    assert met["actor"] == [
        {
            "code": "UNO",
            "sector": "MIL",
            "entity_text": "Guards of the United Nations",
            "identifier_text": "UN guards",
            "office": "guard",
        }
    ]
    assert (met["date"], met["time"], met["event"], met["mode"], met["quad_code"]) == ("2026-04-08", "12:00", ["CONSULT"], ["visit"], 1)
    assert met["size"]["injured"] == {"low": 2, "high": 2, "best": 2, "text": "two"}
    assert met["event_loc"]["resolution"] == 3
    assert events[-1]["date"] is None
    assert all({"id", "date", "actor", "event"} <= event.keys() for event in events)
    assert len({event["id"] for event in events}) == len(events)


def test_geojson_is_valid(records: list[Record]) -> None:
    collection = json.loads(written("geojson", records))
    assert collection["type"] == "FeatureCollection"
    assert len(collection["features"]) == 5
    assert len({feature["id"] for feature in collection["features"]}) == 5
    for feature in collection["features"]:
        assert feature.keys() == {"type", "id", "geometry", "properties"}
        assert all(not isinstance(value, (dict, list)) for value in feature["properties"].values())
        if feature["geometry"] is not None:
            assert feature["geometry"]["type"] == "Point"
            longitude, latitude = feature["geometry"]["coordinates"]
            assert 60 < longitude < 80, "longitude comes first"
            assert 38 < latitude < 44
    assert [feature["geometry"] is None for feature in collection["features"]] == [False, False, True, False, False]
    assert json.loads(written("geojson", [])) == {"type": "FeatureCollection", "features": []}


def test_provenance_holds_together(records: list[Record]) -> None:
    document = json.loads(written("prov", [*records, records[0]]))
    prefixes, context = document["@context"]
    assert context == "https://openprovenance.org/prov-jsonld/context.jsonld"
    statements: list[dict[str, Any]] = document["@graph"]
    named: dict[str, str] = {s["@id"]: s["@type"] for s in statements if "@id" in s}
    ends = {"Usage": ("activity", "entity"), "Association": ("activity", "agent"), "Generation": ("entity", "activity")}
    ends |= {"Derivation": ("generatedEntity", "usedEntity"), "Attribution": ("entity", "agent")}
    kinds = {"activity": "Activity", "entity": "Entity", "agent": "Agent", "generatedEntity": "Entity", "usedEntity": "Entity"}
    for statement in statements:
        for member in ends.get(statement["@type"], ()):
            assert named[statement[member]] == kinds[member]
        for member, values in statement.items():
            if member in ("type", "label", "location") or ":" in member:
                assert isinstance(values, list)
                assert all(isinstance(v, str) or (v.keys() <= {"@value", "@type"} and isinstance(v["@value"], str)) for v in values)
            if ":" in member:
                assert member.partition(":")[0] in prefixes
    assert {name.partition(":")[0] for name in named} <= prefixes.keys()
    assert all(iri.endswith((":", "/", "#")) for iri in prefixes.values()), "only these may be prefixes in JSON-LD 1.1"
    events = [name for name, kind in named.items() if kind == "Entity" and name.startswith("event:")]
    for kind, member in (("Generation", "entity"), ("Derivation", "generatedEntity")):
        assert {s[member] for s in statements if s["@type"] == kind} == set(events)
    credited = [s for s in statements if s["@type"] == "Attribution" and "dateline:hop" in s]
    assert {s["agent"].partition(":")[0] for s in credited} == {"source"}
    outlets = [s for s in statements if s.get("@id", "").startswith(("outlet:", "software:"))]
    assert len({s["@id"] for s in outlets}) == len(outlets)


def test_sources_with_a_name_are_one_agent_and_those_without_are_not(told: Record) -> None:
    named = Source("Ms. Ilieva", SourceKind.NAMED, 65, 75, "Ilieva")
    chain = (named, replace(named, text="she", start=95, end=98), Source("an official", SourceKind.ANONYMOUS, 0, 5, "an official"))
    event = replace(told.events[0], sources=(*chain, replace(chain[2], start=27, end=33)))
    graph = json.loads(written("prov", [replace(told, events=(event,))]))["@graph"]
    assert [s["label"][0]["@value"] for s in graph if s.get("@id", "").startswith("source:")] == ["Ilieva", "an official", "an official"]
    assert [s["dateline:hop"][0]["@value"] for s in graph if "dateline:hop" in s] == ["1", "2", "3", "4"]


@pytest.mark.parametrize("name", export_names())
def test_the_same_records_give_the_same_text_from_any_iterable(name: str, records: list[Record]) -> None:
    assert written(name, records) == written(name, (record for record in records))


def test_events_from_a_store_keep_their_identifiers(records: list[Record], met: Event, marched: Event) -> None:
    stored = records[1]
    (alone,) = records_of([(stored.report, marched)])
    assert event_ids(alone)[0] == event_ids(stored)[2]
    both = list(records_of([(stored.report, met), (stored.report, marched), (records[0].report, met)]))
    assert [len(record.events) for record in both] == [2, 1]
    of_met = {row["Event ID"] for row in rows("icews", [stored])}
    assert {row["Event ID"] for row in rows("icews", list(records_of([(stored.report, met)])))} < of_met


def test_events_that_share_trigger_and_type_are_told_apart(records: list[Record]) -> None:
    ids = event_ids(records[1])
    assert ids[3] == f"{ids[2]}-2"


@given(st.text(), st.integers())
def test_numbers_fit_into_a_double(text: str, number: int) -> None:
    found = number_of(text, number)
    assert 0 < found < 2**53
    assert found == number_of(text, number)


def test_numbers_do_not_change(told: Record) -> None:
    """Data sets in use name events by these numbers."""
    assert number_of("0123456789abcdef-41-45-ASSAULT", "27-33", "84-88") == 890461738902762
    assert rows("icews", [told])[0]["Event ID"] == "890461738902762"


@pytest.mark.parametrize(
    ("value", "day", "month", "year", "clock"),
    [
        ("2026-05-02", date(2026, 5, 2), "202605", "2026", ""),
        ("2026-05-02T14:30", date(2026, 5, 2), "202605", "2026", "14:30"),
        ("2026-05-02TNI", date(2026, 5, 2), "202605", "2026", ""),
        ("2026-05", None, "202605", "2026", ""),
        ("2026", None, "", "2026", ""),
        ("2026-W14", None, "", "2026", ""),
        ("2026-02-30", None, "202602", "2026", ""),
        ("PAST_REF", None, "", "", ""),
        ("P3D", None, "", "", ""),
        ("XXXX-05-02", None, "", "", ""),
        ("PRESENT_REF", date(2026, 5, 4), "202605", "2026", ""),
        (None, date(2026, 5, 4), "202605", "2026", ""),
    ],
)
def test_days_are_those_told(told: Record, value: str | None, day: date | None, month: str, year: str, clock: str) -> None:
    time = TimeMention(0, 5, "then", "DATE", value) if value is not None else None
    event = replace(told.events[0], time=time)
    assert event_day(told.report, event) == day
    assert (event_month(told.report, event), event_year(told.report, event), event_clock(event)) == (month, year, clock)


def test_a_report_without_a_day_has_none(told: Record) -> None:
    report = replace(told.report, published=None)
    assert event_day(report, replace(told.events[0], time=None)) is None


def test_an_exporter_takes_any_stream(records: list[Record]) -> None:
    stream = io.StringIO()
    exporter_named("polecat")(iter(records), stream)
    assert stream.getvalue().split("\n")[0].split("\t") == list(schema("polecat").header)


def test_addresses_as_a_source_may_misprint_them(told: Record) -> None:
    report: Report = replace(told.report, url="https://[wire")
    assert rows("gdelt-mentions", [replace(told, report=report)])[0]["MentionSourceName"] == "Lake Wire"


def test_publication_is_told_at_its_precision(told: Record) -> None:
    assert told.report.published is not None
    assert told.report.published.evidence.kind is EvidenceKind.TIME
    vague = replace(told.report.published, value="2026-05-04", precision="day", offset=None, instant=None)  # type: ignore[arg-type]
    for published, issued in (
        (vague, {"@value": "2026-05-04", "@type": "xsd:date"}),
        (replace(vague, value="2026-05", precision="month"), {"@value": "2026-05", "@type": "xsd:gYearMonth"}),  # type: ignore[arg-type]
        (replace(vague, value="2026-05-04T09:30", precision="minute"), {"@value": "2026-05-04T09:30", "@type": "xsd:string"}),  # type: ignore[arg-type]
        (
            replace(vague, instant=datetime(2026, 5, 4, 3, 30, tzinfo=UTC)),
            {"@value": "2026-05-04T03:30:00+00:00", "@type": "xsd:dateTime"},
        ),
    ):
        record = replace(told, report=replace(told.report, published=published))
        article = json.loads(written("prov", [record]))["@graph"][0]
        assert article["dcterms:issued"] == [issued]
