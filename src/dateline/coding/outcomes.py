"""What the text says became of a plan, a try or a wish: "had planned to leave, but", "tried in vain to land", "the attempt to unseat him
failed", "broke its promise to pay", "was to have visited", "almost resigned". None of these acts happened."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.coding.tree import Tree
from dateline.coding.word_classes import word_class

_PAST = "Past"


def unfulfilled(tree: Tree, trigger: int, passed: Sequence[int]) -> tuple[int, ...]:
    """The words that tell that an act did not come about; ``passed`` are the words that govern it, nearest first. Empty where none does."""
    own = _almost(tree, trigger) or _counterfactual(tree, trigger) or _to_have(tree, trigger) or _given_up(tree, trigger, itself=True)
    if own:
        return own
    for word in passed:
        found = _in_vain(tree, word) or _miscarried(tree, word) or _broken(tree, word) or _given_up(tree, word)
        if found:
            return found
    return ()


def disbelieved(tree: Tree, noun: int) -> tuple[int, ...]:
    """The words that call a report, claim or story untrue: "dismissed reports that", "the story is an invention"; empty where none does."""
    if tree.tags[noun] != "NOUN":
        return ()
    head = tree.heads[noun]
    if head >= 0 and tree.bases[noun] in ("obj", "obl") and tree.lemmas[head] in word_class("rejecting"):
        return (head,)
    if head >= 0 and tree.relations[noun] == "nsubj:pass" and tree.lemmas[head] in word_class("rejecting"):
        return (head,)
    if head >= 0 and tree.bases[noun] == "nsubj" and tree.lemmas[head] in word_class("untrue"):
        return (head,)
    for child in tree.of_base(noun, "amod"):
        if tree.lemmas[child] in word_class("untrue"):
            return (child,)
    if head >= 0 and tree.bases[noun] == "obj":
        for other in tree.of_base(head, "xcomp", "obj"):
            if tree.lemmas[other] in word_class("untrue"):
                return (other,)
    return ()


def _almost(tree: Tree, word: int) -> tuple[int, ...]:
    for child in tree.of_base(word, "advmod"):
        if child == word - 1 and tree.lemmas[child] in word_class("almost"):
            return (child,)
    return ()


def _perfect(tree: Tree, word: int) -> int | None:
    return next((child for child in tree.of_base(word, "aux") if tree.lemmas[child] == "have"), None)


def _counterfactual(tree: Tree, word: int) -> tuple[int, ...]:
    """The auxiliary of "should have met", "ought to have met"."""
    have = _perfect(tree, word)
    for child in tree.of_base(word, "aux"):
        if have is not None and child < have and tree.lemmas[child] in word_class("counterfactual-auxiliary"):
            return (child, have)
    return ()


def _to_have(tree: Tree, word: int) -> tuple[int, ...]:
    """The words of "was to have visited"."""
    have = _perfect(tree, word)
    if have is None or have == 0 or tree.lemmas[have - 1] != "to":
        return ()
    past = [child for child in tree.of_base(word, "aux", "cop") if tree.lemmas[child] == "be" and child < have - 1]
    return (past[0], have - 1, have) if past and tree.tokens[past[0]].feature("Tense") == _PAST else ()


def _in_vain(tree: Tree, word: int) -> tuple[int, ...]:
    """The "in vain" or "unsuccessfully" of a try."""
    if tree.lemmas[word] not in word_class("attempting"):
        return ()
    for child in tree.of_base(word, "advmod", "obl", "amod"):
        if tree.lemmas[child] in word_class("in-vain"):
            return (child,)
    return ()


def _miscarried(tree: Tree, word: int) -> tuple[int, ...]:
    """The verb that says that a try, a plan or a motion came to nothing."""
    head = tree.heads[word]
    if head < 0 or tree.tags[word] != "NOUN" or tree.lemmas[word] not in word_class("attempting"):
        return ()
    relation = tree.relations[word]
    if tree.lemmas[head] in word_class("failing") and (tree.bases[word] == "nsubj" or relation == "obl"):
        return (head,)
    if tree.lemmas[head] in word_class("foiling") and (relation == "nsubj:pass" or tree.bases[word] == "obj"):
        return (head,)
    return ()


def _broken(tree: Tree, word: int) -> tuple[int, ...]:
    """The verb that says that a promise was not kept."""
    head = tree.heads[word]
    if head < 0 or tree.tags[word] != "NOUN" or tree.lemmas[word] not in word_class("promising"):
        return ()
    if tree.lemmas[head] in word_class("breaking") and tree.bases[word] in ("obj", "obl"):
        return (head,)
    denied = [child for child in tree.of_base(head, "advmod") if tree.lemmas[child] in word_class("negation")]
    if denied and tree.lemmas[head] in word_class("keeping") and tree.bases[word] == "obj":
        return (denied[0], head)
    return ()


def _given_up(tree: Tree, word: int, itself: bool = False) -> tuple[int, ...]:
    """The "but" after an intention of the past: "had planned to withdraw, but ...", "was due to rule but ...", "was to meet, yet ..."."""
    had = next((c for c in tree.of_base(word, "aux") if tree.lemmas[c] == "have" and tree.tokens[c].feature("Tense") == _PAST), None)
    was = next((c for c in tree.of_base(word, "aux", "cop") if tree.lemmas[c] == "be" and tree.tokens[c].feature("Tense") == _PAST), None)
    lemma = tree.lemmas[word]
    intended = (had is not None and lemma in word_class("intending")) or (was is not None and lemma in word_class("scheduled"))
    to_be = (
        was is not None and tree.tags[word] == "VERB" and any(tree.lemmas[c] == "to" and was < c < word for c in tree.of_base(word, "mark"))
    )
    tried = lemma in word_class("attempting") and tree.tags[word] == "VERB" and tree.tokens[word].feature("Tense") == _PAST
    if not to_be and (itself or not (intended or tried)):
        return ()
    below = (word, *tree.of_base(word, "advcl", "xcomp"))
    for here in below:
        for other in tree.of_base(here, "conj", "parataxis"):
            finite = other > here and _told_past(tree, other)
            for child in tree.of_base(other, "cc", "advmod"):
                if finite and tree.lemmas[child] in word_class("contrast"):
                    return (child,)
    return ()


def _told_past(tree: Tree, word: int) -> bool:
    finite = (word, *tree.of_base(word, "aux", "cop"))
    return any(tree.tokens[here].feature("Tense") == _PAST for here in finite)
