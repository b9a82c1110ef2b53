"""Coreference over whole reports: who pronouns, short names and descriptions mean, and when nobody is named."""

from __future__ import annotations

import pytest

from dateline.coding.coreference import Chains, Form, chains_of
from dateline.coding.coreference_expressions import expressions_of
from dateline.coding.coreference_names import name_groups
from dateline.coding.tree import Tree
from dateline.engine import Engine
from dateline.report import Report, Span

REPORT = (
    "President Marcelo Quispe met opposition leader Andrea Salvatierra on Tuesday. Quispe said he had offered her a seat in his cabinet. "
    "The opposition leader said she would consult her party first."
)


def read(engine: Engine, text: str) -> tuple[list[Tree], Chains]:
    (analysis,) = engine.analyser.analyse([text])
    trees = [Tree(s) for s in analysis.sentences]
    return trees, chains_of(trees, analysis.entities, analysis.attributions, analysis.vectors.spans)


def meant(engine: Engine, text: str, word: str, nth: int = 1) -> str | None:
    """The word that a pronoun or the head of a description stands for."""
    trees, chains = read(engine, text)
    places = [(s, i) for s, tree in enumerate(trees) for i, token in enumerate(tree.tokens) if token.text == word]
    found = chains.antecedent(*places[nth - 1])
    return trees[found[0]].tokens[found[1]].text if found else None


@pytest.mark.parametrize(
    ("word", "name"),
    [("he", "Quispe"), ("her", "Salvatierra"), ("his", "Quispe"), ("she", "Salvatierra")],
)
def test_pronouns_go_to_the_person_of_their_gender(engine: Engine, word: str, name: str) -> None:
    trees, chains = read(engine, REPORT)
    sentence, head = next((s, i) for s, tree in enumerate(trees) for i, t in enumerate(tree.tokens) if t.text == word)
    chain = chains.at(sentence, head)
    assert chain is not None
    assert chain.representative.span.of(REPORT).endswith(name)
    link = chains.link(sentence, head)
    assert link is not None
    assert link.why
    assert 0 < link.probability <= 1


def test_short_names_and_descriptions_join_the_full_name(engine: Engine) -> None:
    _, chains = read(engine, REPORT)
    full = REPORT.index("Marcelo Quispe")
    short = REPORT.index("Quispe said")
    assert chains.same(Span(full, full + 14), Span(short, short + 6))
    described = REPORT.index("The opposition leader")
    found = chains.representative(Span(described, described + 21))
    assert found is not None
    assert found.form is Form.NAME
    assert found.span.of(REPORT).endswith("Salvatierra")
    assert not chains.same(Span(full, full + 14), Span(described, described + 21))


def test_chains_are_apart_and_in_order(engine: Engine) -> None:
    _, chains = read(engine, REPORT)
    numbers = [m.number for chain in chains.all for m in chain.mentions]
    assert len(numbers) == len(set(numbers))
    assert [c.mentions[0].number for c in chains.all] == sorted(c.mentions[0].number for c in chains.all)
    for chain in chains.all:
        assert len(chain.mentions) > 1
        assert chain.representative in chain.mentions


def test_a_speaker_is_the_i_of_a_quotation(engine: Engine) -> None:
    assert meant(engine, '"I will not resign," Amina Diallo told reporters in Conakry on Monday.', "I") == "Amina"


def test_a_relative_pronoun_gives_its_noun(engine: Engine) -> None:
    assert meant(engine, "Police arrested the soldiers who had fled.", "who") == "soldiers"


def test_a_pronoun_without_anybody_stays_alone(engine: Engine) -> None:
    assert meant(engine, "He resigned on Friday.", "He") is None
    assert meant(engine, "The two ministers met in Lome. It rained.", "It") is None


def test_a_woman_is_no_he(engine: Engine) -> None:
    assert meant(engine, "Maria Lopes resigned on Monday. He was ill.", "He") is None


def test_no_text_has_no_chains(engine: Engine) -> None:
    _, chains = read(engine, "")
    assert chains.all == ()
    assert chains.representative(Span(0, 1)) is None


def test_namesakes_of_two_genders_are_two_names(engine: Engine) -> None:
    text = "Carlos Ortega was elected president. His wife, Rosa Ortega, cheered. Mrs. Ortega thanked voters. Carlos Ortega smiled."
    (analysis,) = engine.analyser.analyse([text])
    groups = name_groups(expressions_of([Tree(s) for s in analysis.sentences], analysis.entities))
    people = [{" ".join(m.keys) for m in g.members} for g in groups if any("ortega" in m.keys for m in g.members)]
    assert {"carlos ortega"} in people
    assert any("rosa ortega" in names for names in people)


def test_events_take_the_name_for_the_pronoun(engine: Engine) -> None:
    text = "General Peter Chuma arrived in Goma on Monday. On Friday he arrested two journalists."
    events = engine.code(Report.from_text(text, published="2024-03-02")).events
    assert [p.name for e in events if e.mode == "arrest" for p in e.actors] == ["Peter Chuma"]
