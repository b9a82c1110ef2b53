"""Where reports come from: paths, folders, gzip, standard input, URLs, added readers; and what the doors promise."""

from __future__ import annotations

import contextlib
import gzip
import io
import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.metadata import EntryPoint
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from dateline.errors import ReadError
from dateline.reading import Draft, Skipped, Source, read, read_all, registry, report_from_text, web
from dateline.report import Report, ZoneOrigin

LEAD = "Dockers in the northern port of Lindesk walked out on Monday, union leaders said, halting grain exports."
SECOND = "The transport ministry said it would send mediators to the city before the end of the week."
PAGE = f"<html><head><title>Dockers walk out</title></head><body><article><p>{LEAD}</p></article></body></html>".encode()


def item_names(found: list[Report | Skipped]) -> list[str]:
    return [item.source if isinstance(item, Report) else item.item for item in found]


# --- paths and folders -----------------------------------------------------------------------------------------------


def test_path_as_string_and_as_path(tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    file.write_text(LEAD)
    for source in (str(file), file):
        report = read(source)
        assert (report.text, report.source) == (LEAD, str(file))


def test_content_tells_the_format_whatever_the_name_says(tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    file.write_bytes(PAGE)
    assert read(file).format == "html"
    file = tmp_path / "report.json"
    file.write_text(LEAD)
    assert read(file).format == "text"


def test_format_hint_stands_above_the_content(tmp_path: Path) -> None:
    assert read(f"<b>{LEAD}</b>".encode(), format="text").text == f"<b>{LEAD}</b>"


def test_name_hint_names_the_report_and_the_errors() -> None:
    assert read(LEAD.encode(), name="wire 7").source == "wire 7"
    with pytest.raises(ReadError, match=r"^wire 8: is empty"):
        read(b"", name="wire 8")


def test_folder_is_walked_in_sorted_order_and_lazily(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "sub/c.txt", "sub/deeper/d.txt", ".hidden", ".git/e.txt", "z.txt"):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(LEAD)
    (tmp_path / "m.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    found = list(read_all(tmp_path))
    assert [Path(name).relative_to(tmp_path).as_posix() for name in item_names(found)] == [
        "a.txt",
        "b.txt",
        "loop",
        "m.png",
        "z.txt",
        "sub/c.txt",
        "sub/deeper/d.txt",
    ]
    assert [Path(item.item).name for item in found if isinstance(item, Skipped)] == ["loop", "m.png"]
    lazily = read_all(tmp_path)
    next(lazily)
    (tmp_path / "b.txt").unlink()
    assert isinstance(next(lazily), Skipped)


def test_order_is_kept_and_one_bad_item_stops_nothing(tmp_path: Path) -> None:
    good = tmp_path / "good.txt"
    good.write_text(LEAD)
    sources: list[str | bytes | Path] = [good, tmp_path / "missing.txt", b"", b"\x00\x01\x02", str(good), "ftp://harbour.example/a", PAGE]
    found = list(read_all(sources))
    assert [type(item) for item in found] == [Report, Skipped, Skipped, Skipped, Report, Skipped, Report]


def test_sources_are_asked_for_one_by_one() -> None:
    asked: list[int] = []

    def sources() -> Iterator[bytes]:
        for number in range(3):
            asked.append(number)
            yield LEAD.encode()

    reports = read_all(sources())
    next(reports)
    assert asked == [0]


def test_things_that_are_no_source_are_skipped() -> None:
    (only,) = read_all([42])  # type: ignore[list-item]
    assert isinstance(only, Skipped)
    assert only.item == "42"
    assert "not int" in only.reason


@pytest.mark.parametrize("source", ["no such file.txt", "", "a\0b", "x" * 5000, LEAD])
def test_missing_and_impossible_paths(source: str) -> None:
    with pytest.raises(ReadError):
        read(source)


def test_read_refuses_more_than_one_report_and_says_what_to_do() -> None:
    lines = "\n".join(json.dumps({"text": text}) for text in (LEAD, SECOND)).encode()
    with pytest.raises(ReadError, match="read_all"):
        read(lines)
    with pytest.raises(ReadError, match="read_all"):
        read(lines.split(b"\n")[0] + b"\nbroken\n")


def test_read_of_an_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="holds no report"):
        read(tmp_path)


# --- gzip and standard input -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("data", [LEAD.encode(), PAGE, json.dumps({"text": LEAD}).encode()])
@pytest.mark.parametrize("layers", [1, 2])
def test_gzip_of_any_format(data: bytes, layers: int) -> None:
    for _ in range(layers):
        data = gzip.compress(data)
    assert read(data).text == LEAD


def test_gzip_of_many_members_with_padding_and_foreign_bytes_behind() -> None:
    halves = gzip.compress(LEAD.encode()[:40]) + b"\0" * 70_000 + gzip.compress(LEAD.encode()[40:])
    assert read(halves + b"\0" * 100).text == LEAD
    assert read(halves + b"left over").text == LEAD


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(gzip.compress(PAGE))))
    report = read("-")
    assert (report.text, report.source) == (LEAD, "-")


