"""Getting at the bytes: a path, a URL, bytes in hand or the standard input become an opened source with its head looked at."""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from dateline.errors import ReadError
from dateline.reading.compression import GZIP_MAGIC, GzipStream, looked_into
from dateline.reading.drafts import Hints
from dateline.reading.limits import HEAD_BYTES, MAX_GZIP_LAYERS, MAX_ITEM_BYTES, MEBIBYTE

Given = str | os.PathLike[str] | bytes
"""What a caller may name a source by: a path, a URL, "-" for the standard input, or the bytes themselves."""

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")


@dataclass(frozen=True, slots=True)
class Source:
    """An opened source. ``head`` is its first bytes, unpacked; ``stream`` still begins with them. ``charset`` is what a server declared."""

    name: str
    head: bytes
    stream: io.BufferedReader
    url: str = ""
    charset: str = ""
    hints: Hints = field(default_factory=Hints)

    def whole(self) -> bytes:
        """All bytes of a source that holds one document. Raises ReadError where there are more than ``MAX_ITEM_BYTES``."""
        data = self.stream.read(MAX_ITEM_BYTES + 1)
        if len(data) > MAX_ITEM_BYTES:
            raise ReadError(
                self.name,
                f"is larger than {MAX_ITEM_BYTES // MEBIBYTE} MiB, more than any report; if it holds many, give them as JSON lines "
                "or WARC, which are read one by one",
            )
        return data


def name_of(given: object) -> str:
    """What messages call a source."""
    if isinstance(given, bytes):
        return "<bytes>"
    if isinstance(given, str | os.PathLike):
        return os.fsdecode(given)
    return repr(given)[:80]


def is_url(given: object) -> bool:
    """Whether the source is named by a URL of any scheme."""
    return isinstance(given, str) and _URL.match(given) is not None


@contextmanager
def opened(given: Given, hints: Hints) -> Iterator[Source]:
    """The source, opened and unpacked, for the length of a ``with`` block. Raises ReadError where it cannot be had."""
    name = hints.name or name_of(given)
    if isinstance(given, bytes):
        yield _unpacked(name, io.BytesIO(given), hints)
    elif is_url(given):
        from dateline.reading.web import fetch

        page = fetch(str(given))
        yield _unpacked(name, io.BytesIO(page.data), hints, url=page.url, charset=page.charset)
    elif given == "-":
        yield _unpacked(name, sys.stdin.buffer, hints)
    elif isinstance(given, str | os.PathLike):
        try:
            file = open(given, "rb", buffering=0)  # noqa: SIM115 - closed below; opening and reading fail in different ways
        except FileNotFoundError as problem:
            raise ReadError(
                name[:200], "no such file; give a path, an http(s) URL or '-'; for a text in hand use Report.from_text or pass it as bytes"
            ) from problem
        except (OSError, ValueError) as problem:  # ValueError: a zero byte in the path
            raise ReadError(name[:200], f"cannot be opened ({problem}); expected a readable file") from problem
        with file:
            yield _unpacked(name, file, hints)
    else:
        raise ReadError(name, f"expected a path, a URL, '-' or bytes, not {type(given).__name__}")


def _unpacked(name: str, stream: io.RawIOBase | BinaryIO, hints: Hints, url: str = "", charset: str = "") -> Source:
    """The source with as many gzip layers taken off as there are, within bounds."""
    try:
        head, buffered = looked_into(stream)
        for _ in range(MAX_GZIP_LAYERS):
            if not head.startswith(GZIP_MAGIC):
                break
            head, buffered = looked_into(GzipStream(name, buffered))
    except OSError as problem:
        raise ReadError(name, f"cannot be read ({problem}); expected a readable file") from problem
    if head.startswith(GZIP_MAGIC):
        raise ReadError(name, f"is packed with gzip more than {MAX_GZIP_LAYERS} times over; unpack it first")
    return Source(name, head[:HEAD_BYTES], buffered, url, charset, hints)


def files_under(folder: Path) -> Iterator[Path | tuple[Path, str]]:
    """The regular files below a folder in sorted order, folders after their files; names that begin with a dot are left out.

    What cannot be listed comes as a pair of path and reason. Links to folders are not followed, so that no loop can arise.
    """
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as problem:
        yield folder, f"the folder cannot be listed ({problem}); expected a readable folder"
        return
    folders = []
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            folders.append(Path(entry.path))
        elif entry.is_file():
            yield Path(entry.path)
        else:
            yield Path(entry.path), "is neither a file nor a folder (a device, a pipe, a link to a folder or to nothing); give a file"
    for below in folders:
        yield from files_under(below)
