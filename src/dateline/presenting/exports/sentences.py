"""Where in a report something stands."""

from __future__ import annotations

from dateline.report import Event, Record


def sentence_number(record: Record, offset: int) -> int | None:
    """The number of the sentence an offset of the text stands in, the first is 1; None where the record holds no such sentence."""
    return next((n for n, s in enumerate(record.sentences, 1) if s.start <= offset < s.end), None)


def in_lead(record: Record, event: Event) -> bool | None:
    """Whether a mention of the event stands in the first paragraph; None where the record holds no sentences."""
    if not record.sentences:
        return None
    first = record.sentences[0].paragraph
    lead = [s for s in record.sentences if s.paragraph == first]
    return any(s.start <= m.start < s.end for m in event.mentions for s in lead)
