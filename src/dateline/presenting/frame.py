"""Records as a tidy table for pandas: one row for each event, attribution, entity or sentence, with the report it stands in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Literal

from dateline.report import Attribution, Entity, Event, Participant, Record, Report, Sentence, Span

if TYPE_CHECKING:
    import pandas

Table = Literal["events", "attributions", "entities", "sentences"]

_Row = tuple[object, ...]

_SEVERAL = "; "
"""Parts the values of a cell that holds more than one."""

_COUNTED = ("killed", "injured", "arrested", "displaced", "crowd")

# Column names with their pandas types. A report's own columns open every table, so that each table can be read and filtered alone.
_REPORT = (
    ("report", "str"),
    ("source", "str"),
    ("url", "str"),
    ("publisher", "str"),
    ("headline", "str"),
    ("published", "datetime64[us, UTC]"),
    ("published_local", "str"),
)
_EVENTS = (
    ("event", "Int64"),
    ("type", "str"),
    ("mode", "str"),
    ("cameo", "str"),
    ("quad", "str"),
    ("intensity", "Float64"),
    ("status", "str"),
    ("certainty", "str"),
    ("actors", "str"),
    ("actor_countries", "str"),
    ("actor_sectors", "str"),
    ("recipients", "str"),
    ("recipient_countries", "str"),
    ("recipient_sectors", "str"),
    ("time", "str"),
    ("earliest", "datetime64[us, UTC]"),
    ("latest", "datetime64[us, UTC]"),
    ("place", "str"),
    ("place_country", "str"),
    ("latitude", "Float64"),
    ("longitude", "Float64"),
    ("geonameid", "Int64"),
    ("sources", "str"),
    *((f"{name}_{bound}", "Int64") for name in _COUNTED for bound in ("low", "high", "best")),
    ("confidence", "Float64"),
    ("trigger", "str"),
    ("start", "Int64"),
    ("end", "Int64"),
)
_ATTRIBUTIONS = (
    ("attribution", "Int64"),
    ("source_text", "str"),
    ("cue", "str"),
    ("content", "str"),
    ("mode", "str"),
    ("speaker", "str"),
    ("kind", "str"),
    ("score", "Float64"),
    ("start", "Int64"),
    ("end", "Int64"),
)
_ENTITIES = (
    ("entity", "Int64"),
    ("text", "str"),
    ("type", "str"),
    ("score", "Float64"),
    ("start", "Int64"),
    ("end", "Int64"),
)
_SENTENCES = (
    ("sentence", "Int64"),
    ("paragraph", "Int64"),
    ("text", "str"),
    ("words", "Int64"),
    ("start", "Int64"),
    ("end", "Int64"),
)


def to_frame(records: Record | Iterable[Record], table: Table = "events") -> pandas.DataFrame:
    """A tidy table of the records, one row for each event, attribution, entity or sentence as ``table`` says.

    Every table begins with the columns of the report: ``report`` (its id), ``source``, ``url``, ``publisher``, ``headline``,
    ``published`` (an instant in UTC, missing where the report leaves it open) and ``published_local`` (local time as written). The
    number of the row within its report comes next, counted from 0 as in the lists of the JSON form. Cells with several values, such as
    the actors of an event, hold them in the report's order with "; " between. Columns and types are the same for no records at all.

    Raises :class:`ImportError` where pandas is not installed and :class:`ValueError` for another table.
    """
    try:
        import pandas
    except ImportError as error:
        raise ImportError("to_frame needs pandas, which is not installed; pip install pandas") from error
    if table not in _TABLES:
        raise ValueError(f"no table {table!r}; expected one of {', '.join(_TABLES)}")
    layout = _TABLES[table]
    given = (records,) if isinstance(records, Record) else records
    columns = (*_REPORT, *layout.columns)
    rows = [(*_report(record.report), *row) for record in given for row in layout.rows(record)]
    values: Iterable[tuple[object, ...]] = zip(*rows, strict=True) if rows else ((),) * len(columns)
    return pandas.DataFrame(
        {
            name: pandas.to_datetime(pandas.Series(list(column), dtype="object"), utc=True).astype(kind)
            if kind.startswith("datetime")
            else pandas.Series(list(column), dtype=kind)
            for (name, kind), column in zip(columns, values, strict=True)
        }
    )


def table_rows(record: Record, table: Table = "events") -> Iterator[dict[str, object]]:
    """The rows of one record as cells by column, as :func:`to_frame` has them; pandas is not needed. KeyError for another table."""
    layout = _TABLES[table]
    names = [name for name, _ in (*_REPORT, *layout.columns)]
    report = _report(record.report)
    for row in layout.rows(record):
        yield dict(zip(names, (*report, *row), strict=True))


def _report(report: Report) -> _Row:
    published = report.published
    return (
        report.id,
        report.source,
        report.url,
        report.publisher,
        report.headline,
        published.instant if published else None,
        published.value if published else "",
    )


def _event(number: int, event: Event, text: str) -> _Row:
    counts = dict(event.counts)
    bounds: list[int | None] = []
    for name in _COUNTED:
        count = counts.get(name)
        bounds += [count.low, count.high, count.best] if count else [None, None, None]
    time, place = event.time, event.place
    return (
        number,
        event.type,
        event.mode,
        event.cameo,
        str(event.quad),
        event.intensity,
        str(event.status),
        str(event.certainty),
        *_participants(event.actors),
        *_participants(event.recipients),
        time.value if time else "",
        time.earliest if time else None,
        time.latest if time else None,
        (place.name or place.text) if place else "",
        place.country if place else "",
        place.latitude if place else None,
        place.longitude if place else None,
        place.geonameid if place else None,
        _SEVERAL.join(s.name or s.text for s in event.sources),
        *bounds,
        event.confidence,
        event.trigger.of(text),
        *event.trigger,
    )


def _participants(participants: Iterable[Participant]) -> tuple[str, str, str]:
    people = tuple(participants)
    return (
        _SEVERAL.join(p.name or p.text for p in people),
        _SEVERAL.join(p.country for p in people),
        _SEVERAL.join(p.sector for p in people),
    )


def _attribution(number: int, attribution: Attribution, text: str) -> _Row:
    pieces = (attribution.source, attribution.cue, attribution.content)
    spans = list(chain.from_iterable(pieces))
    return (
        number,
        *(_pieces(spans_of_role, text) for spans_of_role in pieces),
        str(attribution.mode),
        attribution.speaker,
        str(attribution.kind) if attribution.kind is not None else "",
        attribution.score,
        min((s.start for s in spans), default=None),
        max((s.end for s in spans), default=None),
    )


def _pieces(spans: Iterable[Span], text: str) -> str:
    return " … ".join(span.of(text) for span in spans)


def _entity(number: int, entity: Entity, text: str) -> _Row:
    return (number, entity.text, str(entity.type), entity.score, entity.start, entity.end)


def _sentence(number: int, sentence: Sentence, text: str) -> _Row:
    return (number, sentence.paragraph, text[sentence.start : sentence.end], len(sentence.tokens), sentence.start, sentence.end)


@dataclass(frozen=True, slots=True)
class _Layout:
    """A table: its columns after those of the report, and how a record becomes rows of them."""

    columns: tuple[tuple[str, str], ...]
    rows: Callable[[Record], Iterator[_Row]]


_TABLES: dict[str, _Layout] = {
    "events": _Layout(_EVENTS, lambda r: (_event(n, e, r.report.text) for n, e in enumerate(r.events))),
    "attributions": _Layout(_ATTRIBUTIONS, lambda r: (_attribution(n, a, r.report.text) for n, a in enumerate(r.attributions))),
    "entities": _Layout(_ENTITIES, lambda r: (_entity(n, e, r.report.text) for n, e in enumerate(r.entities))),
    "sentences": _Layout(_SENTENCES, lambda r: (_sentence(n, s, r.report.text) for n, s in enumerate(r.sentences))),
}
