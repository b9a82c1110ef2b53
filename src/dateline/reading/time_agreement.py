"""Which claims about a publication time can be of the same moment, which of them is best supported, and what they say together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Final

from dateline.reading.time_claims import MACHINE, Claim, Place, possible_offsets
from dateline.reading.time_parts import Clock, Role
from dateline.reading.zones import plausible
from dateline.report import EvidenceKind, Precision, ZoneOrigin

_ZERO: Final = timedelta(0)
_HOUR: Final = timedelta(hours=1)
_MINUTE: Final = timedelta(minutes=1)
_DAY: Final = timedelta(days=1)
_HALF_HOUR: Final = timedelta(minutes=30)  # zones in use differ by whole and half hours nearly everywhere; quarters would match by chance

# What a claim's place weighs. A page's metadata come from one program, so the kinds of a group count once, by the heaviest.
_WEIGHTS: Final = {
    EvidenceKind.HINT: (0, 100.0),
    EvidenceKind.FEED: (1, 8.0),
    EvidenceKind.JSON_LD: (2, 5.0),
    EvidenceKind.META: (2, 4.5),
    EvidenceKind.TIME: (2, 4.2),
    EvidenceKind.TEXT: (3, 4.0),
    EvidenceKind.URL: (4, 2.0),
    EvidenceKind.DATELINE: (5, 1.0),
}
_COARSENESS: Final = (Precision.SECOND, Precision.MINUTE, Precision.HOUR, Precision.DAY, Precision.MONTH, Precision.YEAR)


def best_supported(claims: Sequence[Claim], place: Place) -> Claim:
    """The claim that most evidence supports, with what the claims that agree with it add. ``claims`` must not be empty."""

    def support(claim: Claim) -> tuple[float, bool, float, int, int]:
        groups: dict[int, float] = {}
        for other in claims:
            if other is claim or agree(claim, other, place):
                group, weight = _WEIGHTS[other.kind]
                groups[group] = max(groups.get(group, 0.0), weight)
        own = _WEIGHTS[claim.kind][1]
        # A label that says "published" outweighs none; then the place, then the precision, then the order of the page.
        return sum(groups.values()), claim.role is Role.PUBLISHED, own, -_COARSENESS.index(claim.precision), -claim.number

    anchor = max(claims, key=support)
    return _together(anchor, [claim for claim in claims if claim is not anchor and agree(anchor, claim, place)], place)


# --- agreement ---------------------------------------------------------------------------------------------------------


def agree(one: Claim, other: Claim, place: Place) -> bool:
    """Whether two claims can be of the same moment."""
    if one.local is None or other.local is None:
        return _same_day(one, other)
    if one.instant is not None and other.instant is not None and _cut(one, other, one.instant - other.instant):
        return True
    return (
        _same_wall_clock(one, other)
        or _same_moment_elsewhere(one, other, place)
        or _same_moment_elsewhere(other, one, place)
        or _winter_name_in_summer(one, other)
        or _winter_name_in_summer(other, one)
    )


def _same_day(one: Claim, other: Claim) -> bool:
    """Whether a day, month or year and another claim fit. A time that a program wrote in UTC may be of the day before or after, locally."""
    for coarse, fine in ((one, other), (other, one)):
        if coarse.day is None:
            # A month or year, or a numeric date in an unknown order.
            if fine.day is None:
                return one.year == other.year and {day[:3] for day in one.days} & {day[:3] for day in other.days} != set()
            return any(
                (day.year, day.month, day.day or fine.day.day) == (fine.day.year, fine.day.month, fine.day.day)
                or (day.month is None and day.year == fine.day.year)
                for day in coarse.days
            )
    if one.day is None or other.day is None:
        return False
    in_utc = any(claim.kind in MACHINE and claim.offset == _ZERO for claim in (one, other))
    return abs(one.day - other.day) <= (_DAY if in_utc else _ZERO)


def _cut(one: Claim, other: Claim, difference: timedelta) -> bool:
    """Whether two times are the same at the coarser of their precisions, the finer one having been cut."""
    coarse = max(one.precision, other.precision, key=_COARSENESS.index)
    unit = {Precision.SECOND: timedelta(seconds=1), Precision.MINUTE: _MINUTE}.get(coarse, _HOUR)
    return abs(difference) < unit


def _same_wall_clock(one: Claim, other: Claim) -> bool:
    """The same figures, at most one of them with a zone that means something: programs stamp local times with Z, and leave zones out."""
    if one.local is None or other.local is None or not _cut(one, other, one.local - other.local):
        return False
    if one.offset is None or other.offset is None or one.offset == other.offset:
        sure = [claim for claim in (one, other) if claim.zone is not None]
        offsets = [possible_offsets(claim) for claim in sure]
        return (
            len(sure) < 2
            or not offsets[0]
            or not offsets[1]
            or bool(offsets[0] & offsets[1])
            or _utc_by_program(one)
            or _utc_by_program(other)
        )
    return _utc_by_program(one) or _utc_by_program(other) or ZoneOrigin.OUTLET in (one.origin, other.origin)


def _utc_by_program(claim: Claim) -> bool:
    return claim.kind in MACHINE and claim.offset == _ZERO


def _same_moment_elsewhere(sure: Claim, open_: Claim, place: Place) -> bool:
    """Whether a time without sure zone is, some hours off, the moment that another claim states with an offset."""
    if sure.instant is None or sure.origin is ZoneOrigin.OUTLET or open_.local is None:
        return False
    if open_.offset is not None and open_.origin is not ZoneOrigin.OUTLET:
        return False
    return _offset_between(sure, open_, place) is not None


def _offset_between(sure: Claim, open_: Claim, place: Place) -> timedelta | None:
    """The offset that makes ``open_`` the moment of ``sure``: one its zone may mean, the outlet's, or, where nothing is known, a usual
    one."""
    if sure.instant is None or open_.local is None:
        return None
    difference = open_.local - sure.instant
    if sure.clock is not None and sure.clock.second is not None and open_.clock is not None and open_.clock.second is None:
        difference = open_.local - sure.instant.replace(second=0)
    if not plausible(difference):
        return None
    if open_.kind in MACHINE and open_.zone is None and difference == _ZERO:
        return difference  # a program that writes UTC without saying so
    meant = possible_offsets(open_)
    if meant:
        return difference if difference in meant else None
    if open_.offset is not None:
        return difference if difference == open_.offset else None
    if place.zone or (open_.zone is not None and not open_.zone.local):
        # The outlet's zone is known and says otherwise, or clocks showed this time twice; or the zone is a name not known here.
        return difference if not place.zone or open_.zone is not None else None
    return difference if not difference % _HALF_HOUR and open_.kind is EvidenceKind.TEXT else None


def _winter_name_in_summer(named: Claim, sure: Claim) -> bool:
    """Whether words name the standard time of a zone ("EST") where a program's offset shows that summer time was kept."""
    if named.kind is not EvidenceKind.TEXT or sure.kind not in MACHINE or named.instant is None or sure.instant is None:
        return False
    if named.zone is None or named.zone.text[-2:].upper() not in ("ST", "ET", "EZ") or named.local is None:
        return False
    return _cut(named, sure, named.instant - sure.instant - _HOUR)


