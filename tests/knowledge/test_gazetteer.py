"""The shipped gazetteer: names in any spelling, areas, capitals, and what it costs to open."""

from __future__ import annotations

import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from dateline.errors import DataError
from dateline.knowledge.gazetteer import Gazetteer, PlaceKind, kilometres
from dateline.knowledge.place_names import folded


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.shipped()


@pytest.mark.parametrize(
    ("worded", "form"),
    [
        ("St. John's", "saint johns"),
        ("The Hague", "hague"),
        ("Port-au-Prince", "port au prince"),
        ("Łódź", "lodz"),
        ("Mt. Etna", "mount etna"),
        ("Nice", "nice"),
        ("!", ""),
    ],
)
def test_names_are_compared_without_accents_case_and_points(worded: str, form: str) -> None:
    assert folded(worded) == form


@pytest.mark.parametrize(
    ("name", "usual", "country"),
    [
        ("Bombay", "Mumbai", "IND"),
        ("Rangoon", "Yangon", "MMR"),
        ("Peking", "Beijing", "CHN"),
        ("Leningrad", "Saint Petersburg", "RUS"),
        ("Kazakstan", "Kazakhstan", "KAZ"),
        ("Zaire", "Democratic Republic of the Congo", "COD"),
        ("Frunze", "Bishkek", "KGZ"),
        ("SAO PAULO", "São Paulo", "BRA"),
        ("Texas", "Texas", "USA"),
        ("Ill.", "Illinois", "USA"),
    ],
)
def test_other_spellings_and_former_names_reach_the_place(gazetteer: Gazetteer, name: str, usual: str, country: str) -> None:
    assert any(p.name == usual and p.country == country for p in gazetteer.find(name))


def test_a_town_says_where_it_lies(gazetteer: Gazetteer) -> None:
    (osh,) = [p for p in gazetteer.find("Osh") if p.settlement and p.country == "KGZ"]
    assert osh.geonameid == 1527534
    assert osh.kind is PlaceKind.CITY
    assert osh.admin1 == "Osh"
    assert kilometres(osh.latitude, osh.longitude, 40.53, 72.8) < 10
    assert osh.population > 200_000


def test_namesakes_are_all_there_and_told_apart_by_state(gazetteer: Gazetteer) -> None:
    springfields = {p.admin1_code: p for p in gazetteer.find("Springfield") if p.country == "USA" and p.settlement}
    assert {"IL", "MA", "MO", "OH", "OR"} <= springfields.keys()
    assert springfields["IL"].admin2 == "Sangamon County"


def test_seas_rivers_and_regions_have_a_point(gazetteer: Gazetteer) -> None:
    (sea,) = [p for p in gazetteer.find("Black Sea") if p.kind is PlaceKind.SEA]
    assert sea.country == ""
    assert kilometres(sea.latitude, sea.longitude, 43, 34) < 200
    assert any(p.kind is PlaceKind.RIVER for p in gazetteer.find("the Euphrates"))


@pytest.mark.parametrize(
    ("iso3", "capital"), [("KGZ", "Bishkek"), ("FRA", "Paris"), ("USA", "Washington"), ("MMR", "Nay Pyi Taw"), ("KEN", "Nairobi")]
)
def test_capitals(gazetteer: Gazetteer, iso3: str, capital: str) -> None:
    found = gazetteer.capital(iso3)
    assert found is not None
    assert (found.name, found.country) == (capital, iso3)


@pytest.mark.parametrize(
    ("name", "iso3"),
    [
        *(("Bishkek", "KGZ"), ("Paris", "FRA"), ("Kazakstan", "KAZ"), ("Mosul", "IRQ")),
        *(("Punjab", ""), ("Zyxwvburg", ""), ("", ""), ("Black Sea", "")),
    ],
)
def test_the_country_a_name_alone_points_to(gazetteer: Gazetteer, name: str, iso3: str) -> None:
    assert gazetteer.town_country(name) == iso3


def test_unknown_names_and_odd_input_find_nothing(gazetteer: Gazetteer) -> None:
    for name in ("", " ", "...", "\0", "Qqqqzzz", "x" * 10_000, "漢"):
        assert gazetteer.find(name) == ()


def test_every_row_is_in_order(gazetteer: Gazetteer) -> None:
    records = gazetteer.records(range(len(gazetteer)))
    assert np.all(np.abs(records["latitude"]) <= 90)
    assert np.all(np.abs(records["longitude"]) <= 180)
    assert all(gazetteer.place(row).name for row in range(0, len(gazetteer), 997))


def test_it_is_small_and_opens_in_no_time() -> None:
    folder = Path(str(files("dateline.knowledge").joinpath("gazetteer")))
    assert sum(file.stat().st_size for file in folder.iterdir()) < 16_000_000
    code = (
        "import time, resource\n"
        "from dateline.knowledge.gazetteer import Gazetteer\n"
        "start, before = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "assert Gazetteer.shipped().find('Bishkek')\n"
        "print(time.process_time() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert float(out[0]) < 0.1
    assert int(out[1]) < 20_000  # kB


def test_a_folder_that_is_none_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"places\.npy"):
        Gazetteer(tmp_path)
