from __future__ import annotations

import contextlib
import io
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import pytest
from typer.testing import CliRunner, Result

from dateline import __version__
from dateline.cli import app
from dateline.commands.progress import Tally, somebody_watches
from dateline.commands.streams import ExitStatus
from dateline.engine import Engine
from dateline.reading import Skipped
from dateline.report import Report

EXAMPLES = Path(__file__).parents[1] / "examples"
TEXT = EXAMPLES / "mombasa-port.txt"
PAGE = EXAMPLES / "mombasa-arrests.html"
COMMAND = [sys.executable, "-c", "from dateline.cli import main; main()"]


@pytest.fixture(autouse=True)
def _shared_engine(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.engine.load", lambda *_, **__: engine)
    monkeypatch.delenv("COLUMNS", raising=False)


def run(*arguments: str | Path, given: bytes | None = None) -> Result:
    result = CliRunner().invoke(app, ["code", *map(str, arguments)], input=given, prog_name="dateline")
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def records(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout_bytes.decode("utf-8").splitlines()]


def test_a_report_is_taken_apart() -> None:
    result = run(TEXT)
    assert result.exit_code == ExitStatus.FINE
    assert result.stderr == ""
    lines = [" ".join(line.split()) for line in result.stdout.splitlines()]
    assert "Headline Dockers in Mombasa lift port blockade after talks with minister" in lines
    assert "Published 2026-03-12 18:40 EAT +03:00 = 2026-03-12 15:40 UTC" in lines
    assert any(line.startswith("Dateline ") and "Coast Wire" in line for line in lines)
    assert any("Home > Africa > Business" in line for line in lines)
    assert any(line.startswith("Who says what (") for line in lines)
    assert any(line.startswith("Person ") and "Grace Achieng" in line for line in lines)
    assert max(map(len, result.stdout.splitlines())) <= 100
    assert "\x1b" not in result.stdout


def test_json_is_one_object_a_line_with_true_offsets() -> None:
    result = run("--json", TEXT, PAGE)
    assert result.exit_code == ExitStatus.FINE
    assert result.stderr == "dateline: 2 reports coded\n"
    found = records(result)
    assert [r["report"]["source"] for r in found] == [str(TEXT), str(PAGE)]
    for record in found:
        text = record["report"]["text"]
        assert all(text[t["start"] : t["end"]] == t["text"] for s in record["sentences"] for t in s["tokens"])
        assert all(text[e["start"] : e["end"]] == e["text"] for e in record["entities"])
        assert record["attributions"]
    assert found[1]["report"]["published"]["instant"] == "2026-03-13T07:15:00+03:00"
    assert found[1]["report"]["publisher"] == "The Lakeside Courier"
    assert "Subscribe" not in found[1]["report"]["text"]


def test_json_is_the_dictionary_of_the_record(engine: Engine) -> None:
    import dateline

    (found,) = records(run("--format", "json", PAGE))
    assert found == json.loads(json.dumps(engine.code(dateline.read(PAGE)).to_dict()))


def test_json_without_words() -> None:
    (found,) = records(run("--json", "--no-tokens", TEXT))
    assert "tokens" not in found["sentences"][0]


def test_conllu() -> None:
    result = run("--format", "conllu", TEXT)
    assert result.stdout.startswith("# newdoc id = ")
    assert "\tSpaceAfter=No|TokenRange=" in result.stdout
    assert result.stdout.endswith("\n\n")


def test_a_folder_is_read_whole() -> None:
    result = run("--json", "--no-tokens", EXAMPLES)
    assert len(records(result)) == len([p for p in EXAMPLES.rglob("*") if p.is_file()])


def test_the_standard_input_is_read() -> None:
    (found,) = records(run("--json", "-", given=PAGE.read_bytes()))
    assert found["report"]["source"] == "-"
    assert found["report"]["headline"] == "Twenty-two held after night of clashes at Mombasa port"


def test_hints_stand_above_the_source() -> None:
    hints = ("--published", "2 January 2020 10:00 +05:30", "--url", "https://x.example/1", "--publisher", "The Paper", "--country", "IND")
    (found,) = records(run("--json", *hints, TEXT))
    assert found["report"]["published"]["instant"] == "2020-01-02T10:00:00+05:30"
    assert found["report"]["published"]["evidence"]["kind"] == "hint"
    assert (found["report"]["url"], found["report"]["publisher"], found["report"]["country"]) == ("https://x.example/1", "The Paper", "IND")


def test_the_format_may_be_given() -> None:
    (found,) = records(run("--json", "--as", "text", "-", given=b"<p>Nine people were rescued, the coast guard said.</p>"))
    assert found["report"]["format"] == "text"


def test_skipped_items_are_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    result = run("--json", empty, TEXT, tmp_path / "missing.html")
    assert result.exit_code == ExitStatus.INCOMPLETE
    assert [r["report"]["source"] for r in records(result)] == [str(TEXT)]
    told = result.stderr.splitlines()
    assert told[0].startswith(f"dateline: skipped {empty}: ")
    assert told[1].startswith(f"dateline: skipped {tmp_path / 'missing.html'}: no such file")
    assert told[2] == "dateline: 1 report coded, 2 skipped"


def test_nothing_readable_exits_with_3_and_loads_no_engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        pytest.fail("the engine was loaded for nothing")

    monkeypatch.setattr("dateline.engine.load", refuse)
    result = run("--json", tmp_path / "missing.txt")
    assert result.exit_code == ExitStatus.UNREADABLE
    assert result.stdout == ""
    assert "no such file" in result.stderr
    assert result.stderr.endswith("dateline: nothing could be read\n")


def test_an_empty_folder_is_nothing_to_read(tmp_path: Path) -> None:
    result = run(tmp_path)
    assert result.exit_code == ExitStatus.UNREADABLE
    assert result.stderr == "dateline: nothing to read: no file is there\n"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "PATHS|URL|-"),
        (("--format", "xml", TEXT), "table"),
        (("--threads", "0", TEXT), "--threads"),
        (("--country", "Kenya", TEXT), "alpha-3"),
        (("--as", "docx", TEXT), "newsml-g2"),
        (("--url", "https://x.example/", TEXT, PAGE), "one report"),
        (("-", "-"), "once"),
        (("--json", "--format", "conllu", TEXT), "contradicts"),
        (("--json", "--format", "table", TEXT), "contradicts --format table"),
        (("--output", "/no/such/folder/out.jsonl", TEXT), "cannot be written"),
        (("--view", "page", TEXT), "text"),
        (("--view", "text", "--json", TEXT), "contradicts --json"),
        (("--view", "table", "--format", "conllu", TEXT), "contradicts --format conllu"),
        (("--html", "/no/such/folder/page.html", TEXT), "Invalid value for --html: /no/such/folder/page.html cannot be written"),
        (("--html", "-", "--json", TEXT), "standard output"),
        (("--html", "-", "--output", "-", TEXT), "standard output"),
        (("--html", "same.html", "--output", "./same.html", TEXT), "--output writes to"),
    ],
)
def test_wrong_arguments_exit_with_2(arguments: tuple[str | Path, ...], told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "400")
    result = run(*arguments)
    assert result.exit_code == ExitStatus.USAGE
    assert told in " ".join(result.stderr.split())
    assert result.stdout == ""


