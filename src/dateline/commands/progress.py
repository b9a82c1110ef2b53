"""How far a long run has come, on the standard error stream, and what it skipped."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator
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
    ``done`` is what becomes of reports, in a word; ``left`` says how much time is left, and nothing where that is not known.
    """

    def __init__(self, *, shown: bool, done: str = "coded", left: Callable[[], str] = str) -> None:
        self.read = 0
        self.coded = 0
        self.known = 0
        self.skipped = 0
        self._done = done
        self._left = left
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

    def add(self, reports: int = 1, *, known: int = 0) -> None:
        """Count reports that are done, and those for which there was nothing to do."""
        self.coded += reports
        self.known += known
        now = time.monotonic()
        if self._shown and now - self._began >= PATIENCE and now - self._looked >= INTERVAL:
            self._looked = now
            left = self._left()
            self._show(f"{self.summary()}, {self.coded / (now - self._began):.1f} reports a second" + (f", {left}" if left else ""))

    def summary(self) -> str:
        """What became of the items, in a line."""
        known = f", {self.known} there already" if self.known else ""
        skipped = f", {self.skipped} skipped" if self.skipped else ""
        return f"{self.coded} report{'' if self.coded == 1 else 's'} {self._done}{known}{skipped}"

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
