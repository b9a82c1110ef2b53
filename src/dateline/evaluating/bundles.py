"""Bundles: reports on one crisis, with what a careful reader takes from all of them together, for the scorer of the ledger.

A bundle is a folder with an ``expected.toml``; ``evaluation/bundles/README.md`` gives the meaning of every field. It
holds which reports are copies and of what, the incidents over all their mentions, disputes, figures that later ones replace, states, and
the stories. The annotators name spans by their words; :func:`read_bundle` finds them in the texts as :func:`dateline.read` gives them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Final

from dateline.errors import DataError
from dateline.report import Report, Span, Status

EXPECTED: Final = "expected.toml"
ACTS: Final = ("assert", "deny", "believe", "hope", "fear", "order", "plan", "predict", "warn", "promise", "ask")
"""What a source does with what it is credited with; of a chain, what its innermost source does."""


class CopyKind(StrEnum):
    """How a report was made from another outlet's."""

    EXACT = "exact"  # headline and text
    REHEADLINED = "reheadlined"  # the text under a headline of the copying outlet
    SHORTENED = "shortened"  # some of its paragraphs and no others
    REWRITTEN = "rewritten"  # some of its paragraphs, touched, beside paragraphs of the copying outlet's own


class Standing(StrEnum):
    """How far the reports vouch for an incident."""

    TOLD = "told"  # nobody contradicts it
    CLAIMED = "claimed"  # known only from a party to the conflict
    DISPUTED = "disputed"  # some say that it did not happen, or not so


class DisputeKind(StrEnum):
    """What a dispute is about."""

    TOLL = "toll"  # how many people
    GOVERNS = "governs"
    LOCATED_IN = "located-in"
    OFFICE_HOLDER = "office-holder"
    HOLDS = "holds"
    DENIAL = "denial"  # whether something is so at all


class UpdateKind(StrEnum):
    """Why a later claim replaces an earlier one."""

    LATER = "later"  # both were right when they were made: the number grew
    CORRECTION = "correction"  # the earlier one was wrong, says whoever made it


class Predicate(StrEnum):
    """What a state says of its subject; the value goes with it."""

    LOCATED_IN = "located-in"  # a person is at the value, a place
    HOLDS = "holds"  # the subject, a building or region, is in the hands of the value
    GOVERNS = "governs"  # the subject, a country, is governed by the value
    OFFICE_HOLDER = "office-holder"  # the subject, an office, is held by the value
    CURFEW = "curfew"
    EMERGENCY = "state-of-emergency"
    CUSTODY = "custody"
    ALIVE = "alive"
    PASSAGE = "passage"  # whether a border, bridge or road is open
    SESSION = "in-session"  # whether a parliament sits


@dataclass(frozen=True, slots=True)
class BundleReport:
    """A report of a bundle. ``id`` is its number there, ``report`` what was read, ``published`` the moment the annotator read off the page.

    ``original`` is the report a copy was made from, ``own`` are the paragraphs of a rewritten copy that are the copying outlet's.
    ``corrects`` is the report that this one corrects. All three are empty where there is nothing of the kind.
    """

    id: str
    path: Path
    report: Report
    outlet: str
    published: datetime
    story: str
    copy: CopyKind | None = None
    original: str = ""
    own: tuple[Span, ...] = ()
    corrects: str = ""

    def primary(self, span: Span) -> str:
        """The report that the words of ``span`` come from: this one, or the original it was copied from."""
        if self.copy is None or any(span.overlaps(paragraph) for paragraph in self.own):
            return self.id
        return self.original


@dataclass(frozen=True, slots=True)
class ExpectedMention:
    """Words of a report that tell of an incident. ``primary`` is the report that tells it first hand: another where this one copied it."""

    report: str
    span: Span
    words: str
    status: Status
    primary: str


@dataclass(frozen=True, slots=True)
class ExpectedParticipant:
    """Who takes part, by a name that need not stand in any report, with country (ISO3, or IGO, UNO, NGO, MNC)."""

    name: str
    country: str


