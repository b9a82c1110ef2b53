"""Toponym recognition and resolution against TR-News, LGL, GeoVirus and GeoWebNews.

The measures are those of the field (Gritta et al. 2018, 2020): accuracy within 161 km, the median error, and the area under the
curve of the logarithm of the error, for toponyms whose spans are given and for those the engine finds itself; recognition as
precision, recall and F1."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log
from pathlib import Path
from statistics import median
from typing import Final

from dateline.coding.places import find_places
from dateline.evaluating.counts import Matches
from dateline.evaluating.place_corpora import GoldToponym, read_articles
from dateline.knowledge.gazetteer import kilometres
from dateline.language.analysis import Analyser
from dateline.report import Place, Report, Span

NEAR_KM: Final = 161.0
"""A hundred miles."""

FARTHEST_KM: Final = 20_039.0
"""Half of the way around the earth: the error of a toponym left unresolved."""

_NO_TOPONYMS: Final = frozenset({"Literal_Expression", "Non_Lit_Expression", "Non_Toponym"})

Resolver = Callable[[str, Sequence[tuple[int, int]] | None], Sequence[Place]]
"""From a text, and the spans of its toponyms or None to find them, to places."""


def resolver(analyser: Analyser) -> Resolver:
    """What the engine makes of a text alone, without an outlet: the given toponyms resolved, or its own found and resolved."""

    def places(text: str, toponyms: Sequence[tuple[int, int]] | None) -> Sequence[Place]:
        report = Report.from_text(text)
        if toponyms is not None:
            return find_places(report, toponyms=toponyms)
        hole = (Span(report.dateline.start, report.dateline.end),) if report.dateline else ()
        (analysis,) = analyser.analyse([text], [hole])
        return find_places(report, entities=analysis.entities, sentences=analysis.sentences)

    return places


@dataclass(frozen=True, slots=True)
class PlaceScores:
    """Figures in per cent where not said otherwise.

    ``accuracy`` is the share of located toponyms resolved to within 161 km, an unresolved one counting as wrong, ``resolved`` the share
    that is resolved, ``precise`` the accuracy among those. ``median_km`` is the median error and ``auc`` the area under the curve of log
    errors, 0 to 1, lower is better. With ``end_to_end`` before it, a figure is about the engine's own spans. ``recognition`` is F1 of
    overlapping spans, each once, over all toponyms, ``strict`` of equal spans; ``located_recall`` is the share of located ones found.
    """

    articles: int
    toponyms: int
    located: int
    accuracy: float
    resolved: float
    precise: float
    median_km: float
    auc: float
    recognition: float
    precision: float
    recall: float
    strict: float
    located_recall: float
    end_to_end_accuracy: float
    end_to_end_median_km: float


def score(path: Path, resolve: Resolver, part: slice = slice(None)) -> PlaceScores:
    """Score a file of articles, or a part of them. Raises :class:`dateline.DataError` or OSError where it cannot be read."""
    articles = list(read_articles(path))[part]
    given, own = _Errors(), _Errors()
    relaxed, strict = Matches(), Matches()
    located_found = 0
    for article in articles:
        gold = outermost([t for t in article.toponyms if t.kind not in _NO_TOPONYMS])
        located = [t for t in gold if t.located]
        spans = [(t.start, t.end) for t in located]
        by_span = {(p.start, p.end): p for p in (resolve(article.text, spans) if spans else ())}
        for toponym in located:
            given.add(toponym, by_span.get((toponym.start, toponym.end)))
        found = resolve(article.text, None)
        pairs = paired(gold, found)
        matched = {id(toponym): place for toponym, place in pairs}
        located_found += sum(id(t) in matched for t in located)
        for toponym in located:
            own.add(toponym, matched.get(id(toponym)))
        for matches, right in ((relaxed, len(pairs)), (strict, sum((t.start, t.end) == (p.start, p.end) for t, p in pairs))):
            matches.right += right
            matches.gold += len(gold)
            matches.found += len(found)
    total = len(given.kilometres)
    return PlaceScores(
        len(articles),
        relaxed.gold,
        total,
        given.accuracy,
        given.resolved,
        100 * given.accuracy / given.resolved if given.resolved else 0.0,
        given.median,
        given.auc,
        relaxed.f1,
        relaxed.precision,
        relaxed.recall,
        strict.f1,
        100 * located_found / total if total else 0.0,
        own.accuracy,
        own.median,
    )


class _Errors:
    """Errors in kilometres of located toponyms, the farthest there is for those left open."""

    def __init__(self) -> None:
        self.kilometres: list[float] = []
        self.open = 0

    def add(self, toponym: GoldToponym, place: Place | None) -> None:
        if place is None or place.latitude is None or place.longitude is None or toponym.latitude is None or toponym.longitude is None:
            self.kilometres.append(FARTHEST_KM)
            self.open += 1
        else:
            self.kilometres.append(kilometres(place.latitude, place.longitude, toponym.latitude, toponym.longitude))

    @property
    def accuracy(self) -> float:
        return 100 * sum(error <= NEAR_KM for error in self.kilometres) / max(1, len(self.kilometres))

    @property
    def resolved(self) -> float:
        return 100 * (len(self.kilometres) - self.open) / max(1, len(self.kilometres))

    @property
    def median(self) -> float:
        return median(self.kilometres) if self.kilometres else 0.0

    @property
    def auc(self) -> float:
        """The area under the sorted curve of ln(1 + error), by the trapezoid rule, over that of the largest possible errors."""
        curve = sorted(log(1 + min(error, FARTHEST_KM)) for error in self.kilometres)
        if len(curve) < 2:
            return curve[0] / log(1 + FARTHEST_KM) if curve else 0.0
        area = sum((a + b) / 2 for a, b in pairwise(curve))
        return area / (log(1 + FARTHEST_KM) * (len(curve) - 1))


def outermost(toponyms: Sequence[GoldToponym]) -> list[GoldToponym]:
    """Toponyms in order without those of the same span or that overlap one before."""
    kept: list[GoldToponym] = []
    for toponym in sorted(toponyms, key=lambda t: (t.start, -t.end)):
        if not kept or toponym.start >= kept[-1].end:
            kept.append(toponym)
    return kept


def paired(gold: Sequence[GoldToponym], found: Sequence[Place]) -> list[tuple[GoldToponym, Place]]:
    """Toponyms and places that overlap, each at most once: equal spans first, then in the order of the text."""
    by_span = {(place.start, place.end): place for place in found}
    exact = {id(t): by_span[t.start, t.end] for t in gold if (t.start, t.end) in by_span}
    taken = {id(place) for place in exact.values()}
    pairs = []
    for toponym in gold:
        place = exact.get(id(toponym))
        if place is None:
            place = next((p for p in found if p.start < toponym.end and toponym.start < p.end and id(p) not in taken), None)
        if place is not None:
            taken.add(id(place))
            pairs.append((toponym, place))
    return pairs
