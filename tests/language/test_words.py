from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.language.words import WordSplitter, plain_marks


def split(text: str) -> list[str]:
    return [span.of(text) for span in WordSplitter.shipped().split(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The minister didn't resign.", ["The", "minister", "did", "n't", "resign", "."]),
        ("The minister didn’t resign.", ["The", "minister", "did", "n’t", "resign", "."]),
        ("Nigeria's army cannot retreat,", ["Nigeria", "'s", "army", "can", "not", "retreat", ","]),
        (
            "Lt. Gen. Musa met U.S. envoys at 9 a.m. in Abuja.",
            ["Lt.", "Gen.", "Musa", "met", "U.S.", "envoys", "at", "9", "a.m.", "in", "Abuja", "."],
        ),
        ("See https://example.org/a?b=c&d=1.", ["See", "https://example.org/a?b=c&d=1", "."]),
        ("“We will not leave,” he said", ["“", "We", "will", "not", "leave", ",", "”", "he", "said"]),
        ("12,500 people (mostly farmers)", ["12,500", "people", "(", "mostly", "farmers", ")"]),
        ("", []),
        ("   \n\t ", []),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert split(text) == words


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=120))
def test_words_cover_everything_but_space_in_order(text: str) -> None:
    spans = list(WordSplitter.shipped().split(text))
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(span.end > span.start for span in spans)
    covered = "".join(span.of(text) for span in spans)
    assert covered == "".join(c for c in text if not c.isspace() and c not in "\u200b\u2060\ufeff")


@given(st.text())
def test_plain_marks_keep_every_offset(text: str) -> None:
    assert len(plain_marks(text)) == len(text)
