"""What a source does to a target, by the engine as it ships: answers that any working model must give, and how it asks for its spans."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from dateline.engine import Engine
from dateline.knowledge.codebook import Codebook
from dateline.report import Relation, Status

POLICE = "Police in Lima arrested nine teachers on Friday."


def where(text: str, words: str) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def related(engine: Engine, text: str, source: str | None, target: str | None) -> Relation:
    return engine.relate(text, where(text, source) if source else None, where(text, target) if target else None)


@pytest.mark.parametrize(
    ("text", "source", "target", "kind", "quad"),
    [
        (POLICE, "Police in Lima", "nine teachers", "COERCE", "material conflict"),
        ("Peru strongly condemned Chile over the attack.", "Peru", "Chile", "ACCUSE", "verbal conflict"),
        ("Peru's president met Chile's foreign minister.", "Peru's president", "Chile's foreign minister", "CONSULT", "verbal cooperation"),
        ("Soldiers shot dead three villagers near the border.", "Soldiers", "three villagers", "ASSAULT", "material conflict"),
    ],
)  # fmt: skip
def test_plain_sentences(engine: Engine, text: str, source: str, target: str, kind: str, quad: str) -> None:
    found = related(engine, text, source, target)
    assert (found.type, found.quad) == (kind, quad)
    assert 0.5 < found.score <= 1


def test_the_mode_is_one_of_the_types(engine: Engine) -> None:
    found = related(engine, POLICE, "Police in Lima", "nine teachers")
    assert found.mode in {"", *(mode.name for mode in engine.codebook.type(found.type).modes)}
    assert found.status in set(Status)


def test_it_always_answers(engine: Engine) -> None:
    dull = "The bakery on the corner sells bread to the neighbours."
    found = related(engine, dull, "The bakery", "the neighbours")
    assert found.type in {t.name for t in engine.codebook.types}
    assert 0 <= found.score <= 1


def test_one_side_may_be_missing(engine: Engine) -> None:
    assert related(engine, POLICE, "Police in Lima", None).type == "COERCE"
    assert related(engine, POLICE, None, "nine teachers").type == "COERCE"


def test_both_may_not(engine: Engine) -> None:
    with pytest.raises(ValueError, match="source or a target"):
        engine.relate(POLICE)


def test_spans_need_a_word(engine: Engine) -> None:
    with pytest.raises(ValueError, match="at least one word"):
        engine.relate(POLICE, (900, 905), (6, 7))


def test_part_of_a_word_stands_for_it(engine: Engine) -> None:
    start, end = where(POLICE, "teachers")
    assert engine.relate(POLICE, (1, 3), (start + 2, end - 2)) == engine.relate(POLICE, (0, 6), (start, end))


def test_a_long_text_is_cut_to_the_words_around_both(engine: Engine) -> None:
    before = "The market was quiet and the shops were open all day. " * 80
    text = before + POLICE + " " + before
    shift = len(before)
    source, target = where(POLICE, "Police in Lima"), where(POLICE, "nine teachers")
    found = engine.relate(text, (source[0] + shift, source[1] + shift), (target[0] + shift, target[1] + shift))
    assert found.type == "COERCE"


def test_twice_the_same(engine: Engine) -> None:
    assert related(engine, POLICE, "Police", "teachers") == related(engine, POLICE, "Police", "teachers")


def test_the_company_it_was_asked_in_does_not_matter(engine: Engine) -> None:
    before = related(engine, POLICE, "Police", "teachers")
    related(engine, "Peru strongly condemned Chile over the attack.", "Peru", "Chile")
    assert related(engine, POLICE, "Police", "teachers") == before


def test_type_and_quad_agree_with_the_codebook(engine: Engine) -> None:
    quads: Mapping[str, str] = {t.name: t.quad for t in Codebook.load().types}
    for source, target in (("Police", "teachers"), ("teachers", "Police")):
        found = related(engine, POLICE, source, target)
        assert found.quad == quads[found.type]
