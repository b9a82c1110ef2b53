"""Why a record says what it says, and why a sentence yielded nothing."""

from __future__ import annotations

from dataclasses import replace

from dateline.coding.events import EventCoder
from dateline.coding.explanations import CodebookEntry, Explanation, explain
from dateline.knowledge.codebook import Construction
from dateline.report import Report
from tests.acts import (
    ARREST,
    ARREST_AGAIN,
    ARRESTING,
    BLAME,
    BREAD,
    WEIGHTS,
    Heads,
    Text,
    analysis_of,
    codebook,
    entry,
    heads_of,
    text_of,
    texts_of,
)


def explained(text: Text, heads: Heads, *constructions: Construction) -> Explanation:
    book = codebook(*constructions)
    scores = heads_of(text, heads)
    coding = EventCoder(book, lambda _: "", WEIGHTS).code(Report.from_text(text.text), analysis_of(text, scores))
    return explain(text.sentences, text.text, coding, scores, book)


ROLES = {("arrested", "Police", "actor"): 4.0, ("arrested", "teachers", "recipient"): 4.0}
ALONE = Heads(odds={"arrested": {"COERCE": 4.0}}, roles=ROLES)
SEEN = Heads(
    odds={"arrested": {"COERCE": 4.0}, "arrests": {"COERCE": 3.0}, "condemned": {"ACCUSE": 2.0}},
    roles=ROLES,
    identities={"arrested": (3.0,), "arrests": (3.0,)},
)


def test_every_sentence_is_explained_in_order() -> None:
    text = text_of(ARREST, BREAD, ARREST_AGAIN, BLAME)
    found = explained(text, SEEN, ARRESTING)
    assert [s.number for s in found.sentences] == [0, 1, 2, 3]
    assert [s.text for s in found.sentences][:2] == ["Police arrested nine teachers .", "The bakery sells bread ."]
    assert texts_of(text, [found.sentences[2].span]) == ["The arrests angered Lima ."]


def test_each_mention_names_its_event() -> None:
    text = text_of(ARREST, BREAD, ARREST_AGAIN, BLAME)
    found = explained(text, SEEN, ARRESTING)
    assert [[(m.text, m.event) for m in s.mentions] for s in found.sentences] == [
        [("arrested", 0)],
        [],
        [("arrests", 0)],
        [("condemned", 1)],
    ]
    assert len(found.events) == 2
    assert [s.verdict for s in found.sentences if s.mentions] == ["1 mention"] * 3


def test_a_mention_shows_scores_tree_and_codebook_entry() -> None:
    text = text_of(ARREST)
    ((mention,),) = (s.mentions for s in explained(text, ALONE, ARRESTING).sentences)
    assert mention.entry == CodebookEntry("COERCE/arrest", "coerce.toml", 7, "sure")
    assert mention.tree == ("root", "nsubj Police", "obj teachers")
    assert (mention.engine, mention.score) == (4.0, 6.0)
    assert text.text[slice(*mention.trigger)] == mention.text == "arrested"


def test_without_a_construction_there_is_no_entry() -> None:
    ((mention,),) = (s.mentions for s in explained(text_of(ARREST), ALONE).sentences)
    assert (mention.entry, mention.engine, mention.score) == (None, 4.0, 4.0)


def test_the_tree_shows_what_the_trigger_hangs_from() -> None:
    heads = Heads(odds={"arrests": {"COERCE": 3.0}})
    ((mention,),) = (s.mentions for s in explained(text_of(ARREST_AGAIN), heads).sentences)
    assert mention.tree == ("nsubj of angered", "det The")


def test_a_near_miss_says_by_how_much() -> None:
    text = text_of(ARREST)
    (sentence,) = explained(text, Heads(odds={"arrested": {"COERCE": -1.25}}), replace(ARRESTING, strength="open")).sentences
    assert sentence.mentions == ()
    ((near),) = sentence.fallen
    assert (near.event, near.score) == (None, -0.75)
    assert near.entry is not None
    assert sentence.verdict == "nothing: 'arrested' as COERCE came nearest and fell short by 0.8"


def test_near_misses_stand_surest_first() -> None:
    text = text_of(ARREST)
    opening = (entry("COERCE", "arrest", "arrest", strength="open"), entry("ASSAULT", "police", "police", "NOUN", strength="open"))
    heads = Heads(odds={"Police": {"ASSAULT": -1.4}, "arrested": {"COERCE": -1.0}})
    (sentence,) = explained(text, heads, *opening).sentences
    assert [m.text for m in sentence.fallen] == ["arrested", "Police"]


def test_a_sentence_of_nothing_names_its_nearest_word() -> None:
    (sentence,) = explained(text_of(BREAD), Heads(odds={"sells": {"CONSULT": -8.0}})).sentences
    assert (sentence.mentions, sentence.fallen) == ((), ())
    assert sentence.verdict.startswith("nothing: read with its neighbours no word tells of an act; ")
    assert sentence.verdict.endswith("'sells' came nearest by itself, as CONSULT, with log-odds -8.0")


def test_types_that_occur_are_defined() -> None:
    found = explained(text_of(ARREST, BLAME, ARREST_AGAIN), SEEN, ARRESTING)
    assert found.definitions == (("ACCUSE", "What ACCUSE means."), ("COERCE", "What COERCE means."))
    assert explained(text_of(BREAD), Heads()).definitions == ()


def test_a_text_without_sentences_has_nothing_to_explain() -> None:
    text = text_of()
    scores = heads_of(text, Heads(), [])
    coding = EventCoder(codebook(), lambda _: "", WEIGHTS).code(Report.from_text("-"), analysis_of(text, scores))
    assert explain((), "", coding, scores, codebook()) == Explanation((), (), ())
