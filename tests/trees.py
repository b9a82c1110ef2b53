"""Trees for the tests of the tree coders: sentences read by the engine, and trees written by hand where its reading errs."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.coding.tree import Tree
from dateline.engine import Engine
from dateline.report import Sentence, Token


def read(engine: Engine, text: str) -> Tree:
    """The engine's tree of a text of one sentence."""
    (analysis,) = engine.analyser.analyse([text])
    (sentence,) = analysis.sentences
    return Tree(sentence)


def built(rows: str) -> Tree:
    """A tree from lines of "word lemma UPOS head deprel [feats]"; heads count from 1, words stand apart by one space."""
    tokens, start = [], 0
    for line in rows.strip().splitlines():
        text, lemma, upos, head, relation, *feats = line.split()
        tokens.append(Token(text, start, start + len(text), lemma, upos, feats[0] if feats else "_", int(head), relation))
        start += len(text) + 1
    return Tree(Sentence(0, start - 1, tuple(tokens)))


def at(tree: Tree, word: str) -> int:
    """The number of a word; "had#2" is the second of its kind."""
    text, _, number = word.partition("#")
    return [i for i, token in enumerate(tree.tokens) if token.text == text][int(number or 1) - 1]


def words(tree: Tree, numbers: Iterable[int]) -> list[str]:
    """The words with these numbers."""
    return [tree.tokens[number].text for number in numbers]
