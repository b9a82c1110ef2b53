"""What a record holds as the rows of the ledger's tables, without the numbers that only the ledger can give."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
import zlib
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time
from typing import Any, Final, cast

from dateline.ledger.schema import COUNTED
from dateline.record_form import form, read
from dateline.report import Claim, Event, Participant, PublicationTime, Record, Report, Sentence, Source, Span, TimeMention

Row = dict[str, Any]

_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_UNSTORABLE: Final = re.compile("[\x00\ud800-\udfff]")


def encoded(record: Record) -> tuple[bytes, str]:
    """The whole record as JSON in ASCII, and a hash of all that was coded: the same for the same coding of the same report, wherever its
    file lay."""
    values = cast("dict[str, dict[str, object]]", form(record))
    data = _json(values)
    values["report"]["source"] = ""
    return data, hashlib.blake2b(_json(values), digest_size=16).hexdigest()


def _json(values: object) -> bytes:
    return json.dumps(values, separators=(",", ":")).encode("ascii")


def packed(data: bytes) -> bytes:
    """What :func:`encoded` gave, packed; :func:`unpacked` gives the record back equal."""
    return zlib.compress(data, 6)


def unpacked(data: bytes) -> Record:
    """The record that :func:`packed` gave the bytes of. Raises :class:`dateline.DataError` where they are none."""
    return read(Record, json.loads(zlib.decompress(data)))


def report_key(report: Report) -> str:
    """What makes a report the same when it comes again: its words and where they stand, which is its address, or else its outlet and time.

    The same words at two outlets are two reports (and copies); the same page read from two files is one.
    """
    where = report.url or f"{report.publisher}\n{report.published.value if report.published else ''}"
    return hashlib.blake2b(f"{report.id}\n{where}".encode("utf-8", "replace"), digest_size=16).hexdigest()


def name_key(name: str) -> str:
    """A name without case, accents and punctuation, as names are looked up."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).casefold()
    return " ".join("".join(c if c.isalnum() else " " for c in plain).split())


def storable(text: str) -> str:
    """The text as databases take it: characters that are none become U+FFFD in columns; the record itself keeps them."""
    return _UNSTORABLE.sub("�", text)


def report_time(published: PublicationTime | None, recorded: datetime) -> datetime:
    """When a report is put on the time line: its instant; where its zone is open, its local time as if it were UTC; else when it was
    recorded."""
    if published is None:
        return recorded
    return published.instant or _local(published.value) or recorded


def _local(value: str) -> datetime | None:
    """A local time or day in ISO 8601 as if it were UTC; None for what is no day."""
    match = _DAY.match(value)
    if match is None:
        return None
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        try:
            return datetime.combine(date.fromisoformat(match[0]), time(), UTC)
        except ValueError:
            return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def report_row(report: Report, recorded: datetime) -> Row:
    """The columns of a report."""
    return {
        "key": report_key(report),
        "report": report.id,
        "url": storable(report.url),
        "publisher": storable(report.publisher),
        "agency": storable(report.dateline.agency if report.dateline else ""),
        "country": report.country,
        "headline": storable(report.headline),
        "source": storable(report.source),
        "published": report.published.instant if report.published else None,
        "published_local": report.published.value if report.published else "",
        "at": report_time(report.published, recorded),
        "text": storable(report.text),
    }


def event_time(mention: TimeMention | None, report_at: datetime) -> datetime:
    """When an event is put on the time line: the earliest it can have begun; without a time, when its report was published."""
    if mention is None:
        return report_at
    return _aware(mention.earliest) or _local(mention.value) or _aware(mention.latest) or report_at


def _aware(at: datetime | None) -> datetime | None:
    return at.replace(tzinfo=UTC) if at is not None and at.tzinfo is None else at


def sentence_of(sentences: Iterable[Sentence], offset: int) -> Sentence | None:
    """The sentence that holds a character."""
    return next((s for s in sentences if s.start <= offset < s.end), None)


def head_lemma(record: Record, span: Span) -> str:
    """The lemma of the word that governs the others of a span, in lower case; the words themselves where the record holds no tree."""
    sentence = sentence_of(record.sentences, span.start)
    inside = [(n, t) for n, t in enumerate(sentence.tokens if sentence else (), 1) if t.start < span.end and span.start < t.end]
    numbers = {number for number, _ in inside}
    for _, token in inside:
        if token.head not in numbers:
            return token.lemma.casefold()
    return span.of(record.report.text).casefold()


