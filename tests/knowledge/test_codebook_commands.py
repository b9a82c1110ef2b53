from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from dateline.cli import app
from dateline.commands.streams import ExitStatus
from dateline.knowledge.codebook import Codebook
from dateline.knowledge.codebook_check import span_of
from dateline.report import Certainty, Event, Participant, Record, Report


def run(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(app, ["codebook", *map(str, arguments)], env={"COLUMNS": "200"})
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@dataclass
class Oracle:
    """An engine that codes examples as they say, but for one."""

    spoiled: str = ""

    def code(self, report: Report) -> Record:
        book = Codebook.load()
        example = next(e for e in book.examples if e.text == report.text)
        if example.text == self.spoiled:
            return Record(report)
        events = []
        for x in example.events:
            at = span_of(x.trigger, report.text)
            actors, recipients = (tuple(Participant(*span_of(w, report.text), w) for w in words) for words in (x.actors, x.recipients))
            quad = book.type(x.type).quad
            events.append(Event(x.type, x.mode, "", quad, 0.0, x.status, Certainty.CERTAIN, at, (at,), actors, recipients))
        return Record(report, events=tuple(events))


@pytest.fixture
def oracle(monkeypatch: pytest.MonkeyPatch) -> Oracle:
    engine = Oracle()
    monkeypatch.setattr("dateline.engine.load", lambda *_, **__: engine)
    return engine


def test_overview_names_every_type() -> None:
    result = run("show")
    assert result.exit_code == ExitStatus.FINE
    for event_type in Codebook.load().types:
        assert event_type.name in result.stdout


def test_a_type_is_shown_with_rules_modes_constructions_and_examples() -> None:
    shown = run("show", "coerce")
    assert shown.exit_code == ExitStatus.FINE
    words = " ".join(shown.stdout.split())
    event_type = Codebook.load().type("COERCE")
    assert event_type.definition in words
    assert all(f"- {rule}" in words for rule in event_type.rules)
    assert "crack / clamp (verb) + down + on ..." in words
    assert "COERCE arrest: Police -> a blogger" in words
    assert "no event" in words


def test_a_type_that_is_not_there_is_told_with_those_that_are() -> None:
    result = run("show", "ELECT")
    assert result.exit_code == ExitStatus.USAGE
    assert "ACCUSE, AGREE" in " ".join(result.stderr.replace("│", " ").split())


def test_cameo_lists_codes() -> None:
    result = run("cameo")
    lines = [line.split() for line in result.stdout.splitlines()]
    assert ["RETREAT", "release", "0841", "6.5"] in lines
    assert ["ACCUSE", "allege", "indict", "115", "-3.5"] in lines


def test_a_sound_codebook_passes(oracle: Oracle) -> None:
    book = Codebook.load()
    result = run("check")
    assert result.exit_code == ExitStatus.FINE
    what = f"{len(book.types)} types, {len(book.constructions)} constructions: no problem"
    assert result.stdout == f"{what}; {len(book.examples)} of {len(book.examples)} examples came out as they say\n"
    assert run("check", "--no-examples").stdout == f"{what}\n"


def test_an_example_that_comes_out_otherwise_is_told(oracle: Oracle) -> None:
    example = next(e for e in Codebook.load().examples if len(e.events) == 1)
    oracle.spoiled = example.text
    result = run("check")
    assert result.exit_code == ExitStatus.INCOMPLETE
    assert result.stdout.startswith(f"{example.file}:{example.line}: ")
    assert f"was not found: {example.text}\n" in result.stdout


def test_a_copy_is_edited_and_checked(tmp_path: Path, oracle: Oracle) -> None:
    mine = tmp_path / "mine"
    made = run("new", mine)
    assert made.exit_code == ExitStatus.FINE
    assert sorted(p.name for p in mine.iterdir()) == sorted({e.file for e in Codebook.load().examples} | {"codebook.toml", "classes.toml"})
    assert run("check", "--codebook", mine).exit_code == ExitStatus.FINE
    file = mine / "agree.toml"
    file.write_text(file.read_text("utf-8").replace('strength = "sure"', 'strength = "firm"', 1), "utf-8")
    result = run("check", "--codebook", mine)
    assert result.exit_code == ExitStatus.INCOMPLETE
    line = next(n for n, words in enumerate(file.read_text("utf-8").split("\n"), 1) if '"firm"' in words)
    assert result.stdout.startswith(f"agree.toml:{line}: 'firm' is no strength")
    assert "1 problem" in result.stderr
    assert run("show", "--codebook", mine).exit_code == ExitStatus.UNREADABLE


def test_a_copy_overwrites_nothing(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", "utf-8")
    result = run("new", tmp_path)
    assert result.exit_code == ExitStatus.USAGE
    assert [p.name for p in tmp_path.iterdir()] == ["notes.txt"]


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    result = run("check", "--codebook", tmp_path / "none")
    assert result.exit_code == ExitStatus.INCOMPLETE
    assert "is no folder" in result.stdout
