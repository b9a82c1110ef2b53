"""Pairs of expressions that may be one referent, and what speaks for and against each pair, as arrays of numbers.

A pair is an expression and one before it in the text. Pairs that contradict each other in gender, number or kind, or that grammar
excludes (two arguments of one verb, a possessor inside the phrase), are not formed at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from dateline.coding.coreference_expressions import PASSIVE, POSSESSOR, ROLE_COUNT, Expression, Form, Lead, clause_of
from dateline.coding.coreference_facts import Amount, Gender, ReferentKind, Use, coreference_words
from dateline.coding.coreference_names import NameGroup
from dateline.coding.participant_words import participant_words
from dateline.coding.tree import Tree
from dateline.language.decoding import Floats

Ints = NDArray[np.int64]

REACH: Final = 400
"""Expressions looked back at."""
BLOCK: Final = 128
"""Expressions whose pairs are formed in one go."""
_PRONOUN_SENTENCES: Final = 4
_DESCRIPTION_SENTENCES: Final = 6
_KIND_COUNT: Final = len(ReferentKind)
_LEADS: Final = len(Lead)

HE, IT, THEY, FIRST, SECOND, POINTING, NAME, DESCRIPTION, COORDINATION = range(9)
"""The sorts of expressions, each with a habit of its own."""
SORTS: Final = 9


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs in the order of the later expression: numbers of the ``later`` and ``earlier`` expression, ``features`` [pairs, n]."""

    later: Ints
    earlier: Ints
    features: Floats


class ExpressionArrays:
    """The expressions of a report as columns of numbers."""

    def __init__(self, expressions: Sequence[Expression], groups: Sequence[NameGroup], trees: Sequence[Tree]) -> None:
        self.expressions = expressions
        count = len(expressions)
        lemmas: dict[str, int] = {}
        rows: list[tuple[int, ...]] = []
        said = participant_words("saying")
        starts = np.cumsum([0, *(len(t) for t in trees)]).tolist()
        verbs = {e.clause: trees[e.sentence].lemmas[e.clause - starts[e.sentence]] for e in expressions}
        matrix = {e.clause: _above(trees[e.sentence], starts[e.sentence], e.clause) for e in expressions}
        for e in expressions:
            p = e.pronoun
            rows.append(
                (
                    e.sentence,
                    e.word,
                    e.form,
                    e.kind,
                    e.gender,
                    e.amount,
                    e.role,
                    e.lead,
                    lemmas.setdefault(e.lemma, len(lemmas)),
                    e.clause,
                    e.quotation,
                    _sort(e),
                    int(verbs[e.clause] in said and e.role == 1),
                    int(p is not None and p.use is Use.REFLEXIVE),
                    trees[e.sentence].sentence.paragraph,
                    int(bool(e.joined)),
                    matrix[e.clause],
                )
            )
        self.table: Ints = np.array(rows, dtype=np.int64).reshape(count, 17).T
        (
            self.sentence,
            self.word,
            self.form,
            self.kind,
            self.gender,
            self.amount,
            self.role,
            self.lead,
            self.lemma,
            self.clause,
            self.quotation,
            self.sort,
            self.speaks,
            self.reflexive,
            self.paragraph,
            self.joined,
            self.matrix,
        ) = self.table
        self.group: Ints = np.full(count, -1, dtype=np.int64)
        self.place: Ints = np.zeros(count, dtype=np.int64)
        self.group_titles: list[set[str]] = [g.titles for g in groups]
        for group in groups:
            for place, member in enumerate(group.members):
                self.group[member.number] = group.number
                self.place[member.number] = place
        self._vocabulary(expressions)
        self._titles(expressions, lemmas)
        self._nested(expressions, trees)

    def _vocabulary(self, expressions: Sequence[Expression]) -> None:
        """The words of names and descriptions, for what two have in common."""
        words: dict[str, int] = {}
        places = [
            [words.setdefault(w, len(words)) for w in ((*e.keys,) if e.keys else (e.lemma, *e.modifiers))]
            if e.form is not Form.PRONOUN and not e.joined
            else []
            for e in expressions
        ]
        self.words: Floats = np.zeros((len(expressions), max(1, len(words))), dtype=np.float32)
        for row, columns in enumerate(places):
            self.words[row, columns] = 1.0
        self.size: Floats = self.words.sum(1)

    def _titles(self, expressions: Sequence[Expression], lemmas: dict[str, int]) -> None:
        """Which lemmas are said of the bearer of which name."""
        self.titled: NDArray[np.bool_] = np.array([bool(e.titles) and e.form is Form.NAME for e in expressions], dtype=bool)
        self.said: NDArray[np.bool_] = np.zeros((len(expressions), len(lemmas)), dtype=bool)
        for e in expressions:
            if e.titles and e.form is not Form.PRONOUN:
                self.said[e.number, [lemmas[t] for t in e.titles if t in lemmas]] = True

    def _nested(self, expressions: Sequence[Expression], trees: Sequence[Tree]) -> None:
        """For each expression, the expressions whose phrase it stands in."""
        at = {(e.sentence, e.head): e.number for e in expressions if not e.joined}
        later, earlier = [], []
        for e in expressions:
            tree = trees[e.sentence]
            below = e.head
            for above in tree.above(e.head):
                if tree.tags[above] in ("VERB", "AUX") or tree.bases[below] == "conj":
                    break
                below = above
                number = at.get((e.sentence, above))
                if number is not None and tree.bases[e.head] != "appos":
                    later.append(e.number)
                    earlier.append(number)
        self.inside: set[tuple[int, int]] = {*zip(later, earlier, strict=True), *zip(earlier, later, strict=True)}


