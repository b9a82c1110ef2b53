"""Places of the world by name. In: a name as a report words it. Out: the places that bear it, with where and how large they are.

The shipped files come from GeoNames (CC BY 4.0) by way of packages on PyPI and npm, and from tables of this project;
``training/gazetteer.py`` makes them. They are memory-mapped: opening reads nothing, a look-up bisects a sorted array of 64-bit entries.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from dateline.errors import DataError
from dateline.knowledge.imported import Kind, imported
from dateline.knowledge.place_names import folded, name_key, without_possessive

INDEX_BITS: Final = 24
"""Low bits of an index entry that hold the row of the place; the bit above says whether the name is the place's own."""

NONE: Final = 0xFFFF
"""No admin area, or no country."""

ROW: Final = np.dtype(
    [
        ("id", "<u4"),
        ("latitude", "<f4"),
        ("longitude", "<f4"),
        ("population", "<u4"),
        ("name", "<u4"),
        ("admin1", "<u2"),
        ("admin2", "<u2"),
        ("country", "<u2"),
        ("length", "u1"),
        ("kind", "u1"),
    ]
)
"""One place. ``name`` and ``length`` say where its name stands in the file of names; ``country``, ``admin1`` and ``admin2`` count from
the first place of that kind; ``id`` is 0 where GeoNames' is not known."""

_EARTH_KM: Final = 6371.0088
_DOMINANCE: Final = 5.0


class PlaceKind(StrEnum):
    """What a place is."""

    COUNTRY = "country"
    ADMIN1 = "admin1"  # state, province, governorate, oblast
    ADMIN2 = "admin2"  # county, district
    CAPITAL = "capital"  # of a country
    CITY = "city"  # any populated place
    SECTION = "section"  # part of a town
    REGION = "region"  # continents and stretches of land without a government
    ISLAND = "island"
    SEA = "sea"
    LAKE = "lake"
    RIVER = "river"
    MOUNTAIN = "mountain"


KINDS: Final = tuple(PlaceKind)


@dataclass(frozen=True, slots=True)
class GazetteerPlace:
    """A place of the gazetteer.

    ``country`` is ISO 3166 alpha-3, empty for seas and regions of several countries. ``admin1_code`` is GeoNames' code within the country
    ("TX"). Degrees are WGS 84; areas stand at a representative point. ``population`` of an admin area is that of its listed towns, of a
    natural feature a measure of how well known it is. ``own_name`` says whether the name asked for is the place's usual English one,
    not one of another language or time. ``geonameid`` is None where it is not known.
    """

    row: int
    geonameid: int | None
    name: str
    kind: PlaceKind
    country: str
    admin1_code: str
    admin1: str
    admin2: str
    latitude: float
    longitude: float
    population: int
    own_name: bool = True

    @property
    def settlement(self) -> bool:
        """Whether the place is a town or part of one."""
        return self.kind in (PlaceKind.CITY, PlaceKind.CAPITAL, PlaceKind.SECTION)

    def kilometres_to(self, other: GazetteerPlace) -> float:
        """The great-circle distance between the two points."""
        return kilometres(self.latitude, self.longitude, other.latitude, other.longitude)


def kilometres(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """The great-circle distance between two points given in degrees."""
    a, b = radians(latitude), radians(other_latitude)
    h = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(radians(other_longitude - longitude) / 2) ** 2
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(h)))


