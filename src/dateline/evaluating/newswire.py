"""English Worldwide Newswire (Shan et al. 2023): articles from 50 countries with nine classes of entities."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class GoldNewsSentence:
    """Words and BIO labels of a sentence. ``start`` and ``end`` are its place in the original article, -1 where it could not be found
    there;
    ``spans`` those of its words."""

    words: tuple[str, ...]
    labels: tuple[str, ...]
    start: int
    end: int
    spans: tuple[tuple[int, int], ...]
    paragraph_start: bool


@dataclass(frozen=True, slots=True)
class GoldNewsArticle:
    """An annotated article and, where the corpus has it, its original text (else empty)."""

    name: str
    text: str
    sentences: tuple[GoldNewsSentence, ...]


def read_newswire(folder: Path) -> list[GoldNewsArticle]:
    """The articles of ``processed_annotated/*.tsv`` (a word and its BIO label a line, a blank line between sentences), with the places
    of their
    sentences in ``original_articles``."""
    articles = []
    for path in sorted((folder / "processed_annotated").glob("*.tsv")):
        original = folder / "original_articles" / path.name.removesuffix(".tsv")
        text = original.read_text(encoding="utf-8", errors="replace") if original.exists() else ""
        position = 0
        sentences: list[GoldNewsSentence] = []
        for words, labels in _sentences(path):
            match = re.compile(r"\s*".join(f"({re.escape(w)})" for w in words)).search(text, position)
            if match is None:
                sentences.append(GoldNewsSentence(tuple(words), tuple(labels), -1, -1, (), not sentences))
                continue
            opens = not sentences or "\n" in text[position : match.start()]
            spans = tuple(match.span(i + 1) for i in range(len(words)))
            sentences.append(GoldNewsSentence(tuple(words), tuple(labels), match.start(), match.end(), spans, opens))
            position = match.end()
        if sentences:
            articles.append(GoldNewsArticle(path.name.removesuffix(".txt.tsv"), text, tuple(sentences)))
    return articles


def _sentences(path: Path) -> list[tuple[list[str], list[str]]]:
    found = []
    words: list[str] = []
    labels: list[str] = []
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        cells = line.split("\t")
        if len(cells) == 2 and cells[0].strip():
            words.append(cells[0].strip())
            labels.append(cells[1].strip())
        elif not line.strip() and words:
            found.append((words, repaired(labels)))
            words, labels = [], []
    return found


def repaired(labels: Sequence[str]) -> list[str]:
    """BIO labels in which every span opens with B."""
    fixed = []
    previous = "O"
    for label in labels:
        if label.startswith("I-") and previous[2:] != label[2:]:
            label = "B-" + label[2:]
        fixed.append(label)
        previous = label
    return fixed
