"""Meanings of dates and times of day: calendar dates whole and in part, weekdays, deictic days, decades, centuries, holidays."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Final

from dateline.coding.times_calendar import days_in, easter
from dateline.coding.times_frame import Frame, Meaning, sense
from dateline.coding.times_tense import Tense
from dateline.coding.times_words import holiday_rows

_DAY: Final = timedelta(days=1)
_YEAR_DAYS: Final = 365

# A month or day without a year lies within this many days on the unexpected side of its verb's tense rather than most of a year away on the
# other: reports that mean a day 11 months off write the year.
_SOON_DAYS: Final = 80
_MONTH_NAMES: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


@sense
def fixed(frame: Frame) -> Meaning | None:
    """The value that stands in the rule."""
    rule = frame.found.rule
    return Meaning(rule.type, rule.value)


@sense
def written_date(frame: Frame) -> Meaning | None:
    """A date, or date and time, in ISO 8601."""
    written = frame.said("iso")[0].upper()
    try:
        datetime.fromisoformat(written)
    except ValueError:
        return Meaning("DATE", "", "no such day or time on the calendar")
    return Meaning("TIME" if "T" in written else "DATE", written, "as written")


@sense
def slashed_date(frame: Frame) -> Meaning | None:
    """A date in figures: month first unless only the other order is a date; open where both are and nothing decides."""
    first, second, year = (int(piece) for piece in frame.said("slashed")[0].split("/"))
    if year < 100:
        year = _century(year, frame)
    readings = {(m, d) for m, d in ((first, second), (second, first)) if 1 <= m <= 12 and 1 <= d <= days_in(year, m)} if year else set()
    if not readings:
        return Meaning("DATE", "", "no such day on the calendar")
    if len(readings) > 1:
        near = frame.timeline.day
        fits = [(m, d) for m, d in readings if near and abs((date(year, m, d) - near).days) <= 31]
        if len(fits) != 1:
            return Meaning("DATE", f"{year:04}-XX-XX", "day and month could stand in either order")
        readings = set(fits)
    ((month, day),) = readings
    return Meaning("DATE", f"{year:04}-{month:02}-{day:02}", "as written")


@sense
def calendar(frame: Frame) -> Meaning | None:
    """A date in words, with a part of the day or a time of the clock where one stands beside it."""
    if any(frame.has(part) and frame.is_title(part) for part in ("deictic", "point")):
        return None
    if frame.has("month") and frame.said("month")[0] == "march" and frame.after() == "for":
        return None  # "the March for Life"
    value, anchor = date_value(frame)
    if not value:
        return Meaning("DATE", "", anchor)
    if frame.has("at"):
        clock = clock_value(frame)
        if clock is None:
            return Meaning("TIME", "", "no such time of the clock") if frame.before() == "at" else None
        return Meaning("TIME", f"{value}T{clock}", anchor)
    if frame.has("part"):
        return Meaning("TIME", f"{value}T{frame.value('part')}", anchor, frame.edge())
    if frame.has("overnight"):
        return Meaning("TIME", f"{value}TNI", anchor)
    return Meaning("DATE", value, anchor, frame.edge())


def date_value(frame: Frame) -> tuple[str, str]:
    """The date of a frame and what it rests on; an empty date where there is no such day."""
    if frame.has("month"):
        return _month_value(frame)
    if frame.has("weekday"):
        return _weekday_value(frame)
    if frame.has("deictic"):
        days = int(frame.value("deictic"))
        if frame.has("beyond"):
            days += -1 if frame.said("beyond") == ("before",) else 1
        day = frame.timeline.day
        return (_iso(day + days * _DAY), frame.timeline.origin) if day else ("XXXX-XX-XX", "no publication day to count from")
    if frame.has("year") or frame.has("spelled"):
        return f"{_stated_year(frame):04}", "as written"
    return context_day(frame)


def context_day(frame: Frame) -> tuple[str, str]:
    """The day that a time without one belongs to: the day spoken of just before, else the publication's."""
    timeline = frame.timeline
    if day := timeline.last_day(frame.start, 160):
        return _iso(day), "day spoken of before"
    return (_iso(timeline.day), timeline.origin) if timeline.day else ("XXXX-XX-XX", "no publication day to count from")


def _iso(day: date) -> str:
    return day.isoformat()


def _stated_year(frame: Frame) -> int | None:
    """The year the words state, None where they state none."""
    if frame.has("year"):
        return int(frame.said("year")[-1])
    if frame.has("yy"):
        return _century(int(frame.said("yy")[-1]), frame)
    if frame.has("spelled"):
        return _spelled_year(frame)
    if frame.has("whichyear") and frame.timeline.year is not None:
        return frame.timeline.year + frame.offset("whichyear")
    return None


