"""Places by levels: country, first-order and second-order division, town, as event data asks for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from dateline.knowledge.gazetteer import PlaceKind
from dateline.report import Place

_TOWNS: Final = (PlaceKind.CITY, PlaceKind.CAPITAL)


@dataclass(frozen=True, slots=True)
class PlaceLevels:
    """Names of the town, the second-order and the first-order division a place is or lies in, and the country's ISO 3166 alpha-3 code;
    empty where the record does not say."""

    city: str = ""
    district: str = ""
    province: str = ""
    country: str = ""


def levels(place: Place | None) -> PlaceLevels:
    """The levels of a place; all are empty for none and for one that is not resolved."""
    if place is None or not place.name:
        return PlaceLevels()
    kind = place.precision
    return PlaceLevels(
        city=place.name if kind in _TOWNS else "",
        district=place.name if kind == PlaceKind.ADMIN2 else "",
        province=place.name if kind == PlaceKind.ADMIN1 else place.admin1 if kind != PlaceKind.COUNTRY else "",
        country=place.country,
    )
