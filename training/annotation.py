"""Event annotations by the project's guidelines: the form annotators write, the form that is kept, and agreement between two annotators.

Annotators write one JSON object a line in which every span is given by its words (``"seized"``; the second occurrence as
``"seized#2"``), because
people cannot count characters. ``python -m training.annotation compile DRAFT --out FILE [--texts FOLDER]`` checks every field and writes
the kept
form, with spans as character offsets: for own texts with the text (``{"id", "text", "published", "events"}``), for corpus articles
stand-off
without it (``{"document", "events"}``). ``agreement FIRST SECOND`` compares two kept files. Field meanings: ``training/corpus/README.md``.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from dateline.evaluating.annotations import AnnotatedEvent, AnnotatedParticipant, AnnotatedSource, AnnotatedText, read_annotations

MODES: dict[str, frozenset[str]] = {
    "AGREE": frozenset(),
    "CONSULT": frozenset({"visit", "third-party", "multilateral", "phone"}),
    "SUPPORT": frozenset(),
    "CONCEDE": frozenset(),
    "COOPERATE": frozenset(),
    "AID": frozenset(),
    "RETREAT": frozenset({"withdraw", "release", "disarm", "ceasefire", "access", "resign"}),
    "REQUEST": frozenset({"assist", "change", "yield", "meet"}),
    "ACCUSE": frozenset({"disapprove", "investigate", "allege"}),
    "REJECT": frozenset({"assist", "change", "yield", "meet"}),
    "THREATEN": frozenset({"restrict", "arrest", "relations", "expel", "territory", "violence"}),
    "PROTEST": frozenset({"demo", "riot", "strike", "hunger", "boycott", "obstruct"}),
    "SANCTION": frozenset({"convict", "expel", "withdraw", "discontinue"}),
    "MOBILIZE": frozenset({"troops", "weapons", "police", "militia"}),
    "COERCE": frozenset(
        {"seize", "restrict", "censor", "curfew", "martial-law", "arrest", "deport", "withhold", "misinformation", "cyber"}
    ),
    "ASSAULT": frozenset(
        {
            "abduct",
            "beat",
            "torture",
            "sexual",
            "targeted",
            "destroy",
            "primitive",
            "firearms",
            "explosives",
            "suicide-attack",
            "aerial",
            "drone",
            "heavy-weapons",
            "crowd-control",
            "unconventional",
        }
    ),
}
SECTORS = frozenset(
    [
        "COP",
        "GOV",
        "JUD",
        "LEG",
        "MIL",
        "PRM",
        "PTY",
        "REB",
        "SPY",
        "UAF",
        "UNK",
        "AGR",
        "BUS",
        "CRM",
        "CVL",
        "EDU",
        "ELI",
        "JRN",
        "LAB",
        "MED",
        "REF",
        "OPP",
        "PRE",
        "REL",
        "SOC",
    ]
)
STATUSES = frozenset({"actual", "negated", "future", "hypothetical"})
KINDS = frozenset({"named", "role", "anonymous", "collective", "document", "witness"})
COUNTS = frozenset({"killed", "injured", "arrested", "crowd"})
DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?(/\d{4}(-\d\d(-\d\d)?)?)?")
COUNTRY = re.compile(r"[A-Z]{3}")


class AnnotationError(ValueError):
    """A field of an annotation is wrong; the message says which and what was expected."""


def find_span(text: str, words: str) -> tuple[int, int]:
    """The span of ``words`` in ``text``; "words#2" is the second occurrence. Words stand at word borders."""
    match = re.fullmatch(r"(.*?)#(\d+)", words, re.S)
    phrase, number = (match[1], int(match[2])) if match else (words, 1)
    if not phrase.strip():
        raise AnnotationError("empty span")
    pattern = r"\s+".join(re.escape(w) for w in phrase.split())
    if phrase.split()[0][0].isalnum():
        pattern = r"(?<!\w)" + pattern
    if phrase.split()[-1][-1].isalnum():
        pattern += r"(?!\w)"
    found = list(re.finditer(pattern, text))
    if len(found) < number:
        raise AnnotationError(f"span {words!r} stands {len(found)} times in the text")
    return found[number - 1].span()


def _one_of(value: object, allowed: frozenset[str], what: str) -> str:
    if not isinstance(value, str) or value not in allowed:
        raise AnnotationError(f"{what} is {value!r}, expected one of {', '.join(sorted(allowed))}")
    return value


def _participants(text: str, items: object, what: str) -> tuple[AnnotatedParticipant, ...]:
    if not isinstance(items, list):
        raise AnnotationError(f"{what} must be a list")
    found = []
    for item in items:
        if not isinstance(item, dict) or not isinstance(item.get("t"), str):
            raise AnnotationError(f'{what}: every one is an object with "t" (words), "c" (country) and "s" (sector)')
        start, end = find_span(text, item["t"])
        country = item.get("c") or ""
        if country and not COUNTRY.fullmatch(country):
            raise AnnotationError(f"{what}: country {country!r} is not three capitals")
        sector = item.get("s") or ""
        found.append(AnnotatedParticipant(start, end, country, _one_of(sector, SECTORS | {""}, f"{what}: sector")))
    return tuple(found)


def _bound(value: object) -> int | None:
    if value is None or (isinstance(value, int) and value >= 0):
        return value
    raise AnnotationError(f"count bound {value!r} is not a number or null")


def draft_event(text: str, event: dict[str, object]) -> AnnotatedEvent:
    """An event in the annotators' form, checked, with spans found."""
    unknown = set(event) - {"type", "mode", "mentions", "actors", "recipients", "place", "date", "status", "sources", "counts", "sure"}
    if unknown:
        raise AnnotationError(f"unknown fields {sorted(unknown)}")
    kind = _one_of(event.get("type"), frozenset(MODES), "type")
    mode = _one_of(event.get("mode") or "", MODES[kind] | {""}, f"mode of {kind}")
    mentions = event.get("mentions")
    if not isinstance(mentions, list) or not mentions:
        raise AnnotationError("mentions: at least one trigger")
    place = event.get("place")
    day = event.get("date") or ""
    if not isinstance(day, str) or (day and not DATE.fullmatch(day)):
        raise AnnotationError(f"date {day!r} is not an ISO day, month, year or interval")
    sources = []
    listed = event.get("sources") or []
    if not isinstance(listed, list):
        raise AnnotationError("sources must be a list")
    for item in listed:
        if not isinstance(item, dict) or not isinstance(item.get("t"), str):
            raise AnnotationError('sources: every one is an object with "t" (words) and "k" (kind)')
        start, end = find_span(text, item["t"])
        sources.append(AnnotatedSource(start, end, _one_of(item.get("k"), KINDS, "source kind")))
    counts = event.get("counts") or {}
    if not isinstance(counts, dict):
        raise AnnotationError("counts must be an object")
    bounds = []
    for name, pair in counts.items():
        if not isinstance(pair, list) or len(pair) != 2:
            raise AnnotationError(f"counts: {name} must be [low, high]")
        bounds.append((_one_of(name, COUNTS, "count"), _bound(pair[0]), _bound(pair[1])))
    sure = event.get("sure", 1)
    if sure not in (1, 2):
        raise AnnotationError("sure is 1 (certain) or 2 (arguable)")
    return AnnotatedEvent(
        kind,
        mode,
        tuple(find_span(text, str(m)) for m in mentions),
        _participants(text, event.get("actors") or [], "actors"),
        _participants(text, event.get("recipients") or [], "recipients"),
        find_span(text, str(place)) if place else None,
        day,
        _one_of(event.get("status", "actual"), STATUSES, "status"),
        tuple(sources),
        tuple(bounds),
        int(sure == 2) + 1,
    )


