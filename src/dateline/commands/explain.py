"""``dateline explain``: the reasons behind each field of a record."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.commands.streams import ExitStatus, as_utf8, console, graceful, say
from dateline.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.coding.explanations import Explanation


def explain(
    path: Annotated[str, typer.Argument(metavar="PATH|URL|-", help="One report: a file, an http(s) URL, or - for the standard input.")],
    event: Annotated[int | None, typer.Option(min=0, metavar="N", help="Only this event of the record, counted from 0.")] = None,
    sentence: Annotated[int | None, typer.Option(min=0, metavar="N", help="Only this sentence, counted from 0.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
    published: Annotated[str, typer.Option(metavar="TIME", help="When it was published, in any usual wording.")] = "",
    codebook: Annotated[Path | None, typer.Option(metavar="DIR", help="Code by the codebook of this folder.", file_okay=False)] = None,
    threads: Annotated[int | None, typer.Option(min=1, show_default="all cores, at most 4", help="Threads for the engine.")] = None,
) -> None:
    """Show why a report's record says what it says: for every sentence the words that tell of an act, the tree around them, the codebook's
    entry and the scores, and why a sentence yielded nothing; for every event the reason of each field.

    Exit status:

    - 0: explained
    - 2: wrong arguments, or no event or sentence of that number
    - 3: the report cannot be read
    - 4: the engine does not work, or the codebook is wrong
    """
    with graceful():
        from dateline.reading import Skipped, read_all

        item = next(iter(read_all([path], published=published or None)), None)
        if item is None or isinstance(item, Skipped):
            say(f"{path}: {item.reason if isinstance(item, Skipped) else 'holds no report'}")
            raise typer.Exit(ExitStatus.UNREADABLE)
        from dateline.engine import load

        try:
            engine = load(codebook=codebook, threads=threads)
        except DataError as error:
            say(str(error))
            raise typer.Exit(ExitStatus.FAILED) from error
        explanation = engine.explain(item)
        sentences, events = _chosen(explanation, sentence, event)
        from dateline.presenting.explanation import explanation_to_json, explanation_view

        if as_json:
            found = explanation_to_json(item, explanation, sentences, events)
            as_utf8(sys.stdout).write(json.dumps(found, ensure_ascii=False) + "\n")
        else:
            console(sys.stdout).print(explanation_view(item, explanation, sentences, events))


def _chosen(explanation: Explanation, sentence: int | None, event: int | None) -> tuple[Sequence[int], Sequence[int]]:
    """The numbers of the sentences and events to show."""
    for name, number, count in (("sentence", sentence, len(explanation.sentences)), ("event", event, len(explanation.events))):
        if number is not None and number >= count:
            raise typer.BadParameter(f"the record has {count} of them, counted from 0", param_hint=f"--{name}")
    if event is not None:
        own = {s.number for s in explanation.sentences if any(m.event == event for m in s.mentions)}
        return sorted(own if sentence is None else own & {sentence}), [event]
    if sentence is not None:
        return [sentence], sorted({m.event for m in explanation.sentences[sentence].mentions if m.event is not None})
    return range(len(explanation.sentences)), range(len(explanation.events))
