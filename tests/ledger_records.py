"""Ready-made records for the tests of the ledger: no engine has to run."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from dateline.report import (
    Attribution,
    Certainty,
    Claim,
    Count,
    Event,
    Evidence,
    EvidenceKind,
    Participant,
    Place,
    Precision,
    PublicationTime,
    Quad,
    QuoteMode,
    Record,
    Report,
    Sentence,
    Source,
    SourceKind,
    Span,
    Stance,
    Status,
    TimeMention,
    Token,
    ZoneOrigin,
)

MORNING = datetime(2010, 4, 8, 6, 0, tzinfo=UTC)


def published(at: datetime = MORNING) -> PublicationTime:
    """A publication time with its zone told."""
    evidence = Evidence(EvidenceKind.HINT, "published", at.isoformat())
    return PublicationTime(at.isoformat()[:16], Precision.MINUTE, timedelta(0), "Z", ZoneOrigin.EXPLICIT, evidence, at)


def report_of(text: str, *, headline: str = "", publisher: str = "Coast Wire", url: str = "", at: datetime = MORNING) -> Report:
    """A report of this text."""
    return Report(
        Report.identify(headline, text),
        text,
        url,
        publisher,
        headline=headline,
        published=published(at),
        source="made.txt",
        notes=("made",),
    )


def event_of(
    text: str,
    trigger: str,
    *,
    type: str = "COERCE",
    mode: str = "arrest",
    actor: str = "",
    recipient: str = "",
    country: str = "KEN",
    place: str = "",
    time: TimeMention | None = None,
    sources: tuple[Source, ...] = (),
    status: Status = Status.ACTUAL,
    counts: tuple[tuple[str, Count], ...] = (),
) -> Event:
    """An event with its trigger, and those who take part, found in the text by their words."""
    span = _span(text, trigger)
    return Event(
        type,
        mode,
        "173",
        Quad.MATERIAL_CONFLICT,
        -5.0,
        status,
        Certainty.CERTAIN,
        span,
        (span,),
        actors=_people(text, actor, country),
        recipients=_people(text, recipient, country),
        time=time,
        place=Place(*_span(text, place), place, place, country, "30", 0.31, 39.66, 186301, "city", 0.9, "made", "literal")
        if place
        else None,
        sources=sources,
        counts=counts,
        confidence=0.87,
        why=(("type", "made"), ("actors", "first"), ("actors", "second")),
    )


def _people(text: str, words: str, country: str) -> tuple[Participant, ...]:
    return (Participant(*_span(text, words), words, words, country, "COP", "", "officer"),) if words else ()


def _span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def day(value: str) -> TimeMention:
    """A mention of a day in UTC."""
    earliest = datetime.fromisoformat(value).replace(tzinfo=UTC)
    return TimeMention(0, 3, "the day", "DATE", value, earliest, earliest + timedelta(days=1) - timedelta(seconds=1), "made")


def record_of(report: Report, *events: Event, engine: str = "made-1", claims: tuple[Claim, ...] = ()) -> Record:
    """A record with one sentence over the whole text, its words without a tree, and these events."""
    words = []
    position = 0
    for word in report.text.split():
        position = report.text.index(word, position)
        words.append(Token(word, position, position + len(word), word.casefold(), "X", "", len(words), "dep"))
        position += len(word)
    return Record(report, (Sentence(0, len(report.text), tuple(words)),), events=events, claims=claims, engine=engine)


def arrest(number: int, *, engine: str = "made-1", confidence: float = 0.87) -> Record:
    """A record like no other: its number stands in its text. It holds two events, an attribution and a claim."""
    names = ("Harbour", "Garden", "Market", "Station", "Temple", "Bridge", "Quarry", "Museum", "Forest", "Valley")
    places = " ".join(f"{names[int(digit)]}{i}" for i, digit in enumerate(str(number)))
    text = f"Police detained {number + 2} porters near {places} in Mombasa on Wednesday, union leader Achieng said. The porters struck."
    report = report_of(
        text, headline=f"Porters of {places} held", url=f"https://wire.example/{number}", at=MORNING + timedelta(hours=number)
    )
    achieng = Source("union leader Achieng", SourceKind.NAMED, *_span(text, "union leader Achieng"), "Achieng", "KEN", "LAB")
    held = event_of(
        text,
        "detained",
        actor="Police",
        recipient="porters",
        place="Mombasa",
        time=day("2010-04-07"),
        sources=(achieng,),
        counts=(("arrested", Count(number + 2, number + 2, str(number + 2))),),
    )
    struck = event_of(text, "struck", type="PROTEST", mode="strike", actor="The porters")
    stance = Stance(achieng, "assert", Certainty.CERTAIN, True, _span(text, "said"))
    claim = Claim("event", "Police", "detained", (stance,), (_span(text, "Police detained"),), 0, day("2010-04-07"), None)
    record = record_of(report, held, struck, engine=engine, claims=(claim,))
    attribution = Attribution(
        (_span(text, "union leader Achieng"),), (_span(text, "said"),), (_span(text, "Police detained"),), QuoteMode.INDIRECT, "Achieng"
    )
    return replace(record, attributions=(attribution,), events=(replace(held, confidence=confidence), struck))
