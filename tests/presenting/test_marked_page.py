from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files
from itertools import product

import pytest
from lxml import html
from lxml.etree import _Element

from dateline.presenting.marked_page import MarkedPage, marked_page
from dateline.presenting.marked_spans import MarkKind
from dateline.report import Attribution, Event, Participant, QuoteMode, Record, Report, Span

STYLE = files("dateline.presenting").joinpath("data/marked_page.css").read_text("utf-8")


def written(*records: Record) -> str:
    stream = io.StringIO()
    marked_page(records, stream)
    return stream.getvalue()


def page(*records: Record) -> _Element:
    return html.document_fromstring(written(*records))


def found(root: _Element, path: str) -> list[_Element]:
    return list(root.iterfind(path))


def words(element: _Element) -> str:
    return " ".join("".join(element.itertext()).split())  # type: ignore[arg-type]


def text_of(root: _Element) -> list[str]:
    """The paragraphs of the text without the small numbers beside marks."""
    paragraphs = []
    for paragraph in found(root, ".//section[@class='text']/p"):
        for label in found(paragraph, ".//sup"):
            label.drop_tree()  # type: ignore[attr-defined]
        paragraphs.append(words(paragraph))
    return paragraphs


def of_class(root: _Element, tag: str, name: str) -> Iterator[_Element]:
    return (element for element in root.iter(tag) if name in (element.get("class") or "").split())


def test_the_text_stands_there_unchanged(record: Record) -> None:
    assert text_of(page(record)) == [
        "TALAS, May 4 (Lake Wire) - Guards didn't fire [twice] on Monday, Ms. Ilieva said.",
        "“They left,” she said.",
    ]


def test_marks_stand_in_the_text_by_kind(record: Record) -> None:
    (text,) = found(page(record), ".//section[@class='text']")
    for label in found(text, ".//sup"):
        label.drop_tree()  # type: ignore[attr-defined]
    shown = {kind: [words(m) for m in of_class(text, "mark", kind)] for kind in MarkKind}
    assert shown == {
        MarkKind.EVENT: ["fire"],
        MarkKind.SOURCE: ["Ms. Ilieva", "she"],
        MarkKind.ACTOR: ["TALAS", "Guards"],
        MarkKind.RECIPIENT: ["They"],
        MarkKind.PLACE: [],
        MarkKind.TIME: ["Monday"],
        MarkKind.CUE: ["said", "said"],
        MarkKind.ENTITY: [],
        MarkKind.CONTENT: ["Guards didn't fire [twice]", "on Monday", "“They left,”"],
    }
    (fire,) = of_class(text, "mark", "event")
    assert (fire.get("class"), fire.get("title")) == ("event unreal begins ends", "event E0 ASSAULT/firearms negated")


def test_an_event_tells_who_did_what_to_whom(record: Record) -> None:
    (entry,) = found(page(record), ".//section[@class='events']/ol/li")
    assert words(found(entry, "h3")[0]) == "E0 ASSAULT/firearms negated"
    (fields,) = found(entry, "dl")
    names, values = ([words(e) for e in fields.iterfind(tag)] for tag in ("dt", "dd"))
    assert dict(zip(names, values, strict=True)) == {
        "Act": "“fire”",
        "Who": "border guards (guard, KGZ MIL); TALAS",
        "To whom": "They",
        "When": "Monday = 2026-05-04",
        "Where": "TALAS = Talas, KGZ",
        "Counts": 'killed: 0 or more ("none")',
        "According to": "Ilieva (named, KGZ GOV)",
        "Told as": "negated, certain",
        "Confidence": "0.80",
        "Code": "CAMEO 190, material conflict, intensity -9.5",
    }
    (why,) = found(entry, "details")
    assert words(why) == "Whystatusnegation: n't"


def test_attributions_times_and_places_stand_below(record: Record) -> None:
    (rest,) = found(page(record), ".//div[@class='rest']")
    headings = [words(h) for h in found(rest, "section/h2")]
    assert headings == ["Who says what (2)", "Times (1)", "Places (1)"]
    entries = [words(li) for li in found(rest, ".//ol/li")]
    assert entries[0].startswith("A0 Ms. Ilieva saidGuards didn't fire [twice] … on Monday")
    assert entries[1].startswith("A1 she = Ms. Ilieva said“They left,”direct")
    cells = [words(cell) for cell in found(rest, ".//td")]
    assert cells[:5] == ["Monday", "2026-05-04", "DATE", "2026-05-03 18:00 +0000 – open", "publication day"]
    assert cells[5:] == ["TALAS", "Talas, Talas Region, KGZ", "–", "42.52, 72.24", "1527299", "only one of the name"]


