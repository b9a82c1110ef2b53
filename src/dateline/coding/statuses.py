"""Whether an act is told as having happened, and how surely: from the words on the way from its trigger up to the root of the tree."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from dateline.coding.clause_forms import complement_kind, gerund_mark, is_passive, preposition_of
from dateline.coding.clauses import carrier_of
from dateline.coding.moods import infinitive_mark, is_inverted, is_question, negation_of_noun, own_effect
from dateline.coding.outcomes import disbelieved, unfulfilled
from dateline.coding.tree import Tree
from dateline.coding.word_classes import ComplementKind, Effect, PredicateFact, predicate_facts, word_class
from dateline.report import Certainty, Sentence, Status

_DEEPEST: Final = 12


@dataclass(frozen=True, slots=True)
class StatusReading:
    """Whether an act is told as having happened, the words that decided it (in the order in which they were met, from the trigger
    upwards), the words that govern it, nearest first, and the decision in words.

    ``firm`` marks what grammar leaves no doubt about: an infinitive or a clause that depends on a word of hoping, ordering, planning
    and the like, a condition, a plan that came to nothing.
    """

    status: Status
    words: tuple[int, ...]
    why: str
    firm: bool = False
    governors: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class CertaintyReading:
    """How firmly an act is told, with the words that decided it and the decision in words."""

    certainty: Certainty
    words: tuple[int, ...]
    why: str


@dataclass(frozen=True, slots=True)
class _Step:
    """One step from a word to what it depends on: the governor, the effect it has, the words to blame, and whether to go on from there."""

    governor: int
    effect: Effect
    blamed: tuple[int, ...]
    onward: bool


def status(sentence: Sentence | Tree, trigger: int, ignore: Collection[int] = (), until: int | None = None) -> StatusReading:
    """The status of the act a trigger word tells of. Governing words work as ``data/predicates.tsv`` says, the outer on the inner.

    ``ignore`` are words that belong to the trigger itself and say nothing of its status: "will not" where *will not apologise* is a
    refusal. With ``until``, what that word and those above it do is left out: what a clause says under a cue.
    """
    tree = Tree.of(sentence)
    found = Status.ACTUAL
    blamed: list[int] = []
    counted = set(ignore)
    passed: list[int] = []
    firm, direct = False, True
    here = trigger
    for _ in range(_DEEPEST):
        effect, words = own_effect(tree, here, counted)
        found = effect.on(found)
        # "Neither the army nor the police have surrendered": grammar leaves no doubt.
        firm = firm or (here == trigger and effect is Effect.NEGATED and tree.tags[trigger] == "VERB")
        blamed.extend(words)
        counted.update(words)
        step = _step(tree, here)
        if step is None or step.governor == until:
            break
        found = step.effect.on(found)
        firm = firm or (direct and _is_firm(tree, here, step))
        direct = direct and tree.bases[here] in ("conj", "xcomp", "ccomp", "obj")
        blamed.extend(step.blamed)
        counted.update(step.blamed)
        if tree.bases[here] != "conj":
            passed.append(step.governor)
        here = step.governor
        if not step.onward:
            break
    if found is Status.FUTURE or (found in (Status.NEGATED, Status.ACTUAL) and _ahead(tree, trigger)):
        condition = _condition_above(tree, trigger, here)
        if condition is not None:
            found, firm = Status.HYPOTHETICAL, firm or tree.tags[trigger] == "VERB"
            blamed.append(condition)
    if found is Status.FUTURE and is_question(tree, trigger):
        found = Status.HYPOTHETICAL
    failed = unfulfilled(tree, trigger, passed) if _condition_above(tree, trigger, here) is None else ()
    if failed and found is not Status.NEGATED:
        found, firm = Status.NEGATED, True
        blamed = [*failed, *blamed]
    words_found = tuple(dict.fromkeys(blamed)) if found is not Status.ACTUAL or blamed else ()
    said = " ".join(f'"{tree.tokens[word].text}"' for word in words_found)
    own_condition = any(tree.lemmas[word] in word_class("condition") for word in words_found) or is_question(tree, trigger)
    why = f"{found} by {said}" if said else "told as a fact"
    return StatusReading(found, words_found, why, (firm or own_condition) and found is not Status.ACTUAL, tuple(passed))


def _is_firm(tree: Tree, word: int, step: _Step) -> bool:
    """Whether a step goes from an infinitive or a clause to a word that makes it no fact."""
    if step.effect in (Effect.SAME, Effect.ACTUAL) or tree.lemmas[step.governor] in word_class("weak-governor"):
        return False
    if tree.tags[word] == "NOUN" and tree.bases[word] == "obj":
        denied = own_effect(tree, step.governor)[0] is Effect.NEGATED or tree.bases[step.governor] == "xcomp"
        return tree.tags[step.governor] == "VERB" and tree.lemmas[step.governor] in word_class("firm-governor") and not denied
    if word < step.governor:
        return False  # "Fiji to lift ban, minister tells"
    if (
        tree.bases[word] == "acl"
        and governor(tree, word) is not None
        and _fact(tree, step.governor, complement_kind(tree, word), word) is None
    ):
        return False
    if tree.bases[word] not in ("xcomp", "ccomp", "acl", "advcl", "csubj"):
        return False
    kind = complement_kind(tree, word)
    if tree.tags[word] not in ("VERB", "AUX"):
        return False
    return kind is ComplementKind.INFINITIVE or (kind is ComplementKind.CLAUSE and tree.bases[word] != "xcomp")


def _ahead(tree: Tree, word: int) -> bool:
    """Whether a verb speaks of what is to come or of what holds at any time, so that a condition beside it leaves it open."""
    finite = [here for here in (word, *tree.of_base(word, "aux", "cop")) if tree.tokens[here].feature("VerbForm") == "Fin"]
    auxiliaries = {tree.lemmas[here] for here in tree.of_base(word, "aux")}
    if auxiliaries & word_class("future-auxiliary"):
        return True
    return bool(finite) and all(tree.tokens[here].feature("Tense") == "Pres" for here in finite) and "have" not in auxiliaries


def governor(sentence: Sentence | Tree, trigger: int) -> int | None:
    """The predicate whose complement holds the trigger: "agreed" for *withdraw* in "agreed to withdraw", "demanded" for *withdrawal* in
    "demanded the withdrawal", through light verbs and coordination; None where the trigger stands on its own."""
    tree = Tree.of(sentence)
    here = trigger
    for _ in range(_DEEPEST):
        head, base, relation = tree.heads[here], tree.bases[here], tree.relations[here]
        if head < 0:
            return None
        if base in ("xcomp", "ccomp") or (
            base == "acl" and relation != "acl:relcl" and complement_kind(tree, here) is not ComplementKind.GERUND
        ):
            return head
        if base == "advcl":
            return head if _fact(tree, head, complement_kind(tree, here), here) is not None and _governs(tree, here) else None
        if base == "conj":
            here = head
        elif tree.tags[here] in ("NOUN", "PROPN"):
            verb = _noun_governor(tree, here)
            if verb is None:
                return None
            fact = _fact(tree, verb, ComplementKind.NOUN, here)
            if fact is not None and fact.effect not in (Effect.SAME, Effect.ACTUAL):
                return verb
            if verb != carrier_of(tree, here) and tree.lemmas[verb] not in word_class("transparent"):
                return None
            here = verb
        else:
            return None
    return None


def certainty(sentence: Sentence | Tree, trigger: int, until: int | None = None) -> CertaintyReading:
    """How firmly the act is told: *possible* under "may", "possibly"; *probable* under "apparently", "seemed to", "believed to", *unknown*
    where it is only alleged or reported; else *certain*. Status is another question."""
    tree = Tree.of(sentence)
    here = trigger
    best: tuple[Certainty, int] | None = None
    for _ in range(_DEEPEST):
        for child in tree.children[here]:
            level = _hedge(tree, child, tree.bases[child])
            if level is not None and (best is None or _RANK[level] > _RANK[best[0]]):
                best = (level, child)
        head = tree.heads[here]
        if head < 0 or head == until or best is not None:
            break
        base = tree.bases[here]
        if base in ("xcomp", "ccomp"):
            lemma = tree.lemmas[head]
            if lemma in word_class("probable-predicate") and (base == "xcomp" or lemma not in ("look", "feel", "expect", "consider")):
                best = (Certainty.PROBABLE, head)
            elif lemma in word_class("reported-predicate") and (base == "xcomp" or lemma not in ("say", "report")):
                best = (Certainty.UNKNOWN, head)
        elif not (base == "conj" or (tree.tags[here] == "NOUN" and head == carrier_of(tree, here))):
            break
        here = head
    if best is None:
        return CertaintyReading(Certainty.CERTAIN, (), "told without reserve")
    return CertaintyReading(best[0], (best[1],), f'{best[0]} by "{tree.tokens[best[1]].text}"')


_RANK: Final = {Certainty.CERTAIN: 0, Certainty.PROBABLE: 1, Certainty.UNKNOWN: 2, Certainty.POSSIBLE: 3}


def _hedge(tree: Tree, word: int, base: str) -> Certainty | None:
    lemma, text = tree.lemmas[word], tree.tokens[word].text.lower()
    if base == "aux":
        return Certainty.POSSIBLE if lemma in word_class("possible-auxiliary") else None
    if base not in ("advmod", "amod"):
        return None
    for name, level in (("possible", Certainty.POSSIBLE), ("reported", Certainty.UNKNOWN), ("probable", Certainty.PROBABLE)):
        if lemma in word_class(name) or text in word_class(name):
            return level
    return None


# --- from a word to what governs it ----------------------------------------------------------------------------------


def _step(tree: Tree, word: int) -> _Step | None:
    head, base, relation = tree.heads[word], tree.bases[word], tree.relations[word]
    if head < 0:
        return None
    if base in ("xcomp", "ccomp", "csubj"):
        return _complement_step(tree, word, head)
    if base == "acl" and relation != "acl:relcl":
        kind = complement_kind(tree, word)
        if kind is ComplementKind.GERUND and not _marked(tree, word):
            return None
        if kind is ComplementKind.INFINITIVE and _fact(tree, head, kind, word) is None:
            if tree.heads[head] < 0 or tree.tags[head] == "PROPN" or tree.bases[head] == "parataxis":
                return _Step(head, Effect.FUTURE, (infinitive_mark(tree, word),), False)  # a headline: "Abuja to ship ambulances"
            return _Step(head, Effect.HYPOTHETICAL, (head,), False)
        return _complement_step(tree, word, head)
    if base == "advcl":
        return _adverbial_step(tree, word, head)
    if base == "conj":
        return _Step(head, Effect.SAME, (), False) if _independent(tree, word) else _conjunct_step(tree, word, head)
    if tree.tags[word] in ("NOUN", "PROPN") or (base == "obl" and tree.tags[word] == "VERB"):
        return _noun_step(tree, word)
    return None


def _complement_step(tree: Tree, word: int, head: int) -> _Step | None:
    kind = complement_kind(tree, word)
    fact = _fact(tree, head, kind, word)
    if kind is ComplementKind.INFINITIVE and tree.lemmas[head] == "have":
        yet = [child for child in tree.of_base(head, "advmod") if tree.lemmas[child] in word_class("not-yet")]
        if yet:
            return _Step(head, Effect.NEGATED, (yet[0],), False)
    if fact is None:
        if kind is ComplementKind.INFINITIVE and tree.lemmas[head] == "be":
            return _Step(head, Effect.FUTURE, (head,), True)
        if kind is ComplementKind.INFINITIVE and tree.lemmas[head] == "go":
            return _Step(head, Effect.FUTURE, (head,), True)
        if kind is ComplementKind.CLAUSE and tree.bases[word] == "ccomp":
            return None
        return _Step(head, Effect.SAME, (), True)
    if tree.lemmas[head] == "go" and kind is ComplementKind.INFINITIVE and tree.tokens[head].text.lower() == "going":
        return _Step(head, Effect.FUTURE, (head,), True)
    # "insisted that he was paid" tells, "insisted that he be paid" demands; so does what stands before its verb of saying.
    told = word < head or _is_past(tree, word)
    open_effect = fact.effect in (Effect.HYPOTHETICAL, Effect.FUTURE)
    if kind is ComplementKind.CLAUSE and open_effect and told and tree.lemmas[head] not in word_class("doubting"):
        return None
    return _by_fact(tree, head, fact)


def _is_past(tree: Tree, word: int) -> bool:
    """Whether a clause's verb stands in a past tense, without a modal."""
    if any(tree.lemmas[child] in _MODALS for child in tree.of_base(word, "aux")):
        return False
    finite = [word, *tree.of_base(word, "aux", "cop")]
    return any(tree.tokens[here].feature("Tense") == "Past" and tree.tokens[here].feature("VerbForm") == "Fin" for here in finite) or any(
        tree.lemmas[here] == "have" for here in finite[1:]
    )


