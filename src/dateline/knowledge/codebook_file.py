"""Codebooks as folders of TOML files: read, validated as far as words alone tell, with every error at its file and line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, Final

from dateline.errors import DataError
from dateline.knowledge.codebook import PLACES, Codebook, CodebookExample, Construction, EventType, ExampleEvent, Mode
from dateline.knowledge.codebook_conflicts import find_conflicts
from dateline.knowledge.codebook_lines import Lines, find_lines
from dateline.report import EntityType, Quad, Status

HEAD_FILE: Final = "codebook.toml"
CLASSES_FILE: Final = "classes.toml"
_TYPE_KEYS: Final = ("name", "definition", "quad", "cameo", "intensity", "rules", "mode", "construction", "example")
_MODE_KEYS: Final = ("name", "definition", "cameo", "intensity")
_CONSTRUCTION_KEYS: Final = (
    *("name", "mode", "verb", "noun", "particles", "prepositions", "objects", "without_objects", "complement", "light"),
    *("actor", "recipient", "reciprocal", "cameo", "intensity", "strength"),
)
_EXAMPLE_KEYS: Final = ("text", "published", "events")
_EVENT_KEYS: Final = ("type", "mode", "trigger", "actors", "recipients", "status")
_NAME: Final = re.compile(r"[A-Z][A-Z0-9_-]*")
_CAMEO: Final = re.compile(r"\d{2,4}")
_SYNTAX_LINE: Final = re.compile(r"\(at line (\d+)")
_VERB_ACTOR: Final = ("subject",)
_VERB_RECIPIENT: Final = ("object",)
_NOUN_ACTOR: Final = ("poss", "of", "by", "compound", "light-subject")


def shipped_folder() -> AbstractContextManager[Path]:
    """The folder of the codebook that comes with this package, for as long as the context lasts."""
    return as_file(files("dateline.knowledge").joinpath("codebook"))


@cache
def shipped() -> Codebook:
    """The codebook of this package, read once."""
    with shipped_folder() as folder:
        return load_folder(folder)


def load(folder: Path | None = None) -> Codebook:
    """The codebook of a folder, or the shipped one. Raises DataError."""
    return shipped() if folder is None else load_folder(folder)


def load_folder(folder: Path) -> Codebook:
    """The codebook of a folder. Raises DataError: at the first problem's place, with the others in its reason, a line each."""
    codebook, problems = read_folder(folder)
    if codebook is None or problems:
        first, *others = problems
        raise DataError(first.file, first.line, "\n".join([first.reason, *map(str, others)]))
    return codebook


def read_folder(folder: Path) -> tuple[Codebook | None, tuple[DataError, ...]]:
    """The codebook of a folder and all that is wrong with it, in the order of files and lines; None where nothing can be made of it."""
    reading = _Reading()
    if not folder.is_dir():
        return None, (DataError(str(folder), 0, "is no folder; give the folder of a codebook, as `dateline codebook new DIR` makes one"),)
    head = reading.document(folder / HEAD_FILE)
    classes = reading.document(folder / CLASSES_FILE)
    if head is None or classes is None:
        return None, tuple(reading.problems)
    prepositions = frozenset(head.words("prepositions"))
    name, version = head.text("name"), head.text("version")
    head.only(("name", "version", "prepositions"))
    known = _Known(_classes(classes), prepositions)
    documents = [d for path in sorted(folder.glob("*.toml")) if path.name not in (HEAD_FILE, CLASSES_FILE) if (d := reading.document(path))]
    if not documents and not reading.problems:
        reading.problems.append(DataError(str(folder), 0, "holds no event type; give each type a file of its own, such as protest.toml"))
    types = [_event_type(document) for document in documents]
    for event_type, document in zip(types, documents, strict=True):
        if event_type.name in known.modes:
            document.wrong("name", f"{event_type.name} is the type of another file already; give it another name")
        known.modes[event_type.name] = frozenset(mode.name for mode in event_type.modes)
    constructions = [c for t, d in zip(types, documents, strict=True) for c in _constructions(t, d, known)]
    examples = [e for t, d in zip(types, documents, strict=True) for e in _examples(t, d, known)]
    for event_type, document in zip(types, documents, strict=True):
        _missing_examples(event_type, document, [e for e in examples if e.file == document.file], constructions)
    codebook = Codebook(name, version, tuple(types), tuple(constructions), known.classes, tuple(examples))
    reading.problems.extend(find_conflicts(codebook))
    reading.problems.sort(key=lambda problem: (problem.file, problem.line))
    return codebook, tuple(reading.problems)


