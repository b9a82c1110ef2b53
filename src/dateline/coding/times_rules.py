"""The rules for time expressions: ``data/times_rules.toml`` compiled to regular expressions over classed words.

Every rule is bounded: there is no unbounded repetition in a pattern, so that matching takes time in proportion to the
text whatever stands in it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Final

from dateline.coding.times_words import BREAK, OTHER, ClassedText, Lexicon, holiday_rows, load_lexicon
from dateline.errors import DataError

_FILE: Final = "times_rules.toml"
_PIECE: Final = re.compile(
    r"\s*(?:(?P<cls><[a-z]+>)|(?P<macro>@[a-z]+)|(?P<open>(?:[a-z]+=)?\()|(?P<sign>[)|?])|(?P<times>\{\d,\d\})|(?P<word>[a-z]+))"
)
_GLUE: Final = frozenset(("comma", "dot", "hyphen", "open", "shut", "quote", "possessive", "colon", "slash", "money", "percent"))
_KEYS: Final = frozenset(("name", "pattern", "means", "type", "value", "not_before", "not_after", "only_after", "examples", "spares"))
_DEEPEST_MACRO: Final = 8


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence with its publication date ("" for none) and what is to be found in it: (expression, type, value)."""

    text: str
    published: str
    finds: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its place in the file, its expression over kinds, and the function that gives it meaning."""

    place: int
    name: str
    regex: re.Pattern[str]
    groups: tuple[tuple[int, str], ...]
    means: str
    type: str
    value: str
    examples: tuple[Example, ...]
    spares: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A place where a rule matched: words ``first`` to ``last`` (exclusive) and the parts the rule names, by number of word."""

    rule: Rule
    first: int
    last: int
    parts: Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class RuleBook:
    """All rules with the lexicon they are written over."""

    lexicon: Lexicon
    rules: tuple[Rule, ...]
    _starting: Mapping[str, tuple[Rule, ...]] = field(repr=False)
    _islands: re.Pattern[str] = field(repr=False)

    def find(self, words: ClassedText) -> Iterator[Found]:
        """The places that rules match, in order and without overlap: of overlapping ones the longest, then the first rule."""
        kinds = words.kinds
        for island in self._islands.finditer(kinds):
            first, last = island.span()
            found: list[tuple[int, int, int, re.Match[str], Rule]] = []
            for start in range(first, last):
                for rule in self._starting.get(kinds[start], ()):
                    match = rule.regex.match(kinds, start)
                    if match is not None:
                        found.append((start - match.end(), rule.place, start, match, rule))
            if not found:
                continue
            found.sort(key=lambda hit: hit[:3])
            taken = bytearray(last - first + 1)
            kept: list[Found] = []
            for length, _, start, match, rule in found:
                begin, end = start - first, start - first - length
                if any(taken[begin:end]):
                    continue
                taken[begin:end] = b"\x01" * (end - begin)
                parts: dict[str, tuple[int, int]] = {}
                for number, name in rule.groups:
                    if match.start(number) >= 0 and match.end(number) > match.start(number):
                        parts.setdefault(name, match.span(number))
                kept.append(Found(rule, start, start - length, parts))
            yield from sorted(kept, key=lambda hit: hit.first)


@dataclass(frozen=True, slots=True)
class _Compiled:
    """A piece of a pattern: its expression, the kinds it can begin with, and whether it may be empty."""

    regex: str
    first: frozenset[str]
    nullable: bool


