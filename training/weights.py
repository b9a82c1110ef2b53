"""Fit the weights of the event coder's decisions on the held-out part of the annotations.

``python -m training.weights --data DATA`` codes the texts the engine has not been trained on, learns by logistic regression what each
piece of
evidence is worth (:mod:`dateline.coding.event_weights`) and writes ``src/dateline/coding/data/event_weights.tsv``. The engine is too sure
on the texts it was trained on, so those would teach the coder to believe it blindly. With ``--check`` it writes nothing: the texts are
halved by a hash, weights of each half are tried on the other, and the figures of both together are printed, because figures on texts
that weights were fitted on are too good.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dateline.coding.coreference import Chains
from dateline.coding.event_mentions import TextWords
from dateline.coding.event_merging import Told
from dateline.coding.event_merging import features as likeness
from dateline.coding.event_participants import SIDES, candidates
from dateline.coding.event_weights import DECISIONS, FILE, Weights, shipped_weights
from dateline.coding.events import EventCoder
from dateline.evaluating.annotations import AnnotatedEvent, AnnotatedParticipant, AnnotatedText
from dateline.evaluating.events import EventScores, count_text, figures
from dateline.evaluating.sources import unpacked
from dateline.knowledge.codebook import Codebook
from dateline.knowledge.gazetteer import Gazetteer
from dateline.language.analysis import Analyser, Analysis
from dateline.report import Record, Report, Span
from training.events import CORPUS, FOR_WEIGHTS, MARKED, annotated_texts, held_out

OUT = Path(__file__).parents[1] / "src/dateline/coding/data" / FILE
HEADER = "# What each piece of evidence adds to the log-odds of the coder's decisions; fitted by `python -m training.weights`.\n"
RIDGE = 0.02
"""How strongly weights are drawn towards zero, a share of the number of examples' mean curvature."""
ROUNDS = 3
"""Participants bear on mentions and mentions on merging, so fitting goes round."""

Examples = dict[str, list[tuple[Mapping[str, float], bool]]]


@dataclass(frozen=True, slots=True)
class Read:
    """An annotated text as the coder sees it."""

    item: AnnotatedText
    report: Report
    analysis: Analysis

    @property
    def kind(self) -> str:
        """Whether it is an own text, a whole article, or a sentence of PLV."""
        return "own texts" if not self.item.document else "sentences" if self.item.document.startswith(MARKED) else "articles"


def read(data: Path, model: Path | None) -> list[Read]:
    """The held-out texts, analysed."""
    with unpacked(data / "worldwide-train.tar.gz", "original_articles") as archive:
        texts = annotated_texts(CORPUS, archive / "original_articles", data / "relation/plv-train.tsv")
    analyser = Analyser(model, 2)
    found = []
    for item in (t for t in texts if held_out(t.id) or t.id.startswith(FOR_WEIGHTS)):
        report = Report.from_text(item.text, published=item.published or None)
        hole = (Span(report.dateline.start, report.dateline.end),) if report.dateline else ()
        found.append(Read(item, report, analyser.analyse([report.text], [hole])[0]))
    return found


def gold_of(item: AnnotatedText, trigger: Span, kind: str) -> tuple[AnnotatedEvent | None, bool]:
    """The annotated event of a type at a trigger, and whether it is its clearest mention."""
    for event in item.events:
        for number, mention in enumerate(event.mentions):
            if event.type == kind and trigger.overlaps(mention):
                return event, number == 0
    return None, False


def examples_of(one: Read, coder: EventCoder) -> Examples:
    """The decisions in a text with what the annotation says of them."""
    found: Examples = {decision: [] for decision in DECISIONS}
    words = TextWords.of(one.analysis.sentences)
    reader = coder.reader(one.report, words, one.analysis)
    told: list[tuple[Told, AnnotatedEvent]] = []
    for mention, cast, evidence in coder.weighed_mentions(words, one.analysis, reader):
        trigger = words.span(mention.first, mention.last)
        event, clearest = gold_of(one.item, trigger, mention.type)
        found["mention"].append((evidence, event is not None))
        if event is None:
            continue
        told.append((coder.told(words, mention, cast, reader, one.analysis.events), event))
        if clearest:
            for role, name in SIDES:
                side = event.actors if name == "actor" else event.recipients
                for candidate in candidates(words, mention, role, coder.codebook, reader.chains):
                    found[name].append((candidate.features, _takes_part(words, one.item.text, candidate.word, side, reader.chains)))
    for i, (a, one_event) in enumerate(told):
        for b, other in told[i + 1 :]:
            if a.mention.type == b.mention.type:
                found["same"].append((likeness(a, b, one.analysis.events), one_event is other))
    return found


