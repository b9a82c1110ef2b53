from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline import ledger as ledgers
from dateline.errors import DataError
from dateline.evaluating import clusters
from dateline.evaluating.copies import read_labelled, score
from dateline.ledger import Selection
from dateline.ledger.copies import CopyKind, compare
from dateline.ledger.incident_evidence import shipped_weights
from dateline.ledger.words import MOST_FINGERPRINTS, TextWords, shipped_frequencies, words_of
from dateline.report import Event, Record, Source, SourceKind
from tests.ledger_records import MORNING, day, event_of, record_of, report_of

WIRE = (
    "Soldiers detained the opposition leader Rakan Olor at his home in Maresh on Tuesday, his party said. "
    "About forty soldiers surrounded the house before dawn and took Olor away in an unmarked car. "
    "The interior ministry said he would be charged with plotting against the state. "
    "Shops in the centre of Maresh closed and buses stopped as word of the arrest spread through the city."
)
OTHER = (
    "The arrest of Rakan Olor set off alarm abroad. Troops seized the opposition politician in Maresh on Tuesday morning, according to "
    "neighbours who watched from their windows. Olor, a former judge, had called for a general strike a week ago. Nobody answered the "
    "telephone at the ministry."
)
ELSEWHERE = (
    "Fishermen in the delta have caught the largest sturgeon in thirty years. The animal, four metres long, was weighed at the market of "
    "Port Selim and sold to a restaurant. Biologists hope that the ban on nets has begun to work."
)


def arrested(text: str, trigger: str, who: str, whom: str, told: str = "2010-04-06", place: str = "Maresh") -> Event:
    return event_of(text, trigger, actor=who, recipient=whom, place=place, time=day(told))


def report(text: str, *events: Event, hours: int = 0, publisher: str = "A", headline: str = "") -> Record:
    return record_of(report_of(text, publisher=publisher, headline=headline, at=MORNING + timedelta(hours=hours)), *events)


def test_reports_of_one_arrest_are_one_incident_and_copies_one_source(address: str) -> None:
    short = WIRE[: WIRE.index("The interior")].strip()
    with ledgers.open(address) as ledger:
        ledger.add([report(WIRE, arrested(WIRE, "detained", "Soldiers", "Rakan Olor"), headline="Olor detained")])
        ledger.add([report(ELSEWHERE, event_of(ELSEWHERE, "sold", type="AID", mode="", place="Port Selim"), hours=1)])
        ledger.add([report(short, arrested(short, "detained", "Soldiers", "Rakan Olor"), hours=2, publisher="B", headline="Leader held")])
        ledger.add([report(OTHER, arrested(OTHER, "seized", "Troops", "Rakan Olor"), hours=3, publisher="C")])
        wire, elsewhere, copy, other = ledger.reports()
        assert (copy.copy_of, copy.copy_kind, copy.wire) == (wire.number, "shortened", wire.wire)
        assert (other.copy_of, other.wire != wire.wire) == (None, True)
        assert wire.story == copy.story == other.story != elsewhere.story
        incident, fish = sorted(ledger.timeline(), key=lambda i: i.number)
        assert (incident.reports, incident.sources, len(incident.events)) == (3, 2, 3)
        assert (fish.reports, fish.sources) == (1, 1)
        assert [i.number for i in ledger.timeline(Selection(min_sources=2))] == [incident.number]
        assert {e.sources_of_incident for e in ledger.events(Selection(min_sources=2))} == {2}
        assert [s.number for s in ledger.stories(Selection(min_sources=2))] == [wire.story]
        before = next(iter(ledger.timeline(Selection(known_at=elsewhere.recorded, type="COERCE"))))
        assert (before.number, before.reports) == (incident.number, 1)
        assert [s.number for s in ledger.stories(Selection(limit=1))] == [wire.story]
        assert [s.number for s in ledger.stories(Selection(limit=1, as_of=elsewhere.at))] == [elsewhere.story]
        assert [s.reports for s in ledger.stories(Selection(since=other.at, limit=5))] == [3]
        assert [s.number for s in ledger.stories(Selection(limit=2))] == [elsewhere.story, wire.story]
        assert [s.number for s in ledger.stories(Selection(actor="Olor"))] == [wire.story]
        ledger.retract(other.number, "made up")
        assert list(ledger.timeline(Selection(min_sources=2))) == []


def test_reports_that_quote_one_man_have_one_source(address: str) -> None:
    def told(text: str, trigger: str, who: str) -> Event:
        minister = Source("the minister", SourceKind.NAMED, name="Hadil Omar")
        return event_of(text, trigger, actor=who, recipient="Rakan Olor", place="Maresh", time=day("2010-04-06"), sources=(minister,))

    with ledgers.open(address) as ledger:
        ledger.add([report(WIRE, told(WIRE, "detained", "Soldiers"))])
        ledger.add([report(OTHER, told(OTHER, "seized", "Troops"), hours=3, publisher="C")])
        (incident,) = ledger.timeline()
        assert (incident.reports, incident.sources) == (2, 1)