@dataclass(slots=True)
class _Known:
    """What names may be used."""

    classes: Mapping[str, frozenset[str]]
    prepositions: frozenset[str]
    modes: dict[str, frozenset[str]] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)  # construction id -> where it stands


@dataclass(slots=True)
class _Table:
    """A table of a file with the line it begins on. Whatever is wrong with it joins the problems; a harmless value stands in for it."""

    file: str
    line: int
    values: dict[str, Any]
    lines: Lines
    problems: list[DataError]
    top: bool = False

    def wrong(self, key: str, reason: str) -> None:
        line = self.lines.keys.get(key, 0) if self.top else self.line
        self.problems.append(DataError(self.file, line, reason))

    def only(self, keys: tuple[str, ...]) -> None:
        for key in self.values:
            if key not in keys:
                self.wrong(key, f"the key {key!r} is not known; expected one of {', '.join(keys)}")

    def text(self, key: str, default: str | None = None) -> str:
        value = self.values.get(key, default)
        if isinstance(value, str) and (value.strip() or default is not None):
            return value
        self.wrong(key, f"{key} must be a text that is not empty, not {value!r}" if key in self.values else f"{key} is missing")
        return ""

    def number(self, key: str) -> float:
        value = self.values.get(key)
        if isinstance(value, int | float) and not isinstance(value, bool) and -10 <= value <= 10:
            return float(value)
        self.wrong(key, f"{key} must be a number from -10 to 10, not {value!r}" if key in self.values else f"{key} is missing")
        return 0.0

    def words(self, key: str, default: tuple[str, ...] | None = ()) -> tuple[str, ...]:
        value = self.values.get(key, default)
        if isinstance(value, list | tuple) and all(isinstance(word, str) and word.strip() for word in value):
            if len(set(value)) < len(value):
                self.wrong(key, f"{key} names something twice: {', '.join(sorted({w for w in value if list(value).count(w) > 1}))}")
            return tuple(value)
        self.wrong(key, f"{key} must be a list of words, not {value!r}" if key in self.values else f"{key} is missing")
        return ()

    def cameo(self, key: str = "cameo", default: str | None = None) -> str:
        value = self.text(key, default)
        if value and not _CAMEO.fullmatch(value):
            self.wrong(key, f'{key} must be a CAMEO code of 2 to 4 digits in quotes, such as "0841", not {value!r}')
        return value

    def tables(self, key: str) -> Iterator[_Table]:
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self.wrong(key, f"{key} must be tables: [[{key}]] with keys below, or {key} = [ {{...}}, {{...}} ]")
            return
        for index, item in enumerate(value):
            line = self.lines.of(key, index) if self.top else self.line
            yield _Table(self.file, line, item, self.lines, self.problems)


@dataclass(slots=True)
class _Reading:
    """The reading of one folder: the problems found so far."""

    problems: list[DataError] = field(default_factory=list)

    def document(self, path: Path) -> _Table | None:
        try:
            text = path.read_text("utf-8")
            return _Table(path.name, 1, tomllib.loads(text), find_lines(text), self.problems, top=True)
        except tomllib.TOMLDecodeError as error:
            found = _SYNTAX_LINE.search(str(error))
            line = int(found[1]) if found else text.count("\n") + 1
            mixed = "immutable namespace" in str(error)  # [[construction]] below construction = [ ... ]
            hint = (
                "this list is written name = [ ... ]: add to it inside its brackets"
                if mixed
                else "quotes and brackets must close, lists need commas"
            )
            self.problems.append(DataError(path.name, line, f"is no TOML: {error}; {hint}"))
        except FileNotFoundError:
            self.problems.append(
                DataError(path.name, 0, f"is missing in {path.parent}; copy it from a folder made by `dateline codebook new`")
            )
        except (OSError, UnicodeDecodeError) as error:
            self.problems.append(DataError(path.name, 0, f"cannot be read as UTF-8 text: {error}"))
        return None


