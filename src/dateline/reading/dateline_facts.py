"""Facts that tell a dateline from other openings: places, agencies, and labels that are neither."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

from dateline.errors import DataError
from dateline.reading.fact_tables import Row, read_table, words

_PLACES: Final = "dateline_places.tsv"
_WRONG_PLACE: Final = re.compile(r"^(?!#|name\tuse$|$|[^\t\n]+\t(?:town|colon|capitals|region)$).*$", re.MULTILINE)
_SHORTENED_REGION: Final = re.compile(r"^([^\t\n]+\.)\tregion$", re.MULTILINE)
_LETTERS: Final = str.maketrans(
    {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "ı": "i", "đ": "d", "Đ": "D", "æ": "ae", "ß": "ss", "-": " ", "–": " ", "/": " "}
    | dict.fromkeys("'’‘`ʻʼ.")
)
_ACCENTS: Final = re.compile("[\u0300-\u036f]+")
_SPACES: Final = re.compile(" {2,}")


class PlaceUse(StrEnum):
    """How sure the name of a place makes a dateline; see ``data/dateline_places.tsv``."""

    COLON = "colon"
    TOWN = "town"
    CAPITALS = "capitals"
    REGION = "region"


def folded(text: str) -> str:
    """The form in which names of places, agencies and labels are compared: no accents, apostrophes, hyphens, full stops or capitals."""
    plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", text.translate(_LETTERS))).casefold()
    return _SPACES.sub(" ", plain).strip(" ")


def place_use(name: str) -> PlaceUse | None:
    """What is known of a name as a town, else as a region; None where nothing is."""
    uses = _uses(folded(name))
    return next((use for use in PlaceUse if use in uses), None)


def is_region(name: str) -> bool:
    """Whether a name is a country, state, province or territory, abbreviated or not."""
    return PlaceUse.REGION in _uses(folded(name))


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
    return word in _places()[1]


def is_label(name: str) -> bool:
    """Whether the words are a label such as "Breaking" or "Update 2"."""
    return folded(re.sub(r"\s*\d+$", "", name)) in _words_of("label")


def is_particle(word: str) -> bool:
    """Whether a word goes on in small letters within a place's name: "Rio de Janeiro"."""
    return word.lower() in _words_of("particle")


def is_advisory(word: str) -> bool:
    """Whether a word begins an editor's note in brackets: "(Adds quotes)"."""
    return word.lower() in _words_of("advisory")


def keeps_stop(word: str) -> bool:
    """Whether a word keeps its full stop within a place's name: "St.", "D.C.", "Calif."."""
    return word.lower() in _words_of("shortened") or "." in word[:-1] or is_abbreviated_region(word)


@lru_cache(maxsize=4096)
def _uses(name: str) -> frozenset[str]:
    """The uses of a folded name in the table of places."""
    table, found, at = _places()[0], set[str](), 0
    key = f"\n{name}\t"
    while name and (at := table.find(key, at)) >= 0:
        at += len(key)
        found.add(table[at : table.index("\n", at)])
        at -= 1
    return frozenset(found)


@cache
def _places() -> tuple[str, frozenset[str]]:
    """The table of places as one folded text, searched line by line, and the regions that end in a full stop. Raises DataError.

    Eighteen thousand names are folded at once and not put into a dictionary, for most runs look up a handful.
    """
    text = files("dateline.reading").joinpath("data").joinpath(_PLACES).read_text("utf-8")
    if wrong := _WRONG_PLACE.search(text):
        line = text.count("\n", 0, wrong.start()) + 1
        raise DataError(_PLACES, line, f"expected a name, a tab and one of {', '.join(PlaceUse)}, not {wrong.group()[:60]!r}")
    names = _SHORTENED_REGION.findall(text)
    return f"\n{folded(text)}\n", frozenset((*names, *map(str.upper, names)))


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
    kinds = ("label", "particle", "shortened", "advisory")
    rows = read_table("dateline_words.tsv", "kind word")
    for row in rows:
        if row.cells[0] not in kinds:
            raise row.wrong(f"kind must be one of {', '.join(kinds)}, not {row.cells[0]!r}")
    return frozenset(folded(row.cells[1]) if kind == "label" else row.cells[1].lower() for row in rows if row.cells[0] == kind)