def read_draft(path: Path, texts: Path | None) -> tuple[list[AnnotatedText], list[str]]:
    """All annotations of a draft that are right, and a message for every line that is not."""
    good: list[AnnotatedText] = []
    wrong: list[str] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            data = json.loads(line)
            document = data.get("document", "")
            if document:
                if texts is None:
                    raise AnnotationError("a stand-off draft needs --texts")
                text = (texts / document).read_text(encoding="utf-8")
            else:
                text = data["text"]
            events = tuple(draft_event(text, e) for e in data["events"])
            good.append(AnnotatedText(data.get("id") or f"{path.stem}-{number}", document, text, data.get("published") or "", events))
        except (AnnotationError, json.JSONDecodeError, KeyError, OSError) as error:
            wrong.append(f"{path}:{number}: {error}")
    return good, wrong


def _event_json(event: AnnotatedEvent) -> dict[str, object]:
    return {
        "type": event.type,
        "mode": event.mode or None,
        "mentions": [list(m) for m in event.mentions],
        "actors": [[p.start, p.end, p.country, p.sector] for p in event.actors],
        "recipients": [[p.start, p.end, p.country, p.sector] for p in event.recipients],
        "place": list(event.place) if event.place else None,
        "date": event.date or None,
        "status": event.status,
        "sources": [[s.start, s.end, s.kind] for s in event.sources],
        "counts": {name: [low, high] for name, low, high in event.counts},
        "sure": event.sure,
    }


