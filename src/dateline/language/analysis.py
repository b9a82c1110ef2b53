"""Report text to analysis: sentences of words with their trees, entities, and sources, cues and contents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np

from dateline.language.attribution_spans import attributions_of
from dateline.language.decoding import Floats, best_labels, spans_of, trees
from dateline.language.event_scores import EventScores
from dateline.language.lemmas import Lemmas
from dateline.language.network import Network, WordScores, shipped_folder
from dateline.language.passages import EncodedWords, Passage, Words, cut, encode, given_words, looks_final, words_of
from dateline.language.subwords import SubwordEncoder
from dateline.language.words import WordSplitter
from dateline.report import Attribution, Entity, EntityType, Sentence, Span, Token

BORDER_BIAS = 0.5
"""Added to the score of a sentence border; fitted on the treebanks' development parts."""

_OPENS = frozenset('"“„«([')

RELATED = 300
"""Sub-words read around two actors at most."""

LONGEST_SENTENCE = 800
"""Words of a sentence at most; a text without any border is cut there."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """What the sentence engine reads off one text."""

    sentences: tuple[Sentence, ...]
    entities: tuple[Entity, ...]
    attributions: tuple[Attribution, ...]
    events: EventScores
    vectors: WordVectors


@dataclass(frozen=True, slots=True)
class WordVectors:
    """The encoder's vectors [words, 384] of one text, for syntax, spans and events; words are numbered through the text."""

    syntax: Floats
    spans: Floats
    events: Floats


@dataclass(frozen=True, slots=True)
class PairReading:
    """What a source does to a target: the likeliest type, mode and status, and the probability of each type."""

    type: str
    mode: str
    status: str
    types: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class _Read:
    """One text on its way: words, passages (numbers of words only) and the encoder's scores."""

    text: str
    words: Words
    passages: tuple[Passage, ...]
    scores: WordScores


