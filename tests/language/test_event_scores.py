"""The event heads' answers: labellings, log-odds, modes, roles and sameness, from scores made up for the purpose."""

from __future__ import annotations

import pytest

from dateline.language.event_scores import Trigger
from tests.acts import ARREST, ARREST_AGAIN, BLAME, SURELY, Heads, heads_of, text_of


def test_log_odds_are_those_against_no_act() -> None:
    text = text_of(ARREST)
    scores = heads_of(text, Heads(odds={"arrested": {"COERCE": 3.0, "ASSAULT": -1.0}}))
    odds = dict(zip(scores.types, scores.odds(text.at("arrested")).tolist(), strict=True))
    assert (odds["COERCE"], odds["ASSAULT"]) == (3.0, -1.0)
    assert odds["ACCUSE"] < -SURELY


def test_triggers_of_several_words_are_one() -> None:
    text = text_of(ARREST)
    scores = heads_of(text, Heads(odds={"arrested": {"COERCE": 3.0}}, inside={"nine": "COERCE"}))
    assert scores.triggers(0.0) == [Trigger(1, 3, "COERCE")]


def test_readiness_finds_more_and_fewer() -> None:
    text = text_of(ARREST, BLAME)
    scores = heads_of(text, Heads(odds={"arrested": {"COERCE": 1.0}, "condemned": {"ACCUSE": -1.0}}))
    found = {readiness: [t.type for t in scores.triggers(readiness)] for readiness in (-2.0, 0.0, 2.0)}
    assert found == {-2.0: [], 0.0: ["COERCE"], 2.0: ["COERCE", "ACCUSE"]}


def test_triggers_are_numbered_through_the_text_not_through_their_passage() -> None:
    text = text_of(ARREST, BLAME)
    heads = Heads(odds={"arrested": {"COERCE": 3.0}, "condemned": {"ACCUSE": 3.0}})
    apart = heads_of(text, heads, [(0, 5), (5, 9)])
    assert apart.triggers(0.0) == heads_of(text, heads).triggers(0.0)
    assert [text.words.span(t.first, t.last).of(text.text) for t in apart.triggers(0.0)] == ["arrested", "condemned"]


def test_a_text_without_words_has_no_triggers() -> None:
    scores = heads_of(text_of(), Heads(), [])
    assert scores.triggers(0.0) == []
    assert scores.roles_of([]) == []


def test_modes_are_those_of_the_type_and_sum_to_one() -> None:
    text = text_of(ARREST)
    scores = heads_of(text, Heads(modes={"arrested": {"COERCE/seize": 2.0, "COERCE/arrest": 4.0, "ACCUSE/disapprove": 9.0}}))
    modes = scores.mode(text.at("arrested"), "COERCE")
    assert [name for name, _ in modes][:2] == ["arrest", "seize"]
    assert {name for name, _ in modes} == {"", "arrest", "seize", "silence"}
    assert sum(share for _, share in modes) == pytest.approx(1)


def test_a_type_it_has_never_learnt_has_no_modes() -> None:
    text = text_of(ARREST)
    assert heads_of(text, Heads()).mode(1, "ELECT") == ()


def test_statuses_and_sectors_come_likeliest_first() -> None:
    text = text_of(ARREST)
    scores = heads_of(text, Heads(statuses={"arrested": {"future": 2.0, "actual": 1.0}}, sectors={"Police": {"COP": 5.0, "": 0.0}}))
    statuses = scores.status(text.at("arrested"))
    assert [name for name, _ in statuses][:2] == ["future", "actual"]
    assert sum(share for _, share in statuses) == pytest.approx(1)
    sector, share = scores.sector(text.at("Police"))
    assert sector == "COP"
    assert 0.9 < share < 1


def test_roles_come_in_the_order_asked_for() -> None:
    text = text_of(ARREST, BLAME)
    heads = Heads(roles={("arrested", "Police", "actor"): 4.0, ("condemned", "Peru", "actor"): 5.0})
    second, first = heads_of(text, heads).roles_of([text.at("condemned"), text.at("arrested")])
    assert second.of(text.at("Peru"), 0) == 5.0
    assert first.of(text.at("Police"), 0) == 4.0
    assert first.of(text.at("Peru"), 0) == -SURELY


def test_words_of_another_passage_have_no_roles() -> None:
    text = text_of(ARREST, BLAME)
    first, second = heads_of(text, Heads(), [(0, 5), (5, 9)]).roles_of([text.at("arrested"), text.at("condemned")])
    assert (first.first, second.first) == (0, 5)
    assert first.of(text.at("Peru"), 0) is None
    assert second.of(text.at("Police"), 0) is None
    assert second.of(text.at("Peru"), 0) is not None


def test_sameness_is_the_scaled_product_of_two_acts_vectors() -> None:
    text = text_of(ARREST, ARREST_AGAIN)
    heads = Heads(identities={"arrested": (2.0, 1.0), "arrests": (3.0, -1.0)}, same_scale=0.5, same_bias=-1.0)
    scores = heads_of(text, heads)
    one, other = scores.roles_of([text.at("arrested"), text.at("arrests")])
    assert scores.same(one, other) == pytest.approx(0.5 * 5.0 - 1.0)
    assert scores.same(one, other) == scores.same(other, one)
