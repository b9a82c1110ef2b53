"""Stories: the reports on one developing situation. A report joins the story of the reports it is most like, or begins one.

Reports come one by one and a story keeps its number, as in single-pass clustering of news streams (Allan, Papka and Lavrenko 1998,
"On-line new event detection and tracking"): nothing that has been joined is parted later.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Final

from sqlalchemy import Connection, TextClause, bindparam, insert, select, text

from dateline.ledger import schema
from dateline.ledger.words import TERMS, TextWords, likeness

SAME_STORY: Final = 0.24
"""The least likeness of a report to a story; set on the topics of ECB+ train, see docs/ledger.md."""

SPAN: Final = timedelta(days=21)
"""A situation that nobody has written of for so long is over; what comes later is another story."""

NEIGHBOURS: Final = 30
_POSTINGS: Final = 150
_OF_STORY: Final = 3
"""So many of the reports of a story that are most like a new one decide together."""


@dataclass(frozen=True, slots=True)
class Near:
    """A report like the one at hand: its likeness, from 0 to 1, and its story."""

    report_id: int
    story_id: int
    likeness: float


def story_likeness(likenesses: list[float]) -> float:
    """How like a report is to a story, from its likeness to the reports of the story: the mean of the best few."""
    best = sorted(likenesses, reverse=True)[:_OF_STORY]
    return sum(best) / len(best) if best else 0.0


@lru_cache(maxsize=TERMS + 1)
def _postings(terms: int) -> TextClause:
    """The statement that gives, for each of so many terms, the reports nearest before a time that have it; each bounded by itself."""
    parts = (
        f"SELECT * FROM (SELECT {n} AS number, report_id, weight FROM terms WHERE term = :term{n} AND at BETWEEN :first AND :last "
        f"ORDER BY at DESC LIMIT {_POSTINGS}) AS t{n}"
        for n in range(terms)
    )
    statement = text(" UNION ALL ".join(parts))
    return statement.bindparams(bindparam("first", type_=schema.Instant()), bindparam("last", type_=schema.Instant()))


class StoryFinder:
    """Looks for reports like a new one."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._read: dict[int, tuple[int, Mapping[str, float]]] = {}

    def near(self, words: TextWords, at: datetime) -> list[Near]:
        """The reports most like a text within :data:`SPAN` of its time, most like first."""
        shared: dict[int, float] = defaultdict(float)
        terms = words.terms()
        if not terms:
            return []
        given: dict[str, object] = {"first": at - SPAN, "last": at + SPAN}
        for number, term in enumerate(terms):
            given[f"term{number}"] = term
        weights = list(terms.values())
        for number, report_id, weight in self._connection.execute(_postings(len(terms)), given):
            shared[report_id] += weights[number] * weight
        best = [report for report, _ in sorted(shared.items(), key=lambda item: (-item[1], item[0]))[:NEIGHBOURS]]
        self._read_reports([report for report in best if report not in self._read])
        vector = words.vector()
        found = [Near(report, self._read[report][0], likeness(vector, self._read[report][1])) for report in best]
        return sorted(found, key=lambda near: (-near.likeness, near.report_id))

    def _read_reports(self, numbers: list[int]) -> None:
        """Read the words of reports, for the length of one transaction."""
        if not numbers:
            return
        reports = schema.reports
        query = select(reports.c.id, reports.c.story_id, reports.c.headline, reports.c.text).where(reports.c.id.in_(numbers))
        for row in self._connection.execute(query):
            self._read[row.id] = (row.story_id, TextWords.of(row.headline, row.text).vector())

    def story_of(self, near: Sequence[Near], copy_of: int | None) -> int | None:
        """The story a report belongs to, given the reports near it and the one it repeats; None where it begins one."""
        for each in near:
            if each.report_id == copy_of:
                return each.story_id
        if copy_of is not None:
            return int(self._connection.execute(select(schema.reports.c.story_id).where(schema.reports.c.id == copy_of)).scalar_one())
        stories: dict[int, list[float]] = defaultdict(list)
        for each in near:
            stories[each.story_id].append(each.likeness)
        best = max(stories.items(), key=lambda item: (story_likeness(item[1]), -item[0]), default=None)
        return best[0] if best is not None and story_likeness(best[1]) >= SAME_STORY else None

    def remember(self, words: TextWords, report_id: int, at: datetime) -> None:
        """Write the telling terms of a new report."""
        rows = [{"term": term, "at": at, "report_id": report_id, "weight": weight} for term, weight in words.terms().items()]
        if rows:
            self._connection.execute(insert(schema.terms), rows)
