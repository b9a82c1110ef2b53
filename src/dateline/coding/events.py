"""The event coder: what a report's sentences tell of, as PLOVER events, each with all its mentions and a reason for every field.

In: a report, its analysis, its times and places. Out: events in the order of the text. The evidence is the engine's event heads and the
codebook's constructions (:mod:`dateline.coding.event_mentions`), trees and the engine's roles for who and whom
(:mod:`dateline.coding.event_participants`), knowledge of countries and offices for what they are
(:mod:`dateline.coding.participants`), and attributions for who says so (:mod:`dateline.coding.attribution`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from dateline.coding.attribution import AttributionReader
from dateline.coding.claims import Ground, claims_of
from dateline.coding.coreference import chains_of
from dateline.coding.event_agents import PoliticalAgents
from dateline.coding.event_mentions import Mention, TextWords, features, find_mentions
from dateline.coding.event_merging import Told, groups
from dateline.coding.event_participants import Cast, Phrase, cast_of
from dateline.coding.event_places import StoryPlaces
from dateline.coding.event_times import StoryTimes
from dateline.coding.event_weights import Weights, probability, shipped_weights, weighed
from dateline.coding.factuality import FactualityReader
from dateline.coding.participants import ParticipantReader, with_sector
from dateline.coding.quantities import Counts, counts_of, joined, later_tolls, standing
from dateline.knowledge.codebook import Codebook
from dateline.knowledge.gazetteer import GazetteerPlace
from dateline.language.analysis import Analysis
from dateline.language.event_scores import EventScores
from dateline.report import Claim, Event, Participant, Place, Report, Span, Status, TimeMention

TownCountry = Callable[[str], str]
"""The country (ISO3) of a town's name, empty where it is not certain."""


Capital = Callable[[str], GazetteerPlace | None]
"""The capital of a country (ISO3), None where it has none."""


@dataclass(frozen=True, slots=True)
class Coding:
    """The events of a report, what each was made of (in the same order), candidates that fell short, who says what, and the
    claims."""

    events: tuple[Event, ...]
    made_of: tuple[tuple[Mention, ...], ...]
    fallen: tuple[Mention, ...]
    said: AttributionReader
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class _Person:
    """A participant, what speaks for it, and the first mention of its chain (-1 where it has none)."""

    participant: Participant
    why: str
    chain: int = -1


@dataclass(frozen=True, slots=True)
class _Reading:
    """A mention with everything read off it."""

    mention: Mention
    trigger: Span
    cast: Cast
    actors: tuple[_Person, ...]
    recipients: tuple[_Person, ...]


