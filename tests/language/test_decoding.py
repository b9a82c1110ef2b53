from __future__ import annotations

from itertools import pairwise, product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.language.decoding import best_labels, spanning_tree, spans_of, trees


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 5), st.integers(2, 3))
def test_best_labels_is_the_best_of_all_sequences(seed: int, length: int, labels: int) -> None:
    generator = np.random.default_rng(seed)
    scores = generator.normal(size=(2, 5, labels)).astype(np.float32)
    transitions = generator.normal(size=(labels, labels)).astype(np.float32)
    first = generator.normal(size=labels).astype(np.float32)
    found = best_labels(scores, np.array([length, 5]), transitions, first)

    def value(path: tuple[int, ...]) -> float:
        total = first[path[0]] + sum(scores[0, i, label] for i, label in enumerate(path))
        return float(total + sum(transitions[a, b] for a, b in pairwise(path)))

    best = max(product(range(labels), repeat=length), key=value)
    assert value(tuple(found[0, :length])) == value(best)


def is_tree(heads: tuple[int, ...]) -> bool:
    for word in range(1, len(heads) + 1):
        seen = set()
        while word:
            if word in seen:
                return False
            seen.add(word)
            word = heads[word - 1]
    return heads.count(0) == 1


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 100_000), st.integers(1, 5))
def test_spanning_tree_is_the_best_single_rooted_tree(seed: int, words: int) -> None:
    scores = np.random.default_rng(seed).normal(scale=2.0, size=(words, words + 1)).astype(np.float32)
    scores[np.arange(words), np.arange(words) + 1] = -1e9
    logs = scores - np.log(np.exp(scores).sum(1, keepdims=True))

    def value(heads: tuple[int, ...]) -> float:
        return float(sum(logs[i, h] for i, h in enumerate(heads)))

    possible = [h for h in product(range(words + 1), repeat=words) if is_tree(h)]
    found = tuple(int(h) for h in spanning_tree(scores))
    assert is_tree(found)
    if words <= 3:  # every root is tried up to three words, beyond that only the likeliest
        assert abs(value(found) - max(map(value, possible))) < 1e-4


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 100_000), st.lists(st.integers(1, 30), min_size=1, max_size=4))
def test_every_sentence_of_a_batch_gets_a_tree(seed: int, sizes: list[int]) -> None:
    longest = max(sizes)
    scores = np.random.default_rng(seed).normal(scale=3.0, size=(len(sizes), longest, longest + 1)).astype(np.float32)
    heads = trees(scores, np.array(sizes))
    for row, size in zip(heads, sizes, strict=True):
        assert is_tree(tuple(int(h) for h in row[:size]))


def test_spans_of() -> None:
    assert spans_of(["B-Cue", "I-Cue", "O", "B-Cue", "B-Cue", "I-Source"]) == [
        (0, 2, "Cue"),
        (3, 4, "Cue"),
        (4, 5, "Cue"),
        (5, 6, "Source"),
    ]
