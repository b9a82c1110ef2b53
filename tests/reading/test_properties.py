"""Properties that hold for any bytes and any page (hypothesis)."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.errors import ReadError
from dateline.reading import Skipped, read_all, report_from_text
from dateline.reading.charset import decode
from dateline.reading.layout import clean, paragraph_lines, tidy
from dateline.reading.registry import format_names
from dateline.reading.story import take_apart
from dateline.report import Report

_FAST = settings(deadline=None, max_examples=120, suppress_health_check=[HealthCheck.too_slow])

LINES = [
    "Homepage > News > World >",
    "Dockers walk out in northern port",
    "By Maren Holt",
    "2010-04-08 14:55 BJT",
    "8 April 2010",
    "LINDESK, April 8 (Coastal) -- Dockers walked out on Monday, union leaders said.",
    "Dockers in the northern port of Lindesk walked out on Monday, union leaders said, halting grain exports.",
    "Who runs the port?",
    "Read more: Grain prices climb",
    "Most read",
    "ADVERTISEMENT",
    "FILE PHOTO: Dockers at the gate. COASTAL/Ivo Perch",
    "(Reporting by Maren Holt; Editing by Ivo Perch)",
    "He left. (Reporting by Maren Holt)",
    "© 2010 Coastal Press. All rights reserved.",
    "- no troops will be used",
    "Talks",
    "It is over, she said.",
    "|",
]
FIELDS = ["text", "body", "title", "date", "url", "source", "author", "bodies", "uri", "headlines", "html", "articles", "x"]
SNIPPETS: Sequence[bytes] = [
    b"<html>",
    b"<p>",
    b"</p>",
    b"<table><tr><td>",
    b"<article>",
    b"<!DOCTYPE html>",
    b"<!DOCTYPE x [",
    b"<!ENTITY a 'b'>",
    b"]>",
    b"<?xml version='1.0'?>",
    b"<rss><channel><item>",
    b"<title>",
    b"</title>",
    b"<feed xmlns='http://www.w3.org/2005/Atom'><entry>",
    b"<content type='html'>",
    b"&nbsp;",
    b"&#xD800;",
    b"<newsItem>",
    b"<contentSet><inlineXML>",
    b"<nitf><body><body.content>",
    b"<![CDATA[",
    b"]]>",
    b"<!--",
    b"-->",
    b'{"text": "',
    b'"}',
    b"[{",
    b"\n",
    b"\r\n",
    b'{"uri": "x", "versioncreated": 1, "bodies": [{"value": "<p>',
    b"\\ud800",
    b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 40\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n",
    b"\x1f\x8b\x08",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"\x00",
    b"\xc3",
    b"\xe2\x80",
    b"<script type='application/ld+json'>",
    b'{"@type": "NewsArticle", "headline": ',
    b"</script>",
    b"<meta charset='",
    b"utf-16'>",
    b"<time datetime='2010-04-08'>",
    b"Dockers in the port walked out on Monday, union leaders said.",
    b"By Maren Holt",
    b"2010-04-08 14:55 BJT",
    b"LINDESK, April 8 (AP) -- ",
    b" ",
    b"> ",
]


def checked(report: Report) -> None:
    """What holds for every report."""
    assert report.text.strip()
    assert report.text.encode()
    assert report.id == Report.identify(report.headline, report.text)
    if report.dateline is not None:
        dateline = report.dateline
        assert 0 <= dateline.start < dateline.end <= len(report.text)
        for place in dateline.places:
            assert dateline.start <= place.start < place.end <= dateline.end
            assert report.text[place.start : place.end] == place.text
    if report.published is not None and report.published.instant is not None:
        assert report.published.instant.tzinfo is not None


def read_through(data: bytes, format: str = "") -> None:
    for item in read_all(data, format=format):
        if isinstance(item, Report):
            checked(item)
        else:
            assert isinstance(item, Skipped)
            assert item.item
            assert item.reason


@_FAST
@given(st.binary(max_size=400))
def test_no_bytes_crash_the_room(data: bytes) -> None:
    read_through(data)


@pytest.mark.parametrize("format", format_names())
@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(data=st.lists(st.one_of(st.sampled_from(SNIPPETS), st.binary(max_size=12)), max_size=14).map(b"".join))
def test_no_bytes_crash_any_reader(format: str, data: bytes) -> None:
    read_through(data, format)


@_FAST
@given(st.lists(st.sampled_from(SNIPPETS), max_size=20).map(b"".join))
def test_no_mixture_of_formats_crashes_the_room(data: bytes) -> None:
    read_through(data)


@_FAST
@given(st.lists(st.sampled_from(SNIPPETS), max_size=20).map(b"".join), st.integers(0, 200), st.integers(0, 255))
def test_no_damage_to_gzip_crashes_the_room(data: bytes, at: int, byte: int) -> None:
    packed = bytearray(gzip.compress(data))
    if at < len(packed):
        packed[at] = byte
    read_through(bytes(packed))
    read_through(bytes(packed[:at]))


@_FAST
@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=30),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(FIELDS), inner, max_size=5),
        max_leaves=12,
    )
)
def test_no_json_crashes_the_room(value: object) -> None:
    read_through(json.dumps(value).encode())


@_FAST
@given(st.lists(st.one_of(st.sampled_from(LINES), st.text(max_size=60)), max_size=16))
def test_every_line_of_a_page_is_story_or_furniture(page: list[str]) -> None:
    lines = [line for one in page for line in paragraph_lines(one, laid_out=True)]
    story = take_apart(lines)
    kept = [*story.paragraphs, *(furniture.text for furniture in story.furniture)]
    assert sorted(" ".join(kept).split()) == sorted(" ".join(lines).split())
    rest = iter(lines)
    assert all(any(line.startswith(paragraph) for line in rest) for paragraph in story.paragraphs), "the order of the page is kept"


@_FAST
@given(st.lists(st.sampled_from([line for line in LINES if line.endswith((".", "said."))]), min_size=1, max_size=6))
def test_sentences_outside_furniture_are_never_lost(page: list[str]) -> None:
    story = take_apart(page)
    for sentence in ("It is over, she said.", LINES[6]):
        assert story.paragraphs.count(sentence) == page.count(sentence)


@_FAST
@given(st.text(max_size=300))
def test_words_survive_the_layout(text: str) -> None:
    words = "".join(clean(text).split())
    assert "".join("".join(paragraph_lines(text, laid_out=False)).split()) == words
    assert all(line == tidy(line) != "" for line in paragraph_lines(text, laid_out=False))


@_FAST
@given(st.binary(max_size=200), st.sampled_from(["", "utf-8", "windows-1251", "iso-2022-jp", "gb2312", "utf-16", "nonsense"]))
def test_any_bytes_become_characters(data: bytes, declared: str) -> None:
    text, _ = decode(data, declared)
    assert isinstance(text.encode(), bytes), "no half characters"


@_FAST
@given(st.lists(st.sampled_from(LINES), min_size=1, max_size=5).map("\n".join) | st.text(min_size=1, max_size=80))
def test_text_in_hand_is_kept_and_its_dateline_lies_in_it(text: str) -> None:
    try:
        report = report_from_text(text, published="2010-04-08")
    except ReadError:
        assert not text.strip()
        return
    assert report.text == text
    checked(report)
