"""The ``expected.toml`` of a bundle: read and validated, with everything that is wrong at its file and line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, TypeVar

from dateline.errors import DataError, ReadError
from dateline.evaluating.bundles import (
    ACTS,
    EXPECTED,
    Bundle,
    BundleReport,
    CopyKind,
    DisputeKind,
    ExpectedClaim,
    ExpectedDispute,
    ExpectedIncident,
    ExpectedMention,
    ExpectedParticipant,
    ExpectedSide,
    ExpectedState,
    ExpectedUpdate,
    Predicate,
    Standing,
    UpdateKind,
)
from dateline.knowledge.codebook import Codebook
from dateline.knowledge.codebook_lines import find_lines
from dateline.knowledge.countries import INTERNATIONAL, countries
from dateline.reading import read
from dateline.report import Span, Status

_STATUS_KEYS: Final = {"mentions": Status.ACTUAL, **{str(status): status for status in Status if status is not Status.ACTUAL}}
_KEYS: Final = {
    "report": ("id", "file", "outlet", "published", "story", "copy", "original", "own", "corrects"),
    "incident": ("id", "type", "mode", "actors", "recipients", "place", "country", "when", "standing", *_STATUS_KEYS),
    "dispute": ("id", "kind", "subject", "incident", "resolved_by", "side"),
    "update": ("id", "kind", "subject", "incident", "step"),
    "state": ("id", "subject", "predicate", "value", "claims", "begins", "ends", "opened_by", "closed_by", "dispute"),
}
_HEAD: Final = ("title", "folder", "events", "seen")
_SYNTAX_LINE: Final = re.compile(r"\(at line (\d+)")
_ANCHOR: Final = re.compile(r"(?P<reports>[^:]+): (?P<words>.+)", re.DOTALL)
_OCCURRENCE: Final = re.compile(r"(?P<words>.+)#(?P<number>[1-9]\d*)", re.DOTALL)
_Kind = TypeVar("_Kind", bound=StrEnum)


def find_words(text: str, words: str) -> Span:
    """Where ``words`` stand in ``text``, whatever the white space between them, as words of their own; "words#2" is the second time.

    Raises ValueError, which says how often they stand there, if they do not stand so often.
    """
    match = _OCCURRENCE.fullmatch(words)
    phrase, number = (match["words"], int(match["number"])) if match else (words, 1)
    pattern = r"\s+".join(re.escape(word) for word in phrase.split())
    before = r"(?<!\w)" if phrase.split()[0][0].isalnum() else ""
    after = r"(?!\w)" if phrase.split()[-1][-1].isalnum() else ""
    found = list(re.finditer(before + pattern + after, text))
    if len(found) < number:
        raise ValueError(f"{phrase!r} stands {len(found)} times in the text, expected at least {number}")
    return Span(*found[number - 1].span())


@dataclass(slots=True)
class _File:
    """The file being read: its name and lines, for messages, and the problems found so far."""

    name: str
    lines: list[str]
    problems: list[DataError] = field(default_factory=list)


@dataclass(slots=True)
class _Entry:
    """A table of the file with the line it begins on. What is wrong with it joins the problems, and a harmless value stands in for it."""

    file: _File
    line: int
    values: dict[str, Any]

    def wrong(self, reason: str, value: str = "", key: str = "") -> None:
        """Note a problem: at the line where the text ``value`` (of ``key``) stands below the head of this entry, else at its head."""
        written = f'{key} = "{value}"' if key else f'"{value}"'
        below = (number for number in range(self.line, len(self.file.lines) + 1) if written in self.file.lines[number - 1])
        self.file.problems.append(DataError(self.file.name, next(below, self.line) if value else self.line, reason))

    def text(self, key: str, *, needed: bool = True) -> str:
        value = self.values.get(key, "")
        if isinstance(value, str) and (value.strip() or not needed):
            return value
        self.wrong(f"{key} must be a text that is not empty, not {value!r}" if key in self.values else f"{key} is missing")
        return ""

    def texts(self, key: str) -> list[str]:
        value = self.values.get(key, [])
        if isinstance(value, list) and all(isinstance(item, str) and item.strip() for item in value):
            return value
        self.wrong(f"{key} must be a list of texts that are not empty, not {value!r}")
        return []

    def entries(self, key: str) -> list[_Entry]:
        value = self.values.get(key, [])
        if isinstance(value, list) and all(isinstance(item, dict) for item in value):
            return [_Entry(self.file, self.line, item) for item in value]
        self.wrong(f"{key} must be a list of tables {{ ... }}, not {value!r}")
        return []

    def kind(self, key: str, kinds: type[_Kind], default: _Kind) -> _Kind:
        value = self.text(key)
        try:
            return kinds(value) if value else default
        except ValueError:
            self.wrong(f"{key} {value!r} is not known; expected one of {', '.join(kinds)}", value, key)
            return default

    def interval(self, key: str) -> tuple[datetime, datetime] | None:
        value = self.values.get(key)
        if value is None:
            return None
        if isinstance(value, list) and len(value) == 2 and all(_aware(item) for item in value) and value[0] <= value[1]:
            return value[0], value[1]
        self.wrong(f"{key} must be two moments with offsets, the earlier first, such as [2010-04-07T12:00:00Z, 2010-04-07T19:00:00Z]")
        return None

    def one_of(self, key: str, known: Mapping[str, object], what: str) -> str:
        """An optional text that must be the id of something."""
        value = self.text(key, needed=False)
        if value and value not in known:
            self.wrong(f"{key} {value!r} is no {what} of this bundle", value, key)
        return value


def read_folder(folder: Path) -> tuple[Bundle | None, tuple[DataError, ...]]:
    """The bundle of a folder and all that is wrong with it; None where nothing can be made of it."""
    path = folder / EXPECTED
    try:
        text = path.read_text("utf-8")
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = _SYNTAX_LINE.search(str(error))
        return None, (DataError(str(path), int(at[1]) if at else text.count("\n") + 1, f"is no TOML: {error}"),)
    except (OSError, UnicodeDecodeError) as error:
        return None, (DataError(str(path), 0, f"cannot be read as UTF-8 text ({error}); a bundle is a folder with this file"),)
    file = _File(str(path), text.split("\n"))
    lines = find_lines(text)
    head = _Entry(file, 1, values)
    for key in values:
        if key not in (*_HEAD, *_KEYS):
            head.wrong(f"the key {key!r} is not known; expected one of {', '.join((*_HEAD, *_KEYS))}")
    if values.get("events") not in ("real", "invented") or not isinstance(values.get("seen"), bool):
        head.wrong('expected events = "real" or "invented", and seen = true or false')
    tables = {name: [_Entry(file, lines.of(name, i), e.values) for i, e in enumerate(head.entries(name))] for name in _KEYS}
    for name, entries in tables.items():
        seen: set[str] = set()
        for entry in entries:
            if unknown := [key for key in entry.values if key not in _KEYS[name]]:
                entry.wrong(f"has {', '.join(unknown)}, which no {name} has; expected {', '.join(_KEYS[name])}")
            identity = entry.text("id")
            if identity in seen:
                entry.wrong(f"another {name} has the id {identity!r}", identity, "id")
            seen.add(identity)
    reports = _reports(tables["report"], folder / head.text("folder"))
    if not reports:
        file.problems.append(DataError(file.name, 0, "has no [[report]] that can be read"))
        return None, tuple(file.problems)
    incidents = _incidents(tables["incident"], reports)
    known = {incident.id: incident for incident in incidents}
    disputes = [_dispute(entry, reports, known) for entry in tables["dispute"]]
    bundle = Bundle(
        folder.resolve().name,
        head.text("title"),
        values.get("events") == "invented",
        values.get("seen") is True,
        tuple(reports.values()),
        incidents,
        tuple(disputes),
        tuple(_update(entry, reports, known) for entry in tables["update"]),
        tuple(_state(entry, reports, known, {dispute.id: dispute for dispute in disputes}) for entry in tables["state"]),
    )
    return bundle, tuple(sorted(file.problems, key=lambda problem: problem.line))


# --- reports -----------------------------------------------------------------------------------------------------------


def _reports(entries: list[_Entry], folder: Path) -> dict[str, BundleReport]:
    found: dict[str, BundleReport] = {}
    listed = set()
    for entry in entries:
        name = entry.text("file")
        listed.add(name)
        published = entry.values.get("published")
        if not isinstance(published, datetime) or not _aware(published):
            entry.wrong(f"published must be a moment with its offset, such as 2010-04-07T16:20:00+06:00, not {published!r}")
            continue
        try:
            report = read(folder / name)
        except ReadError as error:
            entry.wrong(f"file {name!r} is no report: {error}", name, "file")
            continue
        one = BundleReport(
            entry.text("id"),
            folder / name,
            report,
            entry.text("outlet"),
            published,
            entry.text("story"),
            entry.kind("copy", CopyKind, CopyKind.EXACT) if "copy" in entry.values else None,
            entry.one_of("original", found, "earlier report"),
            tuple(_paragraphs(entry, report.text)),
            entry.one_of("corrects", found, "earlier report"),
        )
        if (one.copy is None) is bool(one.original):
            entry.wrong("copy and original go together: a copy names the earlier report it was made from")
        if bool(one.own) is not (one.copy is CopyKind.REWRITTEN):
            entry.wrong("own goes with rewritten copies, and a rewritten copy needs it: the opening words of the outlet's own paragraphs")
        found[one.id] = one
    if entries and folder.is_dir():
        for name in sorted({path.name for path in folder.iterdir()} - listed):
            entries[0].wrong(f"{folder} holds {name}, which no [[report]] names")
    return found


def _paragraphs(entry: _Entry, text: str) -> Iterator[Span]:
    for opening in entry.texts("own"):
        at = next((match for match in re.finditer(r"^.+$", text, re.MULTILINE) if match[0].startswith(opening)), None)
        if at is None:
            entry.wrong(f"own: no paragraph begins with {opening!r}", opening)
        else:
            yield Span(*at.span())


# --- incidents, disputes, updates, states ------------------------------------------------------------------------------


def _incidents(entries: list[_Entry], reports: Mapping[str, BundleReport]) -> tuple[ExpectedIncident, ...]:
    codebook = Codebook.load()
    modes = {event_type.name: {"", *(mode.name for mode in event_type.modes)} for event_type in codebook.types}
    taken: dict[tuple[str, Span], str] = {}
    found = []
    for entry in entries:
        identity, event_type, mode = entry.text("id"), entry.text("type"), entry.text("mode", needed=False)
        if event_type not in modes:
            entry.wrong(f"type {event_type!r} is not in the codebook; expected one of {', '.join(modes)}", event_type, "type")
        elif mode not in modes[event_type]:
            entry.wrong(
                f"{event_type} has no mode {mode!r}; expected one of {', '.join(sorted(modes[event_type] - {''})) or 'none'}", mode, "mode"
            )
        mentions = []
        for key, status in _STATUS_KEYS.items():
            for written in entry.texts(key):
                for report, span, primary in _anchored(entry, written, written, reports):
                    if (other := taken.setdefault((report.id, span), identity)) != identity:
                        entry.wrong(f"{written!r} is a mention of {other!r} already", written)
                    mentions.append(ExpectedMention(report.id, span, span.of(report.report.text), status, primary))
        if not mentions:
            entry.wrong(f"has no mention; expected some in {', '.join(_STATUS_KEYS)}")
        country = entry.text("country", needed=False)
        _check_country(entry, country)
        found.append(
            ExpectedIncident(
                identity,
                event_type,
                mode,
                _participants(entry, "actors"),
                _participants(entry, "recipients"),
                entry.text("place", needed=False),
                country,
                entry.interval("when"),
                entry.kind("standing", Standing, Standing.TOLD) if "standing" in entry.values else Standing.TOLD,
                tuple(mentions),
            )
        )
    return tuple(found)


def _participants(entry: _Entry, key: str) -> tuple[ExpectedParticipant, ...]:
    found = []
    for one in entry.entries(key):
        if set(one.values) - {"name", "country"}:
            one.wrong(f'{key}: every one is {{ name = "...", country = "..." }}')
        _check_country(one, one.text("country"))
        found.append(ExpectedParticipant(one.text("name"), one.text("country")))
    return tuple(found)


def _check_country(entry: _Entry, code: str) -> None:
    if code and code not in countries().by_code and code not in INTERNATIONAL:
        entry.wrong(f"country {code!r} is neither ISO 3166 alpha-3 nor one of {', '.join(sorted(INTERNATIONAL))}", code, "country")


def _dispute(entry: _Entry, reports: Mapping[str, BundleReport], incidents: Mapping[str, object]) -> ExpectedDispute:
    return ExpectedDispute(
        entry.text("id"),
        entry.kind("kind", DisputeKind, DisputeKind.DENIAL),
        entry.text("subject"),
        entry.one_of("incident", incidents, "incident"),
        entry.one_of("resolved_by", reports, "report"),
        _sides(entry, "side", reports),
    )


def _update(entry: _Entry, reports: Mapping[str, BundleReport], incidents: Mapping[str, object]) -> ExpectedUpdate:
    steps = _sides(entry, "step", reports)
    # A copy may come after the next step: what counts is when a value was first reported.
    first = [min(reports[claim.report].published for claim in step.claims) for step in steps if step.claims]
    if first != sorted(first):
        entry.wrong("the steps must stand in the order in which they were published")
    return ExpectedUpdate(
        entry.text("id"),
        entry.kind("kind", UpdateKind, UpdateKind.LATER),
        entry.text("subject"),
        entry.one_of("incident", incidents, "incident"),
        steps,
    )


def _state(
    entry: _Entry, reports: Mapping[str, BundleReport], incidents: Mapping[str, object], disputes: Mapping[str, object]
) -> ExpectedState:
    return ExpectedState(
        entry.text("id"),
        entry.text("subject"),
        entry.kind("predicate", Predicate, Predicate.HOLDS),
        entry.text("value"),
        _claims(entry, entry, reports),
        entry.interval("begins"),
        entry.interval("ends"),
        entry.one_of("opened_by", incidents, "incident"),
        entry.one_of("closed_by", incidents, "incident"),
        entry.one_of("dispute", disputes, "dispute"),
    )


def _sides(entry: _Entry, key: str, reports: Mapping[str, BundleReport]) -> tuple[ExpectedSide, ...]:
    sides = entry.entries(key)
    if len(sides) < 2:
        entry.wrong(f'needs two or more in {key}: {{ value = "...", claims = ["..."] }}')
    for side in sides:
        if set(side.values) != {"value", "claims"}:
            entry.wrong(f'{key}: every one is {{ value = "...", claims = ["..."] }}')
    return tuple(ExpectedSide(side.text("value"), _claims(side, entry, reports)) for side in sides)


def _claims(side: _Entry, entry: _Entry, reports: Mapping[str, BundleReport]) -> tuple[ExpectedClaim, ...]:
    found = []
    for written in side.texts("claims"):
        parts = [part.strip() for part in written.split(" | ")]
        words, chain, act = (*parts, "", "")[:3]
        if len(parts) > 3 or (act and act not in ACTS):
            form = "REPORTS: words | outermost source > inner source | act"
            entry.wrong(f'{written!r}: expected "{form}", act one of {", ".join(ACTS)}', written)
        for report, span, primary in _anchored(entry, words, written, reports):
            hops = [_found(entry, report, hop, written) for hop in chain.split(" > ") if hop]
            spans = tuple(hop for hop in hops if hop is not None)
            found.append(ExpectedClaim(report.id, span, span.of(report.report.text), spans, act or "assert", primary))
    if not found:
        entry.wrong("claims must name at least one claim")
    return tuple(found)


def _anchored(entry: _Entry, anchor: str, written: str, reports: Mapping[str, BundleReport]) -> Iterator[tuple[BundleReport, Span, str]]:
    """The reports and spans of "02 03: words", and the report that the words come from: of "09<08: words" report 08."""
    match = _ANCHOR.fullmatch(anchor)
    if match is None:
        entry.wrong(f'{written!r}: expected "REPORTS: words", such as "02 03: seized"', written)
        return
    for token in match["reports"].split():
        identity, _, origin = token.partition("<")
        unknown = [one for one in (identity, origin or identity) if one not in reports]
        if unknown:
            entry.wrong(f"{written!r}: {unknown[0]!r} is no report of this bundle", written)
        elif (span := _found(entry, reports[identity], match["words"], written)) is not None:
            yield reports[identity], span, origin or reports[identity].primary(span)


def _found(entry: _Entry, report: BundleReport, words: str, written: str) -> Span | None:
    try:
        return find_words(report.report.text, words)
    except ValueError as error:
        entry.wrong(f"{written!r}: in report {report.id} {error}", written)
        return None


def _aware(value: object) -> bool:
    return isinstance(value, datetime) and value.utcoffset() is not None
