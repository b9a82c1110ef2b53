"""The flavours in which tables are written, and what makes a cell safe for spreadsheets.

In a spreadsheet a cell that begins with ``=``, ``+``, ``-`` or ``@`` is a formula, and a headline can be one: whoever writes news pages
can make the reader's spreadsheet fetch addresses or run programs. OWASP ("CSV Injection") has such cells, and those that begin with a tab
or a carriage return, begin with an apostrophe instead, and warns of separators and quotation marks by which a text begins a new cell in a
program that parts lines differently. :func:`defused` does both and :func:`restored` undoes it exactly.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final


class Flavour(StrEnum):
    """How a table is written."""

    PUBLISHED = "published"  # separators, header line and mark of empty cells as the format's own files have them
    CSV = "csv"  # for analysis: RFC 4180, header line, values as they are
    SPREADSHEET = "spreadsheet"  # for spreadsheets: RFC 4180, all cells quoted, byte order mark, no cell is a formula


BYTE_ORDER_MARK: Final = "\ufeff"
"""Opens the spreadsheet flavour: without it some spreadsheets take UTF-8 for another encoding."""

# The full-width forms are formulas in spreadsheets of East Asian locales, as OWASP says.
_STARTS = r"=+\-@\t\r\n＝＋－＠'"
_PARTS = r";,\t\r\n\"|"
_UNSAFE: Final = re.compile(rf"(?:\A|(?<=[{_PARTS}]))(?= *[{_STARTS}])")
_DEFUSED: Final = re.compile(rf"(?:\A|(?<=[{_PARTS}]))'")


def defused(text: str) -> str:
    """The text with an apostrophe before everything a spreadsheet could take for the beginning of a formula.

    That is at its beginning and after each separator (semicolon, comma, tab, line end, bar) or quotation mark, where one of ``= + - @``,
    their full-width forms, a tab or a line end follows, with or without spaces before it; and where an apostrophe follows, so that
    :func:`restored` is exact.
    """
    return _UNSAFE.sub("'", text)


def restored(text: str) -> str:
    """What :func:`defused` was given."""
    return _DEFUSED.sub("", text)
