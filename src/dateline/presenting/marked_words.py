"""The fields of events and attributions in a reader's words, for the marked report on a page and in the terminal."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC

from dateline.presenting.json_form import offset_text
from dateline.report import (
    Attribution,
    Certainty,
    Claim,
    Count,
    Event,
    Participant,
    Place,
    Record,
    Report,
    Source,
    Span,
    Stance,
    TimeMention,
)

OPEN = "–"
"""Stands where the record leaves a field open."""

OWN_VOICE = "the report itself"
NOBODY = "somebody unnamed"


def event_name(event: Event) -> str:
    """Type and mode: "PROTEST/strike", "REJECT"."""
    return f"{event.type}/{event.mode}" if event.mode else event.type


def participant_words(participant: Participant) -> str:
    """The name, or the words where there is none, with office, country and sector: "Ruth Wanjala (KEN GOV)"."""
    return _with_particulars(participant.name or participant.text, participant.office, participant.country, participant.sector)


def source_words(source: Source) -> str:
    """The source with its kind, country and sector: "Ruth Wanjala (named, KEN GOV)"."""
    return _with_particulars(source.name or source.text, str(source.kind), source.country, source.sector)


def stance_words(stance: Stance) -> str:
    """One hop of a chain: the source, what it does where it does more or less than assert, where and when it spoke:
    "Ruth Wanjala (named, KEN GOV) hopes, in an interview, Thursday = 2026-03-12"."""
    source = source_words(stance.source) if stance.source.text else NOBODY
    if stance.source.behalf and not stance.source.text.casefold().endswith(stance.source.behalf.casefold()):
        source += f" for {one_line(stance.source.behalf)}"
    parts = [f"{source}{manner_words(stance)}", stance.medium and f"in {one_line(stance.medium)}"]
    if stance.uttered is not None:
        parts.append(time_words(stance.uttered))
    return ", ".join(part for part in parts if part)


def manner_words(stance: Stance) -> str:
    """The act of a hop with its certainty and polarity, as ": hope, unknown"; empty where it plainly asserts."""
    plain = stance.act == "assert" and stance.certainty is Certainty.CERTAIN and stance.positive
    denied = "" if stance.positive or stance.act == "deny" else " not"
    sure = "" if stance.certainty is Certainty.CERTAIN else f", {stance.certainty}"
    return "" if plain else f": {stance.act}{denied}{sure}"


def chain_words(chain: Iterable[Stance]) -> str:
    """The chain of a thing told, outermost first; the report itself where there is none."""
    return " ← ".join(stance_words(stance) for stance in chain) or OWN_VOICE


def chain_of(event: Event) -> tuple[Stance, ...]:
    """The chain of an event; where a record has sources alone, their plain assertions."""
    return event.chain or tuple(Stance(source, "assert", Certainty.CERTAIN, True) for source in event.sources)


def claim_words(claim: Claim) -> str:
    """What a claim says: "Rebels | hold, not | the airport"."""
    told = f"{claim.proposition}, not" if not claim.positive else str(claim.proposition)
    return f"{one_line(claim.subject) or OPEN} | {told} | {one_line(claim.value) or OPEN}"


def _with_particulars(name: str, first: str, country: str, sector: str) -> str:
    more = ", ".join(part for part in (first, f"{country} {sector}".strip()) if part)
    return f"{one_line(name)} ({more})" if more else one_line(name)


def place_value(place: Place) -> str:
    """What a toponym denotes: "Mombasa, KEN"; empty where it is unresolved."""
    return ", ".join(part for part in (place.name, place.country) if part)


def place_words(place: Place) -> str:
    """The words and what they denote: "the port city = Mombasa, KEN"; the words alone where they are unresolved."""
    return _equal(place.text, place_value(place))


def time_words(time: TimeMention) -> str:
    """The words and their value: "Thursday = 2026-03-12"; the words alone where the value is open."""
    return _equal(time.text, time.value)


def _equal(words: str, value: str) -> str:
    words = one_line(words)
    return f"{words} = {value}" if value and value != words else words


def count_words(name: str, count: Count) -> str:
    """A count with its bounds and its words: 'arrested: 14 or more ("at least 14")'."""
    if count.low is None and count.high is None:
        bounds = "number open"
    elif count.low == count.high:
        bounds = f"{count.low}"
    elif count.high is None:
        bounds = f"{count.low} or more"
    else:
        bounds = f"up to {count.high}" if count.low is None else f"{count.low} to {count.high}"
    words = one_line(count.text)
    return f'{name}: {bounds} ("{words}")' if words and words != bounds else f"{name}: {bounds}"


def event_code(event: Event) -> str:
    """CAMEO code, quad class and intensity."""
    return f"CAMEO {event.cameo or OPEN}, {event.quad}, intensity {event.intensity:+.1f}"


def attribution_source(attribution: Attribution, text: str) -> str:
    """The source's words, with the speaker where the words do not name him; :data:`OPEN` where no source is credited."""
    words = pieces(attribution.source, text)
    if attribution.speaker and one_line(attribution.speaker) != words:
        return _equal(words, one_line(attribution.speaker)) if words else one_line(attribution.speaker)
    return words or OPEN


def attribution_manner(attribution: Attribution) -> str:
    """Mode and kind of source: "indirect, named"."""
    return ", ".join(str(part) for part in (attribution.mode if attribution.content else None, attribution.kind) if part)


def pieces(spans: Iterable[Span], text: str) -> str:
    """The words of spans on one line, with an ellipsis between them."""
    return " … ".join(one_line(span.of(text)) for span in spans)


def published_words(report: Report) -> str:
    """When the report was published: local time as stated, zone, and the instant in UTC where it is known."""
    time = report.published
    if time is None:
        return "publication time not stated"
    local = [time.value.replace("T", " ")]
    offset = offset_text(time.offset) if time.offset is not None else ""
    local += [zone for zone in dict.fromkeys((time.zone, offset)) if zone]
    if time.instant is not None:
        local.append(f"= {time.instant.astimezone(UTC):%Y-%m-%d %H:%M} UTC")
    return " ".join(local)


def dateline_words(report: Report) -> str:
    """Places, date and agency of the dateline, empty where there is none."""
    dateline = report.dateline
    return " · ".join(part for part in (*(p.text for p in dateline.places), dateline.date, dateline.agency) if part) if dateline else ""


def particulars(record: Record) -> list[tuple[str, str]]:
    """What is known of the report itself, as names and values: outlet, byline, publication, dateline, source."""
    report = record.report
    found = [
        ("Outlet", ", ".join(part for part in (report.publisher, report.country) if part)),
        ("Byline", one_line(report.byline)),
        ("Published", published_words(report)),
        ("Dateline", dateline_words(report)),
        ("Source", report.source),
        ("Notes", "; ".join((*report.notes, *record.notes))),
    ]
    return [(name, value) for name, value in found if value]


def one_line(text: str) -> str:
    """The text with every run of white space as one space."""
    return " ".join(text.split())
