"""How right the events of records are, against annotated texts.

A predicted and an annotated event match when they have the same type and a mention in common (a shared character); each matches once, the
pair that shares most first. Reported are typed event F1, by type as well, and of the whole record: status, participants of both sides
(same number, each with a counterpart that shares a character or its last word, and the same country; stricter, the same sector as well).
``whole`` is the F1 of records right in type, status and both sides' participants with countries.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.errors import DataError
from dateline.evaluating.annotations import AnnotatedEvent, AnnotatedParticipant, AnnotatedText, read_annotations, with_texts
from dateline.report import Event, Participant, Record, Report

if TYPE_CHECKING:
    from dateline.engine import Engine


@dataclass(slots=True)
class EventScores:
    """Counts over texts. ``predicted``, ``annotated`` and ``matched`` are by type; the others count matched pairs that agree."""

    texts: int = 0
    predicted: Counter[str] = field(default_factory=Counter)
    annotated: Counter[str] = field(default_factory=Counter)
    matched: Counter[str] = field(default_factory=Counter)
    untyped: int = 0
    mode: int = 0
    status: int = 0
    actors: int = 0
    recipients: int = 0
    countries: int = 0
    whole: int = 0
    whole_with_sectors: int = 0
    top_type: int = 0
    top_countries: int = 0
    asked: int = 0
    empty_texts: int = 0
    false_in_empty: int = 0
    quiet_texts: int = 0

    def f1(self, matched: int | None = None) -> float:
        """F1 of a number of matched events (all typed matches by default)."""
        right = self.matched.total() if matched is None else matched
        total = self.predicted.total() + self.annotated.total()
        return 2 * right / total if total else 1.0

    @property
    def precision(self) -> float:
        """Share of predicted events whose type and trigger are right."""
        return self.matched.total() / max(1, self.predicted.total())

    @property
    def recall(self) -> float:
        """Share of annotated events found with their type."""
        return self.matched.total() / max(1, self.annotated.total())

    def type_f1(self, kind: str) -> float:
        """F1 of one type."""
        total = self.predicted[kind] + self.annotated[kind]
        return 2 * self.matched[kind] / total if total else 1.0

    @property
    def macro_f1(self) -> float:
        """Mean of the types' F1."""
        kinds = sorted(self.annotated)
        return sum(self.type_f1(k) for k in kinds) / max(1, len(kinds))


@dataclass(frozen=True, slots=True)
class EventFigures:
    """In per cent. ``typed`` is F1 of events matched by type and trigger, ``untyped`` by trigger alone; ``mode`` to ``recipients`` are
    shares of matched events right in that field; ``whole`` is F1 of events right in type, status and both sides' participants with
    countries,
    ``whole_with_sectors`` in their sectors, too. ``single_type`` and ``single_countries`` are shares of the texts with one annotated event
    whose surest record has its type, and its type and both sides' countries. ``false_in_empty`` counts records in the ``empty_texts`` texts
    without annotated events, ``quiet`` is the share of those texts in which none was found (100 where there is no such text)."""

    texts: int
    events: int
    found: int
    typed: float
    precision: float
    recall: float
    typed_macro: float
    untyped: float
    mode: float
    status: float
    actors: float
    recipients: float
    whole: float
    whole_with_sectors: float
    single_texts: int
    single_type: float
    single_countries: float
    empty_texts: int
    false_in_empty: int
    quiet: float
    by_type: tuple[tuple[str, float], ...]


def figures(scores: EventScores) -> EventFigures:
    """The counts as figures."""
    matched = max(1, scores.matched.total()) / 100
    asked = max(1, scores.asked) / 100
    return EventFigures(
        texts=scores.texts,
        events=scores.annotated.total(),
        found=scores.predicted.total(),
        typed=100 * scores.f1(),
        precision=100 * scores.precision,
        recall=100 * scores.recall,
        typed_macro=100 * scores.macro_f1,
        untyped=100 * scores.f1(scores.untyped),
        mode=scores.mode / matched,
        status=scores.status / matched,
        actors=scores.actors / matched,
        recipients=scores.recipients / matched,
        whole=100 * scores.f1(scores.whole),
        whole_with_sectors=100 * scores.f1(scores.whole_with_sectors),
        single_texts=scores.asked,
        single_type=scores.top_type / asked,
        single_countries=scores.top_countries / asked,
        empty_texts=scores.empty_texts,
        false_in_empty=scores.false_in_empty,
        quiet=100 * scores.quiet_texts / scores.empty_texts if scores.empty_texts else 100.0,
        by_type=tuple((kind, 100 * scores.type_f1(kind)) for kind in sorted(scores.annotated)),
    )


