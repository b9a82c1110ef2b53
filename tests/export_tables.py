"""The tables of docs/exports.md, made from the tables of columns that the exporters write by.

``python tests/export_tables.py docs/exports.md`` writes them into the page between ``<!-- columns: NAME -->`` and ``<!-- end -->``, as
``make refresh-docs`` does; a test compares.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from dateline.presenting.exports import schema

_TABLE = re.compile(r"(<!-- columns: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def columns_table(name: str) -> str:
    """The Markdown table of a format's columns."""
    lines = ["| name | type | meaning | Dateline writes | empty where |", "|---|---|---|---|---|"]
    for column in schema(name).columns:
        cells = (f"`{column.name}`", column.type, column.meaning, column.filled or "nothing", column.empty or "never")
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(lines) + "\n"


def with_tables(page: str) -> str:
    """The page with its tables made anew."""
    return _TABLE.sub(lambda found: found.group(1) + columns_table(found.group(2)) + found.group(3), page)


def tables_of(page: str) -> list[str]:
    """The names of the formats whose tables the page holds."""
    return [found.group(2) for found in _TABLE.finditer(page)]


if __name__ == "__main__":
    for argument in sys.argv[1:]:
        path = Path(argument)
        path.write_text(with_tables(path.read_text(encoding="utf-8")), encoding="utf-8")
