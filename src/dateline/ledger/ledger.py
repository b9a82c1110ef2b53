"""The ledger itself: opened, added to, asked."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from types import TracebackType
from typing import Self

from sqlalchemy import select

from dateline import __version__
from dateline.errors import LedgerError
from dateline.ledger import schema
from dateline.ledger.answers import Added, ClaimEntry, EventEntry, IncidentEntry, ReportEntry, Selection, StoryEntry
from dateline.ledger.asking import Asker
from dateline.ledger.database import Database
from dateline.ledger.rows import report_key, unpacked
from dateline.ledger.writing import Coder, Writer
from dateline.report import Record, Report


class Ledger:
    """A ledger, opened with :func:`dateline.ledger.open`. A context manager; use one per thread. Everything raises
    :class:`dateline.LedgerError` where the database fails."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @property
    def name(self) -> str:
        """What messages call the ledger: its path or address."""
        return self._database.name

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections to the database."""
        self._database.close()

    # --- adding --------------------------------------------------------------------------------------------------------

    def add(self, records: Iterable[Record], *, codebook: str = "", recorded: datetime | None = None) -> Added:
        """Store records, all of them or, where an error is raised, none. When this returns they are on the disk. Other writers wait until
        then, so let the records be ready.

        A record that is there already is not stored again. A record of a report that is there with another coding takes its place from
        now on; the older one stays for questions of what was known before. ``codebook`` names the codebook, ``recorded`` the moment
        of recording in place of now (for rebuilding a ledger with its history); it is moved on where the ledger has later commits.
        """
        with self._database.writing() as connection:
            writer = Writer(connection, recorded)
            coder = Coder(codebook=codebook)
            new = known = 0
            for record in records:
                if writer.add(record, coder):
                    new += 1
                else:
                    known += 1
        return Added(new, known)

    def retract(self, report: int, note: str) -> None:
        """Take a report's record back, because the outlet withdrew it or it should not have been added; ``note`` says why.

        Nothing is removed: questions with ``known_at`` before now still see it. Adding the report again stores it anew. Raises LedgerError
        where no report of that number stands, or the note is empty.
        """
        if not note.strip():
            raise LedgerError(f"report {report}: a retraction needs a note that says why")
        with self._database.writing() as connection:
            writer = Writer(connection)
            standing = writer.standing(report)
            if not standing:
                raise LedgerError(f"{self.name}: no report of the number {report} stands in the ledger")
            for record in standing:
                writer.withdraw(record["id"], "retracted", note=note)

    def holds(self, report: Report, *, engine: str, codebook: str = "") -> bool:
        """Whether the report is there as this version of Dateline with this engine and codebook codes it, so that coding it again would
        bring nothing new."""
        return report_key(report) in self.held([report], engine=engine, codebook=codebook)

    def held(self, reports: Iterable[Report], *, engine: str, codebook: str = "") -> set[str]:
        """The keys of those of the reports that :meth:`holds` is true for."""
        keys = {report_key(report) for report in reports}
        table, records, withdrawals = schema.reports, schema.records, schema.withdrawals
        withdrawn = select(withdrawals.c.id).where(withdrawals.c.record_id == records.c.id).exists()
        query = select(table.c.key).join(records, records.c.report_id == table.c.id).where(table.c.key.in_(keys), ~withdrawn)
        query = query.where(records.c.engine == engine, records.c.codebook == codebook, records.c.program == __version__)
        with self._database.reading() as connection:
            return set(connection.execute(query).scalars())

    # --- asking --------------------------------------------------------------------------------------------------------

    def record(self, report: int, *, known_at: datetime | None = None) -> Record:
        """The whole record of a report, equal to the one that was stored. Raises LedgerError where none of that number stands."""
        with self._asking(Selection(known_at=known_at)) as asker:
            found = asker.standing_forms(report)
        if not found:
            raise LedgerError(f"{self.name}: no report of the number {report} stands in the ledger")
        return unpacked(found[-1])

    def reports(self, selection: Selection | None = None) -> Iterator[ReportEntry]:
        """The reports of a story and span of time, in the order of the time line."""
        with self._asking(selection) as asker:
            yield from asker.reports()

    def events(self, selection: Selection | None = None) -> Iterator[EventEntry]:
        """The events selected, as each report tells them, in the order of the time line."""
        with self._asking(selection) as asker:
            yield from asker.events()

    def claims(self, selection: Selection | None = None) -> Iterator[ClaimEntry]:
        """The claims selected, in the order of the time line."""
        with self._asking(selection) as asker:
            yield from asker.claims()

    def timeline(self, selection: Selection | None = None) -> Iterator[IncidentEntry]:
        """The incidents of which a selected event tells, in the order of the time line."""
        with self._asking(selection) as asker:
            yield from asker.timeline()

    def stories(self, selection: Selection | None = None) -> list[StoryEntry]:
        """The stories with a selected report or event, those with the latest reports last."""
        with self._asking(selection) as asker:
            return asker.stories()

    @contextmanager
    def _asking(self, selection: Selection | None) -> Iterator[Asker]:
        with self._database.reading() as connection:
            yield Asker(connection, selection or Selection())


def open(address: str | os.PathLike[str], *, create: bool = True, upgrade: bool = True) -> Ledger:
    """Open the ledger in a SQLite file or a PostgreSQL database (``postgresql://user@host/database``).

    With ``create`` a ledger is made where there is none, with ``upgrade`` one of an older version is brought to this one. Raises
    :class:`dateline.LedgerError` where it cannot be opened.
    """
    return Ledger(Database(address, create=create, upgrade=upgrade))
