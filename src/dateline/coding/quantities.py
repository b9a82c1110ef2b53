"""How many: people killed, injured, arrested and in the crowd, for each mention of an event.

In: a sentence's tree and the trigger in it. Out: bounds by kind with the words they were read from. A number belongs to an event when a
word of ``data/quantities_acts.tsv`` (*kill*, *wounded*, *toll*, ...) makes it one of its kinds, and the tree joins that word to the
trigger: it is the trigger, or says what the act did ("attacked a base, killing 20"; "12 died in the attack"). What the sentence leaves
open stays out. Words are counted from 0.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from dateline.coding.clause_forms import is_passive, preposition_of
from dateline.coding.clauses import surface_subjects, verb_roles
from dateline.coding.quantity_crowds import crowd_of
from dateline.coding.quantity_numbers import Amount, amount, counting_head, is_people, number_like, other_act, single
from dateline.coding.quantity_reach import FARTHEST, acts_at, distance, elliptical
from dateline.coding.quantity_words import KINDS, QuantityAct, Who, people_words, quantity_words
from dateline.coding.tree import Tree
from dateline.coding.word_classes import word_class
from dateline.report import Count, Status

Counts = tuple[tuple[str, Count], ...]
"""The numbers of an event by kind, in the order of :data:`dateline.coding.quantity_words.KINDS`."""

_AFTER: Final = 2
"""Sentences after the last mention in which a toll still is the event's."""
_NOMINAL: Final = frozenset(("NOUN", "PROPN", "PRON", "NUM"))
_SUBJECTS: Final = ("nsubj", "nsubj:pass", "nsubj:outer", "csubj")


@dataclass(frozen=True, slots=True)
class _Casualty:
    """A word that makes a number one of a kind, how far it is from the trigger, and its number."""

    word: int
    distance: int
    amount: Amount


def counts_of(
    words_of_sentence_tree: Tree, trigger: int, event_type: str, recipients: tuple[int, ...] = (), actors: tuple[int, ...] = ()
) -> Counts:
    """The numbers of people that the sentence of a mention tells of its event.

    ``trigger`` is the mention's first word; ``recipients`` and ``actors`` are the head words of its participants in the same sentence.
    Kinds that the event's type cannot have or that the sentence leaves open are left out; an open bound is None.
    """
    tree = words_of_sentence_tree
    wanted = quantity_words().kinds.get(event_type, ())
    if not wanted:
        return ()
    found: dict[str, _Casualty] = {}
    for word in range(len(tree)):
        uses = acts_at(tree, word)
        if not uses:
            continue
        steps = -1
        for use in _uses(tree, word, uses, wanted):
            if steps < 0:
                steps = distance(tree, trigger, word)
            number = _amount(tree, word, use, recipients, actors)
            if steps > FARTHEST and not (number is not None and number.high == 0):  # "nobody was hurt" is said of all that is told
                continue
            if number is None or not _stands(tree, word, number):
                continue
            if use.kind == "arrested" and steps > 0 and tree.heads[word] not in (trigger, tree.heads[trigger]):
                continue  # an arrest beside a raid or a search is an act of its own
            if "crowd" in wanted and not number.stated:
                continue  # "a rally over the killing of a priest": the dead of a protest are those it numbers
            steps = 0 if use.who is Who.FIGURE else steps  # a toll is the sum of what else the sentence tells
            if use.kind not in found or steps < found[use.kind].distance:
                found[use.kind] = _Casualty(word, steps, number)
    result = {kind: casualty.amount for kind, casualty in found.items()}
    if "crowd" in wanted and "crowd" not in result:
        crowd = crowd_of(tree, trigger, actors)
        if crowd is not None and not any(crowd.overlaps(other) for other in result.values()):
            result["crowd"] = crowd
    if "killed" in result and "injured" in result and result["injured"].overlaps(result["killed"]) and result["killed"].high != 0:
        del result["injured"]  # "two wounded protesters died"
    return tuple((kind, _count(tree, result[kind])) for kind in KINDS if kind in result)


def standing(counts: Counts, status: Status) -> Counts:
    """The numbers of an event that stand with its status: of what was denied, prevented or only threatened, none but zeros."""
    if status not in (Status.NEGATED, Status.HYPOTHETICAL):
        return counts
    return tuple((kind, count) for kind, count in counts if count.high == 0)


