"""What the event heads of a checkpoint make of the development part: quick figures, before export and without the coder.

``python -m training.development --data DATA --checkpoint A B --labels WORK/labels.json``. Triggers: F1 of (place, type) at the best
readiness. Pairs: macro-F1 of the type over the held-out pairs of PLV. Factuality: mean absolute error and Pearson's r on UW's
development file, on that corpus's own scale.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from dateline.evaluating.sources import unpacked
from dateline.language.subwords import SubwordEncoder
from training.batches import OTHERS, Collator, batches, passages
from training.corpora import LabelledDocument, factuality_documents
from training.events import CORPUS, MARKED, annotated_texts, event_documents, held_out, pair_document, read_plv
from training.labels import Inventory
from training.model import EVENTS, Engine, encoder_folder
from training.train import restore

BUDGET = 180
MOST = 3072
READINESS = tuple(x / 4 for x in range(-12, 13))


class Development:
    """Figures of one engine."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine.eval()
        encoder = SubwordEncoder(encoder_folder() / "tokenizer.json")
        self.encoder = encoder
        self.collate = Collator(encoder, engine.inventory, None)

    def triggers(self, documents: list[LabelledDocument]) -> tuple[float, float]:
        """F1 of triggers by place and type at the best readiness, and the share of right statuses of given triggers."""
        names = self.engine.inventory.triggers
        begins = [i for i, name in enumerate(names) if name.startswith("B-")]
        odds, gold = [], []
        right = asked = 0
        for group in batches(passages(documents, self.encoder, None, 0.0, BUDGET), MOST, None):
            batch = self.collate(group, "events")
            vectors = self.engine.words(batch, EVENTS)
            scores = self.engine.triggers.linear(vectors)
            odds.append((scores[:, begins] - scores[:, :1]).numpy())
            gold.append(batch.gold["triggers"].numpy())
            acts = batch.gold["act_words"]
            if len(acts):
                right += int((self.engine.statuses(vectors[acts]).argmax(1) == batch.gold["statuses"]).sum())
                asked += len(acts)
        all_odds, all_gold = np.concatenate(odds), np.concatenate(gold)
        best = all_odds.argmax(1)
        truth = np.array([begins.index(g) if g in begins else -1 for g in all_gold.tolist()])
        found = []
        for readiness in READINESS:
            told = all_odds.max(1) + readiness > 0
            hits = int((told & (best == truth)).sum())
            found.append(2 * hits / max(1, int(told.sum()) + int((truth >= 0).sum())))
        return 100 * max(found), 100 * right / max(1, asked)

    def pairs(self, data: Path) -> float:
        """Macro-F1 of the types of PLV's held-out pairs."""
        gold: Counter[str] = Counter()
        told: Counter[str] = Counter()
        hits: Counter[str] = Counter()
        types = [t[2:] for t in self.engine.inventory.triggers if t.startswith("B-")]
        joined = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
        documents = [pair_document(pair) for number, pair in read_plv(data / "relation/plv-train.tsv") if held_out(number)]
        for group in batches(passages(documents, self.encoder, None, 0.0, 500), MOST, None):
            batch = self.collate(group, "relation")
            vectors = self.engine.words(batch, EVENTS)
            sides = [batch.gold[name] for name in ("source", "target")]
            conventions = torch.full((len(group),), OTHERS)
            scores: Tensor = self.engine.relating(vectors[batch.rows], *sides, batch.rows_mask.float(), conventions)[0]
            for row, passage in enumerate(group):
                pair = passage.sentences[0].pair
                assert pair is not None
                guess = types[int(scores[row].argmax())]
                guess, truth = joined.get(guess, guess), joined.get(pair.types[0], pair.types[0])
                gold[truth] += 1
                told[guess] += 1
                hits[truth] += guess == truth
        return 100 * sum(2 * hits[t] / (gold[t] + told[t]) for t in gold) / len(gold)

    def factuality(self, documents: list[LabelledDocument]) -> tuple[float, float]:
        """Mean absolute error and Pearson's r."""
        guesses, truths = [], []
        for group in batches(passages(documents, self.encoder, None, 0.0, BUDGET), MOST, None):
            batch = self.collate(group, "factuality")
            scores = self.engine.factuality(self.engine.words(batch, EVENTS)[batch.gold["fact_words"]])
            guesses.extend(scores.gather(1, batch.gold["judges"][:, None])[:, 0].tolist())
            truths.extend(batch.gold["facts"].tolist())
        guess, truth = np.array(guesses), np.array(truths)
        return float(abs(guess - truth).mean()), float(np.corrcoef(guess, truth)[0, 1])


def figures(engine: Engine, data: Path) -> str:
    """All figures in a line."""
    with unpacked(data / "worldwide-train.tar.gz", "original_articles") as folder:
        texts = [t for t in annotated_texts(CORPUS, folder / "original_articles", data / "relation/plv-train.tsv") if held_out(t.id)]
    with unpacked(data / "factuality.tar.gz", "cb") as folder:
        judged = factuality_documents(folder, "dev")
    development = Development(engine)
    line = []
    with torch.no_grad():
        for name, own in (
            ("articles", [t for t in texts if t.document and not t.document.startswith(MARKED)]),
            ("own", [t for t in texts if not t.document]),
            ("plv sentences", [t for t in texts if t.document.startswith(MARKED)]),
        ):
            f1, status = development.triggers(event_documents(own))
            line.append(f"{name}: triggers {f1:.1f} status {status:.1f}")
        line.append(f"pairs {development.pairs(data):.1f}")
        for judges, name in enumerate(("uw", "uds", "meantime")):
            error, r = development.factuality([d for d in judged if d[0].judges == judges])
            line.append(f"{name} {error:.3f} r {r:.3f}")
    return "; ".join(line)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--checkpoint", type=Path, nargs="+", required=True, help="one or more, later ones over earlier ones")
    parser.add_argument("--labels", type=Path, required=True)
    given = parser.parse_args(arguments)
    engine = Engine(Inventory.read(given.labels))
    restore(engine, *given.checkpoint)
    print(figures(engine, given.data))


if __name__ == "__main__":
    main()
