"""Where an act happened: names and grounds beside it, never those who govern there, and nothing where the text tells no place."""

from __future__ import annotations

import pytest

from dateline.coding.event_places import StoryPlaces, place_of
from dateline.engine import Engine
from dateline.report import Place, Report
from tests.acts import ARREST, Heads, heads_of, mention_of, text_of
from tests.settings_of import place_in

IN_TOWN = """
    Police     police   NOUN  2 nsubj Number=Plur
    arrested   arrest   VERB  0 root Tense=Past|VerbForm=Fin
    teachers   teacher  NOUN  2 obj Number=Plur
    in         in       ADP   5 case
    Harare     Harare   PROPN 2 obl
    .          .        PUNCT 2 punct
"""
AT_COURT = """
    Police     police   NOUN  2 nsubj Number=Plur
    arrested   arrest   VERB  0 root Tense=Past|VerbForm=Fin
    teachers   teacher  NOUN  2 obj Number=Plur
    outside    outside  ADP   6 case
    the        the      DET   6 det
    courthouse courthouse NOUN 2 obl
    .          .        PUNCT 2 punct
"""


def harare(start: int, end: int, use: str = "literal") -> Place:
    return Place(start, end, "Harare", "Harare", "ZWE", "Harare", -17.8, 31.0, 890299, "city", 0.9, "largest", use)


# --- trees written by hand -------------------------------------------------------------------------------------------


def test_a_town_beside_the_verb_is_its_place() -> None:
    text = text_of(IN_TOWN)
    place = harare(*text.span("Harare"))
    scores = heads_of(text, Heads(roles={("arrested", "Harare", "place"): 4.0}))
    found, why = place_of(text.words, [mention_of(text, "arrested", scores=scores)], [place], Report.from_text(text.text))
    assert found == place
    assert "Harare" in why


@pytest.mark.parametrize("use", ["government", "adjective"])
def test_names_that_stand_for_people_are_no_places(use: str) -> None:
    text = text_of(IN_TOWN)
    places = [harare(*text.span("Harare"), use)]
    story = StoryPlaces(text.words, places, Report.from_text(text.text), [mention_of(text, "arrested")])
    assert not [c for c in story.candidates([mention_of(text, "arrested")]) if c.place.country]


def test_a_ground_without_a_name_is_considered() -> None:
    text = text_of(AT_COURT)
    act = mention_of(text, "arrested")
    found = StoryPlaces(text.words, (), Report.from_text(text.text), [act]).candidates([act])
    assert [c.place.text for c in found] == ["the courthouse"]
    assert found[0].features["ground"] == 1.0


def test_a_ground_stands_in_the_town_of_the_dateline() -> None:
    text = text_of(AT_COURT)
    report = Report.from_text("HARARE, May 4 (Reuters) - Police arrested teachers.")
    assert report.dateline is not None
    line = harare(report.dateline.start, report.dateline.start + 6)
    act = mention_of(text, "arrested")
    where = StoryPlaces(text.words, [line], report, [act])
    found, why = where.place_of([act], {"bias": -1.0, "ground": 5.0})
    assert found is not None
    assert (found.text, found.name, found.country) == ("the courthouse", "Harare", "ZWE")
    assert found.confidence < line.confidence
    assert "stands in Harare" in why


def test_a_ground_in_a_story_of_several_countries_gets_no_town() -> None:
    text = text_of(AT_COURT)
    report = Report.from_text("HARARE, May 4 (Reuters) - Police arrested teachers.")
    assert report.dateline is not None
    line = harare(report.dateline.start, report.dateline.start + 6)
    abroad = Place(900, 906, "Lusaka", "Lusaka", "ZMB", "", -15.4, 28.3, 909137, "city", 0.9, "largest", "literal")
    act = mention_of(text, "arrested")
    found, _ = StoryPlaces(text.words, [line, abroad], report, [act]).place_of([act], {"bias": -1.0, "ground": 5.0})
    assert found is not None
    assert found.text == "the courthouse"
    assert found.country == ""


def test_the_dateline_as_a_last_resort_is_marked() -> None:
    text = text_of(ARREST)
    report = Report.from_text("HARARE, May 4 (Reuters) - Police arrested teachers.")
    assert report.dateline is not None
    line = harare(report.dateline.start, report.dateline.start + 6)
    act = mention_of(text, "arrested")
    found, why = StoryPlaces(text.words, [line], report, [act]).place_of([act], {"last resort": 1.0})
    assert found == line
    assert why.startswith("fall-back")