def _takes_part(words: TextWords, text: str, word: int, side: Sequence[AnnotatedParticipant], chains: Chains | None) -> bool:
    """Whether a phrase is one of a side: it holds its head, is the same name elsewhere, or stands for it."""
    sentence, place = words.local(word)
    token = words.sentences[sentence].tokens[place]
    spans = [(token.start, token.end)]
    chain = chains.at(sentence, place) if chains is not None and token.upos == "PRON" else None
    if chain is not None:
        heads = [words.sentences[m.sentence].tokens[m.head] for m in chain.mentions]
        spans += [(head.start, head.end) for head in heads]
    named = token.upos == "PROPN"
    return any(
        any(p.start < end and start < p.end for start, end in spans) or (named and text[p.start : p.end].split()[-1:] == [token.text])
        for p in side
    )


def fit(examples: Sequence[tuple[Mapping[str, float], bool]]) -> dict[str, float]:
    """Logistic regression with a ridge, by Newton's method; features seen in fewer than five examples get no weight."""
    seen: dict[str, int] = defaultdict(int)
    for given, _ in examples:
        for name, value in given.items():
            seen[name] += value != 0
    names = sorted(n for n, count in seen.items() if count >= 5)
    place = {n: i for i, n in enumerate(names)}
    x: NDArray[np.float64] = np.zeros((len(examples), len(names)))
    for row, (given, _) in enumerate(examples):
        for name, value in given.items():
            if name in place:
                x[row, place[name]] = value
    y = np.array([float(right) for _, right in examples])
    ridge = np.full(len(names), RIDGE * len(examples) * 0.05)
    ridge[place["bias"]] = 1e-6
    w = np.zeros(len(names))
    for _ in range(30):
        p = 1 / (1 + np.exp(-(x @ w)))
        gradient = x.T @ (p - y) + ridge * w
        curvature = (x * (p * (1 - p))[:, None]).T @ x + np.diag(ridge)
        step = np.linalg.solve(curvature, gradient)
        w -= step
        if float(np.abs(step).max()) < 1e-6:
            break
    return {name: round(float(w[i]), 3) for name, i in place.items()}


def fit_all(texts: Sequence[Read], codebook: Codebook) -> Weights:
    """The weights of all decisions."""
    weights: Weights = shipped_weights()
    for _ in range(ROUNDS):
        coder = EventCoder(codebook, Gazetteer.shipped().town_country, weights)
        gathered: Examples = {decision: [] for decision in DECISIONS}
        for one in texts:
            for decision, examples in examples_of(one, coder).items():
                gathered[decision].extend(examples)
        weights = {decision: fit(examples) for decision, examples in gathered.items()}
    return weights


def shifted(weights: Weights, threshold: float) -> Weights:
    """The weights with the bias of mentions moved."""
    mention = dict(weights["mention"])
    mention["bias"] = round(mention["bias"] + threshold, 3)
    return {**weights, "mention": mention}


def measure(texts: Iterable[Read], coder: EventCoder, scores: dict[str, EventScores]) -> None:
    """Add the counts of some texts by kind; those written for weights alone are not measured."""
    for one in (t for t in texts if held_out(t.item.id)):
        coding = coder.code(one.report, one.analysis)
        count_text(scores.setdefault(one.kind, EventScores()), one.item, Record(one.report, events=coding.events))


def table(weights: Weights) -> str:
    """The weights as the text of the table."""
    rows = [f"{d}\t{f}\t{w}\n" for d in DECISIONS for f, w in sorted(weights[d].items())]
    return HEADER + "decision\tfeature\tweight\n" + "".join(rows)


def check(texts: Sequence[Read], codebook: Codebook, thresholds: Sequence[float]) -> None:
    """Print the figures of weights tried on texts they were not fitted on."""
    halves = [[t for t in texts if held_out_half(t.item.id) == half] for half in (0, 1)]
    fitted = [fit_all(half, codebook) for half in halves]
    for threshold in thresholds:
        scores: dict[str, EventScores] = {}
        for half, weights in ((0, fitted[1]), (1, fitted[0])):
            measure(halves[half], EventCoder(codebook, Gazetteer.shipped().town_country, shifted(weights, threshold)), scores)
        for kind, counts in scores.items():
            got = figures(counts)
            shown = ("typed", "precision", "recall", "untyped", "mode", "status", "actors", "recipients", "whole", "single_type")
            told = "  ".join(f"{name} {getattr(got, name):.1f}" for name in (*shown, "single_countries"))
            print(f"{threshold:+.2f} {kind}: {told}  false in {got.empty_texts} empty: {got.false_in_empty}", flush=True)


def held_out_half(name: str) -> int:
    """The half of the held-out part a text belongs to."""
    return sum(name.encode()) % 2


def main() -> None:
    """Fit or check."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", type=Path, help="a model folder other than the shipped one")
    parser.add_argument(
        "--threshold", type=float, nargs="+", default=[0.0], help="added to the bias of mentions; several only with --check"
    )
    parser.add_argument("--check", action="store_true", help="print cross-fitted figures instead of writing")
    arguments = parser.parse_args()
    texts = read(arguments.data, arguments.model)
    codebook = Codebook.load()
    if arguments.check:
        check(texts, codebook, arguments.threshold)
    else:
        OUT.write_text(table(shifted(fit_all(texts, codebook), arguments.threshold[0])), encoding="utf-8")
        print(f"{OUT} written from {len(texts)} texts")


if __name__ == "__main__":
    main()
