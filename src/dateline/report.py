"""The vocabulary every room shares: reports, the spans in them, and the records made of them.

Every record is a frozen, slotted dataclass. Spans are character offsets into :attr:`Report.text`, half open, as in
``text[start:end]``. Times are aware instants or explicit intervals; where the text leaves a zone or a day open, so does the record.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple


class Span(NamedTuple):
    """A stretch of characters, ``text[start:end]``."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters the span covers in ``text``."""
        return text[self.start : self.end]

    def overlaps(self, other: tuple[int, int]) -> bool:
        """Whether the two spans share at least one character."""
        return self.start < other[1] and other[0] < self.end


# --- where and when a report was published ---------------------------------------------------------------------------


class ZoneOrigin(StrEnum):
    """Where the zone of a publication time came from."""

    EXPLICIT = "explicit"  # an offset or an unambiguous zone name stands in the evidence: "+08:00", "Z", "BJT", "GMT"
    ABBREVIATION = "abbreviation"  # an ambiguous abbreviation (IST, CST, BST) settled by the outlet's country
    OUTLET = "outlet"  # no zone is written; the outlet's country has only one
    NONE = "none"  # not known: the time stands without an instant


class Precision(StrEnum):
    """The smallest unit a time states."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    HOUR = "hour"
    MINUTE = "minute"
    SECOND = "second"


class EvidenceKind(StrEnum):
    """The part of a source that a piece of metadata was read from."""

    HINT = "hint"  # given by the caller
    FEED = "feed"  # a field of JSONL, ninjs, NewsML-G2, RSS or Atom
    JSON_LD = "json-ld"
    META = "meta"
    TIME = "time"  # an HTML <time> element
    TEXT = "text"  # words a reader sees
    DATELINE = "dateline"
    URL = "url"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a piece of metadata rests on: the kind of place, a name for it ("datePublished") and the words themselves."""

    kind: EvidenceKind
    where: str
    text: str


@dataclass(frozen=True, slots=True)
class PublicationTime:
    """When a report was published, as exactly as its source says and no more.

    ``value`` is the local time in ISO 8601 cut at its precision ("2010-04-08T14:55", "2010-04-08", "2010-04") without a zone. ``offset`` is
    the offset from UTC, None where the zone is not known. ``instant`` is the aware moment, None where the offset is not known
    or the precision is coarser than an hour. ``zone`` is the zone as written ("BJT", "+08:00"), empty where none is.
    """

    value: str
    precision: Precision
    offset: timedelta | None
    zone: str
    zone_origin: ZoneOrigin
    evidence: Evidence
    instant: datetime | None = None

    @property
    def day(self) -> date | None:
        """The local day, None where the precision is coarser than a day."""
        return date.fromisoformat(self.value[:10]) if len(self.value) >= 10 else None


@dataclass(frozen=True, slots=True)
class DatelinePlace:
    """One place of a dateline as worded: ``text`` "Colombo, Sri Lanka", ``town`` "Colombo", ``region`` "Sri Lanka" or empty."""

    start: int
    end: int
    text: str
    town: str
    region: str


@dataclass(frozen=True, slots=True)
class Dateline:
    """The opening of wire copy: "GENEVA/NEW YORK, April 8 (Reuters) -".

    The span covers the whole opening, dash and following space included; the first sentence begins at ``end``.
    ``date`` is the date as worded, ``date_value`` its ISO value at the precision written ("--04-08" where no year is written and none is
    known, else "2010-04-08"), ``agency`` the agency as worded; each is empty where the dateline has none.
    """

    start: int
    end: int
    places: tuple[DatelinePlace, ...]
    date: str
    date_value: str
    agency: str


class FurnitureKind(StrEnum):
    """What a line kept out of the text was."""

    BREADCRUMB = "breadcrumb"
    HEADLINE = "headline"
    BYLINE = "byline"
    TIMESTAMP = "timestamp"
    EDITOR = "editor"
    RELATED = "related"
    CAPTION = "caption"
    COPYRIGHT = "copyright"
    SHARING = "sharing"
    ADVERTISEMENT = "advertisement"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Furniture:
    """A line of the page that is no part of the story, kept so that nothing is lost without trace."""

    kind: FurnitureKind
    text: str


