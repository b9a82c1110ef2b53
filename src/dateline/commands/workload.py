"""How much there is to read, and how long the rest will take."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from pathlib import Path

LEAST_SECONDS = 5.0
LEAST_SHARE = 0.02
"""An estimate from less than this would be a guess."""


class Workload:
    """The sources of a run, folders walked, with the bytes that are still to be read.

    The time left is told from the files that were finished since the first report that had to be coded: what is there already is passed
    over so fast that counting it would promise too much. Of streams and addresses the size is not known, so nothing is told then.
    """

    def __init__(self, paths: Sequence[str]) -> None:
        from dateline.reading.access import files_under, is_url

        self._sources: list[tuple[str, int]] = []
        self._measured = True
        for path in paths:
            if path == "-" or is_url(path):
                self._measured = False
                self._sources.append((path, 0))
            elif Path(path).is_dir():
                for found in files_under(Path(path)):
                    # What cannot be listed is left to the reader, which says so.
                    one = found if isinstance(found, Path) else found[0]
                    self._sources.append((str(one), _size(one)))
            else:
                self._sources.append((path, _size(Path(path))))
        self._left = sum(size for _, size in self._sources)
        self._worked_from: tuple[float, int] | None = None

    def sources(self) -> Iterator[str]:
        """The sources one by one; one counts as finished when the next is asked for."""
        for source, size in self._sources:
            yield source
            self._left -= size

    def working(self) -> None:
        """Tell that a report has to be coded."""
        if self._worked_from is None:
            self._worked_from = (time.monotonic(), self._left)

    def time_left(self) -> str:
        """How long the rest will take, in words; nothing where that cannot be told."""
        if not self._measured or self._worked_from is None:
            return ""
        began, bytes_then = self._worked_from
        seconds, finished = time.monotonic() - began, bytes_then - self._left
        if seconds < LEAST_SECONDS or finished < LEAST_SHARE * bytes_then or not finished:
            return ""
        return _in_words(seconds * self._left / finished)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except (OSError, ValueError):  # ValueError: a zero byte in the path
        return 0


def _in_words(seconds: float) -> str:
    if seconds < 60:
        return "less than a minute left"
    minutes = round(seconds / 60)
    return f"about {minutes} min left" if minutes < 90 else f"about {round(minutes / 60)} h left"
