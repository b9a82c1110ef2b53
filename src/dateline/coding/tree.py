"""A sentence's dependency tree, made once so that the coders can walk it in every direction.

Words are counted from 0 here, unlike :attr:`dateline.report.Token.head`, which counts from 1 and has 0 for the root.
"""

from __future__ import annotations

from collections.abc import Iterator

from dateline.report import Sentence, Token

_BASE: dict[str, str] = {}


class Tree:
    """The words of a sentence with their heads, relations and dependants.

    ``heads[i]`` is the word that word i depends on, -1 for the root; ``relations[i]`` the relation with its subtype ("nsubj:pass") and
    ``bases[i]`` without ("nsubj"); ``children[i]`` the dependants in the order of the text; ``lemmas`` are in lower case. Heads outside the
    sentence count as the root's.
    """

    __slots__ = ("bases", "children", "heads", "lemmas", "relations", "sentence", "tags", "tokens")

    def __init__(self, sentence: Sentence) -> None:
        tokens = sentence.tokens
        self.sentence = sentence
        self.tokens: tuple[Token, ...] = tokens
        count = len(tokens)
        self.children: list[list[int]] = [[] for _ in tokens]
        self.heads = heads = [token.head - 1 if 0 < token.head <= count else -1 for token in tokens]
        for number, head in enumerate(heads):
            if head >= 0:
                self.children[head].append(number)
        self.relations = relations = [token.deprel for token in tokens]
        self.bases = [_BASE.get(relation) or _base(relation) for relation in relations]
        self.lemmas = [lemma_of(token) for token in tokens]
        self.tags = [token.upos for token in tokens]

    @staticmethod
    def of(sentence: Sentence | Tree) -> Tree:
        """The tree of a sentence; a tree is given back as it is, so that a caller with many questions can make it once."""
        return sentence if isinstance(sentence, Tree) else Tree(sentence)

    def __len__(self) -> int:
        return len(self.tokens)

    def of_base(self, word: int, *bases: str) -> list[int]:
        """The dependants of ``word`` by relations named without subtype."""
        return [child for child in self.children[word] if self.bases[child] in bases]

    def of_relation(self, word: int, *relations: str) -> list[int]:
        """The dependants of ``word`` by relations named with their subtype."""
        return [child for child in self.children[word] if self.relations[child] in relations]

    def above(self, word: int) -> Iterator[int]:
        """The words that ``word`` hangs from, nearest first. Ends after as many steps as there are words, should heads run in a circle."""
        for _ in self.heads:
            word = self.heads[word]
            if word < 0:
                return
            yield word

    def under(self, word: int) -> list[int]:
        """``word`` and all words that hang from it, in the order of the text."""
        found, waiting, seen = [], [word], set()
        while waiting:
            here = waiting.pop()
            if here not in seen:
                seen.add(here)
                found.append(here)
                waiting.extend(self.children[here])
        found.sort()
        return found

    def verbal(self, word: int) -> bool:
        """Whether the word is a predicate: a verb, or a word with a copula."""
        return self.tags[word] in ("VERB", "AUX") or any(self.bases[child] == "cop" for child in self.children[word])


def lemma_of(token: Token) -> str:
    """A token's lemma in lower case. Where a noun's lemma is that of the verb it comes from ("fighters" -> "fight", "militiamen" ->
    "militia"), the noun's own is put in its place, so that those who act are not taken for acts."""
    lemma = token.lemma.lower()
    if token.upos != "NOUN":
        return lemma
    text = token.text.lower()
    if text == lemma or not text.startswith(lemma[:3]):
        return lemma
    if text.endswith("men") and not lemma.endswith("man"):
        return f"{text[:-3]}man"
    if text.endswith(("ers", "ors", "er", "or")) and not lemma.endswith(("er", "or", "re")):
        return text[:-1] if text.endswith("s") else text
    if len(text) - len(lemma) > 2 and text.endswith("s"):
        return text[:-1]
    return lemma


def _base(relation: str) -> str:
    base = relation.partition(":")[0]
    _BASE[relation] = base
    return base
