"""Fit the network of factuality values: ``python -m training.factuality --data DATA --work WORK [--check]``.

DATA holds ``factuality.tar.gz`` (UW, MEANTIME, UDS-IH2, MegaVeridicality; sentences with judged predicates). The engine reads every
sentence once and what it says is kept in WORK, by the version of the model; then a small network is fitted in a few minutes and written to
``src/dateline/coding/data/factuality_values.npz``. Run it again after the engine was trained anew or the rules of the tree were mended.

Half of the development parts, drawn by the hash of the sentence, is held out and measured by ``evaluation.measure``; the other half is
trained on. With ``--check`` nothing is written: the network is fitted on the training parts alone and its figures on the whole development
parts are printed, which is what choices were made by. The seed is fixed.

The network gives a distribution over 31 values from -3 to 3 for each corpus, trained by cross entropy with labels blurred a little and by
the continuous ranked probability score (Matheson and Winkler 1976), averaged over members.
"""

from __future__ import annotations

import argparse
import pickle
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from dateline.coding.factuality_evidence import evidence
from dateline.coding.factuality_values import FILE, FactualityNetwork, Layers, numbers_of, read_network
from dateline.coding.tree import Tree
from dateline.evaluating.factuality import RatedSentence, figures, read_rated
from dateline.evaluating.sources import unpacked
from dateline.language.analysis import Analyser
from dateline.report import Sentence
from evaluation.held_out import factuality_held_out

OUT = Path(__file__).parents[1] / "src/dateline/coding/data" / FILE
SCALES = ("uw", "meantime", "uds_ih2", "mv2")
SHARES = {"uw": 1.0, "meantime": 2.0, "uds_ih2": 0.2, "mv2": 0.3}
"""What an example of each corpus counts."""
PARTS = {
    "uw-train": "uw-train.jsonl",
    "uw-dev": "uw-dev.jsonl",
    "meantime-train": "meantime-train.jsonl",
    "meantime-dev": "meantime-dev.jsonl",
    "uds_ih2-train": "uds_ih2-train.jsonl",
    "mv2-train": "mv2/mv2-train.jsonl",
}
BINS = np.linspace(-3, 3, 31).astype(np.float32)
BLUR = 0.15
MEMBERS = 2
HIDDEN = 128
REDUCED = 320
"""Principal components of the numbers that the networks are fitted on; they are folded into the first layer afterwards."""
SEEN = 25
"""Names of evidence seen less often are left out."""
EPOCHS = 9
BATCH = 64
RATE = 2e-3
DROP_NUMBERS, DROP_NAMES, DROP_HIDDEN = 0.35, 0.4, 0.5

Floats = NDArray[np.float32]


@dataclass(slots=True)
class Part:
    """The judged words of one file: the engine's numbers, the words in their sentences, evidence, judgements, and who is held out."""

    numbers: Floats
    places: list[tuple[Sentence, int]]
    values: Floats
    held: NDArray[np.bool_]
    names: list[tuple[str, ...]]

    def only(self, chosen: NDArray[np.bool_]) -> Part:
        """The words chosen."""
        kept = np.flatnonzero(chosen).tolist()
        return Part(self.numbers[kept], [self.places[i] for i in kept], self.values[kept], self.held[kept], [self.names[i] for i in kept])


def read_part(path: Path, name: str, work: Path, analyser: Analyser) -> Part:
    """A file's words as the engine sees them, from WORK where they were read before."""
    kept = work / f"factuality-{name}-{analyser.network.card.version}.pickle"
    if kept.exists():
        with kept.open("rb") as stream:
            numbers, places, values, held = pickle.load(stream)
    else:
        found: list[tuple[Floats, tuple[Sentence, int], float, bool]] = []
        for item in read_rated(path):
            found.extend(_read(item, analyser))
        numbers = np.array([row for row, _, _, _ in found], dtype=np.float16)
        places = [place for _, place, _, _ in found]
        values = np.array([value for _, _, value, _ in found], dtype=np.float32)
        held = np.array([own for _, _, _, own in found], dtype=bool)
        with kept.open("wb") as stream:
            pickle.dump((numbers, places, values, held), stream, pickle.HIGHEST_PROTOCOL)
    trees = {id(sentence): Tree(sentence) for sentence, _ in places}
    return Part(numbers.astype(np.float32), places, values, held, [evidence(trees[id(s)], w) for s, w in places])


