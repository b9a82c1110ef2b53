"""What a rule's meaning works with: the parts it matched, the story's timeline so far, and the result it gives."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from dateline.coding.times_rules import Found
from dateline.coding.times_tense import Tense, TenseFinder
from dateline.coding.times_words import ClassedText, Lexicon

_NEAR: Final = 400  # characters within which an expression can lean on the one before it

_QUARTER: Final = r"(\d{4})-Q(\d)"
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d(?=T|$)")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an expression means: TIMEX3 type and value, its anchor, and the edge ("START", "MID", "END") that narrows its bounds.

    ``start`` and ``end`` are set where the meaning belongs to fewer words than the rule matched. ``bounded`` is False for values whose
    place on the calendar is not known (a fiscal year).
    """

    type: str
    value: str
    anchor: str = ""
    edge: str = ""
    bounded: bool = True
    start: int | None = None
    end: int | None = None


@dataclass(slots=True)
class Timeline:
    """The story's time: ``day`` and ``now`` of its publication where it was written, and the expressions resolved so far."""

    day: date | None
    now: datetime | None
    year: int | None
    origin: str
    tenses: TenseFinder
    said: list[tuple[int, str, str]] = field(default_factory=list)  # (end, type, value)
    counted: bool = False
    first_quarter: tuple[int, int] | None = None

    def last_day(self, at: int, within: int = _NEAR) -> date | None:
        """The day last spoken of, at most ``within`` characters before ``at``."""
        for end, sort, value in reversed(self.said):
            if at - end > within:
                return None
            if sort in ("DATE", "TIME") and (found := _DAY.match(value)):
                return date.fromisoformat(found.group())
        return None

    def last(self, pattern: str, at: int, within: int = _NEAR) -> re.Match[str] | None:
        """The value last spoken of that begins as ``pattern`` says."""
        for end, sort, value in reversed(self.said):
            if at - end > within:
                return None
            if sort in ("DATE", "TIME") and (found := re.match(pattern, value)):
                return found
        return None

    def leaning(self, at: int, within: int = _NEAR) -> bool:
        """Whether the expression last spoken of was itself counted from another: "a year earlier" twice in a row means the same year."""
        return bool(self.said) and at - self.said[-1][0] <= within and self.counted

    def quarter(self, at: int, within: int) -> tuple[int, int] | None:
        """The quarter a business report is about: the first one it speaks of, where a quarter was spoken of within so many characters."""
        return self.first_quarter if self.last(_QUARTER, at, within) is not None else None

    def add(self, end: int, meaning: Meaning, *, counted: bool) -> None:
        """Remember an expression that ends at ``end``; ``counted`` says that it was counted in units from a point ("a year earlier")."""
        self.said.append((end, meaning.type, meaning.value))
        self.counted = counted
        if self.first_quarter is None and meaning.type == "DATE" and (found := re.match(_QUARTER, meaning.value)):
            self.first_quarter = int(found[1]), int(found[2])


@dataclass(frozen=True, slots=True)
class Frame:
    """One match of a rule in a text, read through the lexicon."""

    found: Found
    words: ClassedText
    lexicon: Lexicon
    timeline: Timeline

    @property
    def start(self) -> int:
        """Where the expression begins in the text."""
        return self.words.starts[self.found.first]

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.words.ends[self.found.last - 1]

    def has(self, part: str) -> bool:
        """Whether the rule matched a part."""
        return part in self.found.parts

    def said(self, part: str) -> tuple[str, ...]:
        """The words of a part in lower case, () where it was not matched."""
        first, last = self.found.parts.get(part, (0, 0))
        return tuple(self.words.word(number).lower() for number in range(first, last))

    def all_words(self) -> tuple[str, ...]:
        """All words of the expression in lower case."""
        return tuple(self.words.word(number).lower() for number in range(self.found.first, self.found.last))

    def value(self, part: str) -> str:
        """What a part means: the value of its first word of the class that the part is named for. Raises KeyError where it has none."""
        words = self.said(part)
        return self.lexicon.value(next((word for word in words if self.is_of(word, part)), words[-1]), part)

    def is_title(self, part: str) -> bool:
        """Whether a part is written with a capital after a capitalised word, as in names of programmes ("60 Minutes", "USA Today")."""
        number = self.found.parts[part][0]
        if not self.words.word(number)[:1].isupper() or self.words.word(number).isupper() or number == 0:
            return False
        before = self.words.word(number - 1)
        return before[:1].isupper() or before[:1].isdigit()

    def is_of(self, word: str, of: str) -> bool:
        """Whether a word is of a class."""
        return (of, word) in self.lexicon.values

    def before(self, count: int = 1) -> str:
        """The word so many words before the expression, in lower case; empty at the beginning of a paragraph."""
        number = self.found.first - count
        return "" if number < 0 or self.words.kinds[number] == "\n" else self.words.word(number).lower()

    def after(self, count: int = 1) -> str:
        """The word so many words after the expression, in lower case; empty at the end."""
        number = self.found.last + count - 1
        return "" if number >= len(self.words.kinds) or self.words.kinds[number] == "\n" else self.words.word(number).lower()

    def tense(self) -> Tense:
        """The tense beside the expression."""
        return self.timeline.tenses.at(self.start, self.end)

    def edge(self) -> str:
        """As in "START", "MID" or "END" where the expression names only that end of its stretch."""
        for of in ("start", "close", "mid", "begin", "end"):
            for part in ("edge", "phase"):
                for word in self.said(part):
                    if self.is_of(word, of):
                        return self.lexicon.value(word, of)
            if self.has(of):
                return self.value(of)
        return "MID" if "middle" in (*self.said("edge"), *self.said("phase")) else ""

    def offset(self, part: str) -> int:
        """-1 for "last", 1 for "next", 0 for "this" or "current" among the words of a part."""
        words = self.said(part)
        if any(self.is_of(word, "next") for word in words):
            return 1
        return -1 if any(self.is_of(word, "last") for word in words) else 0


Sense = Callable[[Frame], Meaning | None]

_SENSES: Final[dict[str, Sense]] = {}


def sense(function: Sense) -> Sense:
    """Make a function the meaning that rules name by its name."""
    _SENSES[function.__name__] = function
    return function


def sense_named(name: str) -> Sense:
    """The meaning of that name. Raises KeyError."""
    return _SENSES[name]


def sense_names() -> frozenset[str]:
    """The meanings that rules can name."""
    return frozenset(_SENSES)
