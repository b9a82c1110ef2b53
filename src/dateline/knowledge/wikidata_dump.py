"""Dated offices from a Wikidata JSON dump, made into a table of known actors (:class:`dateline.knowledge.dated_roles.DatedRoles`).

The form is Wikidata's own (https://www.wikidata.org/wiki/Wikidata:Database_download): one JSON array with an entity a line, plain, .gz or
.bz2. It is
read once as a stream; what persons held waits in a file until the offices themselves have been met, so that memory holds no more than
the names of offices, parties and countries. Read are persons (P31 Q5) with positions held (P39, from P580 to P582), and parties and
armed groups with their country (P17).
"""

from __future__ import annotations

import heapq
import json
import re
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import IO, Any, Final

from dateline.errors import DataError
from dateline.fact_tables import table_of, words
from dateline.knowledge.agents import SECTORS, Strength, agents
from dateline.knowledge.dated_roles import FILE, role_line
from dateline.knowledge.dump_files import Account, dump_lines
from dateline.knowledge.imported import Imported, Kind, replacing, write_about
from dateline.knowledge.wordings import name_key

_SORTED_AT_ONCE: Final = 200_000
_TIME: Final = re.compile(r"\+(\d{4})-(\d\d)-(\d\d)T")
_HUMAN: Final = "Q5"
_WORD: Final = re.compile(r"[a-z]+")


@dataclass(slots=True)
class _Offices:
    """What the dump tells of offices and countries: name and jurisdiction of each entity that could be an office, code of each country."""

    names: dict[str, tuple[str, str]] = field(default_factory=dict)
    countries: dict[str, str] = field(default_factory=dict)


def import_wikidata(dump: Path) -> tuple[Imported, Account]:
    """Replace the imported actors by those of a dump, and say what was left out.

    Raises :class:`dateline.DataError` where the dump cannot be read or holds no dated office, party or armed group.
    """
    account = Account()
    offices = _Offices()
    with replacing(Kind.WIKIDATA) as folder, tempfile.TemporaryDirectory(dir=folder) as work:
        waiting = Path(work) / "waiting.jsonl"
        with waiting.open("w", encoding="utf-8") as stream:
            _read(dump, offices, stream, account)
        digest, count = _write_sorted(_roles(waiting, offices, account), Path(work), folder / FILE)
        if not count:
            raise DataError(str(dump), 0, "holds no office, party or armed group; expected a Wikidata JSON dump, one entity a line")
        day = date.fromtimestamp(dump.stat().st_mtime).isoformat()
        piece = Imported(Kind.WIKIDATA, f"{day} {digest}", dump.name, count, account.total)
        write_about(folder, piece)
    return piece, account


def _read(dump: Path, offices: _Offices, waiting: IO[str], account: Account) -> None:
    with dump_lines(dump) as lines:
        for number, line in lines:
            text = line.strip().removesuffix(",")
            if text in ("", "[", "]"):
                continue
            try:
                entity = json.loads(text)
                _entity(entity, offices, waiting)
            except ValueError:
                account.skip("no JSON", dump.name, number)
            except (KeyError, TypeError, AttributeError):
                account.skip("no entity of Wikidata's form", dump.name, number)


def _entity(entity: dict[str, Any], offices: _Offices, waiting: IO[str]) -> None:
    claims = entity["claims"]
    name = entity.get("labels", {}).get("en", {}).get("value", "")
    if not isinstance(claims, dict) or not name:
        return
    sorts = _items(claims, "P31")
    codes = [code for code in _strings(claims, "P298") if len(code) == 3]
    if codes:
        offices.countries[entity["id"]] = codes[0]
    aliases = [alias["value"] for alias in entity.get("aliases", {}).get("en", ())]
    names = [form for form in dict.fromkeys((name, *aliases)) if name_key(form)]
    if _HUMAN in sorts:
        held = [[office, *_bounds(claim)] for claim in claims.get("P39", ()) if (office := _item(claim))]
        if held:
            waiting.write(json.dumps(["person", entity["id"], names, held]) + "\n")
        return
    sector = next((found for sort in sorts if (found := body_sorts().get(sort))), "")
    if sector:
        country = next(iter(_items(claims, "P17")), "")
        held = [[country, _first(claims, "P571"), _first(claims, "P576")]]
        waiting.write(json.dumps([sector, entity["id"], names, held]) + "\n")
    elif any(claims.get(known) for known in ("P1001", "P17", "P279")) and _sector_of(name):
        jurisdiction = next(iter((*_items(claims, "P1001"), *_items(claims, "P17"))), "")
        offices.names[entity["id"]] = name, jurisdiction


