"""Headers are those published, and what is documented is what is written."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from dateline.errors import DataError
from dateline.fact_tables import table_rows
from dateline.presenting.exports import EventTable, Flavour, export_names, exporter_named, schema
from dateline.presenting.frame import to_frame
from dateline.report import Record
from tests.export_tables import tables_of, with_tables
from tests.exported import TABLES, written

PAGE = Path(__file__).parents[3] / "docs/exports.md"

# As published: POLECAT's weekly files, GDELT's header rows of September 2016, ICEWS' yearly files.
POLECAT = """Event ID,Event Date,Event Type,Event Mode,Intensity,Quad Code,Contexts,Actor Name,Actor Country,Actor COW,Primary Actor Sector,
Actor Sectors,Actor Title,Actor Name Raw,Wikipedia Actor ID,Recipient Name,Recipient Country,Recipient COW,Primary Recipient Sector,
Recipient Sectors,Recipient Title,Recipient Name Raw,Wikipedia Recipient ID,Placename,City,District,Province,Country,Latitude,Longitude,
GeoNames ID,Raw Placename,Feature Type,Source,Publication Date,Story People,Story Organizations,Story Locations,Language,Version"""
ICEWS = """Event ID,Event Date,Source Name,Source Sectors,Source Country,Event Text,CAMEO Code,Intensity,Target Name,Target Sectors,
Target Country,Story ID,Sentence Number,Publisher,City,District,Province,Country,Latitude,Longitude"""
_ACTOR = "Code,Name,CountryCode,KnownGroupCode,EthnicCode,Religion1Code,Religion2Code,Type1Code,Type2Code,Type3Code"
_GEO = "Type,FullName,CountryCode,ADM1Code,ADM2Code,Lat,Long,FeatureID"
GDELT = ",".join(
    (
        "GLOBALEVENTID,SQLDATE,MonthYear,Year,FractionDate",
        *(f"Actor{number}{part}" for number in (1, 2) for part in _ACTOR.split(",")),
        "IsRootEvent,EventCode,EventBaseCode,EventRootCode,QuadClass,GoldsteinScale,NumMentions,NumSources,NumArticles,AvgTone",
        *(f"{who}Geo_{part}" for who in ("Actor1", "Actor2", "Action") for part in _GEO.split(",")),
        "DATEADDED,SOURCEURL",
    )
)
MENTIONS = """GLOBALEVENTID,EventTimeDate,MentionTimeDate,MentionType,MentionSourceName,MentionIdentifier,SentenceID,Actor1CharOffset,
Actor2CharOffset,ActionCharOffset,InRawText,Confidence,MentionDocLen,MentionDocTone,MentionDocTranslationInfo,Extras"""


@pytest.mark.parametrize(
    ("name", "columns", "count"),
    [("polecat", POLECAT, 40), ("icews", ICEWS, 20), ("gdelt_events", GDELT, 61), ("gdelt_mentions", MENTIONS, 16)],
)
def test_the_columns_are_those_published(name: str, columns: str, count: int) -> None:
    expected = tuple(columns.replace("\n", "").split(","))
    assert schema(name).header == expected
    assert len(expected) == count


@pytest.mark.parametrize(("name", "header"), [("polecat", POLECAT), ("icews", ICEWS), ("gdelt-events", ""), ("petrarch", "")])
def test_published_files_begin_as_their_publisher_has_them(name: str, header: str, records: list[Record]) -> None:
    first = written(name, records).split("\n")[0]
    if header:
        assert first == header.replace("\n", "").replace(",", "\t")
    else:  # no header line: the first cell is an identifier or a day
        assert first.split("\t")[0].isdigit()


@pytest.mark.parametrize("name", TABLES)
def test_columns_said_to_be_filled_are_and_others_are_not(name: str, records: list[Record]) -> None:
    exporter = exporter_named(name)
    assert isinstance(exporter, EventTable)
    rows = [dict(zip(schema(exporter.name).header, row, strict=True)) for row in _cells(exporter, records)]
    for column in schema(exporter.name).columns:
        values = [row[column.name] for row in rows]
        if column.filled:
            assert any(values), f"{column.name}: no record of the tests fills it"
        else:
            assert not any(values), column.name
        if not column.empty:
            assert all(values), f"{column.name}: documented as never empty"


def _cells(exporter: EventTable, records: list[Record]) -> Iterator[list[str]]:
    stream = io.StringIO(newline="")
    exporter.write(records, stream, Flavour.CSV)
    stream.seek(0)
    rows = csv.reader(stream)
    next(rows)
    for row in rows:
        yield ["" if not cell.replace(exporter.several.strip(), "").strip() else cell for cell in row]


@pytest.mark.parametrize("name", ["plover", "geojson", "prov"])
def test_members_written_are_those_documented(name: str, records: list[Record]) -> None:
    text = written(name, records)
    found: set[str] = set()
    if name == "plover":
        for line in text.splitlines():
            found |= set(_paths(json.loads(line), ""))
    elif name == "geojson":
        found = set(_paths(json.loads(text), ""))
    else:
        for statement in json.loads(text)["@graph"]:
            found |= {f"{statement['@type']}.{member}" for member in statement if member != "@type"}
    assert found == {column.name for column in schema(name).columns if column.filled}


def _paths(value: object, path: str) -> Iterator[str]:
    """The paths of all members; counts and geometries are one member each."""
    if isinstance(value, dict) and not (path.startswith("size.") or path.endswith("geometry")):
        for name, member in value.items():
            yield from _paths(member, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for member in value:
            yield from _paths(member, f"{path}[]")
    else:
        yield path


def test_a_writer_cannot_drift_from_its_documentation() -> None:
    values = {column.name: "" for column in schema("petrarch").columns if column.filled}
    schema("petrarch").in_order(values, "")
    with pytest.raises(ValueError, match="Issues: written but not documented"):
        schema("petrarch").in_order({**values, "Issues": "x"}, "")
    del values["URL"]
    with pytest.raises(ValueError, match="URL: written but not documented"):
        schema("petrarch").in_order(values, "")


def test_the_table_of_events_and_the_map_are_those_of_to_frame() -> None:
    columns = tuple(to_frame([]).columns)
    assert schema("event_rows").header == ("id", *columns)
    found = [name.removeprefix("features[].properties.") for name in schema("geojson").header if ".properties." in name]
    assert [name for name in found if name != "place_precision"] == [name for name in columns if name not in ("latitude", "longitude")]


def test_the_page_holds_the_tables_as_they_are() -> None:
    page = PAGE.read_text(encoding="utf-8")
    built = {"gdelt-events": "gdelt_events", "gdelt-mentions": "gdelt_mentions", "csv": "event_rows"}
    assert sorted(tables_of(page)) == sorted(built.get(name, name) for name in export_names())
    assert with_tables(page) == page, "run make refresh-docs"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("\ttext\tmeaning\tfilled\t-", "has no name"),
        ("Day\tday\tmeaning\t-\t-", "neither how it is filled nor why it is empty"),
        ("Day\tday\tmeaning\tday\t-\nDay\tday\tmeaning\tday\t-", "stands in the table twice"),
    ],
)
def test_a_wrong_table_names_file_and_line(row: str, reason: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "name\ttype\tmeaning\tfilled\tempty\n" + row
    monkeypatch.setattr("dateline.presenting.exports.columns.table_of", lambda _package, name, columns: table_rows(name, text, columns))
    with pytest.raises(DataError, match=f"^made.tsv:[23]: .*{reason}"):
        schema.__wrapped__("made")
