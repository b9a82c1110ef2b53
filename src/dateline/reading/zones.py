"""Zones as page and wire copy word them: offsets, abbreviations, names, and the country that settles an ambiguous one.

The facts stand in ``data/zones.tsv``, ``data/zone_names.tsv`` and ``data/country_times.tsv``. Offsets of the past come from the IANA
database through :mod:`zoneinfo` (the system's, else the tzdata package's). Nothing here knows UTC as a default: a zone that is not
written, not known, or ambiguous is no zone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from dateline.reading.fact_tables import Row, read_table, words
from dateline.report import ZoneOrigin

_EARLIEST: Final = timedelta(hours=-12)  # the offsets in use on earth lie between these two
_LATEST: Final = timedelta(hours=14)

# "GMT+8", "UTC +05:30", "(GMT-0400)"; and the other way about, "+8 GMT".
_PREFIXED: Final = re.compile(
    r"(?:GMT|UTC|UT)\s{0,2}([+\-−–])\s?(\d{1,2})(?:[:.]?([0-5]\d))?(?![\d:.]\d|\d)(?:\s?(?:hours|hrs|h)\b)?", re.IGNORECASE
)
_POSTFIXED: Final = re.compile(r"([+\-−])(\d{1,2})(?::?([0-5]\d))?\s?(?:GMT|UTC)\b")
# A bare offset: "+08:00", "+0800", "+08". One with a minus, a colon and a blank before it may as well be the end of a span ("10:00
# -11:30").
_BARE: Final = re.compile(r"([+\-−])(\d{2})(?::?([0-5]\d))?(?![\d:])")
_PLUS: Final = re.compile(r"(\+)(\d{1,2})(?::([0-5]\d))?(?![\d:])")
_IANA: Final = re.compile(r"[A-Z][A-Za-z]+/[A-Z][A-Za-z_]+(?:/[A-Z][A-Za-z_]+)?")
_NAMED: Final = re.compile(r"((?:[^\W\d_][\w.'’-]*,?\s){1,4}?)(?:local\s)?time\b", re.IGNORECASE)
_WORD: Final = re.compile(r"[A-Za-zА-Я]{1,5}(?![\w])")
_LIKE_A_ZONE: Final = re.compile(r"[A-Z]{1,3}[SD]T|[A-Z]{2}T")


@dataclass(frozen=True, slots=True)
class Zone:
    """Either a fixed offset from UTC or the rules of an IANA zone."""

    fixed: timedelta | None
    iana: str = ""

    def offset_at(self, local: datetime) -> timedelta | None:
        """The offset at a naive local time; None where clocks showed that time twice or never, when they were put back or forward."""
        if self.fixed is not None:
            return self.fixed
        rules = zone_rules(self.iana)
        early, late = (local.replace(tzinfo=rules, fold=fold).utcoffset() for fold in (0, 1))
        return early if early == late else None


@dataclass(frozen=True, slots=True)
class Reading:
    """One thing a zone's wording may mean, and the countries whose outlets mean it; none are named where any outlet does."""

    zone: Zone
    countries: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ZoneWording:
    """A zone as written. ``readings`` is empty where the words are not known; ``local`` marks "local time"."""

    text: str
    readings: tuple[Reading, ...] = ()
    local: bool = False


@dataclass(frozen=True, slots=True)
class CountryTime:
    """What an outlet's country says about its time stamps: its only zone or "", and "dmy", "mdy" or ""."""

    zone: str
    order: str


@cache
def zone_rules(name: str) -> ZoneInfo:
    """The rules of an IANA zone. Raises ZoneInfoNotFoundError where neither the system nor the tzdata package has it."""
    return ZoneInfo(name)


