"""The exception tree. Every message names the file or span, what was expected and what to do about it."""

from __future__ import annotations


class DatelineError(Exception):
    """Anything Dateline raises on purpose."""


class ReadError(DatelineError):
    """An item could not be read as a report. ``item`` names it (path, URL, "feed.xml#3"), ``reason`` says what was wrong."""

    def __init__(self, item: str, reason: str) -> None:
        super().__init__(f"{item}: {reason}")
        self.item = item
        self.reason = reason


class DataError(DatelineError):
    """A data file of facts is wrong. ``file`` and ``line`` (1-based, 0 for the whole file) say where."""

    def __init__(self, file: str, line: int, reason: str) -> None:
        super().__init__(f"{file}:{line}: {reason}" if line else f"{file}: {reason}")
        self.file = file
        self.line = line
        self.reason = reason


class ModelError(DatelineError):
    """The sentence engine's model files are missing, damaged or of another version."""


class ExportError(DatelineError):
    """Records cannot be exported as asked: no exporter has the name, or it cannot do what was asked for."""


class LedgerError(DatelineError):
    """A ledger cannot be opened, read or written; the message names it and says what became of what was to be stored."""
