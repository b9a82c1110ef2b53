"""Noun phrases over the tree: the span that names a participant, and the heads that stand beside a head.

Spans follow the annotation guidelines: the shortest phrase that identifies its referent. Words are counted from 0.
"""

from __future__ import annotations

from typing import Final

from dateline.coding.tree import Tree
from dateline.coding.word_classes import word_class
from dateline.report import Sentence, Span

_INSIDE: Final = frozenset(
    (
        "det",
        "amod",
        "compound",
        "flat",
        "nmod:poss",
        "nmod:desc",
        "fixed",
        "goeswith",
        "det:poss",
        "reparandum",
        "det:predet",
        "name",
        "nummod",
    )
)
_NOT_BESIDE: Final = frozenset(("case", "mark", "nsubj", "appos", "acl", "obl", "advcl", "parataxis"))
_KEPT_PREPOSITIONS: Final = frozenset(("of",))
_DEEPEST: Final = 12  # phrases nested deeper are broken trees


def phrase(sentence: Sentence | Tree, head: int, *, prepositions: frozenset[str] = frozenset()) -> Span:
    """The shortest noun phrase with this head that identifies its referent.

    Kept are determiners, adjectives, compounds, titles, possessors and complements with *of*; left out are relative clauses, appositions,
    participles after the noun, quantifiers and numerals before it, negative determiners, and other prepositional phrases unless their
    preposition is named in ``prepositions``. A coordination is not kept together: each of :func:`conjuncts` has a phrase of its own.
    """
    tree = Tree.of(sentence)
    if tree.relations[head] == "nmod:desc" and tree.heads[head] >= 0:
        head = tree.heads[head]  # a title is part of the name behind it
    kept = sorted(_kept(tree, head, prepositions, 0) - _apart(tree, head))
    first = last = kept.index(head)
    # What stands apart from the head by words that were left out is no part of the phrase.
    while first > 0 and _joined(tree, kept[first - 1], kept[first]):
        first -= 1
    while last + 1 < len(kept) and _joined(tree, kept[last], kept[last + 1]):
        last += 1
    while kept[first] != head and (_stripped(tree, kept[first]) or _counts_next(tree, kept[first], kept[first + 1])):
        first += 1
    return Span(tree.tokens[kept[first]].start, tree.tokens[kept[last]].end)


def _apart(tree: Tree, head: int) -> set[int]:
    """The words before a head that belong to other referents: "Thai and" in "Thai and Lao ministers"."""
    twins = coordinated_names(tree, head)
    if not twins:
        return set()
    last = max(child for child in tree.of_base(twins[0], "conj") if child < head)
    return set(range(tree.under(twins[0])[0], last)) | {child for child in tree.of_base(head, "det") if child < twins[0]}


def _stripped(tree: Tree, word: int) -> bool:
    """Whether a phrase does not begin with this word: numerals, "no", marks."""
    tag = tree.tags[word]
    if tag == "DET":
        return tree.lemmas[word] in word_class("dropped-determiner")
    if tag == "NUM":
        return tree.bases[word] in ("nummod", "compound")
    if tag == "PRON":
        return tree.lemmas[word] == "whose"
    return tag in ("PUNCT", "CCONJ", "ADV", "ADP", "SYM", "AUX")


def _counts_next(tree: Tree, word: int, following: int) -> bool:
    """Whether a determiner goes with a numeral that is left out: "the eleven dockers"."""
    return tree.tags[word] == "DET" and tree.relations[following] == "nummod"


def _joined(tree: Tree, left: int, right: int) -> bool:
    """Whether only hyphens, quotation marks and stops of abbreviations part two words, or the "and" of two modifiers of one noun."""
    return all(
        (tree.tags[between] == "PUNCT" and tree.tokens[between].text not in ",;:()[]–—")
        or (tree.bases[between] == "cc" and tree.heads[left] == tree.heads[right] == tree.heads[between])
        for between in range(left + 1, right)
    )


def _kept(tree: Tree, head: int, prepositions: frozenset[str], depth: int) -> set[int]:
    kept = {head}
    if depth > _DEEPEST:
        return kept
    for child in tree.children[head]:
        relation = tree.relations[child]
        if relation in _INSIDE:
            if relation == "nmod:poss":
                kept |= _with_mark(tree, child, _kept(tree, child, prepositions, depth + 1))
            elif relation in ("amod", "compound", "flat", "nmod:desc"):
                kept |= _modifier(tree, child, depth + 1)
            else:
                kept.add(child)
                kept.update(
                    grandchild for grandchild in tree.children[child] if tree.relations[grandchild] in ("fixed", "flat", "goeswith")
                )
        elif tree.bases[child] == "nmod" and child > head:
            word = _preposition(tree, child)
            if word in _KEPT_PREPOSITIONS or word in prepositions:
                kept.update(mark for mark in tree.children[child] if tree.bases[mark] == "case")
                kept |= _whole(tree, child, prepositions, depth + 1)
        elif tree.bases[child] == "punct" and tree.tokens[child].text in "'’.-/&" and abs(child - head) <= 2:
            kept.add(child)
    return kept


