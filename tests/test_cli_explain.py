"""``dateline explain``: what it shows, what it leaves out, and how it ends where it cannot."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from dateline.cli import app
from dateline.commands.streams import ExitStatus
from dateline.engine import Engine
from dateline.errors import DataError

TEXT = "Police in Lima arrested nine teachers on Friday.\n\nThe bakery sells fresh bread.\n\nPeru condemned Chile.\n"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "lima.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture(autouse=True)
def _shared_engine(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.engine.load", lambda *_, **__: engine)
    monkeypatch.setenv("COLUMNS", "160")


def run(*arguments: str | Path, given: bytes | None = None) -> Result:
    result = CliRunner().invoke(app, ["explain", *map(str, arguments)], input=given, prog_name="dateline")
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def explanation(*arguments: str | Path) -> dict[str, Any]:
    result = run(*arguments, "--json")
    assert result.exit_code == ExitStatus.FINE
    (line,) = result.stdout_bytes.decode("utf-8").splitlines()
    found: dict[str, Any] = json.loads(line)
    return found


def test_a_report_is_explained_sentence_by_sentence_and_event_by_event(report: Path) -> None:
    result = run(report)
    assert result.exit_code == ExitStatus.FINE
    assert result.stderr == ""
    for words in ("Sentence 0", "Sentence 1", "nothing: ", "Event 0", "type: engine", "tree: ", "Types"):
        assert words in result.stdout


def test_json_says_the_same(report: Path) -> None:
    found = explanation(report)
    assert [s["sentence"] for s in found["sentences"]] == [0, 1, 2]
    assert found["sentences"][1]["mentions"] == []
    assert found["sentences"][1]["verdict"].startswith("nothing: ")
    assert {e["type"] for e in found["events"]} == set(found["types"])
    told = {m["event"] for s in found["sentences"] for m in s["mentions"]}
    assert told == set(range(len(found["events"])))


def test_it_explains_the_record_that_code_prints(report: Path) -> None:
    result = CliRunner().invoke(app, ["code", "--json", "--no-tokens", str(report)], prog_name="dateline")
    events = json.loads(result.stdout)["events"]
    found = explanation(report)
    assert [e["type"] for e in found["events"]] == [e["type"] for e in events]
    triggers = [[m["trigger"] for s in found["sentences"] for m in s["mentions"] if m["event"] == n] for n in range(len(events))]
    assert triggers == [e["mentions"] for e in events]


def test_one_event_with_the_sentences_that_tell_of_it(report: Path) -> None:
    everything = explanation(report)
    last = len(everything["events"]) - 1
    found = explanation(report, "--event", str(last))
    assert [e["event"] for e in found["events"]] == [last]
    assert set(found["types"]) == {everything["events"][last]["type"]}
    assert all(any(m["event"] == last for m in s["mentions"]) for s in found["sentences"])
    assert found["sentences"]


def test_one_sentence_with_its_events(report: Path) -> None:
    found = explanation(report, "--sentence", "1")
    assert [s["sentence"] for s in found["sentences"]] == [1]
    assert (found["events"], found["types"]) == ([], {})


def test_standard_input() -> None:
    result = run("-", given=TEXT.encode())
    assert result.exit_code == ExitStatus.FINE
    assert "Sentence 2" in result.stdout


@pytest.mark.parametrize("option", ["--event", "--sentence"])
def test_a_number_that_is_not_there_is_a_wrong_argument(report: Path, option: str) -> None:
    result = run(report, option, "99")
    assert result.exit_code == ExitStatus.USAGE
    assert "counted from 0" in " ".join(result.stderr.split())


def test_what_cannot_be_read(tmp_path: Path) -> None:
    result = run(tmp_path / "gone.txt")
    assert result.exit_code == ExitStatus.UNREADABLE
    assert "gone.txt" in result.stderr
    assert result.stdout == ""


def test_an_empty_report_cannot_be_read() -> None:
    result = run("-", given=b"  \n")
    assert result.exit_code == ExitStatus.UNREADABLE


def test_a_wrong_codebook_ends_with_its_reason(report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def load(**_: object) -> Engine:
        raise DataError("coerce.toml", 7, "COERCE has no mode 'loud'")

    monkeypatch.setattr("dateline.engine.load", load)
    result = run(report, "--codebook", tmp_path)
    assert result.exit_code == ExitStatus.FAILED
    assert "coerce.toml:7" in result.stderr


def test_the_codebook_asked_for_is_the_one_loaded(engine: Engine, report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []

    def load(**given: object) -> Engine:
        asked.append(given["codebook"])
        return engine

    monkeypatch.setattr("dateline.engine.load", load)
    assert run(report, "--codebook", tmp_path).exit_code == ExitStatus.FINE
    assert asked == [tmp_path]
