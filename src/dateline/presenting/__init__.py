"""The presenting room: records come in, people and their tools get what they can use.

In: :class:`~dateline.report.Record`. Out: plain JSON values (:func:`record_to_json`), CoNLL-U (:func:`record_to_conllu`), a
tidy table (:func:`to_frame`, with pandas) and a view for the terminal (:func:`dateline.presenting.tables.record_view`, with rich, imported from its module
because rich is only needed there).
"""

from dateline.presenting.conllu import record_to_conllu
from dateline.presenting.frame import to_frame
from dateline.presenting.json_form import record_to_json

__all__ = ["record_to_conllu", "record_to_json", "to_frame"]
