"""Facts about words that the tree coders rest on: ``data/word_classes.tsv`` and ``data/predicates.tsv``, read once and checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Final

from dateline.errors import DataError
from dateline.fact_tables import table_rows, words
from dateline.report import Status

CLASSES_FILE: Final = "word_classes.tsv"
PREDICATES_FILE: Final = "predicates.tsv"

_UPOS: Final = frozenset(("VERB", "NOUN", "ADJ", "ADV", "ADP"))


class ComplementKind(StrEnum):
    """The form in which a word governs an act."""

    INFINITIVE = "infinitive"
    CLAUSE = "clause"
    GERUND = "gerund"
    NOUN = "noun"


class Effect(StrEnum):
    """What a governing word makes of the status of the act in its complement."""

    SAME = "same"
    ACTUAL = "actual"
    NEGATED = "negated"
    FUTURE = "future"
    HYPOTHETICAL = "hypothetical"

    def on(self, status: Status) -> Status:
        """The status of an act that had ``status`` by itself."""
        if self is Effect.NEGATED:
            return Status.ACTUAL if status is Status.NEGATED else Status.NEGATED
        if self is Effect.FUTURE:
            return Status.FUTURE if status is Status.ACTUAL else status
        if self is Effect.HYPOTHETICAL:
            return Status.HYPOTHETICAL
        return status


_DENIED: Final = {
    Effect.SAME: Effect.NEGATED,
    Effect.FUTURE: Effect.NEGATED,
    Effect.NEGATED: Effect.ACTUAL,
    Effect.ACTUAL: Effect.ACTUAL,
    Effect.HYPOTHETICAL: Effect.HYPOTHETICAL,
}


@dataclass(frozen=True, slots=True)
class PredicateFact:
    """What one word does to the status of an act it governs, plainly and when negated itself."""

    effect: Effect
    denied: Effect


@cache
def word_class(name: str) -> frozenset[str]:
    """The words of a class. Raises DataError where the data file has no such class."""
    found = _classes().get(name)
    if found is None:
        raise DataError(CLASSES_FILE, 0, f"has no class {name!r}; add a line with that name and its words")
    return found


@cache
def _classes() -> Mapping[str, frozenset[str]]:
    return read_classes(_text(CLASSES_FILE))


def read_classes(text: str) -> dict[str, frozenset[str]]:
    """The classes of a table's text. Raises DataError with the line of a class that is named twice, empty or not in lower case."""
    found: dict[str, frozenset[str]] = {}
    for row in table_rows(CLASSES_FILE, text, "class words"):
        name, members = row.cells[0], words(row.cells[1])
        if name in found:
            raise row.wrong(f"names the class {name!r} a second time; join the two lines")
        if not members:
            raise row.wrong(f"the class {name!r} has no words; write lemmas separated by commas")
        for member in members:
            if member != member.lower():
                raise row.wrong(f"{member!r} must be in lower case, as lemmas are")
        found[name] = frozenset(members)
    return found


@cache
def predicate_facts() -> Mapping[tuple[str, str, str], PredicateFact]:
    """(lemma, word class, kind of complement) -> what the word does to the status of the act in it."""
    return read_predicates(_text(PREDICATES_FILE))


def read_predicates(text: str) -> dict[tuple[str, str, str], PredicateFact]:
    """The facts of a table's text; the first line that names a word with a complement holds. Raises DataError with the line of a cell
    that cannot be."""
    found: dict[tuple[str, str, str], PredicateFact] = {}
    kinds = {str(kind) for kind in ComplementKind}
    effects = {str(effect) for effect in Effect}
    for row in table_rows(PREDICATES_FILE, text, "lemmas upos complement effect denied"):
        lemmas, upos, complements, effect, denied = row.cells
        if upos not in _UPOS:
            raise row.wrong(f"{upos!r} is no word class; expected one of {', '.join(sorted(_UPOS))}")
        if effect not in effects:
            raise row.wrong(f"{effect!r} is no effect; expected one of {', '.join(sorted(effects))}")
        if denied != "-" and denied not in effects:
            raise row.wrong(f"{denied!r} is no effect; expected - or one of {', '.join(sorted(effects))}")
        fact = PredicateFact(Effect(effect), _DENIED[Effect(effect)] if denied == "-" else Effect(denied))
        for kind in words(complements):
            if kind not in kinds:
                raise row.wrong(f"{kind!r} is no kind of complement; expected one of {', '.join(sorted(kinds))}")
            for lemma in words(lemmas):
                if lemma != lemma.lower():
                    raise row.wrong(f"{lemma!r} must be in lower case, as lemmas are")
                found.setdefault((lemma, upos, kind), fact)
                for slip in past_slips(lemma) if upos == "VERB" else ():
                    found.setdefault((slip, upos, kind), fact)
    return found


def past_slips(lemma: str) -> tuple[str, ...]:
    """Wrong lemmas that a lemmatiser makes of a regular verb's past ("authoris", "denie", "plann"), under which the verb is found, too."""
    if lemma.endswith("e"):
        return (lemma[:-1], f"{lemma}d") if len(lemma) > 3 else ()
    if lemma.endswith("y"):
        return (f"{lemma[:-1]}ie", f"{lemma[:-1]}i")
    return (f"{lemma}e", f"{lemma}{lemma[-1]}")


def _text(name: str) -> str:
    return files("dateline.coding").joinpath("data").joinpath(name).read_text("utf-8")
