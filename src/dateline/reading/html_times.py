"""Where an HTML page states its publication time: JSON-LD, meta elements, microdata, time elements and the words near the headline.

Nothing is parsed here beyond finding the stamps; :mod:`dateline.reading.publication_time` reads and weighs them. Stamps of other stories,
comments, mastheads and page feet are passed over (``data/page_regions.tsv``), for the date at the top of an old page is the day it was
saved.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from dateline.reading.fact_tables import read_table, words
from dateline.reading.publication_time import Candidate, fields
from dateline.reading.time_parts import Role
from dateline.reading.time_wording import LONGEST_LINE, read_wording
from dateline.report import EvidenceKind

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ARTICLE_TYPES: Final = ("Article", "Posting", "Report")
_PAGE_TYPES: Final = ("WebPage", "ItemPage", "CreativeWork", "Product")  # Yoast and others date the page instead of the article
_DEEPEST: Final = 6  # levels of nesting in JSON-LD
_BROKEN_JSON: Final = re.compile(r'"(date(?:Published|Created|Modified))"\s*:\s*"([^"\\]{4,64})"')

_BLOCKS: Final = frozenset(
    [
        "address",
        "article",
        "blockquote",
        "body",
        "br",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "th",
        "tr",
        "ul",
    ]
)
_HEADINGS: Final = frozenset({"h1", "h2", "h3"})
_LINES_BEFORE, _LINES_AFTER = 4, 16  # lines around the headline among which its time stamp stands
_TOP_LINES: Final = 25  # of a page without headline
_MOST_OTHER_WORDS: Final = 12  # a line with more words besides its stamp is prose
_LONGEST_STAMP_LINE: Final = 220
_SAME_HEADLINE: Final = 0.6
_MOST_LINES: Final = 1500
_DATED_CLASS: Final = re.compile(
    r"(?:^|[\s_-])(?:date|time|datetime|dateline|timestamp|published|pubdate|publish|posted|updated|byline|meta|info|source)", re.IGNORECASE
)


class _Line(NamedTuple):
    """A line of the page a reader sees, the heading it stands in ("h1" or ""), and whether its element's class speaks of dates."""

    text: str
    heading: str
    dated: bool
    stamped: tuple[tuple[str, str, bool], ...]  # (attribute or "datetime", its value, in a label of change) of elements in the line


def time_candidates(tree: HtmlElement) -> list[Candidate]:
    """Every statement of a publication or change time on a page, the surest places first. Does not change the tree."""
    found = [*_json_ld(tree), *_metas(tree)]
    elements, visible = _near_headline(tree)
    return list(dict.fromkeys([*found, *elements, *visible]))


# --- JSON-LD ---------------------------------------------------------------------------------------------------------


def _json_ld(tree: HtmlElement) -> Iterator[Candidate]:
    """The dates of the article the page describes; those of the page where the article has none."""
    articles: list[Mapping[str, object]] = []
    pages: list[Mapping[str, object]] = []
    broken: list[str] = []
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower() or not script.text:
            continue
        text = (
            script.text.strip().removeprefix("<!--").removeprefix("<![CDATA[").removesuffix("-->").removesuffix("]]>").strip().rstrip(";")
        )
        try:
            data = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            broken.append(text)
            continue
        for kind, entry in _dated_objects(data, 0):
            (articles if kind == "article" else pages).append(entry)
    title = _title(tree)
    told = [
        entry for entry in articles if _likeness(str(entry.get("headline") or entry.get("name") or ""), title) >= _SAME_HEADLINE
    ] or articles
    yielded: set[str] = set()
    for entry in (*told[:1], *pages[:2]):
        for name in ("datePublished", "dateCreated", "dateModified"):
            value = entry.get(name)
            if isinstance(value, list) and value:
                value = value[0]
            if isinstance(value, int | float) and not isinstance(value, bool):
                value = str(int(value)) if abs(value) < 1e15 else ""
            # The first publication stated settles it; a page's own date stands in only where the article has none.
            if (
                isinstance(value, str)
                and value.strip()
                and name not in yielded
                and not (name == "dateCreated" and "datePublished" in yielded)
            ):
                yielded.add(name)
                yield Candidate(EvidenceKind.JSON_LD, name, value.strip())
    if not yielded:
        for text in broken:
            for name, value in _BROKEN_JSON.findall(text):
                if name not in yielded:
                    yielded.add(name)
                    yield Candidate(EvidenceKind.JSON_LD, name, value)


