"""Phrases as annotators mark participants, coordination, apposition, and heads of spans."""

from __future__ import annotations

import pytest

from dateline.coding.noun_phrases import appositions, conjuncts, head_of, phrase
from dateline.engine import Engine
from tests.trees import at, built, read, words

PHRASES = [
    ("President Ada Mensah resigned on Friday.", "President", "President Ada Mensah"),
    ("The interior ministry closed the port.", "ministry", "The interior ministry"),
    ("Kyrgyz police detained an editor.", "police", "Kyrgyz police"),
    ("Police in Ankara detained an editor.", "Police", "Police"),
    ("The rector of Gazi University was dismissed.", "rector", "The rector of Gazi University"),
    ("Ghana's foreign minister met the envoy.", "minister", "Ghana's foreign minister"),
    ("A court freed four bloggers.", "bloggers", "bloggers"),
    ("A court freed the eleven miners.", "miners", "miners"),
    ("No soldiers were killed.", "soldiers", "soldiers"),
    ("The troops who shelled the village withdrew.", "troops", "The troops"),
    ("A teacher arrested by gendarmes has died.", "teacher", "A teacher"),
    ("The mayor, a former judge, was shot.", "mayor", "The mayor"),
    ("Rebels and soldiers clashed near Goma.", "Rebels", "Rebels"),
    ("Rebels and soldiers clashed near Goma.", "soldiers", "soldiers"),
    ("The trade and industry minister resigned.", "minister", "The trade and industry minister"),
    ("Opposition leader Ada Mensah's supporters blocked a bridge.", "supporters", "Opposition leader Ada Mensah's supporters"),
    ("The Thai and Lao ministers signed the accord.", "Thai", "Thai"),
    ("The Thai and Lao ministers signed the accord.", "ministers", "Lao ministers"),
    ("Thousands of nurses blocked the bridge.", "nurses", "nurses"),
    ("His party expelled the mayor.", "party", "His party"),
]


@pytest.mark.parametrize(("text", "head", "expected"), PHRASES, ids=[f"{p[0][:40]}-{p[1]}" for p in PHRASES])
def test_phrase(engine: Engine, text: str, head: str, expected: str) -> None:
    tree = read(engine, text)
    assert phrase(tree, at(tree, head)).of(text) == expected
    assert phrase(tree.sentence, at(tree, head)).of(text) == expected


def test_other_prepositions_are_kept_when_told_so(engine: Engine) -> None:
    text = "Police in Ankara detained an editor."
    tree = read(engine, text)
    assert phrase(tree, at(tree, "Police"), prepositions=frozenset(("in",))).of(text) == "Police in Ankara"


@pytest.mark.parametrize(
    ("text", "head", "expected"),
    [
        ("Kenya, Uganda and Rwanda closed the border.", "Kenya", "Kenya Uganda Rwanda"),
        ("Police beat monks and nuns.", "monks", "monks nuns"),
        ("Police beat monks and nuns.", "Police", "Police"),
    ],
)
def test_conjuncts(engine: Engine, text: str, head: str, expected: str) -> None:
    tree = read(engine, text)
    assert words(tree, conjuncts(tree, at(tree, head))) == expected.split()


def test_appositions_stand_in_both_directions(engine: Engine) -> None:
    tree = read(engine, "Ada Mensah, the mayor of Tema, was shot.")
    assert words(tree, appositions(tree, at(tree, "Ada"))) == ["mayor"]
    assert words(tree, appositions(tree, at(tree, "mayor"))) == ["Ada"]
    assert appositions(tree, at(tree, "Tema")) == ()


def test_head_of_a_span(engine: Engine) -> None:
    text = "The rector of Gazi University was dismissed by Ghana's foreign minister."
    tree = read(engine, text)

    def head(words_of_it: str) -> str | None:
        start = text.index(words_of_it)
        found = head_of(tree, start, start + len(words_of_it))
        return None if found is None else tree.tokens[found].text

    assert head("The rector of Gazi University") == "rector"
    assert head("Ghana's foreign minister") == "minister"
    assert head("was dismissed") == "dismissed"
    assert head(" ") is None


BROKEN = """
the the DET 2 det
mayor mayor NOUN 3 nsubj
said say VERB 0 root
of of ADP 5 case
Tema Tema PROPN 2 nmod
"""


def test_what_stands_apart_from_the_head_is_left_out() -> None:
    tree = built(BROKEN)
    assert phrase(tree, at(tree, "mayor")) == (0, 9)


def test_a_circle_of_modifiers_ends() -> None:
    tree = built("oil oil NOUN 2 compound\nminister minister NOUN 1 compound")
    assert phrase(tree, 1) == (0, 12)
