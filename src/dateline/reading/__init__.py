"""The reading room: bytes come in, reports go out.

In: a path, an http(s) URL, the standard input or bytes, holding plain text (also pasted pages), HTML, JSON, JSON lines, ninjs, NewsML-G2,
NITF, RSS or Atom items, or WARC, each plain or packed with gzip; the format is told from the content. Out:
:class:`~dateline.report.Report`, its ``text`` the story alone with a blank line between paragraphs, headline, byline and furniture
beside it, publication time and dateline as exactly as the source says and no more.

Doors: :func:`read` for one report, :func:`read_all` for many, :func:`report_from_text` for a text in hand. Packages add readers through the
entry point group ``dateline.readers``: the name is the format's, the value a function from a :class:`Source` to :class:`Draft` and
:class:`Skipped` items, with an attribute ``recognises`` (first bytes to bool) where it should take part in detection.
"""

from dateline.reading.access import Source
from dateline.reading.assembly import report_from_text
from dateline.reading.doors import read, read_all
from dateline.reading.drafts import Draft, Skipped

__all__ = ["Draft", "Skipped", "Source", "read", "read_all", "report_from_text"]
