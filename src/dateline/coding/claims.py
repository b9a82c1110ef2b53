"""Claims: what a report says to be so, each proposition with the chain of sources it stands on.

In: the events of a report and its trees. Out: a claim for every event and every chain it is told on (two sources that tell of one event
make two claims), and the states that clauses and titles tell of (:mod:`.claim_states`). What the ledger compares are claims: two of them
on one state from two sources agree, or are in dispute.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dateline.coding.attribution import AttributionReader
from dateline.coding.attribution_circumstances import uttered_at
from dateline.coding.attribution_sources import referent
from dateline.coding.attribution_words import words_over
from dateline.coding.claim_states import State, led_by, offices_in, states_in
from dateline.coding.event_mentions import TextWords
from dateline.coding.noun_phrases import phrase
from dateline.coding.noun_phrases import referent as counted
from dateline.coding.participants import ParticipantReader
from dateline.coding.statuses import certainty, status
from dateline.coding.tree import Tree
from dateline.knowledge.gazetteer import GazetteerPlace
from dateline.report import (
    Certainty,
    Claim,
    Entity,
    EntityType,
    Event,
    Participant,
    Place,
    Proposition,
    Span,
    Stance,
    Status,
    TimeMention,
)


@dataclass(frozen=True, slots=True)
class Ground:
    """What claims are read from: the words of a report, its names, times and places, its attributions, and who is who."""

    text: str
    words: TextWords
    entities: Sequence[Entity]
    times: Sequence[TimeMention]
    places: Sequence[Place]
    said: AttributionReader
    reader: ParticipantReader
    capital: Callable[[str], GazetteerPlace | None] | None = None


def claims_of(ground: Ground, events: Sequence[Event]) -> tuple[Claim, ...]:
    """The claims of a report in the order of their evidence; a proposition told twice on the same chain is one claim."""
    found = [claim for number, event in enumerate(events) for claim in _of_event(ground, number, event)]
    acts = {span: event for event in events for span in event.mentions}
    people = _starts(ground, [e for e in ground.entities if e.type is EntityType.PERSON])
    sites = _starts(ground, [e for e in ground.entities if e.type in _SITES] + [p for p in ground.places if p.use in _GROUND])
    for sentence in range(len(ground.words.sentences)):
        found.extend(_of_sentence(ground, sentence, acts, people, sites))
    return _without_doubles(found)


def _of_event(ground: Ground, number: int, event: Event) -> Iterator[Claim]:
    subject = ", ".join(actor.name for actor in event.actors)
    name = f"{event.type}/{event.mode}" if event.mode else event.type
    told: list[tuple[tuple[Stance, ...], list[Span]]] = []
    for mention in (event.trigger, *(m for m in event.mentions if m != event.trigger)):
        chain = event.chain if mention == event.trigger else ground.said.chain_over(mention)
        for other, evidence in told:
            if _voices(other) == _voices(chain):
                evidence.append(mention)
                break
        else:
            told.append((chain, [mention]))
    for chain, evidence in told:
        yield Claim(
            Proposition.EVENT,
            subject,
            name,
            chain,
            tuple(evidence),
            number,
            event.time,
            _uttered(chain),
            event.status is not Status.NEGATED,
            event.status,
            event.certainty,
            event.actors[0] if event.actors else None,
            event.recipients[0] if event.recipients else None,
            event.place,
            f"event {number}",
        )


def _uttered(chain: Sequence[Stance]) -> TimeMention | None:
    """When the innermost source that has a time spoke."""
    return next((stance.uttered for stance in reversed(chain) if stance.uttered is not None), None)


def _voices(chain: Sequence[Stance]) -> tuple[tuple[str, str], ...]:
    return tuple((stance.source.name or stance.source.text, stance.act) for stance in chain)


# --- states -------------------------------------------------------------------------------------------------------------


def _starts(ground: Ground, named: Sequence[Entity | Place]) -> frozenset[tuple[int, int]]:
    """The words that names consist of, by sentence and place."""
    return frozenset(place for name in named for place in words_over(ground.words, Span(name.start, name.end)))


_SITES = (EntityType.LOCATION, EntityType.FACILITY)
_GROUND = ("literal", "")
"""Uses of a toponym that name the place itself."""


def _of_sentence(
    ground: Ground,
    sentence: int,
    acts: Mapping[Span, Event],
    people: frozenset[tuple[int, int]],
    sites: frozenset[tuple[int, int]],
) -> Iterator[Claim]:
    tree = ground.words.trees[sentence]
    for state in states_in(tree, lambda word: (sentence, word) in sites):
        claim = _of_state(ground, sentence, state, acts)
        if claim is not None:
            yield claim
    for state in offices_in(tree, lambda word: (sentence, word) in people):
        claim = _of_state(ground, sentence, state, {}, asserted=True)
        if claim is not None:
            yield claim


def _of_state(ground: Ground, sentence: int, state: State, acts: Mapping[Span, Event], asserted: bool = False) -> Claim | None:
    """A state as a claim; ``asserted`` for titles, which are told as so wherever they stand."""
    words, tree = ground.words, ground.words.trees[sentence]
    who = _participant(ground, sentence, state.subject)
    subject = who.name or who.text
    place = None
    whom = None
    if state.proposition is Proposition.GOVERNS:
        value = who.country
        leader = led_by(tree, state.subject)
        if leader is not None:
            subject = f"{subject} led by {_participant(ground, sentence, leader).name}"
    elif state.named:
        value = state.named
    elif state.words:
        value = " ".join(tree.tokens[i].text.lower() for i in state.words)
    elif state.value >= 0:
        span = _title(words, sentence, state)
        place = _place(ground, span) or _capital(ground, sentence, state, span)
        whom = _participant(ground, sentence, state.value) if state.proposition is Proposition.HOLDS else None
        value = " ".join(span.of(ground.text).split()).rstrip(".,;")
        if place is not None and place.name and state.proposition is Proposition.LOCATION:
            value = place.name
    else:
        return None
    # Of a pronoun that stands for nobody known nothing is said that could be compared.
    unknown = tree.tags[state.subject] == "PRON" and who.start == tree.tokens[state.subject].start
    if not value or not subject or subject == value or unknown:
        return None
    reading = status(tree, state.word)
    doubt = certainty(tree, state.word)
    told = Status.ACTUAL if asserted else reading.status
    token = tree.tokens[state.word]
    at = Span(token.start, token.end)
    chain = ground.said.chain_over(at, presupposed=asserted)
    head = tree.tokens[state.subject]
    evidence = sorted({at, phrase(tree, state.subject)} | ({phrase(tree, state.value)} if state.value >= 0 else set()))
    return Claim(
        state.proposition,
        subject,
        value,
        chain,
        tuple(evidence),
        None,
        None if asserted else _when(ground, tree, state.word, Span(head.start, head.end), acts.get(at)),
        _uttered(chain),
        state.positive is not (told is Status.NEGATED),
        told,
        Certainty.CERTAIN if asserted else doubt.certainty,
        who,
        whom,
        place,
        f"state by {token.text!r}; {reading.why}" if not asserted else "a title or apposition",
    )


def _title(words: TextWords, sentence: int, state: State) -> Span:
    """The words of a value: of an office without the name it stands before."""
    tree = words.trees[sentence]
    if state.proposition not in (Proposition.OFFICE, Proposition.FORMER_OFFICE):
        return phrase(tree, state.value)
    inside = [
        i for i in tree.under(state.value) if i <= state.value or tree.bases[i] in ("nmod", "case", "det", "compound", "amod", "nmod:poss")
    ]
    span = phrase(tree, state.value, prepositions=frozenset(("for", "in", "at", "to")))
    name = tree.tokens[state.subject]
    if state.subject > state.value and span.end > name.start:
        return Span(span.start, tree.tokens[state.value].end)
    if state.subject < state.value and span.start <= name.start:
        return Span(tree.tokens[min((i for i in inside if i > state.subject), default=state.value)].start, span.end)
    return span


def _participant(ground: Ground, sentence: int, head: int) -> Participant:
    home, place = referent(ground.words, ground.reader, sentence, counted(ground.words.trees[sentence], head))
    found = ground.reader.read(home, ground.words.phrase(home, place), place).participant
    if not found.name:
        found = replace(found, name=found.text)
    return found


def _place(ground: Ground, span: Span) -> Place | None:
    """The place that a phrase ends in or consists of; a phrase that only contains a place within it is none."""
    inside = [p for p in ground.places if span.start <= p.start and p.end <= span.end and p.use in _GROUND]
    return inside[-1] if inside and inside[-1].end == span.end else None


def _capital(ground: Ground, sentence: int, state: State, span: Span) -> Place | None:
    """The capital that "the capital" stands for: of the country its words name, else of the report's."""
    tree = ground.words.trees[sentence]
    if ground.capital is None or state.value < 0 or "capital" not in (tree.lemmas[i] for i in (state.value, *tree.children[state.value])):
        return None
    country = ground.reader.read(sentence, span, state.value).participant.country or ground.reader.focus.country
    town = ground.capital(country) if country else None
    if town is None:
        return None
    why = f"the capital of {country}"
    return Place(
        *span, span.of(ground.text), town.name, country, town.admin1, town.latitude, town.longitude, town.geonameid, "city", 0.8, why
    )


def _when(ground: Ground, tree: Tree, word: int, subject: Span, event: Event | None) -> TimeMention | None:
    """When a state holds: the expression that hangs from its predicate, else the time of the event the predicate tells of."""
    above = [word]
    while tree.bases[above[-1]] == "xcomp" and tree.heads[above[-1]] >= 0:
        above.append(tree.heads[above[-1]])  # "After midnight the town seemed to have calmed down"
    found = (uttered_at(tree, verb, ground.times, (), subject) for verb in above)
    return next((time for time in found if time is not None), event.time if event is not None else None)


def _without_doubles(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    found: dict[tuple[object, ...], Claim] = {}
    for claim in claims:
        number = claim.event if claim.event is not None else -1
        key = (
            claim.proposition,
            claim.subject.casefold(),
            claim.value.casefold(),
            claim.positive,
            claim.status,
            _voices(claim.chain),
            number,
        )
        known = found.get(key)
        if known is None:
            found[key] = claim
        else:
            evidence = tuple(sorted({*known.evidence, *claim.evidence}))
            found[key] = replace(known, evidence=evidence, time=known.time or claim.time, place=known.place or claim.place)
    return tuple(sorted(found.values(), key=lambda c: (c.evidence[0], c.event is None)))