def _classes(document: _Table) -> dict[str, frozenset[str]]:
    found = {}
    for name in document.values:
        words = document.words(name)
        for word in words:
            if word.startswith("@") and word[1:] not in {str(kind) for kind in EntityType}:
                document.wrong(name, f"{word!r} in {name} is no class of names; expected @ and one of {', '.join(EntityType)}")
            elif not word.startswith("@") and word != word.lower():
                document.wrong(name, f"{word!r} in {name} must be in lower case, as lemmas are")
        found[name] = frozenset(form for word in words for form in _forms(word))
    return found


def _forms(word: str) -> tuple[str, ...]:
    """A noun with its regular plural, which stands where a lemmatiser has cut too much: "protesters" -> "protest"."""
    if word.startswith("@"):
        return (word,)
    if word.endswith("man"):
        return (word, f"{word[:-3]}men")
    if word.endswith(("s", "x", "ch", "sh")):
        return (word, f"{word}es")
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return (word, f"{word[:-1]}ies")
    return (word, f"{word}s")


def _event_type(document: _Table) -> EventType:
    document.only(_TYPE_KEYS)
    name = document.text("name")
    if name and not _NAME.fullmatch(name):
        document.wrong("name", f"{name!r} must be in capitals, such as ELECT or ASK-BACK")
    quad = document.text("quad")
    if quad and quad not in {str(known) for known in Quad}:
        document.wrong("quad", f"{quad!r} is no quad class; expected one of {', '.join(Quad)}")
        quad = ""
    modes: list[Mode] = []
    for table in document.tables("mode"):
        table.only(_MODE_KEYS)
        mode = Mode(table.text("name"), table.text("definition"), table.cameo(), table.number("intensity"))
        if mode.name in {other.name for other in modes}:
            table.wrong("name", f"{name} has the mode {mode.name!r} already; give it another name")
        modes.append(mode)
    return EventType(
        name,
        document.text("definition"),
        Quad(quad) if quad else Quad.VERBAL_CONFLICT,
        document.cameo(),
        document.number("intensity"),
        tuple(modes),
        document.words("rules"),
    )


def _constructions(event_type: EventType, document: _Table, known: _Known) -> Iterator[Construction]:
    for table in document.tables("construction"):
        table.only(_CONSTRUCTION_KEYS)
        mode = _mode(table, event_type.name, known)
        if ("verb" in table.values) == ("noun" in table.values):
            table.wrong("verb", "must have either verb = [...] or noun = [...], the trigger's lemmas")
            continue
        upos, key = ("VERB", "verb") if "verb" in table.values else ("NOUN", "noun")
        lemmas = table.words(key)
        if not lemmas or any(not re.fullmatch(r"[a-z][a-z-]*", lemma) for lemma in lemmas):
            table.wrong(key, f"{key} must be lemmas in lower case, one word each, not {list(lemmas)}; particles stand under particles")
            continue
        identity = f"{event_type.name}/{table.text('name', lemmas[0])}"
        if identity in known.ids:
            table.wrong("name", f'{identity} is the name of another construction already ({known.ids[identity]}); give it a name = "..."')
        known.ids[identity] = f"{table.file}:{table.line}"
        complement, strength = table.text("complement", ""), table.text("strength")
        if complement not in ("", "infinitive", "clause"):
            table.wrong("complement", f"{complement!r} is no complement; expected infinitive or clause")
        if strength not in ("", "sure", "open"):
            table.wrong(
                "strength", f"{strength!r} is no strength; expected sure (these words alone decide) or open (only if the engine agrees)"
            )
        reciprocal = table.values.get("reciprocal", False)
        if not isinstance(reciprocal, bool):
            table.wrong("reciprocal", f"reciprocal must be true or false, not {reciprocal!r}")
        light = table.words("light")
        if light and upos == "VERB":
            table.wrong("light", "light verbs carry nouns; a construction with verb = [...] has none")
        prepositions = table.words("prepositions")
        for word in prepositions:
            if word not in known.prepositions:
                table.wrong(
                    "prepositions", f"{word!r} is no preposition of {HEAD_FILE}; expected one of {', '.join(sorted(known.prepositions))}"
                )
        yield Construction(
            identity,
            event_type.name,
            mode,
            upos,
            lemmas,
            table.words("particles"),
            prepositions,
            _objects(table, "objects", known),
            _objects(table, "without_objects", known),
            complement,
            light,
            _places(table, "actor", _VERB_ACTOR if upos == "VERB" else _NOUN_ACTOR, known),
            _places(table, "recipient", _VERB_RECIPIENT if upos == "VERB" else (), known),
            bool(reciprocal),
            table.cameo(default=""),
            table.number("intensity") if "intensity" in table.values else None,
            strength,
            table.file,
            table.line,
        )


