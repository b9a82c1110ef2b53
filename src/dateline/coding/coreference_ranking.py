"""What a pair of expressions is worth: a small network over the pair's features and the engine's vectors of both heads.

An expression is compared with all it may refer to and with opening a chain of its own; the scores make probabilities (mention ranking:
Denis and Baldridge 2008; the loss in ``training/coreference.py`` counts every right antecedent, Durrett and Klein 2013).
The numbers stand in ``data/coreference_weights.npz``, written by ``python -m training.coreference``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Final

import numpy as np

from dateline.coding.coreference_pairs import FEATURES, OWN_FEATURES, ExpressionArrays, Pairs, own_features
from dateline.errors import DataError
from dateline.language.decoding import Floats

FILE: Final = "coreference_weights.npz"


@dataclass(frozen=True, slots=True)
class RankingWeights:
    """The network: projections of the engine's vectors [384, p] for the later and earlier expression, a hidden layer over pairs
    ([FEATURES + p, h]) and one over single expressions ([OWN_FEATURES + p, k]), each with its output."""

    later: Floats
    earlier: Floats
    pair_hidden: Floats
    pair_bias: Floats
    pair_output: Floats
    own_hidden: Floats
    own_bias: Floats
    own_output: Floats

    def __post_init__(self) -> None:
        width = self.later.shape[1]
        expected = {"pair_hidden": FEATURES + width, "own_hidden": OWN_FEATURES + width}
        for name, rows in expected.items():
            if getattr(self, name).shape[0] != rows:
                found = getattr(self, name).shape[0]
                raise DataError(FILE, 0, f"{name} has {found} rows, expected {rows}; fit it anew with `python -m training.coreference`")

    def scores(self, arrays: ExpressionArrays, pairs: Pairs, vectors: Floats | None) -> tuple[Floats, Floats]:
        """The score of every pair, and of every expression for opening a chain."""
        heads: Floats = np.zeros((len(arrays.expressions), len(self.later)), dtype=np.float32)
        if vectors is not None:
            heads = vectors[arrays.word]
        later, earlier = heads @ self.later, heads @ self.earlier
        split = FEATURES
        hidden: Floats = (pairs.features @ self.pair_hidden[:split]).astype(np.float32, copy=False)
        hidden += (later[pairs.later] * earlier[pairs.earlier]) @ self.pair_hidden[split:]
        hidden += self.pair_bias
        np.maximum(hidden, 0, out=hidden)
        own = own_features(arrays) @ self.own_hidden[:OWN_FEATURES] + later @ self.own_hidden[OWN_FEATURES:] + self.own_bias
        of_pairs: Floats = hidden @ self.pair_output
        opening: Floats = np.maximum(own, 0) @ self.own_output
        return of_pairs, opening


@cache
def shipped_ranking() -> RankingWeights:
    """The network that comes with the package, loaded once. Raises :class:`dateline.errors.DataError` where it does not fit the
    features."""
    content = files("dateline.coding").joinpath("data").joinpath(FILE).read_bytes()
    with np.load(BytesIO(content)) as stored:
        return RankingWeights(**{name: stored[name].astype(np.float32) for name in RankingWeights.__slots__})
