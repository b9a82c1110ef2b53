"""Floors: figures that a measurement must not fall below, kept in a TOML file.

A table is named for what is measured, and within it for the data (the file's name up to its first dot), or holds for any data::

    [treebank.ewt-dev]
    las = 89.5

    [reading]
    exact = 95
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

from dateline.errors import DataError


def data_name(path: Path) -> str:
    """What floors call the data of a path: "ewt-dev" for "data/ewt-dev.conllu.gz"."""
    return path.resolve().name.partition(".")[0]


def read_floors(path: Path, measured: str, data: str, figures: Mapping[str, float]) -> dict[str, float]:
    """The least values of ``figures`` for ``measured`` on ``data``, by figure; those for this data stand above those for any.

    Raises :class:`dateline.DataError` where the file cannot be read, holds no floor for this measurement, or names a figure it does
    not have: a floor that nothing is compared with would guard nothing.
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DataError(str(path), 0, f"cannot be read as TOML ({error}); expected tables such as [treebank.ewt-dev]") from error
    table = tables.get(measured, {})
    if not isinstance(table, dict):
        raise DataError(str(path), 0, f"{measured} is no table; expected [{measured}] or [{measured}.{data}]")
    of_data = table.get(data, {})
    floors = {name: value for name, value in table.items() if not isinstance(value, dict)}
    floors.update(of_data if isinstance(of_data, dict) else {})
    if not floors:
        known = sorted(name for name, value in table.items() if isinstance(value, dict))
        raise DataError(str(path), 0, f"holds no floor for [{measured}.{data}]; it has {', '.join(known) or f'nothing for {measured}'}")
    for name, value in floors.items():
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise DataError(str(path), 0, f"the floor of {name} in [{measured}] is {value!r}; expected a number")
        if name not in figures:
            raise DataError(str(path), 0, f"[{measured}] names the figure {name!r}; expected one of {', '.join(figures)}")
    return {name: float(value) for name, value in floors.items()}