@dataclass(frozen=True, slots=True)
class Report:
    """One news report as read. ``id`` is a hash of the normalised headline and text, the same for the same words anywhere.

    ``text`` is the story alone; all spans of all records are offsets into it. ``source`` names where the bytes came from
    (a path, a URL, "-"; with "#3" or "line 3" for an item of a collection) and ``format`` how they were read ("html", "ninjs", ...).
    """

    id: str
    text: str
    url: str = ""
    publisher: str = ""
    country: str = ""  # ISO 3166 alpha-3 of the outlet, empty where not known
    headline: str = ""
    byline: str = ""
    published: PublicationTime | None = None
    dateline: Dateline | None = None
    furniture: tuple[Furniture, ...] = ()
    source: str = ""
    format: str = "text"
    notes: tuple[str, ...] = ()  # what the reader had to leave open or mend, in words

    @staticmethod
    def identify(headline: str, text: str) -> str:
        """The report id: 16 hexadecimal digits over the words, blind to case, spacing, quote style and Unicode form."""
        words = unicodedata.normalize("NFKC", f"{headline}\n{text}").casefold()
        kept = "".join(c if c.isalnum() else " " for c in words)
        return hashlib.blake2b(" ".join(kept.split()).encode(), digest_size=8).hexdigest()

    @staticmethod
    def from_text(
        text: str,
        published: str | datetime | date | None = None,
        url: str = "",
        *,
        headline: str = "",
        publisher: str = "",
        country: str = "",
        source: str = "",
    ) -> Report:
        """A report from a text that is the story already: the text stands exactly as given, so offsets into it stay true.

        Only the dateline is looked for. ``published`` may be an aware or naive datetime, a date or any wording the publication-time
        reader knows. To have headline, time stamp and furniture separated from a pasted page use :func:`dateline.read`.
        """
        from dateline.reading import report_from_text

        return report_from_text(text, published=published, url=url, headline=headline, publisher=publisher, country=country, source=source)


# --- sentences and words ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Token:
    """One Universal Dependencies word. ``head`` is 1-based within the sentence, 0 for the root; ``feats`` as in CoNLL-U."""

    text: str
    start: int
    end: int
    lemma: str
    upos: str
    feats: str
    head: int
    deprel: str

    def feature(self, name: str) -> str:
        """The value of a morphological feature ("Tense" -> "Past"), empty where the word has none."""
        for pair in self.feats.split("|"):
            key, _, value = pair.partition("=")
            if key == name:
                return value
        return ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its words, ``paragraph`` counted from 0."""

    start: int
    end: int
    tokens: tuple[Token, ...]
    paragraph: int = 0


class EntityType(StrEnum):
    """Classes of the English Worldwide Newswire corpus."""

    PERSON = "Person"
    ORGANIZATION = "Organization"
    LOCATION = "Location"
    NORP = "NORP"
    FACILITY = "Facility"
    DATE = "Date"
    MONEY = "Money"
    PRODUCT = "Product"
    MISC = "Misc"


@dataclass(frozen=True, slots=True)
class Entity:
    """A name in the text with its class. ``score`` is the engine's probability of the class, 0 to 1."""

    start: int
    end: int
    text: str
    type: EntityType
    score: float


# --- what the coders write down --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A TIMEX3 expression: ``type`` DATE, TIME, DURATION or SET and ``value`` as in TimeML; ``earliest``/``latest`` bound it."""

    start: int
    end: int
    text: str
    type: str
    value: str
    earliest: datetime | None = None
    latest: datetime | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A toponym and the place it denotes. Unresolved places keep their words and have no coordinates.

    ``use`` is "literal" for the place itself, "government" for those who govern there ("Ankara said"), "adjective" for "Turkish" or
    "Mexicans", "name" within the name of a body or facility; empty where the place is unresolved.
    """

    start: int
    end: int
    text: str
    name: str = ""
    country: str = ""
    admin1: str = ""
    latitude: float | None = None
    longitude: float | None = None
    geonameid: int | None = None
    precision: str = ""
    confidence: float = 0.0
    why: str = ""
    use: str = ""


class SourceKind(StrEnum):
    """What sort of source a report credits."""

    NAMED = "named"
    ROLE = "role"
    ANONYMOUS = "anonymous"
    COLLECTIVE = "collective"
    DOCUMENT = "document"
    WITNESS = "witness"


class QuoteMode(StrEnum):
    """How words are reported: all in quotation marks, partly, or not at all."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"


@dataclass(frozen=True, slots=True)
class Source:
    """One hop of a source chain, outermost first.

    ``text`` is as worded, empty where nobody is named ("is believed to"); ``start`` and ``end`` are None where the words stand outside the
    text, as a publisher's do. ``name`` is who it is once pronouns and descriptions are resolved, ``behalf`` on whose behalf it speaks
    ("U.S. State Department" of its spokesman), empty where nothing tells.
    """

    text: str
    kind: SourceKind
    start: int | None = None
    end: int | None = None
    name: str = ""
    country: str = ""
    sector: str = ""
    id: str = ""
    office: str = ""
    behalf: str = ""


@dataclass(frozen=True, slots=True)
class Participant:
    """An actor or recipient of an event."""

    start: int
    end: int
    text: str
    name: str = ""
    country: str = ""
    sector: str = ""
    id: str = ""
    office: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """A number of people as low and high bounds, None where open, with the words they were read from.

    ``best`` is the number to take where one is needed: the number itself, the one that "at least 40", "more than 40" and "nearly 40"
    name; None where the words favour none between their bounds ("5 to 7", "dozens", "up to 40").
    """

    low: int | None
    high: int | None
    text: str
    best: int | None = None


class Status(StrEnum):
    """Whether an event is told as having happened."""

    ACTUAL = "actual"
    NEGATED = "negated"
    FUTURE = "future"
    HYPOTHETICAL = "hypothetical"


