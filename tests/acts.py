"""Acts for the tests of the event coder: small reports with trees written by hand, a codebook of a few types, and event heads that say
what a test wants them to say, so that no test rests on a model's weights."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import Any, cast

import numpy as np

from dateline.coding.event_mentions import Mention, TextWords
from dateline.coding.event_weights import Weights
from dateline.coding.statuses import StatusReading
from dateline.knowledge.codebook import Codebook, Construction, EventType, Mode
from dateline.language.analysis import Analysis, WordVectors
from dateline.language.event_scores import EventScores
from dateline.language.network import Network, WordScores
from dateline.language.passages import Passage
from dateline.report import Attribution, Participant, Quad, Sentence, Span, Status
from tests.trees import built

TYPES = ("ACCUSE", "ASSAULT", "COERCE", "CONSULT")
"""What the engine of these tests has learnt."""
TRIGGERS = ("O", *(f"{place}-{kind}" for kind in TYPES for place in "BI"))
MODES = ("ACCUSE/", "ACCUSE/disapprove", "ASSAULT/", "COERCE/", "COERCE/arrest", "COERCE/seize", "COERCE/silence", "CONSULT/")
STATUSES = tuple(str(s) for s in Status)
SECTORS = ("", "COP", "EDU")
ROLES = ("actor", "recipient", "place", "source")
SURELY = 12.0
"""Log-odds that no bonus of the codebook or the tree outweighs."""


# --- texts -----------------------------------------------------------------------------------------------------------

ARREST = """
    Police     police   NOUN  2 nsubj Number=Plur
    arrested   arrest   VERB  0 root Tense=Past|VerbForm=Fin
    nine       nine     NUM   4 nummod
    teachers   teacher  NOUN  2 obj Number=Plur
    .          .        PUNCT 2 punct
"""
ARREST_AGAIN = """
    The        the      DET   2 det
    arrests    arrest   NOUN  3 nsubj Number=Plur
    angered    anger    VERB  0 root Tense=Past|VerbForm=Fin
    Lima       Lima     PROPN 3 obj
    .          .        PUNCT 3 punct
"""
BLAME = """
    Peru       Peru     PROPN 2 nsubj
    condemned  condemn  VERB  0 root Tense=Past|VerbForm=Fin
    Chile      Chile    PROPN 2 obj
    .          .        PUNCT 2 punct
"""
BREAD = """
    The        the      DET   2 det
    bakery     bakery   NOUN  3 nsubj
    sells      sell     VERB  0 root Tense=Pres|VerbForm=Fin
    bread      bread    NOUN  3 obj
    .          .        PUNCT 3 punct
