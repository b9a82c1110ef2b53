"""Tables survive being read again, whatever stands in a text, and no cell for spreadsheets is a formula."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace

import pandas
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.presenting.exports import Flavour, defused, exporter_named, restored, schema
from dateline.report import Record
from tests.exported import TABLES, written

# What pages can hold, with what matters here made likely.
texts = st.text(st.one_of(st.sampled_from("=+-@\t\r\n\"',;| '＝a1"), st.characters(codec="utf-8", exclude_categories=["Cs"])), max_size=12)
same_fixture = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)


@given(texts)
def test_a_defused_text_comes_back(text: str) -> None:
    assert restored(defused(text)) == text


@given(texts)
def test_no_piece_of_a_defused_text_is_a_formula(text: str) -> None:
    for piece in re.split(r'[;,|\t\r\n"]', defused(text)):
        assert not piece.lstrip(" ").startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠")), piece
    assert not defused(text).startswith(("\t", "\r", "\n"))


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("+44 20", "'+44 20"),
        ("-5", "'-5"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t'=1"),
        ("\r", "'\r"),
        ("  =1", "'  =1"),
        ("Osh; =1", "Osh;' =1"),
        ('say "=1"', 'say "\'=1"'),
        ("'quoted'", "''quoted'"),
        ("a - b", "a - b"),
        ("minister's 1+1", "minister's 1+1"),
        ("", ""),
    ],
)
def test_what_could_begin_a_formula_is_defused_and_nothing_else(text: str, safe: str) -> None:
    assert defused(text) == safe


@same_fixture
@given(headline=texts, name=texts)
def test_csv_reads_back_as_it_was(told: Record, headline: str, name: str) -> None:
    changed = _changed(told, headline, name)
    rows = list(csv.DictReader(io.StringIO(written("csv", [changed], Flavour.CSV), newline="")))
    assert [row["headline"] for row in rows] == [headline]
    assert rows[0]["actors"].startswith(name or "Guards")
    assert float(rows[0]["intensity"]) == -9.5


@same_fixture
@given(headline=texts, name=texts)
def test_the_flavour_for_spreadsheets_is_safe_and_reversible(told: Record, headline: str, name: str) -> None:
    changed = _changed(told, headline, name)
    text = written("csv", [changed], Flavour.SPREADSHEET)
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert [restored(row["headline"]) for row in rows] == [headline]
    for column, cell in rows[0].items():
        if cell.startswith(("=", "+", "-", "@", "\t", "\r")):
            assert column in ("intensity", "latitude", "longitude"), column
            float(cell)


@pytest.mark.parametrize("name", TABLES)
@same_fixture
@given(headline=texts, name_of_actor=texts)
def test_published_files_have_one_line_a_row_and_all_columns(name: str, told: Record, headline: str, name_of_actor: str) -> None:
    table = exporter_named(name)
    changed = _changed(told, headline, name_of_actor)
    if table.comma:  # type: ignore[attr-defined]
        assert written(name, [changed]) == written(name, [changed], Flavour.CSV)
        return
    text = written(name, [changed])
    usual = written(name, [told])
    assert text.endswith("\n")
    assert len(text.split("\n")) <= len(usual.split("\n"))
    for line in text.removesuffix("\n").split("\n"):
        assert len(line.split("\t")) == len(schema(table.name).columns)  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", TABLES)
def test_pandas_reads_what_is_written(name: str, records: list[Record]) -> None:
    text, safe_text = (written(name, records, flavour) for flavour in (Flavour.CSV, Flavour.SPREADSHEET))
    frame = pandas.read_csv(io.StringIO(text), dtype=str, keep_default_na=False)
    safe = pandas.read_csv(io.StringIO(safe_text.removeprefix("\ufeff")), dtype=str, keep_default_na=False)
    assert tuple(frame.columns) == schema(exporter_named(name).name).header  # type: ignore[attr-defined]
    assert len(frame) > 1
    assert safe.map(restored).equals(frame)


def test_empty_cells_of_polecat_read_none_as_published(records: list[Record]) -> None:
    frame = pandas.read_csv(io.StringIO(written("polecat", records)), sep="\t", dtype=str, keep_default_na=False)
    assert set(frame["Contexts"]) == {"None"}
    assert list(frame["Actor Country"])[:2] == ["KGZ; None", "UNO"]
    assert "" not in set(frame.to_numpy().ravel())


def _changed(record: Record, headline: str, name: str) -> Record:
    first, *rest = record.events[0].actors
    event = replace(record.events[0], actors=(replace(first, name=name), *rest))
    return replace(record, report=replace(record.report, headline=headline), events=(event,))
