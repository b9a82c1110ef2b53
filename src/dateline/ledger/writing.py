"""Writing records into the ledger: one transaction, in which every report is joined to its copies, its story and its incidents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select

from dateline import __version__
from dateline.errors import LedgerError
from dateline.ledger import schema
from dateline.ledger.copies import Copy, CopyFinder
from dateline.ledger.incidents import IncidentJoiner, Told
from dateline.ledger.rows import (
    Row,
    attribution_rows,
    claim_row,
    countries_of,
    encoded,
    event_row,
    packed,
    participant_rows,
    primary_source,
    report_key,
    report_row,
    report_time,
    source_rows,
    storable,
)
from dateline.ledger.stories import Near, StoryFinder
from dateline.ledger.words import TextWords
from dateline.report import Record

_TICK = timedelta(microseconds=1)
_NUMBERED = (
    schema.stories,
    schema.wires,
    schema.reports,
    schema.records,
    schema.withdrawals,
    schema.incidents,
    schema.events,
    schema.names,
    schema.attributions,
    schema.claims,
)


@dataclass(frozen=True, slots=True)
class Coder:
    """What made a record, besides the engine it names itself: the program's version and the codebook."""

    program: str = __version__
    codebook: str = ""


class Writer:
    """Writes into one transaction that holds the ledger's write lock. The commit is made when there is something to write."""

    def __init__(self, connection: Connection, now: datetime | None = None) -> None:
        self._connection = connection
        self._now = now
        self._commit = 0
        self._recorded = datetime.min.replace(tzinfo=UTC)
        self._next: dict[str, int] = {}
        self._copies = CopyFinder(connection)
        self._stories = StoryFinder(connection)
        self._incidents = IncidentJoiner(connection)

    @property
    def recorded(self) -> datetime:
        """When the commit was recorded: now, or a tick after the commit before it where the clock has been put back."""
        self._begin()
        return self._recorded

    def add(self, record: Record, coder: Coder) -> bool:
        """Write one record; whether it was new. A record of a report that is there already takes the place of the older one."""
        key = report_key(record.report)
        reports, records = schema.reports, schema.records
        known = self._connection.execute(select(reports).where(reports.c.key == key)).mappings().one_or_none()
        data, found = encoded(record)
        older = self.standing(known["id"]) if known is not None else ()
        if any(each["digest"] == found for each in older):
            return False
        self._begin()
        at = known["at"] if known is not None else report_time(record.report.published, self._recorded)
        words = TextWords.of(record.report.headline, record.report.text)
        near = self._stories.near(words, at)
        report = dict(known) if known is not None else self._add_report(record, words, near)
        record_id = self._number(records)
        self._insert(
            records,
            [
                {
                    "id": record_id,
                    "commit_id": self._commit,
                    "report_id": report["id"],
                    "engine": record.engine,
                    "program": coder.program,
                    "codebook": coder.codebook,
                    "digest": found,
                    "form": packed(data),
                }
            ],
        )
        for each in older:
            self.withdraw(each["id"], "recoded", by=record_id)
        self._add_contents(record, record_id, report, near)
        return True

    def withdraw(self, record_id: int, kind: str, *, by: int | None = None, note: str = "") -> None:
        """Take a record back from now on; what was known before stays known."""
        self._begin()
        row = {"id": self._number(schema.withdrawals), "commit_id": self._commit, "record_id": record_id}
        self._insert(schema.withdrawals, [row | {"kind": kind, "by_record": by, "note": storable(note)}])

    def standing(self, report_id: int) -> Sequence[Mapping[str, Any]]:
        """The records of a report that nothing has taken the place of."""
        records, withdrawals = schema.records, schema.withdrawals
        withdrawn = select(withdrawals.c.record_id).where(withdrawals.c.record_id == records.c.id).exists()
        query = select(records.c.id, records.c.digest).where(records.c.report_id == report_id, ~withdrawn)
        return [dict(row) for row in self._connection.execute(query).mappings()]

    def _add_report(self, record: Record, words: TextWords, near: Sequence[Near]) -> Row:
        """Write a report with the copies and the story it belongs to."""
        report = report_row(record.report, self._recorded)
        copy = self._copies.find(words)
        story = self._stories.story_of(near, copy.report_id if copy else None)
        report["id"] = self._number(schema.reports)
        if story is None:
            story = self._number(schema.stories)
            title = report["headline"] or report["text"][:120].strip()
            self._insert(schema.stories, [{"id": story, "commit_id": self._commit, "title": title}])
        report |= {"commit_id": self._commit, "story_id": story, "wire_id": self._wire(copy)}
        report |= {
            "copy_of": copy.report_id if copy else None,
            "copy_kind": str(copy.kind) if copy else "",
            "copy_share": copy.share if copy else 0.0,
        }
        self._insert(schema.reports, [report])
        self._copies.remember(words, report["id"])
        self._stories.remember(words, report["id"], report["at"])
        return report

    def _wire(self, copy: Copy | None) -> int:
        if copy is not None:
            return copy.wire_id
        wire = self._number(schema.wires)
        self._insert(schema.wires, [{"id": wire, "commit_id": self._commit}])
        return wire

    def _add_contents(self, record: Record, record_id: int, report: Mapping[str, Any], near: Sequence[Near]) -> None:
        """Write what a record holds."""
        ours = {"commit_id": self._commit, "record_id": record_id, "report_id": report["id"]}
        story = {"story_id": report["story_id"]}
        events, people, countries, sources = list[Row](), list[Row](), list[Row](), list[Row]()
        for number, event in enumerate(record.events):
            row = event_row(record, number, event, report["at"]) | ours | story | {"id": self._number(schema.events)}
            row["primary_source"] = storable(primary_source(event, report["wire_id"]))
            events.append(row)
            people += [person | {"event_id": row["id"]} for person in participant_rows(event, row["at"])]
            countries += [{"country": country, "at": row["at"], "event_id": row["id"]} for country in sorted(countries_of(event))]
            sources += [source | {"event_id": row["id"]} for source in source_rows(event.sources)]
        self._name(people)
        self._join_incidents(events, people, report, near)
        self._insert(schema.events, events)
        self._insert(schema.participants, people)
        self._insert(schema.event_countries, countries)
        self._insert(schema.sources, sources)
        rows = [row | ours | {"id": self._number(schema.attributions)} for row in attribution_rows(record)]
        self._insert(schema.attributions, rows)
        claims = []
        for number, claim in enumerate(record.claims):
            row = claim_row(record, number, claim, report["at"]) | ours | story | {"id": self._number(schema.claims)}
            row["event_id"] = events[claim.event]["id"] if claim.event is not None and claim.event < len(events) else None
            claims.append(row)
        self._insert(schema.claims, claims)

    def _join_incidents(self, events: list[Row], people: list[Row], report: Mapping[str, Any], near: Sequence[Near]) -> None:
        """Give every event row the incident it tells of, and note which sources an incident rests on."""
        told = [Told.of(row, [p for p in people if p["event_id"] == row["id"]], report["text"]) for row in events]
        new = list[Row]()

        def make(row: Mapping[str, Any]) -> int:
            number = self._number(schema.incidents)
            new.append({"id": number, "commit_id": self._commit, "story_id": row["story_id"], "type": row["type"]})
            return number

        self._incidents.join(told, report["id"], near, make)
        self._insert(schema.incidents, new)
        for row, each in zip(events, told, strict=True):
            row["incident_id"] = each.incident
        self._insert(schema.incident_sources, self._new_sources(events, {row["id"] for row in new}))

    def _new_sources(self, events: list[Row], new: set[int]) -> list[Row]:
        """Rows for the primary sources that incidents rest on now and did not before, numbered from 1 within each incident."""
        table = schema.incident_sources
        touched = {row["incident_id"] for row in events}
        known: dict[int, set[str]] = {incident: set() for incident in touched}
        if touched - new:
            query = select(table.c.incident_id, table.c.primary_source).where(table.c.incident_id.in_(touched - new))
            for incident, source in self._connection.execute(query):
                known[incident].add(source)
        rows = []
        for row in events:
            have = known[row["incident_id"]]
            if row["primary_source"] not in have:
                have.add(row["primary_source"])
                found = {"incident_id": row["incident_id"], "number": len(have), "commit_id": self._commit}
                rows.append(found | {"primary_source": row["primary_source"]})
        return rows

    def _name(self, people: list[Row]) -> None:
        """Replace the keys of names by their numbers, writing those not seen before."""
        keys = {person["key"] for person in people}
        if not keys:
            return
        table = schema.names
        found = {key: number for number, key in self._connection.execute(select(table.c.id, table.c.key).where(table.c.key.in_(keys)))}
        new = [{"id": self._number(table), "key": key} for key in sorted(keys - set(found))]
        self._insert(table, new)
        found.update({row["key"]: row["id"] for row in new})
        for person in people:
            person["name_id"] = found[person.pop("key")]

    def _begin(self) -> None:
        """Write the commit, once."""
        if self._commit:
            return
        commits = schema.commits
        last = self._connection.execute(select(commits.c.id, commits.c.recorded).order_by(commits.c.id.desc()).limit(1)).one_or_none()
        now = self._now or datetime.now(UTC)
        if now.tzinfo is None:
            raise LedgerError(f"the time of recording, {now}, has no zone; give an aware datetime")
        self._recorded = now if last is None or last.recorded < now else last.recorded + _TICK
        self._commit = 1 if last is None else last.id + 1
        self._insert(commits, [{"id": self._commit, "recorded": self._recorded, "program": __version__}])
        numbers = select(*(select(func.max(table.c.id)).scalar_subquery().label(table.name) for table in _NUMBERED))
        self._next = {name: (highest or 0) + 1 for name, highest in self._connection.execute(numbers).mappings().one().items()}

    def _number(self, table: Table) -> int:
        """The next number of a table's rows."""
        number = self._next[table.name]
        self._next[table.name] = number + 1
        return number

    def _insert(self, table: Table, rows: Iterable[Row]) -> None:
        given = list(rows)
        if given:
            self._connection.execute(insert(table), given)