class Analyser:
    """The sentence engine with its word splitter and sub-words. Not safe to share between threads; load one in each."""

    def __init__(self, folder: Path | None = None, threads: int = 2) -> None:
        self.network = Network(folder or shipped_folder(), threads)
        self._subwords = SubwordEncoder(self.network.folder / "tokenizer.json")
        self._splitter = WordSplitter.shipped()
        with (self.network.folder / "lemmas.tsv").open(encoding="utf-8") as lines:
            self._lemmas = Lemmas(lines, self.network.labels.lemmas)

    def analyse(self, texts: Sequence[str], leave_out: Sequence[Sequence[Span]] | None = None) -> list[Analysis]:
        """Analyse several texts in one go. ``leave_out`` gives stretches of each text that belong to no sentence, such as its dateline."""
        holes = leave_out or [()] * len(texts)
        words = [words_of(text, self._splitter, hole) for text, hole in zip(texts, holes, strict=True)]
        reads = self._read(list(texts), words)
        return self._analyses(reads, [self._sentences(read, _borders(read)) for read in reads])

    def analyse_unparted(self, words: Sequence[str]) -> Analysis:
        """Analyse one text of given words whose sentences are not known; offsets count words parted by one space."""
        given = given_words([words] if words else [])
        (read,) = self._read([" ".join(given.texts)], [given])
        return self._analyses([read], [self._sentences(read, _borders(read))])[0]

    def analyse_words(self, texts: Sequence[Sequence[Sequence[str]]]) -> list[Analysis]:
        """Analyse texts whose sentences and words are given, as :meth:`parse` takes them: texts of sentences of words. Offsets count words
        parted by one space. Raises ValueError on an empty sentence or word."""
        for sentences in texts:
            _check_words(sentences)
        words = [given_words(sentences) for sentences in texts]
        reads = self._read([" ".join(w.texts) for w in words], words)
        return self._analyses(reads, [self._sentences(r, _ranges(s)) for r, s in zip(reads, texts, strict=True)])

    def _analyses(self, reads: Sequence[_Read], sentences: Sequence[tuple[Sentence, ...]]) -> list[Analysis]:
        return [
            Analysis(
                found,
                self._entities(read, entities),
                self._attributions(read, attribution),
                EventScores(self.network, read.passages, read.scores),
                WordVectors(read.scores.syntax, read.scores.spans, read.scores.events),
            )
            for read, found, entities, attribution in zip(
                reads, sentences, self._entity_labels(reads), self._attribution_labels(reads), strict=True
            )
        ]

    def parse(self, sentences: Sequence[Sequence[str]]) -> list[tuple[Token, ...]]:
        """Trees for given words. Neighbouring sentences are read as context of each other; offsets count words parted by one space."""
        _check_words(sentences)
        if not sentences:
            return []
        words = given_words(sentences)
        read = self._read([" ".join(words.texts)], [words])[0]
        return [s.tokens for s in self._sentences(read, _ranges(sentences))]

    def label(self, sentences: Sequence[Sequence[str]]) -> tuple[list[str], list[str]]:
        """BIO labels of entities and of attribution for given words, one list over all sentences each."""
        reads = self._read([" ".join(w for s in sentences for w in s)], [given_words(sentences)])
        return self._entity_labels(reads)[0], self._attribution_labels(reads)[0]

    def relate(
        self, text: str, source: tuple[int, int] | None, target: tuple[int, int] | None, among: frozenset[str] | None = None
    ) -> PairReading:
        """What the words in ``source`` do to the words in ``target``; either may be missing. Long texts are cut to the words around
        both. ``among`` are the types to choose from, all by default. Raises ValueError where there is nothing to relate or choose."""
        words = words_of(text, self._splitter)
        marks = [1 if _shares(span, source) else 2 if _shares(span, target) else 0 for span in words.spans]
        if not any(marks):
            raise ValueError("relate needs the span of a source or a target that holds at least one word of the text")
        encoded = encode(words, self._subwords)
        first, last = _around(encoded, [i for i, mark in enumerate(marks) if mark])
        near = EncodedWords(encoded.ids[first:last], encoded.forms[first:last])
        scores = self.network.relate(near, marks[first:last])
        labels = self.network.labels
        odds = np.exp(scores.types - scores.types.max())
        likely = sorted(zip(labels.types, (odds / odds.sum()).tolist(), strict=True), key=lambda x: -x[1])
        shares = [(name, share) for name, share in likely if among is None or name in among]
        if not shares:
            raise ValueError(f"none of the types {', '.join(labels.types)} is among those asked for")
        kind = shares[0][0]
        modes = [(float(scores.modes[i]), name.partition("/")[2]) for i, name in enumerate(labels.modes) if name.partition("/")[0] == kind]
        return PairReading(kind, max(modes)[1], labels.statuses[int(scores.statuses.argmax())], tuple(shares))

    def _read(self, texts: list[str], words: list[Words]) -> list[_Read]:
        encoded: list[EncodedWords] = [encode(w, self._subwords) for w in words]
        cuts = [cut(number, w, e) for number, (w, e) in enumerate(zip(words, encoded, strict=True))]
        scores = self.network.encode(encoded, [p for found in cuts for p in found])
        return [_Read(t, w, tuple(c), s) for t, w, c, s in zip(texts, words, cuts, scores, strict=True)]

    def _sentences(self, read: _Read, ranges: list[tuple[int, int]]) -> tuple[Sentence, ...]:
        heads = np.zeros(len(read.words.texts), dtype=np.int64)
        relations = np.zeros(len(read.words.texts), dtype=np.int64)
        if ranges:
            for group, arcs, best, lengths in self.network.score_trees(read.scores.syntax, ranges):
                found = trees(arcs, lengths)
                chosen = np.take_along_axis(best, found[:, :, None], 2)[:, :, 0]
                for row, i in enumerate(group):
                    first, last = ranges[i]
                    heads[first:last] = found[row, : last - first]
                    relations[first:last] = chosen[row, : last - first]
        tokens = self._tokens(read, heads.tolist(), relations.tolist())
        spans, paragraphs = read.words.spans, read.words.paragraphs
        return tuple(Sentence(spans[a].start, spans[b - 1].end, tuple(tokens[a:b]), paragraphs[a]) for a, b in ranges)

    def _tokens(self, read: _Read, heads: list[int], relations: list[int]) -> list[Token]:
        labels = self.network.labels
        tags = read.scores.upos.argmax(1)
        feats = (read.scores.feats + labels.allowed_feats[tags]).argmax(1).tolist()
        edits = read.scores.lemmas.argmax(1).tolist()
        tokens = []
        for text, span, tag, bundle, edit, head, relation in zip(
            read.words.texts, read.words.spans, tags.tolist(), feats, edits, heads, relations, strict=True
        ):
            upos = labels.upos[tag]
            lemma = self._lemmas.lemma(text, upos, edit)
            tokens.append(Token(text, span.start, span.end, lemma, upos, labels.feats[bundle], head, labels.deprels[relation]))
        return tokens

    def _entity_labels(self, reads: Sequence[_Read]) -> list[list[str]]:
        labels = self.network.labels
        return _decoded(reads, [r.scores.entities for r in reads], labels.entities, labels.entity_transitions, labels.entity_first)

    def _attribution_labels(self, reads: Sequence[_Read]) -> list[list[str]]:
        labels = self.network.labels
        scores = [r.scores.attribution for r in reads]
        return _decoded(reads, scores, labels.attribution, labels.attribution_transitions, labels.attribution_first)

    def _entities(self, read: _Read, labels: list[str]) -> tuple[Entity, ...]:
        found = []
        spans = read.words.spans
        names = self.network.labels.entities
        for first, last, kind in spans_of(labels):
            start, end = spans[first].start, spans[last - 1].end
            scores = read.scores.entities[first:last]
            odds = np.exp(scores - scores.max(1, keepdims=True))
            of_type = [i for i, name in enumerate(names) if name[2:] == kind]
            probability = float((odds[:, of_type].sum(1) / odds.sum(1)).mean())
            found.append(Entity(start, end, read.text[start:end], EntityType(kind), round(probability, 3)))
        return tuple(found)

    def _attributions(self, read: _Read, labels: list[str]) -> tuple[Attribution, ...]:
        if all(label == "O" for label in labels):
            return ()
        links = [
            (passage.first, self.network.score_links(read.scores.spans[passage.first : passage.last]))
            for passage in read.passages
            if any(label != "O" for label in labels[passage.first : passage.last])
        ]
        return attributions_of(read.text, read.words, spans_of(labels), links)


