from __future__ import annotations

import sys
from dataclasses import replace
from datetime import UTC, datetime

import pandas
import pytest

import dateline
from dateline.presenting.frame import Table
from dateline.report import Record, Report

TABLES: tuple[Table, ...] = ("events", "attributions", "entities", "sentences")


def test_events_are_the_default_table(record: Record) -> None:
    frame = dateline.to_frame([record])
    assert len(frame) == 1
    row = frame.iloc[0]
    assert row["report"] == record.report.id
    assert row["published"] == datetime(2026, 5, 4, 3, 30, tzinfo=UTC)
    assert row["published_local"] == "2026-05-04T09:30"
    assert row["type"] == "ASSAULT"
    assert row["status"] == "negated"
    assert row["actors"] == "border guards; TALAS"
    assert row["actor_countries"] == "KGZ; "
    assert row["geonameid"] == 1527299
    assert row["killed_low"] == 0
    assert pandas.isna(row["killed_high"])
    assert pandas.isna(row["crowd_low"])
    assert row["earliest"] == datetime(2026, 5, 3, 18, tzinfo=UTC)
    assert row["sources"] == "Ilieva"
    assert row["trigger"] == "fire"


def test_attributions(record: Record) -> None:
    frame = dateline.to_frame([record], table="attributions")
    assert list(frame["attribution"]) == [0, 1]
    assert frame.loc[0, "content"] == "Guards didn't fire [twice] … on Monday"
    assert frame.loc[0, "kind"] == "named"
    assert list(frame["mode"]) == ["indirect", "direct"]
    assert list(frame["speaker"]) == ["Ms. Ilieva", "Ms. Ilieva"]
    start, end = frame.loc[1, "start"], frame.loc[1, "end"]
    assert record.report.text[start:end] == "“They left,” she said"


def test_entities_and_sentences(record: Record) -> None:
    entities = dateline.to_frame([record], table="entities")
    assert list(entities["type"]) == ["Person", "Date"]
    sentences = dateline.to_frame([record], table="sentences")
    assert list(sentences["words"]) == [14, 8]
    assert list(sentences["paragraph"]) == [0, 1]


@pytest.mark.parametrize("table", TABLES)
def test_columns_and_types_are_the_same_for_no_records(record: Record, table: Table) -> None:
    none = dateline.to_frame([], table=table)
    some = dateline.to_frame([record], table=table)
    assert len(none) == 0
    assert len(some) > 0
    assert list(none.dtypes.items()) == list(some.dtypes.items())
    assert len(set(none.columns)) == len(none.columns)


def test_records_may_be_an_iterator_or_a_single_one(record: Record) -> None:
    other = replace(record, report=replace(record.report, id="other", published=None))
    frame = dateline.to_frame(iter([record, other]), table="entities")
    assert list(frame["report"]) == [record.report.id] * 2 + ["other"] * 2
    assert pandas.isna(frame.loc[3, "published"])
    assert dateline.to_frame(record, table="entities").equals(frame[:2])


def test_an_unknown_table_is_refused() -> None:
    with pytest.raises(ValueError, match="no table 'words'; expected one of events, attributions, entities, sentences"):
        dateline.to_frame([Record(Report("1", ""))], table="words")  # type: ignore[arg-type]


def test_without_pandas_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(ImportError, match="pip install pandas"):
        dateline.to_frame([])
