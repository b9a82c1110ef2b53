"""What a format's columns or fields are: names, types, meanings, how Dateline fills them and why they stay empty.

In: a table of ``data/``, one row a column. Out: :class:`Schema`. Writers and docs/exports.md are both made from it, and a writer that fills
a column the table calls empty, or leaves out one it calls filled, raises: what is documented is what is written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final, TypeVar

from dateline.fact_tables import table_of

_PACKAGE: Final = "dateline.presenting.exports"
_NONE: Final = "-"

_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Column:
    """A column or field: its name as published, type, meaning, how Dateline fills it (empty: never) and when it stays empty."""

    name: str
    type: str
    meaning: str
    filled: str
    empty: str


@dataclass(frozen=True, slots=True)
class Schema:
    """The columns of a format in order."""

    name: str
    columns: tuple[Column, ...]

    @property
    def header(self) -> tuple[str, ...]:
        """The names of the columns in order."""
        return tuple(column.name for column in self.columns)

    def in_order(self, values: Mapping[str, _Value], nothing: _Value) -> tuple[_Value, ...]:
        """The values in the order of the columns, ``nothing`` for those that Dateline never fills.

        Raises ValueError where a value has no column, is of a column documented as empty, or is missing.
        """
        wanted = {column.name for column in self.columns if column.filled}
        if values.keys() != wanted:
            wrong = ", ".join(sorted(values.keys() ^ wanted))
            raise ValueError(
                f"{self.name}: {wrong}: written but not documented as filled in data/{self.name}.tsv, or the reverse; mend one"
            )
        return tuple(values[column.name] if column.filled else nothing for column in self.columns)


@cache
def schema(name: str) -> Schema:
    """The schema of a format as ``data/NAME.tsv`` has it. Raises :class:`dateline.DataError` where that table is wrong."""
    columns: list[Column] = []
    for row in table_of(_PACKAGE, f"{name}.tsv", "name type meaning filled empty"):
        cells = [cell if cell != _NONE else "" for cell in row.cells]
        column = Column(*cells)
        if not (column.name and column.type and column.meaning):
            raise row.wrong("has no name, type or meaning; give all three")
        if not (column.filled or column.empty):
            raise row.wrong(f"{column.name} says neither how it is filled nor why it is empty; say one or both")
        if column.name in {other.name for other in columns}:
            raise row.wrong(f"{column.name} stands in the table twice")
        columns.append(column)
    return Schema(name, tuple(columns))
