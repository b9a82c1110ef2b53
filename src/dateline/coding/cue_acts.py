"""What a cue does with what it introduces, from ``data/cue_acts.tsv``: "denied" denies, "hopes" hopes, "claimed" asserts at a distance.

The acts are speech acts and attitudes after Searle (1976) cut to what a reader of news needs; certainty and polarity are those of
FactBank (Saurí and Pustejovsky 2009), told for the source of the cue, not for the report.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Final, TypeVar

from dateline.coding.word_classes import ComplementKind, word_class
from dateline.fact_tables import Row, table_of, table_rows, words
from dateline.report import Act, Certainty

FILE: Final = "cue_acts.tsv"
DENIED_FILE: Final = "cue_acts_denied.tsv"
COLUMNS: Final = "patterns upos complement act certainty polarity reporter example"
ANY: Final = "any"
GAP: Final = 3
"""Words at most between two words of a pattern: "called once more for"."""

_TAGS: Final = ("VERB", "ADJ", "NOUN", "ADP", "ADV")
_Choice = TypeVar("_Choice", bound=StrEnum)


class Reporter(StrEnum):
    """What the report makes of what a cue introduces."""

    NEUTRAL = "neutral"
    ENDORSES = "endorses"
    DISTANCES = "distances"


@dataclass(frozen=True, slots=True)
class CueFact:
    """What a cue does: the act, how sure the source is, whether it holds the content true, and what the report makes of it."""

    act: Act
    certainty: Certainty
    positive: bool
    reporter: Reporter

    def denied(self) -> CueFact:
        """What the same cue does where it is negated: "does not believe"."""
        certainty, turns = _denials()[self.act]
        return CueFact(self.act, certainty or self.certainty, self.positive is not turns, self.reporter)


CueTable = Mapping[tuple[str, str, str], CueFact]
"""Facts by pattern, part of speech and complement."""


@dataclass(frozen=True, slots=True)
class CueReading:
    """The fact that holds for a cue, and the words (counted within the cue) of its pattern, the head first."""

    fact: CueFact
    words: tuple[int, ...]


def cue_reading(lemmas: Sequence[str], tags: Sequence[str], complement: ComplementKind | None = None) -> CueReading | None:
    """The row that holds for the words of a cue, None where the table has none.

    Verbs go before adjectives, nouns, prepositions and adverbs, the first of a kind before later ones, but a verb of seeming only where
    nothing follows it ("appeared to deny" denies); of a word's patterns the longest counts.
    """
    best: tuple[tuple[int, int, int], CueReading] | None = None
    patterns = _patterns()
    for place, (lemma, tag) in enumerate(zip(lemmas, tags, strict=True)):
        upos = "VERB" if tag == "AUX" else "NOUN" if tag == "PROPN" else tag
        for pattern in patterns.get(lemma, ()):
            found = _matched(pattern, lemmas, place)
            fact = _fact(" ".join(pattern), upos, complement) if found else None
            if found is None or fact is None:
                continue
            seeming = lemma in word_class("seeming") and len(pattern) == 1
            rank = (_TAGS.index(upos) + (len(_TAGS) if seeming else 0), -len(pattern), place)
            if best is None or rank < best[0]:
                best = rank, CueReading(fact, found)
    return best[1] if best else None


def cue_fact(pattern: str, upos: str, complement: ComplementKind | None = None, *, exact: bool = False) -> CueFact | None:
    """The fact of one pattern ("call for") with a part of speech and what it introduces; None where the table has none, with ``exact``
    none for this very complement (a noun's or adjective's row of "any" counts as exact)."""
    if exact and complement is not None:
        table = _table()
        other = table.get((pattern, upos, ANY)) if upos != "VERB" else None
        return table.get((pattern, upos, complement)) or other
    return _fact(pattern, upos, complement)


def _fact(pattern: str, upos: str, complement: ComplementKind | None) -> CueFact | None:
    table = _table()
    exact = table.get((pattern, upos, complement)) if complement is not None else None
    if exact is None and complement is None:
        exact = table.get((pattern, upos, ComplementKind.CLAUSE))
    return exact or table.get((pattern, upos, ANY)) or table.get((pattern, upos, ComplementKind.CLAUSE))


def _matched(pattern: Sequence[str], lemmas: Sequence[str], place: int) -> tuple[int, ...] | None:
    found = [place]
    for word in pattern[1:]:
        following = range(found[-1] + 1, min(len(lemmas), found[-1] + 2 + GAP))
        here = next((i for i in following if lemmas[i] == word), None)
        if here is None:
            return None
        found.append(here)
    return tuple(found)


@cache
def _patterns() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """All patterns by their first word, longest first."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for pattern, _, _ in _table():
        parts = tuple(pattern.split())
        found.setdefault(parts[0], set()).add(parts)
    return {first: tuple(sorted(patterns, key=lambda p: (-len(p), p))) for first, patterns in found.items()}


