"""Test sets of coreference: OntoGUM in CoNLL columns, and the project's own news sample in JSON lines.

OntoGUM (Zhu, Pradhan and Zeldes 2021) has one word a line, number, word and bracketed chain numbers parted by tabs, and documents between
``# begin document`` and ``# end document``. The own sample has one article a line: ``id``, ``text`` and ``chains``, each a list of
``[start, end]`` in characters; its README says what is annotated.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TextIO

from dateline.errors import DataError
from dateline.report import Span

Clusters = tuple[tuple[Span, ...], ...]

_BRACKET = re.compile(r"\((\d+)\)|\((\d+)|(\d+)\)")


@dataclass(frozen=True, slots=True)
class CoreferenceText:
    """A text with its chains as spans of characters. ``words`` are given where the corpus has its own, and then the text is these words
    parted by one space. ``genre`` is empty where it is not known."""

    id: str
    text: str
    words: tuple[str, ...]
    chains: Clusters
    genre: str = ""


def read_coreference(path: Path) -> list[CoreferenceText]:
    """The texts of a ``.conll`` or ``.conll.gz`` file, of a ``.jsonl`` file, or of all ``*.jsonl`` of a folder. Raises DataError."""
    if path.is_dir():
        return [text for file in sorted(path.glob("*.jsonl")) for text in read_coreference(file)]
    if path.suffix == ".jsonl":
        return _own(path)
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as stream:
        found = list(_conll(path, stream))
    if not found:
        raise DataError(str(path), 0, 'holds no document; expected "# begin document" and lines of number, word and chains')
    names = _names_beside(path)
    if len(names) == len(found):
        return [replace(text, id=name, genre=name.split("_")[1]) for text, name in zip(found, names, strict=True)]
    return found


def _names_beside(path: Path) -> list[str]:
    """The names of OntoGUM's documents, which its files may leave out, from GUM's treebank in the folder beside, in the same order."""
    treebank = path.parent.parent / "treebank" / path.name.replace("ontogum", "gum").replace(".conll", ".conllu")
    if not path.name.startswith("ontogum") or not treebank.is_file():
        return []
    with gzip.open(treebank, "rt", encoding="utf-8") as lines:
        names = [line.partition("=")[2].strip() for line in lines if line.startswith("# newdoc id")]
    return names if all(name.count("_") >= 2 for name in names) else []


def _own(path: Path) -> list[CoreferenceText]:
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            data = json.loads(line)
            chains = tuple(tuple(Span(int(a), int(b)) for a, b in chain) for chain in data["chains"])
            text = CoreferenceText(str(data["id"]), str(data["text"]), (), chains, "news")
        except (ValueError, KeyError, TypeError) as error:
            raise DataError(str(path), number, f"is no annotated article ({type(error).__name__}: {error}); see its README") from error
        if any(not 0 <= s.start < s.end <= len(text.text) for chain in chains for s in chain):
            raise DataError(str(path), number, f"{text.id} has a span outside its text of {len(text.text)} characters")
        found.append(text)
    return found


def _conll(path: Path, stream: TextIO) -> Iterator[CoreferenceText]:
    name, words, cells = "", list[str](), list[str]()
    count = 0
    for number, raw in enumerate(stream, 1):
        line = raw.rstrip("\n")
        if line.startswith("# begin document"):
            count += 1
            name, words, cells = line.removeprefix("# begin document").strip(" ()") or f"document {count}", [], []
        elif line.startswith("# end document"):
            yield _document(path, number, name, words, cells)
        elif line and not line.startswith("#"):
            columns = line.split("\t")
            if len(columns) < 3:
                raise DataError(str(path), number, f"has {len(columns)} columns, expected number, word and chains parted by tabs")
            words.append(columns[1])
            cells.append(columns[-1])


def _document(path: Path, line: int, name: str, words: list[str], cells: list[str]) -> CoreferenceText:
    starts, position = [], 0
    for word in words:
        starts.append(position)
        position += len(word) + 1
    chains: dict[str, list[Span]] = defaultdict(list)
    opened: dict[str, list[int]] = defaultdict(list)
    for i, cell in enumerate(cells):
        for whole, first, last in _BRACKET.findall(cell):
            if first:
                opened[first].append(i)
                continue
            if last and not opened[last]:
                raise DataError(str(path), line, f"closes chain {last} at word {i} of {name} without opening it")
            begin = i if whole else opened[last].pop()
            chains[whole or last].append(Span(starts[begin], starts[i] + len(words[i])))
    genre = name.split("_")[1] if name.count("_") >= 2 else ""
    return CoreferenceText(name, " ".join(words), tuple(words), tuple(tuple(sorted(c)) for c in chains.values()), genre)
