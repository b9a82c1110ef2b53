"""The lines of a text: characters set right, hard-wrapped lines joined, one line a paragraph."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

# Characters that end a line besides the newline: vertical tab, form feed, next line, line and paragraph separators.
_LINE_ENDS: Final = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# No character a reader sees: soft hyphen, zero-width space and joiner-like marks between words, byte-order marks, directional controls.
_INVISIBLE: Final = re.compile("[\u00ad\u200b\u2060\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069\x00-\x08\x0e-\x1b\x1f\x7f]")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_SPACES: Final = re.compile(r"[^\S\n]+")
_WIDE_SPACE: Final = re.compile(r"[^\S\n\t ]")

_NARROWEST_WRAP, _WIDEST_WRAP = 40, 100  # columns: a newspaper column typed on a teletype, and the longest line mailers leave
_FEWEST_FULL_LINES: Final = 2  # fewer full lines than that may be full by chance
_FULL_SHARE: Final = 0.8  # of the lines that go on; the rest is broken early, by a long address or by hand
_RAGGED: Final = (0, 6)  # columns a line may fall short of the place where the next word would have fitted: by machine, by hand
_BULLET: Final = re.compile(r"\s*(?:[-*•·‣▪–—]|\(?\d{1,2}[.)])\s")
_ENDS_SENTENCE: Final = re.compile(r"""[.!?:…]["'”’»)\]]*$""")


def clean(text: str) -> str:
    """The text with newlines as the only line ends and no invisible or broken characters; spaces stay for the layout to be read from."""
    text = _SURROGATE.sub("�", _LINE_ENDS.sub("\n", text))
    return _WIDE_SPACE.sub(" ", _INVISIBLE.sub("", text))


def tidy(line: str) -> str:
    """One line without needless spaces."""
    return _SPACES.sub(" ", line).strip()


def paragraph_lines(text: str, *, laid_out: bool) -> list[str]:
    """The paragraphs of a text, each on one line, none empty.

    Where ``laid_out`` is true every line is a paragraph already. Else the text may be hard-wrapped, all lines cut at about the same
    column: then its lines are joined up to the blank line, the indented line or the short line that ends a paragraph.
    """
    text = clean(text)
    if not laid_out:
        lines = [line.expandtabs().rstrip() for line in text.split("\n")]
        column = _wrap_column(lines)
        if column:
            return _unwrapped(lines, column)
    return [line for line in map(tidy, text.split("\n")) if line]


def _full(line: str, following: str, column: int) -> bool:
    """Whether the next line's first word would not have fitted on this one."""
    return len(line) + 1 + len(following.split(None, 1)[0]) > column


def _wrap_column(lines: list[str]) -> int:
    """The column at which the text is hard-wrapped, 0 where it is not.

    Only a line that breaks off within a sentence, the next going on in lower case, says anything: it is the mark of wrapped text, and
    it must be full.
    """
    lengths = sorted(len(line) for line in lines if " " in line.strip())  # an address has no space to break at and may be longer
    if not lengths or not _NARROWEST_WRAP <= lengths[-1] <= _WIDEST_WRAP:
        return 0
    runs = [(line, following) for line, following in pairwise(lines) if line.strip() and following.strip()]
    broken = [(line, following) for line, following in runs if following.lstrip()[0].islower() and not _ENDS_SENTENCE.search(line)]
    for slack in _RAGGED:
        column = lengths[-1] - slack
        full = sum(_full(line, following, column) for line, following in broken)
        if full >= _FEWEST_FULL_LINES and full >= _FULL_SHARE * len(broken):
            return column
    return 0


def _unwrapped(lines: list[str], column: int) -> list[str]:
    """The paragraphs of a text wrapped at ``column``."""
    indents = [len(line) - len(line.lstrip()) for line in lines if line.strip()]
    margin = min(indents)
    paragraphs: list[str] = []
    previous = ""
    for line in lines:
        if line.strip():
            if previous.strip() and _goes_on(previous, line, column, margin):
                paragraphs[-1] = _joined(paragraphs[-1], tidy(line))
            else:
                paragraphs.append(tidy(line))
        previous = line
    return paragraphs


def _goes_on(line: str, following: str, column: int, margin: int) -> bool:
    """Whether the paragraph of ``line`` goes on in ``following``."""
    indent = len(line) - len(line.lstrip())
    next_indent = len(following) - len(following.lstrip())
    if _BULLET.match(following) or (next_indent > margin and next_indent > indent):
        return False
    if _full(line, following, column):
        return True
    # Short of the margin: the end of a paragraph, or a line broken early by hand, which goes on in lower case.
    return not _ENDS_SENTENCE.search(line) and following.lstrip()[0].islower()


def _joined(text: str, line: str) -> str:
    """Two lines as one. A hyphen at the break stays: "anti-" and "government" is commoner in wire copy than a word divided."""
    hyphenated = text.endswith("-") and not text.endswith(("--", " -")) and line[:1].islower()
    return text + line if hyphenated else f"{text} {line}"
