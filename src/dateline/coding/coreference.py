"""Coreference inside one report: which names, descriptions and pronouns stand for the same person, body or place.

In: the trees, names and attributions of a report and the engine's vectors of its words. Out: :class:`Chains`. Names are grouped by rules
(:mod:`dateline.coding.coreference_names`); pronouns and descriptions are ranked against what stands before them
(:mod:`dateline.coding.coreference_ranking`) and linked only where the probability is high enough, so a pronoun whose antecedent is not
sure stays alone. Every link says why.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from dateline.coding.coreference_expressions import Expression, Form, expressions_of
from dateline.coding.coreference_facts import Gender, ReferentKind
from dateline.coding.coreference_linking import Link, linked
from dateline.coding.coreference_ranking import RankingWeights
from dateline.coding.noun_phrases import phrase
from dateline.coding.participant_words import participant_words
from dateline.coding.tree import Tree
from dateline.language.decoding import Floats
from dateline.report import Attribution, Entity, Span

__all__ = ["Chain", "Chains", "Form", "Gender", "Link", "Mention", "ReferentKind", "chains_of"]

_TELLING: Final = frozenset(ReferentKind) - {ReferentKind.OPEN, ReferentKind.TIME, ReferentKind.AMOUNT}


@dataclass(frozen=True, slots=True)
class Mention:
    """A name, description or pronoun of a chain: its sentence, its head word there (from 0), its span, and the link it hangs by.

    ``joined`` are the heads of a coordination ("A and B"), empty for all else. ``link`` is None for the first mention of a chain and gives
    the number of the antecedent in :attr:`Chains.mentions`, a probability and the reason for all others.
    """

    number: int
    sentence: int
    head: int
    span: Span
    form: Form
    kind: ReferentKind
    gender: Gender
    joined: tuple[int, ...] = ()
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class Chain:
    """The mentions of one referent in the order of the text. ``representative`` is the fullest name, else the fullest description;
    ``named`` tells whether it is a name."""

    mentions: tuple[Mention, ...]
    kind: ReferentKind
    gender: Gender
    representative: Mention
    named: bool


class Chains:
    """The chains of one report. Words are counted from 0 in their sentence."""

    def __init__(self, trees: Sequence[Tree], expressions: Sequence[Expression], links: Sequence[Link | None]) -> None:
        self._trees = trees
        self._expressions = expressions
        self._links = links
        self._at = mentions_at(expressions)
        tops: list[int] = list(range(len(expressions)))
        for number, link in enumerate(links):
            if link is not None:
                one, other = _top(tops, number), _top(tops, link.antecedent)
                tops[max(one, other)] = min(one, other)
        members: dict[int, list[int]] = {}
        for number in range(len(expressions)):
            members.setdefault(_top(tops, number), []).append(number)
        self._members = {number: group for group in members.values() for number in group}
        self._mentions: dict[int, Mention] = {}
        self._chains: dict[int, Chain] = {}

    @property
    def all(self) -> tuple[Chain, ...]:
        """The chains of two mentions or more, in the order of the text."""
        firsts = sorted({group[0] for group in self._members.values() if len(group) > 1})
        return tuple(self._chain(first) for first in firsts)

    def mention(self, number: int) -> Mention:
        """The mention of a number, as links give it."""
        if number not in self._mentions:
            e = self._expressions[number]
            span = self._span(e)
            self._mentions[number] = Mention(number, e.sentence, e.head, span, e.form, e.kind, e.gender, e.joined, self._links[number])
        return self._mentions[number]

    def at(self, sentence: int, word: int) -> Chain | None:
        """The chain of the mention with this head word, None where it is no mention or stands alone."""
        number = self._at.get((sentence, word))
        return self._chain(number) if number is not None and len(self._members[number]) > 1 else None

    def antecedent(self, sentence: int, word: int) -> tuple[int, int] | None:
        """For the head of a pronoun or description: sentence and head word of the mention that says who it is, the nearest name of its
        chain before it, else the nearest name after it, else the nearest description before it. None where nothing is sure. A relative
        pronoun gives the head of the noun its clause hangs from. Of a coordination the first member is given (:meth:`antecedents`)."""
        found = self.antecedents(sentence, word)
        return found[0] if found else None

    def antecedents(self, sentence: int, word: int) -> tuple[tuple[int, int], ...]:
        """As :meth:`antecedent`, with all members where the antecedent is a coordination."""
        number = self._at.get((sentence, word))
        if number is None:
            return self._relative(sentence, word)
        own = self._expressions[number]
        if own.form is Form.NAME:
            return ()
        # A party's name in apposition to its leader names no person.
        person = any(
            self._expressions[m].form is Form.NAME and self._expressions[m].kind is ReferentKind.PERSON for m in self._members[number]
        )
        best: tuple[tuple[int, int, int, int], Expression] | None = None
        for other in self._members[number]:
            e = self._expressions[other]
            if other == number or e.form is Form.PRONOUN or (e.form is Form.DESCRIPTION and own.form is Form.DESCRIPTION):
                continue
            rank = (e.form, int(person and e.kind is not ReferentKind.PERSON), int(other > number), abs(other - number))
            if best is None or rank < best[0]:
                best = (rank, e)
        if best is None:
            return ()
        _, e = best
        return tuple((e.sentence, head) for head in e.joined or (e.head,))

    def representative(self, span: Span) -> Mention | None:
        """The representative of the chain that the mention at a span (characters of the report) belongs to, the mention itself where it
        stands alone, None where the span holds no mention's head."""
        number = self._number(span)
        if number is None:
            return None
        return self._chain(number).representative if len(self._members[number]) > 1 else self.mention(number)

    def same(self, one: Span, other: Span) -> bool:
        """Whether two spans are mentions of one chain."""
        first, second = self._number(one), self._number(other)
        return first is not None and second is not None and (first == second or second in self._members[first])

    def link(self, sentence: int, word: int) -> Link | None:
        """The link of the mention with this head word, None where it has none."""
        number = self._at.get((sentence, word))
        return self._links[number] if number is not None else None

    def _number(self, span: Span) -> int | None:
        """The mention whose head stands in a span and highest in its tree."""
        best: tuple[int, int] | None = None
        for (sentence, head), number in self._at.items():
            token = self._trees[sentence].tokens[head]
            if span.start <= token.start and token.end <= span.end:
                depth = sum(1 for _ in self._trees[sentence].above(head))
                if best is None or depth < best[0]:
                    best = (depth, number)
        return best[1] if best else None

    def _relative(self, sentence: int, word: int) -> tuple[tuple[int, int], ...]:
        tree = self._trees[sentence]
        if tree.tokens[word].text.lower() not in participant_words("relative"):
            return ()
        for above in tree.above(word):
            if tree.relations[above] in ("acl:relcl", "acl") and 0 <= tree.heads[above] < word:
                return self.antecedents(sentence, tree.heads[above]) or ((sentence, tree.heads[above]),)
        return ()

    def _span(self, e: Expression) -> Span:
        tree = self._trees[e.sentence]
        if e.form is Form.PRONOUN:
            return Span(tree.tokens[e.head].start, tree.tokens[e.head].end)
        spans = [phrase(tree, head) for head in e.joined or (e.head,)]
        return Span(min(s.start for s in spans), max(s.end for s in spans))

    def _chain(self, number: int) -> Chain:
        group = self._members[number]
        if group[0] not in self._chains:
            expressions = [self._expressions[n] for n in group]
            best = max(expressions, key=_fullness)
            kinds = [e.kind for e in expressions if e.kind in _TELLING]
            kind = best.kind if best.kind is not ReferentKind.OPEN else kinds[0] if kinds else ReferentKind.OPEN
            gender = next((e.gender for e in expressions if e.gender is not Gender.OPEN), Gender.OPEN)
            mentions = tuple(self.mention(n) for n in group)
            self._chains[group[0]] = Chain(mentions, kind, gender, self.mention(best.number), best.form is Form.NAME)
        return self._chains[group[0]]


