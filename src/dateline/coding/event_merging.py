"""Mentions to events: which mentions of a report tell of one event.

Two mentions of the same type are joined when the engine's comparison of their vectors, their words and their participants together say
so; groups grow from the surest pair on (agglomerative, average link), so one chance likeness does not chain two stories together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.coding.event_mentions import Mention
from dateline.coding.event_weights import Weights, weighed
from dateline.language.event_scores import EventScores
from dateline.report import Participant


@dataclass(frozen=True, slots=True)
class Told:
    """A mention with its participants, ready to be compared. ``lemma`` is the trigger's."""

    mention: Mention
    lemma: str
    actors: tuple[Participant, ...]
    recipients: tuple[Participant, ...]


def groups(told: Sequence[Told], scores: EventScores, weights: Weights) -> list[list[int]]:
    """The numbers of the mentions of each event, in the order of the text."""
    found = [[i] for i in range(len(told))]
    links: dict[tuple[int, int], float] = {}
    for i, a in enumerate(told):
        for j in range(i + 1, len(told)):
            if a.mention.type == told[j].mention.type:
                links[i, j] = weighed(weights["same"], features(a, told[j], scores))
    while True:
        best, best_score = None, 0.0
        for x in range(len(found)):
            for y in range(x + 1, len(found)):
                pairs = [links.get((min(i, j), max(i, j))) for i in found[x] for j in found[y]]
                if any(p is None for p in pairs):
                    continue
                mean = sum(p for p in pairs if p is not None) / len(pairs)
                if mean > best_score:
                    best, best_score = (x, y), mean
        if best is None:
            return sorted(found)
        x, y = best
        found[x] = sorted(found[x] + found.pop(y))


def features(a: Told, b: Told, scores: EventScores) -> dict[str, float]:
    """What two mentions share, as numbers."""
    engine = scores.same(a.mention.roles, b.mention.roles) if a.mention.roles and b.mention.roles else 0.0
    shared = clash = 0.0
    for mine, theirs in ((a.actors, b.actors), (a.recipients, b.recipients)):
        if mine and theirs:
            if any(_alike(p, q) for p in mine for q in theirs):
                shared += 1.0
            elif not any(p.country and p.country == q.country and p.sector == q.sector for p in mine for q in theirs):
                clash += 1.0
    return {
        "engine": max(-6.0, min(6.0, engine)),
        "lemma": float(a.lemma == b.lemma),
        "shared": shared,
        "clash": clash,
        "status": float(a.mention.status != b.mention.status),
        "mode": float(bool(a.mention.mode and b.mention.mode and a.mention.mode != b.mention.mode)),
        "same sentence": float(a.mention.sentence == b.mention.sentence),
        "distance": min(20, abs(a.mention.sentence - b.mention.sentence)) / 10.0,
        "bias": 1.0,
    }


def _alike(a: Participant, b: Participant) -> bool:
    if a.start < b.end and b.start < a.end:
        return True
    one, other = (a.name or a.text).lower().split(), (b.name or b.text).lower().split()
    return bool(one and other) and one[-1] == other[-1]
