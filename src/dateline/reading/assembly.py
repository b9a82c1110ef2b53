"""From draft to report: story and furniture told apart, outlet, publication time and dateline settled."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from dateline.errors import ReadError
from dateline.reading.layout import paragraph_lines, tidy
from dateline.reading.limits import MAX_STORY_CHARACTERS
from dateline.reading.outlets import find_outlet
from dateline.reading.publication_time import Candidate, choose, from_hint, weigh
from dateline.reading.story import take_apart
from dateline.reading.wire_dateline import find_dateline
from dateline.report import EvidenceKind, Report

if TYPE_CHECKING:
    from dateline.reading.drafts import Draft, Hints
    from dateline.report import PublicationTime

_PARAGRAPH_BREAK = "\n\n"


def report_from_draft(draft: Draft, hints: Hints) -> Report:
    """The report a draft becomes. Raises ReadError, naming the draft's item, where no text is left or a hint cannot be used."""
    problem = hints.problem()
    if problem:
        raise ReadError(draft.item, problem)
    if len(draft.text) > MAX_STORY_CHARACTERS:
        raise ReadError(draft.item, f"has {len(draft.text)} characters of text, more than any report ({MAX_STORY_CHARACTERS}); split it")
    lines = paragraph_lines(draft.text, laid_out=draft.laid_out)
    story = take_apart(lines, headline=tidy(hints.headline or draft.headline))
    text = _PARAGRAPH_BREAK.join(story.paragraphs)
    if not any(map(str.isalnum, text)):
        raise ReadError(draft.item, "has no text besides furniture (menus, time stamps, links); expected a report of a sentence at least")
    notes = list(draft.notes)
    if draft.summary:
        notes.append("the source holds a summary, not the full text")

    url = hints.url or draft.url or story.url
    publisher = hints.publisher or tidy(draft.publisher)
    outlet = find_outlet(url, publisher)
    country = hints.country or (outlet.country if outlet is not None else "") or draft.country
    seen = [Candidate(EvidenceKind.TEXT, "time stamp beside the story", line) for line in story.times]
    published = _published(draft.item, hints.published, country)
    if published is None:
        choice = weigh([*draft.times, *seen], country=country, url=url, publisher=publisher)
        published = choice.time
        notes.extend(choice.left_open)

    dateline = find_dateline(text, published)
    if dateline is None and draft.dateline:
        opened = f"{tidy(draft.dateline).rstrip(' -–—')} - {text}"
        dateline = find_dateline(opened, published)
        if dateline is not None:
            text = opened
            notes.append("the dateline comes from a field of the source and was set before the text")
    return Report(
        id=Report.identify(story.headline, text),
        text=text,
        url=url,
        publisher=publisher or (outlet.name if outlet is not None else ""),
        country=country,
        headline=story.headline,
        byline=tidy(draft.byline) or story.byline,
        published=published,
        dateline=dateline,
        furniture=(*draft.furniture, *story.furniture),
        source=draft.item,
        format=draft.format,
        notes=tuple(notes),
    )


def report_from_text(
    text: str,
    published: str | datetime | date | None = None,
    url: str = "",
    headline: str = "",
    publisher: str = "",
    country: str = "",
    source: str = "",
) -> Report:
    """A report from a text that is the story already, kept exactly as given, so that offsets into it stay true.

    Only the dateline is looked for. ``published`` may be an aware or naive datetime, a date or wording such as "8 April 2010 14:55 BJT"; a
    zone it leaves open is settled by the outlet's country where that is known. Raises ReadError for an empty text, a text with lone
    surrogates (halves of characters, which no encoding can write), and hints that cannot be used.
    """
    from dateline.reading.drafts import Hints

    item = source or "text"
    if not text.strip():
        raise ReadError(item, "is empty; expected the text of a news report")
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise ReadError(item, "holds lone surrogates, halves of characters; decode the text again, or replace them with U+FFFD")
    problem = Hints(country=country).problem()
    if problem:
        raise ReadError(item, problem)
    outlet = find_outlet(url, publisher)
    country = country or (outlet.country if outlet is not None else "")
    when = _published(item, published, country) or choose((), country=country, url=url)
    return Report(
        id=Report.identify(headline, text),
        text=text,
        url=url,
        publisher=publisher or (outlet.name if outlet is not None else ""),
        country=country,
        headline=headline,
        published=when,
        dateline=find_dateline(text, when),
        source=source,
    )


def _published(item: str, hint: str | datetime | date | None, country: str) -> PublicationTime | None:
    """The publication time the caller gave, None where none was given."""
    if hint is None or hint == "":
        return None
    try:
        return from_hint(hint, country=country)
    except ReadError as problem:
        raise ReadError(item, f"published hint: {problem.reason}") from problem
