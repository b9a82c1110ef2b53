"""A full GeoNames dump made into a gazetteer (:class:`dateline.knowledge.gazetteer.Gazetteer`).

The forms are GeoNames' own (https://download.geonames.org/export/dump/readme.txt): ``allCountries.txt`` or a country's file with 19
columns,
``admin1CodesASCII.txt`` and ``admin2Codes.txt`` with 4, ``alternateNamesV2.txt`` with 10. The dump is read twice:
first for countries and their divisions, to which the other places point by number, then for the rest, so that only rows of numbers are
held in memory.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Final

import numpy as np

from dateline.errors import DataError
from dateline.fact_tables import table_of
from dateline.knowledge.dump_files import Account, dump_lines
from dateline.knowledge.gazetteer import INDEX_BITS, KINDS, NONE, ROW, PlaceKind
from dateline.knowledge.imported import Imported, Kind, replacing, write_about
from dateline.knowledge.place_names import folded, name_key

_COLUMNS: Final = 19
_MOST_ROWS: Final = 1 << INDEX_BITS
_LONGEST: Final = 255
_NAMED_TIMES: Final = 1000
"""What each further name of a sea or mountain adds to the measure of how well known it is, which towns have in their inhabitants."""

_NO_LANGUAGES: Final = frozenset({"link", "wkdt", "post", "iata", "icao", "faac", "unlc", "tcid", "abbr", "phon", "piny"})
"""What alternateNamesV2 has in the column of languages that is no name people write."""


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of the dump."""

    id: int
    name: str
    others: tuple[str, ...]
    latitude: float
    longitude: float
    kind: PlaceKind
    country: str
    admin1: str
    admin2: str
    population: int


@dataclass(slots=True)
class _Made:
    """The gazetteer as it grows."""

    rows: list[np.ndarray[tuple[int], np.dtype[np.void]]] = field(default_factory=list)
    count: int = 0
    names: bytearray = field(default_factory=bytearray)
    index: array[int] = field(default_factory=lambda: array("Q"))
    countries: dict[str, int] = field(default_factory=dict)
    admin1: dict[str, int] = field(default_factory=dict)
    admin2: dict[str, int] = field(default_factory=dict)

    def add(self, line: _Line, code: str, own: Iterable[str]) -> None:
        """One more place; ``code`` is kept with the names of countries and divisions."""
        label = f"{line.name}\t{code}" if code else line.name
        size = len(label.encode())
        areas = (
            self.admin1.get(f"{line.country}.{line.admin1}", NONE),
            self.admin2.get(f"{line.country}.{line.admin1}.{line.admin2}", NONE),
            self.countries.get(line.country, NONE),
        )
        row = np.zeros(1, ROW)
        row[0] = (line.id, line.latitude, line.longitude, line.population, len(self.names), *areas, size, KINDS.index(line.kind))
        self.rows.append(row)
        self.names += label.encode()
        forms = {folded(name) for name in own} - {""}
        for form in forms | {folded(name) for name in line.others} - {""}:
            self.index.append(name_key(form) << (INDEX_BITS + 1) | (form in forms) << INDEX_BITS | self.count)
        self.count += 1
        if len(self.rows) >= 1 << 16:
            self.rows = [np.concatenate(self.rows)]


def import_geonames(
    dump: Path, alternate_names: Path | None = None, admin1: Path | None = None, admin2: Path | None = None
) -> tuple[Imported, Account]:
    """Replace the imported gazetteer by one made of a dump, and say what was left out.

    ``alternate_names`` is ``alternateNamesV2``, from which English names come that make a place's own; ``admin1`` and ``admin2`` are the
    files of
    the divisions' names. Raises :class:`dateline.DataError` where a file cannot be read or the dump holds no place.
    """
    account = Account()
    english = _english_names(alternate_names, account) if alternate_names is not None else {}
    made = _Made()
    _areas(made, dump, admin1, admin2, english, account)
    for line in _lines(dump, account, areas=False):
        if made.count >= _MOST_ROWS:
            raise DataError(str(dump), 0, f"holds more than {_MOST_ROWS:,} places; give a part of the dump")
        made.add(line, "", {line.name, *english.get(line.id, ())})
    if not made.count:
        raise DataError(str(dump), 0, "holds no place; expected GeoNames' allCountries.txt or a country's file, 19 columns parted by tabs")
    with replacing(Kind.GEONAMES) as folder:
        index = np.unique(np.frombuffer(made.index, np.uint64))
        np.save(folder / "places.npy", np.concatenate(made.rows))
        np.save(folder / "index.npy", index)
        (folder / "names.bin").write_bytes(bytes(made.names))
        digest = blake2b(index.tobytes() + bytes(made.names), digest_size=4).hexdigest()
        piece = Imported(Kind.GEONAMES, f"{_day_of(dump)} {digest}", dump.name, made.count, account.total)
        write_about(folder, piece)
    return piece, account


