"""JSON, JSON lines, ninjs, NewsML-G2, NITF, RSS, Atom and WARC."""

from __future__ import annotations

import gzip
import json
import zlib

import pytest

from dateline.errors import ReadError
from dateline.reading import Skipped, read, read_all
from dateline.report import EvidenceKind, FurnitureKind, Report

LEAD = "Dockers in the northern port of Lindesk walked out on Monday, union leaders said, halting grain exports."
SECOND = "The transport ministry said it would send mediators to the city before the end of the week."
HEADLINE = "Dockers walk out in northern port"
STAMP = "2010-04-08T14:55:00+08:00"
ADDRESS = "https://harbour.example/a"
TEXT = f"{LEAD}\n\n{SECOND}"


def reports(data: bytes, **hints: str) -> list[Report]:
    found = list(read_all(data, name="sample", **hints))
    assert all(isinstance(item, Report) for item in found), found
    return [item for item in found if isinstance(item, Report)]


# --- JSON ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "entry",
    [
        {"text": TEXT, "title": HEADLINE, "date": STAMP, "url": ADDRESS, "source": "The Daily Harbour"},
        {"Body": TEXT, "Headline": HEADLINE, "pub_date": STAMP, "link": ADDRESS, "publisher": {"name": "The Daily Harbour"}},
        {"content": [LEAD, SECOND], "headline": HEADLINE, "publishedAt": STAMP, "canonical_url": ADDRESS, "outlet": "The Daily Harbour"},
        {
            "body_html": f"<p>{LEAD}</p><p>{SECOND}</p>",
            "title": HEADLINE,
            "datePublished": STAMP,
            "web-url": ADDRESS,
            "site_name": "The Daily Harbour",
        },
    ],
)
def test_json_object_under_common_names(entry: dict[str, object]) -> None:
    report = read(json.dumps(entry).encode())
    assert (report.text, report.headline) == (TEXT, HEADLINE)
    assert (report.url, report.publisher) == ("https://harbour.example/a", "The Daily Harbour")
    assert report.format == "json"
    assert report.published is not None
    assert report.published.evidence.kind is EvidenceKind.FEED
    assert report.published.evidence.text == "2010-04-08T14:55:00+08:00"


def test_json_lines_go_on_after_a_wrong_line_and_name_it() -> None:
    good = json.dumps({"text": LEAD, "title": HEADLINE})
    lines = [good, "{not json", "[1, 2]", '{"title": "no text here"}', "", json.dumps({"text": SECOND})]
    found = list(read_all("\n".join(lines).encode(), name="day.jsonl"))
    assert [type(item) for item in found] == [Report, Skipped, Skipped, Skipped, Report]
    assert [item.item for item in found if isinstance(item, Skipped)] == ["day.jsonl line 2", "day.jsonl line 3", "day.jsonl line 4"]
    assert [item.source for item in found if isinstance(item, Report)] == ["day.jsonl line 1", "day.jsonl line 6"]
    assert "JSON" in str(found[1])
    assert "array" in str(found[2])
    assert "'title'" in str(found[3])


def test_json_lines_with_a_wrong_first_line() -> None:
    found = list(read_all(b'{"text": broken\n' + json.dumps({"text": LEAD}).encode() + b"\n", name="day"))
    assert [type(item) for item in found] == [Skipped, Report]


def test_indented_json_object() -> None:
    assert read(json.dumps({"text": LEAD, "more": {"a": [1]}}, indent=2).encode()).format == "json"


def test_array_of_objects_and_the_envelope_of_news_interfaces() -> None:
    entries = [{"content": LEAD, "title": HEADLINE, "source": {"id": None, "name": "The Daily Harbour"}}, {"content": SECOND}]
    for data in (entries, {"status": "ok", "articles": entries}):
        first, second = reports(json.dumps(data).encode())
        assert (first.publisher, first.source, second.source) == ("The Daily Harbour", "sample#1", "sample#2")


