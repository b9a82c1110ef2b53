"""How well mentions are grouped: MUC, B-cubed and entity CEAF, and their mean, the CoNLL score.

As in Pradhan et al. (2014), "Scoring coreference partitions of predicted mentions": groups of one mention count.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Grouping = Mapping[Any, Hashable]
"""The group of every mention; mentions are anything hashable."""


@dataclass(frozen=True, slots=True)
class ClusterFigures:
    """F1 in per cent by three measures, and their mean."""

    muc: float
    b_cubed: float
    ceaf_e: float

    @property
    def conll(self) -> float:
        """The CoNLL score."""
        return (self.muc + self.b_cubed + self.ceaf_e) / 3


def score(gold: Grouping, found: Grouping) -> ClusterFigures:
    """Compare two groupings of the same mentions; ValueError where they are not of the same."""
    if gold.keys() != found.keys():
        raise ValueError("the two groupings are of different mentions")
    return ClusterFigures(_muc(gold, found), _b_cubed(gold, found), _ceaf_e(gold, found))


def groups(grouping: Grouping) -> list[list[Hashable]]:
    """The mentions of every group."""
    members: dict[Hashable, list[Hashable]] = defaultdict(list)
    for mention, group in grouping.items():
        members[group].append(mention)
    return list(members.values())


def _f1(precision: float, recall: float) -> float:
    return 200 * precision * recall / (precision + recall) if precision + recall else 0.0


def _muc(gold: Grouping, found: Grouping) -> float:
    def share(one: Grouping, other: Grouping) -> float:
        kept = links = 0
        for group in groups(one):
            kept += len(group) - len({other[mention] for mention in group})
            links += len(group) - 1
        return kept / links if links else 1.0

    return _f1(share(found, gold), share(gold, found))


def _b_cubed(gold: Grouping, found: Grouping) -> float:
    sizes_gold, sizes_found = Counter(gold.values()), Counter(found.values())
    both = Counter((gold[mention], found[mention]) for mention in gold)
    precision = sum(n * n / sizes_found[f] for (_, f), n in both.items()) / max(1, len(gold))
    recall = sum(n * n / sizes_gold[g] for (g, _), n in both.items()) / max(1, len(gold))
    return _f1(precision, recall)


def _ceaf_e(gold: Grouping, found: Grouping) -> float:
    sizes_gold, sizes_found = Counter(gold.values()), Counter(found.values())
    both = Counter((gold[mention], found[mention]) for mention in gold)
    likeness = {(g, f): 2 * n / (sizes_gold[g] + sizes_found[f]) for (g, f), n in both.items()}
    total = sum(_best_matching(part) for part in _parts(likeness))
    return _f1(total / max(1, len(sizes_found)), total / max(1, len(sizes_gold)))


def _parts(likeness: Mapping[tuple[Hashable, Hashable], float]) -> list[list[list[float]]]:
    """The likenesses as matrices, one for each set of groups that overlap with no other, so that matching stays small."""
    neighbours: dict[tuple[bool, Hashable], list[tuple[bool, Hashable]]] = defaultdict(list)
    for g, f in likeness:
        neighbours[True, g].append((False, f))
        neighbours[False, f].append((True, g))
    seen: set[tuple[bool, Hashable]] = set()
    parts = []
    for start in neighbours:
        if start in seen:
            continue
        seen.add(start)
        waiting, rows, columns = [start], list[Hashable](), list[Hashable]()
        while waiting:
            node = waiting.pop()
            (rows if node[0] else columns).append(node[1])
            for other in neighbours[node]:
                if other not in seen:
                    seen.add(other)
                    waiting.append(other)
        parts.append([[likeness.get((g, f), 0.0) for f in columns] for g in rows])
    return parts


def _best_matching(gains: Sequence[Sequence[float]]) -> float:
    """The greatest sum of gains that pairs every row with at most one column: the Hungarian method with potentials (Kuhn 1955)."""
    if len(gains) > len(gains[0]):
        gains = [list(column) for column in zip(*gains, strict=True)]
    rows, columns = len(gains), len(gains[0])
    row_potential, column_potential = [0.0] * (rows + 1), [0.0] * (columns + 1)
    row_of = [0] * (columns + 1)  # 1-based; 0 is nobody
    for row in range(1, rows + 1):
        row_of[0] = row
        column = 0
        least, came_from, used = [float("inf")] * (columns + 1), [0] * (columns + 1), [False] * (columns + 1)
        while row_of[column]:
            used[column] = True
            current, step, following = row_of[column], float("inf"), 0
            for j in range(1, columns + 1):
                if used[j]:
                    continue
                cost = -gains[current - 1][j - 1] - row_potential[current] - column_potential[j]
                if cost < least[j]:
                    least[j], came_from[j] = cost, column
                if least[j] < step:
                    step, following = least[j], j
            for j in range(columns + 1):
                if used[j]:
                    row_potential[row_of[j]] += step
                    column_potential[j] -= step
                else:
                    least[j] -= step
            column = following
        while column:
            row_of[column] = row_of[came_from[column]]
            column = came_from[column]
    return sum(gains[row_of[j] - 1][j - 1] for j in range(1, columns + 1) if row_of[j])
