"""Facts that tell a dateline from other openings: places, agencies, and labels that are neither."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from typing import Final

from dateline.errors import DataError
from dateline.reading.fact_tables import Row, read_table, words

_LETTERS_APART: Final = str.maketrans(
    {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "ı": "i", "đ": "d", "Đ": "D", "æ": "ae", "ß": "ss", "-": " ", "–": " ", "/": " "}
)
_DROPPED: Final = re.compile("['’‘`ʻʼ.]")


class PlaceUse(StrEnum):
    """How sure the name of a place makes a dateline; see ``data/dateline_places.tsv``."""

    TOWN = "town"
    COLON = "colon"
    CAPITALS = "capitals"
    REGION = "region"


def folded(name: str) -> str:
    """The form in which names of places, agencies and labels are compared."""
    name = unicodedata.normalize("NFKD", name.translate(_LETTERS_APART))
    return " ".join(_DROPPED.sub("", "".join(c for c in name if not unicodedata.combining(c))).casefold().split())


def place_use(name: str) -> PlaceUse | None:
    """What is known of a name as a town, else as a region; None where nothing is."""
    return _towns().get(folded(name)) or (PlaceUse.REGION if is_region(name) else None)


def is_region(name: str) -> bool:
    """Whether a name is a country, state, province or territory, abbreviated or not."""
    return folded(name) in _regions()


def is_agency(name: str) -> bool:
    """Whether a name, or each of several joined by signs ("Reuters/AFP"), is an agency's."""
    if folded(name) in _agencies():
        return True
    pieces = [piece for piece in re.split(r"\s*(?:/|,|;|&|\+|\band\b|-|–)\s*", name) if piece]
    return len(pieces) > 1 and all(folded(piece) in _agencies() for piece in pieces)


def is_agency_as_written(name: str) -> bool:
    """Whether a name is an agency's in that very spelling or in capitals, as it must be where no bracket marks it."""
    return name in _agency_spellings() and not is_label(name)


def is_agency_alone(name: str) -> bool:
    """Whether an agency's name before a dash is a dateline by itself."""
    return name in _agencies_alone()


def is_abbreviated_region(word: str) -> bool:
    """Whether a word with its full stop is a state or province as agencies shorten it: "Calif.", "Ont."."""
    return word in _places()[2]


def is_label(name: str) -> bool:
    """Whether the words are a label such as "Breaking" or "Update 2"."""
    return folded(re.sub(r"\s*\d+$", "", name)) in _words_of("label")


def is_particle(word: str) -> bool:
    """Whether a word goes on in small letters within a place's name: "Rio de Janeiro"."""
    return word.lower() in _words_of("particle")


def keeps_stop(word: str) -> bool:
    """Whether a word keeps its full stop within a place's name: "St.", "D.C.", "Calif."."""
    return word.lower() in _words_of("shortened") or "." in word[:-1] or is_abbreviated_region(word)


@cache
def _places() -> tuple[Mapping[str, PlaceUse], frozenset[str], frozenset[str]]:
    towns: dict[str, PlaceUse] = {}
    regions: set[str] = set()
    shortened: set[str] = set()
    for row in read_table("dateline_places.tsv", "name use"):
        name, use = row.cells
        try:
            kind = PlaceUse(use)
        except ValueError as problem:
            raise row.wrong(f"use must be one of {', '.join(PlaceUse)}, not {use!r}") from problem
        if kind is PlaceUse.REGION:
            regions.add(folded(name))
            if name.endswith("."):
                shortened.update((name, name.upper()))
        elif towns.get(folded(name)) in (None, PlaceUse.CAPITALS):
            towns[folded(name)] = kind
    if not towns or not regions:
        raise DataError("dateline_places.tsv", 0, "names no towns or no regions; both are needed")
    return towns, frozenset(regions), frozenset(shortened)


def _towns() -> Mapping[str, PlaceUse]:
    return _places()[0]


def _regions() -> frozenset[str]:
    return _places()[1]


@cache
def _agency_spellings() -> frozenset[str]:
    names = [row.cells[0] for row in _agency_rows()]
    for row in read_table("outlets.tsv", "domains name aliases country agency zone"):
        if row.cells[4] == "yes":
            names.extend((row.cells[1], *words(row.cells[2])))
    return frozenset((*names, *map(str.upper, names)))


@cache
def _agency_rows() -> tuple[Row, ...]:
    rows = read_table("agencies.tsv", "name full alone")
    for row in rows:
        if row.cells[2] not in ("yes", "no"):
            raise row.wrong(f"alone must be yes or no, not {row.cells[2]!r}")
    return tuple(rows)


@cache
def _agencies() -> frozenset[str]:
    return frozenset(map(folded, _agency_spellings()))


@cache
def _agencies_alone() -> frozenset[str]:
    names = [row.cells[0] for row in _agency_rows() if row.cells[2] == "yes"]
    return frozenset((*names, *map(str.upper, names)))


@cache
def _words_of(kind: str) -> frozenset[str]:
    kinds = ("label", "particle", "shortened")
    rows = read_table("dateline_words.tsv", "kind word")
    for row in rows:
        if row.cells[0] not in kinds:
            raise row.wrong(f"kind must be one of {', '.join(kinds)}, not {row.cells[0]!r}")
    return frozenset(folded(row.cells[1]) if kind == "label" else row.cells[1].lower() for row in rows if row.cells[0] == kind)
