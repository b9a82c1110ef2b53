"""Readers and scorers of factuality sets, on sentences of our own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dateline.coding.factuality_values import medians, read_network, shipped_network
from dateline.engine import Engine
from dateline.errors import DataError
from dateline.evaluating.factuality import ClauseScores, ValueScores, figures, read_rated, score


def rated(folder: Path, **changes: object) -> Path:
    item = {"text": "`` Police arrested him , '' she said .", "targets": [{"span1": [2, 3], "label": 3.0}, {"span1": [2, 5], "label": 0.0}]}
    path = folder / "uw-own.jsonl"
    path.write_text(json.dumps(item | changes) + "\n", encoding="utf-8")
    return path


def test_rated_predicates_of_one_word_are_read(tmp_path: Path) -> None:
    (item,) = read_rated(rated(tmp_path))
    assert item.words[:3] == ('"', "Police", "arrested")
    assert [(p.word, p.value) for p in item.predicates] == [(2, 3.0)]


@pytest.mark.parametrize(
    "wrong",
    [
        {"targets": [{"span1": [2, 3]}]},
        {"targets": [{"span1": [40, 41], "label": 1}]},
        {"targets": [{"span1": [2, 3], "label": 7}]},
    ],
)
def test_wrong_lines_are_named(tmp_path: Path, wrong: dict[str, object]) -> None:
    with pytest.raises(DataError, match=r"uw-own.jsonl.*1"):
        list(read_rated(rated(tmp_path, **wrong)))


def test_figures() -> None:
    found = figures([3.0, -3.0, 0.0, 2.0], [3.0, -2.0, 0.0, -1.0])
    assert found.mae == pytest.approx(1.0)
    assert found.r == pytest.approx(0.758, abs=0.001)
    assert found.f1 == pytest.approx(100 * (2 / 3 + 1 + 2 / 3) / 3)
    with pytest.raises(ValueError, match="0 values"):
        figures([], [])


def test_score_tells_the_two_kinds_of_set_apart(tmp_path: Path, engine: Engine) -> None:
    values = score(rated(tmp_path), engine.analyser)
    assert isinstance(values, ValueScores)
    assert values.predicates == 1
    assert values.mae < 1
    text = "The nuns hope that the rebels free the doctor."
    clause = {"trigger": [text.index("free"), text.index("free") + 4], "status": "hypothetical", "certainty": "unknown", "act": "hope"}
    path = tmp_path / "clauses.jsonl"
    path.write_text(json.dumps({"id": "one", "text": text, "clauses": [clause]}) + "\n", encoding="utf-8")
    clauses = score(path, engine.analyser)
    assert isinstance(clauses, ClauseScores)
    assert (clauses.status, clauses.certainty, clauses.act, clauses.kept) == (100, 100, 100, 100)


def test_medians_lie_between_the_bins() -> None:
    network = shipped_network()
    certain = [[0.0] * (len(network.bins) - 1) + [1.0]]
    halves = [[0.5] + [0.0] * (len(network.bins) - 2) + [0.5]]
    import numpy as np

    (top,), (low,) = (medians(np.array(shares, dtype=np.float32), network.bins) for shares in (certain, halves))
    assert top == 3.0
    assert low <= -2.8


def test_damaged_network_is_named(tmp_path: Path) -> None:
    path = tmp_path / "network.npz"
    path.write_bytes(b"nothing")
    with pytest.raises(DataError, match=r"network.npz.*training.factuality"):
        read_network(path)
