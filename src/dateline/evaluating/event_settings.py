"""How right the times and places of events are, against annotated dates and places.

Two ways to ask: of the coder's own events that match annotated ones (:func:`dateline.evaluating.events.pairs`), and of the annotated
triggers, so that the figure does not hang on which events were found. A date is right when it covers the annotated one: the same day,
month, year or interval, read at the annotation's own grain. A place is right when its words share a character with the annotated place's
or are the same words elsewhere in the text; its country when it is that of the place the gazetteer finds in the annotated words.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dateline.coding.event_mentions import Mention, TextWords
from dateline.coding.event_places import StoryPlaces
from dateline.coding.event_times import StoryTimes
from dateline.coding.place_descriptions import describe_places
from dateline.coding.places import find_places
from dateline.coding.statuses import status
from dateline.coding.times import find_times
from dateline.errors import DataError
from dateline.evaluating.annotations import AnnotatedEvent, AnnotatedText, read_annotations, with_texts
from dateline.evaluating.events import pairs
from dateline.knowledge.gazetteer import Gazetteer
from dateline.language.analysis import Analysis
from dateline.report import Place, Record, Report, Span, TimeMention

if TYPE_CHECKING:
    from dateline.engine import Engine

_ISO: Final = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$")


@dataclass(slots=True)
class SettingScores:
    """Counts over events: how many were asked about; with an annotated date or place, with one told by us, and right ones; ``countries`` of
    places right in their words that have one to compare, and those right. ``fallback`` counts what was told as a last resort, and
    ``fallback_right`` what of it is right."""

    events: int = 0
    dated: int = 0
    date_told: int = 0
    date_right: int = 0
    undated: int = 0
    undated_told: int = 0
    placed: int = 0
    place_told: int = 0
    place_right: int = 0
    unplaced: int = 0
    unplaced_told: int = 0
    with_country: int = 0
    country_told: int = 0
    country_right: int = 0
    fallback: int = 0
    fallback_right: int = 0

    def count_date(self, gold: AnnotatedEvent, found: TimeMention | None, why: str = "") -> None:
        """Add one event's date. A time without a stretch on the calendar ("recently") tells none."""
        told = found is not None and found.earliest is not None
        right = found is not None and bool(gold.date) and same_date(gold.date, found)
        self.events += 1
        self.dated += bool(gold.date)
        self.date_told += told
        self.date_right += right
        self.undated += not gold.date
        self.undated_told += told and not gold.date
        if told and why.startswith("fall-back"):
            self.fallback += 1
            self.fallback_right += right

    def count_place(self, text: str, gold: AnnotatedEvent, found: Place | None, places: Sequence[Place]) -> None:
        """Add one event's place; ``places`` are those found in the text, for the country of the annotated one."""
        self.placed += gold.place is not None
        self.place_told += found is not None
        self.unplaced += gold.place is None
        self.unplaced_told += gold.place is None and found is not None
        if gold.place is None:
            return
        self.place_right += found is not None and same_place(text, gold.place, found)
        country = country_of(gold.place, places)
        if country:
            self.with_country += 1
            self.country_told += found is not None and bool(found.country)
            self.country_right += found is not None and found.country == country

    def figures(self) -> Mapping[str, float]:
        """The shares in per cent: ``found`` of annotated, ``right`` where told, ``untold`` told where nothing is annotated, and ``exact``
        of all events, those rightly left open included."""

        def share(part: int, whole: int) -> float:
            return 100 * part / whole if whole else 0.0

        return {
            "events": float(self.events),
            "dated": float(self.dated),
            "date found": share(self.date_right, self.dated),
            "date right": share(self.date_right, self.date_told),
            "date false": share(self.undated_told, self.undated),
            "date exact": share(self.date_right + self.undated - self.undated_told, self.events),
            "placed": float(self.placed),
            "place found": share(self.place_right, self.placed),
            "place right": share(self.place_right, self.place_told),
            "place false": share(self.unplaced_told, self.unplaced),
            "place exact": share(self.place_right + self.unplaced - self.unplaced_told, self.events),
            "place's country": share(self.country_right, self.with_country),
            "country right": share(self.country_right, self.country_told),
            "fall-back dates": float(self.fallback),
            "fall-back right": share(self.fallback_right, self.fallback),
        }


@dataclass(frozen=True, slots=True)
class SettingFigures:
    """In per cent, for given mentions of annotated events. ``date_found`` and ``place_found`` are shares of annotated dates and places,
    ``date_right`` and ``place_right`` of those told, ``date_exact`` and ``place_exact`` of all events, those rightly left open included.
    ``country_found`` is the share of events whose place has the country of the annotated one, of those where that is known,
    ``country_right`` of
    those with a country told."""

    events: int
    dated: int
    date_found: float
    date_right: float
    date_exact: float
    placed: int
    place_found: float
    place_right: float
    place_exact: float
    country_found: float
    country_right: float


def score(path: Path, engine: Engine, texts: Path | None = None) -> SettingFigures:
    """Tell times and places of the annotated events of a file; ``texts`` is the folder of corpus articles' texts. Raises DataError."""
    items = read_annotations(path)
    if any(item.document for item in items):
        if texts is None:
            raise DataError(str(path), 0, "holds stand-off annotations; give the folder of the articles' texts with --texts")
        items = with_texts(items, texts)
    if not items:
        raise DataError(str(path), 0, "holds no annotated text")
    reports = [Report.from_text(item.text, published=item.published or None) for item in items]
    holes = [(Span(r.dateline.start, r.dateline.end),) if r.dateline else () for r in reports]
    analyses = engine.analyser.analyse([r.text for r in reports], holes)
    parts = zip(items, reports, analyses, strict=True)
    found = score_gold_triggers(gold_settings(*part, engine.gazetteer) for part in parts).figures()
    return SettingFigures(
        int(found["events"]),
        int(found["dated"]),
        found["date found"],
        found["date right"],
        found["date exact"],
        int(found["placed"]),
        found["place found"],
        found["place right"],
        found["place exact"],
        found["place's country"],
        found["country right"],
    )


