"""TIMEX3 values and the stretch of local time each one covers.

Bounds follow the value: a day is 00:00:00 to 23:59:59, ``TMO`` its morning as ``data/times_parts.tsv`` has it, a time of the clock
one instant.
Values that are no stretch on the calendar (durations, sets, references, years of unknown number, seasons, whose months depend on the
hemisphere, and fiscal years) have none.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from importlib.resources import files
from typing import Final

from dateline.errors import DataError
from dateline.reading.fact_tables import table_rows

SECOND: Final = timedelta(seconds=1)

_DAY: Final = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T(.+))?")
_MONTH: Final = re.compile(r"(\d{4})-(\d\d)")
_WEEK: Final = re.compile(r"(\d{4})-W(\d\d)(-WE)?")
_PORTION: Final = re.compile(r"(\d{4})-([QH])([1-4])")
_YEARS: Final = re.compile(r"\d{2,4}")
_CLOCK: Final = re.compile(r"(\d\d)(?::(\d\d))?(?::(\d\d))?")


@dataclass(frozen=True, slots=True)
class PartOfDay:
    """A part of the day: the hours from midnight of its day at which it begins and ends."""

    begins: int
    ends: int


@cache
def parts_of_day() -> Mapping[tuple[str, str], PartOfDay]:
    """Parts of the day by TIMEX3 code and edge ("", "START", "MID", "END"). Raises DataError."""
    name = "times_parts.tsv"
    rows = table_rows(name, files("dateline.coding").joinpath("data").joinpath(name).read_text("utf-8"), "code edge begins ends")
    found = {}
    for row in rows:
        code, edge, begins, ends = row.cells
        if edge not in ("-", "START", "MID", "END") or not (begins.isdigit() and ends.isdigit() and int(begins) < int(ends) <= 36):
            raise DataError(name, row.line, "edge is -, START, MID or END, and hours run from 0 to 36 with the beginning before the end")
        found[code.strip("-"), edge.strip("-")] = PartOfDay(int(begins), int(ends))
    return found


def iso_week(day: date) -> str:
    """The ISO week of a day: "2011-W11"."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def quarter_of(day: date) -> int:
    """The quarter of the year, 1 to 4."""
    return (day.month + 2) // 3


def add_months(year: int, month: int, months: int) -> tuple[int, int]:
    """Year and month so many months on."""
    count = year * 12 + month - 1 + months
    return count // 12, count % 12 + 1


def days_in(year: int, month: int) -> int:
    """How many days a month has."""
    return calendar.monthrange(year, month)[1]


def easter(year: int) -> date:
    """Easter Sunday of the western churches, after the algorithm of Meeus, Jones and Butcher."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, day + 1)


def stretch(value: str, edge: str = "") -> tuple[datetime, datetime] | None:
    """The first and the last second of the naive local stretch a value covers, None where it covers none that is known.

    ``edge`` is "START", "MID" or "END" for the first, middle or last third of it ("late November"), empty for all of it.
    """
    try:
        whole = _stretch(value, edge)
    except (ValueError, OverflowError):  # a year before 1 or after 9999
        return None
    if whole is None:
        return None
    begin, end = whole
    if edge and "T" not in value and not _DAY.fullmatch(value):
        third = (end - begin) / 3
        steps = {"START": (0, 1), "MID": (1, 2), "END": (2, 3)}[edge]
        days = timedelta(days=1)
        begin, end = begin + third * steps[0] // days * days, begin + third * steps[1] // days * days
    return begin, max(begin, end - SECOND)


def _stretch(value: str, edge: str) -> tuple[datetime, datetime] | None:
    """The stretch with its end exclusive; a time of the clock ends one second after it begins."""
    if found := _DAY.fullmatch(value):
        midnight = datetime(int(found[1]), int(found[2]), int(found[3]))
        return _within(midnight, found[4] or "", edge)
    if found := _MONTH.fullmatch(value):
        return _months(int(found[1]), int(found[2]), 1)
    if found := _WEEK.fullmatch(value):
        monday = datetime.combine(date.fromisocalendar(int(found[1]), int(found[2]), 1), time())
        return (monday + timedelta(days=5), monday + timedelta(days=7)) if found[3] else (monday, monday + timedelta(days=7))
    if found := _PORTION.fullmatch(value):
        length = 3 if found[2] == "Q" else 6
        return _months(int(found[1]), length * (int(found[3]) - 1) + 1, length)
    if _YEARS.fullmatch(value):
        span = 10 ** (4 - len(value))
        year = int(value) * span
        return datetime(year, 1, 1), datetime(year + span, 1, 1)
    return None


def _within(midnight: datetime, clock: str, edge: str) -> tuple[datetime, datetime] | None:
    parts = parts_of_day()
    if not clock:
        part = parts["", edge]
    elif (clock, edge) in parts or (clock, "") in parts:
        part = parts.get((clock, edge), parts.get((clock, ""), PartOfDay(0, 24)))
    elif found := _CLOCK.fullmatch(clock):
        hours, minutes, seconds = int(found[1]), int(found[2] or 0), int(found[3] or 0)
        at = midnight + timedelta(hours=hours, minutes=minutes, seconds=seconds)
        return at, at + SECOND
    else:
        return None
    return midnight + timedelta(hours=part.begins), midnight + timedelta(hours=part.ends)


def _months(year: int, month: int, count: int) -> tuple[datetime, datetime]:
    year_after, month_after = add_months(year, month, count)
    return datetime(year, month, 1), datetime(year_after, month_after, 1)