def joined(counts: Iterable[Counts]) -> Counts:
    """The numbers of one event over its mentions, the clearest mention first: of each kind the first that is told."""
    found: dict[str, Count] = {}
    for mention in counts:
        for kind, count in mention:
            if kind not in found:
                found[kind] = count
    return tuple((kind, found[kind]) for kind in KINDS if kind in found)


def later_tolls(trees: Sequence[Tree], told_in: Collection[int], event_type: str, counts: Counts, taken: Collection[int] = ()) -> Counts:
    """The numbers of an event with what the sentences after its mentions make of them.

    ``told_in`` are the sentences of its mentions, ``taken`` those of other events, which are left alone. A toll further on is the later one
    and stands ("The toll rose to 17"); other casualties count where the next sentence tells nothing else and the event has none of
    their kind ("A bomb exploded near a school. Three pupils were killed").
    """
    if not told_in or not quantity_words().kinds.get(event_type, ()):
        return counts
    found = dict(counts)
    last = max(told_in)
    for number in range(last + 1, min(last + 1 + _AFTER, len(trees))):
        if number in taken or number in told_in:
            break
        for kind, count, figure in _alone(trees[number], quantity_words().kinds[event_type]):
            if figure or (kind not in found and number == last + 1):
                found[kind] = count
    return tuple((kind, found[kind]) for kind in KINDS if kind in found)


def _alone(tree: Tree, wanted: Sequence[str]) -> Iterator[tuple[str, Count, bool]]:
    """The casualties of a sentence that goes on from the one before: its tolls, and what its main verb says of people without saying who
    did
    it or in what."""
    facts = quantity_words().sets
    for word in range(len(tree)):
        for use in _uses(tree, word, acts_at(tree, word), wanted):
            figure = use.who is Who.FIGURE
            told = (
                (_main(tree, word) or _nobody(tree, word))
                and (use.who in (Who.SUBJECT, Who.STATE) or is_passive(tree, word))
                and not tree.of_relation(word, "obl:agent")
            )
            elsewhere = any(preposition_of(tree, child) in facts["in"] for child in tree.of_base(word, "obl", "advcl"))
            if figure or (told and not elsewhere and use.kind != "arrested"):
                number = _amount(tree, word, use, (), ())
                if number is not None and number.stated and _stands(tree, word, number):
                    yield use.kind, _count(tree, number), figure


def _nobody(tree: Tree, word: int) -> bool:
    return any(tree.lemmas[child] in quantity_words().sets["nobody"] for child in tree.of_relation(word, *_SUBJECTS))


def _main(tree: Tree, word: int) -> bool:
    """Whether a word stands at the top of its sentence, or in what somebody at the top says, or in coordination with it."""
    head = tree.heads[word]
    if head < 0:
        return True
    said = tree.bases[word] == "ccomp" and tree.lemmas[head] in word_class("saying")
    return (said or tree.bases[word] in ("conj", "parataxis")) and tree.heads[head] < 0


def _count(tree: Tree, number: Amount) -> Count:
    pieces: list[str] = []
    for token, following in zip(
        tree.tokens[number.first : number.last + 1], (*tree.tokens[number.first + 1 : number.last + 1], None), strict=True
    ):
        pieces.append(token.text)
        if following is not None and following.start > token.end:
            pieces.append(" ")
    return Count(number.low, number.high, "".join(pieces), number.best)


# --- which words count whom ------------------------------------------------------------------------------------------


def _uses(tree: Tree, word: int, uses: Sequence[QuantityAct], wanted: Sequence[str]) -> list[QuantityAct]:
    """The uses of a word that its form and its company allow; a use with a companion shuts out those without."""
    found: list[QuantityAct] = []
    for use in uses:
        if use.kind not in wanted or not _has_form(tree, word, use):
            continue
        if use.companions and not _accompanied(tree, word, use):
            continue
        if not use.companions and any(other.companions for other in found):
            continue
        found.append(use)
    return found


def _has_form(tree: Tree, word: int, use: QuantityAct) -> bool:
    tag = tree.tags[word]
    if use.upos == "ADJ":
        if tag == "ADJ" or (tag == "NOUN" and tree.tokens[word].text.lower() == tree.lemmas[word]):
            return True
        return tag == "VERB" and bool(_own_number(tree, word))
    if use.upos == "VERB":
        return tag == "VERB" or (tag in ("ADJ", "AUX") and bool(tree.of_relation(word, "nsubj:pass", "aux:pass")))
    return tag in ("NOUN", "PROPN")


