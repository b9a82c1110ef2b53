"""Knowing the lines of a page that are no part of the story, by the phrases and patterns of ``data/furniture.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from dateline.errors import DataError
from dateline.report import FurnitureKind

_FILE: Final = "data/furniture.toml"
_PLACES: Final = frozenset({"anywhere", "top", "tail", "edges"})
_KEYS: Final = frozenset(
    {
        "kind",
        "where",
        "opens",
        "closes",
        "whole",
        "contains",
        "pattern",
        "names_only",
        "fragment",
        "max_words",
        "heads_list",
        "takes",
        "spares",
    }
)
_QUOTES: Final = str.maketrans("‘’‛“”„", "'''\"\"\"")
_SENTENCE_END: Final = re.compile(r"""[.!?…。！？؟।]["'”’»)\]]*$""")
_LONGEST_LINE: Final = 1000  # characters; a longer line of few words is data or an attack, not furniture
_TOKEN_EDGE: Final = "()[]{},;:.!?|/\\\"'“”‘’–—-•·*&+"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the data file; an empty condition is none."""

    kind: FurnitureKind
    where: str
    opens: re.Pattern[str] | None
    closes: tuple[str, ...]
    whole: frozenset[str]
    contains: tuple[str, ...]
    pattern: re.Pattern[str] | None
    names_only: bool
    fragment: bool
    max_words: int
    heads_list: bool
    takes: tuple[str, ...]
    spares: tuple[str, ...]

    def fits(self, line: str, folded: str, words: int) -> bool:
        """Whether all conditions hold for ``line``; ``folded`` is its comparison form, ``words`` its length."""
        if words > self.max_words:
            return False
        if self.whole and folded.strip(" .:…") not in self.whole:
            return False
        opening = None
        if self.opens is not None:
            opening = self.opens.match(folded)
            if opening is None:
                return False
        if self.closes and not folded.endswith(self.closes):
            return False
        if self.contains and not any(phrase in folded for phrase in self.contains):
            return False
        if self.pattern is not None and self.pattern.search(line) is None:
            return False
        if self.fragment and ends_sentence(line):
            return False
        return not self.names_only or _only_names(line[opening.end() if opening else 0 :])


@dataclass(frozen=True, slots=True)
class Rules:
    """The whole data file."""

    rules: tuple[Rule, ...]
    between_names: frozenset[str]
    not_first: frozenset[str]
    breadcrumb: re.Pattern[str]
    weak_breadcrumb: re.Pattern[str]
    breadcrumb_roots: frozenset[str]
    breadcrumb_part_words: int
    final_abbreviations: tuple[str, ...]
    most_words: int  # no rule takes a longer line


def fold(line: str) -> str:
    """The form in which lines and phrases are compared: one case, one style of quotation marks, single spaces."""
    return " ".join(line.translate(_QUOTES).lower().split())


def ends_sentence(line: str) -> bool:
    """Whether the line ends as a sentence does; an abbreviation that headlines end in ("... talks with U.S.") does not count."""
    return _SENTENCE_END.search(line) is not None and not line.endswith(rules().final_abbreviations)


def known_furniture(line: str, *, top: bool = False, tail: bool = False) -> Rule | None:
    """The first rule that knows the line, None where none does. ``top`` and ``tail`` say on which sides of the story it may stand."""
    words = len(line.split())
    if words > rules().most_words or len(line) > _LONGEST_LINE:
        return None
    folded = fold(line)
    for rule in rules().rules:
        where = rule.where
        side = (top and where in ("top", "edges")) or (tail and where in ("tail", "edges"))
        if (where == "anywhere" or side) and rule.fits(line, folded, words):
            return rule
    return None


def is_breadcrumb(line: str) -> bool:
    """Whether the line is a path through a site: "Homepage > News > World >", "Home / World / Asia"."""
    known = rules()
    for separator, needs_root in ((known.breadcrumb, False), (known.weak_breadcrumb, True)):
        parts = [part.strip() for part in separator.split(f" {line} ")]
        named = [part for part in parts if part]
        if len(parts) < 2 or not named or any(len(part.split()) > known.breadcrumb_part_words for part in named):
            continue
        if any(ends_sentence(part) for part in named):
            continue
        root = fold(named[0]).strip(" :") in known.breadcrumb_roots
        if root or (not needs_root and (len(named) > 2 or not parts[-1])):
            return True
    return False


def _only_names(text: str) -> bool:
    """Whether a text is nothing but names, signs and the words that stand between names in credits."""
    known = rules()
    names = 0
    for token in text.split():
        word = token.strip(_TOKEN_EDGE)
        if not word or "@" in word:
            continue
        if word[0].isupper():
            if not names and word in known.not_first:
                return False
            names += 1
        elif word.lower() not in known.between_names:
            return False
    return names > 0


@cache
def rules() -> Rules:
    """The rules, read from the package once. Raises DataError where the file is wrong."""
    text = files("dateline.reading").joinpath(_FILE).read_text("utf-8")
    return read_rules(_FILE, text)


def read_rules(name: str, text: str) -> Rules:
    """The rules of a TOML text; ``name`` is the file's, for messages. Raises DataError, with the rule's line, where one is wrong."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise DataError(name, 0, f"is no TOML ({problem}); see the comment at its top") from problem
    lines = [number for number, line in enumerate(text.split("\n"), 1) if line.strip() == "[[rule]]"]
    entries = data.get("rule", [])
    if not isinstance(entries, list) or len(entries) != len(lines):
        raise DataError(name, 0, "each rule must begin with [[rule]] on a line of its own")
    try:
        names, crumbs, headline = data["names"], data["breadcrumb"], data["headline"]
        known = tuple(_rule(name, line, entry) for line, entry in zip(lines, entries, strict=True))
        return Rules(
            rules=known,
            most_words=max((rule.max_words for rule in known), default=0),
            between_names=frozenset(map(str.lower, names["between"])),
            not_first=frozenset(names["not_first"]),
            breadcrumb=_any_of(crumbs["separators"]),
            weak_breadcrumb=_any_of(crumbs["weak_separators"]),
            breadcrumb_roots=frozenset(map(fold, crumbs["roots"])),
            breadcrumb_part_words=int(crumbs["max_words_a_part"]),
            final_abbreviations=tuple(headline["final_abbreviations"]),
        )
    except (KeyError, TypeError, AttributeError) as problem:
        raise DataError(name, 0, f"[names], [breadcrumb] or [headline] is incomplete ({problem!r})") from problem


