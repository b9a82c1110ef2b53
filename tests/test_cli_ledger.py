from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from dateline import ledger as ledgers
from dateline.cli import app
from dateline.commands.add import BATCH_RECORDS
from dateline.commands.streams import ExitStatus
from dateline.commands.workload import Workload
from dateline.engine import Engine
from dateline.ledger import Selection
from dateline.presenting.answer_tables import CLAIMS, EVENTS, STORIES, TIMELINE, answers_to_frame
from tests.ledger_records import arrest

EXAMPLES = Path(__file__).parents[1] / "examples"
THREE = tuple(EXAMPLES / name for name in ("gilgit-landslide.txt", "mombasa-arrests.html", "mombasa-port.txt"))


@pytest.fixture(autouse=True)
def _shared_engine(engine: Engine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("dateline.engine.load", lambda *_, **__: engine)
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "ledger.db"
    with ledgers.open(path) as made:
        made.add([arrest(number) for number in range(3)])
    return path


def run(*arguments: str | Path, given: bytes | None = None) -> Result:
    result = CliRunner().invoke(app, list(map(str, arguments)), input=given, prog_name="dateline")
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def test_reports_are_added_once_and_asked_for(tmp_path: Path) -> None:
    first = run("add", *THREE, tmp_path / "missing.txt")
    assert first.exit_code == ExitStatus.INCOMPLETE
    assert first.stderr.splitlines()[0].startswith(f"dateline: skipped {tmp_path / 'missing.txt'}: no such file")
    assert first.stderr.splitlines()[-1] == "dateline: ledger.db: 3 reports added, 1 skipped"
    again = run("add", *THREE, "-", given=(EXAMPLES / "mombasa-port.txt").read_bytes())
    assert (again.exit_code, again.stderr) == (ExitStatus.FINE, "dateline: ledger.db: 0 reports added, 4 there already\n")
    anew = run("add", "--again", *THREE)
    assert anew.stderr == "dateline: ledger.db: 0 reports added, 3 there already\n"
    listed = run("stories")
    assert listed.exit_code == ExitStatus.FINE
    assert "Dockers in Mombasa" in listed.stdout or "Twenty-two held" in listed.stdout
    shown = run("timeline", "--country", "KEN")
    assert "COERCE/arrest" in shown.stdout
    there = run("timeline", "--country", "KEN", "--place", "Mombasa")
    assert len(shown.stdout.splitlines()) > len(there.stdout.splitlines()) > 3


def test_nothing_readable_exits_with_3(tmp_path: Path) -> None:
    result = run("add", tmp_path / "missing.txt")
    assert result.exit_code == ExitStatus.UNREADABLE
    assert result.stderr.endswith("dateline: nothing could be read\n")


def test_a_ledger_that_is_not_there_or_none_exits_with_4(tmp_path: Path) -> None:
    missing = run("events", "--ledger", tmp_path / "none.db")
    assert missing.exit_code == ExitStatus.FAILED
    assert "dateline add makes one" in missing.stderr
    page = tmp_path / "page.html"
    page.write_text("<html>" + "no ledger " * 100)
    refused = run("add", "--ledger", page, EXAMPLES / "mombasa-port.txt")
    assert refused.exit_code == ExitStatus.FAILED
    assert "not a database" in refused.stderr


def test_the_environment_names_the_ledger(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    moved = ledger.rename(ledger.with_name("elsewhere.db"))
    monkeypatch.setenv("DATELINE_LEDGER", str(moved))
    assert len(run("events", "--format", "json").stdout.splitlines()) == 6


@pytest.mark.parametrize("what", ["stories", "events", "claims", "timeline"])
def test_formats_agree(ledger: Path, what: str) -> None:
    pandas = pytest.importorskip("pandas")
    values = [json.loads(line) for line in run(what, "-l", ledger, "--format", "json").stdout.splitlines()]
    rows = list(csv.DictReader(io.StringIO(run(what, "-l", ledger, "--format", "csv").stdout)))
    assert run(what, "-l", ledger, "--format", "parquet", "--output", "found.parquet").exit_code == ExitStatus.FINE
    frame = pandas.read_parquet("found.parquet", dtype_backend="numpy_nullable")
    assert len(values) == len(rows) == len(frame) > 0
    number = {"stories": "story", "events": "event", "claims": "claim", "timeline": "incident"}[what]
    assert [v["number"] for v in values] == [int(r[number]) for r in rows] == frame[number].tolist()
    table = {"stories": STORIES, "events": EVENTS, "claims": CLAIMS, "timeline": TIMELINE}[what]
    assert list(rows[0]) == frame.columns.tolist() == table.names
    with ledgers.open(ledger) as opened:
        answers = list(getattr(opened, what)())
        pandas.testing.assert_frame_equal(answers_to_frame(table, answers), frame, check_dtype=False)
        assert list(answers_to_frame(table, []).columns) == table.names
    shown = run(what, "-l", ledger)
    assert shown.exit_code == ExitStatus.FINE
    assert str(values[0]["number"]) in shown.stdout


def test_csv_for_spreadsheets_runs_no_formula(tmp_path: Path) -> None:
    from dataclasses import replace

    made = arrest(1)
    armed = replace(made, report=replace(made.report, publisher="=HYPERLINK(1)", headline="@risk"))
    with ledgers.open("ledger.db") as ledger:
        ledger.add([armed])
    raw, safe = (next(csv.DictReader(io.StringIO(run("events", "-f", "csv", *more).stdout))) for more in ((), ("--spreadsheet",)))
    assert (raw["publisher"], safe["publisher"], safe["headline"]) == ("=HYPERLINK(1)", "'=HYPERLINK(1)", "'@risk")
    assert raw["intensity"] == safe["intensity"] == "-5.0"  # a number is no formula


def test_filters_reach_the_ledger(ledger: Path) -> None:
    def found(*arguments: str) -> int:
        result = run("events", "-l", ledger, "-f", "json", *arguments)
        assert result.exit_code == ExitStatus.FINE, result.stderr
        return len(result.stdout.splitlines())

    assert found() == 6
    assert found("--type", "protest") == 3
    assert found("--actor", "police") == 3
    assert found("--country", "ken") == 6
    assert found("--place", "186301") == 3
    assert found("--since", "2010-04-08") == 3
    assert found("--since", "2010-04-08T07:00+00:00") == 2
    assert found("--as-of", "2010-04-07") == 3
    assert found("--known-at", "2010-04-08") == 0
    assert found("--known-at", f"{datetime.now(UTC):%Y-%m-%d}") == 6
    assert found("--story", "99") == 0
    assert found("--min-sources", "2") == 0
    assert found("--limit", "2") == 2


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--since", "2010-04-08T14:55"), "has no zone"),
        (("--as-of", "yesterday"), "is no time"),
        (("--country", "Kenya"), "alpha-3"),
        (("--spreadsheet",), "--format csv"),
        (("--format", "xml"), "parquet"),
        (("--limit", "0"), "--limit"),
        (("--output", "/no/such/folder/x.csv"), "cannot be written"),
    ],
)
def test_wrong_arguments_exit_with_2(ledger: Path, arguments: tuple[str, ...], told: str) -> None:
    result = run("events", "-l", ledger, *arguments)
    assert result.exit_code == ExitStatus.USAGE
    assert told in " ".join(result.stderr.split())