class Gazetteer:
    """A gazetteer in a folder: ``places.npy``, ``index.npy`` and ``names.bin``. Safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        """Open a folder. Raises :class:`dateline.DataError` where a file is missing or not of this form."""
        try:
            self._places: npt.NDArray[np.void] = np.load(folder / "places.npy", mmap_mode="r")
            self._index: npt.NDArray[np.uint64] = np.load(folder / "index.npy", mmap_mode="r")
            self._names = np.memmap(folder / "names.bin", np.uint8, mode="r")
        except (OSError, ValueError) as error:
            raise DataError(str(folder), 0, f"is no gazetteer ({error}); expected places.npy, index.npy and names.bin") from error
        if self._places.dtype != ROW or self._index.dtype != np.uint64:
            raise DataError(str(folder), 0, "was made by another version; make it again with this one")
        starts = np.searchsorted(self._places["kind"][: 2 * NONE], [KINDS.index(PlaceKind.ADMIN1), KINDS.index(PlaceKind.ADMIN2)])
        self._first_admin1, self._first_admin2 = (int(start) for start in starts)
        self._rows = lru_cache(maxsize=16384)(self._row)
        self._entries = lru_cache(maxsize=32768)(self._bisect)
        self._found = lru_cache(maxsize=16384)(self._find)

    @staticmethod
    @lru_cache(maxsize=1)
    def shipped() -> Gazetteer:
        """The gazetteer that comes with the package, opened once."""
        return Gazetteer(Path(str(files("dateline.knowledge").joinpath("gazetteer"))))

    @staticmethod
    def current() -> Gazetteer:
        """The gazetteer a user imported, else the shipped one. Raises :class:`dateline.DataError` where the imported one is damaged."""
        found = imported(Kind.GEONAMES)
        return Gazetteer.shipped() if found is None else Gazetteer(found[1])

    def __len__(self) -> int:
        return len(self._places)

    def find(self, name: str) -> tuple[GazetteerPlace, ...]:
        """The places that bear a name, own names first, larger ones before smaller ones; none where none is known.

        Accents, case, hyphens, full stops, a leading "the" and a closing 's do not matter; "St." is "Saint".
        """
        form = folded(without_possessive(name))
        return self._found(form) if form else ()

    def rows(self, name: str) -> tuple[tuple[int, bool], ...]:
        """The same places as :meth:`find`, as rows and whether the name is their own, in no order; much faster where there are many."""
        form = folded(without_possessive(name))
        return self._entries(form) if form else ()

    def records(self, rows: Sequence[int]) -> npt.NDArray[np.void]:
        """The records of rows as an array of :data:`ROW`."""
        return np.asarray(self._places[np.asarray(rows, np.intp)])

    def _bisect(self, form: str) -> tuple[tuple[int, bool], ...]:
        key = name_key(form) << (INDEX_BITS + 1)
        first, last = np.searchsorted(self._index, np.array([key, key + (1 << (INDEX_BITS + 1))], np.uint64))
        return tuple((entry & ((1 << INDEX_BITS) - 1), bool(entry >> INDEX_BITS & 1)) for entry in self._index[first:last].tolist())

    def _find(self, form: str) -> tuple[GazetteerPlace, ...]:
        found = [self._rows(row, own) for row, own in self._entries(form)]
        order = {kind: n for n, kind in enumerate((PlaceKind.COUNTRY, PlaceKind.CAPITAL))}
        return tuple(sorted(found, key=lambda p: (not p.own_name, order.get(p.kind, 2), -p.population, p.row)))

    def place(self, row: int) -> GazetteerPlace:
        """The place in a row. Raises IndexError."""
        return self._rows(row, True)

    def country(self, iso3: str) -> GazetteerPlace | None:
        """A country by ISO 3166 alpha-3."""
        row = self._countries().get(iso3)
        return None if row is None else self.place(row)

    def capital(self, iso3: str) -> GazetteerPlace | None:
        """The capital of a country, None where it has none."""
        row = self._capitals().get(iso3)
        return None if row is None else self.place(row)

    def town_country(self, name: str) -> str:
        """ISO3 of the country a name alone points to, empty where it points to none or to several.

        It is the country of the largest place of that name, if that is five times as large as the next in another country.
        """
        largest: dict[str, int] = {}
        for place in self.find(name):
            if place.country:
                weight = (place.population + 500) * (4 if place.own_name else 1) * (20 if place.kind is PlaceKind.COUNTRY else 1)
                largest[place.country] = max(largest.get(place.country, 0), weight)
        ranked = sorted(largest.items(), key=lambda item: -item[1])
        if not ranked or (len(ranked) > 1 and ranked[0][1] < _DOMINANCE * ranked[1][1]):
            return ""
        return ranked[0][0]

    @lru_cache(maxsize=1)  # noqa: B019  gazetteers are few and live as long as the process
    def _countries(self) -> dict[str, int]:
        return {self._split_name(row)[1]: row for row in range(self._first_admin1)}

    @lru_cache(maxsize=1)  # noqa: B019
    def _capitals(self) -> dict[str, int]:
        rows = np.flatnonzero(self._places["kind"] == KINDS.index(PlaceKind.CAPITAL)).tolist()
        return {self.place(row).country: row for row in rows}

    def _split_name(self, row: int) -> tuple[str, str]:
        """The name of a row and, for countries and admin areas, its code."""
        record = self._places[row]
        start = int(record["name"])
        text = bytes(self._names[start : start + int(record["length"])]).decode()
        name, _, code = text.partition("\t")
        return name, code

    def _row(self, row: int, own_name: bool) -> GazetteerPlace:
        identifier, latitude, longitude, population, _, admin1, admin2, country, _, kind = self._places[row].tolist()
        name, _ = self._split_name(row)
        admin1_name, admin1_code = ("", "") if admin1 == NONE else self._split_name(self._first_admin1 + admin1)
        return GazetteerPlace(
            row,
            identifier or None,
            name,
            KINDS[kind],
            "" if country == NONE else self._split_name(country)[1],
            admin1_code,
            admin1_name,
            "" if admin2 == NONE else self._split_name(self._first_admin2 + admin2)[0],
            round(latitude, 5),
            round(longitude, 5),
            population,
            own_name,
        )
