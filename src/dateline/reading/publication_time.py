"""When a report was published: read from many places, weighed against each other, stated as exactly as the source says and no more.

How :func:`choose` decides:

1. Every candidate is read into claims. A label ("Updated") or the place's name ("dateModified") marks the time of a change; those count
   only where nothing says when the report was published, or nothing but a day in its address that they agree with.
2. "04-08-2010" is settled by the other claims of the page, then by the outlet's country; where neither does, the year stands and nothing
   else ("2010", precision year; the words are kept in the evidence). A year that is not written comes from the other claims or the address,
   else the claim is left out: this year is never supposed.
3. A zone that is written counts at its word. An ambiguous abbreviation is settled by the outlet's country, or by another claim that states
   the same moment with an offset. A time without zone gets the outlet's, where that has only one; else it has none. Never UTC.
4. Midnight to the second in a machine's field is what programs write for a day: it counts as that day, unless words that a reader sees, or
   the caller, say midnight.
5. Claims that can be the same moment support each other. The best supported one wins, weighed by place: the caller's hint above all, then
   feed fields, the page's metadata (JSON-LD, meta and time elements together count once, they come from one program), the words a reader
   sees, the address, the dateline. So metadata outweighs the words, but words and address together outweigh metadata that contradict both.
6. Of the claims that agree with the winner the local wording with a zone is kept, seconds of another claim added where they are not :00:
   JSON-LD "2010-04-08T06:55:23Z" beside the words "2010-04-08 14:55 BJT" gives 14:55:23 BJT.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from typing import Final

from dateline.errors import ReadError
from dateline.reading.fact_tables import read_table
from dateline.reading.outlets import find_outlet
from dateline.reading.time_agreement import best_supported
from dateline.reading.time_claims import MACHINE, Claim, Place, claim_from, publication_time, with_sure_day, with_year, with_zone
from dateline.reading.time_parts import Clock, Day, Role, month_number
from dateline.reading.time_wording import LONGEST_LINE, Stamp, read_wording
from dateline.reading.zones import country_times
from dateline.report import Evidence, EvidenceKind, Precision, PublicationTime, ZoneOrigin

_URL_DAY: Final = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(?:"
    r"([-/_.]?)(0[1-9]|1[0-2])([-/_]?)(0[1-9]|[12]\d|3[01])(?!\d{1,3}(?!\d))"  # /2010/04/08/, /2010-04/08/, 20100408
    r"|/([1-9]|1[0-2])/([1-9]|[12]\d|3[01])(?=/)"  # /2010/4/8/
    r"|[-/]([a-z]{3,9})[-/](\d{1,2})(?!\d))",  # /2010/apr/08/
    re.IGNORECASE,
)
_URL_MONTH: Final = re.compile(r"/((?:19|20)\d\d)[-/]?(0[1-9]|1[0-2])/")
_URL_YEAR: Final = re.compile(r"/((?:19|20)\d\d)/")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A piece of a source that may state the publication time: the kind of place, its name there ("datePublished") and its words."""

    kind: EvidenceKind
    where: str
    text: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A settled publication time, or none, and in words what had to be left open on the way ("'3 hours ago' is counted from ...")."""

    time: PublicationTime | None
    left_open: tuple[str, ...]


def choose(candidates: Sequence[Candidate], *, country: str = "", url: str = "", publisher: str = "") -> PublicationTime | None:
    """The publication time the candidates and the address state, None where they state none. Never raises for their wording.

    ``country`` is the outlet's, ISO 3166 alpha-3; ``url`` is the report's address, which also names the outlet, as ``publisher`` does.
    """
    return weigh(candidates, country=country, url=url, publisher=publisher).time


def weigh(candidates: Sequence[Candidate], *, country: str = "", url: str = "", publisher: str = "") -> Choice:
    """Like :func:`choose`, with the reasons for what was left open."""
    place = _place(country, url, publisher)
    notes: list[str] = []
    in_url = _claims_of_url(url, len(candidates))
    worded = [found for number, candidate in enumerate(candidates) for found in _worded(candidate, number, notes)]
    claims = _settled(worded, in_url, place, notes)
    published = [claim for claim in claims if claim.role is not Role.MODIFIED]
    modified = [claim for claim in claims if claim.role is Role.MODIFIED]
    weak = all(claim.kind in (EvidenceKind.URL, EvidenceKind.DATELINE) for claim in published)
    if modified and weak and (not published or any(_same_day(one, other) for one in published for other in modified)):
        notes.append("the source states only when the report was last changed, not when it was first published")
        published = [*modified, *published]
    time = None
    if published:
        time = publication_time(best_supported(published, place))
    if time is not None and time.precision is Precision.YEAR and re.search(r"\d\D+\d", time.evidence.text):
        notes.append(f"{time.evidence.text!r}: day and month may stand in either order, and nothing tells which")
    return Choice(time, tuple(dict.fromkeys(notes)))


def from_hint(published: str | datetime | date, *, country: str = "", url: str = "", publisher: str = "") -> PublicationTime:
    """The publication time a caller gives. Raises ReadError, saying why, where the wording cannot be read.

    A datetime counts to the minute where its seconds are zero, for nobody can tell whether they were meant. A naive one, and a wording
    without zone, takes the zone of the outlet's country where that has only one, else it has none.
    """
    if isinstance(published, str):
        choice = weigh([Candidate(EvidenceKind.HINT, "published", published)], country=country, publisher=publisher, url="")
        if choice.time is None:
            reason = choice.left_open[0] if choice.left_open else f"{published[:80]!r} states no day"
            raise ReadError("published", f"{reason}; write it as 2010-04-08T14:55+08:00 or 2010-04-08")
        return choice.time
    evidence = Evidence(EvidenceKind.HINT, "published", published.isoformat())
    days = (Day(published.year, published.month, published.day),)
    if not isinstance(published, datetime):
        return PublicationTime(published.isoformat(), Precision.DAY, None, "", ZoneOrigin.NONE, evidence)
    seconds = published.second if published.second or published.microsecond else None
    claim = Claim(evidence, 0, Role.PUBLISHED, days, Clock(published.hour, published.minute, seconds), None)
    offset = published.utcoffset()
    if offset is None:
        claim = with_zone(claim, _place(country, url, publisher))
    else:
        claim = replace(claim, offset=offset, origin=ZoneOrigin.EXPLICIT)
    time = publication_time(claim)
    if time is None:
        raise ReadError("published", f"{published!r} states no day; give a datetime, a date or wording such as 2010-04-08 14:55 BJT")
    return replace(time, zone=_offset_text(offset)) if offset is not None else time


def is_time_line(line: str) -> bool:
    """Whether a line is nothing but a time stamp: "2010-04-08 14:55 BJT", "Published: 8 April 2010, 2:55 p.m. EDT", "Updated 3 hours
    ago"."""
    if len(line) > LONGEST_LINE or not line or (line.isascii() and not any(character.isdigit() for character in line) and len(line) > 40):
        return False
    wording = read_wording(line)
    if not wording.pure:
        return False
    digits = any(character.isdigit() for character in line)
    return digits or any(stamp.role is not Role.UNSAID for stamp in wording.stamps)


