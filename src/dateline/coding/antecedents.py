"""Whom a personal pronoun most likely means: a simple, careful search for the subject before it that fits in number and kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from dateline.coding.cues import Cues
from dateline.coding.participant_words import participant_words
from dateline.coding.tree import Tree
from dateline.knowledge.agents import AgentKind
from dateline.report import EntityType

_SUBJECTS: Final = frozenset({"nsubj", "nsubj:pass", "nsubj:outer"})
_REACH: Final = 3
"""Sentences looked back at."""


class Antecedents:
    """The search over one report's trees. ``kinds`` gives the entity class of the word that begins at a character."""

    def __init__(self, trees: Sequence[Tree], cues: Cues, kinds: Mapping[int, EntityType]) -> None:
        self._trees = trees
        self._cues = cues
        self._kinds = kinds

    def resolve(self, sentence: int, word: int) -> tuple[int, int] | None:
        """Sentence and word of the antecedent of the pronoun, None where nothing fits safely."""
        tree = self._trees[sentence]
        pronoun = tree.tokens[word].text.lower()
        if pronoun in participant_words("relative"):
            return self._relative(sentence, word)
        if pronoun in participant_words("speaker"):
            return self._speaker(sentence, word)
        if pronoun not in participant_words("singular") | participant_words("plural") | participant_words("thing"):
            return None
        for place, candidate in self._candidates(sentence, word):
            if self._fits(self._trees[place], candidate, pronoun):
                return place, candidate
        return None

    def _relative(self, sentence: int, word: int) -> tuple[int, int] | None:
        tree = self._trees[sentence]
        for above in tree.above(word):
            if tree.relations[above] in ("acl:relcl", "acl") and 0 <= tree.heads[above] < word:
                return sentence, tree.heads[above]
        return None

    def _speaker(self, sentence: int, word: int) -> tuple[int, int] | None:
        for place in (sentence, sentence + 1, sentence - 1, sentence - 2):
            if not 0 <= place < len(self._trees):
                continue
            tree = self._trees[place]
            for i, lemma in enumerate(tree.lemmas):
                if lemma in participant_words("saying") and tree.tags[i] == "VERB":
                    for subject in tree.children[i]:
                        if tree.relations[subject] not in _SUBJECTS or (place, subject) == (sentence, word):
                            continue
                        name = tree.tokens[subject].text.lower()
                        if name in participant_words("speaker") or name in participant_words("relative"):
                            continue
                        if tree.tags[subject] == "PRON":
                            return self.resolve(place, subject)
                        return place, subject
        return None

    def _candidates(self, sentence: int, word: int) -> Iterator[tuple[int, int]]:
        """Earlier nominals: in the own sentence subjects first, then subjects and other nominals of the sentences before."""
        for place in range(sentence, max(sentence - 1 - _REACH, -1), -1):
            tree = self._trees[place]
            end = word if place == sentence else len(tree)
            nominals = [i for i in range(end) if tree.tags[i] in ("NOUN", "PROPN") and tree.bases[i] not in ("compound", "flat")]
            subjects = [i for i in nominals if tree.relations[i] in _SUBJECTS]
            own_clause = self._clause(tree, word) if place == sentence else -1
            subjects.sort(key=lambda i: (tree.heads[i] == own_clause, -i if place == sentence else i))
            yield from (
                (place, i) for i in subjects if not (place == sentence and tree.heads[i] == own_clause and self._object(tree, word))
            )
            yield from ((place, i) for i in nominals if i not in subjects and tree.bases[i] in ("nmod", "obj", "iobj", "obl", "root"))

    def _clause(self, tree: Tree, word: int) -> int:
        return next((above for above in tree.above(word) if tree.tags[above] in ("VERB", "AUX")), -1)

    def _object(self, tree: Tree, word: int) -> bool:
        return tree.bases[word] in ("obj", "iobj", "obl")

    def _fits(self, tree: Tree, word: int, pronoun: str) -> bool:
        token = tree.tokens[word]
        kind = self._kinds.get(token.start)
        cue = self._cues.over(token.start, token.end)
        agent = cue.agent if cue is not None else None
        plural = "Number=Plur" in token.feats
        if pronoun in participant_words("singular"):
            if kind is not None:
                return kind == EntityType.PERSON
            return agent is not None and agent.kind == AgentKind.PERSON and not plural and not agent.many
        if pronoun in participant_words("plural"):
            if kind == EntityType.PERSON:
                return False
            coordinated = any(tree.bases[child] == "conj" for child in tree.children[word])
            return (
                (plural and (agent is not None or kind is not None))
                or (agent is not None and agent.many)
                or (coordinated and agent is not None)
            )
        if kind == EntityType.PERSON or plural:
            return False
        return kind in (EntityType.ORGANIZATION, EntityType.LOCATION) or (
            cue is not None and (bool(cue.country) or (agent is not None and agent.kind == AgentKind.BODY))
        )
