"""Identifiers of events and of pairs of participants: the same for the same words anywhere, whatever else is exported with them."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import Final

from dateline.report import Event, Record, Status

_BITS: Final = 53
"""What a number may have so that readers which hold numbers as IEEE doubles (JavaScript, R) keep every digit."""


def event_ids(record: Record) -> tuple[str, ...]:
    """An identifier for each event of the record: report id, span of the trigger and type; a number follows where two share these."""
    seen: Counter[str] = Counter()
    found: list[str] = []
    for event in record.events:
        name = f"{record.report.id}-{event.trigger.start}-{event.trigger.end}-{event.type}"
        seen[name] += 1
        found.append(name if seen[name] == 1 else f"{name}-{seen[name]}")
    return tuple(found)


def told_events(record: Record) -> list[tuple[str, Event]]:
    """The events told as having happened, each with its identifier: what is negated, planned or only thought of has no place in most
    formats of event data."""
    return [(name, event) for name, event in zip(event_ids(record), record.events, strict=True) if event.status is Status.ACTUAL]


def number_of(*parts: object) -> int:
    """A number above zero for the parts, less than 2**53, for formats whose identifiers are numbers.

    It is a hash (BLAKE2b): among a million events two share a number with a probability of about 1 in 18,000.
    """
    words = "\x1f".join(map(str, parts))
    return (int.from_bytes(hashlib.blake2b(words.encode(), digest_size=8).digest()) >> (64 - _BITS)) or 1
