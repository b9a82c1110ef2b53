"""The codebook's constructions over the tree: which of them hold in a sentence, on which words, with whom as actor and recipient."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from dateline.coding.clause_forms import is_passive, preposition_of
from dateline.coding.clauses import ClauseRoles, governing_verb, roles, surface_subjects, verb_roles
from dateline.coding.noun_phrases import conjuncts
from dateline.coding.statuses import StatusReading, status
from dateline.coding.tree import Tree, lemma_of
from dateline.coding.word_classes import ComplementKind, word_class
from dateline.knowledge.agents import AgentKind, Strength, agents
from dateline.knowledge.codebook import Codebook, Construction
from dateline.report import Entity, Sentence, Token

_VERBAL: Final = ("VERB", "ADJ", "AUX")
_NOMINAL: Final = ("NOUN", "PROPN")


@dataclass(frozen=True, slots=True)
class Match:
    """A construction that holds. ``trigger`` are the numbers of its words, the main word first, with particles and light verb;
    ``actors`` and ``recipients`` are head words, found in the places the construction names."""

    construction: Construction
    trigger: tuple[int, ...]
    actors: tuple[int, ...]
    recipients: tuple[int, ...]
    status: StatusReading


def matches(sentence: Sentence | Tree, codebook: Codebook, entities: Sequence[Entity] = ()) -> tuple[Match, ...]:
    """All constructions that hold in a sentence, in the order of their triggers; on each trigger the most specific one, several only if
    they are equally specific. ``entities`` are the names found in the report, for classes that ask for one ("@Person")."""
    tokens = sentence.tokens
    found: list[Match] = []
    seeker: _Seeker | None = None
    for number, token in enumerate(tokens):
        candidates = _candidates(codebook, token)
        if candidates:
            if seeker is None:
                seeker = _Seeker(Tree.of(sentence), codebook, entities)
            found.extend(seeker.at(number, candidates))
    return tuple(found)


def _candidates(codebook: Codebook, token: Token) -> tuple[Construction, ...]:
    """The constructions whose trigger a word may be."""
    if token.upos in _VERBAL:
        return codebook.lookup("VERB", lemma_of(token))
    return codebook.lookup("NOUN", lemma_of(token)) if token.upos in _NOMINAL else ()


@cache
def _agent_nouns() -> frozenset[str]:
    """The head nouns of words for those who act: "minister" of "prime minister"; of bodies only those of one word, as a police station
    is not known by its second."""
    return frozenset(
        phrase.rpartition(" ")[2].lower()
        for phrase, agent in agents().phrases()
        if agent.strength in (Strength.SETTLES, Strength.WEAK) and (agent.kind is not AgentKind.BODY or " " not in phrase)
    )


class _Seeker:
    """The search in one sentence; what is found out about a trigger serves all its constructions."""

    __slots__ = ("classes", "names", "tree")

    def __init__(self, tree: Tree, codebook: Codebook, entities: Sequence[Entity]) -> None:
        self.tree = tree
        self.classes = codebook.classes
        self.names: dict[int, str] = {}
        first, last = (tree.tokens[0].start, tree.tokens[-1].end) if tree.tokens else (0, 0)
        for entity in entities:
            if entity.start < last and entity.end > first:
                for number, token in enumerate(tree.tokens):
                    if entity.start <= token.start < entity.end:
                        self.names[number] = f"@{entity.type}"

    def at(self, trigger: int, candidates: tuple[Construction, ...]) -> list[Match]:
        """The most specific of the candidates that hold at a trigger."""
        tree = self.tree
        found = roles(tree, trigger)
        best: list[tuple[Construction, tuple[int, ...]]] = []
        reached = -1
        for construction in candidates:
            if construction.specificity < reached:
                continue
            words = self._words(construction, found)
            if words is None:
                continue
            if construction.specificity > reached:
                reached, best = construction.specificity, []
            best.append((construction, words))
        if not best:
            return []
        reading = status(tree, trigger)
        return [self._match(construction, words, found, reading) for construction, words in best]

    def _match(self, construction: Construction, words: tuple[int, ...], found: ClauseRoles, reading: StatusReading) -> Match:
        actors = self._first(construction.actor, found, construction)
        recipients = tuple(word for word in self._first(construction.recipient, found, construction) if word not in actors)
        if not recipients and construction.complement == "infinitive" and construction.recipient:
            # "agreed to shelter schoolgirls": who is to undergo it stands in the complement.
            recipients = self._undergoing(found, actors)
        if construction.reciprocal:
            actors, recipients = actors + recipients, ()
        return Match(construction, words, actors, recipients, reading)

    # --- requirements ---

    def _words(self, construction: Construction, found: ClauseRoles) -> tuple[int, ...] | None:
        """The words of the trigger if all that the construction asks for stands beside it, else None."""
        tree, trigger = self.tree, found.trigger
        words = [trigger]
        if construction.particles:
            particle = self._particle(trigger, construction.particles)
            if particle is None:
                return None
            words.append(particle)
        if construction.light:
            light = self._light(trigger, construction.light)
            if light is None:
                return None
            words.append(light)
        if construction.prepositions and not any(o.preposition in construction.prepositions for o in found.obliques):
            agents = "by" in construction.prepositions and found.agents
            if not agents and self._particle(trigger, construction.prepositions) is None:
                return None
        if construction.objects and not self._has_object(construction.objects, found):
            return None
        if construction.without_objects and self._has_object(construction.without_objects, found):
            return None
        if construction.complement and not self._has_complement(construction.complement, found):
            return None
        return tuple(words) if tree else None

    def _particle(self, trigger: int, wanted: tuple[str, ...]) -> int | None:
        tree = self.tree
        for child in tree.children[trigger]:
            if tree.lemmas[child] not in wanted:
                continue
            if tree.relations[child] == "compound:prt" or (tree.bases[child] == "advmod" and child > trigger):
                return child
        following = trigger + 1  # "out of the talks": the parser may hang the particle from the noun
        if following < len(tree) and tree.lemmas[following] in wanted and tree.tags[following] in ("ADP", "ADV"):
            return following
        return None

    def _light(self, noun: int, wanted: tuple[str, ...]) -> int | None:
        tree = self.tree
        verb = governing_verb(tree, noun)
        if verb is not None and tree.lemmas[verb] in wanted:
            return verb
        head = tree.heads[noun]
        if head >= 0 and tree.lemmas[head] in wanted and tree.tags[head] in ("VERB", "AUX"):
            return head
        for child in tree.of_base(noun, "acl"):
            if tree.lemmas[child] in wanted:
                return child
        return head if verb is None and "be" in wanted and tree.of_base(noun, "cop") else None

    def _has_object(self, wanted: tuple[str, ...], found: ClauseRoles) -> bool:
        heads: Iterable[int]
        if self.tree.tags[found.trigger] in _NOMINAL:
            heads = (*found.under("of", "on"), *found.compounds)
        else:
            heads = (*found.objects, *(c.head for c in found.complements if c.kind is ComplementKind.INFINITIVE))
        return any(self._belongs(head, name) for head in heads for name in wanted)

    def _belongs(self, head: int, name: str) -> bool:
        lemma, text = self.tree.lemmas[head], self.tree.tokens[head].text.lower()
        if name[0] == "=":
            return lemma == name[1:] or text == name[1:]
        members = self.classes.get(name, frozenset())
        if lemma in members or text in members:
            return True
        kind = self.names.get(head)
        return kind is not None and kind in members

    def _has_complement(self, wanted: str, found: ClauseRoles) -> bool:
        if any(complement.kind == wanted for complement in found.complements):
            return True
        tree, trigger = self.tree, found.trigger
        # What was said may stand before the verb, which then hangs from it: "the strike was illegal, he complained".
        return wanted == "clause" and tree.bases[trigger] == "parataxis" and tree.heads[trigger] >= 0

    # --- participants ---

    def _first(self, places: tuple[str, ...], found: ClauseRoles, construction: Construction) -> tuple[int, ...]:
        for place in places:
            heads = self._people(self._in(place, found, construction))
            if heads:
                return heads
        return ()

    def _undergoing(self, found: ClauseRoles, actors: tuple[int, ...]) -> tuple[int, ...]:
        for complement in found.complements:
            if complement.kind is ComplementKind.INFINITIVE:
                below = verb_roles(self.tree, complement.head)
                for heads in (below.indirect, below.objects, below.under("to", "with", "from", "against", "on")):
                    people = tuple(word for word in self._people(heads) if word not in actors)
                    if people:
                        return people
        return ()

    def _people(self, heads: tuple[int, ...]) -> tuple[int, ...]:
        """Those of the heads that can act or be dealt with; in place of a thing, those it belongs to ("the union's offices")."""
        found: list[int] = []
        for head in heads:
            if is_someone(self.tree, head, self.classes):
                found.append(head)
            else:
                found.extend(word for word in self._owners(head) if is_someone(self.tree, word, self.classes))
        return tuple(dict.fromkeys(found))

    def _in(self, place: str, found: ClauseRoles, construction: Construction) -> tuple[int, ...]:
        tree = self.tree
        if place == "subject":
            return found.subjects or found.agents
        if place == "object":
            return found.objects
        if place == "indirect":
            return found.indirect
        if place == "poss":
            return found.possessors
        if place == "compound":
            return tuple(word for word in found.compounds if self._names_someone(word))
        if place == "by":
            return found.agents or found.under("by")
        if place == "complement-subject":
            return tuple(word for complement in found.complements for word in surface_subjects(tree, complement.head))
        if place == "possessor-of-object":
            return tuple(word for thing in found.objects for word in self._owners(thing))
        if place in ("light-subject", "light-object"):
            verb = self._light(found.trigger, construction.light) if construction.light else governing_verb(tree, found.trigger)
            if verb is None:
                return found.subjects if place == "light-subject" else ()
            if not tree.verbal(verb) or tree.tags[verb] not in _VERBAL:
                return surface_subjects(tree, found.trigger) if place == "light-subject" else ()
            carried = verb_roles(tree, verb)
            if place == "light-subject":
                return (carried.agents if is_passive(tree, verb) else carried.subjects) or ()
            beside = carried.indirect + tuple(word for word in carried.objects if word not in conjuncts(tree, found.trigger))
            return beside
        return found.under(place) or found.under(f"out {place}")  # "pulled out of Mali" is one preposition or two words

    def _owners(self, thing: int) -> tuple[int, ...]:
        tree = self.tree
        for group in (
            tree.of_relation(thing, "nmod:poss"),
            [child for child in tree.of_base(thing, "nmod") if preposition_of(tree, child) == "of"],
            [child for child in tree.of_base(thing, "compound", "amod") if child < thing and self._names_someone(child)],
        ):
            if group:
                return tuple(word for head in group for word in conjuncts(tree, head))
        return ()

    def _names_someone(self, word: int) -> bool:
        """Whether a word before a noun may stand for someone: a name, a demonym or a noun, not a mere quality."""
        tag = self.tree.tags[word]
        return tag in _NOMINAL or (tag == "ADJ" and self.tree.tokens[word].text[:1].isupper())


def is_someone(tree: Tree, word: int, classes: Mapping[str, frozenset[str]]) -> bool:
    """Whether a head word can act or be dealt with: a name, a pronoun, a noun for people or their bodies; ``classes`` are a codebook's."""
    tag, lemma = tree.tags[word], tree.lemmas[word]
    if tag == "PROPN":
        return lemma not in word_class("time")
    if tag in ("PRON", "NUM", "X", "DET"):
        return True
    if tag == "ADJ" and tree.tokens[word].text[:1].isupper():
        return True
    if lemma in _agent_nouns() or tree.tokens[word].text.lower() in _agent_nouns():
        return True
    return any(lemma in classes.get(name, ()) for name in word_class("participant-class"))
