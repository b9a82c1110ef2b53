"""Who takes part in an act, for any trigger word: subjects and objects through voice, coordination, control, relative and participial
clauses, light verbs and nouns. Words are counted from 0; relations are those of Universal Dependencies.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from dateline.coding.clause_forms import complement_kind, gerund_mark, is_finite, is_passive, preposition_of
from dateline.coding.noun_phrases import conjuncts, coordinated_names, referent
from dateline.coding.tree import Tree
from dateline.coding.word_classes import ComplementKind, predicate_facts, word_class
from dateline.report import Sentence

_DEEPEST: Final = 8
_SUBJECTS: Final = ("nsubj", "nsubj:pass", "nsubj:outer")
_CLAUSES: Final = ("ccomp", "xcomp", "advcl", "acl")


@dataclass(frozen=True, slots=True)
class Oblique:
    """A phrase with a preposition: the preposition's lemma ("against", "because of"), the head, and the word the phrase hangs from, which
    is the trigger, the verb that carries it, or its object."""

    preposition: str
    head: int
    holder: int


@dataclass(frozen=True, slots=True)
class Complement:
    """An act in the complement of the trigger: its form and its head word."""

    kind: ComplementKind
    head: int


@dataclass(frozen=True, slots=True)
class ClauseRoles:
    """Everything that stands beside a trigger. All are head words, coordinated ones each for itself.

    ``subjects`` act (of a noun, those of the verb that carries it: "held talks"); in the passive they are empty and ``agents`` has who
    stands under *by*. ``objects`` undergo, the passive's subject included; ``indirect`` is given something. ``possessors`` and
    ``compounds`` (adjectives as well) stand before a noun. ``carrier`` is the light verb that carries a noun.
    """

    trigger: int
    subjects: tuple[int, ...] = ()
    objects: tuple[int, ...] = ()
    indirect: tuple[int, ...] = ()
    agents: tuple[int, ...] = ()
    obliques: tuple[Oblique, ...] = ()
    possessors: tuple[int, ...] = ()
    compounds: tuple[int, ...] = ()
    complements: tuple[Complement, ...] = ()
    carrier: int | None = None
    passive: bool = False

    def under(self, *prepositions: str) -> tuple[int, ...]:
        """The heads of obliques with one of these prepositions, in the order of the prepositions."""
        return tuple(oblique.head for word in prepositions for oblique in self.obliques if oblique.preposition == word)


def roles(sentence: Sentence | Tree, trigger: int) -> ClauseRoles:
    """The roles around a trigger word, verb, noun or adjective."""
    tree = Tree.of(sentence)
    if _is_noun(tree, trigger):
        return _noun_roles(tree, trigger)
    return verb_roles(tree, trigger)


def _is_noun(tree: Tree, word: int) -> bool:
    if tree.tags[word] not in ("NOUN", "PROPN"):
        return False
    # A noun with a subject and an object of its own is a headline's verb that the tagger took for a noun: "Police raid mosque".
    return not (tree.of_base(word, "obj") and tree.of_base(word, "nsubj"))


# --- verbs -----------------------------------------------------------------------------------------------------------


def verb_roles(tree: Tree, verb: int) -> ClauseRoles:
    """The roles of a verb or adjective."""
    passive = is_passive(tree, verb)
    surface = _surface(tree, verb, 0)
    objects, indirect = _objects(tree, verb, passive), _spread(tree, tree.of_base(verb, "iobj"))
    double = tree.of_base(verb, "obj")
    if len(double) > 1 and not indirect and not passive:  # "handed the bureau a list", both taken for objects
        indirect = _spread(tree, double[:1])
        objects = tuple(word for word in objects if word not in indirect)
    if indirect and not objects and not passive and not tree.of_base(verb, "ccomp", "xcomp"):
        objects, indirect = indirect, ()  # "convicted the mayor", taken for an indirect object
    agents: tuple[int, ...] = ()
    obliques = _obliques(tree, verb)
    if passive:
        agents = _spread(tree, [o.head for o in obliques if o.preposition == "by" and _may_act(tree, o.head)])
        obliques = [o for o in obliques if o.head not in agents]
        if objects:
            indirect += surface  # "was denied entry"
        else:
            objects = surface
    for thing in objects:
        if not passive:
            obliques.extend(replace(o, holder=thing) for o in _obliques(tree, thing, "nmod") if o.preposition != "of" and thing > verb)
    return ClauseRoles(
        verb,
        subjects=() if passive else surface,
        objects=objects,
        indirect=indirect,
        agents=agents,
        obliques=_spread_obliques(tree, obliques),
        complements=_complements(tree, verb),
        passive=passive,
    )


def surface_subjects(tree: Tree, verb: int) -> tuple[int, ...]:
    """The grammatical subjects of a verb, its own or those it takes over from the words it depends on."""
    return _surface(tree, verb, 0)


def _surface(tree: Tree, verb: int, depth: int) -> tuple[int, ...]:
    if depth > _DEEPEST:
        return ()
    own = tree.of_relation(verb, *_SUBJECTS)
    if own:
        found: list[int] = []
        for subject in own:
            if tree.tokens[subject].feature("PronType") == "Rel" or tree.lemmas[subject] in word_class("relative"):
                antecedent = _antecedent(tree, verb)
                found.extend(_spread(tree, [antecedent]) if antecedent is not None else _spread(tree, [subject]))
            else:
                found.extend(_spread(tree, [subject]))
        # Two subjects of one verb: the one of an outer clause, or a parsing error; the nearer one acts.
        return tuple(dict.fromkeys(found)) if len(own) == 1 else _spread(tree, [own[-1]])
    if tree.of_base(verb, "expl", "csubj"):
        return ()
    head, relation = tree.heads[verb], tree.bases[verb]
    if head < 0:
        return ()
    if relation == "conj":
        return _surface(tree, head, depth + 1) if tree.verbal(head) or tree.bases[head] in _CLAUSES else _coordinated_noun(tree, head, verb)
    if relation == "xcomp":
        return _controller(tree, head, depth)
    if relation == "advcl":
        if is_finite(tree, verb):
            return ()
        governed = (tree.lemmas[head], tree.tags[head], "infinitive") in predicate_facts()
        if governed and complement_kind(tree, verb) is ComplementKind.INFINITIVE:
            return _controller(tree, head, depth)  # "urged X to leave", taken for a purpose by the parser
        return _surface(tree, head, depth + 1) if tree.verbal(head) or tree.tags[head] == "ADJ" else ()
    if relation == "ccomp":
        return () if is_finite(tree, verb) else _surface(tree, head, depth + 1)
    if relation == "acl":
        if tree.relations[verb] == "acl:relcl":
            return _zero_relative_subject(tree, verb, head)
        if complement_kind(tree, verb) is ComplementKind.INFINITIVE:
            return _actors_of_noun(tree, head, depth + 1)
        return _spread(tree, [head])
    if relation == "amod" and tree.tags[verb] == "VERB":
        return _spread(tree, [head])
    return ()


def _zero_relative_subject(tree: Tree, verb: int, head: int) -> tuple[int, ...]:
    # A relative clause without any subject modifies it: "the men arrested in May" parsed as one, "those seen fleeing".
    return () if is_finite(tree, verb) and tree.of_base(verb, "mark") else _spread(tree, [head])


def _coordinated_noun(tree: Tree, head: int, verb: int) -> tuple[int, ...]:
    return _spread(tree, [head]) if tree.tokens[verb].feature("VerbForm") == "Part" and tree.tags[head] in ("NOUN", "PROPN") else ()


def _antecedent(tree: Tree, verb: int) -> int | None:
    """The noun that a relative clause modifies, from any of the clause's coordinated verbs or their complements."""
    for above in (verb, *tree.above(verb)):
        if tree.relations[above] == "acl:relcl":
            return tree.heads[above]
        if tree.bases[above] not in ("conj", "xcomp", "ccomp", "cop", "acl"):
            break
    return None


