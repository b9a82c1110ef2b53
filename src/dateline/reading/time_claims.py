"""What one piece of evidence claims about the publication time: a local time at a stated precision, with a zone or without.

A claim is made from a stamp (``time_wording``) in steps, each of which may leave it as it is: order of day and month, missing year, zone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone
from typing import Final

from dateline.reading.time_parts import Clock, Day, Role
from dateline.reading.time_wording import Stamp
from dateline.reading.zones import Zone, ZoneWording, plausible, settle
from dateline.report import Evidence, EvidenceKind, Precision, PublicationTime, ZoneOrigin

MACHINE: Final = frozenset({EvidenceKind.FEED, EvidenceKind.JSON_LD, EvidenceKind.META, EvidenceKind.TIME})
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Place:
    """What the outlet says of its time stamps: country (ISO3), the zone it writes in, the order of day and month; each empty where
    unknown."""

    country: str = ""
    zone: str = ""
    order: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """One stamp of one candidate. ``number`` is the candidate's place in the sequence given."""

    evidence: Evidence
    number: int
    role: Role
    days: tuple[Day, ...]
    clock: Clock | None
    zone: ZoneWording | None
    offset: timedelta | None = None
    origin: ZoneOrigin = ZoneOrigin.NONE
    placeholder: bool = False

    @property
    def kind(self) -> EvidenceKind:
        """The kind of evidence."""
        return self.evidence.kind

    @property
    def day(self) -> date | None:
        """The day, None where it is open or not all written."""
        if len(self.days) != 1:
            return None
        year, month, day, _ = self.days[0]
        return date(year, month, day) if year is not None and month is not None and day is not None else None

    @property
    def local(self) -> datetime | None:
        """The local time without zone, the parts that are not written zero; None where there is no clock time or no day."""
        if self.clock is None or self.day is None:
            return None
        start = datetime(self.day.year, self.day.month, self.day.day)
        return start + timedelta(hours=self.clock.hour, minutes=self.clock.minute or 0, seconds=self.clock.second or 0)

    @property
    def instant(self) -> datetime | None:
        """The local time with the offset taken away, as a naive UTC time; None where either is not known."""
        return self.local - self.offset if self.local is not None and self.offset is not None else None

    @property
    def precision(self) -> Precision:
        """The smallest unit that is written and settled."""
        if self.clock is not None and self.day is not None:
            if self.clock.second is not None:
                return Precision.SECOND
            return Precision.MINUTE if self.clock.minute is not None else Precision.HOUR
        if self.day is not None:
            return Precision.DAY
        return Precision.MONTH if len(self.days) == 1 and self.days[0].month is not None else Precision.YEAR

    @property
    def year(self) -> int | None:
        """The year all readings share, None where they share none."""
        years = {day.year for day in self.days}
        return years.pop() if len(years) == 1 else None


def claim_from(stamp: Stamp, evidence: Evidence, number: int, role: Role) -> Claim:
    """A claim as its stamp words it, with nothing settled yet; a moment given in two zones has its offset from their difference."""
    claim = Claim(evidence, number, role, stamp.days, stamp.clock, stamp.zone)
    if stamp.twin is not None and claim.clock is not None and (offset := _offset_of_twins(stamp)) is not None:
        claim = replace(claim, offset=offset, origin=ZoneOrigin.EXPLICIT)
    return claim


def _offset_of_twins(stamp: Stamp) -> timedelta | None:
    """The offset of the first of two wordings of a moment, where the second one's zone is sure: 14:55 (0655 GMT) is +08:00."""
    if stamp.twin is None or stamp.clock is None:
        return None
    clock, wording = stamp.twin
    zone, origin = settle(wording, "", "")
    if zone is None or zone.fixed is None or origin is not ZoneOrigin.EXPLICIT:
        return None
    difference = _since_midnight(stamp.clock) - (_since_midnight(clock) - zone.fixed)
    possible = {difference + shift * _DAY for shift in (-1, 0, 1, 2)}
    fitting = [offset for offset in possible if plausible(offset)]
    if stamp.zone is not None and stamp.zone.readings:
        meant = {reading.zone.fixed for reading in stamp.zone.readings}
        fitting = [offset for offset in fitting if offset in meant] or fitting
    return fitting[0] if len(fitting) == 1 else None


def _since_midnight(clock: Clock) -> timedelta:
    return timedelta(hours=clock.hour, minutes=clock.minute or 0, seconds=clock.second or 0)


