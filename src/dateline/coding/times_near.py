"""Meanings of stretches beside the publication or beside a time spoken of before: "last week", "that year", "two days later"."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from dateline.coding.times_calendar import add_months, iso_week, quarter_of
from dateline.coding.times_dates import _stated_year
from dateline.coding.times_frame import Frame, Meaning, sense
from dateline.coding.times_lengths import amount_of, length_value
from dateline.coding.times_tense import Tense

_DAY: Final = timedelta(days=1)
_BESIDE_THE_TEXT: Final = frozenset(("previous", "preceding", "prior", "following", "ensuing", "subsequent"))
_STRETCHED: Final = frozenset(("last", "past", "next", "coming", "latest"))
_NO_DAY: Final = "no publication day to count from"
_UNKNOWN: Final = {
    "D": "XXXX-XX-XX",
    "W": "XXXX-WXX",
    "M": "XXXX-XX",
    "Q": "XXXX-QX",
    "Y": "XXXX",
    "DE": "XXX",
    "CE": "XX",
    "WE": "XXXX-WXX-WE",
}
_SEASON_MONTHS: Final = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}  # the month it begins north of the equator, where most newswire is written


def unit_value(unit: str, base: date, steps: int) -> str | None:
    """The unit so many steps from the one that ``base`` lies in: ("M", 2011-03-16, -1) -> "2011-02"; None for units without a value."""
    match unit:
        case "D":
            return (base + steps * _DAY).isoformat()
        case "W":
            return iso_week(base + steps * 7 * _DAY)
        case "2W":
            return iso_week(base + steps * 14 * _DAY)
        case "WE":
            return iso_week(base + steps * 7 * _DAY) + "-WE"
        case "M":
            return "{:04}-{:02}".format(*add_months(base.year, base.month, steps))
        case "Q":
            year, quarter = divmod(base.year * 4 + quarter_of(base) - 1 + steps, 4)
            return f"{year:04}-Q{quarter + 1}"
        case "Y":
            return f"{base.year + steps:04}"
        case "DE":
            return f"{base.year // 10 + steps:03}"
        case "CE":
            return f"{base.year // 100 + steps:02}"
    return None


@sense
def near_unit(frame: Frame) -> Meaning | None:
    """As in "last week", "this month", "the following year", "that summer", "the winter of 1994"."""
    if frame.has("season"):
        return _season(frame)
    if frame.has("month"):
        return _month_beside(frame)
    if frame.has("weekday"):
        return None
    unit = frame.value("unit")
    words = (*frame.said("which"), *frame.said("same"))
    if unit in ("H", "MIN", "S") or (unit == "D" and words == ("this",)) or frame.is_title("unit"):
        return None
    if unit == "D" and words[:1] == ("the",):
        return day_beside(frame)
    story = frame.timeline.day
    offset = frame.offset("which") if frame.has("which") else 0
    beside = frame.has("same") or bool(_BESIDE_THE_TEXT & set(words))
    if words[:1] == ("the",) and _STRETCHED & set(words) and not frame.edge():
        return Meaning("DURATION", length_value(unit, 1), _side(offset))
    base, anchor = story, frame.timeline.origin
    if beside and (spoken := _spoken_day(frame, unit)):
        base, anchor = spoken, "time spoken of before"
    if base is None:
        return Meaning("DATE", _UNKNOWN.get(unit, "XXXX"), _NO_DAY, frame.edge())
    value = unit_value(unit, base, offset)
    fiscal = frame.has("fiscal")
    return Meaning("DATE", value, anchor, frame.edge(), bounded=not fiscal) if value else None


def _side(offset: int) -> str:
    return "stretch up to the publication" if offset < 0 else "stretch from the publication on"


def _spoken_day(frame: Frame, unit: str) -> date | None:
    """A day within the time spoken of before, exact enough for the unit."""
    wanted = {
        "D": r"(\d{4})-(\d\d)-(\d\d)",
        "W": r"(\d{4})-(\d\d)-(\d\d)",
        "WE": r"(\d{4})-(\d\d)-(\d\d)",
        "M": r"(\d{4})-(\d\d)",
        "Q": r"(\d{4})-(\d\d)",
    }
    found = frame.timeline.last(wanted.get(unit, r"(\d{4})(?![\dX])"), frame.start, 1200)
    if found is None:
        return None
    numbers = [int(piece) for piece in found.groups()]
    try:
        return date(*[*numbers, 1, 1][:3])
    except ValueError:
        return None


def _stated_year_before(frame: Frame) -> date | None:
    """The first day of the year spoken of just before, in a value no finer: "5 percent in 1997, from 4 percent a year earlier"."""
    found = frame.timeline.last(r"(\d{4})$", frame.start)
    return date(int(found[1]), 1, 1) if found and not frame.timeline.leaning(frame.start) and found[1] != "0000" else None


def _season(frame: Frame) -> Meaning | None:
    season, edge = frame.value("season"), frame.edge()
    if (year := _stated_year(frame)) is not None:
        return Meaning("DATE", f"{year:04}-{season}", "as written" if frame.has("year") else frame.timeline.origin, edge)
    story = frame.timeline.day
    if story is None:
        return Meaning("DATE", f"XXXX-{season}", _NO_DAY, edge)
    if frame.has("same") and (spoken := _spoken_day(frame, "Y")):
        return Meaning("DATE", f"{spoken.year:04}-{season}", "year spoken of before", edge)
    begins = _SEASON_MONTHS[season]
    # Winter counts to the year it begins in; in January it is still last year's.
    now = story.year if story.month >= begins or season != "WI" else story.year - 1
    offset = frame.offset("which") if frame.has("which") else None
    if offset == 0:
        year = story.year if season != "WI" or story.month > 4 else story.year - 1
    elif offset == -1 or (offset is None and frame.tense() is Tense.BEHIND):
        year = now if _season_over(story, season) or (offset is None and story.month >= begins) else now - 1
    elif offset == 1 or (offset is None and frame.tense() is Tense.AHEAD):
        year = now if story.month < begins else now + 1
    else:
        year = now
    return Meaning("DATE", f"{year:04}-{season}", frame.timeline.origin, edge)


def _season_over(story: date, season: str) -> bool:
    """Whether the last such season that has begun is over."""
    return 3 <= story.month < 12 if season == "WI" else story.month >= _SEASON_MONTHS[season] + 3


def _month_beside(frame: Frame) -> Meaning | None:
    """As in "that October", "the following March"."""
    month = int(frame.value("month"))
    words = (*frame.said("which"), *frame.said("same"))
    base = _spoken_day(frame, "Y") if frame.has("same") or _BESIDE_THE_TEXT & set(words) else frame.timeline.day
    base = base or frame.timeline.day
    if base is None:
        return Meaning("DATE", f"XXXX-{month:02}", _NO_DAY)
    offset = frame.offset("which") if frame.has("which") else 0
    year = base.year
    if offset < 0:
        year -= month >= base.month
    elif offset > 0:
        year += month <= base.month
    return Meaning("DATE", f"{year:04}-{month:02}", "time spoken of before")


@sense
def weekend(frame: Frame) -> Meaning | None:
    """As in "the weekend": the last one where the tense lies behind, else the coming one."""
    story = frame.timeline.day
    if story is None:
        return Meaning("DATE", "XXXX-WXX-WE", _NO_DAY)
    if frame.has("which"):
        offset = frame.offset("which")
        just_past = "this" in frame.said("which") and offset < 0  # "this past weekend"
        steps = (-1 if story.isoweekday() < 6 else 0) if just_past else offset
    else:
        tense = frame.tense()
        steps = -1 if tense is not Tense.AHEAD and story.isoweekday() < 6 else 0
    return Meaning("DATE", iso_week(story + steps * 7 * _DAY) + "-WE", frame.timeline.origin)


@sense
def year_end(frame: Frame) -> Meaning | None:
    """As in "year-end": the end of the year at hand."""
    if frame.has("year"):
        return Meaning("DATE", frame.said("year")[0], "as written", "END")
    story = frame.timeline.day
    if story is None:
        return Meaning("DATE", "XXXX", _NO_DAY)
    year = story.year - 1 if frame.before() == "since" else story.year
    return Meaning("DATE", f"{year:04}", frame.timeline.origin, "END")


@sense
def day_beside(frame: Frame) -> Meaning | None:
    """As in "the next day", "the day before", "that day": counted from the day spoken of before."""
    words = frame.all_words()
    if words[-1] in ("before", "after") and frame.after().isalpha():
        return None  # "the day before the vote" counts from the vote
    base, anchor = frame.timeline.last_day(frame.start, 1200), "day spoken of before"
    if base is None:
        base, anchor = frame.timeline.day, frame.timeline.origin
    if "before" in words or "earlier" in words or any(frame.is_of(word, "last") for word in words):
        steps = -1
    elif "after" in words or "later" in words or any(frame.is_of(word, "next") for word in words):
        steps = 1
    else:
        steps = 0
    return Meaning("DATE", (base + steps * _DAY).isoformat(), anchor) if base else Meaning("DATE", "XXXX-XX-XX", _NO_DAY)


@sense
def ago(frame: Frame) -> Meaning | None:
    """As in "two weeks ago", "a year earlier", "three days later": the unit so far from the publication or the time spoken of."""
    direction = frame.said("direction")[-1]
    sign = -1 if direction in ("ago", "earlier") else 1
    unit = frame.value("units") if frame.has("units") else frame.value("unit")
    count = amount_of(frame)
    from_text = direction in ("later", "earlier")
    if count is None:
        if from_text:
            return Meaning("DURATION", length_value(unit, None), f"{direction} than the time spoken of before")
        return Meaning("DATE", "PAST_REF" if sign < 0 else "FUTURE_REF", "a number of units left open")
    if unit == "Y" and count == 1 and direction in ("ago", "earlier") and (quarter := frame.timeline.quarter(frame.start, 700)):
        return Meaning("DATE", f"{quarter[0] - 1:04}-Q{quarter[1]}", "a year before the quarter spoken of")
    base, anchor = frame.timeline.day, frame.timeline.origin
    if from_text and (spoken := _stated_year_before(frame) if unit == "Y" else _spoken_day(frame, unit)):
        base, anchor = spoken, "time spoken of before"
    if unit in ("H", "MIN", "S"):
        return _clock_ago(frame, unit, sign * count, from_text)
    if base is None:
        return Meaning("DATE", _UNKNOWN.get(unit, "XXXX"), _NO_DAY)
    try:
        return _steps_away(unit, base, sign * count, anchor)
    except (OverflowError, ValueError):
        return Meaning("DATE", "PAST_REF" if sign < 0 else "FUTURE_REF", "lies beyond the years 1 to 9999")


def _steps_away(unit: str, base: date, count: float, anchor: str) -> Meaning | None:
    if count != int(count):
        if unit != "Y":
            return Meaning("DATE", "PAST_REF" if count < 0 else "FUTURE_REF", "a fraction of a unit")
        year, month = add_months(base.year, base.month, round(count * 12))
        return Meaning("DATE", f"{date(year, month, 1):%Y-%m}", anchor)
    steps = int(count)
    if unit in ("DE", "CE"):
        year = base.year + steps * (10 if unit == "DE" else 100)
        return Meaning("DATE", f"{date(year, 1, 1).year:04}", anchor)
    if unit == "Y":
        return Meaning("DATE", f"{date(base.year + steps, 1, 1).year:04}", anchor)
    value = unit_value(unit, base, steps)
    return Meaning("DATE", value, anchor) if value else None


def _clock_ago(frame: Frame, unit: str, count: float, from_text: bool) -> Meaning | None:
    """Hours and minutes from the publication's time of day; from a time in the text only where it states the clock."""
    seconds = count * {"H": 3600, "MIN": 60, "S": 1}[unit]
    now: datetime | None = None if from_text else frame.timeline.now
    if from_text and (spoken := frame.timeline.last(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d)", frame.start)):
        now = datetime.fromisoformat(spoken[1]) + timedelta(hours=int(spoken[2][:2]), minutes=int(spoken[2][3:]))
    if now is None:
        return Meaning("DURATION", length_value(unit, abs(count)), "no time of the clock to count from")
    try:
        moment = now + timedelta(seconds=seconds)
    except OverflowError:
        return Meaning("TIME", "", "lies beyond the years 1 to 9999")
    return Meaning("TIME", f"{moment:%Y-%m-%dT%H:%M}", frame.timeline.origin)


@sense
def the_unit(frame: Frame) -> Meaning | None:
    """As in "the year", "the week": the one at hand; "the year ended March 31" is a length."""
    unit = {"year": "Y", "week": "W"}[frame.said("unitof")[0]]
    if frame.after() in ("ended", "ending", "ends", "through", "to"):
        return Meaning("DURATION", length_value(unit, 1))
    story = frame.timeline.day
    if story is None:
        return Meaning("DATE", _UNKNOWN[unit], _NO_DAY)
    steps = -1 if unit == "W" and story.isoweekday() < 3 and frame.tense() is Tense.BEHIND else 0
    value = unit_value(unit, story, steps)
    return Meaning("DATE", value, frame.timeline.origin) if value else None
