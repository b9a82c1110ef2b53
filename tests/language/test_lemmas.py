from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dateline.language.lemmas import apply_edit, edit_between


@given(st.text(min_size=1, max_size=12), st.text(min_size=1, max_size=12))
def test_the_edit_between_two_words_makes_one_of_the_other(form: str, lemma: str) -> None:
    assert apply_edit(form, edit_between(form, lemma)) == lemma


def test_edits_generalise() -> None:
    assert edit_between("walking", "walk") == edit_between("Talking", "talk") == "l;3;"
    assert apply_edit("Seized", edit_between("moved", "move")) == "seize"


def test_an_edit_that_does_not_fit_leaves_the_word() -> None:
    assert apply_edit("is", "l;5;y") == "is"