def _controller(tree: Tree, governor: int, depth: int) -> tuple[int, ...]:
    """The subject of an infinitive or participle in the complement of ``governor``."""
    oblique = _oblique_controller(tree, governor)
    if oblique:
        return oblique
    objects = tree.of_base(governor, "obj", "iobj")
    if objects and tree.lemmas[governor] not in word_class("subject-control"):
        people = tree.of_base(governor, "iobj") or objects
        return _spread(tree, people)
    if tree.tags[governor] in ("NOUN", "PROPN") and not tree.verbal(governor):
        return _actors_of_noun(tree, governor, depth + 1)
    return _surface(tree, governor, depth + 1)


def _oblique_controller(tree: Tree, governor: int) -> tuple[int, ...]:
    """Who is to act where the governor names it in a phrase with a preposition: "called on the president to resign"."""
    known = word_class("oblique-control")
    lemma = tree.lemmas[governor]
    return tuple(
        head
        for child in tree.of_base(governor, "obl")
        if (word := preposition_of(tree, child)) and f"{lemma}:{word}" in known
        for head in _spread(tree, [child])
    )


def _objects(tree: Tree, verb: int, passive: bool) -> tuple[int, ...]:
    own = tree.of_base(verb, "obj") or ([] if passive else _bare_obliques(tree, verb))
    if own:
        found: list[int] = []
        for child in own:
            if tree.tokens[child].feature("PronType") == "Rel":
                antecedent = _antecedent(tree, verb)
                found.append(child if antecedent is None else antecedent)
            else:
                found.append(child)
        return _spread(tree, found)
    if passive:
        return ()
    if tree.relations[verb] == "acl:relcl" and tree.of_relation(verb, "nsubj"):
        gap = _gap(tree, verb)
        if gap is not None:
            return _spread(tree, [gap])
    # "seized and burned the hall": the object stands with the other verb.
    for child in tree.of_base(verb, "conj"):
        if tree.tags[child] == "VERB" and not tree.of_base(child, "nsubj", "aux", "mark") and _adjacent(tree, verb, child):
            return _spread(tree, tree.of_base(child, "obj"))
    if tree.bases[verb] == "conj" and not tree.of_base(verb, "nsubj", "obl", "ccomp", "xcomp"):
        first = tree.heads[verb]
        return _spread(tree, [child for child in tree.of_base(first, "obj") if child > verb])
    return ()


