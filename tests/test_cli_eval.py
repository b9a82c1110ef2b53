from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from dateline.cli import app
from dateline.commands.evaluate import Measured, figures_of
from dateline.commands.streams import ExitStatus
from dateline.engine import Engine
from dateline.errors import DataError
from dateline.evaluating.floors import data_name, read_floors

# A treebank of our own: two sentences of one document, trees by hand.
TREEBANK = """\
# newdoc id = harbour
# sent_id = 1
# text = Two ferries left the harbour on Monday.
1	Two	two	NUM	CD	NumForm=Word|NumType=Card	2	nummod	_	_
2	ferries	ferry	NOUN	NNS	Number=Plur	3	nsubj	_	_
3	left	leave	VERB	VBD	Mood=Ind|Number=Plur|Person=3|Tense=Past|VerbForm=Fin	0	root	_	_
4	the	the	DET	DT	Definite=Def|PronType=Art	5	det	_	_
5	harbour	harbour	NOUN	NN	Number=Sing	3	obj	_	_
6	on	on	ADP	IN	_	7	case	_	_
7	Monday	Monday	PROPN	NNP	Number=Sing	3	obl	_	SpaceAfter=No
8	.	.	PUNCT	.	_	3	punct	_	_

# sent_id = 2
# text = The captain said nothing.
1	The	the	DET	DT	Definite=Def|PronType=Art	2	det	_	_
2	captain	captain	NOUN	NN	Number=Sing	3	nsubj	_	_
3	said	say	VERB	VBD	Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin	0	root	_	_
4	nothing	nothing	PRON	NN	Number=Sing|PronType=Neg	3	obj	_	SpaceAfter=No
5	.	.	PUNCT	.	_	3	punct	_	_

"""


@pytest.fixture
def treebank(tmp_path: Path) -> Path:
    path = tmp_path / "harbour-dev.conllu.gz"
    path.write_bytes(gzip.compress(TREEBANK.encode()))
    return path


@pytest.fixture(autouse=True)
def _shared_engine(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.engine.load", lambda *_, **__: engine)


def run(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(app, ["eval", *map(str, arguments)])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def test_figures_are_printed_as_a_table(treebank: Path) -> None:
    result = run("treebank", treebank)
    assert result.exit_code == ExitStatus.FINE
    rows = dict(line.split() for line in result.stdout.splitlines() if len(line.split()) == 2)
    assert rows["words"] == "13"
    assert 60 <= float(rows["las"]) <= 100


def test_figures_as_json(treebank: Path, engine: Engine) -> None:
    found = json.loads(run("segmentation", "--json", treebank).stdout)
    assert found["measured"] == "segmentation"
    assert found["engine"] == engine.version
    assert found["figures"]["words"] == 100
    assert "floors" not in found


def test_a_figure_below_its_floor_exits_with_1(treebank: Path, tmp_path: Path) -> None:
    floors = tmp_path / "floors.toml"
    floors.write_text("[treebank.harbour-dev]\nlas = 100.1\nupos = 10\n")
    result = run("treebank", treebank, "--floors", floors)
    assert result.exit_code == ExitStatus.INCOMPLETE
    assert "below its floor of 100.1" in result.stderr
    rows = {line.split()[0]: line.split()[1:] for line in result.stdout.splitlines() if line.split()}
    assert rows["las"][1:] == ["100.1", "below"]
    assert rows["upos"][1:] == ["10", "ok"]
    found = json.loads(run("treebank", treebank, "--floors", floors, "--json").stdout)
    assert found["below"] == ["las"]
    assert found["floors"] == {"las": 100.1, "upos": 10.0}


def test_figures_at_their_floors_exit_with_0(treebank: Path, tmp_path: Path) -> None:
    floors = tmp_path / "floors.toml"
    floors.write_text("[segmentation]\nwords = 100\n")
    result = run("segmentation", treebank, "--floors", floors)
    assert result.exit_code == ExitStatus.FINE
    assert result.stderr == ""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[treebank.other]\nlas = 1\n", "no floor for [treebank.harbour-dev]; it has other"),
        ("[treebank]\nlass = 1\n", "names the figure 'lass'; expected one of words, upos"),
        ('[treebank]\nlas = "high"\n', "expected a number"),
        ("[treebank\n", "cannot be read as TOML"),
    ],
)
def test_a_floors_file_that_guards_nothing_is_refused(treebank: Path, tmp_path: Path, text: str, told: str) -> None:
    floors = tmp_path / "floors.toml"
    floors.write_text(text)
    with pytest.raises(DataError) as refused:
        read_floors(floors, "treebank", data_name(treebank), {"words": 1.0, "upos": 1.0, "las": 1.0})
    assert told in str(refused.value)
    assert run("treebank", treebank, "--floors", floors).exit_code == ExitStatus.USAGE


def test_floors_of_the_data_stand_above_those_of_any(tmp_path: Path) -> None:
    floors = tmp_path / "floors.toml"
    floors.write_text("[treebank]\nlas = 80\nupos = 90\n[treebank.ewt-dev]\nlas = 89.5\n")
    assert read_floors(floors, "treebank", "ewt-dev", {"las": 0.0, "upos": 0.0}) == {"las": 89.5, "upos": 90.0}
    assert read_floors(floors, "treebank", "gum-dev", {"las": 0.0, "upos": 0.0}) == {"las": 80.0, "upos": 90.0}