@dataclass(frozen=True, slots=True)
class ExpectedIncident:
    """One real event over all its mentions. ``place`` and ``country`` are empty, ``when`` is None, where the reports do not tell; else
    it happened within ``when``."""

    id: str
    type: str
    mode: str
    actors: tuple[ExpectedParticipant, ...]
    recipients: tuple[ExpectedParticipant, ...]
    place: str
    country: str
    when: tuple[datetime, datetime] | None
    standing: Standing
    mentions: tuple[ExpectedMention, ...]

    @property
    def primaries(self) -> frozenset[str]:
        """The reports that tell of it in words of their own: copies add nothing to corroboration."""
        return frozenset(mention.primary for mention in self.mentions)


@dataclass(frozen=True, slots=True)
class ExpectedClaim:
    """Words of a report that claim something, and whom they stand on, outermost first (empty: the report says so itself)."""

    report: str
    span: Span
    words: str
    chain: tuple[Span, ...]
    act: str
    primary: str


@dataclass(frozen=True, slots=True)
class ExpectedSide:
    """A value, as a side of a dispute or a step of an update, with the claims that hold it."""

    value: str
    claims: tuple[ExpectedClaim, ...]


@dataclass(frozen=True, slots=True)
class ExpectedDispute:
    """Claims that cannot all be true, side by side. ``resolved_by`` is the report that settled it, empty where none did."""

    id: str
    kind: DisputeKind
    subject: str
    incident: str
    resolved_by: str
    sides: tuple[ExpectedSide, ...]


@dataclass(frozen=True, slots=True)
class ExpectedUpdate:
    """Claims of which each replaces the one before, in the order of publication: no dispute."""

    id: str
    kind: UpdateKind
    subject: str
    incident: str
    steps: tuple[ExpectedSide, ...]


@dataclass(frozen=True, slots=True)
class ExpectedState:
    """What holds, according to the claims. It began and ended within ``begins`` and ``ends``, None where the reports do not tell (or it
    still holds), by the incidents ``opened_by`` and ``closed_by`` and against the other states of ``dispute``, each empty where there is
    none."""

    id: str
    subject: str
    predicate: Predicate
    value: str
    claims: tuple[ExpectedClaim, ...]
    begins: tuple[datetime, datetime] | None
    ends: tuple[datetime, datetime] | None
    opened_by: str
    closed_by: str
    dispute: str


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle. ``invented`` tells whether the events are, ``seen`` whether the ledger was developed with it in view."""

    name: str
    title: str
    invented: bool
    seen: bool
    reports: tuple[BundleReport, ...]
    incidents: tuple[ExpectedIncident, ...]
    disputes: tuple[ExpectedDispute, ...]
    updates: tuple[ExpectedUpdate, ...]
    states: tuple[ExpectedState, ...]

    @property
    def outlets(self) -> frozenset[str]:
        """The outlets and agencies."""
        return frozenset(report.outlet for report in self.reports)

    @property
    def stories(self) -> dict[str, frozenset[str]]:
        """The ids of the reports of each story."""
        names = {report.story for report in self.reports}
        return {name: frozenset(report.id for report in self.reports if report.story == name) for name in sorted(names)}

    @property
    def claims(self) -> Iterable[ExpectedClaim]:
        """All claims of disputes, updates and states; what stands in two of them comes twice."""
        for dispute in self.disputes:
            for side in dispute.sides:
                yield from side.claims
        for update in self.updates:
            for side in update.steps:
                yield from side.claims
        for state in self.states:
            yield from state.claims


def read_bundle(folder: Path) -> Bundle:
    """The bundle of a folder. Raises DataError at the first problem's file and line, with all others in its reason, a line each."""
    from dateline.evaluating.bundle_file import read_folder

    bundle, problems = read_folder(folder)
    if bundle is None or problems:
        first, *others = problems
        raise DataError(first.file, first.line, "\n".join([first.reason, *map(str, others)]))
    return bundle