def test_output_goes_to_a_file(tmp_path: Path) -> None:
    target = tmp_path / "records.jsonl"
    result = run("--json", "--output", target, TEXT)
    assert result.exit_code == ExitStatus.FINE
    assert result.stdout == ""
    (line,) = target.read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["report"]["source"] == str(TEXT)


def test_what_is_read_is_not_written_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "400")  # so that no message is broken into lines
    report = tmp_path / "report.txt"
    report.write_bytes(TEXT.read_bytes())
    for arguments in ((report, "--output", report), (tmp_path, "--output", tmp_path / "new.jsonl")):
        result = run("--json", *arguments)
        assert result.exit_code == ExitStatus.USAGE
        assert "is read, too" in " ".join(result.stderr.split())
    assert report.read_bytes() == TEXT.read_bytes()
    assert [p.name for p in tmp_path.iterdir()] == ["report.txt"]


def test_the_view_of_the_text_marks_the_report_itself() -> None:
    result = run("--view", "text", TEXT)
    assert result.exit_code == ExitStatus.FINE
    shown = " ".join(result.stdout.split())
    assert re.search(r"\[(?:[^]:]+, )?cue A0(?:, [^]:]+)?: ", shown)
    assert re.search(r"\{A0: ", shown)
    assert "Who says what (" in shown
    assert max(map(len, result.stdout.splitlines())) <= 100
    assert "\x1b" not in result.stdout
    assert run("--view", "table", TEXT).stdout == run(TEXT).stdout