def _above(tree: Tree, first: int, clause: int) -> int:
    """The predicate over a predicate, -1 where there is none."""
    word = clause - first
    above = clause_of(tree, word)
    return first + above if above != word else -1


def _sort(e: Expression) -> int:
    if e.joined:
        return COORDINATION
    if e.pronoun is None:
        return NAME if e.form is Form.NAME else DESCRIPTION
    p = e.pronoun
    if p.person < 3:
        return FIRST if p.person == 1 else SECOND
    if p.use is Use.POINTING:
        return POINTING
    if p.gender in (Gender.MALE, Gender.FEMALE):
        return HE
    return IT if p.gender is Gender.THING else THEY


def pairs_of(arrays: ExpressionArrays) -> Pairs:
    """All pairs to be weighed."""
    count = len(arrays.expressions)
    later: list[Ints] = []
    earlier: list[Ints] = []
    for first in range(0, count, BLOCK):
        rows = slice(first, min(first + BLOCK, count))
        columns = slice(max(0, first - REACH), rows.stop)
        allowed = _allowed(arrays, rows, columns)
        i, j = allowed.nonzero()
        later.append(i + rows.start)
        earlier.append(j + columns.start)
    if not later:
        return Pairs(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros((0, FEATURES), np.float32))
    i, j = np.concatenate(later), np.concatenate(earlier)
    kept = [n for n, pair in enumerate(zip(i.tolist(), j.tolist(), strict=True)) if pair not in arrays.inside]
    i, j = i[kept], j[kept]
    return Pairs(i, j, _features(arrays, i, j))


