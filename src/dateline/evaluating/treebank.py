"""Trees against a Universal Dependencies treebank, for given words and from raw text."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dateline.engine import Engine
from dateline.evaluating.conllu import GoldSentence, GoldText, raw_text, read_treebank
from dateline.evaluating.counts import Matches
from dateline.report import Token

BATCH = 32


@dataclass(frozen=True, slots=True)
class TreebankScores:
    """Accuracy in per cent of words, punctuation counted, relation subtypes stripped (``las_subtypes`` keeps them); ``las_words`` leaves
    punctuation out."""

    words: int
    upos: float
    feats: float
    lemma: float
    uas: float
    las: float
    las_subtypes: float
    las_words: float


@dataclass(frozen=True, slots=True)
class SegmentationScores:
    """F1 in per cent from raw text: words and sentences as exact spans; ``uas`` and ``las`` over words, a head being right if it has the
    same
    span as the gold head. Shared measure of the CoNLL 2018 task (Zeman et al.), with the words of multi-word tokens as stretches of it."""

    words: float
    sentences: float
    upos: float
    uas: float
    las: float


def _main(relation: str) -> str:
    return relation.split(":")[0]


def score(path: Path, engine: Engine) -> TreebankScores:
    """Score trees for the treebank's own words; documents are read sentence after sentence."""
    total = punctuation = 0
    right = dict.fromkeys(("upos", "feats", "lemma", "uas", "las", "las_subtypes", "las_words"), 0)
    for document in read_treebank(path):
        found = engine.parse([[w.form for w in s.words] for s in document])
        for gold, tokens in zip(document, found, strict=True):
            for word, token in zip(gold.words, tokens, strict=True):
                total += 1
                right["upos"] += word.upos == token.upos
                right["feats"] += word.feats == (token.feats or "_")
                right["lemma"] += word.lemma == token.lemma
                attached = word.head == token.head
                labelled = attached and _main(word.deprel) == _main(token.deprel)
                right["uas"] += attached
                right["las"] += labelled
                right["las_subtypes"] += attached and word.deprel == token.deprel
                if word.upos == "PUNCT":
                    punctuation += 1
                else:
                    right["las_words"] += labelled
    share = {name: 100 * n / max(1, total) for name, n in right.items() if name != "las_words"}
    return TreebankScores(words=total, las_words=100 * right["las_words"] / max(1, total - punctuation), **share)


def score_segmentation(path: Path, engine: Engine) -> SegmentationScores:
    """Score words, sentences and trees from the raw text of the treebank's documents."""
    words, sentences, upos, uas, las = Matches(), Matches(), Matches(), Matches(), Matches()
    documents = read_treebank(path)
    for first in range(0, len(documents), BATCH):
        batch = documents[first : first + BATCH]
        texts = [raw_text(document) for document in batch]
        analyses = engine.analyser.analyse([t.text for t in texts])
        for document, gold, analysis in zip(batch, texts, analyses, strict=True):
            found_sentences = [s.tokens for s in analysis.sentences]
            words.add((s for sentence in gold.sentences for s in sentence), ((t.start, t.end) for s in found_sentences for t in s))
            sentences.add(((s[0][0], s[-1][1]) for s in gold.sentences), ((s[0].start, s[-1].end) for s in found_sentences))
            upos.add(_gold_tags(document, gold), ((t.start, t.end, t.upos) for s in found_sentences for t in s))
            uas.add(_gold_arcs(document, gold, False), _found_arcs(found_sentences, False))
            las.add(_gold_arcs(document, gold, True), _found_arcs(found_sentences, True))
    return SegmentationScores(words.f1, sentences.f1, upos.f1, uas.f1, las.f1)


def _gold_tags(document: list[GoldSentence], text: GoldText) -> list[tuple[int, int, str]]:
    return [
        (start, end, word.upos)
        for sentence, spans in zip(document, text.sentences, strict=True)
        for word, (start, end) in zip(sentence.words, spans, strict=True)
    ]


def _gold_arcs(document: list[GoldSentence], text: GoldText, labelled: bool) -> list[tuple[tuple[int, int], tuple[int, int], str]]:
    return [
        (span, spans[word.head - 1] if word.head else (-1, -1), _main(word.deprel) if labelled else "")
        for sentence, spans in zip(document, text.sentences, strict=True)
        for word, span in zip(sentence.words, spans, strict=True)
    ]


def _found_arcs(sentences: list[tuple[Token, ...]], labelled: bool) -> list[tuple[tuple[int, int], tuple[int, int], str]]:
    return [
        (
            (t.start, t.end),
            (s[t.head - 1].start, s[t.head - 1].end) if t.head else (-1, -1),
            _main(t.deprel) if labelled else "",
        )
        for s in sentences
        for t in s
    ]
