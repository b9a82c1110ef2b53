"""The words that the reading of participants turns on, by class, from ``data/participant_words.tsv``."""

from __future__ import annotations

from functools import cache

from dateline.errors import DataError
from dateline.fact_tables import table_of, words

_FILE = "participant_words.tsv"


@cache
def participant_words(name: str) -> frozenset[str]:
    """The words of a class. Raises :class:`dateline.errors.DataError` where the table lacks it or is wrong."""
    return frozenset(participant_word_order(name))


@cache
def participant_word_order(name: str) -> dict[str, int]:
    """The words of a class with their places in it, counted from 0. Raises :class:`dateline.errors.DataError` as above."""
    found = _classes().get(name)
    if found is None:
        raise DataError(_FILE, 0, f"has no class {name!r}; it is needed to read participants")
    return {word: place for place, word in enumerate(found)}


@cache
def _classes() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for row in table_of("dateline.coding", _FILE, "class words"):
        name, cell = row.cells
        if name in found:
            raise row.wrong(f"class {name!r} stands in the table twice")
        if not words(cell):
            raise row.wrong(f"class {name!r} has no words")
        found[name] = words(cell)
    return found
