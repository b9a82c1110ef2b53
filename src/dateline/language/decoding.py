"""From scores to structures: label sequences and trees."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


def best_labels(scores: Floats, lengths: Ints, transitions: Floats, first: Floats) -> Ints:
    """The best label sequence of each row by Viterbi's algorithm.

    ``scores`` [rows, words, labels] with ``lengths`` [rows] real words each; ``transitions`` [labels, labels] from the row's to the
    column's label;
    ``first`` [labels] scores of opening with a label. Returns [rows, words]; places past a row's length hold 0.
    """
    rows, longest, labels = scores.shape
    came_from = np.zeros((rows, longest, labels), dtype=np.int64)
    best = scores[:, 0] + first
    finals = np.zeros((rows, labels), dtype=np.float32)
    finals[lengths == 1] = best[lengths == 1]
    for i in range(1, longest):
        step = best[:, :, None] + transitions
        came_from[:, i] = step.argmax(1)
        best = step.max(1) + scores[:, i]
        ended = lengths == i + 1
        if ended.any():
            finals[ended] = best[ended]
    found = np.zeros((rows, longest), dtype=np.int64)
    index = np.arange(rows)
    label = finals.argmax(1)
    found[index, lengths - 1] = label
    for i in range(longest - 1, 0, -1):
        inside = lengths > i
        label = np.where(inside, came_from[index, i, label], label)
        found[inside, i - 1] = label[inside]
    return found


def spans_of(labels: list[str]) -> list[tuple[int, int, str]]:
    """The spans of a BIO sequence: first word, word after the last, type."""
    spans = []
    start = -1
    for i, label in enumerate([*labels, "O"]):
        if start >= 0 and not (label.startswith("I-") and label[2:] == labels[start][2:]):
            spans.append((start, i, labels[start][2:]))
            start = -1
        if label.startswith("B-") or (label.startswith("I-") and start < 0):
            start = i
    return spans


def trees(scores: Floats, lengths: Ints) -> Ints:
    """The best head of every word such that each sentence is a tree with one root.

    ``scores`` [sentences, words, words + 1], heads counted from 1, 0 is the root. Where each word's best head already makes a tree, that is
    the answer; otherwise the maximum spanning tree (Chu & Liu 1965, Edmonds 1967) over log-probabilities.
    """
    sentences, longest, _ = scores.shape
    places = np.arange(longest + 1)
    real = places[None, :] <= lengths[:, None]
    masked = np.where(real[:, None, :], scores, np.float32(-1e9))
    inner = np.arange(longest)
    masked[:, inner, inner + 1] = -1e9
    heads = np.zeros((sentences, longest + 1), dtype=np.int64)
    heads[:, 1:] = masked.argmax(2)
    heads[~real] = 0
    roots = ((heads[:, 1:] == 0) & real[:, 1:]).sum(1)
    above = heads
    for _ in range(max(1, int(longest).bit_length())):
        above = np.take_along_axis(above, above, 1)
    broken = (roots != 1) | (above != 0).any(1)
    for i in np.flatnonzero(broken):
        n = int(lengths[i])
        heads[i, 1 : n + 1] = spanning_tree(masked[i, :n, : n + 1])
    found: Ints = heads[:, 1:]
    return found


def spanning_tree(scores: Floats) -> Ints:
    """Heads [words] of the maximum spanning arborescence with a single root; ``scores`` [words, words + 1]."""
    n = len(scores)
    shifted = scores - scores.max(1, keepdims=True)
    logs = shifted - np.log(np.exp(shifted).sum(1, keepdims=True))
    full = np.full((n + 1, n + 1), -1e9, dtype=np.float64)
    full[1:, :] = np.maximum(logs, -1e6)
    candidates = np.argsort(-full[1:, 0])[: min(n, 3)] + 1
    unconstrained = _arborescence(full)
    roots = np.flatnonzero(unconstrained[1:] == 0) + 1
    if len(roots) == 1:
        return _words_only(unconstrained)
    best, best_score = unconstrained, -np.inf
    for root in sorted({*roots.tolist(), *candidates.tolist()}):
        forced = full.copy()
        forced[1:, 0] = -1e9
        forced[root, :] = -1e9
        forced[root, 0] = 0.0
        heads = _arborescence(forced)
        score = float(forced[np.arange(1, n + 1), heads[1:]].sum() + full[root, 0])
        if score > best_score:
            best, best_score = heads, score
    return _words_only(best)


def _words_only(heads: Ints) -> Ints:
    kept: Ints = heads[1:]
    return kept


def _arborescence(scores: NDArray[np.float64]) -> Ints:
    """Chu-Liu-Edmonds on [nodes, nodes] scores of (dependent, head); node 0 is the root. Returns the head of each node (0 for node 0)."""
    n = len(scores)
    scores = scores.copy()
    np.fill_diagonal(scores, -np.inf)
    heads: Ints = scores.argmax(1)
    heads[0] = 0
    cycle = _cycle(heads)
    if not cycle:
        return heads
    inside = np.zeros(n, dtype=bool)
    inside[cycle] = True
    outside = np.flatnonzero(~inside)
    members = np.array(cycle)
    own = scores[members, heads[members]]
    m = len(outside)
    smaller = np.full((m + 1, m + 1), -np.inf)
    smaller[:m, :m] = scores[np.ix_(outside, outside)]
    into = scores[np.ix_(members, outside)] - own[:, None]
    enter = into.argmax(0)
    smaller[m, :m] = into.max(0)
    out = scores[np.ix_(outside, members)]
    leave = out.argmax(1)
    smaller[:m, m] = out.max(1)
    solved = _arborescence(smaller)
    result = heads.copy()
    for k in range(m):
        node = outside[k]
        if node == 0:
            continue
        head = solved[k]
        result[node] = members[leave[k]] if head == m else outside[head]
    entry = solved[m]
    result[members[enter[entry]]] = outside[entry]
    return result


def _cycle(heads: Ints) -> list[int]:
    colour = [0] * len(heads)
    colour[0] = 2
    for start in range(1, len(heads)):
        path = []
        node = start
        while colour[node] == 0:
            colour[node] = 1
            path.append(node)
            node = int(heads[node])
        if colour[node] == 1:
            return path[path.index(node) :]
        for seen in path:
            colour[seen] = 2
    return []