def test_an_act_without_places_has_none() -> None:
    text = text_of(ARREST)
    assert place_of(text.words, [mention_of(text, "arrested")], (), Report.from_text(text.text)) == (None, "")


# --- texts read by the engine ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "trigger", "others", "kind", "name", "country"),
    [
        ("Police in Lusaka detained nine vendors on Wednesday.", "detained", "", "COERCE", "Lusaka", "ZMB"),
        ("Soldiers shot a driver near Bukavu.", "shot", "", "ASSAULT", "Bukavu", "COD"),
        ("Thousands marched through Bucharest against the new tax.", "marched", "", "PROTEST", "Bucharest", "ROU"),
        ("Gunmen abducted two nurses in Gao on Monday.", "abducted", "", "ASSAULT", "Gao", "MLI"),
        ("A bomb exploded outside a bank in Quetta, killing a guard.", "exploded", "", "ASSAULT", "Quetta", "PAK"),
        ("The foreign ministers of Chad and Niger met in Vienna.", "met", "", "CONSULT", "Vienna", "AUT"),
        ("In Asuncion, farmers blocked the main road for a third day.", "blocked", "", "PROTEST", "Asunci", "PRY"),
        ("Rebels attacked a convoy near Kandahar, the governor said.", "attacked", "", "ASSAULT", "Kandahar", "AFG"),
        ("The navy seized two trawlers off Conakry.", "seized", "", "COERCE", "Conakry", "GIN"),
        ("The premier signed the border treaty in Quito.", "signed", "", "AGREE", "Quito", "ECU"),
        ("Jets bombed a village outside Aleppo before dawn.", "bombed", "", "ASSAULT", "Aleppo", "SYR"),
        ("Students clashed with police in Dhaka.", "clashed", "", "ASSAULT", "Dhaka", "BGD"),
        ("The envoy will hold talks in Nairobi next week.", "talks", "", "CONSULT", "Nairobi", "KEN"),
        ("Miners went on strike in Potosi.", "strike", "", "PROTEST", "Potos", "BOL"),
        ("Militiamen burned a church in Jos and looted a clinic.", "burned", "looted", "ASSAULT", "Jos", "NGA"),
        ("Troops entered Tripoli at noon.", "entered", "", "ASSAULT", "Tripoli", "LBY"),
        ("A court in Minsk sentenced the poet to three years.", "sentenced", "", "SANCTION", "Minsk", "BLR"),
        ("Riot police fired tear gas at teachers in Oaxaca.", "fired", "", "ASSAULT", "Oaxaca", "MEX"),
    ],
)
def test_the_place_beside_the_act(engine: Engine, text: str, trigger: str, others: str, kind: str, name: str, country: str) -> None:
    found, why = place_in(engine, text, trigger, others, kind)
    assert found is not None, why
    assert found.name.startswith(name) or found.text.startswith(name)
    assert found.country == country
    assert why


@pytest.mark.parametrize(
    ("text", "trigger", "kind"),
    [
        ("Washington accused Tehran of jamming satellites.", "accused", "ACCUSE"),
        ("Ankara said it would recall its ambassador.", "recall", "SANCTION"),
        ("Turkish troops arrested a smuggler.", "arrested", "COERCE"),
        ("Paris and Berlin condemned the vote.", "condemned", "ACCUSE"),
        ("The mayor resigned on Thursday.", "resigned", "RETREAT"),
        ("Cuba thanked Venezuela for the oil.", "thanked", "SUPPORT"),
        ("Mexican police detained a Colombian singer.", "detained", "COERCE"),
        ("London rejected the offer.", "rejected", "REJECT"),
    ],
)
def test_those_who_govern_are_no_place(engine: Engine, text: str, trigger: str, kind: str) -> None:
    found, why = place_in(engine, text, trigger, kind=kind)
    assert found is None, why


@pytest.mark.parametrize(
    ("trigger", "other", "country"),
    [("arrested", "freed", "MLI"), ("freed", "arrested", "SEN")],
)
def test_each_act_has_its_own_place(engine: Engine, trigger: str, other: str, country: str) -> None:
    text = "Police arrested a preacher in Gao on Monday, and a court freed a singer in Dakar on Tuesday."
    found, _ = place_in(engine, text, trigger, other)
    assert found is not None
    assert found.country == country
