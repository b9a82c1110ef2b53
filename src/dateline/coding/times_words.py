"""Text to classed words: every word, number and sign of a text gets one character that says what it can be in a time expression.

The classes of words stand in ``data/times_words.tsv``; numbers are classed by their form ("31" can be a day of a month, "1998" a year,
"0735" a time of day). A text becomes a string with one character a word, so that the rules of :mod:`dateline.coding.times_rules` are
ordinary regular expressions over classes, and text without any time word costs next to nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from dateline.errors import DataError
from dateline.reading.fact_tables import table_rows

OTHER: Final = " "
"""The character of a word that no rule names."""

BREAK: Final = "\n"
"""The character of a paragraph's end: no expression crosses it."""

_FIRST_KIND: Final = 0xE000  # private use: these characters stand for nothing but kinds

_WORD: Final = re.compile(
    r"(?P<break>\n[ \t\r]*\n\s*)"
    r"|(?P<iso>\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?)?(?![\w-]))"
    r"|(?P<slashed>\d{1,2}/\d{1,2}/(?:\d{4}|\d\d)(?![\w/]))"
    r"|(?P<clock>\d{1,2}:[0-5]\d(?::[0-5]\d)?(?![\w:]))"
    r"|(?P<dotted>\d{1,2}\.[0-5]\d(?=\s?[ap]\.?m\b))"
    r"|(?P<decade>(?:1[0-9]|20)\d0['’]?s\b|['’]?\d0['’]?s\b)"
    r"|(?P<quartercode>[QqHh][1-4](?![\w-]))"
    r"|(?P<ordinal>\d{1,3}(?:st|nd|rd|th)\b)"
    r"|(?P<fraction>[1-9]/[2-9](?![\w/]))"
    r"|(?P<number>\d+(?:,\d{3})*(?:\.\d+)?)"
    r"|(?P<apm>[AaPp]\.\s?[Mm]\b\.?|[AaPp][Mm]\b)"
    r"|(?P<possessive>['’]s\b)"
    r"|(?P<word>[^\W\d_]+)"
    r"|(?P<sign>[^\w\s]|_)"
)

_SIGNS: Final[Mapping[str, str]] = {
    ",": "comma",
    ".": "dot",
    "-": "hyphen",
    "–": "hyphen",
    "‑": "hyphen",
    "(": "open",
    ")": "shut",
    "/": "slash",
    "'": "quote",
    "’": "quote",
    "$": "money",
    "£": "money",
    "€": "money",
    "¥": "money",
    "#": "money",
    "%": "percent",
    ":": "colon",
}
_FORMS: Final = ("iso", "slashed", "clock", "dotted", "decade", "ordinal", "fraction", "possessive", "apm", "quartercode")
_SAMPLES: Final = (
    "0",
    "7",
    "20",
    "28",
    "45",
    "00",
    "07",
    "0735",
    "0199",
    "1060",
    "1445",
    "1870",
    "1998",
    "2020",
    "2345",
    "2101",
    "3000",
    "500",
    "7.5",
)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The classes: ``kinds`` gives a word's character, ``members`` a class's characters, ``values`` a word's meaning in a class."""

    kinds: Mapping[str, str]
    forms: Mapping[frozenset[str], str]
    members: Mapping[str, str]
    values: Mapping[tuple[str, str], str]

    def value(self, word: str, of: str) -> str:
        """What a word means in a class. Raises KeyError where it is not of the class."""
        return self.values[of, word.lower()]


@dataclass(frozen=True, slots=True)
class ClassedText:
    """A text's words: ``starts`` and ``ends`` are offsets, ``kinds`` has one character a word."""

    text: str
    starts: list[int]
    ends: list[int]
    kinds: str

    def word(self, number: int) -> str:
        """The characters of a word."""
        return self.text[self.starts[number] : self.ends[number]]


def read_words(text: str, lexicon: Lexicon) -> ClassedText:
    """The classed words of a text."""
    starts: list[int] = []
    ends: list[int] = []
    kinds: list[str] = []
    known = lexicon.kinds
    glued = -1  # where a run of letters and digits that belong together ends: "B2B", "F-16" keep their digits to themselves
    for found in _WORD.finditer(text):
        start, end = found.span()
        form = found.lastgroup
        if form == "word":
            kind = known.get(found.group(), OTHER)
            if start == glued and kind not in lexicon.members["unitsymbol"]:
                kind = OTHER
            glued = end
        elif form == "break":
            kind = BREAK
        elif form == "sign":
            kind = known.get(found.group(), OTHER)
        elif start == glued and form not in ("possessive", "apm"):
            kind = OTHER
            glued = end
        elif form == "number":
            kind = lexicon.forms[number_classes(found.group())]
            glued = end
        elif form == "apm":
            kind = lexicon.forms[frozenset((form,))] if start and text[start - 1 : start] in "0123456789 \n\u00a0" else OTHER
        else:
            kind = lexicon.forms[frozenset(_form_classes(form or "", found.group()))]
            glued = end
        starts.append(start)
        ends.append(end)
        kinds.append(kind)
    return ClassedText(text, starts, ends, "".join(kinds))


