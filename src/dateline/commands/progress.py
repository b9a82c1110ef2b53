"""How far a long run has come, on the standard error stream, and what it skipped."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import TYPE_CHECKING, Self

import typer

if TYPE_CHECKING:
    from rich.status import Status

    from dateline.reading import Skipped
    from dateline.report import Report

PATIENCE = 1.0
"""Seconds of work before progress is shown; what takes less needs none."""

INTERVAL = 0.2
"""Seconds between two updates of what is shown."""


class Tally:
    """Counts reports on their way through. A context manager; while it is entered, progress may be shown.

    ``shown`` says whether progress may appear at all (see :func:`somebody_watches`). What is skipped is told at once in any case.
    """

    def __init__(self, *, shown: bool) -> None:
        self.read = 0
        self.coded = 0
        self.skipped = 0
        self._shown = shown
        self._began = self._looked = time.monotonic()
        self._status: Status | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._status is not None:
            self._status.stop()

    def reports(self, items: Iterable[Report | Skipped]) -> Iterator[Report]:
        """The reports among the items; what was skipped is told and counted."""
        from dateline.report import Report

        for item in items:
            if isinstance(item, Report):
                self.read += 1
                yield item
            else:
                self.skipped += 1
                self._tell(f"dateline: skipped {item.item}: {item.reason}")

    def add(self) -> None:
        """Count one coded report."""
        self.coded += 1
        now = time.monotonic()
        if self._shown and now - self._began >= PATIENCE and now - self._looked >= INTERVAL:
            self._looked = now
            self._show(f"{self.summary()}, {self.coded / (now - self._began):.1f} reports a second")

    def summary(self) -> str:
        """What became of the items, in a line."""
        skipped = f", {self.skipped} skipped" if self.skipped else ""
        return f"{self.coded} report{'' if self.coded == 1 else 's'} coded{skipped}"

    def _show(self, text: str) -> None:
        if self._status is None:
            from rich.console import Console

            self._status = Console(stderr=True, highlight=False, markup=False).status(text)
            self._status.start()
        else:
            self._status.update(text)

    def _tell(self, line: str) -> None:
        if self._status is None:
            typer.echo(line, err=True)
        else:
            self._status.console.print(line)


def somebody_watches(writes_to_terminal: bool) -> bool:
    """Whether progress is of use: the standard error stream is a terminal, and the output does not go there, too."""
    return sys.stderr.isatty() and not writes_to_terminal
