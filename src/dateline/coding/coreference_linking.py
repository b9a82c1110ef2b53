"""Links: which earlier expression each expression of a report refers to, with a probability and a reason.

Sure facts come first: equal names, appositions, and the speaker of a quotation for its "I". The rest is ranked. Expressions are taken in
the order of the text; the probabilities of all earlier expressions of one chain count together, and no link may join two names that differ
or a man and a woman.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp
from typing import Final

import numpy as np

from dateline.coding.coreference_expressions import Expression, Form
from dateline.coding.coreference_facts import Amount, Gender, ReferentKind, coreference_words
from dateline.coding.coreference_names import name_groups
from dateline.coding.coreference_pairs import COORDINATION, DESCRIPTION, NAME, POINTING, ExpressionArrays, pairs_of
from dateline.coding.coreference_ranking import RankingWeights, shipped_ranking
from dateline.coding.tree import Tree
from dateline.language.decoding import Floats
from dateline.report import Attribution

SURE: Final = 0.45
"""The least probability at which a name or description is linked."""
SURE_PRONOUN: Final = 0.36
"""The same for pronouns, which mostly mean somebody."""
_SPEAKS_ON: Final = 3
"""Sentences over which a speaker speaks on."""


@dataclass(frozen=True, slots=True)
class Link:
    """The number of the antecedent, the probability of the link, and what it rests on."""

    antecedent: int
    probability: float
    why: str


@dataclass(slots=True, eq=False)
class _Chain:
    """What is known of a chain while it grows."""

    members: list[int]
    gender: Gender
    group: int
    amounts: set[Amount]


@dataclass(frozen=True, slots=True)
class _Speech:
    """Who speaks, and the pronouns for persons in what is said."""

    speaker: Expression
    pronouns: list[Expression]


def linked(
    trees: Sequence[Tree],
    expressions: Sequence[Expression],
    attributions: Sequence[Attribution],
    vectors: Floats | None,
    weights: RankingWeights | None = None,
    sure: tuple[float, float] = (SURE, SURE_PRONOUN),
) -> list[Link | None]:
    """The link of every expression, None for those that open a chain or stay alone."""
    if not expressions:
        return []
    groups = name_groups(expressions)
    arrays = ExpressionArrays(expressions, groups, trees)
    pairs = pairs_of(arrays)
    scores, own = (weights or shipped_ranking()).scores(arrays, pairs, vectors)
    speeches = _sources(trees, expressions, attributions)
    speakers, apart, speaking_on = _speakers(speeches), _apart(speeches), _speaking_on(trees, expressions)
    bounds = np.searchsorted(pairs.later, np.arange(len(expressions) + 1)).tolist()
    earlier, opening, group_of = pairs.earlier.tolist(), own.tolist(), arrays.group.tolist()
    chains: dict[int, _Chain] = {}
    links: list[Link | None] = []
    named: dict[int, int] = {}
    for number, e in enumerate(expressions):
        group = group_of[number]
        link = _by_rule(number, e, group, named, speakers, speaking_on)
        if link is None:
            first, last = bounds[number], bounds[number + 1]
            others = [other if other in chains else named.get(group_of[other], -1) for other in apart.get(number, ())]
            barred = {chains[other].members[0] for other in others if other in chains}
            if first < last:
                ranked = dict(zip(earlier[first:last], scores[first:last].tolist(), strict=True))
                link = _ranked(expressions, arrays, number, ranked, opening[number], chains, barred, sure)
        links.append(link)
        target = chains.get(link.antecedent) if link is not None else None
        if target is None:
            chains[number] = _Chain([number], e.gender, group, {e.amount})
        else:
            _grow(target, number, e, group)
            chains[number] = target
        if group >= 0:
            named[group] = number
    return links


def _by_rule(
    number: int, e: Expression, group: int, named: dict[int, int], speakers: dict[int, int], speaking_on: dict[int, int]
) -> Link | None:
    if group in named:
        return Link(named[group], 1.0, "one name")
    if e.beside is not None and e.beside.number < number:
        return Link(e.beside.number, 1.0, "apposition")
    if number in speakers:
        return Link(speakers[number], 0.95, "speaker of the quotation")
    if number in speaking_on:
        return Link(speaking_on[number], 0.95, "who spoke before speaks on")
    return None


def _ranked(
    expressions: Sequence[Expression],
    arrays: ExpressionArrays,
    number: int,
    scores: dict[int, float],
    own: float,
    chains: dict[int, _Chain],
    barred: set[int],
    sure: tuple[float, float],
) -> Link | None:
    """The likeliest chain among those before, if it is likely enough."""
    e = expressions[number]
    top = max(*scores.values(), own)
    odds = {j: exp(score - top) for j, score in scores.items()}
    whole = sum(odds.values()) + exp(own - top)
    shares: dict[int, float] = {}
    best: dict[int, tuple[float, int]] = {}
    group = int(arrays.group[number])
    for j, odd in odds.items():
        chain = chains[j]
        key = chain.members[0]
        if key in barred or not _agrees(chain, e, group):
            continue
        shares[key] = shares.get(key, 0.0) + odd
        if key not in best or odd > best[key][0]:
            best[key] = (odd, j)
    if not shares:
        return None
    key = max(shares, key=lambda k: (shares[k], k))
    probability = shares[key] / whole
    if probability < sure[e.form is Form.PRONOUN]:
        return None
    j = best[key][1]
    return Link(j, round(probability, 3), _reason(e, expressions[j], arrays, number, j))


def _agrees(chain: _Chain, e: Expression, group: int) -> bool:
    if Gender.OPEN not in (e.gender, chain.gender) and e.gender != chain.gender:
        return False
    if group >= 0 and chain.group >= 0 and group != chain.group and e.kind is ReferentKind.PERSON:
        return False
    return not (e.amount is Amount.ONE and Amount.SEVERAL in chain.amounts) and not (
        e.amount is Amount.SEVERAL and Amount.ONE in chain.amounts and Amount.EITHER not in chain.amounts
    )


def _grow(chain: _Chain, number: int, e: Expression, group: int) -> None:
    chain.members.append(number)
    chain.amounts.add(e.amount)
    if chain.gender is Gender.OPEN:
        chain.gender = e.gender
    if chain.group < 0:
        chain.group = group


def _reason(e: Expression, other: Expression, arrays: ExpressionArrays, number: int, antecedent: int) -> str:
    """What a ranked link rests on, in words."""
    told = []
    if arrays.sort[number] in (NAME, DESCRIPTION):
        if e.lemma == other.lemma:
            told.append(f"the same word ({e.lemma})")
        elif e.lemma in other.titles or other.lemma in e.titles:
            told.append(f"said of the name ({e.lemma})")
        else:
            told.append("fits in kind")
    elif arrays.sort[number] <= POINTING:
        told.append("pronoun that fits")
    apart = e.sentence - other.sentence
    told.append("same sentence" if not apart else "sentence before" if apart == 1 else f"{apart} sentences before")
    if arrays.sort[antecedent] == COORDINATION:
        told.append("coordination")
    elif other.role == 1:
        told.append("subject")
    return ", ".join(told)


def _sources(trees: Sequence[Tree], expressions: Sequence[Expression], attributions: Sequence[Attribution]) -> list[_Speech]:
    """The attributions with a person as their source, and the pronouns for persons in their content."""
    pronouns = [e for e in expressions if e.pronoun is not None and (e.pronoun.person == 1 or e.gender is not Gender.OPEN)]
    if not pronouns or not attributions:
        return []
    starts = {e.number: trees[e.sentence].tokens[e.head].start for e in expressions}
    found = []
    for attribution in attributions:
        if not attribution.source:
            continue
        source = attribution.source[0]
        heads = [e for e in expressions if not e.joined and source.start <= starts[e.number] < source.end]
        speaker = next((e for e in heads if e.kind is ReferentKind.PERSON or e.form is Form.PRONOUN), None)
        if speaker is not None:
            inside = [e for e in pronouns if any(c.start <= starts[e.number] < c.end for c in attribution.content)]
            found.append(_Speech(speaker, [e for e in inside if e.number != speaker.number]))
    return found


def _speakers(speeches: Sequence[_Speech]) -> dict[int, int]:
    """For each "I" in a quotation, the expression for its speaker, which may stand after it."""
    found: dict[int, int] = {}
    for speech in speeches:
        for e in speech.pronouns:
            if e.pronoun is not None and e.pronoun.person == 1 and e.pronoun.amount is Amount.ONE:
                found.setdefault(e.number, speech.speaker.number)
    return found


def _apart(speeches: Sequence[_Speech]) -> dict[int, set[int]]:
    """Pairs that cannot be one: who speaks, and whom the quoted words call "he" or "she"."""
    found: dict[int, set[int]] = {}
    for speech in speeches:
        for e in speech.pronouns:
            if e.pronoun is not None and e.pronoun.person == 3 and e.quotation and e.quotation != speech.speaker.quotation:
                found.setdefault(e.number, set()).add(speech.speaker.number)
                found.setdefault(speech.speaker.number, set()).add(e.number)
    return found


def _speaking_on(trees: Sequence[Tree], expressions: Sequence[Expression]) -> dict[int, int]:
    """For each "he also said" or "she added", the expression for who spoke last: whom the last speaker has spoken of is no rival."""
    found: dict[int, int] = {}
    last: Expression | None = None
    for e in expressions:
        tree = trees[e.sentence]
        verb = tree.heads[e.head]
        speaks = tree.bases[e.head] == "nsubj" and verb >= 0 and tree.lemmas[verb] in coreference_words("speaking")
        speaks = speaks and tree.bases[verb] in ("root", "parataxis", "conj")  # not inside what another says
        if not speaks or e.kind is not ReferentKind.PERSON or e.amount is not Amount.ONE or e.quotation:
            continue
        if e.pronoun is not None and e.pronoun.person == 3 and last is not None and e.sentence - last.sentence <= _SPEAKS_ON:
            more = tree.lemmas[verb] in coreference_words("speaking-on")
            more = more or any(tree.lemmas[child] in coreference_words("moreover") for child in tree.children[verb])
            if more and not {e.gender, last.gender} >= {Gender.MALE, Gender.FEMALE}:
                found[e.number] = last.number
        last = e
    return found
