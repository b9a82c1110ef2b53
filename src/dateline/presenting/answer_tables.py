"""The ledger's answers as tidy tables: a row each, columns of one type, for CSV, Parquet and data frames.

docs/ledger.md says what each column holds. Cells with several values hold them with "; " between.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import IO, TYPE_CHECKING, Any, Final, Literal, TextIO

if TYPE_CHECKING:
    import pandas

    from dateline.ledger.answers import ClaimEntry, EventEntry, IncidentEntry, ReportEntry, StoryEntry
    from dateline.report import Count, Participant

Kind = Literal["str", "int", "float", "instant", "bool"]
Row = tuple[object, ...]

COUNTED: Final = ("killed", "injured", "arrested", "crowd")
_SEVERAL: Final = "; "
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
_CHUNK: Final = 10_000

_EVENT: Final[tuple[tuple[str, Kind], ...]] = (
    *(("type", "str"), ("mode", "str"), ("cameo", "str"), ("quad", "str"), ("intensity", "float"), ("status", "str")),
    *(("certainty", "str"), ("actors", "str"), ("actor_countries", "str"), ("actor_sectors", "str")),
    *(("recipients", "str"), ("recipient_countries", "str"), ("recipient_sectors", "str")),
    *(("time", "str"), ("earliest", "instant"), ("latest", "instant"), ("place", "str"), ("place_country", "str"), ("admin1", "str")),
    *(("geonameid", "int"), ("latitude", "float"), ("longitude", "float"), ("sources", "str")),
)
_COUNTS: Final[tuple[tuple[str, Kind], ...]] = tuple((f"{name}_{bound}", "int") for name in COUNTED for bound in ("low", "high"))
_REPORT: Final[tuple[tuple[str, Kind], ...]] = (
    *(("report", "int"), ("report_id", "str"), ("publisher", "str"), ("agency", "str"), ("headline", "str"), ("url", "str")),
    *(("report_source", "str"), ("published", "instant"), ("published_local", "str"), ("wire", "int"), ("recorded", "instant")),
)


@dataclass(frozen=True, slots=True)
class AnswerTable:
    """A table of answers: its columns with their types, and how an answer becomes a row."""

    columns: tuple[tuple[str, Kind], ...]
    row: Callable[[Any], Row]

    @property
    def names(self) -> list[str]:
        """The names of the columns."""
        return [name for name, _ in self.columns]


def _people(people: Iterable[Participant]) -> Row:
    given = tuple(people)
    return (
        _SEVERAL.join(p.name or p.text for p in given),
        _SEVERAL.join(p.country for p in given),
        _SEVERAL.join(p.sector for p in given),
    )


def _counts(counts: Iterable[tuple[str, Count]]) -> Row:
    by_name = dict(counts)
    bounds: list[int | None] = []
    for name in COUNTED:
        count = by_name.get(name)
        bounds += [count.low, count.high] if count else [None, None]
    return tuple(bounds)


def _told(e: EventEntry) -> Row:
    """The columns that an event tells by itself."""
    return (
        *(e.type, e.mode, e.cameo, e.quad, e.intensity, str(e.status), str(e.certainty)),
        *_people(e.actors),
        *_people(e.recipients),
        *(e.time, e.earliest, e.latest, e.place, e.place_country, e.admin1, e.geonameid, e.latitude, e.longitude),
        _SEVERAL.join(s.name or s.text for s in e.sources),
    )


def _report(r: ReportEntry) -> Row:
    return (r.number, r.report, r.publisher, r.agency, r.headline, r.url, r.source, r.published, r.published_local, r.wire, r.recorded)


def _event(e: EventEntry) -> Row:
    own = (e.number, e.at, e.incident, e.sources_of_incident, e.story)
    return (*own, *_told(e), *_counts(e.counts), e.confidence, e.trigger, e.evidence, *_report(e.report))


def _claim(c: ClaimEntry) -> Row:
    stated = (c.proposition, c.subject, c.value, c.act, c.certainty, c.positive, c.source, c.source_kind, c.source_country, c.hops)
    return (c.number, c.at, c.story, c.event, *stated, c.earliest, c.latest, c.evidence, *_report(c.report))


def _incident(i: IncidentEntry) -> Row:
    own = (i.number, i.at, i.story, i.sources, i.reports, len(i.events), _SEVERAL.join(i.statuses))
    return (*own, *_told(i.clearest), *_counts(i.counts), i.clearest.evidence, i.clearest.number, *_report(i.clearest.report))


def _story(s: StoryEntry) -> Row:
    return (s.number, s.title, s.first, s.last, s.reports, s.wires, s.events, _SEVERAL.join(s.publishers))


EVENTS: Final = AnswerTable(
    (
        *(("event", "int"), ("at", "instant"), ("incident", "int"), ("sources_of_incident", "int"), ("story", "int")),
        *_EVENT,
        *_COUNTS,
        *(("confidence", "float"), ("trigger", "str"), ("evidence", "str")),
        *_REPORT,
    ),
    _event,
)
CLAIMS: Final = AnswerTable(
    (
        *(("claim", "int"), ("at", "instant"), ("story", "int"), ("event", "int"), ("proposition", "str"), ("subject", "str")),
        *(("value", "str"), ("act", "str"), ("certainty", "str"), ("positive", "bool"), ("source", "str"), ("source_kind", "str")),
        *(("source_country", "str"), ("hops", "int"), ("earliest", "instant"), ("latest", "instant"), ("evidence", "str")),
        *_REPORT,
    ),
    _claim,
)
TIMELINE: Final = AnswerTable(
    (
        *(("incident", "int"), ("at", "instant"), ("story", "int"), ("independent_sources", "int"), ("reports", "int")),
        *(("mentions", "int"), ("statuses", "str")),
        *_EVENT,
        *_COUNTS,
        *(("evidence", "str"), ("event", "int")),
        *_REPORT,
    ),
    _incident,
)
STORIES: Final = AnswerTable(
    (
        *(("story", "int"), ("title", "str"), ("first", "instant"), ("last", "instant"), ("reports", "int"), ("wires", "int")),
        *(("events", "int"), ("publishers", "str")),
    ),
    _story,
)


def write_csv(table: AnswerTable, answers: Iterable[Any], stream: TextIO, *, spreadsheet: bool = False) -> None:
    """Write answers as CSV (RFC 4180 with plain line ends, header first, instants in ISO 8601 UTC, open values empty).

    With ``spreadsheet`` a text that a spreadsheet would take for a formula gets an apostrophe in front, as OWASP advises; numbers and
    instants stay as they are. Without it every text is exactly as in the ledger.
    """
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(table.names)
    for answer in answers:
        cells = (_cell(value) for value in table.row(answer))
        writer.writerow([_unarmed(cell) if spreadsheet and isinstance(cell, str) else cell for cell in cells])


def _cell(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else value


def _unarmed(text: str) -> str:
    """The text so that a spreadsheet shows it and does not run it."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def write_parquet(table: AnswerTable, answers: Iterable[Any], stream: IO[bytes]) -> None:
    """Write answers as one Parquet file, in row groups, so that memory stays flat. Raises ImportError where pyarrow is not installed."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise ImportError('Parquet needs pyarrow, which is not installed; pip install "dateline[frames]"') from error
    kinds = {
        "str": pyarrow.string(),
        "int": pyarrow.int64(),
        "float": pyarrow.float64(),
        "bool": pyarrow.bool_(),
        "instant": pyarrow.timestamp("us", tz="UTC"),
    }
    layout = pyarrow.schema([(name, kinds[kind]) for name, kind in table.columns])
    with pyarrow.parquet.ParquetWriter(stream, layout) as writer:
        for rows in _chunks(map(table.row, answers)):
            columns = list(zip(*rows, strict=True)) if rows else [()] * len(table.columns)
            arrays = [pyarrow.array(column, field.type) for column, field in zip(columns, layout, strict=True)]
            writer.write_table(pyarrow.Table.from_arrays(arrays, schema=layout))


def _chunks(rows: Iterable[Row]) -> Iterator[list[Row]]:
    chunk: list[Row] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == _CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def answers_to_frame(table: AnswerTable, answers: Iterable[Any]) -> pandas.DataFrame:
    """The answers as a pandas data frame. Raises ImportError where pandas is not installed."""
    try:
        import pandas
    except ImportError as error:
        raise ImportError('data frames need pandas, which is not installed; pip install "dateline[frames]"') from error
    kinds = {"str": "str", "int": "Int64", "float": "Float64", "bool": "boolean", "instant": "datetime64[us, UTC]"}
    rows = [table.row(answer) for answer in answers]
    columns: Iterable[tuple[object, ...]] = zip(*rows, strict=True) if rows else ((),) * len(table.columns)
    return pandas.DataFrame(
        {
            name: pandas.to_datetime(pandas.Series(list(column), dtype="object"), utc=True).astype(kinds[kind])
            if kind == "instant"
            else pandas.Series(list(column), dtype=kinds[kind])
            for (name, kind), column in zip(table.columns, columns, strict=True)
        }
    )
