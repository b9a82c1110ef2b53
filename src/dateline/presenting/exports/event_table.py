"""Tables of events: rows of cells under the columns of a schema, in each flavour."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TextIO

from dateline.presenting.exports.columns import schema
from dateline.presenting.exports.flavours import BYTE_ORDER_MARK, Flavour, defused
from dateline.report import Record

Value = str | int | float | date | datetime | None
"""What a cell holds, None or an empty text for nothing."""

Cell = Value | tuple[Value, ...]
"""A value or several."""

Cells = Mapping[str, Cell]
"""The cells of a row by column."""


class _LineFeeds:
    """Ends rows with a line feed alone. The csv module quotes a carriage return in a cell, as readers need it, only if one ends rows."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, row: str) -> None:
        self._stream.write(row.removesuffix("\r\n") + "\n")


@dataclass(frozen=True, slots=True)
class EventTable:
    """A format of rows and columns.

    ``name`` is that of its schema, ``rows`` makes the rows of a record. The rest says how the format's own files are: ``header`` whether
    they begin with the names of the columns, ``empty`` what stands in an empty cell, ``several`` what parts values in a cell. Their
    separator is a tab and nothing is quoted, so tabs and line ends within a text become spaces there. ``comma`` is for a format that has
    no files of its own: its published flavour is the CSV for analysis.

    Called with records and a stream, it writes the published flavour, as every exporter does.
    """

    name: str
    rows: Callable[[Record], Iterable[Cells]]
    header: bool = True
    empty: str = ""
    several: str = "; "
    comma: bool = False

    def __call__(self, records: Iterable[Record], stream: TextIO) -> None:
        """Write the published flavour."""
        self.write(records, stream, Flavour.PUBLISHED)

    def write(self, records: Iterable[Record], stream: TextIO, flavour: Flavour) -> None:
        """Write the records' events as they come, each record's rows as soon as it is there."""
        if flavour is Flavour.PUBLISHED and not self.comma:
            for row in self._texts(records, self.header, self.empty, _plain):
                stream.write("\t".join(row) + "\n")
        elif flavour is Flavour.SPREADSHEET:
            stream.write(BYTE_ORDER_MARK)
            writer = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
            writer.writerows(self._texts(records, True, "", defused))
        else:
            writer = csv.writer(_LineFeeds(stream), lineterminator="\r\n")
            writer.writerows(self._texts(records, True, "", str))

    def _texts(self, records: Iterable[Record], header: bool, empty: str, text_of: Callable[[str], str]) -> Iterator[tuple[str, ...]]:
        found = schema(self.name)
        if header:
            yield found.header
        for record in records:
            for cells in self.rows(record):
                yield tuple(self._text(cell, empty, text_of) for cell in found.in_order(cells, None))

    def _text(self, cell: Cell, empty: str, text_of: Callable[[str], str]) -> str:
        if isinstance(cell, tuple):
            values = [_printed(value) for value in cell]
            return text_of(self.several.join(value or empty for value in values)) if any(values) else empty
        if isinstance(cell, str):
            return text_of(cell) or empty
        # Numbers and days are Dateline's own: they are no formulas, and a spreadsheet shall take them for what they are.
        return _printed(cell) or empty


def _plain(text: str) -> str:
    return " ".join(text.split())


def _printed(value: Value) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)
