"""Places: where a text names a place, and which place of the gazetteer each name denotes.

Toponyms are recognised from the sentence engine's entities (locations, facilities, peoples, bodies named after places), the
dateline and the gazetteer's countries. They are resolved together, see :mod:`dateline.coding.place_ranking`. A facility gets the
town in its name, or else the town the text named last. What the gazetteer does not know stays unresolved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from dateline.coding.place_candidates import Mention, join_regions, understand
from dateline.coding.place_ranking import Choice, Company, Setting
from dateline.coding.place_spans import recognise
from dateline.coding.place_uses import PlaceUse, head_words, use_of
from dateline.coding.place_words import names_facility
from dateline.knowledge.gazetteer import Gazetteer, GazetteerPlace, PlaceKind
from dateline.knowledge.place_names import folded
from dateline.report import Entity, EntityType, Place, Report, Sentence, Token

LEAST: Final = 0.2
"""A place less probable than this among its namesakes is left open."""

_NEAR_CHARACTERS: Final = 400  # a facility without a town in its name stands in a town named at most so far before it
_FACILITY_CONFIDENCE: Final = 0.5
_BODIES: Final = frozenset({EntityType.ORGANIZATION, EntityType.PRODUCT, EntityType.MISC})
_PRECISION: Final = {
    PlaceKind.COUNTRY: "country",
    PlaceKind.ADMIN1: "admin1",
    PlaceKind.ADMIN2: "admin2",
    PlaceKind.CITY: "city",
    PlaceKind.CAPITAL: "city",
    PlaceKind.SECTION: "city",
    PlaceKind.REGION: "region",
    PlaceKind.ISLAND: "region",
    PlaceKind.SEA: "region",
    PlaceKind.LAKE: "region",
    PlaceKind.RIVER: "region",
    PlaceKind.MOUNTAIN: "region",
}


def find_places(
    report: Report,
    *,
    entities: Sequence[Entity] = (),
    sentences: Sequence[Sentence] = (),
    toponyms: Sequence[tuple[int, int]] | None = None,
    gazetteer: Gazetteer | None = None,
) -> tuple[Place, ...]:
    """The places a report names, in order.

    ``toponyms`` gives their spans; without it they are recognised from ``entities``, the dateline and the names of countries. Raises
    :class:`ValueError` on a span that lies outside of the text.
    """
    known = gazetteer or Gazetteer.shipped()
    spans = toponyms if toponyms is not None else recognise(report, entities, known)
    for start, end in spans:
        if not 0 <= start < end <= len(report.text):
            raise ValueError(f"toponym {start}:{end} does not lie in the text of {len(report.text)} characters; give offsets into it")
    mentions, setting = gather(report, spans, known)
    choices = Company(mentions, known, setting).choose()
    return tuple(_placed(mentions, choices, known, entities, head_words(mentions, sentences)))


def gather(report: Report, spans: Sequence[tuple[int, int]], gazetteer: Gazetteer) -> tuple[list[Mention], Setting]:
    """The mentions at the given spans with their candidates, and what else is known of the report."""
    text = report.text
    mentions = [Mention(start, end, text[start:end]) for start, end in sorted(spans)]
    for mention in mentions:
        mention.facility = names_facility(mention.text)
        understand(mention, gazetteer, text[max(0, mention.start - 30) : mention.start], text[mention.end : mention.end + 30])
    join_regions(mentions, text, gazetteer)
    outlet = gazetteer.country(report.country) if report.country else None
    dateline = folded(report.dateline.places[0].town) if report.dateline and report.dateline.places else ""
    return mentions, Setting(dateline, outlet.row if outlet else None)


def _placed(
    mentions: Sequence[Mention],
    choices: dict[str, Choice],
    gazetteer: Gazetteer,
    entities: Sequence[Entity],
    heads: Mapping[int, tuple[Token, Token | None]],
) -> list[Place]:
    facilities = {(e.start, e.end) for e in entities if e.type is EntityType.FACILITY}
    bodies = [(e.start, e.end) for e in entities if e.type in _BODIES]
    found: list[Place] = []
    town: tuple[int, GazetteerPlace, float] | None = None
    for mention in mentions:
        choice = choices.get(mention.form)
        facility = mention.facility or (mention.start, mention.end) in facilities
        if choice is not None and choice.probability >= LEAST:
            place = gazetteer.place(choice.row)
            if place.settlement and mention.reading in ("name", "part"):
                town = mention.end, place, choice.probability
            inside = any(start <= mention.start and mention.end <= end for start, end in bodies)
            token, head = heads.get(mention.start, (None, None))
            use = use_of(mention, place, token, head, inside)
            found.append(_resolved(mention, place, choice.probability, _reason(mention, choice, place), use))
        elif choice is None and facility and town is not None and mention.start - town[0] <= _NEAR_CHARACTERS:
            confidence = town[2] * _FACILITY_CONFIDENCE
            why = f"not in the gazetteer; stands near {town[1].name}, the town named last"
            found.append(_resolved(mention, town[1], confidence, why, PlaceUse.LITERAL))
        else:
            why = "not in the gazetteer" if choice is None else "several places of the name are about as likely"
            found.append(Place(mention.start, mention.end, mention.text, why=why))
    return found


def _reason(mention: Mention, choice: Choice, place: GazetteerPlace) -> str:
    if mention.reading == "adjective":
        return f"adjective or people of {place.name}"
    if mention.reading == "inside":
        return f"named after {place.name}; {choice.reason}"
    return choice.reason


def _resolved(mention: Mention, place: GazetteerPlace, confidence: float, why: str, use: PlaceUse) -> Place:
    return Place(
        mention.start,
        mention.end,
        mention.text,
        place.name,
        place.country,
        place.admin1,
        place.latitude,
        place.longitude,
        place.geonameid,
        _PRECISION[place.kind],
        round(confidence, 3),
        why,
        use,
    )
