"""The parts of the opening of wire copy: places, date, agency and the sign behind them.

What they prove is judged in :mod:`dateline.reading.wire_dateline`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from dateline.reading.dateline_facts import (
    is_advisory,
    is_agency,
    is_agency_alone,
    is_agency_as_written,
    is_particle,
    is_region,
    keeps_stop,
    place_use,
)
from dateline.reading.time_parts import Day, day_at, weekday_at
from dateline.report import DatelinePlace

_TOWN_WORDS, _REGION_WORDS = 5, 5
_MOST_PLACES, _MOST_REGIONS = 4, 3
_LONGEST_AGENCY, _AGENCY_WORDS = 40, 5

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’‘ʼʻ.-][^\W\d_]+)*(?:'(?=\s[A-Z]))?\.?")
_ARTICLE: Final = re.compile(r"(?:al|el|ash|as|ad)[-'’]")  # "al-Qaim", in small letters though it begins a name
_SIGN: Final = re.compile(r"\s*(?:\.\s?[-–—]+(?=\s)|-{2,}|[—–―]+|-(?=\s|[\"“”'‘’A-Z\[(]|$)|_+(?=\s)|:(?=\s|$)|\||//|…|\.\.\.)\s*")
_NO_SIGN: Final = re.compile(r"\.?(?:\s+|$)")
_BLANKS: Final = re.compile(r"[^\S\n]*")
_COMMA: Final = re.compile(r"\s?[,.]?\s{0,2}")
_COLON: Final = re.compile(r"\s?:\s+")
_BEFORE_REGION: Final = re.compile(r"\s?,\s{1,2}")
_BETWEEN_PLACES: Final = re.compile(r"\s?/\s?(?!/)|\s(?:and|AND|&)\s|\s?;\s")
_NOTE: Final = re.compile(r"\(([^\W\d_]+)\b[^()\n]{0,200}\)\s*")
_BRACKETED_REGION: Final = re.compile(r"\s?\(([^()\n]{2,40})\)")
_BRACKETED_PLACE: Final = re.compile(r"\s?\(([^()\n]{2,60})\)")
_OPENS: Final = re.compile(r"[\s>*•■►▪]*")
_AGENCY_SLASHED: Final = re.compile(r"/\s?([^/\n]{2,40}?)\s?/")
_AGENCY_BRACKETED: Final = re.compile(r"[(\[]\s?([^()\[\]\n]{2,60}?)\s?[)\]]")
_BARE_AGENCY: Final = re.compile(r"[^\W_](?:[\w'’]|[./-](?=\w))*(?: [A-Z](?:[\w'’]|[./-](?=\w))*){0,3}")
_LAST_SLASH: Final = re.compile(r"\s?/\s+")
_SHORT_YEAR: Final = re.compile(r" (\d\d)(?=\s?(?:\(|--|[–—]))")
_CENTURY_TURN: Final = 69  # "69" is 1969, "68" 2068


@dataclass(slots=True)
class Opening:
    """The parts read so far, all offsets into the text."""

    start: int
    end: int
    places: list[DatelinePlace]
    date: tuple[int, int] | None = None
    days: tuple[Day, ...] = ()
    weekday: int = 0
    agency: tuple[int, int] | None = None
    agency_known: bool = False
    sign: str = ""
    after_note: bool = False


def read_opening(text: str, start: int, line_end: int) -> Opening | None:
    """The parts of the opening of a line, None where they make none."""
    if found := _OPENS.match(text, start, line_end):
        start = found.end()
    at = start
    if (found := _NOTE.match(text, start, line_end)) and is_advisory(found[1]):  # "(Adds quotes) KABUL, April 8 (Reuters) -"
        at = found.end()
    for reader in (_read_bracketed, _read_plain):
        opening = reader(text, at, line_end)
        if opening is not None:
            opening.start = start
            opening.after_note = at > start
            return opening
    return None


def _read_bracketed(text: str, start: int, line_end: int) -> Opening | None:
    """Like "[Dushanbe, 8 Apr] ", "(KABUL, April 8) -": place and date in brackets."""
    found = _AGENCY_BRACKETED.match(text, start, line_end)
    if found is None or is_agency(found[1]):
        return None
    inner = Opening(start, found.end(1), [])
    at = _read_places(text, found.start(1), found.end(1), inner)
    at = _read_date(text, _skip_commas(text, at), found.end(1), inner)
    at = _read_agency(text, _skip_commas(text, at), found.end(1), inner)
    if _skip_blanks(text, at) != found.end(1) or not inner.places:
        return None
    inner.end = found.end()
    _read_sign(text, inner, line_end)
    if inner.sign in ("", " ") and (inner.date is not None or inner.agency is not None):
        inner.sign = "]"
    return inner


def _read_plain(text: str, start: int, line_end: int) -> Opening | None:
    opening = Opening(start, start, [])
    at = start
    if not text[at : at + 1].isdigit():
        at = _read_places(text, at, line_end, opening)
    for _ in range(2):
        # Date and agency in either order, with or without commas and full stops between: "MOSCOW. April 8 (Interfax) -".
        before = at
        if opening.date is None:
            at = _read_date(text, _skip_commas(text, at) if at > start else at, line_end, opening, otherwise=at)
        if opening.agency is None:
            at = _read_agency(text, _skip_commas(text, at) if at > start else at, line_end, opening, otherwise=at)
        if not opening.places and opening.date is not None and at > start:
            at = _read_late_place(text, at, line_end, opening)
        if at == before:
            break
    if at == start:
        return None
    opening.end = at
    _read_sign(text, opening, line_end)
    return opening


def _read_late_place(text: str, at: int, line_end: int, opening: Opening) -> int:
    """The place behind a date: "April 8, 2010 (BISHKEK) -", "8 April 2010, Bishkek -"."""
    if found := _BRACKETED_PLACE.match(text, at, line_end):
        if _read_places(text, found.start(1), found.end(1), opening) == found.end(1):
            return found.end()
        opening.places.clear()
        return at
    if found := _BEFORE_REGION.match(text, at, line_end):
        end = _read_places(text, found.end(), line_end, opening)
        if opening.places:
            return end
    return at


def _read_places(text: str, at: int, limit: int, opening: Opening) -> int:
    """Places joined by slashes, "and" or "&"; the position after the last."""
    while len(opening.places) < _MOST_PLACES:
        end = _name_end(text, at, limit, _TOWN_WORDS)
        if end == at:
            break
        town_end = end
        regions: list[str] = []
        while len(regions) < _MOST_REGIONS:
            found = _BEFORE_REGION.match(text, end, limit)
            if found is None or _begins_date(text, found.end()) or _begins_agency(text, found.end(), limit):
                break
            region_end = _name_end(text, found.end(), limit, _REGION_WORDS)
            if region_end == found.end():
                break
            regions.append(text[found.end() : region_end])
            end = region_end
        if not regions and (found := _BRACKETED_REGION.match(text, end, limit)) and is_region(found[1]) and not is_agency(found[1]):
            regions.append(found[1])
            end = found.end()
        opening.places.append(DatelinePlace(at, end, text[at:end], text[at:town_end], ", ".join(regions)))
        if (slashed := _AGENCY_SLASHED.match(text, _skip_blanks(text, end), limit)) and is_agency(slashed[1]):
            return end
        joint = _BETWEEN_PLACES.match(text, end, limit)
        if joint is None or _name_end(text, joint.end(), limit, _TOWN_WORDS) == joint.end():
            return end
        at = joint.end()
    return opening.places[-1].end if opening.places else at


def _name_end(text: str, at: int, limit: int, most: int) -> int:
    """One past a name of at most ``most`` capitalised words that begins at ``at``; ``at`` itself where none does."""
    end, position, count = at, at, 0
    while count < most and (found := _WORD.match(text, position, limit)):
        word = found.group()
        particle = is_particle(word)
        if not word[0].isupper() and not (particle and count) and not _ARTICLE.match(word):
            break
        if _begins_date(text, position):
            break
        stop = found.end()
        if word.endswith(".") and not keeps_stop(word):
            return stop - 1
        if not particle or word[0].isupper():
            end = stop
        count += 1
        if text[stop : stop + 1] not in (" ", "\u00a0") or (count == most and not particle):
            break
        position = stop + 1
    return end


def _begins_date(text: str, at: int) -> bool:
    return day_at(text, at) is not None or weekday_at(text, at) is not None


def _begins_agency(text: str, at: int, limit: int) -> bool:
    """Whether an agency's name without brackets stands here, a sign right behind it: "Tehran, April 8, IRNA -"."""
    end = _bare_agency_end(text, at, limit)
    return end > at and _SIGN.match(text, end) is not None


