"""The lines of a page told apart: the story, its headline, byline and time stamps, and the furniture around it.

A page reads top, story, tail. The story runs from the first line that is a sentence, or wire copy's opening, to the last sentence. Above it
stand breadcrumb, headline, byline and time stamp, below it credits, copyright and links; within it only lines that can be nothing but
furniture are taken out. Every line comes out again, as a paragraph or as furniture.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from dateline.reading.furniture import ends_sentence, fold, is_breadcrumb, known_furniture
from dateline.reading.limits import MAX_TOP_LINES
from dateline.reading.publication_time import is_time_line
from dateline.reading.wire_dateline import find_dateline
from dateline.report import Furniture, FurnitureKind

_SENTENCE_WORDS: Final = 4  # fewer words with a full stop are as often a label as a sentence
_LONG_LINE_WORDS: Final = 30  # so many words are prose, whatever they end in
_LONG_LINE_CHARACTERS: Final = 120  # for scripts that put no spaces between words
_HEADLINE_WORDS: Final = (2, 35)
_LABEL_WORDS: Final = 3  # lines of at most so many words beside a headline are labels ("World", "Coastal Press")
_STANDFIRST_WORDS: Final = 40
_STANDFIRSTS: Final = 3
_BELOW_STANDFIRST: Final = 6  # lines below a standfirst among which a byline or time stamp still belongs to the top
_AFFILIATION_WORDS: Final = 6
_PARTS: Final = re.compile(r"\s+[|•·–—]\s+|\s{2,}")
_WORD: Final = re.compile(r"[^\W_]+")
_SITE_NAME_CHARACTERS: Final = 50
_SITE_SUFFIX: Final = re.compile(r"\s+[|–—-]\s+[^|–—]{2,40}$")
_TIME_LINE_CHARACTERS: Final = 160  # a longer line is no time stamp, and not worth the look
_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
_UNDER_HEADLINES: Final = (FurnitureKind.BYLINE, FurnitureKind.TIMESTAMP, FurnitureKind.SHARING)
_ADDRESS: Final = re.compile(r"^(?:(?:url|source|link|from|via)\s*:?\s*)?<?((?:https?://|www\.)\S+?)>?$", re.IGNORECASE)
_BY: Final = re.compile(r"^(?:by|written by|posted by|published by)\b[\s:]*", re.IGNORECASE)
_DATE_AFTER_NAME: Final = re.compile(r"(?:\s*[,|–—•·]|\s-|\son)\s+(?=[^,|–—•·]*\d)")
_CREDITS_AT_END: Final = re.compile(r"\s*(\((?:Reporting|Editing|Writing|Additional reporting|Compiled|Reporting and \w+) by [^()]*\))$")


@dataclass(frozen=True, slots=True)
class Story:
    """A page taken apart. ``paragraphs`` is the story, ``url`` the page's address where somebody pasted it above the story.

    ``times`` are the lines that hold a time stamp, in the order of the page.
    """

    paragraphs: tuple[str, ...]
    headline: str = ""
    byline: str = ""
    times: tuple[str, ...] = ()
    url: str = ""
    furniture: tuple[Furniture, ...] = ()


def is_prose(line: str) -> bool:
    """Whether a line is plainly a sentence or more: it ends as one, or is too long for anything else."""
    words = len(line.split())
    return (
        words >= _LONG_LINE_WORDS
        or (len(line) >= _LONG_LINE_CHARACTERS and (words > 1 or not line.isascii()))
        or (words >= _SENTENCE_WORDS and ends_sentence(line))
        or (words < _SENTENCE_WORDS and len(line) > 20 and line.rstrip("\"'”’」』").endswith(("。", "！", "？", "।")))
    )


def take_apart(lines: Sequence[str], *, headline: str = "") -> Story:
    """The story of a page given by its lines, one a paragraph, none empty.

    ``headline`` is the headline where it is known; its repetition at the top then becomes furniture. Where it is empty, it is looked for.
    """
    return _Page(list(lines), headline).story()


@dataclass(slots=True)
class _Page:
    lines: list[str]
    headline: str
    byline: str = ""
    url: str = ""
    compared_with: str = ""
    bare_headlines: tuple[str, str] = ("", "")
    kinds: dict[int, FurnitureKind] = field(default_factory=dict)
    times: list[str] = field(default_factory=list)

    def story(self) -> Story:
        start, end = self._bounds()
        self._mark_top(start)
        self._mark_story(start, end)
        self._mark_tail(end)
        self._mark_repeated_headline(start)
        paragraphs = [line for index, line in enumerate(self.lines) if index not in self.kinds]
        furniture = [Furniture(self.kinds[index], line) for index, line in enumerate(self.lines) if index in self.kinds]
        if paragraphs and (credits_ := _CREDITS_AT_END.search(paragraphs[-1])) and credits_.start() > 0:
            furniture.append(Furniture(FurnitureKind.EDITOR, credits_[1]))
            paragraphs[-1] = paragraphs[-1][: credits_.start()]
        return Story(tuple(paragraphs), self.headline, self.byline, tuple(self.times), self.url, tuple(furniture))

    # --- where the story begins and ends -----------------------------------------------------------------------------

    def _bounds(self) -> tuple[int, int]:
        """The first and one past the last line of the story, as far as sentences tell; (0, all) where the page has none."""
        sentences = [index for index, line in enumerate(self.lines) if self._is_sentence(index, line)]
        if not sentences:  # perhaps a flash: wire copy of one line without a full stop
            flash = (index for index, line in enumerate(self.lines[:MAX_TOP_LINES]) if find_dateline(line, None) is not None)
            start = next(flash, None)
            return (0, len(self.lines)) if start is None else (start, start + 1)
        return (sentences[0] if sentences[0] < MAX_TOP_LINES else 0), sentences[-1] + 1

    def _is_sentence(self, index: int, line: str) -> bool:
        """Whether a line is a sentence of a story; "All rights reserved." and its like stand around stories only."""
        if not is_prose(line) or self._is_headline(line) or self._asks_above_a_byline(index, line):
            return False
        return not (index < MAX_TOP_LINES and _is_time_stamp(line)) and known_furniture(line, top=True, tail=True) is None

    def _asks_above_a_byline(self, index: int, line: str) -> bool:
        """Whether a question or exclamation is a headline: a byline, a time stamp or the like comes between it and the story."""
        if index + 1 >= min(len(self.lines), MAX_TOP_LINES) or len(line.split()) > _HEADLINE_WORDS[1]:
            return False
        return line.rstrip("\"'”’").endswith(("?", "!", "？", "！")) and self._kind_at_top(index + 1, look=True) in _UNDER_HEADLINES

    def _is_headline(self, line: str) -> bool:
        if not self.headline or len(line) > len(self.headline) + _SITE_NAME_CHARACTERS:
            return False
        if self.headline != self.compared_with:
            self.compared_with = self.headline
            self.bare_headlines = (_bare(self.headline), _bare(_SITE_SUFFIX.sub("", self.headline)))
        seen = _bare(line)
        return bool(seen) and (seen in self.bare_headlines or _bare(_SITE_SUFFIX.sub("", line)) == self.bare_headlines[0])

    # --- above the story ---------------------------------------------------------------------------------------------

    def _mark_top(self, start: int) -> None:
        top = self._top_end(start)
        marked = {index: kind for index in range(top) if (kind := self._kind_at_top(index)) is not None}
        known = bool(self.headline)
        dateline = self._dateline_below(start, top)
        story = start if dateline is None else dateline
        unknown = [index for index in range(story) if index not in marked]
        found = self._choose_headline(unknown, marked, story)
        self.kinds.update(marked)
        if found is not None:
            for index in unknown:
                if known and index < found and not is_prose(self.lines[index]):
                    self.kinds[index] = FurnitureKind.OTHER
                else:
                    self._mark_beside_headline(index, found, marked, story, above_dateline=dateline is not None)

    def _top_end(self, start: int) -> int:
        """One past the last line that may belong to the top: a byline or time stamp below a standfirst reaches further down."""
        end = start
        if start == 0 or len(self.lines[start].split()) > _STANDFIRST_WORDS:
            return end
        for index in range(start + 1, min(start + 1 + _BELOW_STANDFIRST, len(self.lines))):
            kind = self._kind_at_top(index, look=True)
            if kind is FurnitureKind.BYLINE or (kind is FurnitureKind.TIMESTAMP and _YEAR.search(self.lines[index])):
                end = index + 1
            elif kind is None and is_prose(self.lines[index]):
                break
        return end

    def _kind_at_top(self, index: int, *, look: bool = False) -> FurnitureKind | None:
        """The kind of a line above the story. Unless only looked at, bylines and time stamps are written down."""
        line = self.lines[index]
        if self._is_headline(line):
            return FurnitureKind.HEADLINE
        if address := _ADDRESS.match(line):
            if not look:
                self.url = self.url or address[1]
            return FurnitureKind.OTHER
        if _is_time_stamp(line):
            if not look:
                self.times.append(line)
            return FurnitureKind.TIMESTAMP
        if is_breadcrumb(line):
            return FurnitureKind.BREADCRUMB
        rule = known_furniture(line, top=True)
        if rule is not None:
            if rule.kind is FurnitureKind.BYLINE and not look:
                self._write_byline(line)
                if _DATE_AFTER_NAME.search(line):
                    self.times.append(line)
            return rule.kind
        return self._kind_of_parts(line, look=look)

    def _kind_of_parts(self, line: str, *, look: bool) -> FurnitureKind | None:
        """The kind of a line that holds several things side by side: "By Maren Holt | April 8, 2010 | 2:55 p.m. EDT"."""
        parts = [part for part in _PARTS.split(line) if part]
        if len(parts) < 2:
            return None
        kinds: list[FurnitureKind] = []
        for part in parts:
            rule = known_furniture(part, top=True)
            if _is_time_stamp(part):
                kinds.append(FurnitureKind.TIMESTAMP)
            elif rule is not None:
                kinds.append(rule.kind)
            elif len(part.split()) > _LABEL_WORDS:
                return None
        for kind in (FurnitureKind.BYLINE, FurnitureKind.TIMESTAMP):
            if kind in kinds:
                if not look:
                    if FurnitureKind.TIMESTAMP in kinds:
                        self.times.append(line)
                    self._write_byline(*(part for part in parts if _BY.match(part)))
                return kind
        return None

    def _write_byline(self, *lines: str) -> None:
        for line in lines:
            name = _DATE_AFTER_NAME.split(_BY.sub("", line))[0].strip(" |,;-–—")
            if not self.byline and name:
                self.byline = name

    def _dateline_below(self, start: int, top: int) -> int | None:
        """The line wire copy opens at, below a few standfirst lines, None where the story opens otherwise."""
        for index in range(start, min(top + _STANDFIRSTS + 1, len(self.lines))):
            line = self.lines[index]
            if find_dateline(line, None) is not None:
                return index
            if len(line.split()) > _STANDFIRST_WORDS:
                return None
        return None

    def _choose_headline(self, unknown: list[int], marked: dict[int, FurnitureKind], story: int) -> int | None:
        """The line the headline stands on; -1 where it is known and stands above or nowhere, None where there is none."""
        if self.headline:
            return max((index for index, kind in marked.items() if kind is FurnitureKind.HEADLINE and index < story), default=-1)
        if story >= len(self.lines):
            return None
        likely = [index for index in unknown if self._may_be_headline(index)]
        for index in [index for index in likely if self._may_be_name(index)]:
            likely.remove(index)
            below_byline = marked.get(index - 1) is FurnitureKind.BYLINE  # then it is whom the author works for
            marked[index] = FurnitureKind.BYLINE if below_byline else FurnitureKind.OTHER
        full = [index for index in likely if len(self.lines[index].split()) > _LABEL_WORDS]
        if not (full or likely):
            return None
        found = (full or likely)[0]
        self.headline = self.lines[found]
        marked[found] = FurnitureKind.HEADLINE
        return found

    def _may_be_headline(self, index: int) -> bool:
        line = self.lines[index]
        fewest, most = _HEADLINE_WORDS
        if not fewest <= len(line.split()) <= most and not (len(line.split()) == 1 and 8 <= len(line) <= 60 and not line.isascii()):
            return False
        if not ends_sentence(line):
            return not line.endswith((":", ";", ","))
        return self._asks_above_a_byline(index, line)

    def _may_be_name(self, index: int) -> bool:
        """Whether a line of two or three words is as likely an author's name as a headline: every word begins with a capital."""
        words = self.lines[index].split()
        return len(words) <= _LABEL_WORDS and all(word[0].isupper() and word[-1] not in ":;,?!" for word in words)

    def _mark_beside_headline(
        self, index: int, headline: int, marked: dict[int, FurnitureKind], story: int, *, above_dateline: bool
    ) -> None:
        """Marks a line above the story that no rule knows, beside the headline at ``headline``."""
        line = self.lines[index]
        if index in self.kinds or index == headline:
            self.kinds[index] = self.kinds.get(index, FurnitureKind.HEADLINE)
            return
        words = len(line.split())
        if index < headline:
            if words <= _LABEL_WORDS and not ends_sentence(line):
                self.kinds[index] = FurnitureKind.OTHER
            return
        follows = any(other > index for other in marked if other < story)
        if is_prose(line):
            # A standfirst repeats the story's news. It goes only where the story plainly begins below it, with a dateline.
            if above_dateline and headline >= 0 and words <= _STANDFIRST_WORDS:
                self.kinds[index] = FurnitureKind.HEADLINE
        elif self.kinds.get(index - 1) is FurnitureKind.BYLINE and words <= _AFFILIATION_WORDS and line.istitle():
            self.kinds[index] = FurnitureKind.BYLINE
        elif follows or above_dateline:
            self.kinds[index] = FurnitureKind.HEADLINE if words > _LABEL_WORDS else FurnitureKind.OTHER

    # --- within the story and below it -------------------------------------------------------------------------------

    def _mark_story(self, start: int, end: int) -> None:
        """Marks lines that are furniture wherever they stand. A list heading takes the headlines below it along."""
        listing: FurnitureKind | None = None
        for index in range(start, end):
            if index in self.kinds:
                continue
            rule = known_furniture(self.lines[index])
            if _ADDRESS.match(self.lines[index]):
                self.kinds[index] = FurnitureKind.OTHER
            elif rule is not None:
                self.kinds[index] = rule.kind
                listing = rule.kind if rule.heads_list else listing
            elif listing is not None and not is_prose(self.lines[index]):
                self.kinds[index] = listing
            else:
                listing = None

    def _mark_tail(self, end: int) -> None:
        """Marks the lines below the last sentence: known ones, time stamps, and whatever stands under a list heading."""
        listing: FurnitureKind | None = None
        for index in range(end, len(self.lines)):
            line = self.lines[index]
            rule = known_furniture(line, tail=True)
            if rule is not None:
                self.kinds[index] = rule.kind
                listing = rule.kind if rule.heads_list else listing
                if rule.kind is FurnitureKind.BYLINE:
                    self._write_byline(line)
            elif _is_time_stamp(line):
                self.kinds[index] = FurnitureKind.TIMESTAMP
                self.times.append(line)
            elif is_breadcrumb(line):
                self.kinds[index] = FurnitureKind.BREADCRUMB
            elif _ADDRESS.match(line):
                self.kinds[index] = FurnitureKind.OTHER
            elif listing is not None and not ends_sentence(line):
                self.kinds[index] = listing

    def _mark_repeated_headline(self, start: int) -> None:
        """Marks the headline where it stands once more above the story or opens it."""
        for index in range(min(start + 2, len(self.lines))):
            if index not in self.kinds and len(self.lines) - len(self.kinds) > 1 and self._is_headline(self.lines[index]):
                self.kinds[index] = FurnitureKind.HEADLINE


def _is_time_stamp(line: str) -> bool:
    return len(line) <= _TIME_LINE_CHARACTERS and is_time_line(line)


def _bare(line: str) -> str:
    """A line's words alone, for comparing headlines."""
    return " ".join(_WORD.findall(fold(line)))
