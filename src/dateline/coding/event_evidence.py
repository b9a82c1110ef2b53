"""What ties a phrase to an act: the way between them in the tree, the act's form, and the worth of each piece of such evidence.

Times and places are attached to acts by the same means (:mod:`dateline.coding.event_times`, :mod:`dateline.coding.event_places`): every
phrase worth considering is described by features, and tables that ``training.settings`` fits say what each feature adds to the log-odds
of the phrase being the act's own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from dateline.coding.clause_forms import is_finite
from dateline.coding.event_mentions import Mention, TextWords
from dateline.coding.noun_phrases import head_of
from dateline.coding.tree import Tree
from dateline.coding.word_classes import word_class
from dateline.fact_tables import table_rows
from dateline.report import Span

_LONGEST: Final = 3
"""Steps of a way that are told apart; what lies beyond is only said to be there."""
_CLAUSES: Final = frozenset({"advcl", "acl", "relcl", "ccomp", "xcomp", "parataxis", "conj", "csubj"})

_OPENING: Final = frozenset("“„«")
_CLOSING: Final = frozenset("”»")
_QUOTES: Final = _OPENING | _CLOSING | {'"', "''", "``"}


@dataclass(frozen=True, slots=True)
class Act:
    """One mention of an act as the tree has it: its sentence, its head word there, and the words of its trigger."""

    sentence: int
    head: int
    words: range

    @staticmethod
    def of(words: TextWords, mention: Mention) -> Act:
        """The act of a mention. A trigger over a sentence's border counts where it begins."""
        home, first = words.local(mention.first)
        tree = words.trees[home]
        last = min(first + mention.last - mention.first, len(tree))
        head = head_of(tree, tree.tokens[first].start, tree.tokens[last - 1].end)
        return Act(home, first if head is None else head, range(first, last))


@dataclass(frozen=True, slots=True)
class Way:
    """The way in a tree from an act to a phrase: ``up`` the relations climbed from the act, ``down`` those that lead down to the phrase,
    its own left out, ``top`` the word where they meet."""

    up: tuple[str, ...]
    down: tuple[str, ...]
    top: int

    @property
    def crossed(self) -> int:
        """How many borders of clauses lie between."""
        return sum(relation in _CLAUSES for relation in (*self.up, *self.down))

    @property
    def describes_another(self) -> bool:
        """Whether the phrase stands in a clause that describes some other word: "1961" in "freed a poet born in 1961"."""
        beyond = self.down if self.up else self.down[1:]
        return "relcl" in beyond or "acl" in beyond

    def features(self, form: str) -> dict[str, float]:
        """The way as evidence about an act of some form."""
        up, down = _told(self.up), _told(self.down)
        clauses = _told(tuple(r for r in self.up if r in _CLAUSES)), _told(tuple(r for r in self.down if r in _CLAUSES))
        return {
            f"up {up}": 1.0,
            f"down {down}": 1.0,
            f"way {up} | {down}": 1.0,
            f"clauses {clauses[0]} | {clauses[1]}": 1.0,
            f"{form} clauses {clauses[0]} | {clauses[1]}": 1.0,
            "describes another word": float(self.describes_another),
            "borders of clauses": float(min(4, self.crossed)),
        }


def way(tree: Tree, act: int, phrase: int) -> Way:
    """The way from the head of an act to the head of a phrase."""
    above = [act, *tree.above(act)]
    rank = {word: number for number, word in enumerate(above)}
    below: list[int] = []
    here = phrase
    for step in (phrase, *tree.above(phrase)):
        here = step
        if here in rank:
            break
        below.append(here)
    top = here if here in rank else above[-1]
    down = tuple(_relation(tree, word) for word in reversed(below[1:]))
    return Way(tuple(_relation(tree, word) for word in above[: rank[top]]), down, top)


def _relation(tree: Tree, word: int) -> str:
    return "relcl" if tree.relations[word] in ("acl:relcl", "advcl:relcl") else tree.bases[word]


def _told(relations: Sequence[str]) -> str:
    told = [relation for number, relation in enumerate(relations) if number < _LONGEST]
    return " ".join(told) + (" ..." if len(relations) > _LONGEST else "") if told else "-"


def form_of(tree: Tree, act: int) -> str:
    """The form in which an act is told: "noun", or its verb's "past", "pluperfect", "perfect", "present", "future", "modal", "infinitive",
    "participle"."""
    if tree.tags[act] in ("NOUN", "PROPN", "NUM", "PRON") and not tree.of_base(act, "cop"):
        return "noun"
    helpers = [tree.lemmas[child] for child in tree.of_base(act, "aux", "cop")]
    texts = [tree.tokens[child].text.lower() for child in tree.of_base(act, "aux")]
    if any(word in word_class("future-auxiliary") for word in (*helpers, *texts)):
        return "future"
    if any(word in word_class("hypothetical-auxiliary") or word in word_class("conditional-auxiliary") for word in (*helpers, *texts)):
        return "modal"
    if "have" in helpers or "'ve" in texts:
        return "pluperfect" if {"had", "'d"} & set(texts) else "perfect"
    if not is_finite(tree, act):
        return "infinitive" if tree.tokens[act].feature("VerbForm") == "Inf" else "participle"
    finite = [act, *tree.of_base(act, "aux", "cop")]
    return "present" if any(tree.tokens[word].feature("Tense") == "Pres" for word in finite) else "past"


def quoted(tree: Tree, word: int) -> bool:
    """Whether a word stands between quotation marks of its sentence, or behind one that does not close there."""
    opened = False
    for token in tree.tokens[:word]:
        if token.text in _QUOTES:
            opened = token.text in _OPENING or (token.text not in _CLOSING and not opened)
    return opened


def nearest_act(tree: Tree, phrase: int, acts: Mapping[int, object]) -> int | None:
    """The first word above a phrase that is the trigger of some act, of the words given."""
    return next((word for word in tree.above(phrase) if word in acts), None)


def under_another(tree: Tree, act: Act, phrase: int, acts: Mapping[int, object]) -> bool:
    """Whether a phrase hangs from another act that the act at hand does not hang from: "Monday" in "condemned Monday's attack"."""
    near = nearest_act(tree, phrase, acts)
    return near is not None and near not in act.words and near not in (act.head, *tree.above(act.head))


def nearest_verb(tree: Tree, phrase: int) -> int | None:
    """The first predicate above a phrase."""
    return next((word for word in tree.above(phrase) if tree.verbal(word)), None)


def head_in(words: TextWords, span: Span) -> tuple[int, int] | None:
    """The sentence and the head word there of a span of characters; None where it lies in no sentence, as a dateline does."""
    for number, sentence in enumerate(words.sentences):
        if sentence.start <= span.start < sentence.end:
            head = head_of(words.trees[number], span.start, span.end)
            return None if head is None else (number, head)
    return None


@cache
def setting_weights(name: str) -> Mapping[str, float]:
    """The weights of a table of the package with the columns feature and weight. Raises :class:`dateline.DataError`."""
    return read_setting_weights(name, files("dateline.coding").joinpath("data").joinpath(name).read_text("utf-8"))


def read_setting_weights(name: str, text: str) -> Mapping[str, float]:
    """The weights in the text of such a table. Raises :class:`dateline.DataError` with file and line."""
    found: dict[str, float] = {}
    for row in table_rows(name, text, "feature weight"):
        feature, weight = row.cells
        if feature in found:
            raise row.wrong(f"{feature!r} stands twice")
        try:
            found[feature] = float(weight)
        except ValueError:
            raise row.wrong(f"the weight {weight!r} is no number") from None
    return found
