"""The words of a report as the ledger compares reports by them: normalised words, passages' fingerprints, and telling terms."""

from __future__ import annotations

import hashlib
import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Final

from dateline.fact_tables import table_rows

SHINGLE: Final = 5
"""Words of a fingerprinted passage: shorter ones are shared by chance."""

WINDOW: Final = 16
"""Of so many passages in a row one is kept (winnowing), so any 20 words in common are found."""

DENSE_WORDS: Final = 200
DENSE_WINDOW: Final = 4
"""Shorter texts keep more of their passages: all that a longer text keeps of the same words is among them."""

MOST_FINGERPRINTS: Final = 4000
"""Of texts with more, some 30,000 words, the least are kept, which of like texts are the same: databases take so many values at once."""

TERMS: Final = 24
"""Telling terms kept of a report."""

FREQUENCIES: Final = "document_frequencies.tsv"

_WORD: Final = re.compile(r"\w+(?:[.,]\d+)*(?:['’]\w+)?")
_HEADLINE_WEIGHT: Final = 2


def words_of(text: str) -> list[str]:
    """The words of a text in lower case, without possessive endings and punctuation."""
    return [normal(match[0]) for match in _WORD.finditer(text)]


@lru_cache(maxsize=1 << 16)
def normal(word: str) -> str:
    """A word as words are compared: in lower case, without a possessive ending."""
    plain = word.casefold().replace("’", "'")
    return plain.removesuffix("'s")


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """A word without the ending of plural or third person."""
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


@dataclass(frozen=True, slots=True)
class Frequencies:
    """In how many of so many articles a stem occurs."""

    articles: int
    counts: Mapping[str, int]

    def weight(self, word: str) -> float:
        """The inverse document frequency of a stem, as a logarithm; stems not in the table are rarer than those in it."""
        return math.log((self.articles + 1) / (self.counts.get(word, 1) + 0.5))


@lru_cache(maxsize=1)
def shipped_frequencies() -> Frequencies:
    """The table of the package. Raises :class:`dateline.DataError` with file and line where it is wrong."""
    text = files("dateline.ledger").joinpath("data").joinpath(FREQUENCIES).read_text("utf-8")
    counts = {}
    for row in table_rows(FREQUENCIES, text, "stem articles"):
        word, number = row.cells
        if not number.isdigit():
            raise row.wrong(f"{number!r} is no number of articles")
        counts[word] = int(number)
    articles = counts.pop("*", 0)
    return Frequencies(articles, counts)


@dataclass(frozen=True, slots=True)
class TextWords:
    """The words of a report's headline and story."""

    headline: tuple[str, ...]
    story: tuple[str, ...]
    text: str

    @classmethod
    def of(cls, headline: str, text: str) -> TextWords:
        """The words of a report."""
        return cls(tuple(words_of(headline)), tuple(words_of(text)), text)

    def fingerprints(self) -> set[int]:
        """Fingerprints of passages of the story, each between -2^63 and 2^63, chosen by winnowing: of every window of passages the least.

        Schleimer, Wilkerson and Aiken (2003), "Winnowing: local algorithms for document fingerprinting".
        """
        hashes = [_passage_hash(self.story[i : i + SHINGLE]) for i in range(max(1, len(self.story) - SHINGLE + 1))]
        window = DENSE_WINDOW if len(self.story) < DENSE_WORDS else WINDOW
        found = {min(hashes[i : i + window]) for i in range(max(1, len(hashes) - window + 1))}
        return found if len(found) <= MOST_FINGERPRINTS else set(sorted(found)[:MOST_FINGERPRINTS])

    def vector(self) -> dict[str, float]:
        """All terms with their weights, term frequency by inverse document frequency, of length 1."""
        frequencies = shipped_frequencies()
        counts = Counter(stem(w) for w in self.story if len(w) > 1)
        for word in self.headline:
            counts[stem(word)] += _HEADLINE_WEIGHT
        return unit({w: (1 + math.log(n)) * frequencies.weight(w) for w, n in counts.items()})

    def terms(self) -> dict[str, float]:
        """The most telling terms with weights, of length 1, in order of weight."""
        vector = sorted(self.vector().items(), key=lambda item: (-item[1], item[0]))[:TERMS]
        return unit(dict(vector))


def unit(vector: Mapping[str, float]) -> dict[str, float]:
    """The vector with length 1; nothing for nothing."""
    length = math.sqrt(sum(v * v for v in vector.values()))
    return {w: v / length for w, v in vector.items()} if length else {}


def likeness(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """The cosine of two vectors of length 1."""
    small, large = (one, other) if len(one) <= len(other) else (other, one)
    return sum(v * large.get(w, 0.0) for w, v in small.items())


def _passage_hash(words: Sequence[str]) -> int:
    return int.from_bytes(hashlib.blake2b(" ".join(words).encode("utf-8", "replace"), digest_size=8).digest(), "big", signed=True)