def number_classes(written: str) -> frozenset[str]:
    """What a number in figures can be: a day of a month, an hour, a year, a time such as "0735", a number of things."""
    if "," in written:
        return frozenset(("digits",))
    if "." in written:
        return frozenset(("digits", "decimal"))
    if len(written) > 4:
        return frozenset(("digits",))
    value, width = int(written), len(written)
    classes = {"digits"}
    if width <= 2:
        if 1 <= value <= 31:
            classes.add("dayn")
        elif value > 31 or value == 0:
            classes.add("nodayn")
        if value <= 24:
            classes.add("hour")
        if width == 2:
            classes.add("yy")
    if width == 4:
        if 1400 <= value <= 2100:
            classes.add("year")
        if value // 100 <= 24 and value % 100 < 60:
            classes.add("hhmm")
    return frozenset(classes)


def _form_classes(form: str, written: str) -> tuple[str, ...]:
    if form == "ordinal":
        value = int(written[:-2])
        return ("ordinal", "dayn", "figureordinal") if 1 <= value <= 31 else ("ordinal", "figureordinal")
    return (form,)


def load_lexicon(literals: Iterable[str] = ()) -> Lexicon:
    """The lexicon of the shipped table; ``literals`` are words that the rules name themselves. Raises DataError."""
    name = "times_words.tsv"
    rows = table_rows(name, files("dateline.coding").joinpath("data").joinpath(name).read_text("utf-8"), "class value case words")
    classes: dict[str, set[str]] = {}
    capital: set[str] = set()
    values: dict[tuple[str, str], str] = {}
    for row in rows:
        of, value, case, listed = row.cells
        if case not in ("any", "capital"):
            raise DataError(name, row.line, f"case must be any or capital, not {case!r}")
        for word in (w.strip() for w in listed.split(",")):
            if not word or word != word.lower():
                raise DataError(name, row.line, f"words must be in lower case and separated by commas, not {listed!r}")
            if (of, word) in values:
                raise DataError(name, row.line, f"{word!r} stands twice in class {of}")
            values[of, word] = value
            classes.setdefault(word, set()).add(of)
            if case == "capital":
                capital.add(word)
    for word in literals:
        classes.setdefault(word, set()).add(f"={word}")
    bundles: dict[str, frozenset[str]] = {word: frozenset(found) for word, found in classes.items()}
    forms = {number_classes(sample) for sample in _SAMPLES}
    forms |= {frozenset(_form_classes(form, "3rd")) for form in _FORMS} | {frozenset(_form_classes("ordinal", "93rd"))}
    signs = {sign: frozenset((of,)) for sign, of in _SIGNS.items()}
    every = sorted({*bundles.values(), *forms, *signs.values()}, key=sorted)
    characters = {bundle: chr(_FIRST_KIND + place) for place, bundle in enumerate(every)}
    members: dict[str, str] = {"unitsymbol": ""}
    for bundle, character in characters.items():
        for of in bundle:
            members[of] = members.get(of, "") + character
    kinds = {sign: characters[bundle] for sign, bundle in signs.items()}
    for word, bundle in bundles.items():
        spellings = (word.capitalize(), word.upper()) if word in capital else (word, word.capitalize(), word.upper())
        kinds.update(dict.fromkeys(spellings, characters[bundle]))
    return Lexicon(kinds, {bundle: characters[bundle] for bundle in forms}, members, values)


@cache
def holiday_rows() -> tuple[tuple[str, str], ...]:
    """Names of holidays, in lower case, and their day: "12-25", or "11-4-4" for the fourth Thursday of November. Raises DataError."""
    name = "times_holidays.tsv"
    rows = table_rows(name, files("dateline.coding").joinpath("data").joinpath(name).read_text("utf-8"), "day names")
    found: list[tuple[str, str]] = []
    for row in rows:
        if not re.fullmatch(r"\d\d-\d\d|\d\d-[1-7]-(?:[1-4]|-1)|easter[+-]\d{1,2}", row.cells[0]):
            raise DataError(name, row.line, f"{row.cells[0]!r} is no day such as 12-25, 11-4-4 (fourth Thursday of November) or easter+1")
        found.extend((" ".join(holiday.split()), row.cells[0]) for holiday in row.cells[1].split(","))
    return tuple(found)
