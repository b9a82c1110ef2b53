"""Who says what: what the engine leaves apart is joined, and chains are told hop by hop."""

from __future__ import annotations

import pytest

from dateline.engine import Engine
from dateline.report import Act, Attribution, Certainty, QuoteMode, Record, Report, SourceKind, Span, Stance

STATE = "State television, citing the interior ministry, said four officers were killed."


def told(engine: Engine, text: str, words: str) -> list[str]:
    """The chain over some words of a text, each hop as "source act"."""
    start = text.index(words)
    return [f"{s.source.text or '-'} {s.act}" for s in engine.chain(Report.from_text(text), (start, start + len(words)))]


def words_of(record: Record, attribution: Attribution) -> tuple[list[str], list[str], list[str]]:
    def of(spans: tuple[Span, ...]) -> list[str]:
        return [span.of(record.report.text) for span in spans]

    return of(attribution.source), of(attribution.cue), of(attribution.content)


@pytest.mark.parametrize(
    ("text", "words", "chain"),
    [
        (
            "The premier said the union hopes the mine will reopen.",
            "reopen",
            ["The premier assert", "the union hope"],
        ),
        ("The premier rejected claims by the union that he had lied.", "lied", ["The premier deny", "the union assert"]),
        (STATE, "killed", ["State television assert", "the interior ministry assert"]),
        (
            "The ministry's statement, carried by the official news agency, said that witnesses claimed the troops had opened fire.",
            "opened fire",
            ["the official news agency assert", "The ministry's statement, carried by the official news agency assert", "witnesses assert"],
        ),
        ("The general is believed to have fled to Dushanbe.", "fled", ["- believe"]),
        ("Shops were shut on Friday, as witnessed by an AFP correspondent.", "shut", ["an AFP correspondent assert"]),
        ("Local media reported that the mayor had resigned.", "resigned", ["Local media assert"]),
        ("Minister: strike to end on Monday", "end", ["Minister assert"]),
        ("The mayor resigned on Monday.", "resigned", []),
    ],
)
def test_chains(engine: Engine, text: str, words: str, chain: list[str]) -> None:
    assert told(engine, text, words) == chain


def test_a_second_cue_has_the_source_of_the_first(engine: Engine) -> None:
    record = engine.code(Report.from_text("Ana Ruiz said the port was shut, adding that it would reopen on Monday."))
    found = {words_of(record, a)[1][0]: words_of(record, a)[0] for a in record.attributions if a.cue}
    assert found["adding"] == ["Ana Ruiz"]


def test_a_bare_quotation_belongs_to_who_spoke_before(engine: Engine) -> None:
    text = 'Governor Ana Ruiz said the dam was safe. "We check it every day. Nobody has to leave."'
    record = engine.code(Report.from_text(text))
    (attribution,) = [a for a in record.attributions if a.source]
    assert attribution.mode is QuoteMode.MIXED
    assert attribution.content[-1].end == len(text)
    assert attribution.speaker == "Ana Ruiz"


def test_what_is_nested_is_told_once_and_inside(engine: Engine) -> None:
    record = engine.code(Report.from_text("The governor said that he feared the rebels would attack the town."))
    (outer,) = record.attributions
    (inner,) = outer.nested
    assert words_of(record, inner)[:2] == (["he"], ["feared"])
    assert isinstance(inner.stance, Stance)
    assert (inner.stance.act, inner.stance.certainty) == (Act.FEAR, Certainty.POSSIBLE)


def test_where_when_and_for_whom(engine: Engine) -> None:
    text = "A spokesman for the Kenyan army said in an interview with Radio Lake on Sunday that nine men had been freed."
    report = Report.from_text(text, published="2026-03-12")
    (hop,) = engine.chain(report, (text.index("freed"), len(text) - 1))
    assert (hop.source.kind, hop.source.behalf, hop.source.country) == (SourceKind.ROLE, "the Kenyan army", "KEN")
    assert hop.medium == "an interview with Radio Lake"
    assert hop.uttered is not None
    assert hop.uttered.value == "2026-03-08"


def test_who_goes_on_speaks_where_he_spoke_before(engine: Engine) -> None:
    text = "Ana Ruiz said on Sunday that the port was shut. She also said six cranes were broken."
    hops = engine.chain(Report.from_text(text, published="2026-03-12"), (text.index("broken"), text.index("broken") + 6))
    assert [(h.source.name, h.uttered.value if h.uttered else "") for h in hops] == [("Ana Ruiz", "2026-03-08")]


def test_what_a_relative_clause_tells_is_not_hoped(engine: Engine) -> None:
    text = "The mayor said he hopes that the teacher, who was arrested on Friday, will be cleared."
    assert told(engine, text, "arrested") == ["The mayor assert"]
    assert told(engine, text, "cleared") == ["The mayor assert", "he hope"]


def test_a_negated_cue_turns_the_belief(engine: Engine) -> None:
    text = "The union said it does not believe that the boxes were sealed."
    *_, hop = engine.chain(Report.from_text(text), (text.index("sealed"), text.index("sealed") + 6))
    assert (hop.act, hop.positive) == (Act.BELIEVE, False)
