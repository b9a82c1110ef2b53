"""Countries and organisations by the words that name them: names, adjectives, nationals, capitals, international bodies, parties, groups.

In: ``data/countries.tsv`` and ``data/organizations.tsv``, tables a political scientist can read and edit. Out: :class:`Countries`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from dateline.fact_tables import Row, table_of, words
from dateline.knowledge.agents import SECTORS
from dateline.knowledge.wordings import name_key, plural

INTERNATIONAL = frozenset({"IGO", "UNO", "NGO", "MNC"})
"""Codes that stand in the place of a country for bodies that belong to none."""


class Naming(StrEnum):
    """How a phrase names a country."""

    NAME = "name"
    ADJECTIVE = "adjective"
    PEOPLE = "people"
    SEAT = "seat"


@dataclass(frozen=True, slots=True)
class Country:
    """A country or territory: ISO 3166 alpha-3 code, English name and, for states of the past, the years from and to."""

    code: str
    name: str
    first_year: int | None = None
    last_year: int | None = None


@dataclass(frozen=True, slots=True)
class Nation:
    """A phrase that names a country, and how."""

    country: Country
    naming: Naming


@dataclass(frozen=True, slots=True)
class Organisation:
    """A body known by name: country code (or IGO, UNO, NGO, MNC; empty where none fits) and PLOVER sector, empty where none is settled."""

    name: str
    country: str
    sector: str


class Countries:
    """The two tables. Make one with :func:`countries`."""

    def __init__(self, countries: list[Row], organisations: list[Row]) -> None:
        self.by_code: dict[str, Country] = {}
        self._names: dict[str, str] = {}
        self._phrases: list[tuple[str, Nation | Organisation]] = []
        for row in countries:
            self._country(row)
        for row in organisations:
            self._organisation(row)

    def code(self, name: str) -> str:
        """The code of a country by its name, a variant of it or its capital, empty where it is none."""
        return self._names.get(name_key(name), "")

    def phrases(self) -> Iterator[tuple[str, Nation | Organisation]]:
        """All phrases of the tables with what they name."""
        return iter(self._phrases)

    def _country(self, row: Row) -> None:
        code, name, variants, adjectives, people, seats, first, last = row.cells
        if len(code) != 3 or not code.isupper():
            raise row.wrong(f"code {code!r} is not three capital letters")
        if code in self.by_code:
            raise row.wrong(f"code {code} stands in the table twice")
        if not name:
            raise row.wrong(f"{code} has no name")
        country = Country(code, name, _year(row, first), _year(row, last))
        self.by_code[code] = country
        for naming, phrases in (
            (Naming.NAME, (name, *words(variants))),
            (Naming.ADJECTIVE, words(adjectives)),
            (Naming.PEOPLE, _people(words(adjectives), words(people))),
            (Naming.SEAT, words(seats)),
        ):
            for phrase in phrases:
                if not name_key(phrase):
                    raise row.wrong(f"{phrase!r} has no letters")
                self._phrases.append((phrase, Nation(country, naming)))
                if naming in (Naming.NAME, Naming.SEAT):
                    self._names.setdefault(name_key(phrase), code)

    def _organisation(self, row: Row) -> None:
        name, aliases, code, sector = row.cells
        if code and code not in self.by_code and code not in INTERNATIONAL:
            raise row.wrong(f"country {code!r} is neither in countries.tsv nor one of {', '.join(sorted(INTERNATIONAL))}")
        if sector and sector not in SECTORS:
            raise row.wrong(f"sector {sector!r} is no PLOVER sector; expected one of {', '.join(sorted(SECTORS))}")
        body = Organisation(name, code, sector)
        for phrase in (name, *words(aliases)):
            if not name_key(phrase):
                raise row.wrong(f"{phrase!r} has no letters")
            self._phrases.append((phrase, body))


def _people(adjectives: tuple[str, ...], people: tuple[str, ...]) -> Iterator[str]:
    """Nationals: the nouns of the table with their plurals, and plurals of adjectives that are nouns, too ("Afghans", not "Swisses")."""
    for noun in people:
        yield noun
        if not noun.endswith(("men", "s")):
            yield plural(noun)
    for adjective in adjectives:
        if not adjective.endswith(("ese", "ish", "ch", "s", "ss", "sh", "Khmer")):
            yield adjective + "s"


def _year(row: Row, cell: str) -> int | None:
    if not cell:
        return None
    if not cell.isdigit() or len(cell) != 4:
        raise row.wrong(f"year {cell!r} is not a year of four digits")
    return int(cell)


@cache
def countries() -> Countries:
    """The shipped tables, loaded once. Raises :class:`dateline.errors.DataError` with file and line where they are wrong."""
    return Countries(
        table_of("dateline.knowledge", "countries.tsv", "code name variants adjectives people seats from to"),
        table_of("dateline.knowledge", "organizations.tsv", "name aliases country sector"),
    )
