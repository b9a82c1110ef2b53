"""Who did it and to whom: the engine's roles and the tree's places together."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.coding.event_mentions import find_mentions
from dateline.coding.event_participants import ACTOR, RECIPIENT, Cast, Phrase, candidates, cast_of
from dateline.knowledge.codebook import Construction
from tests.acts import ARREST, BLAME, SURELY, WEIGHTS, Heads, Text, codebook, entry, heads_of, mention_of, text_of

FULL = """
    Local      local    ADJ   2 amod
    police     police   NOUN  3 nsubj Number=Plur
    arrested   arrest   VERB  0 root Tense=Past|VerbForm=Fin
    two        two      NUM   5 nummod
    editors    editor   NOUN  3 obj Number=Plur
    of         of       ADP   8 case
    the        the      DET   8 det
    Herald     Herald   PROPN 5 nmod
    in         in       ADP   10 case
    Lima       Lima     PROPN 3 obl
    ,          ,        PUNCT 13 punct
    a          a        DET   13 det
    lawyer     lawyer   NOUN  14 nsubj
    said       say      VERB  3 parataxis Tense=Past|VerbForm=Fin
    .          .        PUNCT 3 punct
"""
MET = """
    Traders    trader   NOUN  2 nsubj Number=Plur
    met        meet     VERB  0 root Tense=Past|VerbForm=Fin
    editors    editor   NOUN  2 obj Number=Plur
    .          .        PUNCT 2 punct
"""
EVERYTHING = {
    ("arrested", "Local", "actor"): 3.0,
    ("arrested", "police", "actor"): 3.0,
    ("arrested", "editors", "recipient"): 3.0,
    ("arrested", "of", "recipient"): 3.0,
    ("arrested", "the", "recipient"): 3.0,
    ("arrested", "Herald", "recipient"): 3.0,
    ("arrested", "Lima", "place"): 3.0,
    ("arrested", "a", "source"): 3.0,
    ("arrested", "lawyer", "source"): 3.0,
}


def cast(text: Text, trigger: str, heads: Heads) -> Cast:
    return cast_of(text.words, mention_of(text, trigger, scores=heads_of(text, heads)), WEIGHTS, codebook())


def shown(text: Text, phrases: Sequence[Phrase]) -> list[str]:
    return [phrase.span.of(text.text) for phrase in phrases]


def built(text: Text, trigger: str, heads: Heads, construction: Construction, kind: str) -> Cast:
    """The cast of a mention that a construction found."""
    given = Heads(odds={trigger: {kind: SURELY}}, roles=heads.roles)
    (mention,) = find_mentions(text.words, heads_of(text, given), codebook(construction))
    return cast_of(text.words, mention, WEIGHTS, codebook(construction))


def test_every_role_gets_its_phrase() -> None:
    text = text_of(FULL)
    found = cast(text, "arrested", Heads(roles=EVERYTHING))
    assert shown(text, found.actors) == ["Local police"]
    assert shown(text, found.recipients) == ["editors of the Herald"]


def test_the_reason_names_the_engine_and_the_tree() -> None:
    text = text_of(FULL)
    (actor,) = cast(text, "arrested", Heads(roles=EVERYTHING)).actors
    assert actor.score == 4.5
    assert actor.why == "+4.5 from engine +3.0, subject"


def test_a_subject_the_engine_is_sure_is_no_actor_is_none() -> None:
    text = text_of(ARREST)
    assert cast(text, "arrested", Heads()).actors == ()


def test_a_subject_counts_for_more_than_the_same_score_elsewhere() -> None:
    text = text_of(FULL)
    nearly = {("arrested", "police", "actor"): -0.5, ("arrested", "Local", "actor"): -0.5, ("arrested", "lawyer", "actor"): -0.5}
    assert shown(text, cast(text, "arrested", Heads(roles=nearly)).actors) == ["Local police"]


def test_the_trigger_takes_no_part_in_itself() -> None:
    text = text_of(ARREST)
    found = cast(text, "arrested", Heads(roles={("arrested", "arrested", "actor"): SURELY}))
    assert found == Cast((), ())


def test_words_that_name_nobody_take_no_part() -> None:
    text = text_of(FULL)
    assert cast(text, "arrested", Heads(roles={("arrested", "said", "actor"): SURELY})).actors == ()


def test_a_phrase_stands_on_one_side_the_surer_one() -> None:
    text = text_of(BLAME)
    heads = Heads(
        roles={("condemned", "Chile", "actor"): 2.0, ("condemned", "Chile", "recipient"): 4.0, ("condemned", "Peru", "actor"): 4.0}
    )
    found = cast(text, "condemned", heads)
    assert shown(text, found.actors) == ["Peru"]
    assert shown(text, found.recipients) == ["Chile"]


def test_an_actor_may_stand_in_the_sentence_before() -> None:
    text = text_of(BLAME, ARREST)
    heads = Heads(roles={("arrested", "Peru", "actor"): 5.0, ("arrested", "teachers", "recipient"): 5.0})
    found = cast(text, "arrested", heads)
    assert shown(text, found.actors) == ["Peru"]
    assert (found.actors[0].sentence, found.actors[0].head) == (0, 0)


def test_a_phrase_never_crosses_a_sentence_border() -> None:
    text = text_of(BLAME, ARREST)
    heads = Heads(roles={("arrested", "Chile", "actor"): 5.0, ("arrested", ".", "actor"): 5.0, ("arrested", "Police", "actor"): 5.0})
    assert shown(text, cast(text, "arrested", heads).actors) == ["Chile", "Police"]


def test_phrases_stand_in_the_order_of_the_text() -> None:
    text = text_of(FULL)
    heads = Heads(roles={("arrested", "lawyer", "actor"): 6.0, ("arrested", "police", "actor"): 2.0})
    assert shown(text, cast(text, "arrested", heads).actors) == ["Local police", "a lawyer"]


def test_of_overlapping_phrases_the_surer_stays() -> None:
    text = text_of(FULL)
    heads = Heads(roles={("arrested", "editors", "recipient"): 2.0, ("arrested", "Herald", "recipient"): SURELY})
    assert shown(text, cast(text, "arrested", heads).recipients) == ["the Herald"]


def test_what_the_engine_did_not_read_together_is_unlikely() -> None:
    text = text_of(ARREST)
    assert cast_of(text.words, mention_of(text, "arrested"), WEIGHTS, codebook()) == Cast((), ())


def test_what_speaks_for_a_phrase() -> None:
    text = text_of(FULL)
    mention = mention_of(text, "arrested", scores=heads_of(text, Heads(roles=EVERYTHING)))
    local, lawyer = ({c.word: c for c in candidates(text.words, mention, role, codebook())} for role in (ACTOR, RECIPIENT))
    subject = local[text.at("police")].features
    assert (subject["engine"], subject["subject"], subject["same sentence"], subject["someone"]) == (3.0, 1.0, 1.0, 1.0)
    assert (subject["behind the best"], subject["tag NOUN"]) == (0.0, 1.0)
    assert "object" in lawyer[text.at("editors")].features


def test_a_reciprocal_construction_puts_both_sides_among_the_actors() -> None:
    text = text_of(MET)
    meet = entry("CONSULT", "meet", "meet", recipient=("object",), reciprocal=True)
    mild = Heads(roles={("met", "Traders", "actor"): 0.0, ("met", "editors", "actor"): 0.0})
    found = built(text, "met", mild, meet, "CONSULT")
    assert shown(text, found.actors) == ["Traders", "editors"]
    assert found.recipients == ()
    assert "construction's other side CONSULT/meet" in found.actors[1].why
