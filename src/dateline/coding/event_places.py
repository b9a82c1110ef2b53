"""Where: the most specific place the text supports for an act.

Candidates are the places the report names, in the act's sentence and the few before it, phrases that the engine or a preposition takes for
a location ("outside the courthouse"), and the dateline's town, which is marked as a fall-back. What speaks for and against each is
weighed by a fitted table (``data/event_places_weights.tsv``). Names that stand for governments are never places of acts. A phrase without
a name gets the town it stands in where the text tells one near it; else it keeps its words alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import log
from typing import Final

from dateline.coding.event_evidence import Act, form_of, head_in, nearest_act, nearest_verb, setting_weights, under_another, way
from dateline.coding.event_mentions import Mention, TextWords
from dateline.coding.event_weights import probability, weighed
from dateline.coding.noun_phrases import phrase
from dateline.coding.place_uses import PlaceUse
from dateline.coding.tree import Tree
from dateline.coding.word_classes import word_class
from dateline.fact_tables import table_of
from dateline.report import Place, Report, Span

WEIGHTS: Final = "event_places_weights.tsv"
_WORDS: Final = "event_places_words.tsv"
USES: Final = frozenset({"ground", "locative"})
BACK: Final = 3
"""Sentences before the act's in which its place may be named."""
BOUND: Final = 6.0
"""The engine's log-odds count up to here."""
UNREAD: Final = -4.0
"""The log-odds of words that the engine did not read together with the act."""
_ACTOR, _RECIPIENT, _PLACE = range(3)
_FACILITY_CONFIDENCE: Final = 0.5
_SETTLED: Final = frozenset({"city", "point"})


@dataclass(frozen=True, slots=True)
class PlaceCandidate:
    """A place considered for an act: its features, and in words where it stands."""

    place: Place
    features: Mapping[str, float]
    where: str


@dataclass(frozen=True, slots=True)
class _Named:
    """A place or a phrase for one, with the sentence and the head word it stands at."""

    place: Place
    sentence: int
    head: int
    bare: bool = False  # a phrase that no toponym is part of


@lru_cache(maxsize=1)
def _words() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {use: set() for use in USES}
    for row in table_of("dateline.coding", _WORDS, "use words"):
        if row.cells[0] not in found:
            raise row.wrong(f"{row.cells[0]!r} is no use; expected one of {', '.join(sorted(USES))}")
        found[row.cells[0]].update(word.strip() for word in row.cells[1].split(",") if word.strip())
    return {use: frozenset(known) for use, known in found.items()}


