"""Referring expressions: the names, descriptions and pronouns of a report that may stand for somebody or something, with what they tell.

An expression is known by its sentence and head word. A name with a title is one expression; an apposition is one of its own, tied to what
it stands beside; a coordination ("A and B") is one more beside its members, for the sake of "they".
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Final, NamedTuple

from dateline.coding.coreference_facts import Amount, Gender, Pronoun, ReferentKind, Use, coreference_words, given_names, nouns, pronouns
from dateline.coding.tree import Tree
from dateline.report import Entity, EntityType


class Form(IntEnum):
    """How an expression refers."""

    NAME = 0
    DESCRIPTION = 1
    PRONOUN = 2


class Lead(IntEnum):
    """What a description begins with."""

    BARE = 0
    DEFINITE = 1
    DEMONSTRATIVE = 2
    INDEFINITE = 3
    POSSESSIVE = 4


ROLES: Final = {
    "nsubj": 1,
    "csubj": 1,
    "obj": 2,
    "iobj": 3,
    "obl": 3,
    "nmod": 4,
    "appos": 6,
    "root": 7,
    "compound": 8,
}
"""The numbers of grammatical roles; 5 are possessors, 9 passive subjects, 0 all others."""
POSSESSOR: Final = 5
PASSIVE: Final = 9
ROLE_COUNT: Final = 10

_INSIDE: Final = frozenset({"flat", "fixed", "goeswith", "reparandum", "discourse", "vocative", "cc", "case", "det", "punct"})
_KINDS: Final = {
    EntityType.PERSON: ReferentKind.PERSON,
    EntityType.ORGANIZATION: ReferentKind.ORGANISATION,
    EntityType.LOCATION: ReferentKind.PLACE,
    EntityType.FACILITY: ReferentKind.PLACE,
    EntityType.NORP: ReferentKind.PEOPLE,
    EntityType.DATE: ReferentKind.TIME,
    EntityType.MONEY: ReferentKind.AMOUNT,
    EntityType.PRODUCT: ReferentKind.THING,
    EntityType.MISC: ReferentKind.OPEN,
}
_NESTED: Final = frozenset({EntityType.PERSON, EntityType.ORGANIZATION, EntityType.LOCATION, EntityType.FACILITY})
_NOT_NAMES: Final = frozenset({EntityType.DATE, EntityType.MONEY})
_OPENING: Final = "“«„"
_CLOSING: Final = "”»"


@dataclass(slots=True, eq=False)
class Expression:
    """A referring expression of a report. ``word`` numbers its head through the text; ``joined`` are the heads of a coordination.
    ``inside`` are the words of the name.

    ``keys`` are the words of a name in small letters, ``modifiers`` the lemmas beside the head of a description; ``lemma`` is the head's.
    ``titles`` are nouns said of the bearer in the expression or beside it; ``beside`` is the expression it is in apposition to.
    ``clause`` numbers the predicate it depends on, ``quotation`` the quotation it stands in (0: none).
    """

    sentence: int
    head: int
    word: int
    form: Form
    lemma: str
    kind: ReferentKind
    gender: Gender
    amount: Amount
    role: int
    lead: Lead
    pronoun: Pronoun | None = None
    entity: Entity | None = None
    keys: tuple[str, ...] = ()
    modifiers: frozenset[str] = frozenset()
    titles: set[str] = field(default_factory=set)
    joined: tuple[int, ...] = ()
    inside: tuple[int, ...] = ()
    beside: Expression | None = None
    clause: int = -1
    quotation: int = 0
    number: int = -1


def expressions_of(trees: Sequence[Tree], entities: Sequence[Entity]) -> list[Expression]:
    """The expressions of a report in the order of their heads, a coordination after its first member."""
    names = _names(trees, entities)
    found: list[Expression] = []
    word, open_quotation, quotations = 0, 0, 0
    for number, tree in enumerate(trees):
        inside, open_quotation, quotations = _quotations(tree, open_quotation, quotations)
        of_sentence: dict[int, Expression] = {}
        for head in range(len(tree)):
            for expression in _at(tree, number, word, head, names.get((number, head))):
                expression.quotation = inside[head]
                if not expression.joined:
                    of_sentence[head] = expression
                found.append(expression)
        _tie(tree, of_sentence)
        word += len(tree)
    for place, expression in enumerate(found):
        expression.number = place
    return found


def _quotations(tree: Tree, opened: int, count: int) -> tuple[list[int], int, int]:
    """The number of the quotation each word of a sentence stands in, and the state after it."""
    inside = []
    for token in tree.tokens:
        mark = token.text
        if mark in _OPENING or (mark in ('"', "``") and not opened):
            count += 1
            opened = count
        elif mark in _CLOSING or mark in ('"', "''"):
            opened = 0
        inside.append(opened)
    return inside, opened, count


class _Name(NamedTuple):
    """A name and its words in the sentence."""

    entity: Entity
    words: tuple[int, ...]


def _names(trees: Sequence[Tree], entities: Sequence[Entity]) -> dict[tuple[int, int], _Name]:
    """Names by sentence and the word that heads them, a title included where the tree has it as the head."""
    starts = [tree.sentence.start for tree in trees]
    found: dict[tuple[int, int], _Name] = {}
    for entity in entities:
        number = bisect_right(starts, entity.start) - 1
        if number < 0 or entity.type in _NOT_NAMES:
            continue
        tree = trees[number]
        first = bisect_right([t.start for t in tree.tokens], entity.start) - 1
        inside = [i for i in range(max(first, 0), len(tree)) if entity.start < tree.tokens[i].end and tree.tokens[i].start < entity.end]
        if not inside:
            continue
        head = next((i for i in inside if not inside[0] <= tree.heads[i] <= inside[-1]), inside[0])
        for _ in range(4):
            above = tree.heads[head]
            if above < 0 or not _titled(tree, head, inside[0], entity):
                break
            head = above
        known = found.get((number, head))
        if known is None or (known.entity.type is not EntityType.PERSON and entity.type is EntityType.PERSON):
            found[number, head] = _Name(entity, tuple(inside))
    return found


def _titled(tree: Tree, head: int, first: int, entity: Entity) -> bool:
    """Whether the word over a name is its title or the kind of thing it names, and heads it in the tree: "Union leader Kalpona Sarkar",
    "the charity Reunidos", "the town of Omoro"."""
    above, base = tree.heads[head], tree.bases[head]
    if base == "flat":
        return True
    if above >= head or tree.tags[above] != "NOUN":
        return base == "compound" and entity.type is EntityType.PERSON and above < head
    kind = nouns().get(tree.lemmas[above], (ReferentKind.OPEN, Gender.OPEN))[0]
    if base in ("appos", "compound", "nmod", "dep") and above == first - 1:
        return kind in (ReferentKind.OPEN, _KINDS[entity.type])
    of = [child for child in tree.children[head] if tree.bases[child] == "case"]
    return base == "nmod" and kind is ReferentKind.PLACE is _KINDS[entity.type] and [tree.lemmas[c] for c in of] == ["of"]


def _at(tree: Tree, sentence: int, first: int, head: int, name: _Name | None) -> Iterator[Expression]:
    entity = name.entity if name is not None else None
    tag, base, relation = tree.tags[head], tree.bases[head], tree.relations[head]
    if tag == "PRON":
        pronoun = pronouns().get(tree.tokens[head].text.lower())
        if pronoun is None or _empty(tree, head, pronoun):
            return
        kind = ReferentKind.PERSON if pronoun.gender in (Gender.MALE, Gender.FEMALE) or pronoun.person < 3 else ReferentKind.OPEN
        yield Expression(
            sentence,
            head,
            first + head,
            Form.PRONOUN,
            pronoun.group,
            kind,
            pronoun.gender,
            pronoun.amount,
            _role(tree, head),
            Lead.BARE,
            pronoun,
            clause=first + clause_of(tree, head),
        )
        return
    if entity is None and tag not in ("NOUN", "PROPN"):
        return
    if base in _INSIDE or relation == "nmod:desc":
        return
    if base in ("compound", "amod", "nummod") and (entity is None or entity.type not in _NESTED or base != "compound"):
        return
    expression = _nominal(tree, sentence, first, head, entity)
    if name is not None:
        expression.inside = name.words
    yield expression
    joined = tuple(c for c in tree.children[head] if tree.bases[c] == "conj" and tree.tags[c] in ("NOUN", "PROPN", "PRON"))
    if joined and base != "conj" and any(tree.lemmas[m] in ("and", "&") for c in joined for m in tree.children[c]):
        kind = ReferentKind.PEOPLE if expression.kind in (ReferentKind.PERSON, ReferentKind.PEOPLE) else expression.kind
        yield Expression(
            sentence,
            head,
            first + head,
            Form.DESCRIPTION,
            "and",
            kind,
            Gender.OPEN,
            Amount.SEVERAL,
            expression.role,
            Lead.BARE,
            joined=(head, *joined),
            clause=expression.clause,
        )


def _empty(tree: Tree, head: int, pronoun: Pronoun) -> bool:
    """Whether a pronoun refers to nothing: "it" of the weather or of a clause, "that" before one."""
    if tree.bases[head] == "expl":
        return True
    word = tree.tokens[head].text.lower()
    above = tree.heads[head]
    if word in ("this", "that", "these", "those"):
        return "PronType=Rel" in tree.tokens[head].feats or tree.bases[head] not in ("nsubj", "obj", "obl")
    if word != "it" or above < 0 or tree.bases[head] != "nsubj":
        return False
    if tree.lemmas[above] in coreference_words("weather"):
        return True
    clauses = any(tree.bases[c] in ("csubj", "ccomp", "advcl", "acl", "xcomp") and c > above for c in tree.children[above])
    return clauses and tree.lemmas[above] in coreference_words("clausal")


def _nominal(tree: Tree, sentence: int, first: int, head: int, entity: Entity | None) -> Expression:
    token = tree.tokens[head]
    lemma = tree.lemmas[head]
    titles, modifiers, lead = _beside_head(tree, head)
    kind, gender = nouns().get(lemma, (ReferentKind.OPEN, Gender.OPEN))
    if head and tree.heads[head - 1] == head and tree.bases[head - 1] == "compound":
        kind, gender = nouns().get(f"{tree.lemmas[head - 1]} {lemma}", (kind, gender))
    keys: tuple[str, ...] = ()
    form = Form.DESCRIPTION
    plural = "Number=Plur" in token.feats
    if entity is not None:
        form = Form.NAME
        keys = _keys(tree, entity)
        if kind is not ReferentKind.OPEN:
            titles.add(lemma)
        kind = _KINDS[entity.type]
        gender = Gender.OPEN if kind is ReferentKind.PERSON else Gender.THING
        if kind is ReferentKind.PERSON:
            gender = _gender_of(titles, keys)
    elif tree.tags[head] == "PROPN":
        form = Form.NAME
        parts = [head, *(child for child in tree.children[head] if tree.bases[child] in _OF_NAME)]
        keys = tuple(tree.tokens[i].text.lower() for i in sorted(parts))
    if form is Form.DESCRIPTION and kind is ReferentKind.OPEN and "-" in lemma:
        kind, gender = nouns().get(lemma.rpartition("-")[2], (kind, gender))
    if gender is Gender.OPEN and kind in _IMPERSONAL:
        gender = Gender.THING
    amount = Amount.SEVERAL if plural else Amount.ONE
    if kind is ReferentKind.PERSON and plural and form is Form.DESCRIPTION:
        kind = ReferentKind.PEOPLE
    if kind is ReferentKind.ORGANISATION and (entity is not None or not plural):
        amount = Amount.EITHER
    elif entity is not None and kind is ReferentKind.PLACE:
        amount = Amount.ONE
    elif kind is ReferentKind.PEOPLE:
        amount = Amount.SEVERAL if plural or entity is not None else Amount.EITHER
    return Expression(
        sentence,
        head,
        first + head,
        form,
        lemma,
        kind,
        gender,
        amount,
        _role(tree, head),
        lead,
        entity=entity,
        keys=keys,
        modifiers=frozenset(modifiers),
        titles=titles,
        clause=first + clause_of(tree, head),
    )


_OF_NAME: Final = frozenset({"flat", "compound", "amod"})
_IMPERSONAL: Final = frozenset(
    {ReferentKind.ORGANISATION, ReferentKind.PLACE, ReferentKind.THING, ReferentKind.TIME, ReferentKind.AMOUNT, ReferentKind.PEOPLE}
)


def _beside_head(tree: Tree, head: int) -> tuple[set[str], set[str], Lead]:
    """Titles, modifiers and what the phrase begins with."""
    titles: set[str] = set()
    modifiers: set[str] = set()
    lead = Lead.BARE
    for child in tree.children[head]:
        base, lemma = tree.bases[child], tree.lemmas[child]
        if base == "det":
            if lemma in coreference_words("demonstrative"):
                lead = Lead.DEMONSTRATIVE
            elif lemma in coreference_words("definite"):
                lead = Lead.DEFINITE
            elif lemma in coreference_words("indefinite"):
                lead = Lead.INDEFINITE
        elif tree.relations[child] == "nmod:poss":
            lead = Lead.POSSESSIVE
            modifiers.add(lemma)
        elif base in ("compound", "flat", "amod", "nmod", "nummod"):
            modifiers.add(lemma)
            if tree.tags[child] != "ADJ" and base != "nummod" and (base != "nmod" or tree.relations[child] == "nmod:desc"):
                titles.add(lemma)
                titles.update(tree.lemmas[c] for c in tree.children[child] if tree.bases[c] in ("compound", "flat", "conj"))
    return titles, modifiers, lead


def _keys(tree: Tree, entity: Entity) -> tuple[str, ...]:
    words = entity.text.replace("’", "'").lower().split()
    keys = tuple(w.removesuffix("'s").strip(".,'\"") or w for w in words if w not in ("'s", "'"))
    small = coreference_words("particles")
    return tuple(k for k in keys if k not in small) or keys


def _gender_of(titles: set[str], keys: Sequence[str]) -> Gender:
    for title in titles:
        known = nouns().get(title)
        if known is not None and known[0] is ReferentKind.PERSON and known[1] is not Gender.OPEN:
            return known[1]
    if len(keys) > 1 and keys[0] in nouns() and nouns()[keys[0]][1] in (Gender.MALE, Gender.FEMALE):
        return nouns()[keys[0]][1]
    for key in keys[:-1]:  # a single name may be a family's; its group settles it
        if key in given_names():
            return given_names()[key]
        parts = key.split("-")
        if len(parts) > 1 and parts[0] in given_names():
            return given_names()[parts[0]]
    return Gender.OPEN


def _role(tree: Tree, head: int) -> int:
    for _ in range(8):
        base = tree.bases[head]
        if base == "conj" and tree.heads[head] >= 0:
            head = tree.heads[head]
            continue
        relation = tree.relations[head]
        if relation == "nmod:poss":
            return POSSESSOR
        if relation == "nsubj:pass":
            return PASSIVE
        return ROLES.get(base, 0)
    return 0


def clause_of(tree: Tree, head: int) -> int:
    """The predicate that a word depends on, through whatever phrases; the word itself where there is none."""
    word, steps = tree.heads[head], len(tree)
    while word >= 0 and steps:
        if tree.tags[word] in ("VERB", "AUX") or tree.verbal(word):
            return word
        word, steps = tree.heads[word], steps - 1
    return head


def _tie(tree: Tree, found: dict[int, Expression]) -> None:
    """Tie appositions to what they stand beside, and note what predicates say of subjects."""
    for head, expression in found.items():
        above = tree.heads[head]
        if tree.bases[head] == "appos" and above in found:
            other = _bearer(tree, found, expression, above)
            if _one_bearer(expression, other) and not _of_another(expression, other):
                expression.beside = other
                for one, two in ((expression, other), (other, expression)):
                    if one.form is Form.DESCRIPTION:
                        two.titles.add(one.lemma)
                        two.titles.update(m for m in one.modifiers if m in nouns())
                if other.gender is Gender.OPEN:
                    other.gender = expression.gender
                if expression.gender is Gender.OPEN:
                    expression.gender = other.gender
        elif tree.bases[head] == "nsubj" and above in found and found[above].form is Form.DESCRIPTION:
            subject, predicate = expression, found[above]
            if subject.form is Form.NAME and _one_bearer(subject, predicate):
                subject.titles.add(predicate.lemma)
                if subject.gender is Gender.OPEN:
                    subject.gender = predicate.gender


def _of_another(name: Expression, description: Expression) -> bool:
    """Whether a name stands beside the description of somebody else: the party in "Tekebayev, leader of the party Ata-Meken"."""
    bearer = description.beside
    return name.form is Form.NAME and bearer is not None and bearer.form is Form.NAME and not set(name.keys) & set(bearer.keys)


def _bearer(tree: Tree, found: dict[int, Expression], expression: Expression, above: int) -> Expression:
    """What an apposition stands beside: the noun whose complement the tree hangs it from, where only that fits in kind, as in "the mayor
    of Osh, Karim Benali"."""
    higher = above
    while tree.bases[higher] == "nmod" and tree.heads[higher] in found and not _one_bearer(expression, found[higher]):
        higher = tree.heads[higher]
        if expression.kind is found[higher].kind is ReferentKind.PERSON and found[higher].form is Form.DESCRIPTION:
            return found[higher]
    return found[above]


def _one_bearer(one: Expression, other: Expression) -> bool:
    """Whether two expressions side by side may denote the same."""
    if Form.PRONOUN in (one.form, other.form):
        return False
    if one.form is Form.NAME and other.form is Form.NAME and one.kind != other.kind:
        return False
    kinds = {one.kind, other.kind} - {ReferentKind.OPEN}
    if len(kinds) > 1 and kinds not in ({ReferentKind.ORGANISATION, ReferentKind.PEOPLE}, {ReferentKind.ORGANISATION, ReferentKind.PLACE}):
        return False
    return not {one.gender, other.gender} >= {Gender.MALE, Gender.FEMALE}


def binds(expression: Expression) -> bool:
    """Whether a pronoun must refer inside its clause."""
    return expression.pronoun is not None and expression.pronoun.use is Use.REFLEXIVE