@cache
def _table() -> CueTable:
    return _facts(table_of("dateline.coding", FILE, COLUMNS))


def read_cue_acts(text: str, name: str = FILE) -> CueTable:
    """The table of a text in the form of ``data/cue_acts.tsv``. Raises DataError with file, line and reason."""
    return _facts(table_rows(name, text, COLUMNS))


def _facts(rows: Sequence[Row]) -> CueTable:
    found: dict[tuple[str, str, str], CueFact] = {}
    for row in rows:
        patterns, upos, complements, act, certainty, polarity, reporter, example = row.cells
        if upos not in _TAGS:
            raise row.wrong(f"{upos!r} is no part of speech of a cue; expected one of {', '.join(_TAGS)}")
        if polarity not in ("positive", "negative"):
            raise row.wrong(f"{polarity!r} is no polarity; expected positive or negative")
        if not example:
            raise row.wrong("has no example; every row shows a sentence it holds for")
        fact = CueFact(
            _choice(row, Act, act, "act"),
            _choice(row, Certainty, certainty, "certainty"),
            polarity == "positive",
            _choice(row, Reporter, reporter, "stand of the report"),
        )
        kinds = words(complements)
        if not kinds or any(kind != ANY and kind not in list(ComplementKind) for kind in kinds):
            raise row.wrong(f"{complements!r} names no complements; expected some of {', '.join(ComplementKind)}, {ANY}")
        if not words(patterns):
            raise row.wrong("has no patterns")
        for pattern in words(patterns):
            if pattern != pattern.lower():
                raise row.wrong(f"{pattern!r} is not in lower case; patterns are lemmas in lower case")
            for kind in kinds:
                if (pattern, upos, kind) in found:
                    raise row.wrong(f"{pattern!r} ({upos}, {kind}) stands in the table twice")
                found[pattern, upos, kind] = fact
    return found


@cache
def _denials() -> Mapping[Act, tuple[Certainty | None, bool]]:
    """For each act the certainty where its cue is negated (None: as it was), and whether the polarity turns."""
    found: dict[Act, tuple[Certainty | None, bool]] = {}
    rows = table_of("dateline.coding", DENIED_FILE, "act certainty polarity")
    for row in rows:
        act, certainty, polarity = row.cells
        if polarity not in ("keep", "turn"):
            raise row.wrong(f"{polarity!r} is not keep or turn")
        found[_choice(row, Act, act, "act")] = (
            None if certainty == "keep" else _choice(row, Certainty, certainty, "certainty"),
            polarity == "turn",
        )
    for act in Act:
        if act not in found:
            raise rows[-1].wrong(f"the table ends without the act {act}")
    return found


def _choice(row: Row, choices: type[_Choice], value: str, name: str) -> _Choice:
    try:
        return choices(value)
    except ValueError:
        raise row.wrong(f"{value!r} is no {name}; expected one of {', '.join(choices)}") from None
