"""How right the chains of reports are, against annotated texts.

On all texts: MUC, B-cubed, CEAF-e and their mean over spans, a found mention standing for the longest noun phrase of its head as OntoNotes
has it, appositions left out there. On the own news sample: of the pronouns (and of the descriptions) whose chain has a name, the share
whose chain was found with that name (``accuracy``; those left unlinked count as wrong), and of those that were given a name the share that
got the right one (``precision``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.coding.coreference import Chains, Form, Mention, mentions_at
from dateline.coding.coreference_expressions import Expression, expressions_of
from dateline.coding.coreference_linking import linked
from dateline.coding.coreference_ranking import RankingWeights
from dateline.coding.noun_phrases import head_of
from dateline.coding.tree import Tree
from dateline.errors import DataError
from dateline.evaluating.coreference_corpora import CoreferenceText, read_coreference
from dateline.evaluating.coreference_scores import ChainScores
from dateline.language.analysis import Analyser, Analysis
from dateline.report import Span

if TYPE_CHECKING:
    from dateline.engine import Engine

_APART = frozenset({"cc", "punct", "conj", "appos", "parataxis", "case", "discourse"})


@dataclass(slots=True)
class Named:
    """Pronouns or descriptions whose chain has a name: how many, how many were given a name, and how many the right one."""

    asked: int = 0
    answered: int = 0
    right: int = 0

    def accuracy(self) -> float:
        """Share of all that got the right name."""
        return self.right / max(1, self.asked)

    def precision(self) -> float:
        """Share of those given a name, right or wrong, that got the right one."""
        return self.right / max(1, self.answered)


@dataclass(slots=True)
class CoreferenceScorer:
    """Counts over texts; add them one by one."""

    texts: int = 0
    chains: ChainScores = field(default_factory=ChainScores)
    news: ChainScores = field(default_factory=ChainScores)
    pronouns: Named = field(default_factory=Named)
    descriptions: Named = field(default_factory=Named)

    def add(self, text: CoreferenceText, analysis: Analysis, weights: RankingWeights | None = None) -> None:
        """Count one text; ``weights`` other than the shipped ones are for training."""
        trees = [Tree(s) for s in analysis.sentences]
        expressions = expressions_of(trees, analysis.entities)
        links = linked(trees, expressions, analysis.attributions, analysis.vectors.spans, weights)
        chains = Chains(trees, expressions, links)
        self.texts += 1
        found = [spans for chain in chains.all if len(spans := _spans(trees, [expressions[m.number] for m in chain.mentions])) > 1]
        gold = [[(s.start, s.end) for s in chain] for chain in text.chains if len(chain) > 1]
        self.chains.add(gold, found)
        if text.genre == "news":
            self.news.add(gold, found)
        if not text.words:
            self._names(text, trees, expressions, chains)

    def _names(self, text: CoreferenceText, trees: Sequence[Tree], expressions: Sequence[Expression], chains: Chains) -> None:
        """Which pronouns and descriptions got the name of their chain. Expressions that the annotation puts in no chain of a name count
        as answered wrongly where they are given a name, but for appositions, which it may leave out."""
        gold = gold_mentions(text, trees, expressions)
        home = {number: place for place, numbers in enumerate(gold) for number in numbers}
        named = {place: any(expressions[n].form is Form.NAME for n in numbers) for place, numbers in enumerate(gold)}
        for e in expressions:
            if e.form is Form.NAME or e.joined:
                continue
            count = self.pronouns if e.form is Form.PRONOUN else self.descriptions
            chain = chains.at(e.sentence, e.head)
            names = [m for m in chain.mentions if m.form is Form.NAME] if chain is not None else []
            place = home.get(e.number)
            asked = place is not None and named[place]
            right = asked and any(home.get(m.number) == place for m in names) and home.get(_nearest(names, e.number)) == place
            count.asked += asked
            count.answered += bool(names) and (place is not None or e.beside is None)
            count.right += right


def _nearest(names: Sequence[Mention], number: int) -> int:
    if not names:
        return -1
    numbers = [m.number for m in names]
    return min(numbers, key=lambda n: (n > number, abs(n - number)))


@dataclass(frozen=True, slots=True)
class CoreferenceFigures:
    """In per cent. ``conll`` is the mean of ``muc``, ``b_cubed`` and ``ceaf_e``, ``conll_news`` the same over the texts known to be news;
    ``pronouns`` and ``descriptions`` count those whose chain has a name in the own sample."""

    texts: int
    muc: float
    b_cubed: float
    ceaf_e: float
    conll: float
    conll_news: float
    pronouns: int
    pronoun_accuracy: float
    pronoun_precision: float
    descriptions: int
    description_accuracy: float
    description_precision: float


def figures(scorer: CoreferenceScorer) -> CoreferenceFigures:
    """The counts as figures."""
    return CoreferenceFigures(
        texts=scorer.texts,
        muc=100 * scorer.chains.muc.f1(),
        b_cubed=100 * scorer.chains.b_cubed.f1(),
        ceaf_e=100 * scorer.chains.ceaf_e.f1(),
        conll=100 * scorer.chains.conll(),
        conll_news=100 * scorer.news.conll(),
        pronouns=scorer.pronouns.asked,
        pronoun_accuracy=100 * scorer.pronouns.accuracy(),
        pronoun_precision=100 * scorer.pronouns.precision(),
        descriptions=scorer.descriptions.asked,
        description_accuracy=100 * scorer.descriptions.accuracy(),
        description_precision=100 * scorer.descriptions.precision(),
    )


def score(path: Path, engine: Engine) -> CoreferenceFigures:
    """Score the texts of a file or folder. Raises DataError."""
    texts = read_coreference(path)
    if not texts:
        raise DataError(str(path), 0, "holds no annotated text")
    scorer = CoreferenceScorer()
    for text in texts:
        scorer.add(text, analysed(text, engine.analyser))
    return figures(scorer)


def analysed(text: CoreferenceText, analyser: Analyser) -> Analysis:
    """The analysis of a text, of its own words where the corpus gives them."""
    return analyser.analyse_unparted(text.words) if text.words else analyser.analyse([text.text])[0]


def gold_mentions(text: CoreferenceText, trees: Sequence[Tree], expressions: Sequence[Expression]) -> list[list[int]]:
    """For every annotated chain the numbers of the expressions its spans have the heads of; a span over a coordination means that."""
    single = mentions_at(expressions)
    joined = {(e.sentence, e.head): e for e in expressions if e.joined}
    found = []
    for chain in text.chains:
        numbers = []
        for span in chain:
            sentence = next((n for n, t in enumerate(trees) if t.sentence.start <= span.start < t.sentence.end), None)
            if sentence is None:
                continue
            tree = trees[sentence]
            head = head_of(tree, span.start, span.end)
            if head is None:
                continue
            whole = joined.get((sentence, head))
            if whole is not None and all(tree.tokens[h].start < span.end for h in whole.joined):
                numbers.append(whole.number)
            elif (sentence, head) in single:
                numbers.append(single[sentence, head])
        found.append(sorted(set(numbers)))
    return found


def _spans(trees: Sequence[Tree], mentions: Sequence[Expression]) -> list[tuple[int, int]]:
    """The longest noun phrases of a chain's mentions, appositions to one another left out."""
    numbers = {m.number for m in mentions}
    spans = [longest_phrase(trees[m.sentence], m) for m in mentions if m.beside is None or m.beside.number not in numbers]
    return sorted({(s.start, s.end) for s in spans})


