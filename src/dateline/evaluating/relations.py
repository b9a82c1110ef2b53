"""Sentences with two marked actors and what the first does to the second, as the PLV set has them (Halterman et al. 2023, Hu et al. 2024).

The file is tab-separated with a header; ``marked_sentence`` holds the actors between ``<s>`` and ``</s>`` (source) and ``<t>`` and
``</t>`` (target), either may be missing, ``gold_root`` the PLOVER root, where YIELD stands for CONCEDE and RETREAT, ``gold_penta`` the quad class as a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dateline.errors import DataError

YIELD = ("CONCEDE", "RETREAT")
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
