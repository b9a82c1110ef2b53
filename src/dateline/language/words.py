"""Text to Universal Dependencies words with exact offsets.

Whitespace always separates words. Inside a chunk between spaces a learnt classifier decides at each *candidate* position whether
the chunk is cut there: wherever the kind of character changes (letter, digit, mark), and inside letter runs before "n't" or in
words the treebanks always cut ("cannot", "gonna"). The weights are a hashed averaged perceptron (Collins 2002) over the
characters and segments around the position, trained by ``training/words.py`` on EWT and GUM; they stand in ``words.json``.
Web and mail addresses stay whole, and the abbreviations of ``abbreviations.txt`` keep their stops. Most chunks of newswire recur, so
cuts are
cached by chunk and by what follows it.
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
_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>\"“”]*[^\s<>\"“”.,;:!?')\]]"
    r"|[\w.+-]*[\w+-](?:\.{3})?@(?:[\w-]+\.)+[a-zA-Z]{2,}"
)
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
    for match in _ADDRESS.finditer(chunk):
        positions = [i for i in positions if not match.start() < i < match.end()]
    lowered = plain.lower()
    if "n't" in lowered:
        positions.extend(m.start() for m in re.finditer("n't", lowered) if m.start() > 0)
    for match in re.finditer(r"[a-z]+", lowered):
        for form in joined:
            if match.group() == form.replace("|", ""):
                positions.append(match.start() + form.index("|"))
    return sorted(set(positions))


def features(chunk: str, position: int, following: str) -> list[str]:
    """The feature strings of one candidate position. ``following`` is the kind of the first character after the chunk and, where the
    chunk may
    hold two words run together, the word that follows (see :func:`following_kind`)."""
    following, _, word = following.partition(" ")
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
        f"nw{plain.lower()}|{position}|{word}",
    ]


def slot(feature: str) -> int:
    """The weight a feature string is hashed to."""
    return crc32(feature.encode("utf-8")) & _MASK


class WordSplitter:
    """Cuts text into words. One instance may serve many texts; it keeps a cache of chunks seen."""

    def __init__(self, weights: Sequence[int], joined: frozenset[str], abbreviations: frozenset[str]) -> None:
        self._weights = weights
        self._joined = joined
        self._run_together = frozenset(form.replace("|", "") for form in joined)
        self._abbreviations = abbreviations
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
            found = [i for i in candidates(chunk, self._joined) if sum(weights[slot(f)] for f in features(chunk, i, following)) > 0]
            known = tuple(self._kept(chunk, found))
            if len(chunk) <= _LONGEST_CACHED and len(self._cache) < 200_000:
                self._cache[key] = known
        return known

    def _kept(self, chunk: str, cuts: list[int]) -> Iterator[int]:
        """The cuts without those that part an abbreviation from its stop."""
        edges = [0, *cuts]
        for previous, cut in zip(edges, cuts, strict=False):
            if chunk[cut] == "." and chunk[cut + 1 : cut + 2] != "." and chunk[previous : cut + 1].lower() in self._abbreviations:
                continue
            yield cut

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
            for cut in self.cuts(chunk, following_kind(text, match.end(), stop, chunk.lower() in self._run_together)):
                yield Span(offset + previous, offset + cut)
                previous = cut
            yield Span(offset + previous, match.end())


def following_kind(text: str, position: int, stop: int, with_word: bool = False) -> str:
    """What begins after a chunk that ends at ``position``: "A" capital, "a" small letter, "9" digit, "$" nothing, else "."; with the
    word itself in lower case after a space if wanted."""
    match = _CHUNK.search(text, position, min(stop, position + 40))
    if match is None:
        return "$"
    kind = _kind(match.group()[0])
    return (kind if kind in "Aa9" else ".") + (f" {match.group().lower()}" if with_word else "")


@lru_cache(maxsize=1)
def _shipped() -> WordSplitter:
    data = json.loads(resources.files("dateline.language").joinpath("words.json").read_text(encoding="utf-8"))
    weights = [0] * (1 << HASH_BITS)
    for index, value in zip(data["slots"], data["weights"], strict=True):
        weights[index] = value
    lines = resources.files("dateline.language").joinpath("abbreviations.txt").read_text(encoding="utf-8").splitlines()
    abbreviations = frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))
    return WordSplitter(weights, frozenset(data["joined"]), abbreviations)