def _read(item: RatedSentence, analyser: Analyser) -> list[tuple[Floats, tuple[Sentence, int], float, bool]]:
    (analysis,) = analyser.analyse_words([[item.words]])
    sentence = analysis.sentences[0]
    tree = Tree(sentence)
    held = factuality_held_out(" ".join(item.words))
    return [
        (
            numbers_of(tree, p.word, 0, analysis.vectors, dict(analysis.events.status(p.word))).astype(np.float16),
            (sentence, p.word),
            p.value,
            held,
        )
        for p in item.predicates
    ]


class _Member(nn.Module):
    def __init__(self, inputs: int, names: int) -> None:
        super().__init__()
        self.numbers = nn.Linear(inputs, HIDDEN)
        self.named = nn.EmbeddingBag(names, HIDDEN, mode="sum")
        nn.init.normal_(self.named.weight, 0.0, 0.03)
        self.out = nn.Linear(HIDDEN, len(SCALES) * len(BINS))

    def forward(self, numbers: torch.Tensor, flat: torch.Tensor, offsets: torch.Tensor) -> torch.Tensor:
        """Scores [words, scales, bins]."""
        kept = None
        if self.training:
            kept = (torch.rand(len(flat)) > DROP_NAMES).float() / (1 - DROP_NAMES)
            numbers = nn.functional.dropout(numbers, DROP_NUMBERS)
        hidden = nn.functional.gelu(self.numbers(numbers) + self.named(flat, offsets, per_sample_weights=kept), approximate="tanh")
        found: torch.Tensor = self.out(nn.functional.dropout(hidden, DROP_HIDDEN, self.training))
        return found.view(len(numbers), len(SCALES), len(BINS))


def fit(parts: dict[str, Part], members: int, epochs: int) -> FactualityNetwork:
    """Networks fitted on parts named "scale-..."."""
    torch.set_num_threads(1)
    counts = Counter(name for part in parts.values() for own in part.names for name in own)
    names = {name: place for place, name in enumerate(sorted(n for n, count in counts.items() if count >= SEEN))}
    raw = np.concatenate([p.numbers for p in parts.values()])
    values = np.concatenate([p.values for p in parts.values()])
    scales = torch.tensor(np.concatenate([np.full(len(p.values), SCALES.index(n.partition("-")[0])) for n, p in parts.items()]))
    told = [[names[n] for n in own if n in names] for p in parts.values() for own in p.names]
    mean, spread = raw.mean(0), raw.std(0) + 1e-2
    news = (np.concatenate([p.numbers for n, p in parts.items() if n.startswith("uw")]) - mean) / spread
    _, axes = np.linalg.eigh(news.T @ news / len(news))
    axes = axes[:, -REDUCED:].astype(np.float32)
    reduced = ((raw - mean) / spread) @ axes
    even = 0.5 * reduced.std(0) + 0.5 * reduced.std()
    inputs = torch.tensor(reduced / even)
    wanted = np.exp(-0.5 * ((values[:, None] - BINS[None]) / BLUR) ** 2)
    target = torch.tensor((wanted / wanted.sum(1, keepdims=True)).astype(np.float32))
    weights = torch.tensor([SHARES[SCALES[s]] for s in scales.tolist()])
    fold = (axes / even / spread[:, None]).astype(np.float32)  # [inputs, reduced]
    found = []
    for seed in range(members):
        member = _fitted(inputs, told, target, scales, weights, len(names), seed, epochs)
        first = member.numbers.weight.detach().numpy() @ fold.T
        found.append(
            Layers(
                first,
                member.named.weight.detach().numpy().T,
                member.numbers.bias.detach().numpy() - first @ mean,
                member.out.weight.detach().numpy(),
                member.out.bias.detach().numpy(),
            )
        )
    return FactualityNetwork(names, SCALES, BINS, tuple(found))


