"""What speaks for and against a predicate word telling of something that happened, as names: its form, what stands beside it, and
the words that govern it.

In the line of de Marneffe et al. (2012, "Did it happen?"), Saurí and Pustejovsky (2012) and Lotan et al. (2013, TruthTeller): the signature
of each governing predicate (Karttunen 1971) in the polarity in which it stands, modals, negation, conditions, tense, and the path of
relations up the tree. The regressor (:mod:`dateline.coding.factuality_values`) weighs them together with the engine's vectors.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dateline.coding.clause_forms import complement_kind, preposition_of
from dateline.coding.moods import negation_of_noun, own_effect
from dateline.coding.statuses import certainty, status
from dateline.coding.tree import Tree
from dateline.coding.word_classes import predicate_facts, word_class

GOVERNORS: Final = 3
"""Governing words looked at, nearest first."""

_HEDGES: Final = ("probable", "reported", "possible", "not-yet")


def evidence(tree: Tree, word: int) -> tuple[str, ...]:
    """The names of what holds of a word, each once, in the order in which they are met."""
    return tuple(dict.fromkeys(_found(tree, word)))


def governors(tree: Tree, word: int) -> tuple[int, ...]:
    """The predicates above a word, nearest first; nouns that head a phrase with it count where they take complements of their own."""
    found = []
    for above in tree.above(word):
        if tree.verbal(above) or tree.tags[above] in ("NOUN", "ADJ"):
            found.append(above)
        if len(found) == GOVERNORS:
            break
    return tuple(found)


def _found(tree: Tree, word: int) -> Iterator[str]:
    reading, doubt = status(tree, word), certainty(tree, word)
    yield f"status {reading.status}"
    yield f"certainty {doubt.certainty}"
    yield from _form(tree, word, "word")
    last = word
    for number, governor in enumerate(governors(tree, word), 1):
        place = f"governor {number}"
        yield from _form(tree, governor, place)
        yield f"{place} through {_path(tree, last, governor)}"
        kind = complement_kind(tree, last)
        fact = predicate_facts().get((tree.lemmas[governor], tree.tags[governor], kind))
        if fact is not None:
            denied = own_effect(tree, governor)[0] == "negated"
            yield f"{place} makes {fact.denied if denied else fact.effect}"
        yield f"{place} is {tree.lemmas[governor]} with {kind}"
        last = governor
    yield f"depth {min(6, sum(1 for _ in tree.above(word)))}"
    if tree.tokens[-1].text in ("?", '?"') or "?" in tree.lemmas[-2:]:
        yield "in a question"
    for here in (word, *tree.above(word)):
        for mark in tree.of_base(here, "mark"):
            if tree.lemmas[mark] in word_class("condition"):
                yield "in a condition"
        for clause in tree.of_base(here, "advcl"):
            if any(tree.lemmas[mark] in word_class("condition") for mark in tree.of_base(clause, "mark")):
                yield "under a condition"


def _path(tree: Tree, word: int, governor: int) -> str:
    steps = [tree.relations[word]]
    for above in tree.above(word):
        if above == governor or len(steps) == 3:
            break
        steps.append(tree.bases[above])
    return " ".join(steps)


def _form(tree: Tree, word: int, place: str) -> Iterator[str]:
    token = tree.tokens[word]
    yield f"{place} tag {token.upos}"
    yield f"{place} relation {tree.relations[word]}"
    for name in ("VerbForm", "Tense", "Mood", "Number", "Degree"):
        value = token.feature(name)
        if value:
            yield f"{place} {name} {value}"
    if token.feature("VerbForm") or token.upos in ("VERB", "AUX"):
        yield f"{place} {token.upos} {token.feature('VerbForm')} {token.feature('Tense')} {tree.relations[word]}"
    if tree.heads[word] < 0:
        yield f"{place} root"
    case = preposition_of(tree, word)
    if case:
        yield f"{place} case {case}"
    for child in tree.children[word]:
        base, lemma = tree.bases[child], tree.lemmas[child]
        if base in ("aux", "mark", "cop"):
            yield f"{place} {base} {lemma}"
            if base == "aux" and tree.tokens[child].feature("Tense"):
                yield f"{place} aux {tree.tokens[child].feature('Tense')}"
        elif base in ("advmod", "amod", "det"):
            if lemma in word_class("negation"):
                yield f"{place} negated"
            elif base == "det":
                yield f"{place} det {lemma}"
            for name in _HEDGES:
                if lemma in word_class(name) or tree.tokens[child].text.lower() in word_class(name):
                    yield f"{place} {name}"
            yield f"{place} {base} {lemma}"
        elif base in ("nsubj", "obj", "csubj", "ccomp", "xcomp", "expl"):
            yield f"{place} has {tree.relations[child]}"
            if base in ("nsubj", "obj"):
                if negation_of_noun(tree, child) is not None:
                    yield f"{place} negated"
                yield f"{place} {base} number {tree.tokens[child].feature('Number')}"
                if tree.tokens[child].feature("Person"):
                    yield f"{place} {base} person {tree.tokens[child].feature('Person')}"
    yield f"{place} lemma {tree.lemmas[word]}"
