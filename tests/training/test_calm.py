"""The articles that count false records are for testing only."""

from __future__ import annotations

from dateline.evaluating.annotations import read_annotations
from training.events import CORPUS


def test_no_calm_article_stands_in_a_training_file() -> None:
    calm = read_annotations(CORPUS / "calm/calm.jsonl")
    assert len({item.text for item in calm}) == 100
    assert not any(item.events for item in calm)
    trained = {item.text for path in CORPUS.glob("*.jsonl") for item in read_annotations(path) if item.text}
    assert trained.isdisjoint(item.text for item in calm)
