from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest
import typer.main

import dateline
from dateline.cli import app
from dateline.engine import Engine
from dateline.presenting.frame import Table
from tests.documents import ALIKE, ROOT, blocks_of, commands_of, run_file, workplace

DOCS = sorted((ROOT / "docs").glob("*.md"))
PAGES = [ROOT / "README.md", *DOCS]


def name(path: Path) -> str:
    return path.name


@pytest.fixture
def shared_engine(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine of the test run wherever the product would load one; loading is tested elsewhere."""
    monkeypatch.setattr("dateline.engine.load", lambda *_, **__: engine)


@pytest.mark.usefixtures("shared_engine")
@pytest.mark.parametrize("page", PAGES, ids=name)
def test_blocks_run_and_show_what_comes_out(page: Path) -> None:
    with workplace():
        shown = run_file(page)
    stale = [f"line {s.first}, {s.command}: {s.likeness():.2f}" for s in shown if s.likeness() < ALIKE]
    assert stale == [], "run `make refresh-docs` and read the difference"


def test_the_readme_shows_a_report_taken_apart() -> None:
    commands = [command for block in blocks_of(ROOT / "README.md") if block.language == "console" for command, _, _ in commands_of(block)]
    assert any(command.startswith("dateline code examples/") for command in commands)


def test_make_targets_that_pages_name_exist() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for page in PAGES:
        named = set(re.findall(r"(?:`|\$ )make ([a-z-]+)", page.read_text(encoding="utf-8")))
        assert named <= targets, page


def test_every_command_and_option_is_documented_and_no_other() -> None:
    page = (ROOT / "docs/cli.md").read_text(encoding="utf-8")
    group = typer.main.get_command(app)
    sections = dict(re.findall(r"^## `dateline ([a-z]+)`\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL))
    assert set(sections) == set(group.commands)  # type: ignore[attr-defined]
    for command, section in sections.items():
        options: set[str] = set()
        found = group.commands[command]  # type: ignore[attr-defined]
        members = getattr(found, "commands", {})
        for member in members:
            assert f"`dateline {command} {member}" in section, f"{command} {member}"
        for parameter in [*found.params, *(p for member in members.values() for p in member.params)]:
            if parameter.param_type_name == "argument":
                assert f"`{parameter.metavar}`" in section, f"{command} {parameter.metavar}"
            else:
                options.update(parameter.opts, parameter.secondary_opts)
        documented = set(re.findall(r"`(-[-\w]+)", section))
        assert documented - {"-h", "--help", "-"} == options - {"-h", "--help"}, command
    assert "`--version`" in page


def test_every_exit_status_is_documented() -> None:
    from dateline.commands.streams import ExitStatus

    page = (ROOT / "docs/cli.md").read_text(encoding="utf-8")
    documented = {int(number) for number in re.findall(r"^\| (\d+) \|", page, re.MULTILINE)}
    assert documented == set(ExitStatus)


def test_public_names() -> None:
    """The public interface: a name that goes is a broken promise, one that comes is a promise. Both are decided here."""
    assert sorted(dateline.__all__) == [
        "DataError",
        "DatelineError",
        "Engine",
        "LedgerError",
        "ModelError",
        "ReadError",
        "Record",
        "Report",
        "Skipped",
        "load",
        "read",
        "read_all",
        "to_frame",
    ]
    assert all(getattr(dateline, public) is not None for public in dateline.__all__)


@pytest.mark.parametrize("public", sorted(dateline.__all__))
def test_every_public_name_is_documented(public: str) -> None:
    page = (ROOT / "docs/python.md").read_text(encoding="utf-8")
    assert f"dateline.{public}" in page


def test_tables_of_to_frame_are_documented() -> None:
    page = (ROOT / "docs/python.md").read_text(encoding="utf-8")
    for table in get_args(Table):
        assert f'`"{table}"`' in page
        missing = [column for column in dateline.to_frame([], table=table).columns if f"`{column}`" not in page]
        assert missing == [], table


def test_the_picture_of_the_rooms_is_true() -> None:
    picture = blocks_of(ROOT / "docs/architecture.md")[0].lines
    assert picture[0] == "src/dateline/"
    drawn = {match.group(1) for line in picture if (match := re.match(r"  (\w+)/ ", line))}
    assert drawn == {path.parent.name for path in (ROOT / "src/dateline").glob("*/__init__.py")}
    modules = {match.group(1) for line in picture if (match := re.match(r"  (\w+\.py) ", line))}
    assert modules == {path.name for path in (ROOT / "src/dateline").glob("*.py")} - {"__init__.py"}


def test_links_between_pages_lead_somewhere() -> None:
    for page in PAGES:
        for link in re.findall(r"\]\((?!https?://|#)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / link).exists(), f"{page.name}: {link}"


def test_every_page_is_in_the_navigation() -> None:
    configuration = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    assert {page.name for page in DOCS} == set(re.findall(r": ([\w-]+\.md)$", configuration, re.MULTILINE))
