"""Known libraries for words and sentences against Dateline's own, on the raw text of treebanks: F1 of exact spans, and time.

``python evaluation/segmentation/compare.py TREEBANK.conllu.gz...``; needs ``pip install -r evaluation/segmentation/requirements.txt``
beside dateline.
A library that gives no offsets has its pieces looked up in the text in order.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import dateline
from dateline.evaluating.conllu import raw_text, read_treebank
from dateline.evaluating.counts import Matches

Segments = list[tuple[int, int]]
Segmenter = Callable[[str], tuple[Segments, Segments]]


def located(text: str, pieces: Iterable[str], start: int = 0) -> Segments:
    """Spans of pieces that stand in the text in this order; pieces that do not stand there are left out."""
    found = []
    for piece in pieces:
        piece = piece.strip()
        at = text.find(piece, start) if piece else -1
        if at >= 0:
            found.append((at, at + len(piece)))
            start = at + len(piece)
    return found


def by_line(segment: Segmenter) -> Segmenter:
    """Apply a segmenter that knows no paragraphs to each line of the text."""

    def whole(text: str) -> tuple[Segments, Segments]:
        words: Segments = []
        sentences: Segments = []
        offset = 0
        for line in text.split("\n"):
            if line.strip():
                line_words, line_sentences = segment(line)
                words += [(a + offset, b + offset) for a, b in line_words]
                sentences += [(a + offset, b + offset) for a, b in line_sentences]
            offset += len(line) + 1
        return words, sentences

    return whole


def with_spacy() -> Segmenter:
    """SpaCy's English tokenizer and its rule-based sentencizer."""
    import spacy

    pipeline = spacy.blank("en")
    pipeline.add_pipe("sentencizer")

    def segment(text: str) -> tuple[Segments, Segments]:
        document = pipeline(text)
        words = [(t.idx, t.idx + len(t)) for t in document if not t.is_space]
        return words, [(s.start_char, s.start_char + len(s.text.rstrip())) for s in document.sents]

    return by_line(segment)


def with_pysbd() -> Segmenter:
    """PySBD (Sadvilkar & Neumann 2020); sentences only."""
    import pysbd

    segmenter = pysbd.Segmenter(language="en", clean=False)
    return by_line(lambda text: ([], located(text, segmenter.segment(text))))


def with_syntok() -> Segmenter:
    """Syntok's tokenizer and sentence segmenter."""
    from syntok import segmenter

    def segment(text: str) -> tuple[Segments, Segments]:
        words: Segments = []
        sentences: Segments = []
        for paragraph in segmenter.analyze(text):
            for sentence in paragraph:
                tokens = [(t.offset, t.offset + len(t.value)) for t in sentence]
                words += tokens
                sentences.append((tokens[0][0], tokens[-1][1]))
        return words, sentences

    return by_line(segment)


def with_nltk() -> Segmenter:
    """NLTK's Treebank tokenizer; words only (its sentence model is a download)."""
    from nltk.tokenize import NLTKWordTokenizer

    tokenizer = NLTKWordTokenizer()
    return by_line(lambda text: ([(a, b) for a, b in tokenizer.span_tokenize(text)], []))


def with_dateline() -> Segmenter:
    """Dateline's word splitter and the border head of its engine."""
    analyser = dateline.load(threads=2).analyser

    def segment(text: str) -> tuple[Segments, Segments]:
        (analysis,) = analyser.analyse([text])
        words = [(t.start, t.end) for s in analysis.sentences for t in s.tokens]
        return words, [(s.start, s.end) for s in analysis.sentences]

    return segment


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("treebanks", nargs="+", type=Path)
    arguments = parser.parse_args()
    makers = {"dateline": with_dateline, "spaCy": with_spacy, "syntok": with_syntok, "pySBD": with_pysbd, "NLTK": with_nltk}
    print(f"{'treebank':20} {'segmenter':10} {'words F1':>9} {'sentences F1':>13} {'seconds':>8}")
    for path in arguments.treebanks:
        texts = [raw_text(document) for document in read_treebank(path)]
        for name, make in makers.items():
            segment = make()
            words, sentences = Matches(), Matches()
            began = time.perf_counter()
            for gold in texts:
                found_words, found_sentences = segment(gold.text)
                words.add((s for sentence in gold.sentences for s in sentence), found_words)
                sentences.add(((s[0][0], s[-1][1]) for s in gold.sentences), found_sentences)
            seconds = time.perf_counter() - began
            shown = [f"{m.f1:.2f}" if m.found else "-" for m in (words, sentences)]
            print(f"{path.name:20} {name:10} {shown[0]:>9} {shown[1]:>13} {seconds:8.1f}")


if __name__ == "__main__":
    main()
