"""Numbers of people in noun phrases: "at least 12 policemen", "tens of thousands", "three soldiers and a civilian", "no one".

Bounds are (low, high), None where open. Words are counted from 0.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from dateline.coding.clause_forms import preposition_of
from dateline.coding.quantity_words import Bound, is_person_word, people_words, quantity_acts, quantity_words
from dateline.coding.tree import Tree

MOST_PEOPLE: Final = 8_000_000_000
"""Numbers above this are no numbers of people."""

_FIGURES: Final = re.compile(r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?")
_POINTS: Final = re.compile(r"[1-9]\d{0,2}\.\d{3}")  # "1.000" for a thousand
_YEAR: Final = re.compile(r"1[5-9]\d\d|20\d\d")
_LONGEST_BOUND: Final = 5
_WIDEST: Final = 12
_DEEPEST: Final = 6
_MODIFIERS: Final = frozenset(("amod", "compound", "nmod", "flat", "det", "nummod", "nmod:desc"))
_DASHES: Final = frozenset("-–")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with the words it stands in, ``first`` to ``last``. ``stated`` tells "12 men" and "no one" from "a man" and "him";
    ``best`` is
    as in :class:`dateline.report.Count`."""

    low: int | None
    high: int | None
    best: int | None
    first: int
    last: int
    stated: bool

    @staticmethod
    def exact(number: int, first: int, last: int, *, stated: bool) -> Amount:
        """A number without bounds."""
        return Amount(number, number, number, first, last, stated)

    def overlaps(self, other: Amount) -> bool:
        """Whether the two are read from a word in common."""
        return self.first <= other.last and other.first <= self.last

    def plus(self, other: Amount) -> Amount:
        """The sum of two numbers."""
        low = None if self.low is None and other.low is None else (self.low or 0) + (other.low or 0)
        high = None if self.high is None or other.high is None else self.high + other.high
        best = None if self.best is None or other.best is None else self.best + other.best
        return Amount(low, high, best, min(self.first, other.first), max(self.last, other.last), self.stated or other.stated)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number in a line of words with what bounds it on both sides, words ``first`` up to ``end`` (not included). ``first`` may lie before
    the number itself ("at least")."""

    low: int | None
    high: int | None
    best: int | None
    first: int
    end: int


@dataclass(frozen=True, slots=True)
class _Read:
    """A number read in a line of words, ``end`` exclusive; ``low`` is None where only the upper end is known."""

    low: int | None
    high: int | None
    end: int


def read_numeral(words: Sequence[str], start: int) -> Numeral | None:
    """The number that begins at ``start`` among lower-case words, with what bounds it on both sides; None where no number begins there."""
    facts = quantity_words()
    found = _cardinal(words, start)
    if found is None:
        return None
    first, end, low, high = start, found.end, found.low, found.high
    joiner = words[end] if end < len(words) else ""
    ranged = start > 0 and words[start - 1] in facts.sets["between"] and joiner in facts.sets["between-and"]
    if ranged or joiner in facts.sets["to"]:
        upper = _cardinal(words, end + 1)
        if upper is not None and (upper.low or 0) > (low or 0):
            if low is not None and upper.low is not None and low * 100 < upper.low and low < 100 <= upper.low // 1000:
                low *= 10 ** (len(str(upper.low)) - len(str(upper.low).rstrip("0")))  # "2 to 3 million"
            high, end = upper.high, upper.end
            first -= ranged
    number = low if low == high else None
    for phrase, bound in facts.afterwards.items():
        if tuple(words[end : end + len(phrase)]) == phrase:
            low, high = bound.of(low, high)
            end += len(phrase)
            break
        if end < len(words) and words[end] in _DASHES and tuple(words[end + 1 : end + 1 + len(phrase)]) == phrase and len(phrase) == 1:
            low, high = bound.of(low, high)
            end += 2
            break
    low, high, first = _bounded(words, first, low, high)
    return Numeral(low, high, _favoured(number, low, high), first, end)


def _favoured(number: int | None, low: int | None, high: int | None) -> int | None:
    """Which of the bounds of one stated number is the one to take: the 40 of "at least 40", "more than 40" and "nearly 40"."""
    if number is None or low is None:
        return None
    return number if high == number else low if high is None else None


def _bounded(words: Sequence[str], first: int, low: int | None, high: int | None) -> tuple[int | None, int | None, int]:
    """The number under the phrases before it, nearest first: "at least some 40"."""
    bounds = quantity_words().bounds
    open_end = False
    while first > 0:
        for length in range(min(_LONGEST_BOUND, first), 0, -1):
            bound = bounds.get(tuple(words[first - length : first]))
            if bound is not None:
                break
        else:
            break
        first -= length
        if bound is not Bound.ABOUT and not open_end:
            low, high = bound.of(low, high)
            open_end = True
    return low, high, first


def _cardinal(words: Sequence[str], start: int) -> _Read | None:
    """A number without what bounds it: figures, words, or a vague plural."""
    if start >= len(words):
        return None
    facts = quantity_words()
    word = words[start]
    if word in facts.vague:
        return _vague(words, start, facts.vague[word])
    if word in facts.sets["few"] or (word in facts.sets["article"] and start + 1 < len(words) and words[start + 1] in facts.sets["few"]):
        here = start + 1 + (word in facts.sets["article"])
        scale = facts.multipliers.get(words[here]) if here < len(words) else None
        if scale is None or scale not in facts.of_multiplier:
            return None
        low, high = facts.of_multiplier[scale]
        return _Read(low, high, here + 1)
    if word == "half" and start + 2 < len(words) and words[start + 1] in facts.sets["article"] and words[start + 2] in facts.multipliers:
        value = facts.multipliers[words[start + 2]] // 2
        return _Read(value, value, start + 3)
    here = start
    if word in facts.sets["article"]:
        if start + 1 >= len(words) or (words[start + 1] not in facts.multipliers and words[start + 1] not in facts.numbers):
            return None
        if words[start + 1] in facts.numbers:  # "a couple": the number carries the value
            here = start + 1
    read = _plain(words, here)
    if read is None:
        return None
    number, here = read
    whole = round(number)
    if abs(whole - number) > 1e-6 or whole > MOST_PEOPLE:
        return None
    return _Read(whole, whole, here)


def _plain(words: Sequence[str], here: int) -> tuple[float, int] | None:
    """A cardinal in figures and words: "1.2 million", "two hundred and fifty-three", "a dozen"; with the place after it."""
    facts = quantity_words()
    total, part, seen, last = 0.0, 0.0, False, here
    while here < len(words):
        word = words[here]
        if _FIGURES.fullmatch(word):
            if seen and not (part == 0 and total):
                break
            thousands = _POINTS.fullmatch(word) and not (here + 1 < len(words) and words[here + 1] in facts.multipliers)
            part += float(word.replace(".", "") if thousands else word.replace(",", ""))
        elif word in facts.numbers:
            value = facts.numbers[word]
            if seen and part and not _fits(part, value):
                break
            part += value
        elif word in facts.multipliers:
            scale = facts.multipliers[word]
            if scale >= 1000:
                total, part = total + (part or 1) * scale, 0.0
            else:
                part = (part or 1) * scale
        elif _links(words, here, total, part) if seen else _opens(words, here):
            here += 1
            continue
        else:
            break
        seen = True
        here += 1
        last = here
    return (total + part, last) if seen else None


def _opens(words: Sequence[str], here: int) -> bool:
    """Whether an article before a number word is part of the number: "a hundred"."""
    facts = quantity_words()
    return words[here] in facts.sets["article"] and here + 1 < len(words) and words[here + 1] in facts.multipliers


def _links(words: Sequence[str], here: int, total: float, part: float) -> bool:
    """Whether a hyphen or "and" joins two number words: "twenty-three", "two hundred and ten"."""
    if words[here] in _DASHES:
        return part % 100 >= 20 and part % 10 == 0 and _units(words, here + 1)
    round_so_far = part % 100 == 0 if part >= 100 else part == 0 and total > 0
    return words[here] == "and" and round_so_far and _below_hundred(words, here + 1)


def _fits(part: float, value: int) -> bool:
    """Whether a further number word belongs to the same number: "twenty three", "two hundred ten", not "two three"."""
    if value < 10:
        return (part % 100 >= 20 and part % 10 == 0) or (part >= 100 and part % 100 == 0)
    return value < 100 and part >= 100 and part % 100 == 0


def _units(words: Sequence[str], here: int) -> bool:
    return here < len(words) and 0 < quantity_words().numbers.get(words[here], 0) < 10


def _below_hundred(words: Sequence[str], here: int) -> bool:
    facts = quantity_words()
    if here >= len(words) or words[here] not in facts.numbers:
        return False
    return here + 1 >= len(words) or words[here + 1] not in facts.multipliers


def _vague(words: Sequence[str], start: int, bounds: tuple[int, int]) -> _Read:
    """The bounds of "thousands", "tens of thousands", "hundreds of thousands"."""
    low, high = bounds
    facts = quantity_words()
    end = start + 1
    if end + 1 < len(words) and words[end] == "of" and words[end + 1] in facts.vague:
        scale = next((value for value, pair in facts.of_multiplier.items() if pair == facts.vague[words[end + 1]]), None)
        if scale is not None and scale >= 100:
            return _Read(low * scale, (high + 1) * scale - 1, end + 2)
    return _Read(low, high, end)


# --- in noun phrases -------------------------------------------------------------------------------------------------


def number_like(tree: Tree, word: int) -> bool:
    """Whether a word is a number or counts as a head of its own: "12", "dozens"."""
    facts = quantity_words()
    text = tree.tokens[word].text.lower()
    if text in facts.numbers or text in facts.vague or text in facts.multipliers:
        return True
    return text[:1].isdigit() and _FIGURES.fullmatch(text) is not None


def amount(tree: Tree, head: int) -> Amount | None:
    """How many people a noun phrase denotes, its conjuncts summed; None where it is open or denotes no people.

    "Nine women and children" shares its number; a conjunct without any number leaves the upper end open.
    """
    parts = [head, *_listed(tree, head), *_conjuncts(tree, head)]
    total: Amount | None = None
    unknown = False
    covered = -1
    for part in parts:
        if part <= covered:
            continue
        if _is_thing(tree, part):
            continue
        found = single(tree, part)
        if found is None:
            unknown = unknown or not (total is not None and total.stated and _shares(tree, part))
            continue
        if total is not None and found.low == found.high == 0:
            continue
        covered = max(covered, found.last)
        total = found if total is None else total.plus(found)
    if total is not None and unknown:
        return Amount(total.low, None, None, total.first, total.last, total.stated) if total.stated and total.high else None
    return total


def _listed(tree: Tree, head: int) -> list[int]:
    """The members of a list that were taken for appositions of its first: "a mother, her daughter and two neighbours"."""
    if tree.tags[head] != "NOUN" or not any(tree.bases[child] == "conj" for child in tree.children[head]):
        return []
    return [child for child in tree.of_base(head, "appos") if tree.tags[child] == "NOUN" and is_person_word(tree.lemmas[child])]


def _conjuncts(tree: Tree, head: int) -> list[int]:
    found: list[int] = []
    waiting = [head]
    for here in waiting:
        for child in tree.children[here]:
            nominal = tree.tags[child] in ("NOUN", "PROPN", "PRON", "NUM") or (tree.tags[child] == "ADJ" and tree.of_base(child, "nummod"))
            if tree.bases[child] == "conj" and nominal and child not in found and not other_act(tree, child):
                found.append(child)
                waiting.append(child)
    return sorted(found)


def other_act(tree: Tree, word: int) -> bool:
    """Whether a conjunct is counted by a word of its own: "12 people were killed and 30 wounded"."""
    known = quantity_acts()
    if tree.lemmas[word] in known and tree.tags[word] != "PROPN":
        return True
    return any(
        child > word or (tree.bases[child] == "amod" and tree.tags[child - 1] == "CCONJ")
        for child in tree.of_base(word, "acl", "amod", "appos", "xcomp")
        if tree.lemmas[child] in known and child > 0
    )


def _shares(tree: Tree, word: int) -> bool:
    """Whether a conjunct is a bare plural that the number before it counts, too."""
    return tree.tokens[word].feature("Number") == "Plur" and not tree.of_base(word, "det", "nummod", "amod") and tree.tags[word] == "NOUN"


def _is_thing(tree: Tree, word: int) -> bool:
    return tree.lemmas[word] in quantity_words().sets["thing"] and tree.tags[word] == "NOUN"


def single(tree: Tree, head: int) -> Amount | None:
    """How many one head denotes, without its conjuncts."""
    facts = quantity_words()
    lemma, tag = tree.lemmas[head], tree.tags[head]
    text = tree.tokens[head].text.lower()
    if text in facts.sets["nobody"] or (text == "one" and head > 0 and tree.tokens[head - 1].text.lower() == "no"):
        first = head - 1 if text == "one" else head
        return Amount.exact(0, first, head, stated=True)
    if lemma in facts.sets["aged"]:
        return Amount.exact(1, _opening(tree, head), head, stated=False) if tree.tokens[head].feature("Number") != "Plur" else None
    stated = _stated(tree, head)
    if stated is not None and lemma in facts.sets["household"]:
        return None  # "300 families": how many people is left open
    if stated is not None:
        return _or_even(tree, head, stated)
    if lemma in facts.sets["company"]:
        return _members(tree, head)
    for child in tree.children[head]:
        if tree.bases[child] == "det" and child < head:
            determiner = tree.tokens[child].text.lower()
            if determiner in facts.sets["no"]:
                return Amount.exact(0, child, head, stated=True)
            if determiner in facts.sets["both"]:
                return Amount.exact(2, child, head, stated=True)
    if tag == "PRON" or text in facts.sets["somebody"]:
        return Amount.exact(1, head, head, stated=False) if text in facts.sets["somebody"] else None
    if lemma in facts.sets["collective"] or text in facts.sets["collective"]:
        return None
    if tag == "PROPN" or (tag == "NOUN" and tree.tokens[head].feature("Number") == "Sing") or (tag == "ADJ" and _one_article(tree, head)):
        if tag == "NOUN" and not (_determined(tree, head) and (is_person_word(lemma) or tree.of_base(head, "flat", "appos"))):
            return None
        if tree.tokens[head].feature("Number") == "Plur":
            return None
        opening = _opening(tree, head)
        singled = any(tree.tokens[word].text.lower() in facts.sets["any"] for word in range(opening, head))
        if singled and opening > 0 and tree.lemmas[opening - 1] in facts.sets["not"]:
            return Amount.exact(0, opening - 1, head, stated=True)
        return Amount.exact(1, _opening(tree, head), max([head, *tree.of_base(head, "flat")]), stated=False)
    return None


def _or_even(tree: Tree, head: int, number: Amount) -> Amount:
    """A number with the higher one that stands beside it: "hundreds, possibly thousands"."""
    for child in tree.of_base(head, "appos"):
        if number_like(tree, child) and tree.of_base(child, "advmod"):
            other = _stated(tree, child)
            if other is not None and number.low is not None and other.low is not None and other.low > number.low:
                return Amount(number.low, other.high, None, number.first, other.last, True)
    return number


def _determined(tree: Tree, head: int) -> bool:
    """Whether a singular noun speaks of one: "a guard", "his driver", "mayor Kis"; a bare one may be anything ("fire", "police")."""
    return any(
        tree.bases[child] == "det" or tree.relations[child] == "nmod:poss" or tree.bases[child] in ("flat", "appos")
        for child in tree.children[head]
    ) or any(tree.tags[child] in ("ADJ", "NOUN", "PROPN") and child < head for child in tree.of_base(head, "amod", "compound", "nmod"))


def _one_article(tree: Tree, head: int) -> bool:
    return any(tree.tokens[child].text.lower() in quantity_words().sets["article"] for child in tree.of_base(head, "det"))


def _opening(tree: Tree, head: int) -> int:
    inside = [child for child in tree.children[head] if child < head and tree.relations[child] in _MODIFIERS | {"nmod:poss"}]
    return min(inside, default=head)


def _stated(tree: Tree, head: int) -> Amount | None:
    """The number before a head, or the head that is a number itself."""
    if tree.tags[head] == "PROPN" and not any(tree.bases[child] == "nummod" and child < head for child in tree.children[head]):
        return None
    own = number_like(tree, head)
    beside = head > 0 and number_like(tree, head - 1)
    if not own and not beside and not any(child < head and number_like(tree, child) for child in tree.children[head]):
        return None
    facts = quantity_words()
    openers = facts.sets["few"] | facts.sets["article"] | {"half"}
    texts = [token.text.lower() for token in tree.tokens[: head + _WIDEST]]
    for start in range(max(0, head - _WIDEST), head + 1):
        found = read_numeral(texts, start) if texts[start] in openers or number_like(tree, start) else None
        if found is None:
            continue
        first, end = found.first, found.end
        region = range(start, end)
        if own and head in region:
            return Amount(found.low, found.high, found.best, first, end - 1, True)
        if end > head or not any(_counts(tree, word, head) for word in region):
            continue
        if first == start == end - 1 and _YEAR.fullmatch(texts[start]) and tree.tokens[head].feature("Number") != "Plur":
            continue  # "the 2008 resistance"
        if all(_between(tree, word, head) for word in range(end, head)):
            return Amount(found.low, found.high, found.best, first, head, True)
    return None


def _counts(tree: Tree, word: int, head: int) -> bool:
    if tree.heads[word] == head:
        return tree.relations[word] not in ("nmod:poss", "appos", "acl", "conj")
    # A number right before a noun counts it, even where the parser hangs both from one verb: "between 5 and 7 farmers died".
    return word == head - 1 and (tree.heads[word] == tree.heads[head] or tree.heads[tree.heads[word]] == tree.heads[head])


def _between(tree: Tree, word: int, head: int) -> bool:
    """Whether a word between a number and its noun is a modifier: "12 young army officers"."""
    if tree.tags[word] in ("ADJ", "NOUN", "PROPN", "VERB", "NUM", "ADV", "X", "CCONJ", "DET"):
        return True
    return tree.tokens[word].text in "-–,'’\"“”" or tree.tokens[word].text.lower() in ("of", "'s", "’s")


def _members(tree: Tree, head: int) -> Amount | None:
    """The number of a company's members: "a crowd of 300", "a crowd estimated at 7,000", "a 5,000-strong crowd"."""
    for child in tree.children[head]:
        if child > head and tree.bases[child] == "nmod" and preposition_of(tree, child) == "of":
            return single(tree, child) if number_like(tree, child) or tree.of_base(child, "nummod", "amod", "compound", "det") else None
        if child > head and tree.bases[child] == "acl":
            for under in tree.of_base(child, "obl", "xcomp"):
                if preposition_of(tree, under) == "at" and number_like(tree, under):
                    return single(tree, under)
    return strength(tree, head)


