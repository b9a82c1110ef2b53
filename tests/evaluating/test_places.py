"""The scorer of places: forms of the test sets, pairing, and figures that can be reckoned by hand."""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from pathlib import Path

import pytest

from dateline.errors import DataError
from dateline.evaluating.place_corpora import read_articles
from dateline.evaluating.places import score
from dateline.report import Place

TEXT = "A barge left Basel for Rotterdam."
LGL = f"""<articles><article docid="7"><domain>x.example</domain><text>{TEXT}</text><toponyms>
<toponym><start>13</start><end>18</end><phrase>Basel</phrase><gaztag geonameid="2661604"><lat>47.56</lat><lon>7.57</lon></gaztag></toponym>
<toponym><start>20</start><end>29</end><phrase>Rotterdam</phrase><gaztag geonameid="1"><lat>51.92</lat><lon>4.48</lon></gaztag></toponym>
</toponyms></article></articles>"""


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    path = tmp_path / "barge.xml.gz"
    path.write_bytes(gzip.compress(LGL.encode()))
    return path


def test_spans_that_count_another_text_are_mended(gold: Path) -> None:
    (article,) = read_articles(gold)
    assert [(t.text, TEXT[t.start : t.end]) for t in article.toponyms] == [("Basel", "Basel"), ("Rotterdam", "Rotterdam")]
    assert article.domain == "x.example"


def test_figures(gold: Path) -> None:
    def resolve(text: str, toponyms: Sequence[tuple[int, int]] | None) -> list[Place]:
        if toponyms is None:
            return [Place(13, 18, "Basel", latitude=47.5, longitude=7.6), Place(2, 7, "barge")]
        assert toponyms == [(13, 18), (23, 32)]
        return [Place(13, 18, "Basel", latitude=47.5, longitude=7.6), Place(23, 32, "Rotterdam")]

    scores = score(gold, resolve)
    assert (scores.articles, scores.toponyms, scores.located) == (1, 2, 2)
    assert (scores.accuracy, scores.resolved, scores.precise) == (50, 50, 100)
    assert (scores.precision, scores.recall, scores.recognition, scores.strict) == (50, 50, 50, 50)
    assert (scores.end_to_end_accuracy, scores.located_recall) == (50, 50)
    assert 0.6 < scores.auc < 0.7  # ln(1 + 7) / ln(1 + 20039) and 1


@pytest.mark.parametrize("data", [b"", b"<a/>", b"not xml", b"<articles><article><toponym/></article></articles>"])
def test_other_files_are_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "other.xml"
    path.write_bytes(data)
    with pytest.raises(DataError):
        list(read_articles(path))
