"""When: the time expression that belongs to an event's own clause."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.report import Sentence, TimeMention

FAR = 4
"""Steps in the tree from the trigger at which a time expression still belongs to it."""


def time_of(sentence: Sentence, trigger: int, times: Sequence[TimeMention]) -> tuple[TimeMention | None, str]:
    """The time expression of an event whose trigger is word ``trigger`` (from 0), and why; none where the sentence tells none."""
    own = [t for t in times if t.type in ("DATE", "TIME") and sentence.start <= t.start and t.end <= sentence.end]
    best: tuple[int, int, TimeMention] | None = None
    for time in own:
        heads = [i for i, token in enumerate(sentence.tokens) if time.start <= token.start and token.end <= time.end]
        if not heads:
            continue
        steps = min(_steps(sentence, trigger, i) for i in heads)
        key = (steps, abs(heads[0] - trigger), time)
        if best is None or key[:2] < best[:2]:
            best = key
    if best is None or (best[0] > FAR and len(own) > 1):
        return None, ""
    return best[2], f"{best[2].text!r} in its sentence, {best[0]} steps off in the tree"


def _steps(sentence: Sentence, first: int, second: int) -> int:
    above = {word: steps for steps, word in enumerate(_path(sentence, first))}
    for steps, word in enumerate(_path(sentence, second)):
        if word in above:
            return steps + above[word]
    return len(sentence.tokens)


def _path(sentence: Sentence, word: int) -> list[int]:
    path = [word]
    while sentence.tokens[path[-1]].head and len(path) <= len(sentence.tokens):
        path.append(sentence.tokens[path[-1]].head - 1)
    return path
