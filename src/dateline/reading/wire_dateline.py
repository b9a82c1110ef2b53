"""The opening of wire copy: "BISHKEK, April 8 (Xinhua) --", "Colombo, Sri Lanka –", "GENEVA/NEW YORK (Reuters) -", "(AP) —".

An opening is read by its parts (places, date, agency, sign) and then judged: what stands there must be a dateline, not just look like one.
An agency or a date beside a place is proof. A place alone must be a known one (``data/dateline_places.tsv``), or be set in capitals and not
be one of the labels that are ("UPDATE 2-", "ANALYSIS —"); in small letters before a colon only towns of papers that write so count. Where
the judgement fails the text has no dateline: words of a sentence must never be lost to one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from dateline.reading.dateline_facts import PlaceUse, is_label, is_particle, is_region, place_use
from dateline.reading.dateline_opening import Opening, read_opening
from dateline.reading.time_parts import Day
from dateline.report import Dateline, DatelinePlace, Precision, PublicationTime

_TOP_LINES: Final = 6
_LONG_LINE: Final = (35, 260)  # words, characters: a longer line is the story's, and what follows it no opening
_SENTENCE_LINE: Final = 12  # words; a line that ends as a sentence and has so many is no headline
_UNKNOWN_TOWN_LETTERS: Final = 6  # shorter unknown words in capitals are acronyms as often as towns
_UNKNOWN_TOWN_WORDS: Final = 3
_SENTENCE_WORDS: Final = 4
_SENTENCE_END: Final = re.compile(r"""[.!?:…]["'”’)\]]*\s*$""")
_NEXT_DASH: Final = re.compile(r"\s(?:-{1,2}|[–—])\s+(\S)")


def find_dateline(text: str, published: PublicationTime | None) -> Dateline | None:
    """The dateline of a text, None where it has none.

    It is looked for at the beginning of the first lines, for a headline, an address or a byline may stand above the story. The span covers
    the opening with its dash and the blanks behind. ``published`` gives the year a dateline's date leaves out: the one that puts the date
    nearest to the publication.
    """
    at = 0
    seen = 0
    after_sentence = False
    for line in text.splitlines(keepends=True):
        start, at = at, at + len(line)
        words = len(line.split())
        if not words:
            continue
        opening = read_opening(text, start + len(line) - len(line.lstrip()), start + len(line.rstrip("\r\n")))
        if opening is not None and _is_dateline(text, opening, line_end=start + len(line.rstrip()), after_sentence=after_sentence):
            return _record(text, opening, published)
        seen += 1
        if seen >= _TOP_LINES or words > _LONG_LINE[0] or len(line) > _LONG_LINE[1]:
            return None
        after_sentence = after_sentence or (words >= _SENTENCE_LINE and _SENTENCE_END.search(line) is not None)
    return None


# --- judging -----------------------------------------------------------------------------------------------------------


def _is_dateline(text: str, opening: Opening, *, line_end: int, after_sentence: bool) -> bool:
    """Whether the parts are a dateline."""
    rest = text[opening.end : max(line_end, opening.end)]
    following = text[opening.end : opening.end + 1]
    closed = opening.sign not in ("", " ", ".", "\n")
    towns = opening.places
    if any(is_label(place.town) or (not _known(place) and is_label(place.town.split()[0])) for place in towns):
        return False
    if not towns:
        return _is_dateline_without_place(opening, closed=closed, rest=rest)
    known = all(_known(place) for place in towns)
    capitals = all(_in_capitals(place.town) for place in towns)
    if opening.agency is not None:
        if opening.agency_known:
            return (closed or opening.sign in (".", "\n") or capitals or known or opening.date is not None) and not following.islower()
        return (closed and (known or capitals) and opening.sign != ":") or (opening.sign == "." and known and following.isupper())
    if opening.date is not None:
        if not closed:
            return opening.sign == "\n" and known and not rest
        return known or capitals or (opening.sign != ":" and not following.islower())
    if not closed or opening.sign in ("…", "...") or opening.after_note:
        return False
    if after_sentence and not (capitals and known):
        return False
    if capitals and (known or any(character.islower() for character in rest)):  # a story all in capitals sets nothing off by them
        return _capitals_alone(text, opening, known=known, rest=rest)
    return _small_letters_alone(opening, rest=rest)


def _is_dateline_without_place(opening: Opening, *, closed: bool, rest: str) -> bool:
    """Like "(AP) —", "May 5 (UPI) --", "8 April 2010 – The ..." as the United Nations write."""
    if not closed or rest[:1].islower():
        return False
    if opening.agency is not None:
        return opening.agency_known and opening.sign != "|"
    full = len(opening.days) == 1 and None not in opening.days[0][:3]
    return full and opening.sign not in (":", "|", "_") and _is_sentence(rest)


