"""Publication time: wordings, candidates against each other, pages, hints."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import document_fromstring

from dateline.errors import ReadError
from dateline.reading.html_times import time_candidates
from dateline.reading.publication_time import Candidate, choose, from_hint, is_time_line, weigh
from dateline.report import EvidenceKind as Kind
from dateline.report import Precision, PublicationTime, ZoneOrigin

EXPLICIT, ABBREVIATION, OUTLET, NONE = ZoneOrigin.EXPLICIT, ZoneOrigin.ABBREVIATION, ZoneOrigin.OUTLET, ZoneOrigin.NONE


def seen(words: str, **known: str) -> PublicationTime | None:
    return choose([Candidate(Kind.TEXT, "line", words)], **known)


def found(time: PublicationTime | None) -> tuple[str, float | None, ZoneOrigin] | None:
    """Value, offset in hours, origin of the zone; and the rest of the record must fit these."""
    if time is None:
        return None
    units = {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY, 13: Precision.HOUR, 16: Precision.MINUTE, 19: Precision.SECOND}
    assert time.precision is units[len(time.value)]
    assert (time.instant is None) == (time.offset is None or len(time.value) < 13)
    if time.instant is not None:
        assert time.instant.isoformat().startswith(time.value)
        assert time.instant.utcoffset() == time.offset
    return time.value, (time.offset / timedelta(hours=1) if time.offset is not None else None), time.zone_origin


# --- wordings ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "value", "offset"),
    [
        ("2010-04-08 14:55 BJT", "2010-04-08T14:55", 8),
        ("April 8, 2010 2:55 p.m. EDT", "2010-04-08T14:55", -4),
        ("2:55 p.m. EDT April 8, 2010", "2010-04-08T14:55", -4),
        ("Thu, 08 Apr 2010 06:55:00 GMT", "2010-04-08T06:55:00", 0),
        ("1270709700", "2010-04-08T06:55:00", 0),
        ("1270709700123", "2010-04-08T06:55:00", 0),
        ("20100408T145500Z", "2010-04-08T14:55:00", 0),
        ("20100408T145500+0800", "2010-04-08T14:55:00", 8),
        ("2010-04-08T14:55:00.123+08:00", "2010-04-08T14:55:00", 8),
        ("2010-04-08T14:55-04:00", "2010-04-08T14:55", -4),
        ("2010-04-08 14:55:00 -0400", "2010-04-08T14:55:00", -4),
        ("8 April 2010 14.55 WIB", "2010-04-08T14:55", 7),
        ("1455 GMT, 8 April 2010", "2010-04-08T14:55", 0),
        ("2010-04-08 14:55 (0655 GMT)", "2010-04-08T14:55", 8),
        ("14:55 BJT (06:55 GMT) 8 April 2010", "2010-04-08T14:55", 8),
        ("17:55 Mecca time, 14:55 GMT, Thursday, April 08, 2010", "2010-04-08T17:55", 3),
        ("Thu Apr 08 2010 14:55:00 GMT+0800 (China Standard Time)", "2010-04-08T14:55:00", 8),
        ("April 8, 2010 at 2:55 PM (GMT+8)", "2010-04-08T14:55", 8),
        ("8 Apr 2010 14:55 UTC+5:30", "2010-04-08T14:55", 5.5),
        ("8 апреля 2010 г. 14:55 МСК", "2010-04-08T14:55", 4),
        ("2010-04-08 24:00 BJT", "2010-04-09T00:00", 8),
        ("2 p.m. EDT, April 8, 2010", "2010-04-08T14", -4),
        ("noon EDT, April 8, 2010", "2010-04-08T12:00", -4),
        ("12:15 a.m. EDT, April 8, 2010", "2010-04-08T00:15", -4),
        ("2:55 PM Thursday Jul 8, 2010 NZST", "2010-07-08T14:55", 12),
        ("8 April 2010 Last updated at 06:55 GMT", "2010-04-08T06:55", 0),
        ("2010-04-08T14:55:00+08:00[Asia/Shanghai]", "2010-04-08T14:55:00", 8),
        ("Wed Apr  7 23:55:00 PDT 2010", "2010-04-07T23:55:00", -7),
        ("2010-12-31 23:59:60 UTC", "2010-12-31T23:59:59", 0),
        ("8 April 2010 06:55 (Europe/London)", "2010-04-08T06:55", 1),
    ],
)
def test_wordings_with_a_sure_zone(words: str, value: str, offset: float) -> None:
    assert found(seen(words)) == (value, offset, EXPLICIT)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("8 Apr 2010 14h55", "2010-04-08T14:55"),
        ("8 avril 2010 à 14 h 55", "2010-04-08T14:55"),
        ("8 de abril de 2010, 14h55", "2010-04-08T14:55"),
        ("2010年4月8日 14:55", "2010-04-08T14:55"),
        ("2010년 4월 8일 오후 2시 55분", "2010-04-08T14:55"),
        ("下午2:55 2010年4月8日", "2010-04-08T14:55"),
        ("2010/4/8 14:55", "2010-04-08T14:55"),
        ("2010.04.08. 14:55", "2010-04-08T14:55"),
        ("8 Apr '10 14:55", "2010-04-08T14:55"),
        ("08-Apr-10 2.55pm", "2010-04-08T14:55"),
        ("14:55, 08 April 2010", "2010-04-08T14:55"),
        ("08-Apr-2010 1455 hrs", "2010-04-08T14:55"),
        ("2010-04-08 10:00-11:00", "2010-04-08T10:00"),
        ("2010-04-08 14:55 CCTV", "2010-04-08T14:55"),
        ("08.04.2010, 14.55 Uhr", "2010-04-08T14:55"),
        ("Thursday 04/08/2010 14:55", "2010-04-08T14:55"),
        ("8th of April, 2010", "2010-04-08"),
        ("Thursday, 8th April 2010", "2010-04-08"),
        ("Apr. 8th 2010", "2010-04-08"),
        ("20100408", "2010-04-08"),
        ("midnight, April 8, 2010", "2010-04-08"),
        ("13-08-2010", "2010-08-13"),
        ("08/13/2010", "2010-08-13"),
        ("04-04-2010", "2010-04-04"),
        ("08.04.2010", "2010-04-08"),
        ("April 2010", "2010-04"),
        ("First Published: Thu, Apr 08 2010. 10 12 AM", "2010-04-08T10:12"),
        ("8 avr. 2010 - 14:55", "2010-04-08T14:55"),
        ("8-10 April 2010", "2010-04"),
        ("April 8-10, 2010", "2010-04"),
        ("2010-04", "2010-04"),
        ("04-08-2010", "2010"),
        ("04/08/2010 14:55", "2010"),
    ],
)
def test_wordings_without_zone_have_none(words: str, value: str) -> None:
    assert found(seen(words)) == (value, None, NONE)


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("3 hours ago", "moment of visiting"),
        ("Yesterday at 14:55", "moment of visiting"),
        ("2010-02-30 14:55 BJT", "no day of the calendar"),
        ("31/04/2010", "no day of the calendar"),
        ("April 31, 2010", "no day of the calendar"),
        ("8 April 2010 25:10", "no time of day"),
        ("8 April 2010 14:55 am", "no time of day"),
        ("1389/01/19", "no year of the Gregorian calendar"),
        ("08/04/2553", "no year of the Gregorian calendar"),
        ("2:55 p.m. EDT April 8", "states no year"),
        ("14:55 BJT", "states no day"),
    ],
)
def test_what_cannot_be_used_says_why(words: str, reason: str) -> None:
    choice = weigh([Candidate(Kind.TEXT, "line", words)])
    assert choice.time is None
    assert any(reason in note for note in choice.left_open)


def test_the_record_keeps_words_and_zone() -> None:
    time = seen("Published: 2010-04-08 14:55 XYT", country="CHN")
    assert time is not None
    assert (time.zone, time.offset, time.zone_origin) == ("XYT", None, NONE)
    assert time.evidence.text == "Published: 2010-04-08 14:55 XYT"


# --- the outlet ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "known", "right"),
    [
        ("2010-04-08 14:55", {"country": "CHN"}, ("2010-04-08T14:55", 8, OUTLET)),
        ("2010-04-08 14:55", {"country": "USA"}, ("2010-04-08T14:55", None, NONE)),
        ("2010-04-08 14:55", {"url": "https://www.nytimes.com/a"}, ("2010-04-08T14:55", -4, OUTLET)),
        ("2010-04-08 14:55", {"publisher": "The Washington Post"}, ("2010-04-08T14:55", -4, OUTLET)),
        ("2010-04-08 14:55", {"url": "https://www.reuters.com/a"}, ("2010-04-08T14:55", None, NONE)),
        ("2010-11-07 01:30", {"url": "https://www.nytimes.com/a"}, ("2010-11-07T01:30", None, NONE)),
        ("2012-01-15 14:55", {"url": "https://tass.com/a"}, ("2012-01-15T14:55", 4, OUTLET)),
        ("2010-04-08 14:55 local time", {"country": "KGZ"}, ("2010-04-08T14:55", 6, OUTLET)),
        ("2010-04-08 14:55 local time", {}, ("2010-04-08T14:55", None, NONE)),
        ("Apr 08, 2010 10:12 IST", {"country": "IND"}, ("2010-04-08T10:12", 5.5, ABBREVIATION)),
        ("Apr 08, 2010 10:12 IST", {"country": "IRL"}, ("2010-04-08T10:12", 1, ABBREVIATION)),
        ("Apr 08, 2010 10:12 IST", {"country": "GBR"}, ("2010-04-08T10:12", None, NONE)),
        ("Apr 08, 2010 10:12 IST", {}, ("2010-04-08T10:12", None, NONE)),
        ("04-08-2010 10:00", {"country": "GBR"}, ("2010-08-04T10:00", 1, OUTLET)),
        ("04-08-2010", {"country": "USA"}, ("2010-04-08", None, NONE)),
        ("04-08-2010", {"country": "CHN"}, ("2010", None, NONE)),
        ("04.08.2010", {"country": "USA"}, ("2010-04-08", None, NONE)),
        ("08/04/10", {"country": "IND"}, ("2010-04-08", None, NONE)),
    ],
)
def test_the_outlet_settles_what_it_can(words: str, known: dict[str, str], right: tuple[str, float | None, ZoneOrigin]) -> None:
    assert found(seen(words, **known)) == right


@pytest.mark.parametrize(
    ("url", "value"),
    [
        ("http://news.example.org/english2010/world/2010-04/08/c_13242.htm", "2010-04-08"),
        ("https://www.example.org/world/2010/apr/08/palace", "2010-04-08"),
        ("https://www.example.org/news/2022/6/8/drones", "2022-06-08"),
        ("https://www.example.org/2022/07/13/x/20220713171816569.html", "2022-07-13"),
        ("https://example.org/stories/202207260416.html", "2022-07-26"),
        ("https://example.org/20100408/a.html", "2010-04-08"),
        ("https://example.org/2010/04/slug", "2010-04"),
        ("https://web.archive.org/web/20150101000000/http://example.org/2010/04/08/a", "2010-04-08"),
    ],
)
def test_addresses_state_days(url: str, value: str) -> None:
    assert found(choose([], url=url)) == (value, None, NONE)


@pytest.mark.parametrize(
    "url", ["https://x.org/a/1655130659_40186.html", "https://x.org/a-20101332", "https://x.org/id/2010", "", "https://x.org/?d=2010-04-08"]
)
def test_other_addresses_state_nothing(url: str) -> None:
    assert choose([], url=url) is None


# --- candidates against each other ---------------------------------------------------------------------------------------

JSON, META, TEXT = Kind.JSON_LD, Kind.META, Kind.TEXT


@pytest.mark.parametrize(
    ("candidates", "known", "right"),
    [
        pytest.param([(JSON, "datePublished", "2010-04-08T06:55:00Z"), (TEXT, "", "2010-04-08 14:55 BJT")], {},
                     ("2010-04-08T14:55", 8, EXPLICIT), id="one moment: local words with a zone"),
        pytest.param([(JSON, "datePublished", "2010-04-08T06:55:23Z"), (TEXT, "", "2010-04-08 14:55 BJT")], {},
                     ("2010-04-08T14:55:23", 8, EXPLICIT), id="one moment: seconds of the other"),
        pytest.param([(JSON, "datePublished", "2010-04-08T06:55:00Z"), (TEXT, "", "2010-04-08 14:55")], {"country": "CHN"},
                     ("2010-04-08T14:55", 8, EXPLICIT), id="words local, program UTC: the difference is the zone"),
        pytest.param([(JSON, "datePublished", "2010-04-08T06:55:00Z"), (TEXT, "", "2010-04-08 14:55")], {"country": "JPN"},
                     ("2010-04-08T06:55:00", 0, EXPLICIT), id="words that the outlet's zone contradicts are another moment"),
        pytest.param([(JSON, "datePublished", "2010-04-08T14:55:00Z"), (TEXT, "", "2010-04-08 14:55 BJT")], {},
                     ("2010-04-08T14:55", 8, EXPLICIT), id="a program's Z on local time"),
        pytest.param([(JSON, "datePublished", "2010-04-08T06:55:00"), (TEXT, "", "2010-04-08 14:55 BJT")], {"country": "CHN"},
                     ("2010-04-08T14:55", 8, EXPLICIT), id="a program's UTC without saying so"),
        pytest.param([(JSON, "datePublished", "2010-04-08T04:42:00Z"), (TEXT, "", "Apr 08, 2010 10:12 IST")], {},
                     ("2010-04-08T10:12", 5.5, EXPLICIT), id="the other claim settles IST"),
        pytest.param([(JSON, "datePublished", "2010-07-08T18:55:00Z"), (TEXT, "", "July 8, 2010 2:55 PM EST")], {"country": "USA"},
                     ("2010-07-08T14:55", -4, EXPLICIT), id="winter name in summer"),
        pytest.param([(JSON, "datePublished", "2010-04-08T00:00:00Z"), (TEXT, "", "April 8, 2010")], {},
                     ("2010-04-08", None, NONE), id="machine midnight is a day"),
        pytest.param([(META, "date", "2010-04-08T00:00:00+03:00"), (TEXT, "", "April 8, 2010, 9.40am EAT")], {},
                     ("2010-04-08T09:40", 3, EXPLICIT), id="machine midnight yields to a clock"),
        pytest.param([(JSON, "datePublished", "2010-04-08T00:00:00+08:00"), (TEXT, "", "2010-04-08 00:00")], {},
                     ("2010-04-08T00:00:00", 8, EXPLICIT), id="midnight that a reader sees, too"),
        pytest.param([(JSON, "dateModified", "2010-04-09T10:12:00Z"), (TEXT, "", "April 8, 2010")], {},
                     ("2010-04-08", None, NONE), id="a change lends no clock"),
        pytest.param([(TEXT, "", "Updated: Apr 09, 2010 10:12 EDT"), (TEXT, "", "Published: Apr 08, 2010 20:12 EDT")], {},
                     ("2010-04-08T20:12", -4, EXPLICIT), id="published before updated"),
        pytest.param([(TEXT, "", "Updated Apr 9, 2010 10:12 EDT | Published Apr 8, 2010 20:12 EDT")], {},
                     ("2010-04-08T20:12", -4, EXPLICIT), id="published before updated in one line"),
        pytest.param([(TEXT, "", "Last Updated: Apr 08, 2010 10:12 IST")], {"country": "IND"},
                     ("2010-04-08T10:12", 5.5, ABBREVIATION), id="only a change is stated"),
        pytest.param([(JSON, "datePublished", "2019-06-01T10:12:00Z"), (TEXT, "", "April 8, 2010")], {"url": "http://x.org/2010/04/08/a"},
                     ("2010-04-08", None, NONE), id="words and address outweigh a migration's metadata"),
        pytest.param([(JSON, "datePublished", "2010-04-08T10:12:00Z"), (TEXT, "", "April 9, 2010 08:00 GMT")], {},
                     ("2010-04-08T10:12:00", 0, EXPLICIT), id="metadata outweigh contradicting words"),
        pytest.param([(TEXT, "", "04-08-2010 14:55 BJT")], {"url": "http://x.org/2010/04/08/a"},
                     ("2010-04-08T14:55", 8, EXPLICIT), id="the address settles the order"),
        pytest.param([(TEXT, "", "04-08-2010"), (JSON, "datePublished", "2010-04-08T10:12:00+02:00")], {"country": "GBR"},
                     ("2010-04-08T10:12:00", 2, EXPLICIT), id="metadata settle the order against the country's habit"),
        pytest.param([(TEXT, "", "2:55 p.m. EDT April 8")], {"url": "http://x.org/2010/04/08/a"},
                     ("2010-04-08T14:55", -4, EXPLICIT), id="the address gives the year"),
        pytest.param([(TEXT, "", "2:55 p.m. EDT April 8"), (META, "date", "2010-04-08")], {},
                     ("2010-04-08T14:55", -4, EXPLICIT), id="metadata give the year"),
        pytest.param([(TEXT, "", "April 8, 2010"), (TEXT, "", "2:55 PM EDT")], {},
                     ("2010-04-08T14:55", -4, EXPLICIT), id="day and clock in lines of their own"),
        pytest.param([(Kind.HINT, "published", "2010-04-08"), (TEXT, "", "2010-04-08 14:55 BJT")], {},
                     ("2010-04-08T14:55", 8, EXPLICIT), id="a hint of a day is refined"),
        pytest.param([(Kind.HINT, "published", "2010-04-07"), (TEXT, "", "2010-04-08 14:55 BJT")], {},
                     ("2010-04-07", None, NONE), id="a hint that contradicts stands"),
        pytest.param([(Kind.FEED, "pubDate", "Thu, 08 Apr 2010 14:55:00 +0800"),
                      (Kind.FEED, "updated", "Fri, 09 Apr 2010 14:55:00 +0800")], {},
                     ("2010-04-08T14:55:00", 8, EXPLICIT), id="feeds"),
        pytest.param([], {}, None, id="nothing"),
    ],
)  # fmt: skip
def test_weighing(candidates: list[tuple[Kind, str, str]], known: dict[str, str], right: object) -> None:
    assert found(choose([Candidate(*candidate) for candidate in candidates], **known)) == right


# --- hints and lines -------------------------------------------------------------------------------------------------------


def test_hints() -> None:
    assert found(from_hint(datetime(2010, 4, 8, 14, 55, tzinfo=timezone(timedelta(hours=8))))) == ("2010-04-08T14:55", 8, EXPLICIT)
    assert from_hint(datetime(2010, 4, 8, 14, 55, tzinfo=timezone(timedelta(hours=-3.5)))).zone == "-03:30"
    assert found(from_hint(datetime(2010, 4, 8, 14, 55, 7, tzinfo=UTC))) == ("2010-04-08T14:55:07", 0, EXPLICIT)
    assert found(from_hint(datetime(2010, 4, 8, 14, 55))) == ("2010-04-08T14:55", None, NONE)
    assert found(from_hint(datetime(2010, 4, 8, 14, 55), country="KGZ")) == ("2010-04-08T14:55", 6, OUTLET)
    assert found(from_hint(date(2010, 4, 8), country="KGZ")) == ("2010-04-08", None, NONE)
    assert found(from_hint("2010-04-08T00:00:00Z")) == ("2010-04-08T00:00:00", 0, EXPLICIT)
    assert found(from_hint("8 April 2010, 10:12 IST", country="IND")) == ("2010-04-08T10:12", 5.5, ABBREVIATION)


@pytest.mark.parametrize("words", ["", "3 hours ago", "soon", "2010-02-30", "14:55", "2:55 p.m. EDT April 8"])
def test_hints_that_cannot_be_read_are_refused(words: str) -> None:
    with pytest.raises(ReadError, match="write it as"):
        from_hint(words)


@pytest.mark.parametrize(
    "line",
    [
        "2010-04-08 14:55 BJT", "Published: 8 April 2010, 2:55 p.m. EDT", "Updated 3 hours ago",
        "Last Updated: Apr 08, 2010 10:12 IST",
        "Thursday, 8 April 2010", "First published: 8 April 2010 14:55 Last updated: 9 April 2010 10:00", "8 Apr 2010 | 14h55", "2:55 p.m.",
        "08/04/2010 14h55 - Atualizado em 08/04/2010 18h10", "입력 2010.04.08 14:55", "(2010-04-08)", "2010年4月8日 14:55",
    ],
)  # fmt: skip
def test_time_lines(line: str) -> None:
    assert is_time_line(line)


@pytest.mark.parametrize(
    "line",
    [
        "", "May", "Sunday", "Today", "Now", "2010", "March 8 protests", "By Maren Holt | April 8, 2010", "He left at 14:55 BJT",
        "KABUL, April 8 (AP) --", "On 8 April 2010 the palace fell.", "14 killed", "3 hours ago the palace fell.", "Room 101",
        "April showers",
    ],
)  # fmt: skip
def test_other_lines(line: str) -> None:
    assert not is_time_line(line)


# --- pages -----------------------------------------------------------------------------------------------------------------


def of_page(head: str, body: str, **known: str) -> tuple[str, float | None, ZoneOrigin] | None:
    page = f"<html><head><title>Miners strike in Lindesk - Post</title>{head}</head><body>{body}</body></html>"
    return found(choose(time_candidates(document_fromstring(page)), **known))


HEADING = "<h1>Miners strike in Lindesk</h1>"
STORY = "<p>LINDESK, April 8 - Miners walked out on Wednesday 7 April 2010 at noon over pay, the union in the town said.</p>" * 3


@pytest.mark.parametrize(
    ("head", "body", "right"),
    [
        pytest.param('<meta property="article:published_time" content="2010-04-08T06:55:10Z">', HEADING + STORY,
                     ("2010-04-08T06:55:10", 0, EXPLICIT), id="Open Graph"),
        pytest.param('<script type="application/ld+json">{"@graph":[{"@type":"WebSite"},{"@type":["Thing","NewsArticle"],'
                     '"datePublished":"2010-04-08T14:55:00+08:00"}]}</script>', HEADING + STORY,
                     ("2010-04-08T14:55:00", 8, EXPLICIT), id="graph"),
        pytest.param('<script type="application/ld+json">{"@type":"NewsArticle","x":"a "b" c","datePublished":"2010-04-08T14:55:00+08:00",}'
                     "</script>", HEADING + STORY, ("2010-04-08T14:55:00", 8, EXPLICIT), id="broken JSON"),
        pytest.param("", f"<div class=masthead>Friday, 9 April 2010</div>{HEADING}<p>8 April 2010, 14:55 BJT</p>{STORY}",
                     ("2010-04-08T14:55", 8, EXPLICIT), id="masthead passed over"),
        pytest.param("", f'{HEADING}<p>By <b>Maren Holt</b> | Published <time datetime="2010-04-08T14:55+08:00">8 April</time> '
                     f'Updated <time datetime="2010-04-08T17:00+08:00">17:00</time></p>{STORY}',
                     ("2010-04-08T14:55", 8, EXPLICIT), id="labels before time elements"),
        pytest.param("", f'{HEADING}{STORY}<div class="comments"><time datetime="2012-01-01T00:01:00Z">x</time></div>', None,
                     id="comments and the story's own dates are no stamps"),
        pytest.param("", f'<ul class="latest"><li><time datetime="2012-01-01T10:00Z">x</time></li></ul>{HEADING}{STORY}', None,
                     id="other stories are passed over"),
        pytest.param("", f'<div itemscope><meta itemprop="datePublished" content="2010-04-08T14:55+08:00">{HEADING}{STORY}</div>',
                     ("2010-04-08T14:55", 8, EXPLICIT), id="microdata"),
        pytest.param("", f'{HEADING}<div class="date" data-seconds="1270709700">8 April 2010</div>{STORY}',
                     ("2010-04-08T06:55:00", 0, EXPLICIT), id="data attribute"),
        pytest.param("",
        f'{HEADING}{STORY}<div class="post-footer"><abbr class="published" title="2010-04-08T22:14:00-07:00">10:14</abbr></div>',
                     ("2010-04-08T22:14:00", -7, EXPLICIT), id="hAtom in the foot of the post"),
    ],
)  # fmt: skip
def test_pages(head: str, body: str, right: object) -> None:
    assert of_page(head, body) == right


# --- anything at all ---------------------------------------------------------------------------------------------------------

pieces = st.sampled_from(
    ["2010", "04", "08", "8", "April", "Apr.", "Thu", "14:55", "2:55", "p.m.", "BJT", "EST", "Z", "+08:00", "GMT+8", "T", "/",
    "-", ".", ",", " ", " ", "(", ")",
     "Updated", "Published:", "ago", "3 hours", "noon", "24:00", "年", "月", "日", "上午", "local time", "31", "1270709700", "'",
     "th", "of", "|", "Kabul time"]
)  # fmt: skip
wordings = st.one_of(st.text(max_size=80), st.lists(pieces, max_size=14).map("".join), st.lists(pieces, max_size=9).map(" ".join))
candidates = st.builds(
    Candidate, st.sampled_from(list(Kind)), st.sampled_from(["datePublished", "dateModified", "updated", "line"]), wordings
)


@given(
    st.lists(candidates, max_size=4),
    st.sampled_from(["", "CHN", "USA", "IND", "GBR", "ZZZ"]),
    st.sampled_from(["", "https://x.cn/2010/04/08/a"]),
)
def test_no_candidates_break_it_and_every_record_is_consistent(given_: list[Candidate], country: str, url: str) -> None:
    choice = weigh(given_, country=country, url=url)
    if choice.time is not None:
        found(choice.time)
        assert choice.time.evidence.kind is Kind.URL or any(choice.time.evidence.kind is one.kind for one in given_)
        assert choice.time.zone_origin is not NONE or choice.time.offset is None


@given(wordings)
def test_no_line_breaks_it(line: str) -> None:
    is_time_line(line)


@given(st.datetimes(min_value=datetime(1980, 1, 1), max_value=datetime(2090, 1, 1)), st.sampled_from([-720, -210, 0, 60, 345, 480, 840]))
def test_iso_is_read_back(moment: datetime, minutes: int) -> None:
    aware = moment.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=minutes)))
    time = seen(aware.isoformat())
    assert time is not None
    assert time.instant == aware


@given(
    st.dates(min_value=date(1950, 1, 1), max_value=date(2090, 1, 1)),
    st.sampled_from(["%d %B %Y", "%B %d, %Y", "%A, %d %b %Y", "%Y-%m-%d", "%Y年%m月%d日", "%d-%b-%Y"]),
)
def test_days_are_read_back(day: date, form: str) -> None:
    time = seen(day.strftime(form))
    assert time is not None
    assert time.value == day.isoformat()


@given(wordings, wordings, wordings)
def test_no_page_breaks_it(metadata: str, words: str, attribute: str) -> None:
    kept = [re.sub(r"[\x00-\x08\x0b-\x1f<>\"&\ud800-\udfff]", "", piece) for piece in (metadata, words, attribute)]
    page = (
        f'<html><head><script type="application/ld+json">{{"@type":"NewsArticle","datePublished":"{kept[0]}"}}</script></head>'
        f'<body>{HEADING}<p class="date"><time datetime="{kept[2]}">{kept[1]}</time></p>{STORY}</body></html>'
    )
    found(choose(time_candidates(document_fromstring(page))))