def _accompanied(tree: Tree, word: int, use: QuantityAct) -> bool:
    if use.who is Who.STATE:
        return preposition_of(tree, word) in use.companions and not tree.of_base(word, "det")
    if use.who is Who.FIGURE:  # "the number of dead", "the number of people killed"
        counted = [child for child in tree.of_base(word, "nmod") if preposition_of(tree, child) == "of"]
        counted.extend([below for child in counted for below in tree.of_base(child, "acl", "amod")])
        return any(tree.lemmas[child] in use.companions for child in counted)
    near = [child for child in tree.children[word] if tree.bases[child] not in ("advcl", "conj", "parataxis", "nsubj")]
    # "hacked ten farmers to death": the companion may hang from the object.
    near.extend(child for thing in tree.of_base(word, "obj") for child in tree.of_base(thing, "nmod", "xcomp", "amod") if child > thing)
    near.extend(range(word + 1, min(word + 2, len(tree))))  # "shot dead three men", whatever "dead" hangs from
    return any(tree.lemmas[child] in use.companions or tree.tokens[child].text.lower() in use.companions for child in near)


def _own_number(tree: Tree, word: int) -> Amount | None:
    """The number right before a word that stands for people itself: "30 wounded", "31 dead and 200 in detention"."""
    if any(child < word and number_like(tree, child) for child in tree.of_base(word, "nummod")):
        return single(tree, word)
    before = word - 1
    if tree.tags[word] == "NOUN" and before > 0 and tree.tags[before] == "ADP":
        before -= 1
    elif tree.tags[word] == "NOUN" or tree.of_base(word, "obj", "nsubj", "obl:agent"):
        return None
    if before < 0 or not number_like(tree, before) or tree.heads[before] > word:
        return None
    return single(tree, before)


def _amount(tree: Tree, word: int, use: QuantityAct, recipients: tuple[int, ...], actors: tuple[int, ...]) -> Amount | None:
    """How many the word counts in this use."""
    if use.who in (Who.OBJECT, Who.PEOPLE):
        return _of_objects(tree, word, use, recipients)
    if use.who is Who.SUBJECT:
        return _sum(tree, [counting_head(tree, s) for s in surface_subjects(tree, word)])
    if use.who is Who.OF:
        return _of_noun(tree, word, recipients, actors, use)
    if use.who is Who.STATE:
        return _of_state(tree, word, use)
    if use.who is Who.FIGURE:
        return _of_figure(tree, word)
    if use.who is Who.ITSELF:
        return single(tree, word) if tree.of_base(word, "nummod") else None
    if _without(tree, word):
        return Amount.exact(0, word, word, stated=True)
    number = single(tree, word)
    return number if number is not None and number.high == 0 else None


def _without(tree: Tree, word: int) -> bool:
    """Whether a noun stands in what an act went without: "without causing casualties", "without loss of life"."""
    facts = quantity_words().sets
    if preposition_of(tree, word) in facts["without"]:
        return True
    head = tree.heads[word]
    return head >= 0 and tree.bases[word] == "obj" and any(tree.lemmas[child] in facts["without"] for child in tree.of_base(head, "mark"))


