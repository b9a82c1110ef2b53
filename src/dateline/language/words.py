"""Text to Universal Dependencies words with exact offsets.

Whitespace always separates words. Inside a chunk between spaces a learnt classifier decides at each *candidate* position whether
the chunk is cut there: wherever the kind of character changes (letter, digit, mark), and inside letter runs before "n't" or in
words the treebanks always cut ("cannot", "gonna"). The weights are a hashed averaged perceptron (Collins 2002) over the
characters and segments around the position, trained by ``training/words.py`` on EWT and GUM; they stand in ``words.json``.
Most chunks of newswire recur, so cuts are cached by chunk and by what follows it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib import resources
from zlib import crc32

from dateline.report import Span

HASH_BITS = 16
"""Feature strings are hashed into ``2 ** HASH_BITS`` weights."""

_CHUNK = re.compile(r"[^\s\u200b\u2060\ufeff]+")
_MASK = (1 << HASH_BITS) - 1
_LONGEST_CACHED = 40
_CURLY = str.maketrans({"‘": "'", "’": "'", "ʼ": "'", "`": "'", "“": '"', "”": '"', "„": '"', "–": "-", "—": "-", "‑": "-", "‐": "-"})


def plain_marks(text: str) -> str:
    """``text`` with curly quotes and dashes as their typewriter forms; as long as ``text``, so offsets hold."""
    return text.translate(_CURLY)


def _kind(character: str) -> str:
    if character.isalpha():
        return "A" if character.isupper() else "a"
    if character.isdigit():
        return "9"
    return character


def candidates(chunk: str, joined: frozenset[str]) -> list[int]:
    """Positions inside ``chunk`` where a cut is to be decided; ``joined`` are letter runs that hold two words, as "can|not"."""
    plain = plain_marks(chunk)
    positions = []
    for i in range(1, len(chunk)):
        left, right = plain[i - 1], plain[i]
        if left.isalpha() and right.isalpha():
            continue
        if left.isdigit() and right.isdigit():
            continue
        positions.append(i)
    lowered = plain.lower()
    if "n't" in lowered:
        positions.extend(m.start() for m in re.finditer("n't", lowered) if m.start() > 0)
    for match in re.finditer(r"[a-z]+", lowered):
        for form in joined:
            if match.group() == form.replace("|", ""):
                positions.append(match.start() + form.index("|"))
    return sorted(set(positions))


def features(chunk: str, position: int, following: str) -> list[str]:
    """The feature strings of one candidate position. ``following`` is the kind of the first character after the chunk."""
    plain = plain_marks(chunk)
    kinds = [_kind(c) for c in plain]
    padded = "^^^^" + plain.lower() + "$$$$"
    padded_kinds = ["^"] * 4 + kinds + ["$"] * 4
    at = position + 4
    left = re.search(r"([^\W\d_]+|\d+|[\W_]+)$", plain[:position].lower())
    right = re.match(r"([^\W\d_]+|\d+|[\W_]+)", plain[position:].lower())
    left_run = left.group() if left else ""
    right_run = right.group() if right else ""
    shape = "".join(padded_kinds[at - 3 : at]) + "|" + "".join(padded_kinds[at : at + 3])
    end = "e" if position + len(right_run) == len(chunk) else ""
    beginning = "b" if position == len(left_run) else ""
    return [
        f"k1{padded_kinds[at - 1]}|{padded_kinds[at]}",
        f"k3{shape}",
        f"l2{padded[at - 2 : at]}",
        f"r2{padded[at : at + 2]}",
        f"x2{padded[at - 2 : at]}|{padded[at : at + 2]}",
        f"x4{padded[at - 4 : at]}|{padded[at : at + 2]}",
        f"y4{padded[at - 1 : at]}|{padded[at : at + 4]}",
        f"lr{left_run}|{padded[at]}{beginning}",
        f"rr{padded[at - 1]}|{right_run}{end}",
        f"pr{plain[:position].lower()}",
        f"sf{plain[position:].lower()}|{following}",
        f"be{beginning}{end}{padded_kinds[at - 1]}|{padded_kinds[at]}{following}",
        f"ab{plain[:position].lower()}|{plain[position:].lower()}",
        f"dt{plain[:position].count('.')}{padded_kinds[at - 1]}|{padded_kinds[at]}{end}{following}",
        f"lw{left_run}|{right_run}",
    ]


def slot(feature: str) -> int:
    """The weight a feature string is hashed to."""
    return crc32(feature.encode("utf-8")) & _MASK


class WordSplitter:
    """Cuts text into words. One instance may serve many texts; it keeps a cache of chunks seen."""

    def __init__(self, weights: Sequence[int], joined: frozenset[str]) -> None:
        self._weights = weights
        self._joined = joined
        self._cache: dict[tuple[str, str], tuple[int, ...]] = {}

    @classmethod
    def shipped(cls) -> WordSplitter:
        """The splitter with the weights of the package."""
        return _shipped()

    def cuts(self, chunk: str, following: str) -> tuple[int, ...]:
        """Positions inside ``chunk`` at which a new word begins."""
        if chunk.isalpha() and chunk.islower() and len(chunk) < 4:
            return ()
        key = (chunk, following)
        known = self._cache.get(key)
        if known is None:
            weights = self._weights
            known = tuple(
                i for i in candidates(chunk, self._joined) if sum(weights[slot(f)] for f in features(chunk, i, following)) > 0
            )
            if len(chunk) <= _LONGEST_CACHED and len(self._cache) < 200_000:
                self._cache[key] = known
        return known

    def split(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
        """The words of ``text[start:end]`` as spans into ``text``, in order."""
        stop = len(text) if end is None else end
        for match in _CHUNK.finditer(text, start, stop):
            chunk = match.group()
            offset = match.start()
            if chunk.isalpha() and chunk.islower() and len(chunk) < 4:
                yield Span(offset, match.end())
                continue
            previous = 0
            for cut in self.cuts(chunk, following_kind(text, match.end(), stop)):
                yield Span(offset + previous, offset + cut)
                previous = cut
            yield Span(offset + previous, match.end())


def following_kind(text: str, position: int, stop: int) -> str:
    """What begins after a chunk that ends at ``position``: "A" capital, "a" small letter, "9" digit, "$" nothing, else "."."""
    match = _CHUNK.search(text, position, min(stop, position + 40))
    if match is None:
        return "$"
    kind = _kind(match.group()[0])
    return kind if kind in "Aa9" else "."


@lru_cache(maxsize=1)
def _shipped() -> WordSplitter:
    data = json.loads(resources.files("dateline.language").joinpath("words.json").read_text(encoding="utf-8"))
    weights = [0] * (1 << HASH_BITS)
    for index, value in zip(data["slots"], data["weights"], strict=True):
        weights[index] = value
    return WordSplitter(weights, frozenset(data["joined"]))
