"""How often numbers of people are read right, for given mentions of events and in whole records.

Two forms of JSON lines are read. Annotated events (``training/corpus``) give bounds over all mentions of an event; not every annotator
wrote
down the plain ones ("a man was arrested"), so their precision counts only numbers of kinds that have an annotated one. Sentences written
for numbers (``training/corpus/quantities``) give all numbers of a marked mention, ``best`` and the words among them, and what is not
there must
not be read.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dateline.coding.event_mentions import TextWords
from dateline.coding.noun_phrases import head_of
from dateline.coding.quantities import Counts, counts_of, joined, later_tolls, standing
from dateline.coding.quantity_words import KINDS
from dateline.errors import DataError
from dateline.evaluating.annotations import AnnotatedEvent, AnnotatedParticipant, AnnotatedText, read_annotations, with_texts
from dateline.evaluating.events import pairs
from dateline.report import Count, Event, Record, Report, Sentence, Status

if TYPE_CHECKING:
    from dateline.engine import Engine


@dataclass(frozen=True, slots=True)
class GoldCount:
    """An annotated number. ``whole`` tells that ``best`` and ``words`` were annotated, too."""

    low: int | None
    high: int | None
    best: int | None = None
    words: str = ""
    whole: bool = False

    def is_told_by(self, count: Count | None) -> bool:
        """Whether a count has the same bounds and, where it is annotated, the same best number. Annotators of events wrote "more than 40"
        down
        as from 40 or from 41."""
        if count is None:
            return False
        if not self.whole and self.high is None and count.high is None and self.low is not None and count.low is not None:
            return abs(self.low - count.low) <= 1
        return (count.low, count.high) == (self.low, self.high) and (not self.whole or count.best == self.best)


@dataclass(frozen=True, slots=True)
class GoldQuantities:
    """One event of a text with its annotated numbers by kind. ``complete`` tells that there are no others."""

    text: str
    event: AnnotatedEvent
    counts: tuple[tuple[str, GoldCount], ...]
    complete: bool


@dataclass(frozen=True, slots=True)
class CountCase:
    """One number of one event: what was annotated and what was read, None where nothing was; ``counted`` tells whether a wrong one
    speaks against the reader."""

    text: str
    event: AnnotatedEvent
    kind: str
    annotated: GoldCount | None
    read: Count | None
    counted: bool

    @property
    def right(self) -> bool:
        """Whether bounds and best number agree."""
        return self.annotated is not None and self.annotated.is_told_by(self.read)


@dataclass(frozen=True, slots=True)
class QuantityFigures:
    """In per cent where not said otherwise. ``exact`` is the share of events all of whose numbers are read as annotated and no others,
    ``recall``
    of numbers read with bounds (and best number), ``precision`` of those read that are right, ``words`` of right numbers whose words hold
    the annotated ones, all for given mentions; ``record_exact`` and ``record_recall`` are the same of the coder's own records, of which
    those
    count that share a character of the mention, whatever their type. ``of`` is recall by kind, given mentions."""

    events: int
    numbers: int
    exact: float
    recall: float
    precision: float
    words: float
    record_exact: float
    record_recall: float
    of: tuple[tuple[str, float], ...]


def read_gold(path: Path, texts: Path | None = None) -> list[GoldQuantities]:
    """The events with their numbers of a file, or of all ``*.jsonl`` of a folder; ``texts`` is the folder of corpus articles' texts. Of
    annotated
    events those with a number are taken.

    Raises :class:`dateline.DataError` with file and line.
    """
    files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    found = [gold for file in files for gold in _of_file(file, texts)]
    if not found:
        raise DataError(str(path), 0, "holds no annotated number; expected JSON lines as in training/corpus")
    return found


def _of_file(path: Path, texts: Path | None) -> Iterator[GoldQuantities]:
    lines = [(n, line) for n, line in enumerate(path.read_text("utf-8").splitlines(), 1) if line.strip()]
    if lines and '"mention"' in lines[0][1]:
        for number, line in lines:
            yield from _sentence(path, number, line)
        return
    items = read_annotations(path)
    if any(item.document for item in items):
        if texts is None:
            raise DataError(str(path), 0, "holds stand-off annotations; give the folder of the articles' texts with --texts")
        items = with_texts(items, texts)
    for item in items:
        yield from gold_quantities(item)


def gold_quantities(item: AnnotatedText) -> Iterator[GoldQuantities]:
    """The events of an annotated text that have a number."""
    for event in item.events:
        if event.counts:
            yield GoldQuantities(item.text, event, tuple((name, GoldCount(low, high)) for name, low, high in event.counts), False)


def _sentence(path: Path, number: int, line: str) -> Iterator[GoldQuantities]:
    try:
        entry: dict[str, Any] = json.loads(line)
        text = entry["text"]
        for event in entry["events"]:
            counts = []
            for kind, count in event["counts"].items():
                if kind not in KINDS:
                    raise ValueError(f"{kind!r} is none of {', '.join(KINDS)}")
                start, end = count["words"]
                counts.append((kind, GoldCount(count["low"], count["high"], count["best"], text[start:end], True)))
            start, end = event["mention"]
            marked = AnnotatedEvent(event["type"], "", ((start, end),), (), (), None, "", event.get("status", ""), (), (), 1)
            yield GoldQuantities(text, marked, tuple(counts), True)
    except (KeyError, TypeError, ValueError) as error:
        raise DataError(str(path), number, f"is no sentence with numbers ({error}); see training/corpus/README.md") from error


def read_counts(gold: GoldQuantities, sentences: Sequence[Sentence]) -> Counts:
    """The numbers read for the annotated mentions and participants of an event."""
    words = TextWords.of(sentences)
    places = [place for place in (_place(words, *mention) for mention in gold.event.mentions) if place is not None]
    told = []
    for number, trigger in places:
        sentence, tree = words.sentences[number], words.trees[number]
        told.append(counts_of(tree, trigger, gold.event.type, _heads(sentence, gold.event.recipients), _heads(sentence, gold.event.actors)))
    counts = later_tolls(words.trees, {number for number, _ in places}, gold.event.type, joined(told))
    return standing(counts, Status(gold.event.status)) if gold.event.status else counts


def _place(words: TextWords, start: int, end: int) -> tuple[int, int] | None:
    for number, sentence in enumerate(words.sentences):
        if sentence.start < end and start < sentence.end:
            trigger = head_of(sentence, start, end)
            return (number, trigger) if trigger is not None else None
    return None


def _heads(sentence: Sentence, people: Sequence[AnnotatedParticipant]) -> tuple[int, ...]:
    inside = [p for p in people if sentence.start <= p.start and p.end <= sentence.end]
    heads = (head_of(sentence, p.start, p.end) for p in inside)
    return tuple(head for head in heads if head is not None)


def cases_of(gold: GoldQuantities, read: Counts) -> list[CountCase]:
    """The annotated and the read numbers of an event, side by side."""
    wanted, had = dict(gold.counts), dict(read)
    return [
        CountCase(gold.text, gold.event, kind, wanted.get(kind), had.get(kind), gold.complete or kind in wanted)
        for kind in KINDS
        if kind in wanted or kind in had
    ]


@dataclass(slots=True)
class _Tally:
    events: int = 0
    exact: int = 0

    def add(self, cases: Iterable[CountCase]) -> None:
        self.events += 1
        self.exact += all(case.right for case in cases if case.counted)


def figures(events: Sequence[tuple[Sequence[CountCase], Sequence[CountCase]]]) -> QuantityFigures:
    """The figures over the cases of events, for given mentions and in records."""
    given, records = _Tally(), _Tally()
    annotated: Counter[str] = Counter()
    right: Counter[str] = Counter()
    read = worded = recorded = numbers = 0
    for of_mention, of_record in events:
        given.add(of_mention)
        records.add(of_record)
        recorded += sum(case.right for case in of_record)
        for case in of_mention:
            annotated[case.kind] += case.annotated is not None
            right[case.kind] += case.right
            read += case.counted and case.read is not None
            if case.right and case.annotated is not None and case.annotated.whole and case.read is not None:
                numbers += 1
                worded += case.annotated.words.casefold() in case.read.text.casefold()
    return QuantityFigures(
        given.events,
        annotated.total(),
        _share(given.exact, given.events),
        _share(right.total(), annotated.total()),
        _share(right.total(), read),
        _share(worded, numbers),
        _share(records.exact, records.events),
        _share(recorded, annotated.total()),
        tuple((kind, _share(right[kind], annotated[kind])) for kind in KINDS if annotated[kind]),
    )


def _share(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 0.0


def recorded_counts(gold: GoldQuantities, record: Record) -> Counts:
    """The numbers of the record's event that shares a mention with the annotated one, none where no event does."""
    found: list[tuple[AnnotatedEvent, Event]] = pairs([gold.event], record.events, typed=False)
    return found[0][1].counts if found else ()


def score(path: Path, engine: Engine, texts: Path | None = None) -> QuantityFigures:
    """Read the numbers of the annotated events of a file or folder. Raises :class:`dateline.DataError`."""
    gold = read_gold(path, texts)
    distinct = list(dict.fromkeys(item.text for item in gold))
    records = dict(zip(distinct, engine.code_many(Report.from_text(text) for text in distinct), strict=True))
    return figures(
        [
            (cases_of(item, read_counts(item, records[item.text].sentences)), cases_of(item, recorded_counts(item, records[item.text])))
            for item in gold
        ]
    )