def chains_of(
    trees: Sequence[Tree],
    entities: Sequence[Entity],
    attributions: Sequence[Attribution] = (),
    vectors: Floats | None = None,
    weights: RankingWeights | None = None,
) -> Chains:
    """The chains of a report from the trees of its sentences, its names, its attributions (for the speakers of "I") and the engine's
    vectors of all its words in order (:attr:`dateline.language.analysis.WordVectors.spans`). ``weights`` other than the shipped ones
    are for training."""
    expressions = expressions_of(trees, entities)
    return Chains(trees, expressions, linked(trees, expressions, attributions, vectors, weights))


def mentions_at(expressions: Sequence[Expression]) -> dict[tuple[int, int], int]:
    """The numbers of expressions by sentence and head, and by every word of a name that heads nothing else."""
    found = {(e.sentence, e.head): e.number for e in expressions if not e.joined}
    for e in expressions:
        for word in e.inside:
            found.setdefault((e.sentence, word), e.number)
    return found


def _top(tops: list[int], number: int) -> int:
    while tops[number] != number:
        tops[number] = tops[tops[number]]
        number = tops[number]
    return number


def _fullness(e: Expression) -> tuple[bool, bool, int, int]:
    return (e.form is Form.NAME, e.form is not Form.PRONOUN, len(e.keys) or len(e.modifiers), -e.number)