def _century(year: int, frame: Frame) -> int:
    """The full year of two figures: not more than 20 years after the publication, or as computers have it where that is not known."""
    latest = (frame.timeline.year or 2049) + 20
    return latest - (latest - year) % 100


def _spelled_year(frame: Frame) -> int:
    words = frame.said("spelled")
    year = 1900 if words[0] == "nineteen" else 2000
    for word in words[1:]:
        for of in ("ones", "teens", "tens"):
            if frame.is_of(word, of):
                year += int(frame.lexicon.value(word, of))
                break
    return year


# --- months and days of months ---------------------------------------------------------------------------------------


def _month_value(frame: Frame) -> tuple[str, str]:
    month = int(frame.value("month"))
    day = _day_number(frame)
    year = _stated_year(frame)
    if day is not None and not 1 <= day <= days_in(year or 2000, month):
        return "", f"there is no {day} {_MONTH_NAMES[month - 1]}{f' {year}' if year else ''}"
    anchor = "as written" if frame.has("year") else frame.timeline.origin
    if year is None and (inferred := _inferred_year(frame, month, day)):
        year, anchor = inferred
    head = f"{year:04}" if year is not None else "XXXX"
    if year is None:
        anchor = "no year is written and no publication day known"
    value = f"{head}-{month:02}" + (f"-{day:02}" if day is not None else "")
    if year is not None and day is not None and frame.has("weekday") and date(year, month, day).isoweekday() != int(frame.value("weekday")):
        anchor += "; the weekday does not agree"
    return value, anchor


def _day_number(frame: Frame) -> int | None:
    part = "dayn" if frame.has("dayn") else "ordinal"
    if not frame.has(part):
        return None
    word = frame.said(part)[-1]
    return int(re.sub(r"\D", "", word)) if word[0].isdigit() else int(frame.lexicon.value(word, "ordinal"))


def _inferred_year(frame: Frame, month: int, day: int | None) -> tuple[int, str] | None:
    """The year of a month or day without one: by "last" and "next", the weekday beside it, the tense, or the years just spoken of."""
    if day is not None and (written := _year_of_range(frame)):
        return written, "as written"
    timeline = frame.timeline
    story = timeline.day
    if story is None:
        spoken = timeline.last(r"\d{4}", frame.start)
        return (int(spoken.group()), "year spoken of before") if spoken else None
    if frame.has("which"):
        offset = frame.offset("which")
        if offset < 0:  # "last February" in March is a year ago: the one just past would be "last month"
            return (story.year if month < story.month - 1 else story.year - 1), timeline.origin
        if offset > 0:
            return (story.year if month > story.month else story.year + 1), timeline.origin
        return story.year, timeline.origin
    if day is not None and frame.has("weekday"):
        weekday = int(frame.value("weekday"))
        fits = [
            y for y in range(story.year - 3, story.year + 4) if day <= days_in(y, month) and date(y, month, day).isoweekday() == weekday
        ]
        if fits:
            return min(fits, key=lambda y: abs((date(y, month, day) - story).days)), "weekday and publication year"
    tense = frame.tense()
    exact = date(story.year, month, min(day, days_in(story.year, month))) if day is not None else None
    away = ((exact or date(story.year, month, 15)) - story).days
    if exact is None and month == story.month:
        return story.year, timeline.origin
    if tense is Tense.BEHIND:
        year = story.year - 1 if away > _SOON_DAYS else story.year
    elif tense is Tense.AHEAD:
        year = story.year + 1 if away < -_SOON_DAYS else story.year
    else:
        year = story.year - 1 if away > _YEAR_DAYS // 2 else story.year + 1 if away < -_YEAR_DAYS * 3 // 4 else story.year
    if year > story.year and away > 0:
        year = story.year
    return year, f"{timeline.origin}, {tense}"


def _year_of_range(frame: Frame) -> int:
    """The year behind a range whose first day this is: the 2022 of "December 13-15, 2022"; 0 where there is none."""
    if frame.after() not in ("-", "–", "to", "and") or not frame.after(2).isdigit() or len(frame.after(2)) > 2:
        return 0
    year = frame.after(4) if frame.after(3) == "," else frame.after(3)
    return int(year) if len(year) == 4 and year.isdigit() and year[:2] in ("19", "20") else 0