def _fitted(
    inputs: torch.Tensor,
    told: Sequence[Sequence[int]],
    target: torch.Tensor,
    scales: torch.Tensor,
    weights: torch.Tensor,
    names: int,
    seed: int,
    epochs: int,
) -> _Member:
    torch.manual_seed(seed)
    member = _Member(inputs.shape[1], names)
    optimizer = torch.optim.AdamW(member.parameters(), lr=RATE, weight_decay=0.05)
    steps = len(inputs) // BATCH
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, epochs * steps, pct_start=0.1)
    order = torch.Generator().manual_seed(seed)
    cumulated = target.cumsum(1)
    for _ in range(epochs):
        for batch in torch.randperm(len(inputs), generator=order)[: steps * BATCH].view(-1, BATCH):
            own = [told[i] for i in batch.tolist()]
            flat = torch.tensor([name for row in own for name in row], dtype=torch.long)
            offsets = torch.tensor(np.cumsum([0, *(len(row) for row in own[:-1])]), dtype=torch.long)
            scores = member(inputs[batch], flat, offsets)[torch.arange(len(batch)), scales[batch]]
            entropy = -(scores.log_softmax(-1) * target[batch]).sum(-1)
            ranked = ((scores.softmax(-1).cumsum(-1) - cumulated[batch]) ** 2).sum(-1) * 6 / len(BINS)
            optimizer.zero_grad()
            ((0.3 * entropy + ranked) * weights[batch]).mean().backward()
            optimizer.step()
            schedule.step()
    trained: _Member = member.eval()
    return trained


def write(network: FactualityNetwork, path: Path) -> None:
    """The network as a file: matrices as eight-bit numbers with a scale a row, the rest in half precision."""
    arrays: dict[str, NDArray[np.generic]] = {
        "names": np.array("\n".join(network.names)),
        "scales": np.array(" ".join(network.scales)),
        "bins": network.bins,
        "members": np.array(len(network.members)),
    }
    for number, member in enumerate(network.members):
        for part in ("numbers", "named", "out"):
            matrix: Floats = getattr(member, part)
            scale = np.abs(matrix).max(1) / 127 + 1e-9
            arrays[f"{part}{number}"] = np.round(matrix / scale[:, None]).astype(np.int8)
            arrays[f"{part}{number}_scale"] = scale.astype(np.float32)
        arrays[f"bias{number}"] = member.bias.astype(np.float32)
        arrays[f"out_bias{number}"] = member.out_bias.astype(np.float32)
    np.savez_compressed(path, **arrays)  # type: ignore[arg-type]


def main() -> None:
    """Read, fit, and write or print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True, help="folder where the engine's readings are kept")
    parser.add_argument("--model", type=Path, help="a model folder other than the shipped one")
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--members", type=int, default=MEMBERS)
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    arguments = parser.parse_args()
    analyser = Analyser(arguments.model, 1)
    with unpacked(arguments.data / "factuality.tar.gz", "factuality") as archive:
        found = {name: read_part(archive / "factuality" / file, name, arguments.work, analyser) for name, file in PARTS.items()}
    if arguments.check:
        network = fit({n: p for n, p in found.items() if n.endswith("-train")}, arguments.members, arguments.epochs)
    else:
        network = fit({n: p if n.endswith("-train") else p.only(~p.held) for n, p in found.items()}, arguments.members, arguments.epochs)
        write(network, arguments.out)
        network = read_network(arguments.out)
    for name, part in found.items():
        if name.endswith("-dev"):
            shown = part if arguments.check else part.only(part.held)
            got = network.values(shown.numbers, shown.names, name.partition("-")[0])
            print(name, figures(got.tolist(), shown.values.tolist()))


if __name__ == "__main__":
    main()
