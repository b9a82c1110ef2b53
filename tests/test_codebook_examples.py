"""The shipped codebook's own examples, coded by the shipped engine: as many must come out as they say as did when last counted."""

from __future__ import annotations

from dateline.engine import Engine
from dateline.knowledge.codebook_check import check_examples

RIGHT = 205
"""Of 253, 163 did; raised when more do."""


def test_as_many_examples_come_out_as_they_say(engine: Engine) -> None:
    wrong = [result.example.text for result in check_examples(engine.codebook, engine.code) if result.differences]
    assert len(engine.codebook.examples) - len(wrong) >= RIGHT, wrong
