"""Factuality of predicate words on the unified scale of Stanovsky et al. (2017, "Integrating Deep Linguistic Features in Factuality
Prediction over Unified Datasets"): -3 is certainly did not happen, 3 certainly did, 0 says nothing.

The rated sets are JSON lines with ``text`` (words parted by one space, Penn Treebank brackets and quotes) and ``targets``, each with
``span1`` (numbers of the words, end exclusive) and ``label``. Each sentence is read as a text of its own, its words as given, and the
predicate's value is :func:`dateline.coding.factuality_values.value_of`, on the scale of the corpus that the file is named for ("uw-dev",
"meantime-test"), else on UW's.

The project's own clauses are JSON lines with ``id``, ``text`` and ``clauses``, each with ``trigger`` (characters), ``status``,
``certainty`` and ``act``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from dateline.coding.event_mentions import TextWords
from dateline.coding.factuality import FactualityReader
from dateline.coding.factuality_values import DEFAULT_SCALE, shipped_network, value_of
from dateline.coding.tree import Tree
from dateline.errors import DataError
from dateline.language.analysis import Analyser
from dateline.report import Act, Certainty, Span, Status

_PENN = {"``": '"', "''": '"', "-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "-LCB-": "{", "-RCB-": "}", "--": "–"}


@dataclass(frozen=True, slots=True)
class RatedPredicate:
    """A predicate word, by its number in the sentence, and the mean judgement of the annotators, -3 to 3."""

    word: int
    value: float


@dataclass(frozen=True, slots=True)
class RatedSentence:
    """A sentence's words with the predicates that were judged in it."""

    words: tuple[str, ...]
    predicates: tuple[RatedPredicate, ...]


def read_rated(path: Path) -> Iterator[RatedSentence]:
    """The sentences of a file; predicates of several words (clauses of the CommitmentBank) are left out. Raises DataError."""
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                item = json.loads(line)
                words = tuple(_PENN.get(word, word) for word in item["text"].split(" ") if word)
                found = tuple(
                    RatedPredicate(int(t["span1"][0]), float(t["label"])) for t in item["targets"] if t["span1"][1] - t["span1"][0] == 1
                )
            except (KeyError, IndexError, TypeError, ValueError) as error:
                raise DataError(
                    str(path), number, f'expected an object with "text" and "targets" of "span1" and "label", found {error!r}'
                ) from error
            wrong = [p for p in found if not (0 <= p.word < len(words) and -3.0 <= p.value <= 3.0)]
            if wrong:
                raise DataError(str(path), number, f"{wrong[0]} lies outside the {len(words)} words or outside -3 to 3")
            yield RatedSentence(words, found)


@dataclass(frozen=True, slots=True)
class ValueScores:
    """Number of predicates, mean absolute error (0 to 6, less is better), Pearson's r (-1 to 1), and macro-F1 in per cent of three classes:
    happened (1 and more), did not (-1 and less), open."""

    predicates: int
    mae: float
    r: float
    f1: float


def figures(found: Sequence[float], expected: Sequence[float]) -> ValueScores:
    """The figures of values against judgements. Raises ValueError where there are none or not as many."""
    if not expected or len(found) != len(expected):
        raise ValueError(f"{len(found)} values for {len(expected)} judgements; both must be as many, and some")
    a, b = np.array(found, dtype=np.float64), np.array(expected, dtype=np.float64)
    spread = float(a.std() * b.std())
    r = float(((a - a.mean()) * (b - b.mean())).mean()) / spread if spread > 0 else 0.0
    classes = [[_class(v) for v in values] for values in (found, expected)]
    shares = []
    for kind in ("happened", "open", "not"):
        both = sum(x == y == kind for x, y in zip(*classes, strict=True))
        told = classes[0].count(kind) + classes[1].count(kind)
        shares.append(2 * both / told if told else 1.0)
    return ValueScores(len(expected), float(np.abs(a - b).mean()), r, 100 * sum(shares) / 3)


def _class(value: float) -> str:
    return "happened" if value >= 1 else "not" if value <= -1 else "open"


@dataclass(frozen=True, slots=True)
class AnnotatedClause:
    """A predicate's characters in a text, and the status, certainty and act that are right for it."""

    trigger: Span
    status: Status
    certainty: Certainty
    act: Act


