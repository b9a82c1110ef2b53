"""Fits the weights of the place resolver and tells how well it does on articles it was not fitted on.

    python -m training.places --data FOLDER [--all] [--out FILE]

FOLDER holds ``*-dev.xml.gz`` of TR-News, LGL, GeoVirus and GeoWebNews. Even articles are fitted on, odd ones measured; the shipped
``coding/data/place_weights.tsv`` is made so. With ``--all`` the weights are fitted on all articles and nothing is left to measure on.
"""

from __future__ import annotations

import argparse
import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np

from dateline.coding.place_candidates import Mention
from dateline.coding.place_ranking import FEATURES, ROUNDS, Company, Floats
from dateline.coding.places import gather
from dateline.evaluating.place_corpora import GoldArticle, read_articles
from dateline.knowledge.gazetteer import Gazetteer
from dateline.report import Report, Span

SETS: Final = ("lgl", "tr-news", "geovirus", "geowebnews")
NEAR_KM: Final = 161.0
WEIGHTS: Final = Path(__file__).parents[1] / "src" / "dateline" / "coding" / "data" / "place_weights.tsv"

_log = logging.getLogger("places")


class Example:
    """The candidates of one article with those that lie within 161 km of where the annotators saw the place."""

    def __init__(self, article: GoldArticle, gazetteer: Gazetteer) -> None:
        report = Report.from_text(article.text)
        located = [t for t in article.toponyms if t.located]
        mentions, setting = gather(report, [Span(t.start, t.end) for t in article.toponyms], gazetteer)
        self.company = Company(mentions, gazetteer, setting)
        self.right = np.zeros(len(self.company.rows))
        self.weight = np.zeros(len(self.company.names))
        by_span: dict[tuple[int, int], Mention] = {(m.start, m.end): m for m in mentions}
        for toponym in located:
            mention = by_span.get((toponym.start, toponym.end))
            if mention is None or mention.form not in self.company.forms:
                continue
            group = self.company.names.index(mention.form)
            latitude, longitude = np.radians(toponym.latitude or 0.0), np.radians(toponym.longitude or 0.0)
            point = np.array([np.cos(latitude) * np.cos(longitude), np.cos(latitude) * np.sin(longitude), np.sin(latitude)])
            near = 6371.0 * np.sqrt(np.maximum(0, 2 - 2 * self.company.points @ point)) <= NEAR_KM
            hit = near & (self.company.group == group)
            if hit.any():
                self.right[hit] = 1
                self.weight[group] += 1


def fit(examples: Sequence[Example], probabilities: list[Floats], strength: float, steps: int = 400) -> Floats:
    """Weights that make the right candidates likely, by gradient ascent (Adam) with an L2 penalty of ``strength``."""
    features = [e.company.features(p) for e, p in zip(examples, probabilities, strict=True)]
    weights = np.zeros(len(FEATURES))
    scale = np.maximum(np.concatenate(features).std(0), 1e-3)
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    total = sum(float(np.sqrt(e.weight).sum()) for e in examples)
    for step in range(1, steps + 1):
        gradient = -strength * weights
        for example, found in zip(examples, features, strict=True):
            company = example.company
            p = company.softmax(found @ (weights / scale))
            q = p * example.right
            sums = np.add.reduceat(q, company.starts)
            q /= np.maximum(sums, 1e-12)[company.group]
            gain = (q - p * (sums > 0)[company.group]) * np.sqrt(example.weight)[company.group]
            gradient += gain @ found / scale / total
        mean = 0.9 * mean + 0.1 * gradient
        square = 0.99 * square + 0.01 * gradient**2
        weights += 0.05 * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return np.asarray(weights / scale)


def fit_rounds(examples: Sequence[Example], strength: float) -> Floats:
    """The weights of each round, every round knowing the probabilities of the round before."""
    probabilities = [e.company.prior() for e in examples]
    rounds = []
    for number in range(ROUNDS):
        weights = fit(examples, probabilities, strength)
        rounds.append(weights)
        probabilities = [e.company.softmax(e.company.features(p) @ weights) for e, p in zip(examples, probabilities, strict=True)]
        _log.info("round %d fitted", number + 1)
    return np.array(rounds)


def accuracy(examples: Sequence[Example], weights: Floats) -> float:
    """Share of the toponyms with a right candidate for which it is chosen, per cent."""
    right = total = 0.0
    for example in examples:
        if not len(example.company.rows):
            continue
        p = example.company.prior()
        for vector in weights:
            p = example.company.softmax(example.company.features(p) @ vector)
        for group, start in enumerate(example.company.starts.tolist()):
            end = start + int((example.company.group == group).sum())
            right += example.weight[group] * example.right[start + int(np.argmax(p[start:end]))]
            total += example.weight[group]
    return 100 * right / max(1.0, total)


def write(weights: Floats, path: Path) -> None:
    """Write the table."""
    lines = [
        "# Weights of the features by which a toponym's candidates are compared, in three rounds; made by training/places.py.",
        "feature\tfirst\tsecond\tthird",
        *("\t".join([feature, *(f"{w:.4f}" for w in column)]) for feature, column in zip(FEATURES, weights.T, strict=True)),
    ]
    path.write_text("\n".join(lines) + "\n", "utf-8")


def main() -> None:
    """Fit and measure, or fit on all and write."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--strength", type=float, default=0.001, help="of the penalty on large weights")
    parser.add_argument("--all", action="store_true", help="fit on all articles, not on the even ones alone")
    parser.add_argument("--out", type=Path, default=WEIGHTS, help="table to write")
    arguments = parser.parse_args()
    gazetteer = Gazetteer.shipped()
    sets = {name: [Example(a, gazetteer) for a in read_articles(arguments.data / f"{name}-dev.xml.gz")] for name in SETS}
    chosen = [e for examples in sets.values() for e in (examples if arguments.all else examples[::2]) if len(e.company.rows)]
    weights = fit_rounds(chosen, arguments.strength)
    for name, examples in sets.items():
        _log.info("%s: fitted %.1f, others %.1f", name, accuracy(examples[::2], weights), accuracy(examples[1::2], weights))
    write(weights, arguments.out)


if __name__ == "__main__":
    main()
