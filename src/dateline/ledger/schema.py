"""The tables of the ledger, the same for SQLite and PostgreSQL.

Rows are added and never changed or removed; triggers refuse both. Every row names the commit that brought it, so that the rows of the
commits up to a moment are what the ledger knew then. What a record holds stands whole in ``records.form``; the columns beside it are what
is asked by. docs/ledger.md explains the tables to those who ask them in SQL.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.types import TypeDecorator, TypeEngine

COUNTED: Final = ("killed", "injured", "arrested", "crowd")
"""Counts of people that have columns of their own."""


class Instant(TypeDecorator[datetime]):
    """An aware instant in UTC to the microsecond: ``timestamptz`` in PostgreSQL; in SQLite text of one length, so that text order is time
    order."""

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """The column type of the database."""
        return dialect.type_descriptor(DateTime(timezone=True) if dialect.name == "postgresql" else String(27))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """An aware instant as the database keeps it."""
        if value is None:
            return None
        at = value.astimezone(UTC)
        # strftime does not pad years before 1000 on every system.
        return at if dialect.name == "postgresql" else f"{at.replace(tzinfo=None).isoformat(timespec='microseconds')}Z"

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """What the database keeps as an aware instant in UTC."""
        if value is None:
            return None
        return value.astimezone(UTC) if isinstance(value, datetime) else datetime.fromisoformat(value)


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_N_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# Numbers are given by the writer, who holds the ledger's one write lock; PostgreSQL must not make sequences for them.
_ID: Final = BigInteger().with_variant(Integer(), "sqlite")


def _key() -> Column[int]:
    return Column("id", _ID, primary_key=True, autoincrement=False)


def _to(table: str, *, name: str = "", index: bool = False, nullable: bool = False) -> Column[Any]:
    column = name or f"{table.removesuffix('s')}_id"
    return Column(column, _ID, ForeignKey(f"{table}.id"), index=index, nullable=nullable)


def _text(name: str, *, index: bool = False) -> Column[str]:
    return Column(name, Text, nullable=False, index=index)


def _spot(name: str) -> Column[int | None]:
    return Column(name, Integer)


commits = Table(
    "commits",
    metadata,
    _key(),
    Column("recorded", Instant, nullable=False, unique=True),
    _text("program"),
)

stories = Table("stories", metadata, _key(), _to("commits"), _text("title"))

wires = Table("wires", metadata, _key(), _to("commits"))

reports = Table(
    "reports",
    metadata,
    _key(),
    _to("commits"),
    Column("key", String(32), nullable=False, unique=True),
    Column("report", String(16), nullable=False, index=True),
    _to("stories", name="story_id"),
    _to("wires"),
    _to("reports", name="copy_of", nullable=True),
    _text("copy_kind"),
    Column("copy_share", Float, nullable=False),
    _text("url", index=True),
    _text("publisher"),
    _text("agency"),
    _text("country"),
    _text("headline"),
    _text("source"),
    Column("published", Instant),
    _text("published_local"),
    Column("at", Instant, nullable=False, index=True),
    _text("text"),
    Index("ix_reports_story_id_at", "story_id", "at"),
    Index("ix_reports_wire_id", "wire_id"),
)

records = Table(
    "records",
    metadata,
    _key(),
    _to("commits"),
    _to("reports", index=True),
    _text("engine"),
    _text("program"),
    _text("codebook"),
    Column("digest", String(32), nullable=False),
    Column("form", LargeBinary, nullable=False),
)

withdrawals = Table(
    "withdrawals",
    metadata,
    _key(),
    _to("commits"),
    _to("records", index=True),
    _text("kind"),
    _to("records", name="by_record", nullable=True),
    _text("note"),
)

incidents = Table("incidents", metadata, _key(), _to("commits"), _to("stories", name="story_id"), _text("type"))

events = Table(
    "events",
    metadata,
    _key(),
    _to("commits"),
    _to("records", index=True),
    _to("reports", index=True),
    _to("stories", name="story_id"),
    _to("incidents", index=True),
    Column("number", Integer, nullable=False),
    _text("type"),
    _text("mode"),
    _text("cameo"),
    _text("quad"),
    Column("intensity", Float, nullable=False),
    _text("status"),
    _text("certainty"),
    Column("confidence", Float, nullable=False),
    Column("at", Instant, nullable=False),
    Column("earliest", Instant),
    Column("latest", Instant),
    _text("time_value"),
    _text("time_text"),
    _text("place"),
    _text("place_key"),
    _text("place_country"),
    _text("admin1"),
    Column("geonameid", Integer),
    Column("latitude", Float),
    Column("longitude", Float),
    _text("trigger"),
    _text("lemma"),
    _spot("trigger_start"),
    _spot("trigger_end"),
    _spot("sentence_start"),
    _spot("sentence_end"),
    _text("primary_source"),
    *(Column(f"{name}_{bound}", BigInteger) for name in COUNTED for bound in ("low", "high")),
    Index("ix_events_at", "at", "id"),
    Index("ix_events_type_at", "type", "at", "id"),
    Index("ix_events_status_at", "status", "at", "id"),
    Index("ix_events_story_id_at", "story_id", "at", "id"),
    Index("ix_events_place_key_at", "place_key", "at", "id"),
    Index("ix_events_geonameid_at", "geonameid", "at", "id"),
)

names = Table("names", metadata, _key(), Column("key", Text, nullable=False, unique=True))

participants = Table(
    "participants",
    metadata,
    Column("event_id", _ID, ForeignKey("events.id"), primary_key=True),
    Column("role", String(9), primary_key=True),
    Column("number", Integer, primary_key=True),
    _to("names", name="name_id"),
    Column("at", Instant, nullable=False),
    _text("name"),
    _text("text"),
    _text("country"),
    _text("sector"),
    _text("entity"),
    _text("office"),
    Index("ix_participants_name_id_at", "name_id", "at", "event_id"),
)

event_countries = Table(
    "event_countries",
    metadata,
    Column("country", String(3), primary_key=True),
    Column("at", Instant, primary_key=True),
    Column("event_id", _ID, ForeignKey("events.id"), primary_key=True),
    sqlite_with_rowid=False,
)

sources = Table(
    "sources",
    metadata,
    Column("event_id", _ID, ForeignKey("events.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    _text("text"),
    _text("kind"),
    _text("name"),
    _text("country"),
    _text("sector"),
)

incident_sources = Table(
    "incident_sources",
    metadata,
    Column("incident_id", _ID, ForeignKey("incidents.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    _to("commits"),
    _text("primary_source"),
    UniqueConstraint("incident_id", "primary_source"),
    Index("ix_incident_sources_number", "number", "incident_id"),
)

attributions = Table(
    "attributions",
    metadata,
    _key(),
    _to("commits"),
    _to("records", index=True),
    _to("reports"),
    Column("number", Integer, nullable=False),
    _text("mode"),
    _text("kind"),
    _text("speaker"),
    _text("source"),
    _text("cue"),
    _text("content"),
    Column("score", Float, nullable=False),
)

claims = Table(
    "claims",
    metadata,
    _key(),
    _to("commits"),
    _to("records", index=True),
    _to("reports"),
    _to("stories", name="story_id"),
    _to("events", nullable=True, index=True),
    Column("number", Integer, nullable=False),
    _text("proposition"),
    _text("subject"),
    _text("subject_key"),
    _text("value"),
    _text("act"),
    _text("certainty"),
    Column("positive", Integer, nullable=False),
    _text("source"),
    _text("source_kind"),
    _text("source_country"),
    Column("hops", Integer, nullable=False),
    Column("at", Instant, nullable=False),
    Column("earliest", Instant),
    Column("latest", Instant),
    _spot("sentence_start"),
    _spot("sentence_end"),
    Index("ix_claims_at", "at", "id"),
    Index("ix_claims_story_id_at", "story_id", "at", "id"),
    Index("ix_claims_subject_key_at", "subject_key", "at", "id"),
)

fingerprints = Table(
    "fingerprints",
    metadata,
    Column("fingerprint", BigInteger, primary_key=True, autoincrement=False),
    Column("report_id", _ID, ForeignKey("reports.id"), primary_key=True),
    sqlite_with_rowid=False,
)

terms = Table(
    "terms",
    metadata,
    Column("term", Text, primary_key=True),
    Column("at", Instant, primary_key=True),
    Column("report_id", _ID, ForeignKey("reports.id"), primary_key=True),
    Column("weight", Float, nullable=False),
    sqlite_with_rowid=False,
)
