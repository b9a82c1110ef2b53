"""How well mentions are grouped: MUC, B-cubed and entity CEAF, and their mean, the CoNLL score.

As in Pradhan et al. (2014), "Scoring coreference partitions of predicted mentions": groups of one mention count.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

from dateline.evaluating.coreference_scores import ChainScores

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
    scores = ChainScores()
    scores.add(groups(gold), groups(found))
    return ClusterFigures(*(100 * fraction.f1() for fraction in (scores.muc, scores.b_cubed, scores.ceaf_e)))


def groups(grouping: Grouping) -> list[list[Hashable]]:
    """The mentions of every group."""
    members: dict[Hashable, list[Hashable]] = defaultdict(list)
    for mention, group in grouping.items():
        members[group].append(mention)
    return list(members.values())
