"""Places told without their names: "the capital", "the Kyrgyz capital", "the country", "the city".

In: the places found by name, in order, and the parsed sentences. Out: further places, each resolved through a named one. What the text
leaves
open ("the capital" in a story of several countries) is not there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from dateline.coding.clause_forms import preposition_of
from dateline.coding.place_uses import PlaceUse
from dateline.coding.place_words import place_words
from dateline.coding.tree import Tree
from dateline.knowledge.gazetteer import Gazetteer, GazetteerPlace
from dateline.report import Place, Sentence

_FOCUS: Final = 0.6
"""The least share of all named places that must lie in one country for "the capital" and "the country" to be its."""

_CONFIDENCE: Final = 0.8
_BY_WAY_OF: Final = ("nmod", "amod", "compound", "nmod:poss")
_NAMED_BESIDE: Final = ("appos", "flat", "compound")


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A noun of the table with its tree; ``start`` and ``end`` are those of the phrase's words that are given as the place's."""

    tree: Tree
    head: int

    @property
    def start(self) -> int:
        """Where its first word begins, the determiner left out."""
        return self.tree.tokens[self.head].start

    @property
    def end(self) -> int:
        """Where the noun ends."""
        return self.tree.tokens[self.head].end


def describe_places(places: Sequence[Place], sentences: Sequence[Sentence], gazetteer: Gazetteer) -> tuple[Place, ...]:
    """The places of a report with those told without their names, in order."""
    named = sorted(places, key=lambda place: place.start)
    found: list[Place] = []
    for sentence in sentences:
        found.extend(_of_sentence(Tree.of(sentence), named, found, gazetteer))
    return tuple(sorted((*places, *found), key=lambda place: (place.start, place.end)))


def _of_sentence(tree: Tree, named: Sequence[Place], found: Sequence[Place], gazetteer: Gazetteer) -> Iterator[Place]:
    for head, lemma in enumerate(tree.lemmas):
        if tree.tags[head] not in ("NOUN", "PROPN") or tree.tokens[head].feature("Number") == "Plur":
            continue
        phrase = _Phrase(tree, head)
        if any(place.start < phrase.end and phrase.start < place.end for place in named) or not _definite(phrase, named):
            continue
        if lemma in place_words("capital"):
            place = _capital(phrase, named, gazetteer)
        elif lemma in place_words("town"):
            place = _town(phrase, (*named, *found))
        elif lemma in place_words("country"):
            place = _country(phrase, named, gazetteer)
        else:
            continue
        if place is not None:
            yield place


def _definite(phrase: _Phrase, named: Sequence[Place]) -> bool:
    """Whether the phrase means a certain place and is no part of another: "the capital", not "a capital", "the capital's mayor" all the
    same;
    "the city council" and "the capital, Bishkek" not."""
    tree, head = phrase.tree, phrase.head
    if tree.bases[head] in ("compound", "flat", "amod", "case"):
        return False
    children = tree.children[head]
    if any(tree.bases[child] in _NAMED_BESIDE and child > head and _over(tree, child, named) is not None for child in children):
        return False
    before = [child for child in children if child < head]
    if any(tree.lemmas[child] in ("the", "this") and tree.bases[child] == "det" for child in before):
        return True
    return any(tree.relations[child] == "nmod:poss" and _over(tree, child, named) is not None for child in before)


def _over(tree: Tree, word: int, named: Sequence[Place]) -> Place | None:
    """The named place that covers a word."""
    token = tree.tokens[word]
    return next((place for place in named if place.country and place.start < token.end and token.start < place.end), None)


def _plain(phrase: _Phrase) -> bool:
    """Whether nothing but a determiner stands with the noun: "the city", not "the port city" or "the city of many"."""
    tree = phrase.tree
    return all(tree.bases[child] in ("det", "case", "punct", "cc", "conj", "acl", "advmod") for child in tree.children[phrase.head])


def _capital(phrase: _Phrase, named: Sequence[Place], gazetteer: Gazetteer) -> Place | None:
    tree, head = phrase.tree, phrase.head
    beside = [child for child in tree.children[head] if tree.relations[child] in _BY_WAY_OF]
    if any(child < head and _over(tree, child, named) is None for child in beside):
        return None  # "the provincial capital"
    beside = [child for child in beside if child < head or preposition_of(tree, child) == "of"]
    owners = [place for child in beside if (place := _over(tree, child, named)) is not None]
    if owners:
        owner = owners[0]
        if owner.precision != "country":
            return None
        capital, why, sure = gazetteer.capital(owner.country), f"the capital of {owner.name}", owner.confidence
    elif _plain(phrase):
        country, share = _focus(named)
        told = gazetteer.country(country) if country else None
        if told is None:
            return None
        capital, why, sure = gazetteer.capital(country), f"the capital of {told.name}, where {share:.0%} of the places named lie", share
    else:
        return None
    return _described(phrase, capital, sure, why, "city") if capital is not None else None


def _country(phrase: _Phrase, named: Sequence[Place], gazetteer: Gazetteer) -> Place | None:
    if not _plain(phrase) or phrase.tree.relations[phrase.head] == "nmod:poss":
        return None
    country, share = _focus(named)
    told = gazetteer.country(country) if country else None
    why = f"{told.name}, where {share:.0%} of the places named lie" if told is not None else ""
    return _described(phrase, told, share, why, "country") if told is not None else None


def _town(phrase: _Phrase, named: Sequence[Place]) -> Place | None:
    """The town named last before the phrase."""
    if not _plain(phrase):
        return None
    before = [place for place in named if place.end <= phrase.start and place.precision == "city" and place.use != PlaceUse.NAME]
    if not before:
        return None
    town = max(before, key=lambda place: place.end)
    return Place(
        phrase.start,
        phrase.end,
        phrase.tree.tokens[phrase.head].text,
        town.name,
        town.country,
        town.admin1,
        town.latitude,
        town.longitude,
        town.geonameid,
        town.precision,
        round(town.confidence * _CONFIDENCE, 3),
        f"described; {town.name}, the town named last",
        _use(phrase),
    )


def _focus(named: Sequence[Place]) -> tuple[str, float]:
    """The country that most of the named places lie in, and their share; empty where no country has enough of them."""
    counted = Counter(place.country for place in named if place.country)
    if not counted:
        return "", 0.0
    country, most = counted.most_common(1)[0]
    share = most / counted.total()
    return (country, share) if share >= _FOCUS else ("", share)


def _use(phrase: _Phrase) -> PlaceUse:
    """As of a name: "the country imposed a curfew" speaks of its government."""
    tree, head = phrase.tree, phrase.head
    above = tree.heads[head]
    if tree.relations[head] == "nsubj" and above >= 0 and tree.lemmas[above] in place_words("governs"):
        return PlaceUse.GOVERNMENT
    return PlaceUse.LITERAL


def _described(phrase: _Phrase, place: GazetteerPlace, sure: float, why: str, precision: str) -> Place:
    return Place(
        phrase.start,
        phrase.end,
        phrase.tree.tokens[phrase.head].text,
        place.name,
        place.country,
        place.admin1,
        place.latitude,
        place.longitude,
        place.geonameid,
        precision,
        round(sure * _CONFIDENCE, 3),
        f"described; {why}",
        _use(phrase),
    )
