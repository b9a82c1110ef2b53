"""The codebook: event types and modes, the words and constructions that express them, and examples with their coding.

The codebook is data: one TOML file per type and ``classes.toml``, shipped in ``knowledge/codebook/`` or given as a folder. This module
holds the records; :mod:`dateline.knowledge.codebook_file` reads and validates the files.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final

from dateline.report import Quad, Status

PLACES: Final = frozenset(
    (
        "subject",  # nsubj; in the passive its object stands here and the agent under "by"
        "object",  # obj; the subject of a passive
        "indirect",  # iobj: "gave Chad a loan"
        "complement-subject",  # the subject of the clause demanded: "demanded that Sudan withdraw"
        "possessor-of-object",  # poss, of or compound of the object: "seized the union's offices"
        "poss",  # of a noun: "Mali's protest"
        "compound",  # compound or adjective of a noun: "opposition rally", "Malian protest"
        "light-subject",  # the subject of the light verb that carries a noun
        "light-object",  # the object of the light verb beside the noun: "dealt the rebels a blow"
    )
)
"""Where a participant can stand, besides in a phrase with a preposition, which is named by it ("of", "against")."""


class Role(StrEnum):
    """The syntactic place in which a construction finds a participant."""

    SUBJECT = "subject"
    OBJECT = "object"
    OBLIQUE = "oblique"


@dataclass(frozen=True, slots=True)
class Mode:
    """How an event of a type is carried out. ``cameo`` is the CAMEO code of this mode, ``intensity`` its place between -10 and 10."""

    name: str
    definition: str
    cameo: str
    intensity: float


@dataclass(frozen=True, slots=True)
class EventType:
    """A type of event with its modes. ``cameo`` and ``intensity`` hold where no mode or construction says otherwise; ``rules`` are the
    decisions that set this type apart from its neighbours, in words."""

    name: str
    definition: str
    quad: Quad
    cameo: str
    intensity: float
    modes: tuple[Mode, ...]
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Construction:
    """Words that express a type (and mode) when they stand together as said here.

    ``id`` is unique ("ACCUSE/condemn"). ``mode`` is empty for none. ``upos`` is the trigger's word class, VERB or NOUN, ``lemmas`` its
    alternatives in lower case. ``particles`` are ``compound:prt`` words one of which must stand, ``prepositions`` those of an oblique
    one of which must stand. ``objects`` names classes of ``classes.toml`` ("place") or single lemmas ("=ambassador"), one of which must be
    the direct object (the subject of a passive, the complement of a noun by *of*, compounding or an adjective) or the head of an open or
    clausal complement ("refused to pay": "=pay", "found guilty": "=guilty"); if one of ``without_objects`` is, the construction does not
    apply. ``complement`` is "infinitive" or "clause" where one must stand, else empty. ``light`` are the light verbs that must carry a
    noun, as its head with the noun as object, subject or oblique; without any the bare noun suffices. ``actor``
    and ``recipient`` list where the participants stand, first that is there, each one of :data:`PLACES` or a preposition of the codebook.
    With ``reciprocal`` both sides, what stands in an actor's place and in a recipient's, are actors. ``cameo`` and ``intensity``
    override those of mode and type. ``strength`` is "sure" (these words alone decide) or "open" (only where the engine agrees).
    """

    id: str
    type: str
    mode: str
    upos: str
    lemmas: tuple[str, ...]
    particles: tuple[str, ...]
    prepositions: tuple[str, ...]
    objects: tuple[str, ...]
    without_objects: tuple[str, ...]
    complement: str
    light: tuple[str, ...]
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    reciprocal: bool
    cameo: str
    intensity: float | None
    strength: str
    file: str
    line: int

    @property
    def specificity(self) -> int:
        """How much must stand beside the trigger: of two constructions that match, the more specific one decides.

        Prepositions, objects, complement and light verbs count one each, a particle two, since it makes another verb of the verb.
        """
        return 2 * bool(self.particles) + sum(map(bool, (self.prepositions, self.objects, self.complement, self.light)))


@dataclass(frozen=True, slots=True)
class ExampleEvent:
    """An event that an example's text tells of. Trigger and participants are words of the text; ``mode`` is empty for none."""

    type: str
    mode: str
    trigger: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    status: Status


