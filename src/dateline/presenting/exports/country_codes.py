"""Countries under the codes of other schemes: CAMEO, Correlates of War, FIPS 10-4, ICEWS."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

from dateline.fact_tables import table_of
from dateline.knowledge.countries import countries

_NONE: Final = "-"


@dataclass(frozen=True, slots=True)
class CountryCodes:
    """One country: ISO 3166 alpha-3, CAMEO code, number of the Correlates of War project (None for no member of its state system), FIPS
    10-4 code and name in ICEWS; texts are empty where a scheme has none."""

    code: str
    cameo: str
    cow: int | None
    fips: str
    icews: str


NOWHERE: Final = CountryCodes("", "", None, "", "")
"""The codes of no country."""


@cache
def _table() -> dict[str, CountryCodes]:
    found: dict[str, CountryCodes] = {}
    for row in table_of("dateline.presenting.exports", "country_codes.tsv", "code cameo cow fips icews"):
        code, cameo, cow, fips, icews = (cell if cell != _NONE else "" for cell in row.cells)
        if code not in countries().by_code:
            raise row.wrong(f"code {code!r} is not in countries.tsv")
        if code in found:
            raise row.wrong(f"code {code} stands in the table twice")
        if not (len(cameo) == 3 and cameo.isupper()):
            raise row.wrong(f"cameo {cameo!r} is not three capital letters")
        if cow and not (cow.isdigit() and 2 <= int(cow) <= 990):
            raise row.wrong(f"cow {cow!r} is no number of the COW state system (2 to 990); '-' for none")
        if fips and not (len(fips) == 2 and fips.isupper()):
            raise row.wrong(f"fips {fips!r} is not two capital letters; '-' for none")
        found[code] = CountryCodes(code, cameo, int(cow) if cow else None, fips, icews)
    return found


def country_codes(code: str) -> CountryCodes:
    """The codes of a country by its ISO 3166 alpha-3 code; :data:`NOWHERE` for anything else, such as IGO or an empty text.

    Raises :class:`dateline.DataError` where the table is wrong.
    """
    return _table().get(code, NOWHERE)
