"""Explanations for the terminal and as JSON."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from dateline.coding.explanations import Explanation, MentionExplanation, SentenceExplanation
from dateline.report import Event, Report

Json = dict[str, object]


def explanation_view(report: Report, explanation: Explanation, sentences: Sequence[int], events: Sequence[int]) -> RenderableType:
    """The chosen sentences with their mentions, then the chosen events with the reason of every field."""
    parts: list[RenderableType] = [Text(report.headline or report.source or report.id, style="bold")]
    for number in sentences:
        parts.append(_sentence(explanation.sentences[number]))
    for number in events:
        parts.append(_event(number, explanation.events[number], report.text))
    definitions = dict(explanation.definitions)
    shown = sorted({explanation.events[n].type for n in events})
    if shown:
        parts.append(Padding(Text("Types", style="bold"), (1, 0, 0, 0)))
        parts.extend(Padding(Text.assemble((name, "bold"), f"  {definitions[name]}"), (0, 0, 0, 2)) for name in shown)
    parts.append(Text())
    return Group(*parts)


def _sentence(sentence: SentenceExplanation) -> RenderableType:
    lines = [Text.assemble((f"Sentence {sentence.number}", "bold"), f"  {sentence.text}"), Text(f"  {sentence.verdict}", style="dim")]
    lines.extend(_mention(mention) for mention in (*sentence.mentions, *sentence.fallen))
    return Padding(Group(*lines), (1, 0, 0, 0))


def _mention(mention: MentionExplanation) -> Text:
    kind = f"{mention.type}/{mention.mode}" if mention.mode else mention.type
    fate = f"event {mention.event}" if mention.event is not None else "fell short"
    entry = mention.entry
    book = f", codebook {entry.id} ({entry.strength}, {entry.file}:{entry.line})" if entry else ", no codebook entry"
    tree = "; ".join(mention.tree)
    return Text(f"  {mention.text!r}: {kind}, {fate}; score {mention.score:+.1f}, engine {mention.engine:+.1f}{book}\n    tree: {tree}")


def _event(number: int, event: Event, text: str) -> RenderableType:
    kind = f"{event.type}/{event.mode}" if event.mode else event.type
    head = Text.assemble((f"Event {number}", "bold"), f"  {kind}, {event.status}, {event.certainty}, confidence {event.confidence:.2f}")
    lines = [head, Text(f"  CAMEO {event.cameo}, {event.quad}, intensity {event.intensity:+.1f}")]
    lines.append(Text("  mentions: " + ", ".join(repr(mention.of(text)) for mention in event.mentions)))
    lines.extend(Text(f"  {field}: {reason}") for field, reason in event.why)
    return Padding(Group(*lines), (1, 0, 0, 0))


def explanation_to_json(report: Report, explanation: Explanation, sentences: Sequence[int], events: Sequence[int]) -> Json:
    """The same as plain JSON values."""
    return {
        "report": report.id,
        "sentences": [_sentence_json(explanation.sentences[n]) for n in sentences],
        "events": [_event_json(n, explanation.events[n]) for n in events],
        "types": {name: told for name, told in explanation.definitions if name in {explanation.events[n].type for n in events}},
    }


def _sentence_json(sentence: SentenceExplanation) -> Json:
    return {
        "sentence": sentence.number,
        "start": sentence.span.start,
        "end": sentence.span.end,
        "verdict": sentence.verdict,
        "mentions": [_mention_json(m) for m in sentence.mentions],
        "fell_short": [_mention_json(m) for m in sentence.fallen],
    }


def _mention_json(mention: MentionExplanation) -> Json:
    entry = mention.entry
    return {
        "trigger": list(mention.trigger),
        "text": mention.text,
        "type": mention.type,
        "mode": mention.mode,
        "score": round(mention.score, 2),
        "engine": round(mention.engine, 2),
        "codebook": {"id": entry.id, "file": entry.file, "line": entry.line, "strength": entry.strength} if entry else None,
        "tree": list(mention.tree),
        "event": mention.event,
    }


def _event_json(number: int, event: Event) -> Json:
    return {"event": number, "type": event.type, "mode": event.mode, "why": [list(pair) for pair in event.why]}
