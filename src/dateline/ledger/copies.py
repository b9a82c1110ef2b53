"""Copies: the same wire text published again, exactly, under another headline, shortened or partly rewritten, is one primary source.

Fingerprints of passages find the reports that may share text; passages of :data:`RUN` words that stand in both then say how much of each
is taken over. Words in quotation marks do not count, because reporters who stood in the same room quote the same words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from sqlalchemy import Connection, insert, select

from dateline.ledger import schema
from dateline.ledger.words import TextWords, normal

RUN: Final = 3
"""Words in a row that must be the same to count as taken over."""

LEAST_WORDS: Final = 12
"""A text with fewer words of its own is no report that could be told from another."""

WHOLE: Final = 0.95
"""Share of a text from which it counts as taken over as a whole."""

CANDIDATES: Final = 8
_POSTINGS: Final = 4000

_PIECE: Final = re.compile(r"(?P<quote>[“][^”]{0,600}[”]|\"[^\"]{0,600}\")|(?P<word>\w+(?:[.,]\d+)*(?:['’]\w+)?)")


class CopyKind(StrEnum):
    """How a report repeats another."""

    EXACT = "exact"
    REHEADLINED = "reheadlined"
    SHORTENED = "shortened"
    EXTENDED = "extended"
    REWRITTEN = "rewritten"


@dataclass(frozen=True, slots=True)
class Overlap:
    """Shares of the words outside quotations that stand in runs common to both texts: of the shorter text and of the longer one."""

    shorter: float
    longer: float

    @property
    def is_copy(self) -> bool:
        """Whether the two are one primary source: the bulk of one is taken from the other."""
        return self.shorter >= LEAST_SHARE


LEAST_SHARE: Final = 0.55
"""Share of the shorter text that must be taken over; set on evaluation/copies/dev.toml, tried on test.toml."""


@dataclass(frozen=True, slots=True)
class Copy:
    """The report in the ledger that a new report repeats, how, and the share of the shorter of the two that stands in both."""

    report_id: int
    wire_id: int
    kind: CopyKind
    share: float


def own_words(text: str) -> list[str]:
    """The words of a text outside quotation marks, as words are compared."""
    return [normal(match["word"]) for match in _PIECE.finditer(text) if match["word"]]


def overlap(one: Sequence[str], other: Sequence[str]) -> Overlap:
    """How much of two texts, given as words, is the same."""
    shorter, longer = (one, other) if len(one) <= len(other) else (other, one)
    if len(shorter) < LEAST_WORDS:
        same = float(list(shorter) == list(longer))
        return Overlap(same, same)
    return Overlap(_covered(shorter, longer), _covered(longer, shorter))


def _covered(words: Sequence[str], other: Sequence[str]) -> float:
    """The share of the words that stand in runs which the other text has, too."""
    runs = {tuple(other[i : i + RUN]) for i in range(len(other) - RUN + 1)}
    covered = bytearray(len(words))
    for i in range(len(words) - RUN + 1):
        if tuple(words[i : i + RUN]) in runs:
            covered[i : i + RUN] = b"\x01" * RUN
    return sum(covered) / max(1, len(words))


def compare(new: TextWords, old: TextWords) -> tuple[CopyKind, float] | None:
    """How a report repeats another and to what share; None where each is its own source."""
    if new.story == old.story:
        return (CopyKind.EXACT if new.headline == old.headline else CopyKind.REHEADLINED), 1.0
    found = overlap(own_words(new.text), own_words(old.text))
    if not found.is_copy:
        return None
    if found.shorter >= WHOLE:
        return (CopyKind.SHORTENED if len(new.story) <= len(old.story) else CopyKind.EXTENDED), found.shorter
    return CopyKind.REWRITTEN, found.shorter


class CopyFinder:
    """Looks for the reports in the ledger that a text repeats."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, words: TextWords) -> Copy | None:
        """The report that a new one repeats most, the earliest of them where several are alike; None where it repeats none."""
        table, reports = schema.fingerprints, schema.reports
        query = select(table.c.report_id).where(table.c.fingerprint.in_(words.fingerprints())).limit(_POSTINGS)
        common = Counter(self._connection.execute(query).scalars())
        wanted = [report for report, _ in sorted(common.items(), key=lambda item: (-item[1], item[0]))[:CANDIDATES]]
        if not wanted:
            return None
        query_texts = select(reports.c.id, reports.c.wire_id, reports.c.headline, reports.c.text).where(reports.c.id.in_(wanted))
        best: Copy | None = None
        for row in self._connection.execute(query_texts.order_by(reports.c.id)):
            found = compare(words, TextWords.of(row.headline, row.text))
            if found is not None and (best is None or found[1] > best.share):
                best = Copy(row.id, row.wire_id, *found)
        return best

    def remember(self, words: TextWords, report_id: int) -> None:
        """Write the fingerprints of a new report."""
        rows = [{"fingerprint": found, "report_id": report_id} for found in sorted(words.fingerprints())]
        self._connection.execute(insert(schema.fingerprints), rows)
