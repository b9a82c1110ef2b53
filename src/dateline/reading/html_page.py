"""HTML pages: trafilatura finds the story's text, the page's own metadata tell headline, byline and publisher."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from typing import TYPE_CHECKING, Final

from dateline.errors import ReadError
from dateline.reading.charset import declared_charset, decode
from dateline.reading.drafts import Draft, Skipped
from dateline.reading.html_times import time_candidates
from dateline.reading.layout import tidy
from dateline.reading.markup import parse_page
from dateline.reading.page_metadata import page_facts
from dateline.reading.story import is_prose

if TYPE_CHECKING:
    from lxml.html import HtmlElement
    from trafilatura.settings import Extractor

    from dateline.reading.access import Source

# A report may be a single sentence. Trafilatura takes less than this for a failure and then collects every paragraph of the page,
# teasers of other stories included; its own default, 250 characters, is longer than many a wire flash.
_SHORTEST_STORY: Final = 100
_LAYOUT_CELL_CHARACTERS: Final = 250  # no cell of a data table holds so much text


def read_html(source: Source) -> Iterator[Draft | Skipped]:
    """The one report of an HTML page. Raises ReadError where the page holds no sentence of a story."""
    data = source.whole()
    text, note = decode(data, source.charset or declared_charset(data))
    yield page_draft(source.name, text, url=source.url, notes=(note,) if note else ())


def page_draft(item: str, html: str, *, url: str = "", format: str = "html", notes: tuple[str, ...] = ()) -> Draft:
    """The report on an HTML page given as characters. Raises ReadError, naming ``item``, where it holds none."""
    tree, limits = parse_page(item, html)
    times = tuple(time_candidates(tree))
    facts = page_facts(tree)
    lines = _story_lines(tree)
    stated = [line for line in map(tidy, facts.body.split("\n")) if line]
    if len(lines) == 1 and " ".join(stated) == lines[0]:
        lines = stated  # trafilatura took the text from JSON-LD as well and ran its paragraphs together
    if not any(map(is_prose, lines)):
        lines = stated
        if not any(map(is_prose, lines)):
            cause = limits[0] if limits else "only menus, links or scripts"
            raise ReadError(item, f"no story text was found in the page ({cause}); expected a page with a report in it")
    return Draft(
        item,
        format,
        "\n".join(lines),
        laid_out=True,
        headline=facts.headline,
        byline=facts.byline,
        publisher=facts.publisher,
        url=url or facts.url,
        times=times,
        notes=notes + limits,
    )


def _story_lines(tree: HtmlElement) -> list[str]:
    """The paragraphs trafilatura finds: in the element marked as the article, if the page has one, else in the whole page."""
    _open_layout_tables(tree)
    article = _marked_article(tree)
    if article is not None:
        lines = _extracted(_page_of(article))
        if any(map(is_prose, lines)):
            return lines
    return _extracted(tree)


def _extracted(tree: HtmlElement) -> list[str]:
    from trafilatura.core import bare_extraction

    # Trafilatura copies the tree before it prunes it. It turns most failures into None; what hostile markup makes it raise besides
    # (odd tags, attributes out of place) means the same: nothing found.
    try:
        document = bare_extraction(tree, options=_options())
    except (AttributeError, IndexError, KeyError, RecursionError, UnicodeError):
        return []
    text = getattr(document, "text", None)
    return [line for line in map(tidy, text.split("\n")) if line] if isinstance(text, str) else []


@cache
def _options() -> Extractor:
    """Trafilatura's settings: its fast cascade (no second opinion from justext and readability), text alone, no htmldate."""
    from configparser import ConfigParser

    from trafilatura.settings import DEFAULT_CONFIG, Extractor

    logging.getLogger("trafilatura").addHandler(logging.NullHandler())  # else "discarding data" goes to stderr, which is the caller's
    config = ConfigParser(dict(DEFAULT_CONFIG.defaults()))
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", str(_SHORTEST_STORY))
    return Extractor(config=config, output_format="python", fast=True, comments=False, tables=False, with_metadata=False)


def _open_layout_tables(tree: HtmlElement) -> None:
    """Turns tables that lay out the page, as pages before 2012 do, into plain containers; tables of data stay and are left out."""
    for cell in list(tree.iter("td")):
        if cell.tag != "td" or not _lays_out(cell):
            continue
        for element in (cell, *cell.iterancestors("td", "tr", "tbody", "table")):
            element.tag = "div"


def _lays_out(cell: HtmlElement) -> bool:
    text = tidy(cell.text_content())
    if len(text) >= _LAYOUT_CELL_CHARACTERS:
        return True
    return any(is_prose(tidy(paragraph.text_content())) for paragraph in cell.iter("p"))


def _marked_article(tree: HtmlElement) -> HtmlElement | None:
    """The one element the page marks as the article's body or the article, None where it marks none or several."""
    bodies = tree.xpath('//*[@itemprop and contains(concat(" ", @itemprop, " "), " articleBody ")]')
    articles = bodies if isinstance(bodies, list) and len(bodies) == 1 else _articles(tree)
    if len(articles) != 1:
        return None
    article = articles[0]
    # A badly closed <article> around the opening alone leaves the story's paragraphs beside it.
    beside = [sibling for sibling in article.itersiblings("p") if is_prose(tidy(sibling.text_content()))]
    return None if len(beside) > 1 else article


def _articles(tree: HtmlElement) -> list[HtmlElement]:
    """The outermost <article> elements; where there are several (teasers are articles too), those with the page's main heading."""
    outermost = [article for article in tree.iter("article") if next(article.iterancestors("article"), None) is None]
    if len(outermost) > 1:
        return [article for article in outermost if article.find(".//h1") is not None]
    return outermost


def _page_of(article: HtmlElement) -> HtmlElement:
    """A page that holds nothing but the article."""
    from lxml.html import Element

    page, body = Element("html"), Element("body")
    page.append(body)
    body.append(deepcopy(article))
    body[0].tail = None
    return page
