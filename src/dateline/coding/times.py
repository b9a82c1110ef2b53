"""Time expressions: where a text speaks of time, what TIMEX3 value each mention has, and the stretch of local time it covers.

TIMEX3 as in TimeML 1.2.1 (Pustejovsky et al. 2003): type DATE, TIME, DURATION or SET. The rules stand in ``data/times_rules.toml`` with an
example each, the words in ``data/times_words.tsv``. Expressions are anchored to the day the report was written (the dateline's date where
it has one, else the publication's local day) and, where they lean on the text ("two days later"), to the time spoken of before. What the
text leaves open stays open: without a publication day "Thursday" is ``XXXX-WXX-4``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, datetime, timedelta, timezone, tzinfo
from typing import Final

from dateline.coding import times_dates, times_lengths, times_near, times_quarters  # noqa: F401  the meanings register themselves
from dateline.coding.times_calendar import stretch
from dateline.coding.times_frame import Frame, Meaning, Timeline, sense_named
from dateline.coding.times_rules import rule_book
from dateline.coding.times_tense import TenseFinder, sentences_around
from dateline.coding.times_words import read_words
from dateline.reading.zones import Zone, match_zone, named_readings, settle, zone_rules
from dateline.report import Dateline, PublicationTime, Sentence, Span, TimeMention

_STORY_DAYS: Final = 3  # a dateline's date lies at most so many days before its publication


@dataclass(frozen=True, slots=True)
class _LocalZone:
    """The zone of the report's place: the offset of the publication, or the rules of the dateline's town."""

    fixed: timedelta | None = None
    iana: str = ""

    def rules(self) -> tzinfo | None:
        if self.iana:
            return zone_rules(self.iana)
        return timezone(self.fixed) if self.fixed is not None else None


def find_times(
    text: str,
    *,
    published: PublicationTime | None,
    sentences: Sequence[Sentence] = (),
    dateline: Dateline | None = None,
) -> tuple[TimeMention, ...]:
    """The time expressions of a text in order, none overlapping another.

    ``published`` anchors "today" and bare weekdays; None leaves them open. ``sentences`` give the tense of the governing verb; without
    them the words nearby do. ``dateline`` gives the day the report was written and, where the IANA database knows the town, its zone.
    ``earliest`` and ``latest`` are aware in the zone written beside the time, else the dateline's, else the publication's; they are naive
    local times where no zone is known, and None where the value covers no known stretch. A mention without a value is a date that does
    not exist, or a number past any sense; ``why`` says which.
    """
    return _find(text, published, sentences, dateline)[0]


def doubtful_stretches(text: str, *, published: PublicationTime | None, dateline: Dateline | None = None) -> tuple[Span, ...]:
    """The sentences, roughly cut, that hold an expression whose value hangs on a tense that only a parse can tell surely.

    Analysing these alone and giving them to :func:`find_times` is as good as analysing all of the text, and several times faster.
    """
    return sentences_around(text, _find(text, published, (), dateline)[1])


def _find(
    text: str, published: PublicationTime | None, sentences: Sequence[Sentence], dateline: Dateline | None
) -> tuple[tuple[TimeMention, ...], list[Span]]:
    """The expressions, and the places whose tense the words that touch them did not tell."""
    book = rule_book()
    words = read_words(text, book.lexicon)
    zone = _local_zone(published, dateline)
    timeline = _timeline(text, published, sentences, dateline, zone)
    mentions: list[TimeMention] = []
    for found in book.find(words):
        frame = Frame(found, words, book.lexicon, timeline)
        try:
            meaning = sense_named(found.rule.means)(frame)
        except (OverflowError, ValueError):
            if not _at_the_end_of_time(published):
                raise
            continue
        if meaning is None:
            continue
        start = frame.start if meaning.start is None else meaning.start
        end = frame.end if meaning.end is None else meaning.end
        timeline.add(end, meaning, counted=found.rule.means == "ago")
        earliest, latest = _bounds(frame, meaning, zone)
        why = f"{found.rule.name}: {meaning.anchor}" if meaning.anchor else found.rule.name
        mentions.append(TimeMention(start, end, text[start:end], meaning.type, meaning.value, earliest, latest, why))
    return tuple(mentions), timeline.tenses.doubtful


def _at_the_end_of_time(published: PublicationTime | None) -> bool:
    """Whether a report claims to be of the first or last years that a calendar holds, where "last week" may have no day."""
    return published is not None and not MINYEAR + 200 < int(published.value[:4]) < MAXYEAR - 200


def _local_zone(published: PublicationTime | None, dateline: Dateline | None) -> _LocalZone:
    if dateline is not None:
        for place in dateline.places:
            readings = named_readings(place.town) if place.town and not place.region else None
            if readings is not None and len(readings) == 1 and readings[0].zone.iana:
                return _LocalZone(iana=readings[0].zone.iana)
    if published is not None and published.offset is not None:
        return _LocalZone(fixed=published.offset)
    return _LocalZone()


def _timeline(
    text: str, published: PublicationTime | None, sentences: Sequence[Sentence], dateline: Dateline | None, zone: _LocalZone
) -> Timeline:
    tenses = TenseFinder(text, sentences)
    if published is None:
        return Timeline(None, None, None, "", tenses)
    day, now = published.day, None
    rules = zone.rules()
    if published.instant is not None and rules is not None:
        now = published.instant.astimezone(rules).replace(tzinfo=None)
        day = now.date()
    elif day is not None and len(published.value) >= 16:
        now = datetime.fromisoformat(published.value)
    origin = f"publication {day.isoformat()}" if day else f"publication {published.value}"
    written = _dateline_day(dateline)
    if written is not None and day is not None and timedelta() < day - written <= timedelta(days=_STORY_DAYS):
        day, origin = written, f"dateline {written.isoformat()}"
    return Timeline(day, now, int(published.value[:4]), origin, tenses)


def _dateline_day(dateline: Dateline | None) -> date | None:
    try:
        return date.fromisoformat(dateline.date_value) if dateline is not None and len(dateline.date_value) == 10 else None
    except ValueError:
        return None


def _bounds(frame: Frame, meaning: Meaning, zone: _LocalZone) -> tuple[datetime | None, datetime | None]:
    if not meaning.bounded or meaning.type not in ("DATE", "TIME"):
        return None, None
    covered = stretch(meaning.value, meaning.edge)
    if covered is None:
        return None, None
    begin, end = covered
    if frame.has("after"):  # "after midnight Wednesday": the night that follows
        end = begin + timedelta(hours=6)
    written = _written_zone(frame, begin)
    if written is not None:
        return begin.replace(tzinfo=written), end.replace(tzinfo=written)
    rules = zone.rules()
    return begin.replace(tzinfo=rules), end.replace(tzinfo=rules)


def _written_zone(frame: Frame, begin: datetime) -> tzinfo | None:
    """The zone written behind a time of the clock; None where there is none or its meaning depends on a country that is not known."""
    if not frame.has("at"):
        return None
    text, at = frame.words.text, frame.words.ends[frame.found.parts["at"][1] - 1]
    matched = match_zone(text, at + 1, touching=False, iso=False) if text[at : at + 1] == " " else None
    if matched is None:
        return None
    settled: Zone | None = settle(matched[1], "", "")[0]
    offset = settled.offset_at(begin) if settled is not None else None
    return timezone(offset) if offset is not None else None
