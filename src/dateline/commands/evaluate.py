"""``dateline eval``: figures of quality on test data."""

from __future__ import annotations

import json
import sys
from dataclasses import fields
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.commands.figures import print_table
from dateline.commands.streams import ExitStatus, as_utf8, graceful, say
from dateline.errors import DataError

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    from dateline.engine import Engine


class Measured(StrEnum):
    """What is measured."""

    TREEBANK = "treebank"
    ENTITIES = "entities"
    ATTRIBUTION = "attribution"
    SEGMENTATION = "segmentation"
    READING = "reading"
    TIMES = "times"
    PLACES = "places"
    EVENTS = "events"
    PARTICIPANTS = "participants"
    QUANTITIES = "quantities"
    SETTINGS = "settings"
    RELATION = "relation"
    COREFERENCE = "coreference"
    CHAINS = "chains"
    FACTUALITY = "factuality"
    COPIES = "copies"
    INCIDENTS = "incidents"


_WITHOUT_ENGINE = (Measured.READING, Measured.COPIES, Measured.INCIDENTS)


def evaluate(
    measured: Annotated[
        Measured,
        typer.Argument(
            metavar="WHAT",
            help="treebank: trees for given words (CoNLL-U); segmentation: words, sentences and trees from its raw text; entities: English "
            "Worldwide Newswire; attribution: PolNeAR; reading: publication times and datelines of pages; times: TimeML; "
            "places: TR-News, LGL, GeoVirus or GeoWebNews; events: annotated "
            "texts (JSON lines); participants, quantities, settings: country and sector, numbers of people, times and places of given "
            "events in annotated texts; relation: sentences with two marked actors; coreference: OntoGUM (CoNLL) or annotated articles "
            "(JSON lines); chains: passages with the sources of a marked word (JSON lines); factuality: predicates judged from -3 to 3, "
            "or clauses with status, certainty and act (JSON lines); copies: reports labelled with their wire (TOML); incidents: gold "
            "mentions of ECB+ (JSON).",
        ),
    ],
    data: Annotated[Path, typer.Argument(metavar="DATA", help="The test set: a file, a folder or a .tar.gz.")],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
    floors: Annotated[Path | None, typer.Option(metavar="FILE", help="Compare with the least values in this TOML file.")] = None,
    texts: Annotated[Path | None, typer.Option(metavar="FOLDER", help="The texts of stand-off annotations.", file_okay=False)] = None,
    threads: Annotated[int | None, typer.Option(min=1, show_default="all cores, at most 4", help="Threads for the engine.")] = None,
) -> None:
    """Measure quality on a test set and print the figures, in per cent where not said otherwise.

    Exit status:

    - 0: measured, and no figure is below its floor
    - 1: a figure is below its floor
    - 2: wrong arguments
    - 3: the data cannot be read
    - 4: the engine does not work
    """
    with graceful():
        scores, version = _measure(measured, data, texts, threads)
        figures = figures_of(scores)
        least = _floors(floors, measured, data, figures)
        below = sorted(name for name, value in least.items() if figures[name] < value)
        if as_json:
            found = {"measured": str(measured), "data": str(data), "engine": version, "figures": figures}
            compared = {"floors": least, "below": below} if floors is not None else {}
            as_utf8(sys.stdout).write(json.dumps(found | compared, ensure_ascii=False) + "\n")
        else:
            _print(measured, data, version, figures, least)
        if below:
            say(", ".join(f"{name} is {figures[name]:.2f}, below its floor of {least[name]:g}" for name in below))
            raise typer.Exit(ExitStatus.INCOMPLETE)


def figures_of(scores: DataclassInstance) -> dict[str, float]:
    """The figures of a scorer's result by name; pairs of a name and a figure within a field are named "field name"."""
    figures: dict[str, float] = {}
    for field in fields(scores):
        value = getattr(scores, field.name)
        if isinstance(value, int | float):
            figures[field.name] = value
        elif isinstance(value, tuple):
            figures.update({f"{field.name} {name}": figure for name, figure in value})
    return figures


def _measure(measured: Measured, data: Path, texts: Path | None, threads: int | None) -> tuple[DataclassInstance, str]:
    """The scores and the version of the engine, which some do without."""
    try:
        if measured in _WITHOUT_ENGINE:
            return _measure_without_engine(measured, data), ""
        from dateline.engine import load

        engine = load(threads=threads)
        return _measure_engine(measured, data, texts, engine), engine.version
    except DataError as error:
        say(str(error))
        raise typer.Exit(ExitStatus.UNREADABLE) from error
    except (OSError, EOFError) as error:  # EOFError: a truncated gzip file
        say(f"{data}: cannot be read ({error}); give a test set that `dateline eval --help` names")
        raise typer.Exit(ExitStatus.UNREADABLE) from error


def _measure_without_engine(measured: Measured, data: Path) -> DataclassInstance:
    if measured is Measured.COPIES:
        from dateline.evaluating.copies import score as score_copies

        return score_copies(data)
    if measured is Measured.INCIDENTS:
        from dateline.evaluating.incidents import score as score_incidents

        return score_incidents(data)
    from dateline.evaluating.reading import score as score_reading

    return score_reading(data)


def _measure_engine(measured: Measured, data: Path, texts: Path | None, engine: Engine) -> DataclassInstance:
    from dateline.evaluating import (
        attribution,
        chains,
        coreference,
        entities,
        event_settings,
        events,
        factuality,
        participants,
        places,
        quantities,
        relations,
        times,
        treebank,
    )

    if measured is Measured.ENTITIES:
        return entities.score(data, engine)
    if measured is Measured.ATTRIBUTION:
        return attribution.score(data, engine)
    if measured is Measured.TIMES:
        return times.score(data, engine)
    if measured is Measured.PLACES:
        return places.score(data, places.resolver(engine.analyser))
    if measured is Measured.EVENTS:
        return events.score(data, engine, texts)
    if measured is Measured.PARTICIPANTS:
        return participants.score(data, engine, texts)
    if measured is Measured.QUANTITIES:
        return quantities.score(data, engine, texts)
    if measured is Measured.SETTINGS:
        return event_settings.score(data, engine, texts)
    if measured is Measured.COREFERENCE:
        return coreference.score(data, engine)
    if measured is Measured.RELATION:
        return relations.score(data, engine.relate)
    if measured is Measured.CHAINS:
        return chains.score(data, engine)
    if measured is Measured.FACTUALITY:
        return factuality.score(data, engine.analyser)
    if measured is Measured.SEGMENTATION:
        return treebank.score_segmentation(data, engine)
    return treebank.score(data, engine)


def _floors(path: Path | None, measured: Measured, data: Path, figures: dict[str, float]) -> dict[str, float]:
    if path is None:
        return {}
    from dateline.evaluating.floors import data_name, read_floors

    try:
        return read_floors(path, measured, data_name(data), figures)
    except DataError as error:
        raise typer.BadParameter(str(error), param_hint="--floors") from error


def _print(measured: Measured, data: Path, version: str, figures: dict[str, float], least: dict[str, float]) -> None:
    rows = []
    for name, value in figures.items():
        shown = f"{value:.2f}" if isinstance(value, float) else str(value)
        floor = least.get(name)
        verdict = "" if floor is None else "below" if value < floor else "ok"
        rows.append((name, shown, "" if floor is None else f"{floor:g}", verdict) if least else (name, shown))
    columns = ("figure", "value", "floor", "") if least else ("figure", "value")
    title = f"{measured} on {data}" + (f", engine {version}" if version else "")
    print_table(title, columns, rows, right=("value", "floor"))
