"""What stands at a word itself and says whether its act happened: auxiliaries, negation, conditions, commands, days ahead."""

from __future__ import annotations

from collections.abc import Collection

from dateline.coding.tree import Tree
from dateline.coding.word_classes import Effect, word_class


def own_effect(tree: Tree, word: int, counted: Collection[int] = ()) -> tuple[Effect, tuple[int, ...]]:
    """The effect of a word's own auxiliaries and negation on the act it tells of, words that were counted before left out."""
    negation: tuple[int, ...] = ()
    modal: tuple[Effect, int] | None = None
    noun = tree.tags[word] in ("NOUN", "PROPN") and not tree.of_base(word, "cop")
    sharing = _shared_auxiliaries(tree, word)
    for child in (*tree.children[word], *sharing):
        base, lemma = tree.bases[child], tree.lemmas[child]
        if child in counted:
            continue
        if lemma in word_class("negation") and base in ("advmod", "det", "cc", "nsubj", "obj"):
            # A "neither" or "nor" behind a word starts the next; "not only" denies nothing.
            if not (base == "cc" and child > word) and not _is_not_only(tree, child):
                negation = (*negation, child)
        elif base == "advmod" and lemma in word_class("not-yet") and child < infinitive_mark(tree, word) < word:
            negation = (*negation, child)  # "has yet to withdraw"
        elif base == "advmod" and child and tree.tokens[child].text.lower() in word_class("no-longer") and tree.lemmas[child - 1] == "no":
            negation = (*negation, child)
        elif base in ("nsubj", "obj") and not noun:
            found = negation_of_noun(tree, child)
            if found is not None and found not in counted:
                negation = (*negation, found)
        elif base == "aux" or (base == "cop" and lemma in ("will", "would", "may", "might", "could")):
            effect = _auxiliary(tree, lemma, word)
            if effect is not None and modal is None:
                modal = (effect, child)
        elif base == "mark":
            if lemma in word_class("hypothetical-marker") or _as_long_as(tree, word, child):
                return Effect.HYPOTHETICAL, (child,)  # "if they do not pay" leaves open whether they do
            if child and tree.lemmas[child - 1] in word_class("condition-verb") and lemma == "that":
                return Effect.HYPOTHETICAL, (child - 1,)
            if lemma in word_class("negative-marker"):
                negation = (*negation, child)
        elif base == "case" and noun and lemma in word_class("negative-marker"):
            negation = (*negation, child)
    if modal is None and _to_be_done(tree, word):
        modal = (Effect.FUTURE, infinitive_mark(tree, word))
    words: tuple[int, ...] = (*((modal[1],) if modal else ()), *negation)
    if negation:
        if modal is not None and tree.lemmas[modal[1]] in word_class("open-when-denied"):
            return Effect.HYPOTHETICAL, words
        return Effect.NEGATED, words
    if modal is not None:
        return modal[0], words
    if _of_anybody(tree, word):
        return Effect.HYPOTHETICAL, (tree.heads[word],)
    if is_inverted(tree, word):
        return Effect.HYPOTHETICAL, (word,)
    ahead = _day_ahead(tree, word)
    if ahead is not None:
        return Effect.FUTURE, (ahead,)
    if is_question(tree, word) or _is_command(tree, word):
        return Effect.HYPOTHETICAL, (word,)
    return Effect.SAME, ()


def _as_long_as(tree: Tree, word: int, mark: int) -> bool:
    head = tree.heads[word]
    return head >= 0 and tree.lemmas[mark] == "as" and tree.lemmas[head] in word_class("condition-adverb") and head < mark


def _is_not_only(tree: Tree, word: int) -> bool:
    return word + 1 < len(tree) and tree.lemmas[word] == "not" and tree.lemmas[word + 1] in word_class("not-only")


def negation_of_noun(tree: Tree, noun: int) -> int | None:
    """The "no" of a subject or object: "no soldiers were killed", "made no arrests", "none of the men"."""
    if tree.lemmas[noun] in word_class("negation"):
        return noun
    for child in tree.children[noun]:
        if tree.bases[child] in ("det", "cc", "advmod") and tree.lemmas[child] in ("no", "neither", "nor", "not") and child < noun:
            return child
    return None


def _shared_auxiliaries(tree: Tree, word: int) -> list[int]:
    """The auxiliaries of the first of coordinated verbs that hold for the others: "will seize and burn", "did not sign or ratify"."""
    if tree.bases[word] != "conj" or tree.tags[word] != "VERB":
        return []
    first = tree.heads[word]
    if tree.tags[first] != "VERB" or tree.of_base(word, "nsubj", "aux", "mark", "csubj"):
        return []
    if any(tree.lemmas[child] in ("but", "yet") for child in tree.of_base(word, "cc")):
        return []
    form, other = tree.tokens[word].feature("VerbForm"), tree.tokens[first].feature("VerbForm")
    if form != other or form == "Fin":
        return []
    denied = any(tree.lemmas[child] in word_class("negation") for child in tree.of_base(word, "advmod"))
    found = []
    for child in tree.children[first]:
        negates = tree.bases[child] == "advmod" and not denied and tree.lemmas[child] in word_class("negation")
        if child < first and (tree.bases[child] == "aux" or negates):
            found.append(child)
    return found


