"""Anchoring, tense, bounds and zones of time expressions, and what must stay open. All sentences are made up."""

from __future__ import annotations

import string
import time
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.coding.times import find_times
from dateline.coding.times_calendar import easter, stretch
from dateline.coding.times_check import published_on
from dateline.coding.times_dates import holiday_in
from dateline.coding.times_lengths import length_value
from dateline.engine import Engine
from dateline.errors import DataError, ReadError
from dateline.evaluating.times import paired, read_document, score
from dateline.report import Dateline, DatelinePlace, Report, Sentence, TimeMention, Token

PUBLISHED = published_on("2010-04-08T14:55+08:00")  # a Thursday
BISHKEK = timezone(timedelta(hours=6))


def values(text: str, published: str = "2010-04-08") -> list[tuple[str, str]]:
    found = find_times(text, published=published_on(published) if published else None)
    return [(mention.text, mention.value) for mention in found]


# --- tense and anchors -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The harvest fair was held on Sunday.", "2010-04-04"),
        ("The harvest fair will be held on Sunday.", "2010-04-11"),
        ("The harvest fair is to be held on Sunday.", "2010-04-11"),
        ("The fair, announced Sunday, will be small.", "2010-04-04"),
        ("A fair set for Sunday was called off.", "2010-04-11"),
        ("Farmers put off the fair until Sunday.", "2010-04-11"),
        ("Farmers were not told until Sunday.", "2010-04-04"),
        ("Sunday's fair drew crowds.", "2010-04-04"),
        ("The mill burnt down on Thursday.", "2010-04-08"),
        ("The mill reopens next Thursday.", "2010-04-15"),
        ("The mill burnt down last Thursday.", "2010-04-01"),
        ("The levy had been due Monday.", "2010-04-05"),
    ],
)
def test_bare_weekday_follows_the_tense(text: str, value: str) -> None:
    assert [v for _, v in values(text)] == [value]


@pytest.mark.parametrize(
    ("text", "published", "value"),
    [
        ("The dam broke in November.", "2010-04-08", "2009-11"),
        ("The dam will open in November.", "2010-04-08", "2010-11"),
        ("The levy is payable Jan. 3.", "2009-11-01", "2010-01-03"),
        ("The offer was extended to Nov. 20.", "2009-11-02", "2009-11-20"),
        ("The Feb. 23 accord will hold.", "2010-03-06", "2010-02-23"),
        ("Fishermen struck last February.", "2010-03-06", "2009-02"),
        ("Fishermen struck last October.", "2010-04-08", "2009-10"),
        ("They met on Friday, April 2.", "2010-04-08", "2010-04-02"),
        ("They met on Friday, March 27.", "2010-04-08", "2009-03-27"),
    ],
)
def test_year_of_a_bare_month_or_day(text: str, published: str, value: str) -> None:
    assert [v for _, v in values(text, published)] == [value]


def test_tense_comes_from_the_parse_where_there_is_one() -> None:
    text = "The assembly, farmers whisper, moves Sunday."
    words = [
        ("The", "DET", "", 2, "det"),
        ("assembly", "NOUN", "", 7, "nsubj"),
        (",", "PUNCT", "", 5, "punct"),
        ("farmers", "NOUN", "", 5, "nsubj"),
        ("whisper", "VERB", "Tense=Past|VerbForm=Fin", 7, "parataxis"),
        (",", "PUNCT", "", 5, "punct"),
        ("moves", "VERB", "VerbForm=Inf", 0, "root"),
        ("Sunday", "PROPN", "", 5, "obl"),
        (".", "PUNCT", "", 7, "punct"),
    ]
    tokens, at = [], 0
    for word, upos, feats, head, relation in words:
        start = text.index(word, at)
        at = start + len(word)
        tokens.append(Token(word, start, at, word.lower(), upos, feats, head, relation))
    (mention,) = find_times(text, published=PUBLISHED, sentences=(Sentence(0, len(text), tuple(tokens)),))
    assert mention.value == "2010-04-04"
    assert "past tense" in mention.why


def test_expressions_lean_on_the_time_spoken_of_before() -> None:
    text = "The bridge fell on March 3, 2010. Two days later it was closed; the following month work began. The next morning it rained."
    assert values(text) == [
        ("March 3, 2010", "2010-03-03"),
        ("Two days later", "2010-03-05"),
        ("the following month", "2010-04"),
        ("The next morning", "2010-03-06TMO"),
    ]


