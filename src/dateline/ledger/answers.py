"""What the ledger is asked with and what it answers: selections in, frozen records out."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime

from dateline.errors import LedgerError
from dateline.report import Certainty, Count, Participant, Source, Status


@dataclass(frozen=True, slots=True)
class Selection:
    """Which part of the ledger is asked for; what is left open does not restrict.

    ``story`` and ``incident`` are numbers; ``actor`` names an actor or recipient, all of its words standing in the name, blind to case and
    accents; ``country`` (ISO 3166 alpha-3) is that of the place or of anybody who takes part; ``type`` is a PLOVER type; ``place`` a place
    by name or GeoNames id. ``since`` is the earliest time of what is told, ``as_of`` the latest: what had begun by then. ``known_at``
    takes the ledger as it was at that moment. ``min_sources`` asks for incidents with so many independent primary sources. ``limit``
    takes the latest so many. Instants are aware.

    Raises :class:`dateline.LedgerError` for instants without a zone, a limit or a number of sources below 1.
    """

    story: int | None = None
    incident: int | None = None
    actor: str = ""
    country: str = ""
    type: str = ""
    place: str = ""
    status: Status | None = None
    since: datetime | None = None
    as_of: datetime | None = None
    known_at: datetime | None = None
    min_sources: int = 1
    limit: int | None = None

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, datetime) and value.tzinfo is None:
                raise LedgerError(f"{field.name} is {value.isoformat()}, which has no zone; give an aware datetime")
        if self.min_sources < 1:
            raise LedgerError(f"min_sources is {self.min_sources}; give a number from 1")
        if self.limit is not None and self.limit < 1:
            raise LedgerError(f"limit is {self.limit}; give a number from 1")


@dataclass(frozen=True, slots=True)
class ReportEntry:
    """A report in the ledger.

    ``number`` is its number in this ledger, ``report`` the id of its words (:attr:`dateline.Report.id`), ``key`` what makes it the same
    report when it is added again. ``wire`` numbers the primary text that it and its copies come from; ``copy_of`` is the number of the
    report that it repeats, ``copy_kind`` how ("exact", "reheadlined", "shortened", "extended", "rewritten") and ``copy_share`` to what
    share of the shorter text. ``recorded`` is when the ledger learned of it.
    """

    number: int
    report: str
    key: str
    story: int
    wire: int
    copy_of: int | None
    copy_kind: str
    copy_share: float
    url: str
    publisher: str
    agency: str
    country: str
    headline: str
    source: str
    published: datetime | None
    published_local: str
    at: datetime
    recorded: datetime


@dataclass(frozen=True, slots=True)
class EventEntry:
    """An event as one report tells it. The fields of :class:`dateline.report.Event` mean what they mean there.

    ``number`` is its number in this ledger, ``incident`` the incident it tells of, ``sources_of_incident`` the number of independent
    primary sources that tell of that incident. ``at`` is its place on the time line: the earliest it can have begun or, where no time
    is told, the report's publication. ``evidence`` is the sentence that tells of it, at ``evidence_start`` in the report's text.
    """

    number: int
    incident: int
    story: int
    sources_of_incident: int
    at: datetime
    type: str
    mode: str
    cameo: str
    quad: str
    intensity: float
    status: Status
    certainty: Certainty
    confidence: float
    actors: tuple[Participant, ...]
    recipients: tuple[Participant, ...]
    time: str
    earliest: datetime | None
    latest: datetime | None
    place: str
    place_country: str
    admin1: str
    geonameid: int | None
    latitude: float | None
    longitude: float | None
    sources: tuple[Source, ...]
    counts: tuple[tuple[str, Count], ...]
    trigger: str
    evidence: str
    evidence_start: int
    report: ReportEntry


@dataclass(frozen=True, slots=True)
class ClaimEntry:
    """A claim as one report passes it on; ``act``, ``certainty``, ``positive`` and the source are those of the hop nearest to the content,
    ``hops`` the length of the chain. ``event`` is the number of the event claimed, if it is one."""

    number: int
    story: int
    at: datetime
    proposition: str
    subject: str
    value: str
    act: str
    certainty: str
    positive: bool
    source: str
    source_kind: str
    source_country: str
    hops: int
    event: int | None
    earliest: datetime | None
    latest: datetime | None
    evidence: str
    report: ReportEntry


@dataclass(frozen=True, slots=True)
class StoryEntry:
    """A story: its number, the headline it began with, the times of its first and last report, and how many reports, primary texts
    (copies counted once) and events it has."""

    number: int
    title: str
    first: datetime
    last: datetime
    reports: int
    wires: int
    events: int
    publishers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IncidentEntry:
    """An incident on the time line: what its clearest mention tells, and what all its mentions rest on.

    ``events`` are the numbers of the mentions, ``sources`` how many independent primary sources tell of it, ``reports``
    how many reports.
    ``counts`` are the ranges over all mentions. ``clearest`` is the mention the coder is surest of.
    """

    number: int
    story: int
    at: datetime
    earliest: datetime | None
    latest: datetime | None
    sources: int
    reports: int
    events: tuple[int, ...]
    statuses: tuple[str, ...]
    counts: tuple[tuple[str, Count], ...]
    clearest: EventEntry


@dataclass(frozen=True, slots=True)
class Added:
    """What became of records given to the ledger: how many were new and how many were there already. What is counted is on the disk."""

    new: int
    known: int
