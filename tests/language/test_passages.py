from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.language.network import shipped_folder
from dateline.language.passages import LONGEST, cut, encode, given_words, paragraph_spans, words_of
from dateline.language.subwords import SubwordEncoder
from dateline.language.words import WordSplitter
from dateline.report import Span

SUBWORDS = SubwordEncoder(shipped_folder() / "tokenizer.json")


def paragraphs(text: str, *holes: Span) -> list[str]:
    return [span.of(text) for span in paragraph_spans(text, holes)]


def test_lines_are_paragraphs() -> None:
    assert paragraphs("Port reopens\n\nShips came back.\nMore are due.\n") == ["Port reopens", "Ships came back.", "More are due."]


def test_text_wrapped_by_hand_is_joined() -> None:
    text = (
        "The harbour of Beira took in its first freighter on Monday after four\n"
        "weeks in which a strike of crane drivers had kept the gates of every\n"
        "terminal shut and left some thirty vessels waiting in the channel off\n"
        "the coast.\n\n"
        "Drivers go back to work on Tuesday under an accord that the port and\n"
        "their union signed at the weekend, both of them told the newspaper of\n"
        "the town in separate statements.\n"
    )
    assert [p.split()[0] for p in paragraphs(text)] == ["The", "Drivers"]


def test_left_out_stretches_belong_to_no_paragraph() -> None:
    text = "LIMA, May 3 - Miners marched."
    assert paragraphs(text, Span(0, 14)) == ["Miners marched."]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(alphabet="ab .\n\"'", max_size=400), max_size=4))
def test_passages_hold_every_word_once(pieces: list[str]) -> None:
    words = words_of("\n".join(pieces), WordSplitter.shipped())
    passages = cut(0, words, encode(words, SUBWORDS))
    assert [i for p in passages for i in range(p.first, p.last)] == list(range(len(words.texts)))
    assert all(0 < p.size <= LONGEST for p in passages)


def test_a_text_without_borders_is_cut_within_the_limit() -> None:
    words = given_words([["verylongword"] * 3000])
    passages = cut(0, words, encode(words, SUBWORDS))
    assert passages[-1].last == 3000
    assert max(p.size for p in passages) <= LONGEST
