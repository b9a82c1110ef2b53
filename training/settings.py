"""Fit the weights by which times and places are attached to acts, and measure them.

``python -m training.settings --data DATA`` fits both tables and writes them to ``src/dateline/coding/data``: times on texts that the engine
is trained on (nothing of what the engine learnt from the events enters a time's features), places on the held-out texts, because the engine
is too sure of the roles in texts it was trained on. With ``--check`` nothing is written and the figures are printed: times of the
held-out texts with the weights of the others, places of each half of the held-out texts with the weights of the other half.
``--shipped`` prints the figures of the tables as they are.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from dateline.coding.event_places import WEIGHTS as PLACES
from dateline.coding.event_places import StoryPlaces
from dateline.coding.event_times import WEIGHTS as TIMES
from dateline.coding.event_times import StoryTimes
from dateline.evaluating.annotations import AnnotatedText
from dateline.evaluating.event_settings import GoldSettings, SettingScores, gold_settings, same_date, same_place, score_gold_triggers
from dateline.evaluating.sources import unpacked
from dateline.language.analysis import Analyser
from dateline.report import Report, Span
from training.events import CORPUS, MARKED, annotated_texts, held_out
from training.weights import fit, held_out_half

FOLDER = Path(__file__).parents[1] / "src/dateline/coding/data"
HEADERS = {
    TIMES: "# What each piece of evidence adds to the log-odds of a time being an act's; fitted by `python -m training.settings`.\n",
    PLACES: "# What each piece of evidence adds to the log-odds of an act happening at a place; fitted by `python -m training.settings`.\n",
}
LEAST = 25
"""Examples in which a feature must occur to get a weight."""
BATCH = 16

Examples = list[tuple[Mapping[str, float], bool]]


def texts_of(data: Path) -> list[AnnotatedText]:
    """All annotated texts."""
    with unpacked(data / "worldwide-train.tar.gz", "original_articles") as archive:
        return annotated_texts(CORPUS, archive / "original_articles", data / "relation/plv-train.tsv")


def read(items: Sequence[AnnotatedText], analyser: Analyser) -> Iterator[GoldSettings]:
    """Annotated texts as the coder of times and places sees them."""
    for first in range(0, len(items), BATCH):
        batch = items[first : first + BATCH]
        reports = [Report.from_text(item.text, published=item.published or None) for item in batch]
        holes = [(Span(r.dateline.start, r.dateline.end),) if r.dateline else () for r in reports]
        for item, report, analysis in zip(batch, reports, analyser.analyse([r.text for r in reports], holes), strict=True):
            yield gold_settings(item, report, analysis)


def time_examples(texts: Sequence[GoldSettings]) -> Examples:
    """Every time considered for an annotated event, and whether it is its date."""
    found: Examples = []
    for one in texts:
        story = StoryTimes(one.words, one.times, one.report, one.all_acts)
        for event, mentions in zip(one.item.events, one.acts, strict=True):
            for candidate in story.candidates(mentions):
                if candidate.time.earliest is not None:
                    found.append((candidate.features, bool(event.date) and same_date(event.date, candidate.time)))
    return found


def place_examples(texts: Sequence[GoldSettings]) -> Examples:
    """Every place considered for an annotated event, and whether it is its place."""
    found: Examples = []
    for one in texts:
        story = StoryPlaces(one.words, one.places, one.report, one.all_acts)
        for event, mentions in zip(one.item.events, one.acts, strict=True):
            for candidate in story.candidates(mentions):
                right = event.place is not None and same_place(one.item.text, event.place, candidate.place)
                found.append((candidate.features, right))
    return found


def fitted(examples: Examples) -> dict[str, float]:
    """The weights of the features that occur often enough."""
    seen: dict[str, int] = {}
    for features, _ in examples:
        for name, value in features.items():
            seen[name] = seen.get(name, 0) + (value != 0)
    kept = [({name: value for name, value in features.items() if seen[name] >= LEAST}, right) for features, right in examples]
    return fit(kept)


def table(name: str, weights: Mapping[str, float]) -> str:
    """The weights as the text of a table; what counts next to nothing is left out."""
    rows = [f"{feature}\t{weight}\n" for feature, weight in sorted(weights.items()) if abs(weight) >= 0.02]
    return HEADERS[name] + "feature\tweight\n" + "".join(rows)


def kind_of(item: AnnotatedText) -> str:
    """Own text, whole article or sentence of PLV."""
    return "own texts" if not item.document else "sentences" if item.document.startswith(MARKED) else "articles"


def show(kind: str, scores: SettingScores) -> None:
    """Print figures."""
    print(f"{kind}: " + "  ".join(f"{name} {value:.1f}" for name, value in scores.figures().items()), flush=True)


def main() -> None:
    """Fit and write, or fit and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", type=Path)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--shipped", action="store_true")
    arguments = parser.parse_args()
    items = texts_of(arguments.data)
    analyser = Analyser(arguments.model, 2)
    held = list(read([t for t in items if held_out(t.id)], analyser))
    kinds = sorted({kind_of(one.item) for one in held})
    if arguments.shipped:
        for kind in kinds:
            show(kind, score_gold_triggers([one for one in held if kind_of(one.item) == kind]))
        return
    times = fitted(time_examples(list(read([t for t in items if not held_out(t.id)], analyser))))
    if not arguments.check:
        (FOLDER / TIMES).write_text(table(TIMES, times), encoding="utf-8")
        (FOLDER / PLACES).write_text(table(PLACES, fitted(place_examples(held))), encoding="utf-8")
        return
    halves = [[one for one in held if held_out_half(one.item.id) == half] for half in (0, 1)]
    places = [fitted(place_examples(half)) for half in halves]
    for kind in kinds:
        for half in (0, 1):
            texts = [one for one in halves[half] if kind_of(one.item) == kind]
            show(f"{kind}, half {half}", score_gold_triggers(texts, times, places[1 - half]))


if __name__ == "__main__":
    main()
