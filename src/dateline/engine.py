"""The engine: reports in, records out. It joins the rooms; what each field means stands in :mod:`dateline.report`."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime
from itertools import islice
from pathlib import Path

# OpenBLAS's threads fight with onnxruntime's for the same cores (measured: 360 against 887 sentences a second).
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from dateline.coding.event_mentions import TextWords
from dateline.coding.events import Coding, EventCoder
from dateline.coding.explanations import Explanation, explain
from dateline.coding.factuality import FactualityReader
from dateline.coding.place_descriptions import describe_places
from dateline.coding.places import find_places
from dateline.coding.times import doubtful_stretches, find_times
from dateline.knowledge.codebook import Codebook
from dateline.knowledge.gazetteer import Gazetteer
from dateline.knowledge.imported import all_imported
from dateline.language.analysis import Analyser, Analysis
from dateline.report import Place, PublicationTime, Record, Relation, Report, Sentence, Span, Stance, Status, TimeMention, Token

BATCH_REPORTS = 8
"""Reports analysed together by :meth:`Engine.code_many`: enough for batches of like length, few enough for a steady flow."""

_SELF_TEST = (("Police", "detained", "two", "editors", "in", "Harare", ",", "their", "lawyer", "said", "."),)


class Engine:
    """The whole way from a report to its record. Make one with :func:`load`; use one per thread."""

    def __init__(self, analyser: Analyser, codebook: Codebook, gazetteer: Gazetteer) -> None:
        self._analyser = analyser
        self._codebook = codebook
        self._gazetteer = gazetteer
        self._knowledge = tuple(str(piece) for piece in all_imported())
        self._coder = EventCoder(codebook, gazetteer.town_country, capital=gazetteer.capital)

    @property
    def analyser(self) -> Analyser:
        """The sentence engine, for scorers and for those who want vectors or labels of given words."""
        return self._analyser

    @property
    def codebook(self) -> Codebook:
        """The codebook events are coded by."""
        return self._codebook

    @property
    def gazetteer(self) -> Gazetteer:
        """The gazetteer places are looked up in."""
        return self._gazetteer

    @property
    def version(self) -> str:
        """The version of the model."""
        return self._analyser.network.card.version

    def code(self, report: Report) -> Record:
        """The record of one report."""
        return next(self.code_many([report]))

    def code_many(self, reports: Iterable[Report]) -> Iterator[Record]:
        """The records of many reports, in order, analysed in batches; faster than one at a time and the same in result.

        Up to two batches are read ahead. What ``reports`` raises is raised after the records of all reports before it.
        """
        waiting = iter(reports)
        # The next batch goes through the network while this one is coded, which is work for another core.
        with ThreadPoolExecutor(1, thread_name_prefix="dateline-analysis") as ahead:
            batch, failure = _taken(waiting)
            analysing = ahead.submit(self._analyse, batch)
            while batch:
                analyses = analysing.result()
                following: list[Report] = []
                if failure is None:
                    following, failure = _taken(waiting)
                    analysing = ahead.submit(self._analyse, following)
                for report, analysis in zip(batch, analyses, strict=True):
                    yield self._record(report, analysis)
                batch = following
        if failure is not None:
            raise failure

    def _analyse(self, reports: Sequence[Report]) -> list[Analysis]:
        holes = [(Span(r.dateline.start, r.dateline.end),) if r.dateline else () for r in reports]
        return self._analyser.analyse([r.text for r in reports], holes)

    def chain(self, report: Report, span: tuple[int, int]) -> tuple[Stance, ...]:
        """According to whom a stretch of a report is told: the chain of its sources, outermost first, as events and claims carry it."""
        (analysis,) = self._analyse([report])
        return self._coded(report, analysis)[1].said.chain_over(Span(*span))

    def explain(self, report: Report) -> Explanation:
        """Why the record of a report says what it says, sentence by sentence and event by event."""
        (analysis,) = self._analyse([report])
        record, coding = self._coded(report, analysis)
        return explain(record.sentences, report.text, coding, analysis.events, self._codebook)

    def relate(self, text: str, source: tuple[int, int] | None = None, target: tuple[int, int] | None = None) -> Relation:
        """What the source does to the target, both given as character spans of ``text``: type, mode, quad class, status, and the engine's
        probability of the type. Always answers, with a type that the codebook holds; either side may be missing, not
        both (:class:`ValueError`)."""
        known = frozenset(t.name for t in self._codebook.types)
        reading = self._analyser.relate(text, source, target, known)
        quad = self._codebook.type(reading.type).quad
        return Relation(reading.type, reading.mode, quad, Status(reading.status), round(reading.types[0][1], 3))

    def parse(self, words: Sequence[Sequence[str]]) -> list[tuple[Token, ...]]:
        """Universal Dependencies trees for given sentences of given words, consecutive sentences of one text.

        Offsets count as if the words stood apart by one space. Raises :class:`ValueError` on an empty sentence or word.
        """
        return self._analyser.parse(words)

    def factuality(self, sentences: Sequence[Sequence[str]], predicates: Sequence[Sequence[int]], scale: str = "uw") -> list[list[float]]:
        """How far predicate words are told as having happened, from -3 (certainly not) to 3 (certainly), for sentences of given words, each
        a text of its own. ``predicates`` gives the places of each sentence's predicates, from 0; ``scale`` the corpus whose annotators
        would have judged so: "uw", "meantime", "uds_ih2" or "mv2". Raises :class:`ValueError` on an empty sentence and :class:`KeyError` on
        another scale."""
        found = []
        for words, places in zip(sentences, predicates, strict=True):
            (analysis,) = self._analyser.analyse_words([[words]])
            reader = FactualityReader(TextWords.of(analysis.sentences), analysis)
            found.append([reader.value(0, place, scale) for place in places])
        return found

    def times(self, text: str, published: str | date | datetime | PublicationTime | None = None) -> list[TimeMention]:
        """The time expressions of a text, with TIMEX3 types and values.

        ``published`` is the publication time in any wording the reading room knows; without it "Thursday" stays ``XXXX-WXX-4``. The date
        of a dateline in the text is a mention, too. Only sentences whose tense decides a value are analysed. Raises
        :class:`dateline.ReadError` on a publication time that cannot be read.
        """
        if published is None or isinstance(published, PublicationTime):
            report, time = Report.from_text(text), published
        else:
            report = Report.from_text(text, published=published)
            time = report.published
        stretches = doubtful_stretches(text, published=time, dateline=report.dateline)
        analyses = self._analyser.analyse([stretch.of(text) for stretch in stretches]) if stretches else []
        sentences = [_moved(s, stretch.start) for stretch, found in zip(stretches, analyses, strict=True) for s in found.sentences]
        return list(find_times(text, published=time, sentences=sentences, dateline=report.dateline))

    def places(self, text: str, toponyms: Iterable[tuple[int, int]] | None = None) -> list[Place]:
        """The places a text names, with GeoNames ids and coordinates; or, for given character spans ``toponyms``, one place each, in
        order."""
        report = Report.from_text(text)
        if toponyms is not None:
            return list(find_places(report, toponyms=tuple(toponyms), gazetteer=self._gazetteer))
        (analysis,) = self._analyse([report])
        return list(find_places(report, entities=analysis.entities, sentences=analysis.sentences, gazetteer=self._gazetteer))

    def _record(self, report: Report, analysis: Analysis) -> Record:
        return self._coded(report, analysis)[0]

    def _coded(self, report: Report, analysis: Analysis) -> tuple[Record, Coding]:
        times = find_times(report.text, published=report.published, sentences=analysis.sentences, dateline=report.dateline)
        named = find_places(report, entities=analysis.entities, sentences=analysis.sentences, gazetteer=self._gazetteer)
        places = describe_places(named, analysis.sentences, self._gazetteer)
        coding = self._coder.code(report, analysis, times, places)
        record = Record(
            report,
            sentences=analysis.sentences,
            entities=analysis.entities,
            times=times,
            places=places,
            attributions=coding.said.attributions,
            events=coding.events,
            claims=coding.claims,
            engine=self.version,
            knowledge=self._knowledge,
        )
        return record, coding

    def describe(self) -> tuple[tuple[str, str], ...]:
        """What the engine is made of, as (name, value) lines for ``dateline doctor``."""
        card, labels = self._analyser.network.card, self._analyser.network.labels
        return (
            ("model version", card.version),
            ("model folder", str(self._analyser.network.folder)),
            ("model size", f"{card.megabytes:.1f} MB"),
            ("encoder", card.encoder),
            ("trained on", card.trained),
            ("parts of speech", str(len(labels.upos))),
            ("feature bundles", str(len(labels.feats))),
            ("dependency relations", str(len(labels.deprels))),
            ("entity classes", ", ".join(sorted({name[2:] for name in labels.entities if name != "O"}))),
            ("attribution roles", ", ".join(sorted({name[2:] for name in labels.attribution if name != "O"}))),
        )

    def self_test(self) -> tuple[tuple[str, bool, str], ...]:
        """Small checks that the model works on this machine: (check, passed, what came out)."""
        (tokens,) = self.parse(_SELF_TEST)
        root = next(t for t in tokens if t.head == 0)
        record = self.code(Report.from_text(" ".join(_SELF_TEST[0])))
        places = [e.text for e in record.entities]
        sliced = all(t.text == record.report.text[t.start : t.end] for s in record.sentences for t in s.tokens)
        return (
            ("a sentence gets a tree with one root", sum(t.head == 0 for t in tokens) == 1, f"root {root.text!r}"),
            ("a place name is found", "Harare" in places, ", ".join(places) or "none"),
            ("offsets slice to the words", sliced, f"{sum(len(s.tokens) for s in record.sentences)} words"),
        )


def _taken(reports: Iterator[Report]) -> tuple[list[Report], Exception | None]:
    """The next batch of reports, and what their source raised after them: what was read before is coded first."""
    batch: list[Report] = []
    try:
        batch.extend(islice(reports, BATCH_REPORTS))
    except Exception as failure:
        return batch, failure
    return batch, None


def _moved(sentence: Sentence, by: int) -> Sentence:
    """The sentence with its offsets so many characters further on."""
    tokens = tuple(replace(token, start=token.start + by, end=token.end + by) for token in sentence.tokens)
    return replace(sentence, start=sentence.start + by, end=sentence.end + by, tokens=tokens)


def load(
    model: str | os.PathLike[str] | None = None, *, codebook: str | os.PathLike[str] | None = None, threads: int | None = None
) -> Engine:
    """Load the engine. ``model`` is a model folder other than the shipped one, ``codebook`` a codebook folder other than the shipped one;
    ``threads`` (default: all cores, at most 4) is how many passages go through the model at once.

    Raises :class:`dateline.ModelError` if the model's files are missing, damaged or of another version, and
    :class:`dateline.DataError` with file and line if the codebook is wrong.
    """
    chosen = threads if threads else min(4, os.cpu_count() or 1)
    # onnxruntime loads its graphs outside of Python, which can read the codebook meanwhile.
    with ThreadPoolExecutor(1) as beside:
        analyser = beside.submit(Analyser, Path(model) if model is not None else None, chosen)
        book = Codebook.load(Path(codebook) if codebook is not None else None)
        return Engine(analyser.result(), book, Gazetteer.current())
