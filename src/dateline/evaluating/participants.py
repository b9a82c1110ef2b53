"""How often country and sector of annotated participants are read right, given their spans.

The annotations are the files of ``training/corpus``: JSON lines with ``text`` or ``document`` (a file name in a folder of texts) and events
whose actors and recipients are ``[start, end, country, sector]``.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.coding.noun_phrases import head_of
from dateline.coding.participants import ParticipantReader, Reading
from dateline.errors import DataError
from dateline.report import Entity, Report, Sentence, Span


@dataclass(frozen=True, slots=True)
class GoldParticipant:
    """An annotated participant: span, country and sector, empty where the text does not tell."""

    start: int
    end: int
    country: str
    sector: str


@dataclass(frozen=True, slots=True)
class GoldReport:
    """An annotated report: its name, whether it is an article of the corpus, and the participants of its events, each once."""

    name: str
    article: bool
    report: Report
    participants: tuple[GoldParticipant, ...]


@dataclass(frozen=True, slots=True)
class ParticipantScore:
    """Counts over participants: all, country right, sector right, both; countries given in the annotation, given by the reader, and right
    among them."""

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

    def plus(self, gold: GoldParticipant, read: Reading) -> ParticipantScore:
        """The counts with one more participant."""
        found = read.participant
        country, sector = found.country == gold.country, found.sector == gold.sector
        return ParticipantScore(
            self.total + 1,
            self.country + country,
            self.sector + sector,
            self.both + (country and sector),
            self.country_gold + bool(gold.country),
            self.country_given + bool(found.country),
            self.country_true + bool(country and gold.country),
            self.sector_gold + bool(gold.sector),
            self.sector_given + bool(found.sector),
            self.sector_true + bool(sector and gold.sector),
        )

    @property
    def country_f1(self) -> float:
        """F1 of countries given."""
        return _f1(self.country_true, self.country_given, self.country_gold)

    @property
    def sector_f1(self) -> float:
        """F1 of sectors given."""
        return _f1(self.sector_true, self.sector_given, self.sector_gold)


def _f1(true: int, given: int, gold: int) -> float:
    return 2 * true / (given + gold) if given + gold else 0.0


def development(name: str) -> bool:
    """Whether a text belongs to the development part of the corpus, by a hash of its name."""
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=4).digest(), "big") % 100 < 15


def read_gold(files: Sequence[Path], texts: Path) -> Iterator[GoldReport]:
    """The annotated reports of some files; articles are read from the folder ``texts`` and left out where it does not hold them.

    Raises :class:`dateline.DataError` with file and line.
    """
    for path in files:
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if line.strip():
                try:
                    entry = json.loads(line)
                    gold = _gold(entry, texts)
                except (json.JSONDecodeError, KeyError, TypeError, ValueError) as error:
                    raise DataError(str(path), number, f"no annotated text ({error}); expected text or document, and events") from error
                if gold is not None:
                    yield gold


def _gold(entry: dict[str, Any], texts: Path) -> GoldReport | None:
    article = "document" in entry
    name = entry["document"] if article else entry["id"]
    if article and not (texts / name).exists():
        return None
    text = (texts / name).read_text("utf-8") if article else entry["text"]
    seen: dict[tuple[int, int], GoldParticipant] = {}
    for event in entry["events"]:
        for start, end, country, sector in (*event["actors"], *event["recipients"]):
            seen.setdefault((start, end), GoldParticipant(start, end, country, sector))
    return GoldReport(name, article, Report.from_text(text, published=entry.get("published")), tuple(seen.values()))


def read_participants(
    gold: GoldReport, sentences: Sequence[Sentence], entities: Sequence[Entity], town_country: Callable[[str], str]
) -> Iterator[tuple[GoldParticipant, Reading]]:
    """The annotated participants of a report with what the reader says of each, given their spans. Spans in no sentence are left out."""
    reader = ParticipantReader(gold.report, sentences, entities, town_country)
    for participant in gold.participants:
        for index, sentence in enumerate(sentences):
            if sentence.start <= participant.start < sentence.end:
                head = head_of(sentence, participant.start, participant.end)
                if head is not None:
                    yield participant, reader.read(index, Span(participant.start, participant.end), head)
                break
