"""Plain text, typed, wrapped or pasted from a page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dateline.errors import ReadError
from dateline.reading.charset import decode
from dateline.reading.drafts import Draft, Skipped

if TYPE_CHECKING:
    from dateline.reading.access import Source


def read_plain_text(source: Source) -> Iterator[Draft | Skipped]:
    """The one report of a text: headline, byline, time stamps and furniture are told from the story later, line by line."""
    text, note = decode(source.whole(), source.charset)
    if not text.strip():
        raise ReadError(source.name, "is empty; expected the text of a news report")
    yield Draft(source.name, "text", text, url=source.url, notes=(note,) if note else ())
