"""What the event heads of the sentence engine say of one text: which words tell of an act, of what type, mode and status, and what the
words around are to it.

The coder asks for any word, whether the engine itself takes it for a trigger or a codebook construction does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dateline.language.decoding import Floats, best_labels, spans_of
from dateline.language.network import Network, WordScores
from dateline.language.passages import Passage


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words ``first`` to ``last`` (exclusive, numbers of the text's words) that the engine takes for the trigger of an act of ``type``."""

    first: int
    last: int
    type: str


@dataclass(frozen=True, slots=True)
class RoleScores:
    """Log-odds [words, roles] of words ``first`` onwards being a participant of an act; ``identity`` compares acts."""

    first: int
    scores: Floats
    identity: Floats

    def of(self, word: int, role: int) -> float | None:
        """The log-odds of a word, None where it was read in another passage."""
        place = word - self.first
        return float(self.scores[place, role]) if 0 <= place < len(self.scores) else None


class EventScores:
    """The event heads' scores of one text. Words are numbered through the text, as its sentences have them in order."""

    def __init__(self, network: Network, passages: Sequence[Passage], scores: WordScores) -> None:
        self._network = network
        self._passages = tuple(passages)
        self._events = scores.events
        self._triggers = scores.triggers
        self._modes = scores.modes
        self._statuses = scores.statuses
        self._sectors = scores.sectors
        labels = network.labels
        self.types = labels.types
        self.roles = labels.roles
        self.statuses = labels.statuses
        self.sectors = labels.sectors
        self._mode_places = {
            t: [(i, name.partition("/")[2]) for i, name in enumerate(labels.modes) if name.partition("/")[0] == t] for t in self.types
        }
        self._begin_places = [labels.triggers.index(f"B-{t}") for t in self.types]

    def triggers(self, readiness: float) -> list[Trigger]:
        """The triggers of the likeliest labelling; ``readiness`` is added to the score of every label that is no "O"."""
        labels = self._network.labels
        pieces = [self._triggers[p.first : p.last] for p in self._passages]
        if not pieces:
            return []
        sizes = np.array([len(piece) for piece in pieces], dtype=np.int64)
        rows = np.zeros((len(pieces), int(sizes.max()), len(labels.triggers)), dtype=np.float32)
        for row, piece in enumerate(pieces):
            rows[row, : len(piece)] = piece
        rows[:, :, 1:] += np.float32(readiness)
        best = best_labels(rows, sizes, labels.trigger_transitions, labels.trigger_first)
        return [
            Trigger(p.first + a, p.first + b, kind)
            for p, row, size in zip(self._passages, best, sizes.tolist(), strict=True)
            for a, b, kind in spans_of([labels.triggers[i] for i in row[:size].tolist()])
        ]

    def odds(self, word: int) -> Floats:
        """Log-odds [types] of a word beginning a trigger of each type against its being none."""
        row = self._triggers[word]
        found: Floats = row[self._begin_places] - row[0]
        return found

    def mode(self, word: int, kind: str) -> tuple[tuple[str, float], ...]:
        """The modes of a type with their probabilities for an act that begins at a word, likeliest first; "" is no mode."""
        places = self._mode_places.get(kind, [])
        if not places:
            return ()
        shares = _softmax(self._modes[word][[i for i, _ in places]])
        return tuple(sorted(zip((name for _, name in places), shares.tolist(), strict=True), key=lambda x: -x[1]))

    def status(self, word: int) -> tuple[tuple[str, float], ...]:
        """The statuses with their probabilities for an act that begins at a word, likeliest first."""
        return tuple(sorted(zip(self.statuses, _softmax(self._statuses[word]).tolist(), strict=True), key=lambda x: -x[1]))

    def sector(self, word: int) -> tuple[str, float]:
        """The likeliest sector of a participant with this head word and its probability."""
        shares = _softmax(self._sectors[word])
        best = int(shares.argmax())
        return self.sectors[best], float(shares[best])

    def roles_of(self, words: Sequence[int]) -> list[RoleScores]:
        """For acts that begin at ``words``, what each word of their passages is to them."""
        found: dict[int, RoleScores] = {}
        for passage in self._passages:
            own = sorted({w for w in words if passage.first <= w < passage.last})
            if own:
                roles, identities = self._network.score_roles(self._events[passage.first : passage.last], [w - passage.first for w in own])
                found |= {w: RoleScores(passage.first, roles[i], identities[i]) for i, w in enumerate(own)}
        return [found[w] for w in words]

    def same(self, first: RoleScores, second: RoleScores) -> float:
        """Log-odds of two acts being one event."""
        labels = self._network.labels
        return float(first.identity @ second.identity) * labels.same_scale + labels.same_bias


def _softmax(scores: Floats) -> Floats:
    odds = np.exp(scores - scores.max())
    found: Floats = odds / odds.sum()
    return found
