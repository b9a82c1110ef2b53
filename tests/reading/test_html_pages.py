"""HTML pages of the layouts outlets have used since the nineties: the story out, the page left behind."""

from __future__ import annotations

import json

import pytest

from dateline.reading import read
from dateline.report import FurnitureKind

LEAD = "Dockers in the northern port of Lindesk walked out on Monday, union leaders said, halting grain exports."
SECOND = "The transport ministry said it would send mediators to the city before the end of the week."
QUOTE = '"We will not return until the arrears are paid," said Maren Holt, who leads the dockers\' union.'
STORY = [LEAD, SECOND, QUOTE]
TEXT = "\n\n".join(STORY)
HEADLINE = "Dockers walk out in northern port"
PARAGRAPHS = "".join(f"<p>{paragraph}</p>" for paragraph in STORY)
TEASERS = "".join(
    f"<div class='card'><a href='/n/{i}'><h3>Another headline of the day, number {i}</h3></a>"
    f"<p>The teaser of story {i} runs on for a while and tells of something else entirely.</p></div>"
    for i in range(20)
)
NAVIGATION = "<nav><ul>" + "".join(f"<li><a href='/s/{i}'>Section {i}</a></li>" for i in range(30)) + "</ul></nav>"


def page(body: str, head: str = "") -> bytes:
    return f"<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>".encode()


