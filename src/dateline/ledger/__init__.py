"""The ledger room: records come in, and it answers what happened, who says so and what was known when.

In: :class:`~dateline.report.Record`. Out: frozen records of :mod:`dateline.ledger.answers`. The door is :func:`open`, which gives a
:class:`Ledger`; :class:`Selection` says what is asked for.
"""

from dateline.ledger.answers import Added, ClaimEntry, EventEntry, IncidentEntry, ReportEntry, Selection, StoryEntry
from dateline.ledger.ledger import Ledger, open

__all__ = ["Added", "ClaimEntry", "EventEntry", "IncidentEntry", "Ledger", "ReportEntry", "Selection", "StoryEntry", "open"]