@sense
def range_day(frame: Frame) -> Meaning | None:
    """The second day of "April 12-14", in the month of the first."""
    spoken = frame.timeline.last(r"(\d{4}|XXXX)-(\d\d)-(\d\d)", frame.start, 8)
    day = int(frame.said("dayn")[0]) if frame.said("dayn")[0].isdigit() else 0
    if spoken is None or day <= int(spoken[3]):
        return None
    year = 2000 if spoken[1] == "XXXX" else int(spoken[1])
    if day > days_in(year, int(spoken[2])):
        return Meaning("DATE", "", "no such day of the month spoken of before")
    return Meaning("DATE", f"{spoken[1]}-{spoken[2]}-{day:02}", "month spoken of before")


@sense
def range_year(frame: Frame) -> Meaning | None:
    """The second year of "1994-97", in the century of the first."""
    spoken = frame.timeline.last(r"(\d\d)(\d\d)$", frame.start, 3)
    years = frame.said("yy")[0]
    return Meaning("DATE", f"{spoken[1]}{years}", "century of the year before") if spoken and years > spoken[2] else None


# --- weekdays --------------------------------------------------------------------------------------------------------


def _weekday_value(frame: Frame) -> tuple[str, str]:
    weekday = int(frame.value("weekday"))
    story = frame.timeline.day
    if story is None:
        return f"XXXX-WXX-{weekday}", "no publication day to count from"
    since = (story.isoweekday() - weekday) % 7
    until = (weekday - story.isoweekday()) % 7
    words = frame.said("which")
    if words or frame.has("same"):
        if frame.has("same") or any(word in ("previous", "preceding", "following") for word in words):
            return _weekday_beside(frame, weekday, story)
        offset = frame.offset("which")
        if offset < 0:
            return _iso(story - (since or 7) * _DAY), frame.timeline.origin
        if offset == 0 and frame.tense() is Tense.BEHIND:
            return _iso(story - since * _DAY), frame.timeline.origin
        return _iso(story + ((until or 7) if offset > 0 else until) * _DAY), frame.timeline.origin
    tense = frame.tense()
    if tense is Tense.AHEAD:
        return _iso(story + until * _DAY), f"{frame.timeline.origin}, {tense}"
    return _iso(story - since * _DAY), f"{frame.timeline.origin}, {tense}"


def _weekday_beside(frame: Frame, weekday: int, story: date) -> tuple[str, str]:
    """As in "the following Sunday", "the previous Friday", "that Monday": counted from the day spoken of before."""
    words = (*frame.said("which"), *frame.said("same"))
    base = frame.timeline.last_day(frame.start) or story
    since = (base.isoweekday() - weekday) % 7
    if any(frame.is_of(word, "last") for word in words):
        return _iso(base - (since or 7) * _DAY), "day spoken of before"
    if any(frame.is_of(word, "next") for word in words):
        return _iso(base + ((7 - since) or 7) * _DAY), "day spoken of before"
    return _iso(base - since * _DAY), "day spoken of before"


# --- times of the clock ----------------------------------------------------------------------------------------------


def clock_value(frame: Frame) -> str | None:
    """The time of the clock as TIMEX3 writes it: "22:00", "T24:00" for midnight; None where the clock has no such time."""
    words = frame.said("at")
    if "noon" in words or "midday" in words or "midnight" in words:
        return frame.lexicon.value(next(w for w in words if frame.is_of(w, "point")), "point")
    joined = "".join(words)
    if found := re.match(r"(\d{1,2})[:.](\d\d)(?::(\d\d))?", joined):
        hour, minute, second = int(found[1]), int(found[2]), found[3]
    elif found := re.match(r"(\d\d)(\d\d)(?!\d)", joined):
        hour, minute, second = int(found[1]), int(found[2]), None
    elif found := re.match(r"\d{1,2}", joined):
        hour, minute, second = int(found.group()), 0, None
    elif frame.is_of(words[0], "number"):
        hour, minute, second = int(float(frame.lexicon.value(words[0], "number"))), 0, None
        if len(words) > 1 and frame.is_of(words[1], "number"):
            minute = int(float(frame.lexicon.value(words[1], "number")))
    else:
        return None
    half = _half_of_day(frame)
    if half and not 1 <= hour <= 12:
        half = ""
    if half == "pm" and hour < 12:
        hour += 12
    elif half == "am" and hour == 12:
        hour = 0
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        return None
    return f"{hour:02}:{minute:02}" + (f":{second}" if second else "")


def _half_of_day(frame: Frame) -> str:
    letters = "".join(frame.said("apm")).replace(".", "").replace(" ", "")
    if letters:
        return letters
    if frame.has("part"):
        return "am" if frame.value("part") == "MO" else "pm"
    return ""


