"""The project's own news sample of coreference: where it stands and which of its articles are the test part."""

from __future__ import annotations

import hashlib
from pathlib import Path

CHAINS = Path(__file__).parent / "corpus/coreference/news.jsonl"

HELD_OUT = 33
"""Percent of the articles kept as test, drawn by the hash of their names."""


def held_out(name: str) -> bool:
    """Whether an article (by its id) belongs to the test part."""
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=4).digest(), "big") % 100 < HELD_OUT
