"""Whether what stands beside a time expression lies ahead of the publication or behind it: from the parse, else from the words near it."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Final

from dateline.errors import DataError
from dateline.report import Sentence, Span, Token

_LONGEST_CLIMB: Final = 12
_TOUCH: Final = 48  # characters before the expression that the words touching it lie in
_LOOK: Final = 160  # characters looked at on either side where there is no parse
_REACH: Final = 600  # characters to either side that a sentence is looked for in
_BORDER: Final = re.compile(
    r"(?<![A-Z])(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})(?<!\b[A-Z][a-z]{3})[.!?]['\"”’)]{0,3}\s+(?=[\"“‘'(A-Z])|\n[ \t\r]*\n"
)
_WORD: Final = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?|[.!?;\n]")
_ABBREVIATION: Final = re.compile(r"[A-Z][a-z]{0,3}|[a-z]")


class Tense(StrEnum):
    """The time of the governing verb as seen from the publication."""

    AHEAD = "future tense"
    BEHIND = "past tense"
    PRESENT = "present tense"
    OPEN = "no tense"


@dataclass(frozen=True, slots=True)
class _TenseWords:
    """The lists of ``data/times_tense.toml``."""

    ahead_auxiliaries: frozenset[str]
    behind_auxiliaries: frozenset[str]
    ahead_words: frozenset[str]
    saying: frozenset[str]
    behind_verbs: frozenset[str]
    not_behind: frozenset[str]
    between: frozenset[str]
    until: frozenset[str]
    until_sides: frozenset[str]
    negations: frozenset[str]
    due: frozenset[str]
    ahead_for: frozenset[str]
    done: frozenset[str]
    under: frozenset[str]
    deadline: frozenset[str]
    origin: frozenset[str]


@cache
def _tense_words() -> _TenseWords:
    name = "times_tense.toml"
    table = tomllib.loads(files("dateline.coding").joinpath("data").joinpath(name).read_text("utf-8"))
    lists = {}
    for wanted in fields(_TenseWords):
        listed = table.get(wanted.name)
        if not isinstance(listed, list) or not all(isinstance(word, str) and word == word.lower() for word in listed):
            raise DataError(name, 0, f"{wanted.name} must be a list of words in lower case")
        lists[wanted.name] = frozenset(listed)
    return _TenseWords(**lists)


class TenseFinder:
    """Tells the tense beside any stretch of one text. ``sentences`` are its parsed sentences; text outside them is judged by its words."""

    def __init__(self, text: str, sentences: Sequence[Sentence]) -> None:
        self._text = text
        self._sentences = sentences
        self._starts = [s.start for s in sentences]
        self.doubtful: list[Span] = []
        """The stretches asked about whose tense the words that touch them did not tell."""

    def at(self, start: int, end: int) -> Tense:
        """The tense of the verb that governs ``text[start:end]``: by the words that touch it, the parse, or the words near it."""
        touching = Tense.BEHIND if self._before(start) in _tense_words().origin else self._touching(start, end)
        if touching is not None:
            return touching
        self.doubtful.append(Span(start, end))
        place = bisect_right(self._starts, start) - 1
        found = Tense.OPEN
        if place >= 0 and start < self._sentences[place].end:
            found = _parsed(self._sentences[place].tokens, start, end)
        if found is Tense.OPEN:
            found = self._near(start, end)
        if found in (Tense.PRESENT, Tense.OPEN) and self._before(start) in _tense_words().deadline:
            return Tense.AHEAD
        return found

    def _before(self, start: int) -> str:
        """The word right before a place, in lower case."""
        words = _WORD.findall(self._text, max(0, start - _TOUCH), start)
        return words[-1].lower() if words else ""

    def _touching(self, start: int, end: int) -> Tense | None:
        """What the words right before and after say, None where they say nothing: surer than any parse.

        "announced Friday" lies behind, "payable Jan. 3" and "postponed until Tuesday" ahead; of "Friday's vote" nothing is known.
        """
        words = _tense_words()
        if self._text[end : end + 2] in ("'s", "’s"):
            return Tense.OPEN
        before = [word.lower() for word in _WORD.findall(self._text, max(0, start - _TOUCH), start)]
        while before and before[-1] in words.between:
            before.pop()
        if not before:
            return None
        last, earlier = before[-1], before[-4:-1]
        if last in words.until:
            return Tense.AHEAD if earlier and earlier[-1] not in words.until_sides and not words.negations & set(earlier) else None
        if last == "for" and earlier and earlier[-1] in words.ahead_for:
            return Tense.BEHIND if "had" in earlier else Tense.AHEAD
        if last in words.due:
            return Tense.BEHIND if {"had", "been"} & set(earlier) else Tense.AHEAD
        if _judged(last, words) is Tense.BEHIND and last not in words.behind_auxiliaries and last not in words.ahead_words:
            ahead = any(word in words.ahead_auxiliaries or word in ("to", "be") for word in earlier)
            return Tense.AHEAD if ahead else Tense.BEHIND
        return None

    def _near(self, start: int, end: int) -> Tense:
        words = _tense_words()
        before = _WORD.findall(self._text, max(0, start - _LOOK), start)
        for place in range(len(before) - 1, -1, -1):
            word = before[place]
            if word in ".!?;\n":
                if word == "." and place and _ABBREVIATION.fullmatch(before[place - 1]):
                    continue
                break
            found = _judged(word.lower(), words)
            if found is Tense.BEHIND and any(
                w.lower() in words.ahead_auxiliaries or w.lower() == "to" for w in before[max(0, place - 3) : place]
            ):
                return Tense.AHEAD  # "will be held", "to be held"
            if found is not Tense.OPEN:
                return found
        for word in _WORD.findall(self._text, end, end + _LOOK):
            if word in ".!?;\n":
                break
            found = _judged(word.lower(), words)
            if found is not Tense.OPEN:
                return found
        return Tense.OPEN


def sentences_around(text: str, spans: Sequence[Span]) -> tuple[Span, ...]:
    """The stretches between sentence ends, roughly cut, that hold the spans; in order, none twice."""
    found: list[Span] = []
    for start, end in spans:
        if found and end <= found[-1].end:
            continue
        begin = max(0, start - _REACH, found[-1].end if found else 0)
        for border in _BORDER.finditer(text, begin, start):
            begin = border.end()
        following = _BORDER.search(text, end, min(len(text), end + _REACH))
        found.append(Span(begin, following.start() + 1 if following else min(len(text), end + _REACH)))
    return tuple(found)


def _judged(word: str, words: _TenseWords) -> Tense:
    if word in words.ahead_auxiliaries or word in words.ahead_words:
        return Tense.AHEAD
    if word in words.behind_auxiliaries or word in words.behind_verbs:
        return Tense.BEHIND
    if len(word) > 3 and word.endswith("ed") and word not in words.not_behind:
        return Tense.BEHIND
    return Tense.OPEN


def _parsed(tokens: Sequence[Token], start: int, end: int) -> Tense:
    inside = [place for place, token in enumerate(tokens) if token.start < end and start < token.end]
    if not inside:
        return Tense.OPEN
    numbers = {place + 1 for place in inside}
    place = next((p for p in inside if tokens[p].head not in numbers), inside[0])
    words = _tense_words()
    for _ in range(_LONGEST_CLIMB):
        head, relation = tokens[place].head, tokens[place].deprel
        if head == 0:
            return Tense.OPEN
        place = head - 1
        token = tokens[place]
        if token.text.lower() in words.ahead_words and token.upos in ("ADJ", "VERB", "NOUN"):
            return _of_prospect(tokens, place)
        if tokens[head - 1].upos in ("NOUN", "PROPN") and relation in ("compound", "nmod:poss", "nmod:unmarked", "nmod:tmod"):
            return Tense.OPEN  # "the Feb. 23 accord": what the noun stands for need not lie where the verb does
        below = [t for t in tokens if t.head == place + 1]
        if token.upos in ("VERB", "AUX") or any(t.deprel == "cop" for t in below):
            if token.deprel == "advcl" and token.head and any(t.lemma in words.under for t in below if t.deprel in ("mark", "advmod")):
                above = [t for t in tokens if t.head == token.head]
                if _of_verb(tokens, token.head - 1, above, words) is Tense.AHEAD:
                    return Tense.AHEAD
            found = _of_verb(tokens, place, below, words)
            if found is not Tense.OPEN:
                return found
    return Tense.OPEN


def _of_prospect(tokens: Sequence[Token], place: int) -> Tense:
    """As in "is due Monday" lies ahead; what "had been due Monday" lay ahead of something behind, which decides nothing."""
    auxiliaries = {t.text.lower() for t in tokens if t.head == place + 1 and t.deprel.startswith(("aux", "cop"))}
    token = tokens[place]
    if token.feature("VerbForm") == "Inf":
        return _of_infinitive(tokens, token)
    if auxiliaries & {"was", "were", "had", "been"} or (
        token.upos == "VERB" and token.feature("Tense") == "Past" and token.feature("VerbForm") == "Fin"
    ):
        return Tense.BEHIND
    return Tense.AHEAD


def _of_verb(tokens: Sequence[Token], place: int, below: Sequence[Token], words: _TenseWords) -> Tense:
    token = tokens[place]
    helpers = [t for t in below if t.deprel.startswith(("aux", "cop"))]
    if any(t.text.lower() in words.ahead_auxiliaries for t in helpers) and not any(t.text.lower() in ("have", "'ve") for t in helpers):
        return Tense.AHEAD
    if any(t.text.lower() in words.behind_auxiliaries for t in helpers):
        return Tense.BEHIND
    if helpers and all(t.feature("Tense") == "Pres" for t in helpers):
        markers = {(t.text.lower(), t.deprel) for t in below if t.deprel in ("case", "mark")}
        # "is due to vote", "are to meet"
        to_come = token.text.lower() == "going" or ("to", "mark") in markers or any(word in words.ahead_words for word, _ in markers)
        return Tense.AHEAD if to_come else Tense.PRESENT
    if any(t.text.lower() == "to" and t.deprel == "mark" for t in below) and (
        token.feature("VerbForm") == "Inf" or token.text.lower() == token.lemma
    ):
        return _of_infinitive(tokens, token)  # "to" and a base form tell more than the morphology, which may err
    if token.feature("VerbForm") == "Fin" and token.feature("Tense") == "Past":
        return Tense.BEHIND
    if token.feature("VerbForm") == "Part" and token.feature("Tense") == "Past":
        return Tense.BEHIND
    if token.feature("VerbForm") == "Fin" and token.feature("Tense") == "Pres":
        return Tense.BEHIND if token.lemma in words.saying else Tense.PRESENT
    return Tense.OPEN


def _of_infinitive(tokens: Sequence[Token], token: Token) -> Tense:
    """As in "to expire Friday" lies ahead, unless the verb above says that it once did: "had been due to expire Friday"."""
    above = {t.text.lower() for t in tokens if t.head == token.head and t.deprel.startswith(("aux", "cop"))}
    if {"had", "been"} & above:
        return Tense.BEHIND
    words = _tense_words()
    governor = tokens[token.head - 1] if token.head else None
    if governor is not None and governor.upos == "VERB" and governor.lemma in words.done:
        below = [t for t in tokens if t.head == token.head]
        tense = _of_verb(tokens, token.head - 1, below, words)
        return tense if tense is Tense.BEHIND else Tense.AHEAD
    return Tense.AHEAD
