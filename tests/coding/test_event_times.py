"""When an act happened: its own clause's time, the story's course, and nothing where the text tells none."""

from __future__ import annotations

from importlib.resources import files

import pytest

from dateline.coding.event_evidence import read_setting_weights
from dateline.coding.event_times import StoryTimes, time_of
from dateline.engine import Engine
from dateline.errors import DataError
from dateline.report import Report, TimeMention
from tests.acts import ARREST, Text, mention_of, text_of
from tests.settings_of import time_in

DAY = "2012-05-18"  # a Friday

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


def time(text: Text, words: str, value: str, kind: str = "DATE") -> TimeMention:
    span = text.span(words)
    return TimeMention(span.start, span.end, words, kind, value)


# --- trees written by hand -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("trigger", "other", "value"), [("arrested", "freed", "2026-03-06"), ("freed", "arrested", "2026-03-09")])
def test_each_clause_has_its_own_day(trigger: str, other: str, value: str) -> None:
    text = text_of(TWO_DAYS)
    times = [time(text, "Monday", "2026-03-09"), time(text, "Friday", "2026-03-06")]
    acts = [mention_of(text, trigger), mention_of(text, other)]
    found, why = time_of(text.words, acts[:1], times, Report.from_text(text.text), acts)
    assert found is not None
    assert found.value == value
    assert found.text in why


def test_durations_and_sets_are_no_days() -> None:
    text = text_of(TWO_DAYS)
    times = [time(text, "Friday", "P1D", "DURATION"), time(text, "Monday", "XXXX-WXX-1", "SET")]
    assert time_of(text.words, [mention_of(text, "arrested")], times, Report.from_text(text.text)) == (None, "")


def test_a_time_without_a_value_is_none() -> None:
    text = text_of(TWO_DAYS)
    times = [time(text, "Friday", "")]
    assert time_of(text.words, [mention_of(text, "arrested")], times, Report.from_text(text.text)) == (None, "")


def test_heads_that_run_in_a_circle_end() -> None:
    text = text_of(TWO_DAYS.replace("VERB  0 root", "VERB  8 dep"))
    story = StoryTimes(text.words, [time(text, "Friday", "2026-03-06")], Report.from_text(text.text))
    assert len(story.candidates([mention_of(text, "arrested")])) == 1


def test_times_outside_of_any_sentence_are_no_ones() -> None:
    text = text_of(ARREST)
    times = [TimeMention(len(text.text) + 5, len(text.text) + 9, "1999", "DATE", "1999")]
    assert time_of(text.words, [mention_of(text, "arrested")], times, Report.from_text(text.text)) == (None, "")


def test_an_act_without_times_has_none() -> None:
    text = text_of(ARREST)
    assert time_of(text.words, [mention_of(text, "arrested")], (), Report.from_text(text.text)) == (None, "")


# --- texts read by the engine ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "trigger", "others", "value"),
    [
        # beside the verb
        ("Police in Lusaka detained nine vendors on Wednesday.", "detained", "", "2012-05-16"),
        ("On Tuesday the navy seized two trawlers off Conakry.", "seized", "", "2012-05-15"),
        ("Gunmen abducted a judge in Gao late Thursday night.", "abducted", "", "2012-05-17TNI"),
        ("The consul was expelled from Asmara last month.", "expelled", "", "2012-04"),
        ("Rebels shelled the sugar mill yesterday, wounding a guard.", "shelled", "", "2012-05-17"),
        ("Two deputies were arrested in Dili in March 2011.", "arrested", "", "2011-03"),
        ("The general, who was pardoned in 2009, lives by the sea.", "pardoned", "", "2009"),
        ("Dockers walked out at dawn on Monday in Mombasa.", "walked", "", "2012-05-14"),
        ("In the early hours of Friday, commandos stormed the radio tower.", "stormed", "", "2012-05-18"),
        # under another verb
        ("The premier flew to Quito on Thursday to sign the border treaty.", "sign", "", "2012-05-17"),
        ("The army, firing into the air, cleared the depot on Wednesday.", "cleared", "", "2012-05-16"),
        ("The minister denounced the vote on Tuesday, accusing the mayor of fraud.", "accusing", "denounced", "2012-05-15"),
        # nouns
        ("The ambush on Monday killed four rangers.", "ambush", "", "2012-05-14"),
        ("Tuesday's raid on the clinic was condemned by doctors.", "raid", "condemned", "2012-05-15"),
        ("Clashes broke out in Sebha on Wednesday.", "Clashes", "", "2012-05-16"),
        ("The two presidents held talks in Bamako on Thursday.", "talks", "", "2012-05-17"),
        # each its own
        ("Police freed the editor on Wednesday after soldiers had arrested him in April.", "freed", "arrested", "2012-05-16"),
        ("Police freed the editor on Wednesday after soldiers had arrested him in April.", "arrested", "freed", "2012-04"),
        ("The bishop, jailed in 1998, was released on Tuesday.", "jailed", "released", "1998"),
        ("The bishop, jailed in 1998, was released on Tuesday.", "released", "jailed", "2012-05-15"),
        ("On Monday students marched; on Tuesday police closed the campus.", "marched", "closed", "2012-05-14"),
        ("On Monday students marched; on Tuesday police closed the campus.", "closed", "marched", "2012-05-15"),
        ("Troops took the bridge on Tuesday and lost it on Thursday.", "took", "lost", "2012-05-15"),
        ("Troops took the bridge on Tuesday and lost it on Thursday.", "lost", "took", "2012-05-17"),
        # days ahead
        ("The guerrillas will release two hostages on Sunday.", "release", "", "2012-05-20"),
        ("Parliament will vote on the treaty next Tuesday.", "vote", "", "2012-05-22"),
        ("Unions are to strike on June 4 over the price of bread.", "strike", "", "2012-06-04"),
        # saying apart from what is said
        ("The envoy told reporters on Thursday that rebels had burned the mill on Monday.", "burned", "", "2012-05-14"),
    ],
)
def test_the_time_of_its_own_clause(engine: Engine, text: str, trigger: str, others: str, value: str) -> None:
    found, why = time_in(engine, text, trigger, others, DAY)
    assert found is not None, why
    assert found.value.startswith(value)
    assert why


