from __future__ import annotations

import sys
from collections.abc import Iterable
from importlib.metadata import EntryPoint
from types import ModuleType
from typing import TextIO

import pytest

from dateline.errors import ExportError
from dateline.presenting.exports import export_names, exporter_named, registry
from dateline.report import Record
from tests.exported import written


@pytest.fixture
def added(monkeypatch: pytest.MonkeyPatch) -> dict[str, EntryPoint]:
    """A module with an exporter, registered as a package's entry point would be."""
    module = ModuleType("own_exports")

    def write_triggers(records: Iterable[Record], stream: TextIO) -> None:
        stream.writelines(f"{event.type}\n" for record in records for event in record.events)

    module.__dict__.update(write_triggers=write_triggers, number=7)
    monkeypatch.setitem(sys.modules, "own_exports", module)
    names = {"triggers": "write_triggers", "csv": "write_triggers", "gone": "no_such", "number": "number"}
    points = {name: EntryPoint(name, f"own_exports:{attribute}", registry.ENTRY_POINT_GROUP) for name, attribute in names.items()}
    monkeypatch.setattr(registry, "_added", lambda: points)
    return points


@pytest.mark.usefixtures("added")
def test_an_added_exporter_is_found_and_takes_the_place_of_a_built_in_one(told: Record) -> None:
    assert written("triggers", [told]) == written("csv", [told]) == "ASSAULT\n"
    assert "triggers" in export_names()
    assert written("petrarch", [told]).startswith("20260504")


@pytest.mark.usefixtures("added")
@pytest.mark.parametrize(("name", "reason"), [("gone", "cannot be imported"), ("number", "no function of records and a stream")])
def test_an_added_exporter_that_does_not_work_is_named(name: str, reason: str) -> None:
    with pytest.raises(ExportError, match=f"the exporter '{name}' .*{reason}.*; mend or remove it"):
        exporter_named(name)


def test_an_unknown_name_lists_the_known_ones() -> None:
    with pytest.raises(ExportError, match=r"no exporter has the name 'xls'; expected one of csv, gdelt-events, gdelt-mentions, geojson"):
        exporter_named("xls")


@pytest.mark.parametrize("name", export_names())
def test_built_in_exporters_can_be_imported(name: str) -> None:
    assert callable(exporter_named(name))
