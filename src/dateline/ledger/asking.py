"""Questions to the tables of the ledger: selections become SQL, rows become frozen records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, and_, func, literal, select

from dateline.ledger import schema
from dateline.ledger.answers import ClaimEntry, EventEntry, IncidentEntry, ReportEntry, Selection, StoryEntry
from dateline.ledger.rows import name_key
from dateline.ledger.schema import COUNTED
from dateline.report import Certainty, Count, Participant, Source, SourceKind, Status

_PAGE: Final = 400
"""Rows whose details are fetched together; SQLite takes 32,766 parameters, but memory should stay flat."""

Mapped = Mapping[str, Any]
_Query = Any  # a Select; what its type is told differs between SQLAlchemy 2.0 and 2.1


class Asker:
    """Asks over one connection, which sees one state of the ledger."""

    def __init__(self, connection: Connection, selection: Selection) -> None:
        self._connection = connection
        self._selection = selection
        self._until = self._last_commit()

    def events(self) -> Iterator[EventEntry]:
        """The events selected, in the order of the time line; with a limit the latest."""
        yield from self._entries(self._chosen(self._events(), schema.events))

    def claims(self) -> Iterator[ClaimEntry]:
        """The claims selected, in the order of the time line; with a limit the latest."""
        claims, reports, wanted = schema.claims, schema.reports, self._selection
        query = select(claims.c.id, claims.c.at).where(*self._standing(claims))
        if wanted.story is not None:
            query = query.where(claims.c.story_id == wanted.story)
        query = self._within(query, claims)
        if wanted.actor:
            query = query.where(*(claims.c.subject_key.contains(word, autoescape=True) for word in name_key(wanted.actor).split()))
        if _is_about_events(wanted):
            query = query.where(claims.c.event_id.in_(self._events().with_only_columns(schema.events.c.id)))
        for page in self._chosen(query, claims):
            rows = select(claims, *_report_columns(), _evidence(claims)).join(reports, claims.c.report_id == reports.c.id)
            found = {row["id"]: row for row in self._all(rows.where(claims.c.id.in_(page)))}
            recorded = self._recorded(row["of_commit_id"] for row in found.values())
            for number in page:
                row = found[number]
                yield ClaimEntry(
                    number=number,
                    story=row["story_id"],
                    positive=bool(row["positive"]),
                    event=row["event_id"],
                    report=_report_entry(row, recorded),
                    **{name: row[name] for name in _SAME_OF_CLAIM},
                )

    def stories(self) -> list[StoryEntry]:
        """The stories selected, in the order of their latest report; a story is selected by a report or an event of it."""
        reports, records, events, stories, wanted = schema.reports, schema.records, schema.events, schema.stories, self._selection
        standing = select(records.c.id).where(records.c.report_id == reports.c.id, *self._standing(records, "id")).exists()
        chosen = [*self._known(reports), standing]
        if wanted.story is not None:
            chosen.append(reports.c.story_id == wanted.story)
        if wanted.as_of is not None:
            chosen.append(reports.c.at <= wanted.as_of)
        if wanted.actor or _is_about_events(wanted):
            chosen.append(reports.c.story_id.in_(self._events(timed=False).with_only_columns(events.c.story_id)))
        if wanted.limit is not None:
            chosen.append(reports.c.story_id.in_(self._latest_stories(chosen, wanted.limit)))
        last = func.max(reports.c.at).label("last")
        texts = func.count(reports.c.wire_id.distinct()).label("wires")
        query = select(reports.c.story_id, func.min(reports.c.at).label("first"), last, func.count().label("reports"), texts)
        query = query.where(*chosen).group_by(reports.c.story_id)
        if wanted.since is not None:
            query = query.having(last >= wanted.since)
        rows = list(reversed(self._all(query.order_by(last.desc(), reports.c.story_id.desc()))))
        found: list[StoryEntry] = []
        for start in range(0, len(rows), _PAGE):
            page = rows[start : start + _PAGE]
            numbers = [row["story_id"] for row in page]
            titles = dict(self._pairs(select(stories.c.id, stories.c.title).where(stories.c.id.in_(numbers))))
            counted = select(events.c.story_id, func.count()).where(events.c.story_id.in_(numbers), *self._standing(events))
            counts = dict(self._pairs(self._before(counted, events).group_by(events.c.story_id)))
            outlets: dict[int, list[str]] = defaultdict(list)
            named = select(reports.c.story_id, reports.c.publisher).where(reports.c.story_id.in_(numbers), reports.c.publisher != "")
            for story, publisher in self._pairs(
                self._before(named.where(*self._known(reports)), reports).distinct().order_by(*named.selected_columns)
            ):
                outlets[story].append(publisher)
            found += [
                StoryEntry(
                    row["story_id"],
                    titles[row["story_id"]],
                    row["first"],
                    row["last"],
                    row["reports"],
                    row["wires"],
                    counts.get(row["story_id"], 0),
                    tuple(outlets[row["story_id"]]),
                )
                for row in page
            ]
        return found

    def _latest_stories(self, chosen: Sequence[ColumnElement[bool]], limit: int) -> list[int]:
        """The stories of the latest of the reports chosen: read from the latest back, because counting the reports of all stories takes the
        longer the more there are."""
        reports = schema.reports
        query = select(reports.c.story_id).where(*chosen).order_by(reports.c.at.desc(), reports.c.story_id.desc())
        numbers: dict[int, None] = {}
        with closing(self._connection.execute(query.execution_options(yield_per=_PAGE))) as rows:
            for (story,) in rows:
                numbers[story] = None
                if len(numbers) == limit:
                    break
        return list(numbers)

    def timeline(self) -> Iterator[IncidentEntry]:
        """The incidents of which a selected event tells, in the order of their first selected mention; with a limit the latest."""
        events = schema.events
        limit = self._selection.limit
        query = self._events().with_only_columns(events.c.id, events.c.at, events.c.incident_id)
        order = (events.c.at.desc(), events.c.id.desc()) if limit else (events.c.at, events.c.id)
        numbers: dict[int, None] = {}
        with closing(self._connection.execute(query.order_by(*order).execution_options(yield_per=_PAGE))) as rows:
            for _, _, incident in rows:
                if limit and len(numbers) == limit and incident not in numbers:
                    break
                numbers[incident] = None
        wanted = list(reversed(numbers)) if limit else list(numbers)
        for start in range(0, len(wanted), _PAGE):
            yield from sorted(self._incidents(wanted[start : start + _PAGE]), key=lambda i: (i.at, i.number))

    def reports(self) -> Iterator[ReportEntry]:
        """The reports selected by story and time, in the order of the time line; with a limit the latest."""
        reports, wanted = schema.reports, self._selection
        query = select(reports.c.id, reports.c.at).where(*self._known(reports))
        if wanted.story is not None:
            query = query.where(reports.c.story_id == wanted.story)
        for page in self._chosen(self._within(query, reports), reports):
            rows = {row["of_id"]: row for row in self._all(select(*_report_columns()).where(reports.c.id.in_(page)))}
            recorded = self._recorded(row["of_commit_id"] for row in rows.values())
            yield from (_report_entry(rows[number], recorded) for number in page)

    def standing_forms(self, report: int) -> Sequence[bytes]:
        """The records of a report, packed, that nothing had taken the place of."""
        records = schema.records
        query = select(records.c.form).where(records.c.report_id == report, *self._standing(records, "id")).order_by(records.c.id)
        return self._connection.execute(query).scalars().all()

    # --- what is selected ----------------------------------------------------------------------------------------------

    def _last_commit(self) -> int | None:
        """The number of the last commit that counts; None where all count."""
        if self._selection.known_at is None:
            return None
        commits = schema.commits
        query = select(func.max(commits.c.id)).where(commits.c.recorded <= self._selection.known_at)
        return self._connection.execute(query).scalar() or 0

    def _known(self, table: Any) -> tuple[ColumnElement[bool], ...]:
        return () if self._until is None else (table.c.commit_id <= self._until,)

    def _standing(self, table: Any, record: str = "record_id") -> tuple[ColumnElement[bool], ...]:
        """Conditions for rows of records that nothing had taken the place of."""
        withdrawals = schema.withdrawals
        withdrawn = select(withdrawals.c.id).where(withdrawals.c.record_id == table.c[record], *self._known(withdrawals)).exists()
        return (*self._known(table), ~withdrawn)

    def _within(self, query: _Query, table: Any) -> _Query:
        if self._selection.since is not None:
            query = query.where(table.c.at >= self._selection.since)
        return self._before(query, table)

    def _before(self, query: _Query, table: Any) -> _Query:
        return query if self._selection.as_of is None else query.where(table.c.at <= self._selection.as_of)

    def _events(self, *, timed: bool = True) -> _Query:
        """The numbers and times of the events selected."""
        events, wanted = schema.events, self._selection
        query = select(events.c.id, events.c.at).where(*self._standing(events))
        if timed:
            query = self._within(query, events)
        for column, value in ((events.c.story_id, wanted.story), (events.c.incident_id, wanted.incident), (events.c.status, wanted.status)):
            if value is not None:
                query = query.where(column == (str(value) if isinstance(value, Status) else value))
        if wanted.type:
            query = query.where(events.c.type == wanted.type.upper())
        if wanted.place:
            if wanted.place.isdecimal():
                query = query.where(events.c.geonameid == int(wanted.place))
            else:
                query = query.where(events.c.place_key == name_key(wanted.place))
        if wanted.country:
            countries = schema.event_countries
            query = query.join(countries, and_(countries.c.event_id == events.c.id, countries.c.at == events.c.at))
            query = self._within(query.where(countries.c.country == wanted.country.upper()), countries)
        if wanted.actor:
            people = schema.participants
            query = query.where(events.c.id.in_(self._within(select(people.c.event_id).where(people.c.name_id.in_(self._names())), people)))
        if wanted.min_sources > 1:
            sources = schema.incident_sources
            counted = select(sources.c.incident_id).where(sources.c.number == wanted.min_sources, *self._known(sources))
            query = query.where(events.c.incident_id.in_(counted))
        return query

    def _names(self) -> _Query:
        """The numbers of the names with all the words asked for. What stands in no name selects nothing."""
        names = schema.names
        words = name_key(self._selection.actor).split()
        padded = literal(" ") + names.c.key + literal(" ")
        return select(names.c.id).where(*(padded.contains(f" {word} ", autoescape=True) for word in words), literal(bool(words)))

    def _chosen(self, query: _Query, table: Any) -> Iterator[list[int]]:
        """The numbers of the rows selected, in pages and in the order of the time line."""
        if self._selection.limit is None:
            with closing(self._connection.execute(query.order_by(table.c.at, table.c.id).execution_options(yield_per=_PAGE))) as rows:
                for partition in rows.partitions():
                    yield [row.id for row in partition]
            return
        latest = query.order_by(table.c.at.desc(), table.c.id.desc()).limit(self._selection.limit)
        numbers = [row.id for row in reversed(self._connection.execute(latest).all())]
        for start in range(0, len(numbers), _PAGE):
            yield numbers[start : start + _PAGE]

    # --- details -------------------------------------------------------------------------------------------------------

    def _all(self, query: _Query) -> Sequence[Mapped]:
        return [dict(row) for row in self._connection.execute(query).mappings()]

    def _pairs(self, query: _Query) -> list[tuple[Any, Any]]:
        return [(one, other) for one, other in self._connection.execute(query)]

    def _recorded(self, commits: Iterable[int]) -> dict[int, Any]:
        table = schema.commits
        return dict(self._pairs(select(table.c.id, table.c.recorded).where(table.c.id.in_(set(commits)))))

    def _entries(self, pages: Iterable[list[int]]) -> Iterator[EventEntry]:
        """The events of these numbers, in their order."""
        events, reports = schema.events, schema.reports
        for page in pages:
            query = select(events, *_report_columns(), _evidence(events)).join(reports, events.c.report_id == reports.c.id)
            rows = {row["id"]: row for row in self._all(query.where(events.c.id.in_(page)))}
            people: dict[tuple[int, str], list[Participant]] = defaultdict(list)
            table = schema.participants
            for p in self._all(select(table).where(table.c.event_id.in_(page)).order_by(table.c.event_id, table.c.role, table.c.number)):
                people[p["event_id"], p["role"]].append(
                    Participant(-1, -1, *(p[c] for c in ("text", "name", "country", "sector", "entity", "office")))
                )
            hops: dict[int, list[Source]] = defaultdict(list)
            table = schema.sources
            for s in self._all(select(table).where(table.c.event_id.in_(page)).order_by(table.c.event_id, table.c.number)):
                hops[s["event_id"]].append(Source(s["text"], SourceKind(s["kind"]), None, None, s["name"], s["country"], s["sector"]))
            recorded = self._recorded(row["of_commit_id"] for row in rows.values())
            rests = self._sources_of({row["incident_id"] for row in rows.values()})
            for number in page:
                row = rows[number]
                yield EventEntry(
                    number=number,
                    incident=row["incident_id"],
                    story=row["story_id"],
                    sources_of_incident=rests.get(row["incident_id"], 0),
                    status=Status(row["status"]),
                    certainty=Certainty(row["certainty"]),
                    actors=tuple(people[number, "actor"]),
                    recipients=tuple(people[number, "recipient"]),
                    time=row["time_value"] or row["time_text"],
                    sources=tuple(hops[number]),
                    counts=_counts(row),
                    evidence_start=row["sentence_start"],
                    report=_report_entry(row, recorded),
                    **{name: row[name] for name in _SAME_OF_EVENT},
                )

    def _sources_of(self, incidents: set[int]) -> dict[int, int]:
        """How many primary sources tell of each incident."""
        events = schema.events
        query = select(events.c.incident_id, func.count(events.c.primary_source.distinct())).where(events.c.incident_id.in_(incidents))
        return dict(self._pairs(query.where(*self._standing(events)).group_by(events.c.incident_id)))

    def _incidents(self, numbers: Sequence[int]) -> Iterator[IncidentEntry]:
        events = schema.events
        query = select(events.c.id, events.c.incident_id).where(events.c.incident_id.in_(numbers), *self._standing(events))
        mentions: dict[int, list[EventEntry]] = defaultdict(list)
        found = [number for number, _ in self._pairs(query.order_by(events.c.at, events.c.id))]
        for entry in self._entries(found[i : i + _PAGE] for i in range(0, len(found), _PAGE)):
            mentions[entry.incident].append(entry)
        for number, told in mentions.items():
            clearest = max(told, key=_clarity)
            if clearest.sources_of_incident < self._selection.min_sources:
                continue  # one of the sources was withdrawn
            yield IncidentEntry(
                number,
                clearest.story,
                min(e.at for e in told),
                clearest.earliest,
                clearest.latest,
                clearest.sources_of_incident,
                len({e.report.number for e in told}),
                tuple(e.number for e in told),
                tuple(dict.fromkeys(str(e.status) for e in told)),
                _ranges(told),
                clearest,
            )


def _is_about_events(wanted: Selection) -> bool:
    """Whether the selection asks for what only events have."""
    return bool(wanted.country or wanted.type or wanted.place or wanted.status or wanted.incident is not None or wanted.min_sources > 1)


def _clarity(entry: EventEntry) -> tuple[bool, int, float, int]:
    """How well a mention tells of its incident: what happened before what may, then how much it names, then confidence."""
    named = bool(entry.actors) + bool(entry.recipients) + bool(entry.place) + bool(entry.time)
    return entry.status is Status.ACTUAL, named, entry.confidence, -entry.number


def _ranges(told: Sequence[EventEntry]) -> tuple[tuple[str, Count], ...]:
    """The least and the most of every count over all mentions, with the words they were read from."""
    found = []
    for name in COUNTED:
        counts = [count for entry in told for each, count in entry.counts if each == name]
        if counts:
            lows, highs = ([n for n in bounds if n is not None] for bounds in ([c.low for c in counts], [c.high for c in counts]))
            found.append((name, Count(min(lows, default=None), max(highs, default=None), "")))
    return tuple(found)


def _counts(row: Mapped) -> tuple[tuple[str, Count], ...]:
    return tuple(
        (name, Count(row[f"{name}_low"], row[f"{name}_high"], ""))
        for name in COUNTED
        if row[f"{name}_low"] is not None or row[f"{name}_high"] is not None
    )


_SAME_OF_EVENT: Final = (
    *("at", "type", "mode", "cameo", "quad", "intensity", "confidence", "earliest", "latest", "place", "place_country", "admin1"),
    *("geonameid", "latitude", "longitude", "trigger", "evidence"),
)
_SAME_OF_CLAIM: Final = (
    *("at", "proposition", "subject", "value", "act", "certainty", "source", "source_kind", "source_country", "hops"),
    *("earliest", "latest", "evidence"),
)
_SAME_OF_REPORT: Final = (
    *("report", "key", "copy_of", "copy_kind", "copy_share", "url", "publisher", "agency", "country", "headline", "source"),
    *("published", "published_local", "at"),
)


def _report_columns() -> tuple[ColumnElement[Any], ...]:
    """The columns of a report's entry, named so that they can stand beside those of another table."""
    reports = schema.reports
    own = (reports.c[name].label(f"of_{name}") for name in (*_SAME_OF_REPORT, "story_id", "wire_id", "commit_id"))
    return (reports.c.id.label("of_id"), *own)


def _report_entry(row: Mapped, recorded: Mapping[int, Any]) -> ReportEntry:
    return ReportEntry(
        number=row["of_id"],
        story=row["of_story_id"],
        wire=row["of_wire_id"],
        recorded=recorded[row["of_commit_id"]],
        **{name: row[f"of_{name}"] for name in _SAME_OF_REPORT},
    )


def _evidence(table: Any) -> ColumnElement[str]:
    """The sentence a row rests on, cut from the report's text; offsets count characters in both databases."""
    length = table.c.sentence_end - table.c.sentence_start
    return func.coalesce(func.substr(schema.reports.c.text, table.c.sentence_start + 1, length), "").label("evidence")
