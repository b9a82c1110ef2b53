"""ECB+ (Cybulska and Vossen 2014): event mentions given with their context are grouped by the event they tell of, across documents.

The set is the JSON of gold mentions of Cattan et al. and Eirew et al.: ``doc_id``, ``mention_context`` (the words of the document),
``tokens_number`` (the mention's words), ``mention_head_lemma`` and ``coref_chain``. Topic labels are not looked at, and the documents come
in an order by hash, because their names would give the topic away.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from dateline.errors import DataError
from dateline.evaluating import clusters
from dateline.ledger.incident_evidence import Mention, best_incident, shipped_weights, text_evidence
from dateline.ledger.stories import SAME_STORY, story_likeness
from dateline.ledger.words import TextWords, likeness

NEAR = 0.1
"""Reports less alike than this are not looked at."""

_STOPS = frozenset(".!?")


@dataclass(frozen=True, slots=True)
class GoldMention:
    """A mention with its chain, and the chain's name for mentions of which there is one."""

    id: str
    document: str
    chain: str
    mention: Mention


@dataclass(frozen=True, slots=True)
class Documents:
    """The documents of a set in the order in which they come, their mentions in the order of the text, and how like the documents are."""

    mentions: Mapping[str, list[GoldMention]]
    vectors: Mapping[str, Mapping[str, float]]
    topics: Mapping[str, str]

    def likeness(self, one: str, other: str) -> float:
        """How like two documents are; 1 for one and the same."""
        return 1.0 if one == other else likeness(self.vectors[one], self.vectors[other])


@dataclass(frozen=True, slots=True)
class IncidentFigures:
    """In per cent: the CoNLL score with its three parts, singletons counted; and B-cubed of the stories against the topics."""

    mentions: int
    incidents: int
    conll: float
    muc: float
    b_cubed: float
    ceaf_e: float
    head_lemma_conll: float
    stories_b_cubed: float


def read_mentions(path: Path) -> Documents:
    """The mentions of a file. Raises :class:`dateline.DataError` where it is none of the kind."""
    try:
        given = json.loads(path.read_text(encoding="utf-8"))
        documents = {m["doc_id"]: (m["mention_context"], m.get("topic_id", "")) for m in given}
        order = sorted(documents, key=lambda name: hashlib.blake2b(name.encode()).digest())
        numbers = {name: number for number, name in enumerate(order)}
        texts = {name: _joined(words) for name, (words, _) in documents.items()}
        mentions: dict[str, list[GoldMention]] = {name: [] for name in order}
        for m in sorted(given, key=lambda m: (m["doc_id"], m["tokens_number"])):
            text, offsets = texts[m["doc_id"]]
            words = documents[m["doc_id"]][0]
            first, last = min(m["tokens_number"]), max(m["tokens_number"])
            trigger = (offsets[first], offsets[last] + len(words[last]))
            evidence = text_evidence(text, trigger, _sentence(words, offsets, first, len(text)))
            mention = Mention(numbers[m["doc_id"]], m["mention_head_lemma"].casefold(), *(getattr(evidence, n) for n in evidence.__slots__))
            chain = m["mention_id"] if m["coref_chain"].startswith("Singleton") else m["coref_chain"]
            mentions[m["doc_id"]].append(GoldMention(m["mention_id"], m["doc_id"], chain, mention))
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise DataError(
            str(path), 0, f"is no list of gold mentions of ECB+ ({error!r}); expected dev.json with doc_id, coref_chain, ..."
        ) from error
    vectors = {name: TextWords.of("", texts[name][0]).vector() for name in order}
    return Documents(mentions, vectors, {name: topic for name, (_, topic) in documents.items()})


def _joined(words: list[str]) -> tuple[str, list[int]]:
    offsets, size = [], 0
    for word in words:
        offsets.append(size)
        size += len(word) + 1
    return " ".join(words), offsets


def _sentence(words: list[str], offsets: list[int], at: int, size: int) -> tuple[int, int]:
    """The span of the sentence of a word, told by full stops."""
    first = next((i + 1 for i in range(at - 1, -1, -1) if words[i] in _STOPS), 0)
    last = next((i for i in range(at, len(words)) if words[i] in _STOPS), None)
    return offsets[first], size if last is None else offsets[last]


def grouped(documents: Documents, weights: Mapping[str, float]) -> dict[str, int]:
    """The incident of every mention, joined as the ledger joins them: document by document, never parting what was joined."""
    known: dict[int, list[GoldMention]] = {}
    by_document: dict[str, list[int]] = defaultdict(list)
    found: dict[str, int] = {}
    seen: list[str] = []
    for document, mentions in documents.mentions.items():
        near = {other: alike for other in seen if (alike := documents.likeness(document, other)) >= NEAR} | {document: 1.0}
        for gold in mentions:
            wanted = {number for other in near for number in by_document[other]}
            candidates = {
                number: [(other.mention, near[other.document]) for other in known[number] if other.document in near]
                for number in sorted(wanted)
            }
            number = best_incident(gold.mention, candidates, weights)
            if number is None:
                number = len(known)
                known[number] = []
            known[number].append(gold)
            by_document[document].append(number)
            found[gold.id] = number
        seen.append(document)
    return found


def stories(documents: Documents) -> Iterator[tuple[str, int]]:
    """The story of every document, joined as the ledger joins them."""
    members: list[list[str]] = []
    for document in documents.mentions:
        alike = [story_likeness([documents.likeness(document, other) for other in story]) for story in members]
        best = max(range(len(members)), key=lambda n: alike[n], default=None)
        if best is None or alike[best] < SAME_STORY:
            best = len(members)
            members.append([])
        members[best].append(document)
        yield document, best


def score(path: Path) -> IncidentFigures:
    """Group the mentions of a file. Raises DataError where it cannot be read."""
    documents = read_mentions(path)
    gold = {m.id: m.chain for mentions in documents.mentions.values() for m in mentions}
    figures = clusters.score(gold, grouped(documents, shipped_weights()))
    lemmas = clusters.score(gold, {m.id: m.mention.lemma for mentions in documents.mentions.values() for m in mentions})
    told = clusters.score(documents.topics, dict(stories(documents)))
    return IncidentFigures(
        len(gold), len(set(gold.values())), figures.conll, figures.muc, figures.b_cubed, figures.ceaf_e, lemmas.conll, told.b_cubed
    )