def test_dateline_gives_day_and_zone() -> None:
    text = "The governor fled on Wednesday and returns tomorrow."
    dateline = Dateline(0, 0, (DatelinePlace(0, 0, "Bishkek", "Bishkek", ""),), "April 7", "2010-04-07", "")
    flight, back = find_times(text, published=PUBLISHED, dateline=dateline)
    assert (flight.value, back.value) == ("2010-04-07", "2010-04-08")
    assert flight.earliest == datetime(2010, 4, 7, tzinfo=BISHKEK)
    assert "dateline 2010-04-07" in back.why


def test_publication_day_is_the_day_at_the_dateline() -> None:
    dateline = Dateline(0, 0, (DatelinePlace(0, 0, "Lima", "Lima", ""),), "", "", "")
    (mention,) = find_times("The court sat today.", published=published_on("2010-04-08T02:00+08:00"), dateline=dateline)
    assert mention.value == "2010-04-07"  # in Lima it is still the day before


# --- what stays open ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The mayor resigned on Thursday.", "XXXX-WXX-4"),
        ("The mayor resigned yesterday.", "XXXX-XX-XX"),
        ("The mayor resigned in October.", "XXXX-10"),
        ("The mayor resigned on October 2.", "XXXX-10-02"),
        ("The mayor resigned last week.", "XXXX-WXX"),
        ("The mayor resigned two weeks ago.", "XXXX-WXX"),
        ("The mayor resigned this morning.", "XXXX-XX-XXTMO"),
        ("The mayor resigned at 10:30 a.m.", "XXXX-XX-XXT10:30"),
        ("The mayor resigned in the third quarter.", "XXXX-Q3"),
        ("The mayor resigned over the weekend.", "XXXX-WXX-WE"),
    ],
)
def test_without_a_publication_time_nothing_is_assumed(text: str, value: str) -> None:
    (mention,) = find_times(text, published=None)
    assert (mention.value, mention.earliest, mention.latest) == (value, None, None)


def test_publication_of_a_month_anchors_years_only() -> None:
    published = Report.from_text("x", published="April 2010").published
    assert published is not None
    found = find_times("The mill shut in June last year, on a Thursday.", published=published)
    assert [m.value for m in found] == ["2009-06", "XXXX-WXX-4"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("It is dated 31 February.", "there is no 31 February"),
        ("It is dated 29 February 2011.", "there is no 29 February 2011"),
        ("It is dated 2011-02-30.", "no such day"),
        ("It is dated 32/13/2011.", "no such day"),
        ("They met at 25:10.", "no such time"),
        ("It took 99,999,999,999,999 years.", "past any sense"),
    ],
)
def test_impossible_dates_stay_unresolved_with_a_reason(text: str, reason: str) -> None:
    (mention,) = find_times(text, published=PUBLISHED)
    assert mention.value == ""
    assert mention.earliest is None
    assert reason in mention.why


def test_dates_in_figures_that_could_be_either_stay_open() -> None:
    assert values("The form is dated 5/6/2003.") == [("5/6/2003", "2003-XX-XX")]


# --- bounds and zones --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("The hall filled on Wednesday.", "2010-04-07T00:00:00+08:00", "2010-04-07T23:59:59+08:00"),
        ("The hall filled early Thursday morning.", "2010-04-08T00:00:00+08:00", "2010-04-08T08:59:59+08:00"),
        ("The hall filled Wednesday night.", "2010-04-07T18:00:00+08:00", "2010-04-08T05:59:59+08:00"),
        ("The hall filled at Wednesday noon.", "2010-04-07T12:00:00+08:00", "2010-04-07T12:00:00+08:00"),
        ("After midnight Wednesday, the hall was empty.", "2010-04-08T00:00:00+08:00", "2010-04-08T06:00:00+08:00"),
        ("The hall filled last week.", "2010-03-29T00:00:00+08:00", "2010-04-04T23:59:59+08:00"),
        ("The hall was built in late November.", "2009-11-21T00:00:00+08:00", "2009-11-30T23:59:59+08:00"),
        ("The hall was built in the 1980s.", "1980-01-01T00:00:00+08:00", "1989-12-31T23:59:59+08:00"),
        ("The hall filled at 09:30 GMT on Wednesday.", "2010-04-07T09:30:00+00:00", "2010-04-07T09:30:00+00:00"),
    ],
)
def test_bounds_are_aware_in_the_local_zone(text: str, earliest: str, latest: str) -> None:
    (mention,) = find_times(text, published=PUBLISHED)
    assert mention.earliest is not None
    assert mention.latest is not None
    assert (mention.earliest.isoformat(), mention.latest.isoformat()) == (earliest, latest)


def test_bounds_are_naive_where_no_zone_is_known() -> None:
    (mention,) = find_times("The hall filled on Wednesday.", published=published_on("2010-04-08"))
    assert mention.earliest == datetime(2010, 4, 7)
    assert mention.earliest.tzinfo is None


