"""How often numbers of people are read right, given the triggers of annotated events.

The annotations are the files of ``training/corpus``; their ``counts`` are the bounds of killed, injured, arrested and crowd that a text
gives an event over all its mentions. Not every annotator wrote down the plain ones ("a man was arrested"), so two precisions are kept:
over all numbers given, and over those of events and kinds that have an annotated number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from dateline.coding.event_mentions import TextWords
from dateline.coding.noun_phrases import head_of
from dateline.coding.quantities import Counts, counts_of, joined
from dateline.coding.quantity_words import KINDS
from dateline.evaluating.annotations import AnnotatedEvent, AnnotatedParticipant, AnnotatedText
from dateline.report import Sentence

Bounds = tuple[int | None, int | None]
"""Lower and upper bound, None where open."""


@dataclass(frozen=True, slots=True)
class CountCase:
    """One number of one event: what was annotated and what was read, None where nothing was."""

    text: str
    event: AnnotatedEvent
    kind: str
    annotated: Bounds | None
    read: Bounds | None
    words: str

    @property
    def right(self) -> bool:
        """Whether both bounds agree."""
        return self.annotated == self.read


@dataclass(frozen=True, slots=True)
class CountScores:
    """Figures in per cent by kind and over all (``"all"``): ``recall`` of annotated numbers with both bounds, ``precision`` of all numbers
    read, ``precision_annotated`` of those read where one was annotated; and how many were annotated and read."""

    events: int
    annotated: tuple[tuple[str, int], ...]
    read: tuple[tuple[str, int], ...]
    recall: tuple[tuple[str, float], ...]
    precision: tuple[tuple[str, float], ...]
    precision_annotated: tuple[tuple[str, float], ...]


def count_cases(texts: Sequence[AnnotatedText], analyse: Callable[[Sequence[str]], Iterable[Sequence[Sentence]]]) -> list[CountCase]:
    """All annotated and read numbers of some texts. ``analyse`` gives the sentences of each text."""
    found: list[CountCase] = []
    for item, sentences in zip(texts, analyse([text.text for text in texts]), strict=True):
        words = TextWords.of(sentences)
        for event in item.events:
            read = dict(joined(_mentions(words, event)))
            gold: dict[str, Bounds] = {name: (low, high) for name, low, high in event.counts}
            for kind in KINDS:
                if kind in gold or kind in read:
                    count = read.get(kind)
                    given = (count.low, count.high) if count is not None else None
                    found.append(CountCase(item.id, event, kind, gold.get(kind), given, count.text if count is not None else ""))
    return found


def _mentions(words: TextWords, event: AnnotatedEvent) -> Iterable[Counts]:
    for start, end in event.mentions:
        for number, sentence in enumerate(words.sentences):
            if sentence.start < end and start < sentence.end:
                trigger = head_of(sentence, start, end)
                if trigger is not None:
                    tree = words.trees[number]
                    yield counts_of(tree, trigger, event.type, _heads(sentence, event.recipients), _heads(sentence, event.actors))
                break


def _heads(sentence: Sentence, people: Sequence[AnnotatedParticipant]) -> tuple[int, ...]:
    inside = [p for p in people if sentence.start <= p.start and p.end <= sentence.end]
    heads = (head_of(sentence, p.start, p.end) for p in inside)
    return tuple(head for head in heads if head is not None)


def scores_of(events: int, cases: Sequence[CountCase]) -> CountScores:
    """The figures over some cases of so many events."""
    annotated: Counter[str] = Counter()
    read: Counter[str] = Counter()
    both: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for case in cases:
        for name in (case.kind, "all"):
            annotated[name] += case.annotated is not None
            read[name] += case.read is not None
            both[name] += case.annotated is not None and case.read is not None
            right[name] += case.right
    names = (*KINDS, "all")
    return CountScores(
        events,
        tuple((name, annotated[name]) for name in names),
        tuple((name, read[name]) for name in names),
        tuple((name, _share(right[name], annotated[name])) for name in names),
        tuple((name, _share(right[name], read[name])) for name in names),
        tuple((name, _share(right[name], both[name])) for name in names),
    )


def _share(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 0.0
