"""The words of ``data/place_words.tsv``: facilities, verbs of governments, names that hardly ever mean places."""

from __future__ import annotations

import re
from functools import cache

from dateline.fact_tables import table_of, words

_USES = frozenset({"facility", "governs", "addresses", "not a place", "capital", "town", "country"})


@cache
def place_words(use: str) -> frozenset[str]:
    """The words of one use: "facility", "governs", "addresses", "not a place", "capital", "town" or "country".

    Raises :class:`dateline.DataError` where the table is wrong.
    """
    found: set[str] = set()
    for row in table_of("dateline.coding", "place_words.tsv", "use words"):
        if row.cells[0] not in _USES:
            raise row.wrong(f"use {row.cells[0]!r} is none of {', '.join(sorted(_USES))}")
        if row.cells[0] == use:
            found.update(words(row.cells[1]))
    return frozenset(found)


@cache
def _facility() -> re.Pattern[str]:
    listed = "|".join(re.escape(word) for word in sorted(place_words("facility"), key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{listed})(?!\w)", re.IGNORECASE)


def names_facility(name: str) -> bool:
    """Whether a name is made like that of a building, a road or a ground."""
    return _facility().search(name) is not None
