"""The places a toponym may denote: by its name, as an adjective or people of a country, by the name inside a longer one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import Final

from dateline.fact_tables import table_of
from dateline.knowledge.countries import Naming, Nation, countries
from dateline.knowledge.gazetteer import KINDS, Gazetteer, PlaceKind
from dateline.knowledge.place_names import folded, without_possessive

MOST: Final = 24
"""Candidates kept for one name."""

_COUNTY: Final = re.compile(r"\bCo(?:unty|\.)?$")
_LEADING: Final = re.compile(
    r"^(?:the\s+)?(?:(?:north|south|east|west|central|upper|lower|inner|outer|greater|downtown|old|mid)(?:ern)?"
    r"(?:[- ](?:east|west)(?:ern)?)?"
    r"|northeast(?:ern)?|northwest(?:ern)?|southeast(?:ern)?|southwest(?:ern)?|metro(?:politan)?"
    r"|(?:city|town|village|state|province|republic|region|district|county|port|gulf|university) of)[- ]",
    re.IGNORECASE,
)
_TRAILING: Final = re.compile(
    r"[- ](?:city|town|village|state|province|provinces|region|district|prefecture|governorate|township|twp\.|area|metro|county|"
    r"municipality|island|islands|valley|proper|coast|border|peninsula)$",
    re.IGNORECASE,
)
_SORT_WORDS: Final = {
    PlaceKind.ADMIN2: re.compile(r"\b(?:county|counties|parish|co\.|district|township|borough)\b", re.IGNORECASE),
    PlaceKind.ADMIN1: re.compile(r"\b(?:state|province|region|oblast|governorate|prefecture|territory|department)\b", re.IGNORECASE),
    PlaceKind.CITY: re.compile(r"\b(?:city|town|village|township|city of|town of|village of)\b", re.IGNORECASE),
    PlaceKind.REGION: re.compile(r"\b(?:valley|coast|peninsula|national park|desert)\b", re.IGNORECASE),
}
_SETTLEMENTS: Final = frozenset({PlaceKind.CITY, PlaceKind.CAPITAL, PlaceKind.SECTION})
_WORD: Final = re.compile(r"[^\W_][\w.'’-]*")


@dataclass(slots=True)
class Mention:
    """A toponym in the text, as far as it is understood before the places are compared.

    ``rows`` are candidates: the place's row in the gazetteer and whether the name is its own. ``reading`` says how they were reached:
    "name", "adjective" (of a country, or its people), "part" (by a piece of the name), "inside" (by a town named in a facility's or
    body's name).
    """

    start: int
    end: int
    text: str
    facility: bool = False
    rows: tuple[tuple[int, bool], ...] = ()
    reading: str = ""
    region: int | None = None  # the mention that names the area this one lies in, as in "Paris, Texas"
    sorts: frozenset[PlaceKind] = field(default_factory=frozenset)

    @property
    def form(self) -> str:
        """What mentions of one place share."""
        return folded(without_possessive(self.text))


@cache
def adjectives() -> dict[str, tuple[str, str]]:
    """Adjectives and names of peoples in lower case, to the name of their place and its country's code (empty for a region)."""
    known: dict[str, tuple[str, str]] = {}
    for phrase, nation in countries().phrases():
        if isinstance(nation, Nation) and nation.naming in (Naming.ADJECTIVE, Naming.PEOPLE) and nation.country.last_year is None:
            known.setdefault(phrase.casefold(), (nation.country.name, nation.country.code))
    for row in table_of("dateline.coding", "place_adjectives.tsv", "adjective place country"):
        known[row.cells[0].casefold()] = (row.cells[1], row.cells[2])
    return known


def understand(mention: Mention, gazetteer: Gazetteer, before: str, after: str) -> None:
    """Find the candidates of a mention; ``before`` and ``after`` are some words around it, which may name its sort."""
    name = without_possessive(mention.text).strip()
    words_before, words_after = before.split(), after.split()
    lead = " ".join(words_before[-2:]) if words_before[-1:] == ["of"] else ""
    worded = f"{lead} {name} {words_after[0] if words_after and after[:1].isspace() else ''}"
    mention.sorts = frozenset(kind for kind, pattern in _SORT_WORDS.items() if pattern.search(worded))
    national = adjectives().get(name.casefold()) if name[:1].isupper() else None
    mention.reading = "adjective"
    rows = tuple(_areas(gazetteer, *national)) if national is not None else ()
    if not rows:
        mention.reading = "name"
        rows = _named(name, gazetteer)
    if not rows and _COUNTY.search(name):
        rows = gazetteer.rows(_COUNTY.sub("County", name))
    if not rows:
        mention.reading = "part"
        shorter = _TRAILING.sub("", _LEADING.sub("", name))
        rows = gazetteer.rows(shorter) if shorter and shorter != name else ()
        if not rows and (national := adjectives().get(shorter.casefold())):
            rows = tuple(_areas(gazetteer, *national))
    if not rows and " " in name:
        mention.reading = "inside"
        rows = _inside(name, gazetteer)
    if not rows:
        mention.reading = ""
    mention.rows = rows


def _named(name: str, gazetteer: Gazetteer) -> tuple[tuple[int, bool], ...]:
    """The places of a name in the gazetteer, and the country that the table of countries knows by it."""
    rows = gazetteer.rows(name)
    country = gazetteer.country(_country_names().get(name.casefold(), ""))
    # The table counts divisions and regions as names of their country; those that the gazetteer has stand for themselves.
    areas = gazetteer.records([row for row, own in rows if own])["kind"].tolist()
    if country is None or any(KINDS[kind] not in _SETTLEMENTS for kind in areas):
        return rows
    return ((country.row, True), *(entry for entry in rows if entry[0] != country.row))


@cache
def _country_names() -> dict[str, str]:
    """Names of countries of today in lower case, to their codes."""
    phrases = ((phrase, nation) for phrase, nation in countries().phrases() if isinstance(nation, Nation))
    named = [(p.casefold(), n.country.code) for p, n in phrases if n.naming is Naming.NAME and n.country.last_year is None]
    firsts = {country.name.casefold(): code for code, country in countries().by_code.items()}
    return {name: code for name, code in named if firsts.get(name, code) == code}


def _areas(gazetteer: Gazetteer, name: str, country: str) -> list[tuple[int, bool]]:
    """The area or town that an adjective belongs to: the country itself, else the largest place of the name there."""
    known = countries().by_code.get(country)
    if known is not None and known.name == name:
        found = gazetteer.country(country)
        return [(found.row, True)] if found else []
    places = [p for p in gazetteer.find(name) if p.country == country]
    return [(max(places, key=lambda p: (p.own_name, p.population)).row, True)] if places else []


def _inside(name: str, gazetteer: Gazetteer) -> tuple[tuple[int, bool], ...]:
    """The longest piece of a facility's or body's name that is the own name of a place well known; the first of those of a length."""
    words = [(m.start(), m.end()) for m in _WORD.finditer(name)]
    for length in range(len(words) - 1, 0, -1):
        for first in range(len(words) - length + 1):
            piece = name[words[first][0] : words[first + length - 1][1]]
            if not piece[:1].isupper() or len(piece) < 4:
                continue
            if national := adjectives().get(piece.casefold()):
                return tuple(_areas(gazetteer, *national))
            own = [row for row, own in gazetteer.rows(piece) if own]
            if own and max(gazetteer.records(own)["population"].tolist()) >= 50_000:
                return tuple((row, True) for row in own)
    return ()


def join_regions(mentions: Sequence[Mention], text: str, gazetteer: Gazetteer) -> None:
    """Note which mention stands right behind another as the name of the area it lies in: "Paris, Texas", "Springfield (Ill.)"."""
    wide = {KINDS.index(kind) for kind in (PlaceKind.COUNTRY, PlaceKind.ADMIN1, PlaceKind.ADMIN2)}
    for number, (mention, after) in enumerate(pairwise(mentions)):
        gap = text[mention.end : after.start]
        if re.fullmatch(r"(?:\s*,\s+|\s*\(|,? in (?:the )?)", gap) and after.rows:
            kinds = gazetteer.records([row for row, _ in after.rows])["kind"].tolist()
            if any(kind in wide for kind in kinds):
                mention.region = number + 1
