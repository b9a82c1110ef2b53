"""What a place is, under the codes of GeoNames and by the levels of PLOVER."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

from dateline.errors import DataError
from dateline.fact_tables import table_of
from dateline.knowledge.gazetteer import PlaceKind

_NONE: Final = "-"
_FILE: Final = "place_kinds.tsv"
_CLASSES: Final = frozenset("AHLPRSTUV")


@dataclass(frozen=True, slots=True)
class KindCodes:
    """GeoNames feature class, feature code (empty where the kind leaves it open) and PLOVER's level 1 to 5, None for no such level."""

    feature_class: str
    feature_code: str
    resolution: int | None


UNKNOWN: Final = KindCodes("", "", None)
"""The codes of a place of which a record does not say what it is."""


@cache
def _table() -> dict[str, KindCodes]:
    found: dict[str, KindCodes] = {}
    for row in table_of("dateline.presenting.exports", _FILE, "kind class code resolution"):
        kind, feature_class, code, resolution = (cell if cell != _NONE else "" for cell in row.cells)
        if kind not in PlaceKind.__members__.values():
            raise row.wrong(f"kind {kind!r} is none of {', '.join(PlaceKind)}")
        if kind in found:
            raise row.wrong(f"kind {kind} stands in the table twice")
        if feature_class not in _CLASSES:
            raise row.wrong(f"class {feature_class!r} is none of GeoNames' {', '.join(sorted(_CLASSES))}")
        if resolution and resolution not in ("1", "2", "3", "4", "5"):
            raise row.wrong(f"resolution {resolution!r} is not 1 to 5; '-' for none")
        found[kind] = KindCodes(feature_class, code, int(resolution) if resolution else None)
    if missing := set(PlaceKind) - found.keys():
        raise DataError(_FILE, 0, f"lacks {', '.join(sorted(missing))}; give each a line")
    return found


def kind_codes(precision: str) -> KindCodes:
    """The codes of a kind of place; :data:`UNKNOWN` for an empty text. Raises :class:`dateline.DataError` where the table is wrong."""
    return _table().get(precision, UNKNOWN)
