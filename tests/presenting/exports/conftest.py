"""Records that between them fill every column of every format: written by hand, because exports must not depend on what a model finds."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from dateline.report import (
    Certainty,
    Count,
    Entity,
    EntityType,
    Event,
    Participant,
    Place,
    Quad,
    Record,
    Report,
    Source,
    SourceKind,
    Span,
    Status,
    TimeMention,
)

TEXT = "Guards of the United Nations met a minister in Osh at noon. Two were hurt and nine held.\n\nMarchers filled Bishkek in April."

NOON = datetime(2026, 4, 8, 6, tzinfo=UTC)


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


GUARDS = Participant(*span("Guards of the United Nations"), "Guards of the United Nations", "UN guards", "UNO", "MIL", "un", "guard")
MINISTER = Participant(*span("a minister"), "a minister", "Ada Sadyk", "KGZ", "GOV", "ada sadyk", "minister")


def act(words: str, **fields: object) -> Event:
    """An event told as having happened, with the fields given and the plainest others."""
    plain = Event(
        type="CONSULT",
        mode="visit",
        cameo="042",
        quad=Quad.VERBAL_COOPERATION,
        intensity=4.0,
        status=Status.ACTUAL,
        certainty=Certainty.CERTAIN,
        trigger=span(words),
        mentions=(span(words),),
        confidence=0.75,
    )
    return replace(plain, **fields)  # type: ignore[arg-type]


@pytest.fixture
def met() -> Event:
    return act(
        "met",
        actors=(GUARDS,),
        recipients=(MINISTER,),
        time=TimeMention(*span("noon"), "noon", "TIME", "2026-04-08T12:00", NOON, NOON),
        place=Place(*span("Osh"), "Osh", "Osh District", "KGZ", "Osh Region", 40.5, 72.8, 1346798, "admin2", 0.9, "", "literal"),
        sources=(Source("a witness", SourceKind.WITNESS, country="KGZ", sector="CVL"),),
        counts=(
            ("killed", Count(1, 1, "one", 1)),
            ("injured", Count(2, 2, "two", 2)),
            ("arrested", Count(9, 9, "nine", 9)),
            ("displaced", Count(5, 5, "five", 5)),
            ("crowd", Count(100, 200, "a crowd", 150)),
        ),
        why=(("type", "met"),),
    )


@pytest.fixture
def marched() -> Event:
    place = Place(*span("Bishkek"), "Bishkek", "Kyrgyzstan", "KGZ", "", 41.5, 74.6, 1527747, "country", 0.9, "", "literal")
    return act(
        "filled",
        type="PROTEST",
        mode="demo",
        cameo="141",
        quad=Quad.MATERIAL_CONFLICT,
        intensity=-5.0,
        actors=(Participant(*span("Marchers"), "Marchers"),),
        time=TimeMention(*span("April"), "April", "DATE", "2026-04"),
        place=place,
    )


@pytest.fixture
def told(record: Record) -> Record:
    """The record of the other tests of presenting, its event told as having happened, with names of the classes POLECAT lists."""
    names = (Entity(0, 5, "TALAS", EntityType.LOCATION, 0.9), Entity(14, 23, "Lake Wire", EntityType.ORGANIZATION, 0.9))
    happened = tuple(replace(event, status=Status.ACTUAL) for event in record.events)
    return replace(record, events=happened, entities=(*names, *record.entities))


@pytest.fixture
def records(told: Record, met: Event, marched: Event) -> list[Record]:
    """A record with sentences and names, and one with neither, as from a store of events."""
    report = Report(id="fedcba9876543210", text=TEXT, source="store")
    answered = act("held", actors=(MINISTER,), recipients=(GUARDS,))
    return [told, Record(report=report, events=(met, answered, marched, replace(marched, status=Status.HYPOTHETICAL)))]
