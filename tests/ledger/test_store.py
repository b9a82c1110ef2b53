from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

import dateline
from dateline import ledger as ledgers
from dateline.errors import LedgerError
from dateline.ledger import Added, Ledger, Selection
from dateline.ledger.database import SCHEMA, Database, migrate
from dateline.ledger.rows import encoded, packed, unpacked
from dateline.ledger.schema import metadata
from dateline.record_form import form
from dateline.report import Record, Status
from tests.ledger_records import MORNING, arrest, event_of, record_of, report_of

DAY = timedelta(days=1)


def test_a_record_comes_back_equal(address: str) -> None:
    with ledgers.open(address) as ledger:
        assert ledger.add([arrest(1), arrest(2)]) == Added(2, 0)
        first, second = ledger.reports()
        assert (ledger.record(first.number), ledger.record(second.number)) == (arrest(1), arrest(2))
    with ledgers.open(address, create=False) as ledger:
        assert ledger.record(first.number) == arrest(1)


def test_real_records_come_back_equal_and_json_gives_them_back(engine: dateline.Engine) -> None:
    for item in dateline.read_all("examples"):
        assert isinstance(item, dateline.Report)
        record = engine.code(item)
        assert unpacked(packed(encoded(record)[0])) == record
        printed = json.loads(json.dumps(record.to_dict()))
        again = Record.from_dict(printed)
        # JSON keeps the last of several reasons for one field; all else comes back.
        assert replace(again, events=()) == replace(record, events=())
        assert again.to_dict() == printed
        assert form(replace(record, events=())) == replace(record, events=()).to_dict()


@pytest.mark.parametrize("odd", ["a\x00b", "lone \ud800 surrogate", "\U0001f600 and é"])
def test_odd_characters_are_kept(address: str, odd: str) -> None:
    report = report_of(f"{odd}. Police detained a porter.", headline=odd, publisher=odd)
    record = record_of(report, event_of(report.text, "detained", actor="Police"))
    with ledgers.open(address) as ledger:
        ledger.add([record])
        (event,) = ledger.events()
        assert ledger.record(event.report.number) == record
        assert event.evidence.endswith("Police detained a porter.")


def test_what_is_there_is_not_stored_again(address: str) -> None:
    with ledgers.open(address) as ledger:
        ledger.add([arrest(1)])
        assert ledger.add([arrest(1), arrest(2), arrest(2)]) == Added(1, 2)
        elsewhere = replace(arrest(1), report=replace(arrest(1).report, source="another-file.txt"))
        assert ledger.holds(elsewhere.report, engine="made-1")
        assert ledger.add([elsewhere]) == Added(0, 1)
        assert not ledger.holds(arrest(1).report, engine="made-2")
        assert not ledger.holds(arrest(1).report, engine="made-1", codebook="own 1")
        assert not ledger.holds(arrest(3).report, engine="made-1")
        assert len(list(ledger.reports())) == 2


def test_the_same_words_at_another_outlet_are_another_report(address: str) -> None:
    report = arrest(1).report
    other = replace(arrest(1), report=replace(report, url="https://other.example/7", publisher="Other"))
    with ledgers.open(address) as ledger:
        assert ledger.add([arrest(1), other]) == Added(2, 0)
        first, second = ledger.reports()
        assert (second.copy_of, second.copy_kind, second.wire) == (first.number, "exact", first.wire)


def test_coding_anew_takes_the_place_of_the_old_and_the_past_stays(address: str) -> None:
    with ledgers.open(address) as ledger:
        ledger.add([arrest(1)], recorded=MORNING)
        ledger.add([arrest(1, engine="made-2", confidence=0.5)], recorded=MORNING + DAY)
        (report,) = ledger.reports()
        now = [e.confidence for e in ledger.events(Selection(type="COERCE"))]
        then = [e.confidence for e in ledger.events(Selection(type="COERCE", known_at=MORNING + DAY / 2))]
        before = list(ledger.events(Selection(known_at=MORNING - DAY)))
        assert (now, then, before) == ([0.5], [0.87], [])
        assert ledger.record(report.number).engine == "made-2"
        assert ledger.record(report.number, known_at=MORNING).engine == "made-1"
        (incident,) = ledger.timeline(Selection(type="COERCE"))
        (older,) = ledger.timeline(Selection(type="COERCE", known_at=MORNING))
        assert incident.number == older.number
        assert (incident.sources, len(incident.events)) == (1, 1)


def test_a_retraction_holds_from_now_on(address: str) -> None:
    with ledgers.open(address) as ledger:
        ledger.add([arrest(1), arrest(2)], recorded=MORNING)
        report = next(iter(ledger.reports()))
        ledger.retract(report.number, "withdrawn by the agency")
        assert {e.report.number for e in ledger.events()} == {r.number for r in ledger.reports()} - {report.number}
        assert len(list(ledger.events(Selection(known_at=MORNING)))) == 4
        with pytest.raises(LedgerError, match="no report of the number"):
            ledger.record(report.number)
        with pytest.raises(LedgerError, match="no report of the number"):
            ledger.retract(report.number, "again")
        assert ledger.add([arrest(1)]) == Added(1, 0)
        assert len(list(ledger.events())) == 4


def test_commits_are_in_order_when_the_clock_is_put_back(address: str) -> None:
    with ledgers.open(address) as ledger:
        ledger.add([arrest(1)], recorded=MORNING)
        ledger.add([arrest(2)], recorded=MORNING - DAY)
        first, second = ledger.reports()
        assert first.recorded < second.recorded < MORNING + DAY
        assert len(list(ledger.reports(Selection(known_at=MORNING)))) == 1


