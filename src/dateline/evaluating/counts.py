"""Precision, recall and F1 over counts."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass


@dataclass(slots=True)
class Matches:
    """How many items were right, in the gold standard and found."""

    right: int = 0
    gold: int = 0
    found: int = 0

    def add(self, gold: Iterable[Hashable], found: Iterable[Hashable]) -> None:
        """Count the items of one text; an item found twice counts once."""
        wanted, had = set(gold), set(found)
        self.right += len(wanted & had)
        self.gold += len(wanted)
        self.found += len(had)

    @property
    def precision(self) -> float:
        """Share of the found that is right, in per cent; 100 where nothing was found."""
        return 100 * self.right / self.found if self.found else 100.0

    @property
    def recall(self) -> float:
        """Share of the gold that was found, in per cent; 100 where there is nothing to find."""
        return 100 * self.right / self.gold if self.gold else 100.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, in per cent."""
        return 200 * self.right / (self.gold + self.found) if self.gold + self.found else 100.0
