"""The parts of a time stamp as pages word them: dates, clock times, zones, labels, and the signs and words between them.

Month and weekday names, labels and the like are data (``data/time_words.tsv``). What the parts make together is
:mod:`dateline.reading.time_wording`'s.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Final, NamedTuple

from dateline.reading.fact_tables import read_table, words
from dateline.reading.zones import ZoneWording, match_zone

FIRST_YEAR, LAST_YEAR = 1800, 2100  # years a publication can state; others are Buddhist, Persian or Islamic years, or no years
_PIVOT: Final = 69  # "'69" is 1969, "'68" 2068, as in POSIX
_LONGEST_PHRASE: Final = 4  # words


class Role(StrEnum):
    """What a label says the stamp is the time of."""

    UNSAID = "unsaid"
    PUBLISHED = "published"
    MODIFIED = "modified"


class Day(NamedTuple):
    """A day, or what is written of it. ``order`` is the order of day and month that yields this reading, empty where it is not in doubt."""

    year: int | None
    month: int | None
    day: int | None
    order: str = ""

    def exists(self) -> bool:
        """Whether the calendar has it; without a year, whether it ever has."""
        if self.month is None:
            return True
        try:
            date(self.year if self.year is not None else 2000, self.month, self.day if self.day is not None else 1)
        except ValueError:
            return False
        return True


class Clock(NamedTuple):
    """A time of day, as exactly as written. ``hour`` 24 is the end of the day."""

    hour: int
    minute: int | None = None
    second: int | None = None


# --- parts -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Part:
    """One recognised piece of text. ``kind``: days, clock, zone, year, weekday, label, joiner, relative, break (anything else), and the
    names of the words of the data file."""

    kind: str
    days: tuple[Day, ...] = ()
    clock: Clock | None = None
    zone: ZoneWording | None = None
    number: int = 0
    role: Role = Role.UNSAID
    problem: str = ""
    spoken: bool = False  # a clock time worded so that it may be another number: "14.55"
    dotted: bool = False


_YEAR = r"((?:18|19|20)\d\d)"
_ISO: Final = re.compile(rf"{_YEAR}([-/.])(\d{{1,2}})\2(\d{{1,2}})(?!\d)(T(?=\d))?")
_FOREIGN_YEAR: Final = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_YEAR_MONTH: Final = re.compile(rf"{_YEAR}-(0[1-9]|1[0-2])(?![-\d])")
_COMPACT: Final = re.compile(r"((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:[T ]?([01]\d|2[0-4])([0-5]\d)([0-5]\d)?)?(?!\d)")
_CJK: Final = re.compile(rf"{_YEAR}\s?[年년]\s?(\d{{1,2}})\s?[月월](?:\s?(\d{{1,2}})\s?[日号일])?")
_CJK_DAY: Final = re.compile(r"(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日号일]")
_NUMERIC: Final = re.compile(r"(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?![\d:])")
_DAY_MONTH: Final = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th|er|º|°|ª|\.|ο)?(?:\s?(?:of|de|del|di)\s|[\s,/-]{0,3})([^\W\d_]+)\.?"
    rf"(?:(?:\s?,?\s?(?:of|de|del|do)\s|[\s,./-]{{0,3}}){_YEAR}(?!\d)|[-/ ]'(\d\d)(?![\d:])|[-/](\d\d)(?![\d:/-]))?",
    re.IGNORECASE,
)
_MONTH_DAY: Final = re.compile(
    rf"([^\W\d_]+)\.?[\s/-]{{0,2}}(\d{{1,2}})(?:st|nd|rd|th)?(?![\d]|[:.]\d|\s?[ap]\.?m\b)(?:[\s,./-]{{0,3}}{_YEAR}(?!\d)|,?\s'(\d\d)(?![\d:]))?",
    re.IGNORECASE,
)
_MONTH_YEAR: Final = re.compile(rf"([^\W\d_]+)\.?[\s,/-]{{0,2}}{_YEAR}(?!\d)")
_YEAR_MONTH_DAY: Final = re.compile(rf"{_YEAR}[\s,.-]{{1,2}}([^\W\d_]+)\.?[\s.-]{{0,2}}(\d{{1,2}})(?!\d)")
_DAYS_MONTH: Final = re.compile(rf"\d{{1,2}}\s?[-&/]\s?\d{{1,2}}\s([^\W\d_]+)\.?,?\s{_YEAR}(?!\d)")
_MONTH_DAYS: Final = re.compile(rf"([^\W\d_]+)\.?\s\d{{1,2}}\s?[-&]\s?\d{{1,2}},?\s{_YEAR}(?!\d)")
_BARE_YEAR: Final = re.compile(rf"{_YEAR}(?!\d)")

_HALF = r"(?:\s?([AaPp])\.?\s?[Mm]\b\.?)"
_CLOCK: Final = re.compile(
    rf"(\d{{1,2}})\s?:\s?(\d\d)(?:\s?:\s?(\d\d)(?:[.,]\d{{1,9}})?)?(?!\d){_HALF}?(?:\s?(?:hrs|hours|uhr|h)\b\.?)?", re.IGNORECASE
)
_DOTTED: Final = re.compile(rf"(\d{{1,2}})\.([0-5]\d)(?:\.([0-5]\d))?(?![\d.]){_HALF}?(\s?(?:hrs|hours|uhr|h)\b\.?)?", re.IGNORECASE)
_H_CLOCK: Final = re.compile(r"(\d{1,2})\s?[hH]\s?([0-5]\d)?(?![\w])")
_UHR: Final = re.compile(r"(\d{1,2})\s(?:uhr)\b", re.IGNORECASE)
_CJK_CLOCK: Final = re.compile(r"(\d{1,2})\s?[時时点點시]\s?(?:(\d{1,2})\s?[分분](?:\s?(\d{1,2})\s?[秒초])?)?")
_SPACED: Final = re.compile(rf"(\d{{1,2}}) ([0-5]\d){_HALF}", re.IGNORECASE)
_HALF_CLOCK: Final = re.compile(rf"(\d{{1,2}}){_HALF}", re.IGNORECASE)
_FOUR: Final = re.compile(r"([01]\d|2[0-4])([0-5]\d)(?=\s?(?:hrs|hours|h)\b)(\s?(?:hrs|hours|h)\b\.?)", re.IGNORECASE)
_FOUR_ZONED: Final = re.compile(r"([01]\d|2[0-4])([0-5]\d)(?!\d)")
_NOON: Final = re.compile(r"(?:12(?::00)?\s)?(?:(noon|midday)|(midnight))\b", re.IGNORECASE)
_AGO: Final = re.compile(
    r"(?:\d{1,3}|an?|a few|few|one|two|three|about an?)\+?\s?([^\W\d_]+)(?:\s(?:and\s)?\d{1,2}\s?[^\W\d_]+)?\s([^\W\d_]+)", re.IGNORECASE
)
_CJK_AGO: Final = re.compile(r"\d{1,3}\s?(?:小时|分钟|天|秒|時間|分|日|시간|분|일)\s?[前전]")
_LETTERS: Final = re.compile(r"[^\W\d_](?:[\w'’-]|\.(?=\w))*")
_SKIPPED: Final = frozenset(" \t,;|·•-()[]<>:～~@*“”\"'&_/.⋅―　‧►▪!")


def read_parts(text: str) -> Iterator[Part]:
    """The text cut into parts."""
    at, opens, blank = 0, False, True
    last = ""  # the kind of the part before
    waiting = False  # a clock time stands before, and no zone yet
    iso = False  # the clock before was written as ISO 8601 does
    while at < len(text):
        sign = text[at]
        if (sign in "+-" or sign.isalpha()) and (last in ("clock", "zone") or (last == "days" and (opens or waiting))):
            zoned = match_zone(text, at, touching=not blank, iso=iso)
            if zoned and last != "clock" and not _sure_behind(zoned[1], sign, opens=opens, waiting=waiting):
                zoned = None
            if zoned:
                at = zoned[0]
                yield Part("zone", zone=zoned[1])
                last, opens, blank, waiting = "zone", False, False, False
                continue
        if sign in _SKIPPED or sign.isspace():
            opens = opens or sign in "([/"
            if sign in ")]":
                opens = False
            at, blank = at + 1, True
            continue
        end, part = _part_at(text, at, after_joined=iso and last == "days")
        iso = (part.kind == "days" and (text[end - 1 : end] == "T" or text[end : end + 1].isdigit())) or (
            iso and last == "days" and part.kind == "clock"
        )
        yield part
        waiting = (waiting or part.kind == "clock") and part.kind not in ("break", "label")
        at, last, opens, blank = end, part.kind, False, False


def _sure_behind(zone: ZoneWording, sign: str, *, opens: bool, waiting: bool) -> bool:
    """Whether a zone that does not stand behind its clock time is one: known, and in brackets or behind "2:55 PM Thursday Jul 8, 2010"."""
    if zone.text in ("GMT", "UTC"):
        return True
    if sign in "+-":
        return opens
    return opens or (waiting and bool(zone.readings))


def _part_at(text: str, at: int, *, after_joined: bool) -> tuple[int, Part]:
    """The part that begins at a letter, a digit or an unknown sign, and the position after it."""
    if text[at].isdigit():
        if at and (text[at - 1].isalpha() or text[at - 1] in "#$€£") and not (after_joined or _phrase_ends_at(text, at)):
            return _skip_word(text, at), Part("break")
        return _number_at(text, at, after_joined=after_joined)
    if text[at].isalpha():
        return _word_at(text, at)
    return at + 1, Part("break")


def _phrase_ends_at(text: str, at: int) -> bool:
    """Whether the letters before a digit are no part of its word: scripts without spaces."""
    return ord(text[at - 1]) > 0x2E80


def _skip_word(text: str, at: int) -> int:
    while at < len(text) and (text[at].isalnum() or text[at] in "_'’"):
        at += 1
    return at


def _number_at(text: str, at: int, *, after_joined: bool) -> tuple[int, Part]:
    if after_joined and (found := re.compile(r"(\d\d)(?::?([0-5]\d)(?::?([0-6]\d)(?:[.,]\d{1,9})?)?)?(?![\d:])").match(text, at)):
        return found.end(), _clock_part(found[1], found[2], found[3], "")
    for reader in (_date_at, _clock_at):
        if (result := reader(text, at)) is not None:
            return result
    if (found := _AGO.match(text, at)) and _meaning(found[1]) == "unit" and _meaning(found[2]) == "ago":
        return found.end(), Part("relative")
    if found := _CJK_AGO.match(text, at):
        return found.end(), Part("relative")
    if found := _BARE_YEAR.match(text, at):
        return found.end(), Part("year", number=int(found[1]))
    return _skip_word(text, at), Part("break")


def _date_at(text: str, at: int) -> tuple[int, Part] | None:
    if found := _ISO.match(text, at):
        return found.end(), _days_part(Day(int(found[1]), int(found[3]), int(found[4])), written=found.group())
    if found := _CJK.match(text, at):
        return found.end(), _days_part(Day(int(found[1]), int(found[2]), int(found[3]) if found[3] else None), written=found.group())
    if found := _CJK_DAY.match(text, at):
        return found.end(), _days_part(Day(None, int(found[1]), int(found[2])), written=found.group())
    if found := _COMPACT.match(text, at):
        part = _days_part(Day(int(found[1]), int(found[2]), int(found[3])), written=found.group())
        if found[4]:
            # The clock is read as a part of its own, so that the zone behind it is found.
            end = found.start(4)
            return end, part
        return found.end() + (text[found.end() : found.end() + 1] == "T" and text[found.end() + 1 : found.end() + 2].isdigit()), part
    if found := _NUMERIC.match(text, at):
        return found.end(), _numeric_part(found)
    if (found := _YEAR_MONTH_DAY.match(text, at)) and (month := _month(found[2])):
        return found.end(), _days_part(Day(int(found[1]), month, int(found[3])), written=found.group())
    if (found := _DAYS_MONTH.match(text, at)) and (month := _month(found[1])):  # "8-10 April 2010" states no one day
        return found.end(), _days_part(Day(int(found[2]), month, None), written=found.group())
    if (found := _DAY_MONTH.match(text, at)) and (month := _month(found[2])):
        return found.end(), _days_part(Day(_year(found[3], found[4] or found[5]), month, int(found[1])), written=found.group())
    if found := _YEAR_MONTH.match(text, at):
        return found.end(), _days_part(Day(int(found[1]), int(found[2]), None), written=found.group())
    if found := _FOREIGN_YEAR.match(text, at):
        return found.end(), Part(
            "days",
            days=(Day(None, None, None),),
            problem=f"{found.group()!r}: {found[1]} is no year of the Gregorian calendar between {FIRST_YEAR} and {LAST_YEAR}",
        )
    return None


def _clock_at(text: str, at: int) -> tuple[int, Part] | None:
    if found := _NOON.match(text, at):
        return found.end(), _noon_part(found)
    if found := _CLOCK.match(text, at):
        return found.end(), _clock_part(found[1], found[2], found[3], found[4] or "")
    if found := _DOTTED.match(text, at):
        part = _clock_part(found[1], found[2], found[3], found[4] or "")
        return found.end(), replace(part, spoken=not (found[4] or found[5]))
    if found := _SPACED.match(text, at):
        return found.end(), _clock_part(found[1], found[2], None, found[3])
    if found := _HALF_CLOCK.match(text, at):
        return found.end(), _clock_part(found[1], None, None, found[2])
    if found := _CJK_CLOCK.match(text, at):
        return found.end(), _clock_part(found[1], found[2], found[3], "")
    if found := _H_CLOCK.match(text, at):
        return found.end(), _clock_part(found[1], found[2], None, "")
    if found := _UHR.match(text, at):
        return found.end(), _clock_part(found[1], None, None, "")
    if found := _FOUR.match(text, at):
        return found.end(), _clock_part(found[1], found[2], None, "")
    if found := _FOUR_ZONED.match(text, at):
        end = found.end()
        behind = end + (text[end : end + 1] == " ")
        zoned = match_zone(text, behind, touching=behind == end, iso=False) if text[behind : behind + 1].isalpha() else None
        if zoned and (zoned[1].readings or zoned[1].local):
            return end, _clock_part(found[1], found[2], None, "")
    return None


def _word_at(text: str, at: int) -> tuple[int, Part]:
    if found := _NOON.match(text, at):
        return found.end(), _noon_part(found)
    for end, phrase in _phrases(text, at):
        meaning, value = _words()[phrase]
        if meaning == "month":
            return _month_at(text, at, end, value)
        if meaning in ("am", "pm"):
            # "PM 2:55", "下午2:55": the half of the day stands before its hour.
            clock = re.compile(r"\s?(\d{1,2})(?:\s?[:時时点點시.]\s?(\d{1,2})[分분]?(?::(\d\d))?)?(?!\d)").match(text, end)
            if clock:
                return clock.end(), _clock_part(clock[1], clock[2], clock[3], meaning[0])
            return end, Part("break")
        if meaning == "weekday":
            return end, Part("weekday", number=value)
        if meaning in ("published", "modified"):
            return end, Part("label", role=Role(meaning))
        if meaning in ("label", "joiner", "relative"):
            return end, Part(meaning)
    if (found := _AGO.match(text, at)) and _meaning(found[1]) == "unit" and _meaning(found[2]) == "ago":
        return found.end(), Part("relative")
    if text[at] in "Tt" and text[at + 1 : at + 2].isdigit() and at and text[at - 1].isdigit():
        return at + 1, Part("joiner")
    return _skip_word(text, at) if text[at].isascii() else at + 1, Part("break")


def _month_at(text: str, at: int, end: int, month: int) -> tuple[int, Part]:
    """A date that begins with the month; a month by itself dates nothing."""
    if (found := _MONTH_DAYS.match(text, at)) and found.end(1) == end - text[at:end].endswith("."):
        return found.end(), _days_part(Day(int(found[2]), month, None), written=found.group())
    if (found := _MONTH_DAY.match(text, at)) and found.end(1) == end - text[at:end].endswith("."):
        return found.end(), _days_part(Day(_year(found[3], found[4]), month, int(found[2])), written=found.group())
    if (found := _MONTH_YEAR.match(text, at)) and found.end(1) == end - text[at:end].endswith("."):
        return found.end(), _days_part(Day(int(found[2]), month, None), written=found.group())
    return end, Part("break")


def _days_part(day: Day, *, written: str) -> Part:
    if day.exists():
        return Part("days", days=(day,))
    return Part("days", days=(Day(day.year, None, None),), problem=f"{written.strip()!r} is no day of the calendar")


def _numeric_part(found: re.Match[str]) -> Part:
    """Like "04-08-2010", "08/04/10": every order that yields a day."""
    first, second, last = int(found[1]), int(found[3]), int(found[4])
    long = len(found[4]) == 4
    if long and not FIRST_YEAR <= last <= LAST_YEAR:
        return Part(
            "days",
            days=(Day(None, None, None),),
            problem=f"{found.group()!r}: {last} is no year of the Gregorian calendar between {FIRST_YEAR} and {LAST_YEAR}",
        )
    year = last if long else _pivoted(last)
    readings = [Day(year, second, first, "dmy"), Day(year, first, second, "mdy")]
    if not long:
        readings.append(Day(_pivoted(first), second, last, "ymd"))
    possible = [day for day in readings if day.exists() and 1 <= (day.month or 0) <= 12]
    if not possible:
        return Part("days", days=(Day(year if long else None, None, None),), problem=f"{found.group()!r} is no day of the calendar")
    if len({day[:3] for day in possible}) == 1:
        possible = [Day(*possible[0][:3])]
    return Part("days", days=tuple(possible), dotted=long and found[2] == ".")


def _clock_part(hour: str, minute: str | None, second: str | None, half: str) -> Part:
    clock = Clock(int(hour), int(minute) if minute is not None else None, int(second) if second is not None else None)
    written = ":".join(piece for piece in (hour, minute, second) if piece is not None)
    half = half.lower()
    if half and clock.hour <= 12:
        clock = clock._replace(hour=clock.hour % 12 + (12 if half == "p" else 0))
    if (
        clock.hour > 24
        or (clock.minute or 0) > 59
        or (clock.second or 0) > 60
        or (clock.hour == 24 and ((clock.minute or 0) or (clock.second or 0)))
        or (half == "a" and clock.hour > 12)
    ):
        return Part("clock", clock=clock, problem=f"{written + (' ' + half + 'm' if half else '')!r} is no time of day")
    if clock.second == 60:  # a leap second, which datetime does not know
        clock = clock._replace(second=59)
    return Part("clock", clock=clock)


def _noon_part(found: re.Match[str]) -> Part:
    # "Midnight, April 8" is the end of that day to one desk and its beginning to another: the day stands, the hour stays open.
    return Part("clock", clock=Clock(12, 0)) if found[1] else Part("midnight")


def _year(long: str | None, short: str | None) -> int | None:
    return int(long) if long else _pivoted(int(short)) if short else None


def _pivoted(two_digits: int) -> int:
    return two_digits + (1900 if two_digits >= _PIVOT else 2000)


# --- the words -------------------------------------------------------------------------------------------------------


@cache
def _words() -> Mapping[str, tuple[str, int]]:
    """Every known word or phrase with its meaning and number. Raises DataError."""
    known: dict[str, tuple[str, int]] = {}
    ranges = {"month": 12, "weekday": 7}
    for row in read_table("time_words.tsv", "meaning value words"):
        meaning, value, cell = row.cells
        if meaning in ranges:
            if not value.isdigit() or not 1 <= int(value) <= ranges[meaning]:
                raise row.wrong(f"the value of a {meaning} must be a number from 1 to {ranges[meaning]}, not {value!r}")
        elif value != "-":
            raise row.wrong(f"value must be - where the meaning is {meaning!r}, not {value!r}")
        for word in words(cell):
            if meaning != "not_zone":
                known.setdefault(word.lower(), (meaning, int(value) if value.isdigit() else 0))
    return known


@cache
def _longest_without_spaces() -> int:
    return max(len(word) for word in _words() if ord(word[0]) > 0x2E80)


def _meaning(word: str) -> str:
    for row in read_units():
        if word.lower() in row[1]:
            return row[0]
    return ""


@cache
def read_units() -> tuple[tuple[str, frozenset[str]], ...]:
    """The words of "3 hours ago"."""
    rows = read_table("time_words.tsv", "meaning value words")
    return tuple((row.cells[0], frozenset(words(row.cells[2]))) for row in rows if row.cells[0] in ("unit", "ago"))


def _month(word: str) -> int:
    meaning, value = _words().get(word.lower().rstrip("."), ("", 0))
    return value if meaning == "month" else 0


def month_number(word: str) -> int:
    """The month a word names, 0 where it names none."""
    return _month(word)


def _phrases(text: str, at: int) -> Iterator[tuple[int, str]]:
    """The known phrases that begin at a letter, longest first, each with the position after it."""
    if ord(text[at]) > 0x2E80:
        for size in range(min(_longest_without_spaces(), len(text) - at), 0, -1):
            if text[at : at + size] in _words():
                yield at + size, text[at : at + size]
        return
    ends: list[int] = []
    position = at
    while len(ends) < _LONGEST_PHRASE and (found := _LETTERS.match(text, position)):
        ends.append(found.end())
        position = found.end() + (text[found.end() : found.end() + 1] == " ")
        if position == found.end():
            break
    for end in reversed(ends):
        phrase = text[at:end].lower()
        if phrase in _words():
            yield end + (text[end : end + 1] == "."), phrase
        elif phrase + "." in _words() and text[end : end + 1] == ".":
            yield end + 1, phrase + "."


def day_at(text: str, at: int) -> tuple[int, tuple[Day, ...]] | None:
    """The date that begins at a position, in figures or words ("April 8", "8 Apr 2010", "2010-04-08"), and the position after it.

    None where none begins there or the calendar does not have it.
    """
    if not text[at : at + 1].isalnum():
        return None
    end, part = _part_at(text, at, after_joined=False)
    return (end, part.days) if part.kind == "days" and part.days and not part.problem else None


def weekday_at(text: str, at: int) -> tuple[int, int] | None:
    """The weekday (1 Monday to 7) named at a position and the position after it, None where none is."""
    if not text[at : at + 1].isalpha():
        return None
    end, part = _part_at(text, at, after_joined=False)
    return (end, part.number) if part.kind == "weekday" else None
