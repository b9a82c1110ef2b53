"""Tables of facts shipped with the reading room; how they are written is told in :mod:`dateline.fact_tables`."""

from __future__ import annotations

from dateline.fact_tables import Row, table_of, table_rows, words

__all__ = ["Row", "read_table", "table_rows", "words"]


def read_table(name: str, columns: str) -> list[Row]:
    """The rows of ``data/NAME`` in this package. ``columns`` are the header's names, separated by spaces. Raises DataError."""
    return table_of("dateline.reading", name, columns)
