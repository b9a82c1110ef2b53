"""Time expressions against TimeML: TIMEX3 tags in line with the text, as in TimeBank, AQUAINT and the TempEval data."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from lxml.etree import _Element

from dateline.engine import Engine
from dateline.errors import DataError, ReadError
from dateline.evaluating.counts import Matches
from dateline.reading.xml_door import local_name, parse_xml
from dateline.report import TimeMention

_CREATION = "CREATION_TIME"


@dataclass(frozen=True, slots=True)
class GoldTime:
    """One TIMEX3 tag of a document's text: character span, type and value."""

    start: int
    end: int
    type: str
    value: str


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """A TimeML document: its text, its tags in order, and the value of its creation time, empty where it has none."""

    name: str
    text: str
    created: str
    times: tuple[GoldTime, ...]


@dataclass(frozen=True, slots=True)
class TimeScores:
    """The measures of TempEval-3 (UzZaman et al. 2013), F1 in per cent over all documents; the creation time itself does not count.

    ``strict`` takes equal spans as found, ``relaxed`` overlapping ones, each tag once. ``type`` and ``value`` are the relaxed F1 times the
    share of the overlapping pairs that agree in type, or in value. ``precision`` and ``recall`` are those of the relaxed spans.
    """

    documents: int
    expressions: int
    strict: float
    relaxed: float
    type: float
    value: float
    precision: float
    recall: float


def score(path: Path, engine: Engine) -> TimeScores:
    """Score the ``.tml`` files of a folder or tar archive, each name once. Raises :class:`dateline.DataError`."""
    counts = {name: Matches() for name in ("strict", "relaxed", "type", "value")}
    documents = 0
    for document in read_documents(path):
        documents += 1
        found = engine.times(document.text, document.created or None)
        pairs = paired(document.times, found)
        agree = {
            "relaxed": len(pairs),
            "strict": sum((gold.start, gold.end) == (mention.start, mention.end) for gold, mention in pairs),
            "type": sum(gold.type == mention.type for gold, mention in pairs),
            "value": sum(gold.value == mention.value for gold, mention in pairs),
        }
        for name, matches in counts.items():
            matches.right += agree[name]
            matches.gold += len(document.times)
            matches.found += len(found)
    if not documents:
        raise DataError(str(path), 0, "holds no .tml file; expected TimeML documents with TIMEX3 tags in line")
    return TimeScores(
        documents,
        counts["relaxed"].gold,
        counts["strict"].f1,
        counts["relaxed"].f1,
        counts["type"].f1,
        counts["value"].f1,
        counts["relaxed"].precision,
        counts["relaxed"].recall,
    )


def paired(gold: Sequence[GoldTime], found: Sequence[TimeMention]) -> list[tuple[GoldTime, TimeMention]]:
    """Tags and mentions that overlap, each at most once: equal spans first, then in the order of the text."""
    by_span = {(mention.start, mention.end): mention for mention in found}
    exact = {(tag.start, tag.end): by_span[tag.start, tag.end] for tag in gold if (tag.start, tag.end) in by_span}
    taken = {(mention.start, mention.end) for mention in exact.values()}
    pairs = []
    for tag in gold:
        mention = exact.get((tag.start, tag.end))
        if mention is None:
            free = (m for m in found if m.start < tag.end and tag.start < m.end and (m.start, m.end) not in taken)
            mention = next(free, None)
        if mention is not None:
            taken.add((mention.start, mention.end))
            pairs.append((tag, mention))
    return pairs


def read_documents(path: Path) -> Iterator[GoldDocument]:
    """The TimeML documents of a folder, with all folders in it, or of a tar archive, by name. Raises :class:`dateline.DataError`."""
    seen: set[str] = set()
    for name, data in _files(path):
        if name not in seen:
            seen.add(name)
            yield read_document(name, data)


def read_document(name: str, data: bytes) -> GoldDocument:
    """One TimeML document. Raises :class:`dateline.DataError` where it is no XML or has no TEXT."""
    try:
        root, _ = parse_xml(name, data)
    except ReadError as error:
        raise DataError(name, 0, error.reason) from error
    body = next((element for element in root.iter() if local_name(element) == "TEXT"), None)
    if body is None:
        raise DataError(name, 0, "has no TEXT element; expected a TimeML document")
    tags = [element for element in root.iter() if local_name(element) == "TIMEX3"]
    created = next((tag.get("value", "") for tag in tags if tag.get("functionInDocument") == _CREATION), "")
    pieces: list[str] = []
    times: list[GoldTime] = []
    _collect(body, pieces, times)
    return GoldDocument(name, "".join(pieces), created, tuple(sorted(times, key=lambda time: (time.start, time.end))))


def _collect(element: _Element, pieces: list[str], times: list[GoldTime]) -> None:
    """The text of an element and its tags, with offsets into all the text collected."""
    start = sum(map(len, pieces))
    pieces.append(element.text or "")
    for child in element:
        _collect(child, pieces, times)
        pieces.append(child.tail or "")
    if local_name(element) == "TIMEX3" and element.get("functionInDocument") != _CREATION:
        end = sum(map(len, pieces))
        if end > start:
            times.append(GoldTime(start, end, element.get("type", ""), element.get("value", "")))


def _files(path: Path) -> Iterator[tuple[str, bytes]]:
    if path.is_dir():
        for file in sorted(path.rglob("*.tml"), key=lambda found: (found.name, str(found))):
            yield file.name, file.read_bytes()
        return
    if not path.exists():
        raise DataError(str(path), 0, "no such file or folder; expected a folder or .tar.gz of .tml files")
    if path.suffix == ".tml":
        yield path.name, path.read_bytes()
        return
    try:
        with tarfile.open(path) as archive:
            for member in sorted(archive.getmembers(), key=lambda found: (found.name.rpartition("/")[2], found.name)):
                stream = archive.extractfile(member) if member.isfile() and member.name.endswith(".tml") else None
                if stream is not None:
                    yield member.name.rpartition("/")[2], stream.read()
    except (tarfile.TarError, OSError, EOFError) as error:
        raise DataError(str(path), 0, f"not a readable tar archive ({error}); expected a folder or .tar.gz of .tml files") from error
