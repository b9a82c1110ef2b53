"""Constructions that contradict each other: both sure, both matching the same words, with different codings."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from dateline.errors import DataError
from dateline.knowledge.codebook import Codebook, Construction


def find_conflicts(codebook: Codebook) -> Iterator[DataError]:
    """An error for each pair of sure constructions that can match the same words, as specific as each other, and code them differently.

    The error stands at the later one and names the earlier. Where one is more specific than the other, that one decides, and there is
    no conflict.
    """
    by_lemma: dict[tuple[str, str], list[Construction]] = {}
    for construction in codebook.constructions:
        if construction.strength == "sure":
            for lemma in construction.lemmas:
                by_lemma.setdefault((construction.upos, lemma), []).append(construction)
    told: set[tuple[str, str]] = set()
    for (_, lemma), together in by_lemma.items():
        for first, second in combinations(together, 2):
            if (first.id, second.id) not in told and _contradict(codebook, first, second):
                told.add((first.id, second.id))
                yield DataError(second.file, second.line, _message(lemma, first, second))


def _message(lemma: str, first: Construction, second: Construction) -> str:
    return (
        f"{second.id} and {first.id} ({first.file}:{first.line}) both decide on {lemma!r} for sure, as {_coding(second)} "
        f"and as {_coding(first)}; make one open, or tell them apart by "
        "particles, prepositions, objects, complement or light verbs"
    )


def _coding(construction: Construction) -> str:
    return f"{construction.type}/{construction.mode}" if construction.mode else construction.type


def _contradict(codebook: Codebook, first: Construction, second: Construction) -> bool:
    if (first.type, first.mode) == (second.type, second.mode) or first.specificity != second.specificity:
        return False
    pairs = ((first.particles, second.particles), (first.prepositions, second.prepositions), (first.light, second.light))
    if any(a and b and not set(a) & set(b) for a, b in pairs):
        return False
    if first.complement and second.complement and first.complement != second.complement:
        return False
    # "refused aid" and "refused to pay": what one asks for as an object stands in the place of the other's complement.
    if bool(first.objects) != bool(second.objects) and bool(first.complement) != bool(second.complement):
        return False
    return _objects_meet(codebook, first, second)


def _objects_meet(codebook: Codebook, first: Construction, second: Construction) -> bool:
    """Whether some object suits both constructions."""
    wanted = [_words(codebook, c.objects) for c in (first, second) if c.objects]
    barred = _words(codebook, first.without_objects) | _words(codebook, second.without_objects)
    if not wanted:
        return True
    return bool(frozenset.intersection(*wanted) - barred)


def _words(codebook: Codebook, objects: tuple[str, ...]) -> frozenset[str]:
    found: set[str] = set()
    for name in objects:
        found |= {name[1:]} if name.startswith("=") else codebook.classes.get(name, frozenset())
    return frozenset(found)