def _of_objects(tree: Tree, verb: int, use: QuantityAct, recipients: tuple[int, ...]) -> Amount | None:
    own = _own_number(tree, verb)
    if own is not None and not tree.of_base(verb, "obj"):
        return own
    clause = verb_roles(tree, verb)
    # Two subjects of one passive are the parser's way with "12 were killed and 30 wounded": both undergo something, each its own.
    double = tree.of_relation(verb, "nsubj:pass")
    undergoing: Sequence[int] = double if len(double) > 1 else (*clause.indirect, *clause.objects)
    if elliptical(tree, verb):
        undergoing = tree.of_relation(verb, "nsubj", "nsubj:pass")
    elif tree.bases[verb] == "xcomp" and is_passive(tree, verb) and not undergoing:
        undergoing = tree.of_relation(tree.heads[verb], "nsubj")  # "five had to be treated for burns"
    undergoing = [*undergoing, *_company(tree, verb), *_after_noun(tree, verb, undergoing)]
    objects = [_counted(tree, verb, thing) for thing in undergoing if len(double) < 2 or not other_act(tree, thing)]
    objects = [thing for thing in objects if not _of_later_verb(tree, verb, thing)]
    if not objects and tree.bases[verb] == "amod" and verb > 0 and tree.tags[verb - 1] == "CCONJ":
        objects = [tree.heads[verb]]  # "killed 12 and wounded scores", the second verb taken for a modifier
    if not objects and tree.relations[verb] == "acl" and not tree.of_base(verb, "obj") and tree.heads[verb] < verb:
        objects = [_counted(tree, verb, tree.heads[verb])]  # "the 80 people hurt in the riot"
    if tree.bases[verb] == "amod" and not objects:
        return None
    nobody = _denied_any(tree, verb, objects)
    if nobody is not None:
        return nobody
    if not objects and not clause.passive:
        objects = [counting_head(tree, head) for head in recipients if head > verb and head not in clause.subjects]
    if "life" in use.companions:
        objects = _of_lives(tree, objects)
    if use.who is Who.PEOPLE:
        objects = [thing for thing in objects if is_people(tree, thing)]
    return _sum(tree, objects)


def _company(tree: Tree, verb: int) -> list[int]:
    """Those who undergo it, too: "was killed along with eight of his men"."""
    facts = quantity_words().sets
    beside = [child for child in tree.of_base(verb, "obl") if child > verb]
    openings = {child: {tree.lemmas[word] for word in tree.of_base(child, "case", "advmod")} for child in beside}
    return [child for child, words in openings.items() if "with" in words and words & facts["together"]]


def _after_noun(tree: Tree, verb: int, undergoing: Sequence[int]) -> list[int]:
    """The objects of a verb that was taken for a conjunct of the object before it: the three of "killed one and injured three"."""
    if undergoing or tree.bases[verb] != "conj" or tree.tags[tree.heads[verb]] not in _NOMINAL:
        return []
    first = tree.heads[tree.heads[verb]]
    return [thing for thing in tree.of_base(first, "obj") if thing > verb] if first >= 0 else []


def _counted(tree: Tree, verb: int, thing: int) -> int:
    """The word that says how many; of "one of ten men arrested" all ten were."""
    if tree.bases[verb] == "acl" and tree.heads[verb] == thing and tree.of_base(thing, "nummod"):
        return thing
    return counting_head(tree, thing)


def _denied_any(tree: Tree, verb: int, objects: Sequence[int]) -> Amount | None:
    """None at all: "without hurting anyone", "did not kill any civilians"."""
    facts, negations = quantity_words().sets, word_class("negation") | word_class("negative-marker")
    if not any(tree.lemmas[child] in negations and tree.bases[child] in ("mark", "advmod") for child in tree.children[verb]):
        return None
    for thing in objects:
        determiners = [child for child in tree.of_base(thing, "det") if tree.lemmas[child] in facts["any"]]
        if tree.lemmas[thing] in facts["anybody"] or determiners:
            return Amount.exact(0, min(determiners, default=thing), thing, stated=True)
    return None


def _of_lives(tree: Tree, objects: Sequence[int]) -> list[int]:
    """Those who count where lives are taken: "claimed 12 lives", "the lives of 12 people", "cost 12 people their lives"."""
    lives = [thing for thing in objects if tree.lemmas[thing] == "life"]
    if any(amount(tree, thing) for thing in lives):
        return lives
    owners = [child for thing in lives for child in tree.of_base(thing, "nmod") if child > thing and preposition_of(tree, child) == "of"]
    return owners or [thing for thing in objects if thing not in lives]


def _of_later_verb(tree: Tree, verb: int, thing: int) -> bool:
    """Whether an object stands behind a second verb that has an object before it: the 30 of "killed 12 and wounded 30"."""
    joined_here = [verb, *(other for other in tree.of_base(verb, "obj") if other < thing)]
    later = [child for node in joined_here for child in tree.of_base(node, "conj") if verb < child < thing and tree.tags[child] == "VERB"]
    return any(verb < other < later[0] for other in tree.of_base(verb, "obj")) if later else False