def _capitals_alone(text: str, opening: Opening, *, known: bool, rest: str) -> bool:
    """Like "KABUL - ", "NEW DELHI: ": a known place; an unknown one before a dash, when it is no acronym and a sentence follows."""
    if known:
        # Before a colon a surname or a party in capitals is a speaker ("CLINTON: Honestly, ..."): no such towns, none of three letters.
        return opening.sign != ":" or all(
            len(place.town) > 3 and place_use(place.town) is not PlaceUse.CAPITALS for place in opening.places
        )
    place = opening.places[0]
    if opening.sign[:1] not in ("—", "–", "―") or not _is_sentence(rest) or not rest[0].isalnum() or rest[0].islower():
        return False
    letters = sum(character.isalpha() for character in place.town)
    if len(place.town.split()) > _UNKNOWN_TOWN_WORDS or not (letters >= _UNKNOWN_TOWN_LETTERS or place.region):
        return False
    return bool(place.region) or text[opening.places[-1].end].isspace()


def _small_letters_alone(opening: Opening, *, rest: str) -> bool:
    """Like "Colombo, Sri Lanka –", "Srinagar- An ...", "Islamabad: The ...": known places only, and a sentence behind that begins as
    one."""
    if not rest or rest[0].islower() or not _is_sentence(rest):
        return False
    for place in opening.places:
        use = place_use(place.town)
        if place.region:
            if not all(is_region(region) for region in place.region.split(", ")):
                return False
            if opening.sign == ":" and use not in (PlaceUse.TOWN, PlaceUse.COLON):  # "Kofi Annan, Ghana: ..." names a speaker
                return False
        elif use is not PlaceUse.COLON and (opening.sign == ":" or use is not PlaceUse.TOWN):
            return False
    # "Lagos - Nigeria's biggest city - is ...": a second dash soon after, with the sentence going on behind it, makes the first no sign.
    second = _NEXT_DASH.search(rest)
    return not (
        second is not None
        and second[1].islower()
        and len(rest[: second.start()].split()) <= 12
        and not re.search(r"[.!?]\s", rest[: second.start()])
    )


def _known(place: DatelinePlace) -> bool:
    use = place_use(place.town)
    if place.region:
        return any(is_region(region) for region in place.region.split(", ")) or use is not None
    return use is not None and (use is not PlaceUse.REGION or len(place.town) > 3)


def _in_capitals(name: str) -> bool:
    letters = [word for word in re.findall(r"[^\W\d_]+", name) if not is_particle(word) or word.isupper()]
    return bool(letters) and all(word.isupper() for word in letters if len(word) > 1) and any(len(word) > 1 for word in letters)


def _is_sentence(rest: str) -> bool:
    words = len(rest.split())
    return words >= _SENTENCE_WORDS and (words >= _SENTENCE_LINE or _SENTENCE_END.search(rest) is not None)


# --- the record --------------------------------------------------------------------------------------------------------


def _record(text: str, opening: Opening, published: PublicationTime | None) -> Dateline:
    worded = text[slice(*opening.date)] if opening.date is not None else ""
    agency = text[slice(*opening.agency)] if opening.agency is not None else ""
    value = _value(opening, published) if opening.date is not None else ""
    return Dateline(opening.start, opening.end, tuple(opening.places), worded, value, agency)


def _value(opening: Opening, published: PublicationTime | None) -> str:
    """The ISO value of the date at the precision written, its year from the publication where none is written."""
    near = _day_of(published)
    if not opening.days:
        if near is None:
            return ""
        return (near - timedelta(days=(near.isoweekday() - opening.weekday) % 7)).isoformat()  # the latest such weekday
    day = _meant(opening.days, near)
    if day is None:
        years = {one.year for one in opening.days}
        year = years.pop() if len(years) == 1 else None
        return f"{year:04}" if year is not None else ""
    if day.year is not None:
        return f"{day.year:04}" + (f"-{day.month:02}" if day.month is not None else "") + (f"-{day.day:02}" if day.day is not None else "")
    year = _nearest_year(day, near) if near is not None else _stated_year(day, published)
    return f"{year:04}-{day.month:02}-{day.day:02}" if year is not None else f"--{day.month:02}-{day.day:02}"


def _day_of(published: PublicationTime | None) -> date | None:
    if published is None:
        return None
    if published.day is not None:
        return published.day
    return date.fromisoformat(f"{published.value}-15") if published.precision is Precision.MONTH else None


def _stated_year(day: Day, published: PublicationTime | None) -> int | None:
    """The year of a publication of which only the year is known, unless the turn of the year is near."""
    if published is None or published.precision is not Precision.YEAR:
        return None
    turn = (day.month == 12 and (day.day or 0) > 24) or (day.month == 1 and (day.day or 0) < 8)
    year = int(published.value[:4])
    return year if not turn and Day(year, day.month, day.day).exists() else None


def _meant(days: Sequence[Day], near: date | None) -> Day | None:
    """The one day meant; of the two orders of a numeric date the one within a week of the publication."""
    if len(days) == 1:
        return days[0]
    if near is None:
        return None
    close = [
        day for day in days if day.year and day.month and day.day and abs(date(day.year, day.month, day.day) - near) <= timedelta(days=7)
    ]
    return close[0] if len(close) == 1 else None


def _nearest_year(day: Day, near: date) -> int | None:
    years = [year for year in (near.year - 1, near.year, near.year + 1) if Day(year, day.month, day.day).exists()]
    if not years:
        return None
    return min(years, key=lambda year: abs(date(year, day.month or 1, day.day or 1) - near))
