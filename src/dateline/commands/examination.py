"""What ``dateline doctor`` looks at: versions, sizes, model and data, and a self-test of every part that can break on a machine."""

from __future__ import annotations

import platform
import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from importlib import metadata, resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final

from dateline import __version__
from dateline.errors import DatelineError

Lines = tuple[tuple[str, str], ...]

_FACTS: Final = (".toml", ".tsv", ".csv", ".json", ".txt")

# A page of our own whose reading is known: its zone must survive, its menu must not.
_PAGE: Final = (
    b'<html><head><meta charset="utf-8"><title>Ferry resumes</title></head><body><nav><a href="/">Home</a></nav>'
    b'<article><h1>Ferry resumes</h1><time datetime="2026-05-04T09:30:00+06:00">4 May 2026</time>'
    b"<p>The ferry across the lake resumed service on Monday after repairs that took eleven days, the harbour master said.</p>"
    b"<p>Two more crossings a day will follow in June, he added.</p></article></body></html>"
)


@dataclass(frozen=True, slots=True)
class Check:
    """One check of the self-test and what came out."""

    name: str
    passed: bool
    detail: str


@dataclass(frozen=True, slots=True)
class Examination:
    """What was found: titled sections of (name, value) lines, and the checks."""

    sections: tuple[tuple[str, Lines], ...]
    checks: tuple[Check, ...]

    @property
    def healthy(self) -> bool:
        """Whether every check passed."""
        return all(check.passed for check in self.checks)

    def to_json(self) -> dict[str, object]:
        """The examination as plain JSON values."""
        return {
            **{title.casefold(): dict(lines) for title, lines in self.sections},
            "checks": [{"name": c.name, "passed": c.passed, "detail": c.detail} for c in self.checks],
            "healthy": self.healthy,
        }


def examine() -> Examination:
    """Look at the installation and test it. What does not work is told in the checks, not raised."""
    engine_lines, engine_checks = _engine()
    return Examination(
        (
            ("Program", _program()),
            ("Dependencies", _dependencies()),
            ("Data", _data()),
            ("Knowledge", _knowledge()),
            ("Engine", engine_lines),
        ),
        (*_dependency_checks(), _reading_check(), *engine_checks),
    )


def _program() -> Lines:
    return (
        ("dateline", __version__),
        ("python", platform.python_version()),
        ("system", f"{platform.system()} {platform.release()} {platform.machine()}"),
        ("folder", str(resources.files("dateline"))),
        *_sizes(),
    )


def _name_of(requirement: str) -> str:
    """The distribution a requirement names: "numpy>=1.26" gives "numpy"."""
    match = re.match(r"[A-Za-z0-9][A-Za-z0-9._-]*", requirement)
    return match.group().rstrip("._-") if match else ""


def _required(name: str) -> tuple[str, ...]:
    """What a distribution needs at run time, extras left out; nothing where it is not installed."""
    try:
        requirements = metadata.requires(name) or []
    except metadata.PackageNotFoundError:
        return ()
    return tuple(_name_of(r) for r in requirements if "extra ==" not in r)


def _dependencies() -> Lines:
    names = sorted(_required("dateline"), key=str.casefold)
    return tuple((name, _version(name) or "not installed") for name in names) or (("dateline", "run from a source tree, not installed"),)


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _dependency_checks() -> Iterator[Check]:
    needed = _required("dateline")
    missing = [name for name in needed if not _version(name)]
    detail = f"missing: {', '.join(missing)}" if missing else f"{len(needed)} of {len(needed)}" if needed else "run from a source tree"
    yield Check("every dependency is installed", not missing, detail)


def _sizes() -> Iterator[tuple[str, str]]:
    """Installed sizes of the package by itself and with all it needs."""
    own = sum(len(data) for _, data in _files(resources.files("dateline"), ("",)))
    yield "size", f"{own / 1e6:.1f} MB"
    names, waiting = set[str](), ["dateline"]
    while waiting:
        name = waiting.pop()
        if name not in names and _version(name):
            names.add(name)
            waiting.extend(_required(name))
    others = sum(_size(name) for name in names - {"dateline"})
    if others:
        yield "size with dependencies", f"{(own + others) / 1e6:.0f} MB in {len(names)} packages"


def _size(name: str) -> int:
    total = 0
    for file in metadata.files(name) or ():
        path = Path(str(file.locate()))
        if path.is_file():
            total += path.stat().st_size
    return total


def _files(folder: Traversable, endings: tuple[str, ...], prefix: str = "") -> Iterator[tuple[str, bytes]]:
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.is_dir():
            if entry.name != "__pycache__":
                yield from _files(entry, endings, f"{prefix}{entry.name}/")
        elif entry.name.endswith(endings):
            yield prefix + entry.name, entry.read_bytes()


def _data() -> Lines:
    """The facts that come with the package, named by a digest of their content so that two installations can be compared."""
    facts = [(name, data) for name, data in _files(resources.files("dateline"), _FACTS) if "/model/" not in name]
    lines = [(name, f"{len(data) / 1e3:.1f} kB, digest {_digest([data])}") for name, data in facts]
    model = [data for name, data in _files(resources.files("dateline"), ("",)) if name.startswith("language/model/")]
    if model:
        lines.append(("language/model", f"{sum(map(len, model)) / 1e6:.1f} MB, digest {_digest(model)}"))
    lines.append(("time zones", _zones()))
    return tuple(lines)


def _knowledge() -> Lines:
    """What a user imported beside the shipped data."""
    from dateline.knowledge.imported import all_imported, knowledge_folder

    folder = ("folder", str(knowledge_folder() or "none: DATELINE_KNOWLEDGE is set to nothing"))
    try:
        pieces = all_imported()
    except DatelineError as error:
        return (folder, ("damaged", str(error)))
    return (folder, *((str(p.kind), f"{p.version}, {p.entries} entries from {p.source}") for p in pieces))


def _digest(pieces: list[bytes]) -> str:
    digest = blake2b(digest_size=6)
    for piece in pieces:
        digest.update(piece)
    return digest.hexdigest()


def _zones() -> str:
    try:
        import tzdata
    except ImportError:
        return "tzdata is not installed"
    return f"IANA {tzdata.IANA_VERSION} (tzdata)"


def _reading_check() -> Check:
    name = "a page is read, its zone kept and its menu left out"
    try:
        from dateline.reading import read

        report = read(_PAGE, name="the self-test's page")
    except (DatelineError, ImportError) as error:
        return Check(name, False, str(error))
    instant = report.published.instant.isoformat() if report.published and report.published.instant else "no instant"
    return Check(name, instant == "2026-05-04T09:30:00+06:00" and "Home" not in report.text and "harbour master" in report.text, instant)


def _engine() -> tuple[Lines, tuple[Check, ...]]:
    try:
        from dateline.engine import load

        engine = load()
        return engine.describe(), tuple(Check(*check) for check in engine.self_test())
    except (DatelineError, ImportError) as error:
        return (("engine", "cannot be loaded"),), (Check("the engine loads", False, str(error)),)
