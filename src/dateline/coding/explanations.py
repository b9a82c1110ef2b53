"""Why a record says what it says: for every sentence its events with the words of the tree and the scores behind each field, the candidates
that fell short, and, where there was nothing, how near the nearest word came."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.coding.event_mentions import Mention, TextWords
from dateline.coding.events import Coding
from dateline.knowledge.codebook import Codebook
from dateline.language.event_scores import EventScores
from dateline.report import Event, Sentence, Span


@dataclass(frozen=True, slots=True)
class CodebookEntry:
    """A construction as it stands in the codebook: its id, where it is written (file and line), and how strong it is."""

    id: str
    file: str
    line: int
    strength: str


@dataclass(frozen=True, slots=True)
class MentionExplanation:
    """One mention: its trigger, the tree around it ("nsubj police", "obj students"), the codebook's entry if one held, ``score``, the
    log-odds of an act after all evidence was weighed (above 0 it is one), ``engine``, those of the engine alone, and the number of the
    event it belongs to in the record, None where it fell short."""

    trigger: Span
    text: str
    type: str
    mode: str
    score: float
    engine: float
    entry: CodebookEntry | None
    tree: tuple[str, ...]
    event: int | None


@dataclass(frozen=True, slots=True)
class SentenceExplanation:
    """A sentence with its mentions and near misses, surest first; ``verdict`` says in words what came of it."""

    number: int
    span: Span
    text: str
    mentions: tuple[MentionExplanation, ...]
    fallen: tuple[MentionExplanation, ...]
    verdict: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """All sentences of a report, its events with the reasons of their fields (:attr:`dateline.report.Event.why`), and the definition of
    each type that occurs."""

    sentences: tuple[SentenceExplanation, ...]
    events: tuple[Event, ...]
    definitions: tuple[tuple[str, str], ...]


def explain(sentences: tuple[Sentence, ...], text: str, coding: Coding, scores: EventScores, codebook: Codebook) -> Explanation:
    """The explanation of a coding."""
    words = TextWords.of(sentences)
    told = [[] for _ in sentences]  # type: list[list[MentionExplanation]]
    fallen = [[] for _ in sentences]  # type: list[list[MentionExplanation]]
    for number, members in enumerate(coding.made_of):
        for mention in members:
            told[mention.sentence].append(_mention(words, text, mention, number))
    for mention in coding.fallen:
        fallen[mention.sentence].append(_mention(words, text, mention, None))
    found = []
    for number, sentence in enumerate(sentences):
        near = sorted(fallen[number], key=lambda m: -m.score)
        verdict = _verdict(words, scores, number, len(told[number]), near)
        span = Span(sentence.start, sentence.end)
        own = tuple(sorted(told[number], key=lambda m: m.trigger))
        found.append(SentenceExplanation(number, span, " ".join(span.of(text).split()), own, tuple(near), verdict))
    types = sorted({event.type for event in coding.events})
    return Explanation(tuple(found), coding.events, tuple((name, codebook.type(name).definition) for name in types))


def _mention(words: TextWords, text: str, mention: Mention, event: int | None) -> MentionExplanation:
    trigger = words.span(mention.first, mention.last)
    construction = mention.match.construction if mention.match else None
    entry = CodebookEntry(construction.id, construction.file, construction.line, construction.strength) if construction else None
    return MentionExplanation(
        trigger,
        trigger.of(text),
        mention.type,
        mention.mode,
        mention.score,
        mention.engine,
        entry,
        tuple(_around(words, mention)),
        event,
    )


def _around(words: TextWords, mention: Mention) -> list[str]:
    """The word above the trigger and those that hang from it, each with its relation."""
    tokens = words.sentences[mention.sentence].tokens
    place = mention.first - words.starts[mention.sentence]
    own = tokens[place]
    lines = [f"{own.deprel} of {tokens[own.head - 1].text}" if own.head else "root"]
    lines.extend(f"{t.deprel} {t.text}" for t in tokens if t.head == place + 1 and t.deprel != "punct")
    return lines


def _verdict(words: TextWords, scores: EventScores, number: int, told: int, near: list[MentionExplanation]) -> str:
    if told:
        return f"{told} mention{'s' if told > 1 else ''}"
    if near:
        best = near[0]
        return f"nothing: {best.text!r} as {best.type} came nearest and fell short by {-best.score:.1f}"
    sentence = words.sentences[number]
    if not sentence.tokens:
        return "nothing: no words"
    first = words.starts[number]
    odds = [(float(scores.odds(first + i).max()), i) for i in range(len(sentence.tokens))]
    best_odds, place = max(odds)
    kind = scores.types[int(scores.odds(first + place).argmax())]
    nearest = f"{sentence.tokens[place].text!r} came nearest by itself, as {kind}, with log-odds {best_odds:+.1f}"
    return f"nothing: read with its neighbours no word tells of an act; {nearest}"
