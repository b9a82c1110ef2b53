"""One HTML page of reports with what was found marked in them: no script, nothing loaded from elsewhere.

Each report is an article: its text with the marks, its events beside it with the reasons in ``<details>``, attributions, times and places
below. Elements are built as a tree and serialised by lxml, so whatever a report holds stays text; a content security policy in the page
forbids scripts and loading besides. Layout and colours stand in ``data/marked_page.html`` and ``data/marked_page.css``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape
from importlib.resources import files
from string import Template
from tempfile import SpooledTemporaryFile
from typing import TextIO
from urllib.parse import urlsplit

from lxml.etree import Element, _Element, tostring

from dateline.presenting.marked_spans import Closing, Mark, MarkKind, Opening, Role, marks_of, paragraphs_of, walk
from dateline.presenting.marked_words import (
    OPEN,
    OWN_VOICE,
    attribution_manner,
    attribution_source,
    chain_of,
    count_words,
    event_code,
    event_name,
    manner_words,
    one_line,
    participant_words,
    particulars,
    pieces,
    place_words,
    stance_words,
    time_words,
)
from dateline.report import Attribution, Event, Place, Record, Span, Stance, Status, TimeMention

_KEPT_IN_MEMORY = 32 * 2**20
"""Bytes of articles kept in memory before they go to a temporary file; the list of reports, known last, stands before them."""

_NO_CHARACTER = re.compile("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What HTML cannot hold as text: controls, surrogates, noncharacters of the basic plane."""

_LINKED = frozenset({MarkKind.EVENT, MarkKind.ACTOR, MarkKind.RECIPIENT, MarkKind.SOURCE, MarkKind.CONTENT})
_SUFFIXES = {MarkKind.ACTOR: " who", MarkKind.RECIPIENT: " whom"}

Content = str | _Element


class MarkedPage:
    """Collects records and writes them as one page on a text stream of UTF-8.

    Articles are made as records come, so the records need not be kept; the page is written by :meth:`finish`.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._articles = SpooledTemporaryFile(max_size=_KEPT_IN_MEMORY, mode="w+", encoding="utf-8", newline="\n")  # noqa: SIM115
        self._headlines: list[str] = []
        self._events = self._attributions = 0

    def add(self, record: Record) -> None:
        """Add a record's report to the page."""
        number = len(self._headlines) + 1
        self._headlines.append(_headline(record))
        self._events += len(record.events)
        self._attributions += len(record.attributions)
        self._articles.write(_serialised(_article(record, f"r{number}")))
        self._articles.write("\n")

    def finish(self) -> None:
        """Write the page. Without a record it says that no report was read."""
        from dateline import __version__

        reports = len(self._headlines)
        title = self._headlines[0] if reports == 1 else "Marked reports"
        layout = Template(_data("marked_page.html")).substitute(
            title=escape(_clean(title)),
            generator=f"Dateline {__version__}",
            summary=f"{_counted(reports, 'report')}, {_counted(self._events, 'event')}, {_counted(self._attributions, 'attribution')}",
            style=_data("marked_page.css").strip(),
            contents=self._contents(),
            reports="$reports",
        )
        # The title may hold the words "$reports" as well; the place of the articles is the last.
        head, _, foot = layout.rpartition("$reports")
        self._stream.write(head)
        self._articles.seek(0)
        while part := self._articles.read(2**20):
            self._stream.write(part)
        if not reports:
            self._stream.write('<p class="none">No report was read.</p>\n')
        self._stream.write(foot)
        self._articles.close()

    def _contents(self) -> str:
        if len(self._headlines) < 2:
            return ""
        links = [_element("li", _link(f"#r{n}", headline)) for n, headline in enumerate(self._headlines, 1)]
        return _serialised(_element("nav", _element("ol", *links), kind="contents", aria_label="Reports"))


def marked_page(records: Iterable[Record], stream: TextIO) -> None:
    """Write the records as one page on a text stream of UTF-8."""
    page = MarkedPage(stream)
    for record in records:
        page.add(record)
    page.finish()


def _data(name: str) -> str:
    return files("dateline.presenting").joinpath("data").joinpath(name).read_text("utf-8")


def _counted(count: int, name: str) -> str:
    return f"{count} {name}{'' if count == 1 else 's'}"


# --- elements --------------------------------------------------------------------------------------------------------