def _allowed(a: ExpressionArrays, rows: slice, columns: slice) -> NDArray[np.bool_]:
    """Which pairs of later expressions (rows) and earlier ones (columns) are worth weighing."""

    def later(column: Ints) -> Ints:
        return column[rows, None]

    def earlier(column: Ints) -> Ints:
        return column[None, columns]

    places = np.arange(len(a.expressions))
    before = earlier(places) < later(places)
    apart = later(a.sentence) - earlier(a.sentence)
    gi, gj, ki, kj, ni, nj = later(a.gender), earlier(a.gender), later(a.kind), earlier(a.kind), later(a.amount), earlier(a.amount)
    genders = (gi == 0) | (gj == 0) | (gi == gj)
    amounts = (ni == 0) | (nj == 0) | (ni == nj) | (ni == Amount.EITHER) | (nj == Amount.EITHER)
    si, sj = later(a.sort), earlier(a.sort)
    personal_j = kj == ReferentKind.PERSON
    human_j = personal_j | (kj == ReferentKind.PEOPLE) | (kj == 0)
    never = (kj == ReferentKind.TIME) | (kj == ReferentKind.AMOUNT)
    same_clause = (later(a.clause) == earlier(a.clause)) & (later(a.sentence) == earlier(a.sentence))
    arguments = np.isin(a.role, (1, 2, 3, PASSIVE))
    reflexive = later(a.reflexive) == 1
    clash = same_clause & later(arguments.astype(np.int64)).astype(bool) & earlier(arguments.astype(np.int64)).astype(bool) & ~reflexive
    near = apart <= _PRONOUN_SENTENCES
    talk = (si == FIRST) | (si == SECOND)
    third = (si == HE) | (si == IT) | (si == THEY) | (si == POINTING)
    third_j = (sj != FIRST) & (sj != SECOND)
    one_lemma = later(a.lemma) == earlier(a.lemma)
    fine = before & amounts & ~clash & (~reflexive | same_clause)
    he = (si == HE) & near & genders & (personal_j | (kj == 0)) & third_j & (sj != POINTING) & (sj != COORDINATION)
    it = (si == IT) & near & ~personal_j & ~never & third_j & (gj != Gender.MALE) & (gj != Gender.FEMALE) & (sj != COORDINATION)
    they = (si == THEY) & near & ~never & third_j & ~((sj == NAME) & personal_j) & (nj != Amount.ONE)
    they |= (si == THEY) & near & (sj == NAME) & (kj == ReferentKind.OPEN)
    pointing = (si == POINTING) & (apart <= 1) & ~personal_j & third_j
    speaking = talk & (apart <= 12) & ((si == sj) & one_lemma | ((si == FIRST) & (apart <= 2) & human_j & third_j & (sj != IT)))
    pronoun = (third & (he | it | they | pointing)) | speaking
    overlap = (a.words[rows] @ a.words[columns].T) > 0
    one_group = (later(a.group) == earlier(a.group)) & (later(a.group) >= 0)
    kinds = (ki == 0) | (kj == 0) | (ki == kj) | ((ki != ReferentKind.PERSON) & (kj != ReferentKind.PERSON))
    named = (si == NAME) & (sj != COORDINATION) & (one_group | (overlap & genders & kinds & (later(a.group) != earlier(a.group))))
    pointed = np.isin(a.lead, (Lead.DEFINITE, Lead.DEMONSTRATIVE, Lead.POSSESSIVE)).astype(np.int64)
    said = a.said[columns][:, a.lemma[rows]].T
    kind_fits = (kj != 0) & (ki == kj) & ((later(pointed) == 1) & (apart <= _DESCRIPTION_SENTENCES))
    described = (si == DESCRIPTION) & (sj <= DESCRIPTION) & (sj != FIRST) & (sj != SECOND) & (sj != POINTING) & genders & kinds
    described &= one_lemma | said | kind_fits
    described &= (sj > POINTING) | (apart <= 2)
    found: NDArray[np.bool_] = fine & (pronoun | named | described)
    return found


def _features(a: ExpressionArrays, i: Ints, j: Ints) -> Floats:
    """The numbers that a pair is weighed by, [pairs, FEATURES]."""
    t = a.table
    apart = t[0, i] - t[0, j]
    rank = _ranks(i)
    rivals, nearer = _rivals(a, i, j)
    common = np.einsum("pn,pn->p", a.words[i], a.words[j]) if len(i) else np.zeros(0, np.float32)
    size_i, size_j = np.maximum(a.size[i], 1), np.maximum(a.size[j], 1)
    group_i, group_j = a.group[i], a.group[j]
    same_group = (group_i == group_j) & (group_i >= 0)
    gi, gj, ni, nj, ki, kj = a.gender[i], a.gender[j], a.amount[i], a.amount[j], a.kind[i], a.kind[j]
    qi, qj = a.quotation[i], a.quotation[j]
    same_sentence = apart == 0
    names = (a.sort[i] == NAME) & (a.sort[j] == NAME)
    columns: list[Any] = [
        same_sentence,
        apart == 1,
        apart == 2,
        apart == 3,
        (apart >= 4) & (apart < 8),
        apart >= 8,
        np.log1p(apart) / 3,
        np.log1p(i - j) / 6,
        np.log1p(rank) / 4,
        rank == 0,
        a.paragraph[i] == a.paragraph[j],
        a.role[i] == a.role[j],
        (a.role[i] == 1) & ((a.role[j] == 1) | (a.role[j] == PASSIVE)),
        a.lemma[i] == a.lemma[j],
        same_group,
        names & ~same_group & (group_i >= 0) & (group_j >= 0),
        common / size_i,
        common / size_j,
        (common == size_i) & (common == size_j),
        (common > 0) & (common < size_i) & (common < size_j),
        a.said[j, a.lemma[i]],
        a.said[i, a.lemma[j]],
        (group_j >= 0) & a.titled[j] & (a.sort[i] == DESCRIPTION) & ~a.said[j, a.lemma[i]],
        np.log1p(rivals) / 2,
        rivals == 1,
        (rivals > 1) & (group_j >= 0) & (nearer == 0),
        (gi == gj) & (gi != 0),
        (gi == 0) | (gj == 0),
        (ni == nj) & (ni != 0),
        (ni == Amount.EITHER) | (nj == Amount.EITHER),
        (ki == kj) & (ki != 0),
        (ki == 0) | (kj == 0),
        np.log1p(np.where(group_j >= 0, a.place[j], 0)) / 2,
        group_j >= 0,
        t[0, j] == 0,
        same_sentence & (a.clause[i] == a.clause[j]),
        same_sentence & (a.matrix[i] == a.clause[j]),
        same_sentence & (a.matrix[j] == a.clause[i]),
        (qi == qj) & (qi > 0),
        (qi > 0) & (qj == 0),
        (qi == 0) & (qj > 0),
        a.speaks[i] == 1,
        a.speaks[j] == 1,
        (a.speaks[i] == 1) & (a.speaks[j] == 1),
        a.role[i] == POSSESSOR,
        *(a.sort[i] == n for n in range(SORTS)),
        *(a.sort[j] == n for n in range(SORTS)),
        *(a.role[j] == n for n in range(ROLE_COUNT)),
        *(a.lead[i] == n for n in range(_LEADS)),
        *(a.lead[j] == n for n in range(_LEADS)),
        *(kj == n for n in range(_KIND_COUNT)),
        *(ki == n for n in range(_KIND_COUNT)),
    ]
    found: Floats = np.empty((len(i), len(columns)), dtype=np.float32)
    for place, column in enumerate(columns):
        found[:, place] = column
    return found


