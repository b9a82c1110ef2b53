"""The scorer of chains: hops aligned in order, and passages read with their faults named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dateline.errors import DataError
from dateline.evaluating.chains import AnnotatedChain, AnnotatedHop, held_out, read_chains, scored
from dateline.report import Act, Certainty, Source, SourceKind, Span, Stance

CORPUS = Path(__file__).parents[2] / "training/corpus/chains/chains.jsonl"
TEXT = "Rebels said miners hope it rains."
GOLD = AnnotatedChain(
    "a",
    TEXT,
    Span(27, 32),
    (
        AnnotatedHop(Span(0, 6), Span(7, 11), Act.ASSERT, SourceKind.COLLECTIVE),
        AnnotatedHop(Span(12, 18), Span(19, 23), Act.HOPE, SourceKind.ANONYMOUS),
    ),
)


def stance(
    source: tuple[int, int] | None, cue: tuple[int, int] | None, act: Act = Act.ASSERT, kind: SourceKind = SourceKind.COLLECTIVE
) -> Stance:
    start, end = source or (None, None)
    return Stance(Source("", kind, start, end), act, Certainty.CERTAIN, True, Span(*cue) if cue else None)


REBELS, MINERS = stance((0, 6), (7, 11)), stance((12, 18), (19, 23), Act.HOPE, SourceKind.ANONYMOUS)
PUBLISHER = stance(None, None)


def test_a_chain_right_from_end_to_end() -> None:
    scores = scored([(GOLD, (PUBLISHER, REBELS, MINERS))])
    assert (scores.f1, scores.chains, scores.acts, scores.kinds) == (100, 100, 100, 100)


def test_a_hop_missed_and_one_too_many() -> None:
    scores = scored([(GOLD, (REBELS,)), (GOLD, (REBELS, stance(None, (24, 26)), MINERS))])
    assert (scores.precision, scores.recall, scores.chains) == (75, 75, 0)


def test_order_counts() -> None:
    assert scored([(GOLD, (MINERS, REBELS))]).recall == 50


def test_a_hop_of_nobody_is_no_hop_of_somebody() -> None:
    assert scored([(GOLD, (stance(None, (7, 11)), MINERS))]).recall == 50


def test_the_projects_own_passages() -> None:
    passages = read_chains(CORPUS)
    assert len(passages) >= 150
    assert all(len(p.chain) >= 2 for p in passages)
    assert len({p.text for p in passages}) == len(passages)
    assert 0.2 < sum(held_out(p.id) for p in passages) / len(passages) < 0.45


@pytest.mark.parametrize("change", [{"trigger": [30, 99]}, {"chain": [{"source": None, "cue": [0, 3], "act": "sing", "kind": "role"}]}])
def test_a_wrong_line_is_named(tmp_path: Path, change: dict[str, object]) -> None:
    path = tmp_path / "chains.jsonl"
    path.write_text(json.dumps({"id": "a", "text": TEXT, "trigger": [27, 32], "chain": []} | change) + "\n")
    with pytest.raises(DataError, match="is no annotated chain"):
        read_chains(path)
