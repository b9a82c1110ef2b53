"""The event coder: what a report's sentences tell of, as PLOVER events, each with all its mentions and a reason for every field.

In: a report, its analysis, its times and places. Out: events in the order of the text. The evidence is the engine's event heads and the
codebook's constructions (:mod:`dateline.coding.event_mentions`), trees and the engine's roles for who and whom
(:mod:`dateline.coding.event_participants`), knowledge of countries and offices for what they are
(:mod:`dateline.coding.participants`), and attributions for who says so (:mod:`dateline.coding.event_sources`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from dateline.coding.coreference import Chains, chains_of
from dateline.coding.event_mentions import Mention, TextWords, features, find_mentions
from dateline.coding.event_merging import Told, groups
from dateline.coding.event_participants import Cast, Phrase, cast_of
from dateline.coding.event_places import StoryPlaces
from dateline.coding.event_sources import sources_over
from dateline.coding.event_times import StoryTimes
from dateline.coding.event_weights import Weights, probability, shipped_weights, weighed
from dateline.coding.participants import ParticipantReader
from dateline.coding.quantities import counts_of
from dateline.coding.statuses import certainty
from dateline.knowledge.codebook import Codebook
from dateline.language.analysis import Analysis
from dateline.language.event_scores import EventScores
from dateline.report import Count, Event, Participant, Place, Report, Span, TimeMention

TownCountry = Callable[[str], str]
"""The country (ISO3) of a town's name, empty where it is not certain."""


SECTOR_SHARE = 0.5
"""The least probability at which the engine's sector is given to a participant whose words tell none."""


