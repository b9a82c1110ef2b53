from __future__ import annotations

import re
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

import dateline

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    from hatchling.builders.wheel import WheelBuilder

    folder = tmp_path_factory.mktemp("wheel")
    (built,) = WheelBuilder(str(ROOT)).build(directory=str(folder), versions=["standard"])
    return zipfile.ZipFile(built)


def test_the_wheel_holds_every_file_of_the_package(wheel: zipfile.ZipFile) -> None:
    package = ROOT / "src/dateline"
    there = {f"dateline/{p.relative_to(package).as_posix()}" for p in package.rglob("*") if p.is_file() and "__pycache__" not in p.parts}
    held = {name for name in wheel.namelist() if not name.startswith("dateline-")}
    assert held == there
    assert "dateline/py.typed" in held
    assert any(name.endswith(".onnx") for name in held)


def test_the_wheel_holds_licence_entry_point_and_nothing_else(wheel: zipfile.ZipFile) -> None:
    about = {name.split("/", 1)[1]: name for name in wheel.namelist() if name.startswith("dateline-")}
    legal = {f"licenses/{path.name}" for path in (*ROOT.glob("LICENSE"), *ROOT.glob("NOTICE*"))}
    assert {"METADATA", "WHEEL", "RECORD", "entry_points.txt", *legal} == set(about)
    assert "licenses/LICENSE" in legal
    assert "dateline = dateline.cli:main" in wheel.read(about["entry_points.txt"]).decode()
    metadata = wheel.read(about["METADATA"]).decode()
    assert f"Version: {dateline.__version__}\n" in metadata
    assert "License-Expression: Apache-2.0\n" in metadata


def test_the_wheel_is_small(wheel: zipfile.ZipFile) -> None:
    assert sum(info.compress_size for info in wheel.infolist()) < 60e6


def test_versions_agree() -> None:
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert re.search(rf"^version: {re.escape(dateline.__version__)}$", citation, re.MULTILINE)
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(r"^## (Unreleased|" + re.escape(dateline.__version__) + r")\b", changes, re.MULTILINE)


def test_every_import_of_the_package_is_a_dependency() -> None:
    """What the package imports is in the standard library or declared; the extras are imported only inside functions."""
    declared = {re.split(r"[<>=!~ ;\[]", d)[0].replace("-", "_") for d in PROJECT["dependencies"]}
    extra = {"pandas", "pyarrow", "psycopg"}
    imported = set()
    for path in (ROOT / "src").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        imported |= set(re.findall(r"^\s*(?:from|import) (\w+)", text, re.MULTILINE))
        assert not re.search(rf"^(?:from|import) (?:{'|'.join(extra)})", text, re.MULTILINE), path
    # Type stubs' own module, never imported at run time.
    third = {m for m in imported if m not in sys.stdlib_module_names and m not in ("dateline", "_typeshed")}
    assert third - extra <= declared
    # Needed without being imported here: by zoneinfo, and by trafilatura.
    assert declared <= third | {"tzdata", "lxml_html_clean"}


def test_dependencies_name_their_lowest_version() -> None:
    assert all(re.fullmatch(r"[\w-]+>=[\d.]+", d) for d in PROJECT["dependencies"])


def test_no_torch_at_run_time() -> None:
    assert not any("torch" in d for d in PROJECT["dependencies"])


def test_continuous_integration_runs_make_test() -> None:
    script = ROOT / ".ci/run"
    assert script.stat().st_mode & 0o111
    assert "make test" in script.read_text(encoding="utf-8")
