"""The project's event annotations as training documents: triggers, modes, statuses, participants with their sectors, and pairs of actors.

A document is a list of paragraphs (as for attribution). Acts carry word numbers of the whole document, so participants in another sentence
are learnt, too.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from dateline.evaluating.annotations import AnnotatedEvent, AnnotatedParticipant, AnnotatedText, read_annotations, with_texts
from dateline.knowledge.codebook import Codebook
from dateline.knowledge.codebook_check import span_of
from dateline.language.passages import Words, words_of
from dateline.language.words import WordSplitter
from training.annotation import MODES
from training.corpora import LabelledDocument, LabelledSentence, blank_document, blank_sentence
from training.labels import PRONOUNS, ROLES

CORPUS = Path(__file__).parent / "corpus"

HELD_OUT = 15
"""Percent of annotated texts kept for development, drawn by the hash of their names."""

MARKED = "plv-"
"""What the names of stand-off annotations of PLV's sentences begin with: "plv-4.txt" is its sentence 4."""

IN_RUNS = "own-g-"
"""The file whose texts stand in runs on the same actors."""

FOR_WEIGHTS = "own-i-"
"""The file whose texts, most of them without any event, only teach the coder what evidence is worth: no engine is trained on them,
nothing is measured by them."""

MARK_LIMIT = 90
"""Words of the stretch around a pair of actors at most."""


def held_out(name: str) -> bool:
    """Whether an annotated text (by ``document`` or ``id``) belongs to the development part; PLV's sentences go by their bare number."""
    if name.startswith(FOR_WEIGHTS):
        return False
    name = name.removeprefix(MARKED).removesuffix(".txt") if name.startswith(MARKED) else name
    if name.startswith(IN_RUNS):
        # Neighbours are minimal pairs of each other; twenty of them go to one side.
        name = f"{IN_RUNS}{int(name.removeprefix(IN_RUNS)) // 20}"
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=4).digest(), "big") % 100 < HELD_OUT


@dataclass(slots=True)
class Act:
    """One mention of an event: words ``first`` to ``last`` (exclusive) of the document, what is said of it, and its participants.

    ``words`` [role] are the words of each of :data:`training.labels.ROLES`; ``told`` says whether participants were annotated for this very
    mention (they are for the clearest one). ``masked`` words are neither right nor wrong: the same name elsewhere.
    """

    first: int
    last: int
    type: str
    mode: str
    status: str
    event: int
    words: tuple[frozenset[int], ...]
    masked: frozenset[int]
    told: bool


def annotated_texts(corpus: Path, articles: Path, marked: Path) -> list[AnnotatedText]:
    """All annotations of ``corpus`` (``*.jsonl``) with their texts; ``articles`` is the folder of the articles' texts, ``marked`` PLV's
    file."""
    from dateline.evaluating.relations import read_marked

    items = [item for path in sorted(corpus.glob("*.jsonl")) for item in read_annotations(path)]
    sentences = {f"{MARKED}{m.id}.txt": m.text for m in read_marked(marked)}
    of_marked = [replace(item, text=sentences[item.document]) for item in items if item.document in sentences]
    return with_texts([item for item in items if item.document not in sentences], articles) + of_marked


def codebook_texts(codebook: Codebook) -> list[AnnotatedText]:
    """The examples of a codebook as annotated texts; what an example does not tell (countries, sectors, places) stays open."""

    def people(words: tuple[str, ...], text: str) -> tuple[AnnotatedParticipant, ...]:
        return tuple(AnnotatedParticipant(*span_of(one, text), "", "") for one in words)

    return [
        AnnotatedText(
            f"codebook-{number}",
            "",
            example.text,
            example.published,
            tuple(
                AnnotatedEvent(
                    event.type,
                    event.mode if event.mode in MODES[event.type] else "",
                    (span_of(event.trigger, example.text),),
                    people(event.actors, example.text),
                    people(event.recipients, example.text),
                    None,
                    "",
                    event.status,
                    (),
                    (),
                    1,
                )
                for event in example.events
            ),
        )
        for number, example in enumerate(codebook.examples)
    ]


def event_document(item: AnnotatedText, splitter: WordSplitter) -> LabelledDocument:
    """One annotated text as a document."""
    words = words_of(item.text, splitter)
    document = blank_document(words)
    triggers = ["O"] * len(words.texts)
    sectors = [""] * len(words.texts)
    acts: list[Act] = []
    for number, event in enumerate(item.events):
        groups = _role_words(words, event)
        for participant in event.actors + event.recipients:
            for i in words_in(words, participant.start, participant.end):
                sectors[i] = participant.sector
        for place, mention in enumerate(event.mentions):
            covered = words_in(words, *mention)
            if not covered or any(triggers[i] != "O" for i in covered):
                continue
            for i in covered:
                triggers[i] = ("B-" if i == covered[0] else "I-") + event.type
            acts.append(_act(words, event, number, covered, groups, told=place == 0))
    offset = 0
    for sentence in document:
        size = len(sentence.words)
        sentence.triggers = triggers[offset : offset + size]
        sentence.sectors = sectors[offset : offset + size]
        sentence.acts = [a for a in acts if offset <= a.first < offset + size]
        offset += size
    return document


