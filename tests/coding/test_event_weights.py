"""The table of what evidence is worth."""

from __future__ import annotations

import pytest

from dateline.coding.event_weights import DECISIONS, probability, read_weights, shipped_weights, weighed
from dateline.errors import DataError

HEADER = "decision\tfeature\tweight\n"


def test_the_shipped_table_has_weights_for_every_decision() -> None:
    weights = shipped_weights()
    assert set(weights) == set(DECISIONS)
    assert all(weights.values())
    told = [weights[decision]["engine"] + weights[decision].get("head", 0.0) for decision in DECISIONS]
    assert min(told) > 0, "what the engine says must count for what it says"


def test_a_score_is_the_sum_of_what_is_there() -> None:
    weights = read_weights(HEADER + "mention\tbias\t-1\nmention\tengine\t0.5\n")
    assert weighed(weights["mention"], {"bias": 1.0, "engine": 4.0, "never seen": 9.0}) == 1.0
    assert weighed(weights["same"], {"engine": 4.0}) == 0.0


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("guess\tbias\t1", "'guess' is no decision"),
        ("actor\tbias\tmuch", "'much' is no number"),
        ("actor\tbias\t1\nactor\tbias\t2", "'bias' stands twice"),
    ],
)
def test_a_wrong_row_is_named_with_its_line(row: str, said: str) -> None:
    with pytest.raises(DataError, match=rf"event_weights\.tsv:\d+.*{said}"):
        read_weights(HEADER + row + "\n")


def test_probabilities_stay_between_0_and_1() -> None:
    assert probability(0.0) == 0.5
    assert probability(2.0) == pytest.approx(1 - probability(-2.0))
    assert 0 < probability(-1e6) < probability(1e6) < 1