@pytest.mark.parametrize(
    ("text", "trigger", "others"),
    [
        ("The consul denied the charge, a spokesman said.", "denied", ""),
        ("Rebels have burned the mill, the governor said on Thursday.", "burned", ""),
        ("Rebels will free the nurses, a priest said on Wednesday.", "free", ""),
        ("The court sentenced a trader who fled in 2010.", "sentenced", ""),
        ("Police arrested a man convicted in 2003 of piracy.", "arrested", "convicted"),
        ("The minister condemned Monday's attack.", "condemned", "attack"),
        ("The unions demanded that the bridge closed in 2008 be reopened.", "demanded", ""),
        ("Villagers accused the army of burning huts.", "burning", "accused"),
        ("The army denies having shelled the town.", "shelled", "denies"),
        ("Soldiers beat the reporter for two hours.", "beat", ""),
        ("Farmers block the road every Friday.", "block", ""),
        ("The court freed a poet born in 1961.", "freed", ""),
    ],
)
def test_a_time_that_belongs_elsewhere_does_not_leak(engine: Engine, text: str, trigger: str, others: str) -> None:
    found, why = time_in(engine, text, trigger, others, DAY)
    assert found is None or found.earliest is None, why


@pytest.mark.parametrize(
    ("text", "trigger", "others", "value"),
    [
        (
            "Thousands of protesters marched on the ministry on Wednesday. They then burned two buses.",
            "burned",
            "marched",
            "2012-05-16",
        ),
        (
            "Soldiers surrounded the palace on Tuesday night. Hours later they arrested the president.",
            "arrested",
            "surrounded",
            "2012-05-15",
        ),
    ],
)
def test_the_story_goes_on_from_the_sentence_before(engine: Engine, text: str, trigger: str, others: str, value: str) -> None:
    found, why = time_in(engine, text, trigger, others, DAY)
    assert found is not None
    assert found.value.startswith(value)
    assert "the sentence before" in why


@pytest.mark.parametrize(
    ("text", "trigger", "others"),
    [
        ("Students marched in Bissau on Monday. The president has dissolved parliament.", "dissolved", "marched"),
        ("The mine was seized in 1974. Its owner condemns the new tax.", "condemns", "seized"),
        ("Police raided the paper on Tuesday. The opposition will boycott the vote.", "boycott", "raided"),
    ],
)
def test_the_story_does_not_go_on_where_the_tense_breaks_off(engine: Engine, text: str, trigger: str, others: str) -> None:
    assert time_in(engine, text, trigger, others, DAY)[0] is None


def test_without_a_publication_day_a_weekday_stays_open(engine: Engine) -> None:
    found, _ = time_in(engine, "Police in Lusaka detained nine vendors on Wednesday.", "detained")
    assert found is not None
    assert found.value == "XXXX-WXX-3"
    assert found.earliest is None


def test_a_report_that_tells_no_time_gets_none_silently(engine: Engine) -> None:
    found, why = time_in(engine, "Police in Lusaka detained nine vendors.", "detained", published=DAY)
    assert found is None or why.startswith("fall-back")


# --- the tables ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("feature\tweight\nbias\tmuch\n", "no number"),
        ("feature\tweight\nbias\t1\nbias\t2\n", "stands twice"),
        ("name\tweight\n", "columns"),
        ("feature\tweight\nbias\n", "cells"),
    ],
)
def test_a_wrong_table_of_weights_is_refused(text: str, said: str) -> None:
    with pytest.raises(DataError, match=said):
        read_setting_weights("w.tsv", text)


@pytest.mark.parametrize("name", ["event_times_weights.tsv", "event_places_weights.tsv"])
def test_the_shipped_tables_are_read(name: str) -> None:
    text = files("dateline.coding").joinpath("data").joinpath(name).read_text("utf-8")
    assert "bias" in read_setting_weights(name, text)
