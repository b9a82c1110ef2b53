"""Times and places of acts in texts read by the engine, for the tests of both: the act is named by its trigger."""

from __future__ import annotations

from dataclasses import replace

from dateline.coding.event_mentions import Mention, TextWords
from dateline.coding.event_places import place_of
from dateline.coding.event_times import time_of
from dateline.coding.places import find_places
from dateline.coding.statuses import status
from dateline.coding.times import find_times
from dateline.engine import Engine
from dateline.report import Place, Report, Span, TimeMention


def time_in(engine: Engine, text: str, trigger: str, others: str = "", published: str | None = None) -> tuple[TimeMention | None, str]:
    """The time of the act at a trigger, beside other acts ("word, word"), and why. "fled#2" is the second of its kind."""
    report, words, acts, _ = _read(engine, text, [trigger, *_names(others)], "COERCE", published)
    analysis = engine.analyser.analyse([text], [_hole(report)])[0]
    times = find_times(text, published=report.published, sentences=analysis.sentences, dateline=report.dateline)
    return time_of(words, acts[:1], times, report, acts)


def place_in(
    engine: Engine, text: str, trigger: str, others: str = "", kind: str = "COERCE", published: str | None = None
) -> tuple[Place | None, str]:
    """The place of the act at a trigger, beside other acts, and why; ``kind`` is its type."""
    report, words, acts, places = _read(engine, text, [trigger, *_names(others)], kind, published)
    return place_of(words, acts[:1], places, report, acts)


def _names(others: str) -> list[str]:
    return [name.strip() for name in others.split(",") if name.strip()]


def _hole(report: Report) -> tuple[Span, ...]:
    return (Span(report.dateline.start, report.dateline.end),) if report.dateline else ()


def _read(
    engine: Engine, text: str, triggers: list[str], kind: str, published: str | None
) -> tuple[Report, TextWords, list[Mention], tuple[Place, ...]]:
    report = Report.from_text(text, published=published)
    analysis = engine.analyser.analyse([text], [_hole(report)])[0]
    words = TextWords.of(analysis.sentences)
    texts = [token.text for sentence in analysis.sentences for token in sentence.tokens]
    acts = []
    for trigger in triggers:
        word, _, number = trigger.partition("#")
        first = [i for i, other in enumerate(texts) if other == word][int(number or 1) - 1]
        home, place = words.local(first)
        reading = status(words.trees[home], place)
        mention = Mention(home, first, first + 1, kind, "", 1.0, reading.status, 1.0, 3.0, 3.0, 3.0, True, None, False, reading)
        acts.append(mention)
    roles = analysis.events.roles_of([act.first for act in acts])
    acts = [replace(act, roles=role) for act, role in zip(acts, roles, strict=True)]
    places = find_places(report, entities=analysis.entities, sentences=analysis.sentences)
    return report, words, acts, places
