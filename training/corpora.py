"""Every training corpus as documents of sentences with the labels it carries, in one shape for all tasks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dateline.language.words import WordSplitter
from training.treebank import GoldSentence, read_treebank


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


LabelledDocument = list[LabelledSentence]


def _sentence(words: list[str], paragraph_start: bool) -> LabelledSentence:
    return LabelledSentence(words, paragraph_start, [], [], [], [], [], [], [], [])


def treebank_documents(path: Path) -> list[LabelledDocument]:
    """A CoNLL-U treebank."""
    return [[treebank_sentence(s) for s in document] for document in read_treebank(path)]


def treebank_sentence(gold: GoldSentence) -> LabelledSentence:
    """One treebank sentence."""
    sentence = _sentence([w.form for w in gold.words], gold.paragraph_start)
    sentence.upos = [w.upos for w in gold.words]
    sentence.feats = [w.feats for w in gold.words]
    sentence.lemmas = [w.lemma for w in gold.words]
    sentence.heads = [w.head for w in gold.words]
    sentence.deprels = [w.deprel for w in gold.words]
    return sentence


def entity_documents(folder: Path) -> list[LabelledDocument]:
    """English Worldwide Newswire: ``processed_annotated/*.tsv``, a word and its BIO label a line, a blank line between sentences.

    Paragraph starts are read off ``original_articles`` where the words can be found there.
    """
    documents = []
    for path in sorted((folder / "processed_annotated").glob("*.tsv")):
        document: LabelledDocument = []
        words: list[str] = []
        labels: list[str] = []
        for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
            cells = line.split("\t")
            if len(cells) == 2 and cells[0].strip():
                words.append(cells[0].strip())
                labels.append(cells[1].strip())
            elif not line.strip() and words:
                sentence = _sentence(words, False)
                sentence.entities = repaired(labels)
                document.append(sentence)
                words, labels = [], []
        original = folder / "original_articles" / path.name.removesuffix(".tsv")
        if original.exists():
            _mark_paragraphs(document, original.read_text(encoding="utf-8", errors="replace"))
        if document:
            document[0].paragraph_start = True
            documents.append(document)
    return documents


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


def _mark_paragraphs(document: LabelledDocument, text: str) -> None:
    position = 0
    for sentence in document:
        match = re.compile(r"\s*".join(re.escape(w) for w in sentence.words)).search(text, position)
        if match is None:
            continue
        sentence.paragraph_start = "\n" in text[position : match.start()] or not text[: match.start()].strip()
        position = match.end()


@dataclass(frozen=True, slots=True)
class GoldAttribution:
    """One PolNeAR attribution: pieces of source, cue and content as character spans."""

    source: tuple[tuple[int, int], ...]
    cue: tuple[tuple[int, int], ...]
    content: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class GoldQuotations:
    """A PolNeAR article: its text, its attributions, and every annotated piece by type."""

    name: str
    text: str
    attributions: tuple[GoldAttribution, ...]
    pieces: tuple[tuple[str, int, int], ...]


def read_polnear(folder: Path) -> list[GoldQuotations]:
    """PolNeAR's brat files; of an article with several annotators the first by name counts. Malformed lines are skipped."""
    first: dict[str, Path] = {}
    for path in sorted((folder / "attributions").glob("*.ann")):
        first.setdefault(re.sub(r"_[0-9a-f]+\.ann$", "", path.name), path)
    return [_article(folder / "text" / f"{name}.txt", path) for name, path in sorted(first.items())]


def _article(text_file: Path, annotation_file: Path) -> GoldQuotations:
    with text_file.open(encoding="utf-8", newline="") as stream:
        text = stream.read()
    spans: dict[str, tuple[str, tuple[tuple[int, int], ...]]] = {}
    events: list[dict[str, str]] = []
    for line in annotation_file.read_text(encoding="utf-8").split("\n"):
        cells = line.split("\t")
        if len(cells) < 2:
            continue
        if cells[0].startswith("T"):
            kind, _, offsets = cells[1].partition(" ")
            pieces = tuple((int(a), int(b)) for a, b in (p.split() for p in offsets.split(";")))
            spans[cells[0]] = (kind, pieces)
        elif cells[0].startswith("E"):
            events.append({role: name for role, _, name in (p.partition(":") for p in cells[1].split())})
    found = []
    pieces_by_type = []
    for kind, pieces in spans.values():
        if kind in ("Source", "Cue", "Content"):
            pieces_by_type.extend((kind, s, e) for s, e in pieces)
    for event in events:
        parts = {role: spans[name][1] for role, name in event.items() if name in spans}
        content = parts.get("Content", ()) + parts.get("Content2", ())
        found.append(GoldAttribution(parts.get("Source", ()), parts.get("Cue", ()), content))
    return GoldQuotations(text_file.stem, text, tuple(found), tuple(pieces_by_type))


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
            sentence = _sentence([article.text[s:e] for s, e in spans], True)
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
