"""A large table of dated roles, looked up on the disk: a line for each name and role, sorted, found by bisection.

Cells, parted by tabs: key of the name, identifier, name, country, sector, office, from, to (YYYYMMDD, empty where open).
"""

from __future__ import annotations

import mmap
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from dateline.errors import DataError

FILE: Final = "roles.tsv"
_CELLS: Final = 8

RoleCells = tuple[str, str, str, str, str, str, str]
"""Identifier, name, country, sector, office, from, to."""


def role_line(key: str, identifier: str, name: str, country: str, sector: str, office: str, first: str, last: str) -> str:
    """One line of the table, without its end."""
    cells = (key, identifier, name, country, sector, office, first, last)
    return "\t".join(" ".join(cell.split()) for cell in cells)


class DatedRoles:
    """The table in a folder. Raises :class:`dateline.DataError` where it is missing."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        try:
            with self._path.open("rb") as stream:
                self._data = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:
            raise DataError(str(self._path), 0, f"is no table of roles ({error}); import it again") from error

    def roles(self, key: str) -> Iterator[RoleCells]:
        """The roles of a name's key, in the order of the table."""
        wanted = f"{key}\t".encode()
        place = self._bisect(wanted)
        while self._data[place : place + len(wanted)] == wanted:
            end = self._data.find(b"\n", place)
            cells = self._data[place : end if end >= 0 else len(self._data)].decode().split("\t")
            if len(cells) != _CELLS:
                raise DataError(str(self._path), 0, f"the roles of {key!r} have {len(cells)} cells, expected {_CELLS}; import it again")
            _, identifier, name, country, sector, office, first, last = cells
            yield identifier, name, country, sector, office, first, last
            place = end + 1

    def _bisect(self, wanted: bytes) -> int:
        """Where the first line stands that is not less than ``wanted``."""
        low, high = 0, len(self._data)
        while low < high:
            middle = self._data.rfind(b"\n", low, (low + high) // 2) + 1 or low
            end = self._data.find(b"\n", middle)
            end = len(self._data) if end < 0 else end + 1
            if self._data[middle : middle + len(wanted)] < wanted and end <= high:
                low = end
            else:
                high = middle
        return low