"""


@dataclass(frozen=True)
class Text:
    """Sentences one after the other, words and sentences parted by one space."""

    text: str
    sentences: tuple[Sentence, ...]
    words: TextWords

    def __len__(self) -> int:
        return len(self.words.homes)

    def at(self, word: str) -> int:
        """The number of a word through the text; "Friday#2" is the second of its kind."""
        wanted, _, number = word.partition("#")
        found = [i for i, text in enumerate(t.text for s in self.sentences for t in s.tokens) if text == wanted]
        return found[int(number or 1) - 1]

    def span(self, words: str) -> Span:
        """Where some words stand for the first time."""
        start = self.text.index(words)
        return Span(start, start + len(words))


def text_of(*rows: str) -> Text:
    """A text from sentences as :func:`tests.trees.built` takes them."""
    sentences: list[Sentence] = []
    start = 0
    for number, lines in enumerate(rows):
        sentence = built(lines).sentence
        tokens = tuple(replace(t, start=t.start + start, end=t.end + start) for t in sentence.tokens)
        sentences.append(Sentence(start, start + sentence.end, tokens, number))
        start += sentence.end + 1
    text = " ".join(t.text for s in sentences for t in s.tokens)
    return Text(text, tuple(sentences), TextWords.of(sentences))


# --- what the engine says --------------------------------------------------------------------------------------------


@dataclass
class Heads:
    """What the event heads say of a text. Words are those of the text, by name.

    ``odds`` are log-odds of types against no act, ``inside`` words that go on a trigger; ``modes`` and ``statuses`` log-odds by name;
    ``roles`` log-odds by (trigger, word, role); ``identities`` vectors of triggers. What is not named is as unlikely as can be.
    """

    odds: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    inside: Mapping[str, str] = field(default_factory=dict)
    modes: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    statuses: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    sectors: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    roles: Mapping[tuple[str, str, str], float] = field(default_factory=dict)
    identities: Mapping[str, Sequence[float]] = field(default_factory=dict)
    same_scale: float = 1.0
    same_bias: float = 0.0


def heads_of(text: Text, heads: Heads, passages: Sequence[tuple[int, int]] | None = None) -> EventScores:
    """The event scores of a text, read in one passage or in the given ones (first word, word after the last)."""
    count = len(text)
    triggers = np.full((count, len(TRIGGERS)), -2 * SURELY, dtype=np.float32)
    triggers[:, 0] = 0.0
    for word, odds in heads.odds.items():
        for kind, value in odds.items():
            triggers[text.at(word), TRIGGERS.index(f"B-{kind}")] = value
    for word, kind in heads.inside.items():
        triggers[text.at(word), TRIGGERS.index(f"I-{kind}")] = SURELY
    transitions = np.zeros((len(TRIGGERS), len(TRIGGERS)), dtype=np.float32)
    first = np.zeros(len(TRIGGERS), dtype=np.float32)
    for j, name in enumerate(TRIGGERS):
        if name.startswith("I-"):
            first[j] = -10000.0
            for i, before in enumerate(TRIGGERS):
                transitions[i, j] = 0.0 if before[2:] == name[2:] else -10000.0
    width = max((len(vector) for vector in heads.identities.values()), default=1)

    def score_roles(events: np.ndarray[Any, Any], acts: Sequence[int]) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
        own = events[:, 0].astype(int).tolist()
        scores = np.full((len(acts), len(own), len(ROLES)), -SURELY, dtype=np.float32)
        vectors = np.zeros((len(acts), width), dtype=np.float32)
        for row, act in enumerate(acts):
            for (trigger, word, role), value in heads.roles.items():
                if text.at(trigger) == own[act] and text.at(word) in own:
                    scores[row, own.index(text.at(word)), ROLES.index(role)] = value
            for trigger, vector in heads.identities.items():
                if text.at(trigger) == own[act]:
                    vectors[row, : len(vector)] = vector
        return scores, vectors

    labels = SimpleNamespace(
        types=TYPES,
        triggers=TRIGGERS,
        modes=MODES,
        statuses=STATUSES,
        sectors=SECTORS,
        roles=ROLES,
        trigger_transitions=transitions,
        trigger_first=first,
        same_scale=heads.same_scale,
        same_bias=heads.same_bias,
    )
    scores = SimpleNamespace(
        events=np.arange(count, dtype=np.float32)[:, None],
        triggers=triggers,
        modes=_rows(text, heads.modes, MODES),
        statuses=_rows(text, heads.statuses, STATUSES),
        sectors=_rows(text, heads.sectors, SECTORS),
    )
    network = SimpleNamespace(labels=labels, score_roles=score_roles)
    cut = [Passage(0, a, b, b - a) for a, b in (passages if passages is not None else [(0, count)] if count else [])]
    return EventScores(cast(Network, network), cut, cast(WordScores, scores))


def _rows(text: Text, given: Mapping[str, Mapping[str, float]], names: Sequence[str]) -> np.ndarray[Any, Any]:
    """Scores [words, names]: the first name is likeliest where nothing is said."""
    rows = np.full((len(text), len(names)), -SURELY, dtype=np.float32)
    for kind in {name.partition("/")[0] for name in names} if "/" in names[0] else {""}:
        first = next(i for i, name in enumerate(names) if name.partition("/")[0] == kind or not kind)
        rows[:, first] = 0.0
    for word, values in given.items():
        rows[text.at(word)] = -SURELY
        for name, value in values.items():
            rows[text.at(word), names.index(name)] = value
    return rows


# --- the codebook ----------------------------------------------------------------------------------------------------


def entry(kind: str, name: str, lemma: str, upos: str = "VERB", **more: Any) -> Construction:
    """A construction with the defaults of the codebook's files."""
    verb = upos == "VERB"
    given: dict[str, Any] = {
        "mode": "",
        "particles": (),
        "prepositions": (),
        "objects": (),
        "without_objects": (),
        "complement": "",
        "light": (),
        "actor": ("subject",) if verb else ("poss", "of", "by", "compound", "light-subject"),
        "recipient": ("object",) if verb else (),
        "reciprocal": False,
        "cameo": "",
        "intensity": None,
        "strength": "sure",
        "file": f"{kind.lower()}.toml",
        "line": 7,
        **more,
    }
    return Construction(id=f"{kind}/{name}", type=kind, upos=upos, lemmas=(lemma,), **given)


