"""Who a participant of an event is: country, sector and office, each with the words or facts it rests on.

Evidence counts in this order: the words of the phrase, what stands beside the name in apposition, the same name elsewhere in the
report, known actors at the day of publication, possessors and the same description earlier in the report, and last the country that
the report is about.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Final

from dateline.coding.antecedents import Antecedents
from dateline.coding.coreference import Chains
from dateline.coding.cues import Cue, Cues
from dateline.coding.descriptions import FORMER, Description, describe, noun_phrase, subtree
from dateline.coding.focus import Focus, focus_by, focus_of
from dateline.coding.names import NameMention, Names
from dateline.coding.participant_words import participant_words
from dateline.coding.tree import Tree
from dateline.knowledge.actors import Actors, Role, actors
from dateline.knowledge.agents import Strength
from dateline.knowledge.countries import INTERNATIONAL
from dateline.report import Entity, EntityType, Participant, Report, Sentence, Span

_DEPTH: Final = 3
"""How often one participant may be looked up by way of another: a pronoun by its antecedent, a possessor, a name."""

_GUESS: Final = 0.34
"""The least share of the focus country at which it is given to participants without one."""

_TRAVELS: Final = frozenset({"GOV", "LEG", "ELI", "JUD", "PTY", "OPP"})
"""Sectors whose bearers act abroad as often as at home."""

_TURNED: Final = frozenset({"OPP", "REB"})
"""Sectors that outweigh a former office."""

_TITLED: Final = frozenset({"MIL", "REL"})
"""Sectors that a title keeps telling of those who hold another office: "General Musharraf", "Mullah Omar"."""

_RULING: Final = frozenset({"GOV", "REB"})
"""Sectors of known actors that outweigh a title."""

_STATELESS: Final = frozenset({"REF", "UAF"})
"""Sectors whose bearers often belong to another country than the report's; without evidence they get none."""

CONFIDENCE: Final = {
    "phrase": 0.95,
    "apposition": 0.9,
    "name": 0.85,
    "antecedent": 0.75,
    "known": 0.9,
    "possessor": 0.75,
    "earlier": 0.75,
    "sentence": 0.7,
    "focus": 0.8,
}
"""How sure a country is by where it came from; shares right on the annotated corpus, rounded."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A participant with the reason for each field, as (field, reason), how sure its country is, 0 to 1, and where the country came from
    (a key of :data:`CONFIDENCE`)."""

    participant: Participant
    why: tuple[tuple[str, str], ...]
    confidence: float
    origin: str = ""


SECTOR_SHARE: Final = 0.5
"""The least probability at which the engine's sector is given to a participant without one."""


def with_sector(reading: Reading, sector: str, share: float) -> Reading:
    """A reading that leaves the sector open with the likeliest sector of the engine, where that is sure."""
    settled = reading.participant.sector or any(name == "sector" for name, _ in reading.why)
    if settled or not sector or share < SECTOR_SHARE:
        return reading
    why = (*reading.why, ("sector", f"engine {share:.2f}"))
    return replace(reading, participant=replace(reading.participant, sector=sector), why=why)


