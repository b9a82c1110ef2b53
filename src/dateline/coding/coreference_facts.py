"""The facts that coreference turns on: pronouns, what nouns and given names say of their bearer, and words of a few classes.

They stand in ``data/coreference_pronouns.tsv``, ``coreference_nouns.tsv``, ``coreference_given_names.tsv`` and ``coreference_words.tsv``;
nouns of agents come from ``agents.tsv`` as well. Each table is read once; what is wrong in it is a :class:`dateline.errors.DataError` with
file and line.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from typing import Final, TypeVar

from dateline.errors import DataError
from dateline.fact_tables import Row, table_of, words
from dateline.knowledge.agents import AgentKind, agents

T = TypeVar("T")

_PACKAGE: Final = "dateline.coding"


class Gender(IntEnum):
    """Of a pronoun, or of what a phrase denotes. ``THING`` goes with "it"."""

    OPEN = 0
    MALE = 1
    FEMALE = 2
    THING = 3


class Amount(IntEnum):
    """One or several. ``EITHER`` are bodies of people, which take "it" and "they"."""

    OPEN = 0
    ONE = 1
    SEVERAL = 2
    EITHER = 3


class ReferentKind(IntEnum):
    """What a phrase denotes."""

    OPEN = 0
    PERSON = 1
    PEOPLE = 2
    ORGANISATION = 3
    PLACE = 4
    THING = 5
    TIME = 6
    AMOUNT = 7


class Use(IntEnum):
    """How a pronoun stands in its clause."""

    PLAIN = 0
    POSSESSIVE = 1
    REFLEXIVE = 2
    POINTING = 3


@dataclass(frozen=True, slots=True)
class Pronoun:
    """What a pronoun tells: grammatical person 1 to 3, number, gender and use. ``group`` is the same for all forms of one pronoun."""

    person: int
    amount: Amount
    gender: Gender
    use: Use
    group: str


_NUMBERS: Final = {"singular": Amount.ONE, "plural": Amount.SEVERAL, "any": Amount.OPEN}
_GENDERS: Final = {"male": Gender.MALE, "female": Gender.FEMALE, "thing": Gender.THING, "any": Gender.OPEN}
_USES: Final = {"plain": Use.PLAIN, "possessive": Use.POSSESSIVE, "reflexive": Use.REFLEXIVE, "pointing": Use.POINTING}
_KINDS: Final = {kind.name.lower(): kind for kind in ReferentKind if kind is not ReferentKind.OPEN}
_OF_AGENTS: Final = {
    AgentKind.PERSON: ReferentKind.PERSON,
    AgentKind.PEOPLE: ReferentKind.PEOPLE,
    AgentKind.BODY: ReferentKind.ORGANISATION,
}


@cache
def pronouns() -> dict[str, Pronoun]:
    """The pronouns by their form in small letters."""
    found: dict[str, Pronoun] = {}
    for row in table_of(_PACKAGE, "coreference_pronouns.tsv", "words person number gender use"):
        forms, person, number, gender, use = row.cells
        if person not in ("1", "2", "3"):
            raise row.wrong(f"person {person!r} is none of 1, 2, 3")
        amount, sex, stands = _one(row, number, _NUMBERS), _one(row, gender, _GENDERS), _one(row, use, _USES)
        group = f"{person}{number}{gender}"
        for form in _new(row, forms, found):
            found[form] = Pronoun(int(person), amount, sex, stands, f"{group}*" if stands is Use.POINTING else group)
    return found


@cache
def nouns() -> dict[str, tuple[ReferentKind, Gender]]:
    """Kind and gender of what a noun or title denotes, by its lemma in small letters; some are of two words ("coast guard")."""
    found: dict[str, tuple[ReferentKind, Gender]] = {}
    for row in table_of(_PACKAGE, "coreference_nouns.tsv", "kind gender words"):
        kind, gender, cell = row.cells
        for word in _new(row, cell, found):
            found[word] = (_one(row, kind, _KINDS), _one(row, gender, _GENDERS))
    for phrase, agent in agents().phrases():
        if phrase.count(" ") < 2 and not (agent.many and agent.kind is not AgentKind.PEOPLE):
            found.setdefault(phrase.lower(), (_OF_AGENTS[agent.kind], Gender.OPEN))
    return found


@cache
def given_names() -> dict[str, Gender]:
    """The gender of those who bear a given name, by the name in small letters."""
    found: dict[str, Gender] = {}
    for row in table_of(_PACKAGE, "coreference_given_names.tsv", "gender names"):
        gender = _one(row, row.cells[0], {"male": Gender.MALE, "female": Gender.FEMALE})
        for name in _new(row, row.cells[1], found):
            found[name] = gender
    return found


@cache
def coreference_words(name: str) -> frozenset[str]:
    """The words of a class. Raises :class:`dateline.errors.DataError` where the table lacks it."""
    found = _classes().get(name)
    if found is None:
        raise DataError("coreference_words.tsv", 0, f"has no class {name!r}; coreference needs it")
    return found


@cache
def _classes() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for row in table_of(_PACKAGE, "coreference_words.tsv", "class words"):
        name, cell = row.cells
        if name in found:
            raise row.wrong(f"class {name!r} stands in the table twice")
        found[name] = frozenset(words(cell))
        if not found[name]:
            raise row.wrong(f"class {name!r} has no words")
    return found


def _one(row: Row, cell: str, values: dict[str, T]) -> T:
    if cell not in values:
        raise row.wrong(f"{cell!r} is none of {', '.join(values)}")
    return values[cell]


def _new(row: Row, cell: str, found: dict[str, T]) -> tuple[str, ...]:
    given = words(cell)
    for word in given:
        if word in found:
            raise row.wrong(f"{word!r} stands in the table twice; leave it on one line")
    return given