def test_json_text_that_is_a_pasted_page() -> None:
    report = read(json.dumps({"text": f"Homepage > News\n{HEADLINE}\n2010-04-08 14:55 BJT\n{LEAD}\n{SECOND}"}).encode())
    assert (report.headline, report.text) == (HEADLINE, TEXT)
    assert report.published is not None


def test_json_field_that_holds_a_whole_page() -> None:
    html = f"<!DOCTYPE html><html><head><title>{HEADLINE}</title></head><body><article><p>{LEAD}</p><p>{SECOND}</p></article></body></html>"
    report = read(json.dumps({"html": html, "url": "https://harbour.example/a"}).encode())
    assert (report.headline, report.text, report.url, report.format) == (HEADLINE, TEXT, "https://harbour.example/a", "json")


@pytest.mark.parametrize(("stamp", "text"), [(1270709700, "2010-04-08T06:55:00+00:00"), (1270709700000, "2010-04-08T06:55:00+00:00")])
def test_seconds_and_milliseconds_since_1970(stamp: int, text: str) -> None:
    report = read(json.dumps({"text": LEAD, "timestamp": stamp}).encode())
    assert report.published is not None
    assert report.published.evidence.text == text


def test_summary_where_there_is_no_text() -> None:
    report = read(json.dumps({"description": LEAD, "title": HEADLINE}).encode())
    assert report.text == LEAD
    assert any("summary" in note for note in report.notes)


# --- ninjs -----------------------------------------------------------------------------------------------------------

NINJS: list[dict[str, object]] = [
    {
        "uri": "urn:coastal:1",
        "type": "text",
        "versioncreated": "2010-04-08T14:55:00+08:00",
        "firstcreated": "2010-04-08T12:00:00+08:00",
        "byline": "By Maren Holt",
        "headline": HEADLINE,
        "copyrightholder": "Coastal Press",
        "located": "Lindesk",
        "body_text": f"{LEAD}\n{SECOND}",
        "body_xhtml": f"<p>{LEAD}</p><figure><img src='a.jpg'/><figcaption>Cranes stand idle.</figcaption></figure><p>{SECOND}</p>",
    },
    {
        "uri": "urn:coastal:1",
        "type": "text",
        "versioncreated": "2010-04-08T14:55:00+08:00",
        "by": "Maren Holt",
        "headlines": [{"role": "slug", "value": "PORT"}, {"role": "main", "value": HEADLINE}],
        "copyrightholder": "Coastal Press",
        "bodies": [
            {"role": "main", "contenttype": "text/plain", "value": f"{LEAD} {SECOND}"},
            {"role": "rich", "contenttype": "application/xhtml+xml", "value": f"<div><p>{LEAD}</p><p>{SECOND}</p></div>"},
        ],
    },
    {
        "uri": "urn:coastal:1",
        "type": "text",
        "versionCreated": "2010-04-08T14:55:00+08:00",
        "by": "Maren Holt",
        "headlines": [{"role": "main", "value": HEADLINE}],
        "copyrightHolder": "Coastal Press",
        "bodies": [{"role": "main", "contentType": "text/plain", "value": f"{LEAD}\n\n{SECOND}"}],
    },
]


@pytest.mark.parametrize("generation", [1, 2, 3])
def test_ninjs(generation: int) -> None:
    report = read(json.dumps(NINJS[generation - 1], indent=1).encode())
    assert (report.text, report.headline, report.byline, report.publisher) == (TEXT, HEADLINE, "Maren Holt", "Coastal Press")
    assert report.format == "ninjs"
    assert report.url == ""
    assert report.published is not None
    assert report.published.evidence.where == "versioncreated"
    assert report.published.evidence.text == "2010-04-08T14:55:00+08:00"


def test_ninjs_caption_is_furniture() -> None:
    report = read(json.dumps(NINJS[0]).encode())
    assert [(furniture.kind, furniture.text) for furniture in report.furniture] == [(FurnitureKind.CAPTION, "Cranes stand idle.")]


