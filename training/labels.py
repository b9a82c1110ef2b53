"""The label inventories of all heads, and lemmas as edits of the word form."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from dateline.language.lemmas import edit_between
from training.annotation import MODES, SECTORS
from training.corpora import LabelledDocument

ATTRIBUTION = ("O", "B-Source", "I-Source", "B-Cue", "I-Cue", "B-Content", "I-Content")
ROLES = ("actor", "recipient", "place", "source")
"""What the words of a passage can be to an event."""
STATUSES = ("actual", "negated", "future", "hypothetical")
PRONOUNS = frozenset(["he", "she", "they", "it", "we", "i", "who", "him", "her", "them", "us", "me", "his", "their"])
LEAST = 3
"""Feature bundles and lemma edits seen less often than this are not learnt."""


@dataclass(frozen=True, slots=True)
class Inventory:
    """The classes of every head, in the order of its outputs."""

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

    def write(self, path: Path) -> None:
        """Write the inventory as JSON."""
        path.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=0) + "\n", encoding="utf-8")

    @staticmethod
    def read(path: Path) -> Inventory:
        """Read what :meth:`write` wrote."""
        data = json.loads(path.read_text(encoding="utf-8"))
        return Inventory(**{name: tuple(values) for name, values in data.items()})


def _frequent(values: Iterable[str], least: int) -> tuple[str, ...]:
    counts = Counter(values)
    return tuple(sorted((v for v, n in counts.items() if n >= least), key=lambda v: (-counts[v], v)))


def inventory(trees: list[LabelledDocument], entities: list[LabelledDocument]) -> Inventory:
    """Collect the classes of the training corpora."""
    sentences = [s for document in trees for s in document]
    types = sorted({label[2:] for document in entities for s in document for label in s.entities if label != "O"})
    edits = (edit_between(w, lemma) for s in sentences for w, lemma in zip(s.words, s.lemmas, strict=True))
    return Inventory(
        upos=_frequent((u for s in sentences for u in s.upos), 1),
        feats=_frequent((f for s in sentences for f in s.feats), LEAST),
        lemmas=_frequent(edits, LEAST),
        deprels=_frequent((d for s in sentences for d in s.deprels), 1),
        entities=("O", *(f"{b}-{t}" for t in types for b in "BI")),
        attribution=ATTRIBUTION,
        triggers=("O", *(f"{b}-{t}" for t in MODES for b in "BI")),
        modes=tuple(f"{t}/{m}" for t, modes in MODES.items() for m in ("", *sorted(modes))),
        statuses=STATUSES,
        sectors=("", *sorted(SECTORS)),
        roles=ROLES,
    )