def _check_words(sentences: Sequence[Sequence[str]]) -> None:
    for number, sentence in enumerate(sentences):
        if not sentence or not all(sentence):
            raise ValueError(f"sentence {number} of the given words is empty or holds an empty word; every word needs a character")


def _ranges(sentences: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
    """The word ranges of given sentences, numbered through the text."""
    ranges = []
    first = 0
    for sentence in sentences:
        ranges.append((first, first + len(sentence)))
        first += len(sentence)
    return ranges


def _shares(span: Span, other: tuple[int, int] | None) -> bool:
    """Whether a word's span shares a character with another span."""
    return other is not None and span.overlaps(other)


def _around(encoded: EncodedWords, marked: Sequence[int]) -> tuple[int, int]:
    """The range of words around the marked ones that fits in one passage."""
    sizes = [len(ids) for ids in encoded.ids]
    first, last = marked[0], marked[0] + 1
    size = sizes[first]
    wanted = marked[-1] + 1
    while (first > 0 or last < len(sizes)) and size < RELATED:
        forward = last < len(sizes) and (last < wanted or first == 0 or last - wanted <= marked[0] - first)
        place = last if forward else first - 1
        if size + sizes[place] > RELATED:
            break
        size += sizes[place]
        first, last = (first, last + 1) if forward else (first - 1, last)
    return first, last


def _decoded(
    reads: Sequence[_Read], scores: Sequence[Floats], names: tuple[str, ...], transitions: Floats, first: Floats
) -> list[list[str]]:
    """The best labels of each text's words, every passage a chain of its own, all passages decoded together."""
    pieces = [score[p.first : p.last] for read, score in zip(reads, scores, strict=True) for p in read.passages]
    if not pieces:
        return [[] for _ in reads]
    sizes = np.array([len(piece) for piece in pieces], dtype=np.int64)
    rows = np.zeros((len(pieces), int(sizes.max()), len(names)), dtype=np.float32)
    for row, piece in enumerate(pieces):
        rows[row, : len(piece)] = piece
    best = iter(zip(best_labels(rows, sizes, transitions, first), sizes.tolist(), strict=True))
    return [[names[label] for row, size in islice(best, len(read.passages)) for label in row[:size].tolist()] for read in reads]


def _glued(words: Words, index: int) -> bool:
    """Whether no space stands between a word and the next."""
    return words.spans[index].end == words.spans[index + 1].start


def _borders(read: _Read) -> list[tuple[int, int]]:
    """Word ranges of sentences: paragraphs end sentences, and inside them the engine's border head."""
    count = len(read.words.texts)
    if not count:
        return []
    scores = read.scores.border
    ends = scores[:, 1] + BORDER_BIAS > scores[:, 0]
    for passage in read.passages:
        # The encoder has not seen what follows a passage, and in training the border there was always known.
        ends[passage.last - 1] = looks_final(read.words, passage.last - 1)
    for i in np.flatnonzero(ends[:-1]).tolist():
        # An opening mark belongs to what it opens: the sentence ends before it.
        if i and read.words.texts[i] in _OPENS and _glued(read.words, i) and not _glued(read.words, i - 1):
            ends[i - 1], ends[i] = True, False
    ranges = []
    first = 0
    for i in range(count):
        if i + 1 == count or read.words.starts[i + 1] or ends[i] or i + 1 - first >= LONGEST_SENTENCE:
            ranges.append((first, i + 1))
            first = i + 1
    return ranges