def _sum(tree: Tree, heads: Sequence[int]) -> Amount | None:
    """The number of people that several heads of one coordination denote."""
    total: Amount | None = None
    tops = set(heads)
    heads = [head for head in heads if tree.lemmas[head] not in word_class("time")]
    for head in dict.fromkeys(heads):
        if _among(tree, head):
            continue
        if any(tree.bases[head] == "conj" and above in tops for above in tree.above(head)):
            continue  # a conjunct is summed with the head it stands under
        found = amount(tree, head)
        if found is not None and total is not None and total.first <= found.first <= total.last:
            continue
        if found is not None:
            total = found if total is None else total.plus(found)
    return total


def _among(tree: Tree, head: int) -> bool:
    """Whether a phrase tells of some of those counted before: "22 people, among them six foreigners"."""
    beside = [child for child in tree.of_base(head, "nmod", "obl") if child < head]
    return any(preposition_of(tree, child) in quantity_words().sets["among"] for child in beside)


def _of_noun(tree: Tree, noun: int, recipients: tuple[int, ...], actors: tuple[int, ...], use: QuantityAct) -> Amount | None:
    below = [child for child in tree.of_base(noun, "nmod") if child > noun and preposition_of(tree, child) in ("of", "to")]
    if use.companions:  # "the loss of 40 lives"
        if _without(tree, noun) and any(tree.lemmas[child] in use.companions for child in below):
            return Amount.exact(0, noun, noun, stated=True)
        return _sum(tree, [child for child in below if tree.lemmas[child] in use.companions])
    below = [child for child in below if preposition_of(tree, child) == "of"]
    if below:
        return _sum(tree, below)
    own = _own_number(tree, noun)
    if own is not None:
        return own
    if any(tree.lemmas[child] in quantity_words().sets["no"] for child in tree.of_base(noun, "det")):
        return single(tree, noun)
    for child in tree.of_relation(noun, "nmod:poss"):
        personal = tree.tags[child] == "PRON" or child in recipients or tree.lemmas[child] in people_words()
        if personal and child not in actors:
            return amount(tree, child)
    return None


def _of_state(tree: Tree, word: int, use: QuantityAct) -> Amount | None:
    own = _own_number(tree, word)
    if own is not None:
        return own
    subjects = tree.of_relation(word, *_SUBJECTS)
    if subjects:
        return _sum(tree, [counting_head(tree, s) for s in surface_subjects(tree, word)])
    head, relation = tree.heads[word], tree.bases[word]
    if head < 0:
        return None
    if relation in ("xcomp", "obj", "obl", "advmod", "advcl", "conj", "ccomp") and tree.tags[head] == "VERB":
        if relation == "conj" and not tree.of_base(head, "xcomp"):
            return None
        clause = verb_roles(tree, head)
        unmade = relation == "xcomp" and not tree.of_base(head, "obj")  # "80 people were made homeless", the passive's "were" left out
        people = [o for o in clause.objects if o != word] or (list(clause.subjects) if use.companions or unmade else [])
        return _sum(tree, [counting_head(tree, thing) for thing in people])
    if relation in ("amod", "acl") and not use.companions and (word > head or use.kind == "killed"):
        return _sum(tree, [head]) if word > head else None
    if relation == "nmod" and use.companions:
        return _sum(tree, [counting_head(tree, head)])
    return None


def _of_figure(tree: Tree, noun: int) -> Amount | None:
    """The number that a noun of number has: "a toll of 17", "the toll rose to 17", "put the number of dead at 17"."""
    for child in tree.of_base(noun, "nmod"):
        if preposition_of(tree, child) == "of" and number_like(tree, child):
            return single(tree, child)
    head = tree.heads[noun]
    if head < 0 or tree.relations[noun] not in ("nsubj", "nsubj:pass", "obj"):
        return None
    if number_like(tree, head):
        return single(tree, head)
    facts = quantity_words().sets
    for child in tree.of_base(head, "obl", "obj", "xcomp", "nmod", "advmod"):
        if child > max(head, noun) and preposition_of(tree, child) in facts["figure-at"] | {""} and number_like(tree, child):
            return single(tree, child)
    return None


def _stands(tree: Tree, word: int, number: Amount) -> bool:
    """Whether the number is told as the act's; denied acts leave only their zeros."""
    if number.low == number.high == 0:
        return True
    return not any(
        tree.lemmas[child] in word_class("negation") and tree.bases[child] in ("advmod", "det")
        for child in tree.children[word]
        if child < word
    )
