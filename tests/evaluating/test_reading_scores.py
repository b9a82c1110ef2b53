"""The scorer of reading: right and wrong answers, and the figures of the shipped pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.errors import DataError
from dateline.evaluating.reading import read_pages, score

SHIPPED = Path(__file__).parents[2] / "evaluation" / "reading"
PAGE = """Dockers walk out in northern port

2010-04-08 14:55 BJT

BISHKEK, April 8 (Xinhua) -- Dockers in the northern port walked out on Monday, union leaders said, halting grain exports.

The transport ministry said it would send mediators to the city before the end of the week.
"""
ANSWER = """[[page]]
file = "page.txt"
value = "2010-04-08T14:55"
offset = "+08:00"
zone_origin = "explicit"
precision = "minute"
headline = "Dockers walk out in northern port"
places = "BISHKEK"
date = "April 8"
agency = "Xinhua"
opens = "BISHKEK, April 8 (Xinhua) -- Dockers"
leaks = ["BJT"]
"""


def folder(tmp_path: Path, answer: str) -> Path:
    (tmp_path / "page.txt").write_text(PAGE, "utf-8")
    (tmp_path / "expected.toml").write_text(answer, "utf-8")
    return tmp_path


def test_right_answers(tmp_path: Path) -> None:
    scores = score(folder(tmp_path, ANSWER))
    assert (scores.pages, scores.time, scores.dateline, scores.headline, scores.opening, scores.clean, scores.leaks) == (
        1,
        100,
        100,
        100,
        100,
        100,
        0,
    )


@pytest.mark.parametrize(
    ("old", "new", "figure"),
    [
        ("14:55", "14:56", "value"),
        ("+08:00", "+09:00", "zone"),
        ('"explicit"', '"outlet"', "zone"),
        ('"minute"', '"second"', "precision"),
        ('"BISHKEK"', '"OSH"', "dateline"),
        ('"Xinhua"', '"AP"', "dateline"),
        ("northern port", "southern port", "headline"),
        ("-- Dockers", "-- Miners", "opening"),
        ('"BJT"', '"mediators"', "clean"),
    ],
)
def test_each_wrong_answer_costs_its_figure_alone(tmp_path: Path, old: str, new: str, figure: str) -> None:
    scores = score(folder(tmp_path, ANSWER.replace(old, new)))
    names = {"value", "zone", "precision", "dateline", "headline", "opening", "clean"}
    assert {name for name in names if getattr(scores, name) != 100} == {figure}
    assert (scores.time == 100) == (figure in {"dateline", "headline", "opening", "clean"})


def test_pages_that_cannot_be_read_count_as_wrong(tmp_path: Path) -> None:
    path = folder(tmp_path, ANSWER)
    (path / "page.txt").write_text("   \n", "utf-8")
    result = next(iter(read_pages(path)))
    assert "page.txt" in result.failure
    assert (result.time_right, result.dateline_right, result.headline_right, result.opening_right) == (False, False, False, False)


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ("[[page]\n", "is no TOML"),
        ("x = 1\n", "holds no"),
        ('[[page]]\nfile = "other.txt"\n', "is not in"),
        (ANSWER.replace("+08:00", "8"), "must be written"),
        (ANSWER.replace('"minute"', '"moment"'), "expected one of"),
        (ANSWER.replace('["BJT"]', "3"), "leaks must be"),
        ("page = [3]\n", "is no table"),
    ],
)
def test_wrong_answer_files_say_what_is_wrong(tmp_path: Path, answer: str, reason: str) -> None:
    with pytest.raises(DataError, match=reason):
        score(folder(tmp_path, answer))


def test_the_shipped_pages() -> None:
    scores = score(SHIPPED)
    assert scores.pages >= 60
    assert scores.time >= 95
    assert scores.dateline >= 95
    assert scores.leaks <= 5
