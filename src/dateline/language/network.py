"""The neural sentence engine: ONNX graphs, their labels, and batches through them.

All graphs share one pass of the encoder. ``encoder.onnx`` reads passages once and gives each word three vectors (for syntax, spans and
events) and the scores of all word-wise heads; ``trees.onnx`` scores heads and relations inside sentences from the syntax vectors;
``links.onnx`` scores which cue a source or content belongs to from the span vectors; ``roles.onnx`` scores from the event vectors what
each word is to each act; ``relating.onnx`` what a marked source does to a marked target. New heads join by a name in ``encoder.onnx`` or
a graph on the vectors.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from dateline.errors import ModelError
from dateline.language.decoding import Floats, Ints
from dateline.language.passages import EncodedWords, Passage
from dateline.language.subwords import CLASS_ID, SEPARATOR_ID

_In = TypeVar("_In")
_Out = TypeVar("_Out")

FORMAT = 2
"""The layout of model folders this version reads."""

GRAPHS = ("encoder", "trees", "links", "roles", "relating")

BATCH_SENTENCES = 32
BATCH_PAIRS = 40_000
"""Bounds of one batch of trees: sentences, and pairs of words."""


@dataclass(frozen=True, slots=True)
class Labels:
    """What the numbers of each head stand for. ``allowed_feats`` [upos, feats] is 0 for bundles seen with a part of speech, else -10000."""

    upos: tuple[str, ...]
    feats: tuple[str, ...]
    lemmas: tuple[str, ...]
    deprels: tuple[str, ...]
    entities: tuple[str, ...]
    attribution: tuple[str, ...]
    triggers: tuple[str, ...]
    modes: tuple[str, ...]
    statuses: tuple[str, ...]
    sectors: tuple[str, ...]
    roles: tuple[str, ...]
    allowed_feats: Floats
    entity_transitions: Floats
    entity_first: Floats
    attribution_transitions: Floats
    attribution_first: Floats
    trigger_transitions: Floats
    trigger_first: Floats
    same_scale: float
    same_bias: float

    @property
    def types(self) -> tuple[str, ...]:
        """The event types, in the order of the trigger classes and of :meth:`Network.relate`."""
        return tuple(name[2:] for name in self.triggers if name.startswith("B-"))


@dataclass(frozen=True, slots=True)
class WordScores:
    """Outputs of the encoder for a list of words: vectors [words, 384] and scores [words, classes] of each word-wise head."""

    syntax: Floats
    spans: Floats
    events: Floats
    upos: Floats
    feats: Floats
    lemmas: Floats
    border: Floats
    entities: Floats
    attribution: Floats
    triggers: Floats
    modes: Floats
    statuses: Floats
    sectors: Floats


@dataclass(frozen=True, slots=True)
class PairScores:
    """What a source does to a target: scores [classes] of types, modes and statuses."""

    types: Floats
    modes: Floats
    statuses: Floats


@dataclass(frozen=True, slots=True)
class ModelCard:
    """What the model folder says of itself."""

    version: str
    encoder: str
    trained: str
    megabytes: float


class Network:
    """The graphs of a model folder, loaded. ``threads`` is the number of runs that go through them at once."""

    def __init__(self, folder: Path, threads: int = 2) -> None:
        import onnxruntime

        try:
            self._card: dict[str, Any] = json.loads((folder / "model.json").read_text(encoding="utf-8"))
        except (OSError, json.JSONDecodeError) as error:
            raise ModelError(f"{folder}: no readable model.json ({error}); reinstall dateline or give another model folder") from error
        if self._card.get("format") != FORMAT:
            raise ModelError(
                f"{folder}: model format {self._card.get('format')}, expected {FORMAT}; install the dateline version the model is for"
            )
        options = onnxruntime.SessionOptions()
        # One thread a run, and several runs at once: threads of one run wait for each other, and spin while they do.
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        options.enable_cpu_mem_arena = True
        options.enable_mem_pattern = False
        self._sessions = {}
        for name in GRAPHS:
            path = folder / f"{name}.onnx"
            try:
                self._sessions[name] = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
            except Exception as error:  # onnxruntime raises its own unexported classes
                raise ModelError(f"{path}: cannot be loaded ({error}); reinstall dateline") from error
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="dateline-network") if threads > 1 else None
        self.folder = folder
        self.labels = _labels(self._card)
        size = sum(p.stat().st_size for p in folder.iterdir())
        self.card = ModelCard(str(self._card["version"]), str(self._card["encoder"]), str(self._card["trained"]), size / 1e6)

    def encode(self, texts: Sequence[EncodedWords], passages: Sequence[Passage]) -> list[WordScores]:
        """Run the encoder over the passages of several texts; the scores of each text's words in order.

        Every passage is a run of its own: int8 scales its numbers by the run, and a passage's scores must not depend on its company.
        As many passages as there are threads go through at once, which keeps cores busier than one run on several threads.
        """
        parts: list[list[tuple[Floats, ...]]] = [[] for _ in texts]
        for passage, outputs in zip(passages, self._map(lambda p: self._encode_passage(texts[p.text], p), passages), strict=True):
            parts[passage.text].append(outputs)
        return [WordScores(*(np.concatenate(column) for column in zip(*own, strict=True))) if own else self._nothing() for own in parts]

    def _map(self, work: Callable[[_In], _Out], items: Sequence[_In]) -> Iterator[_Out]:
        """``work`` on every item, in order, on as many threads as there are; alone on the caller's."""
        return map(work, items) if self._pool is None or len(items) < 2 else self._pool.map(work, items)

    def _encode_passage(self, words: EncodedWords, passage: Passage, marked: Sequence[int] | None = None) -> tuple[Floats, ...]:
        """The encoder's outputs for the words of one passage; ``marked`` gives each of them its mark."""
        ids, forms, marks = [CLASS_ID], [0], [0]
        firsts: list[int] = []
        lasts: list[int] = []
        for number in range(passage.first, passage.last):
            pieces = words.ids[number]
            firsts.append(len(ids))
            ids.extend(pieces)
            forms.extend([words.forms[number]] * len(pieces))
            marks.extend([marked[number - passage.first] if marked is not None else 0] * len(pieces))
            lasts.append(len(ids) - 1)
        ids.append(SEPARATOR_ID)
        forms.append(0)
        marks.append(0)
        inputs = {"ids": [ids], "forms": [forms], "marks": [marks], "mask": [[1] * len(ids)], "firsts": firsts, "lasts": lasts}
        found: tuple[Floats, ...] = tuple(
            self._sessions["encoder"].run(None, {name: np.array(values, dtype=np.int64) for name, values in inputs.items()})
        )
        return found

    def _nothing(self) -> WordScores:
        labels = self.labels
        widths = (
            *(384, 384, 384),
            *(len(labels.upos), len(labels.feats), len(labels.lemmas), 2, len(labels.entities), len(labels.attribution)),
            *(len(labels.triggers), len(labels.modes), len(labels.statuses), len(labels.sectors)),
        )
        return WordScores(*(np.zeros((0, w), dtype=np.float32) for w in widths))

    def score_trees(
        self, syntax: Floats, sentences: Sequence[tuple[int, int]]
    ) -> Iterator[tuple[list[int], Floats, NDArray[np.uint8], Ints]]:
        """Arc scores and best relations of sentences, word ranges of ``syntax``, in batches of like length.

        Gives the numbers of the sentences of the batch, arc scores [sentences, words, words + 1], the best relation [sentences, words,
        words + 1]
        for every possible head, and the lengths [sentences].
        """
        sizes = [last - first for first, last in sentences]
        order = sorted(range(len(sentences)), key=sizes.__getitem__)

        def scored(group: list[int]) -> tuple[list[int], Floats, NDArray[np.uint8], Ints]:
            lengths = np.array([sizes[i] for i in group], dtype=np.int64)
            grid = np.zeros((len(group), int(lengths.max())), dtype=np.int64)
            for row, i in enumerate(group):
                grid[row, : sizes[i]] = np.arange(sentences[i][0], sentences[i][1])
            arcs, relations = self._sessions["trees"].run(None, {"words": syntax, "grid": grid})
            return group, arcs, relations, lengths

        return self._map(scored, list(_groups(order, [s * s for s in sizes], BATCH_SENTENCES, BATCH_PAIRS)))

    def score_links(self, spans: Floats) -> Floats:
        """For the words of one passage [words, 384], scores [words, words + 1] of the word their cue begins with; 0 is "not here"."""
        (scores,) = self._sessions["links"].run(None, {"words": spans[None]})
        found: Floats = scores[0]
        return found

    def score_roles(self, events: Floats, acts: Sequence[int]) -> tuple[Floats, Floats]:
        """For the words of one passage [words, 384] and the words its acts begin with: scores [acts, words, roles] of what each word is to
        each act, and vectors [acts, n] whose products tell whether two acts are one event."""
        roles, identities = self._sessions["roles"].run(None, {"words": events, "acts": np.array(acts, dtype=np.int64)})
        return roles, identities

    def relate(self, words: EncodedWords, marks: Sequence[int]) -> PairScores:
        """What the words marked 1 do to the words marked 2, in a text of at most one passage; one of the sides may have no word."""
        passage = Passage(0, 0, len(words.ids), sum(len(ids) for ids in words.ids))
        events = self._encode_passage(words, passage, marks)[2]
        sides = {
            name: np.array([float(mark == number) for mark in marks], dtype=np.float32)
            for number, name in enumerate(("source", "target"), 1)
        }
        return PairScores(*self._sessions["relating"].run(None, {"words": events, **sides}))