def test_ninjs_lines_pictures_and_withdrawn_versions() -> None:
    picture = {"uri": "urn:coastal:2", "type": "picture", "versioncreated": "2010-04-08T14:55:00Z", "headline": "Cranes"}
    withdrawn = {**NINJS[0], "pubstatus": "canceled"}
    found = list(read_all("\n".join(map(json.dumps, [NINJS[0], picture, withdrawn])).encode()))
    assert [type(item) for item in found] == [Report, Skipped, Report]
    assert "picture" in str(found[1])
    assert isinstance(found[2], Report)
    assert any("withdrawn" in note for note in found[2].notes)


def test_ninjs_by_name() -> None:
    assert read(json.dumps(NINJS[0]).encode(), format="ninjs").format == "ninjs"


# --- NewsML-G2 and NITF ----------------------------------------------------------------------------------------------

NITF_BODY = f"""<body><body.head><hedline><hl1>{HEADLINE}</hl1></hedline><byline>By Maren Holt</byline>
<distributor>Coastal Press</distributor>
<dateline><location>LINDESK</location>, <story.date norm="20100408T145500+0800">April 8</story.date></dateline></body.head>
<body.content><p>{LEAD}</p><media media-type="image"><media-caption>Cranes stand idle.</media-caption></media>
<p>{SECOND}</p></body.content>
<body.end><tagline>mh/ip</tagline></body.end></body>"""


def newsml(content: str, guid: str = "urn:coastal:1", extra: str = "") -> str:
    return f"""<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="{guid}" version="2" standard="NewsML-G2">
<rightsInfo><copyrightHolder qcode="co:1"><name>Coastal Press</name></copyrightHolder></rightsInfo>
<itemMeta><itemClass qcode="ninat:text"/><provider qcode="co:1"/>
<versionCreated>2010-04-08T14:55:00+08:00</versionCreated>{extra}</itemMeta>
<contentMeta><by>By Maren Holt</by><headline role="drol:sub">Ships at anchor</headline><headline>{HEADLINE}</headline></contentMeta>
<contentSet>{content}</contentSet></newsItem>"""


RENDITIONS = {
    "xhtml": '<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>'
    f"<p>{LEAD}</p>\n<p>{SECOND}</p></body></html></inlineXML>",
    "nitf": '<inlineXML contenttype="application/nitf+xml"><nitf xmlns="http://iptc.org/std/NITF/2006-10-18/">'
    f"{NITF_BODY}</nitf></inlineXML>",
    "plain": f'<inlineData contenttype="text/plain">{LEAD}\n\n{SECOND}</inlineData>',
    "escaped": f'<inlineData contenttype="text/html">&lt;p&gt;{LEAD}&lt;/p&gt;&lt;p&gt;{SECOND}&lt;/p&gt;</inlineData>',
}


@pytest.mark.parametrize("rendition", RENDITIONS)
def test_newsml(rendition: str) -> None:
    report = read(f'<?xml version="1.0" encoding="UTF-8"?>\n{newsml(RENDITIONS[rendition])}'.encode())
    assert report.text.endswith(TEXT)
    assert (report.headline, report.byline, report.publisher) == (HEADLINE, "Maren Holt", "Coastal Press")
    assert report.format == "newsml-g2"
    assert report.published is not None
    assert report.published.evidence.where == "versionCreated"


def test_newsml_message_of_several_items() -> None:
    items = (
        newsml(RENDITIONS["xhtml"]) + newsml("", "urn:coastal:2") + newsml(RENDITIONS["plain"], extra='<pubStatus qcode="stat:canceled"/>')
    )
    items += '<packageItem guid="p"/>'
    message = f'<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header/><itemSet>{items}</itemSet></newsMessage>'
    found = list(read_all(message.encode(), name="message.xml"))
    assert [type(item) for item in found] == [Report, Skipped, Report]
    assert isinstance(found[0], Report)
    assert isinstance(found[2], Report)
    assert (found[0].source, found[2].source) == ("message.xml#1", "message.xml#3")
    assert "ninat:text" in str(found[1])
    assert any("withdrawn" in note for note in found[2].notes)