def _bare_agency_end(text: str, at: int, limit: int) -> int:
    """One past the longest agency's name that begins at ``at`` without brackets; ``at`` itself where none does."""
    found = _BARE_AGENCY.match(text, at, limit)
    end = found.end() if found is not None else at
    while end > at and not is_agency_as_written(text[at:end]):
        end = max(text.rfind(" ", at, end), at)
    return end


def _skip_blanks(text: str, at: int) -> int:
    found = _BLANKS.match(text, at)
    return found.end() if found else at


def _skip_commas(text: str, at: int) -> int:
    found = _COMMA.match(text, at)
    return found.end() if found else at


def _read_date(text: str, at: int, limit: int, opening: Opening, otherwise: int | None = None) -> int:
    """The date at a position, with a weekday before it or alone; ``otherwise`` is returned where none is."""
    start = at
    named = weekday_at(text, at)
    if named is not None:
        opening.weekday = named[1]
        at = _skip_commas(text, named[0])
    found = day_at(text, at)
    if found is None and named is None:
        return at if otherwise is None else otherwise
    end = found[0] if found is not None else named[0] if named is not None else at
    if end > limit:
        opening.weekday = 0
        return start if otherwise is None else otherwise
    if found is not None:
        opening.days = found[1]
        # "9 JAN 90 (EFE) --", as monitoring services wrote: two figures before the bracket or dash are the year.
        short = _SHORT_YEAR.match(text, end, limit) if found[1][0].year is None else None
        if short is not None:
            year = 1900 + int(short[1]) if int(short[1]) >= _CENTURY_TURN else 2000 + int(short[1])
            opening.days = tuple(Day(year, day.month, day.day) for day in found[1])
            end = short.end()
    opening.date = (start, end)
    return end


