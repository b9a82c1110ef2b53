"""The one door through which XML comes in: no entities, no network, no external DTD, no depth without end."""

from __future__ import annotations

import re
from html.entities import html5
from typing import TYPE_CHECKING, Any, Final

from dateline.errors import ReadError
from dateline.reading.charset import declared_charset, decode

if TYPE_CHECKING:
    from lxml.etree import XMLParser, _Element

_XML_OWN: Final = frozenset({"amp", "lt", "gt", "quot", "apos"})
_NAMED_REFERENCE: Final = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")
_NUMBERED_REFERENCE: Final = re.compile(r"&#(?:x([0-9A-Fa-f]{1,9})|([0-9]{1,10}));")
_DECLARATION: Final = re.compile(r"^\s*<\?xml[^>]*\?>")
_DOCTYPE: Final = re.compile(r"(?>\s+|<!--.*?-->|<\?.*?\?>)*+<!DOCTYPE", re.DOTALL | re.IGNORECASE)
_NOT_IN_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def parse_xml(item: str, data: bytes, charset: str = "") -> tuple[_Element, tuple[str, ...]]:
    """The root element of an XML document and notes on what had to be mended to read it.

    Raises ReadError, naming ``item``, where the document declares entities (the way to make a small file expand without end or to reach
    for other files) or where nothing of it can be read. What is not well formed is read as far as it makes sense, and a note says so.
    """
    from lxml import etree

    text, note = decode(data, charset or declared_charset(data))
    text = _NOT_IN_XML.sub("", _DECLARATION.sub("", text.lstrip("\ufeff \t\r\n"), count=1))
    if _declares_entities(text):
        raise ReadError(item, "declares entities, which news documents never need and attacks do; remove the <!ENTITY ...> declarations")
    notes = [note] if note else []
    try:
        root = etree.fromstring(text.encode(), _parser(recover=False))
    except etree.XMLSyntaxError as problem:
        mended = _NUMBERED_REFERENCE.sub(_permitted, _NAMED_REFERENCE.sub(_character, text))
        parser = _parser(recover=True)
        try:
            root = etree.fromstring(mended.encode(), parser)
        except etree.XMLSyntaxError as worse:
            raise ReadError(item, f"is no readable XML ({worse.msg}); expected a well-formed document") from worse
        if root is None:
            raise ReadError(item, f"is no readable XML ({problem.msg}); expected a well-formed document") from problem
        if len(parser.error_log):
            notes.append(f"the XML is not well formed ({problem.msg}) and was read as far as it makes sense")
    internal: Any = root.getroottree().docinfo.internalDTD  # the stubs lack iterentities
    if internal is not None and any(True for _ in internal.iterentities()):
        raise ReadError(item, "declares entities, which news documents never need and attacks do; remove the <!ENTITY ...> declarations")
    return root, tuple(notes)


def local_name(element: _Element) -> str:
    """The element's name without its namespace, empty for comments and processing instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _parser(*, recover: bool) -> XMLParser:
    from lxml import etree

    return etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        recover=recover,
    )


def _declares_entities(text: str) -> bool:
    """Whether an ``<!ENTITY`` follows a document type declaration, looked for before any parser sees the text.

    Where the declaration ends is not asked, for quotes and comments in it can hide that; news text does not speak of ``<!ENTITY``.
    """
    declaration = _DOCTYPE.match(text)
    return declaration is not None and "<!ENTITY" in text[declaration.end() :]


def _character(reference: re.Match[str]) -> str:
    """The character of a named HTML reference such as ``&nbsp;``, which XML does not know without a DTD."""
    name = reference[1]
    return reference[0] if name in _XML_OWN else html5.get(f"{name};", reference[0])


def _permitted(reference: re.Match[str]) -> str:
    """A numbered reference as it is, or U+FFFD where it names no character: libxml2, when it mends, lets halves of characters through."""
    code = int(reference[1], 16) if reference[1] else int(reference[2])
    known = code in (0x9, 0xA, 0xD) or 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code <= 0x10FFFF
    return reference[0] if known else "\ufffd"