@dataclass(frozen=True, slots=True)
class GoldSettings:
    """An annotated text as the coder of times and places sees it: ``acts`` are the mentions of each annotated event, the clearest first."""

    item: AnnotatedText
    report: Report
    words: TextWords
    times: tuple[TimeMention, ...]
    places: tuple[Place, ...]
    acts: tuple[tuple[Mention, ...], ...]

    @property
    def all_acts(self) -> list[Mention]:
        """The mentions of all events."""
        return [mention for mentions in self.acts for mention in mentions]


def gold_settings(item: AnnotatedText, report: Report, analysis: Analysis, gazetteer: Gazetteer | None = None) -> GoldSettings:
    """The annotated triggers of a text as mentions with the engine's roles, its times and its places."""
    words = TextWords.of(analysis.sentences)
    spans = [(t.start, t.end) for s in analysis.sentences for t in s.tokens]
    times = find_times(report.text, published=report.published, sentences=analysis.sentences, dateline=report.dateline)
    known = Gazetteer.shipped() if gazetteer is None else gazetteer
    named = find_places(report, entities=analysis.entities, sentences=analysis.sentences, gazetteer=known)
    places = describe_places(named, analysis.sentences, known)
    acts = []
    for event in item.events:
        mentions = []
        for start, end in event.mentions:
            covered = [i for i, (a, b) in enumerate(spans) if a < end and start < b]
            if covered:
                mentions.append(_mention(words, covered, event, analysis))
        acts.append(tuple(mentions))
    return GoldSettings(item, report, words, times, places, tuple(acts))


def _mention(words: TextWords, covered: Sequence[int], event: AnnotatedEvent, analysis: Analysis) -> Mention:
    first = covered[0]
    home, place = words.local(first)
    reading = status(words.trees[home], place)
    roles = analysis.events.roles_of([first])[0]
    return Mention(
        home, first, covered[-1] + 1, event.type, event.mode, 1.0, reading.status, 1.0, 0.0, 0.0, 0.0, True, None, False, reading, roles
    )


def score_gold_triggers(
    texts: Iterable[GoldSettings], times: Mapping[str, float] | None = None, places: Mapping[str, float] | None = None
) -> SettingScores:
    """The counts for annotated triggers; ``times`` and ``places`` are weights other than the shipped ones."""
    scores = SettingScores()
    for one in texts:
        when = StoryTimes(one.words, one.times, one.report, one.all_acts)
        where = StoryPlaces(one.words, one.places, one.report, one.all_acts)
        for event, mentions in zip(one.item.events, one.acts, strict=True):
            if mentions:
                time, why = when.time_of(mentions, times)
                scores.count_date(event, time, why)
                scores.count_place(one.item.text, event, where.place_of(mentions, places)[0], one.places)
    return scores


def score_records(texts: Iterable[AnnotatedText], code: Callable[[Iterable[Report]], Iterable[Record]]) -> SettingScores:
    """The counts for the coder's own events that match annotated ones by type and trigger."""
    items = list(texts)
    scores = SettingScores()
    for item, record in zip(items, code(Report.from_text(i.text, published=i.published or None) for i in items), strict=True):
        for gold, event in pairs(item.events, record.events):
            why = dict(event.why)
            scores.count_date(gold, event.time, why.get("time", ""))
            scores.count_place(item.text, gold, event.place, record.places)
    return scores


def days_of(value: str) -> tuple[date, date] | None:
    """The first and last day of an annotated date, ISO day, month, year or an interval of two; None where it is none."""
    parts = value.split("/")
    found = [match for part in parts if (match := _ISO.match(part))]
    if len(found) != len(parts) or len(parts) > 2:
        return None
    try:
        begin, end = _days(found[0])[0], _days(found[-1])[1]
    except ValueError:
        return None
    return begin, end


def _days(found: re.Match[str]) -> tuple[date, date]:
    year, month, day = int(found[1]), int(found[2] or 0), int(found[3] or 0)
    if day:
        return date(year, month, day), date(year, month, day)
    if month:
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    return date(year, 1, 1), date(year, 12, 31)


def same_date(gold: str, found: TimeMention) -> bool:
    """Whether a time tells an annotated date at the grain of the annotation: within the annotated month or year and no coarser, or the same
    days."""
    wanted = days_of(gold)
    if wanted is None or found.earliest is None or found.latest is None:
        return False
    begin, end = found.earliest.date(), found.latest.date()
    if wanted[0] == wanted[1]:
        # A night goes on past midnight: it is told under the day it begins on.
        return begin == wanted[0] and (end == begin or "T" in found.value)
    if "/" in gold:
        return (begin, end) == wanted
    return wanted[0] <= begin and end <= wanted[1]


def same_place(text: str, gold: tuple[int, int], found: Place) -> bool:
    """Whether a place's words share a character with the annotated ones, or are the same words elsewhere."""
    if found.start < gold[1] and gold[0] < found.end:
        return True
    return text[gold[0] : gold[1]].casefold() == found.text.casefold()


def country_of(gold: tuple[int, int], places: Sequence[Place]) -> str:
    """The country of the place found in the annotated words, empty where none is."""
    return next((p.country for p in places if p.country and p.start < gold[1] and gold[0] < p.end), "")
