"""Who did it and to whom: the noun phrases of a report that are actor or recipient of a mention.

The engine scores every word of the passage for every role; the tree says which phrases stand as subject, object, agent or in a phrase
with the construction's prepositions. All of it is weighed together (:mod:`dateline.coding.event_weights`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from dateline.coding.clauses import roles
from dateline.coding.constructions import is_someone
from dateline.coding.coreference import Chains
from dateline.coding.event_mentions import Mention, TextWords
from dateline.coding.event_weights import Weights, weighed
from dateline.coding.noun_phrases import appositions, head_of
from dateline.knowledge.codebook import Codebook
from dateline.report import Span

ACTOR, RECIPIENT = range(2)
"""The first of the roles in the order the engine scores them."""
SIDES = ((ACTOR, "actor"), (RECIPIENT, "recipient"))

CONSIDERED = -1.5
"""Phrases whose words the engine gives less than these log-odds are considered only where the tree names them."""
UNREAD = -4.0
"""The log-odds of a word that the engine did not read together with the trigger."""
BOUND = 6.0
"""Log-odds count up to here."""

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase in a role: its head (sentence and place in it), its span, its log-odds and what they rest on."""

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


@dataclass(frozen=True, slots=True)
class CastCandidate:
    """A phrase considered for a side: its head word (numbered through the text), its span, and what speaks for and against it."""

    word: int
    span: Span
    features: Mapping[str, float]
    reason: str


def cast_of(words: TextWords, mention: Mention, weights: Weights, codebook: Codebook, chains: Chains | None = None) -> Cast:
    """The participants of a mention; ``chains`` tell which phrases stand for the same."""
    found: dict[int, dict[int, Phrase]] = {}
    for role, name in SIDES:
        found[role] = {}
        for candidate in candidates(words, mention, role, codebook, chains):
            score = weighed(weights[name], candidate.features)
            if score > 0:
                home, place = words.local(candidate.word)
                engine = f"engine {candidate.features['engine']:+.1f}"
                why = f"{score:+.1f} from {engine}" + (f", {candidate.reason}" if candidate.reason else "")
                found[role][candidate.word] = Phrase(home, place, candidate.span, score, why)
    for role, _ in SIDES:
        found[role] = _named(words, found[role])
    _settle(found[ACTOR], found[RECIPIENT])
    return Cast(_apart(found[ACTOR].values()), _apart(found[RECIPIENT].values()))


def candidates(words: TextWords, mention: Mention, role: int, codebook: Codebook, chains: Chains | None = None) -> list[CastCandidate]:
    """The phrases to consider for a side of a mention, with their features."""
    own = words.starts[mention.sentence]
    trigger = range(mention.first, mention.last)
    told = _told(words, mention)
    heads = {*_engine_heads(words, mention, role, CONSIDERED), *(own + i for i, names in told.items() if _speaks_for(names, role))}
    considered = [word for word in sorted(heads) if word not in trigger]
    spans = {word: words.phrase(*words.local(word)) for word in considered}
    scores = {word: _phrase_odds(words, mention, role, word, spans[word]) for word in considered}
    best = max(scores.values(), default=0.0)
    found = []
    for word in considered:
        home, place = words.local(word)
        names = told.get(place, frozenset()) if home == mention.sentence else frozenset()
        features = {
            "bias": 1.0,
            "engine": scores[word],
            "head": _odds(mention, word, role),
            "other side": _odds(mention, word, RECIPIENT if role == ACTOR else ACTOR),
            "behind the best": best - scores[word],
            "same sentence": float(home == mention.sentence),
            "someone": float(is_someone(words.trees[home], place, codebook.classes)),
            f"tag {words.tag(home, place)}": 1.0,
            **dict.fromkeys(names, 1.0),
            **_of_chain(words, mention, role, word, scores[word], chains),
        }
        construction = f" {mention.match.construction.id}" if mention.match is not None else ""
        reason = ", ".join(f"{name}{construction}" if name.startswith("construction") else name for name in sorted(names))
        found.append(CastCandidate(word, spans[word], features, reason))
    return found


