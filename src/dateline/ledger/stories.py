"""Stories: the reports on one developing situation. A report joins the story of the reports it is most like, or begins one.

Reports come one by one and a story keeps its number, as in single-pass clustering of news streams (Allan, Papka and Lavrenko 1998,
"On-line new event detection and tracking"): nothing that has been joined is parted later.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, insert, select

from dateline.ledger import schema
from dateline.ledger.words import TextWords, likeness

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


class StoryFinder:
    """Looks for reports like a new one."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def near(self, words: TextWords, at: datetime) -> list[Near]:
        """The reports most like a text within :data:`SPAN` of its time, most like first."""
        table, reports = schema.terms, schema.reports
        shared: dict[int, float] = defaultdict(float)
        for term, weight in words.terms().items():
            # The postings nearest before the report's time; one after the other because each is bounded by itself.
            query = (
                select(table.c.report_id, table.c.weight)
                .where(table.c.term == term, table.c.at.between(at - SPAN, at + SPAN))
                .order_by(table.c.at.desc())
                .limit(_POSTINGS)
            )
            for report_id, other in self._connection.execute(query):
                shared[report_id] += weight * other
        best = sorted(shared.items(), key=lambda item: (-item[1], item[0]))[:NEIGHBOURS]
        if not best:
            return []
        query_texts = select(reports.c.id, reports.c.story_id, reports.c.headline, reports.c.text).where(
            reports.c.id.in_([report for report, _ in best])
        )
        vector = words.vector()
        found = [
            Near(row.id, row.story_id, likeness(vector, TextWords.of(row.headline, row.text).vector()))
            for row in self._connection.execute(query_texts)
        ]
        return sorted(found, key=lambda near: (-near.likeness, near.report_id))

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