def event_documents(texts: list[AnnotatedText]) -> list[LabelledDocument]:
    """All annotated texts as documents."""
    splitter = WordSplitter.shipped()
    return [document for document in (event_document(item, splitter) for item in texts) if document]


def words_in(words: Words, start: int, end: int) -> list[int]:
    """The numbers of the words that share a character with a span."""
    return [i for i, span in enumerate(words.spans) if span.start < end and start < span.end]


def _role_words(words: Words, event: AnnotatedEvent) -> tuple[frozenset[int], ...]:
    def of(people: tuple[AnnotatedParticipant, ...]) -> frozenset[int]:
        return frozenset(i for p in people for i in words_in(words, p.start, p.end))

    place = frozenset(words_in(words, *event.place)) if event.place else frozenset()
    sources = frozenset(i for s in event.sources for i in words_in(words, s.start, s.end))
    groups = (of(event.actors), of(event.recipients), place, sources)
    assert len(groups) == len(ROLES)
    return groups


def _act(words: Words, event: AnnotatedEvent, number: int, covered: list[int], groups: tuple[frozenset[int], ...], *, told: bool) -> Act:
    first, last = covered[0], covered[-1] + 1
    named = {words.texts[i].lower() for group in groups for i in group if words.texts[i][:1].isupper()}
    near = range(max(0, first - 400), min(len(words.texts), last + 400))
    inside = frozenset().union(*groups)
    masked = {i for i in near if i not in inside and words.texts[i].lower() in named}
    full = list(groups)
    # A name far away stands here as a pronoun: the one next before (or, for recipients, after) the trigger is as good an answer.
    for role, step in ((0, -1), (1, 1)):
        if groups[role] and all(abs(i - first) > 25 for i in groups[role]):
            i = first + step if step < 0 else last
            for _ in range(6):
                if not 0 <= i < len(words.texts) or words.texts[i] in ".;!?":
                    break
                if words.texts[i].lower() in PRONOUNS:
                    full[role] = full[role] | {i}
                    break
                i += step
    return Act(first, last, event.type, event.mode, event.status, number, tuple(full), frozenset(masked), told)


@dataclass(slots=True)
class Pair:
    """Two actors in a sentence and what the first does to the second; ``types`` has two members where a corpus joins two types.

    ``source`` or ``target`` is empty, (0, 0), where the sentence names only the other. ``own`` tells the project's conventions from PLV's,
    which differ: a conviction is SANCTION here and ACCUSE there, a signed agreement AGREE here and mostly SUPPORT there.
    """

    words: list[str]
    source: tuple[int, int]
    target: tuple[int, int]
    types: tuple[str, ...]
    mode: str | None
    status: str | None
    own: bool


def event_pairs(texts: list[AnnotatedText]) -> list[Pair]:
    """The first actor and recipient of each event, either may be missing, with the sentences they and the trigger stand in."""
    splitter = WordSplitter.shipped()
    found = []
    for item in texts:
        words = words_of(item.text, splitter)
        for event in item.events:
            others = event.recipients or event.actors[1:]
            trigger = words_in(words, *event.mentions[0])
            source = words_in(words, event.actors[0].start, event.actors[0].end) if event.actors else []
            target = words_in(words, others[0].start, others[0].end) if others else []
            if not trigger or not (source or target) or set(source) & set(target):
                continue
            members = sorted(source + target + trigger)
            if words.paragraphs[members[0]] != words.paragraphs[members[-1]]:
                continue
            first, last = _stretch(words, members[0], members[-1])
            if last - first > MARK_LIMIT:
                continue
            sides = [(side[0] - first, side[-1] + 1 - first) if side else (0, 0) for side in (source, target)]
            found.append(Pair(list(words.texts[first:last]), sides[0], sides[1], (event.type,), event.mode, event.status, True))
    return found


def _stretch(words: Words, first: int, last: int) -> tuple[int, int]:
    """From the beginning of the sentence of word ``first`` to the end of the sentence of word ``last``."""
    paragraph = words.paragraphs[first]
    while first > 0 and words.paragraphs[first - 1] == paragraph and words.texts[first - 1] not in {".", "!", "?"}:
        first -= 1
    last += 1
    while last < len(words.texts) and words.paragraphs[last] == paragraph and words.texts[last - 1] not in {".", "!", "?"}:
        last += 1
    return first, last


def read_plv(path: Path) -> Iterator[tuple[str, Pair]]:
    """The sentences of PLV (``plv-train.tsv``) with their numbers; YIELD stands for CONCEDE or RETREAT."""
    from dateline.evaluating.relations import read_marked

    splitter = WordSplitter.shipped()
    for item in read_marked(path):
        words = words_of(item.text, splitter)
        sides = [words_in(words, *span) if span else [] for span in (item.source, item.target)]
        source, target = ((side[0], side[-1] + 1) if side else (0, 0) for side in sides)
        yield item.id, Pair(list(words.texts), source, target, item.types, None, None, False)


def pair_document(pair: Pair) -> LabelledDocument:
    """A pair as a document of one paragraph."""
    sentence: LabelledSentence = blank_sentence(pair.words, True)
    sentence.pair = pair
    return [sentence]


def describe(texts: list[AnnotatedText]) -> str:
    """A line that says how much there is."""
    return json.dumps({"texts": len(texts), "events": sum(len(t.events) for t in texts), "held out": sum(held_out(t.id) for t in texts)})
