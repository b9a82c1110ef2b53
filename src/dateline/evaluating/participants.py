"""How often country and sector of annotated participants are read right, given their spans.

The annotations are JSON lines: the annotated events of ``training/corpus``, whose actors and recipients are taken once each, or the
phrases of ``training/corpus/participants``, which stand under ``participants`` as ``[start, end, country, sector]``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from dateline.coding.noun_phrases import head_of
from dateline.coding.participants import ParticipantReader, Reading, with_sector
from dateline.errors import DataError
from dateline.evaluating.annotations import AnnotatedParticipant, AnnotatedText, annotated_participant, read_annotations, with_texts
from dateline.report import Entity, Report, Sentence, Span

if TYPE_CHECKING:
    from dateline.engine import Engine
    from dateline.language.analysis import Analysis

BATCH: Final = 16
"""Reports analysed together."""


@dataclass(frozen=True, slots=True)
class GoldReport:
    """An annotated report: its name, and its participants, each span once."""

    name: str
    report: Report
    participants: tuple[AnnotatedParticipant, ...]


@dataclass(slots=True)
class ParticipantCounts:
    """Counts over participants: all, country right, sector right, both; countries given in the annotation, given by the reader, and right
    among them; the same of sectors."""

    total: int = 0
    country: int = 0
    sector: int = 0
    both: int = 0
    country_gold: int = 0
    country_given: int = 0
    country_true: int = 0
    sector_gold: int = 0
    sector_given: int = 0
    sector_true: int = 0

    def add(self, gold: AnnotatedParticipant, read: Reading | None) -> None:
        """Count one more participant; None is one that no sentence holds, and counts as left open."""
        found = (read.participant.country, read.participant.sector) if read is not None else ("", "")
        country, sector = found[0] == gold.country, found[1] == gold.sector
        self.total += 1
        self.country += country
        self.sector += sector
        self.both += country and sector
        self.country_gold += bool(gold.country)
        self.country_given += bool(found[0])
        self.country_true += bool(country and gold.country)
        self.sector_gold += bool(gold.sector)
        self.sector_given += bool(found[1])
        self.sector_true += bool(sector and gold.sector)


@dataclass(frozen=True, slots=True)
class ParticipantFigures:
    """In per cent: shares of participants whose ``country``, ``sector`` and ``both`` are as annotated, a rightly empty one included, and F1
    of those given."""

    reports: int
    participants: int
    country: float
    sector: float
    both: float
    country_f1: float
    sector_f1: float


def figures(reports: int, counts: ParticipantCounts) -> ParticipantFigures:
    """The counts as figures."""
    total = max(1, counts.total) / 100
    return ParticipantFigures(
        reports,
        counts.total,
        counts.country / total,
        counts.sector / total,
        counts.both / total,
        _f1(counts.country_true, counts.country_given, counts.country_gold),
        _f1(counts.sector_true, counts.sector_given, counts.sector_gold),
    )


def _f1(true: int, given: int, gold: int) -> float:
    return 200 * true / (given + gold) if given + gold else 0.0


def read_gold(path: Path, texts: Path | None = None) -> list[GoldReport]:
    """The annotated reports of a file, or of all ``*.jsonl`` of a folder; ``texts`` is the folder of corpus articles' texts.

    Raises :class:`dateline.DataError` with file and line.
    """
    files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    found = [gold for file in files for gold in _of_file(file, texts)]
    if not found:
        raise DataError(str(path), 0, "holds no annotated text; expected JSON lines as in training/corpus")
    return found


def _of_file(path: Path, texts: Path | None) -> Iterator[GoldReport]:
    lines = [(n, line) for n, line in enumerate(path.read_text("utf-8").splitlines(), 1) if line.strip()]
    if lines and '"participants"' in lines[0][1]:
        yield from (_phrases(path, number, line) for number, line in lines)
        return
    items = read_annotations(path)
    if any(item.document for item in items):
        if texts is None:
            raise DataError(str(path), 0, "holds stand-off annotations; give the folder of the articles' texts with --texts")
        items = with_texts(items, texts)
    yield from map(gold_report, items)


def _phrases(path: Path, number: int, line: str) -> GoldReport:
    try:
        entry: dict[str, Any] = json.loads(line)
        participants = tuple(annotated_participant(cells) for cells in entry["participants"])
        return GoldReport(entry["id"], Report.from_text(entry["text"], published=entry.get("published")), participants)
    except (KeyError, TypeError, ValueError) as error:
        raise DataError(str(path), number, f"is no annotated text ({error}); expected id, text, published and participants") from error


def gold_report(item: AnnotatedText) -> GoldReport:
    """The participants of a text's events."""
    seen: dict[tuple[int, int], AnnotatedParticipant] = {}
    for event in item.events:
        for participant in (*event.actors, *event.recipients):
            seen.setdefault((participant.start, participant.end), participant)
    return GoldReport(item.id, Report.from_text(item.text, published=item.published or None), tuple(seen.values()))


SectorGuess = Callable[[int, int], tuple[str, float]]
"""From a sentence and a head word in it, both counted from 0, to the engine's likeliest sector and its probability."""


def read_participants(
    gold: GoldReport,
    sentences: Sequence[Sentence],
    entities: Sequence[Entity],
    town_country: Callable[[str], str],
    sector: SectorGuess | None = None,
) -> Iterator[tuple[AnnotatedParticipant, Reading | None]]:
    """The annotated participants of a report with what the reader says of each, given their spans; None for spans in no sentence.
    ``sector``
    is asked where the reader finds none."""
    reader = ParticipantReader(gold.report, sentences, entities, town_country)
    for participant in gold.participants:
        place = _place(participant, sentences)
        if place is None:
            yield participant, None
            continue
        reading = reader.read(place[0], Span(participant.start, participant.end), place[1])
        yield participant, with_sector(reading, *sector(*place)) if sector is not None else reading


def _place(participant: AnnotatedParticipant, sentences: Sequence[Sentence]) -> tuple[int, int] | None:
    """The sentence of a participant and its head word there."""
    for index, sentence in enumerate(sentences):
        if sentence.start <= participant.start < sentence.end:
            head = head_of(sentence, participant.start, participant.end)
            return (index, head) if head is not None else None
    return None


def score(path: Path, engine: Engine, texts: Path | None = None) -> ParticipantFigures:
    """Read the participants of the annotated texts of a file or folder. Raises :class:`dateline.DataError`."""
    gold = read_gold(path, texts)
    counts = ParticipantCounts()
    for begin in range(0, len(gold), BATCH):
        batch = gold[begin : begin + BATCH]
        holes = [(Span(one.report.dateline.start, one.report.dateline.end),) if one.report.dateline else () for one in batch]
        for one, analysis in zip(batch, engine.analyser.analyse([one.report.text for one in batch], holes), strict=True):
            for participant, read in read_participants(
                one, analysis.sentences, analysis.entities, engine.gazetteer.town_country, _guess(analysis)
            ):
                counts.add(participant, read)
    return figures(len(gold), counts)


def _guess(analysis: Analysis) -> SectorGuess:
    starts = [0, *accumulate(len(sentence.tokens) for sentence in analysis.sentences)]
    return lambda sentence, head: analysis.events.sector(starts[sentence] + head)
