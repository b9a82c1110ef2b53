"""Lines of dumps, plain or packed, one at a time, and an account of those that could not be used."""

from __future__ import annotations

import bz2
import gzip
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Final

from dateline.errors import DataError

_EXAMPLES: Final = 3


@dataclass(slots=True)
class Account:
    """Why lines were left out: how often each reason was met, and at which lines first."""

    counts: Counter[str] = field(default_factory=Counter)
    first: dict[str, list[str]] = field(default_factory=dict)

    def skip(self, reason: str, file: str, line: int) -> None:
        """One line left out."""
        self.counts[reason] += 1
        where = self.first.setdefault(reason, [])
        if len(where) < _EXAMPLES:
            where.append(f"{file}:{line}")

    @property
    def total(self) -> int:
        """How many lines were left out."""
        return self.counts.total()

    def summary(self) -> tuple[str, ...]:
        """A line for each reason, the most frequent first."""
        return tuple(f"{number} left out: {reason} ({', '.join(self.first[reason])})" for reason, number in self.counts.most_common())


@contextmanager
def dump_lines(path: Path) -> Iterator[Iterator[tuple[int, str]]]:
    """The lines of a dump with their numbers, without their ends: a plain file, .gz, .bz2, or the file in a .zip of that name.

    Bytes that are no UTF-8 become replacement characters. Raises :class:`dateline.DataError` where the file cannot be read or ends early;
    what
    was read before stands.
    """
    try:
        with _opened(path) as stream:
            yield _numbered(stream)
    except (OSError, EOFError, zipfile.BadZipFile) as error:
        raise DataError(str(path), 0, f"cannot be read ({error}); give a plain file, .gz, .bz2 or .zip as it is published") from error


def _numbered(stream: IO[bytes] | gzip.GzipFile) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(stream, 1):
        yield number, line.decode("utf-8", errors="replace").rstrip("\r\n")


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes] | gzip.GzipFile]:
    ending = path.suffix.casefold()
    if ending == ".zip":
        with zipfile.ZipFile(path) as archive:
            inside = [name for name in archive.namelist() if name.endswith(".txt") and "readme" not in name.casefold()]
            wanted = f"{path.stem}.txt"
            if wanted not in inside and len(inside) != 1:
                raise DataError(str(path), 0, f"holds no {wanted}; give a .zip as GeoNames publishes it")
            with archive.open(wanted if wanted in inside else inside[0]) as stream:
                yield stream
    elif ending == ".gz":
        with gzip.open(path, "rb") as stream:
            yield stream
    elif ending == ".bz2":
        with bz2.open(path, "rb") as stream:
            yield stream
    else:
        with path.open("rb") as stream:
            yield stream