def settle(wording: ZoneWording, country: str, outlet_zone: str) -> tuple[Zone | None, ZoneOrigin]:
    """What a worded zone means in an outlet of ``country`` (ISO3 or ""), and where that is known from; (None, NONE) where it stays open."""
    if wording.local:
        return (Zone(None, outlet_zone), ZoneOrigin.OUTLET) if outlet_zone else (None, ZoneOrigin.NONE)
    for reading in wording.readings:
        if country and country in reading.countries:
            return reading.zone, ZoneOrigin.ABBREVIATION
    for reading in wording.readings:
        if not reading.countries:
            return reading.zone, ZoneOrigin.EXPLICIT
    return None, ZoneOrigin.NONE


def explicit(offset: timedelta, text: str) -> ZoneWording:
    """A zone that a program wrote as an offset."""
    return ZoneWording(text, (Reading(Zone(offset)),))


def plausible(offset: timedelta) -> bool:
    """Whether some place on earth keeps the offset: between -12 and +14 hours, in quarters of an hour."""
    return _EARLIEST <= offset <= _LATEST and not offset % timedelta(minutes=15)


def match_zone(text: str, start: int, *, touching: bool, iso: bool) -> tuple[int, ZoneWording] | None:
    """The zone worded at ``start`` of a text and the position after it, None where none is.

    Called behind a clock time. ``touching`` says that nothing stands between, ``iso`` that the time was written as ISO 8601 does.
    """
    sign = text[start : start + 1]
    if sign in "+-−" and sign:
        return _match_offset(text, start, signed_minus=touching and iso)
    if not sign.isalpha():
        return None
    if found := _PREFIXED.match(text, start):
        offset = _offset(found)
        if offset is not None:
            return found.end(), explicit(offset, found.group().strip())
    if (found := _IANA.match(text, start)) and (zone := _iana(found.group())):
        return found.end(), ZoneWording(found.group(), (Reading(zone),))
    return _match_name(text, start) or _match_abbreviation(text, start, touching=touching)


def _match_offset(text: str, start: int, *, signed_minus: bool) -> tuple[int, ZoneWording] | None:
    for pattern in (_POSTFIXED, _BARE, _PLUS):
        found = pattern.match(text, start)
        if found is None:
            continue
        if pattern is _BARE and found[1] != "+" and not signed_minus and (":" in found.group() or found[3] is None):
            continue
        offset = _offset(found)
        if offset is not None:
            return found.end(), explicit(offset, found.group())
    return None


def _offset(found: re.Match[str]) -> timedelta | None:
    size = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
    offset = size if found[1] == "+" else -size
    return offset if plausible(offset) else None


def _match_name(text: str, start: int) -> tuple[int, ZoneWording] | None:
    """Like "Beijing time", "India Standard Time", "Osh local time"; "local time" alone."""
    if text[start : start + 10].lower() == "local time":
        return start + 10, ZoneWording(text[start : start + 10], (), local=True)
    found = _NAMED.match(text, start)
    if found is None or not found[1][:1].isupper():
        return None
    readings = named_readings(found[1].strip(" ,"))
    if readings is None:
        # A place whose zone is not known here ("Osh time"). Ordinary words before "time" begin no zone.
        if not all(word[:1].isupper() for word in found[1].split()) or len(found[1].split()) > 2:
            return None
        return found.end(), ZoneWording(found.group())
    return found.end(), ZoneWording(found.group(), readings)


def _match_abbreviation(text: str, start: int, *, touching: bool) -> tuple[int, ZoneWording] | None:
    found = _WORD.match(text, start)
    if found is None:
        return None
    word = found.group()
    if word in ("Z", "z") and not touching:
        return None
    readings = abbreviations().get(word)
    if readings is None and word.upper() in _known_in_any_case():
        readings = abbreviations()[word.upper()]
    if readings is None and word == "z":
        readings = abbreviations()["Z"]
    if readings is None and (not _LIKE_A_ZONE.fullmatch(word) or word.lower() in _no_zones()):
        return None
    return found.end(), ZoneWording(word, readings or ())


# --- the facts -------------------------------------------------------------------------------------------------------


@cache
def abbreviations() -> Mapping[str, tuple[Reading, ...]]:
    """The readings of every known abbreviation. Raises DataError."""
    return _readings(read_table("zones.tsv", "abbreviation reading countries any_case name"))


