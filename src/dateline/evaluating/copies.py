"""Copies: which reports are one primary source, on texts labelled with the wire they come from.

A set is a TOML file, or a folder of them, with a ``[[text]]`` for every report: ``event`` (the real-world event it tells of), ``id``,
``wire`` (texts of one event with the same wire are one primary source), ``headline`` and ``paragraphs``; a paragraph given as a number
is that paragraph, counted from 1, of the text of the same event that ``of`` names.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from dateline.errors import DataError
from dateline.evaluating.counts import Matches
from dateline.ledger.copies import compare
from dateline.ledger.words import TextWords


@dataclass(frozen=True, slots=True)
class LabelledText:
    """A report of a set. ``name`` is what the set calls it ("edited")."""

    event: str
    name: str
    wire: str
    headline: str
    text: str


@dataclass(frozen=True, slots=True)
class CopyFigures:
    """Over all pairs of texts of one event, in per cent: precision, recall and F1 of telling that two are one primary source, and the
    share of pairs judged rightly by the names of the two texts ("cut + original")."""

    pairs: int
    copies: int
    precision: float
    recall: float
    f1: float
    right: tuple[tuple[str, float], ...]


def read_labelled(path: Path) -> list[LabelledText]:
    """The texts of a set. Raises :class:`dateline.DataError` where it is none."""
    files = sorted(path.glob("*.toml")) if path.is_dir() else [path]
    if not files:
        raise DataError(str(path), 0, "holds no *.toml; expected texts labelled with their wire")
    return [text for file in files for text in _read_file(file)]


def _read_file(path: Path) -> list[LabelledText]:
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8")).get("text", [])
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DataError(str(path), 0, f"cannot be read as TOML ({error}); expected [[text]] tables") from error
    paragraphs: dict[tuple[str, str], list[Any]] = {}
    found = []
    for number, table in enumerate(tables, 1):
        missing = [key for key in ("event", "id", "wire", "headline", "paragraphs") if key not in table]
        if missing:
            raise DataError(str(path), 0, f"text {number} lacks {', '.join(missing)}")
        paragraphs[table["event"], table["id"]] = table["paragraphs"]
        origin = paragraphs.get((table["event"], table.get("of", "")), [])
        try:
            story = [origin[p - 1] if isinstance(p, int) else p for p in table["paragraphs"]]
        except IndexError:
            raise DataError(
                str(path), 0, f"text {number} ({table['event']} {table['id']}) names a paragraph that 'of' does not have"
            ) from None
        found.append(LabelledText(table["event"], table["id"], table["wire"], table["headline"], "\n\n".join(story)))
    return found


def judged(texts: Sequence[LabelledText]) -> list[tuple[LabelledText, LabelledText, bool]]:
    """Every pair of texts of one event, with whether the ledger takes the two for one primary source."""
    by_event: dict[str, list[LabelledText]] = defaultdict(list)
    for text in texts:
        by_event[text.event].append(text)
    found = []
    for group in by_event.values():
        words = {text.name: TextWords.of(text.headline, text.text) for text in group}
        for one, other in combinations(group, 2):
            met = not words[one.name].fingerprints().isdisjoint(words[other.name].fingerprints())
            found.append((one, other, met and compare(words[one.name], words[other.name]) is not None))
    return found


def score(path: Path) -> CopyFigures:
    """Judge every pair. Raises DataError where the set is none."""
    matches = Matches()
    right: dict[str, list[bool]] = defaultdict(list)
    pairs = judged(read_labelled(path))
    for number, (one, other, same) in enumerate(pairs):
        labelled = one.wire == other.wire
        matches.add([number] if labelled else [], [number] if same else [])
        right[" + ".join(sorted((one.name, other.name)))].append(labelled == same)
    shares = tuple((name, 100 * sum(each) / len(each)) for name, each in sorted(right.items()))
    return CopyFigures(len(pairs), matches.gold, matches.precision, matches.recall, matches.f1, shares)