def _roles(waiting: Path, offices: _Offices, account: Account) -> Iterator[str]:
    """The lines of the table, unsorted."""
    with waiting.open(encoding="utf-8") as stream:
        for number, line in enumerate(stream, 1):
            sort, identifier, names, held = json.loads(line)
            for what, first, last in held:
                if sort == "person":
                    office, jurisdiction = offices.names.get(what, ("", ""))
                    country, sector = offices.countries.get(jurisdiction, ""), _sector_of(office)
                else:
                    office, country, sector = "", offices.countries.get(what, ""), sort
                if not sector or not country:
                    account.skip("an office or body whose sector or country the dump does not tell", identifier, number)
                    continue
                if first and last and last < first:
                    account.skip("an office that ends before it begins", identifier, number)
                    continue
                for name in names:
                    yield role_line(name_key(name), identifier, names[0], country, sector, office.casefold(), first, last)


def _write_sorted(lines: Iterable[str], work: Path, destination: Path) -> tuple[str, int]:
    """Sort lines by way of files, write them without doubles, and give a digest and their number."""
    parts: list[Path] = []
    batch: list[str] = []

    def put() -> None:
        part = work / f"part-{len(parts)}"
        part.write_text("".join(f"{line}\n" for line in sorted(batch)), "utf-8")
        parts.append(part)
        batch.clear()

    for line in lines:
        batch.append(line)
        if len(batch) >= _SORTED_AT_ONCE:
            put()
    put()
    digest, count, last = blake2b(digest_size=4), 0, ""
    streams = [part.open(encoding="utf-8", newline="\n") for part in parts]
    try:
        with destination.open("w", encoding="utf-8", newline="\n") as stream:
            for line in heapq.merge(*streams):
                if line != last:
                    stream.write(line)
                    digest.update(line.encode())
                    count, last = count + 1, line
    finally:
        for open_part in streams:
            open_part.close()
    return digest.hexdigest(), count


def _item(claim: dict[str, Any]) -> str:
    """The entity a statement names, empty where it is deprecated or names none."""
    if claim.get("rank") == "deprecated":
        return ""
    value = claim["mainsnak"].get("datavalue", {}).get("value", {})
    return str(value.get("id", "")) if isinstance(value, dict) else ""


def _items(claims: dict[str, Any], known: str) -> list[str]:
    return [item for claim in claims.get(known, ()) if (item := _item(claim))]


def _strings(claims: dict[str, Any], known: str) -> list[str]:
    values = (claim["mainsnak"].get("datavalue", {}).get("value", "") for claim in claims.get(known, ()))
    return [value for value in values if isinstance(value, str)]


def _bounds(claim: dict[str, Any]) -> tuple[str, str]:
    """From when to when a statement holds, YYYYMMDD, empty where it does not say; unknown months and days count widest."""
    qualifiers = claim.get("qualifiers", {})
    first = next((_day(q.get("datavalue", {}), "0") for q in qualifiers.get("P580", ())), "")
    return first, next((_day(q.get("datavalue", {}), "9") for q in qualifiers.get("P582", ())), "")


def _first(claims: dict[str, Any], known: str) -> str:
    fill = "0" if known == "P571" else "9"
    return next((_day(claim["mainsnak"].get("datavalue", {}), fill) for claim in claims.get(known, ())), "")


def _day(value: dict[str, Any], fill: str) -> str:
    told = value.get("value", {})
    found = _TIME.match(str(told.get("time", ""))) if isinstance(told, dict) else None
    if found is None:
        return ""
    return "".join(part if int(part) else fill * len(part) for part in found.groups())


@cache
def _sector_of(office: str) -> str:
    """The sector of an office by the longest agent word in its name, empty where none settles it."""
    spoken = _WORD.findall(office.casefold())
    for length in range(min(4, len(spoken)), 0, -1):
        for start in range(len(spoken) - length + 1):
            sector = _agent_sectors().get(" ".join(spoken[start : start + length]))
            if sector:
                return sector
    return ""


@cache
def _agent_sectors() -> dict[str, str]:
    settled = ((word, agent) for word, agent in agents().phrases() if agent.sector and agent.strength in (Strength.SETTLES, Strength.WEAK))
    return {word.casefold(): agent.sector for word, agent in settled}


@cache
def body_sorts() -> dict[str, str]:
    """Sectors of bodies by what Wikidata says they are (P31). Raises :class:`dateline.DataError` where the table is wrong."""
    found = {}
    for row in table_of("dateline.knowledge", "wikidata_bodies.tsv", "sector items"):
        if row.cells[0] not in SECTORS:
            raise row.wrong(f"{row.cells[0]!r} is no PLOVER sector; expected one of {', '.join(sorted(SECTORS))}")
        for item in words(row.cells[1]):
            found[item] = row.cells[0]
    return found