_MODALS: Final = frozenset(("will", "would", "shall", "should", "may", "might", "can", "could", "must"))


def _by_fact(tree: Tree, head: int, fact: PredicateFact) -> _Step:
    """The step to a governor in the data. Its own negation is settled here, so that it is not counted again further up."""
    untrue = disbelieved(tree, head) if fact.effect is Effect.ACTUAL else ()
    if untrue:
        return _Step(head, Effect.NEGATED, untrue, False)
    own, words = own_effect(tree, head)
    if own is Effect.NEGATED:
        return _Step(head, fact.denied, (*words, head), False)
    if fact.effect is Effect.SAME:
        return _Step(head, Effect.SAME, (), True)
    if fact.effect is Effect.ACTUAL:
        return _Step(head, Effect.SAME, (), False)
    return _Step(head, fact.effect, (head,), fact.effect is not Effect.HYPOTHETICAL)


def _adverbial_step(tree: Tree, word: int, head: int) -> _Step | None:
    kind = complement_kind(tree, word)
    marks = [tree.lemmas[child] for child in tree.of_base(word, "mark", "case", "cc")]
    if kind is ComplementKind.INFINITIVE:
        fact = _fact(tree, head, kind, word)
        if fact is not None:
            return _by_fact(tree, head, fact)
        # A purpose is as real as what is done for it: newswire writes "flew to Bonn to sign" when it was signed, too.
        return _Step(head, Effect.SAME, (), True)
    if _governs(tree, word):
        fact = _fact(tree, head, ComplementKind.GERUND, word)
        if fact is not None:
            return _by_fact(tree, head, fact)
    if kind is ComplementKind.GERUND and (marks == ["by"] or (not marks and not is_passive(tree, word) and word > head)):
        return _Step(head, Effect.SAME, (), True)  # ", forcing him to leave", "by storming": as real as the main act
    return None


