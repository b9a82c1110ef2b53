"""What cannot be - dates that do not exist, places nobody knows, numbers past any sense - stays open and says why."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.coding.places import find_places
from dateline.coding.quantity_numbers import MOST_PEOPLE, read_numeral
from dateline.coding.times import find_times
from dateline.engine import Engine
from dateline.report import Report

WORDS = ["at", "least", "more", "than", "up", "to", "12", "40", "two", "dozen", "hundreds", "of", "thousands"]
WORDS += ["-", "or", "between", "and", "nearly", "about"]
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")


def exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


@settings(deadline=None)
@given(st.integers(1, 12), st.integers(1, 31), st.integers(1800, 2100))
def test_a_written_date_is_that_day_or_none(month: int, day: int, year: int) -> None:
    text = f"The bridge was closed on {day} {MONTHS[month - 1]} {year}."
    (found,) = find_times(text, published=None)
    if exists(year, month, day):
        assert found.value == f"{year:04}-{month:02}-{day:02}"
    else:
        assert (found.value, found.earliest, found.latest) == ("", None, None)
        assert found.why


@settings(deadline=None)
@given(st.integers(0, 99), st.integers(0, 99))
def test_a_time_of_the_clock_is_one_or_none(hour: int, minute: int) -> None:
    found = find_times(f"The bridge was closed at {hour}:{minute:02} on 3 March 2011.", published=None)
    told = [mention.value for mention in found if "T" in mention.value]
    assert not told or (hour <= 24 and minute < 60)


@settings(deadline=None)
@given(st.text(max_size=200))
def test_whatever_the_text_times_lie_in_it(text: str) -> None:
    for mention in find_times(text, published=None):
        assert text[mention.start : mention.end] == mention.text
        assert isinstance(mention.earliest, datetime) == isinstance(mention.latest, datetime)
        if mention.earliest is not None and mention.latest is not None:
            assert mention.earliest <= mention.latest


@settings(deadline=None)
@given(st.text("qxzvwk", min_size=6, max_size=12))
def test_a_place_nobody_knows_stays_open(name: str) -> None:
    name = name.capitalize()
    text = f"Troops entered {name} at noon."
    (place,) = find_places(Report.from_text(text), toponyms=[(15, 15 + len(name))])
    assert place.text == name
    if not place.name:
        assert (place.latitude, place.country, place.confidence) == (None, "", 0.0)
        assert place.why == "not in the gazetteer"


@settings(deadline=None)
@given(st.integers(0, 10**40))
def test_a_number_of_people_has_sense_or_is_none(number: int) -> None:
    found = read_numeral([str(number), "people"], 0)
    assert (found is not None) == (number <= MOST_PEOPLE)
    if found is not None:
        assert (found.low, found.high, found.best) == (number, number, number)


@settings(deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=9))
def test_bounds_never_stand_the_wrong_way_round(words: list[str]) -> None:
    for start in range(len(words)):
        found = read_numeral(words, start)
        if found is not None:
            assert found.low is None or found.high is None or found.low <= found.high
            assert found.best is None or ((found.low or 0) <= found.best and (found.high is None or found.best <= found.high))
            assert found.first <= start < found.end <= len(words)


@pytest.mark.parametrize(
    "text",
    [
        "Rebels killed 99999999999999 soldiers in Qzxqzxqz on 31 February 2011.",
        "On 00/00/0000 nobody was killed at 99:99 in the capital of Atlantisqx.",
        "Killed. 31 June. 12-12-12-12. at least at least at least.",
    ],
)
def test_a_record_of_nonsense_holds_nothing_invented(engine: Engine, text: str) -> None:
    record = engine.code(Report.from_text(text, published="2011-03-16"))
    assert all(count.high is None or count.high <= MOST_PEOPLE for event in record.events for _, count in event.counts)
    assert all(place.latitude is not None for place in record.places if place.name)
    assert all(mention.earliest is None for mention in record.times if not mention.value)
