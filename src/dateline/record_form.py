"""Records to plain JSON values and back, from the types of their fields alone: a new field of a record is carried without a change here.

The form is that of ``dateline code --json``: a dataclass is an object of its fields, a span ``[start, end]``, an instant ISO 8601, an
enumeration its word, a tuple of pairs of a name and a value an object. ``read(Record, form(record)) == record`` holds for every record.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from dateline.errors import DataError

_T = TypeVar("_T")
_Write = Callable[[Any], object]
_Read = Callable[[Any], Any]

_KEYS = {"latitude": "lat", "longitude": "lon"}
"""Fields that stand under another key, as in the JSON of the command line."""

_OFFSET = re.compile(r"([+-])(\d\d):(\d\d)(?::(\d\d))?")


def form(value: object) -> object:
    """The JSON values of a record or of any dataclass a record is made of."""
    return _write_any(value)


def _write_any(value: object) -> object:
    kind: Any = type(value)
    return _writer(kind)(value)


def read(kind: type[_T], given: object) -> _T:
    """The dataclass ``kind`` that :func:`form` gave the values of. Fields that the values do not hold take their defaults; keys that no
    field has, which a newer version may have written, are passed over.

    Raises :class:`dateline.DataError` where a value is not of the kind its field has; the message names the field.
    """
    wanted: Any = kind
    return cast(_T, _reader(wanted)(given))


def offset_text(offset: timedelta) -> str:
    """An offset from UTC as in ISO 8601: "+08:00", "-03:30", "+00:00"; seconds, which only offsets of before 1972 have, as "-00:25:21"."""
    seconds = round(offset.total_seconds())
    hours, rest = divmod(abs(seconds), 3600)
    minutes, left = divmod(rest, 60)
    return f"{'-' if seconds < 0 else '+'}{hours:02}:{minutes:02}" + (f":{left:02}" if left else "")


def _offset(text: str) -> timedelta:
    match = _OFFSET.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is no offset such as +08:00")
    sign, hours, minutes, seconds = match.groups()
    found = timedelta(hours=int(hours), minutes=int(minutes), seconds=int(seconds or 0))
    return -found if sign == "-" else found


def _is_pairs(kind: object) -> bool:
    """Whether a type is ``tuple[tuple[str, X], ...]``, which stands as an object."""
    inner = get_args(kind)
    return len(inner) == 2 and inner[1] is Ellipsis and get_origin(inner[0]) is tuple and get_args(inner[0])[0] is str


def _alternatives(kind: object) -> tuple[Any, ...] | None:
    """The members of a union without None; None where the type is no union."""
    if get_origin(kind) not in (Union, UnionType):
        return None
    return tuple(k for k in get_args(kind) if k is not NoneType)


# --- writing -----------------------------------------------------------------------------------------------------------


@cache
def _writer(kind: Any) -> _Write:
    """A function from a value of the type to JSON values."""
    if members := _alternatives(kind):
        if len(members) > 1:
            return lambda value: None if value is None else _write_any(value)
        write = _writer(members[0])
        return lambda value: None if value is None else write(value)
    if get_origin(kind) is tuple:
        return _tuple_writer(kind)
    if not isinstance(kind, type):
        raise TypeError(f"a record cannot hold {kind}")
    if is_dataclass(kind):
        return _object_writer(kind)
    if issubclass(kind, tuple):  # a named tuple, such as a span
        return list
    if issubclass(kind, Enum):
        return lambda value: value.value
    if issubclass(kind, date):
        return lambda value: value.isoformat()
    if issubclass(kind, timedelta):
        return offset_text
    if issubclass(kind, str | int | float | NoneType):
        return lambda value: value
    raise TypeError(f"a record cannot hold {kind.__name__}")


def _tuple_writer(kind: Any) -> _Write:
    inner = get_args(kind)
    if _is_pairs(kind):
        write_named = _writer(get_args(inner[0])[1])

        def write_pairs(pairs: Any) -> object:
            named = {name: write_named(value) for name, value in pairs}
            # A name that stands twice would be lost in an object.
            return named if len(named) == len(pairs) else [[name, write_named(value)] for name, value in pairs]

        return write_pairs
    if len(inner) == 2 and inner[1] is Ellipsis:
        write = _writer(inner[0])
        return lambda values: [write(value) for value in values]
    writers = [_writer(each) for each in inner]
    return lambda values: [w(value) for w, value in zip(writers, values, strict=True)]


def _object_writer(kind: Any) -> _Write:
    @cache
    def parts() -> list[tuple[str, str, _Write]]:
        # At first use: a dataclass may hold others of its own kind, as an attribution those nested in it.
        hints = get_type_hints(kind)
        return [(field.name, _KEYS.get(field.name, field.name), _writer(hints[field.name])) for field in fields(kind)]

    return lambda value: {key: write(getattr(value, name)) for name, key, write in parts()}


# --- reading -----------------------------------------------------------------------------------------------------------


@cache
def _reader(kind: Any) -> _Read:
    """A function from JSON values to a value of the type. Raises DataError."""
    if members := _alternatives(kind):
        if len(members) > 1:
            return _one_of(tuple(_reader(member) for member in members))
        read_one = _reader(members[0])
        return lambda given: None if given is None else read_one(given)
    if get_origin(kind) is tuple:
        return _tuple_reader(kind)
    if is_dataclass(kind):
        return _object_reader(kind)
    if issubclass(kind, tuple):
        return lambda given: kind(*_list(given))
    if issubclass(kind, Enum):
        return _checked(kind, kind)
    if issubclass(kind, datetime | date):
        return _checked(kind.fromisoformat, kind)
    if issubclass(kind, timedelta):
        return _checked(_offset, kind)
    if kind is float:
        return lambda given: float(_of(given, (int, float), kind))
    return lambda given: _of(given, kind, kind)


def _one_of(readers: tuple[_Read, ...]) -> _Read:
    def read_first(given: Any) -> Any:
        if given is None:
            return None
        for number, reader in enumerate(readers):
            try:
                return reader(given)
            except DataError:
                if number == len(readers) - 1:
                    raise
        return None

    return read_first


def _checked(make: Callable[[Any], Any], kind: type) -> _Read:
    def read_one(given: Any) -> Any:
        try:
            return make(_of(given, str, kind))
        except ValueError as error:
            raise DataError("record", 0, f"{given!r} is no {kind.__name__}: {error}") from error

    return read_one


def _of(given: Any, kinds: Any, wanted: type) -> Any:
    if not isinstance(given, kinds) or (isinstance(given, bool) and wanted is not bool):
        raise DataError("record", 0, f"{str(given)[:80]!r} stands where {wanted.__name__} is expected")
    return given


def _list(given: Any) -> list[Any]:
    return cast("list[Any]", _of(given, list, list))


def _tuple_reader(kind: Any) -> _Read:
    inner = get_args(kind)
    if _is_pairs(kind):
        read_value = _reader(get_args(inner[0])[1])

        def read_pairs(given: Any) -> Any:
            pairs = given.items() if isinstance(given, dict) else _list(given)
            return tuple((name, read_value(value)) for name, value in pairs)

        return read_pairs
    if len(inner) == 2 and inner[1] is Ellipsis:
        read_one = _reader(inner[0])
        return lambda given: tuple(read_one(each) for each in _list(given))
    readers = [_reader(each) for each in inner]
    return lambda given: tuple(r(each) for r, each in zip(readers, _list(given), strict=True))


def _object_reader(kind: Any) -> _Read:
    @cache
    def parts() -> list[tuple[str, str, _Read, bool]]:
        hints = get_type_hints(kind)
        return [
            (field.name, _KEYS.get(field.name, field.name), _reader(hints[field.name]), field.default is MISSING is field.default_factory)
            for field in fields(kind)
        ]

    def read_object(given: Any) -> Any:
        found = {}
        values = _of(given, dict, dict)
        for name, key, read_field, needed in parts():
            if key in values:
                try:
                    found[name] = read_field(values[key])
                except DataError as error:
                    raise DataError("record", 0, f"{kind.__name__}.{name}: {error.reason}") from error
            elif needed:
                raise DataError("record", 0, f"{kind.__name__} needs {key!r}, which is not there")
        return kind(**found)

    return read_object
