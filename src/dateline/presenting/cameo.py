"""Events as plain CAMEO lines, for programs that read what PETRARCH and its kin wrote.

One tab-separated line for every actor and recipient of an event that is told as having happened: day, source, CAMEO code, target, report
id, URL, trigger. Source and target are country and sector codes run together ("KGZGOV"), "---" where nothing is known; the day is that
of the
event, or of publication where the text tells none. Acts that are negated, planned or only thought of have no place in the format.
"""

from __future__ import annotations

from collections.abc import Iterator

from dateline.report import Event, Participant, Record, Status

UNKNOWN = "---"


def record_to_cameo(record: Record) -> str:
    """All lines of a record, each with its line end."""
    return "".join("\t".join(line) + "\n" for event in record.events if event.status is Status.ACTUAL for line in _lines(record, event))


def _lines(record: Record, event: Event) -> Iterator[tuple[str, ...]]:
    report = record.report
    published = report.published
    day = event.time.value[:10] if event.time is not None and event.time.value[:4].isdigit() else published.value[:10] if published else ""
    tail = (report.id, report.url, " ".join(event.trigger.of(report.text).split()))
    for source, target in _pairs(event):
        yield (day, _code(source), event.cameo, _code(target), *tail)


def _pairs(event: Event) -> Iterator[tuple[Participant | None, Participant | None]]:
    """Every actor with every recipient; of a reciprocal event, every actor with every other."""
    if event.recipients:
        yield from ((a, r) for a in event.actors or (None,) for r in event.recipients)
    elif len(event.actors) > 1:
        yield from ((a, b) for a in event.actors for b in event.actors if a is not b)
    else:
        yield (event.actors[0] if event.actors else None, None)


def _code(participant: Participant | None) -> str:
    return (participant.country + participant.sector if participant is not None else "") or UNKNOWN