def _any_of(signs: list[str]) -> re.Pattern[str]:
    """A pattern for separators that stand between spaces."""
    return re.compile(r"\s+(?:" + "|".join(map(re.escape, signs)) + r")\s+")


def _rule(name: str, line: int, entry: Mapping[str, object]) -> Rule:
    """One rule, checked."""

    def phrases(key: str) -> tuple[str, ...]:
        value = entry.get(key, [])
        if not isinstance(value, list) or not all(isinstance(phrase, str) and phrase for phrase in value):
            raise DataError(name, line, f"{key} must be a list of phrases, not {value!r}")
        return tuple(value)

    unknown = entry.keys() - _KEYS
    if unknown:
        raise DataError(name, line, f"unknown condition {sorted(unknown)[0]!r}; expected one of {', '.join(sorted(_KEYS))}")
    try:
        kind = FurnitureKind(str(entry.get("kind")))
    except ValueError as problem:
        raise DataError(name, line, f"kind must be one of {', '.join(FurnitureKind)}, not {entry.get('kind')!r}") from problem
    where, most = entry.get("where"), entry.get("max_words")
    if where not in _PLACES:
        raise DataError(name, line, f"where must be one of {', '.join(sorted(_PLACES))}, not {where!r}")
    if not isinstance(most, int):
        raise DataError(name, line, f"max_words must be a number, not {most!r}")
    opens, patterns = phrases("opens"), phrases("pattern")
    if not (opens or patterns or any(entry.get(key) for key in ("closes", "whole", "contains"))):
        raise DataError(name, line, "states no phrase and no pattern; give opens, closes, whole, contains or pattern")
    try:
        pattern = re.compile("|".join(f"(?:{one})" for one in patterns)) if patterns else None
    except re.error as problem:
        raise DataError(name, line, f"pattern is no regular expression ({problem})") from problem
    return Rule(
        kind=kind,
        where=str(where),
        opens=_opening(opens) if opens else None,
        closes=tuple(map(fold, phrases("closes"))),
        whole=frozenset(fold(phrase).strip(" .:…") for phrase in phrases("whole")),
        contains=tuple(map(fold, phrases("contains"))),
        pattern=pattern,
        names_only=bool(entry.get("names_only")),
        fragment=bool(entry.get("fragment")),
        max_words=most,
        heads_list=bool(entry.get("heads_list")),
        takes=phrases("takes"),
        spares=phrases("spares"),
    )


def _opening(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern for lines that begin with one of the phrases, the longest first, with no word or number going on past it.

    A phrase that ends in a digit stands for the beginning of a number ("copyright 20" for "Copyright 2010").
    """
    folded = sorted(map(fold, phrases), key=len, reverse=True)
    return re.compile("|".join(re.escape(phrase) + (r"(?!\w)" if phrase[-1].isalpha() else "") for phrase in folded))
