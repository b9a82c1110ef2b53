"""ninjs, the IPTC's news in JSON, generations 1 to 3 (https://iptc.org/std/ninjs/).

Generation 1 keeps the text in ``body_text``, ``body_xhtml`` and the like, generation 2 in a list ``bodies``; generation 3 writes the
names in camel case. All are read by one set of plain names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from dateline.errors import ReadError
from dateline.reading.charset import decode
from dateline.reading.drafts import Draft, Skipped
from dateline.reading.json_fields import by_plain_name, time_of, words_of
from dateline.reading.layout import tidy
from dateline.reading.markup import fragment_lines, is_marked_up
from dateline.reading.publication_time import Candidate
from dateline.report import EvidenceKind, Furniture

if TYPE_CHECKING:
    from dateline.reading.access import Source

_TIMES: Final = ("versioncreated", "firstcreated", "contentcreated")
_STATUS_NOTES: Final = {
    "withheld": "the publisher withholds this version (pubstatus withheld)",
    "canceled": "the publisher has withdrawn this report (pubstatus canceled)",
}


def is_ninjs(entry: Mapping[str, object]) -> bool:
    """Whether a JSON object is a ninjs item: a uri, and names only ninjs uses."""
    plain = by_plain_name(entry)
    body = "bodies" in plain or any(name.lower().startswith(("body_", "description_", "headline_")) for name in entry)
    return ("uri" in plain or "guid" in plain) and (body or "versioncreated" in plain or "pubstatus" in plain)


def read_ninjs(source: Source) -> Iterator[Draft | Skipped]:
    """The report of one ninjs document; lines of ninjs and arrays of it are read as JSON lines and JSON."""
    from dateline.reading.json_items import parse_json

    text, note = decode(source.whole(), source.charset)
    entry = parse_json(source.name, text)
    if not isinstance(entry, dict):
        raise ReadError(source.name, "is no ninjs item; expected a JSON object")
    yield ninjs_draft(source.name, entry, (note,) if note else ())


def ninjs_draft(item: str, entry: Mapping[str, object], notes: tuple[str, ...] = ()) -> Draft:
    """The report of a ninjs item. Raises ReadError, naming ``item``, for items without a text (pictures, events, packages)."""
    plain = by_plain_name(entry)
    body, marked_up = _body(plain)
    if not body.strip():
        kind = words_of(plain.get("type")) or "no stated type"
        raise ReadError(item, f"is a ninjs item ({kind}) without a text; expected body_text, body_xhtml or bodies")
    furniture: list[Furniture] = []
    if marked_up:
        lines, furniture = fragment_lines(item, body)
        body = "\n".join(lines)
    status = words_of(plain.get("pubstatus")).lower().rpartition(":")[2]
    times = tuple(Candidate(EvidenceKind.FEED, name, when) for name in _TIMES if (when := time_of(plain.get(name))))
    byline = words_of(plain.get("byline")) or words_of(plain.get("by"))
    return Draft(
        item,
        "ninjs",
        body,
        laid_out=marked_up,
        headline=_worded(plain, "headline", "headlines"),
        byline=byline.removeprefix("By ").removeprefix("by "),
        publisher=words_of(plain.get("copyrightholder")) or _provider(plain),
        url=_address(plain),
        times=times,
        furniture=tuple(furniture),
        notes=(*notes, _STATUS_NOTES[status]) if status in _STATUS_NOTES else notes,
    )


def _body(plain: Mapping[str, object]) -> tuple[str, bool]:
    """The item's text and whether it is marked up. Marked-up text is taken first: it says where paragraphs end."""
    found: list[tuple[str, str]] = []
    bodies = plain.get("bodies")
    for entry in bodies if isinstance(bodies, list) else []:
        if isinstance(entry, dict) and isinstance(entry.get("value"), str):
            content = by_plain_name(entry)
            found.append((f"{words_of(content.get('contenttype'))} {words_of(content.get('role'))}".lower(), str(entry["value"])))
    found += [(name.removeprefix("body"), value) for name, value in plain.items() if name.startswith("body") and isinstance(value, str)]
    for wanted in ("xhtml", "html", "nitf"):
        for kind, value in found:
            if wanted in kind and value.strip():
                return value, True
    for _, value in found:
        if value.strip():
            return value, is_marked_up(value)
    return "", False


def _worded(plain: Mapping[str, object], single: str, several: str) -> str:
    """A text that generation 1 keeps in one field and generations 2 and 3 in a list with roles; the main one of these."""
    listed = plain.get(several)
    entries = [entry for entry in listed if isinstance(entry, dict)] if isinstance(listed, list) else []
    main = [entry for entry in entries if words_of(entry.get("role")).rpartition(":")[2] in ("main", "")] or entries
    words = words_of(main[0].get("value")) if main else words_of(plain.get(single))
    words = words or next((words_of(value) for name, value in plain.items() if name.startswith(single)), "")
    return tidy(words.replace("\n", " "))


def _provider(plain: Mapping[str, object]) -> str:
    """The source among the organisations and info sources an item names."""
    return words_of(plain.get("infosources")) or words_of(plain.get("source")) or words_of(plain.get("provider"))


def _address(plain: Mapping[str, object]) -> str:
    """Where the report is published: a URL, not the item's identifier in the agency's system."""
    link = words_of(plain.get("url")) or words_of(plain.get("link"))
    return link if link.startswith(("http://", "https://")) else ""
