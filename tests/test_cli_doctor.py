from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from dateline import __version__
from dateline.cli import app
from dateline.commands.examination import examine
from dateline.commands.streams import ExitStatus


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(app, ["doctor", *arguments])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def test_a_sound_installation_is_told_as_one() -> None:
    result = run()
    assert result.exit_code == ExitStatus.FINE
    assert result.stderr == ""
    lines = [" ".join(line.split()) for line in result.stdout.splitlines()]
    assert f"dateline {__version__}" in lines
    assert any(line.startswith("model version ") for line in lines)
    assert any(line.startswith("time zones IANA 20") for line in lines)
    assert not any(line.startswith("FAILED") for line in lines)
    assert sum(line.startswith("ok ") for line in lines) >= 5


def test_json_has_sections_checks_and_a_verdict() -> None:
    found = json.loads(run("--json").stdout)
    assert found["program"]["dateline"] == __version__
    assert found["program"]["size"].endswith(" MB")
    assert {"numpy", "onnxruntime", "tokenizers", "trafilatura", "lxml", "typer", "rich"} <= set(found["dependencies"])
    assert all(version[0].isdigit() for version in found["dependencies"].values())
    assert found["data"]["language/model"]
    assert found["engine"]["model version"]
    assert found["healthy"] is True
    assert all(check["passed"] for check in found["checks"])


def test_a_missing_model_is_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("dateline.language.analysis.shipped_folder", lambda: tmp_path)
    result = run()
    assert result.exit_code == ExitStatus.FAILED
    assert "FAILED" in result.stdout
    assert "model.json" in " ".join(result.stdout.split())
    assert "reinstall" in result.stderr


def test_a_failed_check_of_the_engine_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    failing = (("a place name is found", False, "none"),)
    monkeypatch.setattr("dateline.engine.Engine.self_test", lambda _: failing)
    found = examine()
    assert not found.healthy
    assert [c.name for c in found.checks if not c.passed] == ["a place name is found"]


def test_the_digest_of_data_depends_on_its_content() -> None:
    from dateline.commands.examination import _digest

    assert _digest([b"a", b"b"]) == _digest([b"ab"])
    assert _digest([b"a"]) != _digest([b"b"])
