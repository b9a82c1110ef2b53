"""Zones: abbreviations, names, offsets, countries."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import DataError
from dateline.reading import zones
from dateline.reading.fact_tables import table_rows
from dateline.reading.zones import Zone, abbreviations, country_times, match_zone, named_readings, settle
from dateline.report import ZoneOrigin

SPRING = datetime(2010, 4, 8, 14, 55)


def hours(number: float) -> timedelta:
    return timedelta(hours=number)


def meaning(words: str, country: str = "", outlet_zone: str = "", at: datetime = SPRING) -> tuple[timedelta | None, ZoneOrigin]:
    found = match_zone(words, 0, touching=words[:1] in "Zz+-", iso=True)
    assert found is not None, words
    assert found[0] == len(words), words
    zone, origin = settle(found[1], country, outlet_zone)
    return (zone.offset_at(at) if zone is not None else None), origin


@pytest.mark.parametrize(
    ("words", "offset"),
    [
        ("BJT", 8), ("EDT", -4), ("JST", 9), ("GMT", 0), ("UTC", 0), ("Z", 0), ("WIB", 7), ("MSK", 4), ("PKT", 5), ("NPT", 5.75),
        ("AEST", 10), ("NZST", 12), ("CEST", 2), ("EAT", 3), ("SAST", 2), ("AKDT", -8), ("NDT", -2.5), ("IRDT", 4.5), ("МСК", 4),
        ("+08:00", 8), ("+0530", 5.5), ("-04:00", -4), ("+08", 8), ("GMT+8", 8), ("UTC+5:30", 5.5), ("GMT-0400", -4), ("UTC −3", -3),
        ("Beijing time", 8), ("Moscow time", 4), ("Eastern time", -4), ("Eastern Daylight Time", -4), ("India Standard Time", 5.5),
        ("New York time", -4), ("Hong Kong time", 8), ("Europe/London", 1), ("America/Argentina/Buenos_Aires", -3),
    ],
)  # fmt: skip
def test_sure_zones_are_explicit(words: str, offset: float) -> None:
    assert meaning(words) == (hours(offset), ZoneOrigin.EXPLICIT)


@pytest.mark.parametrize(
    ("words", "country", "offset"),
    [
        ("IST", "IND", 5.5), ("IST", "IRL", 1), ("IST", "ISR", 2), ("CST", "CHN", 8), ("CST", "USA", -6), ("CST", "CUB", -5),
        ("BST", "GBR", 1), ("BST", "BGD", 6), ("AST", "SAU", 3), ("AST", "CAN", -4), ("EST", "AUS", 10), ("EST", "USA", -5),
        ("PST", "PHL", 8), ("PST", "USA", -8), ("PST", "PAK", 5), ("GST", "ARE", 4), ("AMT", "ARM", 4), ("AMT", "BRA", -4),
        ("ECT", "ECU", -5), ("ECT", "LCA", -4), ("SST", "SGP", 8), ("SST", "ASM", -11), ("EDT", "AUS", 11), ("MST", "MYS", 8),
    ],
)  # fmt: skip
def test_the_country_settles_ambiguous_abbreviations(words: str, country: str, offset: float) -> None:
    assert meaning(words, country) == (hours(offset), ZoneOrigin.ABBREVIATION)


@pytest.mark.parametrize("words", ["IST", "CST", "BST", "AST", "EST", "PST", "GST", "AMT", "ECT", "SST"])
@pytest.mark.parametrize("country", ["", "FRA"])
def test_ambiguous_abbreviations_stay_open_without_a_country_of_theirs(words: str, country: str) -> None:
    assert meaning(words, country, "Europe/Paris") == (None, ZoneOrigin.NONE)


@pytest.mark.parametrize("words", ["XYT", "QQST", "Osh time"])
def test_unknown_zones_are_kept_and_open(words: str) -> None:
    found = match_zone(words, 0, touching=False, iso=False)
    assert found is not None
    assert found[1].text == words
    assert settle(found[1], "CHN", "Asia/Shanghai") == (None, ZoneOrigin.NONE)


@pytest.mark.parametrize(
    "words", ["CCTV", "BBC", "POST", "eat", "wat", "Editor", "Sat", "", "-8", "+99", "+15:00", "some time", "first time"]
)
def test_other_words_are_no_zones(words: str) -> None:
    assert match_zone(words, 0, touching=False, iso=False) is None


def test_local_time_is_the_outlets() -> None:
    assert meaning("local time", "KGZ", "Asia/Bishkek") == (hours(6), ZoneOrigin.OUTLET)
    assert meaning("local time", "USA", "") == (None, ZoneOrigin.NONE)


@pytest.mark.parametrize(("year", "offset"), [(2009, 3), (2012, 4), (2015, 3)])
def test_offsets_are_those_of_the_day(year: int, offset: float) -> None:
    assert meaning("MSK", at=datetime(year, 1, 8)) == (hours(offset), ZoneOrigin.EXPLICIT)


@pytest.mark.parametrize("local", [datetime(2010, 11, 7, 1, 30), datetime(2010, 3, 14, 2, 30)])
def test_a_clock_time_shown_twice_or_never_has_no_offset(local: datetime) -> None:
    assert Zone(None, "America/New_York").offset_at(local) is None


@pytest.mark.parametrize(
    ("country", "zone", "order"),
    [("CHN", "Asia/Shanghai", ""), ("IND", "Asia/Kolkata", "dmy"), ("USA", "", "mdy"), ("RUS", "", "dmy"), ("GBR", "Europe/London", "dmy"),
     ("DEU", "Europe/Berlin", "dmy"), ("AUS", "", "dmy"), ("IDN", "", "dmy"), ("PHL", "Asia/Manila", "mdy"), ("CAN", "", "")],
)  # fmt: skip
def test_countries(country: str, zone: str, order: str) -> None:
    assert country_times()[country] == zones.CountryTime(zone, order)


def test_every_zone_of_the_tables_is_in_the_iana_database() -> None:
    for readings in (*abbreviations().values(), *filter(None, map(named_readings, ["beijing", "eastern", "gulf", "washington"]))):
        for reading in readings:
            assert reading.zone.offset_at(SPRING) is not None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "is empty"),
        ("a\tb\n1\t2\t3\n", "has 3 cells"),
        ("a\tc\n", "must name the columns"),
    ],
)
def test_wrong_tables_say_where_and_why(text: str, reason: str) -> None:
    with pytest.raises(DataError, match=reason):
        table_rows("x.tsv", text, "a b")


@given(st.text(max_size=30), st.booleans(), st.booleans())
def test_no_words_break_the_matcher(words: str, touching: bool, iso: bool) -> None:
    found = match_zone(words, 0, touching=touching, iso=iso)
    assert found is None or 0 < found[0] <= len(words)


@given(st.from_regex(r"[+-][0-9]{2}:[0-9]{2}", fullmatch=True))
def test_offsets_out_of_this_world_are_none(words: str) -> None:
    found = match_zone(words, 0, touching=True, iso=True)
    minutes = int(words[1:3]) * 60 + int(words[4:])
    sign = -1 if words[0] == "-" else 1
    valid = int(words[4:]) < 60 and minutes % 15 == 0 and -12 * 60 <= sign * minutes <= 14 * 60
    assert (found is not None and found[0] == len(words)) == valid