def _type(name: str, quad: Quad, cameo: str, intensity: float, *modes: Mode) -> EventType:
    return EventType(name, f"What {name} means.", quad, cameo, intensity, modes, ())


CLASSES = {"person": frozenset({"teacher", "editor", "police", "trader"})}


def codebook(*constructions: Construction) -> Codebook:
    """A codebook of five types, of which the engine of these tests has learnt four. COERCE has no mode "silence" here."""
    types = (
        _type("ACCUSE", Quad.VERBAL_CONFLICT, "112", -3.0, Mode("disapprove", "Criticise.", "111", -2.0)),
        _type("ASSAULT", Quad.MATERIAL_CONFLICT, "190", -9.0),
        _type("COERCE", Quad.MATERIAL_CONFLICT, "170", -7.0, Mode("arrest", "Arrest.", "173", -6.5), Mode("seize", "Seize.", "171", -6.0)),
        _type("CONSULT", Quad.VERBAL_COOPERATION, "040", 2.5),
        _type("ELECT", Quad.VERBAL_COOPERATION, "050", 3.0, Mode("runoff", "In a second round.", "051", 2.0)),
    )
    return Codebook("test", "1", types, constructions, CLASSES, ())


ARRESTING = entry("COERCE", "arrest", "arrest", mode="arrest")
BLAMING = entry("ACCUSE", "condemn", "condemn", mode="disapprove")


# --- what evidence is worth ------------------------------------------------------------------------------------------

WEIGHTS: Weights = {
    "mention": {"engine": 1.0, "sure construction": 2.0, "open construction": 0.5},
    "actor": {"engine": 1.0, "subject": 1.5, "agent": 1.5, "construction's actor": 3.0, "construction's other side": 3.0},
    "recipient": {"engine": 1.0, "object": 1.5, "construction's recipient": 3.0},
    "same": {"bias": -1.0, "engine": 0.5, "lemma": 1.0, "shared": 1.0, "clash": -3.0},
}
"""Weights plain enough to reckon with, in place of the fitted ones."""


# --- mentions --------------------------------------------------------------------------------------------------------


def mention_of(text: Text, trigger: str, kind: str = "COERCE", scores: EventScores | None = None, **more: Any) -> Mention:
    """A mention of one word, with the engine's roles where scores are given."""
    first = text.at(trigger)
    home, _ = text.words.local(first)
    roles = scores.roles_of([first])[0] if scores else None
    reading = StatusReading(Status.ACTUAL, (), "told as a fact")
    made = Mention(home, first, first + 1, kind, "", 1.0, Status.ACTUAL, 1.0, 3.0, 3.0, 3.0, True, None, False, reading, roles, 3.0)
    return replace(made, **more)


def participant(text: Text, words: str, name: str = "", country: str = "", sector: str = "") -> Participant:
    """A participant whose words stand in the text."""
    span = text.span(words)
    return Participant(span.start, span.end, words, name, country, sector)


def texts_of(text: Text, spans: Iterable[tuple[int, int]]) -> list[str]:
    """The words of spans."""
    return [text.text[a:b] for a, b in spans]


def analysis_of(text: Text, scores: EventScores, attributions: Sequence[Attribution] = ()) -> Analysis:
    """A text as the engine would hand it on, with vectors that say nothing."""
    silent = np.zeros((sum(len(s.tokens) for s in text.sentences), 384), dtype=np.float32)
    return Analysis(text.sentences, (), tuple(attributions), scores, WordVectors(silent, silent, silent))