def _governs(tree: Tree, word: int) -> bool:
    """Whether an adverbial clause is the complement of its head: "accused of stealing", "prevented from leaving", or an infinitive."""
    if complement_kind(tree, word) is ComplementKind.INFINITIVE:
        return True
    return any(tree.lemmas[child] in ("of", "from", "for", "to", "about") for child in tree.of_base(word, "mark", "case"))


def _independent(tree: Tree, word: int) -> bool:
    """Whether a coordinated clause has a subject of its own and hangs from no complement together with the first."""
    first = tree.heads[word]
    return bool(tree.of_base(word, "nsubj")) and tree.bases[first] in ("root", "parataxis", "advcl", "acl")


def _conjunct_step(tree: Tree, word: int, head: int) -> _Step | None:
    """From a conjunct straight to what governs the first of the coordination; what stands at the first itself is shared elsewhere."""
    if tree.tags[word] in ("NOUN", "PROPN") and tree.tags[head] in ("NOUN", "PROPN"):
        found = negation_of_noun(tree, head)
        if found is not None:
            return _Step(head, Effect.NEGATED, (found,), False)
    first = head
    for _ in range(_DEEPEST):
        if tree.bases[first] != "conj" or tree.heads[first] < 0:
            break
        first = tree.heads[first]
    finite = tree.tags[word] == "VERB" and tree.tokens[word].feature("VerbForm") == "Fin"
    if finite and tree.bases[first] in ("xcomp", "advcl", "acl") and tree.tokens[first].feature("VerbForm") != "Fin":
        return None
    return _step(tree, first)