def _read_agency(text: str, at: int, limit: int, opening: Opening, otherwise: int | None = None) -> int:
    """The agency at a position: in brackets, with a date or not, between slashes, or bare before a sign."""
    start = at if otherwise is None else otherwise
    at = _skip_blanks(text, at)
    if found := _AGENCY_SLASHED.match(text, at, limit):
        if is_agency(found[1]) or opening.places:
            opening.agency, opening.agency_known = found.span(1), is_agency(found[1])
            return found.end()
        return start
    if found := _AGENCY_BRACKETED.match(text, at, limit):
        return _read_in_brackets(text, found, opening) or start
    end = _bare_agency_end(text, at, limit)
    if end == at:
        return start
    name = text[at:end]
    signed = _SIGN.match(text, end) is not None and (opening.places or opening.date or is_agency_alone(name))
    # "Baku, April 8, AZERTAC", on a line of its own or with the story right behind.
    if signed or (opening.places and (end == limit or (opening.date is not None and text[end : end + 1] in " ."))):
        opening.agency, opening.agency_known = (at, end), True
        return end
    # "afrol News, 17 March -": the date follows.
    if not opening.places and (comma := _BEFORE_REGION.match(text, end)) and day_at(text, comma.end()) is not None:
        opening.agency, opening.agency_known = (at, end), True
        return end
    return start


def _read_in_brackets(text: str, found: re.Match[str], opening: Opening) -> int:
    """Like "(Xinhua)", "(Xinhua, April 8)": the position after the bracket, 0 where what it holds is no agency."""
    start, end = found.span(1)
    name = found[1]
    if opening.date is None and opening.places:
        inner = Opening(0, 0, [])
        if _read_date(text, start, end, inner) == end and inner.days:  # "SINGAPORE (May 6, 2021) —"
            opening.date, opening.days, opening.weekday = inner.date, inner.days, inner.weekday
            return found.end()
    if comma := re.search(r"\s?[,–—-]\s", name):
        inner = Opening(0, 0, [])
        if _read_date(text, start + comma.end(), end, inner) == end and inner.date is not None:
            name, end = name[: comma.start()], start + comma.start()
            if opening.date is None:
                opening.date, opening.days, opening.weekday = inner.date, inner.days, inner.weekday
    known = is_agency(name)
    # An unknown agency is taken on the place's word: a name of few words, nothing like a sentence.
    if not known and (not opening.places or not _like_a_name(name) or place_use(name) is not None):
        return 0
    opening.agency, opening.agency_known = (start, end), known
    return found.end()


def _like_a_name(words: str) -> bool:
    pieces = re.split(r"[\s-]+", words)
    return (
        len(words) <= _LONGEST_AGENCY
        and len(pieces) <= _AGENCY_WORDS
        and all(piece[:1].isupper() or piece[:1].isdigit() or is_particle(piece) for piece in pieces)
    )


def _read_sign(text: str, opening: Opening, line_end: int) -> None:
    """The dash or other sign that closes the opening, and the blanks behind it."""
    found = _SIGN.match(text, opening.end)
    if found is not None and found.start() <= line_end:
        opening.sign = found.group().strip()
        opening.end = found.end()
        if opening.places:
            _read_behind_sign(text, opening, line_end)
        return
    if opening.agency is not None and opening.date is not None and (found := _LAST_SLASH.match(text, opening.end)):
        opening.sign, opening.end = "/", found.end()  # "NEW YORK, NY / ACCESSWIRE / April 8, 2010 / The ..."
        return
    # "MOSCOW, April 8. /TASS/. The ...", "BISHKEK, April 8 (Xinhua) The ...", or the opening on a line of its own.
    found = _NO_SIGN.match(text, opening.end)
    if found is not None:
        opening.sign = "." if found.group().startswith(".") else "\n" if opening.end >= line_end else " "
        opening.end = found.end()


def _read_behind_sign(text: str, opening: Opening, line_end: int) -> None:
    """A date or an agency behind the sign, with a sign of its own: "CAIRO – 26 July 2022: The ...", "LONDON--(BUSINESS WIRE)--The ..."."""
    behind = Opening(
        opening.start, opening.end, opening.places, opening.date, opening.days, opening.weekday, opening.agency, opening.agency_known
    )
    at = opening.end
    if behind.agency is None:
        at = _read_agency(text, at, line_end, behind, otherwise=at)
    if behind.date is None and at == opening.end:
        at = _read_date(text, at, line_end, behind, otherwise=at)
    sign = _SIGN.match(text, at)
    if at == opening.end or sign is None or sign.start() > line_end or text[sign.end() : sign.end() + 1].islower():
        return
    opening.date, opening.days, opening.weekday = behind.date, behind.days, behind.weekday
    opening.agency, opening.agency_known = behind.agency, behind.agency_known
    opening.sign, opening.end = sign.group().strip(), sign.end()
