"""Where commands write, and how they end: output files, standard streams, exit statuses, Ctrl-C and readers that go away."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import typer

from dateline.errors import DatelineError

if TYPE_CHECKING:
    from rich.console import Console

UNSEEN_WIDTH = 100
"""Columns of tables where no terminal says how many there are."""


class ExitStatus(IntEnum):
    """What the exit status of every command means."""

    FINE = 0
    INCOMPLETE = 1  # done, but some items were skipped, a figure is below its floor, or a codebook has problems
    USAGE = 2  # the arguments are wrong; what typer itself exits with, too
    UNREADABLE = 3  # nothing could be read
    FAILED = 4  # the installation does not work, or the output cannot be written
    INTERRUPTED = 130  # Ctrl-C, as shells count it: 128 + SIGINT
    UNHEARD = 141  # whoever read the output has gone: 128 + SIGPIPE


def say(message: str) -> None:
    """Tell the user something on the standard error stream."""
    typer.echo(f"dateline: {message}", err=True)


@contextmanager
def graceful() -> Iterator[None]:
    """Turn what can end a command early into a line on the standard error stream and an exit status."""
    try:
        yield
        sys.stdout.flush()
    except KeyboardInterrupt:
        say("interrupted")
        raise typer.Exit(ExitStatus.INTERRUPTED) from None
    except BrokenPipeError:
        # What is still buffered goes nowhere; without this the interpreter would complain when it flushes on its way out.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(ExitStatus.UNHEARD) from None
    except DatelineError as error:
        say(str(error))
        raise typer.Exit(ExitStatus.FAILED) from error
    except OSError as error:
        say(f"{error}; check the disk and the permissions")
        raise typer.Exit(ExitStatus.FAILED) from error


@contextmanager
def written_to(path: Path | None, option: str = "--output") -> Iterator[TextIO]:
    """The stream a command writes to: a file in UTF-8, or the standard output for None and for "-". ``option`` is what gave the path.

    JSON and CoNLL-U are UTF-8 whatever the locale; in tables for a terminal of another encoding, what it cannot show becomes "?".
    """
    if path is None or str(path) == "-":
        yield sys.stdout
        return
    try:
        file = path.open("w", encoding="utf-8", errors="replace", newline="\n")
    except OSError as error:
        raise typer.BadParameter(
            f"{path} cannot be written ({error.strerror}); give a file in a folder that exists", param_hint=option
        ) from error
    with file:
        yield file


def as_utf8(stream: TextIO) -> TextIO:
    """The stream, writing UTF-8 with plain line ends."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding="utf-8", errors="replace", newline="\n")
    return stream


def console(stream: TextIO) -> Console:
    """A rich console on the stream: as wide as the terminal (or COLUMNS), else :data:`UNSEEN_WIDTH` columns; NO_COLOR is obeyed."""
    from rich.console import Console

    class Screen(Console):
        def on_broken_pipe(self) -> None:
            raise BrokenPipeError  # rich itself would leave the process with 1, which means something else here

    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="replace")
    unseen = not stream.isatty() and "COLUMNS" not in os.environ
    return Screen(file=stream, width=UNSEEN_WIDTH if unseen else None, highlight=False, markup=False, emoji=False)
