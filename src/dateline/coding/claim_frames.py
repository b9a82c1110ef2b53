"""The states a clause can tell of, read from ``data/claim_states.tsv``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Final

from dateline.fact_tables import Row, table_of, table_rows, words
from dateline.report import Proposition

FILE: Final = "claim_states.tsv"
COLUMNS: Final = "proposition words frame value effect example"


class Frame(StrEnum):
    """How subject and value of a state are read off its predicate."""

    OBJECT = "object"
    PLACE = "place"
    MOVED = "moved"
    OFFICE = "office"
    GIVEN = "given"
    BODY = "body"
    BECOMES = "becomes"
    PHRASE = "phrase"
    ADJECTIVE = "adjective"


@dataclass(frozen=True, slots=True)
class StateFact:
    """What a predicate says: the proposition, how it is read, the words its value may have (prepositions or classes of words), and whether
    the state holds after it."""

    proposition: Proposition
    frame: Frame
    values: tuple[str, ...]
    positive: bool


StateTable = Mapping[str, tuple[StateFact, ...]]
"""Facts by the words of the predicate, in the order of the table."""


@cache
def state_facts() -> StateTable:
    """The table as shipped."""
    return _facts(table_of("dateline.coding", FILE, COLUMNS))


@cache
def phrases() -> frozenset[str]:
    """The nouns that phrases such as "on strike" end in."""
    return frozenset(word.split()[-1] for word, facts in state_facts().items() if any(f.frame is Frame.PHRASE for f in facts))


def read_states(text: str, name: str = FILE) -> StateTable:
    """The table of a text in the form of ``data/claim_states.tsv``. Raises DataError with file, line and reason."""
    return _facts(table_rows(name, text, COLUMNS))


def _facts(rows: Sequence[Row]) -> StateTable:
    found: dict[str, list[StateFact]] = {}
    for row in rows:
        proposition, predicates, frame, value, effect, example = row.cells
        if proposition not in list(Proposition):
            raise row.wrong(f"{proposition!r} is no proposition; expected one of {', '.join(Proposition)}")
        if frame not in list(Frame):
            raise row.wrong(f"{frame!r} is no frame; expected one of {', '.join(Frame)}")
        if effect not in ("begins", "holds", "ends"):
            raise row.wrong(f"{effect!r} is no effect; expected begins, holds or ends")
        if not example:
            raise row.wrong("has no example; every row shows a sentence it holds for")
        if not words(predicates):
            raise row.wrong("has no words")
        fact = StateFact(Proposition(proposition), Frame(frame), words(value) if value != "-" else (), effect != "ends")
        for word in words(predicates):
            if word != word.lower():
                raise row.wrong(f"{word!r} is not in lower case; words are lemmas in lower case")
            found.setdefault(word, []).append(fact)
    return {word: tuple(facts) for word, facts in found.items()}
