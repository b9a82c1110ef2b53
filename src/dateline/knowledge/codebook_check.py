"""A codebook's own examples tried on a coder: what came out otherwise than they say."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from dateline.knowledge.codebook import Codebook, CodebookExample, ExampleEvent
from dateline.report import Event, Participant, Record, Report, Span

Coder = Callable[[Report], Record]


@dataclass(frozen=True, slots=True)
class ExampleResult:
    """An example and what a coder made of it otherwise than it says, a phrase each; none where it came out as it should."""

    example: CodebookExample
    differences: tuple[str, ...]


def check_examples(codebook: Codebook, code: Coder) -> Iterator[ExampleResult]:
    """Every example of a codebook, coded and compared, in order.

    An event that was found is held against the expected one whose trigger it overlaps, of the same type if there is one. It must have the
    same type, mode and status and the same actors and recipients, each overlapping the words the example names. Places, times, sources
    and counts are not compared.
    """
    for example in codebook.examples:
        record = code(Report.from_text(example.text, published=example.published or None))
        yield ExampleResult(example, tuple(compare(example, record.events)))


def compare(example: CodebookExample, found: Sequence[Event]) -> Iterator[str]:
    """What differs between an example's events and those found in its text, a phrase each."""
    left = list(found)
    for expected in example.events:
        trigger = span_of(expected.trigger, example.text)
        there = [event for event in left if any(trigger.overlaps(mention) for mention in (event.trigger, *event.mentions))]
        event = next((e for e in there if e.type == expected.type), there[0] if there else None)
        if event is None:
            yield f"{_coding(expected.type, expected.mode)} at {expected.trigger!r} was not found"
            continue
        left.remove(event)
        yield from (f"at {expected.trigger!r}, {difference}" for difference in _differences(expected, event, example.text))
    for event in left:
        yield f"{_coding(event.type, event.mode)} at {event.trigger.of(example.text)!r} was found and is not in the example"


def _differences(expected: ExampleEvent, event: Event, text: str) -> Iterator[str]:
    if (event.type, event.mode) != (expected.type, expected.mode):
        yield f"{_coding(event.type, event.mode)} instead of {_coding(expected.type, expected.mode)}"
    if event.status != expected.status:
        yield f"status {event.status} instead of {expected.status}"
    for name, wanted, got in (("actors", expected.actors, event.actors), ("recipients", expected.recipients, event.recipients)):
        if not _same(wanted, got, text):
            yield f"{name} {_list([p.text for p in got])} instead of {_list(wanted)}"


def _same(wanted: Sequence[str], got: Sequence[Participant], text: str) -> bool:
    spans = [span_of(words, text) for words in wanted]
    return len(spans) == len(got) and all(any(span.overlaps((p.start, p.end)) for p in got) for span in spans)


def span_of(words: str, text: str) -> Span:
    """Where ``words`` first stand in ``text`` as words of their own. Raises ValueError where they do not."""
    found = re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text)
    if found is None:
        raise ValueError(f"{words!r} does not stand in {text!r}")
    return Span(*found.span())


def _coding(type_name: str, mode: str) -> str:
    return f"{type_name} {mode}" if mode else type_name


def _list(words: Sequence[str]) -> str:
    return ", ".join(map(repr, words)) or "none"
