"""Every training corpus as documents of sentences with the labels it carries, in one shape for all tasks."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.evaluating.conllu import GoldSentence, read_treebank
from dateline.evaluating.newswire import read_newswire
from dateline.evaluating.polnear import read_polnear
from dateline.language.passages import Words, words_of
from dateline.language.words import WordSplitter

if TYPE_CHECKING:
    from training.events import Act, Pair


@dataclass(slots=True)
class LabelledSentence:
    """Words with whatever a corpus says of them; a list is empty where it says nothing."""

    words: list[str]
    paragraph_start: bool
    upos: list[str]
    feats: list[str]
    lemmas: list[str]
    heads: list[int]
    deprels: list[str]
    entities: list[str]
    attribution: list[str]
    links: list[int]  # for words of a source or content: offset in the document of the first word of its cue, else -1
    triggers: list[str]
    sectors: list[str]  # of words of participants, "" where none is known
    acts: list[Act]
    pair: Pair | None = None
    factuality: list[tuple[int, float]] = field(default_factory=list)  # words and how far they are told as facts, -3 to 3
    judges: int = 0  # whose scale that is: a place in FACTUALITY


LabelledDocument = list[LabelledSentence]


def blank_sentence(words: list[str], paragraph_start: bool) -> LabelledSentence:
    """A sentence without labels."""
    return LabelledSentence(words, paragraph_start, [], [], [], [], [], [], [], [], [], [], [])


def blank_document(words: Words) -> LabelledDocument:
    """The paragraphs of a text without labels."""
    document: LabelledDocument = []
    for text, opens in zip(words.texts, words.starts, strict=True):
        if opens or not document:
            document.append(blank_sentence([], True))
        document[-1].words.append(text)
    return document


def treebank_documents(path: Path) -> list[LabelledDocument]:
    """A CoNLL-U treebank."""
    return [[treebank_sentence(s) for s in document] for document in read_treebank(path)]


def treebank_sentence(gold: GoldSentence) -> LabelledSentence:
    """One treebank sentence."""
    sentence = blank_sentence([w.form for w in gold.words], gold.paragraph_start)
    sentence.upos = [w.upos for w in gold.words]
    sentence.feats = [w.feats for w in gold.words]
    sentence.lemmas = [w.lemma for w in gold.words]
    sentence.heads = [w.head for w in gold.words]
    sentence.deprels = [w.deprel for w in gold.words]
    return sentence


def entity_documents(folder: Path) -> list[LabelledDocument]:
    """English Worldwide Newswire."""
    documents = []
    for article in read_newswire(folder):
        document = []
        for gold in article.sentences:
            sentence = blank_sentence(list(gold.words), gold.paragraph_start)
            sentence.entities = list(gold.labels)
            document.append(sentence)
        documents.append(document)
    return documents


def attribution_documents(folder: Path) -> list[LabelledDocument]:
    """PolNeAR articles cut into words; sentence borders are not annotated, so each paragraph is one "sentence" of the document."""
    splitter = WordSplitter.shipped()
    documents = []
    for article in read_polnear(folder):
        document: LabelledDocument = []
        kinds: dict[int, tuple[str, bool]] = {}
        for kind, start, end in article.pieces:
            for i in range(start, end):
                kinds[i] = (kind, i == start)
        cue_of: dict[int, int] = {}
        for attribution in article.attributions:
            if attribution.cue:
                for start, end in attribution.source + attribution.content:
                    cue_of.update((i, attribution.cue[0][0]) for i in range(start, end))
        offset = 0
        first_word_at: dict[int, int] = {}
        pending: list[tuple[LabelledSentence, int, int]] = []
        for match in re.finditer(r"[^\n]*[^\s][^\n]*", article.text):
            spans = list(splitter.split(article.text, match.start(), match.end()))
            if not spans:
                continue
            sentence = blank_sentence([article.text[s:e] for s, e in spans], True)
            previous: str = "O"
            for number, (s, e) in enumerate(spans):
                inside = [kinds[i] for i in range(s, e) if i in kinds]
                if not inside:
                    sentence.attribution.append("O")
                    previous = "O"
                else:
                    kind = inside[0][0]
                    begins = any(b for k, b in inside if k == kind) or previous != kind
                    sentence.attribution.append(("B-" if begins else "I-") + kind)
                    previous = kind
                for i in range(s, e):
                    first_word_at.setdefault(i, offset + number)
                sentence.links.append(-1)
                cue = next((cue_of[i] for i in range(s, e) if i in cue_of), None)
                if cue is not None and inside and inside[0][0] != "Cue":
                    pending.append((sentence, number, cue))
            offset += len(spans)
            document.append(sentence)
        for sentence, number, cue in pending:
            sentence.links[number] = first_word_at.get(cue, -1)
        if document:
            documents.append(document)
    return documents


FACTUALITY = ("uw", "uds_ih2", "meantime", "mv2/mv2-all")
"""Files of sentences whose predicates people judged; each has a scale of its own."""

_TREEBANK_MARKS = {"``": '"', "''": '"', "-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]"}


def factuality_documents(folder: Path, part: str = "train") -> list[LabelledDocument]:
    """Sentences with the factuality of their predicates, each a document of its own; ``part`` is "train" or "dev"."""
    found = []
    for judges, name in enumerate(FACTUALITY):
        for line in (folder / f"{name}-{part}.jsonl").read_text(encoding="utf-8").splitlines():
            item = json.loads(line)
            sentence = blank_sentence([_TREEBANK_MARKS.get(w, w) for w in item["text"].split()], True)
            sentence.factuality = [(t["span1"][0], float(t["label"])) for t in item["targets"] if 0 <= t["span1"][0] < len(sentence.words)]
            sentence.judges = judges
            if sentence.factuality:
                found.append([sentence])
    return found


def plain_documents(folder: Path) -> list[LabelledDocument]:
    """Texts without labels, a document of paragraphs each."""
    splitter = WordSplitter.shipped()
    found = []
    for path in sorted(folder.rglob("*.txt")):
        document = blank_document(words_of(path.read_text(encoding="utf-8"), splitter))
        if document:
            found.append(document)
    return found