class Certainty(StrEnum):
    """How firmly an event is told."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"
    UNKNOWN = "unknown"


class Act(StrEnum):
    """What a source does with what it is credited with: the speech act or attitude of its cue."""

    ASSERT = "assert"
    DENY = "deny"
    BELIEVE = "believe"
    HOPE = "hope"
    FEAR = "fear"
    ORDER = "order"
    PLAN = "plan"
    PREDICT = "predict"
    WARN = "warn"
    PROMISE = "promise"
    ASK = "ask"


class Quad(StrEnum):
    """The four classes of PLOVER's quad count, after Schrodt's penta class without the neutral one."""

    VERBAL_COOPERATION = "verbal cooperation"
    MATERIAL_COOPERATION = "material cooperation"
    VERBAL_CONFLICT = "verbal conflict"
    MATERIAL_CONFLICT = "material conflict"


@dataclass(frozen=True, slots=True)
class Stance:
    """What one hop of a chain does with what it is credited with: its source, the act of its cue, how sure the source shows itself and
    whether it holds the content true; ``medium`` is where it spoke ("a live TV broadcast"), ``uttered`` when; ``words`` are those
    inside the content that carry certainty and polarity: "not", "may", "allegedly"."""

    source: Source
    act: str
    certainty: Certainty
    positive: bool
    cue: Span | None = None
    medium: str = ""
    uttered: TimeMention | None = None
    words: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says (believes, hopes, denies) what: source and cue spans, and the content they introduce, possibly in pieces.

    ``speaker`` is who the source is, ``stance`` what it does with the content; ``nested`` are attributions within the content ("the
    spokesman said [the government believes [...]]"), outermost first, which are not listed again among the record's.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    mode: QuoteMode
    speaker: str = ""
    kind: SourceKind | None = None
    score: float = 0.0
    why: str = ""
    stance: Stance | None = None
    nested: tuple[Attribution, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """One event the report tells of, over all its mentions in the report.

    ``chain`` says for every hop from the publisher inwards who says so, how, where and when; ``sources`` are its sources.
    """

    type: str
    mode: str
    cameo: str
    quad: Quad
    intensity: float
    status: Status
    certainty: Certainty
    trigger: Span
    mentions: tuple[Span, ...]
    actors: tuple[Participant, ...] = ()
    recipients: tuple[Participant, ...] = ()
    time: TimeMention | None = None
    place: Place | None = None
    sources: tuple[Source, ...] = ()
    counts: tuple[tuple[str, Count], ...] = ()
    confidence: float = 0.0
    why: tuple[tuple[str, str], ...] = ()
    chain: tuple[Stance, ...] = ()


class Proposition(StrEnum):
    """What a claim says: that an event took place, or that a state holds."""

    EVENT = "event"
    HOLDS = "holds"
    LOCATION = "is at"
    OFFICE = "holds office"
    FORMER_OFFICE = "held office"
    GOVERNS = "governs"
    CONDITION = "is in condition"


@dataclass(frozen=True, slots=True)
class Claim:
    """A proposition with the chain it stands on, outermost source first.

    ``subject`` and ``value`` are who or what it is about and what is said of it, in words: of an event those who act and its type
    ("COERCE/seize"), of "governs" the government and the country (ISO3), of "is at" who and where. ``who`` and ``whom`` are subject and
    value as participants, ``place`` is the value as a place, where they are such. ``positive`` is false where the proposition is said
    not to be so ("has left"); ``status`` and ``certainty`` are as for events. ``event`` is the number of the event among the record's.
    """

    proposition: str
    subject: str
    value: str
    chain: tuple[Stance, ...]
    evidence: tuple[Span, ...]
    event: int | None = None
    time: TimeMention | None = None
    uttered: TimeMention | None = None
    positive: bool = True
    status: Status = Status.ACTUAL
    certainty: Certainty = Certainty.CERTAIN
    who: Participant | None = None
    whom: Participant | None = None
    place: Place | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Relation:
    """What a source does to a target: PLOVER type, mode, quad, status and a score between 0 and 1."""

    type: str
    mode: str
    quad: Quad
    status: Status
    score: float


@dataclass(frozen=True, slots=True)
class Record:
    """Everything written down from one report."""

    report: Report
    sentences: tuple[Sentence, ...] = ()
    entities: tuple[Entity, ...] = ()
    times: tuple[TimeMention, ...] = ()
    places: tuple[Place, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    events: tuple[Event, ...] = ()
    claims: tuple[Claim, ...] = ()
    engine: str = ""
    notes: tuple[str, ...] = field(default=())
    knowledge: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, object]:
        """The record as plain JSON values, the object ``dateline code --json`` prints."""
        from dateline.presenting.json_form import record_to_json

        return record_to_json(self)

    @staticmethod
    def from_dict(values: Mapping[str, object]) -> Record:
        """The record that :meth:`to_dict` gave the values of, as they come out of JSON again; equal to it, unless the words of the
        sentences were left out. Raises :class:`dateline.DataError` where the values are no record's."""
        from dateline.record_form import read

        return read(Record, dict(values))