FEATURES: Final = 45 + 2 * SORTS + ROLE_COUNT + 2 * _LEADS + 2 * _KIND_COUNT


def _ranks(i: Ints) -> Ints:
    """For each pair, how many of the later expression's pairs have a nearer earlier one."""
    if not len(i):
        return i
    last = np.flatnonzero(np.append(i[1:] != i[:-1], True))
    ends = last[np.searchsorted(last, np.arange(len(i)))]
    found: Ints = ends - np.arange(len(i))
    return found


def _rivals(a: ExpressionArrays, i: Ints, j: Ints) -> tuple[Ints, Ints]:
    """For each pair how many names the later expression may stand for, and how many of them were told of after the pair's own."""
    count = len(a.expressions)
    group = a.group[j]
    named = np.flatnonzero(group >= 0)
    last: dict[tuple[int, int], int] = {}
    for later, number, earlier in zip(i[named].tolist(), group[named].tolist(), j[named].tolist(), strict=True):
        last[later, number] = earlier  # pairs come in the order of the earlier expression
    rivals = np.zeros(count, dtype=np.int64)
    nearest = np.full(count, -1, dtype=np.int64)
    for (later, _), earlier in last.items():
        rivals[later] += 1
        nearest[later] = max(nearest[later], earlier)
    own = np.full(len(i), -1, dtype=np.int64)
    own[named] = [last[pair] for pair in zip(i[named].tolist(), group[named].tolist(), strict=True)]
    return rivals[i], (own < nearest[i]).astype(np.int64)


def own_features(a: ExpressionArrays) -> Floats:
    """What speaks for an expression opening a chain of its own, [expressions, OWN_FEATURES]."""
    count = len(a.expressions)
    seen: set[int] = set()
    told: set[int] = set()
    again = np.zeros((2, count), dtype=np.float32)
    for number, (lemma, group) in enumerate(zip(a.lemma.tolist(), a.group.tolist(), strict=True)):
        again[0, number] = lemma in seen
        again[1, number] = group >= 0 and group in told
        seen.add(lemma)
        told.add(group)
    unlike = coreference_words("unlike")
    columns: list[Any] = [
        again[0],
        again[1],
        a.sentence == 0,
        a.size > 1,
        [bool(e.modifiers & unlike) for e in a.expressions],
        a.quotation > 0,
        a.speaks,
        *(a.sort == n for n in range(SORTS)),
        *(a.lead == n for n in range(_LEADS)),
        *(a.kind == n for n in range(_KIND_COUNT)),
        *(a.role == n for n in range(ROLE_COUNT)),
        *(a.amount == n for n in range(len(Amount))),
    ]
    found: Floats = np.empty((count, len(columns)), dtype=np.float32)
    for place, column in enumerate(columns):
        found[:, place] = column
    return found


OWN_FEATURES: Final = 7 + SORTS + _LEADS + _KIND_COUNT + ROLE_COUNT + len(Amount)
