"""Dateline reads news reports and keeps the record: who did what to whom, where, when, and according to whom.

``engine = dateline.load()`` loads the engine, ``dateline.read(path_or_url_or_bytes)`` reads a report, ``engine.code(report)`` writes its
record.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dateline.errors import DataError, DatelineError, LedgerError, ModelError, ReadError
from dateline.report import Record, Report

if TYPE_CHECKING:
    from dateline import ledger as ledger
    from dateline.engine import Engine, load
    from dateline.presenting.frame import to_frame
    from dateline.reading import Skipped, read, read_all

__version__ = "0.1.0"

__all__ = [
    "DataError",
    "DatelineError",
    "Engine",
    "LedgerError",
    "ModelError",
    "ReadError",
    "Record",
    "Report",
    "Skipped",
    "load",
    "read",
    "read_all",
    "to_frame",
]

_LAZY = {
    "Engine": "dateline.engine",
    "load": "dateline.engine",
    "read": "dateline.reading",
    "read_all": "dateline.reading",
    "Skipped": "dateline.reading",
    "to_frame": "dateline.presenting.frame",
}


def __getattr__(name: str) -> Any:
    # The engine, the readers and the ledger load numpy, onnxruntime, lxml and SQLAlchemy; asking for the version should not.
    from importlib import import_module

    if name == "ledger":
        return import_module("dateline.ledger")
    module = _LAZY.get(name)
    if module is None:
        raise AttributeError(f"module 'dateline' has no attribute {name!r}")
    return getattr(import_module(module), name)