def _element(tag: str, *contents: Content, kind: str = "", **attributes: str) -> _Element:
    """An element of an HTML class with attributes, underscores in their names standing for hyphens; strings stay text."""
    named = {name.replace("_", "-"): _clean(value) for name, value in attributes.items() if value}
    if kind:
        named["class"] = kind
    element = Element(tag, named)
    for content in contents:
        if isinstance(content, str):
            _append(element, content)
        else:
            element.append(content)
    return element


def _clean(text: str) -> str:
    return _NO_CHARACTER.sub("�", text)


def _serialised(element: _Element) -> str:
    return str(tostring(element, encoding="unicode", method="html"))


def _link(target: str, *contents: Content, kind: str = "", **attributes: str) -> _Element:
    return _element("a", *contents, kind=kind, href=target, **attributes)


def _joined(parts: Sequence[Content], between: str) -> list[Content]:
    found: list[Content] = []
    for part in parts:
        found += [between, part] if found else [part]
    return found


def _append(parent: _Element, text: str) -> None:
    """Text at the end of an element."""
    text = _clean(text)
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


# --- a report --------------------------------------------------------------------------------------------------------


def _headline(record: Record) -> str:
    return one_line(record.report.headline) or record.report.source or record.report.id


def _article(record: Record, report: str) -> _Element:
    """The article of a report; ``report`` is its id in the page, with which all ids in the article begin."""
    marks = marks_of(record)
    anchors = {Span(mark.start, mark.end): f"{report}-m{mark.start}-{mark.end}" for mark in marks}
    heading = _element("h1", _headline(record), dir="auto", id=f"{report}-h")
    below = [_attributions(record, report, anchors), _claims(record, anchors), _times(record, anchors), _places(record, anchors)]
    return _element(
        "article",
        _element("header", heading, _particulars(record)),
        _text(record, marks, anchors, report),
        _events(record, report, anchors),
        _element("div", *(section for section in below if section is not None), kind="rest"),
        kind="report",
        id=report,
        aria_labelledby=f"{report}-h",
    )


def _particulars(record: Record) -> _Element:
    rows = [_element("div", _element("dt", name), _element("dd", value)) for name, value in particulars(record)]
    url = record.report.url
    if url:
        # Only addresses of the web become links: a feed may give any other, such as javascript:.
        shown = _link(url, url, rel="noreferrer") if _of_the_web(url) else url
        rows.append(_element("div", _element("dt", "Address"), _element("dd", shown)))
    return _element("dl", *rows, kind="particulars")


def _of_the_web(url: str) -> bool:
    try:
        return urlsplit(url).scheme in ("http", "https")
    except ValueError:
        return False


def _text(record: Record, marks: tuple[Mark, ...], anchors: dict[Span, str], report: str) -> _Element:
    paragraphs = [_paragraph(record.report.text, marks, span, anchors, report) for span in paragraphs_of(record)]
    return _element("section", *paragraphs, kind="text", aria_label="Text")


def _paragraph(text: str, marks: tuple[Mark, ...], paragraph: Span, anchors: dict[Span, str], report: str) -> _Element:
    root = _element("p", dir="auto")
    opened = [root]
    for piece in walk(marks, *paragraph):
        if isinstance(piece, Opening):
            mark = piece.mark
            if piece.begins and mark.kind is MarkKind.CONTENT:
                opened[-1].extend(_labels(mark, report))
            anchor = anchors[Span(mark.start, mark.end)] if piece.begins else ""
            opened.append(_element("mark", kind=_classes(mark, piece.begins), id=anchor, title=mark.words))
            opened[-2].append(opened[-1])
        elif isinstance(piece, Closing):
            closed = opened.pop()
            if piece.ends:
                closed.set("class", f"{closed.get('class')} ends")
                if piece.mark.kind is not MarkKind.CONTENT:
                    opened[-1].extend(_labels(piece.mark, report))
        else:
            _append(opened[-1], piece.of(text))
    return root


def _classes(mark: Mark, begins: bool) -> str:
    unreal = any(role.kind is MarkKind.EVENT and role.detail.endswith(_UNREAL) for role in mark.roles)
    return " ".join(part for part in (str(mark.kind), "unreal" if unreal else "", "begins" if begins else "") if part)


_UNREAL = tuple(f" {status}" for status in Status if status is not Status.ACTUAL)


def _labels(mark: Mark, report: str) -> list[_Element]:
    """The small numbers beside a mark, one group for each role, each number a link to its entry."""
    return [_label(role, report) for role in mark.roles if role.kind in _LINKED]


