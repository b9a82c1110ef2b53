"""CAMEO codes: the quad class GDELT counts them in, their place on Goldstein's scale and their names."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from dateline.fact_tables import Row, table_of


@dataclass(frozen=True, slots=True)
class CameoCode:
    """A code: ``quad`` 1 to 4 as GDELT's QuadClass, ``goldstein`` -10 to 10 or None where the published scale has no value for it."""

    code: str
    quad: int
    goldstein: float | None
    name: str


@cache
def _codes() -> dict[str, CameoCode]:
    found: dict[str, CameoCode] = {}
    for row in table_of("dateline.presenting.exports", "cameo_codes.tsv", "code quad goldstein name"):
        code = _code(row)
        if code.code in found:
            raise row.wrong(f"code {code.code} stands in the table twice")
        found[code.code] = code
    return found


def _code(row: Row) -> CameoCode:
    code, quad, goldstein, name = row.cells
    if not (code.isdigit() and 2 <= len(code) <= 4):
        raise row.wrong(f"code {code!r} is not two to four digits")
    if quad not in ("1", "2", "3", "4"):
        raise row.wrong(f"quad {quad!r} is not one of 1, 2, 3, 4")
    try:
        scale = None if goldstein == "-" else float(goldstein)
    except ValueError:
        raise row.wrong(f"goldstein {goldstein!r} is no number; expected -10 to 10, or '-' for none") from None
    if scale is not None and not -10 <= scale <= 10:
        raise row.wrong(f"goldstein {goldstein} is not between -10 and 10")
    if not name:
        raise row.wrong(f"code {code} has no name")
    return CameoCode(code, int(quad), scale, name)


def cameo_code(code: str) -> CameoCode | None:
    """What is known of a code, None where it is not CAMEO's. Raises :class:`dateline.DataError` where the table is wrong."""
    return _codes().get(code)
