"""How fast the ledger takes records and answers, as it grows.

``python evaluation/bench/ledger.py [--reports N] [--ledger FILE] [--no-coding]`` makes N synthetic reports of about 450 words with 10
events each, of invented stories with copies among them, and adds them in batches as ``dateline add`` does. Printed are the processor
seconds a report takes when the ledger holds 100 reports and when it holds all, beside what coding one takes in the same run, so that the
share of the coding rate that is kept can be read off (target 80 %); then the median of every query over the whole ledger (target 200 ms
at 1,000,000 events) and the peak of memory. Times are processor time where the machine may be shared, except for queries.
"""

from __future__ import annotations

import argparse
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import dateline
from dateline import ledger as ledgers
from dateline.ledger import Ledger, Selection
from dateline.ledger.words import shipped_frequencies
from dateline.report import (
    Certainty,
    Event,
    Evidence,
    EvidenceKind,
    Participant,
    Place,
    Precision,
    PublicationTime,
    Quad,
    Record,
    Report,
    Sentence,
    Span,
    Status,
    TimeMention,
    Token,
    ZoneOrigin,
)

BATCH = 32
BEGIN = datetime(2020, 1, 1, tzinfo=UTC)
TYPES = ("PROTEST", "ASSAULT", "COERCE", "CONSULT", "AGREE", "AID", "ACCUSE", "RETREAT", "THREATEN", "SANCTION")
COUNTRIES = ("KEN", "KGZ", "PAK", "PER", "FRA", "USA", "CHN", "NGA", "UKR", "IND", "MMR", "SDN")
SENTENCES = 30
WORDS = 15
EVENTS = 10
REPORTS_A_DAY = 400
STORY_REPORTS = 25


def vocabulary(generator: random.Random, size: int = 20_000) -> list[str]:
    """Invented words."""
    parts = ("ba", "ko", "ri", "ten", "mal", "su", "vor", "ne", "lak", "mi", "dor", "esh", "qua", "fil", "gan", "tu")
    return ["".join(generator.choices(parts, k=generator.randint(2, 4))) for _ in range(size)]


def records(number: int, seed: int = 7) -> Iterator[Record]:
    """So many records in the order of publication: stories that overlap in time, one report in six a shortened copy of one before."""
    generator = random.Random(seed)
    # Common words as common as in news, and invented words for what a story is about, or all reports would be alike.
    common = shipped_frequencies().counts
    words, weights = list(common), list(common.values())
    invented = vocabulary(generator)
    open_stories: list[tuple[list[str], list[str], str]] = []
    recent: list[Record] = []
    for n in range(number):
        at = BEGIN + timedelta(days=n / REPORTS_A_DAY)
        if recent and generator.random() < 1 / 6:
            made = copied(generator.choice(recent), at, n)
        else:
            if len(open_stories) < 30 or generator.random() < 1 / STORY_REPORTS:
                open_stories = [
                    *open_stories[-29:],
                    (generator.choices(invented, k=40), generator.choices(invented, k=6), generator.choice(COUNTRIES)),
                ]
            made = written(generator, words, weights, generator.choice(open_stories), at, n)
        recent = [*recent[-199:], made]
        yield made


