"""Days as event data has them: the day of an event, and the instant of publication in digits."""

from __future__ import annotations

import re
from datetime import UTC, date
from typing import Final

from dateline.report import Event, Report

_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d(?!\d)")
_MONTH: Final = re.compile(r"\d{4}-\d\d(?!\d)")
_YEAR: Final = re.compile(r"\d{4}(?!\d)")
_CLOCK: Final = re.compile(r"T(\d\d(?::\d\d(?::\d\d)?)?)(?!\d)")
_NOW: Final = "PRESENT_REF"


def publication_day(report: Report) -> date | None:
    """The local day of publication, None where it is not known to the day."""
    return report.published.day if report.published is not None else None


def event_day(report: Report, event: Event) -> date | None:
    """The day told for the event; the day of publication where the report tells no time, or only that it is now.

    That is the convention of event data (resolve_date of NGEC's formatter.py). A month, a year, a week or a vague past is no day: None.
    """
    value = event.time.value if event.time is not None else _NOW
    if value == _NOW:
        return publication_day(report)
    return _date(value[:10]) if _DAY.match(value) else None


def event_month(report: Report, event: Event) -> str:
    """The month of the event as YYYYMM, empty where it is not known to the month."""
    day = event_day(report, event)
    if day is not None:
        return f"{day:%Y%m}"
    value = event.time.value if event.time is not None else ""
    return value[:7].replace("-", "") if _MONTH.match(value) else ""


def event_year(report: Report, event: Event) -> str:
    """The year of the event as YYYY, empty where it is not known to the year."""
    day = event_day(report, event)
    if day is not None:
        return f"{day:%Y}"
    value = event.time.value if event.time is not None else ""
    return value[:4] if _YEAR.match(value) else ""


def event_clock(event: Event) -> str:
    """The time of day told for the event ("14:30"), empty where none is, or only a part of the day."""
    value = event.time.value if event.time is not None else ""
    found = _CLOCK.search(value) if _DAY.match(value) else None
    return found.group(1) if found else ""


def digits(day: date | None) -> str:
    """A day as YYYYMMDD, empty for none."""
    return f"{day:%Y%m%d}" if day is not None else ""


def publication_stamp(report: Report) -> str:
    """The moment of publication as YYYYMMDDHHMMSS in UTC, empty where it is not known as an instant."""
    instant = report.published.instant if report.published is not None else None
    return f"{instant.astimezone(UTC):%Y%m%d%H%M%S}" if instant is not None else ""


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:  # "2010-02-30" as a source may misprint it
        return None
