"""A record with something in every field, written by hand, because presenting must not depend on what a model finds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from dateline.report import (
    Attribution,
    Certainty,
    Claim,
    Count,
    Dateline,
    DatelinePlace,
    Entity,
    EntityType,
    Event,
    Evidence,
    EvidenceKind,
    Furniture,
    FurnitureKind,
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

TEXT = "TALAS, May 4 (Lake Wire) - Guards didn't fire [twice]\non Monday, Ms. Ilieva said.\n\n“They left,” she said."

# (form, lemma, upos, feats, head, deprel) of the words in order
_FIRST = (
    ("Guards", "guard", "NOUN", "Number=Plur", 4, "nsubj"),
    ("did", "do", "AUX", "VerbForm=Fin|Mood=Ind|Tense=Past", 4, "aux"),
    ("n't", "not", "PART", "Polarity=Neg", 4, "advmod"),
    ("fire", "fire", "VERB", "VerbForm=Inf", 0, "root"),
    ("[", "[", "PUNCT", "", 6, "punct"),
    ("twice", "twice", "ADV", "_", 4, "advmod"),
    ("]", "]", "PUNCT", "", 6, "punct"),
    ("on", "on", "ADP", "", 9, "case"),
    ("Monday", "Monday", "PROPN", "Number=Sing", 4, "obl"),
    (",", ",", "PUNCT", "", 4, "punct"),
    ("Ms.", "Ms.", "PROPN", "Abbr=Yes", 13, "nsubj"),
    ("Ilieva", "Ilieva", "PROPN", "Number=Sing", 11, "flat"),
    ("said", "say", "VERB", "", 4, "parataxis"),
    (".", ".", "PUNCT", "", 4, "punct"),
)
_SECOND = (
    ("“", "“", "PUNCT", "", 3, "punct"),
    ("They", "they", "PRON", "", 3, "nsubj"),
    ("left", "leave", "VERB", "", 0, "root"),
    (",", ",", "PUNCT", "", 3, "punct"),
    ("”", "”", "PUNCT", "", 3, "punct"),
    ("she", "she", "PRON", "", 7, "nsubj"),
    ("said", "say", "VERB", "", 3, "parataxis"),
    (".", ".", "PUNCT", "", 3, "punct"),
)


def _tokens(words: tuple[tuple[str, str, str, str, int, str], ...], start: int) -> tuple[Token, ...]:
    tokens = []
    for form, lemma, upos, feats, head, deprel in words:
        start = TEXT.index(form, start)
        tokens.append(Token(form, start, start + len(form), lemma, upos, feats, head, deprel))
        start += len(form)
    return tuple(tokens)


def _span(words: str, after: int = 0) -> Span:
    start = TEXT.index(words, after)
    return Span(start, start + len(words))


@pytest.fixture
def record() -> Record:
    body = TEXT.index("Guards")
    offset = timedelta(hours=6)
    report = Report(
        id="0123456789abcdef",
        text=TEXT,
        url="https://wire.example/1",
        publisher="Lake Wire",
        country="KGZ",
        headline="No shots\tfired",
        byline="By Desk",
        published=PublicationTime(
            value="2026-05-04T09:30",
            precision=Precision.MINUTE,
            offset=offset,
            zone="+06:00",
            zone_origin=ZoneOrigin.EXPLICIT,
            evidence=Evidence(EvidenceKind.TIME, "datetime", "2026-05-04T09:30+06:00"),
            instant=datetime(2026, 5, 4, 9, 30, tzinfo=timezone(offset)),
        ),
        dateline=Dateline(0, body, (DatelinePlace(0, 5, "TALAS", "Talas", ""),), "May 4", "2026-05-04", "Lake Wire"),
        furniture=(Furniture(FurnitureKind.BREADCRUMB, "Home > Asia"), Furniture(FurnitureKind.COPYRIGHT, "(c) Lake Wire")),
        source="wire.txt",
        format="text",
        notes=("the encoding was guessed",),
    )
    first, second = _tokens(_FIRST, body), _tokens(_SECOND, TEXT.index("“"))
    time = TimeMention(*_span("Monday"), "Monday", "DATE", "2026-05-04", datetime(2026, 5, 3, 18, tzinfo=UTC), None, "publication day")
    place = Place(0, 5, "TALAS", "Talas", "KGZ", "Talas Region", 42.52, 72.24, 1527299, "city", 0.9, "only one of the name")
    source = Source("Ms. Ilieva", SourceKind.NAMED, *_span("Ms. Ilieva"), "Ilieva", "KGZ", "GOV")
    event = Event(
        type="ASSAULT",
        mode="firearms",
        cameo="190",
        quad=Quad.MATERIAL_CONFLICT,
        intensity=-9.5,
        status=Status.NEGATED,
        certainty=Certainty.CERTAIN,
        trigger=_span("fire"),
        mentions=(_span("fire"),),
        actors=(Participant(*_span("Guards"), "Guards", "border guards", "KGZ", "MIL", "KGZMIL", "guard"), Participant(0, 5, "TALAS")),
        recipients=(Participant(*_span("They"), "They"),),
        time=time,
        place=place,
        sources=(source,),
        counts=(("killed", Count(0, None, "none")),),
        confidence=0.8,
        why=(("status", "negation: n't"),),
    )
    return Record(
        report=report,
        sentences=(Sentence(first[0].start, first[-1].end, first, 0), Sentence(second[0].start, second[-1].end, second, 1)),
        entities=(
            Entity(*_span("Ms. Ilieva"), "Ms. Ilieva", EntityType.PERSON, 0.97),
            Entity(*_span("Monday"), "Monday", EntityType.DATE, 1.0),
        ),
        times=(time,),
        places=(place,),
        attributions=(
            Attribution(
                (_span("Ms. Ilieva"),),
                (_span("said"),),
                (_span("Guards didn't fire [twice]"), _span("on Monday")),
                QuoteMode.INDIRECT,
                "Ms. Ilieva",
                SourceKind.NAMED,
                0.9,
                "subject of the cue",
            ),
            Attribution((_span("she"),), (_span("said", TEXT.index("she")),), (_span("“They left,”"),), QuoteMode.DIRECT, "Ms. Ilieva"),
        ),
        events=(event,),
        claims=(
            Claim(
                "the guards left",
                "guards",
                "left",
                (Stance(source, "assert", Certainty.CERTAIN, True, _span("said")),),
                (_span("They left"),),
                0,
                time,
                None,
            ),
        ),
        engine="0.1.0",
        notes=("a note",),
    )
