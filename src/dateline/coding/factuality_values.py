"""A number for how far a predicate word is told as having happened, on the scale of Stanovsky et al. (2017): 3 certainly happened, -3
certainly did not, 0 says nothing.

A small network reads the engine's vectors of the word and of its nearest governor, the engine's statuses, and the evidence in the tree
(:mod:`dateline.coding.factuality_evidence`). For each corpus that people have judged it gives a distribution over the scale, for people
were asked differently: UW (Lee et al. 2015) is news and the one that counts, MEANTIME (Minard et al. 2016) hardly leaves +3.
``training.factuality`` fits it. The value is the median of the distribution, which is off by least.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dateline.coding.factuality_evidence import evidence, governors
from dateline.coding.tree import Tree
from dateline.errors import DataError
from dateline.language.analysis import WordVectors

FILE: Final = "factuality_values.npz"
DEFAULT_SCALE: Final = "uw"
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Layers:
    """One network: weights [hidden, inputs] on the numbers, [hidden, names] on the evidence, and [scales * bins, hidden] behind them."""

    numbers: Floats
    named: Floats
    bias: Floats
    out: Floats
    out_bias: Floats


@dataclass(frozen=True, slots=True)
class FactualityNetwork:
    """The networks, whose distributions are averaged, with what their inputs and outputs stand for."""

    names: Mapping[str, int]
    scales: tuple[str, ...]
    bins: Floats
    members: tuple[Layers, ...]

    def values(self, numbers: Floats, names: Sequence[Sequence[str]], scale: str = DEFAULT_SCALE) -> Floats:
        """The values of some words: ``numbers`` [words, inputs] as :func:`numbers_of` gives them, ``names`` their evidence. Raises KeyError
        on a scale that is not among :attr:`scales`."""
        return medians(self.shares(numbers, names, scale), self.bins)

    def shares(self, numbers: Floats, names: Sequence[Sequence[str]], scale: str = DEFAULT_SCALE) -> Floats:
        """The distributions [words, bins] over the scale."""
        if scale not in self.scales:
            raise KeyError(f"{scale!r} is no scale of factuality; expected one of {', '.join(self.scales)}")
        place = self.scales.index(scale) * len(self.bins)
        total = np.zeros((len(numbers), len(self.bins)), dtype=np.float32)
        for member in self.members:
            hidden = numbers @ member.numbers.T + member.bias
            for row, own in enumerate(names):
                known = [self.names[name] for name in own if name in self.names]
                hidden[row] += member.named[:, known].sum(1)
            rows = slice(place, place + len(self.bins))
            odds = _gelu(hidden) @ member.out[rows].T + member.out_bias[rows]
            odds = np.exp(odds - odds.max(1, keepdims=True))
            total += odds / odds.sum(1, keepdims=True)
        return (total / len(self.members)).astype(np.float32)


@lru_cache(maxsize=1)
def shipped_network() -> FactualityNetwork:
    """The network that comes with the package."""
    return read_network(Path(str(files("dateline.coding").joinpath("data").joinpath(FILE))))


def read_network(path: Path) -> FactualityNetwork:
    """The network of a file that ``training.factuality`` wrote. Raises DataError where the file is no such network."""
    try:
        with np.load(path, allow_pickle=False) as file:
            names = str(file["names"]).split("\n")
            members = []
            for number in range(int(file["members"])):
                layers = {part: _unpacked(file, f"{part}{number}") for part in ("numbers", "named", "out")}
                members.append(Layers(**layers, bias=file[f"bias{number}"], out_bias=file[f"out_bias{number}"]))
            return FactualityNetwork(
                {name: place for place, name in enumerate(names)}, tuple(str(file["scales"]).split()), file["bins"], tuple(members)
            )
    except (OSError, ValueError, KeyError) as error:
        raise DataError(str(path), 0, f"is no factuality network ({error}); run python -m training.factuality") from error


def _unpacked(file: Mapping[str, NDArray[np.generic]], name: str) -> Floats:
    """A matrix of eight-bit numbers with a scale a row."""
    found: Floats = file[name].astype(np.float32) * file[f"{name}_scale"].astype(np.float32)[:, None]
    return found


def numbers_of(tree: Tree, word: int, first: int, vectors: WordVectors, statuses: Mapping[str, float]) -> Floats:
    """What the network reads of a word beside its evidence [5 * 384 + 4]: the vectors of the word for syntax, spans and events, those of
    its nearest governor for syntax and events (zeros where it has none), and the engine's probabilities of the statuses in alphabetical
    order. ``first`` is the number of the sentence's first word in the text."""
    here = first + word
    above = governors(tree, word)
    nothing = np.zeros(vectors.syntax.shape[1], dtype=np.float32)
    there = first + above[0] if above else None
    found: Floats = np.concatenate(
        [
            vectors.syntax[here],
            vectors.spans[here],
            vectors.events[here],
            vectors.syntax[there] if there is not None else nothing,
            vectors.events[there] if there is not None else nothing,
            np.array([statuses[name] for name in sorted(statuses)], dtype=np.float32),
        ]
    ).astype(np.float32)
    return found


def value_of(tree: Tree, word: int, first: int, vectors: WordVectors, statuses: Mapping[str, float], scale: str = DEFAULT_SCALE) -> float:
    """The value of one word, -3 to 3."""
    numbers = numbers_of(tree, word, first, vectors, statuses)[None]
    return round(float(shipped_network().values(numbers, [evidence(tree, word)], scale)[0]), 2)


def medians(shares: Floats, bins: Floats) -> Floats:
    """The medians of distributions [words, bins] over evenly spaced bins, read between the bins' borders."""
    width = bins[1] - bins[0]
    below = shares.cumsum(1)
    place = (below >= 0.5 - 1e-6).argmax(1)
    rows = np.arange(len(shares))
    before = np.where(place > 0, below[rows, place - 1], 0.0)
    found: Floats = np.clip(bins[place] - width / 2 + width * (0.5 - before) / shares[rows, place], bins[0], bins[-1]).astype(np.float32)
    return found


def _gelu(values: Floats) -> Floats:
    """The Gaussian error linear unit in its tanh form (Hendrycks and Gimpel 2016)."""
    return (0.5 * values * (1.0 + np.tanh(0.7978845608 * (values + 0.044715 * values**3)))).astype(np.float32)
