"""Toponyms with coordinates: the XML of TR-News and LGL, of GeoVirus, and of GeoWebNews, told apart by their elements."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree
from lxml.etree import _Element

from dateline.errors import DataError


@dataclass(frozen=True, slots=True)
class GoldToponym:
    """A toponym of a text: its span, its point in degrees or None where the annotators gave none, and its GeoNames id where given.

    ``kind`` is GeoWebNews' class of use ("Literal", "Metonymic", "Demonym", ...), empty in the other sets.
    """

    start: int
    end: int
    text: str
    latitude: float | None
    longitude: float | None
    geonameid: int | None = None
    country: str = ""
    kind: str = ""

    @property
    def located(self) -> bool:
        """Whether it has a point."""
        return self.latitude is not None and self.longitude is not None


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """An article as annotated. ``domain`` is the outlet's host, ``published`` the day of download, both empty where not told."""

    name: str
    text: str
    toponyms: tuple[GoldToponym, ...]
    url: str = ""
    domain: str = ""
    published: str = ""


def read_articles(path: Path) -> Iterator[GoldArticle]:
    """The articles of a file, gzipped or not. Raises :class:`dateline.DataError` where it is none of the forms, and OSError."""
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    # GeoVirus closes with commented-out articles of which the last is cut in the middle of a comment: recover.
    parser = etree.XMLParser(recover=True, huge_tree=True, resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise DataError(str(path), 0, f"is no XML ({error}); expected TR-News, LGL, GeoVirus or GeoWebNews") from error
    if root is None or root.tag != "articles":
        raise DataError(str(path), 0, "is no <articles> document; expected TR-News, LGL, GeoVirus or GeoWebNews XML")
    for number, article in enumerate(root.iterfind("article"), 1):
        text = article.findtext("text")
        if text is None and article.find(".//location") is None and article.find(".//toponym") is None:
            continue  # commented out
        if text is None:
            raise DataError(str(path), article.sourceline or 0, "an article without <text>")
        toponyms = tuple(sorted(_toponyms(article, text), key=lambda toponym: (toponym.start, toponym.end)))
        name = article.get("docid") or article.get("file") or str(number)
        url = _first(article, "url", "link", "source")
        yield GoldArticle(name, text, toponyms, url, _first(article, "domain"), _first(article, "dltime").removesuffix(" GMT")[:10])


def _first(element: _Element, *tags: str) -> str:
    return next((found for tag in tags if (found := (element.findtext(tag) or "").strip())), "")


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _toponyms(article: _Element, text: str) -> Iterator[GoldToponym]:
    for element in article.iter("toponym", "location"):
        start, end = _number(_first(element, "start")), _number(_first(element, "end"))
        if start is None or end is None:
            continue
        tag = element.find("gaztag")
        place = element if tag is None else tag
        identifier = _first(element, "geonamesID") if tag is None else tag.get("geonameid", "")
        yield GoldToponym(
            *_mended(text, int(start), int(end), _first(element, "phrase", "name", "extractedName")),
            _number(_first(place, "lat", "latitude")),
            _number(_first(place, "lon", "longitude")),
            int(identifier) if identifier.isdecimal() else None,
            _first(place, "country"),
            _first(element, "type"),
        )


def _mended(text: str, start: int, end: int, phrase: str) -> tuple[int, int, str]:
    """The span where the words really stand: some offsets count a text that was changed later, so the nearest occurrence is taken."""
    if not phrase or text[start:end] == phrase:
        return start, end, text[start:end]
    places = []
    at = text.find(phrase)
    while at >= 0:
        places.append(at)
        at = text.find(phrase, at + 1)
    if not places:
        return start, end, text[start:end]
    nearest = min(places, key=lambda place: abs(place - start))
    return nearest, nearest + len(phrase), phrase
