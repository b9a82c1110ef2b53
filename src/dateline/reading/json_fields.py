"""Fields of JSON objects by what they mean, after ``data/json_fields.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from typing import Final

from dateline.errors import DataError
from dateline.reading.layout import tidy

_FILE: Final = "data/json_fields.toml"
_NAMING: Final = ("name", "title", "value", "text", "$t", "#text", "_", "id")
_EPOCH_SECONDS: Final = (0, 4_102_444_800)  # 1970 to 2100
_DEEPEST: Final = 4


@dataclass(frozen=True, slots=True)
class FieldNames:
    """The names of each kind of field, plain, the likeliest first."""

    text: tuple[str, ...]
    html: tuple[str, ...]
    summary: tuple[str, ...]
    headline: tuple[str, ...]
    byline: tuple[str, ...]
    published: tuple[str, ...]
    url: tuple[str, ...]
    publisher: tuple[str, ...]
    country: tuple[str, ...]


@cache
def field_names() -> FieldNames:
    """The names, read from the package once. Raises DataError where the file is wrong."""
    return read_field_names(_FILE, files("dateline.reading").joinpath(_FILE).read_text("utf-8"))


def read_field_names(name: str, text: str) -> FieldNames:
    """The names of a TOML text; ``name`` is the file's, for messages. Raises DataError where it is wrong."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise DataError(name, 0, f"is no TOML ({problem})") from problem
    expected = [field.name for field in fields(FieldNames)]
    for key in expected:
        names = data.get(key)
        if not isinstance(names, list) or not names or not all(isinstance(one, str) and one == plain(one) != "" for one in names):
            raise DataError(name, 0, f"{key} must be a list of field names in lower case without signs")
    if extra := sorted(data.keys() - set(expected)):
        raise DataError(name, 0, f"unknown kind of field {extra[0]!r}; expected {', '.join(expected)}")
    return FieldNames(**{key: tuple(data[key]) for key in expected})


def plain(name: str) -> str:
    """A field's name as it is compared: without case, "_", "-", ".", ":" and spaces."""
    return re.sub(r"[_\-.:\s]", "", name).lower()


def by_plain_name(entry: Mapping[str, object]) -> dict[str, object]:
    """The object's fields by plain name, the first of each; empty ones are left out."""
    found: dict[str, object] = {}
    for name, value in entry.items():
        if value not in (None, "", [], {}):
            found.setdefault(plain(name), value)
    return found


def first_of(entry: Mapping[str, object], names: tuple[str, ...]) -> tuple[str, object]:
    """The first of the named fields the object has, and its value; ("", None) where it has none."""
    return next(((name, entry[name]) for name in names if name in entry), ("", None))


def words_of(value: object, *, joint: str = ", ", depth: int = 0) -> str:
    """A field's words: a string as it is, an object's name, a list's words joined."""
    if isinstance(value, str):
        return value.strip()
    if depth > _DEEPEST:
        return ""
    if isinstance(value, list):
        parts = (words_of(entry, joint=joint, depth=depth + 1) for entry in value)
        return joint.join(dict.fromkeys(part for part in parts if part))
    if isinstance(value, dict):
        for key in _NAMING:
            if words := words_of(value.get(key), joint=joint, depth=depth + 1):
                return words
    return ""


def paragraphs_of(value: object) -> str:
    """A field's text: a string as it is, a list as paragraphs, repeated ones kept."""
    if isinstance(value, list):
        return "\n\n".join(part for part in map(words_of, value) if part)
    return value if isinstance(value, str) else words_of(value)


def time_of(value: object) -> str:
    """A field's time as wording. Numbers are seconds or milliseconds since 1970, which are UTC by definition."""
    if isinstance(value, bool):
        return ""
    if isinstance(value, int | float):
        first, last = _EPOCH_SECONDS
        for seconds in (value, value / 1000 if abs(value) < 1e15 else 0.0):
            if first < seconds < last and seconds >= 86400 * 366:  # smaller numbers are years ("2010") and days, not instants
                return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
        return str(value) if isinstance(value, int) and 1900 <= value <= 99991231 else ""
    return tidy(words_of(value).replace("\n", " "))