@dataclass(frozen=True, slots=True)
class Coding:
    """The events of a report, what each was made of (in the same order), and candidates that fell short."""

    events: tuple[Event, ...]
    made_of: tuple[tuple[Mention, ...], ...]
    fallen: tuple[Mention, ...]


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
    """Codes reports by a codebook. ``town_country`` tells the country of a town's name, ``weights`` what evidence is worth."""

    def __init__(self, codebook: Codebook, town_country: TownCountry, weights: Weights | None = None) -> None:
        self.codebook = codebook
        self._weights = weights or shipped_weights()
        self._town_country = town_country

    def code(self, report: Report, analysis: Analysis, times: Sequence[TimeMention] = (), places: Sequence[Place] = ()) -> Coding:
        """The events of a report."""
        words = TextWords.of(analysis.sentences)
        reader = self.reader(report, words, analysis)
        readings: list[_Reading] = []
        fallen: list[Mention] = []
        for mention, cast in self.weighed_mentions(words, analysis, reader.chains):
            if mention.score > 0:
                readings.append(self._reading(words, mention, cast, reader, analysis.events))
            else:
                fallen.append(mention)
        told = [self._told(words, r) for r in readings]
        events: list[tuple[Event, tuple[Mention, ...]]] = []
        acts = [r.mention for r in readings]
        when, where = StoryTimes(words, times, report, acts), StoryPlaces(words, places, report, acts)
        for group in groups(told, analysis.events, self._weights):
            members = [readings[i] for i in group]
            events.append((self._event(words, members, analysis, reader, when, where), tuple(m.mention for m in members)))
        events.sort(key=lambda pair: pair[0].trigger)
        return Coding(tuple(e for e, _ in events), tuple(m for _, m in events), tuple(fallen))

    def reader(self, report: Report, words: TextWords, analysis: Analysis) -> ParticipantReader:
        """The reader of a report's participants, with its chains where the analysis has the vectors they need."""
        chains = None
        if analysis.vectors is not None:
            chains = chains_of(words.trees, analysis.entities, analysis.attributions, analysis.vectors)
        return ParticipantReader(report, analysis.sentences, analysis.entities, self._town_country, chains=chains)

    def told(self, words: TextWords, mention: Mention, cast: Cast, reader: ParticipantReader, scores: EventScores) -> Told:
        """A mention as it is compared with others."""
        return self._told(words, self._reading(words, mention, cast, reader, scores))

    def _told(self, words: TextWords, reading: _Reading) -> Told:
        sides = [tuple(p.participant for p in side) for side in (reading.actors, reading.recipients)]
        return Told(reading.mention, self._lemma(words, reading.mention), sides[0], sides[1])

    def weighed_mentions(self, words: TextWords, analysis: Analysis, chains: Chains | None = None) -> list[tuple[Mention, Cast]]:
        """All candidates with their participants and the log-odds of their telling of an act."""
        found = []
        considered = find_mentions(words, analysis.events, self.codebook, analysis.entities)
        labelled = sum(mention.labelled for mention in considered)
        for mention in considered:
            cast = cast_of(words, mention, self._weights, self.codebook, chains)
            sides = [max((p.score for p in side), default=0.0) for side in (cast.actors, cast.recipients)]
            score = weighed(self._weights["mention"], features(words, mention, sides[0], sides[1], labelled - mention.labelled))
            found.append((replace(mention, score=score), cast))
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
        reading = reader.read(phrase.sentence, phrase.span, phrase.head)
        participant, reasons = reading.participant, [why, *(f"{name}: {reason}" for name, reason in reading.why)]
        if not participant.sector and not any(name == "sector" for name, _ in reading.why):
            sector, share = scores.sector(words.starts[phrase.sentence] + phrase.head)
            if sector and share >= SECTOR_SHARE:
                participant = replace(participant, sector=sector)
                reasons.append(f"sector: engine {share:.2f}")
        return _Person(participant, "; ".join(r for r in reasons if r), reader.chain(phrase.sentence, phrase.head))

    def _lemma(self, words: TextWords, mention: Mention) -> str:
        home, place = words.local(mention.first)
        return words.sentences[home].tokens[place].lemma.lower()

    def _event(
        self,
        words: TextWords,
        members: Sequence[_Reading],
        analysis: Analysis,
        reader: ParticipantReader,
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
        doubt = certainty(words.trees[mention.sentence], place_in_sentence)
        time, time_why = when.time_of([m.mention for m in ranked])
        place, place_why = where.place_of([m.mention for m in ranked])
        construction = mention.match.construction if mention.match else None
        why = [
            ("type", f"engine {mention.engine:+.1f}" + (f", construction {construction.id}" if construction else "")),
            ("mode", f"{mention.mode_share:.2f}" if mention.mode else ""),
            ("status", f"{mention.status_share:.2f}; tree: {mention.reading.why}"),
            ("certainty", doubt.why),
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
            status=mention.status,
            certainty=doubt.certainty,
            trigger=best.trigger,
            mentions=tuple(sorted(m.trigger for m in members)),
            actors=tuple(p.participant for p in actors),
            recipients=tuple(p.participant for p in recipients),
            time=time,
            place=place,
            sources=sources_over(best.trigger, analysis.attributions, words, analysis.entities, reader),
            counts=_counts(words, ranked),
            confidence=round(max(probability(m.mention.score) for m in members), 3),
            why=tuple((name, text) for name, text in why if text),
        )


def _fullness(reading: _Reading) -> tuple[float, int]:
    """The clearest mention: the one with both sides told, then the surest, then the first."""
    return (bool(reading.actors) + bool(reading.recipients) + probability(reading.mention.score), -reading.mention.first)


def _counts(words: TextWords, ranked: Sequence[_Reading]) -> tuple[tuple[str, Count], ...]:
    """How many people, each kind from the clearest mention that tells it."""
    found: dict[str, Count] = {}
    for reading in ranked:
        mention, cast = reading.mention, reading.cast
        sides = [tuple(p.head for p in side if p.sentence == mention.sentence) for side in (cast.recipients, cast.actors)]
        place = mention.first - words.starts[mention.sentence]
        for name, count in counts_of(words.trees[mention.sentence], place, mention.type, sides[0], sides[1]):
            found.setdefault(name, count)
    return tuple(found.items())


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