def _areas(
    made: _Made, dump: Path, admin1: Path | None, admin2: Path | None, english: dict[int, tuple[str, ...]], account: Account
) -> None:
    """Countries, then first-order, then second-order divisions: in the gazetteer they stand before all other places, in this order."""
    found: dict[PlaceKind, list[_Line]] = {PlaceKind.COUNTRY: [], PlaceKind.ADMIN1: [], PlaceKind.ADMIN2: []}
    for line in _lines(dump, account, areas=True):
        found[line.kind].append(line)
    for line in found[PlaceKind.COUNTRY]:
        if line.country not in made.countries:
            made.countries[line.country] = len(made.countries)
            made.add(line, line.country, {line.name, *english.get(line.id, ())})
    for kind, numbers, path in ((PlaceKind.ADMIN1, made.admin1, admin1), (PlaceKind.ADMIN2, made.admin2, admin2)):
        names = _division_names(path, 1 if kind is PlaceKind.ADMIN1 else 2, account) if path is not None else {}
        for line in found[kind]:
            key = f"{line.country}.{line.admin1}" if kind is PlaceKind.ADMIN1 else f"{line.country}.{line.admin1}.{line.admin2}"
            if key in numbers or len(numbers) >= NONE:
                continue
            numbers[key] = len(numbers)
            own = {line.name, *english.get(line.id, ()), *names.get(key, ())}
            made.add(line, line.admin1 if kind is PlaceKind.ADMIN1 else line.admin2, own)


def _lines(dump: Path, account: Account, *, areas: bool) -> Iterator[_Line]:
    """The countries and divisions of a dump, or all its other places. What is wrong with a line is told in the second reading."""
    with dump_lines(dump) as lines:
        for number, text in lines:
            try:
                line = _read(text)
            except ValueError as error:
                if not areas:
                    account.skip(str(error), dump.name, number)
                continue
            if line is not None and areas == (line.kind in (PlaceKind.COUNTRY, PlaceKind.ADMIN1, PlaceKind.ADMIN2)):
                yield line


def _read(text: str) -> _Line | None:
    """A line of the dump, None where it is of a class that the gazetteer does not hold. Raises ValueError with the reason."""
    cells = text.split("\t")
    if len(cells) != _COLUMNS:
        raise ValueError(f"not {_COLUMNS} columns")
    kind = feature_kinds().get(f"{cells[6]}.{cells[7]}") or feature_kinds().get(f"{cells[6]}.*")
    if kind is None:
        return None
    if not cells[0].isdecimal() or not 0 < int(cells[0]) < 1 << 32:
        raise ValueError("no geonameid")
    try:
        latitude, longitude = float(cells[4]), float(cells[5])
    except ValueError:
        raise ValueError("no coordinates") from None
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise ValueError("coordinates off the earth")
    name = cells[1].strip()
    if not name or len(name.encode()) > _LONGEST - 24:
        raise ValueError("no name" if not name else "too long a name")
    country = alpha3().get(cells[8], "")
    if not country and kind in (PlaceKind.COUNTRY, PlaceKind.ADMIN1, PlaceKind.ADMIN2):
        raise ValueError("a division of no known country")
    population = int(cells[14]) if cells[14].isdecimal() else 0
    others = tuple(other for other in (cells[2], *cells[3].split(",")) if other)
    if not population and cells[6] not in "AP":
        population = _NAMED_TIMES * len(others)
    return _Line(int(cells[0]), name, others, latitude, longitude, kind, country, cells[10], cells[11], min(population, 2**32 - 1))


def _division_names(path: Path, dots: int, account: Account) -> dict[str, tuple[str, ...]]:
    """Names of divisions by "USA.TX" or "USA.TX.113", from the file of their codes."""
    found: dict[str, tuple[str, ...]] = {}
    with dump_lines(path) as lines:
        for number, text in lines:
            cells = text.split("\t")
            country, _, rest = cells[0].partition(".")
            if len(cells) != 4 or cells[0].count(".") != dots or country not in alpha3():
                account.skip("no division's code and name", path.name, number)
                continue
            found[f"{alpha3()[country]}.{rest}"] = tuple(name for name in cells[1:3] if name)
    return found


def _english_names(path: Path, account: Account) -> dict[int, tuple[str, ...]]:
    """Preferred and short English names by geonameid; historic and colloquial ones stay among the others."""
    found: dict[int, tuple[str, ...]] = {}
    with dump_lines(path) as lines:
        for number, text in lines:
            cells = text.split("\t")
            if len(cells) < 4 or not cells[1].isdecimal():
                account.skip("no alternate name", path.name, number)
                continue
            marks = [cell == "1" for cell in (*cells[4:8], "", "", "", "")[:4]]
            preferred, short, colloquial, historic = marks
            if cells[2] == "en" and cells[2] not in _NO_LANGUAGES and (preferred or short) and not (colloquial or historic) and cells[3]:
                found[int(cells[1])] = (*found.get(int(cells[1]), ()), cells[3])
    return found


def _day_of(dump: Path) -> str:
    """The day the dump's file was last written, which a download keeps as the day of publication."""
    return date.fromtimestamp(dump.stat().st_mtime).isoformat()


@cache
def alpha3() -> dict[str, str]:
    """ISO 3166-1 alpha-3 codes by alpha-2. Raises :class:`dateline.DataError` where the table is wrong."""
    return {row.cells[0]: row.cells[1] for row in table_of("dateline.knowledge", "country_codes.tsv", "alpha2 alpha3")}


@cache
def feature_kinds() -> dict[str, PlaceKind]:
    """What GeoNames' feature codes are here: "P.PPLC" a capital, "P.*" any other populated place a city. Raises
    :class:`dateline.DataError`."""
    found = {}
    for row in table_of("dateline.knowledge", "geonames_features.tsv", "kind codes"):
        if row.cells[0] not in PlaceKind.__members__.values():
            raise row.wrong(f"{row.cells[0]!r} is no kind of place; expected one of {', '.join(PlaceKind)}")
        for code in row.cells[1].split(","):
            found[code.strip()] = PlaceKind(row.cells[0])
    return found
