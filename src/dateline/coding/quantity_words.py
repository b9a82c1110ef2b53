"""What the reader of numbers of people knows: ``data/quantities_words.tsv`` and ``data/quantities_acts.tsv``, read once and checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Final, TypeVar

from dateline.coding.word_classes import past_slips, word_class
from dateline.errors import DataError
from dateline.fact_tables import Row, table_rows, words
from dateline.knowledge.agents import AgentKind, agents

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")

WORDS_FILE: Final = "quantities_words.tsv"
ACTS_FILE: Final = "quantities_acts.tsv"

KINDS: Final = ("killed", "injured", "arrested", "displaced", "crowd")
"""The numbers an event can have, in the order they are given."""

_SETS: Final = frozenset(
    (
        "few",
        "article",
        "to",
        "between",
        "between-and",
        "nobody",
        "no",
        "anybody",
        "any",
        "somebody",
        "both",
        "aged",
        "person-ending",
        "company",
        "collective",
        "thing",
        "instrument",
        "in",
        "when",
        "not-under",
        "attend",
        "draw",
        "gathering",
        "participant",
        "among",
        "together",
        "without",
        "not",
        "following",
        "figure-at",
        "household",
        "afterwards-least",
        "afterwards-about",
    )
)


class Bound(StrEnum):
    """What a phrase before a number makes of it."""

    LEAST = "least"
    ABOVE = "above"
    MOST = "most"
    BELOW = "below"
    NEARLY = "nearly"
    ABOUT = "about"

    def of(self, low: int | None, high: int | None) -> tuple[int | None, int | None]:
        """The bounds that a number between ``low`` and ``high`` has under this phrase."""
        if self in (Bound.LEAST, Bound.ABOVE):
            return low, None
        if self in (Bound.MOST, Bound.BELOW):
            return None, high
        if self is Bound.NEARLY and low is not None and low == high:
            return -(-9 * low // 10), low
        return low, high


@dataclass(frozen=True, slots=True)
class QuantityWords:
    """The words of numbers. Phrases of ``bounds`` are tuples of words; ``sets`` has the classes without a meaning of their own."""

    numbers: Mapping[str, int]
    multipliers: Mapping[str, int]
    vague: Mapping[str, tuple[int, int]]
    bounds: Mapping[tuple[str, ...], Bound]
    afterwards: Mapping[tuple[str, ...], Bound]
    sets: Mapping[str, frozenset[str]]
    kinds: Mapping[str, tuple[str, ...]]
    of_multiplier: Mapping[int, tuple[int, int]]  # what "several" before a multiplier means


class Who(StrEnum):
    """Whom an act's word counts; the data file says what each means."""

    OBJECT = "object"
    PEOPLE = "people"
    SUBJECT = "subject"
    OF = "of"
    STATE = "state"
    FIGURE = "figure"
    ITSELF = "itself"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class QuantityAct:
    """One use of a word that makes a number one of killed, injured or arrested; ``companions`` is empty where it needs none."""

    kind: str
    upos: str
    who: Who
    companions: frozenset[str]


@cache
def quantity_words() -> QuantityWords:
    """The shipped words. Raises DataError with file and line where the file is wrong."""
    return read_quantity_words(_text(WORDS_FILE))


@cache
def quantity_acts() -> Mapping[str, tuple[QuantityAct, ...]]:
    """The shipped acts by lemma, those that need a companion first. Raises DataError with file and line where the file is wrong."""
    return read_quantity_acts(_text(ACTS_FILE))


@cache
def people_words() -> frozenset[str]:
    """Words for people, in lower case and both numbers, from the table of agents."""
    last = (phrase.rpartition(" ")[2].lower() for phrase, agent in agents().phrases() if agent.kind is not AgentKind.BODY)
    return frozenset(last) - quantity_words().sets["thing"]


@cache
def is_person_word(lemma: str) -> bool:
    """Whether a noun is one for a person, by the table of agents or its ending."""
    facts = quantity_words().sets
    if lemma in facts["thing"] or lemma in word_class("time"):
        return False
    return lemma in people_words() or lemma.endswith(tuple(facts["person-ending"]))