def _mode(table: _Table, type_name: str, known: _Known) -> str:
    mode = table.text("mode", "")
    if mode and mode not in known.modes.get(type_name, ()):
        names = ", ".join(sorted(known.modes.get(type_name, ()))) or "none at all"
        table.wrong("mode", f"{type_name} has no mode {mode!r}; expected {names}")
        return ""
    return mode


def _objects(table: _Table, key: str, known: _Known) -> tuple[str, ...]:
    found = table.words(key)
    for name in found:
        if not name.startswith("=") and name not in known.classes:
            table.wrong(
                key,
                f'{name!r} in {key} is no class of {CLASSES_FILE}; expected one of {", ".join(known.classes)}, or "={name}" for the word',
            )
    return found


def _places(table: _Table, key: str, default: tuple[str, ...], known: _Known) -> tuple[str, ...]:
    found = table.words(key, default)
    for name in found if key in table.values else ():
        if name not in PLACES and name not in known.prepositions:
            table.wrong(
                key, f"{name!r} in {key} is no place of a participant; expected one of {', '.join(sorted(PLACES))}, or a preposition"
            )
    return found


def _examples(event_type: EventType, document: _Table, known: _Known) -> Iterator[CodebookExample]:
    for table in document.tables("example"):
        table.only(_EXAMPLE_KEYS)
        text, published = table.text("text"), table.text("published", "")
        if published:
            try:
                date.fromisoformat(published)
            except ValueError:
                table.wrong("published", f"published must be an ISO day such as 2021-03-16, not {published!r}")
        if "events" not in table.values:
            table.wrong("events", "events is missing; a text that tells of no event has events = []")
        yield CodebookExample(
            text,
            published,
            tuple(_example_event(event_type, event, text, known) for event in table.tables("events")),
            table.file,
            table.line,
        )


def _example_event(event_type: EventType, table: _Table, text: str, known: _Known) -> ExampleEvent:
    table.only(_EVENT_KEYS)
    type_name = table.text("type", event_type.name)
    if type_name not in known.modes:
        table.wrong("type", f"there is no type {type_name!r}; expected one of {', '.join(sorted(known.modes))}")
        type_name = event_type.name
    status = table.text("status", str(Status.ACTUAL))
    if status not in {str(known_status) for known_status in Status}:
        table.wrong("status", f"{status!r} is no status; expected one of {', '.join(Status)}")
        status = str(Status.ACTUAL)
    trigger, actors, recipients = table.text("trigger"), table.words("actors"), table.words("recipients")
    for words in (trigger, *actors, *recipients):
        if not re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text):
            table.wrong("text", f"{words!r} does not stand in the example's text {text!r}")
    return ExampleEvent(type_name, _mode(table, type_name, known), trigger, actors, recipients, Status(status))


def _missing_examples(
    event_type: EventType, document: _Table, examples: list[CodebookExample], constructions: Iterable[Construction]
) -> None:
    shown = {event.mode for example in examples for event in example.events if event.type == event_type.name}
    wanted = {mode.name for mode in event_type.modes} | {c.mode for c in constructions if c.type == event_type.name}
    for mode in sorted(wanted - shown):
        what = f"the mode {mode}" if mode else "no mode"
        document.wrong("example", f"no example shows {event_type.name} with {what}; write one whose events hold it")
    if all(example.events for example in examples):
        document.wrong("example", f"{event_type.name} has no negative example; write one with events = []")
