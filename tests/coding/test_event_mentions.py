"""Which words tell of an act and of what type: the engine's scores and the codebook's constructions together."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from dateline.coding.event_mentions import Mention, TextWords, features, find_mentions
from dateline.knowledge.codebook import Construction
from dateline.report import Status
from tests.acts import ARREST, ARRESTING, BLAME, BLAMING, BREAD, SURELY, Heads, codebook, entry, heads_of, text_of

NOT = """
    Police     police   NOUN  4 nsubj Number=Plur
    did        do       AUX   4 aux Tense=Past|VerbForm=Fin
    not        not      PART  4 advmod Polarity=Neg
    arrest     arrest   VERB  0 root VerbForm=Inf
    teachers   teacher  NOUN  4 obj Number=Plur
    .          .        PUNCT 4 punct
"""
ELECTED = """
    Voters     voter    NOUN  2 nsubj Number=Plur
    elected    elect    VERB  0 root Tense=Past|VerbForm=Fin
    an         a        DET   4 det
    editor     editor   NOUN  2 obj
    .          .        PUNCT 2 punct
"""
CRACKED = """
    Police     police   NOUN  2 nsubj Number=Plur
    cracked    crack    VERB  0 root Tense=Past|VerbForm=Fin
    down       down     ADP   2 compound:prt
    on         on       ADP   5 case
    traders    trader   NOUN  2 obl Number=Plur
    .          .        PUNCT 2 punct