def test_newsml_without_items() -> None:
    with pytest.raises(ReadError, match="holds no newsItem"):
        read(b'<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header/></newsMessage>')


def test_nitf() -> None:
    doctype = '<?xml version="1.0"?><!DOCTYPE nitf SYSTEM "nitf-3-6.dtd">'
    report = read(f"{doctype}<nitf><head><title>x</title></head>{NITF_BODY}</nitf>".encode())
    assert report.text.endswith(TEXT)
    assert (report.headline, report.byline, report.publisher, report.format) == (HEADLINE, "Maren Holt", "Coastal Press", "nitf")
    assert report.dateline is not None
    assert report.text.startswith("LINDESK, April 8 - ")
    assert report.text[report.dateline.end :].startswith("Dockers")
    assert {furniture.kind for furniture in report.furniture} == {FurnitureKind.CAPTION, FurnitureKind.EDITOR}


# --- RSS and Atom ----------------------------------------------------------------------------------------------------

RSS = f"""<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>The Daily Harbour</title><link>https://harbour.example/</link>
<item><title>{HEADLINE}</title><link>https://harbour.example/a</link><pubDate>Thu, 08 Apr 2010 14:55:00 +0800</pubDate>
<dc:creator>Maren Holt</dc:creator>
<media:content url="a.jpg"><media:title>Cranes</media:title></media:content><description>Short.</description>
<content:encoded><![CDATA[<p>{LEAD}</p><p>{SECOND}</p><p>Read more: Grain prices climb</p>]]></content:encoded></item>
<item><title>Mills &amp;amp; yards</title><guid>https://harbour.example/b</guid><dc:date>2010-04-08T14:55:00+08:00</dc:date>
<author>desk@harbour.example (Ivo Perch)</author><description>{SECOND}</description></item>
<item><title>Nothing</title></item></channel></rss>"""


def test_rss() -> None:
    found = list(read_all(RSS.encode(), name="feed.xml"))
    assert [type(item) for item in found] == [Report, Report, Skipped]
    first, second, third = found
    assert isinstance(first, Report)
    assert isinstance(second, Report)
    assert (first.text, first.headline, first.byline, first.publisher) == (TEXT, HEADLINE, "Maren Holt", "The Daily Harbour")
    assert (first.url, first.source, first.format) == ("https://harbour.example/a", "feed.xml#1", "rss")
    assert first.published is not None
    assert first.published.evidence.where == "pubDate"
    assert [furniture.kind for furniture in first.furniture] == [FurnitureKind.RELATED]
    assert (second.headline, second.byline, second.url) == ("Mills & yards", "Ivo Perch", "https://harbour.example/b")
    assert any("summary" in note for note in second.notes)
    assert str(third).startswith("feed.xml#3: ")


def test_rss_with_html_references_and_a_fault_is_mended_and_noted() -> None:
    broken = RSS.replace("Short.", "Short&nbsp;and &uuml;ber").replace("<item><title>Nothing</title></item>", "<item><title>Nothing</item>")
    found = list(read_all(broken.encode()))
    assert isinstance(found[0], Report)
    assert found[0].text == TEXT
    assert any("not well formed" in note for note in found[0].notes)


@pytest.mark.parametrize("reference", ["&#xD800;", "&#55357;", "&#0;", "&#x110000;", "&#xFFFF;", "&#9999999999;"])
def test_references_to_no_character_are_replaced(reference: str) -> None:
    report = read(
        f"<rss><channel><item><title>x</title><description>{LEAD} {reference} {SECOND}</description></item></channel></rss>".encode()
    )
    assert report.text == f"{LEAD} \ufffd {SECOND}"


