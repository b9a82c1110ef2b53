"""Who did it and to whom: the noun phrases of a report that are actor, recipient, place or source of a mention.

The engine scores every word of the passage for every role; the tree says which phrases stand as subject, object, agent or in a phrase
with the construction's prepositions. A phrase takes part when both together say so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dateline.coding.clauses import roles
from dateline.coding.event_mentions import Mention, TextWords
from dateline.coding.noun_phrases import head_of
from dateline.report import Span

ACTOR, RECIPIENT, PLACE, SOURCE = range(4)
"""The roles in the order the engine scores them."""

CONSTRUCTION_BONUS = 2.5
TREE_BONUS = 1.5
"""What a construction's participant and a subject or object add to the log-odds of a phrase."""
UNREAD = -3.0
"""The log-odds of a word that the engine did not read together with the trigger."""
THRESHOLD = 0.0

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase in a role: its head (sentence and place in it), its span, the fused log-odds and what they rest on."""

    sentence: int
    head: int
    span: Span
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class Cast:
    """The phrases of one mention by role."""

    actors: tuple[Phrase, ...]
    recipients: tuple[Phrase, ...]
    places: tuple[Phrase, ...]
    sources: tuple[Phrase, ...]


def cast_of(words: TextWords, mention: Mention) -> Cast:
    """The participants of a mention."""
    own = words.starts[mention.sentence]
    trigger = frozenset(range(mention.first, mention.last))
    bonuses = _bonuses(words, mention)
    found: dict[int, dict[int, Phrase]] = {role: {} for role in range(4)}
    for role in (ACTOR, RECIPIENT, PLACE, SOURCE):
        heads = {*_engine_heads(words, mention, role), *(own + i for i in bonuses.get(role, {}))}
        for word in sorted(heads):
            if word in trigger:
                continue
            home, place = words.local(word)
            span = words.phrase(home, place)
            score, why = _engine_score(words, mention, role, word, span)
            bonus, reason = bonuses.get(role, {}).get(place, (0.0, "")) if home == mention.sentence else (0.0, "")
            if score + bonus > THRESHOLD:
                found[role][word] = Phrase(home, place, span, score + bonus, "; ".join(x for x in (why, reason) if x))
    _settle(found[ACTOR], found[RECIPIENT])
    return Cast(*(_apart(found[role].values()) for role in range(4)))


def _bonuses(words: TextWords, mention: Mention) -> dict[int, dict[int, tuple[float, str]]]:
    """What construction and tree say of words of the mention's sentence, by role."""
    place = mention.first - words.starts[mention.sentence]
    found: dict[int, dict[int, tuple[float, str]]] = {ACTOR: {}, RECIPIENT: {}}
    clause = roles(words.trees[mention.sentence], place)
    for i in (*clause.subjects, *clause.agents, *clause.possessors):
        found[ACTOR][i] = (TREE_BONUS, "subject or agent")
    for i in clause.objects:
        found[RECIPIENT][i] = (TREE_BONUS, "object")
    if mention.match is not None:
        name = mention.match.construction.id
        for role, heads in ((ACTOR, mention.match.actors), (RECIPIENT, mention.match.recipients)):
            for i in heads:
                found[role][i] = (CONSTRUCTION_BONUS, f"construction {name}")
    return found


def _engine_heads(words: TextWords, mention: Mention, role: int) -> Iterable[int]:
    """The head words of the runs of words that the engine gives a role."""
    if mention.roles is None:
        return
    first = mention.roles.first
    high = [first + i for i in (mention.roles.scores[:, role] > THRESHOLD).nonzero()[0].tolist()]
    for run in _runs(words, high):
        home, start = words.local(run[0])
        sentence = words.sentences[home]
        a, b = sentence.tokens[start], sentence.tokens[start + len(run) - 1]
        head = head_of(sentence, a.start, b.end)
        if head is not None and sentence.tokens[head].upos in _NOMINAL:
            yield words.starts[home] + head


def _runs(words: TextWords, high: Sequence[int]) -> Iterable[list[int]]:
    run: list[int] = []
    for word in high:
        if run and (word != run[-1] + 1 or words.homes[word] != words.homes[run[0]]):
            yield run
            run = []
        run.append(word)
    if run:
        yield run


def _engine_score(words: TextWords, mention: Mention, role: int, word: int, span: Span) -> tuple[float, str]:
    home, place = words.local(word)
    if mention.roles is None:
        return UNREAD, ""
    tokens = words.sentences[home].tokens
    inside = [i for i, token in enumerate(tokens) if span.start <= token.start and token.end <= span.end] or [place]
    odds = [mention.roles.of(words.starts[home] + i, role) for i in inside]
    known = [o for o in odds if o is not None]
    if not known:
        return UNREAD, ""
    own = mention.roles.of(word, role)
    score = max(own if own is not None else UNREAD, sum(known) / len(known))
    return score, f"engine {score:+.1f}"


def _settle(actors: dict[int, Phrase], recipients: dict[int, Phrase]) -> None:
    """A phrase is on one side only."""
    for word in set(actors) & set(recipients):
        if actors[word].score >= recipients[word].score:
            del recipients[word]
        else:
            del actors[word]


def _apart(phrases: Iterable[Phrase]) -> tuple[Phrase, ...]:
    """Phrases in the order of the text, of overlapping ones the surest."""
    kept: list[Phrase] = []
    for one in sorted(phrases, key=lambda p: -p.score):
        if not any(one.span.overlaps(other.span) for other in kept):
            kept.append(one)
    return tuple(sorted(kept, key=lambda p: p.span))