def _dated_objects(data: object, depth: int) -> Iterator[tuple[str, Mapping[str, object]]]:
    """The articles and pages in JSON-LD, with their kind. Comments, videos, lists of other stories and live updates are not entered."""
    if depth > _DEEPEST:
        return
    if isinstance(data, list):
        for entry in data:
            yield from _dated_objects(entry, depth + 1)
    elif isinstance(data, dict):
        types = data.get("@type")
        names = [str(name) for name in types] if isinstance(types, list) else [str(types)]
        if any(name.endswith(_ARTICLE_TYPES) for name in names):
            yield "article", data
        elif any(name.rpartition("/")[2] in _PAGE_TYPES for name in names):
            yield "page", data
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            if isinstance(data.get(key), list | dict):
                yield from _dated_objects(data[key], depth + 1)


# --- meta elements and microdata ---------------------------------------------------------------------------------------


def _metas(tree: HtmlElement) -> Iterator[Candidate]:
    """The dates in meta elements, in the order of ``data/time_fields.tsv``, the surest first."""
    order = {name: index for index, name in enumerate(fields())}
    found: list[tuple[int, Candidate]] = []
    for element in tree.iter("meta"):
        content = (element.get("content") or element.get("value") or "").strip()
        if not content or len(content) > LONGEST_LINE:
            continue
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = (element.get(attribute) or "").strip()
            index = order.get(name.lower())
            # http-equiv "date" and "last-modified" are the server's clock.
            if index is not None and attribute != "http-equiv" and not (attribute == "itemprop" and _elsewhere(element)):
                found.append((index, Candidate(EvidenceKind.META, name, content)))
    for element in tree.xpath("//*[@itemprop and not(self::meta) and not(self::time)]"):
        for name in (element.get("itemprop") or "").split():
            index = order.get(name.lower())
            if index is None or not name.lower().startswith("date") or _elsewhere(element):
                continue
            stated = (element.get("content") or element.get("datetime") or "").strip()
            if stated:
                found.append((index, Candidate(EvidenceKind.META, name, stated)))
    found.sort(key=lambda one: one[0])
    yield from (candidate for _, candidate in found)


# --- near the headline -------------------------------------------------------------------------------------------------


def _near_headline(tree: HtmlElement) -> tuple[list[Candidate], list[Candidate]]:
    """What elements near the headline hold in attributes, and what they say in words."""
    lines = list(_lines(tree))
    at = _headline_at(lines, _title(tree))
    if at is None:
        before, after = [], lines[:_TOP_LINES]
    else:
        before, after = lines[max(0, at - _LINES_BEFORE) : at], lines[at : at + 1 + _LINES_AFTER]
    elements, visible = _stamps(after)
    if not visible and not elements:
        elements, visible = _stamps(reversed(before))
    if at is not None and not any(stamp.clock for one in (*elements, *visible) for stamp in read_wording(one.text).stamps):
        # Below the story ("Published: 8 April 2010" at its end): only lines whose element speaks of dates, or that say so themselves.
        rest = [line for line in lines[at + 1 + _LINES_AFTER :] if line.dated or line.stamped or _says_published(line.text)]
        below = _stamps(rest[:_TOP_LINES])
        elements = [*elements, *below[0][:2]]
        visible = visible or below[1][:2]
    return elements, visible


