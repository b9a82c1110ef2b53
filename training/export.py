"""Export a checkpoint as the model folder of the package: five int8 ONNX graphs, the tokenizer and ``model.json``.

``python -m training.export --checkpoint WORK/final.pt --labels WORK/labels.json --data DATA --out src/dateline/language/model``. Dynamic
int8 quantisation, per channel, word
embeddings too.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from dateline.language.network import FORMAT, WordScores
from dateline.language.subwords import FORMS
from training.batches import OTHERS, OWN
from training.corpora import LabelledDocument, treebank_documents
from training.labels import Inventory
from training.model import WIDTH, Engine, encoder_folder
from training.train import TREEBANKS, restore

OPSET = 17
VERSION = "2026.11.3"
"""The version of the shipped model."""


def _joined(tables: nn.ModuleList) -> nn.Embedding:
    """One table of form numbers in place of three tables of their parts."""
    forms = torch.arange(FORMS)
    with torch.no_grad():
        return nn.Embedding.from_pretrained(tables[0](forms // 8) + tables[1](forms // 4 % 2) + tables[2](forms % 4))


class EncoderGraph(nn.Module):
    """Passages to word vectors and the scores of word-wise heads."""

    def __init__(self, engine: Engine) -> None:
        super().__init__()
        self.engine = engine
        self.forms = _joined(engine.encoder.forms)
        self.event_forms = _joined(engine.encoder.events.forms)

    def forward(self, ids: Tensor, forms: Tensor, marks: Tensor, mask: Tensor, firsts: Tensor, lasts: Tensor) -> tuple[Tensor, ...]:
        """The outputs of :class:`dateline.language.network.WordScores`, in its order."""
        engine, encoder = self.engine, self.engine.encoder
        barrier = (1.0 - mask[:, None, None, :].float()) * -10000.0
        words = encoder.words(ids)
        places = torch.arange(ids.shape[1])
        x = encoder.norm(words + encoder.positions(places)[None] + self.forms(forms))
        for layer in encoder.trunk:
            x = layer(x, barrier)
        own = encoder.events
        eventful = own.norm(words + own.positions(places)[None] + self.event_forms(forms) + own.marks(marks))
        for layer in own.layers:
            eventful = layer(eventful, barrier)
        vectors = []
        for states, tail in zip((*(layer(x, barrier) for layer in encoder.last), eventful), engine.tails, strict=True):
            flat = states.reshape(-1, WIDTH)
            vectors.append(flat[firsts] + tail(flat[lasts]))
        syntax, spans, events = vectors
        return (
            syntax,
            spans,
            events,
            engine.upos(syntax),
            engine.feats(syntax),
            engine.lemmas(syntax),
            engine.border(syntax),
            engine.entities.linear(spans),
            engine.attribution.linear(spans),
            engine.triggers.linear(events),
            engine.modes(events),
            engine.statuses(events),
            engine.sectors(events),
        )


class TreesGraph(nn.Module):
    """Word vectors and sentences to arc scores and the best relation for every possible head."""

    def __init__(self, engine: Engine) -> None:
        super().__init__()
        self.engine = engine
        root = engine.inventory.deprels.index("root")
        only_root = torch.full((len(engine.inventory.deprels),), -1e4)
        only_root[root] = 0.0
        never_root = torch.zeros(len(engine.inventory.deprels))
        never_root[root] = -1e4
        self.register_buffer("only_root", only_root)
        self.register_buffer("never_root", never_root)

    def forward(self, words: Tensor, grid: Tensor) -> tuple[Tensor, Tensor]:
        """``words`` [words, WIDTH]; ``grid`` [sentences, words]."""
        engine = self.engine
        vectors = functional.embedding(grid, words)
        arcs = engine.arcs(vectors, engine.root)
        labels = engine.labels(vectors, engine.root)
        best_root = (labels[:, :, :1] + self.only_root).argmax(-1)
        best_other = (labels[:, :, 1:] + self.never_root).argmax(-1)
        return arcs, torch.cat([best_root, best_other], 2).to(torch.uint8)


class LinksGraph(nn.Module):
    """Span vectors of passages to scores of the words their cues begin with."""

    def __init__(self, engine: Engine) -> None:
        super().__init__()
        self.engine = engine

    def forward(self, words: Tensor) -> Tensor:
        """``words`` [passages, words, WIDTH]."""
        return self.engine.links(words, self.engine.root)


class RolesGraph(nn.Module):
    """Event vectors of a passage and the words its acts begin with, to what each word is to each act, and the acts' vectors of identity."""

    def __init__(self, engine: Engine) -> None:
        super().__init__()
        self.engine = engine

    def forward(self, words: Tensor, acts: Tensor) -> tuple[Tensor, Tensor]:
        """``words`` [words, WIDTH]; ``acts`` [acts] numbers of words."""
        vectors = functional.embedding(acts, words)
        distances = torch.arange(words.shape[0])[None] - acts[:, None]
        return self.engine.roles(vectors, words[None], distances), self.engine.same.act(vectors)