# --- URLs ------------------------------------------------------------------------------------------------------------


class Site(BaseHTTPRequestHandler):
    """A small site: pages, redirects, a flood and a trickle."""

    def do_GET(self) -> None:
        if self.path.startswith("/hop"):
            left = int(self.path.removeprefix("/hop"))
            self.answer(302, b"", Location=f"/hop{left - 1}" if left else "/page")
        elif self.path == "/file":
            self.answer(302, b"", Location="file:///etc/hostname")
        elif self.path == "/page":
            self.answer(200, PAGE, **{"Content-Type": "text/html; charset=utf-8"})
        elif self.path == "/latin":
            body = PAGE.replace(b"Dockers in", "D\u00f6ckers in".encode("cp1252"))
            self.answer(200, body, **{"Content-Type": "text/html; charset=iso-8859-1"})
        elif self.path == "/packed":
            self.answer(200, gzip.compress(PAGE), **{"Content-Type": "text/html", "Content-Encoding": "gzip"})
        elif self.path == "/flood":
            self.answer(200, b"a " * (11 << 20))
        elif self.path == "/trickle":
            self.send_response(200)
            self.end_headers()
            with contextlib.suppress(OSError):  # the reader hangs up
                for _ in range(50):
                    self.wfile.write(b"a")
                    time.sleep(0.02)
        else:
            self.answer(404, b"no such page")

    def answer(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with contextlib.suppress(OSError):  # the reader hangs up on a flood
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Silence."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.1")


@pytest.mark.parametrize("path", ["/page", "/packed", "/hop3"])
def test_url(site: str, path: str) -> None:
    report = read(site + path)
    assert report.text == LEAD
    assert report.source == site + path
    assert report.url == (site + "/page" if path == "/hop3" else site + path)


def test_charset_of_the_answer_is_heeded(site: str) -> None:
    assert read(site + "/latin").text.startswith("Döckers in")


@pytest.mark.parametrize(
    ("path", "said"),
    [("/missing", "404"), ("/hop9", "redirect"), ("/file", "not allowed"), ("/flood", "more than 20 MiB")],
)
def test_url_that_cannot_be_read(site: str, path: str, said: str) -> None:
    with pytest.raises(ReadError, match=said) as raised:
        read(site + path)
    assert raised.value.item == site + path


def test_trickling_server_is_left(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "FETCH_DEADLINE", 0.1)
    with pytest.raises(ReadError, match="took longer"):
        read(site + "/trickle")


@pytest.mark.parametrize(
    "url", ["ftp://harbour.example/a", "file:///etc/hostname", "http://", "http://[bad", "https://harbour.example:port/", "data://x"]
)
def test_urls_that_are_not_fetched(url: str) -> None:
    with pytest.raises(ReadError):
        read(url)


def test_server_that_is_not_there() -> None:
    with pytest.raises(ReadError, match="could not be fetched"):
        read("http://127.0.0.1:9/")


# --- hints and texts in hand -----------------------------------------------------------------------------------------


def test_hints_stand_above_the_source() -> None:
    data = json.dumps(
        {"text": LEAD, "title": "Dockers walk out", "date": "2009-01-01", "publisher": "Elsewhere", "url": "https://e.example/x"}
    )
    report = read(
        data.encode(),
        published="2010-04-08T14:55:00+08:00",
        publisher="Coastal Press",
        country="KGZ",
        headline="Port of Lindesk shut",
        url="https://coastal.example/1",
    )
    assert (report.publisher, report.country, report.headline) == ("Coastal Press", "KGZ", "Port of Lindesk shut")
    assert report.url == "https://coastal.example/1"
    assert report.published is not None
    assert report.published.value.startswith("2010-04-08")


@pytest.mark.parametrize("hint", [datetime(2010, 4, 8, 14, 55, tzinfo=UTC), date(2010, 4, 8), "2010-04-08"])
def test_published_hint_of_every_kind(hint: datetime | date | str) -> None:
    report = read(LEAD.encode(), published=hint)
    assert report.published is not None
    assert report.published.day == date(2010, 4, 8)