class _Compiler:
    """One pattern on its way from words and classes to an expression over kinds."""

    def __init__(self, rule: str, pattern: str, lexicon: Lexicon, *, named: bool = True) -> None:
        self._rule, self._lexicon, self._named = rule, lexicon, named
        self._pieces = _pieces(rule, pattern)
        self._at = 0
        self._count = 0
        self.names: list[str] = []

    def compiled(self) -> _Compiled:
        found = self._choice()
        if self._at < len(self._pieces):
            raise DataError(_FILE, 0, f"rule {self._rule!r}: unbalanced ) in its pattern")
        return found

    def _peek(self) -> tuple[str, str]:
        return self._pieces[self._at] if self._at < len(self._pieces) else ("", "")

    def _choice(self) -> _Compiled:
        branches = [self._sequence()]
        while self._peek()[1] == "|":
            self._at += 1
            branches.append(self._sequence())
        first = frozenset().union(*(b.first for b in branches))
        return _Compiled("|".join(b.regex for b in branches), first, any(b.nullable for b in branches))

    def _sequence(self) -> _Compiled:
        regex, first, nullable = "", frozenset[str](), True
        while self._peek()[1] not in ("", ")", "|"):
            item = self._item()
            regex += item.regex
            if nullable:
                first |= item.first
            nullable = nullable and item.nullable
        return _Compiled(regex, first, nullable)

    def _item(self) -> _Compiled:
        sort, text = self._peek()
        self._at += 1
        if sort == "open":
            opened = self._opened(text[:-2])
            inside = self._choice()
            if self._peek()[1] != ")":
                raise DataError(_FILE, 0, f"rule {self._rule!r}: a ( is not closed in its pattern")
            self._at += 1
            item = _Compiled(f"{opened}{inside.regex})", inside.first, inside.nullable)
        elif sort in ("cls", "word"):
            of = text[1:-1] if sort == "cls" else f"={text}"
            members = self._lexicon.members.get(of, "")
            if not members and of != "never":
                raise DataError(_FILE, 0, f"rule {self._rule!r} names the class {text}, which times_words.tsv does not have")
            regex = f"[{members}]" if members else "(?!)"
            if sort == "cls" and of not in _GLUE:
                regex = f"{self._opened(of)}{regex})"
            item = _Compiled(regex, frozenset(members), False)
        else:
            raise DataError(_FILE, 0, f"rule {self._rule!r}: {text!r} is out of place in its pattern")
        sort, text = self._peek()
        if text == "?" or sort == "times":
            self._at += 1
            item = _Compiled(f"(?:{item.regex}){text}", item.first, item.nullable or text == "?" or text.startswith("{0"))
        return item

    def _opened(self, name: str) -> str:
        if not name or not self._named:
            return "(?:"
        self.names.append(name)
        return "("


def _pieces(rule: str, pattern: str) -> list[tuple[str, str]]:
    pieces, at = [], 0
    while pattern[at:].strip():
        found = _PIECE.match(pattern, at)
        if found is None or found.lastgroup is None:
            raise DataError(_FILE, 0, f"rule {rule!r}: cannot read its pattern at {pattern[at : at + 30]!r}")
        pieces.append((found.lastgroup, found[found.lastgroup]))
        at = found.end()
    return pieces


@cache
def rule_book() -> RuleBook:
    """The shipped rules, compiled once. Raises DataError, naming the rule, where one is wrong."""
    return compile_rules(rule_source())


def rule_source() -> str:
    """The text of the shipped rules."""
    return files("dateline.coding").joinpath("data").joinpath(_FILE).read_text("utf-8")


def compile_rules(source: str, known: Container[str] | None = None) -> RuleBook:
    """The rules of a TOML text, their meanings among ``known`` where that is given. Raises DataError, naming the rule that is wrong."""
    try:
        tables = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise DataError(_FILE, 0, f"cannot be read as TOML ({error})") from error
    macros = dict(tables.get("macros", {}))
    macros["holiday"] = " | ".join(_spelled(name) for name, _ in sorted(holiday_rows(), key=lambda row: -len(row[0])))
    rows = tables.get("rule", [])
    for row in rows:
        wrong = set(row) - _KEYS or {"name", "pattern", "means", "examples"} - set(row)
        if wrong:
            raise DataError(_FILE, 0, f"rule {row.get('name', '?')!r} lacks or has beyond need: {', '.join(sorted(wrong))}")
        if known is not None and row["means"] not in known:
            raise DataError(_FILE, 0, f"rule {row['name']!r} means {row['means']!r}, which is no function of the times modules")
    patterns = {row["name"]: _expanded(row["name"], row["pattern"], macros) for row in rows}
    written = [*patterns.items()]
    written += [
        (row["name"], condition) for row in rows for key in ("not_before", "not_after", "only_after") for condition in row.get(key, [])
    ]
    literals = {text for name, pattern in written for sort, text in _pieces(name, pattern) if sort == "word"}
    lexicon = load_lexicon(sorted(literals))
    rules = tuple(_rule(place, row, patterns[row["name"]], lexicon) for place, row in enumerate(rows))
    starting: dict[str, list[Rule]] = {}
    for rule in rules:
        for kind in _first(patterns[rule.name], rule.name, lexicon):
            starting.setdefault(kind, []).append(rule)
    return RuleBook(
        lexicon,
        tuple(rules),
        {kind: tuple(some) for kind, some in starting.items()},
        re.compile(f"[^{OTHER}{BREAK}]+"),
    )