def annotation_json(item: AnnotatedText, *, with_text: bool) -> dict[str, object]:
    """The kept form of an annotated text; a corpus article's is named, or, ``with_text``, held under its name as ``id``."""
    named = item.document and not with_text
    head: dict[str, object] = {"document": item.document} if named else {"id": item.id, "text": item.text}
    if item.published:
        head["published"] = item.published
    return head | {"events": [_event_json(e) for e in item.events]}


def write_kept(annotated: list[AnnotatedText], path: Path) -> None:
    """Write the kept form, one object a line."""
    with path.open("w", encoding="utf-8") as stream:
        for item in annotated:
            stream.write(json.dumps(annotation_json(item, with_text=False), ensure_ascii=False) + "\n")


@dataclass(frozen=True, slots=True)
class Agreement:
    """How two annotators' events of the same texts meet: events of each, matched by type and an overlapping mention, and among the matched
    how many agree on status, mode, all actors and all recipients (overlap of spans, same country and sector)."""

    first: int
    second: int
    matched: int
    status: int
    mode: int
    actors: int
    recipients: int

    @property
    def f1(self) -> float:
        """F1 of typed events, the second annotator against the first."""
        return 2 * self.matched / (self.first + self.second) if self.first + self.second else 1.0


def _overlap(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _same_participants(first: tuple[AnnotatedParticipant, ...], second: tuple[AnnotatedParticipant, ...]) -> bool:
    return len(first) == len(second) and all(
        any(_overlap((a.start, a.end), (b.start, b.end)) and (a.country, a.sector) == (b.country, b.sector) for b in second) for a in first
    )


def agreement(first: list[AnnotatedText], second: list[AnnotatedText]) -> Agreement:
    """Compare the texts both annotated."""
    others = {t.id: t for t in second}
    totals = [0] * 7
    for text in first:
        if text.id not in others:
            continue
        rest = list(others[text.id].events)
        totals[0] += len(text.events)
        totals[1] += len(rest)
        for event in text.events:
            match = next(
                (o for o in rest if o.type == event.type and any(_overlap(m, n) for m in event.mentions for n in o.mentions)), None
            )
            if match is None:
                continue
            rest.remove(match)
            totals[2] += 1
            totals[3] += match.status == event.status
            totals[4] += match.mode == event.mode
            totals[5] += _same_participants(event.actors, match.actors)
            totals[6] += _same_participants(event.recipients, match.recipients)
    return Agreement(*totals)


def main() -> int:
    """Compile drafts or print agreement."""
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    compile_command = commands.add_parser("compile", help="check a draft and write the kept form")
    compile_command.add_argument("draft", type=Path)
    compile_command.add_argument("--out", type=Path, required=True)
    compile_command.add_argument("--texts", type=Path)
    agree = commands.add_parser("agreement", help="compare two kept files")
    agree.add_argument("first", type=Path)
    agree.add_argument("second", type=Path)
    arguments = parser.parse_args()
    if arguments.command == "agreement":
        result = agreement(read_annotations(arguments.first), read_annotations(arguments.second))
        print(f"typed event F1 {result.f1:.3f}  {result}")
        return 0
    good, wrong = read_draft(arguments.draft, arguments.texts)
    for message in wrong:
        print(message, file=sys.stderr)
    write_kept(good, arguments.out)
    print(f"{len(good)} texts, {sum(len(t.events) for t in good)} events written; {len(wrong)} lines wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