def _offset_text(offset: timedelta) -> str:
    sign = "-" if offset < timedelta(0) else "+"
    minutes = abs(offset) // timedelta(minutes=1)
    return f"{sign}{minutes // 60:02}:{minutes % 60:02}"


def _place(country: str, url: str, publisher: str) -> Place:
    """What is known of the outlet. A country that the caller states and the outlet's own contradicts is the caller's to know."""
    outlet = find_outlet(url, publisher)
    if outlet is not None and (not country or country == outlet.country):
        return Place(outlet.country, outlet.zone, outlet.order)
    times = country_times().get(country)
    return Place(country, times.zone, times.order) if times is not None else Place(country)


# --- claims ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Worded:
    """A claim with what its stamp says besides."""

    claim: Claim
    stamp: Stamp


def _worded(candidate: Candidate, number: int, notes: list[str]) -> list[_Worded]:
    """The claims of one candidate as worded. Of several stamps in one text the first that says "published" speaks for it, else the
    first."""
    modified = fields().get(_field(candidate.where)) is Role.MODIFIED
    usable: list[Stamp] = []
    for stamp in read_wording(candidate.text).stamps:
        if stamp.problem:
            notes.append(f"{candidate.text.strip()[:80]!r}: {stamp.problem}")
        else:
            usable.append(stamp)
    found: list[_Worded] = []
    for role in (Role.PUBLISHED, Role.UNSAID, Role.MODIFIED):
        same = [stamp for stamp in usable if stamp.role is role]
        if same and not (role is Role.UNSAID and found):
            stamp = same[0]
            evidence = Evidence(candidate.kind, candidate.where, candidate.text)
            settled = Role.MODIFIED if modified and candidate.kind is not EvidenceKind.HINT else role
            if candidate.kind is EvidenceKind.HINT:
                settled = Role.PUBLISHED
            found.append(_Worded(claim_from(stamp, evidence, number, settled), stamp))
    return found


def _settled(worded: list[_Worded], in_url: list[Claim], place: Place, notes: list[str]) -> list[Claim]:
    """The claims with days, years and zones settled as far as the page settles them; those that still state no year are left out."""
    worded = _timed_by_neighbours(worded)
    url_days = [claim.day for claim in in_url if claim.day is not None]
    known = [claim.day for one in worded if (claim := one.claim).day is not None and claim.role is not Role.MODIFIED] or [
        one.claim.day for one in worded if one.claim.day is not None
    ]
    days = [day for day in (*url_days, *known) if day is not None]
    years = sorted({claim.year for claim in in_url if claim.year is not None})
    claims: list[Claim] = []
    for one in worded:
        claim = with_sure_day(one.claim, days, place, dotted=one.stamp.dotted)
        claim = with_year(claim, days, years, one.stamp.weekday)
        if claim.year is None:
            notes.append(
                f"{claim.evidence.text.strip()[:80]!r}: states no year, and nothing else on the page does"
                if claim.days
                else f"{claim.evidence.text.strip()[:80]!r}: states no day"
            )
            continue
        if claim.days[0].month is not None and claim.day is None and claim.clock is not None:
            claim = replace(claim, clock=None)
        if claim.day is not None and one.stamp.weekday not in (None, claim.day.isoweekday()):
            notes.append(f"{claim.evidence.text.strip()[:80]!r}: the weekday is not that day's")
        claims.append(with_zone(claim, place))
    return _without_placeholders([*claims, *in_url])


