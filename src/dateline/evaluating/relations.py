"""Sentences with two marked actors and what the first does to the second, as the PLV set has them (Halterman et al. 2023, Hu et al. 2024).

The file is tab-separated with a header; ``marked_sentence`` holds the actors between ``<s>`` and ``</s>`` (source) and ``<t>`` and
``</t>`` (target), either may be missing, ``gold_root`` the PLOVER root, where YIELD stands for CONCEDE and RETREAT, ``gold_penta`` the
quad class as a number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from dateline.errors import DataError
from dateline.report import Quad, Relation

YIELD = ("CONCEDE", "RETREAT")
QUADS = {
    "1": str(Quad.VERBAL_COOPERATION),
    "2": str(Quad.MATERIAL_COOPERATION),
    "3": str(Quad.VERBAL_CONFLICT),
    "4": str(Quad.MATERIAL_CONFLICT),
}
Relate = Callable[[str, tuple[int, int] | None, tuple[int, int] | None], Relation]
_MARK = re.compile(r"</?[st]>")
_COLUMNS = ("marked_sentence", "gold_root")


@dataclass(frozen=True, slots=True)
class MarkedSentence:
    """A sentence with the spans of source and target and the types that count as right."""

    id: str
    text: str
    source: tuple[int, int] | None
    target: tuple[int, int] | None
    types: tuple[str, ...]
    quad: str


def read_marked(path: Path) -> Iterator[MarkedSentence]:
    """The sentences of a file. Raises :class:`dateline.DataError` where a line has no marks or a column is missing."""
    lines = path.read_text(encoding="utf-8").split("\n")
    header = lines[0].rstrip("\r").split("\t")
    missing = [name for name in _COLUMNS if name not in header]
    if missing:
        raise DataError(str(path), 1, f"the first line names the columns; {', '.join(missing)} is missing")
    for number, line in enumerate(lines[1:], 2):
        if not line.strip():
            continue
        cells = dict(zip(header, line.rstrip("\r").split("\t"), strict=False))
        text, marks = unmarked(cells["marked_sentence"])
        source, target = _span(marks, "s"), _span(marks, "t")
        if source is None and target is None:
            raise DataError(str(path), number, "marked_sentence needs <s>source</s>, <t>target</t> or both")
        root = cells["gold_root"].strip()
        yield MarkedSentence(
            cells.get("sentence_id", str(number)),
            text,
            source,
            target,
            YIELD if root == "YIELD" else (root,),
            QUADS.get(cells.get("gold_penta", "").strip(), ""),
        )


def _span(marks: dict[str, int], name: str) -> tuple[int, int] | None:
    start, end = marks.get(f"<{name}>"), marks.get(f"</{name}>")
    return None if start is None or end is None else (start, end)


def unmarked(marked: str) -> tuple[str, dict[str, int]]:
    """A text without its marks, and where each mark stood."""
    pieces: list[str] = []
    places: dict[str, int] = {}
    position = size = 0
    for match in _MARK.finditer(marked):
        pieces.append(marked[position : match.start()])
        size += match.start() - position
        places.setdefault(match[0], size)
        position = match.end()
    pieces.append(marked[position:])
    return "".join(pieces), places


@dataclass(frozen=True, slots=True)
class RelationFigures:
    """In per cent: macro-F1 over roots, where CONCEDE and RETREAT count as one; macro-F1 over quad classes as the record tells them and as
    the set counts them (all of YIELD as material cooperation); shares of right answers."""

    sentences: int
    root_macro_f1: float
    quad_macro_f1: float
    quad_of_root_macro_f1: float
    root_accuracy: float
    by_root: tuple[tuple[str, float], ...]


def score(path: Path, relate: Relate) -> RelationFigures:
    """Ask ``relate`` what each marked source does to its target. Raises DataError on a file that is none of the kind."""
    roots: list[tuple[str, str]] = []
    quads: list[tuple[str, str]] = []
    derived: list[tuple[str, str]] = []
    for item in read_marked(path):
        relation = relate(item.text, item.source, item.target)
        gold, found = _root(item.types), _root((relation.type,))
        roots.append((gold, found))
        if item.quad:
            quads.append((item.quad, str(relation.quad)))
            derived.append((item.quad, str(Quad.MATERIAL_COOPERATION) if found == "YIELD" else str(relation.quad)))
    by_root = _f1s(roots)
    right = sum(gold == found for gold, found in roots)
    return RelationFigures(
        len(roots),
        _mean(by_root),
        _mean(_f1s(quads)),
        _mean(_f1s(derived)),
        100 * right / max(1, len(roots)),
        tuple(by_root.items()),
    )


def _root(types: tuple[str, ...]) -> str:
    return "YIELD" if set(types) <= set(YIELD) else types[0]


def _f1s(answers: list[tuple[str, str]]) -> dict[str, float]:
    """F1 of every class of the gold standard, in per cent."""
    found = {}
    for name in sorted({gold for gold, _ in answers}):
        right = sum(gold == name == given for gold, given in answers)
        total = sum(gold == name for gold, _ in answers) + sum(given == name for _, given in answers)
        found[name] = 200 * right / total
    return found


def _mean(values: dict[str, float]) -> float:
    return sum(values.values()) / max(1, len(values))
