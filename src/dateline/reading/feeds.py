"""RSS 0.9 to 2.0 and Atom: every item of a feed a report."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from dateline.errors import ReadError
from dateline.reading.drafts import Draft, Skipped
from dateline.reading.layout import clean, tidy
from dateline.reading.markup import body_lines, fragment_lines, is_marked_up
from dateline.reading.publication_time import Candidate
from dateline.reading.xml_door import local_name, parse_xml
from dateline.report import EvidenceKind, Furniture

if TYPE_CHECKING:
    from lxml.etree import _Element

    from dateline.reading.access import Source

# Elements that hold an item's time, text and author, the best first, by local name: "date" and "creator" are Dublin Core's,
# "encoded" is the content module's.
_TIMES: Final = ("pubDate", "published", "issued", "date", "updated", "modified")
_FULL_TEXTS: Final = ("encoded", "content", "fulltext")
_SUMMARIES: Final = ("description", "summary")
_AUTHORS: Final = ("creator", "author")
_MEDIA: Final = "http://search.yahoo.com/mrss/"  # its "content", "description" and "title" are a picture's, not the item's


def read_feed(source: Source) -> Iterator[Draft | Skipped]:
    """The items of a feed in its order. Raises ReadError where it has none."""
    root, notes = parse_xml(source.name, source.whole(), source.charset)
    items = [root] if local_name(root) == "entry" else [element for element in root.iter() if local_name(element) in ("item", "entry")]
    if not items:
        raise ReadError(source.name, f"is a feed without items (its root is <{local_name(root)}>); expected <item> or <entry> elements")
    channel = root if local_name(root) in ("feed", "channel") else next((one for one in root.iter() if local_name(one) == "channel"), None)
    publisher = "" if channel is None else _words(_child(channel, "title"))
    alone = len(items) == 1
    for number, element in enumerate(items, 1):
        item = source.name if alone else f"{source.name}#{number}"
        try:
            yield _item_draft(item, element, publisher, notes)
        except ReadError as problem:
            yield Skipped(problem.item, problem.reason)


def _item_draft(item: str, element: _Element, publisher: str, notes: tuple[str, ...]) -> Draft:
    """The report of one item. Raises ReadError, naming ``item``, where it has neither text nor description."""
    summary = False
    lines, furniture, laid_out = _text(item, element, _FULL_TEXTS)
    if not lines:
        lines, furniture, laid_out = _text(item, element, _SUMMARIES)
        summary = True
    if not lines:
        raise ReadError(item, "is a feed item without a text; expected content:encoded, content, description or summary")
    times = [Candidate(EvidenceKind.FEED, name, when) for name in _TIMES if (when := _words(_child(element, name)))]
    nested = _child(element, "source")  # the feed an item was taken from
    return Draft(
        item,
        "atom" if local_name(element) == "entry" else "rss",
        "\n".join(lines),
        laid_out=laid_out,
        headline=_plain(item, _words(_child(element, "title"))),
        byline=_author(element),
        publisher=(_words(_child(nested, "title")) or _words(nested) if nested is not None else "") or publisher,
        url=_link(element),
        summary=summary,
        times=tuple(times),
        furniture=tuple(furniture),
        notes=notes,
    )


def _text(item: str, element: _Element, names: tuple[str, ...]) -> tuple[list[str], list[Furniture], bool]:
    """The paragraphs of the first named child that has any, and whether they are laid out already."""
    for name in names:
        child = _child(element, name)
        if child is None:
            continue
        if len(child):  # XHTML or other markup in place
            lines, furniture = body_lines(child)
        else:
            text = child.text or ""
            if not is_marked_up(text):
                if text.strip():
                    return [_plain(item, line) for line in clean(text).split("\n")], [], False
                continue
            lines, furniture = fragment_lines(item, text)
        if lines:
            return lines, furniture, True
    return [], [], True


def _plain(item: str, text: str) -> str:
    """A text in which markup and references may be written out: "&amp;quot;" in a title, "<i>" in another."""
    if "&" not in text and "<" not in text:
        return text
    lines, _ = fragment_lines(item, text)
    return " ".join(lines)


def _author(element: _Element) -> str:
    names = []
    for name in _AUTHORS:
        for child in element:
            if local_name(child) == name:
                words = _words(_child(child, "name")) or ("" if len(child) else _words(child))
                names.append(_person(words))
        if any(names):
            break
    return ", ".join(dict.fromkeys(filter(None, names)))


def _person(words: str) -> str:
    """The name in an RSS author, which is written "desk@example.org (Maren Holt)"."""
    if "@" in words and words.endswith(")") and "(" in words:
        return words[words.index("(") + 1 : -1].strip()
    return "" if "@" in words else words.removeprefix("By ").removeprefix("by ")


def _link(element: _Element) -> str:
    """The item's address: Atom's alternate link, RSS's link, or a guid that is one."""
    for child in element:
        if local_name(child) == "link":
            if (href := child.get("href")) and child.get("rel", "alternate") == "alternate":
                return href.strip()
            if words := _words(child):
                return words
    guid = _words(_child(element, "guid"))
    return guid if guid.startswith(("http://", "https://")) else ""


def _child(element: _Element, name: str) -> _Element | None:
    """The first child of a local name that is not about a picture."""
    return next((child for child in element if local_name(child) == name and not str(child.tag).startswith(f"{{{_MEDIA}}}")), None)


def _words(element: _Element | None) -> str:
    """All characters below an element as one line."""
    if element is None:
        return ""
    return tidy(clean("".join(text for text in element.itertext() if isinstance(text, str))).replace("\n", " "))
