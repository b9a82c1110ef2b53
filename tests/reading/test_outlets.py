"""Outlets by address and name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.reading.fact_tables import read_table
from dateline.reading.outlets import check_zones, find_outlet, host_of
from dateline.reading.zones import country_times


@pytest.mark.parametrize(
    ("url", "name", "country", "zone", "agency"),
    [
        ("http://news.xinhuanet.com/english2010/world/2010-04/08/c_13242.htm", "Xinhua", "CHN", "Asia/Shanghai", True),
        ("https://www.nytimes.com/2010/04/08/world/x.html", "The New York Times", "USA", "America/New_York", False),
        ("https://www.smh.com.au/world/x", "The Sydney Morning Herald", "AUS", "Australia/Sydney", False),
        ("https://tass.com/world/1", "TASS", "RUS", "Europe/Moscow", True),
        ("https://news.bbc.co.uk/2/hi/1.stm", "BBC News", "GBR", "Europe/London", False),
        ("https://www.reuters.com/article/x", "Reuters", "GBR", "", True),
        ("https://www.thejakartapost.com/news/x", "The Jakarta Post", "IDN", "Asia/Jakarta", False),
        ("https://en.24.kg/archive", "24.kg", "KGZ", "Asia/Bishkek", True),
        ("timesofindia.indiatimes.com/a", "The Times of India", "IND", "Asia/Kolkata", False),
    ],
)
def test_known_outlets(url: str, name: str, country: str, zone: str, agency: bool) -> None:
    outlet = find_outlet(url, "")
    assert outlet is not None
    assert (outlet.name, outlet.country, outlet.zone, outlet.agency) == (name, country, zone, agency)


@pytest.mark.parametrize(
    ("publisher", "country"),
    [
        ("Xinhua News Agency", "CHN"),
        ("the washington post", "USA"),
        ("El Mundo", "ESP"),
        ("Agence France-Presse", "FRA"),
        ("AP", "USA"),
        ("AKIPRESS", "KGZ"),
    ],
)
def test_publishers_by_name(publisher: str, country: str) -> None:
    outlet = find_outlet("", publisher)
    assert outlet is not None
    assert outlet.country == country


@pytest.mark.parametrize("publisher", ["The Standard", "The Times", "Daily Mirror", "CNA", "Nobody's Gazette", ""])
def test_names_that_several_countries_bear_tell_nothing(publisher: str) -> None:
    assert find_outlet("", publisher) is None


@pytest.mark.parametrize(
    ("url", "country"),
    [
        ("https://www.lindeskherald.co.ke/a", "KEN"),
        ("https://x.com.bd/a", "BGD"),
        ("http://post.ie", "IRL"),
        ("https://a.b.co.uk/", "GBR"),
        ("https://x.com.co/a", "COL"),
    ],
)
def test_national_endings_tell_the_country(url: str, country: str) -> None:
    outlet = find_outlet(url, "")
    assert outlet is not None
    assert (outlet.country, outlet.agency) == (country, False)


@pytest.mark.parametrize(
    "url",
    ["", "https://example.com/a", "https://x.io/", "https://blog.tv/", "https://a.me", "http://[broken/", "localhost", "not an address"],
)
def test_other_addresses_tell_nothing(url: str) -> None:
    assert find_outlet(url, "") is None


def test_the_address_outweighs_the_name() -> None:
    outlet = find_outlet("https://www.dawn.com/news/1", "Reuters")
    assert outlet is not None
    assert outlet.name == "Dawn"


def test_copies_in_the_archive_count_as_the_original() -> None:
    outlet = find_outlet("https://web.archive.org/web/20100408120000/http://www.thehindu.com/a.htm", "")
    assert outlet is not None
    assert outlet.name == "The Hindu"


def test_the_table_covers_the_world() -> None:
    rows = read_table("outlets.tsv", "domains name aliases country agency zone")
    assert len(rows) >= 250
    assert len({row.cells[3] for row in rows}) >= 90
    assert all(row.cells[5] for row in rows if not country_times()[row.cells[3]].zone)
    check_zones()


@given(st.text(max_size=80), st.text(max_size=40))
def test_nothing_breaks_the_search(url: str, publisher: str) -> None:
    find_outlet(url, publisher)
    assert host_of(url) == host_of(url).lower()
