"""Lines and paragraphs: hard-wrapped text is joined, other text keeps its lines."""

from __future__ import annotations

import textwrap

import pytest

from dateline.reading.layout import clean, paragraph_lines

PARAGRAPHS = [
    "Dockers in the northern port of Lindesk walked out on Monday, union leaders said, halting grain exports to three countries and "
    "leaving eleven ships at anchor in the roads.",
    "The transport ministry said it would send mediators to the city before the end of the week, and that no troops would be used against "
    "the strikers.",
    '"We will not return until the arrears are paid," said Maren Holt, who leads the dockers\' union. She spoke to reporters at the gate.',
    "Owners declined to comment.",
]


@pytest.mark.parametrize("width", [45, 60, 65, 72, 80, 100])
def test_hard_wrapped_paragraphs_are_joined(width: int) -> None:
    text = "\n\n".join(textwrap.fill(paragraph, width, break_on_hyphens=False) for paragraph in PARAGRAPHS)
    assert paragraph_lines(text, laid_out=False) == PARAGRAPHS


@pytest.mark.parametrize("indent", ["  ", "     ", "\t"])
def test_hard_wrapped_paragraphs_told_by_their_indent_alone(indent: str) -> None:
    text = "\n".join(textwrap.fill(indent.expandtabs() + paragraph, 70, break_on_hyphens=False) for paragraph in PARAGRAPHS)
    assert paragraph_lines(text, laid_out=False) == PARAGRAPHS


def test_hard_wrapped_paragraphs_without_blank_line_or_indent_end_at_short_lines() -> None:
    text = "\n".join(textwrap.fill(paragraph, 64, break_on_hyphens=False) for paragraph in PARAGRAPHS)
    assert paragraph_lines(text, laid_out=False) == PARAGRAPHS


def test_quoted_mail_margin_is_taken_off() -> None:
    text = textwrap.indent("\n\n".join(textwrap.fill(paragraph, 64) for paragraph in PARAGRAPHS), "    ")
    assert paragraph_lines(text, laid_out=False) == PARAGRAPHS


def test_headline_above_wrapped_text_stays_a_line_of_its_own() -> None:
    text = "Dockers walk out in Lindesk\nBy Maren Holt\n" + textwrap.fill(PARAGRAPHS[0], 64)
    assert paragraph_lines(text, laid_out=False) == ["Dockers walk out in Lindesk", "By Maren Holt", PARAGRAPHS[0]]


def test_bullets_are_never_joined() -> None:
    bullet = "- The ministry sent two mediators to the city on Monday, a day after the men had walked out of the yards."
    text = "\n".join(textwrap.fill(one, 60) for one in (PARAGRAPHS[0], bullet, bullet))
    assert paragraph_lines(text, laid_out=False) == [PARAGRAPHS[0], bullet, bullet]


def test_a_hyphen_at_the_break_stays() -> None:
    # The third line breaks within "anti-government".
    lines = [
        "Dockers in the northern port of Lindesk walked out on Monday",
        "and joined a march of students through the streets, an anti-",
        "government protest that had begun at dawn beside the harbour",
        "and went on until the evening of the following day.",
    ]
    assert "an anti-government protest" in paragraph_lines("\n".join(lines), laid_out=False)[0]


def test_single_newlines_of_unwrapped_text_are_paragraph_breaks() -> None:
    assert paragraph_lines("\n".join(PARAGRAPHS), laid_out=False) == PARAGRAPHS


def test_short_sentences_one_a_line_are_not_taken_for_wrapped_text() -> None:
    words = ("port", "yard", "dock", "gate", "mill", "road")
    sentences = [f"The {word} stayed closed on Monday, officials told reporters there." for word in words]
    assert paragraph_lines("\n".join(sentences), laid_out=False) == sentences


def test_list_of_headlines_is_not_joined() -> None:
    headlines = ["Dockers walk out", "Ministry sends mediators to the northern city", "Grain prices up", "Two ships turn back to Oldhaven"]
    assert paragraph_lines("\n".join(headlines), laid_out=False) == headlines


def test_laid_out_lines_are_left_as_they_are() -> None:
    wrapped = textwrap.fill(PARAGRAPHS[0], 60)
    assert paragraph_lines(wrapped, laid_out=True) == wrapped.split("\n")


def test_characters_are_set_right() -> None:
    assert clean("a\r\nb\rc\u2028d\x0be") == "a\nb\nc\nd\ne"
    assert clean("so\u00adft\u200b \ufeffmark\x00s\u202e") == "soft marks"
    assert clean("no\u00a0break\u2003em") == "no break em"
    assert clean("half \ud83d here") == "half � here"
    assert clean("می\u200cخواهم 👨\u200d👩") == "می\u200cخواهم 👨\u200d👩", "joiners that spell words and signs stay"