class RelatingGraph(nn.Module):
    """Event vectors of a text with a marked pair to scores of types, modes and statuses."""

    def __init__(self, engine: Engine) -> None:
        super().__init__()
        self.engine = engine

    def forward(self, words: Tensor, source: Tensor, target: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """``words`` [words, WIDTH]; ``source`` and ``target`` [words] are 1 for the words meant."""
        everywhere = torch.ones_like(source)[None]
        # The type follows PLV's conventions, as the pairs people ask about do; mode and status are annotated by the project alone.
        types, _, _ = self.engine.relating(words[None], source[None], target[None], everywhere, torch.tensor([OTHERS]))
        _, modes, statuses = self.engine.relating(words[None], source[None], target[None], everywhere, torch.tensor([OWN]))
        return types[0], modes[0], statuses[0]


ENCODER_OUTPUTS = tuple(field.name for field in fields(WordScores))


def allowed_feats(trees: list[LabelledDocument], labels: Inventory) -> dict[str, list[int]]:
    """The feature bundles seen with each part of speech."""
    index = {f: i for i, f in enumerate(labels.feats)}
    seen: dict[str, set[int]] = defaultdict(set)
    for document in trees:
        for sentence in document:
            for tag, bundle in zip(sentence.upos, sentence.feats, strict=True):
                if bundle in index:
                    seen[tag].add(index[bundle])
    return {tag: sorted(bundles) for tag, bundles in sorted(seen.items())}


def lemma_lexicon(trees: list[LabelledDocument]) -> list[str]:
    """Lines of form, part of speech and lemma for what the treebanks lemmatise alike in four of five cases; names that are their own
    lemma left out."""
    seen: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for document in trees:
        for sentence in document:
            for form, tag, lemma in zip(sentence.words, sentence.upos, sentence.lemmas, strict=True):
                seen[form, tag][lemma] += 1
    lines = []
    for (form, tag), lemmas in sorted(seen.items()):
        lemma, count = lemmas.most_common(1)[0]
        if count >= 0.8 * lemmas.total() and not (tag == "PROPN" and lemma == form) and "\t" not in form + lemma:
            lines.append(f"{form}\t{tag}\t{lemma}")
    return lines


def export(engine: Engine, out: Path) -> None:
    """Write the three graphs."""
    engine.eval()
    zeros = torch.zeros(2, 9, dtype=torch.long)
    words = torch.randn(7, WIDTH)
    graphs: list[tuple[str, nn.Module, tuple[Tensor, ...], list[str], list[str], dict[str, dict[int, str]]]] = [
        (
            "encoder",
            EncoderGraph(engine),
            (zeros + 1000, zeros, zeros, zeros + 1, torch.tensor([1, 3, 10]), torch.tensor([2, 3, 11])),
            ["ids", "forms", "marks", "mask", "firsts", "lasts"],
            list(ENCODER_OUTPUTS),
            {n: {0: "passages", 1: "subwords"} for n in ("ids", "forms", "marks", "mask")}
            | {n: {0: "words"} for n in ("firsts", "lasts", *ENCODER_OUTPUTS)},
        ),
        (
            "trees",
            TreesGraph(engine),
            (words, torch.tensor([[0, 1, 2], [3, 4, 5]])),
            ["words", "grid"],
            ["arcs", "relations"],
            {
                "words": {0: "words"},
                "grid": {0: "sentences", 1: "length"},
                "arcs": {0: "sentences", 1: "length", 2: "heads"},
                "relations": {0: "sentences", 1: "length", 2: "heads"},
            },
        ),
        (
            "links",
            LinksGraph(engine),
            (words[None],),
            ["words"],
            ["links"],
            {"words": {0: "passages", 1: "words"}, "links": {0: "passages", 1: "words", 2: "heads"}},
        ),
        (
            "roles",
            RolesGraph(engine),
            (words, torch.tensor([1, 4])),
            ["words", "acts"],
            ["roles", "identities"],
            {"words": {0: "words"}, "acts": {0: "acts"}, "roles": {0: "acts", 1: "words"}, "identities": {0: "acts"}},
        ),
        (
            "relating",
            RelatingGraph(engine),
            (words, torch.tensor([1.0, 0, 0, 0, 0, 0, 0]), torch.tensor([0, 0, 1.0, 1.0, 0, 0, 0])),
            ["words", "source", "target"],
            ["types", "modes", "statuses"],
            {n: {0: "words"} for n in ("words", "source", "target")},
        ),
    ]
    for name, module, inputs, input_names, output_names, axes in graphs:
        module.eval()
        with tempfile.TemporaryDirectory() as folder, torch.no_grad():
            full = Path(folder) / f"{name}.onnx"
            torch.onnx.export(
                module,
                inputs,
                str(full),
                input_names=input_names,
                output_names=output_names,
                dynamic_axes=axes,
                opset_version=OPSET,
                dynamo=False,
            )
            quantize_dynamic(str(full), str(out / f"{name}.onnx"), per_channel=True, weight_type=QuantType.QInt8)


def write_model(checkpoints: Sequence[Path], labels_file: Path, trees: list[LabelledDocument], out: Path, version: str) -> str:
    """Write the whole model folder; returns a line that says what came out."""
    labels = Inventory.read(labels_file)
    engine = Engine(labels)
    restore(engine, *checkpoints)
    out.mkdir(parents=True, exist_ok=True)
    export(engine, out)
    tokenizer = Tokenizer.from_file(str(encoder_folder() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    tokenizer.save(str(out / "tokenizer.json"), pretty=False)
    card: dict[str, object] = {
        "format": FORMAT,
        "version": version,
        "encoder": "all-MiniLM-L6-v2, six layers of 384, twice: for syntax and spans, and for events; int8",
        "trained": "UD English EWT and GUM, English Worldwide Newswire, PolNeAR, PLV, own event annotations (training/MODEL_CARD.md)",
        "labels": json.loads(labels_file.read_text(encoding="utf-8")),
        "allowed_feats": allowed_feats(trees, labels),
    }
    for name, chain in (("entity", engine.entities), ("attribution", engine.attribution), ("trigger", engine.triggers)):
        transitions, first = chain.tables()
        card[f"{name}_transitions"] = [[round(v, 3) for v in row] for row in transitions.tolist()]
        card[f"{name}_first"] = [round(v, 3) for v in first.tolist()]
    card["same_scale"] = round(engine.same.scale.item(), 5)
    card["same_bias"] = round(engine.same.bias.item(), 5)
    (out / "model.json").write_text(json.dumps(card, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    (out / "lemmas.tsv").write_text("\n".join(lemma_lexicon(trees)) + "\n", encoding="utf-8")
    return f"{sum(p.stat().st_size for p in out.iterdir()) / 1e6:.1f} MB in {out}"


def main() -> None:
    """Export."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoint", type=Path, nargs="+", required=True, help="one or more, later ones over earlier ones")
    parser.add_argument("--labels", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--version", default=VERSION)
    arguments = parser.parse_args()
    trees = [d for name in TREEBANKS for d in treebank_documents(arguments.data / "treebank" / name)]
    print(write_model(arguments.checkpoint, arguments.labels, trees, arguments.out, arguments.version))


if __name__ == "__main__":
    main()
