"""The form of a clause or phrase: voice, finiteness, infinitive or gerund, and the preposition before it."""

from __future__ import annotations

from typing import Final

from dateline.coding.tree import Tree
from dateline.coding.word_classes import ComplementKind, word_class

_NON_FINITE: Final = ("Inf", "Part", "Ger")


def is_passive(tree: Tree, verb: int) -> bool:
    """Whether a verb stands in the passive, participles without an auxiliary and reduced headlines included."""
    found = {tree.relations[child] for child in tree.children[verb]}
    if not found.isdisjoint(("aux:pass", "obl:agent")):
        return True
    if not found.isdisjoint(("nsubj:pass", "csubj:pass")):
        # An object after a form that may be either says that the parser took the wrong one: "Kenya expelled the diplomats".
        return not ("obj" in found and tree.tokens[verb].text.endswith("ed"))
    if _is_headline_passive(tree, verb):
        return True
    relation = tree.relations[verb]
    if not _is_past_participle(tree, verb) or tree.of_base(verb, "aux", "nsubj"):
        return False
    if relation in ("acl", "amod", "advcl"):
        return not tree.of_base(verb, "obj")
    if relation == "conj":
        first = tree.heads[verb]
        return not tree.of_base(verb, "obj") and is_passive(tree, first)
    if relation in ("xcomp", "root", "parataxis", "ccomp", "compound"):
        return tree.tokens[verb].feature("Voice") == "Pass" and not tree.of_base(verb, "obj")
    return False


def _is_headline_passive(tree: Tree, verb: int) -> bool:
    """Whether a verb that cannot be without an object lacks one in a line without a full stop: "Opposition leader arrested"."""
    token = tree.tokens[verb]
    if tree.heads[verb] >= 0 or token.feature("Tense") != "Past" or tree.lemmas[verb] not in word_class("always-transitive"):
        return False
    if any(tree.relations[child] == "obl" and not preposition_of(tree, child) for child in tree.children[verb]):
        return False
    return tree.tags[-1] != "PUNCT" and not tree.of_base(verb, "obj", "iobj", "ccomp", "xcomp", "aux")


def _is_past_participle(tree: Tree, verb: int) -> bool:
    token = tree.tokens[verb]
    if token.upos != "VERB":
        return False
    if token.feature("Voice") == "Pass":
        return True
    if token.feature("VerbForm") == "Part" and token.feature("Tense") == "Past":
        return True
    return tree.relations[verb] in ("acl", "amod") and token.text.endswith(("ed", "en"))


def is_finite(tree: Tree, verb: int) -> bool:
    """Whether a clause has a finite verb, its own or an auxiliary's; so is taken what the tagger gives no verb form."""
    token = tree.tokens[verb]
    form = token.feature("VerbForm")
    if form == "Fin":
        return True
    for child in tree.of_base(verb, "aux", "cop"):
        if tree.tokens[child].feature("VerbForm") == "Fin" or tree.tokens[child].feature("Mood"):
            return True
    return not form


def complement_kind(tree: Tree, verb: int) -> ComplementKind:
    """The form of a clause by its verb: infinitive, gerund (participles as well) or clause."""
    for child in tree.children[verb]:
        if tree.lemmas[child] == "to" and tree.bases[child] in ("mark", "case") and tree.tags[child] in ("PART", "ADP"):
            verbal = tree.tags[verb] in ("VERB", "AUX") or tree.of_base(verb, "cop")
            return ComplementKind.INFINITIVE if verbal else ComplementKind.CLAUSE
    if is_finite(tree, verb) or any(tree.bases[i] == "mark" and tree.lemmas[i] == "that" for i in tree.children[verb]):
        return ComplementKind.CLAUSE
    form = tree.tokens[verb].feature("VerbForm")
    if form == "Inf":
        return ComplementKind.INFINITIVE
    return ComplementKind.GERUND if form in _NON_FINITE else ComplementKind.CLAUSE


def preposition_of(tree: Tree, word: int) -> str:
    """The preposition before a head, with its fixed second part ("because of", "out of"); empty where there is none."""
    for child in tree.children[word]:
        if tree.bases[child] == "case" and child < word:
            # The parser takes "out" and "of" now for one preposition, now for two.
            second = [i for i in tree.of_base(word, "case") if i == child + 1 and (tree.lemmas[child], tree.lemmas[i]) == ("out", "of")]
            fixed = [tree.lemmas[part] for part in (*tree.of_base(child, "fixed"), *second)]
            return " ".join((tree.lemmas[child], *fixed)) if fixed else tree.lemmas[child]
    return ""


def gerund_mark(tree: Tree, word: int) -> str:
    """The preposition before a clause without a finite verb ("accused of stealing"), else empty."""
    if is_finite(tree, word):
        return ""
    for child in tree.children[word]:
        if tree.bases[child] in ("mark", "case") and tree.lemmas[child] != "to":
            return tree.lemmas[child]
    return ""
