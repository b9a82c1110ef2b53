from __future__ import annotations

from dataclasses import replace

from dateline.engine import Engine
from dateline.presenting import record_to_conllu
from dateline.report import Record, Report

NAMES = ["ID", "FORM", "LEMMA", "UPOS", "XPOS", "FEATS", "HEAD", "DEPREL", "DEPS", "MISC"]


def blocks(conllu: str) -> list[tuple[dict[str, str], list[dict[str, str]]]]:
    """The sentences of a CoNLL-U text as comments and words; asserts what the format asks of every line."""
    assert conllu.endswith("\n\n")
    found = []
    for block in conllu[:-2].split("\n\n"):
        comments: dict[str, str] = {}
        words: list[dict[str, str]] = []
        for line in block.split("\n"):
            if line.startswith("#"):
                assert not words, "comments stand before words"
                name, _, value = line[2:].partition(" = ")
                comments[name] = value
            else:
                columns = line.split("\t")
                assert len(columns) == 10, line
                assert all(c and c == c.strip() for c in columns), line
                words.append(dict(zip(NAMES, columns, strict=True)))
        assert [w["ID"] for w in words] == [str(i) for i in range(1, len(words) + 1)]
        assert all(0 <= int(w["HEAD"]) <= len(words) and w["HEAD"] != w["ID"] for w in words)
        assert sum(w["HEAD"] == "0" for w in words) == 1
        found.append((comments, words))
    return found


def rebuilt(words: list[dict[str, str]]) -> str:
    return "".join(w["FORM"] + ("" if "SpaceAfter=No" in w["MISC"].split("|") else " ") for w in words).rstrip()


def test_document_paragraphs_and_sentences_are_named(record: Record) -> None:
    (first, _), (second, _) = blocks(record_to_conllu(record))
    assert first["newdoc id"] == "0123456789abcdef"
    assert first["headline"] == "No shots fired"
    assert first["published"] == "2026-05-04T09:30:00+06:00"
    assert first["newpar id"] == "0123456789abcdef-p1"
    assert second["newpar id"] == "0123456789abcdef-p2"
    assert "newdoc id" not in second
    assert [first["sent_id"], second["sent_id"]] == ["0123456789abcdef-1", "0123456789abcdef-2"]


def test_text_is_the_forms_with_their_spaces(record: Record) -> None:
    for comments, words in blocks(record_to_conllu(record)):
        assert comments["text"] == rebuilt(words)
    (first, _), (second, _) = blocks(record_to_conllu(record))
    assert first["text"] == "Guards didn't fire [twice] on Monday, Ms. Ilieva said."
    assert second["text"] == "“They left,” she said."


def test_offsets_slice_to_the_words(record: Record) -> None:
    for _, words in blocks(record_to_conllu(record)):
        for word in words:
            span = next(m for m in word["MISC"].split("|") if m.startswith("TokenRange="))
            start, end = map(int, span.removeprefix("TokenRange=").split(":"))
            assert record.report.text[start:end] == word["FORM"]


def test_features_are_sorted_and_absent_ones_are_underscores(record: Record) -> None:
    (_, first), _ = blocks(record_to_conllu(record))
    assert first[1]["FEATS"] == "Mood=Ind|Tense=Past|VerbForm=Fin"
    assert first[4]["FEATS"] == "_"
    assert first[5]["FEATS"] == "_"


def test_entities_stand_in_misc(record: Record) -> None:
    (_, first), (_, second) = blocks(record_to_conllu(record))
    named = {w["FORM"]: w["MISC"].split("|")[0] for w in first if w["MISC"].startswith("NER=")}
    assert named == {"Monday": "NER=B-Date", "Ms.": "NER=B-Person", "Ilieva": "NER=I-Person"}
    assert not any(w["MISC"].startswith("NER=") for w in second)


def test_sentences_that_touch_have_no_space_between(record: Record) -> None:
    first, second = record.sentences
    glued = replace(second, start=first.end, tokens=tuple(replace(t, start=t.start - 2, end=t.end - 2) for t in second.tokens))
    (_, words), _ = blocks(record_to_conllu(replace(record, sentences=(first, glued))))
    assert "SpaceAfter=No" in words[-1]["MISC"].split("|")


def test_no_sentences_make_no_document() -> None:
    assert record_to_conllu(Record(Report("1", ""))) == ""


def test_the_engine_writes_valid_conllu(engine: Engine) -> None:
    text = "The two sides didn't agree; talks go on.\n\n“We'll wait,” said A. N. Ordóñez (in Quito).\n• Cannot\twait: 3%?!\n东京 says no"
    record = engine.code(Report.from_text(text))
    found = blocks(record_to_conllu(record))
    assert len(found) == len(record.sentences)
    assert all(comments["text"] == rebuilt(words) for comments, words in found)
