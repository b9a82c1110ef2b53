from __future__ import annotations

from dataclasses import replace

from dateline.presenting.cameo import record_to_cameo
from dateline.report import Certainty, Event, Participant, Quad, Record, Report, Span, Status, TimeMention

TEXT = "Lisbon and Rabat held talks on Monday."
LISBON = Participant(0, 6, "Lisbon", country="PRT", sector="GOV")
RABAT = Participant(11, 16, "Rabat", country="MAR", sector="GOV")
TALKS = Event(
    "CONSULT", "", "040", Quad.VERBAL_COOPERATION, 1.0, Status.ACTUAL, Certainty.CERTAIN, Span(22, 27), (Span(22, 27),), (LISBON, RABAT)
)
REPORT = Report.from_text(TEXT, published="2012-05-09", url="https://example.org/1")


def lines(*events: Event) -> list[list[str]]:
    return [line.split("\t") for line in record_to_cameo(Record(REPORT, events=events)).splitlines()]


def test_a_reciprocal_event_goes_both_ways() -> None:
    assert [line[:4] for line in lines(TALKS)] == [
        ["2012-05-09", "PRTGOV", "040", "MARGOV"],
        ["2012-05-09", "MARGOV", "040", "PRTGOV"],
    ]


def test_every_actor_with_every_recipient_and_the_event_s_own_day() -> None:
    monday = TimeMention(31, 37, "Monday", "DATE", "2012-05-07")
    found = lines(replace(TALKS, actors=(LISBON,), recipients=(RABAT, replace(RABAT, sector="")), time=monday))
    assert [line[:4] for line in found] == [["2012-05-07", "PRTGOV", "040", "MARGOV"], ["2012-05-07", "PRTGOV", "040", "MAR"]]
    assert found[0][4:] == [REPORT.id, "https://example.org/1", "talks"]


def test_what_is_not_known_is_dashes() -> None:
    assert lines(replace(TALKS, actors=()))[0][1:4] == ["---", "040", "---"]


def test_only_what_happened_is_told() -> None:
    for status in (Status.NEGATED, Status.FUTURE, Status.HYPOTHETICAL):
        assert lines(replace(TALKS, status=status)) == []