def _whole(tree: Tree, head: int, prepositions: frozenset[str], depth: int) -> set[int]:
    """The complement of a preposition, with its conjuncts: "the ministry of trade and industry"."""
    kept = _kept(tree, head, prepositions, depth)
    for child in tree.children[head]:
        if tree.bases[child] == "conj" and tree.tags[child] == tree.tags[head] and depth < _DEEPEST:
            kept.update(mark for mark in tree.children[child] if tree.bases[mark] == "cc")
            kept |= _whole(tree, child, prepositions, depth + 1)
    return kept


def _modifier(tree: Tree, head: int, depth: int) -> set[int]:
    """An adjective, compound or part of a name with what it brings along, coordination included: "trade and industry minister"."""
    kept = {head}
    if depth > _DEEPEST:
        return kept
    for child in tree.children[head]:
        if tree.bases[child] in _NOT_BESIDE and tree.tokens[child].text not in ("'s", "'", "’s"):
            continue
        kept |= _modifier(tree, child, depth + 1)
    return kept


def _with_mark(tree: Tree, possessor: int, kept: set[int]) -> set[int]:
    return kept | {child for child in tree.children[possessor] if tree.bases[child] == "case" and child > possessor}


def _preposition(tree: Tree, word: int) -> str:
    for child in tree.children[word]:
        if tree.bases[child] == "case" and child < word:
            return tree.lemmas[child]
    return ""


def conjuncts(sentence: Sentence | Tree, head: int) -> tuple[int, ...]:
    """The heads coordinated with ``head``, itself first: "police and soldiers"."""
    tree = Tree.of(sentence)
    found = [head]
    for here in found:
        for child in tree.children[here]:
            named = tree.tags[child] not in ("VERB", "AUX", "ADV")
            if named and tree.bases[child] == "conj" and child not in found:
                found.append(child)
    return tuple(found)


def appositions(sentence: Sentence | Tree, head: int) -> tuple[int, ...]:
    """The heads of names and descriptions that stand beside ``head`` for the same referent, in either direction: "Jan Kis, the mayor"."""
    tree = Tree.of(sentence)
    found = tree.of_base(head, "appos")
    if tree.bases[head] == "appos":
        above = tree.heads[head]
        found = [above, *(other for other in tree.of_base(above, "appos") if other != head), *found]
    return tuple(found)


def head_of(sentence: Sentence | Tree, start: int, end: int) -> int | None:
    """The head word of a span of characters: of the words that share a character with it, the one whose own head lies outside, else None
    where no word does. Of several, a noun before other words and the first before later ones."""
    tree = Tree.of(sentence)
    inside = [number for number, token in enumerate(tree.tokens) if token.start < end and token.end > start]
    if not inside:
        return None
    within = set(inside)
    tops = [number for number in inside if tree.heads[number] not in within and tree.tags[number] != "PUNCT"] or inside
    nouns = [number for number in tops if tree.tags[number] in ("NOUN", "PROPN", "PRON")]
    return (nouns or tops)[0]


def coordinated_names(tree: Tree, head: int) -> tuple[int, ...]:
    """The demonyms before a plural that stand for a referent of their own: *Thai* in "Thai and Lao ministers". The last one goes with
    the head."""
    found: list[int] = []
    for first in tree.children[head]:
        if first > head or tree.bases[first] not in ("amod", "compound") or not _is_name(tree, first):
            continue
        others = [child for child in tree.of_base(first, "conj") if child < head and _is_name(tree, child)]
        if others and tree.tokens[head].feature("Number") == "Plur":
            found.extend((first, *others[:-1]))
    return tuple(found)


def _is_name(tree: Tree, word: int) -> bool:
    return tree.tags[word] in ("ADJ", "PROPN") and tree.tokens[word].text[:1].isupper()


def referent(tree: Tree, head: int) -> int:
    """The word that says who is meant where the head only counts: "thousands of protesters" -> protesters."""
    for _ in range(_DEEPEST):
        if tree.tags[head] != "NUM" and tree.lemmas[head] not in word_class("quantity"):
            break
        below = [child for child in tree.of_base(head, "nmod") if _preposition(tree, child) == "of"]
        if not below:
            break
        head = below[0]
    return head
