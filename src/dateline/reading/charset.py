"""Bytes to characters: byte-order mark first, then UTF-8, then what is declared, then a guess that is owned up to in a note."""

from __future__ import annotations

import codecs
import re
from typing import Final

_BYTE_ORDER_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with UTF-16's
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# What pages mean by these labels, after the WHATWG Encoding Standard, section 4.2: the name is that of a subset of what is sent.
_MEANT: Final = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
}

# Python codecs that are no character encodings of pages, or (UTF-7) that no page is believed to be in.
_NEVER: Final = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "utf-7", "mbcs", "oem"})

# Encodings that write everything in 7-bit bytes, so that their text passes for ASCII.
_SEVEN_BIT: Final = ("iso2022", "hz")

# The single-byte and multi-byte encodings browsers know (WHATWG Encoding Standard, section 4.2), by the names of Python's codecs. Left to
# itself the detector also takes short texts for Mac Icelandic and mainframe code pages.
_ON_THE_WEB: Final = (
    *(f"iso8859_{number}" for number in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)),
    *(f"cp125{number}" for number in range(9)),
    *("cp866", "cp874", "koi8_r", "koi8_u", "mac_cyrillic", "gb18030", "big5", "euc_jp", "cp932", "cp949", "euc_kr"),
)

_META_CHARSET: Final = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_XML_ENCODING: Final = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9_.:-]{2,40})["']""")
_SAMPLE_BYTES: Final = 50_000  # what the detector looks at; more adds time and no certainty


def byte_order_mark(data: bytes) -> tuple[str, int]:
    """The encoding a byte-order mark at the start tells and the mark's length; ("", 0) where there is none."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return encoding, len(mark)
    return "", 0


def unmarked_utf16(head: bytes) -> str:
    """The byte order, "utf-16-le" or "utf-16-be", where the zero bytes fall as in UTF-16 text of a European language; else empty."""
    sample = head[: len(head) // 2 * 2]
    if len(sample) < 8:
        return ""
    half = len(sample) // 2
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.6 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.6 * half and odd < 0.05 * half:
        return "utf-16-be"
    return ""


def head_text(head: bytes) -> str:
    """The first bytes of a source as characters, good enough to tell its format: every byte a character where nothing is known."""
    encoding, mark = byte_order_mark(head)
    encoding = encoding or unmarked_utf16(head)
    if encoding:
        return head[mark:].decode(encoding, errors="replace")
    return head.decode("latin-1")


def declared_charset(data: bytes) -> str:
    """The encoding an XML declaration or an HTML ``<meta>`` near the start names, empty where none does."""
    head = data[:4096]
    found = _XML_ENCODING.match(head) or _META_CHARSET.search(head)
    return found[1].decode("ascii") if found else ""


def decode(data: bytes, declared: str = "") -> tuple[str, str]:
    """The text of ``data`` and a note, empty where nothing had to be guessed or replaced.

    ``declared`` is the encoding a header or the document itself names. Valid UTF-8 beyond ASCII is taken as UTF-8 whatever is
    declared: text in another encoding practically never passes for it, while wrong declarations are common.
    """
    encoding, mark = byte_order_mark(data)
    encoding = encoding or unmarked_utf16(data[:4096])
    if encoding:
        return _replaced(data[mark:], encoding, "")
    named = _codec(declared)
    if named.startswith(_SEVEN_BIT) and (text := _strictly(data, named)) is not None:
        return text, ""
    if (text := _strictly(data, "utf-8")) is not None:
        return text, ""
    if named and named != "utf-8":
        if (text := _strictly(data, named)) is not None:
            return text, ""
        return _replaced(data, named, "")
    if _mostly_utf8(data):
        return _replaced(data, "utf-8", "")
    guess = _guess(data)
    return _replaced(data, guess, f"no usable encoding is declared; read as {guess}")


def _codec(label: str) -> str:
    """The Python codec a label stands for, empty where it stands for none."""
    try:
        name = codecs.lookup(label.strip()).name
    except (LookupError, ValueError):
        return ""
    return "" if name in _NEVER else _MEANT.get(name, name)


def _strictly(data: bytes, encoding: str) -> str | None:
    """The text where every byte fits the encoding, else None."""
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError):
        return None


def _replaced(data: bytes, encoding: str, note: str) -> tuple[str, str]:
    """The text with U+FFFD for what does not fit, and the note that says so."""
    if (text := _strictly(data, encoding)) is not None:
        return text, note
    try:
        text = data.decode(encoding, errors="replace")
    except (UnicodeError, LookupError):  # "hex", "zip" and other codecs that give no text
        text, encoding = data.decode("cp1252", errors="replace"), "cp1252"
    count = text.count("�")
    broken = f"{count} character{'s' if count != 1 else ''} could not be decoded as {encoding} and stand as U+FFFD"
    return text, f"{note}; {broken}" if note else broken


def _mostly_utf8(data: bytes) -> bool:
    """Whether the bytes are UTF-8 with a few broken places, not another encoding."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("�")
    beyond_ascii = sum(1 for character in text if character > "\x7f") - broken
    return beyond_ascii >= 2 * broken  # in other encodings nearly every character beyond ASCII breaks


def _guess(data: bytes) -> str:
    """The likeliest encoding of bytes that are not UTF-8 and declare nothing usable."""
    high = sum(1 for byte in data[:_SAMPLE_BYTES] if byte > 0x7F)
    if high * 20 < len(data[:_SAMPLE_BYTES]) and _strictly(data, "cp1252") is not None:
        # Latin letters with a few accents or curly quotes: detectors waver between near relatives here, the Web's default does not.
        return "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE_BYTES], cp_isolation=list(_ON_THE_WEB)).best()
    return best.encoding if best is not None else "cp1252"
