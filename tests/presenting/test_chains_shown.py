"""Chains and claimed states in the table, the marked text and the page."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from rich.console import Console, RenderableType

from dateline.presenting.marked_page import marked_page
from dateline.presenting.marked_text import marked_view
from dateline.presenting.marked_words import chain_words, claim_words, stance_words
from dateline.presenting.tables import record_view
from dateline.report import Act, Certainty, Claim, Proposition, Record, Source, SourceKind, Stance, Status, TimeMention

PUBLISHER = Stance(Source("Lake Post", SourceKind.COLLECTIVE, name="Lake Post"), Act.ASSERT, Certainty.CERTAIN, True)
SUNDAY = TimeMention(0, 6, "Sunday", "DATE", "2026-03-08")
UNION = Stance(
    Source("their spokesman", SourceKind.ROLE, 0, 5, "their spokesman", "PER", "LAB", behalf="the union"),
    Act.HOPE,
    Certainty.UNKNOWN,
    True,
    medium="an interview",
    uttered=SUNDAY,
)
STATE = Claim(
    Proposition.HOLDS,
    "Rebels",
    "the airport",
    (PUBLISHER, UNION),
    (),
    time=SUNDAY,
    positive=False,
    status=Status.HYPOTHETICAL,
    certainty=Certainty.POSSIBLE,
)


def printed(view: RenderableType) -> str:
    stream = io.StringIO()
    Console(file=stream, width=200).print(view)
    return " ".join(stream.getvalue().split())


def paged(record: Record) -> str:
    stream = io.StringIO()
    marked_page([record], stream)
    return " ".join(stream.getvalue().split())


@pytest.fixture
def claimed(record: Record) -> Record:
    return replace(record, claims=(*record.claims, STATE), events=tuple(replace(e, chain=(PUBLISHER, UNION)) for e in record.events))


def test_a_hop_in_words() -> None:
    assert stance_words(PUBLISHER) == "Lake Post (collective)"
    assert stance_words(UNION) == "their spokesman (role, PER LAB) for the union: hope, unknown, in an interview, Sunday = 2026-03-08"
    assert (
        stance_words(replace(UNION, source=Source("", SourceKind.ANONYMOUS), medium="", uttered=None)) == "somebody unnamed: hope, unknown"
    )
    assert stance_words(replace(PUBLISHER, act=Act.BELIEVE, positive=False)) == "Lake Post (collective): believe not"


def test_a_chain_and_a_claim_in_words() -> None:
    assert chain_words(()) == "the report itself"
    assert chain_words((PUBLISHER, PUBLISHER)) == "Lake Post (collective) ← Lake Post (collective)"
    assert claim_words(STATE) == "Rebels | holds, not | the airport"


def test_the_table_lists_states_with_their_sources(claimed: Record) -> None:
    shown = printed(record_view(claimed))
    assert "States claimed (1)" in shown
    assert "Rebels holds, not the airport 2026-03-08 Lake Post ← their spokesman" in shown


def test_the_marked_text_lists_states_and_chains(claimed: Record) -> None:
    shown = printed(marked_view(claimed))
    assert "Rebels | holds, not | the airport" in shown
    assert "as of Sunday = 2026-03-08; hypothetical, possible" in shown
    assert shown.count("hope, unknown") == 1 + len(claimed.events)


def test_the_page_has_a_table_of_states_and_the_chain_of_each_event(claimed: Record) -> None:
    page = paged(claimed)
    assert "States claimed" in page
    assert page.count("hope, unknown") == 1 + len(claimed.events)
    assert "States claimed" not in paged(replace(claimed, claims=()))
