"""Train the word splitter of :mod:`dateline.language.words` on the treebanks.

``python -m training.words TREEBANK... --out src/dateline/language/words.json``
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from dateline.evaluating.conllu import GoldText, raw_text, read_treebank
from dateline.language.words import HASH_BITS, candidates, features, following_kind, slot

EPOCHS = 8
SEED = 20100408


@dataclass(frozen=True, slots=True)
class Chunk:
    """A chunk of text between spaces and the positions at which the treebank cuts it."""

    text: str
    following: str
    cuts: frozenset[int]


def chunks_of(paths: list[Path]) -> tuple[list[Chunk], list[str]]:
    """All chunks of the treebanks with their gold cuts, and the forms that hold two words run together."""
    texts = [raw_text(document) for path in paths for document in read_treebank(path)]
    joined = joined_forms(texts)
    run_together = {form.replace("|", "") for form in joined}
    found = []
    for gold in texts:
        starts = {start for sentence in gold.sentences for start, _ in sentence}
        for match in re.finditer(r"\S+", gold.text):
            chunk = match.group()
            cuts = frozenset(i - match.start() for i in range(match.start() + 1, match.end()) if i in starts)
            following = following_kind(gold.text, match.end(), len(gold.text), chunk.lower() in run_together)
            found.append(Chunk(chunk, following, cuts))
    return found, joined


def joined_forms(texts: list[GoldText]) -> list[str]:
    """Letter runs, whole chunks, that the treebanks cut inside at least twice and in one of ten cases: "can|not", "gon|na", "it|s"."""
    cut: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for gold in texts:
        starts = {start for sentence in gold.sentences for start, _ in sentence}
        for match in re.finditer(r"(?<!\S)[A-Za-z]+(?!\S)", gold.text):
            run = match.group().lower()
            seen[run] += 1
            inner = [i - match.start() for i in range(match.start() + 1, match.end()) if i in starts]
            if len(inner) == 1:
                cut[run[: inner[0]] + "|" + run[inner[0] :]] += 1
    return sorted(form for form, n in cut.items() if n >= 2 and n >= 0.1 * seen[form.replace("|", "")])


def train(chunks: list[Chunk], joined: frozenset[str]) -> list[int]:
    """Averaged perceptron weights, scaled to integers."""
    examples = []
    for chunk in chunks:
        for position in candidates(chunk.text, joined):
            slots = [slot(f) for f in features(chunk.text, position, chunk.following)]
            examples.append((slots, position in chunk.cuts))
    generator = random.Random(SEED)
    size = 1 << HASH_BITS
    weights = [0.0] * size
    totals = [0.0] * size
    stamps = [0] * size
    step = 0
    for _ in range(EPOCHS):
        generator.shuffle(examples)
        for slots, cut in examples:
            step += 1
            score = sum(weights[s] for s in slots)
            # A margin keeps the average from resting on the first separating weights.
            if (score > 2.0) if cut else (score < -2.0):
                continue
            change = 1.0 if cut else -1.0
            for s in slots:
                totals[s] += weights[s] * (step - stamps[s])
                stamps[s] = step
                weights[s] += change
    for s in range(size):
        totals[s] += weights[s] * (step - stamps[s])
    return [round(100 * t / step) for t in totals]


def write(treebanks: list[Path], out: Path) -> str:
    """Train on the treebanks and write the weights; returns a line that says what came out."""
    chunks, joined = chunks_of(treebanks)
    weights = train(chunks, frozenset(joined))
    kept = [i for i, w in enumerate(weights) if w]
    data = {"joined": joined, "slots": kept, "weights": [weights[i] for i in kept]}
    out.write_text(json.dumps(data, separators=(",", ":")) + "\n", encoding="utf-8")
    return f"{len(chunks)} chunks, {len(kept)} weights, {len(joined)} joined forms -> {out}"


def main() -> None:
    """Read the treebanks, train, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("treebanks", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    print(write(arguments.treebanks, arguments.out))


if __name__ == "__main__":
    main()
