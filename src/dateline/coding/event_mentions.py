"""Mentions of events: which words of a report tell of an act, and of what type, from the engine's event heads and the codebook together.

The engine scores every word for every type against "no act". A construction of the codebook that holds in the sentence's tree adds to the
score of its type: *sure* ones much, *open* ones a little. What is worth considering is weighed together with its participants
(:mod:`dateline.coding.event_weights`); what falls short is kept, so that :command:`dateline explain` can say why a sentence yielded
nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dateline.coding.constructions import Match, matches
from dateline.coding.noun_phrases import phrase
from dateline.coding.statuses import StatusReading, status
from dateline.coding.tree import Tree
from dateline.knowledge.codebook import Codebook
from dateline.language.event_scores import EventScores, RoleScores
from dateline.report import Entity, Sentence, Span, Status

READINESS = 1.0
"""Added to the engine's log-odds of an act when candidates are looked for; all are weighed afterwards."""
CONSIDERED = -1.5
"""Candidates below these log-odds are not weighed."""
SURE = 2.0
OPEN = 0.7
"""What a construction adds to the log-odds of its type when the types are compared."""
UNKNOWN_TYPE = 1.0
"""The log-odds of a construction whose type the engine has never learnt (a user's own)."""
BOUND = 8.0
"""Log-odds count up to here."""
MODE_BONUS = 0.25
STATUS_BONUS = 0.25
TOLD_BONUS = 0.6
"""What construction and tree add to the probability of a mode and a status; ``TOLD_BONUS`` where words of the sentence speak for the
status. Fitted on the held-out texts, where they change one status in fifty."""


@dataclass(frozen=True, slots=True)
class TextWords:
    """The words of a report numbered through all sentences."""

    sentences: tuple[Sentence, ...]
    trees: tuple[Tree, ...]
    starts: tuple[int, ...]  # number of the first word of each sentence
    homes: tuple[int, ...]  # sentence of each word

    @staticmethod
    def of(sentences: Sequence[Sentence]) -> TextWords:
        """The numbering of some sentences."""
        starts: list[int] = []
        homes: list[int] = []
        for number, sentence in enumerate(sentences):
            starts.append(len(homes))
            homes.extend([number] * len(sentence.tokens))
        return TextWords(tuple(sentences), tuple(Tree(s) for s in sentences), tuple(starts), tuple(homes))

    def local(self, word: int) -> tuple[int, int]:
        """The sentence of a word and its place there."""
        home = self.homes[word]
        return home, word - self.starts[home]

    def tag(self, sentence: int, place: int) -> str:
        """The part of speech of a word in its sentence."""
        return self.sentences[sentence].tokens[place].upos

    def phrase(self, sentence: int, head: int) -> Span:
        """The noun phrase of a head word in its sentence."""
        return phrase(self.trees[sentence], head)

    def span(self, first: int, last: int) -> Span:
        """The characters from the first to before the last word."""
        (a, i), (b, j) = self.local(first), self.local(last - 1)
        return Span(self.sentences[a].tokens[i].start, self.sentences[b].tokens[j].end)


@dataclass(frozen=True, slots=True)
class Mention:
    """One candidate mention: words ``first`` to ``last`` (exclusive, numbered through the text) and how it was scored.

    ``engine`` is the engine's log-odds of ``type`` against no act, ``margin`` their distance from the next likely type, ``labelled``
    whether
    its best labelling of the passage gives this type here; ``match`` is the construction that holds, if one does, ``contradicted``
    whether a
    sure construction of another type holds; ``fused`` is what types were compared by. ``score`` is the log-odds after weighing everything.
    """

    sentence: int
    first: int
    last: int
    type: str
    mode: str
    mode_share: float
    status: Status
    status_share: float
    fused: float
    engine: float
    margin: float
    labelled: bool
    match: Match | None
    contradicted: bool
    reading: StatusReading
    roles: RoleScores | None = None
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class _Candidate:
    first: int
    last: int
    matches: tuple[Match, ...]
    labelled: str  # the type the engine's labelling gives, "" for none


def find_mentions(words: TextWords, scores: EventScores, codebook: Codebook, entities: Sequence[Entity] = ()) -> tuple[Mention, ...]:
    """Every candidate worth weighing, with what each word around it is to it; :func:`features` says what speaks for it."""
    found = [
        m for m in (_judged(words, scores, codebook, c) for c in _candidates(words, scores, codebook, entities)) if m.fused > CONSIDERED
    ]
    roles = scores.roles_of([m.first for m in found])
    return tuple(replace(m, roles=r) for m, r in zip(found, roles, strict=True))


