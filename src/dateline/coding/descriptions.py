"""What a noun phrase says of its own bearer: country, sector and office, from its words alone.

"Kyrgyz opposition leader" is KGZ and OPP, "the former head of Georgia's army" GEO and ELI, "police in Ankara" TUR and COP.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from dateline.coding.cues import Cue, Cues
from dateline.coding.participant_words import participant_word_order
from dateline.coding.tree import Tree
from dateline.knowledge.agents import Agent, AgentKind, Strength
from dateline.knowledge.countries import INTERNATIONAL, Naming

FORMER: Final = "ELI"
"""The sector of those who held an office."""

_NOMINAL: Final = frozenset({"det", "amod", "compound", "flat", "nmod", "nummod", "fixed", "goeswith", "case", "name"})
_OVERRULED_BY_REBEL: Final = frozenset({"MIL", "GOV", "COP", "SPY", "CVL", "JRN", ""})
_OVERRULED_BY_OPPOSITION: Final = frozenset({"PTY", "SOC", "GOV", "CVL", ""})
_CAN_BE_FORMER: Final = frozenset({"GOV", "LEG", "MIL", "JUD", "COP", "SPY", "", "PTY"})
_POLITICAL: Final = frozenset({"GOV", "LEG", "MIL", "JUD", "COP"})


@dataclass(frozen=True, slots=True)
class Description:
    """What a phrase says. ``abroad``: it tells of a country other than the report's without naming it ("Western diplomats").

    ``settled``: an empty sector is meant so ("UN officials"). ``agent``: an agent word stands in it.
    """

    country: str = ""
    country_why: str = ""
    sector: str = ""
    sector_why: str = ""
    office: str = ""
    abroad: bool = False
    settled: bool = False
    agent: Agent | None = None
    rank: int = 9

    def filled(self, other: Description, note: str) -> Description:
        """This description with what it leaves open taken from another."""
        country = not self.country and other.country
        sector = not self.sector and not self.settled and (other.sector or other.settled)
        return Description(
            other.country if country else self.country,
            f"{note}: {other.country_why}" if country else self.country_why,
            other.sector if sector else self.sector,
            f"{note}: {other.sector_why}" if sector else self.sector_why,
            self.office or other.office,
            self.abroad or (other.abroad and not self.country),
            self.settled or bool(sector and other.settled),
            self.agent or other.agent,
            other.rank if country else self.rank,
        )


def noun_phrase(tree: Tree, head: int) -> tuple[int, int]:
    """First word and end of the phrase of ``head`` with titles, modifiers, possessors and complements, without conjuncts, appositions and
    clauses."""
    kept = {head}
    waiting = [head]
    while waiting:
        here = waiting.pop()
        for child in tree.children[here]:
            base = tree.bases[child]
            if base in _NOMINAL and child not in kept and not (base == "case" and here == head):
                kept.add(child)
                waiting.append(child)
    first = last = head
    for word in range(head - 1, -1, -1):
        if word in kept:
            first = word
        elif tree.tags[word] != "PUNCT" or tree.tokens[word].text not in "-–‑\"'“”‘’/":
            break
    for word in range(head + 1, len(tree)):
        if word in kept:
            last = word
        elif tree.tags[word] != "PUNCT" or tree.tokens[word].text not in "-–‑\"'“”‘’/":
            break
    return first, last + 1


def subtree(tree: Tree, head: int) -> tuple[int, int]:
    """The first and the last word that stand under a word."""
    first = last = head
    waiting = [head]
    seen = {head}
    while waiting:
        here = waiting.pop()
        first, last = min(first, here), max(last, here)
        waiting.extend(child for child in tree.children[here] if child not in seen and child > head)
        seen.update(tree.children[here])
    return first, last


def describe(tree: Tree, cues: Cues, first: int, last: int, head: int) -> Description:
    """What the words from ``first`` up to ``last`` (not included) say of the bearer of ``head``."""
    tokens = tree.tokens
    core_last = head + 1
    while core_last < last and not _ends_core(tree, core_last):
        core_last += 1
    start, core_end, end = tokens[first].start, tokens[core_last - 1].end, tokens[last - 1].end
    core = cues.inside(start, core_end)
    rest = _complements(tree, cues, core_last, last, core_end, end)
    covering = cues.over(tokens[head].start, tokens[head].end)
    if covering is not None and covering not in core and covering.start >= tokens[first].start - 40:
        core = (covering, *core)
    country, country_why, rank = _country(tree, core, rest, tokens[head].start, head, core_last)
    agent_cue = _agent_cue(core, covering, tokens[head].start)
    if agent_cue is None:
        modifier = tree.bases[head] == "amod"
        definite = tree.lemmas[first] == "the"
        sector, sector_why, settled = _without_agent(core, covering, modifier=modifier, definite=definite)
    else:
        sector, sector_why, settled = _sector(core, rest, agent_cue, country)
    agent = agent_cue.agent if agent_cue is not None else None
    past = any(c.changes is not None and c.changes.strength == Strength.PAST for c in core) and not _soviet(core)
    office = ""
    if (
        agent is not None
        and agent.kind == AgentKind.PERSON
        and not agent.many
        and (sector in _POLITICAL or agent.strength == Strength.SETTLES)
    ):
        office = ("former " if past else "") + agent.word
    if past and agent is not None and sector in _CAN_BE_FORMER and agent.kind == AgentKind.PERSON:
        sector, sector_why, settled = FORMER, f"former {agent.word}", False
    abroad = not country and any(c.changes is not None and c.changes.strength == Strength.FOREIGN for c in core)
    return Description(country, country_why, sector, sector_why, office, abroad, settled, agent, rank)


def _soviet(core: Sequence[Cue]) -> bool:
    """Whether "former" goes with a country: "former Soviet republic"."""
    for left, right in pairwise(core):
        if left.changes is not None and left.changes.strength == Strength.PAST:
            return right.nation is not None and right.nation.country.last_year is not None
    return False


def _ends_core(tree: Tree, word: int) -> bool:
    tag = tree.tags[word]
    return (tag in ("ADP", "VERB", "AUX", "SCONJ", "CCONJ") and tree.tokens[word].text not in ("'s", "’s")) or tree.tokens[
        word
    ].text in ",;:()—–"


def _complements(tree: Tree, cues: Cues, first: int, last: int, start: int, end: int) -> list[tuple[str, Cue]]:
    """The cues after the core, each with the preposition before it (an empty one after a comma or verb)."""
    if first >= last:
        return []
    marks = [
        (tree.tokens[i].start, tree.lemmas[i] if tree.tags[i] == "ADP" else "")
        for i in range(first, last)
        if _ends_core(tree, i) and tree.tags[i] != "CCONJ"
    ]
    found = []
    for cue in cues.inside(start, end):
        before = [word for at, word in marks if at <= cue.start]
        found.append((before[-1] if before else "", cue))
    return found


def _country(
    tree: Tree, core: Sequence[Cue], rest: Sequence[tuple[str, Cue]], head_start: int, head: int, core_last: int
) -> tuple[str, str, int]:
    naming = [c for c in core if c.country]
    named = [c for c in naming if not c.aside]
    for cue in named:
        if cue.end <= head_start and _possessive(tree, cue.end, head):
            return cue.country, f"possessor {_words(tree, cue)!r}", 0
    covering = [c for c in named if c.start <= head_start < c.end]
    if covering:
        return covering[0].country, f"named by {_words(tree, covering[0])!r}", 0
    if named:
        return named[0].country, f"{_kind(named[0])} {_words(tree, named[0])!r}", 1
    belonging = participant_word_order("belonging")
    placed = sorted(
        ((belonging[p], n, c) for n, (p, c) in enumerate(rest) if p in belonging and c.country and not c.aside), key=lambda x: x[:2]
    )
    if placed:
        order, _, cue = placed[0]
        word = next(p for p, c in rest if c is cue)
        return cue.country, f"complement '{word}' {_words(tree, cue)!r}", min(2 + order, 6)
    leading = next((c for c in naming if c.leads), None)
    if leading is not None:
        return leading.country, f"led by {_words(tree, leading)!r}", 6
    return "", "", 9


def _possessive(tree: Tree, end: int, head: int) -> bool:
    for i in range(head, -1, -1):
        token = tree.tokens[i]
        if token.start < end - 2:
            break
        if token.start in (end, end + 1, end - 2) and token.text in ("'s", "’s", "'", "’"):
            return True
    return False


def _kind(cue: Cue) -> str:
    if cue.town:
        return "place"
    return cue.nation.naming.value if cue.nation is not None else "organisation"


def _words(tree: Tree, cue: Cue) -> str:
    return " ".join(t.text for t in tree.tokens if t.start < cue.end and t.end > cue.start)


def _agent_cue(core: Sequence[Cue], covering: Cue | None, head_start: int) -> Cue | None:
    """The cue whose agent word names the bearer: the one over the head, else the last before it, else the first after it."""
    if covering is not None and covering.agent is not None:
        return covering
    before = [c for c in core if c.agent is not None and c.end <= head_start]
    if before:
        return before[-1]
    return next((c for c in core if c.agent is not None), None)


def _sector(core: Sequence[Cue], rest: Sequence[tuple[str, Cue]], agent_cue: Cue, country: str) -> tuple[str, str, bool]:
    agent = agent_cue.agent
    assert agent is not None
    beside = [c for c in core if c is not agent_cue and c.end <= agent_cue.start]
    for cue in beside:
        change = cue.changes
        if change is None or change.strength != Strength.CHANGES:
            continue
        if change.sector in ("REB", "PRM") and agent.sector in _OVERRULED_BY_REBEL:
            return change.sector, f"{change.word} {agent.word}", False
        if change.sector == "OPP" and agent.sector in _OVERRULED_BY_OPPOSITION:
            return "OPP", f"{change.word} {agent.word}", False
    armed = next((c.organisation for c in beside if c.organisation is not None and c.organisation.sector == "REB"), None)
    if armed is not None and agent.sector in _OVERRULED_BY_REBEL:
        return "REB", f"{agent.word} of {armed.name}", False
    if agent.sector in ("GOV", "") and any(c.organisation is not None and c.organisation.sector == "PRE" for c in beside):
        return "PRE", f"{agent.word} of a partly recognised entity", False
    if agent.strength == Strength.KIN:
        others = [c.agent for c in (*beside, *(c for p, c in rest if p == "of")) if c.agent is not None]
        if any(other.sector in _POLITICAL or other.sector == "ELI" for other in others):
            return "ELI", f"{agent.word} of {others[0].word}", False
        return agent.sector, agent.word, False
    if agent.strength == Strength.SETTLES:
        return agent.sector, agent.word, False
    for cue in reversed(beside):
        if cue.changes is not None and cue.changes.strength == Strength.CHANGES and cue.agent is None:
            return cue.changes.sector, f"{cue.changes.word} {agent.word}", False
        if cue.agent is not None and cue.agent.strength == Strength.SETTLES:
            return cue.agent.sector, f"{cue.agent.word} {agent.word}", False
        if cue.changes is not None and cue.changes.strength == Strength.CHANGES:
            return cue.changes.sector, f"{cue.changes.word} {agent.word}", False
        if cue.organisation is not None and cue.organisation.country not in ("NGO",):
            return _of_body(cue, agent)
        if cue.organisation is not None:
            return cue.organisation.sector, f"{cue.organisation.name} {agent.word}", False
    for preposition, cue in rest:
        if preposition not in ("of", "for", "from", "in", "at"):
            continue
        if cue.agent is not None and cue.agent.strength == Strength.SETTLES and preposition != "in":
            return cue.agent.sector, f"{agent.word} {preposition} {cue.agent.word}", False
        if cue.organisation is not None and preposition in ("of", "for", "from"):
            return _of_body(cue, agent)
        if cue.nation is not None and cue.nation.naming == Naming.PEOPLE and preposition == "of" and not agent.sector:
            return "CVL", f"{agent.word} of people of {cue.nation.country.name}", False
    if country in INTERNATIONAL and agent.word not in ("leader", "president", "head of state"):
        return "", f"{agent.word} of an international body", True
    return agent.sector, agent.word, False


def _of_body(cue: Cue, agent: Agent) -> tuple[str, str, bool]:
    body = cue.organisation
    assert body is not None
    if not body.sector and body.country in INTERNATIONAL and agent.word == "leader":
        return "GOV", f"leaders of {body.name}", False
    return body.sector, f"{agent.word} of {body.name}", not body.sector


def _without_agent(core: Sequence[Cue], covering: Cue | None, *, modifier: bool, definite: bool) -> tuple[str, str, bool]:
    cue = covering if covering is not None and (covering.nation is not None or covering.organisation is not None) else None
    if cue is None:
        for other in core:
            if other.organisation is not None and not other.aside:
                return other.organisation.sector, other.organisation.name, not other.organisation.sector
            if other.changes is not None and other.changes.strength == Strength.CHANGES:
                return other.changes.sector, other.changes.word, False
        return "", "", False
    if cue.organisation is not None:
        return cue.organisation.sector, cue.organisation.name, not cue.organisation.sector
    assert cue.nation is not None
    if cue.town:
        return "", "", False
    if modifier and cue.nation.naming == Naming.ADJECTIVE:
        return "", "", False
    if cue.nation.naming == Naming.PEOPLE and definite and cue.country != "PSE":
        return "GOV", f"a people stands for its government: {cue.nation.country.name}", False
    if cue.nation.naming == Naming.PEOPLE:
        return "CVL", f"people of {cue.nation.country.name}", False
    return "GOV", f"a country stands for its government: {cue.nation.country.name}", False
