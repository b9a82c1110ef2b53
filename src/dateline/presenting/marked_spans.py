"""What a record marks in its report, and the marks as stretches that nest.

Marks of a record nest and cross: a trigger stands in an actor, an actor in a content, one content in another, and a content may end inside
a name. Pages and terminals can only show what nests, so :func:`walk` splits a mark where another border crosses it and says of each piece
whether the mark begins and ends there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from dateline.presenting.marked_words import event_name, place_value
from dateline.report import Record, Span, Status


class MarkKind(StrEnum):
    """What a stretch of the report was found to be. Where it is several things, the first in this order is the one it looks like."""

    EVENT = "event"
    SOURCE = "source"
    ACTOR = "actor"
    RECIPIENT = "recipient"
    PLACE = "place"
    TIME = "time"
    CUE = "cue"
    ENTITY = "entity"
    CONTENT = "content"


_LETTERS = {
    MarkKind.EVENT: "E",
    MarkKind.ACTOR: "E",
    MarkKind.RECIPIENT: "E",
    MarkKind.SOURCE: "A",
    MarkKind.CUE: "A",
    MarkKind.CONTENT: "A",
}
"""The letter before the number of an event or attribution: E3 is event 3 of the record, A3 attribution 3."""

_RANKS = {kind: rank for rank, kind in enumerate(MarkKind)}


@dataclass(frozen=True, slots=True)
class Role:
    """One thing a mark is.

    ``numbers`` are the events (of an event, actor or recipient) or attributions (of a source, cue or content) it belongs to, counted from 0
    as in the JSON form; none for times, places and entities. ``detail`` is the event's name, the time's value, the place or the entity's
    class, empty where there is nothing to tell.
    """

    kind: MarkKind
    numbers: tuple[int, ...] = ()
    detail: str = ""

    @property
    def items(self) -> str:
        """The items by letter and number: "E0 E2", empty where the role has none."""
        return " ".join(f"{_LETTERS[self.kind]}{number}" for number in self.numbers)

    @property
    def words(self) -> str:
        """The role in words: "actor E0 E2", "event E0 PROTEST/strike", "time 2026-03-12"."""
        return " ".join(part for part in (str(self.kind), self.items, self.detail) if part)


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the report's text with all it was found to be. No two marks of a record have the same borders."""

    start: int
    end: int
    roles: tuple[Role, ...]

    @property
    def kind(self) -> MarkKind:
        """The kind it is shown as."""
        return min((role.kind for role in self.roles), key=_RANKS.__getitem__)

    @property
    def words(self) -> str:
        """All roles in words, with commas."""
        return ", ".join(role.words for role in self.roles)


@dataclass(frozen=True, slots=True)
class Opening:
    """A piece of a mark opens; ``begins`` says whether the mark itself begins here, or was split before."""

    mark: Mark
    begins: bool


@dataclass(frozen=True, slots=True)
class Closing:
    """The piece opened last closes; ``ends`` says whether the mark itself ends here, or goes on in another piece."""

    mark: Mark
    ends: bool