def test_time_left_is_told_from_what_had_to_be_coded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1000.0
    monkeypatch.setattr("dateline.commands.workload.time.monotonic", lambda: now)
    for number in range(10):
        (tmp_path / f"{number}.txt").write_text("x" * 1000)
    work = Workload([str(tmp_path)])
    sources = work.sources()
    for _ in range(3):  # passed over in no time, because they are there already
        next(sources)
    now += 1
    assert work.time_left() == ""
    work.working()
    for _ in range(2):
        next(sources)
        now += 60
    assert work.time_left() == "about 6 min left"  # 6 of the 8 files are left, at a minute each
    assert Workload(["-", str(tmp_path)]).time_left() == ""


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_a_run_that_was_killed_goes_on_where_it_was(tmp_path: Path) -> None:
    given = b"".join(
        json.dumps({"text": f"Police arrested {n} men in Lima on Monday, the mayor said."}).encode() + b"\n" for n in range(2, 100)
    )
    (tmp_path / "many.jsonl").write_bytes(given)
    command = [sys.executable, "-c", "from dateline.cli import main; main()", "add", "--threads", "1", "many.jsonl"]
    with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.DEVNULL, env={**os.environ}) as process:
        deadline = time.monotonic() + 120
        stored = 0
        while not stored and time.monotonic() < deadline:
            time.sleep(0.05)
            if (tmp_path / "ledger.db-wal").exists():
                with ledgers.open(tmp_path / "ledger.db") as ledger:
                    stored = len(list(ledger.reports()))
        process.send_signal(signal.SIGKILL)
    with ledgers.open(tmp_path / "ledger.db") as ledger:
        held = len(list(ledger.reports()))
    assert held >= stored > 0
    result = run("add", "many.jsonl")
    assert result.stderr == f"dateline: ledger.db: {98 - held} reports added" + (f", {held} there already\n")
    assert BATCH_RECORDS < 98
    with ledgers.open(tmp_path / "ledger.db") as ledger:
        assert len(list(ledger.reports(Selection()))) == 98
