from __future__ import annotations

import tarfile
from pathlib import Path

import pytest

import dateline
from dateline.engine import Engine
from dateline.evaluating import attribution, entities, treebank
from dateline.evaluating.conllu import raw_text, read_treebank
from dateline.evaluating.counts import Matches
from dateline.evaluating.newswire import read_newswire, repaired
from dateline.evaluating.polnear import read_polnear

TREEBANK = """# newdoc id = one
# newpar
# sent_id = 1
# text = They don't.
1\tThey\tthey\tPRON\t_\tCase=Nom\t2\tnsubj\t_\t_
2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No
2\tdo\tdo\tAUX\t_\tVerbForm=Fin\t0\troot\t_\t_
3\tn't\tnot\tPART\t_\tPolarity=Neg\t2\tadvmod\t_\t_
4\t.\t.\tPUNCT\t_\t_\t2\tpunct\t_\t_

# sent_id = 2
# text = Go on
1\tGo\tgo\tVERB\t_\tMood=Imp\t0\troot\t_\t_
2\ton\ton\tADP\t_\t_\t1\tcompound:prt\t_\t_
2.1\tthen\tthen\tADV\t_\t_\t_\t_\t_\t_

# newpar
# sent_id = 3
1\tYes\tyes\tINTJ\t_\t_\t0\troot\t_\t_

"""


def test_a_treebank_and_its_raw_text(tmp_path: Path) -> None:
    path = tmp_path / "tiny.conllu"
    path.write_text(TREEBANK, encoding="utf-8")
    (document,) = read_treebank(path)
    assert [[w.form for w in s.words] for s in document] == [["They", "do", "n't", "."], ["Go", "on"], ["Yes"]]
    text = raw_text(document)
    assert text.text == "They don't. Go on\n\nYes"
    assert [[text.text[a:b] for a, b in s] for s in text.sentences] == [["They", "do", "n't", "."], ["Go", "on"], ["Yes"]]


def test_treebank_scores(tmp_path: Path, engine: Engine) -> None:
    path = tmp_path / "tiny.conllu"
    path.write_text(TREEBANK, encoding="utf-8")
    scores = treebank.score(path, engine)
    assert scores.words == 7
    assert scores.upos == pytest.approx(100, abs=30)
    assert scores.las <= scores.uas <= 100
    segmentation = treebank.score_segmentation(path, engine)
    assert segmentation.words == 100.0


def write_newswire(folder: Path) -> None:
    (folder / "processed_annotated").mkdir(parents=True)
    (folder / "original_articles").mkdir()
    (folder / "original_articles" / "a.txt").write_text("Envoys met in Tirana.\n\nAna Koci left.\n", encoding="utf-8")
    rows = ["Envoys\tO", "met\tO", "in\tO", "Tirana\tB-Location", ".\tO", "", "Ana\tB-Person", "Koci\tI-Person", "left\tO", ".\tO", ""]
    (folder / "processed_annotated" / "a.txt.tsv").write_text("\n".join(rows), encoding="utf-8")


def test_newswire_is_found_in_its_original(tmp_path: Path) -> None:
    write_newswire(tmp_path)
    (article,) = read_newswire(tmp_path)
    assert [article.text[s.start : s.end] for s in article.sentences] == ["Envoys met in Tirana.", "Ana Koci left."]
    assert [s.paragraph_start for s in article.sentences] == [True, True]


def test_entity_scores_from_an_archive(tmp_path: Path, engine: Engine) -> None:
    write_newswire(tmp_path / "set")
    archive = tmp_path / "set.tar.gz"
    with tarfile.open(archive, "w:gz") as stream:
        stream.add(tmp_path / "set", arcname="set")
    scores = entities.score(archive, engine)
    assert scores.articles == 1
    assert scores.f1 == 100.0
    assert scores.raw_f1 == 100.0


def test_labels_are_repaired() -> None:
    assert repaired(["O", "I-Person", "I-Person", "I-Location"]) == ["O", "B-Person", "I-Person", "B-Location"]


def write_polnear(folder: Path) -> None:
    (folder / "text").mkdir(parents=True)
    (folder / "attributions").mkdir()
    (folder / "text" / "a.txt").write_text("The mayor said the bridge was closed.\n", encoding="utf-8")
    lines = [
        "T1\tSource 0 9\tThe mayor",
        "T2\tCue 10 14\tsaid",
        "T3\tContent 15 36\tthe bridge was closed",
        "T4\tAttribution 10 14\tsaid",
        "E1\tAttribution:T4 Source:T1 Cue:T2 Content:T3",
        "malformed line without tabs",
    ]
    (folder / "attributions" / "a_0a1b.ann").write_text("\n".join(lines), encoding="utf-8")


def test_polnear_and_its_scores(tmp_path: Path, engine: Engine) -> None:
    write_polnear(tmp_path)
    (article,) = read_polnear(tmp_path)
    assert article.pieces == (("Source", 0, 9), ("Cue", 10, 14), ("Content", 15, 36))
    scores = attribution.score(tmp_path, engine)
    assert (scores.source, scores.cue, scores.content, scores.linked, scores.strict) == (100.0,) * 5


def test_wrong_test_data_is_told(tmp_path: Path, engine: Engine) -> None:
    with pytest.raises(dateline.DataError, match="no such file"):
        entities.score(tmp_path / "nowhere", engine)
    (tmp_path / "bad.tar.gz").write_bytes(b"no archive")
    with pytest.raises(dateline.DataError, match="not a readable tar archive"):
        attribution.score(tmp_path / "bad.tar.gz", engine)
    (tmp_path / "empty").mkdir()
    with pytest.raises(dateline.DataError, match="holds no 'processed_annotated'"):
        entities.score(tmp_path / "empty", engine)


def test_matches() -> None:
    matches = Matches()
    matches.add([1, 2, 3], [2, 3, 4, 5])
    assert (matches.precision, round(matches.recall, 1), round(matches.f1, 1)) == (50.0, 66.7, 57.1)