def _bare_obliques(tree: Tree, verb: int) -> list[int]:
    """Objects that the parser took for obliques because something stands before them: "freed on bail seven union leaders"."""
    return [
        child
        for child in tree.of_relation(verb, "obl")
        if child > verb and tree.lemmas[child] not in word_class("time") and tree.tags[child] in ("NOUN", "PROPN")
        if not tree.of_base(child, "case")
    ]


def _adjacent(tree: Tree, first: int, second: int) -> bool:
    """Whether only conjunctions, commas, adverbs and particles stand between two coordinated verbs, or further verbs."""
    return all(tree.tags[word] in ("CCONJ", "PUNCT", "ADV", "VERB", "ADP") for word in range(first + 1, second))


def _gap(tree: Tree, verb: int) -> int | None:
    """The noun that a relative clause without a relative pronoun misses as its object: "the palace protesters seized"."""
    head = tree.heads[verb]
    if tree.lemmas[head] in word_class("time") or tree.of_base(verb, "ccomp"):
        return None
    for child in tree.children[verb]:
        if tree.bases[child] in _SUBJECTS and tree.tokens[child].feature("PronType") == "Rel":
            return None
        if tree.bases[child] in ("advmod", "obl", "mark"):
            inside = tree.under(child)
            if any(tree.tokens[word].feature("PronType") == "Rel" or tree.lemmas[word] in ("where", "when", "why") for word in inside):
                return None
        if tree.bases[child] in ("nsubj",) and (tree.lemmas[child] in word_class("relative")):
            return None
    return head


# --- nouns -----------------------------------------------------------------------------------------------------------