def test_one_page_holds_all_reports(tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    result = run("--html", target, TEXT, PAGE)
    assert result.exit_code == ExitStatus.FINE
    assert result.stdout == ""
    assert result.stderr == "dateline: 2 reports coded\n"
    page = target.read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert page.count("<article ") == 2
    assert "Twenty-two held after night of clashes at Mombasa port</h1>" in page


def test_a_page_may_come_with_records_or_on_the_standard_output(tmp_path: Path) -> None:
    target, lines_of_records = tmp_path / "page.html", tmp_path / "records.jsonl"
    assert len(records(run("--html", target, "--json", "--no-tokens", PAGE))) == 1
    alone = run("--html", "-", PAGE)
    assert alone.stdout_bytes.decode("utf-8") == target.read_text(encoding="utf-8")
    both = run("--html", "-", "--json", "--output", lines_of_records, PAGE)
    assert both.stdout_bytes == alone.stdout_bytes
    assert json.loads(lines_of_records.read_text(encoding="utf-8"))["report"]["source"] == str(PAGE)


def test_the_page_of_nothing_readable_says_so(tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    result = run("--html", target, tmp_path / "missing.txt")
    assert result.exit_code == ExitStatus.UNREADABLE
    assert "No report was read." in target.read_text(encoding="utf-8")


def test_a_page_is_not_written_over_what_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "400")
    report = tmp_path / "report.html"
    report.write_bytes(PAGE.read_bytes())
    result = run("--html", report, report)
    assert result.exit_code == ExitStatus.USAGE
    assert "Invalid value for --html" in result.stderr
    assert "is read, too" in result.stderr
    assert report.read_bytes() == PAGE.read_bytes()


def test_long_work_shows_progress_to_whoever_watches(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    watched = Terminal()
    monkeypatch.setattr("sys.stderr", watched)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr("dateline.commands.progress.PATIENCE", 0.0)
    monkeypatch.setattr("dateline.commands.progress.INTERVAL", 0.0)
    assert somebody_watches(False)
    assert not somebody_watches(True)
    with Tally(shown=True) as tally:
        assert list(tally.reports([Skipped("a.txt", "is empty"), Report("1", "x")])) == [Report("1", "x")]
        tally.add()
        list(tally.reports([Skipped("b.txt", "is empty")]))
    assert tally.summary() == "1 report coded, 2 skipped"
    assert "dateline: skipped a.txt: is empty" in watched.getvalue()
    assert "dateline: skipped b.txt: is empty" in watched.getvalue()
    assert "1 report coded, 1 skipped, " in watched.getvalue()


def test_short_work_shows_none(capsys: pytest.CaptureFixture[str]) -> None:
    with Tally(shown=True) as tally:
        tally.add()
    assert capsys.readouterr().err == ""


def test_a_damaged_model_exits_with_4(monkeypatch: pytest.MonkeyPatch) -> None:
    from dateline.errors import ModelError

    def broken(*_: object, **__: object) -> None:
        raise ModelError("model/encoder.onnx: cannot be loaded; reinstall dateline")

    monkeypatch.setattr("dateline.engine.load", broken)
    result = run(TEXT)
    assert result.exit_code == ExitStatus.FAILED
    assert result.stderr == "dateline: model/encoder.onnx: cannot be loaded; reinstall dateline\n"


def test_version() -> None:
    result = CliRunner().invoke(app, ["--version"])
    assert result.exit_code == ExitStatus.FINE
    assert result.stdout == f"dateline {__version__}\n"


# --- processes of their own: what only shows from outside ----------------------------------------------------------------


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONWARNINGS": "error", **more}


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["--version"], ["code", "--help"], ["eval", "--help"], ["add", "--help"], ["code", "missing.txt", "--as", "x"]],
)
def test_what_needs_no_engine_loads_none(arguments: list[str]) -> None:
    code = (
        "import sys, contextlib, io\nfrom dateline.cli import app\n"
        f"with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):\n"
        f"    try: app({arguments!r}, prog_name='dateline')\n    except SystemExit: pass\n"
        "heavy = {'numpy', 'onnxruntime', 'tokenizers', 'trafilatura', 'lxml', 'fastwarc', 'pandas', 'sqlalchemy'} & set(sys.modules)\n"
        "sys.exit(', '.join(sorted(heavy)) or 0)"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, env=environment())
    assert (found.returncode, found.stderr) == (0, "")


