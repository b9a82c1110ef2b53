"""Claims: states read off clauses and titles, each with its chain, and what is said of a table that cannot be read."""

from __future__ import annotations

import pytest

from dateline.coding.claim_frames import COLUMNS, read_states, state_facts
from dateline.engine import Engine
from dateline.errors import DataError
from dateline.report import Claim, Proposition, Report, Status

HEADER = "\t".join(COLUMNS.split()) + "\n"


def states(engine: Engine, text: str, published: str = "2026-03-12") -> list[Claim]:
    return [c for c in engine.code(Report.from_text(text, published=published)).claims if c.event is None]


def told(engine: Engine, text: str) -> list[tuple[str, str, str, bool]]:
    return [(c.subject, str(c.proposition), c.value, c.positive) for c in states(engine, text)]


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Rebels seized the airport at dawn.", ("Rebels", "holds", "the airport", True)),
        ("The town hall has been occupied by students.", ("students", "holds", "The town hall", True)),
        ("The army has lost the airport.", ("The army", "holds", "the airport", False)),
        ("President Ana Ruiz arrived in Lima on Monday.", ("Ana Ruiz", "is at", "Lima", True)),
        ("President Ana Ruiz has left Lima.", ("Ana Ruiz", "is at", "Lima", False)),
        ("Ana Ruiz, the mayor of Cusco, sang.", ("Ana Ruiz", "holds office", "the mayor of Cusco", True)),
        ("Former minister Ana Ruiz sang.", ("Ana Ruiz", "held office", "Former minister", True)),
        ("Guards opened the border.", ("the border", "is in condition", "open", True)),
        ("The Peruvian government is still in power.", ("The Peruvian government", "governs", "PER", True)),
        ("The Peruvian government has been overthrown.", ("The Peruvian government", "governs", "PER", False)),
        ("The miners are on strike.", ("The miners", "is in condition", "on strike", True)),
        ("The town is not under curfew.", ("The town", "is in condition", "under curfew", False)),
        ("The army remains neutral.", ("The army", "is in condition", "neutral", True)),
    ],
)
def test_states(engine: Engine, text: str, state: tuple[str, str, str, bool]) -> None:
    assert state in told(engine, text)


@pytest.mark.parametrize(
    "text",
    [
        "Ministers held talks in the morning.",
        "The bakery took an order for bread.",
        "The union left the question open to its members.",
        "The opposition enters an alliance.",
        "My mother closed her eyes.",
    ],
)
def test_what_is_no_state(engine: Engine, text: str) -> None:
    assert [t for t in told(engine, text) if t[1] != "holds office"] == []


def test_a_hoped_state_is_no_fact(engine: Engine) -> None:
    (claim,) = [c for c in states(engine, "The general said he hopes his men will hold the airport.") if c.proposition is Proposition.HOLDS]
    assert claim.status is not Status.ACTUAL
    assert [s.act for s in claim.chain] == ["assert", "hope"]


def test_two_sources_make_two_claims(engine: Engine) -> None:
    text = "Rebels say they hold the airport. The army said its soldiers hold the airport."
    chains = {c.subject: [s.source.text for s in c.chain] for c in states(engine, text) if c.proposition is Proposition.HOLDS}
    assert len(chains) == 2
    assert ["The army"] in chains.values()


def test_events_are_claims_by_their_number(engine: Engine) -> None:
    record = engine.code(Report.from_text("Police arrested nine teachers in Lima on Monday, a union said.", published="2026-03-12"))
    claims = [c for c in record.claims if c.event is not None]
    assert [record.events[c.event].type for c in claims if c.event is not None] == [e.type for e in record.events]
    assert all([s.source.text for s in c.chain] == ["a union"] for c in claims if c.value.startswith("COERCE"))


def test_the_shipped_states_are_read() -> None:
    assert [fact.proposition for fact in state_facts()["seize"]] == [Proposition.HOLDS]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("owns\tbuy\tobject\theld\tbegins\tHe bought it.", "'owns' is no proposition; expected one of event, holds"),
        ("holds\tbuy\tthing\theld\tbegins\tHe bought it.", "'thing' is no frame"),
        ("holds\tbuy\tobject\theld\tstarts\tHe bought it.", "'starts' is no effect; expected begins, holds or ends"),
        ("holds\t,\tobject\theld\tbegins\tHe bought it.", "has no words"),
        ("holds\tBuy\tobject\theld\tbegins\tHe bought it.", "'Buy' is not in lower case"),
    ],
)
def test_wrong_lines(line: str, reason: str) -> None:
    with pytest.raises(DataError, match=reason):
        read_states(HEADER + line)
