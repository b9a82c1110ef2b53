"""Factuality: for each event what every source of its chain makes of it, what the report's own clause makes of it, and what follows for its
status and certainty.

In: a predicate word of an analysed report and the stances of the sources over it, outermost first, as their cues alone give them. Out: the
stances with the certainty and polarity of what stands between cue and word, the event's status and certainty by the rules of
``data/factuality_statuses.tsv``, and a value from -3 to 3 (:mod:`dateline.coding.factuality_values`). Certainty and polarity are those of
FactBank (Saurí and Pustejovsky 2009), signatures of governing verbs after Karttunen (1971) and TruthTeller (Lotan et al. 2013).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Final

from dateline.coding.clause_forms import complement_kind
from dateline.coding.cue_acts import CueFact, Reporter, cue_fact
from dateline.coding.event_mentions import TextWords
from dateline.coding.factuality_rules import rule_for
from dateline.coding.factuality_values import DEFAULT_SCALE, value_of
from dateline.coding.moods import is_inverted, is_question
from dateline.coding.statuses import StatusReading, certainty, status
from dateline.coding.tree import Tree
from dateline.coding.word_classes import ComplementKind, word_class
from dateline.language.analysis import Analysis
from dateline.report import Act, Certainty, Span, Stance, Status

_PLAIN: Final = (Act.ASSERT, Act.BELIEVE, Act.DENY)
_ORDER: Final = (Certainty.CERTAIN, Certainty.PROBABLE, Certainty.POSSIBLE, Certainty.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Voice:
    """What the words of a clause themselves make of an act: what is done with it, how surely, whether it is held true, and the words."""

    act: Act
    certainty: Certainty
    positive: bool
    words: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Factuality:
    """What is made of an act: status and certainty for the record, the value from -3 to 3, a stance for each source of the chain given, the
    voice of the clause, and the reason in words. ``firm`` marks a status that grammar leaves no doubt about."""

    status: Status
    certainty: Certainty
    value: float
    stances: tuple[Stance, ...]
    voice: Voice
    why: str
    firm: bool


class FactualityReader:
    """Reads the factuality of words of one report."""

    def __init__(self, words: TextWords, analysis: Analysis) -> None:
        self._words = words
        self._analysis = analysis

    def read(
        self,
        sentence: int,
        token: int,
        chain: Sequence[Stance] = (),
        ignore: Collection[int] = (),
        told: Status | None = None,
    ) -> Factuality:
        """The factuality of the word ``token`` of a sentence. ``ignore`` are words of the sentence that belong to the trigger itself;
        ``told`` is a status known better than by the tree, the event coder's, which stands unless it is *actual* and a rule
        says otherwise."""
        tree = self._words.trees[sentence]
        reading = status(tree, token, ignore)
        doubt = certainty(tree, token)
        hedges = (reading.words, doubt.words)
        # What a source hopes, fears, orders or plans is no fact, however sure the engine is; the tree must agree that it falls under that.
        wished = bool(chain) and Act(chain[-1].act) not in _PLAIN and reading.status is not Status.ACTUAL
        stated = reading.status if told is None or reading.firm or wished else told
        act, level, doubtful = _act(tree, token, reading, doubt.certainty, stated)
        overruled = stated is Status.ACTUAL and (
            reading.status is not Status.ACTUAL or (told is not None and tree.heads[token] not in reading.governors)
        )
        if overruled:
            act, level, doubtful = Act.ASSERT, doubt.certainty, ()  # the event coder has overruled the tree
        outer = chain[-1] if chain else None
        elsewhere = outer is not None and outer.cue is not None and self._place(sentence, outer.cue) not in reading.governors
        inside = not (elsewhere and act in _PLAIN and outer is not None and Act(outer.act) not in (Act.ASSERT, Act.BELIEVE))
        ruling = act if inside or outer is None else Act(outer.act)
        if inside and act is Act.DENY:
            ruling = Act.ASSERT  # the tree has counted the denial already
        rule = rule_for(ruling, inside, stated, level)
        spans = self._spans(sentence, dict.fromkeys(w for group in (*hedges, doubtful) for w in group))
        voice = Voice(act, rule.certainty or level, rule.status is not Status.NEGATED, spans)
        why = f"{reading.why}; {ruling}" + (f"; {doubt.why}" if doubt.words else "")
        return Factuality(
            stated if told is not None and (overruled or stated is not Status.ACTUAL) else rule.status,
            rule.certainty or level,
            self._value(sentence, token),
            self._stances(sentence, token, chain, ignore),
            voice,
            why,
            reading.firm,
        )

    def value(self, sentence: int, token: int, scale: str = DEFAULT_SCALE) -> float:
        """The value of a word on the scale of a corpus, -3 to 3."""
        return self._value(sentence, token, scale)

    def _value(self, sentence: int, token: int, scale: str = DEFAULT_SCALE) -> float:
        first = self._words.starts[sentence]
        statuses = dict(self._analysis.events.status(first + token))
        return value_of(self._words.trees[sentence], token, first, self._analysis.vectors, statuses, scale)

    def _stances(self, sentence: int, token: int, chain: Sequence[Stance], ignore: Collection[int]) -> tuple[Stance, ...]:
        """The chain with the innermost hop made to say what stands between its cue and the word."""
        if not chain:
            return ()
        *outer, last = chain
        tree = self._words.trees[sentence]
        cue = self._place(sentence, last.cue) if last.cue is not None else None
        own = status(tree, token, ignore, until=cue)
        doubt = certainty(tree, token, until=cue)
        positive = last.positive is not (own.status is Status.NEGATED)
        level = max(Certainty(last.certainty), doubt.certainty, key=_ORDER.index)
        words = self._spans(sentence, dict.fromkeys((*own.words, *doubt.words)))
        return (*outer, replace(last, certainty=level, positive=positive, words=words))

    def _place(self, sentence: int, span: Span) -> int | None:
        """The word of a sentence that heads a span: the one that hangs from a word outside of it."""
        tree = self._words.trees[sentence]
        own = [i for i, token in enumerate(tree.tokens) if span.start <= token.start and token.end <= span.end]
        return next((i for i in own if tree.heads[i] not in own), None)

    def _spans(self, sentence: int, places: Collection[int]) -> tuple[Span, ...]:
        tokens = self._words.sentences[sentence].tokens
        return tuple(Span(tokens[i].start, tokens[i].end) for i in sorted(places))


def _act(tree: Tree, token: int, reading: StatusReading, doubt: Certainty, stated: Status) -> tuple[Act, Certainty, tuple[int, ...]]:
    """What is done with an act by the words that govern it, how surely, and the words: the nearest hope, order, plan ...; else a belief or
    a claim."""
    level = doubt
    words: tuple[int, ...] = ()
    believed = False
    last = token
    for governor in reading.governors:
        fact = _fact(tree, last, governor)
        if fact is not None:
            if fact.act not in _PLAIN:
                return fact.act, level, (governor,)
            if fact.act is Act.DENY:
                return fact.act, level, (governor,)
            if fact.act is Act.BELIEVE and fact.certainty is not Certainty.CERTAIN and stated is not Status.FUTURE:
                level, believed = max(level, fact.certainty, key=_ORDER.index), True
                words = (governor,)
            elif fact.reporter is Reporter.DISTANCES:
                level, words = Certainty.UNKNOWN, (governor,)
        last = governor
    lemmas = {tree.lemmas[word] for word in reading.words}
    if stated is Status.NEGATED and lemmas & (word_class("rejecting") | word_class("untrue")):
        return Act.DENY, level, words
    if reading.governors and stated is Status.FUTURE and reading.status is Status.FUTURE and set(reading.words) & set(reading.governors):
        return Act.PLAN, level, reading.governors[:1]
    if stated is Status.HYPOTHETICAL:
        if is_question(tree, token) or "whether" in lemmas:
            return Act.ASK, level, words
        if lemmas & word_class("attempting"):
            return Act.PLAN, level, words
        if lemmas & word_class("demanding-auxiliary") and not lemmas & word_class("condition") and not is_inverted(tree, token):
            return Act.ORDER, level, words
    return (Act.BELIEVE if believed else Act.ASSERT), level, words


def _fact(tree: Tree, word: int, governor: int) -> CueFact | None:
    """What a governing word does as a cue with what it governs."""
    noun = tree.tags[word] in ("NOUN", "PROPN") and not tree.verbal(word)
    kind = ComplementKind.NOUN if noun else complement_kind(tree, word)
    lemma, tag = tree.lemmas[governor], tree.tags[governor]
    for other in tree.of_relation(governor, "compound:prt", "obl", "advmod"):
        for name in (tree.lemmas[other], *(tree.lemmas[case] for case in tree.of_base(other, "case"))):
            found = cue_fact(f"{lemma} {name}", tag, kind, exact=True)
            if found is not None:
                return found
    found = cue_fact(lemma, tag, kind, exact=True)
    if found is None and tag == "VERB":
        found = cue_fact(tree.tokens[governor].text.lower(), "ADJ", kind, exact=True)
    return found
