"""Words to the numbers the encoder reads: WordPiece ids and, for each word, a *form* number that gives the uncased vocabulary its
capitals, paragraph starts and quotation marks back.

The form number is ``(shape * 2 + starts) * 4 + quotation``: ``shape`` from :class:`Shape`, ``starts`` 1 where a paragraph (or a
sentence whose border is given) begins, ``quotation`` from :class:`Quotation`. Training and use share this module, so both see the same
text.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from pathlib import Path

from tokenizers import Tokenizer

from dateline.language.words import plain_marks

LONGEST_WORD = 12
"""Sub-words kept of one word; a URL's tail tells the parser nothing."""

FORMS = 8 * 2 * 4
"""How many form numbers there are."""

CLASS_ID, SEPARATOR_ID, MASK_ID = 101, 102, 103
"""Ids of the special sub-words that open and close a passage and, in training, hide a sub-word."""


class Shape(IntEnum):
    """The capitals of a word."""

    LOWER = 0
    TITLE = 1
    UPPER = 2
    SINGLE = 3  # one capital letter: an initial, or "I"
    MIXED = 4
    DIGIT = 5
    MARK = 6
    OTHER = 7  # letters of scripts without case


class Quotation(IntEnum):
    """Where a word stands with respect to double quotation marks."""

    OUTSIDE = 0
    OPENS = 1
    INSIDE = 2
    CLOSES = 3


def shape(word: str) -> Shape:
    """The :class:`Shape` of a word."""
    if any(c.isdigit() for c in word):
        return Shape.DIGIT
    letters = [c for c in word if c.isalpha()]
    if not letters:
        return Shape.MARK
    if all(c.islower() for c in letters):
        return Shape.LOWER
    if all(c.isupper() for c in letters):
        return Shape.SINGLE if len(letters) == 1 else Shape.UPPER
    if letters[0].isupper() and all(c.islower() for c in letters[1:]):
        return Shape.TITLE
    if any(c.isupper() for c in letters):
        return Shape.MIXED
    return Shape.OTHER


_OPENING = frozenset({"“", "„", "«", "``"})
_CLOSING = frozenset({"”", "»", "''"})
_EITHER = frozenset({'"', "＂"})


def quotations(words: Sequence[str], starts: Sequence[bool]) -> list[Quotation]:
    """Each word's :class:`Quotation`. Typewriter marks open and close in turn; every start begins outside."""
    found = []
    inside = False
    for word, begins in zip(words, starts, strict=True):
        if begins:
            inside = False
        if word in _OPENING or (word in _EITHER and not inside):
            inside = True
            found.append(Quotation.OPENS)
        elif word in _CLOSING or word in _EITHER:
            inside = False
            found.append(Quotation.CLOSES)
        else:
            found.append(Quotation.INSIDE if inside else Quotation.OUTSIDE)
    return found


def form_numbers(words: Sequence[str], starts: Sequence[bool], shapes: Sequence[int]) -> list[int]:
    """The form number of each word."""
    return [(kind * 2 + begins) * 4 + quotation for kind, begins, quotation in zip(shapes, starts, quotations(words, starts), strict=True)]


class SubwordEncoder:
    """WordPiece ids of words, with a cache: newswire repeats itself."""

    def __init__(self, tokenizer_file: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(tokenizer_file))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._unknown: int = self._tokenizer.token_to_id("[UNK]") or 0
        self._cache: dict[str, tuple[tuple[int, ...], int]] = {}

    def word(self, word: str) -> tuple[tuple[int, ...], int]:
        """The ids of one word (never empty) and its :class:`Shape`."""
        known = self._cache.get(word)
        if known is None:
            ids = self._tokenizer.encode(plain_marks(word)[:200], add_special_tokens=False).ids
            pieces = tuple(int(i) for i in ids[:LONGEST_WORD]) or (self._unknown,)
            known = (pieces, int(shape(word)))
            if len(self._cache) < 500_000:
                self._cache[word] = known
        return known
