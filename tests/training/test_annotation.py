from __future__ import annotations

import json
from pathlib import Path

import pytest

from dateline.evaluating.annotations import read_annotations
from training.annotation import AnnotationError, agreement, draft_event, find_span, read_draft, write_kept

TEXT = "Rebels freed two monks in Goma, and the monks thanked the rebels, a bishop said."
EVENT = {
    "type": "RETREAT",
    "mode": "release",
    "mentions": ["freed"],
    "actors": [{"t": "Rebels", "c": "COD", "s": "REB"}],
    "recipients": [{"t": "monks", "c": "COD", "s": "REL"}],
    "place": "Goma",
    "date": None,
    "status": "actual",
    "sources": [{"t": "a bishop", "k": "role"}],
    "counts": {},
    "sure": 1,
}


def test_spans_by_words() -> None:
    assert find_span(TEXT, "monks") == (17, 22)
    assert find_span(TEXT, "monks#2") == (40, 45)
    with pytest.raises(AnnotationError, match="stands 0 times"):
        find_span(TEXT, "monk")


def test_drafts_become_kept_annotations(tmp_path: Path) -> None:
    draft = tmp_path / "draft.jsonl"
    wrong = EVENT | {"mode": "strike"}
    lines = [{"id": "a", "text": TEXT, "events": [EVENT]}, {"id": "b", "text": TEXT, "events": [wrong]}]
    draft.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    good, messages = read_draft(draft, None)
    assert [t.id for t in good] == ["a"]
    assert "draft.jsonl:2: mode of RETREAT is 'strike'" in messages[0]
    write_kept(good, tmp_path / "kept.jsonl")
    assert read_annotations(tmp_path / "kept.jsonl") == good


def test_stand_off_annotations_keep_no_text(tmp_path: Path) -> None:
    (tmp_path / "article.txt").write_text(TEXT, encoding="utf-8")
    draft = tmp_path / "draft.jsonl"
    draft.write_text(json.dumps({"document": "article.txt", "events": [EVENT]}), encoding="utf-8")
    good, _ = read_draft(draft, tmp_path)
    write_kept(good, tmp_path / "kept.jsonl")
    assert "monks" not in (tmp_path / "kept.jsonl").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"type": "FIGHT"}, "type is 'FIGHT'"),
        ({"status": "maybe"}, "status is 'maybe'"),
        ({"date": "Monday"}, "date 'Monday'"),
        ({"mentions": []}, "at least one trigger"),
        ({"counts": {"killed": [1]}}, r"killed must be \[low, high\]"),
        ({"actors": [{"t": "Rebels", "c": "Congo", "s": "REB"}]}, "country 'Congo'"),
        ({"verb": "free"}, "unknown fields"),
    ],
)
def test_wrong_fields_are_told(change: dict[str, object], message: str) -> None:
    with pytest.raises(AnnotationError, match=message):
        draft_event(TEXT, EVENT | change)


def test_agreement_counts_matched_events(tmp_path: Path) -> None:
    draft = tmp_path / "draft.jsonl"
    draft.write_text(json.dumps({"id": "a", "text": TEXT, "events": [EVENT]}), encoding="utf-8")
    first, _ = read_draft(draft, None)
    other = EVENT | {"status": "future", "recipients": []}
    thanks = {"type": "SUPPORT", "mentions": ["thanked"], "actors": [{"t": "monks#2", "c": "COD", "s": "REL"}]}
    draft.write_text(json.dumps({"id": "a", "text": TEXT, "events": [other, thanks]}), encoding="utf-8")
    second, _ = read_draft(draft, None)
    result = agreement(first, second)
    assert (result.first, result.second, result.matched, result.status, result.actors, result.recipients) == (1, 2, 1, 0, 1, 0)
    assert result.f1 == pytest.approx(2 / 3)
