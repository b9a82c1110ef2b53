"""Entities against English Worldwide Newswire."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from dateline.engine import Engine
from dateline.evaluating.counts import Matches
from dateline.evaluating.newswire import read_newswire
from dateline.evaluating.sources import unpacked
from dateline.language.decoding import spans_of


@dataclass(frozen=True, slots=True)
class EntityScores:
    """Exact span and type, in per cent: for the corpus's own words (``f1``, with ``by_type``), and from the raw article (``raw_f1``,
    over the
    sentences whose words can be found in it)."""

    articles: int
    precision: float
    recall: float
    f1: float
    raw_f1: float
    by_type: tuple[tuple[str, float], ...]


def score(path: Path, engine: Engine) -> EntityScores:
    """Score the articles of a folder or archive with ``processed_annotated`` and ``original_articles``."""
    overall, raw = Matches(), Matches()
    by_type: dict[str, Matches] = defaultdict(Matches)
    with unpacked(path, "processed_annotated") as folder:
        articles = read_newswire(folder)
    for article in articles:
        labels, _ = engine.analyser.label([s.words for s in article.sentences])
        found = spans_of(labels)
        gold = spans_of([label for s in article.sentences for label in s.labels])
        overall.add(gold, found)
        for kind in {kind for _, _, kind in (*gold, *found)}:
            by_type[kind].add((s for s in gold if s[2] == kind), (s for s in found if s[2] == kind))
        if article.text:
            places = [s for s in article.sentences if s.start >= 0]
            (analysis,) = engine.analyser.analyse([article.text])
            raw.add(
                ((s.spans[a][0], s.spans[b - 1][1], kind) for s in places for a, b, kind in spans_of(list(s.labels))),
                ((e.start, e.end, str(e.type)) for e in analysis.entities if any(s.start <= e.start and e.end <= s.end for s in places)),
            )
    types = tuple(sorted(((kind, matches.f1) for kind, matches in by_type.items()), key=lambda pair: -pair[1]))
    return EntityScores(len(articles), overall.precision, overall.recall, overall.f1, raw.f1, types)