class StoryPlaces:
    """The places of a report with their positions in its trees, and the acts that may have happened there.

    ``acts`` are all mentions of acts in the report: a place beside another act is less likely this one's.
    """

    def __init__(self, words: TextWords, places: Sequence[Place], report: Report, acts: Sequence[Mention] = ()) -> None:
        self._text = words
        self._named: dict[int, list[_Named]] = {}
        line = report.dateline
        self._dateline = next((p for p in places if line is not None and line.start <= p.start < line.end and p.country), None)
        literal = [p for p in places if p.use not in (PlaceUse.GOVERNMENT, PlaceUse.ADJECTIVE)]
        self._countries = frozenset(p.country for p in places if p.country)
        for place in literal:
            at = head_in(words, Span(place.start, place.end))
            if at is not None:
                self._named.setdefault(at[0], []).append(_Named(place, *at))
        self._acts: dict[int, set[int]] = {}
        for mention in acts:
            act = Act.of(words, mention)
            self._acts.setdefault(act.sentence, set()).update(act.words)
        self._grounds = {number: self._bare(number, places) for number in {m.sentence for m in acts}}

    def _bare(self, number: int, places: Sequence[Place]) -> list[_Named]:
        """The phrases of a sentence that hold no toponym and stand for a ground where something can happen."""
        tree = self._text.trees[number]
        found = []
        for head, tag in enumerate(tree.tags):
            if tag not in ("NOUN", "PROPN"):
                continue
            ground = tree.lemmas[head] in _words()["ground"]
            if not ground and _preposition(tree, head) not in _words()["locative"]:
                continue
            if tree.lemmas[head] in word_class("time"):
                continue
            span = phrase(tree, head)
            if any(span.overlaps((place.start, place.end)) for place in places):
                continue
            text = " ".join(t.text for t in tree.tokens if span.start <= t.start and t.end <= span.end)
            found.append(_Named(Place(span.start, span.end, text), number, head, bare=True))
        return found

    def place_of(self, mentions: Sequence[Mention], weights: Mapping[str, float] | None = None) -> tuple[Place | None, str]:
        """The place of an act told by some mentions, the clearest first, and why; (None, "") where the text supports none."""
        worth = setting_weights(WEIGHTS) if weights is None else weights
        scored = [(weighed(worth, candidate.features), candidate) for candidate in self.candidates(mentions)]
        likely = sorted((pair for pair in scored if pair[0] > 0), key=lambda pair: -pair[0])
        if not likely:
            return None, ""
        score, chosen = likely[0]
        why = f"{chosen.where} ({probability(score):.2f})"
        if chosen.place.country:
            return chosen.place, why
        town = self._town_of(chosen.place, [candidate.place for _, candidate in likely[1:]])
        return (chosen.place, why) if town is None else _standing_in(chosen.place, town, why)

    def _town_of(self, ground: Place, others: Iterable[Place]) -> Place | None:
        """The town that a ground without a name of its own stands in: another likely place of the act, else the dateline's where the text
        keeps to one country."""
        town = next((place for place in others if place.country and place.precision in _SETTLED), None)
        if town is None and self._dateline is not None and len(self._countries) == 1 and self._dateline.precision in _SETTLED:
            return self._dateline
        return town

    def candidates(self, mentions: Sequence[Mention]) -> list[PlaceCandidate]:
        """Every place worth weighing for an act, with what speaks for and against it."""
        found: list[PlaceCandidate] = []
        for rank, mention in enumerate(mentions):
            act = Act.of(self._text, mention)
            beside = [*self._beside(mention, act), *self._before(mention, act)]
            for candidate in beside:
                features = dict(candidate.features) | {"another mention": 1.0} if rank else candidate.features
                found.append(PlaceCandidate(candidate.place, features, candidate.where))
        if self._dateline is not None and mentions:
            found.append(self._last_resort(mentions[0], found))
        return found

    def _beside(self, mention: Mention, act: Act) -> list[PlaceCandidate]:
        """The places of the act's own sentence."""
        tree = self._text.trees[act.sentence]
        acts = dict.fromkeys((*self._acts.get(act.sentence, ()), *act.words))
        own = [*self._named.get(act.sentence, ()), *self._grounds.get(act.sentence, ())]
        ways = [way(tree, act.head, named.head) for named in own]
        lengths = [len(one.up) + len(one.down) for one in ways]
        form = form_of(tree, act.head)
        found = []
        for named, one, length in zip(own, ways, lengths, strict=True):
            head = named.head
            near, verb = nearest_act(tree, head, acts), nearest_verb(tree, head)
            before = _introduced(tree, head)
            relation = tree.relations[head]
            features = self._common(mention, named) | one.features(form)
            features |= {
                "same sentence": 1.0,
                "within the trigger": float(head in act.words),
                "nearest act is it": float(near in act.words),
                "nearest act is another": float(near is not None and near not in act.words),
                "under another act": float(under_another(tree, act, head, acts)),
                "nearest verb is it": float(verb is not None and verb in act.words),
                "nearest verb says": float(verb is not None and tree.lemmas[verb] in word_class("saying") and verb not in act.words),
                "before it": float(head < act.head),
                "words between": log(1 + abs(head - act.head)),
                "only one": float(len(own) == 1),
                "nearest": float(length == min(lengths)),
                "farther than another": float(length - min(lengths)) if len(own) > 1 else 0.0,
                "acts between": float(min(3, sum(min(head, act.head) < w < max(head, act.head) for w in acts if w not in act.words))),
                f"{before} it": 1.0,
                f"stands as {relation}": 1.0,
                f"{relation} {before} | {'-' if not one.up and not one.down else 'away'}": 1.0,
                f"form {form}": 1.0,
                "within another": float(_within_another(tree, head, own)),
            }
            text = named.place.text
            clause = "beside it in its clause" if not one.crossed else f"in its sentence by way of {' '.join((*one.up, *one.down))}"
            found.append(PlaceCandidate(named.place, features, f"{text!r}, {clause}"))
        return found

    def _before(self, mention: Mention, act: Act) -> list[PlaceCandidate]:
        """The places of the sentences before, where the story may still be."""
        own = [n for n in self._named.get(act.sentence, ()) if n.place.country]
        paragraph = self._text.sentences[act.sentence].paragraph
        found = []
        for back in range(1, BACK + 1):
            number = act.sentence - back
            if number < 0:
                break
            here = self._named.get(number, ())
            earlier = self._text.trees[number]
            for named in here:
                features = self._common(mention, named)
                features |= {
                    "earlier sentence": 1.0,
                    f"{back} sentences back": 1.0,
                    "earlier, same paragraph": float(self._text.sentences[number].paragraph == paragraph),
                    "earlier, own sentence has one": float(bool(own)),
                    "earlier, only one": float(len(here) == 1),
                    f"earlier, {_introduced(earlier, named.head)} it": 1.0,
                    f"earlier, stands as {earlier.relations[named.head]}": 1.0,
                    f"earlier, type {mention.type}": 1.0,
                }
                told = "in the sentence before" if back == 1 else f"{back} sentences before"
                found.append(PlaceCandidate(named.place, features, f"{named.place.text!r}, named {told}"))
            if any(n.place.precision in _SETTLED for n in here):
                break
        return found

    def _last_resort(self, mention: Mention, others: Sequence[PlaceCandidate]) -> PlaceCandidate:
        """The dateline's town, for an act told where the report was written."""
        assert self._dateline is not None
        named = [candidate.place for candidate in others if candidate.place.country]
        abroad = any(place.country != self._dateline.country for place in named)
        features = {
            "bias": 1.0,
            "last resort": 1.0,
            f"last resort, type {mention.type}": 1.0,
            f"last resort, {mention.status}": 1.0,
            "last resort, first sentence": float(mention.sentence == 0),
            "last resort, another place named": float(bool(named)),
            "last resort, one abroad named": float(abroad),
            "last resort, story of several countries": float(len(self._countries) > 1),
        }
        return PlaceCandidate(self._dateline, features, f"fall-back: the text names no place for it, the dateline is {self._dateline.text}")

    def _common(self, mention: Mention, named: _Named) -> dict[str, float]:
        place = named.place
        tree = self._text.trees[named.sentence]
        tokens = [i for i, token in enumerate(tree.tokens) if place.start <= token.start < place.end]
        first = self._text.starts[named.sentence]
        odds = [_odds(mention, [first + i for i in tokens], role) for role in (_ACTOR, _RECIPIENT, _PLACE)]
        ground = tree.lemmas[named.head] in _words()["ground"]
        return {
            "bias": 1.0,
            "engine": odds[_PLACE],
            "engine says place": float(odds[_PLACE] > 0),
            "engine's actor": odds[_ACTOR],
            "engine's recipient": odds[_RECIPIENT],
            f"use {place.use or ('ground' if ground else 'bare' if named.bare else 'open')}": 1.0,
            f"precision {place.precision or 'open'}": 1.0,
            "ground": float(ground),
            f"type {mention.type}": 1.0,
            f"status {mention.status}": 1.0,
        }


