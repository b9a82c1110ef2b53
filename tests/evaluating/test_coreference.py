"""The reader and the scores of coreference."""

from __future__ import annotations

import gzip
import itertools
import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.engine import Engine
from dateline.errors import DataError
from dateline.evaluating.coreference import score
from dateline.evaluating.coreference_corpora import read_coreference
from dateline.evaluating.coreference_scores import ChainScores, best_alignment

CONLL = """# begin document (GUM_news_made)
0\tRosa\t(1
1\tDiaz\t1)
2\tsaid\t_
3\tshe\t(1)
4\tleft\t_
5\ther\t(2(1)
6\tparty\t2)
7\t.\t_
# end document
"""


def test_conll_columns_become_spans(tmp_path: Path) -> None:
    path = tmp_path / "made.conll.gz"
    path.write_bytes(gzip.compress(CONLL.encode()))
    (text,) = read_coreference(path)
    assert text.genre == "news"
    assert [[s.of(text.text) for s in chain] for chain in text.chains] == [["Rosa Diaz", "she", "her"], ["her party"]]


def test_a_chain_closed_before_it_opens_is_an_error_at_its_line(tmp_path: Path) -> None:
    path = tmp_path / "broken.conll"
    path.write_text("# begin document\n0\tRosa\t1)\n# end document\n", encoding="utf-8")
    with pytest.raises(DataError, match="closes chain 1"):
        read_coreference(path)


def test_a_span_outside_the_article_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "own.jsonl"
    path.write_text('{"id": "x", "text": "Rosa left.", "chains": [[[0, 4], [5, 40]]]}\n', encoding="utf-8")
    with pytest.raises(DataError, match="outside its text"):
        read_coreference(path)


def test_scores_of_the_worked_example() -> None:
    """The example of Pradhan et al. 2014, section 4: MUC .40, B-cubed .4545, CEAF-e .52."""
    scores = ChainScores()
    scores.add([["a", "b", "c"], ["d", "e", "f", "g"]], [["a", "b"], ["c", "d"], ["f", "g", "h", "i"]])
    assert scores.muc.f1() == pytest.approx(0.4)
    assert scores.b_cubed.f1() == pytest.approx(0.4545, abs=1e-4)
    assert scores.ceaf_e.f1() == pytest.approx(0.52)


@given(st.lists(st.lists(st.integers(0, 3), min_size=1, max_size=4), min_size=1, max_size=5))
def test_right_chains_score_one_and_no_chains_none(sizes: list[list[int]]) -> None:
    chains = [[(row, column) for column in range(len(cells) + 1)] for row, cells in enumerate(sizes)]
    perfect, empty = ChainScores(), ChainScores()
    perfect.add(chains, chains)
    empty.add(chains, [])
    assert perfect.conll() == pytest.approx(1)
    assert empty.conll() == 0


@given(st.integers(1, 4), st.integers(1, 4), st.randoms(use_true_random=False))
def test_no_alignment_is_better(rows: int, columns: int, chance: object) -> None:
    gain = np.array([[chance.random() for _ in range(columns)] for _ in range(rows)])  # type: ignore[attr-defined]
    found = best_alignment(gain)
    assert len(found) == min(rows, columns)
    flat = gain if rows <= columns else gain.T
    best = max(sum(flat[i, order[i]] for i in range(len(flat))) for order in itertools.permutations(range(flat.shape[1]), len(flat)))
    assert sum(gain[pair] for pair in found) == pytest.approx(best)


def test_an_article_is_scored(tmp_path: Path, engine: Engine) -> None:
    path = tmp_path / "own.jsonl"
    text = "Minister Rosa Diaz resigned on Monday. She had been ill."
    path.write_text(json.dumps({"id": "x", "text": text, "chains": [[[0, 18], [39, 42]]]}), encoding="utf-8")
    figures = score(path, engine)
    assert figures.pronouns == 1
    assert figures.pronoun_accuracy == 100
    assert figures.conll == pytest.approx(100)


def test_documents_take_their_names_from_the_treebank_beside(tmp_path: Path) -> None:
    (tmp_path / "coref").mkdir()
    (tmp_path / "treebank").mkdir()
    path = tmp_path / "coref" / "ontogum-made.conll.gz"
    path.write_bytes(gzip.compress(CONLL.replace(" (GUM_news_made)", "").encode()))
    assert read_coreference(path)[0].genre == ""
    (tmp_path / "treebank" / "gum-made.conllu.gz").write_bytes(gzip.compress(b"# newdoc id = GUM_voyage_made\n"))
    assert read_coreference(path)[0].genre == "voyage"
