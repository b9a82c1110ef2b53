"""Where and when something was said: the medium and the time of an utterance, from the words around its cue."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.coding.clause_forms import preposition_of
from dateline.coding.noun_phrases import phrase
from dateline.coding.tree import Tree
from dateline.coding.word_classes import word_class
from dateline.report import Entity, EntityType, Span, TimeMention

_DEEPEST = 4


def medium_of(tree: Tree, cue: int, text: str, entities: Sequence[Entity], told: Sequence[Span]) -> str:
    """The words for where something was said: "a live TV broadcast", "an interview with Reuters", or who was told it if that is an
    organisation ("told Xinhua"); empty where nothing tells. ``told`` are the contents, in which the words do not stand."""
    for child in tree.of_base(cue, "obl", "nmod"):
        if _inside(tree, child, told) or preposition_of(tree, child) not in word_class("medium-preposition"):
            continue
        if tree.lemmas[child] in word_class("medium") or _holds(tree, child, "medium"):
            return _one_line(phrase(tree, child, prepositions=frozenset(("with", "to", "for", "from"))).of(text))
    for child in tree.of_base(cue, "obj", "iobj"):
        token = tree.tokens[child]
        organisation = any(e.type is EntityType.ORGANIZATION and e.start <= token.start and token.end <= e.end for e in entities)
        if tree.lemmas[cue] == "tell" and organisation and not _inside(tree, child, told):
            return _one_line(phrase(tree, child).of(text))
    return ""


def uttered_at(tree: Tree, cue: int, times: Sequence[TimeMention], told: Sequence[Span], source: Span | None) -> TimeMention | None:
    """The time of an utterance: an expression that hangs from the cue and stands neither in the content nor in the source."""
    best: tuple[int, TimeMention] | None = None
    for time in times:
        if time.type not in ("DATE", "TIME") or not tree.sentence.start <= time.start < tree.sentence.end:
            continue
        words = [i for i, token in enumerate(tree.tokens) if time.start <= token.start < time.end]
        if not words or any(_inside(tree, word, told) for word in words):
            continue
        if source is not None and source.overlaps((time.start, time.end)):
            continue
        steps = _steps(tree, words, cue)
        if steps is not None and (best is None or steps < best[0]):
            best = steps, time
    return best[1] if best else None


def _steps(tree: Tree, words: Sequence[int], cue: int) -> int | None:
    """How many words lie between an expression and the cue in the tree; None where another predicate stands between."""
    for word in words:
        here = word
        for steps in range(_DEEPEST):
            if here == cue:
                return steps
            here = tree.heads[here]
            if here < 0 or (here != cue and tree.tags[here] == "VERB"):
                break
    return None


def _inside(tree: Tree, word: int, told: Sequence[Span]) -> bool:
    token = tree.tokens[word]
    return any(span.start <= token.start < span.end for span in told)


def _holds(tree: Tree, head: int, name: str) -> bool:
    return any(tree.bases[child] == "compound" and tree.lemmas[child] in word_class(name) for child in tree.children[head])


def _one_line(text: str) -> str:
    return " ".join(text.split())
