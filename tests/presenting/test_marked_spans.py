from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.presenting.marked_spans import Closing, Mark, MarkKind, Opening, Role, marks_of, paragraphs_of, walk
from dateline.report import Attribution, Entity, EntityType, Event, QuoteMode, Record, Report, Sentence, Span, Status, TimeMention

ALPHABET = "abcdefghijklmnopqrstuvwxyz"


def mark(start: int, end: int) -> Mark:
    return Mark(start, end, (Role(MarkKind.TIME),))


def bracketed(marks: list[Mark], start: int = 0, end: int = 26) -> str:
    """The alphabet with brackets at the pieces' borders: round ones where a mark begins and ends, angled where it was split."""
    shown = ""
    for piece in walk(marks, start, end):
        if isinstance(piece, Opening):
            shown += "(" if piece.begins else "<"
        elif isinstance(piece, Closing):
            shown += ")" if piece.ends else ">"
        else:
            shown += piece.of(ALPHABET)
    return shown


def test_marks_that_nest_stay_whole() -> None:
    assert bracketed([mark(2, 4), mark(1, 6), mark(0, 8)], 0, 8) == "(a(b(cd)ef)gh)"
    assert bracketed([mark(0, 4), mark(0, 2), mark(2, 4)], 0, 4) == "((ab)(cd))"


def test_of_marks_that_cross_the_shorter_is_split() -> None:
    assert bracketed([mark(0, 6), mark(4, 8)], 0, 10) == "(abcd(ef>)<gh)ij"
    assert bracketed([mark(0, 4), mark(2, 8)], 0, 10) == "(ab>(<cd)efgh)ij"


def test_a_mark_over_a_border_of_the_stretch_is_split_there() -> None:
    marks = [mark(2, 8)]
    assert bracketed(marks, 0, 5) == "ab(cde>"
    assert bracketed(marks, 5, 10) == "<fgh)ij"
    assert bracketed(marks, 8, 10) == "ij"


spans = st.tuples(st.integers(0, 25), st.integers(1, 26)).map(lambda drawn: (drawn[0], min(26, sum(drawn))))


# Time limits would make a busy machine a failure.
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(spans, unique=True, max_size=12), spans)
def test_pieces_nest_and_leave_the_text_as_it_is(borders: list[tuple[int, int]], stretch: tuple[int, int]) -> None:
    start, end = stretch
    marks = [mark(*pair) for pair in borders]
    opened: list[Mark] = []
    covered: dict[Mark, str] = dict.fromkeys(marks, "")
    began, ended = [], []
    text = ""
    for piece in walk(marks, start, end):
        if isinstance(piece, Opening):
            opened.append(piece.mark)
            began += [piece.mark] * piece.begins
        elif isinstance(piece, Closing):
            assert opened.pop() is piece.mark
            ended += [piece.mark] * piece.ends
        else:
            text += piece.of(ALPHABET)
            for m in opened:
                covered[m] += piece.of(ALPHABET)
    assert opened == []
    assert text == ALPHABET[start:end]
    assert covered == {m: ALPHABET[max(m.start, start) : min(m.end, end)] if m.start < end and start < m.end else "" for m in marks}
    assert sorted(began, key=marks.index) == [m for m in marks if start <= m.start < end]
    assert sorted(ended, key=marks.index) == [m for m in marks if start < m.end <= end]


def test_all_that_was_found_is_marked(record: Record) -> None:
    text = record.report.text
    found = {text[m.start : m.end]: m.words for m in marks_of(record) if m.start < text.index("“")}
    assert found == {
        "TALAS": "actor E0, place Talas, KGZ",
        "Guards didn't fire [twice]": "content A0",
        "Guards": "actor E0",
        "fire": "event E0 ASSAULT/firearms negated",
        "on Monday": "content A0",
        "Monday": "time 2026-05-04",
        "Ms. Ilieva": "source A0",
        "said": "cue A0",
    }


def test_a_mark_looks_like_the_first_of_its_roles(record: Record) -> None:
    (talas,) = (m for m in marks_of(record) if m.start == 0)
    assert talas.kind is MarkKind.ACTOR


def test_entities_are_marked_only_where_nothing_but_a_content_is(record: Record) -> None:
    text = record.report.text
    start = text.index("They left")
    more = Entity(start + 5, start + 9, "left", EntityType.MISC, 0.5)
    marks = marks_of(replace(record, entities=(*record.entities, more)))
    entities = [m for m in marks if m.kind is MarkKind.ENTITY]
    assert [(m.start, m.words) for m in entities] == [(more.start, "entity Misc")]


def test_events_over_the_same_words_share_a_mark(record: Record) -> None:
    (event,) = record.events
    other = replace(event, status=Status.ACTUAL)
    marks = marks_of(replace(record, events=(event, event, other)))
    (trigger,) = (m for m in marks if m.kind is MarkKind.EVENT)
    assert trigger.words == "event E0 E1 ASSAULT/firearms negated, event E2 ASSAULT/firearms"


def test_every_mention_of_an_event_is_marked(record: Record) -> None:
    (event,) = record.events
    left = record.report.text.index("left")
    marks = marks_of(replace(record, events=(replace(event, mentions=(event.trigger, Span(left, left + 4))),)))
    assert [m.start for m in marks if m.kind is MarkKind.EVENT] == [event.trigger.start, left]


def test_the_time_of_an_event_is_marked_though_no_list_has_it(record: Record) -> None:
    event: Event = replace(record.events[0], place=None)
    marks = marks_of(replace(record, times=(), places=(), entities=(), events=(event,)))
    assert [m.words for m in marks if m.kind is MarkKind.TIME] == ["time 2026-05-04"]


def test_spans_outside_the_text_are_left_out_and_white_space_at_ends_too() -> None:
    report = Report("1", "On Monday, they left.")
    spans = ((2, 10), (5, 99), (-3, 4), (3, 3), (2, 3))
    times = tuple(TimeMention(start, end, "", "DATE", "") for start, end in spans)
    marks = marks_of(Record(report, times=times))
    assert [(m.start, m.end) for m in marks] == [(3, 10)]


def test_paragraphs_hold_every_word(record: Record) -> None:
    text = record.report.text
    first, second = paragraphs_of(record)
    assert first.of(text).startswith("TALAS, May 4 (Lake Wire) - Guards")
    assert first.of(text).endswith("said.")
    assert second.of(text) == "“They left,” she said."


def test_sentences_of_one_paragraph_stay_together_whatever_stands_between() -> None:
    text = "One.\n\nTwo. Three.\n"
    sentences = (Sentence(0, 4, (), 0), Sentence(6, 10, (), 1), Sentence(11, 17, (), 1))
    assert [p.of(text) for p in paragraphs_of(Record(Report("1", text), sentences))] == ["One.", "Two. Three."]
    assert [p.of(text) for p in paragraphs_of(Record(Report("1", text)))] == ["One.\n\nTwo. Three."]
    assert paragraphs_of(Record(Report("1", " \n"))) == ()


def test_an_attribution_over_two_paragraphs_is_one_mark_in_two_pieces(record: Record) -> None:
    text = record.report.text
    content = Span(text.index("on Monday"), text.index(" she"))
    joined = Attribution((), (), (content,), QuoteMode.MIXED)
    marks = marks_of(replace(record, attributions=(joined,), events=(), times=(), places=(), entities=()))
    pieces = [piece for paragraph in paragraphs_of(record) for piece in walk(marks, *paragraph)]
    assert [piece.begins for piece in pieces if isinstance(piece, Opening)] == [True, False]
    assert [piece.ends for piece in pieces if isinstance(piece, Closing)] == [False, True]