def marks_of(record: Record) -> tuple[Mark, ...]:
    """All marks of a record in the order of the text, longer ones first.

    These are the triggers, actors and recipients of events, sources, cues and contents of attributions, times and places, and entities that
    nothing but a content covers. Spans lose white space at their ends; those outside the text or empty are left out, since nothing shows
    them.
    """
    text = record.report.text
    found: dict[Span, dict[tuple[MarkKind, str], list[int]]] = {}

    def put(spans: Iterable[tuple[int, int]], kind: MarkKind, number: int | None = None, detail: str = "") -> None:
        for start, end in spans:
            if (shown := _trimmed(text, start, end)) is None:
                continue
            numbers = found.setdefault(shown, {}).setdefault((kind, detail), [])
            if number is not None and number not in numbers:
                numbers.append(number)

    for number, event in enumerate(record.events):
        name = event_name(event) if event.status is Status.ACTUAL else f"{event_name(event)} {event.status}"
        put((event.trigger, *event.mentions), MarkKind.EVENT, number, name)
        put(((p.start, p.end) for p in event.actors), MarkKind.ACTOR, number)
        put(((p.start, p.end) for p in event.recipients), MarkKind.RECIPIENT, number)
    for number, attribution in enumerate(record.attributions):
        put(attribution.source, MarkKind.SOURCE, number)
        put(attribution.cue, MarkKind.CUE, number)
        put(attribution.content, MarkKind.CONTENT, number)
    for time in (*record.times, *(e.time for e in record.events if e.time is not None)):
        put(((time.start, time.end),), MarkKind.TIME, detail=time.value)
    for place in (*record.places, *(e.place for e in record.events if e.place is not None)):
        put(((place.start, place.end),), MarkKind.PLACE, detail=place_value(place))
    told = [span for span, roles in found.items() if any(kind is not MarkKind.CONTENT for kind, _ in roles)]
    for entity in record.entities:
        if not any(span.overlaps((entity.start, entity.end)) for span in told):
            put(((entity.start, entity.end),), MarkKind.ENTITY, detail=str(entity.type))
    marks = (
        Mark(*span, tuple(Role(kind, tuple(numbers), detail) for (kind, detail), numbers in sorted(roles.items(), key=_by_rank)))
        for span, roles in found.items()
    )
    return tuple(sorted(marks, key=lambda mark: (mark.start, -mark.end)))


def _by_rank(role: tuple[tuple[MarkKind, str], list[int]]) -> tuple[int, list[int]]:
    (kind, _), numbers = role
    return _RANKS[kind], numbers


def _trimmed(text: str, start: int, end: int) -> Span | None:
    """The span without white space at its ends, None where it has no characters in the text."""
    if not 0 <= start < end <= len(text):
        return None
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    end = start + len(words.strip())
    return Span(start, end) if start < end else None


def paragraphs_of(record: Record) -> tuple[Span, ...]:
    """The paragraphs of the text as the sentences number them, without white space at their ends; together they hold every word.

    What stands before the first sentence, such as a dateline, belongs to the first paragraph. A record without sentences is one paragraph.
    """
    text = record.report.text
    starts = [b.start for a, b in pairwise(record.sentences) if a.paragraph != b.paragraph]
    borders = (0, *(start for start in starts if 0 < start < len(text)), len(text))
    return tuple(span for start, end in pairwise(borders) if (span := _trimmed(text, start, end)) is not None)


def walk(marks: Sequence[Mark], start: int, end: int) -> Iterator[Opening | Span | Closing]:
    """The stretch ``text[start:end]`` as pieces of marks that nest, and the characters between their borders.

    Every :class:`Opening` has its :class:`Closing` in the stretch, inner pieces within outer ones, and the spans yielded are the stretch
    read from left to right. Of two marks over the same characters the longer is outside; of marks that cross, the shorter is split.
    """
    outermost_first = sorted(
        (mark for mark in marks if mark.start < end and start < mark.end), key=lambda mark: (mark.start - mark.end, mark.start)
    )
    borders = sorted({start, end, *(b for mark in outermost_first for b in (mark.start, mark.end) if start < b < end)})
    opened: list[Mark] = []
    for left, right in pairwise(borders):
        covering = [mark for mark in outermost_first if mark.start <= left and right <= mark.end]
        kept = next((n for n, (a, b) in enumerate(zip(opened, covering, strict=False)) if a != b), min(len(opened), len(covering)))
        for mark in reversed(opened[kept:]):
            yield Closing(mark, mark.end == left)
        for mark in covering[kept:]:
            yield Opening(mark, mark.start == left)
        yield Span(left, right)
        opened = covering
    for mark in reversed(opened):
        yield Closing(mark, mark.end == end)
