"""Meanings of durations and sets: how long, and how often."""

from __future__ import annotations

import re
from typing import Final

from dateline.coding.times_frame import Frame, Meaning, sense

_CLOCK_UNITS: Final = frozenset(("H", "MIN", "S"))
_LETTER: Final = {"MIN": "M"}
_MULTIPLES: Final = {"Q": ("M", 3), "DE": ("Y", 10), "CE": ("Y", 100), "2W": ("W", 2)}
_SMALLER: Final = {"Y": ("M", 12), "H": ("M", 60), "MIN": ("S", 60)}
_SUBJECTS: Final = frozenset(("i", "you", "he", "she", "it", "we", "they", "who", "will", "would", "could", "may", "might", "can"))
_MOST: Final = 10**9  # a count past any sense

# What stands before "a year" where it says how often: "$3 million a year", "four flights a week", "twice a day", "5 percent a month".
_RATE_WORDS: Final = re.compile(r"(?:million|billion|trillion|thousand|hundred|dozen|percent|%|once|twice|times|\d[\d,.]*|.*[^s]s)$")
_NO_RATE: Final = frozenset(
    (
        "is",
        "was",
        "has",
        "as",
        "his",
        "its",
        "this",
        "takes",
        "lasts",
        "lets",
        "needs",
        "us",
        "plus",
        "thus",
        "perhaps",
        "always",
        "spends",
        "marks",
        "gives",
        "wants",
        "yes",
        "less",
        "across",
        "besides",
        "towards",
        "it's",
    )
)


def amount_of(frame: Frame) -> float | None:
    """The number of units an expression states, None where it leaves it open ("several")."""
    if frame.has("few"):
        return None
    if frame.has("one") and not frame.has("num"):
        return 1.5 if frame.has("half") else 1.0
    if not frame.has("num"):
        return None
    count = number_of(frame, "num")
    return count + 0.5 if count is not None and frame.has("half") and "half" not in frame.said("num")[:1] else count


def number_of(frame: Frame, part: str) -> float | None:
    """The number that a part's words or figures state, None where they state none."""
    total, found = 0.0, False
    for word in frame.said(part):
        if re.fullmatch(r"\d+(?:,\d{3})*(?:\.\d+)?", word):
            total, found = float(word.replace(",", "")), True
        elif re.fullmatch(r"\d/\d", word):
            total, found = total + int(word[0]) / int(word[2]), True
        elif frame.is_of(word, "number"):
            total, found = total + float(frame.lexicon.value(word, "number")), True
        elif frame.is_of(word, "couple"):
            total, found = 2.0, True
        elif frame.is_of(word, "scale"):
            total, found = max(total, 1.0) * float(frame.lexicon.value(word, "scale")), True
    return total if found and total < _MOST else None


def length_value(unit: str, count: float | None) -> str:
    """The TIMEX3 value of so many units: ("Y", 2.5) -> "P2Y6M", ("H", 4) -> "PT4H", ("W", None) -> "PXW", ("DE", 2) -> "P20Y"."""
    head = "PT" if unit in _CLOCK_UNITS else "P"
    if count is None:
        return f"{head}X{_LETTER.get(unit, unit)}"
    if unit in _MULTIPLES:
        unit, times = _MULTIPLES[unit]
        count *= times
    whole, rest = int(count), count - int(count)
    letter = _LETTER.get(unit, unit)
    if not rest:
        return f"{head}{whole}{letter}"
    if unit in _SMALLER:
        smaller, times = _SMALLER[unit]
        return f"{head}{whole or ''}{letter if whole else ''}{round(rest * times)}{smaller}"
    if unit == "D" and not whole:
        return f"PT{round(rest * 24)}H"
    return f"{head}{count:.3f}".rstrip("0") + letter


def _unit(frame: Frame) -> str:
    return frame.value("units") if frame.has("units") else frame.value("unit")


