"""According to whom: who says so, through whom, when and how firmly, for the attributions of a report and for any stretch of its text.

In: the attributions the engine found, the trees, names and times. Out: the same attributions joined (:mod:`.attribution_joins`), each with
its speaker and with those nested in it, and the chain of stances over a stretch, outermost first: publisher, agency, and then every
source in whose words it stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from dateline.coding.attribution_circumstances import medium_of, uttered_at
from dateline.coding.attribution_hops import Hop, behind, fact_of_cue, hops_in, over
from dateline.coding.attribution_joins import joined
from dateline.coding.attribution_sources import NOBODY, heads_of, kind_of_noun, outer_sources, phrase_at, source_of
from dateline.coding.attribution_words import cue_head, words_over
from dateline.coding.cue_acts import CueFact, Reporter
from dateline.coding.event_mentions import TextWords
from dateline.coding.participants import ParticipantReader
from dateline.coding.word_classes import word_class
from dateline.report import (
    Act,
    Attribution,
    Certainty,
    Entity,
    EntityType,
    QuoteMode,
    Report,
    Source,
    SourceKind,
    Span,
    Stance,
    TimeMention,
)

PLAIN = CueFact(Act.ASSERT, Certainty.CERTAIN, True, Reporter.NEUTRAL)
"""What a cue does that the table does not know: a colon, a bare quotation."""


_SPEAKERS = (EntityType.PERSON, EntityType.ORGANIZATION)


@dataclass(frozen=True, slots=True)
class _Layer:
    """One attribution as a layer over the text: what it covers, where its cue begins, the word it hangs from, and its stances: its own and
    those of sources above and behind it."""

    content: tuple[Span, ...]
    cue: Span
    heads: tuple[tuple[int, int], ...]
    stances: tuple[Stance, ...]
    own: Stance | None = None

    @property
    def open(self) -> bool:
        """Whether the source leaves open that the content is so: it hopes, fears, orders or plans it."""
        return self.own is not None and self.own.act not in (Act.ASSERT, Act.BELIEVE, Act.DENY)

    def covers(self, span: Span) -> bool:
        return any(piece.start <= span.start and span.end <= piece.end for piece in self.content)


class AttributionReader:
    """The attributions of one report. ``reader`` resolves speakers; ``times`` are those of the report."""

    def __init__(
        self,
        report: Report,
        words: TextWords,
        found: Sequence[Attribution],
        entities: Sequence[Entity],
        reader: ParticipantReader,
        times: Sequence[TimeMention] = (),
    ) -> None:
        self._report = report
        self._words = words
        self._entities = entities
        self._reader = reader
        self._times = times
        self._hops = hops_in(words)
        self._joined = joined(words, report.text, found, self._hops, self._may_speak)

    def _may_speak(self, sentence: int, head: int) -> bool:
        """Whether a word before a colon may name a speaker: a person or body."""
        tree = self._words.trees[sentence]
        token = tree.tokens[head]
        if any(e.type in _SPEAKERS and e.start <= token.start and token.end <= e.end for e in self._entities):
            return True
        if tree.tags[head] not in ("NOUN", "PROPN"):
            return False
        kind = kind_of_noun(tree.lemmas[head])
        if kind is SourceKind.DOCUMENT:
            return False  # "Editor's note:"
        return kind is not None or bool(self._reader.read(sentence, Span(token.start, token.end), head).participant.sector)

    @cached_property
    def outer(self) -> tuple[Stance, ...]:
        """The hops every word of the report stands on: the publisher and the agency, as far as they are known."""
        return tuple(Stance(source, Act.ASSERT, Certainty.CERTAIN, True) for source in outer_sources(self._report))

    @cached_property
    def attributions(self) -> tuple[Attribution, ...]:
        """The attributions of the report in the order of the text, each with speaker, kind, stance and those nested in it."""
        inner = [layer for layer in self._layers if layer not in self._flat]
        found = []
        for attribution, layer in zip(self._joined, self._flat, strict=True):
            nested = tuple(_as_attribution(other) for other in inner if attribution.content and other.heads and layer.covers(other.cue))
            stance = layer.own
            if stance is None:
                found.append(attribution)
                continue
            found.append(
                replace(
                    attribution,
                    speaker=stance.source.name or stance.source.text,
                    kind=stance.source.kind if stance.source is not NOBODY else None,
                    stance=stance,
                    nested=nested,
                )
            )
        return tuple(found)

    def chain_over(self, span: Span, *, presupposed: bool = False) -> tuple[Stance, ...]:
        """The chain a stretch of the text stands on, outermost first; the report's own voice is the publisher (and agency) alone.

        What a relative clause or apposition tells is not hoped, ordered or feared with the clause around it ("hopes Isakov, who was
        released, will speak"): such hops are left out. ``presupposed`` says that the stretch is of that sort by itself, as a title is.
        """
        found = [layer for layer in self._layers if layer.covers(span) and not layer.cue.overlaps(span) and layer.stances]
        found = [layer for layer in found if not (layer.open and (presupposed or self._aside_of(span, layer)))]
        found.sort(key=lambda layer: (sum(other.covers(layer.cue) for other in found), -sum(c.end - c.start for c in layer.content)))
        chain: list[Stance] = []
        for layer in found:
            for stance in layer.stances:
                if not any(_same_hop(stance, other) for other in chain):
                    chain.append(stance)
        return (*self.outer, *chain)

    def _aside_of(self, span: Span, layer: _Layer) -> bool:
        """Whether a relative clause or apposition stands between a stretch and a cue above it."""
        places = words_over(self._words, span)
        if not places or not layer.heads or places[0][0] != layer.heads[0][0]:
            return False
        sentence = places[0][0]
        tree = self._words.trees[sentence]
        cue = {word for _, word in layer.heads}
        here = places[0][1]
        for above in tree.above(here):
            if tree.relations[here] in ("acl:relcl", "appos"):
                return True
            if above in cue:
                return False
            here = above
        return False

    # --- layers ---------------------------------------------------------------------------------------------------------

    @cached_property
    def _flat(self) -> tuple[_Layer, ...]:
        layers: list[_Layer] = []
        for attribution in self._joined:
            layers.append(self._layer_of(attribution, layers))
        return tuple(layers)

    @cached_property
    def _layers(self) -> tuple[_Layer, ...]:
        """The engine's attributions and, where none of their cues is the same word, those the trees tell of."""
        known = {place for layer in self._flat for place in layer.heads}
        return (*self._flat, *(self._layer_of_hop(hop) for hop in self._hops if (hop.sentence, hop.head) not in known))

    def _layer_of(self, attribution: Attribution, before: Sequence[_Layer]) -> _Layer:
        head = cue_head(self._words, attribution.cue) if attribution.cue else None
        cue = attribution.cue[0] if attribution.cue else Span(0, 0)
        seeming = head is not None and self._words.trees[head[0]].lemmas[head[1]] in word_class("seeming")
        if not attribution.content or seeming or not (attribution.cue or attribution.source):
            return _Layer(attribution.content, cue, (head,) if head else (), ())
        fact, negated = fact_of_cue(self._words, attribution.cue, attribution.content)
        fact = fact or PLAIN
        source = source_of(attribution.source[0], self._words, self._entities, self._reader) if attribution.source else NOBODY
        stance = self._stance(source, fact.denied() if negated else fact, attribution.cue, head, attribution.content)
        if stance.uttered is None and before and _goes_on(self._words, attribution, head):
            stance = _as_before(stance, before)
        place = heads_of(self._words, attribution.source[0]) if attribution.source else None
        return _Layer(attribution.content, cue, self._cue_words(attribution), self._with_others(stance, place, head), stance)

    def _layer_of_hop(self, hop: Hop) -> _Layer:
        tree = self._words.trees[hop.sentence]
        source = NOBODY
        if hop.source is not None:
            source = source_of(phrase_at(tree, hop.source), self._words, self._entities, self._reader)
        head = hop.sentence, hop.head
        stance = self._stance(source, hop.fact, (hop.cue,), head, hop.content)
        place = (hop.sentence, hop.source) if hop.source is not None else None
        return _Layer(hop.content, hop.cue, (head,), self._with_others(stance, place, head), stance)

    def _stance(self, source: Source, fact: CueFact, cue: Sequence[Span], head: tuple[int, int] | None, content: Sequence[Span]) -> Stance:
        medium, uttered = "", None
        if head is not None:
            tree = self._words.trees[head[0]]
            span = Span(source.start, source.end) if source.start is not None and source.end is not None else None
            medium = medium_of(tree, head[1], self._report.text, self._entities, content)
            uttered = uttered_at(tree, head[1], self._times, content, span)
        return Stance(source, fact.act, fact.certainty, fact.positive, cue[0] if cue else None, medium, uttered)

    def _with_others(self, stance: Stance, source: tuple[int, int] | None, head: tuple[int, int] | None) -> tuple[Stance, ...]:
        """A stance with those of sources over it ("carried by the agency") and behind it ("citing the ministry")."""
        outer: list[Stance] = []
        inner: list[Stance] = []
        if head is not None:
            tree = self._words.trees[head[0]]
            inner = [self._mere(head[0], cue, other) for cue, other in behind(tree, head[1])]
            if source is not None and source[0] == head[0]:
                outer = [self._mere(head[0], cue, other) for cue, other in over(tree, source[1], head[1])]
        return (*outer, stance, *inner)

    def _mere(self, sentence: int, cue: int, head: int) -> Stance:
        tree = self._words.trees[sentence]
        source = source_of(phrase_at(tree, head), self._words, self._entities, self._reader)
        token = tree.tokens[cue]
        return Stance(source, Act.ASSERT, Certainty.CERTAIN, True, Span(token.start, token.end))

    def _cue_words(self, attribution: Attribution) -> tuple[tuple[int, int], ...]:
        """All words of a cue, so that no tree's hop repeats it."""
        return tuple(place for span in attribution.cue for place in words_over(self._words, span))


def _as_attribution(layer: _Layer) -> Attribution:
    """A layer that the trees tell of as an attribution."""
    stance = layer.own
    assert stance is not None
    source = stance.source
    spans = (Span(source.start, source.end),) if source.start is not None and source.end is not None else ()
    return Attribution(
        spans,
        (layer.cue,),
        layer.content,
        QuoteMode.INDIRECT,
        source.name or source.text,
        source.kind if spans else None,
        why="the cue's clause in the tree",
        stance=stance,
    )


def _same_hop(one: Stance, other: Stance) -> bool:
    """Whether two stances are one hop told twice: the same words of the same source doing the same."""
    if one.source.start is None or other.source.start is None:
        return one.cue == other.cue and one.source.text == other.source.text
    return (one.source.start, one.source.end, one.act) == (other.source.start, other.source.end, other.act)


def _goes_on(words: TextWords, attribution: Attribution, head: tuple[int, int] | None) -> bool:
    """Whether a cue says that its source goes on: "also said", "added"."""
    if head is None:
        return False
    tree = words.trees[head[0]]
    return any(tree.lemmas[word] in word_class("continuing") for word in (head[1], *tree.of_base(head[1], "advmod")))


def _as_before(stance: Stance, before: Sequence[_Layer]) -> Stance:
    """A stance that goes on has the time and the medium of the same source's last one."""
    name = stance.source.name or stance.source.text
    for layer in reversed(before):
        if not layer.stances:
            continue
        last = layer.own or layer.stances[-1]
        if (last.source.name or last.source.text) != name:
            return stance
        return replace(stance, uttered=last.uttered, medium=stance.medium or last.medium)
    return stance
