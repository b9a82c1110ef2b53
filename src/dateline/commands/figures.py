"""Lines of names and values for the terminal, as tables that stay readable without colour."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence

from dateline.commands.streams import console


def print_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]], *, right: Sequence[str] = ()) -> None:
    """Print a titled table on the standard output; the columns named in ``right`` hold figures and stand at the right."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(
        title=Text(title, style="bold"),
        title_justify="left",
        box=box.SIMPLE_HEAD,
        show_edge=False,
        show_header=any(columns),
        pad_edge=False,
    )
    for name in columns:
        table.add_column(name, justify="right" if name in right else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    screen = console(sys.stdout)
    screen.print(table)
    screen.print()
