"""Time stamps as pages word them, read part by part: which days, clock time and zone the words state, and no more.

Own grammar, because the libraries lose what matters here (tried on python-dateutil 4.0, dateparser 1.5, htmldate 1.11): dateutil and
dateparser fill parts that are not written from today ("April 2010" gets today's day, "April 8" this year), settle "04-08-2010" for one
order without a word, resolve "3 hours ago" against the clock of the reading machine, and return a datetime, so that nobody can tell
whether a minute or only a day was written. dateutil drops every zone name it does not know; dateparser refuses "2010-04-08 14:55 BJT",
takes IST for Israel's, and reads "20100408T145500Z" as the year 1628. htmldate returns days.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Final

from dateline.reading.time_parts import Clock, Day, Part, Role, read_parts
from dateline.reading.zones import ZoneWording, explicit

LONGEST_LINE: Final = 400  # characters; time stamps stand in shorter lines
_EPOCH: Final = (631_152_000, 4_102_444_800)  # seconds: 1990 to 2100


@dataclass(frozen=True, slots=True)
class Stamp:
    """One time stamp. ``days`` are the days it may mean, empty where only a clock time is written; more than one where the order of day and
    month is open; ``dotted`` where that date is written with dots, which is day first unless the outlet's country writes otherwise.
    ``twin`` is the same moment in another zone ("14:55 (0655 GMT)"). ``problem`` says why a stamp cannot be used."""

    role: Role = Role.UNSAID
    days: tuple[Day, ...] = ()
    clock: Clock | None = None
    zone: ZoneWording | None = None
    weekday: int | None = None
    twin: tuple[Clock, ZoneWording] | None = None
    dotted: bool = False
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Wording:
    """What a text says of time. ``pure`` is true where it holds stamps, their labels and signs and nothing else."""

    stamps: tuple[Stamp, ...]
    pure: bool


def read_wording(text: str) -> Wording:
    """The time stamps of a text, in order. Never raises; a text without any gives no stamps."""
    text = _plain(text)
    if found := re.fullmatch(r"(\d{10})(?:\.\d+)?|(\d{13})", text):
        seconds = int(found[1]) if found[1] else int(found[2]) // 1000
        if _EPOCH[0] <= seconds < _EPOCH[1]:
            return Wording((_epoch(seconds),), True)
    if len(text) > LONGEST_LINE:
        text = text[:LONGEST_LINE]
        return Wording(_assemble(list(read_parts(text)))[0], False)
    stamps, pure = _assemble(list(read_parts(text)))
    return Wording(stamps, pure)


def _plain(text: str) -> str:
    """Wide digits, odd spaces and minus signs set right; what is left is compared as it stands."""
    text = text.translate(_SIGNS).strip()
    return " ".join(text.split())


_SIGNS: Final = str.maketrans(
    {
        "−": "-",
        "–": "-",
        "—": "-",
        "‑": "-",
        "：": ":",
        "（": "(",
        "）": ")",
        "，": ",",
        "／": "/",
        "．": ".",
        "\u200e": "",
        "\u200f": "",
        "\ufeff": "",
    }
    | {chr(0xFF10 + digit): str(digit) for digit in range(10)}
)


def _epoch(seconds: int) -> Stamp:
    moment = datetime.fromtimestamp(seconds, UTC)
    day, clock = Day(moment.year, moment.month, moment.day), Clock(moment.hour, moment.minute, moment.second)
    return Stamp(days=(day,), clock=clock, zone=explicit(timedelta(0), "epoch"))


# --- putting the parts together --------------------------------------------------------------------------------------


def _assemble(parts: list[Part]) -> tuple[tuple[Stamp, ...], bool]:
    """The stamps the parts make, and whether they make up the whole text."""
    parts = [replace(part, kind="break") if part.spoken and not _beside_date(parts, index) else part for index, part in enumerate(parts)]
    stamps: list[Stamp] = []
    current = Stamp()
    role = Role.UNSAID
    pure = True
    on_twin = False
    for part in parts:
        match part.kind:
            case "days":
                if current.days and _same_day(current.days, part.days):
                    continue
                if current.days:
                    stamps.append(current)
                    current = Stamp(role)
                    on_twin = False
                current = replace(current, role=role, days=part.days, dotted=part.dotted, problem=current.problem or part.problem)
            case "clock" | "midnight":
                if part.kind == "midnight":
                    current = replace(current, role=role)
                elif current.clock is None:
                    current = replace(current, role=role, clock=part.clock, problem=current.problem or part.problem)
                elif part.clock is not None and current.twin is None and not part.problem:
                    current = replace(current, twin=(part.clock, ZoneWording("")))
                    on_twin = True
                else:
                    stamps.append(current)
                    current = Stamp(role, clock=part.clock, problem=part.problem)
                    on_twin = False
            case "zone":
                if part.zone is None:
                    continue
                if on_twin and current.twin is not None:
                    if not current.twin[1].text:
                        current = replace(current, twin=(current.twin[0], part.zone))
                elif current.zone is None:
                    current = replace(current, zone=part.zone)
            case "year":
                if current.days and current.days[0].year is None and not current.problem:
                    days = tuple(Day(part.number, day.month, day.day, day.order) for day in current.days)
                    problem = "" if all(day.exists() for day in days) else f"{part.number} has no such day"
                    current = replace(current, days=days, problem=problem)
                else:
                    pure = False
            case "weekday":
                current = replace(current, weekday=part.number)
            case "relative":
                stamps.append(current)
                stamps.append(Stamp(role, problem="is counted from the moment of visiting the page"))
                current = Stamp(role)
                on_twin = False
            case "label":
                stamps.append(current)
                role = part.role
                current = Stamp(role)
                on_twin = False
            case "break":
                pure = False
                stamps.append(current)
                current = Stamp(role)
                on_twin = False
            case _:
                continue
    stamps.append(current)
    found = _joined([_checked(stamp) for stamp in stamps if stamp.days or stamp.clock or stamp.problem])
    return tuple(found), pure and bool(found)


def _beside_date(parts: list[Part], index: int) -> bool:
    """Whether a date or a zone stands right beside a part, joining words aside: then "14.55" is a clock time."""
    for step in (-1, 1):
        other = index + step
        while 0 <= other < len(parts) and parts[other].kind in ("joiner", "weekday"):
            other += step
        if 0 <= other < len(parts) and parts[other].kind in ("days", "zone"):
            return True
    return False


def _same_day(one: tuple[Day, ...], other: tuple[Day, ...]) -> bool:
    return bool({day[:3] for day in one} & {day[:3] for day in other})


def _checked(stamp: Stamp) -> Stamp:
    """A stamp with the weekday used: it decides between readings of a numeric date."""
    if stamp.twin is not None and not stamp.twin[1].text:
        stamp = replace(stamp, twin=None)
    if stamp.weekday is None or len(stamp.days) < 2:
        return stamp
    fitting = [
        day for day in stamp.days if day.year and day.month and day.day and date(day.year, day.month, day.day).isoweekday() == stamp.weekday
    ]
    return replace(stamp, days=(Day(*fitting[0][:3]),)) if len(fitting) == 1 else stamp


def _joined(stamps: list[Stamp]) -> list[Stamp]:
    """A date and a clock time that other words keep apart are one stamp when no other is near.

    "April 8, 2010 | By Maren Holt | 2:55 p.m. EDT"; and "8 April 2010 Last updated at 06:55 GMT", whose day is the change's, too.
    """
    if len(stamps) == 2 and not any(stamp.problem for stamp in stamps):
        dated = [stamp for stamp in stamps if stamp.days and not stamp.clock]
        timed = [stamp for stamp in stamps if stamp.clock and not stamp.days]
        if len(dated) == 1 and len(timed) == 1:
            day, clock = dated[0], timed[0]
            if day.role == clock.role or (day.role is Role.UNSAID and clock.role is Role.MODIFIED and stamps[0] is day):
                zone, weekday = clock.zone or day.zone, day.weekday or clock.weekday
                return [replace(day, role=clock.role, clock=clock.clock, zone=zone, twin=clock.twin, weekday=weekday)]
    return stamps
