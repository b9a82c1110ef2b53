"""JSON text for exports: characters as they are, no spaces to no purpose, keys in the order they were made."""

from __future__ import annotations

import json


def json_text(value: object) -> str:
    """The value as one line of JSON. Raises ValueError for a number JSON does not have (NaN, infinity)."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
