"""The words of an attribution in the trees: the head of a cue, its subject, and whole phrases as spans."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from dateline.coding.event_mentions import TextWords
from dateline.coding.tree import Tree
from dateline.report import Span

_CUE_TAGS: Final = ("VERB", "AUX", "ADJ", "NOUN", "PROPN", "ADP", "ADV")


def words_over(words: TextWords, span: Span) -> list[tuple[int, int]]:
    """The words that share a character with a span, as (sentence, word)."""
    found: list[tuple[int, int]] = []
    for number, sentence in enumerate(words.sentences):
        if sentence.start < span.end and span.start < sentence.end:
            found.extend((number, i) for i, token in enumerate(sentence.tokens) if token.start < span.end and token.end > span.start)
    return found


def cue_head(words: TextWords, cue: Sequence[Span]) -> tuple[int, int] | None:
    """Sentence and word of a cue's head: its first verb that is no auxiliary, else what the other words of the cue hang from."""
    inside = [place for span in cue for place in words_over(words, span)]
    if not inside:
        return None
    within = set(inside)
    verbs = [(s, i) for s, i in inside if words.trees[s].tags[i] == "VERB" and words.trees[s].bases[i] not in ("amod", "aux")]
    tops = [(s, i) for s, i in inside if (s, words.trees[s].heads[i]) not in within and words.trees[s].tags[i] in _CUE_TAGS]
    of_verbs = [place for place in tops if place in verbs]
    return (of_verbs or tops or verbs or inside)[0]


def whole_phrase(tree: Tree, head: int) -> Span:
    """A noun phrase with everything that belongs to it, appositions and clauses included, and the comma that closes an apposition; without
    what follows a conjunction before it."""
    inside = tree.under(head)
    run = _run(inside, head)
    # Marks and conjunctions at its ends do not belong to a phrase.
    while run and run[0] != head and (tree.bases[run[0]] in ("punct", "cc", "case", "mark")):
        run.pop(0)
    aside = any(tree.bases[child] in ("appos", "acl", "parataxis") and child > head for child in tree.children[head])
    while run and run[-1] != head and tree.bases[run[-1]] == "punct" and not (aside and tree.tokens[run[-1]].text == ","):
        run.pop()
    return Span(tree.tokens[run[0]].start, tree.tokens[run[-1]].end)


def clause_span(tree: Tree, head: int, left_out: Iterable[int] = ()) -> Span:
    """A clause with everything in it and its "that" or "to", without the punctuation around it and without the words left out."""
    out = set(left_out)
    run = _run([i for i in tree.under(head) if i not in out], head)
    while run[0] != head and tree.tags[run[0]] == "PUNCT" and tree.tokens[run[0]].text not in _OPENING:
        run.pop(0)
    while run[-1] != head and tree.tags[run[-1]] == "PUNCT" and tree.tokens[run[-1]].text not in _CLOSING:
        run.pop()
    return Span(tree.tokens[run[0]].start, tree.tokens[run[-1]].end)


_OPENING: Final = frozenset("\"“„«'‘")
_CLOSING: Final = frozenset("\"”“»'’")


def _run(inside: Sequence[int], head: int) -> list[int]:
    """The unbroken run of words around a head."""
    present = set(inside)
    first = last = head
    while first - 1 in present:
        first -= 1
    while last + 1 in present:
        last += 1
    return list(range(first, last + 1))
