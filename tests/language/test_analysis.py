from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import dateline
from dateline.engine import Engine
from dateline.language.network import Network, shipped_folder
from dateline.report import QuoteMode, Record, Report

WIRE = (
    "ANTANANARIVO, March 9 (Wire) -- Soldiers took over the state radio station on Monday, two officers told reporters. "
    "“We obey the people alone,” Colonel Hery Rabe said outside the gate.\n\n"
    "The prime minister, Solo Andria, denied that he had resigned. "
    "Gen. Tiana R. Lova, who commands the U.S.-trained guard, did not take sides."
)


def coded(engine: Engine, text: str) -> Record:
    return engine.code(Report.from_text(text))


def check_structure(record: Record) -> None:
    text = record.report.text
    position = 0
    for sentence in record.sentences:
        assert position <= sentence.start < sentence.end <= len(text)
        assert (sentence.start, sentence.end) == (sentence.tokens[0].start, sentence.tokens[-1].end)
        position = sentence.end
        assert sum(t.head == 0 for t in sentence.tokens) == 1
        for number, token in enumerate(sentence.tokens, 1):
            assert token.text == text[token.start : token.end]
            assert 0 <= token.head <= len(sentence.tokens)
            assert token.head != number
            assert (token.deprel == "root") == (token.head == 0)
            assert token.lemma
    for entity in record.entities:
        assert entity.text == text[entity.start : entity.end]
        assert 0 <= entity.score <= 1
    for attribution in record.attributions:
        for start, end in (*attribution.source, *attribution.cue, *attribution.content):
            assert 0 <= start < end <= len(text)


def test_a_wire_report(engine: Engine) -> None:
    record = coded(engine, WIRE)
    check_structure(record)
    first = record.sentences[0]
    text = record.report.text
    assert text[first.start : first.end].startswith("Soldiers took")  # the dateline is no part of the sentence
    assert [text[s.start : s.end].split()[-1] for s in record.sentences] == ["reporters.", "gate.", "resigned.", "sides."]
    root = next(t for t in first.tokens if t.head == 0)
    assert (root.text, root.lemma, root.upos) == ("told", "tell", "VERB")
    took = next(t for t in first.tokens if t.text == "took")
    assert (took.lemma, took.feature("Tense"), took.feature("VerbForm"), took.deprel) == ("take", "Past", "Fin", "ccomp")
    found = {(e.text, str(e.type)) for e in record.entities}
    assert {("Hery Rabe", "Person"), ("Solo Andria", "Person"), ("Monday", "Date")} <= found


def test_who_says_what(engine: Engine) -> None:
    record = coded(engine, WIRE)
    text = record.report.text
    by_speaker = {a.speaker: a for a in record.attributions}
    officers = by_speaker["officers"]
    assert [c.of(text) for c in officers.cue] == ["told"]
    assert officers.content[0].of(text).startswith("Soldiers took over the state radio station")
    assert officers.mode is QuoteMode.INDIRECT
    colonel = next(a for name, a in by_speaker.items() if "Rabe" in name)
    assert colonel.mode is QuoteMode.DIRECT
    assert "We obey the people alone" in colonel.content[0].of(text)


@pytest.mark.parametrize(
    "text",
    [
        "Yes",
        "...",
        "MINISTER QUITS AS FLOODS SWAMP CAPITAL, ARMY SENT IN",
        "“Nobody”—not ‘even’ the ‟mayor” — „spoke“ to «them»…",
        "总统马丁内斯 met Владимир Петров and محمد الأمين in Αθήνα on 4 May.",
        "Police " + "arrested one man and " * 110 + "left.",
        "word " * 2500,
        "https://example.org/" + "a" * 5000,
        "- first point\n- second point: the army\n* third\n1. fourth",
        "\u200b\ufeff The\u00a0army\u2009left. \u200b",
        "a" * 400,
    ],
)
def test_odd_texts_do_not_break_it(engine: Engine, text: str) -> None:
    check_structure(coded(engine, text))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=200))
def test_any_text_has_sound_structure(engine: Engine, text: str) -> None:
    try:
        record = coded(engine, text)
    except dateline.ReadError:  # no word in it
        return
    check_structure(record)


@pytest.mark.parametrize("text", ["", "\n\n \n", "\u200b"])
def test_a_text_without_words_has_no_sentences(engine: Engine, text: str) -> None:
    (analysis,) = engine.analyser.analyse([text])
    assert analysis.sentences == analysis.entities == analysis.attributions == ()


def test_many_reports_come_back_in_order(engine: Engine) -> None:
    texts = [f"Report {i}: the governor met {i + 2} envoys. " * (i % 7 + 1) for i in range(40)]
    records = list(engine.code_many(Report.from_text(t) for t in texts))
    assert [r.report.text for r in records] == texts
    again = list(engine.code_many(Report.from_text(t) for t in texts))
    assert records == again


def test_a_record_does_not_depend_on_its_company(engine: Engine) -> None:
    reports = [Report.from_text(t) for t in (WIRE, "Rain fell on Tuesday.", WIRE * 4, "“Go,” she said. He went to Lima.")]
    assert list(engine.code_many(reports)) == [engine.code(r) for r in reports]


def test_parse_takes_the_words_as_given(engine: Engine) -> None:
    words = [["Rebels", "shelled", "the", "air-port"], ["Nobody", "was", "hurt", "."]]
    trees = engine.parse(words)
    assert [[t.text for t in tree] for tree in trees] == words
    shelled = trees[0][1]
    assert (shelled.head, shelled.deprel, trees[0][0].head) == (0, "root", 2)
    assert engine.parse([]) == []


def test_parse_refuses_empty_sentences_and_words(engine: Engine) -> None:
    with pytest.raises(ValueError, match="sentence 1"):
        engine.parse([["Yes"], []])
    with pytest.raises(ValueError, match="sentence 0"):
        engine.parse([["Yes", ""]])


def test_self_test_passes(engine: Engine) -> None:
    assert all(passed for _, passed, _ in engine.self_test())
    assert any(name == "model size" for name, _ in engine.describe())


def test_missing_and_foreign_models_are_told(tmp_path: Path) -> None:
    with pytest.raises(dateline.ModelError, match=r"no readable model\.json"):
        Network(tmp_path)
    card = json.loads((shipped_folder() / "model.json").read_text(encoding="utf-8"))
    (tmp_path / "model.json").write_text(json.dumps(card | {"format": 99}), encoding="utf-8")
    with pytest.raises(dateline.ModelError, match="format 99"):
        Network(tmp_path)
    shutil.copy(shipped_folder() / "model.json", tmp_path / "model.json")
    (tmp_path / "encoder.onnx").write_bytes(b"not a graph")
    with pytest.raises(dateline.ModelError, match=r"encoder\.onnx"):
        dateline.load(tmp_path)