def _label(role: Role, report: str) -> _Element:
    items = role.items.split()
    links: list[Content] = []
    for item in items:
        last = item == items[-1]
        suffix = f" {role.detail}" if role.kind is MarkKind.EVENT else _SUFFIXES.get(role.kind, "")
        links.append(_link(f"#{report}-{item}", item + (suffix if last else ""), title=f"{role.kind} {item}"))
    return _element("sup", *_joined(links, " "), kind=str(role.kind))


# --- events ----------------------------------------------------------------------------------------------------------


def _section(name: str, count: int, *contents: Content, kind: str = "") -> _Element:
    return _element("section", _element("h2", f"{name} ", _element("small", f"({count})")), *contents, kind=kind)


def _events(record: Record, report: str, anchors: dict[Span, str]) -> _Element:
    if not record.events:
        return _section("Events", 0, _element("p", "No event was found.", kind="none"), kind="events")
    entries = [_event(number, event, record.report.text, report, anchors) for number, event in enumerate(record.events)]
    return _section("Events", len(entries), _element("ol", *entries, kind="entries"), kind="events")


def _event(number: int, event: Event, text: str, report: str, anchors: dict[Span, str]) -> _Element:
    number_link = _to_text(f"E{number}", event.trigger, anchors, kind="number")
    head = _element("h3", number_link, f" {event_name(event)} ")
    if event.status is not Status.ACTUAL:
        head.append(_element("span", str(event.status), kind="status"))
    mentions = list(dict.fromkeys((event.trigger, *event.mentions)))
    rows: list[tuple[str, list[Content]]] = [
        ("Act", _joined([_to_text(f"“{one_line(m.of(text))}”", m, anchors) for m in mentions], ", ")),
        ("Who", _joined([_to_text(participant_words(p), (p.start, p.end), anchors) for p in event.actors], "; ") or [OPEN]),
        ("To whom", _joined([_to_text(participant_words(p), (p.start, p.end), anchors) for p in event.recipients], "; ") or [OPEN]),
    ]
    if event.time is not None:
        rows.append(("When", [_to_text(time_words(event.time), (event.time.start, event.time.end), anchors)]))
    if event.place is not None:
        rows.append(("Where", [_to_text(place_words(event.place), (event.place.start, event.place.end), anchors)]))
    if event.counts:
        rows.append(("Counts", ["; ".join(count_words(name, count) for name, count in event.counts)]))
    chain: list[Content] = []
    for stance in chain_of(event):
        chain.append(_hop(stance, anchors))
    rows += [
        ("According to", _joined(chain, " ← ") or [OWN_VOICE]),
        ("Told as", [f"{event.status}, {event.certainty}"]),
        ("Confidence", [f"{event.confidence:.2f}"]),
        ("Code", [event_code(event)]),
    ]
    entry = _element("li", head, _fields(rows), kind="" if event.status is Status.ACTUAL else "unreal", id=f"{report}-E{number}")
    if event.why:
        entry.append(_element("details", _element("summary", "Why"), _fields([(field, [reason]) for field, reason in event.why])))
    return entry


def _hop(stance: Stance, anchors: dict[Span, str]) -> Content:
    """A hop of a chain, leading to its source's words in the text."""
    source = stance.source
    span = (source.start, source.end) if source.start is not None and source.end is not None else None
    return _to_text(stance_words(stance), span, anchors) if span else stance_words(stance)


def _fields(rows: Iterable[tuple[str, list[Content]]]) -> _Element:
    parts = [part for name, value in rows for part in (_element("dt", name), _element("dd", *value))]
    return _element("dl", *parts, kind="fields")


def _to_text(words: str, span: tuple[int, int], anchors: dict[Span, str], kind: str = "") -> Content:
    """Words that lead to the mark over the span; the words alone where nothing is marked there."""
    anchor = anchors.get(Span(*span))
    return _link(f"#{anchor}", words, kind=kind) if anchor else _element("span", words, kind=kind)


# --- attributions, times, places -------------------------------------------------------------------------------------


def _attributions(record: Record, report: str, anchors: dict[Span, str]) -> _Element | None:
    if not record.attributions:
        return None
    text = record.report.text
    entries = [_attribution(number, a, text, report, anchors) for number, a in enumerate(record.attributions)]
    return _section("Who says what", len(entries), _element("ol", *entries, kind="entries attributions"))