def _timed_by_neighbours(worded: list[_Worded]) -> list[_Worded]:
    """Clock times without day take the day of the words right beside them ("8 April 2010" and "2:55 p.m. EDT" in elements of their own)."""
    alone = [index for index, one in enumerate(worded) if one.claim.kind is EvidenceKind.TEXT and not one.claim.days and one.claim.clock]
    if len(alone) != 1:
        return worded
    index = alone[0]
    for other in (index - 1, index + 1):
        if 0 <= other < len(worded):
            day, clock = worded[other], worded[index]
            if day.claim.kind is EvidenceKind.TEXT and day.claim.days and day.claim.clock is None and day.claim.role == clock.claim.role:
                evidence = replace(day.claim.evidence, text=f"{day.claim.evidence.text} {clock.claim.evidence.text}")
                joined = replace(clock.claim, days=day.claim.days, evidence=evidence)
                kept = [one for place, one in enumerate(worded) if place not in (index, other)]
                return [*kept, _Worded(joined, replace(clock.stamp, weekday=day.stamp.weekday, dotted=day.stamp.dotted))]
    return worded


def _without_placeholders(claims: list[Claim]) -> list[Claim]:
    """Machine fields at midnight sharp as the days they stand for, unless somebody who is no machine says midnight too."""
    spoken = {claim.local for claim in claims if claim.local is not None and claim.kind not in MACHINE}
    moments = {claim.instant for claim in claims if claim.instant is not None and claim.kind not in MACHINE}
    found: list[Claim] = []
    for claim in claims:
        sharp = claim.kind in MACHINE and claim.clock in (Clock(0, 0, 0), Clock(0, 0), Clock(24, 0, 0), Clock(24, 0))
        if sharp and claim.local not in spoken and (claim.instant is None or claim.instant not in moments):
            claim = replace(claim, clock=None, zone=None, offset=None, origin=ZoneOrigin.NONE, placeholder=True)
        found.append(claim)
    return found


def _same_day(one: Claim, other: Claim) -> bool:
    return one.day is not None and other.day is not None and abs(one.day - other.day) <= timedelta(days=1)


def _claims_of_url(url: str, number: int) -> list[Claim]:
    """The day, month or year an address states: /2010/04/08/, /2010-04/08/, /20100408/, /2010/apr/08/, /2010/04/, /2010/."""
    path = re.sub(r"^[a-z]+://[^/]*", "", url.strip(), flags=re.IGNORECASE)
    if archived := re.match(r"^/web/\d+(?:[a-z]{2}_)?/[a-z]+://[^/]*(.*)$", path, re.IGNORECASE):
        path = archived[1]
    path = path.partition("?")[0].partition("#")[0]
    for found in _URL_DAY.finditer(path):
        month = int(found[3] or found[6] or 0) or month_number(found[8] or "")
        day = Day(int(found[1]), month or None, int(found[5] or found[7] or found[9] or 0))
        # Eight digits in a row may be part of a number; two separators of which one is missing occur in addresses ("/2010-04/08/").
        if month and day.exists() and (found[2] is None or bool(found[2]) == bool(found[4])) and day.year is not None:
            return [_url_claim(day, found.group(), number)]
    for pattern in (_URL_MONTH, _URL_YEAR):
        if found_part := pattern.search(path):
            month_part = int(found_part[2]) if pattern is _URL_MONTH else None
            return [_url_claim(Day(int(found_part[1]), month_part, None), found_part.group(), number)]
    return []


def _url_claim(day: Day, text: str, number: int) -> Claim:
    return Claim(Evidence(EvidenceKind.URL, "path", text), number, Role.UNSAID, (day,), None, None)


# --- names of fields ---------------------------------------------------------------------------------------------------


@cache
def fields() -> dict[str, Role]:
    """What the fields of pages and feeds hold, by their names in lower case. Raises DataError."""
    known: dict[str, Role] = {}
    for row in read_table("time_fields.tsv", "place name role"):
        place, name, role = row.cells
        if place not in ("json-ld", "meta", "itemprop", "attribute", "feed"):
            raise row.wrong(f"place must be json-ld, meta, itemprop, attribute or feed, not {place!r}")
        if role not in (Role.PUBLISHED, Role.MODIFIED):
            raise row.wrong(f"role must be published or modified, not {role!r}")
        known[_field(name)] = Role(role)
    return known


def _field(where: str) -> str:
    """A field's name as it is compared: the last piece of a path, in lower case."""
    return where.strip().lower()
