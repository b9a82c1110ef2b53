"""Sources, cues and contents against PolNeAR."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dateline.engine import Engine
from dateline.evaluating.counts import Matches
from dateline.evaluating.polnear import GoldAttribution, read_polnear
from dateline.evaluating.sources import unpacked
from dateline.report import Attribution, Report, Sentence


@dataclass(frozen=True, slots=True)
class AttributionScores:
    """F1 in per cent from the raw article.

    ``source``, ``cue``, ``content``: exact spans, every piece counted by itself, gold and found pieces both clipped at the ends of the
    engine's
    sentences. ``linked``: whole attributions whose contents overlap by at least half (characters shared over characters of both
    together) and
    whose sources overlap; ``strict``: all pieces of all three roles exactly the same.
    """

    articles: int
    source: float
    cue: float
    content: float
    linked: float
    strict: float


def score(path: Path, engine: Engine) -> AttributionScores:
    """Score the articles of a folder or archive with ``text`` and ``attributions``."""
    roles = {"source": Matches(), "cue": Matches(), "content": Matches()}
    linked, strict = Matches(), Matches()
    with unpacked(path, "attributions") as folder:
        articles = read_polnear(folder)
    for article, record in zip(articles, engine.code_many(Report.from_text(a.text) for a in articles), strict=True):
        for role, matches in roles.items():
            gold = [(s, e) for kind, s, e in article.pieces if kind.lower() == role]
            found = [tuple(span) for a in record.attributions for span in getattr(a, role)]
            matches.add(_clipped(gold, record.sentences), _clipped(found, record.sentences))
        _add_linked(article.attributions, record.attributions, linked, strict)
    return AttributionScores(len(articles), roles["source"].f1, roles["cue"].f1, roles["content"].f1, linked.f1, strict.f1)


def _clipped(spans: list[tuple[int, int]], sentences: tuple[Sentence, ...]) -> set[tuple[int, int]]:
    pieces = set()
    for start, end in spans:
        inside = [(max(start, s.start), min(end, s.end)) for s in sentences if s.start < end and start < s.end]
        pieces.update(inside or [(start, end)])
    return pieces


def _characters(spans: tuple[tuple[int, int], ...]) -> set[int]:
    return {i for start, end in spans for i in range(start, end)}


def _add_linked(gold: tuple[GoldAttribution, ...], found: tuple[Attribution, ...], linked: Matches, strict: Matches) -> None:
    whole = [a for a in found if a.cue and (a.content or a.source)]
    strict.add(
        ((frozenset(g.source), frozenset(g.cue), frozenset(g.content)) for g in gold),
        ((frozenset(map(tuple, a.source)), frozenset(map(tuple, a.cue)), frozenset(map(tuple, a.content))) for a in whole),
    )
    linked.gold += len(gold)
    linked.found += len(whole)
    free = list(gold)
    for attribution in whole:
        content = _characters(attribution.content)
        source = _characters(attribution.source)
        for candidate in free:
            other = _characters(candidate.content)
            shared = len(content & other)
            sources_meet = bool(source & _characters(candidate.source)) or (not source and not candidate.source)
            if shared and shared >= 0.5 * len(content | other) and sources_meet:
                free.remove(candidate)
                linked.right += 1
                break
