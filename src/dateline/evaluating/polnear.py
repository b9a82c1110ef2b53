"""PolNeAR (Newell et al. 2018): news articles with sources, cues and contents in brat's stand-off format."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class GoldAttribution:
    """One PolNeAR attribution: pieces of source, cue and content as character spans."""

    source: tuple[tuple[int, int], ...]
    cue: tuple[tuple[int, int], ...]
    content: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class GoldQuotations:
    """A PolNeAR article: its text, its attributions, and every annotated piece by type."""

    name: str
    text: str
    attributions: tuple[GoldAttribution, ...]
    pieces: tuple[tuple[str, int, int], ...]


def read_polnear(folder: Path) -> list[GoldQuotations]:
    """PolNeAR's brat files; of an article with several annotators the first by name counts. Malformed lines are skipped."""
    first: dict[str, Path] = {}
    for path in sorted((folder / "attributions").glob("*.ann")):
        first.setdefault(re.sub(r"_[0-9a-f]+\.ann$", "", path.name), path)
    return [_article(folder / "text" / f"{name}.txt", path) for name, path in sorted(first.items())]


def _article(text_file: Path, annotation_file: Path) -> GoldQuotations:
    with text_file.open(encoding="utf-8", newline="") as stream:
        text = stream.read()
    spans: dict[str, tuple[str, tuple[tuple[int, int], ...]]] = {}
    events: list[dict[str, str]] = []
    for line in annotation_file.read_text(encoding="utf-8").split("\n"):
        cells = line.split("\t")
        if len(cells) < 2:
            continue
        if cells[0].startswith("T"):
            kind, _, offsets = cells[1].partition(" ")
            pieces = tuple((int(a), int(b)) for a, b in (p.split() for p in offsets.split(";")))
            spans[cells[0]] = (kind, pieces)
        elif cells[0].startswith("E"):
            events.append({role: name for role, _, name in (p.partition(":") for p in cells[1].split())})
    found = []
    pieces_by_type: list[tuple[str, int, int]] = []
    for kind, pieces in spans.values():
        if kind in ("Source", "Cue", "Content"):
            pieces_by_type.extend((kind, s, e) for s, e in pieces)
    for event in events:
        parts = {role: spans[name][1] for role, name in event.items() if name in spans}
        content = parts.get("Content", ()) + parts.get("Content2", ())
        found.append(GoldAttribution(parts.get("Source", ()), parts.get("Cue", ()), content))
    return GoldQuotations(text_file.stem, text, tuple(found), tuple(pieces_by_type))