def _noun_governor(tree: Tree, noun: int) -> int | None:
    """The word that a noun's act depends on: the verb of which it is the object, a phrase or a subject, or the noun it complements."""
    head, base, relation = tree.heads[noun], tree.bases[noun], tree.relations[noun]
    if head < 0:
        return None
    if relation in ("obj", "nsubj:pass", "nsubj") or base == "obl":
        return head
    if base == "nmod" and relation not in ("nmod:poss", "nmod:desc"):
        return head
    return None


def _noun_step(tree: Tree, noun: int) -> _Step | None:
    head = _noun_governor(tree, noun)
    if head is None:
        return None
    base = tree.bases[noun]
    preposition = preposition_of(tree, noun)
    if base == "nsubj" and tree.relations[noun] == "nsubj":
        if tree.lemmas[head] in word_class("occurrence") and not tree.of_base(head, "obj"):
            return _Step(head, Effect.SAME, (), True)
        return None
    if base in ("obl", "nmod") and preposition in word_class("background-preposition"):
        return None
    fact = _fact(tree, head, ComplementKind.NOUN, noun)
    if fact is not None and (base != "nmod" or preposition in ("of", "for", "to", "on", "against", "about")):
        return _by_fact(tree, head, fact)
    if head == carrier_of(tree, noun) or tree.lemmas[head] in word_class("transparent"):
        return _Step(head, Effect.SAME, (), True)
    taking_part = base == "obj" or (base == "obl" and preposition in word_class("taking-part"))
    if taking_part and tree.tags[head] == "VERB" and tree.lemmas[head] not in word_class("outside"):
        return _Step(head, Effect.SAME, (), True)
    return None


