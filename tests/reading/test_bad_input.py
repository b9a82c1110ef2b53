"""Bad input of every kind: an error that names the item and says what was expected, and the rest goes on."""

from __future__ import annotations

import gzip
import io
import json
import zlib
from pathlib import Path
from typing import ClassVar

import pytest

from dateline.errors import ReadError
from dateline.reading import Skipped, read, read_all
from dateline.reading.charset import decode
from dateline.reading.json_fields import read_field_names
from dateline.report import Report

LEAD = "Dockers in the northern port of Lindesk walked out on Monday, union leaders said, halting grain exports."
BOMB = """<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;&lol;&lol;&lol;">]>"""

CASES: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "is empty"),
    "blank": (b" \n\t\n ", "is empty"),
    "zeros": (b"\0" * 100, "is empty"),
    "binary": (bytes(range(256)) * 20, "binary data"),
    "control characters": (b"\x01\x02\x03\x04 text \x05\x06" * 50, "binary data"),
    "PDF": (b"%PDF-1.7\n%\xe2\xe3", "PDF document"),
    "ZIP": (b"PK\x03\x04\x14\x00", "ZIP archive or office document"),
    "PNG": (b"\x89PNG\r\n\x1a\n\0\0", "PNG image"),
    "bzip2": (b"BZh91AY&SY", "bunzip2"),
    "zstd": (b"\x28\xb5\x2f\xfd\x04", "unzstd"),
    "page without text": (b"<html><body><nav><a href='/'>Home</a></nav><img src='a.jpg'></body></html>", "no story text"),
    "page of scripts": (b"<html><body><script>var a = 'A sentence that nobody reads, ever.';</script></body></html>", "no story text"),
    "empty page": (b"<html></html>", "no story text"),
    "truncated gzip": (gzip.compress(LEAD.encode() * 50)[:-20], "end early"),
    "truncated gzip header": (gzip.compress(LEAD.encode())[:6], "end early"),
    "damaged gzip": (gzip.compress(LEAD.encode() * 50)[:20] + b"\xff" * 40, "damaged"),
    "gzip four times": (gzip.compress(gzip.compress(gzip.compress(LEAD.encode()))), "more than 2 times"),
    "entity bomb": (f"{BOMB}<lolz>&lol2;</lolz>".encode(), "declares entities"),
    "entity bomb in RSS": (f"{BOMB}<rss><channel><item><title>&lol2;</title></item></channel></rss>".encode(), "declares entities"),
    "entity bomb in UTF-16": (f"{BOMB}<rss><channel/></rss>".encode("utf-16"), "declares entities"),
    "external entity": (b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]><rss><item/></rss>', "declares entities"),
    "parameter entity": (b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x">%p;]><feed/>', "declares entities"),
    "entity behind a comment": (b'<!DOCTYPE r [<!-- ]> <rss> --><!ENTITY x "y">]><rss><item/></rss>', "declares entities"),
    "other XML": (b"<?xml version='1.0'?><svg:svg xmlns:svg='x'><svg:g/></svg:svg>", "root element <svg>"),
    "NewsML 1": (b"<?xml version='1.0'?><NewsML><NewsItem/></NewsML>", "NewsML 1"),
    "broken JSON": (b'{"text": "Dockers walked out on Monday', "no valid JSON"),
    "JSON without text": (b'{"title": "x"}', "no field with the report's text"),
    "JSON array of numbers": (b"[{}, 1, 2]", "holds no readable report"),
    "JSON nested without end": (b"[[" * 60_000, "expected"),
    "WARC with rubbish": (b"WARC/1.0\r\nrubbish", "without an HTML page"),
    "no words": (b"<<<<<<<< >>>>>>", "no text besides furniture"),
    "only furniture": (b"Share on Facebook\n", "no text besides furniture"),
}


@pytest.mark.parametrize("case", CASES)
def test_bad_input_is_refused_with_its_name_and_reason(case: str) -> None:
    data, said = CASES[case]
    with pytest.raises(ReadError) as raised:
        read(data, name="item 7")
    assert raised.value.item.startswith("item 7")
    assert said in raised.value.reason
    assert len(str(raised.value)) < 500


@pytest.mark.parametrize("format", ["rss", "atom", "newsml-g2", "nitf"])
def test_words_are_no_xml(format: str) -> None:
    with pytest.raises(ReadError, match="no readable XML"):
        read(LEAD.encode(), format=format)


@pytest.mark.parametrize("format", ["json", "jsonl", "ninjs"])
def test_words_are_no_json(format: str) -> None:
    with pytest.raises(ReadError, match="no valid JSON"):
        read(LEAD.encode(), format=format)


def test_words_are_no_web_archive() -> None:
    with pytest.raises(ReadError, match="damaged as a WARC archive"):
        read(LEAD.encode(), format="warc")


def test_the_rest_goes_on() -> None:
    found = list(read_all([source for data, _ in CASES.values() for source in (data, LEAD.encode())]))
    assert sum(isinstance(item, Report) for item in found) == len(CASES)
    assert [item.text for item in found if isinstance(item, Report)] == [LEAD] * len(CASES)


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("start", [b"<html><body><p>", b"Dockers walked out. ", b'{"text": "', b"<rss><channel>"])
def test_fifty_megabytes(start: bytes, packed: bool) -> None:
    data = start + b"".join(b"%d words of a page without end. " % number for number in range(1_700_000))
    assert len(data) > 50_000_000
    with pytest.raises(ReadError, match=r"larger than 20 MiB|longer than 20 MiB"):
        read(gzip.compress(data, 1) if packed else data)


