"""The country a report is about: what police, government and protesters belong to when nothing else is said."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from dateline.coding.cues import Cue, Cues
from dateline.knowledge.countries import INTERNATIONAL, Naming, countries
from dateline.reading.outlets import find_outlet
from dateline.report import Report

DATELINE_WEIGHT: Final = 3.0
OUTLET_WEIGHT: Final = 1.5
OPENING_WEIGHT: Final = 1.0
"""Added for a country named in the first stretch of the text."""
OPENING: Final = 300
"""Characters that count as the opening."""

_ADDRESS: Final = re.compile(r"https?://\S+")
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
    return focus_by(report, cues.all, town_country)


def focus_by(report: Report, cues: Sequence[Cue], town_country: Callable[[str], str]) -> Focus:
    """The focus of a report by some of its cues."""
    weights: defaultdict[str, float] = defaultdict(float)
    opened: set[str] = set()
    for cue in cues:
        if cue.nation is None or cue.aside or cue.country in INTERNATIONAL:
            continue
        weight = _WEIGHTS[cue.nation.naming]
        if cue.start < OPENING and cue.country not in opened:
            weight += OPENING_WEIGHT
            opened.add(cue.country)
        weights[cue.country] += weight
    for cue in cues:
        if cue.nation is None and cue.organisation is not None and cue.country and cue.country not in INTERNATIONAL:
            weights[cue.country] += 0.4
    place = dateline_country(report, town_country)
    if place:
        weights[place] += DATELINE_WEIGHT
    outlet = outlet_country(report)
    if outlet:
        weights[outlet] += OUTLET_WEIGHT
    if not weights:
        return Focus("", 0.0, "")
    ranked = tuple(sorted(weights.items(), key=lambda item: (-item[1], item[0])))
    country, weight = ranked[0]
    share = weight / sum(weights.values())
    reasons = ["most named"] if any(cue.country == country for cue in cues) else []
    reasons += ["dateline"] if place == country else []
    reasons += ["outlet"] if outlet == country else []
    return Focus(country, share, f"focus country of the report ({', '.join(reasons)}, {share:.0%})", ranked)


def outlet_country(report: Report) -> str:
    """The country of the outlet: the report's own field, else of its URL or of an address in the first lines of its text."""
    if report.country:
        return report.country
    address = _ADDRESS.search(report.text, 0, OPENING)
    for url in (report.url, address[0] if address else ""):
        if url and (outlet := find_outlet(url, "")) is not None:
            return outlet.country
    outlet = find_outlet("", report.publisher) if report.publisher else None
    return outlet.country if outlet is not None else ""


def dateline_country(report: Report, town_country: Callable[[str], str]) -> str:
    """The country of the dateline's first place, empty where there is none or it is not known."""
    if report.dateline is None or not report.dateline.places:
        return ""
    place = report.dateline.places[0]
    return (countries().code(place.region) if place.region else "") or countries().code(place.town) or town_country(place.text)