@dataclass(frozen=True, slots=True)
class CodebookExample:
    """A text and the events it tells of, none for a negative example. ``published`` is an ISO day, empty where it does not matter."""

    text: str
    published: str
    events: tuple[ExampleEvent, ...]
    file: str
    line: int


@dataclass(frozen=True, slots=True, eq=False)
class Codebook:
    """Types, constructions, object classes and examples, as read from one folder."""

    name: str
    version: str
    types: tuple[EventType, ...]
    constructions: tuple[Construction, ...]
    classes: Mapping[str, frozenset[str]]
    examples: tuple[CodebookExample, ...]
    _types: Mapping[str, EventType] = field(init=False, repr=False)
    _modes: Mapping[tuple[str, str], Mode] = field(init=False, repr=False)
    _index: Mapping[tuple[str, str], tuple[Construction, ...]] = field(init=False, repr=False)
    _reciprocal: frozenset[tuple[str, str]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        index: dict[tuple[str, str], list[Construction]] = {}
        for construction in self.constructions:
            for lemma in construction.lemmas:
                index.setdefault((construction.upos, lemma), []).append(construction)
        for upos, lemma in list(index):
            for slip in _slips(lemma) if upos == "VERB" else ():
                index.setdefault((upos, slip), index[upos, lemma])
        each = Counter((c.type, c.mode) for c in self.constructions)
        mutual = Counter((c.type, c.mode) for c in self.constructions if c.reciprocal)
        object.__setattr__(self, "_reciprocal", frozenset(key for key, count in mutual.items() if 2 * count >= each[key]))
        object.__setattr__(self, "_index", {key: tuple(found) for key, found in index.items()})
        object.__setattr__(self, "_types", {event_type.name: event_type for event_type in self.types})
        object.__setattr__(self, "_modes", {(event_type.name, mode.name): mode for event_type in self.types for mode in event_type.modes})

    @staticmethod
    def load(folder: Path | None = None) -> Codebook:
        """The codebook of ``folder``, or the shipped one, read once a process. Raises :class:`dateline.DataError` naming file and line;
        where several things are wrong, its reason lists them all."""
        from dateline.knowledge.codebook_file import load

        return load(folder)

    def type(self, name: str) -> EventType:
        """The type called ``name``; KeyError where there is none."""
        return self._types[name]

    def mode(self, type_name: str, name: str) -> Mode | None:
        """The mode ``name`` of a type; None for an empty name. KeyError where the type has no such mode."""
        return self._modes[(type_name, name)] if name else None

    def lookup(self, upos: str, lemma: str) -> tuple[Construction, ...]:
        """The constructions whose trigger is ``lemma`` (lower case) as a ``upos`` ("VERB" or "NOUN"); empty if none.

        Verbs are found, too, under the wrong lemmas that a lemmatiser makes of the regular past of verbs it has not seen: "denounc",
        "acquitt", "deplored".
        """
        return self._index.get((upos, lemma), ())

    def reciprocal(self, type_name: str, mode: str) -> bool:
        """Whether those who take part in an act of this type and mode all act, so that it has no recipient: whether at least half of the
        constructions for it are reciprocal."""
        return (type_name, mode) in self._reciprocal

    def cameo_of(self, type_name: str, mode: str, construction: Construction | None = None) -> str:
        """The CAMEO code: the construction's own, else the mode's, else the type's."""
        if construction is not None and construction.cameo:
            return construction.cameo
        found = self.mode(type_name, mode)
        return found.cameo if found is not None else self.type(type_name).cameo

    def intensity_of(self, type_name: str, mode: str, construction: Construction | None = None) -> float:
        """The intensity between -10 and 10: the construction's own, else the mode's, else the type's."""
        if construction is not None and construction.intensity is not None:
            return construction.intensity
        found = self.mode(type_name, mode)
        return found.intensity if found is not None else self.type(type_name).intensity


def _slips(lemma: str) -> tuple[str, ...]:
    """Wrong lemmas of a regular verb's forms in -ed and -ing, where the ending was cut at the wrong place or not at all."""
    if lemma.endswith("e"):
        return (lemma[:-1], f"{lemma}d") if len(lemma) > 3 else ()
    if lemma.endswith("y"):
        return (f"{lemma[:-1]}ied", f"{lemma[:-1]}i")
    doubled = lemma + lemma[-1]
    return (f"{lemma}ed", f"{lemma}e", doubled, f"{doubled}ed", f"{doubled}e")
