"""The time expression that belongs to an event's own clause."""

from __future__ import annotations

from dateline.coding.event_times import time_of
from dateline.report import TimeMention
from tests.acts import ARREST, BLAME, Text, text_of

TWO_DAYS = """
    Police     police   NOUN  2 nsubj Number=Plur
    arrested   arrest   VERB  0 root Tense=Past|VerbForm=Fin
    teachers   teacher  NOUN  2 obj Number=Plur
    on         on       ADP   5 case
    Friday     Friday   PROPN 2 obl
    and        and      CCONJ 8 cc
    courts     court    NOUN  8 nsubj Number=Plur
    freed      free     VERB  2 conj Tense=Past|VerbForm=Fin
    them       they     PRON  8 obj
    on         on       ADP   11 case
    Monday     Monday   PROPN 8 obl
    .          .        PUNCT 2 punct
"""
FAR_DAY = """
    Police     police   NOUN  2 nsubj Number=Plur
    arrested   arrest   VERB  0 root Tense=Past|VerbForm=Fin
    teachers   teacher  NOUN  2 obj Number=Plur
    who        who      PRON  5 nsubj
    wanted     want     VERB  3 acl:relcl Tense=Past|VerbForm=Fin
    pay        pay      NOUN  5 obj
    for        for      ADP   8 case
    work       work     NOUN  6 nmod
    done       do       VERB  8 acl
    Friday     Friday   PROPN 9 obl
    and        and      CCONJ 12 cc
    Monday     Monday   PROPN 10 conj
    .          .        PUNCT 2 punct
"""
ONE_FAR_DAY = FAR_DAY.replace("and        and      CCONJ 12 cc", "well       well     ADV   9 advmod").replace(
    "Monday     Monday   PROPN 10 conj", "there      there    ADV   9 advmod"
)


def time(text: Text, words: str, value: str, kind: str = "DATE") -> TimeMention:
    span = text.span(words)
    return TimeMention(span.start, span.end, words, kind, value)


def test_each_clause_has_its_own_day() -> None:
    text = text_of(TWO_DAYS)
    times = [time(text, "Friday", "2026-03-06"), time(text, "Monday", "2026-03-09")]
    for trigger, value in (("arrested", "2026-03-06"), ("freed", "2026-03-09")):
        found, why = time_of(text.sentences[0], text.at(trigger), times)
        assert found is not None
        assert found.value == value
        assert found.text in why


def test_the_order_of_the_times_does_not_matter() -> None:
    text = text_of(TWO_DAYS)
    times = [time(text, "Monday", "2026-03-09"), time(text, "Friday", "2026-03-06")]
    found, _ = time_of(text.sentences[0], text.at("arrested"), times)
    assert found == times[1]


def test_durations_and_sets_are_no_days() -> None:
    text = text_of(TWO_DAYS)
    assert time_of(text.sentences[0], 1, [time(text, "Friday", "P1D", "DURATION"), time(text, "Monday", "XXXX-WXX-1", "SET")]) == (None, "")


def test_times_of_other_sentences_do_not_count() -> None:
    text = text_of(ARREST, TWO_DAYS)
    assert time_of(text.sentences[0], 1, [time(text, "Friday", "2026-03-06")]) == (None, "")
    assert time_of(text_of(BLAME).sentences[0], 1, ()) == (None, "")


def test_of_several_far_off_times_none_is_taken() -> None:
    text = text_of(FAR_DAY)
    times = [time(text, "Friday", "2026-03-06"), time(text, "Monday", "2026-03-09")]
    assert time_of(text.sentences[0], text.at("arrested"), times) == (None, "")


def test_the_only_time_of_a_sentence_is_taken_however_far_off() -> None:
    text = text_of(ONE_FAR_DAY)
    found, _ = time_of(text.sentences[0], text.at("arrested"), [time(text, "Friday", "2026-03-06")])
    assert found is not None


def test_a_time_with_no_word_of_the_sentence_is_left_out() -> None:
    text = text_of(TWO_DAYS)
    start = text.span("Friday").start
    assert time_of(text.sentences[0], 1, [TimeMention(start + 1, start + 3, "ri", "DATE", "2026")]) == (None, "")


def test_heads_that_run_in_a_circle_end() -> None:
    text = text_of(TWO_DAYS.replace("VERB  0 root", "VERB  8 dep"))
    found, _ = time_of(text.sentences[0], 1, [time(text, "Friday", "2026-03-06")])
    assert found is not None