class EventCoder:
    """Codes reports by a codebook. ``town_country`` tells the country of a town's name, ``weights`` what evidence is worth,
    ``capital`` what "the capital" of a country is."""

    def __init__(
        self, codebook: Codebook, town_country: TownCountry, weights: Weights | None = None, capital: Capital | None = None
    ) -> None:
        self.codebook = codebook
        self._weights = weights or shipped_weights()
        self._town_country = town_country
        self._capital = capital

    def code(self, report: Report, analysis: Analysis, times: Sequence[TimeMention] = (), places: Sequence[Place] = ()) -> Coding:
        """The events of a report."""
        words = TextWords.of(analysis.sentences)
        reader = self.reader(report, words, analysis)
        said = AttributionReader(report, words, analysis.attributions, analysis.entities, reader, times)
        readings: list[_Reading] = []
        fallen: list[Mention] = []
        for mention, cast, _ in self.weighed_mentions(words, analysis, reader):
            if mention.score > 0:
                readings.append(self._reading(words, mention, cast, reader, analysis.events))
            else:
                fallen.append(mention)
        told = [self._told(words, r) for r in readings]
        events: list[tuple[Event, tuple[Mention, ...]]] = []
        acts = [r.mention for r in readings]
        facts = FactualityReader(words, analysis)
        when, where = StoryTimes(words, times, report, acts), StoryPlaces(words, places, report, acts)
        for group in groups(told, analysis.events, self._weights):
            members = [readings[i] for i in group]
            others = {reading.mention.sentence for i, reading in enumerate(readings) if i not in group}
            events.append((self._event(words, members, others, said, facts, when, where), tuple(m.mention for m in members)))
        events.sort(key=lambda pair: pair[0].trigger)
        told_of = tuple(e for e, _ in events)
        claims = claims_of(Ground(report.text, words, analysis.entities, times, places, said, reader, self._capital), told_of)
        return Coding(told_of, tuple(m for _, m in events), tuple(fallen), said, claims)

    def reader(self, report: Report, words: TextWords, analysis: Analysis) -> ParticipantReader:
        """The reader of a report's participants, with its chains."""
        chains = chains_of(words.trees, analysis.entities, analysis.attributions, analysis.vectors.spans)
        return ParticipantReader(report, analysis.sentences, analysis.entities, self._town_country, chains=chains)

    def told(self, words: TextWords, mention: Mention, cast: Cast, reader: ParticipantReader, scores: EventScores) -> Told:
        """A mention as it is compared with others."""
        return self._told(words, self._reading(words, mention, cast, reader, scores))

    def _told(self, words: TextWords, reading: _Reading) -> Told:
        sides = [tuple(p.participant for p in side) for side in (reading.actors, reading.recipients)]
        return Told(reading.mention, self._lemma(words, reading.mention), sides[0], sides[1])

    def weighed_mentions(
        self, words: TextWords, analysis: Analysis, reader: ParticipantReader
    ) -> list[tuple[Mention, Cast, dict[str, float]]]:
        """All candidates with their participants, the log-odds of their telling of an act, and the evidence it is weighed from."""
        found = []
        agents = PoliticalAgents(words, analysis.events, reader)
        considered = find_mentions(words, analysis.events, self.codebook, analysis.entities)
        labelled = sum(mention.labelled for mention in considered)
        for mention in considered:
            cast = cast_of(words, mention, self._weights, self.codebook, reader.chains)
            sides = [max((p.score for p in side), default=0.0) for side in (cast.actors, cast.recipients)]
            evidence = features(words, mention, sides[0], sides[1], labelled - mention.labelled, agents.features(cast))
            found.append((replace(mention, score=weighed(self._weights["mention"], evidence)), cast, evidence))
        return found

    def _reading(self, words: TextWords, mention: Mention, cast: Cast, reader: ParticipantReader, scores: EventScores) -> _Reading:
        sides = [[p for phrase in side for p in self._people(words, phrase, reader, scores)] for side in (cast.actors, cast.recipients)]
        actors = _without_doubles(sides[0])
        recipients = tuple(p for p in _without_doubles(sides[1]) if not any(_same(p, a) for a in actors))
        if recipients and self.codebook.reciprocal(mention.type, mention.mode):
            actors, recipients = tuple(sorted((*actors, *recipients), key=lambda p: p.participant.start)), ()
        return _Reading(mention, words.span(mention.first, mention.last), cast, actors, recipients)

    def _people(self, words: TextWords, phrase: Phrase, reader: ParticipantReader, scores: EventScores) -> list[_Person]:
        """Who a phrase is: one participant, or several where a pronoun stands for several."""
        pronoun = words.tag(phrase.sentence, phrase.head) == "PRON"
        antecedents = reader.resolve_all(phrase.sentence, phrase.head) if pronoun else ()
        if not antecedents:
            return [self._person(words, phrase, phrase.why, reader, scores)]
        link = reader.link(phrase.sentence, phrase.head)
        token = words.sentences[phrase.sentence].tokens[phrase.head]
        note = f"{phrase.why}; {token.text}: {link}" if link else phrase.why
        meant = [replace(phrase, sentence=home, head=head, span=words.phrase(home, head)) for home, head in antecedents]
        return [self._person(words, one, note, reader, scores) for one in meant]

    def _person(self, words: TextWords, phrase: Phrase, why: str, reader: ParticipantReader, scores: EventScores) -> _Person:
        read = reader.read(phrase.sentence, phrase.span, phrase.head)
        reading = with_sector(read, *scores.sector(words.starts[phrase.sentence] + phrase.head))
        reasons = [why, *(f"{name}: {reason}" for name, reason in reading.why)]
        return _Person(reading.participant, "; ".join(r for r in reasons if r), reader.chain(phrase.sentence, phrase.head))

    def _lemma(self, words: TextWords, mention: Mention) -> str:
        home, place = words.local(mention.first)
        return words.sentences[home].tokens[place].lemma.lower()

    def _event(
        self,
        words: TextWords,
        members: Sequence[_Reading],
        others: Collection[int],
        said: AttributionReader,
        facts: FactualityReader,
        when: StoryTimes,
        where: StoryPlaces,
    ) -> Event:
        ranked = sorted(members, key=_fullness, reverse=True)
        best = ranked[0]
        mention = best.mention
        actors = best.actors or next((m.actors for m in members if m.actors), ())
        recipients = best.recipients or next(
            (m.recipients for m in members if m.recipients and not any(_same(p, a) for p in m.recipients for a in actors)), ()
        )
        place_in_sentence = mention.first - words.starts[mention.sentence]
        rest = range(place_in_sentence + 1, place_in_sentence + mention.last - mention.first)
        chain = said.chain_over(best.trigger)
        factuality = facts.read(mention.sentence, place_in_sentence, chain, ignore=rest, told=mention.status)
        time, time_why = when.time_of([m.mention for m in ranked])
        place, place_why = where.place_of([m.mention for m in ranked])
        construction = mention.match.construction if mention.match else None
        why = [
            ("type", f"engine {mention.engine:+.1f}" + (f", construction {construction.id}" if construction else "")),
            ("mode", f"{mention.mode_share:.2f}" if mention.mode else ""),
            ("status", f"{mention.status_share:.2f}; tree: {mention.reading.why}"),
            ("certainty", f"{factuality.certainty}: {factuality.why}"),
            ("factuality", f"{factuality.value:+.2f}"),
            *(("actors", p.why) for p in actors),
            *(("recipients", p.why) for p in recipients),
            ("time", time_why),
            ("place", place_why),
        ]
        return Event(
            type=mention.type,
            mode=mention.mode,
            cameo=self.codebook.cameo_of(mention.type, mention.mode, construction),
            quad=self.codebook.type(mention.type).quad,
            intensity=self.codebook.intensity_of(mention.type, mention.mode, construction),
            status=factuality.status,
            certainty=factuality.certainty,
            trigger=best.trigger,
            mentions=tuple(sorted(m.trigger for m in members)),
            actors=tuple(p.participant for p in actors),
            recipients=tuple(p.participant for p in recipients),
            time=time,
            place=place,
            sources=tuple(stance.source for stance in factuality.stances),
            counts=_counts(words, ranked, others, factuality.status),
            confidence=round(max(probability(m.mention.score) for m in members), 3),
            why=tuple((name, text) for name, text in why if text),
            chain=factuality.stances,
        )