def test_gzip_bomb_is_stopped_by_its_ratio() -> None:
    with pytest.raises(ReadError, match="expand more than 200 times"):
        read(gzip.compress(b"a" * (100 << 20), 9))


def test_gzip_bomb_behind_good_lines_is_stopped_there() -> None:
    good = json.dumps({"text": LEAD}).encode() + b"\n"
    found = list(read_all(gzip.compress(good) + gzip.compress(b" \n" * (50 << 20), 9), name="day.jsonl.gz"))
    assert [type(item) for item in found] == [Report, Skipped]
    assert "expand" in str(found[1])


def test_line_without_end_is_skipped_and_the_next_is_read() -> None:
    good = json.dumps({"text": LEAD}).encode() + b"\n"
    found = list(read_all(good + b'{"text": "' + b"a" * (21 << 20) + b'"}\n' + good, name="day"))
    assert [type(item) for item in found] == [Report, Skipped, Report]
    assert str(found[1]).startswith("day line 2: is longer than 20 MiB")


def test_lines_before_the_end_of_truncated_gzip_are_read() -> None:
    lines = b"".join(json.dumps({"text": f"{LEAD} Day {number}."}).encode() + b"\n" for number in range(5000))
    found = list(read_all(gzip.compress(lines)[:-2000], name="day.jsonl.gz"))
    assert sum(isinstance(item, Report) for item in found) > 100
    assert isinstance(found[-1], Skipped)
    assert "end early" in found[-1].reason


def test_page_of_too_many_elements() -> None:
    with pytest.raises(ReadError, match="HTML elements"):
        read(b"<html><body>" + b"<i>x</i>" * 40_000 + b"</body></html>")


def test_text_longer_than_any_report() -> None:
    with pytest.raises(ReadError, match="more than any report"):
        read(f"{LEAD} ".encode() * 20_000)


def test_page_of_one_endless_paragraph() -> None:
    with pytest.raises(ReadError, match="runs on too long"):
        read(b"<html><body><p>" + f"{LEAD} ".encode() * 120_000)


def test_disk_that_fails_midway(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Failing(io.RawIOBase):
        pieces: ClassVar = [json.dumps({"text": LEAD}).encode() + b"\n" + json.dumps({"text": LEAD}).encode() + b"\n"]

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: object, /) -> int:
            if not self.pieces:
                raise OSError(5, "Input/output error")
            piece = self.pieces.pop()
            memoryview(buffer)[: len(piece)] = piece  # type: ignore[arg-type]
            return len(piece)

    monkeypatch.setattr("dateline.reading.access.HEAD_BYTES", 10)
    monkeypatch.setattr("dateline.reading.compression.HEAD_BYTES", 10)
    monkeypatch.setattr("sys.stdin", type("Stdin", (), {"buffer": Failing()})())
    found = list(read_all("-"))
    assert isinstance(found[-1], Skipped)
    assert "Input/output error" in found[-1].reason


@pytest.mark.parametrize(
    ("data", "text", "noted"),
    [
        ("Café “open”".encode(), "Café “open”", ""),
        ("He said “never” and left the café, which was closed at noon on that day for everyone.".encode("cp1252"), "“never”", "cp1252"),
        ("Докеры бастуют в порту уже третий день подряд, сообщили профсоюзы в понедельник утром.".encode("cp1251"), "Докеры", "read as"),
        (
            b"Dockers \xff\xfe walked " + "“out” — ‘now’, “so”, “say”".encode(),
            "Dockers \ufffd\ufffd walked",
            "2 characters could not be decoded",
        ),
    ],
)
def test_undeclared_and_broken_encodings(data: bytes, text: str, noted: str) -> None:
    found, note = decode(data)
    assert text in found
    assert noted in note if noted else note == ""


@pytest.mark.parametrize("declared", ["no-such-charset", "hex", "rot13", "zlib", "unicode_escape", "idna", "utf-7", "\0", "undefined"])
def test_declared_charsets_that_are_none(declared: str) -> None:
    assert decode(LEAD.encode(), declared)[0] == LEAD
    assert isinstance(decode(b"caf\xe9 " + zlib.compress(b"x"), declared)[0], str)


def test_broken_encoding_is_noted_in_the_report() -> None:
    report = read(b"Dockers \xff walked out on Monday, \xe2\x80\x9cfor good\xe2\x80\x9d \xe2\x80\x94 and \xc3\xa9lan.")
    assert "\ufffd" in report.text
    assert any("U+FFFD" in note for note in report.notes)


@pytest.mark.parametrize("text", ["text = ", 'text = "x"', "text = []", 'text = ["Full Text"]'])
def test_wrong_field_name_files(text: str) -> None:
    from dateline.errors import DataError

    with pytest.raises(DataError, match=r"json_fields.toml"):
        read_field_names("json_fields.toml", text)