# --- what agreeing claims say together -----------------------------------------------------------------------------------


def _together(anchor: Claim, others: Sequence[Claim], place: Place) -> Claim:
    """The anchor with what agreeing claims add: a clock time to a day, a zone to a time, local words to UTC, seconds to minutes."""
    claims = [anchor, *others]
    timed = [claim for claim in claims if claim.local is not None]
    if not timed:
        # Days above months above years, then by weight.
        return min(claims, key=lambda claim: (_COARSENESS.index(claim.precision), -_WEIGHTS[claim.kind][1], claim.number))
    # Claims may agree with a day without agreeing with each other: those of the heaviest clock time count.
    lead = anchor if anchor.local is not None else max(timed, key=lambda claim: (_WEIGHTS[claim.kind][1], -claim.number))
    timed = [claim for claim in timed if claim is lead or agree(lead, claim, place)]
    base = _most_telling(timed, place)
    return _with_seconds(base, timed)


def _most_telling(timed: Sequence[Claim], place: Place) -> Claim:
    """Of claims of one moment the one whose wall clock is local and whose zone is surest, its zone settled by the others where it can
    be."""
    words = [claim for claim in timed if claim.kind not in MACHINE]
    stated = [claim for claim in timed if claim.offset is not None and claim.origin in (ZoneOrigin.EXPLICIT, ZoneOrigin.ABBREVIATION)]
    away = [claim for claim in stated if claim.offset != _ZERO or not _utc_by_program(claim)]
    programs = [claim for claim in stated if claim.kind in MACHINE]
    for spoken in words:
        for program in programs:
            if _winter_name_in_summer(spoken, program) and spoken.offset is not None:
                return replace(spoken, offset=spoken.offset + _HOUR, origin=ZoneOrigin.EXPLICIT)
    # An ambiguous or outlet's zone beside a program's offset for the same moment is sure.
    for spoken in words:
        if spoken.origin is not ZoneOrigin.EXPLICIT:
            for program in programs:
                if program.instant is not None and spoken.instant is not None and _cut(spoken, program, spoken.instant - program.instant):
                    if program.offset == spoken.offset:
                        return program
                    return replace(spoken, origin=ZoneOrigin.EXPLICIT)
                if spoken.offset is None and (offset := _offset_between(program, spoken, place)) is not None:
                    return program if offset == program.offset else replace(spoken, offset=offset, origin=ZoneOrigin.EXPLICIT)

    def rank(claim: Claim) -> tuple[int, float, float, int]:
        told = [claim in away, claim in stated, claim.offset is not None, True].index(True)
        explicit = claim.origin is not ZoneOrigin.EXPLICIT
        return told, explicit, -_WEIGHTS[claim.kind][1] if claim.zone is not None else 0.0, claim.number

    return min(timed, key=rank)


def _with_seconds(base: Claim, timed: Sequence[Claim]) -> Claim:
    """The base with minutes or seconds that another claim of the moment states; :00 seconds may be what a program puts where it has
    none."""
    for claim in timed:
        if base.clock is None or claim.clock is None or claim is base:
            continue
        if base.clock.minute is None and claim.clock.minute is not None:
            base = replace(base, clock=Clock(base.clock.hour, claim.clock.minute))
        if base.clock is not None and base.clock.second is None and claim.clock.second:
            base = replace(base, clock=Clock(base.clock.hour, base.clock.minute, claim.clock.second))
    return base
