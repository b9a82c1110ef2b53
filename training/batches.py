"""Passages of whole sentences, batched for one task at a time.

A passage is a run of sentences of one document up to a number of sub-words drawn anew each epoch, so the model meets single sentences and
long contexts alike. ``given`` passages tell the model every sentence's border (as :meth:`dateline.Engine.parse` does), the others only
paragraph starts (as in raw text).
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

import torch
from torch import Tensor

from dateline.language.lemmas import edit_between
from dateline.language.subwords import CLASS_ID, MASK_ID, SEPARATOR_ID, Shape, SubwordEncoder, form_numbers
from training.corpora import LabelledDocument, LabelledSentence
from training.labels import Inventory

BUDGETS = (40, 90, 150, 220, 250)
"""Sub-words a passage may hold, drawn evenly."""
LONGEST = 500
UNSEEN = -100
OWN, OTHERS = range(2)
"""Whose conventions a pair's type follows: the project's, or PLV's."""


@dataclass(slots=True)
class Passage:
    """Consecutive sentences of a document. ``offset`` is the number of words of the document before it."""

    sentences: list[LabelledSentence]
    given: bool
    offset: int
    subwords: int


@dataclass(slots=True)
class Batch:
    """Tensors of one batch. Words are counted over the whole batch; ``grid`` [sentences, words] and ``rows`` [passages, words] index
    them, with
    ``grid_mask`` and ``rows_mask`` for the places that hold a word."""

    ids: Tensor
    forms: Tensor
    marks: Tensor
    mask: Tensor
    firsts: Tensor
    lasts: Tensor
    grid: Tensor
    grid_mask: Tensor
    rows: Tensor
    rows_mask: Tensor
    gold: dict[str, Tensor]


def passages(
    documents: list[LabelledDocument], encoder: SubwordEncoder, generator: random.Random | None, given: float, budget: int = 0
) -> list[Passage]:
    """Cut documents into passages; without a generator every passage has ``budget`` sub-words and borders are given if ``given`` is 1."""
    found = []
    for document in documents:
        offset = 0
        current: Passage | None = None
        limit = 0
        for sentence in document:
            size = sum(len(encoder.word(w)[0]) for w in sentence.words)
            if current is None or current.subwords + size > limit:
                limit = generator.choice(BUDGETS) if generator else budget
                borders = generator.random() < given if generator else given == 1
                current = Passage([], borders, offset, 0)
                found.append(current)
            current.sentences.append(sentence)
            current.subwords += size
            offset += len(sentence.words)
    return [p for p in found if p.subwords <= LONGEST]


def batches(found: list[Passage], most: int, generator: random.Random | None) -> Iterator[list[Passage]]:
    """Group passages of like length, at most ``most`` sub-words (padding counted) a batch, in random order."""
    keyed = [(p.subwords + (generator.random() * 20 if generator else 0), i) for i, p in enumerate(found)]
    groups: list[list[Passage]] = []
    current: list[Passage] = []
    for _, i in sorted(keyed):
        longest = max([found[i].subwords, *(p.subwords for p in current)])
        if current and longest * (len(current) + 1) > most:
            groups.append(current)
            current = []
        current.append(found[i])
    if current:
        groups.append(current)
    if generator:
        generator.shuffle(groups)
    yield from groups