@cache
def _known_in_any_case() -> frozenset[str]:
    rows = read_table("zones.tsv", "abbreviation reading countries any_case name")
    for row in rows:
        if row.cells[3] not in ("yes", "no"):
            raise row.wrong(f"any_case must be yes or no, not {row.cells[3]!r}")
    return frozenset(row.cells[0] for row in rows if row.cells[3] == "yes")


@cache
def _no_zones() -> frozenset[str]:
    rows = read_table("time_words.tsv", "meaning value words")
    return frozenset(word for row in rows if row.cells[0] == "not_zone" for word in words(row.cells[2]))


@cache
def _names() -> Mapping[str, tuple[Reading, ...]]:
    found = _readings(read_table("zone_names.tsv", "name reading countries"))
    return {name.lower(): readings for name, readings in found.items()}


@cache
def _zone_towns() -> Mapping[str, str]:
    """Towns that IANA zones are named after, in lower case: "new york" -> "America/New_York"."""
    towns: dict[str, str] = {}
    for name in sorted(available_timezones()):
        area, _, town = name.partition("/")
        if town and area not in ("Etc", "US", "Canada", "Brazil", "Chile", "Mexico", "SystemV"):
            towns.setdefault(town.rpartition("/")[2].replace("_", " ").lower(), name)
    return towns


def named_readings(name: str) -> tuple[Reading, ...] | None:
    """What "NAME time" may mean, None where the name is not known."""
    folded = " ".join(name.lower().split())
    for form in (folded, re.sub(r"\s(?:standard|daylight|summer|local)$", "", folded)):
        if form in _names():
            return _names()[form]
        if form in _zone_towns():
            return (Reading(Zone(None, _zone_towns()[form])),)
    return None


@cache
def country_times() -> Mapping[str, CountryTime]:
    """Zone and day-month order of every country. Raises DataError."""
    times: dict[str, CountryTime] = {}
    for row in read_table("country_times.tsv", "country domains zone order name"):
        country, _, zone, order, _ = row.cells
        if not re.fullmatch(r"[A-Z]{3}", country) or country in times:
            raise row.wrong(f"{country!r} is no ISO 3166 alpha-3 code, or stands twice")
        if order not in ("", "dmy", "mdy"):
            raise row.wrong(f"order must be dmy, mdy or empty, not {order!r}")
        if zone:
            _checked_zone(row, zone)
        times[country] = CountryTime(zone, order)
    return times


def _readings(rows: Sequence[Row]) -> dict[str, tuple[Reading, ...]]:
    found: dict[str, list[Reading]] = {}
    for row in rows:
        name, meaning, countries = row.cells[:3]
        named = frozenset() if countries == "*" else frozenset(words(countries))
        if countries != "*" and (not named or not all(re.fullmatch(r"[A-Z]{3}", country) for country in named)):
            raise row.wrong(f"countries must be * or ISO 3166 alpha-3 codes separated by commas, not {countries!r}")
        earlier = found.setdefault(name, [])
        if any(reading.countries & named or (not named and not reading.countries) for reading in earlier):
            raise row.wrong(f"{name!r} has two readings for the same country")
        earlier.append(Reading(_checked_zone(row, meaning), named))
    return {name: tuple(readings) for name, readings in found.items()}


def _checked_zone(row: Row, meaning: str) -> Zone:
    if found := re.fullmatch(r"([+-])(\d{2}):(\d{2})", meaning):
        offset = _offset(found)
        if offset is None:
            raise row.wrong(f"{meaning!r} is no offset in use between -12:00 and +14:00")
        return Zone(offset)
    if "/" not in meaning:
        raise row.wrong(f"expected an offset such as +08:00 or an IANA zone such as Asia/Shanghai, not {meaning!r}")
    return Zone(None, meaning)


def _iana(name: str) -> Zone | None:
    try:
        zone_rules(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
    return Zone(None, name)
