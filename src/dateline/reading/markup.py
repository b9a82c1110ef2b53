"""The paragraphs of marked-up text that is a story already: XHTML and NITF bodies, HTML in feeds and JSON."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from dateline.errors import ReadError
from dateline.reading.layout import tidy
from dateline.reading.limits import MAX_PAGE_ELEMENTS
from dateline.reading.xml_door import local_name
from dateline.report import Furniture, FurnitureKind

if TYPE_CHECKING:
    from lxml.etree import _Element
    from lxml.html import HtmlElement

# Elements that begin and end a paragraph, in HTML and NITF.
_BLOCKS: Final = frozenset(
    {
        "p",
        "div",
        "section",
        "article",
        "main",
        "header",
        "body",
        "body.content",
        "block",
        "blockquote",
        "bq",
        "ul",
        "ol",
        "dl",
        "li",
        "dt",
        "dd",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hl1",
        "hl2",
        "pre",
        "hr",
        "address",
        "center",
        "lead",
        "details",
        "summary",
    }
)
# Elements whose content is never the story's text.
_LEFT_OUT: Final = frozenset(
    {
        "script",
        "style",
        "noscript",
        "iframe",
        "template",
        "svg",
        "math",
        "form",
        "button",
        "input",
        "select",
        "textarea",
        "object",
        "embed",
        "video",
        "audio",
        "canvas",
        "table",
        "head",
        "title",
        "nav",
        "fn",
        "media-reference",
        "media-producer",
        "media-metadata",
        "body.head",
        "body.end",
    }
)
_FURNITURE: Final = {
    "figcaption": FurnitureKind.CAPTION,
    "media-caption": FurnitureKind.CAPTION,
    "media": FurnitureKind.CAPTION,
    "figure": FurnitureKind.CAPTION,
    "aside": FurnitureKind.RELATED,
    "footer": FurnitureKind.OTHER,
    "byline": FurnitureKind.BYLINE,
    "tagline": FurnitureKind.EDITOR,
}
_TAG: Final = re.compile(
    r"<(?:/?(?:p|br|div|span|a|b|i|em|strong|h[1-6]|ul|ol|li|blockquote|figure|img|section|article)\b[^<>]*|!--)", re.IGNORECASE
)
_NOT_IN_HTML: Final = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


@dataclass(slots=True)
class _Collected:
    lines: list[str] = field(default_factory=list)
    furniture: list[Furniture] = field(default_factory=list)
    current: list[str] = field(default_factory=list)

    def end_line(self) -> None:
        line = tidy("".join(self.current).replace("\n", " "))
        self.current.clear()
        if line and line != "-":
            self.lines.append(line)


def is_marked_up(text: str) -> bool:
    """Whether a string holds HTML tags."""
    return _TAG.search(text) is not None


def parse_page(item: str, text: str) -> tuple[HtmlElement, tuple[str, ...]]:
    """The tree of an HTML page or fragment and notes on what had to be left out.

    Raises ReadError, naming ``item``, where there is nothing to parse or more than ``MAX_PAGE_ELEMENTS`` elements.
    """
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    # The limits of libxml2 stand (no huge_tree): 10 MB of text in one piece, elements 256 deep.
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False, no_network=True)
    try:
        tree = document_fromstring(_NOT_IN_HTML.sub("", text).encode(), parser=parser)
    except (etree.LxmlError, ValueError) as problem:
        raise ReadError(item, f"holds no HTML that can be parsed ({problem}); expected a page with text") from problem
    count = tree.xpath("count(//*)")
    if isinstance(count, float) and count > MAX_PAGE_ELEMENTS:
        raise ReadError(item, f"has {count:.0f} HTML elements, more than any news page ({MAX_PAGE_ELEMENTS}); give the report alone")
    cut = any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log)
    return tree, (
        "the page nests its elements more than 255 deep or runs on too long in one piece; what lies beyond was not read",
    ) if cut else ()


def fragment_lines(item: str, html: str) -> tuple[list[str], list[Furniture]]:
    """The paragraphs and furniture of a piece of HTML, as feeds and JSON carry stories. Raises ReadError as :func:`parse_page` does."""
    if not html.strip():
        return [], []
    return body_lines(parse_page(item, f"<div>{html}</div>")[0])


def body_lines(element: _Element) -> tuple[list[str], list[Furniture]]:
    """The paragraphs below an element, one a line, and the captions and asides among them."""
    collected = _Collected()
    _visit(element, collected, verbatim=False)
    collected.end_line()
    return collected.lines, collected.furniture


def _visit(element: _Element, collected: _Collected, *, verbatim: bool) -> None:
    """Collects one element. The depth of recursion is bounded by the parsers, which stop at 256."""
    name = local_name(element).lower()
    if name in _LEFT_OUT:
        return
    if name == "br":
        collected.end_line()
        return
    kind = _FURNITURE.get(name)
    if kind is not None:
        collected.end_line()
        caption = _caption(element)
        if caption:
            collected.furniture.append(Furniture(kind, caption))
        return
    block = name in _BLOCKS
    verbatim = verbatim or name == "pre"
    if block:
        collected.end_line()
    if name == "li":
        collected.current.append("- ")
    _write(element.text, collected, verbatim=verbatim)
    for child in element:
        _visit(child, collected, verbatim=verbatim)
        _write(child.tail, collected, verbatim=verbatim)
    if block:
        collected.end_line()


def _write(text: str | None, collected: _Collected, *, verbatim: bool) -> None:
    if not text:
        return
    first, *others = text.split("\n") if verbatim else [text]
    collected.current.append(first)
    for other in others:
        collected.end_line()
        collected.current.append(other)


def _caption(element: _Element) -> str:
    """The words of a figure, a media object or an aside."""
    words = [text for text in element.itertext() if isinstance(text, str)]
    return tidy(" ".join(words).replace("\n", " "))
