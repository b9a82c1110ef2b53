"""Universal Dependencies treebanks: CoNLL-U documents as sentences of words, with paragraph breaks and the raw text they stood in."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class GoldWord:
    """One syntactic word. ``space_after`` tells whether white space follows in the text; ``glued`` that the word is part of a
    multi-word token whose surface differs from its words, so that no offsets can be read off it."""

    form: str
    lemma: str
    upos: str
    feats: str
    head: int
    deprel: str
    space_after: bool


@dataclass(frozen=True, slots=True)
class GoldSentence:
    """A sentence of a treebank; ``paragraph_start`` where a paragraph (or document) opens with it."""

    words: tuple[GoldWord, ...]
    paragraph_start: bool
    document: str
    surface_words: tuple[str, ...]  # the words as spans of the surface: their concatenation is the text without spaces


def _open(path: Path) -> Iterator[str]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        yield from lines


def read_treebank(path: Path) -> list[list[GoldSentence]]:
    """The documents of a CoNLL-U file, each a list of sentences. Empty nodes (1.1) are left out."""
    documents: list[list[GoldSentence]] = []
    rows: list[list[str]] = []
    ranges: dict[int, tuple[int, str, bool]] = {}
    paragraph = True
    name = path.name
    for line in [*_open(path), "\n"]:
        line = line.rstrip("\n")
        if line.startswith("# newdoc"):
            name = line.partition("=")[2].strip() or path.name
            documents.append([])
            paragraph = True
        elif line.startswith("# newpar"):
            if not line.startswith("# newpar_block"):
                paragraph = True
        elif line.startswith("#"):
            continue
        elif line:
            cells = line.split("\t")
            if "." in cells[0]:
                continue
            if "-" in cells[0]:
                first, last = map(int, cells[0].split("-"))
                ranges[first] = (last, cells[1], "SpaceAfter=No" not in cells[9])
            else:
                rows.append(cells)
        elif rows:
            if not documents:
                documents.append([])
            documents[-1].append(_sentence(rows, ranges, paragraph, name))
            rows, ranges, paragraph = [], {}, False
    return documents


def _sentence(rows: list[list[str]], ranges: dict[int, tuple[int, str, bool]], paragraph: bool, name: str) -> GoldSentence:
    space = ["SpaceAfter=No" not in cells[9] for cells in rows]
    surface = [cells[1] for cells in rows]
    for first, (last, form, space_after) in ranges.items():
        for i in range(first - 1, last - 1):
            space[i] = False
        space[last - 1] = space_after
        _spread(surface, first - 1, last, form)
    words = tuple(GoldWord(c[1], c[2], c[3], c[5], int(c[6]), c[7], after) for c, after in zip(rows, space, strict=True))
    return GoldSentence(words, paragraph, name, tuple(surface))


def _spread(surface: list[str], first: int, last: int, form: str) -> None:
    """Share the characters of a multi-word token among its words: their own lengths where they add up, else the rest to the last."""
    if "".join(surface[first:last]).lower() == form.lower():
        position = 0
        for i in range(first, last):
            length = len(surface[i])
            surface[i] = form[position : position + length]
            position += length
        return
    position = 0
    for i in range(first, last - 1):
        length = min(len(surface[i]), max(1, len(form) - position - (last - 1 - i)))
        surface[i] = form[position : position + length]
        position += length
    surface[last - 1] = form[position:]


@dataclass(frozen=True, slots=True)
class GoldText:
    """A document's raw text with the spans of its words, by sentence."""

    text: str
    sentences: tuple[tuple[tuple[int, int], ...], ...]


def raw_text(document: list[GoldSentence]) -> GoldText:
    """The document as a reader would have it: paragraphs parted by a blank line, sentences by a space where one stood."""
    text: list[str] = []
    length = 0
    sentences = []
    pending = ""
    for number, sentence in enumerate(document):
        if number and sentence.paragraph_start:
            pending = "\n\n"
        spans = []
        for surface, word in zip(sentence.surface_words, sentence.words, strict=True):
            text.append(pending)
            length += len(pending)
            text.append(surface)
            spans.append((length, length + len(surface)))
            length += len(surface)
            pending = " " if word.space_after else ""
        sentences.append(tuple(spans))
    return GoldText("".join(text), tuple(sentences))