def features(
    words: TextWords, mention: Mention, actors: float, recipients: float, company: int, agents: Mapping[str, float]
) -> dict[str, float]:
    """What speaks for and against a mention telling of an act of its type, as numbers.

    ``actors`` and ``recipients`` are the log-odds of the surest phrase on each side, 0 where there is none; ``company`` is the number of
    other words of the text that the engine's labelling takes for acts: a report on a match has few, and those are seldom meant; ``agents``
    is what is known of those who take part (:mod:`dateline.coding.event_agents`).
    """
    construction = mention.match.construction if mention.match is not None else None
    return {
        "bias": 1.0,
        "engine": max(-BOUND, min(BOUND, mention.engine)),
        "margin": min(BOUND, mention.margin),
        "labelled": float(mention.labelled),
        "sure construction": float(construction is not None and construction.strength == "sure"),
        "open construction": float(construction is not None and construction.strength != "sure"),
        "other construction": float(mention.contradicted),
        "actor": float(actors > 0),
        "actor's score": min(BOUND, max(0.0, actors)),
        "recipient": float(recipients > 0),
        "recipient's score": min(BOUND, max(0.0, recipients)),
        "told as no fact": float(mention.reading.status is not Status.ACTUAL),
        "sentence": min(20, mention.sentence) / 10.0,
        "sentences": min(30, len(words.sentences)) / 10.0,
        "company": min(10, company) / 5.0,
        "company a sentence": min(2.0, company / len(words.sentences)),
        f"tag {words.tag(*words.local(mention.first))}": 1.0,
        f"type {mention.type}": 1.0,
        **agents,
    }


def _candidates(words: TextWords, scores: EventScores, codebook: Codebook, entities: Sequence[Entity]) -> list[_Candidate]:
    found: dict[int, _Candidate] = {}
    covered: dict[int, int] = {}
    for trigger in scores.triggers(READINESS):
        found[trigger.first] = _Candidate(trigger.first, trigger.last, (), trigger.type)
        covered |= dict.fromkeys(range(trigger.first, trigger.last), trigger.first)
    for number, tree in enumerate(words.trees):
        for match in matches(tree, codebook, entities):
            own = sorted(words.starts[number] + i for i in match.trigger)
            at = next((covered[w] for w in own if w in covered), own[0])
            if at in found:
                old = found[at]
                found[at] = _Candidate(old.first, old.last, (*old.matches, match), old.labelled)
            else:
                found[at] = _Candidate(at, at + 1, (match,), "")
                covered |= dict.fromkeys(own, at)
    return [found[first] for first in sorted(found)]


def _judged(words: TextWords, scores: EventScores, codebook: Codebook, candidate: _Candidate) -> Mention:
    home, place = words.local(candidate.first)
    known = {t.name for t in codebook.types}
    odds = {t: v for t, v in zip(scores.types, scores.odds(candidate.first).tolist(), strict=True) if t in known}
    bonus: dict[str, tuple[float, Match]] = {}
    for match in candidate.matches:
        worth = SURE if match.construction.strength == "sure" else OPEN
        if worth > bonus.get(match.construction.type, (0.0, match))[0]:
            bonus[match.construction.type] = (worth, match)
    fused = {t: v + (bonus[t][0] if t in bonus else 0.0) for t, v in odds.items()}
    for t in bonus:
        if t not in odds:
            fused[t] = UNKNOWN_TYPE + bonus[t][0] if bonus[t][0] == SURE else UNKNOWN_TYPE - SURE
    kind = max(fused, key=lambda t: fused[t])
    engine = odds.get(kind, 0.0)
    match_of_kind = bonus[kind][1] if kind in bonus else None
    mode, mode_share = _mode(scores, codebook, candidate.first, kind, match_of_kind)
    reading = status(words.trees[home], place, ignore=range(place + 1, place + candidate.last - candidate.first))
    likeliest, status_share = _status(scores, candidate.first, reading)
    return Mention(
        home,
        candidate.first,
        candidate.last,
        kind,
        mode,
        mode_share,
        likeliest,
        status_share,
        fused[kind],
        engine,
        engine - max((v for t, v in odds.items() if t != kind), default=0.0),
        candidate.labelled == kind,
        match_of_kind,
        any(worth == SURE for t, (worth, _) in bonus.items() if t != kind),
        reading,
    )


def _mode(scores: EventScores, codebook: Codebook, word: int, kind: str, match: Match | None) -> tuple[str, float]:
    shares = dict(scores.mode(word, kind))
    known = {mode.name for mode in codebook.type(kind).modes}
    if match is not None:
        shares[match.construction.mode] = shares.get(match.construction.mode, 0.0) + MODE_BONUS
    shares = {mode: share for mode, share in shares.items() if not mode or mode in known}
    if not shares:
        return "", 1.0
    best = max(shares, key=lambda m: shares[m])
    return best, min(1.0, shares[best])


def _status(scores: EventScores, word: int, reading: StatusReading) -> tuple[Status, float]:
    """The status that engine and tree give together. Where grammar leaves no doubt, the tree's: what is hoped or ordered in so many words
    is no fact, however sure the engine is."""
    shares = dict(scores.status(word))
    if reading.firm:
        return reading.status, 1.0
    shares[reading.status] = shares.get(reading.status, 0.0) + (TOLD_BONUS if reading.words else STATUS_BONUS)
    best = max(shares, key=lambda s: shares[s])
    return Status(best), min(1.0, shares[best])
