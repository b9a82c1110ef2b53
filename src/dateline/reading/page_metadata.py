"""What an HTML page says about its report: headline, byline, publisher and address, from JSON-LD, meta elements and headings."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from dateline.reading.layout import clean, tidy

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Names of meta elements (name, property or itemprop, lower case), the best first.
_TITLES: Final = ("og:title", "headline", "twitter:title", "dc.title", "dcterms.title", "parsely-title", "sailthru.title", "title")
_AUTHORS: Final = (
    "author",
    "byl",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "authors",
    "citation_author",
    "cxenseparse:author",
)
_PUBLISHERS: Final = ("og:site_name", "application-name", "publisher", "dc.publisher", "dcterms.publisher", "source", "article:publisher")
_ADDRESSES: Final = ("og:url", "twitter:url")

_SAME_HEADLINE: Final = 0.6  # share of the shorter one's words that two wordings of one headline have in common
_LONGEST_HEADLINE: Final = 300
_LONGEST_BYLINE: Final = 120
_BYLINE_ELEMENTS: Final = (
    './/*[@rel="author" or @itemprop="author" or contains(concat(" ", @class, " "), " byline ")'
    ' or contains(concat(" ", @class, " "), " author ") or contains(@class, "byline-name") or contains(@class, "author-name")]'
)
_BY: Final = re.compile(r"^by\b[\s:]*", re.IGNORECASE)
_TITLE_BREAK: Final = re.compile(r"\s+(?:[|–—:»«·•-]|::|//)\s+")


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What the page says; empty where it says nothing. ``body`` is the article's text from JSON-LD, one paragraph a line."""

    headline: str = ""
    byline: str = ""
    publisher: str = ""
    url: str = ""
    body: str = ""


def page_facts(tree: HtmlElement) -> PageFacts:
    """The facts of a page, each from the first place that states it."""
    metas = _metas(tree)
    article = next(_articles_in_json_ld(tree), {})
    publisher = _name(article.get("publisher")) or _first(metas, _PUBLISHERS)
    return PageFacts(
        headline=_headline(tree, metas, article, publisher),
        byline=_byline(tree, metas, article),
        publisher=publisher,
        url=_address(tree, metas, article),
        body=clean(_text(article.get("articleBody"))),
    )


