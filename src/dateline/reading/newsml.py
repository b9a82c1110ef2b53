"""NewsML-G2 items and messages, and NITF, the IPTC's XML standards (https://iptc.org/standards/)."""

from __future__ import annotations

import re
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

_TIMES: Final = ("versionCreated", "firstCreated", "contentCreated")
_STATUS_NOTES: Final = {
    "withheld": "the publisher withholds this version (pubStatus withheld)",
    "canceled": "the publisher has withdrawn this report (pubStatus canceled)",
}
_HOLDERS: Final = ("newsMessage", "itemSet")
_OTHER_ITEMS: Final = ("packageItem", "conceptItem", "knowledgeItem", "planningItem", "catalogItem")


def read_newsml(source: Source) -> Iterator[Draft | Skipped]:
    """The news items of a NewsML-G2 document, one or a message of several. Items that list or define other things are passed over."""
    root, notes = parse_xml(source.name, source.whole(), source.charset)
    items = [root] if local_name(root) == "newsItem" else [element for element in root.iter() if local_name(element) == "newsItem"]
    if not items:
        raise ReadError(source.name, f"holds no newsItem (its root is <{local_name(root)}>); expected NewsML-G2 with at least one")
    alone = len(items) == 1
    for number, element in enumerate(items, 1):
        item = source.name if alone else f"{source.name}#{number}"
        try:
            yield _item_draft(item, element, notes)
        except ReadError as problem:
            yield Skipped(problem.item, problem.reason)


def read_nitf(source: Source) -> Iterator[Draft | Skipped]:
    """The report of a NITF document."""
    root, notes = parse_xml(source.name, source.whole(), source.charset)
    story = _first(root, "nitf")
    if story is None:
        raise ReadError(source.name, f"is no NITF (its root is <{local_name(root)}>); expected the root <nitf>")
    lines, furniture = _nitf_body(story)
    if not lines:
        raise ReadError(source.name, "is NITF without a text; expected paragraphs in <body.content>")
    head = _first(story, "body.head")
    issued = _first(story, "date.issue")
    times = []
    if issued is not None and issued.get("norm"):
        times.append(Candidate(EvidenceKind.FEED, "date.issue", tidy(issued.get("norm") or "")))
    times += [
        Candidate(EvidenceKind.FEED, "story.date", tidy(element.get("norm") or _words(element)))
        for element in (_all(head, "story.date") if head is not None else [])
    ]
    source_name = _first(story, "doc.copyright")
    yield Draft(
        source.name,
        "nitf",
        "\n".join(lines),
        laid_out=True,
        headline=_words(_first(head, "hl1")) or _words(_first(story, "title")),
        byline=_by(_words(_first(head, "byline"))),
        publisher=(source_name.get("holder") or "" if source_name is not None else "") or _words(_first(head, "distributor")),
        dateline=_words(_first(head, "dateline")),
        times=tuple(times),
        furniture=tuple(furniture),
        notes=notes,
    )


def _item_draft(item: str, element: _Element, notes: tuple[str, ...]) -> Draft:
    """The report of one newsItem. Raises ReadError, naming ``item``, where it has no text."""
    lines, furniture, laid_out = _inline_text(item, element)
    if not lines:
        kind = _first(element, "itemClass")
        stated = (kind.get("qcode") or "") if kind is not None else ""
        raise ReadError(item, f"is a newsItem ({stated or 'no item class'}) without a text; expected the report in inlineXML or inlineData")
    meta = _first(element, "contentMeta")
    status = _first(element, "pubStatus")
    withdrawn = _STATUS_NOTES.get((status.get("qcode") or "").rpartition(":")[2] if status is not None else "")
    times = [Candidate(EvidenceKind.FEED, name, when) for name in _TIMES if (when := _words(_first(element, name)))]
    nitf = _first(element, "nitf")
    head = _first(nitf, "body.head") if nitf is not None else None
    return Draft(
        item,
        "newsml-g2",
        "\n".join(lines),
        laid_out=laid_out,
        headline=_headline(meta) or _words(_first(head, "hl1")),
        byline=_by(_words(_first(meta, "by")) or _words(_first(head, "byline"))),
        publisher=_named(_first(element, "copyrightHolder")) or _named(_first(element, "provider")) or _named(_first(meta, "infoSource")),
        dateline=_words(_first(meta, "dateline")) or _words(_first(head, "dateline")),
        times=tuple(times),
        furniture=tuple(furniture),
        notes=(*notes, withdrawn) if withdrawn else notes,
    )


def _inline_text(item: str, element: _Element) -> tuple[list[str], list[Furniture], bool]:
    """The paragraphs of an item, from the first of its renditions that has any, and whether they are laid out already."""
    for inline in _all(element, "inlineXML"):
        nitf = _first(inline, "nitf")
        lines, furniture = _nitf_body(nitf) if nitf is not None else body_lines(inline)
        if lines:
            return lines, furniture, True
    for inline in _all(element, "inlineData"):
        text = clean("".join(text for text in inline.itertext() if isinstance(text, str)))
        if is_marked_up(text):
            lines, furniture = fragment_lines(item, text)
            if lines:
                return lines, furniture, True
        elif text.strip():
            return text.split("\n"), [], False
    return [], [], True


def _nitf_body(nitf: _Element) -> tuple[list[str], list[Furniture]]:
    """The paragraphs of a NITF story; its closing lines (tagline) become furniture."""
    body = _first(nitf, "body.content")
    if body is None:
        body = _first(nitf, "body")
    if body is None:
        return [], []
    lines, furniture = body_lines(body)
    end = _first(nitf, "body.end")
    if end is not None:
        furniture += body_lines_of_end(end)
    return lines, furniture


def body_lines_of_end(end: _Element) -> list[Furniture]:
    """The furniture of a NITF ``body.end``."""
    return [piece for child in end for piece in body_lines(child)[1]]


def _headline(meta: _Element | None) -> str:
    """The main headline of an item: one with no role or the role of a headline, else the first."""
    found = _all(meta, "headline")
    main = [one for one in found if (one.get("role") or "").rpartition(":")[2].lower() in ("", "main", "headline", "hld")]
    return _words(next(iter(main or found), None))


def _named(element: _Element | None) -> str:
    """The name of a party: its <name>, else its literal."""
    if element is None:
        return ""
    name = _first(element, "name")
    return _words(name) or tidy(element.get("literal") or "") or ("" if len(element) else _words(element))


def _by(text: str) -> str:
    return text[3:].strip() if text[:3].lower() == "by " else text


def _all(element: _Element | None, name: str) -> list[_Element]:
    """The elements of a local name below (or at) an element, in document order, whatever their namespace."""
    return [] if element is None else [found for found in element.iter() if local_name(found) == name]


def _first(element: _Element | None, name: str) -> _Element | None:
    return next((found for found in element.iter() if local_name(found) == name), None) if element is not None else None


def _words(element: _Element | None) -> str:
    """All characters below an element as one line."""
    if element is None:
        return ""
    words = tidy(clean(" ".join(text for text in element.itertext() if isinstance(text, str))).replace("\n", " "))
    return re.sub(r"\s+([,.;:])", r"\1", words)
