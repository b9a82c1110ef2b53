"""What is reported as stored survives kill -9 at any point, and no half of a report is ever left.

A process that has loaded everything forks one writer after the other. A writer stores ready-made records in small batches, tells of every
batch when it is stored, and dies: before its n-th statement to the database, n drawn at random, or by a signal from outside after a
random time. Two writers at once share a ledger in some rounds. After each death the ledger is opened and looked at as a user would.
"""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import time
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from dateline import ledger as ledgers
from dateline.ledger import Ledger
from dateline.ledger.rows import unpacked
from tests.ledger_records import arrest

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")

KILLS = 210
ROUNDS_OF_A_LEDGER = 15
BATCH = 2
RECORDS = 8
TABLES_OF_A_RECORD = {"events": 2, "attributions": 1, "claims": 1}


def die_before_statement(ledger: Ledger, number: int) -> None:
    """Kill this process before its n-th statement, counted with BEGIN and COMMIT."""
    engine = ledger._database.engine
    seen = 0

    def count(*_: Any) -> None:
        nonlocal seen
        seen += 1
        if seen >= number:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(engine, "before_cursor_execute", count)
    event.listen(engine, "commit", count)


def write(path: Path, first: int, told: int, dies_at: int) -> None:
    """What a forked writer does: store, tell, and perhaps die."""
    status = 1
    try:
        ledger = ledgers.open(path)
        if dies_at:
            die_before_statement(ledger, dies_at)
        for number in range(first, first + RECORDS, BATCH):
            batch = range(number, number + BATCH)
            added = ledger.add(arrest(n) for n in batch)
            assert added.new + added.known == BATCH
            os.write(told, "".join(f"{n}\n" for n in batch).encode())
        status = 0
    finally:
        os._exit(status)


def forked(path: Path, first: int, told: int, dies_at: int) -> int:
    process = os.fork()
    if process == 0:
        write(path, first, told, dies_at)
    return process


def look_at(path: Path, told: set[int]) -> int:
    """Check the ledger; the number of reports it holds."""
    with sqlite3.connect(path) as connection:
        if not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            assert not told  # killed before the tables were made
            return 0
        assert connection.execute("PRAGMA quick_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        forms = connection.execute("SELECT form FROM records").fetchall()
        held = {unpacked(form).report.url for (form,) in forms}
        assert held >= {arrest(n).report.url for n in told}, "reported as stored, and lost"
        assert len(held) == len(forms), "stored twice"
        assert connection.execute("SELECT count(*) FROM reports").fetchone() == (len(forms),)
        for table, number in TABLES_OF_A_RECORD.items():
            parts = connection.execute(f"SELECT count(*) FROM {table} GROUP BY record_id").fetchall()
            assert parts == [(number,)] * len(forms), "half a report"
        assert connection.execute("SELECT count(*) FROM fingerprints WHERE report_id NOT IN (SELECT id FROM reports)").fetchone() == (0,)
        people = connection.execute("SELECT count(*) FROM participants").fetchone()[0]
        assert people == 3 * len(forms)
    return len(forms)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # fork in a process with threads; the writers use none of them
def test_nothing_reported_as_stored_is_lost(tmp_path: Path) -> None:
    generator = random.Random(20100408)
    began = time.monotonic()
    ledgers.open(tmp_path / "warm.db").add([arrest(0)])
    once = max(0.02, time.monotonic() - began)
    kills = stored_in_all = 0
    while kills < KILLS:
        path = tmp_path / f"ledger{kills}.db"
        told: set[int] = set()
        for round_number in range(ROUNDS_OF_A_LEDGER):
            reading, writing = os.pipe()
            writers = 2 if round_number % 5 == 4 else 1
            from_outside = round_number % 5 == 3
            processes = [
                # About every second batch is of reports that are there already.
                forked(path, generator.randrange(40), writing, 0 if from_outside else generator.randrange(1, 110))
                for _ in range(writers)
            ]
            os.close(writing)
            if from_outside:
                time.sleep(generator.random() * once)
                for process in processes:
                    os.kill(process, signal.SIGKILL)
            ends = [os.waitpid(process, 0)[1] for process in processes]
            with os.fdopen(reading, encoding="ascii") as stream:
                told |= {int(line) for line in stream if line.endswith("\n")}
            assert all(os.WIFSIGNALED(end) or os.WEXITSTATUS(end) == 0 for end in ends), "a writer failed by itself"
            kills += sum(os.WIFSIGNALED(end) for end in ends)
            stored = look_at(path, told)
        stored_in_all += stored
        # What was cut off can simply be done again.
        with ledgers.open(path) as ledger:
            assert ledger.add(arrest(n) for n in range(48)).new == 48 - stored
    assert kills >= KILLS
    assert stored_in_all > KILLS / 4, "the writers died too early to have stored anything"


def test_two_writers_at_once_store_everything_once(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    reading, writing = os.pipe()
    processes = [forked(path, first, writing, 0) for first in (0, 4)]
    os.close(writing)
    assert [os.waitpid(process, 0)[1] for process in processes] == [0, 0]
    with os.fdopen(reading, encoding="ascii") as stream:
        told = {int(line) for line in stream}
    assert told == set(range(12))
    assert look_at(path, told) == 12
