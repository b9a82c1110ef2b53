"""The country a report is about: what police, government and protesters belong to when nothing else is said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from dateline.coding.cues import Cue, Cues
from dateline.knowledge.countries import INTERNATIONAL, Naming, countries
from dateline.report import Report

DATELINE_WEIGHT: Final = 3.0
OUTLET_WEIGHT: Final = 1.5
OPENING_WEIGHT: Final = 1.0
"""Added for a country named in the first stretch of the text."""
OPENING: Final = 300
"""Characters that count as the opening."""

_WEIGHTS: Final = {Naming.NAME: 1.0, Naming.ADJECTIVE: 0.8, Naming.PEOPLE: 0.8, Naming.SEAT: 0.8}


@dataclass(frozen=True, slots=True)
class Focus:
    """The country, its share of all weight (0 to 1) and what it rests on; an empty country where the report names none."""

    country: str
    share: float
    why: str
    weights: tuple[tuple[str, float], ...] = ()


def focus_of(report: Report, cues: Cues, town_country: Callable[[str], str]) -> Focus:
    """The focus of a report."""
    weights: Counter[str] = Counter()
    opened: set[str] = set()
    for cue in cues.all:
        if cue.nation is None or cue.aside or cue.country in INTERNATIONAL:
            continue
        weight = _WEIGHTS[cue.nation.naming]
        if cue.start < OPENING and cue.country not in opened:
            weight += OPENING_WEIGHT
            opened.add(cue.country)
        weights[cue.country] += weight
    for cue in cues.all:
        if cue.nation is None and cue.organisation is not None and cue.country and cue.country not in INTERNATIONAL:
            weights[cue.country] += 0.4
    place = dateline_country(report, town_country)
    if place:
        weights[place] += DATELINE_WEIGHT
    if report.country:
        weights[report.country] += OUTLET_WEIGHT
    if not weights:
        return Focus("", 0.0, "")
    ranked = tuple(sorted(weights.items(), key=lambda item: (-item[1], item[0])))
    country, weight = ranked[0]
    share = weight / sum(weights.values())
    reasons = ["most named"] if any(cue.country == country for cue in cues.all) else []
    reasons += ["dateline"] if place == country else []
    reasons += ["outlet"] if report.country == country else []
    return Focus(country, share, f"focus country of the report ({', '.join(reasons)}, {share:.0%})", ranked)


def dateline_country(report: Report, town_country: Callable[[str], str]) -> str:
    """The country of the dateline's first place, empty where there is none or it is not known."""
    if report.dateline is None or not report.dateline.places:
        return ""
    place = report.dateline.places[0]
    return (countries().code(place.region) if place.region else "") or countries().code(place.town) or town_country(place.text)


def nearest(cues: Cues, start: int, end: int, at: int) -> Cue | None:
    """Of the countries named in a stretch of text, the one nearest to a character."""
    named = [c for c in cues.inside(start, end) if c.nation is not None and not c.aside]
    return min(named, key=lambda c: abs(c.start - at), default=None)