@sense
def day_part(frame: Frame) -> Meaning | None:
    """As in "this morning", "last night", "that evening", "the afternoon", "tonight", "overnight"."""
    if frame.has("overnight"):
        day = frame.timeline.last_day(frame.start, 80)
        value, anchor = (_iso(day), "day spoken of before") if day else _days_from_story(frame, -1)
        return Meaning("TIME", f"{value}TNI", anchor)
    if frame.has("tonight"):
        value, anchor = _days_from_story(frame, 0)
        return Meaning("TIME", f"{value}TNI", anchor, frame.edge())
    part = frame.value("part")
    if frame.has("this"):
        value, anchor = _days_from_story(frame, 0)
    elif frame.has("last") and not frame.has("gone"):
        value, anchor = _days_from_story(frame, -1)
    elif frame.has("gone") or frame.has("following"):
        value, anchor = context_day(frame)
        step = _DAY if frame.has("following") else -_DAY
        value = _iso(date.fromisoformat(value) + step) if "X" not in value else value
    else:
        value, anchor = context_day(frame)
    return Meaning("TIME", f"{value}T{part}", anchor, frame.edge())


def _days_from_story(frame: Frame, days: int) -> tuple[str, str]:
    day = frame.timeline.day
    return (_iso(day + days * _DAY), frame.timeline.origin) if day else ("XXXX-XX-XX", "no publication day to count from")


# --- decades, centuries, holidays ------------------------------------------------------------------------------------


@sense
def decade(frame: Frame) -> Meaning | None:
    """As in "the 1980s" as the three figures that its years share."""
    if frame.has("decadename"):
        return Meaning("DATE", frame.value("decadename"), "as written", frame.edge())
    figures = re.sub(r"\D", "", frame.said("decade")[0])
    if len(figures) == 4 and figures.endswith("00"):
        return Meaning("DATE", figures[:2], "as written", frame.edge())
    if len(figures) == 4:
        return Meaning("DATE", figures[:3], "as written", frame.edge())
    if frame.all_words()[0] not in ("the", "early", "late", "mid"):
        return None
    tens = int(figures[0])
    return Meaning("DATE", f"{'20' if tens <= 2 else '19'}{tens}", "two figures, of the century nearest", frame.edge())


@sense
def century(frame: Frame) -> Meaning | None:
    """As in "the 12th century" as the two figures that its years share."""
    word = frame.said("ordinal")[0]
    number = int(re.sub(r"\D", "", word)) if word[0].isdigit() else int(frame.lexicon.value(word, "ordinal"))
    return Meaning("DATE", f"{number - 1:02}", "as written", frame.edge()) if 1 <= number <= 30 else None


@sense
def holiday(frame: Frame) -> Meaning | None:
    """A holiday on its day of the year; names without a capital are none."""
    first = frame.found.parts["holiday"][0]
    if not frame.words.word(first)[:1].isupper():
        return None
    name = re.sub(r"\s+(?=['’.])", "", " ".join(frame.said("holiday"))).replace("’", "'")
    day_of = dict(holiday_rows())[name]
    year = _stated_year(frame)
    if year is not None:
        return Meaning("DATE", _iso(holiday_in(day_of, year)), "day of the holiday")
    story = frame.timeline.day
    if story is None:
        return Meaning("DATE", f"XXXX-{day_of}" if re.fullmatch(r"\d\d-\d\d", day_of) else "XXXX-XX-XX", "no year is known")
    days = sorted(holiday_in(day_of, y) for y in (story.year - 1, story.year, story.year + 1))
    offset = frame.offset("which") if frame.has("which") else None
    tense = frame.tense()
    if offset == -1 or (offset is None and tense is Tense.BEHIND):
        day = max(d for d in days if d <= story)
    elif offset == 1 or (offset is None and tense is Tense.AHEAD):
        day = min(d for d in days if d >= story)
    else:
        day = min(days, key=lambda d: abs((d - story).days))
    return Meaning("DATE", _iso(day), f"day of the holiday, {frame.timeline.origin}, {tense}")


def holiday_in(day_of: str, year: int) -> date:
    """The day of a holiday, worded as in ``data/times_holidays.tsv``, in a year."""
    if day_of.startswith("easter"):
        return easter(year) + int(day_of[6:]) * _DAY
    pieces = re.fullmatch(r"(\d\d)-(\d)-(-?\d)", day_of)
    if pieces is None:
        return date(year, int(day_of[:2]), int(day_of[3:]))
    month, weekday, which = (int(piece) for piece in pieces.groups())
    if which < 0:
        last = date(year, month, days_in(year, month))
        return last - (last.isoweekday() - weekday) % 7 * _DAY
    first = date(year, month, 1)
    return first + ((weekday - first.isoweekday()) % 7 + 7 * (which - 1)) * _DAY
