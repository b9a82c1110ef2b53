"""Train the sentence engine.

``python -m training.train --data DATA --work WORK`` reads the corpora named in ``training/README.md`` below DATA, trains for the number
of steps in
:class:`Schedule` with a fixed seed and writes checkpoints and a log to WORK. The learning rate warms up, stays, and falls to zero over
the last part (warm-up, stable, decay; Hu et al. 2024), so a run can be cut short: a file ``WORK/finish`` starts the fall at once.
"""

from __future__ import annotations

import argparse
import copy
import json
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from dateline.evaluating.sources import unpacked
from dateline.knowledge.codebook import Codebook
from dateline.language.subwords import SubwordEncoder
from training.batches import UNSEEN, Batch, Collator, Passage, batches, passages
from training.corpora import (
    LabelledDocument,
    attribution_documents,
    entity_documents,
    factuality_documents,
    plain_documents,
    treebank_documents,
)
from training.events import (
    CORPUS,
    FOR_WEIGHTS,
    annotated_texts,
    codebook_texts,
    event_documents,
    event_pairs,
    held_out,
    pair_document,
    read_plv,
)
from training.labels import Inventory, inventory
from training.model import EVENTS, SPANS, SYNTAX, Engine, encoder_folder

SEED = 20100408
TREEBANKS = ("ewt-train.conllu.gz", "gum-train.conllu.gz")
MOST = 1536
"""Sub-words a batch."""
TASKS = {"trees": 0.5, "entities": 0.24, "attribution": 0.26}
EVENT_TASKS = {"events": 0.47, "relation": 0.23, "factuality": 0.12}
TAUGHT_TASKS = EVENT_TASKS | {"plain": 0.18}
"""Share of steps of each task: of a leg for syntax and spans, of a leg for events beside it, and of one that goes on from trained
event heads and is taught by them on texts without labels."""
HIDDEN = 0.05
EVENT_HIDDEN = 0.15
"""Share of sub-words hidden from a leg for syntax and spans, and from one for events, whose texts are few and soon known by heart."""
REPEATED = 2
"""Times the pairs of PLV are seen for one of the project's own."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """Steps and peak learning rates. ``events`` trains the encoder and heads for events alone, beside the rest as it is; ``taught``
    lets the event heads that it begins with teach it on texts without labels."""

    warm: int = 150
    steady: int = 7000
    fall: int = 3000
    events: bool = False
    taught: bool = False
    encoder_rate: float = 2e-4
    heads_rate: float = 1e-3
    decay: float = 0.01

    def factor(self, step: int, fall_from: int) -> float:
        """The share of the peak rate at a step."""
        if step < self.warm:
            return (step + 1) / self.warm
        if step < fall_from:
            return 1.0
        return max(0.0, 1.0 - (step - fall_from) / self.fall)


@dataclass(slots=True)
class Corpora:
    """The training documents of each task."""

    trees: list[LabelledDocument]
    entities: list[LabelledDocument]
    attribution: list[LabelledDocument]
    events: list[LabelledDocument]
    relation: list[LabelledDocument]
    factuality: list[LabelledDocument]
    plain: list[LabelledDocument]

    @staticmethod
    def read(data: Path) -> Corpora:
        """The corpora below ``data``: ``treebank/*-train.conllu.gz``, ``worldwide-train.tar.gz`` and ``polnear-train.tar.gz``."""
        trees = [d for name in TREEBANKS for d in treebank_documents(data / "treebank" / name)]
        with unpacked(data / "worldwide-train.tar.gz", "processed_annotated") as folder:
            entities = entity_documents(folder)
        with unpacked(data / "polnear-train.tar.gz", "attributions") as folder:
            attribution = attribution_documents(folder)
            plain = plain_documents(folder / "text")
        with unpacked(data / "factuality.tar.gz", "cb") as folder:
            factuality = factuality_documents(folder)
        marked_file = data / "relation/plv-train.tsv"
        with unpacked(data / "worldwide-train.tar.gz", "original_articles") as folder:
            texts = annotated_texts(CORPUS, folder / "original_articles", marked_file)
        texts = [t for t in texts if not held_out(t.id) and not t.id.startswith(FOR_WEIGHTS)]
        texts += codebook_texts(Codebook.load(None))
        marked = [pair for number, pair in read_plv(marked_file) if not held_out(number)]
        relation = [pair_document(pair) for pair in event_pairs(texts) + REPEATED * marked]
        return Corpora(trees, entities, attribution, event_documents(texts), relation, factuality, plain)


class Stream:
    """Endless batches of one task, a new cut of the documents each epoch."""

    def __init__(self, task: str, documents: list[LabelledDocument], encoder: SubwordEncoder, given: float, seed: int) -> None:
        self.task = task
        self.documents = documents
        self.encoder = encoder
        self.given = given
        self.generator = random.Random(seed)
        self.epoch = 0

    def __iter__(self) -> Iterator[list[Passage]]:
        while True:
            self.epoch += 1
            yield from batches(passages(self.documents, self.encoder, self.generator, self.given), MOST, self.generator)


def losses(engine: Engine, batch: Batch, task: str) -> dict[str, Tensor]:
    """The losses of one batch by head, unweighted."""
    gold = batch.gold
    vectors = engine.words(batch, BRANCH[task])
    if task == "events":
        return event_losses(engine, batch, vectors)
    if task == "relation":
        return relation_losses(engine, batch, vectors)
    if task == "factuality":
        scores = engine.factuality(vectors[gold["fact_words"]]).float()
        told = scores.gather(1, gold["judges"][:, None])[:, 0]
        return {"factuality": functional.smooth_l1_loss(told, gold["facts"])}
    if task == "trees":
        found = {
            name: functional.cross_entropy(head(vectors).float(), gold[name], ignore_index=UNSEEN)
            for name, head in (("upos", engine.upos), ("feats", engine.feats), ("lemmas", engine.lemmas))
        }
        if (gold["border"] != UNSEEN).any():
            found["border"] = functional.cross_entropy(engine.border(vectors).float(), gold["border"], ignore_index=UNSEEN)
        words = vectors[batch.grid]
        scores = engine.arcs(words, engine.root).float()
        barrier = torch.cat([torch.ones(len(batch.grid), 1, dtype=torch.bool), batch.grid_mask], 1)
        scores = scores.masked_fill(~barrier[:, None, :], -10000.0)[batch.grid_mask]
        found["arcs"] = functional.cross_entropy(scores, gold["heads"])
        dependents, heads = engine.labels.sides(words, engine.root)
        rows = batch.grid_mask.nonzero()[:, 0]
        found["labels"] = functional.cross_entropy(
            engine.labels.chosen(dependents[batch.grid_mask], heads[rows, gold["heads"]]).float(), gold["deprels"], ignore_index=UNSEEN
        )
        return found
    rows = vectors[batch.rows]
    labels = torch.zeros_like(batch.rows)
    labels[batch.rows_mask] = gold[task]
    found = {task: (engine.entities if task == "entities" else engine.attribution).loss(rows, labels, batch.rows_mask)}
    if task == "attribution" and (gold["links"] != UNSEEN).any():
        scores = engine.links(rows, engine.root).float()
        barrier = torch.cat([torch.ones(len(rows), 1, dtype=torch.bool), batch.rows_mask], 1)
        scores = scores.masked_fill(~barrier[:, None, :], -10000.0)[batch.rows_mask]
        found["links"] = functional.cross_entropy(scores, gold["links"], ignore_index=UNSEEN)
    return found


def event_losses(engine: Engine, batch: Batch, vectors: Tensor) -> dict[str, Tensor]:
    """The losses of the event heads."""
    gold = batch.gold
    labels = torch.zeros_like(batch.rows)
    labels[batch.rows_mask] = gold["triggers"]
    found = {"triggers": engine.triggers.loss(vectors[batch.rows], labels, batch.rows_mask)}
    if (gold["sectors"] != UNSEEN).any():
        found["sectors"] = functional.cross_entropy(engine.sectors(vectors).float(), gold["sectors"], ignore_index=UNSEEN)
    acts = vectors[gold["act_words"]]
    if not len(acts):
        return found
    found["modes"] = functional.cross_entropy(engine.modes(acts).float(), gold["modes"])
    found["statuses"] = functional.cross_entropy(engine.statuses(acts).float(), gold["statuses"])
    told = gold["roles_mask"].any(2).any(1)
    if told.any():
        rows = vectors[batch.rows[gold["act_rows"][told]]]
        distances = torch.arange(rows.shape[1])[None] - gold["act_places"][told][:, None]
        scores = engine.roles(acts[told], rows, distances).float()
        mask = gold["roles_mask"][told].float()
        each = functional.binary_cross_entropy_with_logits(scores, gold["roles"][told], reduction="none", pos_weight=torch.tensor(1.5))
        found["roles"] = (each * mask).sum() / len(scores) / 10.0
    pairs = gold["act_rows"][:, None] == gold["act_rows"][None]
    pairs = torch.triu(pairs, 1)
    if pairs.any():
        same = (gold["act_events"][:, None] == gold["act_events"][None]).float()[pairs]
        found["same"] = functional.binary_cross_entropy_with_logits(engine.same(acts).float()[pairs], same)
    return found


class Teacher:
    """The event heads as they were at the start of a leg. On texts without labels the heads in training must say, with sub-words hidden
    and dropout, what these say of the whole text (noisy student; Xie et al. 2020): the one guard against learning few texts by heart."""

    def __init__(self, engine: Engine) -> None:
        self.engine = copy.deepcopy(engine).eval()
        for parameter in self.engine.parameters():
            parameter.requires_grad = False

    def losses(self, engine: Engine, shown: Batch, whole: Batch) -> dict[str, Tensor]:
        """Divergence of triggers and statuses on one batch, ``shown`` with hidden sub-words and ``whole`` without."""
        with torch.no_grad():
            known = self.engine.words(whole, EVENTS)
            triggers = self.engine.triggers.linear(known).float().log_softmax(-1)
            statuses = self.engine.statuses(known).float().log_softmax(-1)
        vectors = engine.words(shown, EVENTS)
        told = 1.0 - triggers[:, 0].exp()
        away = functional.kl_div(engine.triggers.linear(vectors).float().log_softmax(-1), triggers, reduction="none", log_target=True)
        other = functional.kl_div(engine.statuses(vectors).float().log_softmax(-1), statuses, reduction="none", log_target=True)
        return {"plain_triggers": away.sum(-1).mean(), "plain_statuses": (other.sum(-1) * told).mean()}


def relation_losses(engine: Engine, batch: Batch, vectors: Tensor) -> dict[str, Tensor]:
    """The losses of what a source does to a target; where a corpus joins two types, either is right."""
    gold = batch.gold
    mask = batch.rows_mask.float()
    types, modes, statuses = engine.relating(vectors[batch.rows], gold["source"], gold["target"], mask, gold["conventions"])
    logs = types.float().log_softmax(-1)
    right = torch.logsumexp(logs + (gold["types"] + 1e-9).log(), -1)
    found = {"types": -right.mean()}
    for name, scores in (("pair_modes", modes), ("pair_statuses", statuses)):
        if (gold[name] != UNSEEN).any():
            found[name] = functional.cross_entropy(scores.float(), gold[name], ignore_index=UNSEEN)
    return found


BRANCH = {"trees": SYNTAX, "entities": SPANS, "attribution": SPANS, "events": EVENTS, "relation": EVENTS, "factuality": EVENTS}
"""The branch each task reads."""

EVENTFUL = (
    "encoder.events.",
    "encoder.marks.",
    f"tails.{EVENTS}.",
    "triggers.",
    "modes.",
    "statuses.",
    "sectors.",
    "roles.",
    "same.",
    "relating.",
    "factuality.",
)
"""What the names of the weights that a leg for events trains begin with."""

WEIGHTS = {
    "upos": 0.5,
    "feats": 0.5,
    "lemmas": 0.3,
    "border": 3.0,
    "arcs": 1.0,
    "labels": 1.0,
    "entities": 4.0,
    "attribution": 4.0,
    "links": 1.0,
    "triggers": 5.0,
    "sectors": 0.4,
    "modes": 0.4,
    "statuses": 0.4,
    "roles": 1.0,
    "same": 0.4,
    "types": 1.0,
    "pair_modes": 0.3,
    "pair_statuses": 0.2,
    "factuality": 1.0,
    "plain_triggers": 5.0,
    "plain_statuses": 1.0,
}
"""A chain's loss is a mean over words most of which are easy, so it counts more than a class loss."""


def optimizer(engine: Engine, schedule: Schedule) -> torch.optim.AdamW:
    """AdamW with the encoder and the heads at their own rates; embeddings of forms count as heads."""
    fresh = (".forms.", ".marks.")
    named = [(n.startswith("encoder.") and not any(f in n for f in fresh), p) for n, p in engine.named_parameters() if p.requires_grad]
    encoder, heads = [p for inside, p in named if inside], [p for inside, p in named if not inside]
    return torch.optim.AdamW(
        [{"params": encoder, "lr": schedule.encoder_rate}, {"params": heads, "lr": schedule.heads_rate}],
        weight_decay=schedule.decay,
        fused=True,
    )


def save(engine: Engine, work: Path, name: str, *, events: bool = False) -> None:
    """Everything but the frozen word embeddings, in half precision; of a leg for ``events`` only what it trains."""
    frozen = {k for k, v in engine.named_parameters() if not v.requires_grad}
    state = {k: v.half() if v.is_floating_point() else v for k, v in engine.state_dict().items() if k not in frozen}
    if events:
        state = {k: v for k, v in state.items() if k.startswith(EVENTFUL)}
    torch.save(state, work / f"{name}.pt")


def restore(engine: Engine, *paths: Path) -> None:
    """Load what :func:`save` wrote, later checkpoints over earlier ones; heads that none has keep their values, and a branch for events
    that
    none has begins as a copy."""
    state: dict[str, Tensor] = {}
    for path in paths:
        state |= {k: v.float() if v.is_floating_point() else v for k, v in torch.load(path, weights_only=True).items()}
    own = engine.state_dict()
    engine.load_state_dict({k: v for k, v in state.items() if k in own and own[k].shape == v.shape}, strict=False)
    if not any(k.startswith("encoder.events.") for k in state):
        engine.encoder.branch_off()


def train(corpora: Corpora, work: Path, schedule: Schedule, start: Sequence[Path] = ()) -> Path:
    """Train and return the final checkpoint; ``start`` are checkpoints to go on from, later ones over earlier ones."""
    work.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(SEED)
    labels: Inventory = inventory(corpora.trees, corpora.entities)
    labels.write(work / "labels.json")
    encoder = SubwordEncoder(encoder_folder() / "tokenizer.json")
    engine = Engine(labels)
    if start:
        restore(engine, *start)
    engine.train()
    if schedule.events:
        engine.encoder.freeze_but_events()
    tasks = TAUGHT_TASKS if schedule.taught else EVENT_TASKS if schedule.events else TASKS
    adam = optimizer(engine, schedule)
    peaks = [group["lr"] for group in adam.param_groups]
    streams = {
        "trees": Stream("trees", corpora.trees, encoder, 0.4, SEED + 1),
        "entities": Stream("entities", corpora.entities, encoder, 0.3, SEED + 2),
        "attribution": Stream("attribution", corpora.attribution, encoder, 0.0, SEED + 3),
        "events": Stream("events", corpora.events, encoder, 0.0, SEED + 6),
        "relation": Stream("relation", corpora.relation, encoder, 0.0, SEED + 7),
        "factuality": Stream("factuality", corpora.factuality, encoder, 0.0, SEED + 8),
        "plain": Stream("plain", corpora.plain, encoder, 0.0, SEED + 9),
    }
    sources = {task: iter(stream) for task, stream in streams.items()}
    collate = Collator(encoder, labels, random.Random(SEED + 4), EVENT_HIDDEN if schedule.events else HIDDEN)
    whole = Collator(encoder, labels, None)
    teacher = Teacher(engine) if schedule.taught else None
    choose = random.Random(SEED + 5)
    means: dict[str, float] = {}
    fall_from = schedule.warm + schedule.steady
    began = time.monotonic()
    step = 0
    words = 0
    while step < fall_from + schedule.fall:
        if step < fall_from and (work / "finish").exists():
            fall_from = step
        for group, peak in zip(adam.param_groups, peaks, strict=True):
            group["lr"] = peak * schedule.factor(step, fall_from)
        task = choose.choices(list(tasks), list(tasks.values()))[0]
        group = next(sources[task])
        batch = collate(group, task)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            found = teacher.losses(engine, batch, whole(group, task)) if teacher and task == "plain" else losses(engine, batch, task)
        loss = torch.stack([WEIGHTS[name] * value for name, value in found.items()]).sum()
        adam.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_([p for p in engine.parameters() if p.grad is not None], 1.0)
        adam.step()
        words += len(batch.firsts)
        for name, value in found.items():
            means[name] = 0.98 * means.get(name, value.item()) + 0.02 * value.item()
        step += 1
        if step % 100 == 0:
            line: dict[str, float] = {"step": step, "fall_from": fall_from, "seconds": round(time.monotonic() - began), "words": words}
            line |= {f"epoch_{t}": s.epoch for t, s in streams.items()} | {k: round(v, 4) for k, v in means.items()}
            with (work / "log.jsonl").open("a", encoding="utf-8") as log:
                log.write(json.dumps(line) + "\n")
        if step % 500 == 0:
            save(engine, work, "last", events=schedule.events)
    save(engine, work, "final", events=schedule.events)
    return work / "final.pt"


def main() -> None:
    """Train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with treebank/, worldwide-train.tar.gz and polnear-train.tar.gz")
    parser.add_argument("--work", type=Path, required=True, help="folder for checkpoints and the log")
    parser.add_argument("--start", type=Path, nargs="*", default=[], help="checkpoints to go on from, later ones over earlier ones")
    parser.add_argument("--steady", type=int, default=Schedule().steady)
    parser.add_argument("--fall", type=int, default=Schedule().fall)
    parser.add_argument("--events", action="store_true", help="train the branch for events on top of the rest, which stays as it is")
    parser.add_argument("--taught", action="store_true", help="with --events: let the event heads of --start teach on texts without labels")
    parser.add_argument("--rate", type=float, default=1.0, help="multiplies both learning rates, as for going on from a checkpoint")
    arguments = parser.parse_args()
    base = Schedule()
    schedule = Schedule(
        steady=arguments.steady,
        fall=arguments.fall,
        events=arguments.events,
        taught=arguments.taught,
        encoder_rate=arguments.rate * base.encoder_rate,
        heads_rate=arguments.rate * base.heads_rate,
    )
    train(Corpora.read(arguments.data), arguments.work, schedule, arguments.start)


if __name__ == "__main__":
    main()