def _stamps(lines: Iterator[_Line] | list[_Line]) -> tuple[list[Candidate], list[Candidate]]:
    elements: list[Candidate] = []
    visible: list[Candidate] = []
    for line in lines:
        for name, value, change in line.stamped:
            known = fields().get(name.lower())
            where = "dateModified" if change or known is Role.MODIFIED else f"<time {name}>" if name == "datetime" else name
            elements.append(Candidate(EvidenceKind.TIME, where, value))
        if _may_be_stamp(line.text):
            visible.append(Candidate(EvidenceKind.TEXT, "near the headline", line.text))
    return elements, visible


def _may_be_stamp(text: str) -> bool:
    """Whether a line holds a time stamp and little else: "By Maren Holt | April 8, 2010 | 2:55 p.m. EDT"."""
    if not 4 <= len(text) <= _LONGEST_STAMP_LINE or not any(character.isdigit() for character in text):
        return False
    wording = read_wording(text)
    stamps = [stamp for stamp in wording.stamps if stamp.days or stamp.clock or stamp.problem]
    if not stamps:
        return False
    if wording.pure:
        return True
    # A clock time or a day without year, among other words, is more often part of a sentence or a label ("8pm news") than a stamp.
    if not any(day.year is not None for stamp in stamps for day in stamp.days):
        return any(stamp.role is not Role.UNSAID for stamp in stamps) or any(stamp.days and stamp.clock for stamp in stamps)
    others = [word for word in re.findall(r"[^\W\d_]+", text) if len(word) > 1]
    return len(others) <= _MOST_OTHER_WORDS and not re.search(r"[a-z]{2}[.!?][\"'”’)]*$", text)


def _says_published(text: str) -> bool:
    if len(text) > _LONGEST_STAMP_LINE or not any(character.isdigit() for character in text):
        return False
    return any(stamp.role is not Role.UNSAID for stamp in read_wording(text).stamps)


def _headline_at(lines: list[_Line], title: str) -> int | None:
    """The line the headline stands on: the heading most like the page's title, else the first h1, else the line most like the title."""
    headings = [(index, line) for index, line in enumerate(lines) if line.heading]
    close = [(_likeness(line.text, title), line.heading == "h1", -index) for index, line in headings]
    if close and max(close)[0] >= _SAME_HEADLINE:
        return -max(close)[2]
    if first := [index for index, line in headings if line.heading == "h1" and len(line.text.split()) > 2]:
        return first[0]
    close_lines = [(_likeness(line.text, title), -index) for index, line in enumerate(lines[:150]) if len(line.text) < 200]
    if close_lines and max(close_lines)[0] >= _SAME_HEADLINE:
        return -max(close_lines)[1]
    return None


def _title(tree: HtmlElement) -> str:
    for element in tree.iter("meta"):
        if (element.get("property") or element.get("name") or "").lower() == "og:title" and element.get("content"):
            return element.get("content") or ""
    found = tree.find(".//title")
    return " ".join((found.text_content() if found is not None else "").split())


def _likeness(one: str, other: str) -> float:
    """The share of a line's words that the other has too; a site's name behind the title does not count against it."""
    first, second = (set(re.findall(r"\w+", wording.lower())) for wording in (one, other))
    return len(first & second) / len(first) if len(first) >= 3 else 0.0


# --- the lines of a page -----------------------------------------------------------------------------------------------


def _lines(tree: HtmlElement) -> Iterator[_Line]:
    """The lines a reader sees, parts that are not the report's left out."""
    from lxml.etree import iterwalk

    pieces: list[str] = []
    stamped: list[tuple[str, str, bool]] = []
    heading, dated, count = "", False, 0
    walk = iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start" and not (tag and _skipped(element)):
            if tag in _BLOCKS:
                if line := _line(pieces, heading, dated, stamped):
                    yield line
                    count += 1
                pieces, stamped, heading, dated = [], [], tag if tag in _HEADINGS else heading, False
            if tag:
                dated = dated or _DATED_CLASS.search(element.get("class") or "") is not None
                stamped.extend(_attributes(element, pieces))
                pieces.append(element.text or "")
            continue
        if event == "start":
            walk.skip_subtree()
            continue
        if tag in _BLOCKS:
            if line := _line(pieces, heading, dated, stamped):
                yield line
                count += 1
            pieces, stamped, dated = [], [], False
            if tag in _HEADINGS:
                heading = ""
        pieces.append(element.tail or "")
        if count > _MOST_LINES:
            return
    if line := _line(pieces, heading, dated, stamped):
        yield line