def score(path: Path, engine: Engine, texts: Path | None = None) -> EventFigures:
    """Code the annotated texts of a file, or of all ``*.jsonl`` of a folder; ``texts`` is the folder of corpus articles' texts. Raises
    DataError."""
    items = [item for file in (sorted(path.glob("*.jsonl")) if path.is_dir() else [path]) for item in read_annotations(file)]
    if any(item.document for item in items):
        if texts is None:
            raise DataError(str(path), 0, "holds stand-off annotations; give the folder of the articles' texts with --texts")
        items = with_texts(items, texts)
    if not items:
        raise DataError(str(path), 0, "holds no annotated text")
    return figures(score_events(items, engine.code_many))


def score_events(texts: Iterable[AnnotatedText], code: Callable[[Iterable[Report]], Iterable[Record]]) -> EventScores:
    """Code the annotated texts and compare."""
    items = list(texts)
    reports = [Report.from_text(item.text, published=item.published or None) for item in items]
    scores = EventScores()
    for item, record in zip(items, code(reports), strict=True):
        count_text(scores, item, record)
    return scores


def count_text(scores: EventScores, item: AnnotatedText, record: Record) -> None:
    """Add one text's counts."""
    scores.texts += 1
    scores.predicted.update(e.type for e in record.events)
    scores.annotated.update(e.type for e in item.events)
    if not item.events:
        scores.empty_texts += 1
        scores.false_in_empty += len(record.events)
        scores.quiet_texts += not record.events
    scores.untyped += len(pairs(item.events, record.events, typed=False))
    for gold, event in pairs(item.events, record.events):
        scores.matched[gold.type] += 1
        actors = same_side(item.text, gold.actors, event.actors)
        recipients = same_side(item.text, gold.recipients, event.recipients)
        countries = _countries(gold.actors) == _countries(event.actors) and _countries(gold.recipients) == _countries(event.recipients)
        status = gold.status == event.status
        scores.mode += gold.mode == event.mode
        scores.status += status
        scores.actors += actors
        scores.recipients += recipients
        scores.countries += countries
        whole = status and actors and recipients
        scores.whole += whole
        scores.whole_with_sectors += (
            whole and _sectors(gold.actors) == _sectors(event.actors) and _sectors(gold.recipients) == _sectors(event.recipients)
        )
    if len(item.events) == 1:
        # As the manual's single sentences are asked: the surest record's type and countries.
        scores.asked += 1
        if record.events:
            gold = item.events[0]
            best = max(record.events, key=lambda e: e.confidence)
            right = best.type == gold.type
            scores.top_type += right
            scores.top_countries += (
                right and _countries(gold.actors) == _countries(best.actors) and _countries(gold.recipients) == _countries(best.recipients)
            )


def pairs(gold: Sequence[AnnotatedEvent], found: Sequence[Event], *, typed: bool = True) -> list[tuple[AnnotatedEvent, Event]]:
    """Which annotated and found events are the same, those that share most characters of their mentions first."""
    candidates = []
    for i, g in enumerate(gold):
        for j, e in enumerate(found):
            if typed and g.type != e.type:
                continue
            shared = sum(max(0, min(m[1], n.end) - max(m[0], n.start)) for m in g.mentions for n in e.mentions)
            if shared:
                candidates.append((-shared, i, j))
    left, right = set(range(len(gold))), set(range(len(found)))
    chosen = []
    for _, i, j in sorted(candidates):
        if i in left and j in right:
            left.remove(i)
            right.remove(j)
            chosen.append((gold[i], found[j]))
    return chosen


def same_side(text: str, gold: Sequence[AnnotatedParticipant], found: Sequence[Participant]) -> bool:
    """Whether both sides hold the same participants with the same countries."""
    rest = list(found)
    for one in gold:
        match = next((f for f in rest if f.country == one.country and same_participant(text, one, f)), None)
        if match is None:
            return False
        rest.remove(match)
    return not rest


def same_participant(text: str, gold: AnnotatedParticipant, found: Participant) -> bool:
    """Whether the spans share a character, or the words end alike ("President Bakiyev" and "Bakiyev" elsewhere in the text)."""
    if gold.start < found.end and found.start < gold.end:
        return True
    words, others = text[gold.start : gold.end].lower().split(), (found.name or found.text).lower().split()
    return bool(words and others) and words[-1] == others[-1]


def _countries(side: Sequence[AnnotatedParticipant] | Sequence[Participant]) -> set[str]:
    return {p.country for p in side if p.country}


def _sectors(side: Sequence[AnnotatedParticipant] | Sequence[Participant]) -> Counter[str]:
    return Counter(p.sector for p in side)
