"""Test data given as a file, a folder or a tar archive."""

from __future__ import annotations

import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dateline.errors import DataError


@contextmanager
def unpacked(path: Path, holds: str) -> Iterator[Path]:
    """The folder that holds ``holds`` (a file or folder name): ``path`` itself, a folder in it, or such a folder of the tar archive
    ``path``, unpacked for as
    long as the context lasts. Raises :class:`dateline.DataError` if there is none."""
    if path.is_dir():
        yield _inside(path, holds, path)
        return
    if not path.exists():
        raise DataError(str(path), 0, f"no such file or folder; expected a folder or .tar.gz that holds {holds!r}")
    with tempfile.TemporaryDirectory(prefix="dateline-eval-") as folder:
        try:
            with tarfile.open(path) as archive:
                archive.extractall(folder, filter="data")
        except (tarfile.TarError, OSError, EOFError) as error:
            raise DataError(
                str(path), 0, f"not a readable tar archive ({error}); expected a folder or .tar.gz that holds {holds!r}"
            ) from error
        yield _inside(Path(folder), holds, path)


def _inside(folder: Path, holds: str, named: Path) -> Path:
    for candidate in (folder, *sorted(p for p in folder.rglob("*") if p.is_dir())):
        if (candidate / holds).exists():
            return candidate
    raise DataError(str(named), 0, f"holds no {holds!r}")