def longest_phrase(tree: Tree, e: Expression) -> Span:
    """The longest noun phrase with an expression's head: relative clauses, complements, appositions and a possessive mark included; of a
    coordination all of it, of its members each alone."""
    kept = {e.head}
    for child in tree.children[e.head]:
        base = tree.bases[child]
        inside = base not in _APART or (base == "case" and child > e.head) or base == "appos" or (e.joined and base in ("conj", "cc"))
        if inside:
            kept.update(tree.under(child))
    if tree.bases[e.head] in ("root", "ccomp", "xcomp", "advcl", "parataxis", "conj", "acl") or any(
        tree.bases[c] == "cop" for c in tree.children[e.head]
    ):
        predicate = [c for c in tree.children[e.head] if tree.bases[c] in _OF_PREDICATES]
        for child in predicate:
            kept.difference_update(tree.under(child))
    first, last = min(kept), max(kept)
    while first < e.head and tree.tags[first] == "PUNCT" and tree.tokens[first].text not in "\"“'":
        first += 1
    while last > e.head and tree.tags[last] == "PUNCT":
        last -= 1
    return Span(tree.tokens[first].start, tree.tokens[last].end)


_OF_PREDICATES = frozenset({"nsubj", "cop", "aux", "advmod", "mark", "advcl", "obl", "expl", "csubj", "ccomp", "dislocated"})