def _auxiliary(tree: Tree, lemma: str, word: int) -> Effect | None:
    if lemma in word_class("future-auxiliary"):
        return Effect.FUTURE
    if lemma in word_class("conditional-auxiliary"):
        return Effect.FUTURE if _reported(tree, word) else Effect.HYPOTHETICAL
    if lemma in word_class("hypothetical-auxiliary"):
        return Effect.HYPOTHETICAL
    return None


def _reported(tree: Tree, word: int) -> bool:
    """Whether a clause with "would" stands in reported speech, where it speaks of the future as seen from the past."""
    for here in (word, *tree.above(word)):
        head = tree.heads[here]
        if tree.bases[here] == "ccomp" and tree.lemmas[head] in word_class("saying"):
            return True
        if tree.bases[here] == "acl" and tree.lemmas[head] in word_class("promising"):
            return True
        if any(tree.bases[child] == "parataxis" and tree.lemmas[child] in word_class("saying") for child in tree.children[here]):
            return True
        if tree.bases[here] == "parataxis":
            return True
        if tree.bases[here] not in ("conj", "ccomp", "xcomp", "advcl"):
            return False
    return False


def infinitive_mark(tree: Tree, word: int) -> int:
    """The *to* before an infinitive, that of "due to" as well; the word itself where there is none."""
    for child in tree.children[word]:
        if child < word and (tree.lemmas[child] == "to" or (tree.lemmas[child] == "due" and tree.of_base(child, "fixed"))):
            return child
    return word


def _to_be_done(tree: Tree, word: int) -> bool:
    """Whether a main verb stands in the infinitive: "Police to deploy 500 officers", "are to meet"."""
    if tree.tags[word] != "VERB" or tree.bases[word] not in ("root", "parataxis", "conj", "ccomp", "acl", "advcl", "xcomp"):
        return False
    mark = infinitive_mark(tree, word)
    if mark == word or tree.bases[mark] not in ("mark", "aux", "case"):
        return False
    if tree.bases[word] in ("root", "parataxis") or tree.lemmas[mark] == "due":
        return True
    return any(tree.lemmas[child] == "be" and child < mark and tree.bases[child] in ("aux", "cop") for child in tree.children[word])


def _day_ahead(tree: Tree, word: int) -> int | None:
    """The day beside a verb in the present tense that speaks of the future by it: "the ministers meet on Monday", "fly home next week"."""
    if tree.tags[word] != "VERB":
        return None
    present = (word, *tree.of_base(word, "aux"))
    finite = [here for here in present if tree.tokens[here].feature("VerbForm") == "Fin"]
    # The tagger takes the plain form for an infinitive at times: "the ministers meet in Oslo on Monday".
    plain = tree.tokens[word].feature("VerbForm") == "Inf" and len(present) == 1 and not tree.of_base(word, "mark") and tree.heads[word] < 0
    if not plain and (not finite or tree.tokens[finite[0]].feature("Tense") != "Pres" or tree.lemmas[finite[0]] == "have"):
        return None
    places = [child for child in tree.children[word] if child > word and tree.bases[child] in ("obl", "nmod", "advmod")]
    for child in (*places, *(below for place in places for below in tree.of_base(place, "nmod"))):
        if tree.lemmas[child] in word_class("day-ahead"):
            return child
        following = [other for other in tree.of_base(child, "amod") if tree.lemmas[other] in word_class("following")]
        if following and tree.lemmas[child] in word_class("time"):
            return following[0]
    return None


def is_inverted(tree: Tree, word: int) -> bool:
    """Whether a clause states a condition by its order: "had the boat fired", "should they return"."""
    if tree.bases[word] not in ("advcl", "ccomp", "parataxis") or tree.of_base(word, "mark"):
        return False
    first = min(tree.of_base(word, "aux", "cop"), default=word)
    subjects = tree.of_base(word, "nsubj")
    return bool(subjects) and first < subjects[0] and tree.lemmas[first] in ("have", "should", "be") and first == _opening(tree, word)


def _opening(tree: Tree, word: int) -> int:
    """The first word of a clause, punctuation left out."""
    return next((here for here in tree.under(word) if tree.tags[here] != "PUNCT"), word)


def _of_anybody(tree: Tree, word: int) -> bool:
    """Whether a clause tells of whoever does it: "anyone who insults the king"."""
    head = tree.heads[word]
    return head >= 0 and tree.relations[word] == "acl:relcl" and tree.lemmas[head] in word_class("anybody")


def is_question(tree: Tree, word: int) -> bool:
    """Whether a word is the main predicate of a sentence that ends in a question mark."""
    return tree.bases[word] == "root" and tree.tokens[-1].text in ("?", '?"', "?”")


def _is_command(tree: Tree, word: int) -> bool:
    return tree.tags[word] == "VERB" and tree.tokens[word].feature("Mood") == "Imp" and not tree.of_base(word, "nsubj")
