"""States that clauses tell of: *X holds Y*, *X is at P*, *X is office-holder*, *X governs*, *X is on strike*.

A predicate of ``data/claim_states.tsv`` with a subject and a value of the kind it asks for makes a state. What does not fit in full
makes none: a state without its subject or its value says nothing that could be disputed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from dateline.coding.claim_frames import Frame, StateFact, phrases, state_facts
from dateline.coding.clause_forms import is_passive, preposition_of
from dateline.coding.clauses import ClauseRoles, roles, surface_subjects
from dateline.coding.noun_phrases import referent
from dateline.coding.tree import Tree
from dateline.coding.word_classes import word_class
from dateline.report import Proposition


@dataclass(frozen=True, slots=True)
class State:
    """A state as the tree tells it: its predicate's word, subject and value by their heads (``value`` -1 where it is no noun phrase of its
    own), the words of a value that is a phrase or adjective, whether the predicate says that it holds, and the value itself
    where the table names it."""

    proposition: Proposition
    word: int
    subject: int
    value: int
    words: tuple[int, ...]
    positive: bool
    named: str = ""


IsPlace = Callable[[int], bool]
"""Whether the word at a place of the sentence is (part of) a toponym or a facility."""


def states_in(tree: Tree, is_place: IsPlace) -> Iterator[State]:
    """The states that a sentence tells of, in the order of their predicates."""
    for word, tag in enumerate(tree.tags):
        if tag in ("VERB", "AUX", "NOUN"):
            facts = state_facts().get(_with_particle(tree, word)) or state_facts().get(tree.lemmas[word], ())
            for fact in facts:
                if tag == "NOUN" and (fact.frame is not Frame.PLACE or tree.bases[word] != "obj"):
                    continue
                state = _READ[fact.frame](tree, word, fact, is_place) if fact.frame in _READ else None
                if state is not None:
                    yield state
                    if fact.frame is Frame.PLACE:
                        yield from (replace(state, subject=other) for other in _company(tree, word, state.subject))
                    break
        if tag in ("NOUN", "PROPN") and tree.lemmas[word] in phrases():
            yield from _phrase(tree, word)
        if tag in ("ADJ", "VERB", "ADV") and (tree.of_base(word, "cop") or _lasts(tree, word)):
            yield from _adjective(tree, word)
        if tree.of_base(word, "cop") and tag in ("NOUN", "PROPN", "ADJ"):
            yield from _located(tree, word, is_place)


def _with_particle(tree: Tree, word: int) -> str:
    particles = [tree.lemmas[child] for child in tree.children[word] if tree.relations[child] == "compound:prt"]
    return " ".join((tree.lemmas[word], *particles))


def _object(tree: Tree, word: int, fact: StateFact, is_place: IsPlace) -> State | None:
    cast = roles(tree, word)
    doers = cast.agents if cast.passive else cast.subjects
    value = next((o for o in cast.objects if _of_class(tree, o, fact.values) or is_place(o)), None)
    if value is None or not doers or doers[0] == value:
        return None
    return State(fact.proposition, word, doers[0], value, (), fact.positive)


def _place(tree: Tree, word: int, fact: StateFact, is_place: IsPlace) -> State | None:
    cast = roles(tree, word)
    if cast.passive or not cast.subjects:
        return None
    value = _where(tree, cast, fact, is_place)
    return State(fact.proposition, word, cast.subjects[0], value, (), fact.positive) if value is not None else None


def _moved(tree: Tree, word: int, fact: StateFact, is_place: IsPlace) -> State | None:
    cast = roles(tree, word)
    value = _where(tree, cast, fact, is_place)
    return State(fact.proposition, word, cast.objects[0], value, (), fact.positive) if cast.objects and value is not None else None


def _company(tree: Tree, verb: int, subject: int) -> list[int]:
    """Office-holders who are where somebody is: "the president, who was accompanied by the minister", "together with the minister"."""
    found = [*roles(tree, verb).under("with", "together with", "alongside")]
    for clause in (*tree.of_base(subject, "acl"), *tree.of_base(verb, "advcl")):
        if tree.lemmas[clause] in word_class("accompanying") and is_passive(tree, clause):
            found.extend(roles(tree, clause).agents)
    return [head for head in found if _of_class(tree, head, ("office",))]


def _where(tree: Tree, cast: ClauseRoles, fact: StateFact, is_place: IsPlace) -> int | None:
    if "object" in fact.values:
        for thing in cast.objects:
            if is_place(thing) or _of_class(tree, thing, ("residence",)):
                return thing
    for oblique in cast.obliques:
        near = oblique.preposition in fact.values and oblique.holder == cast.trigger
        if near and (is_place(oblique.head) or _of_class(tree, oblique.head, ("residence",))):
            return oblique.head
    return None


def _office(tree: Tree, word: int, fact: StateFact, is_place: IsPlace) -> State | None:
    cast = roles(tree, word)
    holders = cast.objects if fact.frame is Frame.GIVEN else cast.subjects
    named = [child for child in (*cast.under("as"), *tree.of_base(word, "xcomp", "obj")) if _of_class(tree, child, fact.values)]
    if not holders:
        return None
    value = next((child for child in named if child not in holders), None)
    if value is not None:
        return State(fact.proposition, word, holders[0], value, (), fact.positive)
    title = _title(tree, holders[0], fact.values)
    return State(fact.proposition, word, holders[0], title, (), fact.positive) if title is not None and not fact.positive else None


def _title(tree: Tree, head: int, classes: Sequence[str]) -> int | None:
    """The office that a phrase names its holder by: "Prime Minister Usenov", "the mayor"."""
    if tree.tags[head] == "NOUN" and _of_class(tree, head, classes):
        return head
    beside = [*tree.of_relation(head, "nmod:desc", "appos", "compound", "flat"), head]
    return next((child for child in beside if tree.lemmas[child] in _members(classes)), None)


def _body(tree: Tree, word: int, fact: StateFact, is_place: IsPlace) -> State | None:
    cast = roles(tree, word)
    body = next((o for o in (*cast.objects, *(() if cast.objects else cast.subjects)) if _of_class(tree, o, fact.values)), None)
    return State(fact.proposition, word, body, -1, (), fact.positive) if body is not None else None


def _becomes(tree: Tree, word: int, fact: StateFact, is_place: IsPlace) -> State | None:
    cast = roles(tree, word)
    changed = next(iter(cast.objects or cast.subjects), None)
    if changed is None or (fact.values[1:] and not (is_place(changed) or _of_class(tree, changed, fact.values[1:]))):
        return None
    return State(fact.proposition, word, changed, -1, (), fact.positive, fact.values[0])


_READ = {
    Frame.BECOMES: _becomes,
    Frame.OBJECT: _object,
    Frame.PLACE: _place,
    Frame.MOVED: _moved,
    Frame.OFFICE: _office,
    Frame.GIVEN: _office,
    Frame.BODY: _body,
}


def _lasts(tree: Tree, word: int) -> bool:
    """Whether an adjective stands under "remain" or "stay"."""
    return tree.bases[word] == "xcomp" and tree.lemmas[tree.heads[word]] in word_class("lasting")


def _phrase(tree: Tree, word: int) -> Iterator[State]:
    """A phrase, "on strike" or "under curfew": said with a copula, or of a noun or verb that it hangs from."""
    start = min(tree.of_base(word, "case"), default=word)
    for first in range(start, word + 1):
        before = [tree.lemmas[i] for i in range(first, word) if tree.tags[i] != "DET" or i == first]
        text = " ".join((*before, tree.tokens[word].text.lower()))  # "in place", not "in places"
        for fact in state_facts().get(text, ()):
            subject = _said_of(tree, word)
            if fact.frame is not Frame.PHRASE or subject is None or (fact.values and not _of_class(tree, subject, fact.values)):
                continue
            yield State(fact.proposition, word, subject, -1, tuple(range(first, word + 1)), fact.positive)
            return


def _said_of(tree: Tree, word: int) -> int | None:
    if tree.of_base(word, "cop"):
        return next(iter(tree.of_base(word, "nsubj")), None) or next(iter(surface_subjects(tree, word)), None)
    head = tree.heads[word]
    if head < 0:
        return None
    if tree.bases[word] == "nmod":
        return head
    if tree.bases[word] in ("obl", "xcomp") and tree.lemmas[head] in word_class("lasting"):
        cast = roles(tree, head)
        return next(iter(cast.objects or cast.subjects), None)
    return None


def _adjective(tree: Tree, word: int) -> Iterator[State]:
    text = tree.tokens[word].text.lower()
    for fact in (*state_facts().get(text, ()), *(state_facts().get(tree.lemmas[word], ()) if tree.lemmas[word] != text else ())):
        subjects = surface_subjects(tree, word)
        if fact.frame is Frame.ADJECTIVE and subjects:
            yield State(fact.proposition, word, subjects[0], -1, (word,), fact.positive)
            return


def _located(tree: Tree, word: int, is_place: IsPlace) -> Iterator[State]:
    """The place somebody is at, "the envoy is in Lima": a place with a copula and a preposition."""
    if preposition_of(tree, word) not in word_class("placed") or not is_place(word):
        return
    subjects = surface_subjects(tree, word)
    if subjects:
        yield State(Proposition.LOCATION, word, subjects[0], word, (), True)


def offices_in(tree: Tree, is_person: Callable[[int], bool]) -> Iterator[State]:
    """The offices that phrases give persons: "Temir Sariev, the party's chairman", "former minister Isakov", "President Bakiyev"."""
    for word in range(len(tree)):
        if not is_person(word) or (tree.heads[word] >= 0 and is_person(tree.heads[word]) and tree.bases[word] in ("flat", "compound")):
            continue
        titles = [c for c in tree.of_relation(word, "appos", "nmod:desc") if _of_class(tree, c, ("office",))]
        titles.extend(c for c in _apposed_elsewhere(tree, word) if c not in titles and _of_class(tree, c, ("office",)))
        # a title that heads the name: "former minister Ismail Isakov"
        head = tree.heads[word]
        heads_name = head >= 0 and tree.bases[word] in ("flat", "appos") and not is_person(head)
        if heads_name and _of_class(tree, head, ("office",)) and not _of_another(tree, head, is_person):
            titles.append(head)
        cop = [child for child in (tree.heads[word],) if tree.bases[word] == "nsubj" and child >= 0 and tree.of_base(child, "cop")]
        titles.extend(child for child in cop if _of_class(tree, child, ("office",)))
        for title in titles:
            # A second office is often hung from the name: "Ana Ruiz, a former minister and leader of the party".
            behind = [c for c in tree.of_base(word, "conj") if c > title > word and tree.tags[c] == "NOUN"]
            for office in (title, *(c for c in (*tree.of_base(title, "conj"), *behind) if _of_class(tree, c, ("office",)))):
                before = (child for child in tree.children[word] if child < title < word)
                past = any(_is_former(tree, child) for child in (office, *tree.children[office], *before))
                shared = office != title and any(_is_former(tree, child) for child in tree.children[office])
                former = past or shared
                yield State(Proposition.FORMER_OFFICE if former else Proposition.OFFICE, office, word, office, (), True)


def _of_another(tree: Tree, title: int, is_person: Callable[[int], bool]) -> bool:
    """Whether a title stands behind another name: "Ana Ruiz, treasurer, Jan Kis, secretary"."""
    first = title
    while first > 0 and tree.heads[first - 1] == title and tree.bases[first - 1] in ("amod", "compound", "det"):
        first -= 1
    return first > 1 and tree.tokens[first - 1].text == "," and is_person(first - 2)


def _apposed_elsewhere(tree: Tree, name: int) -> list[int]:
    """An apposition that follows a name at once but was hung from another word: "a cabinet led by Ana Quiroga, the party's leader"."""
    last = max((name, *tree.of_base(name, "flat")))
    if last + 2 >= len(tree) or tree.tokens[last + 1].text != ",":
        return []
    found = []
    for word, base in enumerate(tree.bases):
        if base == "appos" and word > last and tree.heads[word] < name:
            inside = [i for i in tree.under(word) if tree.tags[i] != "PUNCT"]
            if inside[0] == last + 2:
                found.append(word)
    return found


def _is_former(tree: Tree, word: int) -> bool:
    return tree.lemmas[word] in word_class("former") or tree.lemmas[word].startswith("ex-")


def _of_class(tree: Tree, word: int, classes: Sequence[str]) -> bool:
    word = referent(tree, word)
    return tree.tags[word] in ("NOUN", "PROPN") and tree.lemmas[word] in _members(classes)


def _members(classes: Sequence[str]) -> frozenset[str]:
    return frozenset().union(*(word_class(name) for name in classes)) if classes else frozenset()


def led_by(tree: Tree, body: int) -> int | None:
    """Who leads a body: "a government led by Otunbayeva", "headed by"."""
    for child in tree.of_base(body, "acl"):
        if tree.lemmas[child] in word_class("leading") and is_passive(tree, child):
            agents = roles(tree, child).agents
            if agents:
                return agents[0]
    return None