@pytest.mark.parametrize(
    "text", ["It lasted two weeks.", "It meets every Friday.", "It is now calm.", "It shut last summer.", "Debt rose in fiscal 1989."]
)
def test_no_bounds_where_the_calendar_gives_none(text: str) -> None:
    (mention,) = find_times(text, published=PUBLISHED)
    assert mention.value
    assert (mention.earliest, mention.latest) == (None, None)


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2011-Q3", "2011-07-01", "2011-09-30"),
        ("2011-H2", "2011-07-01", "2011-12-31"),
        ("2011-W11-WE", "2011-03-19", "2011-03-20"),
        ("19", "1900-01-01", "1999-12-31"),
    ],
)
def test_stretch_of_a_value(value: str, first: str, last: str) -> None:
    covered = stretch(value)
    assert covered is not None
    assert (covered[0].date().isoformat(), covered[1].date().isoformat()) == (first, last)


# --- what is no time expression ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "The judge may march with Jan Novak, who sat beside her.",
        "A boy of 12 years old, a 12-year-old girl and a man in his 30s.",
        "The camp of 1990 people cost $1998 and grew by 1995 percent.",
        "She came second, scored 3 points and spent 45.10 dollars.",
        "USA Today and 60 Minutes reported it.",
        "Platforms B2 and F-16 cost 3-5 more, 24 in all.",
    ],
)
def test_look_alikes_are_left_alone(text: str) -> None:
    assert find_times(text, published=PUBLISHED) == ()


@pytest.mark.parametrize(
    ("unit", "count", "value"),
    [
        ("Y", 2.5, "P2Y6M"),
        ("H", 4, "PT4H"),
        ("W", None, "PXW"),
        ("DE", 2, "P20Y"),
        ("MIN", 1.5, "PT1M30S"),
        ("D", 0.5, "PT12H"),
        ("Q", 3, "P9M"),
    ],
)
def test_length_values(unit: str, count: float | None, value: str) -> None:
    assert length_value(unit, count) == value


def test_movable_days() -> None:
    assert easter(2010).isoformat() == "2010-04-04"
    assert holiday_in("11-4-4", 2010).isoformat() == "2010-11-25"
    assert holiday_in("05-1--1", 2010).isoformat() == "2010-05-31"


# --- properties --------------------------------------------------------------------------------------------------------

WORDS = [
    *("early", "late", "the", "last", "next", "this", "that", "of", "a", "in", "on", "at", "and", "to", "two", "twenty", "half", "year"),
    *("years", "days", "ago", "later", "March", "May", "5", "31", "12:30", "1998", "98", "a.m.", "-", ",", ".", "'", "(", "Friday", "noon"),
    *("midnight", "quarter", "third", "1990s", "century", "weekend", "every", "daily", "now", "recent", "Christmas", "fiscal", "said"),
    *("will", "GMT", "few", "several", "couple", "nineteen", "ninety", "\n\n"),
]


def _holds(text: str, found: tuple[TimeMention, ...]) -> None:
    end = 0
    for mention in found:
        assert end <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text
        assert mention.type in {"DATE", "TIME", "DURATION", "SET"}
        assert mention.why
        assert (mention.earliest is None) == (mention.latest is None)
        if mention.earliest is not None and mention.latest is not None:
            assert mention.earliest <= mention.latest
        end = mention.end


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=40), st.booleans())
def test_any_run_of_time_words_is_read_without_a_crash(words: list[str], dated: bool) -> None:
    text = " ".join(words)
    found = find_times(text, published=PUBLISHED if dated else None)
    _holds(text, found)
    assert found == find_times(text, published=PUBLISHED if dated else None)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=200), st.text(alphabet=string.digits + "-/:.,' apmthMay", max_size=120)))
def test_any_string_is_read_without_a_crash(text: str) -> None:
    _holds(text, find_times(text, published=PUBLISHED))


@settings(max_examples=60, deadline=None)
@given(st.datetimes(min_value=datetime(1, 1, 1), max_value=datetime(9999, 12, 31)))
def test_any_publication_day_serves(moment: datetime) -> None:
    text = "Last week, two centuries ago, next year, by the end of the month, last winter, Easter, on Friday and in March it rained."
    _holds(text, find_times(text, published=published_on(moment.replace(microsecond=0).isoformat())))


