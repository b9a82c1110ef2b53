"""Which outlet a report comes from, and what that says of its time stamps: country, zone, order of day and month."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final
from urllib.parse import urlsplit

from dateline.reading.fact_tables import read_table, words
from dateline.reading.zones import country_times, zone_rules

_OPEN_ZONE: Final = "-"
_ARCHIVED: Final = re.compile(r"^https?://web\.archive\.org/web/\d+(?:[a-z]{2}_)?/(.+)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Outlet:
    """A news outlet or agency.

    ``country`` is ISO 3166 alpha-3. ``zone`` is the IANA zone in which it writes times that name none, empty where that is not known: its
    country has several, or it has desks in several. ``order`` is the order of day and month in its numeric dates, "dmy", "mdy" or empty.
    An outlet known by nothing but the national ending of its internet name has that name for ``name``.
    """

    name: str
    country: str
    zone: str
    agency: bool
    order: str


def find_outlet(url: str, publisher: str) -> Outlet | None:
    """The outlet of a report, by the address, else by the publisher's name, else by the address's national ending; None where none tells.

    The address of a copy in the Internet Archive counts as the original's. A publisher's name that outlets of several countries bear
    ("The Standard") tells nothing.
    """
    host = host_of(url)
    labels = host.split(".")
    for start in range(len(labels) - 1):
        if (outlet := _by_domain().get(".".join(labels[start:]))) is not None:
            return outlet
    if publisher and (outlet := _by_name().get(_folded(publisher))) is not None:
        return outlet
    for start in range(1, len(labels)):
        if country := _by_ending().get(".".join(labels[start:])):
            times = country_times()[country]
            return Outlet(host, country, times.zone, False, times.order)
    return None


def host_of(url: str) -> str:
    """The host of an address in lower case without "www.", empty where the address has none."""
    if archived := _ARCHIVED.match(url.strip()):
        url = archived[1]
    if "//" not in url:
        url = "//" + url
    try:
        host = urlsplit(url.strip()).hostname or ""
    except ValueError:
        return ""
    return host.lower().rstrip(".").removeprefix("www.")


def _folded(name: str) -> str:
    """The form in which names of outlets are compared: letters and digits alone, no accents, no leading article."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).casefold()
    return " ".join("".join(c if c.isalnum() else " " for c in plain.replace("'", "").replace("’", "")).split()).removeprefix("the ")


@cache
def _outlets() -> tuple[tuple[tuple[str, ...], tuple[str, ...], Outlet], ...]:
    """Every outlet with its domains and names. Raises DataError."""
    found = []
    domains_seen: set[str] = set()
    for row in read_table("outlets.tsv", "domains name aliases country agency zone"):
        domains, name, aliases, country, agency, zone = row.cells
        if country not in country_times():
            raise row.wrong(f"country {country!r} does not stand in country_times.tsv; give an ISO 3166 alpha-3 code")
        if agency not in ("yes", "no"):
            raise row.wrong(f"agency must be yes or no, not {agency!r}")
        if not name or not words(domains):
            raise row.wrong("needs a name and at least one domain")
        for domain in words(domains):
            if domain in domains_seen or not re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", domain):
                raise row.wrong(f"domain {domain!r} stands twice or is no internet name in small letters")
            domains_seen.add(domain)
        if zone and zone != _OPEN_ZONE and "/" not in zone:
            raise row.wrong(f"zone must be an IANA name such as Asia/Shanghai, {_OPEN_ZONE!r} or empty, not {zone!r}")
        times = country_times()[country]
        settled = "" if zone == _OPEN_ZONE else zone or times.zone
        found.append((words(domains), (name, *words(aliases)), Outlet(name, country, settled, agency == "yes", times.order)))
    return tuple(found)


@cache
def _by_domain() -> Mapping[str, Outlet]:
    return {domain: outlet for domains, _, outlet in _outlets() for domain in domains}


@cache
def _by_name() -> Mapping[str, Outlet]:
    """Outlets by name. Names that another country's outlet bears too, alone or with its country behind ("The Standard Gambia"), are left
    out."""
    known: dict[str, Outlet] = {}
    shared: set[str] = set()
    beginnings: dict[str, set[str]] = {}
    for _, names, outlet in _outlets():
        for name in map(_folded, names):
            if known.setdefault(name, outlet).country != outlet.country:
                shared.add(name)
            pieces = name.split()
            for size in range(1, len(pieces)):
                beginnings.setdefault(" ".join(pieces[:size]), set()).add(outlet.country)
    return {name: outlet for name, outlet in known.items() if name not in shared and beginnings.get(name, set()) <= {outlet.country}}


@cache
def _by_ending() -> Mapping[str, str]:
    endings: dict[str, str] = {}
    for row in read_table("country_times.tsv", "country domains zone order name"):
        for ending in words(row.cells[1]):
            if ending in endings:
                raise row.wrong(f"the ending {ending!r} stands for {endings[ending]} already")
            endings[ending] = row.cells[0]
    return endings


def check_zones() -> None:
    """Raises ZoneInfoNotFoundError where a zone named in the tables is not in the IANA database; for tests and ``dateline doctor``."""
    for _, _, outlet in _outlets():
        if outlet.zone:
            zone_rules(outlet.zone)
    for times in country_times().values():
        if times.zone:
            zone_rules(times.zone)
