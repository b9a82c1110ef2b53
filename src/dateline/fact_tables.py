"""Tables of facts shipped with the package: tab-separated files with comments, a header line and the same number of cells a line."""

from __future__ import annotations

from importlib.resources import files
from typing import NamedTuple

from dateline.errors import DataError


class Row(NamedTuple):
    """One line of a table: the file and line it stands on, for messages, and its cells without surrounding spaces."""

    file: str
    line: int
    cells: tuple[str, ...]

    def wrong(self, reason: str) -> DataError:
        """The error to raise when a cell of this row is wrong."""
        return DataError(self.file, self.line, reason)


def table_of(package: str, name: str, columns: str) -> list[Row]:
    """The rows of ``data/NAME`` in a package. ``columns`` are the header's names, separated by spaces. Raises DataError."""
    return table_rows(name, files(package).joinpath("data").joinpath(name).read_text("utf-8"), columns)


def table_rows(name: str, text: str, columns: str) -> list[Row]:
    """The rows of a table given as text. Lines beginning with # and empty lines are skipped. Raises DataError with file, line and
    reason."""
    header = tuple(columns.split())
    rows: list[Row] = []
    seen_header = False
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = tuple(cell.strip() for cell in line.split("\t"))
        if not seen_header:
            if cells != header:
                raise DataError(name, number, f"the first line must name the columns {', '.join(header)}, separated by tabs, not {line!r}")
            seen_header = True
            continue
        if len(cells) != len(header):
            raise DataError(name, number, f"has {len(cells)} cells, expected {len(header)} separated by tabs: {', '.join(header)}")
        rows.append(Row(name, number, cells))
    if not seen_header:
        raise DataError(name, 0, f"is empty; expected a header line with {', '.join(header)}")
    return rows


def words(cell: str) -> tuple[str, ...]:
    """The comma-separated words of a cell."""
    return tuple(word.strip() for word in cell.split(",") if word.strip())