def place_of(
    words: TextWords, mentions: Sequence[Mention], places: Sequence[Place], report: Report, acts: Sequence[Mention] = ()
) -> tuple[Place | None, str]:
    """The place of one act, its mentions the clearest first, and why. For all acts of a report make one :class:`StoryPlaces`."""
    return StoryPlaces(words, places, report, acts or mentions).place_of(mentions)


def _standing_in(ground: Place, town: Place, why: str) -> tuple[Place, str]:
    """A ground with the coordinates of the town it stands in."""
    confidence = round(town.confidence * _FACILITY_CONFIDENCE, 3)
    reason = f"not in the gazetteer; stands in {town.name}"
    found = replace(town, start=ground.start, end=ground.end, text=ground.text, confidence=confidence, why=reason)
    return found, f"{why}; {reason}"


def _odds(mention: Mention, words: Sequence[int], role: int) -> float:
    """The engine's log-odds of a phrase being in a role: of its likeliest word."""
    if mention.roles is None:
        return UNREAD
    read = [odds for word in words if (odds := mention.roles.of(word, role)) is not None]
    return max(-BOUND, min(BOUND, max(read))) if read else UNREAD


def _preposition(tree: Tree, head: int) -> str:
    return next((tree.lemmas[child] for child in tree.of_base(head, "case") if child < head), "")


def _introduced(tree: Tree, head: int) -> str:
    """The preposition before a name, through the titles and parts of a longer one it is part of."""
    here = head
    while not _preposition(tree, here) and tree.bases[here] in ("compound", "flat", "amod") and tree.heads[here] >= 0:
        here = tree.heads[here]
    return _preposition(tree, here) or "nothing before"


def _within_another(tree: Tree, head: int, others: Sequence[_Named]) -> bool:
    """Whether the place only says where another one lies: "Texas" in "Paris, Texas"."""
    heads = {other.head for other in others}
    return tree.heads[head] in heads and tree.bases[head] in ("appos", "nmod", "flat", "conj", "compound", "list", "parataxis")
