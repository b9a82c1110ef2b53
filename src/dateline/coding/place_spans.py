"""Where a text names a place: entities of the sentence engine, the dateline, and names of places inside names of bodies."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from dateline.coding.place_candidates import adjectives
from dateline.coding.place_words import place_words
from dateline.knowledge.gazetteer import KINDS, Gazetteer, PlaceKind
from dateline.report import Entity, EntityType, Report, Span

_WORD: Final = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:[.'’-](?=[^\W\d_])[^\W\d_]+)*\.?")
_KNOWN: Final = 100_000
_EMBEDDED: Final = 20_000
_PLACES: Final = frozenset({EntityType.LOCATION, EntityType.FACILITY})
_TITLE_CASE: Final = re.compile(r"[^\W\d_a-z]")
_AREAS: Final = frozenset({KINDS.index(PlaceKind.COUNTRY), KINDS.index(PlaceKind.ADMIN1), KINDS.index(PlaceKind.CAPITAL)})
_ABBREVIATION: Final = re.compile(r"(?:[A-Z]\.){2,}|[A-Z][a-z]{1,4}\.|[A-Z]{2,3}$")


def recognise(report: Report, entities: Sequence[Entity], gazetteer: Gazetteer) -> tuple[Span, ...]:
    """The toponyms of a report, in order and without overlaps: what is found earlier in this list keeps its characters.

    1. places of the dateline; 2. entities that are locations or facilities; 3. peoples and adjectives of places; 4. well-known places named
    within bodies, products and other names; 5. countries, divisions and capitals outside of any entity.
    """
    taken: list[Span] = []

    def take(spans: Iterator[Span]) -> None:
        for span in spans:
            if span.end > span.start and not any(span.overlaps(other) for other in taken):
                taken.append(span)

    text = report.text
    if report.dateline:
        take(span for place in report.dateline.places for span in _pieces(text, Span(place.start, place.end), gazetteer))
    take(span for e in entities if e.type in _PLACES for span in _pieces(text, _trimmed(text, Span(e.start, e.end)), gazetteer))
    take(_national(text, [Span(e.start, e.end) for e in entities if e.type is EntityType.NORP]))
    others = [Span(e.start, e.end) for e in entities if e.type not in _PLACES and e.type not in (EntityType.NORP, EntityType.PERSON)]
    people = [Span(e.start, e.end) for e in entities if e.type is EntityType.PERSON]
    take(span for other in others for span in _known(text, other, gazetteer, _EMBEDDED, embedded=True))
    covered = sorted([*taken, *others, *people])
    start = 0
    for stretch in [*covered, Span(len(text), len(text))]:
        if stretch.start > start:
            take(_known(text, Span(start, stretch.start), gazetteer, _KNOWN, embedded=False))
        start = max(start, stretch.end)
    return tuple(sorted(taken))


def _trimmed(text: str, span: Span) -> Span:
    """Without a leading "the" and a closing 's."""
    words = span.of(text)
    start = span.start + (4 if words[:4].casefold() == "the " else 0)
    end = span.end - (2 if words.endswith(("'s", "’s")) else 0)
    return Span(start, end) if end > start else span


def _pieces(text: str, span: Span, gazetteer: Gazetteer) -> Iterator[Span]:
    """The span, or its parts where it holds several names: "Osh, Kyrgyzstan", "Grant/Wilkin"."""
    words = span.of(text)
    if not gazetteer.rows(words) and re.search(r",\s|/", words):
        at = span.start
        for part in re.split(r"(,\s+|/)", words):
            if part.strip(" ,/"):
                yield Span(at, at + len(part))
            at += len(part)
    else:
        yield span


def _national(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    for span in spans:
        if span.of(text).casefold() in adjectives():
            yield span
            continue
        for word in _WORD.finditer(text, span.start, span.end):
            if word.group().casefold() in adjectives() and word.group()[0].isupper():
                yield Span(word.start(), word.end())


def _known(text: str, within: Span, gazetteer: Gazetteer, least: int, *, embedded: bool) -> Iterator[Span]:
    """Names of well-known places in a stretch, the longest at each word first; adjectives of places, too."""
    words = [(m.start(), m.end()) for m in _WORD.finditer(text, within.start, within.end)]
    first = 0
    while first < len(words):
        for length in range(min(4, len(words) - first), 0, -1):
            start, end = words[first][0], words[first + length - 1][1]
            name = text[start:end]
            plain = name.rstrip(".")
            for form, stop in ((name, end), (plain, start + len(plain))):
                if text[start].isupper() and _worth(form, gazetteer, least, embedded):
                    yield Span(start, stop)
                    first += length - 1
                    break
            else:
                continue
            break
        first += 1


def _worth(name: str, gazetteer: Gazetteer, least: int, embedded: bool) -> bool:
    if name in place_words("not a place") or len(name) < 2:
        return False
    if name.casefold() in adjectives() and name[0].isupper():
        return True
    if len(name) <= 5 and not _ABBREVIATION.fullmatch(name) and (name.isupper() or len(name) < 4):
        return False
    own = [row for row, own in gazetteer.rows(name) if own]
    if not own or (not name[-1].isalpha() and not _ABBREVIATION.fullmatch(name)):
        return False
    if len(name) <= 5 and _ABBREVIATION.fullmatch(name) and name.isupper() and name not in ("US", "UK", "USA", "UAE", "U.S.", "U.K.", "EU"):
        return False
    records = gazetteer.records(own)
    sizes, kinds = records["population"].tolist(), records["kind"].tolist()
    return any(size >= least and (embedded or kind in _AREAS) for size, kind in zip(sizes, kinds, strict=True))
