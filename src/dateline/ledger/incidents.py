"""Incidents: mentions of one real-world event across reports. Every event joins the incident it most likely tells of, or begins one.

Incidents are looked for among the events of like reports only. They keep their numbers, and what was joined is never parted, so what the
ledger said yesterday it can say again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, or_, select

from dateline.ledger import schema
from dateline.ledger.incident_evidence import Mention, best_incident, shipped_weights, text_evidence
from dateline.ledger.rows import name_key
from dateline.ledger.stories import Near

NEAR: Final = 0.1
"""Reports less alike than this tell of no common event; the least at which the weights were fitted, too."""

REPORTS: Final = 12
"""Reports most like the one at hand whose events are looked at."""

Row = Mapping[str, Any]


@dataclass(slots=True)
class Told:
    """A new event: its row, what it is compared by, and the incident it is joined to, 0 until then."""

    row: Row
    mention: Mention
    incident: int = 0

    @classmethod
    def of(cls, row: Row, people: Sequence[Row], text: str) -> Told:
        """The event of a row with the rows of those who take part."""
        return cls(row, _mention(row, people, text))


def _mention(row: Row, people: Sequence[Row], text: str) -> Mention:
    evidence = text_evidence(text, (row["trigger_start"], row["trigger_end"]), (row["sentence_start"], row["sentence_end"]))
    names = {"actor": set[str](), "recipient": set[str]()}
    for person in people:
        names[person["role"]].add(name_key(person["name"] or person["text"]))
    return Mention(
        row["report_id"],
        row["lemma"],
        evidence.near,
        evidence.sentence,
        evidence.names,
        evidence.numbers,
        evidence.lead,
        type=row["type"],
        mode=row["mode"],
        status=row["status"],
        earliest=row["earliest"],
        latest=row["latest"],
        place=str(row["geonameid"] or row["place_key"]),
        country=row["place_country"],
        actors=frozenset(names["actor"]),
        recipients=frozenset(names["recipient"]),
    )


class IncidentJoiner:
    """Joins events to the incidents in the ledger. Keeps the mentions it has read, for the length of one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._read: dict[int, Mention] = {}

    def join(self, told: Sequence[Told], report_id: int, near: Sequence[Near], make: Callable[[Row], int]) -> None:
        """Give every event of a report its incident. ``near`` are the reports like it; ``make`` begins an incident with an event."""
        alike = {each.report_id: each.likeness for each in near[:REPORTS] if each.likeness >= NEAR} | {report_id: 1.0}
        by_type: dict[str, dict[int, list[tuple[Mention, float]]]] = defaultdict(lambda: defaultdict(list))
        for row, mention in self._mentions(list(alike), told):
            by_type[row["type"]][row["incident_id"]].append((mention, alike[row["report_id"]]))
        weights = shipped_weights()
        for each in told:
            found = best_incident(each.mention, by_type[each.row["type"]], weights)
            each.incident = make(each.row) if found is None else found

    def _mentions(self, reports: list[int], told: Sequence[Told]) -> list[tuple[Row, Mention]]:
        """The events of some reports that are of the types looked for; those of withdrawn records, too, so that numbers stay."""
        events, people, table = schema.events, schema.participants, schema.reports
        types = {each.row["type"] for each in told}
        if not types:
            return []
        columns = [events.c[name] for name in ("id", "report_id", "incident_id", "type")]
        query = (
            select(*columns).where(events.c.report_id.in_(reports), or_(*(events.c.type == t for t in sorted(types)))).order_by(events.c.id)
        )
        rows = [dict(row) for row in self._connection.execute(query).mappings()]
        unread = [row["id"] for row in rows if row["id"] not in self._read]
        if unread:
            taking_part: dict[int, list[Row]] = defaultdict(list)
            for person in self._connection.execute(select(people).where(people.c.event_id.in_(unread))).mappings():
                taking_part[person["event_id"]].append(dict(person))
            wanted = ("lemma", "type", "mode", "status", "earliest", "latest", "geonameid", "place_key", "place_country", "report_id")
            spots = ("trigger_start", "trigger_end", "sentence_start", "sentence_end")
            query_whole = select(events.c.id, *(events.c[name] for name in (*wanted, *spots)), table.c.text)
            query_whole = query_whole.join(table, table.c.id == events.c.report_id).where(events.c.id.in_(unread))
            for row in self._connection.execute(query_whole).mappings():
                self._read[row["id"]] = _mention(dict(row), taking_part[row["id"]], row["text"])
        return [(row, self._read[row["id"]]) for row in rows]