@pytest.mark.parametrize("contradiction", [{"told": "2010-03-30"}, {"place": "Selim"}])
def test_a_contradiction_parts_incidents(tmp_path: Path, contradiction: dict[str, str]) -> None:
    text = OTHER.replace("on Tuesday morning", "in Selim") if "place" in contradiction else OTHER
    event = arrested(text, "seized", "Troops", "Rakan Olor", **contradiction)
    if "place" in contradiction:
        assert event.place is not None
        event = replace(event, place=replace(event.place, country="FRA", geonameid=5))
    with ledgers.open(tmp_path / "ledger.db") as ledger:
        ledger.add([report(WIRE, arrested(WIRE, "detained", "Soldiers", "Rakan Olor")), report(text, event, hours=3)])
        assert len(list(ledger.timeline())) == 2


def test_kinds_of_copies() -> None:
    wire = TextWords.of("Olor detained", WIRE)
    assert compare(TextWords.of("Olor detained", WIRE.upper()), wire) == (CopyKind.EXACT, 1.0)
    assert compare(TextWords.of("Leader held", WIRE), wire) == (CopyKind.REHEADLINED, 1.0)
    assert compare(TextWords.of("", f"{WIRE} His wife called for calm on Wednesday."), wire) == (CopyKind.EXTENDED, 1.0)
    quoting = TextWords.of("", f'{OTHER} "{WIRE}" the agency wrote.')
    assert compare(quoting, wire) is None
    assert compare(TextWords.of("", "Too short to tell."), TextWords.of("", "Too short to say.")) is None
    found = compare(
        TextWords.of("", WIRE.replace("About forty soldiers", "Some forty men").replace("took Olor away", "drove him off")), wire
    )
    assert found is not None
    assert found[0] is CopyKind.REWRITTEN


@given(st.lists(st.sampled_from(WIRE.split() + OTHER.split()), min_size=20, max_size=60), st.integers(0, 400), st.integers(0, 400))
def test_twenty_words_in_common_are_always_found(shared: list[str], before: int, after: int) -> None:
    filler = [f"w{n}" for n in range(800)]
    long = " ".join([*filler[:before], *shared, *filler[400 : 400 + after]])
    assert TextWords.of("", " ".join(shared)).fingerprints() & TextWords.of("", long).fingerprints()


def test_a_very_long_text_keeps_the_same_few_fingerprints_as_one_like_it() -> None:
    long = [f"w{n}" for n in range(60_000)]
    one, other = TextWords.of("", " ".join(long)).fingerprints(), TextWords.of("", " ".join(long[:55_000])).fingerprints()
    assert len(one) == MOST_FINGERPRINTS
    assert len(one & other) > MOST_FINGERPRINTS / 2


def test_the_labelled_pairs_hold() -> None:
    """The set of the repository; its figure is in docs/quality.md."""
    folder = Path(__file__).parents[2] / "evaluation/copies"
    figures = score(folder)
    assert figures.pairs >= 200
    assert figures.f1 >= 95
    assert len({t.text for t in read_labelled(folder)}) == len(read_labelled(folder)) - 2  # two cuts keep everything under a new headline


def test_a_set_of_copies_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_text('[[text]]\nevent = "a"\nid = "b"\n')
    with pytest.raises(DataError, match=r"text 1 lacks wire, headline, paragraphs"):
        score(tmp_path)
    (tmp_path / "x.toml").write_text('[[text]]\nevent = "a"\nid = "b"\nwire = "w"\nheadline = ""\nof = "b"\nparagraphs = [3]\n')
    with pytest.raises(DataError, match="names a paragraph"):
        score(tmp_path)


def test_measures_of_grouping() -> None:
    """The example of Pradhan et al. (2014), section 3: B-cubed 0.50 and 0.42 recall, without the mentions only one side has."""
    gold = {"a": 1, "b": 1, "c": 1, "d": 2, "e": 2}
    assert clusters.score(gold, {m: g * 7 for m, g in gold.items()}).conll == pytest.approx(100)
    apart = clusters.score(gold, {m: m for m in gold})
    assert (apart.muc, apart.b_cubed) == (0.0, pytest.approx(100 * 2 * 0.4 / 1.4))
    # CEAF: each group is matched with one singleton, likeness 2/4 and 2/3.
    assert apart.ceaf_e == pytest.approx(100 * 2 * (7 / 6) / (5 + 2))
    together = clusters.score(gold, dict.fromkeys(gold, 0))
    assert together.muc == pytest.approx(100 * 2 * 0.75 / 1.75)
    with pytest.raises(ValueError, match="different mentions"):
        clusters.score(gold, {"a": 1})


def test_tables_of_facts_are_sound() -> None:
    assert shipped_frequencies().articles > 2000
    assert shipped_frequencies().weight("the") < shipped_frequencies().weight("minister") < shipped_frequencies().weight("bishkek-like")
    assert shipped_weights()["same lemma, reports"] > 0 > shipped_weights()["times contradict"]
    assert words_of("Olor’s 1,200 men — U.S. troops") == ["olor", "1,200", "men", "u", "s", "troops"]
