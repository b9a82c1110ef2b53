"""Words for those who act - nouns, titles, offices - and the PLOVER sector they give.

In: ``data/agents.tsv``, a table a political scientist can read and edit; the nouns of the CAMEO agent dictionary (Open Event Data
Alliance, MIT) that newswire uses are in it. Out: :class:`Agents`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from dateline.fact_tables import Row, table_of, words
from dateline.knowledge.wordings import name_key, plural

SECTORS = frozenset(
    {"COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK", "AGR", "BUS", "CRM", "CVL", "EDU", "ELI", "JRN", "LAB"}
    | {"MED", "REF", "OPP", "PRE", "REL", "SOC"}
)
"""The sector codes of the PLOVER manual."""


class Strength(StrEnum):
    """How far a word decides the sector of the phrase it stands in."""

    SETTLES = "settles"
    WEAK = "weak"
    CHANGES = "changes"
    PAST = "past"
    KIN = "kin"  # a relative: ELI beside an official, else the sector of the row
    FOREIGN = "foreign"  # says that the country is another than the report's: "Western diplomats", "both sides"


class AgentKind(StrEnum):
    """What a word denotes."""

    PERSON = "person"
    PEOPLE = "people"
    BODY = "body"


@dataclass(frozen=True, slots=True)
class Agent:
    """An entry: the word in the singular, sector (empty: none by itself), strength and kind. ``many`` marks a plural."""

    word: str
    sector: str
    strength: Strength
    kind: AgentKind
    many: bool = False


class Agents:
    """The table. Make one with :func:`agents`."""

    def __init__(self, rows: list[Row]) -> None:
        self._phrases: list[tuple[str, Agent]] = []
        for row in rows:
            self._row(row)

    def phrases(self) -> Iterator[tuple[str, Agent]]:
        """All words and their plurals with what they denote."""
        return iter(self._phrases)

    def _row(self, row: Row) -> None:
        sector, strength, kind, cell = row.cells
        if sector != "-" and sector not in SECTORS:
            raise row.wrong(f"sector {sector!r} is no PLOVER sector; expected '-' or one of {', '.join(sorted(SECTORS))}")
        if strength not in Strength.__members__.values():
            raise row.wrong(f"strength {strength!r} is none of {', '.join(Strength)}")
        if kind not in AgentKind.__members__.values():
            raise row.wrong(f"kind {kind!r} is none of {', '.join(AgentKind)}")
        if not words(cell):
            raise row.wrong("has no words")
        code = "" if sector == "-" else sector
        for word in words(cell):
            if not name_key(word):
                raise row.wrong(f"{word!r} has no letters")
            many = kind == AgentKind.PEOPLE
            self._phrases.append((word, Agent(word, code, Strength(strength), AgentKind(kind), many)))
            if strength in (Strength.SETTLES, Strength.WEAK, Strength.KIN) and not (many and word.endswith(("s", "men", "people"))):
                self._phrases.append((plural(word), Agent(word, code, Strength(strength), AgentKind(kind), True)))


@cache
def agents() -> Agents:
    """The shipped table, loaded once. Raises :class:`dateline.errors.DataError` with file and line where it is wrong."""
    return Agents(table_of("dateline.knowledge", "agents.tsv", "sector strength kind words"))


@cache
def political_sectors() -> frozenset[str]:
    """The sectors whose bearers act in politics by that alone. Raises :class:`dateline.errors.DataError` with file and line."""
    found = set()
    for row in table_of("dateline.knowledge", "sectors.tsv", "sector politics meaning"):
        sector, politics, _ = row.cells
        if sector not in SECTORS:
            raise row.wrong(f"sector {sector!r} is no PLOVER sector; expected one of {', '.join(sorted(SECTORS))}")
        if politics not in ("yes", "no"):
            raise row.wrong(f"politics is {politics!r}; expected yes or no")
        if politics == "yes":
            found.add(sector)
    return frozenset(found)