@pytest.mark.parametrize(
    "content",
    [
        f'<content type="html">&lt;p&gt;{LEAD}&lt;/p&gt;&lt;p&gt;{SECOND}&lt;/p&gt;</content>',
        f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{LEAD}</p><p>{SECOND}</p></div></content>',
        f'<content type="text">{LEAD}\n\n{SECOND}</content>',
    ],
)
def test_atom(content: str) -> None:
    entry = (
        f"<entry><title>{HEADLINE}</title><link rel='self' href='x'/><link href='https://harbour.example/a'/><id>1</id>"
        "<published>2010-04-08T14:55:00+08:00</published><updated>2010-04-09T00:00:00Z</updated>"
        f"<author><name>Maren Holt</name></author>{content}</entry>"
    )
    report = read(f'<feed xmlns="http://www.w3.org/2005/Atom"><title>The Daily Harbour</title>{entry}</feed>'.encode())
    assert (report.text, report.headline, report.byline, report.publisher) == (TEXT, HEADLINE, "Maren Holt", "The Daily Harbour")
    assert (report.url, report.format) == ("https://harbour.example/a", "atom")
    assert report.published is not None
    assert report.published.evidence.where == "published"


def test_feed_without_items() -> None:
    with pytest.raises(ReadError, match="without items"):
        read(b"<rss version='2.0'><channel><title>Empty</title></channel></rss>")


# --- WARC ------------------------------------------------------------------------------------------------------------

PAGE = f"<html><head><title>{HEADLINE}</title></head><body><article><p>{LEAD}</p><p>{SECOND}</p></article></body></html>".encode()


def record(
    body: bytes, *, content_type: str = "text/html; charset=utf-8", status: str = "200 OK", headers: str = "", kind: str = "response"
) -> bytes:
    http = f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\n{headers}\r\n".encode() + body
    warc = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://harbour.example/a\r\nWARC-Date: 2011-01-01T00:00:00Z\r\n"
        "WARC-Record-ID: <urn:uuid:8b0a3cd1-5d2e-4c1c-9f55-000000000001>\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    )
    return warc.encode() + http + b"\r\n\r\n"


@pytest.mark.parametrize("packed", [False, True])
def test_warc(packed: bool) -> None:
    records = [
        record(b"\x89PNG", content_type="image/png"),
        record(b"", status="301 Moved Permanently"),
        record(PAGE),
        record(b"<html><body><p>Menu</p></body></html>"),
        record(PAGE, kind="request"),
        record(gzip.compress(PAGE), headers="Content-Encoding: gzip\r\n"),
        record(zlib.compress(PAGE), headers="Content-Encoding: deflate\r\n"),
        record(b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE), headers="Transfer-Encoding: chunked\r\n"),
        record(PAGE, headers="Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n"),
    ]
    found = list(read_all(b"".join(map(gzip.compress, records) if packed else records), name="crawl.warc"))
    assert [type(item) for item in found] == [Report, Skipped, Report, Report, Report, Report]
    for item in found:
        if isinstance(item, Report):
            assert (item.text, item.url, item.format) == (TEXT, "https://harbour.example/a", "warc")
            assert item.published is None or item.published.evidence.text != "2011-01-01T00:00:00Z", "the crawl's time is not the report's"
    assert isinstance(found[0], Report)
    assert found[0].source == "crawl.warc#1"
    assert "no story text" in str(found[1])


def test_warc_cut_short() -> None:
    found = list(read_all(record(PAGE) + record(PAGE)[:-80], name="crawl.warc"))
    assert [type(item) for item in found] == [Report, Skipped]
    assert "cut short" in str(found[1])


def test_warc_gzip_cut_short() -> None:
    found = list(read_all(gzip.compress(record(PAGE)) + gzip.compress(record(PAGE))[:-30], name="crawl.warc.gz"))
    assert isinstance(found[0], Report)
    assert isinstance(found[-1], Skipped)
    assert "end early" in found[-1].reason


def test_warc_without_pages() -> None:
    with pytest.raises(ReadError, match="without an HTML page"):
        read(record(b"\x89PNG", content_type="image/png"))


def test_warc_page_that_unpacks_without_end() -> None:
    bomb = gzip.compress(b" " * (30 << 20))
    (only,) = read_all(record(bomb, headers="Content-Encoding: gzip\r\n"), name="crawl")
    assert isinstance(only, Skipped)
    assert "unpacks to more" in only.reason
