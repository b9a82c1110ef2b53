"""A record taken apart for the terminal: what was read off the page, its sentences, names, times, and who says what.

Everything is told in words and layout; colour only repeats it, so nothing is lost without colour. Made for 80 columns and more.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from dateline.presenting.json_form import offset_text
from dateline.report import (
    Attribution,
    Claim,
    Dateline,
    Entity,
    EntityType,
    Event,
    EvidenceKind,
    Furniture,
    FurnitureKind,
    PublicationTime,
    Record,
    Sentence,
    Span,
    TimeMention,
    ZoneOrigin,
)

_NOTHING = "–"
_LABEL = "bold"

_STYLES = {
    EntityType.PERSON: "cyan",
    EntityType.ORGANIZATION: "magenta",
    EntityType.LOCATION: "green",
    EntityType.NORP: "blue",
    EntityType.FACILITY: "green",
    EntityType.DATE: "yellow",
    EntityType.MONEY: "yellow",
    EntityType.PRODUCT: "red",
    EntityType.MISC: "red",
}

_ZONE_ORIGINS = {
    ZoneOrigin.EXPLICIT: "zone as written",
    ZoneOrigin.ABBREVIATION: "ambiguous zone settled by the outlet's country",
    ZoneOrigin.OUTLET: "zone of the outlet's country",
    ZoneOrigin.NONE: "zone not known",
}

_EVIDENCE = {
    EvidenceKind.HINT: "given by the caller",
    EvidenceKind.FEED: "from the feed",
    EvidenceKind.JSON_LD: "from the page's JSON-LD",
    EvidenceKind.META: "from the page's metadata",
    EvidenceKind.TIME: "from a <time> element",
    EvidenceKind.TEXT: "from the page as a reader sees it",
    EvidenceKind.DATELINE: "from the dateline",
    EvidenceKind.URL: "from the URL",
}


def record_view(record: Record) -> RenderableType:
    """The record as a rich renderable: particulars, sentences, who says what, entities, and times and events where there are any."""
    parts: list[RenderableType] = [
        Rule(Text(record.report.source or record.report.id, style=_LABEL), align="left", style="dim"),
        _particulars(record),
        _heading("Sentences", len(record.sentences)),
        _sentences(record),
        _heading("Who says what", len(record.attributions)),
        _attributions(record) if record.attributions else _none("No source, cue or content was found."),
        _heading("Entities", len(record.entities)),
        _entities(record.entities) if record.entities else _none("No name was found."),
    ]
    if record.times:
        parts += [_heading("Times", len(record.times)), _times(record.times)]
    if record.events:
        parts += [_heading("Events", len(record.events)), _events(record)]
    states = [claim for claim in record.claims if claim.event is None]
    if states:
        parts += [_heading("States claimed", len(states)), _states(states)]
    parts.append(Text())
    return Group(*parts)


def _heading(name: str, count: int) -> RenderableType:
    return Padding(Text.assemble((name, _LABEL), f" ({count})"), (1, 0, 0, 0))


def _none(text: str) -> RenderableType:
    return Padding(Text(text, style="dim"), (0, 0, 0, 2))


def _grid(*columns: int | None) -> Table:
    """A table without lines: columns of the widths given, the last taking what is left."""
    grid = Table.grid(padding=(0, 2, 0, 0), expand=False)
    for width in columns:
        grid.add_column(width=width, overflow="fold", no_wrap=width is not None)
    return grid


def _particulars(record: Record) -> RenderableType:
    report = record.report
    grid = _grid(9, None)
    lines: list[tuple[str, RenderableType]] = [("Headline", Text(report.headline or _NOTHING, style=_LABEL))]
    if report.byline:
        lines.append(("Byline", Text(report.byline)))
    outlet = " · ".join(part for part in (report.publisher, report.country) if part)
    if outlet:
        lines.append(("Outlet", Text(outlet)))
    if report.url:
        lines.append(("URL", Text(report.url, overflow="fold")))
    lines.append(("Published", _published(report.published)))
    lines.append(("Dateline", _dateline(report.dateline)))
    furniture = [piece for piece in report.furniture if piece.kind is not FurnitureKind.HEADLINE or piece.text != report.headline]
    if furniture:
        lines.append(("Kept out", _furniture(furniture)))
    notes = (*report.notes, *record.notes)
    if notes:
        lines.append(("Notes", Text("\n".join(notes))))
    for label, value in lines:
        grid.add_row(Text(label, style="dim"), value)
    return grid


def _published(time: PublicationTime | None) -> Text:
    if time is None:
        return Text("not stated")
    local = Text(time.value.replace("T", " "))
    zone = " ".join(part for part in (time.zone, offset_text(time.offset) if time.offset is not None else "") if part)
    if time.zone and time.offset is not None and time.zone.removeprefix("UTC").removeprefix("GMT") == offset_text(time.offset):
        zone = time.zone
    if zone:
        local.append(f" {zone}")
    if time.instant is not None:
        local.append(f"  =  {time.instant.astimezone(UTC):%Y-%m-%d %H:%M} UTC")
    evidence = time.evidence
    local.append(f"\n{_ZONE_ORIGINS[time.zone_origin]}; {_EVIDENCE[evidence.kind]}: {_quoted(evidence.text)}", style="dim")
    return local


def _dateline(dateline: Dateline | None) -> Text:
    if dateline is None:
        return Text("none")
    date = dateline.date
    if dateline.date_value and dateline.date_value != date:
        date = f"{date} ({dateline.date_value})"
    return Text(" · ".join(part for part in (*(p.text for p in dateline.places), date, dateline.agency) if part))


def _furniture(furniture: Sequence[Furniture]) -> Table:
    grid = _grid(max(len(str(piece.kind)) for piece in furniture), None)
    for piece in furniture:
        grid.add_row(Text(str(piece.kind), style="dim"), Text(_one_line(piece.text)))
    return grid


def _sentences(record: Record) -> RenderableType:
    grid = _grid(len(str(len(record.sentences))) + 2, None)
    paragraph = 0
    for number, sentence in enumerate(record.sentences, 1):
        if number > 1 and sentence.paragraph != paragraph:
            grid.add_row(Text(), Text())
        paragraph = sentence.paragraph
        grid.add_row(Text(str(number).rjust(len(str(len(record.sentences))) + 2), style="dim"), _sentence(record, sentence))
    return grid


def _sentence(record: Record, sentence: Sentence) -> Text:
    # Line breaks inside a sentence become spaces one for one, so that the spans of entities stay true.
    shown = Text("".join(" " if c.isspace() else c for c in record.report.text[sentence.start : sentence.end]))
    for entity in record.entities:
        if sentence.start <= entity.start < sentence.end:
            shown.stylize(_STYLES[entity.type], entity.start - sentence.start, entity.end - sentence.start)
    return shown


def _attributions(record: Record) -> Table:
    table = Table(box=box.SIMPLE_HEAD, leading=1, pad_edge=False, padding=(0, 1), show_edge=False)
    table.add_column("  In", justify="right", style="dim", no_wrap=True)
    table.add_column("Source", ratio=3, min_width=16)
    table.add_column("Cue", max_width=16, style="italic")
    table.add_column("Content", ratio=6, min_width=30)
    table.add_column("Mode", no_wrap=True)
    for attribution in record.attributions:
        table.add_row(
            _place_in(record.sentences, attribution),
            _source(record.report.text, attribution),
            _pieces(record.report.text, attribution.cue),
            _pieces(record.report.text, attribution.content),
            str(attribution.mode) if attribution.content else _NOTHING,
        )
    return table


def _source(text: str, attribution: Attribution) -> Text:
    words = _pieces(text, attribution.source)
    if attribution.speaker and attribution.speaker not in (words.plain, *(span.of(text) for span in attribution.source)):
        words.append(f" = {attribution.speaker}")
    if attribution.kind is not None:
        words.append(f" ({attribution.kind})", style="dim")
    return words


def _place_in(sentences: Sequence[Sentence], attribution: Attribution) -> str:
    """The numbers of the first and last sentence an attribution touches, as the list of sentences numbers them: "4" or "4-5"."""
    spans = (*attribution.source, *attribution.cue, *attribution.content)
    touched = [n for n, s in enumerate(sentences, 1) if any(span.overlaps((s.start, s.end)) for span in spans)]
    if not touched:
        return _NOTHING
    return str(touched[0]) if touched[0] == touched[-1] else f"{touched[0]}-{touched[-1]}"


def _pieces(text: str, spans: Iterable[Span]) -> Text:
    return Text(" … ".join(_one_line(span.of(text)) for span in spans) or _NOTHING)


def _entities(entities: Sequence[Entity]) -> RenderableType:
    grid = _grid(max(len(kind) for kind in EntityType), None)
    for kind in EntityType:
        names: dict[str, int] = {}
        for entity in entities:
            if entity.type is kind:
                name = _one_line(entity.text)
                names[name] = names.get(name, 0) + 1
        if names:
            shown = Text(", ").join(Text.assemble((name, _STYLES[kind]), f" ×{n}" if n > 1 else "") for name, n in names.items())
            grid.add_row(Text(kind, style="dim"), shown)
    return Padding(grid, (0, 0, 0, 2))


def _times(times: Sequence[TimeMention]) -> RenderableType:
    grid = Table.grid(padding=(0, 2, 0, 0))
    for time in times:
        grid.add_row(Text(_one_line(time.text)), Text(time.value or _NOTHING), Text(time.type, style="dim"))
    return Padding(grid, (0, 0, 0, 2))


def _events(record: Record) -> Table:
    table = Table(box=box.SIMPLE_HEAD, leading=1, pad_edge=False, padding=(0, 1), show_edge=False)
    for name in ("  Event", "Who", "To whom", "When", "Where", "According to"):
        table.add_column(name)
    for event in record.events:
        table.add_row(
            Text(f"{_name(event)}\n{_one_line(event.trigger.of(record.report.text))}"),
            Text(", ".join(p.name or p.text for p in event.actors) or _NOTHING),
            Text(", ".join(p.name or p.text for p in event.recipients) or _NOTHING),
            Text((event.time.value or event.time.text) if event.time else _NOTHING),
            Text((event.place.name or event.place.text) if event.place else _NOTHING),
            Text(" ← ".join(s.name or s.text for s in event.sources) or "the report itself"),
        )
    return table


def _states(states: Sequence[Claim]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, leading=1, pad_edge=False, padding=(0, 1), show_edge=False)
    for name in ("  Of", "State", "Value", "As of", "According to"):
        table.add_column(name)
    for claim in states:
        table.add_row(
            Text(f"  {_one_line(claim.subject)}"),
            Text(f"{claim.proposition}{'' if claim.positive else ', not'}"),
            Text(_one_line(claim.value)),
            Text((claim.time.value or claim.time.text) if claim.time else _NOTHING),
            Text(" ← ".join(s.source.name or s.source.text or "somebody" for s in claim.chain) or "the report itself"),
        )
    return table


def _name(event: Event) -> str:
    kind = f"{event.type}/{event.mode}" if event.mode else event.type
    return f"{kind} ({event.status}, {event.certainty})"


def _quoted(text: str) -> str:
    return f'"{_one_line(text)}"'


def _one_line(text: str) -> str:
    return " ".join(text.split())
