"""Publication times, datelines and furniture of pages, against answers written by hand."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final

from dateline.errors import DataError, ReadError
from dateline.reading import read
from dateline.report import Precision, Report, ZoneOrigin

ANSWERS: Final = "expected.toml"
_PLACES_BETWEEN: Final = "; "


@dataclass(frozen=True, slots=True)
class PageAnswer:
    """What is true of one page; see the comment at the top of an ``expected.toml`` and ``evaluation/reading/README.md``."""

    path: Path
    url: str
    value: str
    offset: timedelta | None
    zone_origin: ZoneOrigin
    precision: Precision | None
    headline: str
    places: tuple[str, ...]
    date: str
    agency: str
    opens: str
    leaks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadingScores:
    """Shares of the pages, in per cent.

    ``time``: value, offset, origin of the zone and precision of the publication time all right, or rightly none; ``value``, ``zone``
    (offset and origin) and ``precision`` are its parts. ``dateline``: places, date and agency as worded all right, or rightly none.
    ``headline``: the same words. ``opening``: the text begins with the story's first words. ``clean``: none of the words that
    belong to the page's furniture are in the text; ``leaks`` counts them.
    """

    pages: int
    time: float
    value: float
    zone: float
    precision: float
    dateline: float
    headline: float
    opening: float
    clean: float
    leaks: int


@dataclass(frozen=True, slots=True)
class PageResult:
    """One page's answer and what was read; ``report`` is None where reading failed, with the reason in ``failure``."""

    answer: PageAnswer
    report: Report | None
    failure: str = ""

    @property
    def value_right(self) -> bool:
        """Whether the local value of the publication time is right."""
        if self.report is None:
            return False
        found = self.report.published
        return (found.value if found is not None else "") == self.answer.value

    @property
    def zone_right(self) -> bool:
        """Whether the offset and where the zone was known from are right."""
        if self.report is None:
            return False
        found = self.report.published
        if found is None:
            return self.answer.offset is None and self.answer.zone_origin is ZoneOrigin.NONE
        return (found.offset, found.zone_origin) == (self.answer.offset, self.answer.zone_origin)

    @property
    def precision_right(self) -> bool:
        """Whether the smallest unit of the publication time is right."""
        if self.report is None:
            return False
        found = self.report.published
        return (found.precision if found is not None else None) == self.answer.precision

    @property
    def time_right(self) -> bool:
        """Whether the publication time is right in every respect."""
        return self.value_right and self.zone_right and self.precision_right

    @property
    def dateline_right(self) -> bool:
        """Whether places, date and agency of the dateline are right."""
        if self.report is None:
            return False
        found = self.report.dateline
        expected = (self.answer.places, self.answer.date, self.answer.agency)
        return ((tuple(place.text for place in found.places), found.date, found.agency) if found is not None else ((), "", "")) == expected

    @property
    def headline_right(self) -> bool:
        """Whether the headline is right, spacing aside."""
        return self.report is not None and self.report.headline.split() == self.answer.headline.split()

    @property
    def opening_right(self) -> bool:
        """Whether the text begins with the story."""
        return self.report is not None and self.report.text.startswith(self.answer.opens)

    @property
    def leaked(self) -> tuple[str, ...]:
        """The words of furniture found in the text."""
        return tuple(words for words in self.answer.leaks if self.report is not None and words in self.report.text)


def score(pages: Path) -> ReadingScores:
    """The figures of a folder that holds pages and an ``expected.toml``, or a folder ``pages`` with them.

    Raises DataError, naming file and line or page, where the answers cannot be read, and OSError where the folder cannot.
    """
    results = list(read_pages(pages))

    def share(right: Callable[[PageResult], bool]) -> float:
        return 100 * sum(map(right, results)) / len(results)

    return ReadingScores(
        pages=len(results),
        time=share(lambda result: result.time_right),
        value=share(lambda result: result.value_right),
        zone=share(lambda result: result.zone_right),
        precision=share(lambda result: result.precision_right),
        dateline=share(lambda result: result.dateline_right),
        headline=share(lambda result: result.headline_right),
        opening=share(lambda result: result.opening_right),
        clean=share(lambda result: result.report is not None and not result.leaked),
        leaks=sum(len(result.leaked) for result in results),
    )


def read_pages(pages: Path) -> Iterator[PageResult]:
    """Every page of a folder as read, beside its answer."""
    for answer in answers(pages):
        try:
            yield PageResult(answer, read(answer.path, url=answer.url))
        except ReadError as problem:
            yield PageResult(answer, None, str(problem))


def answers(pages: Path) -> Sequence[PageAnswer]:
    """The answers of a folder. Raises DataError where they are no TOML, miss a field, or name a page that is not there."""
    folder = pages / "pages" if (pages / "pages").is_dir() else pages
    path = folder / ANSWERS
    try:
        entries = tomllib.loads(path.read_text("utf-8")).get("page", [])
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise DataError(str(path), 0, f"is no TOML in UTF-8 ({problem})") from problem
    if not isinstance(entries, list) or not entries:
        raise DataError(str(path), 0, "holds no [[page]] entries; expected one for each page of the folder")
    return [_answer(path, number, entry) for number, entry in enumerate(entries, 1)]


def _answer(path: Path, number: int, entry: object) -> PageAnswer:
    def wrong(reason: str) -> DataError:
        return DataError(str(path), 0, f"page {number}: {reason}")

    if not isinstance(entry, dict):
        raise wrong("is no table; begin it with [[page]]")

    def words(key: str) -> str:
        value = entry.get(key, "")
        if not isinstance(value, str):
            raise wrong(f"{key} must be a string, not {value!r}")
        return value

    page = path.parent / words("file")
    if not words("file") or not page.is_file():
        raise wrong(f"file {words('file')!r} is not in {path.parent}")
    leaks = entry.get("leaks", [])
    if not isinstance(leaks, list) or not all(isinstance(leak, str) for leak in leaks):
        raise wrong(f"leaks must be a list of strings, not {leaks!r}")
    try:
        precision = Precision(words("precision")) if words("precision") else None
        origin = ZoneOrigin(words("zone_origin") or "none")
    except ValueError as problem:
        raise wrong(f"{problem}; expected one of {', '.join(Precision)} and one of {', '.join(ZoneOrigin)}") from problem
    places = words("places")
    return PageAnswer(
        path=page,
        url=words("url"),
        value=words("value"),
        offset=_offset(words("offset"), wrong),
        zone_origin=origin,
        precision=precision,
        headline=words("headline"),
        places=tuple(places.split(_PLACES_BETWEEN)) if places else (),
        date=words("date"),
        agency=words("agency"),
        opens=words("opens"),
        leaks=tuple(leaks),
    )


def _offset(text: str, wrong: Callable[[str], DataError]) -> timedelta | None:
    if not text:
        return None
    sign, hours, minutes = text[:1], text[1:3], text[4:6]
    if len(text) != 6 or sign not in "+-" or text[3] != ":" or not (hours + minutes).isdigit():
        raise wrong(f"offset must be written +08:00, not {text!r}")
    size = timedelta(hours=int(hours), minutes=int(minutes))
    return -size if sign == "-" else size
