"""Which mentions tell of one event, and the one record made of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace

import pytest

from dateline.coding import event_merging
from dateline.coding.event_merging import Told, features, groups
from dateline.coding.events import Coding, EventCoder
from dateline.knowledge.codebook import Construction
from dateline.language.event_scores import EventScores
from dateline.report import Attribution, Event, Participant, QuoteMode, Report, Status
from tests.acts import (
    ARREST,
    ARREST_AGAIN,
    ARRESTING,
    BLAME,
    BLAMING,
    BREAD,
    SURELY,
    WEIGHTS,
    Heads,
    Text,
    analysis_of,
    codebook,
    entry,
    heads_of,
    mention_of,
    participant,
    text_of,
    texts_of,
)

THEY = """
    They       they     PRON  2 nsubj Number=Plur|PronType=Prs
    beat       beat     VERB  0 root Tense=Past|VerbForm=Fin
    Chile      Chile    PROPN 2 obj
    .          .        PUNCT 2 punct
"""


# --- which mentions are one event ------------------------------------------------------------------------------------


def told(text: Text, trigger: str, actors: Sequence[Participant] = (), recipients: Sequence[Participant] = (), **more: object) -> Told:
    mention = mention_of(text, trigger, scores=more.pop("scores", None), **more)  # type: ignore[arg-type]
    home, place = text.words.local(mention.first)
    return Told(mention, text.words.trees[home].lemmas[place], tuple(actors), tuple(recipients))


def linked(monkeypatch: pytest.MonkeyPatch, count: int, scores: dict[tuple[int, int], float], kinds: str = "") -> list[list[int]]:
    """The groups of so many mentions where every pair has the score given, else -1."""
    text = text_of(*[ARREST] * count)
    mentions = [told(text, f"arrested#{i + 1}", kind=(kinds or "C" * count)[i]) for i in range(count)]
    numbers = {t.mention.first: i for i, t in enumerate(mentions)}

    def pair(one: Told, other: Told, _: EventScores) -> dict[str, float]:
        return {"given": scores.get((numbers[one.mention.first], numbers[other.mention.first]), -1.0)}

    monkeypatch.setattr(event_merging, "features", pair)
    return groups(mentions, heads_of(text, Heads()), {"same": {"given": 1.0}})


def test_no_mentions_no_events(monkeypatch: pytest.MonkeyPatch) -> None:
    assert linked(monkeypatch, 0, {}) == []


def test_mentions_alike_are_one_event_and_others_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    assert linked(monkeypatch, 3, {(0, 2): 0.5}) == [[0, 2], [1]]
    assert linked(monkeypatch, 3, {(0, 2): -0.5}) == [[0], [1], [2]]


def test_mentions_of_two_types_are_never_one_event(monkeypatch: pytest.MonkeyPatch) -> None:
    assert linked(monkeypatch, 2, {(0, 1): 50.0}, "CA") == [[0], [1]]


def test_one_chance_likeness_does_not_chain_two_events(monkeypatch: pytest.MonkeyPatch) -> None:
    assert linked(monkeypatch, 3, {(0, 1): 3.0, (1, 2): 2.0, (0, 2): -4.0}) == [[0, 1], [2]]


def test_a_mention_unlike_one_joins_where_it_is_like_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    assert linked(monkeypatch, 3, {(0, 1): 3.0, (1, 2): 2.0, (0, 2): -1.0}) == [[0, 1, 2]]


def test_the_surest_pair_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    assert linked(monkeypatch, 3, {(0, 1): 1.0, (1, 2): 2.0, (0, 2): -4.0}) == [[0], [1, 2]]


def test_what_two_mentions_share() -> None:
    text = text_of(ARREST, ARREST)
    scores = heads_of(text, Heads(identities={"arrested": (2.0,), "arrested#2": (1.5,)}))
    police = participant(text, "Police", country="PER", sector="COP")
    teachers = participant(text, "teachers", country="PER", sector="EDU")
    one = told(text, "arrested", [police], [teachers], scores=scores)
    other = told(text, "arrested#2", [replace(police, start=25, end=31)], [replace(teachers, start=46, end=54)], scores=scores)
    got = features(one, other, scores)
    assert (got["engine"], got["lemma"], got["shared"], got["clash"]) == (3.0, 1.0, 2.0, 0.0)
    assert (got["status"], got["mode"], got["same sentence"]) == (0.0, 0.0, 0.0)


def test_what_two_mentions_do_not_share() -> None:
    text = text_of(ARREST, BLAME)
    police, peru = participant(text, "Police", country="PER", sector="COP"), participant(text, "Peru", country="PER", sector="GOV")
    one = told(text, "arrested", [police], mode="arrest")
    other = told(text, "condemned", [peru], mode="seize", status=Status.FUTURE)
    got = features(one, other, heads_of(text, Heads()))
    assert (got["lemma"], got["shared"], got["clash"], got["status"], got["mode"]) == (0.0, 0.0, 1.0, 1.0, 1.0)


def test_the_same_country_and_sector_in_other_words_is_no_clash() -> None:
    text = text_of(ARREST, BLAME)
    one = told(text, "arrested", [participant(text, "Police", country="PER", sector="COP")])
    other = told(text, "condemned", [participant(text, "Peru", country="PER", sector="COP")])
    got = features(one, other, heads_of(text, Heads()))
    assert (got["shared"], got["clash"]) == (0.0, 0.0)


def test_a_side_that_is_not_told_neither_joins_nor_parts() -> None:
    text = text_of(ARREST, ARREST_AGAIN)
    got = features(told(text, "arrested", [participant(text, "Police")]), told(text, "arrests"), heads_of(text, Heads()))
    assert (got["shared"], got["clash"]) == (0.0, 0.0)


def test_names_are_compared_by_their_last_word() -> None:
    text = text_of(ARREST, ARREST_AGAIN)
    long, short = participant(text, "Police", "President Ana Quiroga"), participant(text, "Lima", "Quiroga")
    got = features(told(text, "arrested", [long]), told(text, "arrests", [short]), heads_of(text, Heads()))
    assert got["shared"] == 1.0


# --- the record of an event ------------------------------------------------------------------------------------------


def coded(
    text: Text,
    heads: Heads,
    *constructions: Construction,
    attributions: Sequence[Attribution] = (),
) -> Coding:
    coder = EventCoder(codebook(*constructions), lambda town: "PER" if town == "Lima" else "", WEIGHTS)
    analysis = analysis_of(text, heads_of(text, heads), attributions)
    return coder.code(Report.from_text(text.text or "-"), analysis)


TWICE = text_of(ARREST, BREAD, ARREST_AGAIN)
SEEN = Heads(
    odds={"arrested": {"COERCE": 4.0}, "arrests": {"COERCE": 3.0}},
    modes={"arrested": {"COERCE/arrest": 3.0}, "arrests": {"COERCE/arrest": 3.0}},
    roles={("arrested", "Police", "actor"): 4.0, ("arrested", "teachers", "recipient"): 4.0},
    identities={"arrested": (3.0,), "arrests": (3.0,)},
)


def test_one_record_per_event_with_all_its_mentions() -> None:
    (event,) = coded(TWICE, SEEN, ARRESTING).events
    assert texts_of(TWICE, [event.trigger]) == ["arrested"]
    assert texts_of(TWICE, event.mentions) == ["arrested", "arrests"]
    assert (event.type, event.mode, event.status) == ("COERCE", "arrest", "actual")


def test_what_each_record_was_made_of_is_kept() -> None:
    coding = coded(TWICE, SEEN, ARRESTING)
    assert len(coding.made_of) == len(coding.events)
    assert [m.first for m in coding.made_of[0]] == [TWICE.at("arrested"), TWICE.at("arrests")]


def test_codes_come_from_the_codebook_by_construction_mode_and_type() -> None:
    (event,) = coded(TWICE, SEEN, ARRESTING).events
    assert (event.cameo, event.quad, event.intensity) == ("173", "material conflict", -6.5)
    (event,) = coded(TWICE, SEEN, replace(ARRESTING, cameo="1731", intensity=-1.0)).events
    assert (event.cameo, event.intensity) == ("1731", -1.0)
    (event,) = coded(TWICE, replace(SEEN, modes={}), entry("COERCE", "arrest", "arrest")).events
    assert (event.mode, event.cameo, event.intensity) == ("", "170", -7.0)


def test_a_mention_that_tells_more_lends_its_participants() -> None:
    again = text_of(ARREST_AGAIN, ARREST)
    (event,) = coded(again, SEEN, ARRESTING).events
    assert texts_of(again, [event.trigger]) == ["arrested"]
    assert [p.text for p in event.actors] == ["Police"]
    assert [p.text for p in event.recipients] == ["teachers"]


def test_apart_they_are_two_records_in_the_order_of_the_text() -> None:
    events = coded(TWICE, replace(SEEN, identities={"arrested": (3.0,), "arrests": (-3.0,)}), ARRESTING).events
    assert [texts_of(TWICE, e.mentions) for e in events] == [["arrested"], ["arrests"]]
    assert events[1].actors == ()


def test_confidence_is_that_of_the_surest_mention_and_within_0_and_1() -> None:
    both = coded(TWICE, SEEN, ARRESTING).events[0].confidence
    alone = coded(TWICE, replace(SEEN, odds={"arrests": {"COERCE": 3.0}})).events[0].confidence
    assert 0.5 < alone < both <= 1


def test_above_zero_is_an_event_and_below_fell_short() -> None:
    text = text_of(ARREST)
    doubtful = Heads(odds={"arrested": {"COERCE": -1.0}})
    coding = coded(text, doubtful, replace(ARRESTING, strength="open"))
    assert coding.events == ()
    assert [m.type for m in coding.fallen] == ["COERCE"]
    assert coding.fallen[0].score < 0
    coding = coded(text, doubtful, ARRESTING)
    assert [e.type for e in coding.events] == ["COERCE"]
    assert coding.fallen == ()


def test_a_type_of_the_users_own_becomes_a_record() -> None:
    text = text_of(THEY)
    (event,) = coded(text, Heads(), entry("ELECT", "beat", "beat", mode="runoff")).events
    assert (event.type, event.mode, event.cameo, event.quad) == ("ELECT", "runoff", "051", "verbal cooperation")


def test_country_and_sector_are_read_off_the_phrase() -> None:
    text = text_of(BLAME)
    heads = Heads(
        odds={"condemned": {"ACCUSE": 4.0}}, roles={("condemned", "Peru", "actor"): 4.0, ("condemned", "Chile", "recipient"): 4.0}
    )
    (event,) = coded(text, heads, BLAMING).events
    assert [(p.country, p.sector) for p in (*event.actors, *event.recipients)] == [("PER", "GOV"), ("CHL", "GOV")]


def test_a_pronoun_stands_for_whom_it_means() -> None:
    text = text_of(ARREST, THEY)
    heads = Heads(odds={"beat": {"ASSAULT": 4.0}}, roles={("beat", "They", "actor"): 4.0, ("beat", "Chile", "recipient"): 4.0})
    (event,) = coded(text, heads).events
    (actor,) = event.actors
    assert actor.text != "They"
    assert text.span(actor.text).start < text.span("They").start


def test_every_field_has_its_reason() -> None:
    (event,) = coded(TWICE, SEEN, ARRESTING).events
    why = dict(event.why)
    assert set(why) >= {"type", "mode", "status", "certainty", "actors", "recipients"}
    assert set(why) <= {"factuality", *(field.name for field in fields(Event))}
    assert why["type"].startswith("engine +4.0")
    assert "construction COERCE/arrest" in why["type"]
    assert "told as a fact" in why["status"]
    assert "subject" in why["actors"]
    assert "sector: " in why["actors"]
    assert all(reason for _, reason in event.why)


def test_the_engine_gives_a_sector_where_the_words_tell_none() -> None:
    text = text_of(BREAD)
    heads = Heads(
        odds={"sells": {"COERCE": 4.0}},
        roles={("sells", "bakery", "actor"): 4.0},
        sectors={"bakery": {"EDU": 9.0}},
    )
    (event,) = coded(text, heads).events
    assert [p.sector for p in event.actors] == ["EDU"]
    assert "sector: engine" in dict(event.why)["actors"]
    (event,) = coded(text, replace(heads, sectors={"bakery": {"EDU": 0.0, "COP": 0.0}})).events
    assert [p.sector for p in event.actors] == [""]


def test_whoever_speaks_is_its_source() -> None:
    text = text_of(BLAME, ARREST)
    said = Attribution((text.span("Peru"),), (text.span("condemned"),), (text.span("arrested nine teachers"),), QuoteMode.INDIRECT)
    (event,) = coded(text, Heads(odds={"arrested": {"COERCE": SURELY}}), attributions=[said]).events
    assert [s.text for s in event.sources] == ["Peru"]


def test_no_words_no_events() -> None:
    coding = coded(text_of(), Heads())
    assert (coding.events, coding.made_of, coding.fallen, coding.claims, coding.said.attributions) == ((), (), (), (), ())


def test_twice_the_same() -> None:
    assert coded(TWICE, SEEN, ARRESTING).events == coded(TWICE, SEEN, ARRESTING).events
