"""Whether those who take part in an act are agents of politics, and whether the report is about politics at all.

The same verbs tell of a minister and of a goalkeeper; an event needs a politically relevant agent (PLOVER manual, "What counts"). What is
known of the participants is evidence about the mention, weighed with the rest (:mod:`dateline.coding.event_weights`).
"""

from __future__ import annotations

from collections.abc import Sequence

from dateline.coding.event_mentions import TextWords
from dateline.coding.event_participants import Cast, Phrase
from dateline.coding.participants import ParticipantReader
from dateline.knowledge.agents import political_sectors
from dateline.knowledge.countries import INTERNATIONAL
from dateline.language.event_scores import EventScores

_CERTAIN = 0.7
"""From this confidence on a country counts as told."""


class PoliticalAgents:
    """Answers for one report: what is known of the phrases that may take part in its acts."""

    def __init__(self, words: TextWords, scores: EventScores, reader: ParticipantReader) -> None:
        self._words = words
        self._scores = scores
        self._reader = reader
        sentences = max(1, len(words.sentences))
        told = [cue for cue in reader.cues if cue.agent is not None and cue.agent.sector in political_sectors()]
        bodies = [cue for cue in reader.cues if cue.organisation is not None]
        self._report = {
            "report's agents": min(2.0, len(told) / sentences),
            "report's bodies": min(2.0, len(bodies) / sentences),
            "report without agents": float(not told and not bodies),
        }

    def features(self, cast: Cast) -> dict[str, float]:
        """What is known of a mention's participants, as evidence that it tells of an act of politics."""
        sides = {"actor": self._side(cast.actors, "actor"), "recipient": self._side(cast.recipients, "recipient")}
        found = {**self._report, **sides["actor"], **sides["recipient"]}
        told = "actor in politics", "recipient in politics", "actor international", "recipient international"
        found["nobody in politics"] = float(not any(found.get(name) for name in told))
        return found

    def _side(self, phrases: Sequence[Phrase], side: str) -> dict[str, float]:
        if not phrases:
            return {f"{side} missing": 1.0}
        best = max(phrases, key=lambda phrase: phrase.score)
        reading = self._reader.read(best.sentence, best.span, best.head)
        participant = reading.participant
        sector, share = self._scores.sector(self._words.starts[best.sentence] + best.head)
        political = political_sectors()
        return {
            f"{side} in politics": float(participant.sector in political),
            f"{side} of {participant.sector or 'no sector'}": 1.0,
            f"{side} international": float(participant.country in INTERNATIONAL),
            f"{side}'s country told": float(bool(participant.country) and reading.confidence >= _CERTAIN),
            f"{side} in politics by the engine": share if sector in political and participant.sector not in political else 0.0,
            f"{side} out of politics by the engine": share if sector not in political else 0.0,
            f"{side} a pronoun": float(self._words.tag(best.sentence, best.head) == "PRON"),
        }