class Collator:
    """Makes tensors of passages. With a generator, it hides a share ``hidden`` of the sub-words and flattens the capitals of some."""

    def __init__(self, encoder: SubwordEncoder, inventory: Inventory, generator: random.Random | None, hidden: float = 0.05) -> None:
        self.encoder = encoder
        self.generator = generator
        self.hidden = hidden
        self.tables = {
            "upos": {u: i for i, u in enumerate(inventory.upos)},
            "feats": {f: i for i, f in enumerate(inventory.feats)},
            "lemmas": {e: i for i, e in enumerate(inventory.lemmas)},
            "deprels": {d: i for i, d in enumerate(inventory.deprels)},
            "entities": {e: i for i, e in enumerate(inventory.entities)},
            "attribution": {a: i for i, a in enumerate(inventory.attribution)},
            "triggers": {t: i for i, t in enumerate(inventory.triggers)},
            "modes": {m: i for i, m in enumerate(inventory.modes)},
            "statuses": {x: i for i, x in enumerate(inventory.statuses)},
            "sectors": {x: i for i, x in enumerate(inventory.sectors)},
        }
        self.types = [t[2:] for t in inventory.triggers if t.startswith("B-")]

    def __call__(self, group: list[Passage], task: str) -> Batch:
        """The tensors of a batch of passages with the gold labels of ``task``."""
        width = max(p.subwords for p in group) + 2
        ids = torch.zeros(len(group), width, dtype=torch.long)
        forms = torch.zeros(len(group), width, dtype=torch.long)
        mask = torch.zeros(len(group), width, dtype=torch.long)
        marks = torch.zeros(len(group), width, dtype=torch.long)
        firsts: list[int] = []
        lasts: list[int] = []
        sentence_words: list[list[int]] = []
        passage_words: list[list[int]] = []
        for row, passage in enumerate(group):
            words = [w for s in passage.sentences for w in s.words]
            starts = [
                i == 0 and (passage.given or s.paragraph_start or number == 0)
                for number, s in enumerate(passage.sentences)
                for i in range(len(s.words))
            ]
            encoded = [self.encoder.word(w) for w in words]
            shapes = self._shapes([kind for _, kind in encoded])
            numbers = form_numbers(words, starts, shapes)
            ids[row, 0] = CLASS_ID
            place = 1
            passage_words.append(list(range(len(firsts), len(firsts) + len(words))))
            pair = passage.sentences[0].pair
            for word, ((pieces, _), number) in enumerate(zip(encoded, numbers, strict=True)):
                if pair is not None:
                    mark = 1 if pair.source[0] <= word < pair.source[1] else 2 if pair.target[0] <= word < pair.target[1] else 0
                    marks[row, place : place + len(pieces)] = mark
                for k, piece in enumerate(pieces):
                    ids[row, place + k] = piece
                    forms[row, place + k] = number
                    if self.generator and self.generator.random() < self.hidden:
                        ids[row, place + k] = MASK_ID
                firsts.append(row * width + place)
                place += len(pieces)
                lasts.append(row * width + place - 1)
            ids[row, place] = SEPARATOR_ID
            mask[row, : place + 1] = 1
            at = passage_words[-1][0]
            for s in passage.sentences:
                sentence_words.append(list(range(at, at + len(s.words))))
                at += len(s.words)
        grid, grid_mask = _padded(sentence_words)
        rows, rows_mask = _padded(passage_words)
        batch = Batch(ids, forms, marks, mask, torch.tensor(firsts), torch.tensor(lasts), grid, grid_mask, rows, rows_mask, {})
        self._gold(group, task, batch)
        return batch

    def _shapes(self, shapes: list[int]) -> list[int]:
        if self.generator is None:
            return shapes
        draw = self.generator.random()
        if draw < 0.03:
            return [int(Shape.UPPER) if s in (Shape.LOWER, Shape.TITLE, Shape.MIXED) else s for s in shapes]
        if draw < 0.05:
            return [int(Shape.LOWER) if s in (Shape.UPPER, Shape.TITLE, Shape.MIXED, Shape.SINGLE) else s for s in shapes]
        if draw < 0.07:
            return [int(Shape.TITLE) if s == Shape.LOWER else s for s in shapes]
        return shapes

    def _gold(self, group: list[Passage], task: str, batch: Batch) -> None:
        sentences = [s for p in group for s in p.sentences]
        gold = batch.gold
        if task == "trees":
            for name, values in (("upos", "upos"), ("feats", "feats")):
                gold[name] = torch.tensor([self.tables[name].get(v, UNSEEN) for s in sentences for v in getattr(s, values)])
            edits = [edit_between(w, lemma) for s in sentences for w, lemma in zip(s.words, s.lemmas, strict=True)]
            gold["lemmas"] = torch.tensor([self.tables["lemmas"].get(e, UNSEEN) for e in edits])
            gold["heads"] = torch.tensor([h for s in sentences for h in s.heads])
            gold["deprels"] = torch.tensor([self.tables["deprels"].get(d, UNSEEN) for s in sentences for d in s.deprels])
            border = []
            for p in group:
                for number, s in enumerate(p.sentences):
                    told = p.given or number == len(p.sentences) - 1 or p.sentences[number + 1].paragraph_start
                    border.extend([UNSEEN if p.given else 0] * (len(s.words) - 1))
                    border.append(UNSEEN if told else 1)
            gold["border"] = torch.tensor(border)
        elif task == "entities":
            gold["entities"] = torch.tensor([self.tables["entities"].get(e, 0) for s in sentences for e in s.entities])
        elif task == "attribution":
            gold["attribution"] = torch.tensor([self.tables["attribution"][a] for s in sentences for a in s.attribution])
            links = []
            for p in group:
                size = sum(len(s.words) for s in p.sentences)
                for s in p.sentences:
                    for label, link in zip(s.attribution, s.links, strict=True):
                        inside = 0 <= link - p.offset < size
                        asked = label[2:] in ("Source", "Content")
                        links.append(link - p.offset + 1 if inside and asked else (0 if asked and link >= 0 else UNSEEN))
            gold["links"] = torch.tensor(links)
        elif task == "events":
            self._acts(group, batch)
        elif task == "relation":
            self._pairs(group, batch)
        elif task == "factuality":
            judged = [(row, word, value, s.judges) for row, p in enumerate(group) for s in p.sentences for word, value in s.factuality]
            gold["fact_words"] = torch.stack([batch.rows[row, word] for row, word, _, _ in judged])
            gold["facts"] = torch.tensor([value for _, _, value, _ in judged])
            gold["judges"] = torch.tensor([judges for _, _, _, judges in judged])

    def _acts(self, group: list[Passage], batch: Batch) -> None:
        sentences = [s for p in group for s in p.sentences]
        gold = batch.gold
        gold["triggers"] = torch.tensor([self.tables["triggers"][t] for s in sentences for t in s.triggers])
        gold["sectors"] = torch.tensor([self.tables["sectors"][x] if x else UNSEEN for s in sentences for x in s.sectors])
        placed = [(row, p, act) for row, p in enumerate(group) for s in p.sentences for act in s.acts]
        words, width, roles = batch.rows, batch.rows.shape[1], len(placed[0][2].words) if placed else 1
        gold["act_rows"] = torch.tensor([row for row, _, _ in placed], dtype=torch.long)
        gold["act_places"] = torch.tensor([act.first - p.offset for _, p, act in placed], dtype=torch.long)
        gold["act_words"] = words[gold["act_rows"], gold["act_places"]]
        gold["modes"] = torch.tensor([self.tables["modes"][f"{a.type}/{a.mode}"] for _, _, a in placed], dtype=torch.long)
        gold["statuses"] = torch.tensor([self.tables["statuses"][a.status] for _, _, a in placed], dtype=torch.long)
        gold["act_events"] = torch.tensor([a.event for _, _, a in placed], dtype=torch.long)
        gold["roles"] = torch.zeros(len(placed), width, roles)
        gold["roles_mask"] = torch.zeros(len(placed), width, roles, dtype=torch.bool)
        for number, (row, p, act) in enumerate(placed):
            size = int(batch.rows_mask[row].sum())
            if not act.told:
                continue
            gold["roles_mask"][number, :size] = True
            for i in act.masked:
                if 0 <= i - p.offset < size:
                    gold["roles_mask"][number, i - p.offset] = False
            for role, members in enumerate(act.words):
                for i in members:
                    if 0 <= i - p.offset < size:
                        gold["roles"][number, i - p.offset, role] = 1.0

    def _pairs(self, group: list[Passage], batch: Batch) -> None:
        gold = batch.gold
        pairs = [p.sentences[0].pair for p in group]
        width = batch.rows.shape[1]
        for name in ("source", "target"):
            gold[name] = torch.zeros(len(group), width)
        gold["types"] = torch.zeros(len(group), len(self.types))
        modes, statuses = [], []
        for row, pair in enumerate(pairs):
            assert pair is not None
            gold["source"][row, pair.source[0] : pair.source[1]] = 1.0
            gold["target"][row, pair.target[0] : pair.target[1]] = 1.0
            for t in pair.types:
                gold["types"][row, self.types.index(t)] = 1.0
            modes.append(UNSEEN if pair.mode is None else self.tables["modes"][f"{pair.types[0]}/{pair.mode}"])
            statuses.append(UNSEEN if pair.status is None else self.tables["statuses"][pair.status])
        gold["conventions"] = torch.tensor([OWN if pair is not None and pair.own else OTHERS for pair in pairs])
        gold["pair_modes"] = torch.tensor(modes)
        gold["pair_statuses"] = torch.tensor(statuses)


def _padded(lists: list[list[int]]) -> tuple[Tensor, Tensor]:
    width = max(len(x) for x in lists)
    index = torch.zeros(len(lists), width, dtype=torch.long)
    mask = torch.zeros(len(lists), width, dtype=torch.bool)
    for i, values in enumerate(lists):
        index[i, : len(values)] = torch.tensor(values)
        mask[i, : len(values)] = True
    return index, mask
