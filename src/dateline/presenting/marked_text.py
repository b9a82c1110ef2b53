"""The report itself in the terminal, with what was found marked in it, and its events and attributions below.

Every mark is a pair of brackets with its label in words, so that nothing rests on colour: ``[actor E0: Dockers] [event E0 YIELD: lifted]``.
Contents have braces: ``{A0: that the talks failed}``. The pieces of a mark that a border splits have an ellipsis where they go on.
"""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from dateline.presenting.marked_spans import Closing, Mark, MarkKind, Opening, marks_of, paragraphs_of, walk
from dateline.presenting.marked_words import (
    OPEN,
    attribution_manner,
    attribution_source,
    chain_of,
    chain_words,
    claim_words,
    count_words,
    event_code,
    event_name,
    manner_words,
    one_line,
    participant_words,
    particulars,
    pieces,
    place_words,
    time_words,
)
from dateline.report import Attribution, Certainty, Claim, Event, Record, Span, Status

_LABEL = "dim"

_STYLES = {
    MarkKind.EVENT: "bold red",
    MarkKind.SOURCE: "bold magenta",
    MarkKind.ACTOR: "cyan",
    MarkKind.RECIPIENT: "blue",
    MarkKind.PLACE: "green",
    MarkKind.TIME: "yellow",
    MarkKind.CUE: "italic magenta",
    MarkKind.ENTITY: "underline",
    MarkKind.CONTENT: "",
}

_KEY = "E0, E1 … are the events below, A0, A1 … who says what; words in {braces} are what a source says."


def marked_view(record: Record) -> RenderableType:
    """The record's report as a rich renderable: its particulars, the marked text, the events and the attributions."""
    report = record.report
    parts: list[RenderableType] = [Rule(Text(report.source or report.id, style="bold"), align="left", style="dim")]
    if report.headline:
        parts.append(Text(one_line(report.headline), style="bold"))
    parts.append(Text("\n".join(f"{name}: {value}" for name, value in particulars(record) if name != "Source"), style="dim"))
    marks = marks_of(record)
    if marks:
        parts.append(Padding(Text(_KEY, style="dim"), (1, 0, 0, 0)))
    parts += [Padding(_paragraph(report.text, marks, span), (1, 0, 0, 0)) for span in paragraphs_of(record)]
    parts.append(_heading("Events", len(record.events)))
    parts += [_event(number, event, report.text) for number, event in enumerate(record.events)]
    parts.append(_heading("Who says what", len(record.attributions)))
    parts.append(_attributions(record))
    states = [claim for claim in record.claims if claim.event is None]
    if states:
        parts.append(_heading("States claimed", len(states)))
        parts += [_claim(claim) for claim in states]
    parts.append(Text())
    return Group(*parts)


def _heading(name: str, count: int) -> RenderableType:
    return Padding(Text.assemble((name, "bold"), f" ({count})"), (1, 0, 0, 0))


def _paragraph(text: str, marks: tuple[Mark, ...], paragraph: Span) -> Text:
    shown = Text()
    styles: list[str] = []
    for piece in walk(marks, *paragraph):
        if isinstance(piece, Opening):
            styles.append(_STYLES[piece.mark.kind])
            shown.append("{" if _braced(piece.mark) else "[", style=_LABEL)
            shown.append(f"{'' if piece.begins else '…'}{_label(piece.mark)}: ", style=_LABEL)
        elif isinstance(piece, Closing):
            styles.pop()
            shown.append("" if piece.ends else "…", style=_LABEL)
            shown.append("}" if _braced(piece.mark) else "]", style=_LABEL)
        else:
            # Line breaks inside a paragraph become spaces; the terminal breaks lines where its width asks for it.
            words = "".join(" " if c.isspace() else c for c in piece.of(text))
            shown.append(words, style=" ".join(style for style in styles if style))
    return shown


def _braced(mark: Mark) -> bool:
    return mark.kind is MarkKind.CONTENT


def _label(mark: Mark) -> str:
    """What stands before the words: a content by its number alone, an entity by its class, all else by its roles in words."""
    labels = []
    for role in mark.roles:
        if role.kind is MarkKind.CONTENT and _braced(mark):
            labels.append(role.items)
        elif role.kind is MarkKind.ENTITY:
            labels.append(role.detail)
        else:
            labels.append(role.words)
    return ", ".join(labels)


def _event(number: int, event: Event, text: str) -> RenderableType:
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(style=_LABEL, no_wrap=True)
    grid.add_column(overflow="fold")
    head = Text.assemble((f"E{number} {event_name(event)}", "bold"), f"  “{one_line(event.trigger.of(text))}”", overflow="fold")
    rows = [
        ("who", "; ".join(map(participant_words, event.actors)) or OPEN),
        ("to whom", "; ".join(map(participant_words, event.recipients)) or OPEN),
        ("when", time_words(event.time) if event.time else ""),
        ("where", place_words(event.place) if event.place else ""),
        ("counts", "; ".join(count_words(name, count) for name, count in event.counts)),
        ("according to", chain_words(chain_of(event))),
        ("told as", f"{event.status}, {event.certainty}; confidence {event.confidence:.2f}"),
        ("code", event_code(event)),
    ]
    for name, value in rows:
        if value:
            grid.add_row(name, Text(value))
    return Padding(Group(head, Padding(grid, (0, 0, 0, 4))), (0, 0, 0, 2))


def _claim(claim: Claim) -> RenderableType:
    """A state with its chain and its time below."""
    below = [f"according to {chain_words(claim.chain)}"]
    if claim.time is not None:
        below.append(f"as of {time_words(claim.time)}")
    if claim.status is not Status.ACTUAL or claim.certainty is not Certainty.CERTAIN:
        below.append(f"{claim.status}, {claim.certainty}")
    told = Text.assemble((claim_words(claim), "bold"), overflow="fold")
    return Padding(Group(told, Padding(Text("; ".join(below), style=_LABEL), (0, 0, 0, 4))), (0, 0, 0, 2))


def _attributions(record: Record) -> RenderableType:
    if not record.attributions:
        return Padding(Text("No source, cue or content was found.", style="dim"), (0, 0, 0, 2))
    grid = Table.grid(padding=(0, 2, 0, 0))
    for column in range(4):
        grid.add_column(overflow="fold", no_wrap=column == 0)
    text = record.report.text
    for number, attribution in enumerate(record.attributions):
        _attribution_rows(grid, f"A{number}", attribution, text)
    return Padding(grid, (0, 0, 0, 2))


def _attribution_rows(grid: Table, name: str, attribution: Attribution, text: str) -> None:
    """An attribution and, below it, those within its content."""
    manner = attribution_manner(attribution)
    if attribution.stance is not None:
        manner = ", ".join(part for part in (manner, manner_words(attribution.stance).removeprefix(": ")) if part)
    grid.add_row(
        Text(name, style="bold"),
        Text(attribution_source(attribution, text)),
        Text(pieces(attribution.cue, text) or OPEN, style="italic"),
        Text(manner or OPEN, style=_LABEL),
    )
    for inner in attribution.nested:
        _attribution_rows(grid, "  ←", inner, text)