def _groups(order: Sequence[int], costs: Sequence[int], most: int, most_cost: int) -> Iterator[list[int]]:
    """Split ``order`` (ascending cost) into groups of at most ``most`` whose number times largest cost stays within ``most_cost``."""
    group: list[int] = []
    for i in order:
        if group and (len(group) == most or costs[i] * (len(group) + 1) > most_cost):
            yield group
            group = []
        group.append(i)
    if group:
        yield group


def _labels(card: dict[str, Any]) -> Labels:
    labels = card["labels"]
    upos, feats = labels["upos"], labels["feats"]
    allowed = np.full((len(upos), len(feats)), -10000.0, dtype=np.float32)
    for tag, bundles in card["allowed_feats"].items():
        allowed[upos.index(tag), bundles] = 0.0
    return Labels(
        upos=tuple(upos),
        feats=tuple(feats),
        lemmas=tuple(labels["lemmas"]),
        deprels=tuple(labels["deprels"]),
        entities=tuple(labels["entities"]),
        attribution=tuple(labels["attribution"]),
        triggers=tuple(labels["triggers"]),
        modes=tuple(labels["modes"]),
        statuses=tuple(labels["statuses"]),
        sectors=tuple(labels["sectors"]),
        roles=tuple(labels["roles"]),
        allowed_feats=allowed,
        entity_transitions=np.array(card["entity_transitions"], dtype=np.float32),
        entity_first=np.array(card["entity_first"], dtype=np.float32),
        attribution_transitions=np.array(card["attribution_transitions"], dtype=np.float32),
        attribution_first=np.array(card["attribution_first"], dtype=np.float32),
        trigger_transitions=np.array(card["trigger_transitions"], dtype=np.float32),
        trigger_first=np.array(card["trigger_first"], dtype=np.float32),
        same_scale=float(card["same_scale"]),
        same_bias=float(card["same_bias"]),
    )


@lru_cache(maxsize=1)
def shipped_folder() -> Path:
    """The folder of the model that comes with the package."""
    return Path(str(resources.files("dateline.language").joinpath("model")))