def _of_chain(words: TextWords, mention: Mention, role: int, word: int, own: float, chains: Chains | None) -> dict[str, float]:
    """What the chain of a phrase says for it: how often it is told of, what the engine gives its other mentions beyond it, and whether a
    pronoun has a chain at all."""
    home, place = words.local(word)
    pronoun = words.tag(home, place) == "PRON"
    chain = chains.at(home, place) if chains is not None else None
    if chain is None:
        return {"pronoun alone": float(pronoun and chains is not None)}
    others = [_odds(mention, words.starts[m.sentence] + m.head, role) for m in chain.mentions if (m.sentence, m.head) != (home, place)]
    return {
        "chain": min(len(chain.mentions), 12) / 10,
        "chain's engine": max(0.0, max(others, default=own) - own),
        "pronoun named": float(pronoun and chain.named),
    }


def _told(words: TextWords, mention: Mention) -> dict[int, frozenset[str]]:
    """What the tree and the construction call words of the mention's sentence."""
    place = mention.first - words.starts[mention.sentence]
    clause = roles(words.trees[mention.sentence], place)
    found: dict[int, set[str]] = {}
    for name, heads in (
        ("subject", clause.subjects),
        ("agent", clause.agents),
        ("possessor", clause.possessors),
        ("object", clause.objects),
        ("indirect object", clause.indirect),
        ("oblique", [oblique.head for oblique in clause.obliques if oblique.preposition in ("to", "with", "against", "on", "from")]),
    ):
        for i in heads:
            found.setdefault(i, set()).add(name)
    if mention.match is not None:
        mutual = mention.match.construction.reciprocal
        for name, heads in (("construction's actor", mention.match.actors), ("construction's recipient", mention.match.recipients)):
            for i in heads:
                # Of two who meet, the one that is no subject may be an actor or, where the act is a visit, the host.
                other = mutual and i not in clause.subjects
                found.setdefault(i, set()).add("construction's other side" if other else name)
    return {i: frozenset(names) for i, names in found.items()}


def _speaks_for(names: frozenset[str], role: int) -> bool:
    """Whether what a word is called makes it worth considering for a side."""
    wanted = {"subject", "agent", "possessor", "construction's actor", "construction's other side"}
    if role == RECIPIENT:
        wanted = {"object", "indirect object", "oblique", "construction's recipient", "construction's other side"}
    return bool(names & wanted)


def _engine_heads(words: TextWords, mention: Mention, role: int, least: float) -> Iterable[int]:
    """The head words of the runs of words that the engine gives a role with at least some log-odds."""
    if mention.roles is None:
        return
    first = mention.roles.first
    high = [first + i for i in (mention.roles.scores[:, role] > least).nonzero()[0].tolist()]
    for run in _runs(words, high):
        home, start = words.local(run[0])
        tree = words.trees[home]
        a, b = tree.tokens[start], tree.tokens[start + len(run) - 1]
        head = head_of(tree, a.start, b.end)
        if head is not None and tree.tokens[head].upos in _NOMINAL:
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


def _odds(mention: Mention, word: int, role: int) -> float:
    odds = mention.roles.of(word, role) if mention.roles is not None else None
    return UNREAD if odds is None else max(-BOUND, min(BOUND, odds))


def _phrase_odds(words: TextWords, mention: Mention, role: int, word: int, span: Span) -> float:
    """The log-odds of a phrase: of its head or of its words on average, whichever is higher."""
    home, _ = words.local(word)
    tokens = words.sentences[home].tokens
    odds = [
        _odds(mention, words.starts[home] + i, role)
        for i, token in enumerate(tokens)
        if span.start <= token.start and token.end <= span.end
    ]
    mean = sum(odds) / len(odds) if odds else UNREAD
    return max(_odds(mention, word, role), mean)


def _named(words: TextWords, phrases: dict[int, Phrase]) -> dict[int, Phrase]:
    """The same with a name in place of a description that stands beside it: "a lawyer, Jan Kis" is one participant."""
    found: dict[int, Phrase] = {}
    for word, one in phrases.items():
        tree, first = words.trees[one.sentence], words.starts[one.sentence]
        beside = [] if tree.tags[one.head] == "PROPN" else [i for i in appositions(tree, one.head) if tree.tags[i] == "PROPN"]
        if beside:
            word, one = first + beside[0], replace(one, head=beside[0], span=words.phrase(one.sentence, beside[0]))
        if word not in found or one.score > found[word].score:
            found[word] = one
    return found


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
