"""``dateline codebook``: look at the codebook, check one, make one's own."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.commands.figures import print_table
from dateline.commands.streams import ExitStatus, console, graceful, say
from dateline.errors import DataError

if TYPE_CHECKING:
    from dateline.knowledge.codebook import Codebook, CodebookExample, Construction, EventType
    from dateline.knowledge.codebook_check import Coder

codebook = typer.Typer(
    name="codebook",
    help="Look at the codebook (event types, modes, the words that express them), check one, or make your own.",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Folder = Annotated[Path | None, typer.Option("--codebook", metavar="DIR", help="The codebook of this folder instead of the shipped one.")]


@codebook.command()
def show(
    type_name: Annotated[str, typer.Argument(metavar="TYPE", help="The event type to show in full; without one, an overview of all.")] = "",
    folder: Folder = None,
) -> None:
    """Show an event type with its rules, modes, constructions and examples, or an overview of all types."""
    with graceful():
        book = _loaded(folder)
        if not type_name:
            _print_overview(book)
            return
        names = [event_type.name for event_type in book.types]
        if type_name.upper() not in names:
            raise typer.BadParameter(f"there is no type {type_name!r}; expected one of {', '.join(names)}", param_hint="TYPE")
        _print_type(book, book.type(type_name.upper()))


@codebook.command()
def check(
    folder: Folder = None,
    examples: Annotated[bool, typer.Option("--examples/--no-examples", help="With or without running the examples.")] = True,
    threads: Annotated[int | None, typer.Option(min=1, show_default="all cores, at most 4", help="Threads for the engine.")] = None,
) -> None:
    """Validate a codebook, look for constructions that contradict each other, and run all its examples.

    Each finding is a line with file and line. The exit status is 1 if there is one.
    """
    with graceful():
        from dateline.knowledge.codebook_file import read_folder, shipped_folder

        with shipped_folder() as shipped:
            book, problems = read_folder(folder or shipped)
        for problem in problems:
            typer.echo(str(problem))
        if book is None or problems:
            say(f"{_number(len(problems), 'problem')}; the examples are run when there is none")
            raise typer.Exit(ExitStatus.INCOMPLETE)
        what = f"{_number(len(book.types), 'type')}, {_number(len(book.constructions), 'construction')}"
        if not examples:
            typer.echo(f"{what}: no problem")
            return
        wrong = _run_examples(book, _coder(folder, threads))
        right = len(book.examples) - wrong
        typer.echo(f"{what}: no problem; {right} of {_number(len(book.examples), 'example')} came out as they say")
        if wrong:
            raise typer.Exit(ExitStatus.INCOMPLETE)


@codebook.command()
def new(folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder that does not exist yet, or is empty.")]) -> None:
    """Copy the shipped codebook to a folder, to be edited there and given with --codebook."""
    with graceful():
        from dateline.knowledge.codebook_file import shipped_folder

        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise typer.BadParameter(f"{folder} is there already and not empty; give a new folder", param_hint="DIR")
        folder.mkdir(parents=True, exist_ok=True)
        with shipped_folder() as shipped:
            files = sorted(shipped.glob("*.toml"))
            for file in files:
                (folder / file.name).write_bytes(file.read_bytes())
        typer.echo(f"{len(files)} files written to {folder}; edit them, then run: dateline codebook check --codebook {folder}")


@codebook.command()
def cameo(folder: Folder = None) -> None:
    """Show which CAMEO code and intensity each type, mode and construction stands for."""
    with graceful():
        book = _loaded(folder)
        rows = []
        for event_type in book.types:
            rows.append((event_type.name, "", "", event_type.cameo, f"{event_type.intensity:g}"))
            rows.extend((event_type.name, mode.name, "", mode.cameo, f"{mode.intensity:g}") for mode in event_type.modes)
            for c in book.constructions:
                if c.type == event_type.name and (c.cameo or c.intensity is not None):
                    cameo_code, intensity = book.cameo_of(c.type, c.mode, c), book.intensity_of(c.type, c.mode, c)
                    rows.append((c.type, c.mode, c.id.partition("/")[2], cameo_code, f"{intensity:g}"))
        print_table(_title(book), ("type", "mode", "construction", "CAMEO", "intensity"), rows, right=("intensity",))


def _loaded(folder: Path | None) -> Codebook:
    from dateline.knowledge.codebook import Codebook

    try:
        return Codebook.load(folder)
    except DataError as error:
        say(f"{error}\nrun: dateline codebook check" + (f" --codebook {folder}" if folder else ""))
        raise typer.Exit(ExitStatus.UNREADABLE) from error


def _coder(folder: Path | None, threads: int | None) -> Coder:
    """The engine's coder with the codebook of a folder."""
    from dateline.engine import load

    return load(codebook=folder, threads=threads).code


