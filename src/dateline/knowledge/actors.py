"""Known actors: persons, armed groups, parties and organisations with the roles they held and when.

In: ``data/actors.tsv.gz``, compiled by ``training/actor_facts.py`` from the CAMEO/Phoenix actor dictionaries and REIGN (both MIT), and
``data/leaders.tsv``, newer office-holders in a table people edit. Out: :class:`Actors`. Opened at the first look-up.
"""

from __future__ import annotations

import gzip
from bisect import bisect_left
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Final

from dateline.errors import DataError
from dateline.fact_tables import Row, table_of
from dateline.knowledge.agents import SECTORS
from dateline.knowledge.countries import INTERNATIONAL, countries
from dateline.knowledge.dated_roles import DatedRoles
from dateline.knowledge.imported import Kind, imported
from dateline.knowledge.wordings import name_key

_FILE: Final = "actors.tsv.gz"
_FORMER: Final = "ELI"
_GRACE: Final = timedelta(days=1)
"""How long a report still calls somebody by an office laid down: it tells of the day before."""
_OFFICIAL: Final = frozenset({"GOV", "MIL", "LEG", "JUD", "COP"})


@dataclass(frozen=True, slots=True)
class Role:
    """A role of a known actor: country (ISO 3166 alpha-3, IGO, UNO, NGO or MNC), PLOVER sector, office, and the days it was held from and
    to as YYYYMMDD, empty where open. ``id`` is the actor's key in the tables."""

    id: str
    name: str
    country: str
    sector: str
    office: str
    first: str = ""
    last: str = ""


class Actors:
    """Roles by name. ``lines`` are those of the compiled file, sorted; ``leaders`` the rows of the edited table; ``dated`` what a user
    imported. Make one with :func:`actors`."""

    def __init__(self, lines: list[str], leaders: list[Row], dated: DatedRoles | None = None) -> None:
        self._lines = lines
        self._dated = dated
        self._leaders: dict[str, list[Role]] = {}
        self._surnames: dict[str, list[Role]] = {}
        for row in leaders:
            self._leader(row)

    def roles(self, name: str) -> tuple[Role, ...]:
        """All roles of a name, those of the edited table first."""
        key = name_key(name)
        place = bisect_left(self._lines, key + "\t")
        found: list[Role] = []
        if place < len(self._lines) and self._lines[place].startswith(key + "\t"):
            for entry in self._lines[place].partition("\t")[2].split("|"):
                cells = [cell if cell != "-" else "" for cell in entry.split(" ")]
                if len(cells) != 5:
                    raise DataError(
                        _FILE, place + 1, f"role {entry!r} has {len(cells)} cells, expected country, sector, office, from and to"
                    )
                found.append(Role(key, name, *cells))
        return (*self._leaders.get(key, ()), *found)

    def role(self, name: str, day: date | None) -> Role | None:
        """The role of a name at a day, None where the name is not known.

        Without a day, or before and after all dated roles: the country all roles share, with the sector they share, or ELI for offices laid
        down before the day."""
        edited = tuple(self._leaders.get(name_key(name), ()))
        roles = edited or (self.roles(name) if " " in name_key(name) else ())
        known = _at(roles, day) if roles else None
        return known if known is not None else self._imported(name, day)

    def _imported(self, name: str, day: date | None) -> Role | None:
        """The role that the imported table gives, none where namesakes of several countries held one."""
        if self._dated is None:
            return None
        roles = tuple(Role(*cells) for cells in self._dated.roles(name_key(name)))
        return _at(roles, day) if len({role.country for role in roles}) == 1 else None

    def leader(self, surname: str, day: date | None, likely: Collection[str]) -> Role | None:
        """The leader of a country known by surname alone.

        With a day: one in office then, of a likely country if several. Without a day: one whose country is likely, or the only one of that
        name."""
        key = name_key(surname)
        roles = [r for r in (*self.roles(surname), *self._surnames.get(key, ())) if r.office]
        if day is not None:
            stamp = _stamp(day)
            roles = [r for r in roles if (not r.first or r.first <= stamp) and (not r.last or stamp <= r.last)]
        owned = {r.country for r in roles}
        if len(owned) > 1:
            owned &= set(likely)
        if len(owned) != 1:
            return None
        return next((r for r in roles if r.country in owned), None)

    def _leader(self, row: Row) -> None:
        name, aliases, country, sector, office, first, last = row.cells
        if country and country not in countries().by_code and country not in INTERNATIONAL:
            raise row.wrong(f"country {country!r} is neither in countries.tsv nor one of {', '.join(sorted(INTERNATIONAL))}")
        if sector and sector not in SECTORS:
            raise row.wrong(f"sector {sector!r} is no PLOVER sector; expected one of {', '.join(sorted(SECTORS))}")
        for stamp in (first, last):
            if stamp and not (stamp.isdigit() and len(stamp) in (4, 6, 8)):
                raise row.wrong(f"{stamp!r} is no day; expected YYYY, YYYYMM or YYYYMMDD")
        role = Role(name_key(name), name, country, sector, office, first.ljust(8, "0") if first else "", last.ljust(8, "9") if last else "")
        for form in (name, *(a.strip() for a in aliases.split(",") if a.strip())):
            self._leaders.setdefault(name_key(form), []).append(role)
        self._surnames.setdefault(name_key(name).split(" ")[-1], []).append(role)


def _at(roles: tuple[Role, ...], day: date | None) -> Role | None:
    if day is not None:
        stamp = _stamp(day)
        eve = _stamp(day - _GRACE) if day > date.min + _GRACE else stamp
        held = [r for r in roles if (r.first or r.last) and (not r.first or r.first <= stamp) and (not r.last or eve <= r.last)]
        if held:
            return min(held, key=lambda r: (r.sector == _FORMER, not r.office))
    nations = {r.country for r in roles}
    if len(nations) > 1:
        return None
    sectors = {r.sector for r in roles} - {_FORMER}
    first = roles[0]
    ended = day is not None and all(r.last and r.last < _stamp(day) for r in roles if r.sector != _FORMER)
    if ended and sectors <= _OFFICIAL:
        return Role(first.id, first.name, first.country, _FORMER, "")
    sector = next(iter(sectors)) if len(sectors) == 1 else "GOV" if "GOV" in sectors and day is None else ""
    if not sectors:
        sector = _FORMER
    return Role(first.id, first.name, first.country, sector, "")


def _stamp(day: date) -> str:
    return f"{day:%Y%m%d}"


@cache
def actors() -> Actors:
    """The shipped actors with those a user imported, opened once. Raises :class:`dateline.errors.DataError` where the tables are wrong."""
    packed = files("dateline.knowledge").joinpath("data").joinpath(_FILE).read_bytes()
    lines = gzip.decompress(packed).decode().splitlines()
    found = imported(Kind.WIKIDATA)
    dated = DatedRoles(found[1]) if found is not None else None
    return Actors(lines, table_of("dateline.knowledge", "leaders.tsv", "name aliases country sector office from to"), dated)
