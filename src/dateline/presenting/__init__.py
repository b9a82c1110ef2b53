"""The presenting room: records come in, people and their tools get what they can use.

In: :class:`~dateline.report.Record`. Out: plain JSON values (:func:`record_to_json`), CoNLL-U (:func:`record_to_conllu`), a tidy
table for pandas (:func:`to_frame`), and a view for the terminal (``record_view`` in :mod:`dateline.presenting.tables`, imported from
there because it alone needs rich). :mod:`dateline.presenting.exports` writes the formats of event data.
"""

from dateline.presenting.conllu import record_to_conllu
from dateline.presenting.frame import to_frame
from dateline.presenting.json_form import record_to_json

__all__ = ["record_to_conllu", "record_to_json", "to_frame"]