"""


def found(rows: str, heads: Heads, *constructions: Construction) -> tuple[Mention, ...]:
    text = text_of(rows)
    return find_mentions(text.words, heads_of(text, heads), codebook(*constructions))


def coded(mentions: Iterable[Mention]) -> list[tuple[str, str]]:
    return [(m.type, m.mode) for m in mentions]


# --- numbering -------------------------------------------------------------------------------------------------------


def test_words_are_numbered_through_all_sentences() -> None:
    text = text_of(ARREST, BLAME)
    words = text.words
    assert words.starts == (0, 5)
    assert words.local(text.at("condemned")) == (1, 1)
    assert words.tag(1, 1) == "VERB"
    assert words.span(text.at("arrested"), text.at("teachers") + 1).of(text.text) == "arrested nine teachers"
    assert words.phrase(1, 2).of(text.text) == "Chile"


def test_no_sentences_no_words() -> None:
    words = TextWords.of(())
    assert (words.starts, words.homes) == ((), ())
    assert find_mentions(words, heads_of(text_of(), Heads(), []), codebook(ARRESTING)) == ()


# --- two sources of evidence -----------------------------------------------------------------------------------------


def test_the_engine_finds_what_no_construction_has() -> None:
    (mention,) = found(ARREST, Heads(odds={"arrested": {"COERCE": SURELY}}))
    assert (mention.type, mention.match, mention.engine, mention.labelled) == ("COERCE", None, SURELY, True)


def test_a_sentence_without_either_yields_nothing() -> None:
    assert found(BREAD, Heads(), ARRESTING, BLAMING) == ()


def test_a_construction_brings_up_what_the_engine_would_pass_over() -> None:
    heads = Heads(odds={"arrested": {"COERCE": -2.5}})
    assert found(ARREST, heads) == ()
    (mention,) = found(ARREST, heads, ARRESTING)
    assert mention.match is not None
    assert mention.match.construction is ARRESTING
    assert mention.engine == -2.5
    assert not mention.labelled


def test_an_open_construction_adds_less_than_a_sure_one() -> None:
    heads = Heads(odds={"arrested": {"COERCE": 1.0}})
    opening = entry("COERCE", "arrest", "arrest", strength="open")
    bare, opened, sure = (found(ARREST, heads, *given)[0].fused for given in ((), (opening,), (ARRESTING,)))
    assert bare < opened < sure


def test_no_construction_outweighs_an_engine_that_is_sure_of_no_act() -> None:
    assert found(ARREST, Heads(odds={"arrested": {"COERCE": -SURELY}}), ARRESTING) == ()


def test_what_speaks_for_a_mention() -> None:
    text = text_of(ARREST)
    heads = heads_of(text, Heads(odds={"arrested": {"COERCE": 2.0, "ASSAULT": 0.5}}))
    (mention,) = find_mentions(text.words, heads, codebook(ARRESTING))
    told = features(text.words, mention, 1.5, 0.0, 4, {})
    assert (told["engine"], told["margin"], told["labelled"]) == (2.0, 1.5, 1.0)
    assert (told["sure construction"], told["open construction"], told["other construction"]) == (1.0, 0.0, 0.0)
    assert (told["actor"], told["actor's score"], told["recipient"], told["recipient's score"]) == (1.0, 1.5, 0.0, 0.0)
    assert (told["company"], told["company a sentence"]) == (0.8, 2.0)
    assert (told["tag VERB"], told["type COERCE"], told["told as no fact"]) == (1.0, 1.0, 0.0)


def test_a_sure_construction_of_another_type_speaks_against() -> None:
    text = text_of(ARREST)
    heads = heads_of(text, Heads(odds={"arrested": {"ASSAULT": SURELY}}))
    (mention,) = find_mentions(text.words, heads, codebook(ARRESTING))
    assert mention.contradicted
    assert features(text.words, mention, 0.0, 0.0, 0, {})["other construction"] == 1.0


def test_no_score_counts_without_end() -> None:
    text = text_of(ARREST)
    (mention,) = find_mentions(text.words, heads_of(text, Heads(odds={"arrested": {"COERCE": 900.0}})), codebook())
    told = features(text.words, mention, 900.0, 900.0, 900, {})
    assert max(told.values()) < 20


# --- conflicts of type -----------------------------------------------------------------------------------------------


def test_where_the_engine_is_sure_of_another_type_the_construction_gives_way() -> None:
    (mention,) = found(ARREST, Heads(odds={"arrested": {"ASSAULT": SURELY, "COERCE": 0.0}}), ARRESTING)
    assert (mention.type, mention.match) == ("ASSAULT", None)


def test_where_the_engine_wavers_the_construction_decides() -> None:
    heads = Heads(odds={"arrested": {"ASSAULT": 1.1, "COERCE": 1.0}})
    assert [m.type for m in found(ARREST, heads)] == ["ASSAULT"]
    assert [m.type for m in found(ARREST, heads, ARRESTING)] == ["COERCE"]


def test_of_two_constructions_on_one_word_the_engine_chooses() -> None:
    both = (ARRESTING, entry("ASSAULT", "arrest", "arrest"))
    (mention,) = found(ARREST, Heads(odds={"arrested": {"ASSAULT": 2.0, "COERCE": 1.0}}), *both)
    assert mention.match is not None
    assert mention.match.construction.id == "ASSAULT/arrest"


def test_a_construction_on_a_word_of_the_engines_trigger_is_the_same_mention() -> None:
    crack = entry("COERCE", "crack-down", "crack", particles=("down",), prepositions=("on",), recipient=("on",))
    (mention,) = found(CRACKED, Heads(odds={"cracked": {"COERCE": SURELY}}, inside={"down": "COERCE"}), crack)
    assert (mention.first, mention.last) == (1, 3)
    assert mention.match is not None


# --- a codebook of one's own -----------------------------------------------------------------------------------------

ELECT = entry("ELECT", "elect", "elect", mode="runoff")


def test_a_type_the_engine_has_never_learnt_is_considered_where_its_construction_is_sure() -> None:
    (mention,) = found(ELECTED, Heads(), ELECT)
    assert (mention.type, mention.mode, mention.engine) == ("ELECT", "runoff", 0.0)


def test_a_sure_construction_of_such_a_type_counts_for_more_than_an_open_one() -> None:
    (sure,) = found(ELECTED, Heads(), ELECT)
    opened = found(ELECTED, Heads(), entry("ELECT", "elect", "elect", strength="open"))
    assert all(mention.fused < sure.fused for mention in opened)


def test_a_type_the_engine_knows_and_is_sure_of_goes_before_it() -> None:
    assert coded(found(ELECTED, Heads(odds={"elected": {"CONSULT": SURELY}}), ELECT)) == [("CONSULT", "")]


# --- mode and status -------------------------------------------------------------------------------------------------


def test_the_mode_is_the_engines_likeliest() -> None:
    heads = Heads(odds={"arrested": {"COERCE": SURELY}}, modes={"arrested": {"COERCE/seize": 3.0, "COERCE/": 0.0}})
    assert coded(found(ARREST, heads)) == [("COERCE", "seize")]


def test_a_construction_tips_the_mode_where_the_engine_wavers() -> None:
    heads = Heads(odds={"arrested": {"COERCE": SURELY}}, modes={"arrested": {"COERCE/seize": 0.1, "COERCE/arrest": 0.0}})
    assert coded(found(ARREST, heads)) == [("COERCE", "seize")]
    assert coded(found(ARREST, heads, ARRESTING)) == [("COERCE", "arrest")]


def test_a_mode_the_codebook_does_not_have_is_never_coded() -> None:
    heads = Heads(odds={"arrested": {"COERCE": SURELY}}, modes={"arrested": {"COERCE/silence": 9.0, "COERCE/arrest": 1.0}})
    assert coded(found(ARREST, heads)) == [("COERCE", "arrest")]


def test_the_tree_decides_a_status_that_the_engine_leaves_open() -> None:
    heads = Heads(odds={"arrest": {"COERCE": SURELY}}, statuses={"arrest": {"actual": 0.0, "negated": 0.0}})
    (mention,) = found(NOT, heads)
    assert mention.status is Status.NEGATED
    assert mention.reading.why == 'negated by "not"'


def test_the_engine_decides_a_status_that_the_tree_does_not_see() -> None:
    heads = Heads(odds={"arrested": {"COERCE": SURELY}}, statuses={"arrested": {"hypothetical": SURELY, "actual": 0.0}})
    (mention,) = found(ARREST, heads)
    assert mention.status is Status.HYPOTHETICAL
    assert 0.9 < mention.status_share <= 1


# --- roles and order -------------------------------------------------------------------------------------------------


def test_mentions_stand_in_the_order_of_the_text_with_their_own_roles() -> None:
    text = text_of(ARREST, BLAME, ARREST)
    heads = Heads(
        odds={"arrested#2": {"COERCE": SURELY}, "condemned": {"ACCUSE": SURELY}, "arrested": {"COERCE": SURELY}},
        roles={("arrested", "Police", "actor"): 5.0, ("condemned", "Chile", "recipient"): 4.0},
    )
    mentions = find_mentions(text.words, heads_of(text, heads), codebook(ARRESTING))
    assert [m.sentence for m in mentions] == [0, 1, 2]
    assert all(a.first < b.first for a, b in pairwise(mentions))
    first, second, _ = mentions
    assert first.roles is not None
    assert second.roles is not None
    assert first.roles.of(text.at("Police"), 0) == 5.0
    assert second.roles.of(text.at("Chile"), 1) == 4.0


def test_twice_the_same() -> None:
    heads = Heads(odds={"arrested": {"COERCE": 0.5, "ASSAULT": 0.5}})
    one, other = found(ARREST, heads, ARRESTING), found(ARREST, heads, ARRESTING)
    assert [(m.type, m.mode, m.fused) for m in one] == [(m.type, m.mode, m.fused) for m in other]
