"""What speaks for and against two mentions telling of the same real-world event: words, place in the reports, and what each says of type,
time, place and participants.

What the words are worth is fitted on ECB+ (Cybulska and Vossen 2014) by ``python -m training.incidents`` and stands in
``data/incident_weights.tsv``. ECB+ has neither times nor places nor codes, so what those are worth is set by judgement, in the same table.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from importlib.resources import files
from typing import Final

from dateline.fact_tables import table_rows, words
from dateline.ledger.stories import SAME_STORY
from dateline.ledger.words import likeness, normal, shipped_frequencies, stem, unit

WEIGHTS: Final = "incident_weights.tsv"
FAMILIES: Final = "word_families.tsv"

_NEAR: Final = 6
"""Words on either side of a trigger that tell most of what it is about."""

_WORD: Final = re.compile(r"\w+(?:[.,]\d+)*(?:['’]\w+)?")
_NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)*")
_RARE: Final = 8.0
"""The inverse document frequency of a word that hardly ever occurs."""

_APART: Final = timedelta(days=2)
"""Times further apart than this contradict each other; less may be a zone, or the day of the report in place of the day of the event."""


@dataclass(frozen=True, slots=True)
class Mention:
    """An event as one report tells it, as far as it is compared with others.

    ``near`` and ``sentence`` are vectors of the words around the trigger and in its sentence, without the trigger; ``names`` the stems of
    words with a capital in the sentence, ``numbers`` its figures. ``lead`` is whether it stands in the first sentences.
    ``earliest``/``latest`` bound its time where the text tells one, ``place`` is a place's key, ``actors`` and ``recipients`` are keys of
    names.
    """

    report_id: int
    lemma: str
    near: Mapping[str, float]
    sentence: Mapping[str, float]
    names: frozenset[str]
    numbers: frozenset[str]
    lead: bool
    type: str = ""
    mode: str = ""
    status: str = ""
    earliest: datetime | None = None
    latest: datetime | None = None
    place: str = ""
    country: str = ""
    actors: frozenset[str] = frozenset()
    recipients: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class TextEvidence:
    """The words around a trigger."""

    near: Mapping[str, float]
    sentence: Mapping[str, float]
    names: frozenset[str]
    numbers: frozenset[str]
    lead: bool


def text_evidence(text: str, trigger: tuple[int, int], sentence: tuple[int, int]) -> TextEvidence:
    """The words around a trigger, given as character spans of a report's text."""
    frequencies = shipped_frequencies()
    before: list[str] = []
    after: list[str] = []
    names = set()
    stretch = text[sentence[0] : sentence[1]]
    for match in _WORD.finditer(stretch):
        start, end = match.start() + sentence[0], match.end() + sentence[0]
        if start < trigger[1] and trigger[0] < end:
            continue
        word = stem(normal(match[0]))
        if len(word) > 1:
            (before if end <= trigger[0] else after).append(word)
            # The first word of a sentence has a capital in any case.
            if match[0][0].isupper() and match.start() > 0:
                names.add(word)
    near = {w: frequencies.weight(w) for w in (*before[-_NEAR:], *after[:_NEAR])}
    whole = {w: frequencies.weight(w) for w in (*before, *after)}
    lead = text.count(". ", 0, sentence[0]) < 2
    return TextEvidence(unit(near), unit(whole), frozenset(names), frozenset(_NUMBER.findall(stretch)), lead)


def features(one: Mention, other: Mention, reports: float) -> dict[str, float]:
    """The evidence on two mentions, by name; ``reports`` is the likeness of their reports, 1 within one report."""
    found = {"bias": 1.0}
    within = one.report_id == other.report_id
    near, sentence = likeness(one.near, other.near), likeness(one.sentence, other.sentence)
    if one.lemma == other.lemma:
        kind = "same lemma"
        found["rarity of the lemma"] = min(1.0, shipped_frequencies().weight(stem(one.lemma)) / _RARE)
    elif _related(one.lemma, other.lemma):
        kind = "related lemma"
    elif _one_family(one.lemma, other.lemma):
        kind = "lemma of one family"
    else:
        kind = "other lemma"
    found[kind] = 1.0
    found[f"{kind}, words near"] = near
    found[f"{kind}, sentence"] = sentence
    found[f"{kind}, names"] = _shared(one.names, other.names)
    if within:
        found[f"{kind}, same report"] = 1.0
    else:
        found[f"{kind}, reports"] = reports
        if reports >= SAME_STORY:
            found[f"{kind}, like reports"] = 1.0
    if one.lead and other.lead and not within:
        found[f"{kind}, both in the lead"] = 1.0
    if one.numbers and other.numbers:
        found["numbers shared" if one.numbers & other.numbers else "no number shared"] = 1.0
    return found | _told(one, other)


