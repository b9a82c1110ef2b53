from __future__ import annotations

from pathlib import Path

import pytest

from dateline.errors import DataError
from dateline.evaluating.relations import read_marked, score, unmarked
from dateline.report import Quad, Relation, Status

HEADER = "sentence_id\tmarked_sentence\tgold_penta\tgold_root\n"
ROWS = (
    "1\t<s>Lisbon</s> accused <t>Rabat</t> of stalling.\t3\tACCUSE\n"
    "2\t<t>Forty miners</t> were freed by <s>the rebels</s>.\t2\tYIELD\n"
    "3\t<s>Dockers</s> downed tools on Monday.\t4\tPROTEST\n"
)
QUADS = {
    "ACCUSE": Quad.VERBAL_CONFLICT,
    "CONCEDE": Quad.VERBAL_COOPERATION,
    "RETREAT": Quad.MATERIAL_COOPERATION,
    "PROTEST": Quad.MATERIAL_CONFLICT,
}


def marked_file(folder: Path, rows: str = ROWS) -> Path:
    path = folder / "set.tsv"
    path.write_text(HEADER + rows, encoding="utf-8")
    return path


def answering(*types: str):  # type: ignore[no-untyped-def]
    waiting = iter(types)

    def relate(text: str, source: tuple[int, int] | None, target: tuple[int, int] | None) -> Relation:
        kind = next(waiting)
        return Relation(kind, "", QUADS[kind], Status.ACTUAL, 0.5)

    return relate


def test_marks_leave_the_text_and_give_spans(tmp_path: Path) -> None:
    first, second, third = read_marked(marked_file(tmp_path))
    assert first.text == "Lisbon accused Rabat of stalling."
    assert (first.text[slice(*first.source or ())], first.text[slice(*first.target or ())]) == ("Lisbon", "Rabat")
    assert second.types == ("CONCEDE", "RETREAT")
    assert third.target is None
    assert third.quad == "material conflict"


def test_unmarked_counts_characters_of_the_bare_text() -> None:
    assert unmarked("a <s>b</s> c") == ("a b c", {"<s>": 2, "</s>": 3})


def test_yield_is_concede_or_retreat(tmp_path: Path) -> None:
    for kind in ("CONCEDE", "RETREAT"):
        figures = score(marked_file(tmp_path), answering("ACCUSE", kind, "PROTEST"))
        assert figures.root_macro_f1 == 100
        assert figures.quad_of_root_macro_f1 == 100
    assert score(marked_file(tmp_path), answering("ACCUSE", "CONCEDE", "PROTEST")).quad_macro_f1 < 100


def test_wrong_answers_cost(tmp_path: Path) -> None:
    figures = score(marked_file(tmp_path), answering("ACCUSE", "ACCUSE", "PROTEST"))
    assert figures.root_accuracy == pytest.approx(200 / 3)
    assert dict(figures.by_root) == pytest.approx({"ACCUSE": 200 / 3, "PROTEST": 100, "YIELD": 0})
    assert figures.root_macro_f1 == pytest.approx((200 / 3 + 100) / 3)


def test_a_sentence_without_marks_is_an_error_at_its_line(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"set\.tsv:3"):
        list(read_marked(marked_file(tmp_path, ROWS.split("\n")[0] + "\n9\tNo marks here.\t1\tAGREE\n")))


def test_a_missing_column_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "set.tsv"
    path.write_text("sentence\tgold_root\nx\tAID\n", encoding="utf-8")
    with pytest.raises(DataError, match="marked_sentence"):
        list(read_marked(path))
