from __future__ import annotations

from pathlib import Path

from dateline.ledger.schema import metadata
from dateline.presenting.answer_tables import CLAIMS, EVENTS, STORIES, TIMELINE

PAGE = (Path(__file__).parents[2] / "docs/ledger.md").read_text(encoding="utf-8")


def test_every_table_and_column_is_documented() -> None:
    assert [name for name in metadata.tables if f"`{name}`" not in PAGE] == []
    columns = {name for table in (CLAIMS, EVENTS, STORIES, TIMELINE) for name in table.names}
    assert sorted(name for name in columns if f"`{name}`" not in PAGE) == []
