"""Records as plain JSON values: what ``dateline code --json`` prints, one object for each report.

Spans are pairs ``[start, end]`` of character offsets into ``report.text``, instants ISO 8601 with their offset, open values null, and
texts that a source does not give are empty strings. docs/records.md says what each key means.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from dateline.report import (
    Attribution,
    Claim,
    Count,
    Dateline,
    Entity,
    Event,
    Participant,
    Place,
    PublicationTime,
    Record,
    Report,
    Sentence,
    Source,
    Span,
    Stance,
    TimeMention,
    Token,
)

Json = dict[str, object]


def record_to_json(record: Record, *, tokens: bool = True) -> Json:
    """The record as JSON values. ``tokens=False`` leaves the words of the sentences out, which makes it some five times smaller."""
    return {
        "report": report_to_json(record.report),
        "sentences": [_sentence(s, tokens) for s in record.sentences],
        "entities": [_entity(e) for e in record.entities],
        "times": [_time(t) for t in record.times],
        "places": [_place(p) for p in record.places],
        "attributions": [_attribution(a) for a in record.attributions],
        "events": [_event(e) for e in record.events],
        "claims": [_claim(c) for c in record.claims],
        "engine": record.engine,
        "notes": list(record.notes),
        "knowledge": list(record.knowledge),
    }


def report_to_json(report: Report) -> Json:
    """The report alone, the object under ``"report"``."""
    return {
        "id": report.id,
        "url": report.url,
        "publisher": report.publisher,
        "country": report.country,
        "headline": report.headline,
        "byline": report.byline,
        "published": _published(report.published) if report.published else None,
        "dateline": _dateline(report.dateline) if report.dateline else None,
        "text": report.text,
        "furniture": [{"kind": str(f.kind), "text": f.text} for f in report.furniture],
        "source": report.source,
        "format": report.format,
        "notes": list(report.notes),
    }


def offset_text(offset: timedelta) -> str:
    """An offset from UTC as in ISO 8601: "+08:00", "-03:30", "+00:00"; seconds, which only offsets of before 1972 have, as "-00:25:21"."""
    seconds = round(offset.total_seconds())
    hours, rest = divmod(abs(seconds), 3600)
    minutes, left = divmod(rest, 60)
    return f"{'-' if seconds < 0 else '+'}{hours:02}:{minutes:02}" + (f":{left:02}" if left else "")


def _instant(value: datetime | None) -> str | None:
    return value.isoformat() if value is not None else None


def _spans(spans: Iterable[Span]) -> list[list[int]]:
    return [[start, end] for start, end in spans]


def _published(time: PublicationTime) -> Json:
    return {
        "value": time.value,
        "precision": str(time.precision),
        "offset": offset_text(time.offset) if time.offset is not None else None,
        "zone": time.zone,
        "zone_origin": str(time.zone_origin),
        "instant": _instant(time.instant),
        "evidence": {"kind": str(time.evidence.kind), "where": time.evidence.where, "text": time.evidence.text},
    }


def _dateline(dateline: Dateline) -> Json:
    return {
        "start": dateline.start,
        "end": dateline.end,
        "places": [{"start": p.start, "end": p.end, "text": p.text, "town": p.town, "region": p.region} for p in dateline.places],
        "date": dateline.date,
        "date_value": dateline.date_value,
        "agency": dateline.agency,
    }


def _sentence(sentence: Sentence, tokens: bool) -> Json:
    form: Json = {"start": sentence.start, "end": sentence.end, "paragraph": sentence.paragraph}
    if tokens:
        form["tokens"] = [token_to_json(t) for t in sentence.tokens]
    return form


def token_to_json(token: Token) -> Json:
    """One word with its annotations under their CoNLL-U names."""
    return {
        "text": token.text,
        "start": token.start,
        "end": token.end,
        "lemma": token.lemma,
        "upos": token.upos,
        "feats": token.feats,
        "head": token.head,
        "deprel": token.deprel,
    }


def _entity(entity: Entity) -> Json:
    return {"start": entity.start, "end": entity.end, "text": entity.text, "type": str(entity.type), "score": entity.score}


def _time(time: TimeMention) -> Json:
    return {
        "start": time.start,
        "end": time.end,
        "text": time.text,
        "type": time.type,
        "value": time.value,
        "earliest": _instant(time.earliest),
        "latest": _instant(time.latest),
        "why": time.why,
    }


def _place(place: Place) -> Json:
    return {
        "start": place.start,
        "end": place.end,
        "text": place.text,
        "name": place.name,
        "country": place.country,
        "admin1": place.admin1,
        "lat": place.latitude,
        "lon": place.longitude,
        "geonameid": place.geonameid,
        "precision": place.precision,
        "confidence": place.confidence,
        "why": place.why,
        "use": place.use,
    }


def _attribution(attribution: Attribution) -> Json:
    return {
        "source": _spans(attribution.source),
        "cue": _spans(attribution.cue),
        "content": _spans(attribution.content),
        "mode": str(attribution.mode),
        "speaker": attribution.speaker,
        "kind": str(attribution.kind) if attribution.kind is not None else None,
        "score": attribution.score,
        "why": attribution.why,
        "stance": _stance(attribution.stance) if attribution.stance is not None else None,
        "nested": [_attribution(inner) for inner in attribution.nested],
    }


def _source(source: Source) -> Json:
    return {
        "text": source.text,
        "kind": str(source.kind),
        "start": source.start,
        "end": source.end,
        "name": source.name,
        "country": source.country,
        "sector": source.sector,
        "id": source.id,
        "office": source.office,
        "behalf": source.behalf,
    }


def _participant(participant: Participant) -> Json:
    return {
        "start": participant.start,
        "end": participant.end,
        "text": participant.text,
        "name": participant.name,
        "country": participant.country,
        "sector": participant.sector,
        "id": participant.id,
        "office": participant.office,
    }


def _count(count: Count) -> Json:
    return {"low": count.low, "high": count.high, "best": count.best, "text": count.text}


def _event(event: Event) -> Json:
    return {
        "type": event.type,
        "mode": event.mode,
        "cameo": event.cameo,
        "quad": str(event.quad),
        "intensity": event.intensity,
        "status": str(event.status),
        "certainty": str(event.certainty),
        "trigger": list(event.trigger),
        "mentions": _spans(event.mentions),
        "actors": [_participant(p) for p in event.actors],
        "recipients": [_participant(p) for p in event.recipients],
        "time": _time(event.time) if event.time is not None else None,
        "place": _place(event.place) if event.place is not None else None,
        "sources": [_source(s) for s in event.sources],
        "chain": [_stance(s) for s in event.chain],
        "counts": {name: _count(count) for name, count in event.counts},
        "confidence": event.confidence,
        "why": dict(event.why),
    }


def _stance(stance: Stance) -> Json:
    return {
        "source": _source(stance.source),
        "act": str(stance.act),
        "certainty": str(stance.certainty),
        "positive": stance.positive,
        "cue": list(stance.cue) if stance.cue is not None else None,
        "medium": stance.medium,
        "uttered": _time(stance.uttered) if stance.uttered is not None else None,
        "words": _spans(stance.words),
    }


def _claim(claim: Claim) -> Json:
    return {
        "proposition": str(claim.proposition),
        "subject": claim.subject,
        "value": claim.value,
        "chain": [_stance(s) for s in claim.chain],
        "evidence": _spans(claim.evidence),
        "event": claim.event,
        "time": _time(claim.time) if claim.time is not None else None,
        "uttered": _time(claim.uttered) if claim.uttered is not None else None,
        "positive": claim.positive,
        "status": str(claim.status),
        "certainty": str(claim.certainty),
        "who": _participant(claim.who) if claim.who is not None else None,
        "whom": _participant(claim.whom) if claim.whom is not None else None,
        "place": _place(claim.place) if claim.place is not None else None,
        "why": claim.why,
    }
