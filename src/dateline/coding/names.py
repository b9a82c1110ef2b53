"""The names of a report and which of them are one and the same: "Temir Sariev" and, further on, "Sariev"."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from dateline.coding.participant_words import participant_words
from dateline.coding.tree import Tree
from dateline.knowledge.wordings import words_in
from dateline.report import Entity, EntityType, Span

_NAMED: Final = frozenset({EntityType.PERSON, EntityType.ORGANIZATION, EntityType.NORP, EntityType.MISC})


@dataclass(frozen=True, slots=True)
class NameMention:
    """A name where it stands: sentence, head word, its words for comparison, class and text."""

    number: int
    sentence: int
    head: int
    keys: tuple[str, ...]
    kind: EntityType
    text: str


class Names:
    """All names of a report. ``kinds`` maps the first character of every word in a name to the name's class."""

    def __init__(self, trees: Sequence[Tree], entities: Sequence[Entity]) -> None:
        self.kinds: dict[int, EntityType] = {}
        self._at: dict[tuple[int, int], NameMention] = {}
        self._by_word: dict[str, list[NameMention]] = {}
        starts = [tree.sentence.start for tree in trees]
        self.all: list[NameMention] = []
        self._long: dict[str, NameMention] = {}
        for entity in entities:
            sentence = bisect_right(starts, entity.start) - 1
            if sentence < 0:
                continue
            tree = trees[sentence]
            inside = [i for i, t in enumerate(tree.tokens) if t.start < entity.end and t.end > entity.start]
            if not inside:
                continue
            for i in inside:
                self.kinds[tree.tokens[i].start] = entity.type
            if entity.type not in _NAMED:
                continue
            within = set(inside)
            head = next((i for i in inside if tree.heads[i] not in within), inside[0])
            keys = tuple(w.key for w in words_in(entity.text) if w.key != "'s")
            if not keys:
                continue
            mention = NameMention(len(self.all), sentence, head, keys, entity.type, entity.text)
            self.all.append(mention)
            for i in inside:
                self._at[sentence, i] = mention
            for key in {k for k in keys if k not in participant_words("particles")}:
                self._by_word.setdefault(key, []).append(mention)
        self._trees = trees
        self._acronyms(trees)

    def _acronyms(self, trees: Sequence[Tree]) -> None:
        """Join acronyms to the names they are introduced with: "People Power Party (PPP)"."""
        for number, tree in enumerate(trees):
            for i in range(2, len(tree) - 1):
                if tree.tokens[i - 1].text == "(" and tree.tokens[i + 1].text == ")" and tree.tokens[i].text.isupper():
                    long = self._at.get((number, i - 2))
                    if long is not None and len(long.keys) > 1:
                        self._long.setdefault(tree.tokens[i].text.lower(), long)

    def at(self, sentence: int, head: int, span: Span | None) -> NameMention | None:
        """The name that the head of a phrase stands in, or a person's name elsewhere in the phrase."""
        mention = self._at.get((sentence, head))
        if mention is not None or span is None:
            return mention
        tree = self._trees[sentence]
        for i, token in enumerate(tree.tokens):
            found = self._at.get((sentence, i)) if span.start <= token.start < span.end else None
            if found is None or found.kind != EntityType.PERSON:
                continue
            if tree.bases[i] in ("flat", "appos", "compound") and self._whole(tree, i, head):
                return found
        return None

    @staticmethod
    def _whole(tree: Tree, word: int, head: int) -> bool:
        for above in tree.above(word):
            if above == head:
                return True
            if tree.bases[above] not in ("flat", "compound", "appos"):
                return False
        return False

    def same(self, tree: Tree, word: int, above: int) -> bool:
        """Whether a word and the one it hangs from belong to one name or to a name and its title."""
        kinds = self.kinds.get(tree.tokens[word].start), self.kinds.get(tree.tokens[above].start)
        return kinds[0] == EntityType.PERSON and above < word

    def others(self, mention: NameMention) -> list[NameMention]:
        """The other mentions of the same name, the longest first, then in the order of the text."""
        found: dict[int, NameMention] = {}
        for key in mention.keys:
            for other in self._by_word.get(key, ()):
                if other.number != mention.number and other.number not in found and one_name(mention, other):
                    found[other.number] = other
        if len(mention.keys) == 1 and (long := self._long.get(mention.keys[0])) is not None and long.number != mention.number:
            found[long.number] = long
        return sorted(found.values(), key=lambda m: (-len(m.keys), m.number))

    def full(self, mention: NameMention) -> str:
        """The fullest form of the name in the report."""
        best = mention
        if mention.kind == EntityType.PERSON:
            for other in self.others(mention):
                if other.kind == EntityType.PERSON and len(other.keys) > len(best.keys):
                    best = other
        return best.text


def one_name(one: NameMention, other: NameMention) -> bool:
    """Whether two names may denote the same: equal, or for persons a part of the other that identifies ("Sariev", "Temir A. Sariev")."""
    if one.keys == other.keys:
        return True
    if EntityType.PERSON not in (one.kind, other.kind):
        return False
    short, long = sorted((one.keys, other.keys), key=len)
    if len(short) == 1:
        return short[0] in (long[-1], long[0])
    return (short[-1] == long[-1] and short[0] == long[0]) or set(short) <= set(long)
