"""Text to passages: what the encoder reads at once.

A passage is a run of words of one text, whole paragraphs where they fit, so that every sentence is read once and with its neighbours in
view. Borders between sentences are found by the engine itself; only paragraph borders are known beforehand.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.language.subwords import SubwordEncoder, form_numbers
from dateline.language.words import WordSplitter
from dateline.report import Span

BUDGET = 180
"""Sub-words a passage holds where its text allows; passages of a text are made about equally long."""

LONGEST = 480
"""Sub-words a passage never exceeds: the encoder has 512 positions."""

_SENTENCE_FINAL = frozenset({".", "!", "?", '"', "”", "’", ")", "..."})


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one text in order, with what the encoder needs of each.

    ``starts`` marks words that open a paragraph (or a sentence whose border is given), ``paragraphs`` numbers the paragraph of each.
    """

    texts: tuple[str, ...]
    spans: tuple[Span, ...]
    starts: tuple[bool, ...]
    paragraphs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """Words ``first`` to ``last`` (exclusive) of text number ``text``; ``size`` counts sub-words."""

    text: int
    first: int
    last: int
    size: int


@dataclass(frozen=True, slots=True)
class EncodedWords:
    """Sub-word ids and form number of each word of one text."""

    ids: tuple[tuple[int, ...], ...]
    forms: tuple[int, ...]


def paragraph_spans(text: str, leave_out: Sequence[Span] = ()) -> list[Span]:
    """Paragraphs of a text: lines, unless the text is wrapped by hand, then blocks between blank lines.

    Stretches in ``leave_out`` (a dateline) belong to no paragraph; what stands before and after them is parted there.
    """
    breaks = r"\n\s*\n" if _is_wrapped(text) else r"\n"
    spans = []
    position = 0
    for match in [*re.finditer(breaks, text), None]:
        end = match.start() if match else len(text)
        spans.append(Span(position, end))
        position = match.end() if match else end
    for hole in leave_out:
        spans = [
            piece
            for span in spans
            for piece in ((Span(span.start, hole.start), Span(hole.end, span.end)) if span.overlaps(hole) else (span,))
        ]
    return [s for s in spans if s.end > s.start and not s.of(text).isspace()]


def _is_wrapped(text: str) -> bool:
    """Whether single line breaks are the typist's: many full lines of like length that mostly end inside sentences."""
    blocks = re.split(r"\n\s*\n", text)
    inner = [line.rstrip() for block in blocks for line in block.strip("\n").split("\n")[:-1] if line.strip()]
    if len(inner) < 3:
        return False
    lengths = sorted(len(line) for line in inner)
    unfinished = sum(line[-1] not in '.!?:"”' for line in inner)
    return lengths[len(lengths) // 2] >= 50 and lengths[-1] <= 100 and unfinished >= 0.6 * len(inner)


def words_of(text: str, splitter: WordSplitter, leave_out: Sequence[Span] = ()) -> Words:
    """All words of a text."""
    texts: list[str] = []
    spans: list[Span] = []
    starts: list[bool] = []
    paragraphs: list[int] = []
    for number, paragraph in enumerate(paragraph_spans(text, leave_out)):
        opens = True
        for span in splitter.split(text, paragraph.start, paragraph.end):
            texts.append(text[span.start : span.end])
            spans.append(span)
            starts.append(opens)
            paragraphs.append(number)
            opens = False
    return Words(tuple(texts), tuple(spans), tuple(starts), tuple(paragraphs))


def given_words(sentences: Sequence[Sequence[str]]) -> Words:
    """Words whose sentences are known; offsets count as if words stood apart by one space."""
    texts: list[str] = []
    spans: list[Span] = []
    starts: list[bool] = []
    numbers: list[int] = []
    position = 0
    for number, sentence in enumerate(sentences):
        for i, word in enumerate(sentence):
            texts.append(word)
            spans.append(Span(position, position + len(word)))
            starts.append(i == 0)
            numbers.append(number)
            position += len(word) + 1
    return Words(tuple(texts), tuple(spans), tuple(starts), tuple(numbers))


def encode(words: Words, encoder: SubwordEncoder) -> EncodedWords:
    """Sub-word ids and forms of a text's words."""
    pairs = [encoder.word(w) for w in words.texts]
    forms = form_numbers(words.texts, words.starts, [shape for _, shape in pairs])
    return EncodedWords(tuple(ids for ids, _ in pairs), tuple(forms))


def looks_final(words: Words, index: int) -> bool:
    """Whether a word looks like the end of a sentence: a final mark before a capital, a quotation mark or the end."""
    following = words.texts[index + 1] if index + 1 < len(words.texts) else ""
    return words.texts[index] in _SENTENCE_FINAL and (not following or following[0].isupper() or following[0] in "“\"(['‘")


def cut(number: int, words: Words, encoded: EncodedWords, budget: int = BUDGET) -> list[Passage]:
    """Cut the words of text ``number`` into passages of about equal size, at paragraph borders where they are near, else after what looks
    like the end of a sentence, else anywhere."""
    sizes = [len(ids) for ids in encoded.ids]
    total = sum(sizes)
    if not total:
        return []
    target = total / max(1, -(-total // budget))
    passages = []
    first = 0
    while first < len(sizes):
        last, size = first, 0
        best, best_rank, best_size = 0, -1.0, 0
        while last < len(sizes) and size + sizes[last] <= LONGEST:
            size += sizes[last]
            last += 1
            if last == len(sizes):
                quality = 3.0
            elif words.starts[last]:
                quality = 2.0
            elif looks_final(words, last - 1):
                quality = 1.0
            else:
                quality = 0.0
            # A border far from the wished size is worth less; half the size away costs one rank.
            rank = quality - abs(size - target) / (0.5 * target)
            if rank > best_rank or not best:
                best, best_rank, best_size = last, rank, size
            if size > 1.6 * target:
                break
        passages.append(Passage(number, first, best, best_size))
        first = best
    return passages