def test_data_is_named_for_its_file() -> None:
    assert data_name(Path("data/ewt-dev.conllu.gz")) == "ewt-dev"
    assert data_name(Path("evaluation/reading/")) == "reading"


@pytest.fixture
def annotated(tmp_path: Path) -> Path:
    """Two texts of our own with events, in the form of training/corpus."""
    first, second = "Police in Lima arrested nine teachers on Friday.", "Rain fell on Oslo."
    event = {
        **{"type": "COERCE", "mode": "arrest", "mentions": [[15, 23]], "actors": [[0, 6, "PER", "COP"]], "place": [10, 14]},
        **{"recipients": [[29, 37, "PER", "EDU"]], "date": "2026-03-06", "status": "actual", "sources": []},
        **{"counts": {"arrested": [9, 9]}, "sure": 1},
    }
    lines = [{"id": "one", "text": first, "published": "2026-03-09", "events": [event]}, {"id": "two", "text": second, "events": []}]
    path = tmp_path / "lima.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return path


def figures(*arguments: str | Path) -> dict[str, float]:
    result = run(*arguments, "--json")
    assert result.exit_code == ExitStatus.FINE, result.output
    return json.loads(result.stdout)["figures"]  # type: ignore[no-any-return]


def test_participants_of_annotated_events(annotated: Path) -> None:
    found = figures("participants", annotated)
    assert (found["reports"], found["participants"], found["country"], found["sector"]) == (2, 2, 100, 100)


def test_participants_of_marked_phrases(tmp_path: Path) -> None:
    lines = [
        {"id": "a", "text": "Kenyan police left.", "published": "2026-03-09", "participants": [[0, 13, "KEN", "COP"]]},
        {"id": "b", "text": "Kosovar police left.", "published": "2026-03-09", "participants": [[0, 14, "KOS", "MIL"]]},
    ]
    path = tmp_path / "phrases.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    found = figures("participants", path)
    assert (found["participants"], found["country"], found["sector"], found["both"]) == (2, 100, 50, 50)


def test_quantities_of_annotated_events(annotated: Path) -> None:
    found = figures("quantities", annotated)
    assert (found["events"], found["numbers"], found["exact"], found["of arrested"], found["record_exact"]) == (1, 1, 100, 100, 100)


def test_quantities_of_sentences(tmp_path: Path) -> None:
    text = "The bomb killed at least 12 people."
    count = {"low": 12, "high": None, "best": 12, "words": [16, 27]}
    lines = [
        {"id": "a", "text": text, "events": [{"type": "ASSAULT", "mention": [9, 15], "counts": {"killed": count}}]},
        {"id": "b", "text": text, "events": [{"type": "ASSAULT", "mention": [9, 15], "counts": {"killed": count | {"low": 13}}}]},
        {"id": "c", "text": text, "events": [{"type": "ASSAULT", "mention": [9, 15], "counts": {}}]},
    ]
    path = tmp_path / "numbers.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    found = figures("quantities", path)
    assert (found["events"], found["numbers"], found["recall"], found["words"]) == (3, 2, 50, 100)
    assert found["exact"] == pytest.approx(100 / 3)
    assert found["precision"] == pytest.approx(100 / 3)


def test_settings_of_annotated_events(annotated: Path) -> None:
    found = figures("settings", annotated)
    assert (found["events"], found["dated"], found["date_right"], found["placed"], found["place_right"]) == (1, 1, 100, 1, 100)
    assert (found["country_found"], found["country_right"]) == (100, 100)


@pytest.mark.parametrize("measured", ["participants", "quantities", "settings"])
def test_annotations_that_cannot_be_are_told_with_their_line(measured: str, tmp_path: Path) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text('{"id": "a", "text": "x", "participants": [[0]], "mention": 1}\n')
    result = run(measured, path)
    assert result.exit_code == ExitStatus.UNREADABLE
    assert f"{path}:1:" in result.stderr
    path.write_text("")
    assert run(measured, path).exit_code == ExitStatus.UNREADABLE


@pytest.mark.parametrize("measured", list(Measured))
def test_unreadable_data_exits_with_3(measured: Measured, tmp_path: Path) -> None:
    result = run(measured, tmp_path / "missing")
    assert result.exit_code == ExitStatus.UNREADABLE
    assert "missing" in result.stderr
    assert result.stdout == ""


def test_damaged_data_exits_with_3(treebank: Path) -> None:
    treebank.write_bytes(treebank.read_bytes()[:60])
    result = run("treebank", treebank)
    assert result.exit_code == ExitStatus.UNREADABLE
    assert str(treebank) in result.stderr


def test_what_cannot_be_measured_is_refused(treebank: Path) -> None:
    assert run("style", treebank).exit_code == ExitStatus.USAGE


def test_nested_figures_are_named_for_their_field() -> None:
    @dataclass(frozen=True)
    class Scores:
        articles: int
        f1: float
        by_type: tuple[tuple[str, float], ...]

    assert figures_of(Scores(2, 86.5, (("Person", 93.0), ("Date", 94.0)))) == {
        "articles": 2,
        "f1": 86.5,
        "by_type Person": 93.0,
        "by_type Date": 94.0,
    }
