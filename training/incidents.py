"""Fit what the words of two mentions are worth for telling whether they are of one event.

``python -m training.incidents --data DATA`` reads ECB+'s training part (``ecb.tar.gz``) and writes the fitted rows of
``src/dateline/ledger/data/incident_weights.tsv`` anew; those set by judgement stay. Logistic regression over all pairs of mentions in like
documents; the bias is then moved to where the grouping of the training part scores best.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dateline.evaluating import clusters
from dateline.evaluating.incidents import NEAR, Documents, grouped, read_mentions
from dateline.evaluating.sources import unpacked
from dateline.fact_tables import table_rows
from dateline.ledger.incident_evidence import WEIGHTS, features

OUT = Path(__file__).parents[1] / "src/dateline/ledger/data" / WEIGHTS
RIDGE = 1.0
STEPS = 25
MOVES = (0.0, 0.5, 0.75, 1.0, 1.25)
FITTED = "fitted"


def pairs(documents: Documents) -> Iterator[tuple[dict[str, float], bool]]:
    """The evidence on all pairs of mentions in like documents, and whether they are of one event."""
    names = list(documents.mentions)
    for i, one in enumerate(names):
        for first, second in combinations(documents.mentions[one], 2):
            yield features(first.mention, second.mention, 1.0), first.chain == second.chain
        for other in names[i + 1 :]:
            alike = documents.likeness(one, other)
            if alike >= NEAR:
                for first in documents.mentions[one]:
                    for second in documents.mentions[other]:
                        yield features(first.mention, second.mention, alike), first.chain == second.chain


def fit(documents: Documents) -> dict[str, float]:
    """Weights by Newton's method, drawn to zero by a ridge."""
    examples = list(pairs(documents))
    names = sorted({name for evidence, _ in examples for name in evidence})
    column = {name: i for i, name in enumerate(names)}
    table: NDArray[np.float64] = np.zeros((len(examples), len(names)))
    for row, (evidence, _) in enumerate(examples):
        for name, value in evidence.items():
            table[row, column[name]] = value
    right = np.array([same for _, same in examples], dtype=np.float64)
    weights = np.zeros(len(names))
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (right - chance) - RIDGE * weights
        curvature = (table * (chance * (1 - chance))[:, None]).T @ table + RIDGE * np.eye(len(names))
        weights += np.linalg.solve(curvature, slope)
    print(f"{len(examples)} pairs, {int(right.sum())} of one event")
    return dict(zip(names, (float(w) for w in weights), strict=True))


def main() -> None:
    """Fit and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with ecb.tar.gz, or the folder of its train.json")
    given = parser.parse_args().data
    with unpacked(given if given.is_dir() and (given / "train.json").exists() else given / "ecb.tar.gz", "train.json") as folder:
        documents = read_mentions(folder / "train.json")
    weights = fit(documents)
    gold = {m.id: m.chain for mentions in documents.mentions.values() for m in mentions}
    scores = {move: clusters.score(gold, grouped(documents, weights | {"bias": weights["bias"] + move})).conll for move in MOVES}
    print(scores)
    weights["bias"] += max(scores, key=lambda move: scores[move])
    text = OUT.read_text(encoding="utf-8")
    kept = [row.cells for row in table_rows(WEIGHTS, text, "evidence weight from") if row.cells[2] != FITTED]
    head = [line for line in text.splitlines() if line.startswith("#")]
    rows = [(name, f"{weight:.3f}", FITTED) for name, weight in sorted(weights.items())] + kept
    OUT.write_text("\n".join([*head, "evidence\tweight\tfrom", *("\t".join(cells) for cells in rows)]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
