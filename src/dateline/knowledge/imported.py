"""Knowledge that a user imported beside the shipped: where it lies, what each piece says of itself, and how it is put there and removed.

The folder is the platform's for a user's data, or that of the environment variable ``DATELINE_KNOWLEDGE``. Each piece is a folder in it,
named
for its kind, with an ``about.json``.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from dateline.errors import DataError

FOLDER_VARIABLE: Final = "DATELINE_KNOWLEDGE"
"""The environment variable that names the folder; set to an empty text, no imported knowledge is used."""

_ABOUT: Final = "about.json"
_FORM: Final = 1


class Kind(StrEnum):
    """What can be imported."""

    GEONAMES = "geonames"
    WIKIDATA = "wikidata"


@dataclass(frozen=True, slots=True)
class Imported:
    """A piece of imported knowledge. ``version`` is the day of the dump and a digest of what was made of it, ``source`` the file's name,
    ``entries`` how many places or roles it holds, ``skipped`` how many lines were left out."""

    kind: Kind
    version: str
    source: str
    entries: int
    skipped: int

    def __str__(self) -> str:
        return f"{self.kind} {self.version}"


def knowledge_folder() -> Path | None:
    """The folder of imported knowledge, whether it exists or not; None where the variable is set to nothing."""
    named = os.environ.get(FOLDER_VARIABLE)
    if named is not None:
        return Path(named).expanduser() if named.strip() else None
    from platformdirs import user_data_dir

    return Path(user_data_dir("dateline", appauthor=False)) / "knowledge"


def imported(kind: Kind) -> tuple[Imported, Path] | None:
    """What is imported of a kind and its folder, None where nothing is. Raises :class:`dateline.DataError` where it is damaged."""
    folder = knowledge_folder()
    if folder is None or not (folder / kind / _ABOUT).is_file():
        return None
    path = folder / kind / _ABOUT
    try:
        told = json.loads(path.read_text("utf-8"))
        if told.pop("form") != _FORM:
            raise ValueError("made by another version of Dateline")
        return Imported(Kind(told.pop("kind")), **told), folder / kind
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        reason = f"does not tell what was imported ({error}); remove it with: dateline knowledge remove {kind}"
        raise DataError(str(path), 0, reason) from error


def all_imported() -> tuple[Imported, ...]:
    """Everything imported, in the order of the kinds. Raises :class:`dateline.DataError`."""
    return tuple(found[0] for kind in Kind if (found := imported(kind)) is not None)


@contextmanager
def replacing(kind: Kind) -> Iterator[Path]:
    """An empty folder that takes the place of a kind's when the context ends well; when it does not, what was there stays.

    Raises :class:`dateline.DataError` where no folder may be used.
    """
    folder = knowledge_folder()
    if folder is None:
        raise DataError(FOLDER_VARIABLE, 0, "is set to nothing, so nothing can be imported; name a folder or unset it")
    folder.mkdir(parents=True, exist_ok=True)
    new = Path(tempfile.mkdtemp(prefix=f".{kind}-", dir=folder))
    try:
        yield new
        old = folder / kind
        if old.exists():
            shutil.rmtree(old)
        new.rename(old)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def write_about(folder: Path, piece: Imported) -> None:
    """Write what a piece says of itself into its folder."""
    (folder / _ABOUT).write_text(json.dumps({"form": _FORM, **asdict(piece)}, ensure_ascii=False) + "\n", "utf-8")


def remove(kind: Kind) -> bool:
    """Remove what is imported of a kind; whether there was anything."""
    folder = knowledge_folder()
    if folder is None or not (folder / kind).exists():
        return False
    shutil.rmtree(folder / kind)
    return True
