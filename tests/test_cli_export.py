from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from dateline.cli import app
from dateline.commands.export import TableFlavour
from dateline.commands.streams import ExitStatus
from dateline.engine import Engine
from dateline.presenting.exports import Flavour, schema

EXAMPLES = Path(__file__).parents[1] / "examples"
TEXT = EXAMPLES / "mombasa-port.txt"


@pytest.fixture(autouse=True)
def _shared_engine(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.engine.load", lambda *_, **__: engine)


def run(*arguments: str | Path, given: bytes | None = None) -> Result:
    result = CliRunner().invoke(app, ["export", *map(str, arguments)], input=given, prog_name="dateline")
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def test_reports_become_rows() -> None:
    result = run("polecat", "--url", "https://wire.example/1", TEXT)
    assert result.exit_code == ExitStatus.FINE
    assert result.stderr == ""
    header, *rows = result.stdout_bytes.decode("utf-8").splitlines()
    assert header.split("\t") == list(schema("polecat").header)
    assert {row.split("\t")[header.split("\t").index("Event Type")] for row in rows} >= {"PROTEST"}


def test_flavours(tmp_path: Path) -> None:
    target = tmp_path / "events.csv"
    assert run("csv", "--flavour", "spreadsheet", "-o", target, TEXT, EXAMPLES / "mombasa-arrests.html").exit_code == ExitStatus.FINE
    data = target.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == data.count(b"\n")
    table = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert len({row["report"] for row in table}) == 2


def test_standard_input() -> None:
    result = run("geojson", "-", given=TEXT.read_bytes())
    assert result.exit_code == ExitStatus.FINE
    assert {feature["properties"]["source"] for feature in json.loads(result.stdout)["features"]} == {"-"}


def test_what_cannot_be_read_is_told_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    result = run("plover", tmp_path / "empty.txt", TEXT)
    assert result.exit_code == ExitStatus.INCOMPLETE
    assert "empty.txt" in result.stderr
    assert all(json.loads(line)["id"] for line in result.stdout.splitlines())
    nothing = run("geojson", tmp_path / "empty.txt")
    assert nothing.exit_code == ExitStatus.UNREADABLE
    assert json.loads(nothing.stdout) == {"type": "FeatureCollection", "features": []}


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("xls", TEXT), "no exporter has the name 'xls'"),
        (("prov", "--flavour", "csv", TEXT), "prov is no table"),
        (("csv", "--flavour", "excel", TEXT), "excel"),
        (("csv", "-o", TEXT, TEXT), "is read, too"),
        (("csv", "--country", "Kenya", TEXT), "no ISO 3166 alpha-3 code"),
        (("csv",), "Missing argument"),
    ],
)
def test_wrong_arguments(arguments: tuple[str | Path, ...], reason: str) -> None:
    result = run(*arguments)
    assert result.exit_code == ExitStatus.USAGE
    assert reason in " ".join(result.stderr.replace("│", " ").split())


def test_the_flavours_of_the_command_are_those_of_the_tables() -> None:
    assert [str(flavour) for flavour in TableFlavour] == [str(flavour) for flavour in Flavour]