@pytest.mark.parametrize(
    "piece",
    [
        "1 ",
        "March ",
        "May 5, ",
        "last the past ",
        "early in the end of ",
        "Monday, ",
        "two hundred ",
        "twenty-",
        "1,",
        "-",
        "'",
        "a.m.",
        "third quarter ",
    ],
)
def test_no_string_is_slow(piece: str) -> None:
    text = piece * (30_000 // len(piece))
    started = time.process_time()
    find_times(text, published=PUBLISHED)
    assert time.process_time() - started < 5


# --- engine and scorer -------------------------------------------------------------------------------------------------


def test_engine_finds_times_with_and_without_publication(engine: Engine) -> None:
    text = "The vote will be held on Sunday."
    assert [m.value for m in engine.times(text, "2010-04-08")] == ["2010-04-11"]
    assert [m.value for m in engine.times(text, datetime(2010, 4, 8, 6, 55, tzinfo=UTC))] == ["2010-04-11"]
    assert [m.value for m in engine.times(text, PUBLISHED)] == ["2010-04-11"]
    assert [m.value for m in engine.times(text)] == ["XXXX-WXX-7"]
    with pytest.raises(ReadError):
        engine.times(text, "some day")


def test_record_holds_times_and_prints_them(engine: Engine) -> None:
    report = Report.from_text("BISHKEK, April 8 (Xinhua) -- The governor fled on Wednesday night.", published="2010-04-08T14:55+08:00")
    record = engine.code(report)
    night = record.times[-1]
    assert (night.text, night.type, night.value) == ("Wednesday night", "TIME", "2010-04-07TNI")
    assert record.to_dict()["times"][-1] == {  # type: ignore[index]
        "start": night.start,
        "end": night.end,
        "text": "Wednesday night",
        "type": "TIME",
        "value": "2010-04-07TNI",
        "earliest": "2010-04-07T18:00:00+06:00",
        "latest": "2010-04-08T05:59:59+06:00",
        "why": night.why,
    }


DOCUMENT = b"""<?xml version="1.0"?><TimeML><DOCID>fair</DOCID>
<DCT><TIMEX3 tid="t0" type="DATE" value="2010-04-08" functionInDocument="CREATION_TIME">04/08/2010</TIMEX3></DCT>
<TEXT>The fair <EVENT eid="e1">opened</EVENT> on <TIMEX3 tid="t1" type="DATE" value="2010-04-04">Sunday</TIMEX3> and lasted
<TIMEX3 tid="t2" type="DURATION" value="P3D">about three days</TIMEX3>.
<TIMEX3 tid="t3" type="DATE" value="XXXX">Someday</TIMEX3> it returns.</TEXT></TimeML>"""


def test_timeml_is_read_and_scored(engine: Engine, tmp_path: Path) -> None:
    document = read_document("fair.tml", DOCUMENT)
    assert document.created == "2010-04-08"
    assert [document.text[t.start : t.end] for t in document.times] == ["Sunday", "about three days", "Someday"]
    (tmp_path / "fair.tml").write_bytes(DOCUMENT)
    scores = score(tmp_path, engine)
    # found: "Sunday" exactly, "three days" overlapping; missed: "Someday"
    assert (scores.documents, scores.expressions) == (1, 3)
    assert (scores.strict, scores.relaxed, scores.value) == (40.0, 80.0, 80.0)
    assert (scores.precision, round(scores.recall, 1)) == (100.0, 66.7)


def test_a_mention_serves_one_tag_only() -> None:
    first, second = b'<TIMEX3 type="DURATION" value="P2D">two</TIMEX3>', b'<TIMEX3 type="DURATION" value="P6D">six days</TIMEX3>'
    tags = read_document("two.tml", b"<TimeML><TEXT>" + first + b" to " + second + b"</TEXT></TimeML>").times
    assert len(paired(tags, [TimeMention(0, 15, "two to six days", "DURATION", "P2D")])) == 1


def test_xml_that_declares_entities_is_refused() -> None:
    bomb = b'<!DOCTYPE t [<!ENTITY a "aaaa">]><TimeML><TEXT>&a;</TEXT></TimeML>'
    with pytest.raises(DataError, match="entities"):
        read_document("bomb.tml", bomb)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The company expects the plant to reopen by Monday.", "2010-04-12"),
        ("The union plans a rally on Monday.", "2010-04-12"),
        ("The two leaders are to meet on Wednesday.", "2010-04-14"),
        ("Parliament is due to vote on the bill on Monday.", "2010-04-12"),
        ("The two men will not be in the same hotel when talks reopen in New York on Saturday.", "2010-04-10"),
        ("The army wants the rebels out by Tuesday.", "2010-04-13"),
        ("The president is set to visit Oslo on Tuesday.", "2010-04-13"),
        ("Ministers began to desert the president on Monday.", "2010-04-05"),
        ("Rebels tried to take the bridge on Sunday.", "2010-04-04"),
        ("He refused to testify on Tuesday.", "2010-04-06"),
    ],
)
def test_what_governs_a_weekday_decides_its_direction(engine: Engine, text: str, value: str) -> None:
    assert [m.value for m in engine.times(text, "2010-04-08")] == [value]