class ParticipantReader:
    """Reads the participants of one report. Make one per report; ``town_country`` gives the country of a town or region (ISO 3166 alpha-3),
    empty where it is not known. ``chains`` tell whom pronouns and descriptions mean; without them a search over the trees does so for
    pronouns only."""

    def __init__(
        self,
        report: Report,
        sentences: Sequence[Sentence],
        entities: Sequence[Entity],
        town_country: Callable[[str], str],
        known: Actors | None = None,
        chains: Chains | None = None,
    ) -> None:
        self._report = report
        self.chains = chains
        self._town_country = town_country
        self._sentences = sentences
        self._trees = [Tree.of(sentence) for sentence in sentences]
        self._cues = Cues(report.text, entities, town_country)
        self._names = Names(self._trees, entities)
        self._known = known
        self._described: dict[tuple[int, int], Description] = {}
        self._earlier: dict[str, list[tuple[int, Description]]] = {}
        self._readings: dict[tuple[int, Span, int], Reading] = {}

    @property
    def cues(self) -> tuple[Cue, ...]:
        """All words of the report that stand for countries, bodies and agents, in order."""
        return self._cues.all

    @property
    def text(self) -> str:
        """The report's text."""
        return self._report.text

    @cached_property
    def focus(self) -> Focus:
        """The country the report is about."""
        return focus_of(self._report, self._cues, self._town_country)

    @cached_property
    def _antecedents(self) -> Antecedents:
        return Antecedents(self._trees, self._cues, self._names.kinds)

    @cached_property
    def _day(self) -> date | None:
        published = self._report.published
        if published is None:
            return None
        return published.day or date(int(published.value[:4]), 7, 1)

    def read(self, sentence_index: int, span: Span, head: int) -> Reading:
        """The participant at ``span`` with its head word (counted from 0 in its sentence)."""
        # Asked for evidence that a mention counts at all, and again for the record.
        key = (sentence_index, span, head)
        if key not in self._readings:
            self._readings[key] = self._reading(sentence_index, span, head)
        return self._readings[key]

    def _reading(self, sentence_index: int, span: Span, head: int) -> Reading:
        found, source, name, actor = self._read(sentence_index, span, head, 0)
        why = [("country", found.country_why)] if found.country else []
        if found.sector or found.settled:
            why.append(("sector", found.sector_why))
        if found.office:
            why.append(("office", found.sector_why))
        confidence = CONFIDENCE[source] if found.country else 0.0
        if source == "focus":
            confidence = round(CONFIDENCE[source] * (0.5 + self.focus.share / 2), 2)
        text = span.of(self._report.text)
        participant = Participant(span.start, span.end, text, name or text, found.country, found.sector, actor, found.office)
        return Reading(participant, tuple(why), confidence, source if found.country else "")

    def resolve(self, sentence_index: int, head: int) -> tuple[int, int] | None:
        """Sentence and word of a pronoun's antecedent, None where nothing fits safely."""
        found = self.resolve_all(sentence_index, head)
        return found[0] if found else None

    def resolve_all(self, sentence_index: int, head: int) -> tuple[tuple[int, int], ...]:
        """As :meth:`resolve`, with every member where the antecedent is a coordination: "Armenia and Azerbaijan ... they"."""
        if self.chains is not None:
            found = self.chains.antecedents(sentence_index, head)
            if found or self._trees[sentence_index].tokens[head].text.lower() not in participant_words("speaker"):
                return found
        antecedent = self._antecedents.resolve(sentence_index, head)
        return (antecedent,) if antecedent is not None else ()

    def link(self, sentence: int, head: int) -> str:
        """What a pronoun's or description's link rests on, empty where it has none."""
        link = self.chains.link(sentence, head) if self.chains is not None else None
        return f"{link.why}, {link.probability:.2f}" if link is not None else ""

    def chain(self, sentence: int, head: int) -> int:
        """The number of the first mention of the chain that a word heads a mention of, -1 where there is none."""
        chain = self.chains.at(sentence, head) if self.chains is not None else None
        return chain.mentions[0].number if chain is not None else -1

    def _bearer(self, sentence: int, head: int) -> tuple[int, int] | None:
        """Sentence and head of the name of a description's chain, None where it has none."""
        if self.chains is None or self._trees[sentence].tags[head] != "NOUN":
            return None
        chain = self.chains.at(sentence, head)
        if chain is None or not chain.named:
            return None
        return chain.representative.sentence, chain.representative.head

    def _read(self, sentence: int, span: Span | None, head: int, depth: int) -> tuple[Description, str, str, str]:
        """Description, where its country came from, full name and id."""
        tree = self._trees[sentence]
        token = tree.tokens[head]
        if tree.tags[head] in ("PRON", "DET") and depth < _DEPTH and token.text.lower() not in participant_words("pointing"):
            antecedent = self.resolve(sentence, head)
            if antecedent is not None:
                found, source, name, actor = self._read(antecedent[0], None, antecedent[1], depth + 1)
                words = self._trees[antecedent[0]].tokens[antecedent[1]].text
                note = f"{token.text} = {words}"
                return (
                    replace(found, country_why=f"{note}: {found.country_why}", sector_why=f"{note}: {found.sector_why}"),
                    "antecedent" if found.country else source,
                    name,
                    actor,
                )
        own = self._own(sentence, span, head)
        source = "phrase"
        mention = self._names.at(sentence, head, span)
        name = actor = ""
        if mention is not None:
            name = self._names.full(mention)
            if not own.country or not (own.sector or own.settled):
                filled = self._from_elsewhere(own, mention)
                source = "name" if filled.country and not own.country else source
                own = filled
            if not own.country or not own.sector or own.sector in _TITLED:
                filled, actor = self._from_known(own, mention, name)
                source = "known" if filled.country and not own.country else source
                own = filled
        elif depth < _DEPTH and (bearer := self._bearer(sentence, head)) is not None:
            found, _, name, actor = self._read(bearer[0], None, bearer[1], _DEPTH)
            filled = own.filled(found, f"{token.text} = {name}")
            source = "antecedent" if filled.country and not own.country else source
            own = filled
        if not own.country or not own.sector or (own.agent is not None and own.agent.strength != Strength.SETTLES):
            filled = self._from_possessor(own, sentence, head, depth)
            source = "possessor" if filled.country and not own.country else source
            own = filled
        if not own.country and not own.abroad and mention is None:
            filled = self._from_earlier(own, sentence, head)
            source = "earlier" if filled.country and not own.country else source
            own = filled
        if not own.country and not own.abroad:
            own, source = self._from_focus(own, sentence, head, mention)
        return own, source, name, actor

    # --- the phrase itself and what stands beside it ----------------------------------------------------------------

    def _own(self, sentence: int, span: Span | None, head: int) -> Description:
        tree = self._trees[sentence]
        top = self._top(tree, head)
        own = self._described_at(sentence, top)
        if span is not None:
            words = [i for i, t in enumerate(tree.tokens) if t.start < span.end and t.end > span.start]
            if words:
                first, last = noun_phrase(tree, head)
                whole = describe(tree, self._cues, min(first, words[0]), max(last, words[-1] + 1), head)
                own = whole.filled(own, "in its phrase") if top != head else whole
        if own.country and (own.sector or own.settled):
            return own
        for beside in self._beside(tree, top):
            own = own.filled(self._described_at(sentence, beside), "in apposition")
        if own.agent is not None and not own.sector and own.agent.word in participant_words("armed"):
            own = self._armed(own, tree.tokens[head].start)
        return self._turned(own, tree, top) if own.sector == FORMER else own

    def _turned(self, own: Description, tree: Tree, top: int) -> Description:
        """A former official whom the words beside the name tell to be an opponent or a rebel now: "a former minister and leading opposition
        figure"."""
        for beside in (top, *self._beside(tree, top)):
            first, last = subtree(tree, beside)
            for cue in self._cues.inside(tree.tokens[first].start, tree.tokens[last].end):
                for agent in (cue.agent, cue.changes):
                    if agent is not None and agent.sector in _TURNED:
                        return replace(own, sector=agent.sector, sector_why=f"{own.sector_why}; {agent.word} since")
        return own

    def _armed(self, own: Description, at: int) -> Description:
        """Officers and units without more are of the force last told of: police or army."""
        assert own.agent is not None
        before = [
            c for c in self._cues.all if c.agent is not None and c.agent.sector in ("COP", "MIL") and c.agent.strength == Strength.SETTLES
        ]
        if not before:
            return own
        last = next((c for c in reversed(before) if c.start < at), before[0])
        assert last.agent is not None
        return replace(own, sector=last.agent.sector, sector_why=f"{own.agent.word}, after {last.agent.word}")

    def _top(self, tree: Tree, head: int) -> int:
        """The head of the phrase that a name is flat or compound in: "President" of "President Sariev" where the title heads the name."""
        top = head
        for _ in range(4):
            above = tree.heads[top]
            if above < 0:
                break
            if tree.bases[top] == "flat" or (tree.bases[top] == "compound" and self._names.same(tree, top, above)):
                top = above
            else:
                break
        return top

    def _described_at(self, sentence: int, head: int) -> Description:
        key = sentence, head
        if key not in self._described:
            tree = self._trees[sentence]
            first, last = noun_phrase(tree, head)
            self._described[key] = describe(tree, self._cues, first, last, head)
        return self._described[key]

    def _beside(self, tree: Tree, head: int) -> list[int]:
        found = [child for child in tree.children[head] if tree.bases[child] == "appos"]
        if tree.bases[head] == "appos" and tree.heads[head] >= 0:
            found.append(tree.heads[head])
        if (
            tree.bases[head] in ("nsubj", "root")
            and tree.heads[head] >= 0
            and any(tree.bases[c] == "cop" for c in tree.children[tree.heads[head]])
        ):
            found.append(tree.heads[head])  # "Sariev is leader of the opposition"
        if tree.bases[head] == "amod" and tree.heads[head] >= 0:
            found.append(tree.heads[head])  # "the Ukrainian admiral", of which only "Ukrainian" was marked
        if tree.bases[head] == "conj" and tree.heads[head] >= 0:
            first = tree.heads[head]
            if tree.bases[first] == "appos" and tree.heads[first] >= 0:
                found.append(tree.heads[first])  # "four lawmakers, A, B and C"
            elif tree.bases[first] == "flat" and tree.heads[first] >= 0:
                found.append(tree.heads[first])  # "Presidents A and B"
            elif self._names.kinds.get(tree.tokens[first].start) == EntityType.PERSON:
                shared = self._described_at_plural_title(tree, first)
                if shared is not None:
                    found.append(shared)
        return found

    def _described_at_plural_title(self, tree: Tree, name: int) -> int | None:
        """The plural title before the first of several names: "lawmakers A and B"."""
        for child in tree.children[name]:
            cue = self._cues.over(tree.tokens[child].start, tree.tokens[child].end)
            if tree.bases[child] in ("compound", "nmod") and cue is not None and cue.agent is not None and cue.agent.many:
                return child
        return None

    # --- the same name elsewhere, known actors ----------------------------------------------------------------------

    def _from_elsewhere(self, own: Description, mention: NameMention) -> Description:
        for other in self._names.others(mention):
            if own.country and (own.sector or own.settled):
                break
            tree = self._trees[other.sentence]
            top = self._top(tree, other.head)
            found = self._described_at(other.sentence, top)
            for beside in self._beside(tree, top):
                found = found.filled(self._described_at(other.sentence, beside), "in apposition")
            own = own.filled(found, f"{other.text!r} elsewhere in the report")
        return own

    def _from_known(self, own: Description, mention: NameMention, name: str) -> tuple[Description, str]:
        known = self._known if self._known is not None else actors()
        role: Role | None = known.role(name, self._day)
        if role is None and mention.kind == EntityType.PERSON and " " not in name:
            likely = [country for country, _ in self.focus.weights]
            role = known.leader(name, self._day, likely)
        if role is None or (own.country and role.country and own.country != role.country):
            return own, ""
        found = Description(role.country, f"known actor {role.name}", role.sector, f"known actor {role.name}", role.office)
        if own.sector in _TITLED and role.sector in _RULING and mention.kind == EntityType.PERSON:
            own = replace(own, sector="", sector_why="", office="")
        return own.filled(found, "known actors"), role.id

    # --- possessors, earlier descriptions, the report's country -----------------------------------------------------

    def _from_possessor(self, own: Description, sentence: int, head: int, depth: int) -> Description:
        tree = self._trees[sentence]
        if depth >= _DEPTH:
            return own
        for child in tree.children[head]:
            if tree.relations[child] in ("nmod:poss", "det:poss"):
                found, _, _, _ = self._read(sentence, None, child, depth + 1)
                word = tree.tokens[child].text
                agent = own.agent
                if agent is None or agent.strength == Strength.SETTLES:
                    found = replace(found, sector="", sector_why="", settled=False)
                elif agent.strength == Strength.KIN:
                    family = found.sector in _TRAVELS - {"OPP", "PTY"}
                    own = replace(own, sector="ELI", sector_why=f"{agent.word} of {word}") if family else own
                    found = replace(found, sector="", sector_why="", settled=False)
                elif (found.sector and found.sector != "GOV") or found.settled:
                    own = replace(own, sector="")  # "their leader" is of their sector
                return own.filled(replace(found, office=""), f"possessor {tree.tokens[child].text!r}")
        return own

    def _from_earlier(self, own: Description, sentence: int, head: int) -> Description:
        """The country of the same description earlier in the report: "the minister" after "the Togolese interior minister"."""
        tree = self._trees[sentence]
        if not any(tree.lemmas[c] in participant_words("definite") for c in tree.children[head]):
            return own
        lemma = tree.lemmas[head]
        if lemma not in self._earlier:
            self._earlier[lemma] = [
                (other.tokens[i].start, self._described_at(n, i))
                for n, other in enumerate(self._trees)
                for i, word in enumerate(other.lemmas)
                if word == lemma and other.bases[i] not in ("compound", "flat")
            ]
        before = [d for start, d in self._earlier[lemma] if start < tree.tokens[head].start and d.country]
        if not before or tree.lemmas[head] in participant_words("countries"):
            return own
        return own.filled(replace(before[-1], office=""), f"the same word earlier ({lemma})")

    def _from_focus(self, own: Description, sentence: int, head: int, mention: NameMention | None) -> tuple[Description, str]:
        tree = self._trees[sentence]
        token = tree.tokens[head]
        if own.sector in _STATELESS:
            return own, "phrase"
        start, end = self._sentences[sentence].start, self._sentences[sentence].end
        places = [c for c in self._cues.inside(start, end) if self._is_place(tree, c)]
        countries = {c.country for c in places}
        if len(countries) == 1 and not self._elsewhere(own, mention, places):
            where = min(places, key=lambda c: abs(c.start - token.start))
            found = Description(where.country, f"place in the same sentence: {self._report.text[where.start : where.end]!r}")
            return own.filled(found, "no country in the phrase"), "sentence"
        focus = self.focus
        if focus.country and focus.share >= _GUESS:
            return own.filled(Description(focus.country, focus.why), "no country in the phrase"), "focus"
        return own, "phrase"

    def _elsewhere(self, own: Description, mention: NameMention | None, places: Sequence[Cue]) -> bool:
        """Whether the place named in the sentence is likely a place of visit: officials and named persons meet abroad."""
        if mention is None and own.sector not in _TRAVELS:
            return False
        return bool(self.focus.country) and self.focus.country != places[0].country and self._home.country not in ("", places[0].country)

    @cached_property
    def _home(self) -> Focus:
        """The focus by countries that do not stand as places."""
        starts = [sentence.start for sentence in self._sentences]
        standing = [
            c
            for c in self._cues.all
            if c.nation is not None and not ((n := bisect_right(starts, c.start) - 1) >= 0 and self._is_place(self._trees[n], c))
        ]
        return focus_by(self._report, standing, self._town_country)

    def _is_place(self, tree: Tree, cue: Cue) -> bool:
        """Whether a cue stands as a place: "in Ankara", not "Ankara said" nor "talks with Ankara"."""
        if cue.nation is None or cue.aside or cue.country in INTERNATIONAL:
            return False
        for i, token in enumerate(tree.tokens):
            if token.start <= cue.start < token.end or cue.start <= token.start < cue.end:
                return any(
                    tree.bases[c] == "case" and tree.lemmas[c] in participant_words("placing")
                    for c in (
                        *tree.children[i],
                        *(tree.children[tree.heads[i]] if tree.heads[i] >= 0 and tree.bases[i] in ("compound", "flat", "appos") else ()),
                    )
                )
        return False
