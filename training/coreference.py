"""Fit the network that ranks antecedents (:mod:`dateline.coding.coreference_ranking`).

``python -m training.coreference --data DATA`` analyses OntoGUM's training part (``coref/ontogum-train.conll.gz``, its words as given) and
the training two thirds of the project's own news sample (``training/corpus/coreference``), and writes
``src/dateline/coding/data/coreference_weights.npz``. Every expression's right answers are all earlier expressions of its chain; the loss is
the negative logarithm of their probability together. Needs torch; the seed is fixed. With ``--check`` it fits on four fifths of the
training texts, reports on the rest and writes nothing; that is what thresholds and features were chosen by.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from dateline.coding.coreference_expressions import expressions_of
from dateline.coding.coreference_names import name_groups
from dateline.coding.coreference_pairs import FEATURES, OWN_FEATURES, ExpressionArrays, own_features, pairs_of
from dateline.coding.coreference_ranking import FILE, RankingWeights
from dateline.coding.tree import Tree
from dateline.evaluating.coreference import CoreferenceScorer, analysed, figures, gold_mentions
from dateline.evaluating.coreference_corpora import CoreferenceText, read_coreference
from dateline.language.analysis import Analyser, Analysis
from training.coreference_corpus import CHAINS, held_out

OUT = Path(__file__).parents[1] / "src/dateline/coding/data" / FILE
SEED = 11
WIDTH = 16
HIDDEN = 48
OWN_HIDDEN = 24
EPOCHS = 18
RANKERS = 3
"""Networks trained from different seeds, whose scores are averaged."""
RATE = 3e-3
DECAY = 3e-3
DROPOUT = 0.3
OWN_ROUNDS = 3
"""How often an own article is learnt from in the time of one document of OntoGUM."""


@dataclass(frozen=True, slots=True)
class Example:
    """A text's expressions as tensors: pair features, numbers of both sides, own features, vectors of heads, which pairs are right, and
    which expressions have a right antecedent among their pairs or none at all (the others teach nothing)."""

    pairs: torch.Tensor
    later: torch.Tensor
    earlier: torch.Tensor
    own: torch.Tensor
    heads: torch.Tensor
    right: torch.Tensor
    opens: torch.Tensor


def example(text: CoreferenceText, analysis: Analysis) -> Example | None:
    """A text as an example; None where it has no pair."""
    trees = [Tree(s) for s in analysis.sentences]
    expressions = expressions_of(trees, analysis.entities)
    groups = name_groups(expressions)
    arrays = ExpressionArrays(expressions, groups, trees)
    pairs = pairs_of(arrays)
    if not len(pairs.later):
        return None
    chain = np.full(len(expressions), -1)
    for number, mentions in enumerate(gold_mentions(text, trees, expressions)):
        for mention in mentions:
            chain[mention] = number
    right = (chain[pairs.later] == chain[pairs.earlier]) & (chain[pairs.later] >= 0)
    seen: set[int] = set()
    opens = np.zeros(len(expressions), dtype=bool)
    for number, home in enumerate(chain.tolist()):
        opens[number] = home < 0 or home not in seen
        seen.add(home)
    return Example(
        torch.tensor(pairs.features),
        torch.tensor(pairs.later),
        torch.tensor(pairs.earlier),
        torch.tensor(own_features(arrays)),
        torch.tensor(analysis.vectors.spans[arrays.word]),
        torch.tensor(right),
        torch.tensor(opens),
    )


class Ranker(torch.nn.Module):
    """The network of :class:`dateline.coding.coreference_ranking.RankingWeights`."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.later = torch.nn.Linear(size, WIDTH, bias=False)
        self.earlier = torch.nn.Linear(size, WIDTH, bias=False)
        self.pair = torch.nn.Linear(FEATURES + WIDTH, HIDDEN)
        self.pair_output = torch.nn.Linear(HIDDEN, 1, bias=False)
        self.own = torch.nn.Linear(OWN_FEATURES + WIDTH, OWN_HIDDEN)
        self.own_output = torch.nn.Linear(OWN_HIDDEN, 1, bias=False)
        self.dropout = torch.nn.Dropout(DROPOUT)

    def loss(self, one: Example) -> torch.Tensor:
        """The mean loss over the expressions of a text that teach something."""
        later, earlier = self.later(one.heads), self.earlier(one.heads)
        product = later[one.later] * earlier[one.earlier]
        hidden = torch.relu(self.pair(torch.cat([one.pairs, self.dropout(product)], 1)))
        scores = self.pair_output(self.dropout(hidden))[:, 0]
        own = self.own_output(self.dropout(torch.relu(self.own(torch.cat([one.own, self.dropout(later)], 1)))))[:, 0]
        count = len(own)
        top = torch.full((count,), -1e9).scatter_reduce(0, one.later, scores.detach(), "amax").maximum(own.detach())
        odds = torch.exp(scores - top[one.later])
        opening = torch.exp(own - top)
        whole = torch.zeros(count).index_add(0, one.later, odds) + opening
        right = torch.zeros(count).index_add(0, one.later, odds * one.right) + opening * one.opens
        asked = torch.zeros(count).index_add(0, one.later, torch.ones(len(scores))) > 0
        taught = asked & (right > 0)
        losses = torch.log(whole[taught]) - torch.log(right[taught].clamp_min(1e-12))
        found: torch.Tensor = losses.mean()
        return found

    def weights(self) -> RankingWeights:
        """The numbers as the package keeps them."""

        def stored(tensor: torch.Tensor) -> np.ndarray:
            halved: np.ndarray = tensor.detach().numpy().astype(np.float16).astype(np.float32)
            return halved

        return RankingWeights(
            later=stored(self.later.weight.T),
            earlier=stored(self.earlier.weight.T),
            pair_hidden=stored(self.pair.weight.T),
            pair_bias=stored(self.pair.bias),
            pair_output=stored(self.pair_output.weight[0]),
            own_hidden=stored(self.own.weight.T),
            own_bias=stored(self.own.bias),
            own_output=stored(self.own_output.weight[0]),
        )