# --- order of day and month, missing years -----------------------------------------------------------------------------


def with_sure_day(claim: Claim, known: Sequence[date], place: Place, *, dotted: bool) -> Claim:
    """The claim with the order of day and month settled where something settles it.

    First by the days the page states elsewhere (``known``), a day's difference allowed for zones; then by the order the outlet's country
    writes; then by the dots, which stand between day, month and year in that order. Else both readings stay.
    """
    if len(claim.days) < 2:
        return claim
    near = [day for day in claim.days if any(abs(_as_date(day) - other) <= _DAY for other in known)]
    if len(near) == 1:
        return replace(claim, days=(_plain(near[0]),))
    order = place.order or ("dmy" if dotted else "")
    usual = [day for day in claim.days if day.order == order]
    return replace(claim, days=(_plain(usual[0]),)) if len(usual) == 1 else claim


def _as_date(day: Day) -> date:
    return date(day.year or 1, day.month or 1, day.day or 1)


def _plain(day: Day) -> Day:
    return Day(*day[:3])


def with_year(claim: Claim, known: Sequence[date], years: Sequence[int], weekday: int | None) -> Claim:
    """The claim with the year of a day written without one: the year of the same day stated elsewhere on the page (a day's difference
    allowed), else the only year the page's address states, unless the weekday written speaks against it."""
    if len(claim.days) != 1 or claim.days[0].year is not None or claim.days[0].month is None or claim.days[0].day is None:
        return claim
    month, day = claim.days[0].month, claim.days[0].day
    found = {year for other in known for year in (other.year - 1, other.year, other.year + 1) if _near(year, month, day, other)}
    if not found and not known:
        found = set(years)
    fitting = [
        year for year in sorted(found) if (whole := Day(year, month, day)).exists() and weekday in (None, _as_date(whole).isoweekday())
    ]
    return replace(claim, days=(Day(fitting[0], month, day),)) if len(fitting) == 1 else claim


def _near(year: int, month: int, day: int, other: date) -> bool:
    return Day(year, month, day).exists() and abs(date(year, month, day) - other) <= _DAY


# --- zones -------------------------------------------------------------------------------------------------------------


def with_zone(claim: Claim, place: Place) -> Claim:
    """The claim with its offset: of the zone written, or of the outlet where none is; untouched where that stays open."""
    if claim.offset is not None or claim.local is None:
        return claim
    if claim.zone is not None:
        zone, origin = settle(claim.zone, place.country, place.zone)
    else:
        zone, origin = (Zone(None, place.zone), ZoneOrigin.OUTLET) if place.zone else (None, ZoneOrigin.NONE)
    offset = zone.offset_at(claim.local) if zone is not None else None
    return replace(claim, offset=offset, origin=origin if offset is not None else ZoneOrigin.NONE)


def possible_offsets(claim: Claim) -> frozenset[timedelta]:
    """Every offset the zone of a claim may stand for, an ambiguous one's readings all included."""
    if claim.offset is not None and claim.origin is not ZoneOrigin.OUTLET:
        return frozenset({claim.offset})
    if claim.zone is None or claim.local is None:
        return frozenset()
    offsets = (reading.zone.offset_at(claim.local) for reading in claim.zone.readings)
    return frozenset(offset for offset in offsets if offset is not None)


# --- the record --------------------------------------------------------------------------------------------------------


def publication_time(claim: Claim) -> PublicationTime | None:
    """The claim as a record, None where it states no year or its day is out of the calendar's range."""
    precision = claim.precision
    local = claim.local
    if local is not None:
        value = local.isoformat(timespec={"hour": "hours", "minute": "minutes"}.get(precision.value, "seconds"))
    elif claim.day is not None:
        value = claim.day.isoformat()
    elif claim.year is None:
        return None
    elif precision is Precision.MONTH:
        value = f"{claim.year:04}-{claim.days[0].month:02}"
    else:
        value = f"{claim.year:04}"
    zone = claim.zone.text if claim.zone is not None else ""
    if local is None and not (claim.zone is not None and claim.offset is not None):
        return PublicationTime(value, precision, None, zone, ZoneOrigin.NONE, claim.evidence)
    instant = None
    if local is not None and claim.offset is not None:
        instant = local.replace(tzinfo=timezone(claim.offset))
    return PublicationTime(value, precision, claim.offset, zone, claim.origin, claim.evidence, instant)