def _line(pieces: list[str], heading: str, dated: bool, stamped: list[tuple[str, str, bool]]) -> _Line | None:
    text = " ".join(" ".join(pieces).split())
    return _Line(text, heading, dated, tuple(stamped)) if text or stamped else None


def _attributes(element: HtmlElement, before: list[str]) -> Iterator[tuple[str, str, bool]]:
    """What an element's attributes state, and whether a label before it or its class makes it the time of a change."""
    stated: list[tuple[str, str]] = []
    if element.tag == "time":
        stated.append(("datetime", element.get("datetime") or ""))
    elif element.tag == "abbr":  # the hAtom microformat
        stated.append(("title", element.get("title") or ""))
    elif not _DATED_CLASS.search(element.get("class") or ""):
        return
    if element.tag != "time":
        stated.extend((name, value) for name, value in element.items() if name.startswith("data-") and name.lower() in _attribute_names())
    stated = [(name, value.strip()) for name, value in stated if any(character.isdigit() for character in value)]
    if not stated:
        return
    names = f"{element.get('class') or ''} {element.get('itemprop') or ''} {element.get('id') or ''}".lower()
    change = "modif" in names or "updat" in names or _labelled_as_change("".join(before))
    for name, value in stated:
        yield name, value, change


def _labelled_as_change(before: str) -> bool:
    """Whether the words before an element end in a label such as "Updated:"."""
    stamps = read_wording(before[-60:] + " 2000-01-01").stamps
    return bool(stamps) and stamps[-1].role is Role.MODIFIED


@cache
def _attribute_names() -> frozenset[str]:
    return frozenset(row.cells[1].lower() for row in read_table("time_fields.tsv", "place name role") if row.cells[0] == "attribute")


@cache
def _regions() -> Mapping[str, frozenset[str]]:
    """Tags, class words and spared class names of the parts left out. Raises DataError."""
    signs: dict[str, set[str]] = {"tag": set(), "class": set(), "spared": set()}
    for row in read_table("page_regions.tsv", "sign words"):
        if row.cells[0] not in signs:
            raise row.wrong(f"sign must be one of {', '.join(signs)}, not {row.cells[0]!r}")
        signs[row.cells[0]].update(words(row.cells[1]))
    return {sign: frozenset(found) for sign, found in signs.items()}


def _skipped(element: HtmlElement) -> bool:
    """Whether an element begins a part of the page whose stamps are not the report's."""
    regions = _regions()
    if element.tag in regions["tag"]:
        return True
    if element.tag in ("html", "body", "main", "article"):
        return False
    named, number = element.get("class") or "", element.get("id") or ""
    # A wrapper of the whole page may carry any of these words ("has-sidebar"); it holds the headline, the parts meant here do not.
    return (bool(named or number) and _names_region(f"{named} {number}")) and element.find(".//h1") is None


@lru_cache(maxsize=4096)
def _names_region(named: str) -> bool:
    """Whether class names and id mark a part of the page whose stamps are not the report's."""
    named = named.lower()
    regions = _regions()
    return bool(regions["class"] & set(re.split(r"[\s_-]+", named))) and not regions["spared"] & set(named.split())


def _elsewhere(element: HtmlElement) -> bool:
    """Whether an element stands in a part of the page that is left out."""
    return any(isinstance(above.tag, str) and _skipped(above) for above in element.iterancestors() if above.tag != "head")
