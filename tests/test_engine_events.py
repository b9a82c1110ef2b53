"""Events by the engine as it ships: plain sentences that any working model must get right, a codebook of one's own, and determinism."""

from __future__ import annotations

import shutil

import pytest

import dateline
from dateline.engine import Engine
from dateline.knowledge.codebook_file import shipped_folder
from dateline.report import Event, Report, Status
from tests.documents import ROOT

PUBLISHED = "2026-03-12"
REPORTS = (
    "Police in Lima arrested nine teachers on Friday.",
    "Peru condemned Chile on Monday. Chile rejected the criticism. The two ministers will meet in Lima next week.",
    "The bakery on the corner sells fresh bread every morning.",
)


def events(engine: Engine, text: str) -> tuple[Event, ...]:
    return engine.code(Report.from_text(text, published=PUBLISHED)).events


def one(found: tuple[Event, ...], kind: str) -> Event:
    (event,) = (e for e in found if e.type == kind)
    return event


def test_an_arrest(engine: Engine) -> None:
    (event,) = events(engine, REPORTS[0])
    assert (event.type, event.mode, event.status, event.quad) == ("COERCE", "arrest", Status.ACTUAL, "material conflict")
    assert [(p.country, p.sector) for p in event.actors] == [("PER", "COP")]
    assert [p.text for p in event.recipients] == ["teachers"]
    assert REPORTS[0][event.trigger.start : event.trigger.end] == "arrested"
    assert event.time is not None
    assert event.time.value == "2026-03-06"
    assert {name for name, _ in event.why} >= {"type", "status", "actors", "recipients", "time"}


def test_a_condemnation(engine: Engine) -> None:
    event = one(events(engine, "Peru strongly condemned Chile on Monday."), "ACCUSE")
    assert [p.country for p in event.actors] == ["PER"]
    assert [p.country for p in event.recipients] == ["CHL"]


def test_those_who_meet_are_all_actors(engine: Engine) -> None:
    event = one(events(engine, "The president of Peru held talks with the Chilean foreign minister on Friday."), "CONSULT")
    assert {p.country for p in event.actors} == {"PER", "CHL"}
    assert event.recipients == ()


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Police in Lima did not arrest the teachers.", Status.NEGATED),
        ("Police in Lima will arrest the teachers on Friday.", Status.FUTURE),
    ],
)
def test_what_did_not_happen_or_has_not_yet(engine: Engine, text: str, status: Status) -> None:
    assert [e.status for e in events(engine, text) if e.type == "COERCE"] == [status]


def test_a_text_without_politics_yields_nothing(engine: Engine) -> None:
    assert events(engine, REPORTS[2]) == ()


def test_every_field_is_within_its_bounds(engine: Engine) -> None:
    for text in REPORTS:
        for event in events(engine, text):
            assert event.trigger in event.mentions
            assert 0.5 <= event.confidence <= 1
            assert event.quad == engine.codebook.type(event.type).quad
            assert engine.codebook.mode(event.type, event.mode) is not None or not event.mode
            for person in (*event.actors, *event.recipients):
                assert text[person.start : person.end] == person.text


def test_a_report_alone_and_in_company_gives_the_same_events(engine: Engine) -> None:
    reports = [Report.from_text(text, published=PUBLISHED) for text in REPORTS]
    together = [record.events for record in engine.code_many([*reports, *reversed(reports)])]
    alone = [engine.code(report).events for report in reports]
    assert together == [*alone, *reversed(alone)]


def test_twice_the_same(engine: Engine) -> None:
    report = dateline.read(ROOT / "examples/mombasa-port.txt")
    assert engine.code(report).events == engine.code(report).events


def test_explaining_is_explaining_that_record(engine: Engine) -> None:
    report = dateline.read(ROOT / "examples/mombasa-port.txt")
    explanation, record = engine.explain(report), engine.code(report)
    assert explanation.events == record.events
    assert [(s.span.start, s.span.end) for s in explanation.sentences] == [(s.start, s.end) for s in record.sentences]


# --- a codebook of one's own -----------------------------------------------------------------------------------------

ELECT = """
name = "ELECT"
quad = "verbal cooperation"
cameo = "050"
intensity = 3.0
definition = "Choose somebody for an office by vote."
rules = []
mode = []
construction = [ { verb = ["elect"], strength = "sure" } ]
example = [
    { text = "Voters in Niue elected a fisherman.", events = [{ trigger = "elected", actors = ["Voters"], recipients = ["fisherman"] }] },
    { text = "She read the ballot papers.", events = [] },
]
"""


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    folder = tmp_path_factory.mktemp("codebook") / "own"
    with shipped_folder() as shipped:
        shutil.copytree(shipped, folder)
    (folder / "elect.toml").write_text(ELECT, encoding="utf-8")
    return dateline.load(codebook=folder, threads=2)


def test_a_type_of_ones_own_is_coded_though_no_model_has_learnt_it(own: Engine) -> None:
    event = one(events(own, "Voters in Niue elected a fisherman as premier on Friday."), "ELECT")
    assert (event.cameo, event.quad, event.intensity) == ("050", "verbal cooperation", 3.0)
    assert dict(event.why)["type"].endswith("construction ELECT/elect")


def test_the_other_types_stay_as_they_were(own: Engine, engine: Engine) -> None:
    assert events(own, REPORTS[0]) == events(engine, REPORTS[0])
