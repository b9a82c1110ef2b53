"""Meanings of quarters, halves and fiscal years, as business news words them."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from dateline.coding.times_calendar import quarter_of
from dateline.coding.times_dates import _stated_year
from dateline.coding.times_frame import Frame, Meaning, sense
from dateline.coding.times_near import unit_value
from dateline.coding.times_tense import Tense

_FAR: Final = 1500
_NO_DAY: Final = "no publication day to count from"


def _number(frame: Frame) -> int:
    word = frame.said("ordinal")[0]
    return int(re.sub(r"\D", "", word)) if word[0].isdigit() else int(frame.lexicon.value(word, "ordinal"))


@sense
def quarter(frame: Frame) -> Meaning | None:
    """As in "the third quarter", of a stated year or the nearest."""
    bounded = not frame.has("fiscal")
    story = frame.timeline.day
    if not frame.has("ordinal"):
        year = _stated_year(frame)
        spoken = frame.timeline.quarter(frame.start, _FAR)
        if year is None or spoken is None:
            return Meaning("DATE", f"{year:04}-QX" if year else "XXXX-QX", "the quarter is not named")
        return Meaning("DATE", f"{year:04}-Q{spoken[1]}", "quarter spoken of before", bounded=bounded)
    number = _number(frame)
    if not 1 <= number <= 4:
        return None
    year = _stated_year(frame)
    if year is None and frame.has("same"):
        before = frame.timeline.last(r"(\d{4})", frame.start)
        year = int(before[1]) if before else None
    if year is not None:
        return Meaning("DATE", f"{year:04}-Q{number}", "as written" if frame.has("year") else frame.timeline.origin, frame.edge(), bounded)
    if story is None:
        return Meaning("DATE", f"XXXX-Q{number}", _NO_DAY, frame.edge())
    return Meaning("DATE", f"{_year_of_quarter(frame, number, story):04}-Q{number}", frame.timeline.origin, frame.edge(), bounded)


def _year_of_quarter(frame: Frame, number: int, story: date) -> int:
    current = quarter_of(story)
    if number <= current:
        return story.year + (1 if frame.tense() is Tense.AHEAD and current - number >= 3 else 0)
    if number - current == 3:  # "fourth quarter" in the first: the one just past
        return story.year - 1 if frame.tense() is not Tense.AHEAD else story.year
    return story.year


@sense
def quarter_code(frame: Frame) -> Meaning | None:
    """As in "Q3 2012", "H1 of last year"."""
    year = _stated_year(frame)
    code = frame.said("quartercode")[0].upper()
    if code[0] == "H" and code[1] in "34":
        return None
    return Meaning("DATE", f"{year:04}-{code}" if year is not None else f"XXXX-{code}", "as written" if year is not None else _NO_DAY)


def _current_quarter(frame: Frame) -> tuple[int, int, str] | None:
    """The quarter the report is about: the one spoken of before, else the last one that had ended on publication."""
    if spoken := frame.timeline.quarter(frame.start, _FAR):
        return spoken[0], spoken[1], "quarter spoken of before"
    if frame.timeline.day is None:
        return None
    value = unit_value("Q", frame.timeline.day, -1) or ""
    return int(value[:4]), int(value[-1]), f"quarter before {frame.timeline.origin}"


@sense
def quarter_near(frame: Frame) -> Meaning | None:
    """As in "the quarter", "the latest quarter", "this quarter", "next quarter"."""
    words = frame.all_words()
    story = frame.timeline.day
    if words[0] in ("this", "last", "next") or "current" in words:
        steps = {"last": -1, "next": 1}.get(words[0], 0)
        value = unit_value("Q", story, steps) if story else "XXXX-QX"
        return Meaning("DATE", value or "", frame.timeline.origin if story else _NO_DAY)
    current = _current_quarter(frame)
    if current is None:
        return Meaning("DATE", "XXXX-QX", _NO_DAY)
    return Meaning("DATE", f"{current[0]:04}-Q{current[1]}", current[2])


@sense
def quarter_year_ago(frame: Frame) -> Meaning | None:
    """As in "the year-ago quarter", "the year-earlier period", "year-earlier": the quarter a year before the one spoken of."""
    spoken = frame.timeline.quarter(frame.start, _FAR)
    if frame.has("ordinal") and frame.timeline.day:
        number = _number(frame)
        year = spoken[0] if spoken else _year_of_quarter(frame, number, frame.timeline.day)
        return Meaning("DATE", f"{year - 1:04}-Q{number}", "a year before the quarter")
    if spoken:
        return Meaning("DATE", f"{spoken[0] - 1:04}-Q{spoken[1]}", "a year before the quarter spoken of")
    if frame.timeline.day is None:
        return Meaning("DATE", "XXXX-QX" if "quarter" in frame.all_words() else "XXXX", _NO_DAY)
    return Meaning("DATE", f"{frame.timeline.day.year - 1:04}", frame.timeline.origin)


@sense
def quarter_of_year(frame: Frame) -> Meaning | None:
    """As in "the 1988 quarter": the quarter spoken of before, in that year."""
    year = int(frame.said("year")[0])
    if frame.has("ordinal"):
        return Meaning("DATE", f"{year:04}-Q{_number(frame)}", "as written") if 1 <= _number(frame) <= 4 else None
    current = _current_quarter(frame)
    return Meaning("DATE", f"{year:04}-Q{current[1]}" if current else f"{year:04}-QX", current[2] if current else _NO_DAY)


@sense
def half_year(frame: Frame) -> Meaning | None:
    """As in "the first half of 1998"."""
    half = 1 if frame.said("halfof") == ("first",) else 2
    year = _stated_year(frame)
    if year is None:
        year = frame.timeline.year
    return Meaning(
        "DATE", f"{year:04}-H{half}" if year is not None else f"XXXX-H{half}", "as written" if frame.has("year") else frame.timeline.origin
    )


@sense
def fiscal(frame: Frame) -> Meaning | None:
    """As in "fiscal 1989", "the current fiscal year"; when it begins is not known, so it has no bounds."""
    if frame.has("year"):
        return Meaning("DATE", frame.said("year")[0], "as written; when the fiscal year begins is not known", bounded=False)
    year = frame.timeline.year
    if year is None:
        return Meaning("DATE", "XXXX", _NO_DAY, bounded=False)
    words = frame.all_words()
    steps = 1 if any(frame.is_of(w, "next") for w in words) else -1 if any(frame.is_of(w, "last") for w in words) else 0
    return Meaning("DATE", f"{year + steps:04}", f"{frame.timeline.origin}; when the fiscal year begins is not known", bounded=False)