def _told(one: Mention, other: Mention) -> dict[str, float]:
    """Evidence from what the coder found."""
    found = {}
    if one.type and other.type:
        found["same type" if one.type == other.type else "other type"] = 1.0
        if one.type == other.type and one.mode and other.mode:
            found["same mode" if one.mode == other.mode else "other mode"] = 1.0
    if one.earliest and one.latest and other.earliest and other.latest:
        overlap = one.earliest <= other.latest and other.earliest <= one.latest
        gap = max(one.earliest - other.latest, other.earliest - one.latest)
        if overlap:
            found["times agree"] = 1.0
        elif gap > _APART:
            found["times contradict"] = 1.0
    if one.place and other.place:
        found["same place" if one.place == other.place else "other place"] = 1.0
    if one.country and other.country and one.country != other.country:
        found["other country"] = 1.0
    for side, ours, theirs in (("actors", one.actors, other.actors), ("recipients", one.recipients, other.recipients)):
        if ours and theirs:
            found[f"{side} shared" if _overlap(ours, theirs) else f"no {side} shared"] = 1.0
    if one.status and other.status and (one.status == "actual") != (other.status == "actual"):
        found["one happened, one did not"] = 1.0
    return found


@lru_cache(maxsize=1)
def shipped_families() -> Mapping[str, frozenset[str]]:
    """The families of words by lemma. Raises :class:`dateline.DataError` with file and line where the table is wrong."""
    found: dict[str, set[str]] = {}
    text = files("dateline.ledger").joinpath("data").joinpath(FAMILIES).read_text("utf-8")
    for row in table_rows(FAMILIES, text, "family lemmas"):
        family, lemmas = row.cells
        if len(words(lemmas)) < 2:
            raise row.wrong(f"the family {family!r} needs two lemmas at least, with commas between")
        for lemma in words(lemmas):
            found.setdefault(lemma, set()).add(family)
    return {lemma: frozenset(families) for lemma, families in found.items()}


def _one_family(one: str, other: str) -> bool:
    """Whether news uses two lemmas for one act."""
    families = shipped_families()
    return not families.get(one, frozenset()).isdisjoint(families.get(other, frozenset()))


def _related(one: str, other: str) -> bool:
    """Whether two lemmas have a stem in common: "announce" and "announcement"."""
    least = min(len(one), len(other))
    common = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), least)
    return common >= 4 and common >= 0.6 * max(len(one), len(other))


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


def _overlap(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether a name of one stands among those of the other, or their last words agree: "kurmanbek bakiyev" and "bakiyev"."""
    return bool(one & other) or not {name.rsplit(" ", 1)[-1] for name in one}.isdisjoint(name.rsplit(" ", 1)[-1] for name in other)


@lru_cache(maxsize=1)
def shipped_weights() -> Mapping[str, float]:
    """The weights of the package. Raises :class:`dateline.DataError` with file and line where the table is wrong."""
    found = {}
    for row in table_rows(WEIGHTS, files("dateline.ledger").joinpath("data").joinpath(WEIGHTS).read_text("utf-8"), "evidence weight from"):
        name, weight, _ = row.cells
        try:
            found[name] = float(weight)
        except ValueError:
            raise row.wrong(f"the weight {weight!r} is no number") from None
    return found


def log_odds(one: Mention, other: Mention, reports: float, weights: Mapping[str, float]) -> float:
    """How much more likely than not two mentions tell of the same event, as the logarithm of the odds."""
    return sum(weights.get(name, 0.0) * value for name, value in features(one, other, reports).items())


def best_incident(mention: Mention, known: Mapping[int, Sequence[tuple[Mention, float]]], weights: Mapping[str, float]) -> int | None:
    """The incident a mention tells of, given the mentions of incidents that may be it, each with the likeness of its report; None where it
    is none of them. An incident is as likely as its mentions are on average, so that one chance likeness does not decide."""
    best, best_odds = None, 0.0
    for number, mentions in known.items():
        odds = [log_odds(mention, other, reports, weights) for other, reports in mentions]
        mean = sum(odds) / len(odds)
        if mean > best_odds:
            best, best_odds = number, mean
    return best