@sense
def duration(frame: Frame) -> Meaning | None:
    """As in "two weeks", "several years", "the past four months", "weeks"."""
    unit = _unit(frame)
    if frame.is_title("units" if frame.has("units") else "unit"):
        return None
    if frame.has("num") and number_of(frame, "num") is None:
        return Meaning("DURATION", "", "a number past any sense")
    if unit == "D" and frame.said("num") == ("one",) and frame.before() in _SUBJECTS:
        return None  # "he one day followed": some day
    if unit == "S" and not frame.has("units"):
        return None  # "one second", "a third second": seconds in the singular are ordinals more often than not
    if "long" in frame.all_words():
        return Meaning("DURATION", length_value(unit, 1 if frame.has("unit") else None))
    return Meaning("DURATION", length_value(unit, amount_of(frame)))


@sense
def adjective_duration(frame: Frame) -> Meaning | None:
    """As in "two-week", "30-year"; not the age of "a 12-year-old"."""
    if frame.after() == "-" or frame.has("few") or number_of(frame, "num") is None:
        return Meaning("DURATION", length_value(_unit(frame), None)) if frame.has("few") else None
    start = frame.words.starts[frame.found.parts["num"][0]] if frame.has("num") else None
    return Meaning("DURATION", length_value(_unit(frame), amount_of(frame)), start=start)


@sense
def one_unit(frame: Frame) -> Meaning | None:
    """As in "a year" as a length, or, after what is counted ("$3 million a year"), as how often."""
    unit = _unit(frame)
    if unit in ("S", "Q", "2W", "WE"):
        return None
    before = frame.before()
    one = frame.said("one")
    if one == ("a",) and not frame.has("half") and unit != "CE" and _RATE_WORDS.match(before) and before not in _NO_RATE:
        return Meaning("SET", length_value(unit, 1), "stands after what is counted")
    return Meaning("DURATION", length_value(unit, amount_of(frame)))


@sense
def half_unit(frame: Frame) -> Meaning | None:
    """As in "half an hour", "half a century"."""
    unit = frame.value("unit")
    if unit in ("S", "Q", "W", "M", "WE", "2W"):
        return None
    return Meaning("DURATION", length_value(unit, 0.5) if unit not in ("DE", "CE") else f"P{5 if unit == 'DE' else 50}Y")


@sense
def vague_units(frame: Frame) -> Meaning | None:
    """As in "recent years", "coming weeks": how long is left open, and so the reference is as vague as "recently"."""
    behind = frame.has("recent") or frame.has("last")
    return Meaning("DATE", "PAST_REF" if behind else "FUTURE_REF", "how long is left open")


@sense
def vague_unit(frame: Frame) -> Meaning | None:
    """As in "a year or two": a few of the unit."""
    return Meaning("DURATION", length_value(frame.value("unit"), None))


@sense
def every(frame: Frame) -> Meaning | None:
    """As in "every week", "each July", "Mondays", "every night", "once a month"."""
    part = ""
    for of in ("part", "parts"):
        if frame.has(of):
            part = f"T{frame.value(of)}"
    for of in ("weekday", "weekdays"):
        if frame.has(of):
            word = frame.said(of)[-1]
            return Meaning("SET", f"XXXX-WXX-{frame.lexicon.value(word, of)}{part}")
    if frame.has("month"):
        return Meaning("SET", f"XXXX-{int(frame.value('month')):02}")
    if frame.has("season"):
        return Meaning("SET", f"XXXX-{frame.value('season')}")
    if part:
        return Meaning("SET", f"XXXX-XX-XX{part}")
    count = 2.0 if "other" in frame.all_words() else number_of(frame, "num") if frame.has("num") else None if frame.has("few") else 1.0
    return Meaning("SET", length_value(_unit(frame), count))


@sense
def frequency(frame: Frame) -> Meaning | None:
    """As in "daily", "annually"."""
    return Meaning("SET", frame.lexicon.value(frame.all_words()[-1], "frequency"))