def _first(pattern: str, name: str, lexicon: Lexicon) -> frozenset[str]:
    found = _Compiler(name, pattern, lexicon, named=False).compiled()
    if found.nullable:
        raise DataError(_FILE, 0, f"rule {name!r} matches nothing at all; make a part of its pattern obligatory")
    return found.first


def _rule(place: int, row: Mapping[str, object], pattern: str, lexicon: Lexicon) -> Rule:
    name = str(row["name"])
    compiler = _Compiler(name, pattern, lexicon)
    regex = compiler.compiled().regex
    before = _context(name, row.get("not_before"), lexicon)
    after = _context(name, row.get("not_after"), lexicon)
    only = _context(name, row.get("only_after"), lexicon)
    whole = (f"(?<={only[0]})" if len(only) == 1 else f"(?:{'|'.join(f'(?<={c})' for c in only)})" if only else "") + "".join(
        f"(?<!{c})" for c in after
    )
    whole += f"(?:{regex})" + (f"(?!{'|'.join(before)})" if before else "")
    groups = tuple((number, part) for number, part in enumerate(compiler.names, 1))
    return Rule(
        place,
        name,
        re.compile(whole),
        groups,
        str(row["means"]),
        str(row.get("type", "")),
        str(row.get("value", "")),
        _examples(name, row["examples"]),
        _examples(name, row.get("spares", [])),
    )


def _context(rule: str, conditions: object, lexicon: Lexicon) -> list[str]:
    if conditions is None:
        return []
    if not isinstance(conditions, list):
        raise DataError(_FILE, 0, f"rule {rule!r}: conditions are lists of patterns, not {conditions!r}")
    return [_Compiler(rule, str(condition), lexicon, named=False).compiled().regex for condition in conditions]


def _examples(rule: str, rows: object) -> tuple[Example, ...]:
    if not isinstance(rows, list):
        raise DataError(_FILE, 0, f"rule {rule!r}: examples are lists, not {rows!r}")
    examples = []
    for row in rows:
        finds = []
        for find in row[2:]:
            cells = [cell.strip() for cell in find.split("|")]
            if len(cells) != 3:
                raise DataError(_FILE, 0, f"rule {rule!r}: an example's find is 'expression | TYPE | value', not {find!r}")
            finds.append((cells[0], cells[1], cells[2]))
        examples.append(Example(row[0], row[1], tuple(finds)))
    return tuple(examples)


def _expanded(rule: str, pattern: str, macros: Mapping[str, str]) -> str:
    for _ in range(_DEEPEST_MACRO):
        if "@" not in pattern:
            return pattern
        try:
            pattern = re.sub(r"@([a-z]+)", lambda found: f"( {macros[found[1]]} )", pattern)
        except KeyError as unknown:
            raise DataError(_FILE, 0, f"rule {rule!r} names the macro {unknown}, which [macros] does not have") from unknown
    raise DataError(_FILE, 0, f"rule {rule!r}: macros that name each other without end")


def _spelled(name: str) -> str:
    return name.replace("'s", " <possessive>").replace(".", " <dot>")