LAYOUTS = {
    "article element": f"{NAVIGATION}<main><article><h1>{HEADLINE}</h1>{PARAGRAPHS}</article></main><aside>{TEASERS}</aside>",
    "teasers are articles too": f"<article><h1>{HEADLINE}</h1>{PARAGRAPHS}</article>"
    + "".join(f"<article><h3>Another headline {i}</h3><p>The teaser of story {i} tells of something else.</p></article>" for i in range(9)),
    "articleBody": f"{NAVIGATION}<div><h1>{HEADLINE}</h1><div itemprop='articleBody'>{PARAGRAPHS}</div></div>{TEASERS}",
    "story class": f"{NAVIGATION}<div class='story-body'><h1>{HEADLINE}</h1>{PARAGRAPHS}</div><footer><p>© The Daily Harbour</p></footer>",
    "divs for paragraphs": f"<div class='story'><h1>{HEADLINE}</h1>" + "".join(f"<div>{one}</div>" for one in STORY) + "</div>",
    "breaks for paragraphs": f"<h1>{HEADLINE}</h1><div id='content'>" + "<br/><br/>\n".join(STORY) + "</div>",
    "layout table": "<table><tr><td><a href='/'>Home</a> | <a href='/w'>World</a></td></tr>"
    f"<tr><td><h1>{HEADLINE}</h1>{PARAGRAPHS}</td><td><ul><li><a href='/a'>Other news</a></li></ul></td></tr></table>",
    "layout table with breaks": f"<table><tr><td><h1>{HEADLINE}</h1></td></tr><tr><td>" + "<br><br>".join(STORY) + "</td></tr></table>",
    "preformatted": f"<h1>{HEADLINE}</h1><pre>" + "\n\n".join(STORY) + "</pre>",
    "aspnet form": f"<form id='aspnetForm'>{NAVIGATION}<div class='content'><h1>{HEADLINE}</h1>{PARAGRAPHS}</div></form>",
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_story_is_found(layout: str) -> None:
    head = f"<title>{HEADLINE} | The Daily Harbour</title><meta property='og:site_name' content='The Daily Harbour'>"
    report = read(page(LAYOUTS[layout], head))
    assert report.headline == HEADLINE
    assert report.text == TEXT
    assert report.publisher == "The Daily Harbour"
    assert report.format == "html"


def test_report_of_one_sentence_among_many_teasers() -> None:
    report = read(page(f"{NAVIGATION}<article><h1>{HEADLINE}</h1><p>{LEAD}</p></article>{TEASERS}"))
    assert report.text == LEAD


def test_subheads_lists_and_quotations_stay_in_order() -> None:
    body = (
        f"<article><h1>{HEADLINE}</h1><p>{LEAD}</p><h2>Talks in the capital</h2><ul><li>no troops will be used</li></ul>"
        f"<blockquote>{QUOTE}</blockquote><p>{SECOND}</p></article>"
    )
    assert read(page(body)).text.split("\n\n") == [LEAD, "Talks in the capital", "- no troops will be used", QUOTE, SECOND]


def test_leftovers_of_the_page_become_furniture() -> None:
    body = (
        f"<article><h1>{HEADLINE}</h1><p>By Maren Holt</p><p>8 April 2010</p><p>{LEAD}</p><p>Read more: Grain prices climb</p>"
        f"<p>{SECOND}</p><p>(Reporting by Maren Holt; Editing by Ivo Perch)</p></article>"
    )
    report = read(page(body))
    assert report.text.split("\n\n") == [LEAD, SECOND]
    assert report.byline == "Maren Holt"
    kinds = [furniture.kind for furniture in report.furniture]
    assert kinds == [FurnitureKind.HEADLINE, FurnitureKind.BYLINE, FurnitureKind.TIMESTAMP, FurnitureKind.RELATED, FurnitureKind.EDITOR]


def ld(**fields: object) -> str:
    return f"<script type='application/ld+json'>{json.dumps({'@context': 'https://schema.org', '@type': 'NewsArticle', **fields})}</script>"


def test_metadata_from_json_ld() -> None:
    head = ld(
        headline=HEADLINE,
        author=[{"@type": "Person", "name": "Maren Holt"}, {"@type": "Person", "name": "Ivo Perch"}],
        publisher={"@type": "NewsMediaOrganization", "name": "The Daily Harbour"},
        mainEntityOfPage="https://harbour.example/2010/04/dockers",
    )
    report = read(page(f"<article>{PARAGRAPHS}</article>", head))
    assert (report.headline, report.byline, report.publisher) == (HEADLINE, "Maren Holt, Ivo Perch", "The Daily Harbour")
    assert report.url == "https://harbour.example/2010/04/dockers"


def test_json_ld_in_a_graph_and_broken_json_ld_beside_it() -> None:
    graph = json.dumps({"@graph": [{"@type": "WebSite", "name": "Site"}, {"@type": ["NewsArticle"], "headline": HEADLINE}]})
    head = f"<script type='application/ld+json'>{{broken</script><script type='application/ld+json'>{graph}</script>"
    assert read(page(f"<article>{PARAGRAPHS}</article>", head)).headline == HEADLINE


@pytest.mark.parametrize(
    ("head", "body", "headline"),
    [
        ("<title>The Daily Harbour</title>", f"<h1>{HEADLINE}</h1>", HEADLINE),
        (f"<title>{HEADLINE} - The Daily Harbour</title>", "", HEADLINE),
        (f"<title>Harbour: {HEADLINE}</title><meta property='og:title' content='{HEADLINE}'>", "", HEADLINE),
        (f"<meta property='og:title' content='{HEADLINE} | Harbour'><meta property='og:site_name' content='Harbour'>", "", HEADLINE),
        (f"<meta property='og:title' content='{HEADLINE} today'>", f"<h1>The Daily Harbour</h1><h1>{HEADLINE}</h1>", HEADLINE),
        (f"<meta property='og:title' content='{HEADLINE}'>", "<h1>World</h1>", HEADLINE),
        (ld(headline="Dockers walk out"), f"<h1>{HEADLINE}</h1>", HEADLINE),
    ],
)
def test_headline_is_what_readers_see(head: str, body: str, headline: str) -> None:
    assert read(page(f"{body}<article>{PARAGRAPHS}</article>", head)).headline == headline


@pytest.mark.parametrize(
    ("head", "body", "byline"),
    [
        ("<meta name='author' content='By Maren Holt'>", "", "Maren Holt"),
        ("<meta property='article:author' content='https://s.example/m'>", "<a rel='author' href='/m'>Maren Holt</a>", "Maren Holt"),
        ("", "<div class='byline'>By Maren Holt</div>", "Maren Holt"),
        ("", "", ""),
    ],
)
def test_byline(head: str, body: str, byline: str) -> None:
    assert read(page(f"{body}<article>{PARAGRAPHS}</article>", head)).byline == byline


def test_article_text_kept_in_json_ld_only() -> None:
    report = read(page("<div id='app'></div>", ld(headline=HEADLINE, articleBody="\n".join(STORY))))
    assert report.text == TEXT


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<meta charset='windows-1251'><p>{}</p>", "Докеры в порту бастуют уже третий день подряд."),
        (
            "<meta http-equiv='Content-Type' content='text/html; charset=gb2312'><p>{}</p>",
            "码头工人星期一在北方港口罢工,粮食出口因此停止。工会领导人说。",
        ),
        ("<meta charset='iso-8859-1'><p>{}</p>", "“We will not return,” the docker’s wife said — café doors closed."),
    ],
)
def test_declared_charset(html: str, expected: str) -> None:
    encoding = {"w": "windows-1251", "g": "gb18030", "i": "cp1252"}[html.split("charset=")[1].strip("'\"")[0]]
    opened = html.format(expected).replace("<p>", "</head><body><article><p>", 1)
    report = read(f"<html><head>{opened}</article></body></html>".encode(encoding))
    assert report.text == expected
    assert report.notes == ()


def test_utf8_declared_as_something_else_is_still_utf8() -> None:
    body = f"<body><article><p>{LEAD} Café — “open”.</p></article></body>"
    report = read(f"<html><head><meta charset='iso-8859-1'></head>{body}</html>".encode())
    assert report.text == f"{LEAD} Café — “open”."


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be"])
def test_byte_order_marks_and_utf16_without(encoding: str) -> None:
    data = page(f"<article><h1>{HEADLINE}</h1>{PARAGRAPHS}</article>").decode().encode(encoding)
    assert read(data).text == TEXT


def test_a_few_broken_bytes_are_replaced_and_noted() -> None:
    data = page(f"<article><p>{LEAD} “Nothing moves,” he said — “nothing”.</p></article>").replace(b"Nothing", b"Noth\xffing", 1)
    report = read(data)
    assert "Noth�ing" in report.text
    assert any("could not be decoded" in note for note in report.notes)


def test_deeply_nested_page_is_read_as_far_as_the_parser_goes() -> None:
    report = read(page(f"<article>{PARAGRAPHS}</article>" + "<div>" * 3000 + "deep" + "</div>" * 3000))
    assert report.text == TEXT
    assert any("255 deep" in note for note in report.notes)