def test_every_link_within_the_page_has_its_target_and_ids_are_unique(record: Record) -> None:
    root = page(record, record)
    ids = [str(element.get("id")) for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    targets = {str(a.get("href"))[1:] for a in root.iter("a") if str(a.get("href")).startswith("#")}
    assert targets
    assert targets <= set(ids)
    assert {str(e.get("aria-labelledby")) for e in root.iter("article")} <= set(ids)


def test_links_lead_from_the_text_to_the_event_and_back(record: Record) -> None:
    root = page(record)
    trigger = record.events[0].trigger
    (label,) = of_class(root, "sup", "event")
    assert [a.get("href") for a in label] == ["#r1-E0"]
    (entry,) = (li for li in root.iter("li") if li.get("id") == "r1-E0")
    assert f"#r1-m{trigger.start}-{trigger.end}" in [a.get("href") for a in entry.iter("a")]


def test_a_report_that_holds_markup_stays_text(record: Record) -> None:
    attack = '<script>alert(1)</script> & <img src=x onerror=alert(2)> said "it\'s" </style> $title $reports ${x}'
    report = Report("1", attack, headline=attack, publisher=attack, byline=attack, source=attack, notes=(attack,))
    whole = Span(0, len(attack))
    person = Participant(0, 8, attack, attack, attack, attack, attack, attack)
    event: Event = replace(
        record.events[0], type=attack, mode=attack, cameo=attack, trigger=whole, mentions=(), actors=(person,), time=None, place=None
    )
    event = replace(event, why=((attack, attack),))
    attribution = Attribution((Span(0, 8),), (whole,), (whole,), QuoteMode.DIRECT, attack, None, 0.5, attack)
    root = page(Record(report, events=(event,), attributions=(attribution,)))
    assert found(root, ".//script") == []
    assert found(root, ".//img") == []
    assert [name for element in root.iter() for name in element.attrib if str(name).startswith("on")] == []
    assert text_of(root) == [attack]
    assert words(found(root, ".//title")[0]) == attack
    assert words(found(root, ".//h1")[0]) == attack
    assert len(found(root, ".//article")) == 1


@pytest.mark.parametrize(
    ("url", "linked"),
    [("https://wire.example/1", True), ("javascript:alert(1)", False), ("data:text/html,x", False), ("http://[broken", False)],
)
def test_only_addresses_of_the_web_become_links(url: str, linked: bool) -> None:
    root = page(Record(Report("1", "x", url=url)))
    assert (url in [a.get("href") for a in root.iter("a")]) is linked
    assert url in words(found(root, ".//dl")[0])


def test_characters_that_no_page_can_hold_are_replaced_one_for_one() -> None:
    root = page(Record(Report("1", "a\x00b\x1bc\ud800d\x85e", headline="\x07")))
    assert text_of(root) == ["a�b�c�d�e"]
    assert words(found(root, ".//h1")[0]) == "�"


def test_nothing_runs_and_nothing_is_loaded_from_elsewhere(record: Record) -> None:
    shown = written(record)
    root = html.document_fromstring(shown)
    loading = {"script", "link", "img", "iframe", "object", "embed", "audio", "video", "source", "base", "svg", "form"}
    assert not loading & {str(element.tag) for element in root.iter()}
    assert not [name for element in root.iter() for name in element.attrib if name in ("src", "srcset", "style", "background")]
    assert "url(" not in STYLE
    assert "@import" not in STYLE
    assert "default-src 'none'" in shown


def test_the_page_is_laid_out_for_readers_of_all_kinds(record: Record) -> None:
    shown = written(record)
    root = html.document_fromstring(shown)
    assert shown.startswith("<!DOCTYPE html>\n")
    assert root.get("lang") == "en"
    for tag in ("title", "main", "article", "header", "h1", "h2"):
        assert found(root, f".//{tag}"), tag
    assert "width=device-width" in shown
    for query in ("prefers-color-scheme: dark", "min-width", "print", "forced-colors"):
        assert re.search(rf"@media [^{{]*{query}", STYLE), query
    assert all(box.getparent().tag == "label" for box in root.iter("input"))  # type: ignore[union-attr]
    assert all(region.get("aria-label") and region.get("tabindex") == "0" for region in of_class(root, "div", "scroll"))


def test_several_reports_have_a_list_and_one_has_none(record: Record) -> None:
    root = page(record, replace(record, report=replace(record.report, headline="Second")))
    assert [(a.get("href"), words(a)) for a in found(root, ".//nav//a")] == [("#r1", "No shots fired"), ("#r2", "Second")]
    assert words(found(root, ".//title")[0]) == "Marked reports"
    assert "2 reports, 2 events, 4 attributions" in words(found(root, ".//header")[0])
    assert found(page(record), ".//nav") == []
    assert words(found(page(record), ".//title")[0]) == "No shots fired"


def test_a_page_without_reports_says_so() -> None:
    assert words(found(page(), ".//main")[0]) == "No report was read."
    assert "No event was found." in words(page(Record(Report("1", ""))))


def test_nothing_is_written_before_the_end(record: Record) -> None:
    stream = io.StringIO()
    collected = MarkedPage(stream)
    collected.add(record)
    assert stream.getvalue() == ""
    collected.finish()
    assert stream.getvalue() == written(record)


# --- contrast --------------------------------------------------------------------------------------------------------


def colours(block: str) -> dict[str, str]:
    return {
        name: value if len(value) == 6 else "".join(2 * digit for digit in value)
        for name, value in re.findall(r"--([\w-]+): #([0-9a-f]{6}|[0-9a-f]{3});", block)
    }


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark", "print"])
def test_contrast_is_enough_in_light_and_dark_and_on_paper(scheme: str) -> None:
    blocks = [colours(block) for block in re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL)]
    assert len(blocks) == 3
    shades = {**blocks[0], **blocks[("light", "dark", "print").index(scheme)]}
    texts = ("ink", "muted", "link", "source", "actor", "time", "place", "event-line")
    grounds = ("paper", "card", "content", "content-inner")
    pairs = [*product(texts, grounds), ("ink", "event"), ("source", "event"), ("time", "event"), ("place", "event")]
    low = {(text, ground): round(contrast(shades[text], shades[ground]), 2) for text, ground in pairs}
    assert {pair: value for pair, value in low.items() if value < 4.5} == {}


def test_contrast_is_computed_as_defined() -> None:
    assert contrast("000000", "ffffff") == pytest.approx(21)
    assert contrast("767676", "ffffff") == pytest.approx(4.54, abs=0.01)
