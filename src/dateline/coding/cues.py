"""What a report's words say of countries, organisations and agents, found once for the whole text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from dateline.coding.participant_words import participant_words
from dateline.knowledge.agents import Agent, Strength, agents
from dateline.knowledge.countries import INTERNATIONAL, Country, Naming, Nation, Organisation, countries
from dateline.knowledge.wordings import PhraseBook, Word, words_in
from dateline.report import Entity, EntityType

Meaning = Nation | Organisation | Agent


@dataclass(frozen=True, slots=True)
class Cue:
    """A phrase of the tables in a report: its span in the text and what it means.

    ``aside`` marks a country that another one is told by: "pro-Russian", "Israeli-occupied"; ``leads`` one that leads others ("Saudi-led").
    ``town`` marks a country known by a town or region in it.
    """

    start: int
    end: int
    nation: Nation | None = None
    organisation: Organisation | None = None
    agent: Agent | None = None
    changes: Agent | None = None
    aside: bool = False
    leads: bool = False
    town: bool = False

    @property
    def country(self) -> str:
        """The code it gives, empty where it gives none."""
        if self.nation is not None:
            return self.nation.country.code
        return self.organisation.country if self.organisation is not None else ""


class Cues:
    """All cues of a text in order."""

    __slots__ = ("_starts", "all")

    def __init__(self, text: str, entities: Sequence[Entity], town_country: Callable[[str], str]) -> None:
        words = words_in(text)
        found = [_cue(text, words, f.first, f.last, f.values) for f in phrase_book().find(words)]
        found = _of_this_report(_without_parts_of_names(found, entities), text)
        found.extend(_towns(found, entities, town_country))
        found.sort(key=lambda cue: cue.start)
        self.all: tuple[Cue, ...] = tuple(found)
        self._starts = [cue.start for cue in found]

    def inside(self, start: int, end: int) -> tuple[Cue, ...]:
        """The cues that begin in a stretch of the text."""
        return self.all[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def over(self, start: int, end: int) -> Cue | None:
        """The cue that shares a character with a word."""
        last = bisect_left(self._starts, end)
        return next((cue for cue in reversed(self.all[max(last - 2, 0) : last]) if cue.end > start), None)


@cache
def phrase_book() -> PhraseBook[Meaning]:
    """Countries, organisations and agents under one roof, so that the longest phrase wins over all of them."""
    book: PhraseBook[Meaning] = PhraseBook()
    for phrase, nation in countries().phrases():
        book.add(phrase, nation)
    for word, agent in agents().phrases():
        book.add(word, agent)
    return book


def _cue(text: str, words: Sequence[Word], first: int, last: int, values: Sequence[Meaning]) -> Cue:
    nation = next((v for v in values if isinstance(v, Nation)), None)
    organisation = next((v for v in values if isinstance(v, Organisation)), None)
    acting = [v for v in values if isinstance(v, Agent) and v.strength in (Strength.SETTLES, Strength.WEAK, Strength.KIN)]
    agent = next((v for v in acting if v.strength == Strength.SETTLES), acting[0] if acting else None)
    changes = next((v for v in values if isinstance(v, Agent) and v.strength in (Strength.CHANGES, Strength.PAST, Strength.FOREIGN)), None)
    start, end = words[first].start, words[last - 1].end
    aside = leads = False
    if nation is not None or organisation is not None:
        before = first > 0 and words[first - 1].key in participant_words("against") and text[words[first - 1].end : start] in "-–‑ "
        after = last < len(words) and words[last].key in participant_words("shared") and text[end : words[last].start] in "-–‑"
        aside = bool(before or after)
        leads = bool(after and words[last].key in participant_words("leading"))
    return Cue(start, end, nation, organisation, agent, changes, aside, leads)


_KNOWN_WEIGHT: Final = 4
"""Countries named so often make an acronym of a country that is not named somebody else's."""


def _of_this_report(found: list[Cue], text: str) -> list[Cue]:
    """Leave out acronyms and parties of a country that the report does not name while it names others: "PPP" in a report from Seoul."""
    nations = [cue.country for cue in found if cue.nation is not None]
    if len(nations) < _KNOWN_WEIGHT:
        return found
    named = set(nations)
    return [
        cue
        for cue in found
        if cue.nation is not None
        or cue.organisation is None
        or cue.agent is not None
        or not cue.country
        or cue.country in INTERNATIONAL
        or cue.country in named
        or not (text[cue.start : cue.end].isupper() or cue.organisation.sector in ("PTY", "OPP"))
    ]


def _without_parts_of_names(found: list[Cue], entities: Sequence[Entity]) -> list[Cue]:
    """Leave out what stands inside a person's name: "Jordan" in "Michael Jordan", "King" in "Martin King"."""
    people = [(e.start, e.end) for e in entities if e.type == EntityType.PERSON]
    if not people:
        return found
    starts = [start for start, _ in people]
    kept = []
    for cue in found:
        i = bisect_left(starts, cue.start + 1) - 1
        inside = i >= 0 and cue.end <= people[i][1] and (cue.start, cue.end) != people[i]
        title = inside and cue.start == people[i][0] and cue.agent is not None
        if not inside or title:
            kept.append(cue)
    return kept


def _towns(found: Sequence[Cue], entities: Sequence[Entity], town_country: Callable[[str], str]) -> list[Cue]:
    """Cues for places that the tables do not know."""
    taken = [(cue.start, cue.end) for cue in found if cue.country]
    starts = [start for start, _ in taken]
    towns, asked = [], {}
    for entity in entities:
        if entity.type != EntityType.LOCATION:
            continue
        i = bisect_left(starts, entity.end) - 1
        if i >= 0 and taken[i][1] > entity.start:
            continue
        if entity.text not in asked:
            asked[entity.text] = town_country(entity.text)
        country = countries().by_code.get(asked[entity.text]) or (Country(asked[entity.text], "") if asked[entity.text] else None)
        if country is not None:
            towns.append(Cue(entity.start, entity.end, Nation(country, Naming.NAME), town=True))
    return towns
