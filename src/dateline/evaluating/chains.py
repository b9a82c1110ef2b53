"""Chains of sources against the project's own annotations: who says so, through whom, doing what, for a marked word of each passage."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

from dateline.engine import Engine
from dateline.errors import DataError
from dateline.evaluating.counts import Matches
from dateline.report import Act, Report, SourceKind, Span, Stance

HELD_OUT = "held-out"


@dataclass(frozen=True, slots=True)
class AnnotatedHop:
    """One hop: the spans of its source (None where nobody is named) and cue, its act and the kind of source."""

    source: Span | None
    cue: Span
    act: Act
    kind: SourceKind


@dataclass(frozen=True, slots=True)
class AnnotatedChain:
    """A passage with a marked word and the chain it stands on, outermost hop first, without publisher and agency."""

    id: str
    text: str
    trigger: Span
    chain: tuple[AnnotatedHop, ...]


@dataclass(frozen=True, slots=True)
class ChainScores:
    """Figures in per cent. ``f1`` of hops in their order, a hop being right where source and cue overlap the annotated ones (or both name
    nobody); ``chains`` that are right from end to end; of the right hops, ``acts`` and ``kinds`` that are right, too."""

    passages: int
    f1: float
    precision: float
    recall: float
    chains: float
    acts: float
    kinds: float


def held_out(name: str) -> bool:
    """Whether a passage belongs to the third that rules are never read off: by the hash of its name."""
    return blake2b(name.encode(), digest_size=8).digest()[0] % 3 == 0


def read_chains(path: Path) -> list[AnnotatedChain]:
    """The passages of a file, one JSON object a line. Raises DataError at file and line."""
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip():
            try:
                found.append(_annotated(json.loads(line)))
            except (ValueError, KeyError, TypeError) as error:
                reason = f"is no annotated chain ({type(error).__name__}: {error}); see training/corpus/chains/README.md"
                raise DataError(str(path), number, reason) from error
    return found


def _annotated(data: dict[str, Any]) -> AnnotatedChain:
    text = data["text"]

    def span(pair: Sequence[int]) -> Span:
        start, end = pair
        if not 0 <= start < end <= len(text):
            raise ValueError(f"[{start}, {end}] is no span of the text")
        return Span(start, end)

    hops = tuple(
        AnnotatedHop(span(h["source"]) if h["source"] else None, span(h["cue"]), Act(h["act"]), SourceKind(h["kind"]))
        for h in data["chain"]
    )
    return AnnotatedChain(data["id"], text, span(data["trigger"]), hops)


def score(path: Path, engine: Engine) -> ChainScores:
    """Score the passages of a file; of the project's own annotations the part held out is the fair one (:func:`held_out`)."""
    return scored((passage, engine.chain(Report.from_text(passage.text), passage.trigger)) for passage in read_chains(path))


def scored(read: Iterable[tuple[AnnotatedChain, Sequence[Stance]]]) -> ChainScores:
    """The figures over passages and the chains found in them."""
    hops = Matches()
    passages = whole = acts = kinds = 0
    for passage, chain in read:
        found = [stance for stance in chain if stance.cue is not None]
        pairs = aligned(passage.chain, found)
        passages += 1
        hops.right += len(pairs)
        hops.gold += len(passage.chain)
        hops.found += len(found)
        whole += len(pairs) == len(passage.chain) == len(found)
        acts += sum(gold.act == stance.act for gold, stance in pairs)
        kinds += sum(gold.kind == stance.source.kind for gold, stance in pairs)

    def share(count: int, total: int) -> float:
        return 100 * count / total if total else 100.0

    return ChainScores(
        passages, hops.f1, hops.precision, hops.recall, share(whole, passages), share(acts, hops.right), share(kinds, hops.right)
    )


def aligned(gold: Sequence[AnnotatedHop], found: Sequence[Stance]) -> list[tuple[AnnotatedHop, Stance]]:
    """The most pairs of hops that are the same, in the order of both chains."""
    best: list[list[list[tuple[AnnotatedHop, Stance]]]] = [[[] for _ in range(len(found) + 1)] for _ in range(len(gold) + 1)]
    for i, hop in enumerate(gold):
        for j, stance in enumerate(found):
            longer = max(best[i][j + 1], best[i + 1][j], key=len)
            paired = [*best[i][j], (hop, stance)] if _same(hop, stance) else []
            best[i + 1][j + 1] = paired if len(paired) > len(longer) else longer
    return best[-1][-1]


def _same(hop: AnnotatedHop, stance: Stance) -> bool:
    if stance.cue is None or not hop.cue.overlaps(stance.cue):
        return False
    source = stance.source
    if hop.source is None or source.start is None or source.end is None:
        return hop.source is None and source.start is None
    return hop.source.overlaps((source.start, source.end))