def test_hints_that_cannot_be_used_are_named() -> None:
    with pytest.raises(ReadError, match="published hint"):
        read(LEAD.encode(), published="the day before")
    with pytest.raises(ReadError, match="alpha-3"):
        read(LEAD.encode(), country="Kyrgyzstan")
    (only,) = read_all(LEAD.encode(), published="the day before")
    assert isinstance(only, Skipped)


def test_text_in_hand_is_kept_exactly() -> None:
    text = f"  Homepage > News\n\nDockers walk out\n{LEAD}  \n\n\t{SECOND}\u00a0\n"
    report = report_from_text(
        text, published="2010-04-08", headline="Dockers walk out", publisher="Coastal Press", country="KGZ", source="wire 7"
    )
    assert report.text == text
    assert (report.furniture, report.byline) == ((), "")
    assert (report.headline, report.publisher, report.country, report.source) == ("Dockers walk out", "Coastal Press", "KGZ", "wire 7")
    assert Report.from_text(text, "2010-04-08", headline="Dockers") == report_from_text(text, "2010-04-08", headline="Dockers")


def test_dateline_of_a_text_in_hand() -> None:
    report = report_from_text(f"LINDESK, April 8 (Reuters) - {LEAD}", published="2010-04-08")
    assert report.dateline is not None
    assert report.text[report.dateline.end :] == LEAD
    assert report.dateline.agency == "Reuters"


@pytest.mark.parametrize("text", ["", "  \n", "half a character \ud83d here"])
def test_texts_in_hand_that_are_none(text: str) -> None:
    with pytest.raises(ReadError):
        report_from_text(text)


def test_naive_time_of_a_text_in_hand_has_no_instant() -> None:
    report = report_from_text(LEAD, published=datetime(2010, 4, 8, 14, 55))
    assert report.published is not None
    assert report.published.zone_origin is ZoneOrigin.NONE
    assert report.published.instant is None


# --- added readers ---------------------------------------------------------------------------------------------------


@pytest.fixture
def added(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A module with a reader, registered as a package's entry point would be."""
    module = ModuleType("telex_reader")

    def read_telex(source: Source) -> Iterator[Draft | Skipped]:
        for number, message in enumerate(source.whole().decode("ascii").split("NNNN"), 1):
            if message.strip():
                yield Draft(f"{source.name}#{number}", "telex", message.replace("ZCZC", ""))

    def recognises(head: bytes) -> bool:
        return head.startswith(b"ZCZC")

    read_telex.recognises = recognises  # type: ignore[attr-defined]
    module.__dict__["read_telex"] = read_telex
    monkeypatch.setitem(sys.modules, "telex_reader", module)
    points = {
        "telex": EntryPoint("telex", "telex_reader:read_telex", registry.ENTRY_POINT_GROUP),
        "gone": EntryPoint("gone", "telex_reader:no_such_reader", registry.ENTRY_POINT_GROUP),
    }
    monkeypatch.setattr(registry, "_added", lambda: {"telex": points["telex"]})
    module.__dict__["points"] = points
    return module


def test_added_reader_is_found_by_name_and_by_its_bytes(added: ModuleType) -> None:
    data = f"ZCZC {LEAD} NNNN ZCZC {SECOND} NNNN".encode()
    for found in (list(read_all(data, format="telex")), list(read_all(data))):
        assert [item.text for item in found if isinstance(item, Report)] == [LEAD, SECOND]
        assert {item.format for item in found if isinstance(item, Report)} == {"telex"}
    assert "telex" in registry.format_names()
    assert read(LEAD.encode()).format == "text"


def test_added_reader_that_cannot_be_imported(added: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_added", lambda: {"gone": added.__dict__["points"]["gone"]})
    with pytest.raises(ReadError, match="cannot be imported"):
        read(LEAD.encode(), format="gone")


def test_unknown_reader_name_lists_the_known_ones() -> None:
    with pytest.raises(ReadError, match=r"no reader has the name 'docx'; expected one of atom, html, json"):
        read(LEAD.encode(), format="docx")


@pytest.mark.parametrize("name", sorted(registry._BUILT_IN))
def test_built_in_readers_can_be_imported(name: str) -> None:
    assert callable(registry.reader_named("x", name))


def test_importing_the_room_is_cheap() -> None:
    heavy = {"trafilatura", "httpx", "fastwarc", "lxml", "urllib.request", "charset_normalizer", "requests"}
    code = f"import sys, dateline.reading; print(sorted({heavy!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONPATH": ":".join(sys.path)})
    assert done.stdout.strip() == "[]"