def read_quantity_words(text: str) -> QuantityWords:
    """The words of a table's text. Raises DataError with the line of a class or meaning that cannot be, or of a word given twice."""
    numbers: dict[str, int] = {}
    multipliers: dict[str, int] = {}
    vague: dict[str, tuple[int, int]] = {}
    bounds: dict[tuple[str, ...], Bound] = {}
    afterwards: dict[tuple[str, ...], Bound] = {}
    sets: dict[str, frozenset[str]] = {}
    kinds: dict[str, tuple[str, ...]] = {}
    for row in table_rows(WORDS_FILE, text, "class meaning words"):
        name, meaning, members = row.cells[0], row.cells[1], words(row.cells[2])
        _check(row, members)
        if name == "number":
            _put(row, numbers, members, _whole(row, meaning))
        elif name == "multiplier":
            _put(row, multipliers, members, _whole(row, meaning))
        elif name == "vague":
            low, dash, high = meaning.partition("-")
            if not dash:
                raise row.wrong(f"{meaning!r} is no pair of bounds; expected low-high, as in 24-99")
            pair = (_whole(row, low), _whole(row, high))
            if pair[0] > pair[1]:
                raise row.wrong(f"the bounds {meaning} stand the wrong way round; write the lower one first")
            _put(row, vague, members, pair)
        elif name == "kinds":
            unknown = [member for member in members if member not in KINDS]
            if unknown:
                raise row.wrong(f"{unknown[0]!r} is no kind of number; expected some of {', '.join(KINDS)}")
            _put(row, kinds, (meaning,), members)
        elif name in Bound.__members__.values():
            _put(row, bounds, tuple(tuple(member.split()) for member in members), Bound(name))
        elif name in _SETS:
            if name in sets:
                raise row.wrong(f"names the class {name!r} a second time; join the two lines")
            sets[name] = frozenset(members)
            if name.startswith("afterwards-"):
                _put(row, afterwards, tuple(tuple(m.split()) for m in members), Bound(name.removeprefix("afterwards-")))
        else:
            raise row.wrong(f"{name!r} is no class; expected number, multiplier, vague, kinds, {', '.join((*Bound, *sorted(_SETS)))}")
    missing = sorted(_SETS - sets.keys())
    if missing or not (numbers and multipliers and vague and bounds and kinds):
        lacking = repr(missing[0]) if missing else "number, multiplier, vague, kinds or one of the bounds"
        raise DataError(WORDS_FILE, 0, f"lacks the class {lacking}; add a line with it")
    plurals = {value: vague[f"{word}s"] for word, value in multipliers.items() if f"{word}s" in vague}
    return QuantityWords(numbers, multipliers, vague, bounds, afterwards, sets, kinds, plurals)


def read_quantity_acts(text: str) -> dict[str, tuple[QuantityAct, ...]]:
    """The acts of a table's text by lemma. Raises DataError with the line of a cell that cannot be."""
    found: dict[str, list[QuantityAct]] = {}
    for row in table_rows(ACTS_FILE, text, "kind lemmas upos who with"):
        kind, lemmas, upos, who, companions = row.cells
        if kind not in KINDS or (kind == "crowd" and who != Who.FIGURE):
            raise row.wrong(f"{kind!r} is no kind of number here; expected killed, injured, arrested, displaced, or crowd with figure")
        if upos not in ("VERB", "NOUN", "ADJ"):
            raise row.wrong(f"{upos!r} is no word class here; expected VERB, NOUN or ADJ")
        if who not in Who.__members__.values():
            raise row.wrong(f"{who!r} does not say who is counted; expected one of {', '.join(Who)}")
        members = words(lemmas)
        _check(row, members)
        act = QuantityAct(kind, upos, Who(who), frozenset() if companions == "-" else frozenset(words(companions)))
        for lemma in members:
            for form in dict.fromkeys((lemma, *(past_slips(lemma) if upos == "VERB" else ()))):
                found.setdefault(form, []).append(act)
    return {lemma: tuple(sorted(acts, key=lambda act: not act.companions)) for lemma, acts in found.items()}


def _check(row: Row, members: tuple[str, ...]) -> None:
    if not members:
        raise row.wrong("has no words; write them separated by commas")
    for member in members:
        if member != member.lower():
            raise row.wrong(f"{member!r} must be in lower case")


def _put(row: Row, into: dict[_Key, _Value], keys: tuple[_Key, ...], value: _Value) -> None:
    for key in keys:
        if key in into:
            raise row.wrong(f"gives {key!r} a second time; keep one of the two")
        into[key] = value


def _whole(row: Row, meaning: str) -> int:
    if not meaning.isdecimal():
        raise row.wrong(f"{meaning!r} is no whole number; expected digits")
    return int(meaning)


def _text(name: str) -> str:
    return files("dateline.coding").joinpath("data").joinpath(name).read_text("utf-8")
