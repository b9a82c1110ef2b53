"""Scores of coreference chains: MUC, B-cubed and CEAF-e, and their mean, the CoNLL score.

As the reference scorer has them (Pradhan et al. 2014), over mentions as spans; a mention stands in one chain at most.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Chain = frozenset[Hashable]


@dataclass(slots=True)
class Fraction:
    """Numerators and denominators of precision and recall, summed over documents."""

    precise: float = 0.0
    found: float = 0.0
    recalled: float = 0.0
    given: float = 0.0

    def f1(self) -> float:
        """F1, 0 where nothing is right."""
        precision = self.precise / self.found if self.found else 0.0
        recall = self.recalled / self.given if self.given else 0.0
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


@dataclass(slots=True)
class ChainScores:
    """The three scores over documents added one by one."""

    muc: Fraction = field(default_factory=Fraction)
    b_cubed: Fraction = field(default_factory=Fraction)
    ceaf_e: Fraction = field(default_factory=Fraction)

    def add(self, gold: Iterable[Iterable[Hashable]], found: Iterable[Iterable[Hashable]]) -> None:
        """Count one document's chains."""
        keys = [c for c in map(frozenset, gold) if c]
        responses = [c for c in map(frozenset, found) if c]
        for fraction, count in ((self.muc, _muc), (self.b_cubed, _b_cubed)):
            right, total = count(responses, keys)
            fraction.precise += right
            fraction.found += total
            right, total = count(keys, responses)
            fraction.recalled += right
            fraction.given += total
        right = _aligned(keys, responses)
        self.ceaf_e.precise += right
        self.ceaf_e.recalled += right
        self.ceaf_e.found += len(responses)
        self.ceaf_e.given += len(keys)

    def conll(self) -> float:
        """The mean of the three F1 values."""
        return (self.muc.f1() + self.b_cubed.f1() + self.ceaf_e.f1()) / 3


def _homes(chains: Sequence[Chain]) -> dict[Hashable, int]:
    return {mention: number for number, chain in enumerate(chains) for mention in chain}


def _muc(chains: Sequence[Chain], others: Sequence[Chain]) -> tuple[float, float]:
    """Links of the chains that the others keep, and all their links (Vilain et al. 1995)."""
    homes = _homes(others)
    right = total = 0
    for chain in chains:
        parts = {homes[m] for m in chain if m in homes}
        right += len(chain) - len(parts) - sum(m not in homes for m in chain)
        total += len(chain) - 1
    return right, total


def _b_cubed(chains: Sequence[Chain], others: Sequence[Chain]) -> tuple[float, float]:
    """For every mention the share of its chain that the other side has with it (Bagga and Baldwin 1998)."""
    homes = _homes(others)
    right, total = 0.0, 0
    for chain in chains:
        shared = Counter(homes[m] for m in chain if m in homes)
        right += sum(n * n for n in shared.values()) / len(chain)
        total += len(chain)
    return right, total


def _aligned(keys: Sequence[Chain], responses: Sequence[Chain]) -> float:
    """The likeness of the best one-to-one alignment of chains (Luo 2005, phi 4)."""
    if not keys or not responses:
        return 0.0
    likeness = np.array([[2 * len(k & r) / (len(k) + len(r)) for r in responses] for k in keys])
    return float(sum(likeness[row, column] for row, column in best_alignment(likeness)))


def best_alignment(gain: NDArray[np.float64]) -> list[tuple[int, int]]:
    """Rows and columns paired one to one so that the sum of ``gain`` is greatest (the Hungarian method with potentials)."""
    if gain.shape[0] > gain.shape[1]:
        return sorted((row, column) for column, row in best_alignment(gain.T))
    rows, columns = gain.shape
    cost = gain.max() - gain
    u, v = np.zeros(rows + 1), np.zeros(columns + 1)
    match = np.zeros(columns + 1, dtype=np.int64)  # the row of each column, counted from 1; 0 is none
    for row in range(1, rows + 1):
        match[0] = row
        column = 0
        least = np.full(columns + 1, np.inf)
        way = np.zeros(columns + 1, dtype=np.int64)
        used = np.zeros(columns + 1, dtype=bool)
        while match[column]:
            used[column] = True
            here = int(match[column])
            reduced = cost[here - 1] - u[here] - v[1:]
            better = ~used[1:] & (reduced < least[1:])
            least[1:][better] = reduced[better]
            way[1:][better] = column
            following = int(np.where(used[1:], np.inf, least[1:]).argmin()) + 1
            delta = least[following]
            u[match[used]] += delta
            v[used] -= delta
            least[~used] -= delta
            column = following
        while column:
            match[column] = match[way[column]]
            column = int(way[column])
    return sorted((int(match[c]) - 1, c - 1) for c in range(1, columns + 1) if match[c])