@dataclass(frozen=True, slots=True)
class AnnotatedClauses:
    """A text with its annotated predicates."""

    id: str
    text: str
    clauses: tuple[AnnotatedClause, ...]


@dataclass(frozen=True, slots=True)
class ClauseScores:
    """Number of clauses, and in per cent: right status, certainty and act; ``kept`` of the clauses that are no facts (hoped, ordered,
    planned, denied ...) those that do not come out as actual; ``status`` by the right status."""

    clauses: int
    status: float
    certainty: float
    act: float
    kept: float
    by_status: tuple[tuple[str, float], ...]


def read_clauses(path: Path) -> Iterator[AnnotatedClauses]:
    """The texts of a file. Raises DataError."""
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                item = json.loads(line)
                found = tuple(
                    AnnotatedClause(Span(*c["trigger"]), Status(c["status"]), Certainty(c["certainty"]), Act(c["act"]))
                    for c in item["clauses"]
                )
                text, name = str(item["text"]), str(item["id"])
            except (KeyError, TypeError, ValueError) as error:
                raise DataError(
                    str(path), number, f'expected an object with "id", "text" and "clauses" of trigger, status, certainty, act; {error!r}'
                ) from error
            wrong = [c for c in found if not c.trigger.of(text).strip()]
            if wrong:
                raise DataError(str(path), number, f"the trigger {tuple(wrong[0].trigger)} covers no word of the text")
            yield AnnotatedClauses(name, text, found)


def score_clauses(path: Path, analyser: Analyser) -> ClauseScores:
    """Status, certainty and act of every clause against the annotation, without a chain of sources. Raises DataError."""
    right = {"status": 0, "certainty": 0, "act": 0}
    told: list[tuple[Status, Status]] = []
    for item in read_clauses(path):
        (analysis,) = analyser.analyse([item.text])
        words = TextWords.of(analysis.sentences)
        reader = FactualityReader(words, analysis)
        for clause in item.clauses:
            sentence, token = _word_at(words, clause.trigger.start)
            found = reader.read(sentence, token)
            told.append((clause.status, found.status))
            right["status"] += found.status is clause.status
            right["certainty"] += found.certainty is clause.certainty
            right["act"] += found.voice.act is clause.act
    if not told:
        raise DataError(str(path), 0, "has no annotated clause")
    open_ones = [found for status, found in told if status is not Status.ACTUAL]
    kept = sum(found is not Status.ACTUAL for found in open_ones)
    by_status = tuple(
        (str(s), 100 * sum(s is found for right_one, found in told if right_one is s) / n)
        for s in Status
        if (n := sum(right_one is s for right_one, _ in told))
    )
    shares = {name: 100 * count / len(told) for name, count in right.items()}
    return ClauseScores(
        len(told), shares["status"], shares["certainty"], shares["act"], 100 * kept / len(open_ones) if open_ones else 100.0, by_status
    )


def _word_at(words: TextWords, start: int) -> tuple[int, int]:
    for sentence, tree in enumerate(words.trees):
        for place, token in enumerate(tree.tokens):
            if token.end > start:
                return sentence, place
    return len(words.trees) - 1, len(words.trees[-1]) - 1


def score(path: Path, analyser: Analyser) -> ValueScores | ClauseScores:
    """The figures of a file of either kind: own clauses where its first line has ``clauses``, else a rated set. Raises DataError."""
    with path.open(encoding="utf-8") as lines:
        first = next((line for line in lines if line.strip()), "")
    return score_clauses(path, analyser) if '"clauses"' in first else score_values(path, analyser)


def score_values(path: Path, analyser: Analyser) -> ValueScores:
    """Values against a rated set. Raises DataError."""
    name = path.name.partition("-")[0].partition(".")[0]
    scale = name if name in shipped_network().scales else DEFAULT_SCALE
    found: list[float] = []
    expected: list[float] = []
    for item in read_rated(path):
        (analysis,) = analyser.analyse_words([[item.words]])
        tree = Tree(analysis.sentences[0])
        for predicate in item.predicates:
            statuses = dict(analysis.events.status(predicate.word))
            found.append(value_of(tree, predicate.word, 0, analysis.vectors, statuses, scale))
            expected.append(predicate.value)
    if not expected:
        raise DataError(str(path), 0, "has no judged predicate of one word")
    return figures(found, expected)