def averaged(parts: Sequence[RankingWeights]) -> RankingWeights:
    """One network that gives the mean of the scores of several: their hidden layers side by side, each fed by its own projections."""
    count, width = len(parts), parts[0].later.shape[1]

    def hidden(name: str, features: int) -> np.ndarray:
        columns = []
        for number, part in enumerate(parts):
            given = getattr(part, name)
            rows = np.zeros((features + count * width, given.shape[1]), dtype=np.float32)
            rows[:features] = given[:features]
            rows[features + number * width : features + (number + 1) * width] = given[features:]
            columns.append(rows)
        return np.concatenate(columns, axis=1)

    return RankingWeights(
        later=np.concatenate([p.later for p in parts], axis=1),
        earlier=np.concatenate([p.earlier for p in parts], axis=1),
        pair_hidden=hidden("pair_hidden", FEATURES),
        pair_bias=np.concatenate([p.pair_bias for p in parts]),
        pair_output=(np.concatenate([p.pair_output for p in parts]) / count).astype(np.float32),
        own_hidden=hidden("own_hidden", OWN_FEATURES),
        own_bias=np.concatenate([p.own_bias for p in parts]),
        own_output=(np.concatenate([p.own_output for p in parts]) / count).astype(np.float32),
    )


def fit(examples: Sequence[Example]) -> RankingWeights:
    """Train on the examples."""
    return averaged([fit_one(examples, SEED + number) for number in range(RANKERS)])


def fit_one(examples: Sequence[Example], seed: int) -> RankingWeights:
    """Train one network, with a rate that falls to zero."""
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    ranker = Ranker(examples[0].heads.shape[1])
    optimiser = torch.optim.AdamW(ranker.parameters(), lr=RATE, weight_decay=DECAY)
    steps = EPOCHS * len(examples)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: max(0.0, 1 - step / steps))
    order = np.random.default_rng(seed)
    for _ in range(EPOCHS):
        for number in order.permutation(len(examples)).tolist():
            optimiser.zero_grad()
            loss = ranker.loss(examples[number])
            if not torch.isfinite(loss):
                continue
            loss.backward()
            torch.nn.utils.clip_grad_norm_(ranker.parameters(), 1.0)
            optimiser.step()
            schedule.step()
    return ranker.weights()


def training_texts(data: Path) -> list[CoreferenceText]:
    """OntoGUM's training part and the own articles that are no test."""
    texts = read_coreference(data / "coref/ontogum-train.conll.gz")
    return texts + [text for text in read_coreference(CHAINS) if not held_out(text.id)]


def examples_of(texts: Sequence[tuple[CoreferenceText, Analysis]]) -> list[Example]:
    """The texts as examples, own articles as often as :data:`OWN_ROUNDS` tells."""
    found = [(text, example(text, analysis)) for text, analysis in texts]
    return [one for text, one in found if one is not None for _ in range(1 if text.words else OWN_ROUNDS)]


def write(weights: RankingWeights, path: Path) -> None:
    """Write the numbers in half precision."""
    np.savez_compressed(path, **{name: getattr(weights, name).astype(np.float16) for name in RankingWeights.__slots__})


def main() -> None:
    """Fit or check."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", type=Path, help="a model folder other than the shipped one")
    parser.add_argument("--check", action="store_true", help="fit on four fifths, report on the rest, write nothing")
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    analyser = Analyser(arguments.model, arguments.threads)
    texts = [(text, analysed(text, analyser)) for text in training_texts(arguments.data)]
    kept = [t for n, t in enumerate(texts) if not arguments.check or n % 5]
    weights = fit(examples_of(kept))
    if not arguments.check:
        write(weights, OUT)
        print(f"{OUT} written from {len(kept)} texts")
        return
    for name, own in (("OntoGUM", False), ("own articles", True)):
        scorer = CoreferenceScorer()
        for number, (text, analysis) in enumerate(texts):
            if number % 5 == 0 and bool(text.words) != own:
                scorer.add(text, analysis, weights)
        print(name, figures(scorer))


if __name__ == "__main__":
    main()
