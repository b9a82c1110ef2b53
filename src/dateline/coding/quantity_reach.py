"""How far a word that counts people stands from the words that tell of an act, through the tree of their sentence.

Words are counted from 0.
"""

from __future__ import annotations

from typing import Final

from dateline.coding.clause_forms import is_finite, is_passive, preposition_of
from dateline.coding.quantity_words import QuantityAct, Who, is_person_word, quantity_acts, quantity_words
from dateline.coding.tree import Tree
from dateline.coding.word_classes import word_class

FARTHEST: Final = 5
"""The most steps between an act and a word that speaks of it."""

_NOMINAL: Final = frozenset(("NOUN", "PROPN", "PRON", "NUM"))


def acts_at(tree: Tree, word: int) -> tuple[QuantityAct, ...]:
    """What the table has of a word, by its lemma or, where the lemma may be a slip ("fled" taken for "fly"), by the word itself."""
    acts = quantity_acts()
    return acts.get(tree.lemmas[word]) or (acts.get(tree.tokens[word].text.lower(), ()) if tree.tags[word] in ("ADJ", "VERB") else ())


def elliptical(tree: Tree, verb: int) -> bool:
    """Whether a participle is short for a passive after another: "12 were killed and 30 wounded", "left five dead and a dozen wounded"."""
    if (
        tree.bases[verb] != "conj"
        or not tree.of_relation(verb, "nsubj", "nsubj:pass")
        or tree.of_base(verb, "obj", "aux", "ccomp", "xcomp")
    ):
        return False
    first = tree.heads[verb]
    return tree.tags[first] == "ADJ" or is_passive(tree, first)


def distance(tree: Tree, trigger: int, word: int) -> int:
    """The steps from the trigger to a word through the tree, more than :data:`FARTHEST` where they lead into another act."""
    if trigger == word:
        return 0
    far = FARTHEST + 1
    if tree.bases[trigger] == tree.bases[word] == "ccomp" and tree.heads[trigger] == tree.heads[word] and trigger < word:
        return 1  # "Shelling killed three, police said": a gerund and its verb, both taken for what was said
    if _trails(tree, word) and trigger in tree.above(word):
        return 2
    above_word = [word, *tree.above(word)]
    above_trigger = [trigger, *tree.above(trigger)]
    shared = next((node for node in above_trigger if node in above_word), None)
    if shared is None:
        return far
    ups = above_trigger[: above_trigger.index(shared)]
    downs = above_word[: above_word.index(shared)]
    if len(ups) + len(downs) > FARTHEST:
        return far
    if ups and downs and tree.bases[ups[-1]] == tree.bases[downs[-1]] == "ccomp" and trigger < word and told_of(tree, downs[-1]):
        ups, downs = ups[:-1], downs[:-1]  # "a bomber blew a hole in the wall; three were killed, the admiralty said"
    if not all(_climbs(tree, node, trigger) for node in ups):
        return far
    if not all(_descends(tree, node, trigger, word, bool(ups)) for node in downs):
        return far
    return len(ups) + len(downs)


def _trails(tree: Tree, word: int) -> bool:
    """Whether a participle closes a sentence after a comma: "fired on a crowd that stoned them, killing two" speaks of the firing."""
    return (
        tree.bases[word] == "advcl"
        and word > 0
        and tree.tokens[word - 1].text == ","
        and tree.tokens[word].feature("VerbForm") in ("Ger", "Part")
    )


def told_of(tree: Tree, verb: int) -> bool:
    """Whether a clause tells what people underwent without saying who did it: "three were killed", "nobody was hurt", "12 died"."""
    if tree.of_relation(verb, "obl:agent"):
        return False
    return is_passive(tree, verb) or any(use.who in (Who.SUBJECT, Who.STATE) for use in acts_at(tree, verb))


def _climbs(tree: Tree, node: int, trigger: int) -> bool:
    """Whether what stands above a word speaks of the same act."""
    head, base = tree.heads[node], tree.bases[node]
    facts = quantity_words().sets
    if tree.tags[node] in _NOMINAL or base in ("nsubj", "csubj", "obj", "obl", "nmod"):
        if base in ("obl", "nmod"):
            return preposition_of(tree, node) in facts["in"] | facts["following"] or tree.relations[node] == "nmod:poss"
        return base in ("nsubj", "csubj", "obj", "conj", "appos", "compound", "dep", "advcl", "amod")
    if base in ("acl", "amod"):
        return head >= 0 and (tree.lemmas[head] in facts["instrument"] or (node != trigger and tree.lemmas[node] in quantity_acts()))
    if base == "advcl":
        marks = [tree.lemmas[child] for child in tree.of_base(node, "mark", "advmod") if child < node]
        return not any(mark in facts["not-under"] and mark not in facts["when"] for mark in marks)
    return base in ("conj", "xcomp", "parataxis", "dep")


def _descends(tree: Tree, node: int, trigger: int, word: int, climbed: bool) -> bool:
    """Whether a word below the trigger, or below what it hangs from, still speaks of the act."""
    head, base = tree.heads[node], tree.bases[node]
    facts = quantity_words().sets
    if base in ("conj", "parataxis"):
        if tree.tags[node] in ("VERB", "AUX") and tree.tags[head] in ("VERB", "AUX"):
            return _same_doer(tree, node, word)
        return True
    if base == "advcl":
        marks = [tree.lemmas[child] for child in tree.of_base(node, "mark", "advmod") if child < node]
        return not any(mark in facts["not-under"] for mark in marks)
    if base in ("acl", "amod"):
        if tree.relations[node] == "acl:relcl" and not is_passive(tree, node):
            # "The attack on the shrine that killed 12": what killed is the attack, wherever the parser hangs the clause.
            return head == trigger or not is_person_word(tree.lemmas[head])
        return head == trigger or tree.lemmas[head] in facts["instrument"] or node == word or not climbed
    if base in ("obl", "nmod"):
        return preposition_of(tree, node) in facts["in"]
    if base == "ccomp" and is_finite(tree, node):
        return tree.lemmas[head] in word_class("saying") and tree.bases[head] in ("parataxis", "conj") and told_of(tree, node)
    return base in ("xcomp", "obj", "nsubj", "appos", "dep", "ccomp")


def _same_doer(tree: Tree, verb: int, word: int) -> bool:
    """Whether a coordinated clause tells of casualties of the same act: it has no doer of its own."""
    subjects = tree.of_relation(verb, "nsubj")
    if not subjects or is_passive(tree, verb) or elliptical(tree, verb):
        return True
    if tree.bases[word] == "xcomp" and tree.heads[word] == verb and is_passive(tree, word):
        return True
    if tree.lemmas[verb] in word_class("saying"):
        return True
    return any(use.who in (Who.SUBJECT, Who.STATE) for use in acts_at(tree, verb))