def test_one_text_loads_neither_pandas_nor_the_web_page_reader() -> None:
    code = (
        "import sys\nfrom dateline.cli import app\n"
        f"try: app(['code', '--json', '--threads', '1', {str(TEXT)!r}])\nexcept SystemExit: pass\n"
        "heavy = {'trafilatura', 'fastwarc', 'pandas', 'rich.console', 'sqlalchemy'} & set(sys.modules)\n"
        "sys.exit(', '.join(sorted(heavy)) or 0)"
    )
    found = subprocess.run([sys.executable, "-c", code], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False)
    assert (found.returncode, found.stderr) == (0, "")


def lines(number: int) -> bytes:
    """JSON lines of short reports with 4 kB of something else each: the readers look at 64 kB before they tell the format."""
    reports = ({"text": f"The mayor said on Monday that {n} people had left.", "layout": "-" * 4000} for n in range(number))
    return b"".join(json.dumps(report).encode() + b"\n" for report in reports)


@contextlib.contextmanager
def running(*arguments: str, given: bytes, ends: bool) -> Iterator[tuple[subprocess.Popen[bytes], IO[bytes], IO[bytes]]]:
    """A process with its two output streams; a thread feeds its standard input, which then ends or stays open."""
    pipe = subprocess.PIPE
    with subprocess.Popen([*COMMAND, *arguments, "--threads", "1"], stdin=pipe, stdout=pipe, stderr=pipe) as process:
        standard_input = process.stdin
        assert standard_input is not None
        assert process.stdout is not None
        assert process.stderr is not None

        def feed() -> None:
            with contextlib.suppress(BrokenPipeError):
                standard_input.write(given)
                standard_input.flush()
                if ends:
                    standard_input.close()

        feeder = threading.Thread(target=feed)
        feeder.start()
        yield process, process.stdout, process.stderr
        process.wait(60)
        feeder.join()
        with contextlib.suppress(BrokenPipeError):
            standard_input.close()


@pytest.mark.parametrize("form", ["json", "table", "conllu"])
def test_a_reader_that_goes_away_ends_the_run_quietly(form: str) -> None:
    with running("code", "--format", form, "-", given=lines(60), ends=True) as (process, found, told):
        assert found.readline()
        found.close()
        assert told.read() == b""
    assert process.returncode == ExitStatus.UNHEARD


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_ctrl_c_ends_the_run_with_a_line(tmp_path: Path) -> None:
    target = tmp_path / "records.jsonl"
    with running("code", "--json", "--output", str(target), "-", given=lines(60), ends=False) as (process, _, told):
        deadline = time.monotonic() + 60
        while not (target.exists() and target.stat().st_size) and time.monotonic() < deadline:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        assert told.read() == b"dateline: interrupted\n"
    assert process.returncode == ExitStatus.INTERRUPTED
    assert target.read_text(encoding="utf-8").endswith("\n")


def test_json_is_utf_8_whatever_the_locale() -> None:
    given = "“Ça suffit,” said Ms. Ilić in Zürich."
    found = subprocess.run(
        [*COMMAND, "code", "--json", "--threads", "1", "-"],
        input=given.encode(),
        capture_output=True,
        check=True,
        env=environment(LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="latin-1"),
    )
    assert json.loads(found.stdout.decode("utf-8"))["report"]["text"] == given


def test_a_table_is_printed_where_the_terminal_has_few_characters() -> None:
    found = subprocess.run(
        [*COMMAND, "code", "--threads", "1", "-"],
        input="“Ça suffit,” said Ms. Ilić.".encode(),
        capture_output=True,
        check=True,
        env=environment(LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="ascii"),
    )
    assert b"?a suffit" in found.stdout
