"""How many take part in a protest: who does it, who comes to it, and the figures its sentence gives for them.

Words are counted from 0.
"""

from __future__ import annotations

from collections.abc import Iterator

from dateline.coding.clause_forms import preposition_of
from dateline.coding.clauses import roles, verb_roles
from dateline.coding.quantity_numbers import Amount, amount, counting_head, is_people, number_like, single, strength
from dateline.coding.quantity_words import people_words, quantity_acts, quantity_words
from dateline.coding.tree import Tree


def crowd_of(tree: Tree, trigger: int, actors: tuple[int, ...]) -> Amount | None:
    """The size of the crowd of the protest that ``trigger`` tells of; ``actors`` are the head words of its actors in the sentence."""
    if tree.tags[trigger] in ("NOUN", "PROPN"):
        found = strength(tree, trigger)
        if found is not None:
            return found
    for candidate in dict.fromkeys(counting_head(tree, word) for word in (*_doers(tree, trigger), *actors)):
        found = amount(tree, candidate) or _beside(tree, candidate)
        if found is not None and found.stated and (found.high is None or found.high > 1):
            return found
    return next(_elsewhere(tree, trigger), None)


def _doers(tree: Tree, trigger: int) -> Iterator[int]:
    """The words that may stand for those who take part, the nearest first."""
    if tree.tags[trigger] not in ("NOUN", "PROPN"):
        clause = roles(tree, trigger)
        yield from clause.agents if clause.passive else clause.subjects
        if not clause.passive:  # "15,000 people, half of them students, rallied", both taken for subjects
            yield from tree.of_relation(trigger, "nsubj")
        return
    if tree.lemmas[trigger] in people_words() or tree.lemmas[trigger] in quantity_words().sets["company"]:
        yield counting_head(tree, trigger)
    for child in tree.of_base(trigger, "nmod"):
        if child > trigger and preposition_of(tree, child) in ("of", "by", "with", "involving") and is_people(tree, child):
            yield child
    clause = roles(tree, trigger)
    yield from clause.subjects
    yield from clause.agents
    yield from tree.of_relation(trigger, "nsubj")  # "twelve have been on strike"
    yield from _comers(tree, trigger)


def _comers(tree: Tree, protest: int) -> Iterator[int]:
    """Who attends a protest, or whom it draws."""
    facts = quantity_words().sets
    for child in tree.of_relation(protest, "acl:relcl"):
        if tree.lemmas[child] in facts["attend"]:
            yield from tree.of_relation(child, "nsubj")
    head, base = tree.heads[protest], tree.bases[protest]
    if head < 0 or tree.tags[head] != "VERB":
        return
    clause = verb_roles(tree, head)
    if base == "nsubj" and not clause.passive:
        yield from clause.objects if tree.lemmas[head] in facts["draw"] else ()
    elif tree.lemmas[head] in facts["attend"]:
        yield from clause.agents if clause.passive else clause.subjects


def _beside(tree: Tree, doer: int) -> Amount | None:
    """A number beside those who take part: "demonstrators, numbering about 2,000", "the demonstrators, about 800 in all"."""
    facts = quantity_words().sets
    for child in tree.children[doer]:
        if child < doer:
            continue
        if tree.bases[child] in ("appos", "nmod", "nummod") and number_like(tree, child) and not preposition_of(tree, child):
            return single(tree, child)
        if tree.bases[child] in ("acl", "appos", "parataxis") and tree.lemmas[child] in facts["gathering"]:
            for number in tree.of_base(child, "obj", "nummod", "obl"):
                if number_like(tree, number):
                    return single(tree, number)
    return None


def _elsewhere(tree: Tree, trigger: int) -> Iterator[Amount]:
    """Numbers of those who take part in what stands under the trigger or beside it."""
    facts = quantity_words().sets
    for word in range(len(tree)):
        found: Amount | None = None
        if number_like(tree, word) and tree.heads[word] == trigger and tree.bases[word] == "obj" and _of_them(tree, word):
            found = single(tree, word)  # "marched, at least 2,000 of them"
        elif tree.lemmas[word] in facts["gathering"] and word != trigger and _goes_on(tree, trigger, word):
            found = next((a for s in tree.of_relation(word, "nsubj") if (a := amount(tree, counting_head(tree, s))) is not None), None)
        elif tree.lemmas[word] in facts["participant"] and tree.lemmas[tree.heads[word]] not in quantity_acts():
            found = amount(tree, counting_head(tree, word))
        elif (
            tree.bases[word] == "advcl"
            and tree.heads[word] == trigger
            and any(tree.lemmas[m] == "with" for m in tree.of_base(word, "mark"))
        ):
            found = next((single(tree, s) for s in tree.of_relation(word, "nsubj") if number_like(tree, s)), None)
        if found is not None and found.stated and (found.high is None or found.high > 1):
            yield found


def _under_with(tree: Tree, verb: int) -> bool:
    """Whether a clause stands under "with": "lawyers boycotted the courts, with 4,000 staying away"."""
    return any(tree.lemmas[child] == "with" for child in tree.of_base(verb, "mark"))


def _of_them(tree: Tree, number: int) -> bool:
    return any(tree.tags[child] == "PRON" and preposition_of(tree, child) == "of" for child in tree.of_base(number, "nmod"))


def _goes_on(tree: Tree, trigger: int, word: int) -> bool:
    """Whether a verb under the trigger goes on telling of the same protest: "protests broke out in Herat, where dozens gathered"."""
    return tree.relations[word] in ("acl:relcl", "conj", "parataxis") and trigger in tree.above(word)