def written(
    generator: random.Random, words: list[str], weights: list[int], story: tuple[list[str], list[str], str], at: datetime, n: int
) -> Record:
    """A report on a story, with a record of it."""
    subjects, people, country = story
    sentences, events, tokens_of = list[Sentence](), list[Event](), list[str]()
    text = ""
    for number in range(SENTENCES):
        chosen = generator.choices(words, weights=weights, k=WORDS - 5) + generator.choices(subjects, k=4)
        generator.shuffle(chosen)
        actor, act = generator.choice(people).capitalize(), generator.choice(subjects)
        stretch = [actor, act, *chosen]
        start = len(text)
        tokens, position = [], start
        for i, word in enumerate(stretch):
            tokens.append(Token(word, position, position + len(word), word.casefold(), "NOUN", "", i, "dep"))
            position += len(word) + 1
        text += " ".join(stretch) + ". "
        sentences.append(Sentence(start, len(text) - 1, tuple(tokens), number // 3))
        tokens_of += stretch
        if number % (SENTENCES // EVENTS) == 0:
            trigger = Span(tokens[1].start, tokens[1].end)
            day = at.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=generator.randrange(3))
            events.append(
                Event(
                    generator.choice(TYPES),
                    "",
                    "010",
                    Quad.VERBAL_COOPERATION,
                    1.0,
                    generator.choice((Status.ACTUAL, Status.ACTUAL, Status.ACTUAL, Status.FUTURE)),
                    Certainty.CERTAIN,
                    trigger,
                    (trigger,),
                    actors=(Participant(tokens[0].start, tokens[0].end, actor, actor, country, "GOV"),),
                    recipients=(Participant(tokens[3].start, tokens[3].end, tokens[3].text, "", country, "CVL"),),
                    time=TimeMention(start, start + 3, "then", "DATE", f"{day:%Y-%m-%d}", day, day + timedelta(days=1, microseconds=-1)),
                    place=Place(start, start + 3, people[0], people[0], country, "01", 1.0, 2.0, 1000 + n % 500, "city", 0.9),
                    confidence=0.9,
                )
            )
    evidence = Evidence(EvidenceKind.HINT, "bench", "")
    published = PublicationTime(at.isoformat()[:16], Precision.MINUTE, timedelta(0), "Z", ZoneOrigin.EXPLICIT, evidence, at)
    headline = " ".join(tokens_of[:7])
    report = Report(
        Report.identify(headline, text), text, f"https://bench.example/{n}", f"Outlet {n % 40}", headline=headline, published=published
    )
    return Record(report, tuple(sentences), events=tuple(events), engine="bench")


def copied(record: Record, at: datetime, n: int) -> Record:
    """The first two thirds of a report, published again."""
    old = record.report
    keep = max(1, len(record.sentences) * 2 // 3)
    end = record.sentences[keep - 1].end
    published = replace(old.published, value=at.isoformat()[:16], instant=at) if old.published else None
    text = old.text[:end]
    report = replace(old, id=Report.identify(old.headline, text), text=text, url=f"https://bench.example/{n}", published=published)
    return replace(record, report=report, sentences=record.sentences[:keep], events=tuple(e for e in record.events if e.trigger.end <= end))


def add(ledger: Ledger, made: Iterator[Record], number: int) -> float:
    """Add so many records; processor seconds each."""
    spent, added = 0.0, 0
    while added < number:
        batch = [record for record, _ in zip(made, range(min(BATCH, number - added)), strict=False)]
        if not batch:
            break
        began = time.process_time()
        ledger.add(batch)
        spent += time.process_time() - began
        added += len(batch)
    return spent / max(1, added)


def coding_seconds(number: int = 24) -> float:
    """Processor seconds that coding one report takes, with one thread."""
    engine = dateline.load(threads=1)
    from evaluation.bench.throughput import articles

    reports = [Report.from_text("\n\n".join(paragraphs)) for paragraphs in articles(number)]
    engine.code(reports[0])
    began = time.process_time()
    for _ in engine.code_many(reports):
        pass
    return (time.process_time() - began) / number


def queries(ledger: Ledger) -> dict[str, Callable[[], object]]:
    """Every query with its usual filters."""
    late = max(r.at for r in ledger.reports(Selection(limit=1)))
    actor = next(e.actors[0].name for e in ledger.events(Selection(limit=1)))
    story = next(s.number for s in ledger.stories(Selection(limit=1)))
    known = next(iter(ledger.reports(Selection(limit=1)))).recorded - timedelta(seconds=1)
    week = late - timedelta(days=7)
    return {
        "events": lambda: list(ledger.events(Selection(limit=100))),
        "events of a type": lambda: list(ledger.events(Selection(type="PROTEST", limit=100))),
        "events of an actor": lambda: list(ledger.events(Selection(actor=actor, limit=100))),
        "events in a country": lambda: list(ledger.events(Selection(country="KEN", limit=100))),
        "events at a place": lambda: list(ledger.events(Selection(place="1007", limit=100))),
        "events of a story": lambda: list(ledger.events(Selection(story=story, limit=100))),
        "events of a week, type and country": lambda: list(ledger.events(Selection(type="AID", country="PER", since=week, limit=100))),
        "events with 3 sources": lambda: list(ledger.events(Selection(min_sources=3, limit=100))),
        "events as known before": lambda: list(ledger.events(Selection(known_at=known, limit=100))),
        "events as of a year ago": lambda: list(ledger.events(Selection(as_of=late - timedelta(days=365), limit=100))),
        "timeline": lambda: list(ledger.timeline(Selection(limit=100))),
        "timeline of a story": lambda: list(ledger.timeline(Selection(story=story))),
        "timeline in a country, 2 sources": lambda: list(ledger.timeline(Selection(country="UKR", min_sources=2, limit=100))),
        "claims": lambda: list(ledger.claims(Selection(limit=100))),
        "stories": lambda: ledger.stories(Selection(limit=100)),
        "stories with an actor": lambda: ledger.stories(Selection(actor=actor, type="AID", limit=100)),
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=100_000)
    parser.add_argument("--ledger", default="", help="keep the ledger here; one that is there is asked as it is")
    parser.add_argument("--no-coding", action="store_true", help="do not measure the engine beside it")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        address = arguments.ledger or str(Path(folder) / "ledger.db")
        there = "://" not in address and Path(address).exists()
        with ledgers.open(address) as ledger:
            if not there:
                made = records(arguments.reports)
                add(ledger, made, 32)  # warms up
                early = add(ledger, made, 100)
                middle = add(ledger, made, max(0, arguments.reports - 332))
                late = add(ledger, made, 200)
                print(
                    f"adding a report, processor time: {1e3 * early:.1f} ms with 100 in the ledger, {1e3 * late:.1f} ms with all",
                    flush=True,
                )
                print(f"  {1e3 * middle:.1f} ms on average between")
                if not arguments.no_coding:
                    coding = coding_seconds()
                    kept = [100 * coding / (coding + seconds) for seconds in (early, late)]
                    print(f"coding a report: {1e3 * coding:.1f} ms")
                    print(f"adding keeps {kept[0]:.0f} % of the rate of coding at 100, {kept[1]:.0f} % at the end")
            for name, ask in queries(ledger).items():
                ask()
                times = []
                for _ in range(5):
                    began = time.perf_counter()
                    ask()
                    times.append(time.perf_counter() - began)
                print(f"{name:40} {1e3 * statistics.median(times):8.1f} ms")
        if "://" not in address:
            print(f"ledger {Path(address).stat().st_size / 1e6:.0f} MB")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
