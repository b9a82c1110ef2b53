"""What each piece of evidence is worth: weights of the coder's decisions, a table of facts that ``training.weights`` fits.

A decision's score is the sum of its features times their weights, a log-odds: above zero is yes (logistic regression).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from math import exp

from dateline.fact_tables import table_rows

DECISIONS = ("mention", "actor", "recipient", "same")
"""Whether words tell of an act; whether a phrase is its actor or recipient; whether two mentions tell of one event."""

FILE = "event_weights.tsv"

Weights = Mapping[str, Mapping[str, float]]


@lru_cache(maxsize=1)
def shipped_weights() -> Weights:
    """The weights of the package, by decision and feature. Raises :class:`dateline.DataError` on a decision or number it does not know."""
    return read_weights(files("dateline.coding").joinpath("data").joinpath(FILE).read_text("utf-8"))


def read_weights(text: str) -> Weights:
    """The weights in the text of a table with the columns decision, feature and weight."""
    found: dict[str, dict[str, float]] = {decision: {} for decision in DECISIONS}
    for row in table_rows(FILE, text, "decision feature weight"):
        decision, feature, weight = row.cells
        if decision not in found:
            raise row.wrong(f"{decision!r} is no decision; expected one of {', '.join(DECISIONS)}")
        if feature in found[decision]:
            raise row.wrong(f"{feature!r} stands twice for {decision!r}")
        try:
            found[decision][feature] = float(weight)
        except ValueError:
            raise row.wrong(f"the weight {weight!r} is no number") from None
    return found


def weighed(weights: Mapping[str, float], features: Mapping[str, float]) -> float:
    """The log-odds of a decision; features without a weight count nothing."""
    return sum(weights.get(name, 0.0) * value for name, value in features.items())


def probability(log_odds: float) -> float:
    """Log-odds as a probability."""
    return 1.0 / (1.0 + exp(-max(-30.0, min(30.0, log_odds))))
