"""What a source is, told from its first bytes alone; names and extensions lie."""

from __future__ import annotations

import json
import re
from typing import Final

from dateline.errors import ReadError
from dateline.reading.charset import byte_order_mark, head_text, unmarked_utf16
from dateline.reading.limits import HEAD_BYTES

# First bytes of files people try, what they are, and what to do with them.
_UNREADABLE: Final = (
    (b"%PDF-", "a PDF document", "save its text first (for instance with pdftotext)"),
    (b"PK\x03\x04", "a ZIP archive or office document", "unpack it, or save the document as text or HTML"),
    (b"PK\x05\x06", "an empty ZIP archive", "give the files themselves"),
    (b"\xd0\xcf\x11\xe0", "an old office document", "save it as text or HTML"),
    (b"{\\rtf", "a rich text document", "save it as text or HTML"),
    (b"BZh", "a bzip2 file", "unpack it with bunzip2"),
    (b"\xfd7zXZ\x00", "an xz file", "unpack it with unxz"),
    (b"\x28\xb5\x2f\xfd", "a zstd file", "unpack it with unzstd"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "unpack it"),
    (b"Rar!", "a RAR archive", "unpack it"),
    (b"\x89PNG", "a PNG image", "give the text of the report"),
    (b"\xff\xd8\xff", "a JPEG image", "give the text of the report"),
    (b"GIF8", "a GIF image", "give the text of the report"),
    (b"SQLite format 3", "an SQLite database", "export its reports as JSON lines"),
    (b"PAR1", "a Parquet file", "export its reports as JSON lines"),
    (b"\x7fELF", "a program", "give the text of the report"),
)

_HTML_TAGS: Final = frozenset(
    {
        "html",
        "head",
        "body",
        "title",
        "meta",
        "link",
        "base",
        "script",
        "style",
        "noscript",
        "template",
        "header",
        "footer",
        "main",
        "article",
        "section",
        "aside",
        "nav",
        "div",
        "p",
        "span",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "a",
        "b",
        "i",
        "em",
        "strong",
        "u",
        "font",
        "center",
        "table",
        "tr",
        "td",
        "ul",
        "ol",
        "li",
        "dl",
        "blockquote",
        "figure",
        "img",
        "br",
        "hr",
        "pre",
        "form",
        "iframe",
        "frameset",
    }
)
_HTML_SIGN: Final = re.compile(r"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
# Atomic groups: without them a row of unclosed comments would be tried in exponentially many ways.
_PROLOG: Final = re.compile(
    r"\s*+(?>(?:<\?[^>]*\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>)\s*)*+<(?:[\w.-]+:)?([A-Za-z][\w.-]*)",
    re.DOTALL | re.IGNORECASE,
)
_FEED_ROOTS: Final = {"rss": "rss", "RDF": "rss", "channel": "rss", "feed": "atom", "entry": "atom"}
_NEWSML_ROOTS: Final = frozenset({"newsItem", "newsMessage", "itemSet", "packageItem", "conceptItem", "planningItem", "knowledgeItem"})
_CONTROLS: Final = bytes(code for code in range(32) if code not in b"\t\n\v\f\r\x1b")
_FAIR_SHARE_OF_CONTROLS: Final = 0.05


def detect(item: str, head: bytes) -> str:
    """The format whose reader should take a source: the first bytes decide.

    One of "warc", "html", "json", "jsonl", "rss", "atom", "newsml-g2", "nitf", "text". ``head`` holds up to ``HEAD_BYTES``, unpacked.
    Raises ReadError, naming ``item``, where the bytes are empty, binary, or XML of another kind.
    """
    if not head.strip(b"\0 \t\r\n\v\f"):
        raise ReadError(item, "is empty; expected the text of a news report")
    if head.startswith(b"WARC/"):
        return "warc"
    for magic, what, remedy in _UNREADABLE:
        if head.startswith(magic):
            raise ReadError(item, f"is {what}, which Dateline does not read; {remedy}")
    _refuse_binary(item, head)
    text = head_text(head).lstrip("\ufeff \t\r\n\v\f")
    if text.startswith("<"):
        return _marked_up(item, text)
    if text.startswith("{") and text[1:].lstrip()[:1] in ('"', "}"):
        return "jsonl" if _one_object_a_line(text, cut=len(head) >= HEAD_BYTES) else "json"
    if text.startswith("[") and text[1:].lstrip()[:1] in ("{", "[", "]"):
        return "json"
    return "html" if _HTML_SIGN.search(text[:1024]) else "text"


def _refuse_binary(item: str, head: bytes) -> None:
    """Raises ReadError for bytes that are no text in any encoding."""
    if byte_order_mark(head)[0] or unmarked_utf16(head):
        return
    if b"\0" in head or len(head) - len(head.translate(None, _CONTROLS)) > _FAIR_SHARE_OF_CONTROLS * len(head):
        raise ReadError(
            item, "is binary data; expected text, HTML, JSON, JSON lines, ninjs, NewsML-G2, RSS, Atom or WARC, plain or packed with gzip"
        )


def _marked_up(item: str, text: str) -> str:
    """The format of something that begins with "<"."""
    is_xml = text[:5].lower() == "<?xml"
    found = _PROLOG.match(text)
    root = found[1] if found else ""
    if found and "<!ENTITY" in found[0]:
        raise ReadError(item, "declares entities, which news documents never need and attacks do; remove the <!ENTITY ...> declarations")
    if root in _FEED_ROOTS:
        return _FEED_ROOTS[root]
    if root in _NEWSML_ROOTS:
        return "newsml-g2"
    if root == "nitf":
        return "nitf"
    if root.lower() in _HTML_TAGS or _HTML_SIGN.search(text):
        return "html"
    if root == "NewsML":
        raise ReadError(item, "is NewsML 1, the predecessor of NewsML-G2, which Dateline does not read; convert it, or give its text")
    if is_xml or (root and f"</{root}>" in text):
        raise ReadError(
            item,
            f"is XML with the root element <{root or '?'}>; expected HTML, NewsML-G2, NITF, RSS or Atom. Give the text, or name a "
            "reader by format=",
        )
    return "text"  # "<Reuters> Talks on ...": a bracket somebody typed


def _one_object_a_line(text: str, *, cut: bool) -> bool:
    """Whether what begins with "{" is one object a line: its first line is whole and not all, or another line opens one too."""
    first, newline, rest = text.partition("\n")
    if not newline:
        return False
    try:
        json.loads(first)
    except (ValueError, RecursionError):
        return any(line.startswith("{") for line in rest.split("\n"))
    return cut or bool(rest.strip())
