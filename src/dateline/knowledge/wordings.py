"""Phrases found in running text whatever their spelling: words compared without case, accents and full stops, longest phrase first.

Capitals count where a table writes them: a phrase entered in CAPITALS ("US") is found in capitals only, a phrase entered with a capital
("Turkey", "Polish") is not found in small letters, and a phrase in small letters ("police") is found in any.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|['’]s\b|[^\W_]+")

ANY, CAPITAL, CAPITALS = range(3)
"""How a word or phrase is written: in small letters, with a capital at its beginning, or in capitals."""


class Word(NamedTuple):
    """A word of a text: what it is compared by, its span, and how it is written (ANY, CAPITAL or CAPITALS)."""

    key: str
    start: int
    end: int
    shape: int


def words_in(text: str) -> list[Word]:
    """The words of a text. Hyphens and apostrophes part words, except in a possessive, which is a word of its own ("'s")."""
    return [Word(*_key_and_shape(m[0], m.start(), m.end())) for m in _WORD.finditer(text)]


def _key_and_shape(word: str, start: int, end: int) -> tuple[str, int, int, int]:
    if word[0] in "'’":
        return "'s", start, end, ANY
    bare = word.replace(".", "")
    shape = ANY if bare[0].islower() else CAPITALS if len(bare) > 1 and bare.isupper() else CAPITAL if bare[0].isupper() else ANY
    return folded(bare), start, end, shape


def folded(word: str) -> str:
    """A word in the form it is compared in: without case and accents."""
    if word.isascii():
        return word.lower()
    return "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c))


def name_key(text: str) -> str:
    """A name in the form it is looked up by: its words parted by single spaces, without a possessive at the end."""
    keys = [word.key for word in words_in(text)]
    while keys and keys[-1] == "'s":
        keys.pop()
    return " ".join(keys)


def plural(word: str) -> str:
    """The regular English plural of a noun; of a phrase with "of", the plural of what stands before it."""
    first, of, rest = word.partition(" of ")
    if of:
        return plural(first) + of + rest
    if word.endswith(("man", "woman")):
        return word[:-2] + "en"
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "x", "z", "ch", "sh")) else "s")


T = TypeVar("T")


class Found(NamedTuple, Generic[T]):
    """A phrase found: first and last word (the last not included) and what the tables hold under it, in their order."""

    first: int
    last: int
    values: tuple[T, ...]


class PhraseBook(Generic[T]):
    """Phrases and what they stand for."""

    def __init__(self) -> None:
        self._by_first: dict[str, dict[tuple[str, ...], list[tuple[int, T]]]] = {}
        self._longest: dict[str, int] = {}

    def add(self, phrase: str, value: T) -> bool:
        """Enter a phrase; False if it has no words."""
        words = words_in(phrase)
        if not words:
            return False
        keys = tuple(word.key for word in words)
        shape = CAPITALS if len(words) == 1 and words[0].shape == CAPITALS else CAPITAL if any(word.shape for word in words) else ANY
        self._by_first.setdefault(keys[0], {}).setdefault(keys, []).append((shape, value))
        self._longest[keys[0]] = max(self._longest.get(keys[0], 0), len(keys))
        return True

    def at(self, words: Sequence[Word], place: int) -> Found[T] | None:
        """The longest phrase that begins at a word."""
        first = words[place].key
        longest = self._longest.get(first)
        if longest is None:
            return None
        phrases = self._by_first[first]
        for length in range(min(longest, len(words) - place), 0, -1):
            keys = tuple(word.key for word in words[place : place + length])
            if entries := phrases.get(keys):
                seen = words[place].shape if length == 1 else max(word.shape for word in words[place : place + length])
                if values := tuple(value for shape, value in entries if shape <= seen):
                    return Found(place, place + length, values)
        return None

    def find(self, words: Sequence[Word]) -> Iterator[Found[T]]:
        """All phrases in a text, longest first from the left, none inside another."""
        place = 0
        while place < len(words):
            found = self.at(words, place)
            if found is None:
                place += 1
            else:
                yield found
                place = found.last
