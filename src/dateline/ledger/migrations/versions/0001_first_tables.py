"""The tables of the first ledger."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from dateline.ledger.schema import Instant

revision = "0001"
down_revision = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_APPEND_ONLY = (
    "commits",
    "names",
    "stories",
    "wires",
    "incidents",
    "reports",
    "fingerprints",
    "incident_sources",
    "records",
    "terms",
    "attributions",
    "events",
    "withdrawals",
    "claims",
    "event_countries",
    "participants",
    "sources",
)


def upgrade() -> None:
    """Make the tables, and the triggers that refuse to change or remove what they hold."""
    op.create_table(
        "commits",
        sa.Column("id", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("recorded", Instant(), nullable=False),
        sa.Column("program", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commits")),
        sa.UniqueConstraint("recorded", name=op.f("uq_commits_recorded")),
    )
    op.create_table(
        "names",
        sa.Column("id", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_names")),
        sa.UniqueConstraint("key", name=op.f("uq_names_key")),
    )
    op.create_table(
        "stories",
        sa.Column("id", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("commit_id", _NUMBER, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["commit_id"], ["commits.id"], name=op.f("fk_stories_commit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stories")),
    )
    op.create_table(
        "wires",
        sa.Column("id", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("commit_id", _NUMBER, nullable=False),
        sa.ForeignKeyConstraint(["commit_id"], ["commits.id"], name=op.f("fk_wires_commit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wires")),
    )
    op.create_table(
        "incidents",
        sa.Column("id", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("commit_id", _NUMBER, nullable=False),
        sa.Column("story_id", _NUMBER, nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["commit_id"], ["commits.id"], name=op.f("fk_incidents_commit_id")),
        sa.ForeignKeyConstraint(["story_id"], ["stories.id"], name=op.f("fk_incidents_story_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incidents")),
    )
    op.create_table(
        "reports",
        sa.Column("id", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("commit_id", _NUMBER, nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("report", sa.String(length=16), nullable=False),
        sa.Column("story_id", _NUMBER, nullable=False),
        sa.Column("wire_id", _NUMBER, nullable=False),
        sa.Column("copy_of", _NUMBER, nullable=True),
        sa.Column("copy_kind", sa.Text(), nullable=False),
        sa.Column("copy_share", sa.Float(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("publisher", sa.Text(), nullable=False),
        sa.Column("agency", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("headline", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("published", Instant(), nullable=True),
        sa.Column("published_local", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["commit_id"], ["commits.id"], name=op.f("fk_reports_commit_id")),
        sa.ForeignKeyConstraint(["copy_of"], ["reports.id"], name=op.f("fk_reports_copy_of")),
        sa.ForeignKeyConstraint(["story_id"], ["stories.id"], name=op.f("fk_reports_story_id")),
        sa.ForeignKeyConstraint(["wire_id"], ["wires.id"], name=op.f("fk_reports_wire_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reports")),
        sa.UniqueConstraint("key", name=op.f("uq_reports_key")),
    )
    op.create_index(op.f("ix_reports_at"), "reports", ["at"], unique=False)
    op.create_index(op.f("ix_reports_report"), "reports", ["report"], unique=False)
    op.create_index("ix_reports_story_id_at", "reports", ["story_id", "at"], unique=False)
    op.create_index(op.f("ix_reports_url"), "reports", ["url"], unique=False)
    op.create_index("ix_reports_wire_id", "reports", ["wire_id"], unique=False)
    op.create_table(
        "fingerprints",
        sa.Column("fingerprint", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("report_id", _NUMBER, nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name=op.f("fk_fingerprints_report_id")),
        sa.PrimaryKeyConstraint("fingerprint", "report_id", name=op.f("pk_fingerprints")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "incident_sources",
        sa.Column("incident_id", _NUMBER, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("commit_id", _NUMBER, nullable=False),
        sa.Column("primary_source", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["commit_id"], ["commits.id"], name=op.f("fk_incident_sources_commit_id")),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name=op.f("fk_incident_sources_incident_id")),
        sa.PrimaryKeyConstraint("incident_id", "number", name=op.f("pk_incident_sources")),
        sa.UniqueConstraint("incident_id", "primary_source", name=op.f("uq_incident_sources_incident_id_primary_source")),
    )
    op.create_index("ix_incident_sources_number", "incident_sources", ["number", "incident_id"], unique=False)
    op.create_table(
        "records",
        sa.Column("id", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("commit_id", _NUMBER, nullable=False),
        sa.Column("report_id", _NUMBER, nullable=False),
        sa.Column("engine", sa.Text(), nullable=False),
        sa.Column("program", sa.Text(), nullable=False),
        sa.Column("codebook", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(length=32), nullable=False),
        sa.Column("form", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["commit_id"], ["commits.id"], name=op.f("fk_records_commit_id")),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name=op.f("fk_records_report_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_records")),
    )
    op.create_index(op.f("ix_records_report_id"), "records", ["report_id"], unique=False)
    op.create_table(
        "terms",
        sa.Column("term", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("report_id", _NUMBER, nullable=False),
        sa.Column("weight", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name=op.f("fk_terms_report_id")),
        sa.PrimaryKeyConstraint("term", "at", "report_id", name=op.f("pk_terms")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "attributions",
        sa.Column("id", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("commit_id", _NUMBER, nullable=False),
        sa.Column("record_id", _NUMBER, nullable=False),
        sa.Column("report_id", _NUMBER, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("speaker", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("cue", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["commit_id"], ["commits.id"], name=op.f("fk_attributions_commit_id")),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"], name=op.f("fk_attributions_record_id")),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name=op.f("fk_attributions_report_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attributions")),
    )
    op.create_index(op.f("ix_attributions_record_id"), "attributions", ["record_id"], unique=False)
    op.create_table(
        "events",
        sa.Column("id", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("commit_id", _NUMBER, nullable=False),
        sa.Column("record_id", _NUMBER, nullable=False),
        sa.Column("report_id", _NUMBER, nullable=False),
        sa.Column("story_id", _NUMBER, nullable=False),
        sa.Column("incident_id", _NUMBER, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("cameo", sa.Text(), nullable=False),
        sa.Column("quad", sa.Text(), nullable=False),
        sa.Column("intensity", sa.Float(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("certainty", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("earliest", Instant(), nullable=True),
        sa.Column("latest", Instant(), nullable=True),
        sa.Column("time_value", sa.Text(), nullable=False),
        sa.Column("time_text", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("place_key", sa.Text(), nullable=False),
        sa.Column("place_country", sa.Text(), nullable=False),
        sa.Column("admin1", sa.Text(), nullable=False),
        sa.Column("geonameid", sa.Integer(), nullable=True),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("trigger", sa.Text(), nullable=False),
        sa.Column("lemma", sa.Text(), nullable=False),
        sa.Column("trigger_start", sa.Integer(), nullable=True),
        sa.Column("trigger_end", sa.Integer(), nullable=True),
        sa.Column("sentence_start", sa.Integer(), nullable=True),
        sa.Column("sentence_end", sa.Integer(), nullable=True),
        sa.Column("primary_source", sa.Text(), nullable=False),
        sa.Column("killed_low", sa.BigInteger(), nullable=True),
        sa.Column("killed_high", sa.BigInteger(), nullable=True),
        sa.Column("injured_low", sa.BigInteger(), nullable=True),
        sa.Column("injured_high", sa.BigInteger(), nullable=True),
        sa.Column("arrested_low", sa.BigInteger(), nullable=True),
        sa.Column("arrested_high", sa.BigInteger(), nullable=True),
        sa.Column("crowd_low", sa.BigInteger(), nullable=True),
        sa.Column("crowd_high", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["commit_id"], ["commits.id"], name=op.f("fk_events_commit_id")),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name=op.f("fk_events_incident_id")),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"], name=op.f("fk_events_record_id")),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name=op.f("fk_events_report_id")),
        sa.ForeignKeyConstraint(["story_id"], ["stories.id"], name=op.f("fk_events_story_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
    )
    op.create_index("ix_events_at", "events", ["at", "id"], unique=False)
    op.create_index("ix_events_geonameid_at", "events", ["geonameid", "at", "id"], unique=False)
    op.create_index(op.f("ix_events_incident_id"), "events", ["incident_id"], unique=False)
    op.create_index("ix_events_place_key_at", "events", ["place_key", "at", "id"], unique=False)
    op.create_index(op.f("ix_events_record_id"), "events", ["record_id"], unique=False)
    op.create_index(op.f("ix_events_report_id"), "events", ["report_id"], unique=False)
    op.create_index("ix_events_status_at", "events", ["status", "at", "id"], unique=False)
    op.create_index("ix_events_story_id_at", "events", ["story_id", "at", "id"], unique=False)
    op.create_index("ix_events_type_at", "events", ["type", "at", "id"], unique=False)
    op.create_table(
        "withdrawals",
        sa.Column("id", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("commit_id", _NUMBER, nullable=False),
        sa.Column("record_id", _NUMBER, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("by_record", _NUMBER, nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["by_record"], ["records.id"], name=op.f("fk_withdrawals_by_record")),
        sa.ForeignKeyConstraint(["commit_id"], ["commits.id"], name=op.f("fk_withdrawals_commit_id")),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"], name=op.f("fk_withdrawals_record_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_withdrawals")),
    )
    op.create_index(op.f("ix_withdrawals_record_id"), "withdrawals", ["record_id"], unique=False)
    op.create_table(
        "claims",
        sa.Column("id", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("commit_id", _NUMBER, nullable=False),
        sa.Column("record_id", _NUMBER, nullable=False),
        sa.Column("report_id", _NUMBER, nullable=False),
        sa.Column("story_id", _NUMBER, nullable=False),
        sa.Column("event_id", _NUMBER, nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("proposition", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("subject_key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("certainty", sa.Text(), nullable=False),
        sa.Column("positive", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("source_kind", sa.Text(), nullable=False),
        sa.Column("source_country", sa.Text(), nullable=False),
        sa.Column("hops", sa.Integer(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("earliest", Instant(), nullable=True),
        sa.Column("latest", Instant(), nullable=True),
        sa.Column("sentence_start", sa.Integer(), nullable=True),
        sa.Column("sentence_end", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["commit_id"], ["commits.id"], name=op.f("fk_claims_commit_id")),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_claims_event_id")),
        sa.ForeignKeyConstraint(["record_id"], ["records.id"], name=op.f("fk_claims_record_id")),
        sa.ForeignKeyConstraint(["report_id"], ["reports.id"], name=op.f("fk_claims_report_id")),
        sa.ForeignKeyConstraint(["story_id"], ["stories.id"], name=op.f("fk_claims_story_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claims")),
    )
    op.create_index("ix_claims_at", "claims", ["at", "id"], unique=False)
    op.create_index(op.f("ix_claims_event_id"), "claims", ["event_id"], unique=False)
    op.create_index(op.f("ix_claims_record_id"), "claims", ["record_id"], unique=False)
    op.create_index("ix_claims_story_id_at", "claims", ["story_id", "at", "id"], unique=False)
    op.create_index("ix_claims_subject_key_at", "claims", ["subject_key", "at", "id"], unique=False)
    op.create_table(
        "event_countries",
        sa.Column("country", sa.String(length=3), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("event_id", _NUMBER, nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_event_countries_event_id")),
        sa.PrimaryKeyConstraint("country", "at", "event_id", name=op.f("pk_event_countries")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "participants",
        sa.Column("event_id", _NUMBER, nullable=False),
        sa.Column("role", sa.String(length=9), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name_id", _NUMBER, nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("sector", sa.Text(), nullable=False),
        sa.Column("entity", sa.Text(), nullable=False),
        sa.Column("office", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_participants_event_id")),
        sa.ForeignKeyConstraint(["name_id"], ["names.id"], name=op.f("fk_participants_name_id")),
        sa.PrimaryKeyConstraint("event_id", "role", "number", name=op.f("pk_participants")),
    )
    op.create_index("ix_participants_name_id_at", "participants", ["name_id", "at", "event_id"], unique=False)
    op.create_table(
        "sources",
        sa.Column("event_id", _NUMBER, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("sector", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_sources_event_id")),
        sa.PrimaryKeyConstraint("event_id", "number", name=op.f("pk_sources")),
    )
    if op.get_context().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION dateline_only_grows() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'the ledger only grows: nothing in % is changed or removed', TG_TABLE_NAME; END $$"
        )
    for table in _APPEND_ONLY:
        if op.get_context().dialect.name == "sqlite":
            for act in ("UPDATE", "DELETE"):
                op.execute(
                    f"CREATE TRIGGER {table}_refuses_{act.lower()} BEFORE {act} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, 'the ledger only grows: nothing in {table} is changed or removed'); END"
                )
        else:
            op.execute(
                f"CREATE TRIGGER {table}_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION dateline_only_grows()"
            )