def _noun_roles(tree: Tree, noun: int) -> ClauseRoles:
    own = _obliques(tree, noun, "nmod", "obl", "advcl")
    agents = _spread(tree, [o.head for o in own if o.preposition == "by" and _may_act(tree, o.head)])
    obliques = [o for o in own if o.head not in agents]
    possessors = _spread(tree, tree.of_relation(noun, "nmod:poss"))
    compounds = tuple(
        dict.fromkeys(
            word
            for child in tree.children[noun]
            if child < noun and tree.bases[child] in ("compound", "amod", "nmod") and tree.relations[child] != "nmod:poss"
            if preposition_of(tree, child) == ""
            for word in conjuncts(tree, child)
        )
    )
    subjects: tuple[int, ...] = ()
    indirect: tuple[int, ...] = ()
    carrier = carrier_of(tree, noun)
    if carrier is not None:
        carried = verb_roles(tree, carrier)
        bearing = noun in carried.objects or noun in carried.under(*word_class("light-prepositions"))
        if bearing:  # not where the noun is the subject of a verb of happening
            subjects = carried.subjects
            agents += tuple(word for word in carried.agents if word not in agents)
            indirect = carried.indirect + tuple(word for word in carried.objects if word != noun and word not in conjuncts(tree, noun))
            indirect = tuple(word for word in indirect if tree.bases[word] != "conj" or tree.heads[word] != noun)
        held = {o.head for o in obliques}
        obliques.extend(o for o in carried.obliques if o.head != noun and o.head not in held and o.head not in agents)
    else:
        if not possessors and not agents:
            subjects = _doer_around(tree, noun)
        if tree.relations[noun] in ("obj", "nsubj:pass"):  # "slap an embargo on Haiti"
            obliques.extend(o for o in _obliques(tree, tree.heads[noun]) if o.head > noun and o.preposition != "by")
    return ClauseRoles(
        noun,
        subjects=subjects,
        indirect=indirect,
        agents=agents,
        obliques=_spread_obliques(tree, obliques),
        possessors=possessors,
        compounds=compounds,
        complements=_complements(tree, noun),
        carrier=carrier if subjects or agents or indirect or carrier is not None else None,
    )


def _doer_around(tree: Tree, noun: int) -> tuple[int, ...]:
    """Who acts where a noun without an actor of its own is used by someone: "flew to Vienna for talks", "used tear gas"."""
    head = tree.heads[noun]
    if head < 0 or tree.tags[head] != "VERB" or tree.lemmas[head] in word_class("outside"):
        return ()
    if tree.relations[noun] == "obj":
        definite = any(tree.bases[child] == "det" and tree.lemmas[child] == "the" for child in tree.children[noun])
        if definite:
            return ()
    elif not (tree.bases[noun] == "obl" and preposition_of(tree, noun) in word_class("taking-part")):
        return ()
    return () if is_passive(tree, head) else _surface(tree, head, 0)


def governing_verb(tree: Tree, noun: int) -> int | None:
    """The verb, whichever it is, of which a noun is the object, the passive subject or a phrase under *in*, *into*, *on*, *under*, *to*."""
    here = noun
    for _ in range(_DEEPEST):
        head, relation = tree.heads[here], tree.relations[here]
        if head < 0:
            return None
        if relation in ("obj", "nsubj:pass"):
            return head if tree.tags[head] in ("VERB", "AUX", "ADJ") else None
        if tree.bases[here] == "obl" and preposition_of(tree, here) in word_class("light-prepositions"):
            return head if tree.tags[head] == "VERB" else None
        if tree.bases[here] == "conj" and tree.tags[head] in ("NOUN", "PROPN"):
            here = head
            continue
        if tree.bases[here] == "nmod" and tree.lemmas[head] in word_class("transparent") and preposition_of(tree, here) == "of":
            here = head
            continue
        break
    return None


def carrier_of(tree: Tree, noun: int) -> int | None:
    """The light verb that carries a noun ("held talks", "was the target of an attack" not), a relative clause's included ("the talks they
    held"), or the verb of happening it is the subject of ("clashes erupted between")."""
    verb = governing_verb(tree, noun)
    if verb is not None and tree.lemmas[verb] in word_class("light"):
        return verb
    if verb is None and tree.relations[noun] == "nsubj":
        head = tree.heads[noun]
        if head >= 0 and tree.tags[head] == "VERB" and tree.lemmas[head] in word_class("occurrence") and not tree.of_base(head, "obj"):
            return head
    for child in tree.of_relation(noun, "acl:relcl", "acl"):
        if tree.tags[child] == "VERB" and tree.lemmas[child] in word_class("light") and noun in _objects_or_surface(tree, child):
            return child
    return None


def _objects_or_surface(tree: Tree, verb: int) -> tuple[int, ...]:
    passive = is_passive(tree, verb)
    return _objects(tree, verb, passive) or (_surface(tree, verb, 0) if passive else ())