def _run_examples(book: Codebook, code: Coder) -> int:
    """Print what came out otherwise; how many examples did."""
    from dateline.knowledge.codebook_check import check_examples

    wrong = 0
    for result in check_examples(book, code):
        wrong += bool(result.differences)
        for difference in result.differences:
            typer.echo(f"{result.example.file}:{result.example.line}: {difference}: {result.example.text}")
    return wrong


def _number(count: int, name: str) -> str:
    return f"{count} {name}{'' if count == 1 else 's'}"


def _title(book: Codebook) -> str:
    return f"{book.name}, version {book.version}"


def _print_overview(book: Codebook) -> None:
    rows = [
        (
            event_type.name,
            str(event_type.quad),
            event_type.cameo,
            f"{event_type.intensity:g}",
            str(sum(c.type == event_type.name for c in book.constructions)),
            ", ".join(mode.name for mode in event_type.modes),
        )
        for event_type in book.types
    ]
    print_table(
        _title(book),
        ("type", "quad class", "CAMEO", "intensity", "constructions", "modes"),
        rows,
        right=("intensity", "constructions"),
    )


def _print_type(book: Codebook, event_type: EventType) -> None:
    screen = console(sys.stdout)
    screen.print(f"{event_type.name}: {event_type.quad}, CAMEO {event_type.cameo}, intensity {event_type.intensity:g}")
    screen.print(event_type.definition)
    for rule in event_type.rules:
        screen.print(f"- {rule}")
    screen.print()
    if event_type.modes:
        modes = [(mode.name, mode.cameo, f"{mode.intensity:g}", mode.definition) for mode in event_type.modes]
        print_table("Modes", ("mode", "CAMEO", "intensity", "definition"), modes, right=("intensity",))
    constructions = [(c.id.partition("/")[2], c.mode, pattern_of(c), c.strength) for c in book.constructions if c.type == event_type.name]
    print_table("Constructions", ("name", "mode", "words", "strength"), constructions)
    examples = [
        (e.text, coding_of(e)) for e in book.examples if any(x.type == event_type.name for x in e.events) or _is_of(e, event_type, book)
    ]
    print_table("Examples", ("text", "coding"), examples)


def _is_of(example: CodebookExample, event_type: EventType, book: Codebook) -> bool:
    """Whether an example stands in the file of a type."""
    return any(c.file == example.file for c in book.constructions if c.type == event_type.name)


def pattern_of(construction: Construction) -> str:
    """A construction in words: "crack/clamp (verb) + down + on ...", "attack (noun) carried by launch/mount; on ..."."""
    parts = [f"{' / '.join(construction.lemmas)} ({construction.upos.lower()})"]
    if construction.particles:
        parts.append("+ " + " / ".join(construction.particles))
    if construction.prepositions:
        parts.append("+ " + " / ".join(construction.prepositions) + " ...")
    if construction.objects:
        parts.append("+ object " + _or(construction.objects))
    if construction.without_objects:
        parts.append("without object " + _or(construction.without_objects))
    if construction.complement:
        parts.append(f"+ {construction.complement}")
    if construction.light:
        parts.append("carried by " + " / ".join(construction.light))
    return " ".join(parts)


def _or(objects: tuple[str, ...]) -> str:
    """Classes in angle brackets, words plain."""
    return " / ".join(name[1:] if name.startswith("=") else f"<{name}>" for name in objects)


def coding_of(example: CodebookExample) -> str:
    """An example's coding in words: "ACCUSE disapprove: Senegal -> coup", or "no event"."""
    told = []
    for event in example.events:
        head = f"{event.type} {event.mode}".strip() + ("" if event.status == "actual" else f" ({event.status})")
        sides = " -> ".join([", ".join(event.actors) or "nobody named", *([", ".join(event.recipients)] if event.recipients else [])])
        told.append(f"{head}: {sides}")
    return "; ".join(told) or "no event"