def strength(tree: Tree, head: int) -> Amount | None:
    """The number in "a 5,000-strong march"."""
    for child in tree.of_base(head, "amod", "compound"):
        if tree.lemmas[child] == "strong":
            for word in tree.children[child]:
                if number_like(tree, word) and word < child:
                    return single(tree, word)
    for child in tree.children[head]:
        text = tree.tokens[child].text.lower()
        if text.endswith("-strong") and _FIGURES.fullmatch(text.removesuffix("-strong")):
            value = int(text.removesuffix("-strong").replace(",", ""))
            return Amount.exact(value, child, child, stated=True)
    return None


def counting_head(tree: Tree, head: int) -> int:
    """The word that counts a head from above: "thousands" for the protesters of "thousands of protesters"."""
    for _ in range(_DEEPEST):
        above = tree.heads[head]
        if above < 0 or tree.bases[head] != "nmod" or preposition_of(tree, head) != "of":
            break
        facts = quantity_words().sets
        if not number_like(tree, above) and tree.lemmas[above] not in facts["company"] | facts["nobody"]:
            break
        head = above
    return head


def is_people(tree: Tree, word: int) -> bool:
    """Whether a head denotes people, by itself or by what it counts: "three aides", "forty of their men", "a group of monks"."""
    facts, lemma = quantity_words().sets, tree.lemmas[word]
    if number_like(tree, word) or lemma in facts["company"]:
        counted = [child for child in tree.of_base(word, "nmod") if child > word and preposition_of(tree, child) == "of"]
        return all(is_people(tree, child) for child in counted) if counted else number_like(tree, word)
    if tree.tags[word] in ("PRON", "PROPN"):
        return lemma not in facts["thing"] and lemma not in ("it", "itself")
    return lemma in people_words() or tree.tokens[word].text.lower() in people_words()