def _actors_of_noun(tree: Tree, noun: int, depth: int) -> tuple[int, ...]:
    """Who carries out what a noun with an infinitive speaks of: "Mali's plan to send", "announced plans to send"."""
    found = _spread(tree, tree.of_relation(noun, "nmod:poss"))
    if found or depth > _DEEPEST:
        return found
    by = [o.head for o in _obliques(tree, noun, "nmod") if o.preposition in ("by", "for", "from") and o.head > noun]
    if by:
        return _spread(tree, by[:1])
    verb = governing_verb(tree, noun)
    if verb is not None:
        if is_passive(tree, verb):
            return _spread(tree, [o.head for o in _obliques(tree, verb) if o.preposition == "by" and _may_act(tree, o.head)])
        given = tree.of_base(verb, "iobj")
        return _spread(tree, given) if given else _surface(tree, verb, depth + 1)
    if tree.of_base(noun, "cop"):
        return _surface(tree, noun, depth + 1)
    if tree.tags[noun] in ("NOUN", "PROPN") and tree.bases[noun] in ("nsubj", "obl", "nmod", "root", "conj"):
        before = [child for child in tree.of_base(noun, "compound", "amod") if child < noun and tree.tokens[child].text[:1].isupper()]
        return tuple(before[:1])
    return ()


# --- phrases with prepositions and complements -----------------------------------------------------------------------


def _obliques(tree: Tree, word: int, *bases: str) -> list[Oblique]:
    wanted = bases or ("obl", "advcl", "xcomp", "nmod")
    found = []
    for child in tree.children[word]:
        base = tree.bases[child]
        if base not in wanted or tree.relations[child] in ("nmod:poss", "obl:unmarked", "nmod:unmarked", "advcl:relcl"):
            continue
        preposition = gerund_mark(tree, child) if base in ("advcl", "xcomp") else preposition_of(tree, child)
        if preposition:
            found.append(Oblique(preposition, _resolved(tree, child, word), word))
    return found


def _resolved(tree: Tree, word: int, verb: int) -> int:
    """The noun a relative pronoun under a preposition stands for: "the palace from which they withdrew"."""
    if tree.tokens[word].feature("PronType") == "Rel" or (tree.lemmas[word] in ("which", "whom") and tree.tags[word] == "PRON"):
        antecedent = _antecedent(tree, verb)
        return word if antecedent is None else antecedent
    return word


def _spread(tree: Tree, heads: list[int]) -> tuple[int, ...]:
    """Each head with its conjuncts, numerals looked through to whom they count, and "Thai and Lao ministers" as two."""
    found: dict[int, None] = {}
    for head in heads:
        for word in conjuncts(tree, head):
            word = referent(tree, word)
            for twin in coordinated_names(tree, word):
                found[twin] = None
            found[word] = None
    return tuple(found)


def _spread_obliques(tree: Tree, obliques: list[Oblique]) -> tuple[Oblique, ...]:
    found: dict[tuple[str, int], Oblique] = {}
    for oblique in obliques:
        for word in _spread(tree, [oblique.head]):
            own = preposition_of(tree, word) if tree.bases[word] == "conj" else ""
            found.setdefault((own or oblique.preposition, word), replace(oblique, preposition=own or oblique.preposition, head=word))
    return tuple(found.values())


def _may_act(tree: Tree, word: int) -> bool:
    """Whether a head under *by* may be an agent, and not a time, a means or a measure."""
    return tree.tags[word] in ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "X") and tree.lemmas[word] not in word_class("not-agent")


def _complements(tree: Tree, word: int) -> tuple[Complement, ...]:
    found = []
    for child in tree.children[word]:
        relation = tree.relations[child]
        if relation in ("xcomp", "ccomp", "acl", "advcl", "parataxis", "csubj"):
            form = complement_kind(tree, child)
            if (
                relation == "advcl"
                and form is not ComplementKind.INFINITIVE
                and gerund_mark(tree, child) not in ("of", "for", "from", "to")
            ):
                continue
            if relation == "parataxis" and child > word:
                continue
            if relation == "acl" and form is ComplementKind.GERUND and not gerund_mark(tree, child):
                continue
            found.append(Complement(form, child))
    return tuple(found)