def _attribution(number: int, attribution: Attribution, text: str, report: str, anchors: dict[Span, str]) -> _Element:
    first = next((span for span in (*attribution.content, *attribution.source, *attribution.cue) if span in anchors), Span(0, 0))
    cue = pieces(attribution.cue, text)
    content = pieces(attribution.content, text)
    head = _element("h3", _to_text(f"A{number}", first, anchors, kind="number"), f" {attribution_source(attribution, text)} ")
    if cue:
        head.append(_element("i", cue))
    entry = _element("li", head, id=f"{report}-A{number}")
    if content:
        entry.append(_element("p", content, kind="said", dir="auto"))
    manner = attribution_manner(attribution)
    if attribution.stance is not None:
        manner = ", ".join(
            part for part in (manner, manner_words(attribution.stance).removeprefix(": "), _circumstances(attribution.stance)) if part
        )
    if attribution.score:
        manner = ", ".join(part for part in (manner, f"score {attribution.score:.2f}") if part)
    if manner:
        entry.append(_element("p", manner, kind="manner"))
    if attribution.nested:
        inner = [
            _element("li", f"{attribution_source(n, text)} ", _element("i", pieces(n.cue, text)), f" {pieces(n.content, text)}")
            for n in attribution.nested
        ]
        entry.append(_element("ul", *inner, kind="nested"))
    if attribution.why:
        entry.append(_element("details", _element("summary", "Why"), _element("p", attribution.why, kind="said")))
    return entry


def _circumstances(stance: Stance) -> str:
    """Where and when a source spoke."""
    uttered = time_words(stance.uttered) if stance.uttered is not None else ""
    return ", ".join(part for part in (stance.medium and f"in {one_line(stance.medium)}", uttered) if part)


def _claims(record: Record, anchors: dict[Span, str]) -> _Element | None:
    """The states claimed, with their chains; events have their chains in their own entries."""
    states = [claim for claim in record.claims if claim.event is None]
    if not states:
        return None
    rows: list[list[Content]] = []
    for claim in states:
        chain = _element("span", *(_joined([_hop(stance, anchors) for stance in claim.chain], " ← ") or [OWN_VOICE]))
        told = f"{claim.proposition}{'' if claim.positive else ', not'}"
        when = time_words(claim.time) if claim.time is not None else OPEN
        status = ", ".join((str(claim.status), str(claim.certainty)))
        rows.append([one_line(claim.subject) or OPEN, told, one_line(claim.value) or OPEN, when, chain, status, claim.why])
    return _table("States claimed", ("Of", "State", "Value", "As of", "According to", "Told as", "Why"), rows)


def _times(record: Record, anchors: dict[Span, str]) -> _Element | None:
    if not record.times:
        return None
    rows = [
        [
            _to_text(one_line(time.text), (time.start, time.end), anchors),
            time.value or OPEN,
            time.type,
            _bounds(time),
            time.why,
        ]
        for time in record.times
    ]
    return _table("Times", ("Words", "Value", "Type", "Earliest – latest", "Why"), rows)


def _bounds(time: TimeMention) -> str:
    """The instants that bound a time in their own zone, the second only as far as it differs in its day."""
    if time.earliest is None and time.latest is None:
        return OPEN
    return " – ".join(f"{bound:%Y-%m-%d %H:%M %z}".strip() if bound is not None else "open" for bound in (time.earliest, time.latest))


def _places(record: Record, anchors: dict[Span, str]) -> _Element | None:
    if not record.places:
        return None
    rows = [
        [
            _to_text(one_line(place.text), (place.start, place.end), anchors),
            ", ".join(part for part in (place.name, place.admin1, place.country) if part) or OPEN,
            place.use or OPEN,
            _coordinates(place),
            _link(f"https://www.geonames.org/{place.geonameid}", str(place.geonameid), rel="noreferrer") if place.geonameid else OPEN,
            place.why,
        ]
        for place in record.places
    ]
    return _table("Places", ("Words", "Place", "Use", "Coordinates", "GeoNames", "Why"), rows)


def _coordinates(place: Place) -> str:
    if place.latitude is None or place.longitude is None:
        return OPEN
    return f"{place.latitude:.2f}, {place.longitude:.2f}"


def _table(name: str, columns: Sequence[str], rows: Sequence[Sequence[Content]]) -> _Element:
    head = _element("thead", _element("tr", *(_element("th", column, scope="col") for column in columns)))
    body = _element("tbody", *(_element("tr", *(_element("td", cell) for cell in row)) for row in rows))
    # A region that scrolls by itself must be reachable with the keyboard.
    region = _element("div", _element("table", head, body), kind="scroll", role="region", tabindex="0", aria_label=name)
    return _section(name, len(rows), region)