def test_all_records_of_an_addition_are_stored_or_none(address: str) -> None:
    def failing() -> object:
        yield arrest(1)
        raise OSError("the network share has gone")

    with ledgers.open(address) as ledger:
        with pytest.raises(OSError, match="share"):
            ledger.add(failing())  # type: ignore[arg-type]
        assert list(ledger.reports()) == []
        assert ledger.add([arrest(1)]) == Added(1, 0)


def test_nothing_is_changed_or_removed(address: str) -> None:
    with ledgers.open(address) as ledger:
        ledger.add([arrest(1)])
    for statement in ("UPDATE events SET type = 'AID'", "DELETE FROM records", "UPDATE commits SET program = ''"):
        database = Database(address, create=False, upgrade=False)
        with pytest.raises(DBAPIError, match="only grows"), database.engine.connect() as connection:
            connection.execute(text(statement))
        database.close()


def test_the_migrations_make_the_tables_of_the_schema(address: str) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    database = Database(address, create=True, upgrade=True)
    with database.reading() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), metadata)
        assert differences == []
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one() == SCHEMA
    with database.writing() as connection:
        migrate(connection)  # nothing left to do
    database.close()


def test_what_is_no_ledger_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
    page = tmp_path / "page.html"
    page.write_text("<html>" + "no ledger " * 100)
    newer = tmp_path / "newer.db"
    ledgers.open(newer).close()
    with sqlite3.connect(newer) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    for path, told in (
        (other, "no ledger; it holds recipes"),
        (page, "not a database"),
        (newer, "newer Dateline"),
        (tmp_path / "nowhere" / "ledger.db", "folder does not exist"),
        ("mysql://root@localhost/x", "no ledger's address"),
        ("postgresql://nobody@127.0.0.1:1/none", "check the address"),
    ):
        with pytest.raises(LedgerError, match=told):
            ledgers.open(path)
    with pytest.raises(LedgerError, match="dateline add makes one"):
        ledgers.open(tmp_path / "missing.db", create=False)
    assert not (tmp_path / "missing.db").exists()


def test_a_full_disk_is_told_and_leaves_the_ledger_whole(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    ledger = ledgers.open(path)
    ledger.add([arrest(0)])
    with ledger._database.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 40}")
    stored = 1

    def fill() -> None:
        nonlocal stored
        for number in range(1, 500):
            stored += ledger.add([arrest(number)]).new

    with pytest.raises(LedgerError, match=r"full.*free some space"):
        fill()
    assert 1 < stored < 500
    ledger.close()
    with ledgers.open(path) as again:
        assert len(list(again.reports())) == stored
        assert again.add([arrest(stored)]) == Added(1, 0)


def events_of(ledger: Ledger, **wanted: object) -> list[int]:
    return [event.number for event in ledger.events(Selection(**wanted))]  # type: ignore[arg-type]


def test_selections(address: str) -> None:
    with ledgers.open(address) as ledger:
        ledger.add([arrest(number) for number in range(4)])
        arrests = events_of(ledger, type="coerce")
        strikes = events_of(ledger, type="PROTEST")
        assert (len(arrests), len(strikes)) == (4, 4)
        assert events_of(ledger) == arrests + strikes  # the arrests are dated to the day before
        assert events_of(ledger, limit=3) == strikes[1:]
        assert events_of(ledger, actor="PORTERS", type="PROTEST") == strikes
        assert events_of(ledger, actor="porters")  # as recipients, too
        assert events_of(ledger, actor="port") == []  # whole words only
        assert events_of(ledger, actor="the porters police") == []
        assert events_of(ledger, actor="%") == events_of(ledger, actor="p_lice") == []
        assert events_of(ledger, country="ken") == arrests + strikes
        assert events_of(ledger, country="KGZ") == []
        assert events_of(ledger, place="mombasa") == arrests
        assert events_of(ledger, place="186301") == arrests
        assert events_of(ledger, since=MORNING) == strikes
        assert events_of(ledger, as_of=MORNING) == [*arrests, strikes[0]]
        assert events_of(ledger, country="KEN", since=MORNING, as_of=MORNING + timedelta(hours=2), limit=2) == strikes[1:3]
        assert events_of(ledger, status=Status.FUTURE) == []
        (claim, *_) = ledger.claims(Selection(actor="police"))
        assert (claim.proposition, claim.source, claim.act, claim.event) == ("event", "Achieng", "assert", arrests[0])
        assert claim.evidence.startswith("Police detained 2 porters near Harbour0")
        assert [c.event for c in ledger.claims(Selection(type="PROTEST"))] == []
        event = next(iter(ledger.events()))
        assert event.actors[0].name == "Police"
        assert event.sources[0].name == "Achieng"
        assert dict(event.counts)["arrested"].high == 2
    with pytest.raises(LedgerError, match="no zone"):
        Selection(since=datetime(2010, 4, 8))
    with pytest.raises(LedgerError, match="limit"):
        Selection(limit=0)


def test_many_rows_come_in_pages(tmp_path: Path) -> None:
    with ledgers.open(tmp_path / "ledger.db") as ledger:
        ledger.add([arrest(number) for number in range(210)])
        found = list(ledger.events())
        assert len(found) == 420
        assert [e.at for e in found] == sorted(e.at for e in found)
        assert len({e.number for e in found}) == 420
        assert found[-1].at > datetime(2010, 4, 16, tzinfo=UTC)