def event_row(record: Record, number: int, event: Event, report_at: datetime) -> Row:
    """The columns of an event."""
    time_, place = event.time, event.place
    sentence = sentence_of(record.sentences, event.trigger.start)
    counts = dict(event.counts)
    row: Row = {
        "number": number,
        "type": event.type,
        "mode": event.mode,
        "cameo": event.cameo,
        "quad": str(event.quad),
        "intensity": event.intensity,
        "status": str(event.status),
        "certainty": str(event.certainty),
        "confidence": event.confidence,
        "at": event_time(time_, report_at),
        "earliest": _aware(time_.earliest) if time_ else None,
        "latest": _aware(time_.latest) if time_ else None,
        "time_value": storable(time_.value) if time_ else "",
        "time_text": storable(time_.text) if time_ else "",
        "place": storable(place.name or place.text) if place else "",
        "place_key": name_key(place.name or place.text) if place else "",
        "place_country": place.country if place else "",
        "admin1": storable(place.admin1) if place else "",
        "geonameid": place.geonameid if place else None,
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
        "trigger": storable(event.trigger.of(record.report.text)),
        "lemma": storable(head_lemma(record, event.trigger)),
        "trigger_start": event.trigger.start,
        "trigger_end": event.trigger.end,
        "sentence_start": sentence.start if sentence else event.trigger.start,
        "sentence_end": sentence.end if sentence else event.trigger.end,
    }
    for name in COUNTED:
        count = counts.get(name)
        row[f"{name}_low"], row[f"{name}_high"] = (count.low, count.high) if count else (None, None)
    return row


def participant_rows(event: Event, at: datetime) -> Iterator[Row]:
    """The columns of an event's actors and recipients; ``key`` is to be replaced by the number of the name."""
    for role, people in (("actor", event.actors), ("recipient", event.recipients)):
        for number, person in enumerate(people):
            yield {
                "role": role,
                "number": number,
                "at": at,
                "key": _person_key(person),
                "name": storable(person.name),
                "text": storable(person.text),
                "country": person.country,
                "sector": person.sector,
                "entity": storable(person.id),
                "office": storable(person.office),
            }


def _person_key(person: Participant) -> str:
    return name_key(person.name or person.text)


def countries_of(event: Event) -> set[str]:
    """The countries an event is about: those of its place and of everybody who takes part."""
    given = {person.country for person in (*event.actors, *event.recipients)}
    return {country for country in given | {event.place.country if event.place else ""} if len(country) == 3}


def source_rows(sources: Iterable[Source]) -> Iterator[Row]:
    """The columns of the hops of an event's chain, outermost first."""
    for number, source in enumerate(sources):
        yield {
            "number": number,
            "text": storable(source.text),
            "kind": str(source.kind),
            "name": storable(source.name),
            "country": source.country,
            "sector": source.sector,
        }


def attribution_rows(record: Record) -> Iterator[Row]:
    """The columns of who says what."""
    text = record.report.text
    for number, found in enumerate(record.attributions):
        source, cue, content = (" … ".join(storable(s.of(text)) for s in spans) for spans in (found.source, found.cue, found.content))
        yield {
            "number": number,
            "mode": str(found.mode),
            "kind": str(found.kind) if found.kind is not None else "",
            "speaker": storable(found.speaker),
            "source": source,
            "cue": cue,
            "content": content,
            "score": found.score,
        }


def claim_row(record: Record, number: int, claim: Claim, report_at: datetime) -> Row:
    """The columns of a claim; the hop nearest to the content says who claims it, how firmly, and whether it is so."""
    hop = claim.chain[-1] if claim.chain else None
    start = claim.evidence[0].start if claim.evidence else None
    sentence = sentence_of(record.sentences, start) if start is not None else None
    return {
        "number": number,
        "proposition": storable(claim.proposition),
        "subject": storable(claim.subject),
        "subject_key": name_key(claim.subject),
        "value": storable(claim.value),
        "act": hop.act if hop else "",
        "certainty": str(hop.certainty) if hop else "",
        "positive": int(hop.positive) if hop else 1,
        "source": storable(hop.source.name or hop.source.text) if hop else "",
        "source_kind": str(hop.source.kind) if hop else "",
        "source_country": hop.source.country if hop else "",
        "hops": len(claim.chain),
        "at": event_time(claim.time, report_at),
        "earliest": _aware(claim.time.earliest) if claim.time else None,
        "latest": _aware(claim.time.latest) if claim.time else None,
        "sentence_start": sentence.start if sentence else start,
        "sentence_end": sentence.end if sentence else start,
    }


def primary_source(event: Event, wire: int) -> str:
    """Whom an event rests on in the end: the innermost source of its chain if it can be told from others, else the report's own wire.

    Two reports that both quote the same minister have one primary source; an anonymous official of one wire is not that of another.
    """
    if event.sources:
        source = event.sources[-1]
        if source.name or source.kind == "named":
            return f"source {name_key(source.name or source.text)}"
        return f"wire {wire}, {name_key(source.text)}"
    return f"wire {wire}"