def _metas(tree: HtmlElement) -> dict[str, str]:
    """The page's meta elements, the first of each name."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        content = tidy(clean(element.get("content") or "").replace("\n", " "))
        if content:
            for attribute in ("property", "name", "itemprop"):
                if name := element.get(attribute):
                    found.setdefault(name.strip().lower(), content)
    return found


def _first(metas: Mapping[str, str], names: tuple[str, ...]) -> str:
    """The first of the named meta elements that holds words, not an address."""
    return next((metas[name] for name in names if name in metas and not _is_address(metas[name])), "")


def _is_address(text: str) -> bool:
    return text.startswith(("http://", "https://", "//", "www.", "@"))


# --- JSON-LD ---------------------------------------------------------------------------------------------------------


def _articles_in_json_ld(tree: HtmlElement) -> Iterator[Mapping[str, object]]:
    """The articles (schema.org types such as NewsArticle, ReportageNewsArticle, BlogPosting, Report) the page describes in JSON-LD."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "") or not script.text:
            continue
        try:
            data = json.loads(script.text.strip().removeprefix("<![CDATA[").removesuffix("]]>").strip().rstrip(";"), strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _articles(data, depth=0)


def _articles(data: object, *, depth: int) -> Iterator[Mapping[str, object]]:
    if depth > 4:
        return
    if isinstance(data, list):
        for entry in data:
            yield from _articles(entry, depth=depth + 1)
    elif isinstance(data, dict):
        types = data.get("@type")
        for kind in types if isinstance(types, list) else [types]:
            if isinstance(kind, str) and kind.endswith(("Article", "Posting", "Report")):
                yield data
                break
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            if isinstance(data.get(key), list | dict):
                yield from _articles(data[key], depth=depth + 1)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _name(value: object) -> str:
    """The name of a schema.org person or organisation, of several joined by commas; empty for an address."""
    if isinstance(value, list):
        return ", ".join(dict.fromkeys(name for name in map(_name, value) if name))
    text = tidy(clean(_text(value.get("name") if isinstance(value, dict) else value)).replace("\n", " "))
    return "" if _is_address(text) else text


# --- headline, byline, address ---------------------------------------------------------------------------------------


def _headline(tree: HtmlElement, metas: Mapping[str, str], article: Mapping[str, object], publisher: str) -> str:
    """The heading readers see, where it says what the metadata say; else the metadata's own wording."""
    stated = [tidy(clean(_text(article.get("headline"))).replace("\n", " ")), *(metas.get(name, "") for name in _TITLES)]
    stated = [_without_site(wording, publisher) for wording in stated if wording and not _is_address(wording)]
    title = _without_site(_title(tree, publisher), publisher)
    told = [*stated, title] if title else stated
    headings = [heading for element in tree.iter("h1") if (heading := tidy(clean(element.text_content()).replace("\n", " ")))]
    headings = [heading for heading in headings if len(heading) <= _LONGEST_HEADLINE]
    for wording in told:
        close = [(_likeness(heading, wording), heading) for heading in headings]
        if close and max(close)[0] >= _SAME_HEADLINE:
            return max(close)[1]
    if len(headings) == 1 and not stated:  # a <title> that shares no words with the only heading names the site
        return headings[0]
    return told[0][:_LONGEST_HEADLINE] if told else ""


def _title(tree: HtmlElement, publisher: str) -> str:
    element = tree.find(".//title")
    title = tidy(clean(element.text_content()).replace("\n", " ")) if element is not None else ""
    parts = _TITLE_BREAK.split(title)
    # "Headline - Site": only <title> carries the site's name as a rule, so a short last part is taken for it.
    if not publisher and len(parts) > 1 and len(parts[-1].split()) <= 4 <= len(" ".join(parts[:-1]).split()):
        return title[: title.rindex(parts[-1])].rstrip(" |–—:»«·•-/")
    return title


def _without_site(title: str, publisher: str) -> str:
    """A title without " | Publisher" at its end."""
    if publisher and title.lower().endswith(publisher.lower()):
        shorter = title[: -len(publisher)].rstrip()
        if shorter and shorter[-1] in "|–—:»«·•-/":
            return shorter.rstrip(" |–—:»«·•-/")
    return title


def _likeness(one: str, other: str) -> float:
    """The share of the shorter wording's words that the other has too."""
    first, second = (set(re.findall(r"\w+", wording.lower())) for wording in (one, other))
    if min(len(first), len(second)) < 3:  # one or two words ("World") are part of many headlines: they must be all of it
        return len(first & second) / max(len(first), len(second), 1)
    return len(first & second) / min(len(first), len(second))


def _byline(tree: HtmlElement, metas: Mapping[str, str], article: Mapping[str, object]) -> str:
    told = _name(article.get("author")) or _first(metas, _AUTHORS)
    if not told:
        found = tree.xpath(_BYLINE_ELEMENTS)
        for element in found if isinstance(found, list) else []:
            text = tidy(clean(element.text_content()).replace("\n", " "))
            if 0 < len(text.split()) <= 8 and not any(character.isdigit() for character in text):
                told = text
                break
    told = _BY.sub("", told)
    return told if len(told) <= _LONGEST_BYLINE else ""


def _address(tree: HtmlElement, metas: Mapping[str, str], article: Mapping[str, object]) -> str:
    """The page's own address: the canonical link, then what metadata say."""
    canonical = [element.get("href") or "" for element in tree.iter("link") if (element.get("rel") or "").lower() == "canonical"]
    page = article.get("mainEntityOfPage")
    told = [
        *canonical,
        *(metas.get(name, "") for name in _ADDRESSES),
        _text(article.get("url")),
        _text(page.get("@id") if isinstance(page, dict) else page),
    ]
    for address in map(str.strip, told):
        try:
            parts = urlsplit(address)
        except ValueError:
            continue
        if parts.scheme in ("http", "https") and parts.netloc and (parts.path.strip("/") or parts.query):
            return address
    return ""