def _marked(tree: Tree, word: int) -> bool:
    return bool(tree.of_base(word, "mark", "case"))


def _fact(tree: Tree, head: int, kind: ComplementKind, word: int) -> PredicateFact | None:
    """What the data say of a governor with a complement of this kind, its particle ("call off") included where the data know it so."""
    facts = predicate_facts()
    lemma, tag = tree.lemmas[head], tree.tags[head]
    if tag == "AUX":
        tag = "VERB"
    if kind is ComplementKind.GERUND and gerund_mark(tree, word) == "from" and (f"{lemma} from", tag, kind) in facts:
        return facts[f"{lemma} from", tag, kind]
    for particle in tree.of_relation(head, "compound:prt"):
        found = facts.get((f"{lemma} {tree.lemmas[particle]}", tag, kind))
        if found is not None:
            return found
    if head + 1 < len(tree) and tree.heads[head + 1] in (head, word):
        found = facts.get((f"{lemma} {tree.lemmas[head + 1]}", tag, kind))
        if found is not None:
            return found
    found = facts.get((lemma, tag, kind))
    if found is None and tag == "ADJ":
        found = facts.get((lemma, "VERB", kind))  # "is scheduled to", tagged as an adjective
    if found is None and tag == "VERB":
        found = facts.get((tree.tokens[head].text.lower(), "ADJ", kind))
    if found is not None and kind is ComplementKind.NOUN and tree.bases[word] == "obl":
        # A verb governs a noun under these prepositions; elsewhere the phrase stands apart: "agreed in talks".
        return found if preposition_of(tree, word) in ("for", "of", "to", "on", "against", "with", "about", "from") else None
    return found


def _condition_above(tree: Tree, trigger: int, last: int) -> int | None:
    """The word that opens a condition beside any of the words from the trigger to the last that was looked at: "if", "unless", "had they
    known", "provided that", "as long as"."""
    for here in (trigger, *tree.above(trigger)):
        for child in (*tree.of_base(here, "advcl"), *tree.of_base(here, "advmod")):
            opening = _condition(tree, child)
            if opening is not None:
                return opening
        if here == last:
            break
    return None


def _condition(tree: Tree, clause: int) -> int | None:
    for mark in tree.of_base(clause, "mark"):
        if tree.lemmas[mark] in word_class("condition"):
            return mark
    if tree.bases[clause] == "advmod":
        held = tree.lemmas[clause] in word_class("condition-adverb") and bool(tree.of_base(clause, "advcl"))
        return clause if held else None
    if tree.lemmas[clause] in word_class("condition-verb") and not tree.of_base(clause, "nsubj", "mark"):
        return clause
    return next(iter(tree.of_base(clause, "aux", "cop")), clause) if is_inverted(tree, clause) else None