def _fullness(reading: _Reading) -> tuple[float, int]:
    """The clearest mention: the one with both sides told, then the surest, then the first."""
    return (bool(reading.actors) + bool(reading.recipients) + probability(reading.mention.score), -reading.mention.first)


def _counts(words: TextWords, ranked: Sequence[_Reading], taken: Collection[int], status: Status) -> Counts:
    """How many people, each kind from the clearest mention that tells it; ``taken`` are the sentences of other events."""
    told = []
    for reading in ranked:
        mention, cast = reading.mention, reading.cast
        sides = [tuple(p.head for p in side if p.sentence == mention.sentence) for side in (cast.recipients, cast.actors)]
        place = mention.first - words.starts[mention.sentence]
        told.append(counts_of(words.trees[mention.sentence], place, mention.type, sides[0], sides[1]))
    told_in = {reading.mention.sentence for reading in ranked}
    return standing(later_tolls(words.trees, told_in, ranked[0].mention.type, joined(told), taken), status)


def _same(a: _Person, b: _Person) -> bool:
    if a.chain == b.chain >= 0:
        return True
    return a.participant.start < b.participant.end and b.participant.start < a.participant.end


def _without_doubles(people: Sequence[_Person]) -> tuple[_Person, ...]:
    """A name and a pronoun for it are one participant."""
    kept: list[_Person] = []
    for person in people:
        if not any(_same(person, other) for other in kept):
            kept.append(person)
    return tuple(kept)
