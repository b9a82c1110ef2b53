"""PLOVER sectors, and the codes of bodies of no country, under the codes of other schemes: CAMEO, GDELT, ICEWS."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

from dateline.errors import DataError
from dateline.fact_tables import table_of
from dateline.knowledge.agents import SECTORS
from dateline.knowledge.countries import INTERNATIONAL

_NONE: Final = "-"
_FILE: Final = "sector_codes.tsv"


@dataclass(frozen=True, slots=True)
class SectorCodes:
    """One sector: its PLOVER code, its role in CAMEO and in GDELT, its name in ICEWS; empty where a scheme has none."""

    code: str
    cameo: str
    gdelt: str
    icews: str


UNCODED: Final = SectorCodes("", "", "", "")
"""The codes of no sector."""


@cache
def _table() -> dict[str, SectorCodes]:
    found: dict[str, SectorCodes] = {}
    wanted = SECTORS | INTERNATIONAL
    for row in table_of("dateline.presenting.exports", _FILE, "code cameo gdelt icews"):
        code, cameo, gdelt, icews = (cell if cell != _NONE else "" for cell in row.cells)
        if code not in wanted:
            raise row.wrong(f"code {code!r} is neither a PLOVER sector nor one of {', '.join(sorted(INTERNATIONAL))}")
        if code in found:
            raise row.wrong(f"code {code} stands in the table twice")
        found[code] = SectorCodes(code, cameo, gdelt, icews)
    if missing := wanted - found.keys():
        raise DataError(_FILE, 0, f"lacks {', '.join(sorted(missing))}; give each a line, with '-' where a scheme has no code")
    return found


def sector_codes(code: str) -> SectorCodes:
    """The codes of a sector, or of IGO, UNO, NGO or MNC; :data:`UNCODED` for anything else.

    Raises :class:`dateline.DataError` where the table is wrong.
    """
    return _table().get(code, UNCODED)
