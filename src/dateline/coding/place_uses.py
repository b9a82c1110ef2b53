"""How a text uses the name of a place: for the place itself, for its government, as an adjective, or within another name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from dateline.coding.place_candidates import Mention
from dateline.coding.place_words import place_words
from dateline.knowledge.gazetteer import GazetteerPlace, PlaceKind
from dateline.report import Sentence, Token


class PlaceUse(StrEnum):
    """What the name of a place stands for."""

    LITERAL = "literal"  # the place: where something is or happens
    GOVERNMENT = "government"  # those who govern there: "Ankara said", "accused Washington"
    ADJECTIVE = "adjective"  # "Turkish troops", "Mexicans"
    NAME = "name"  # part of the name of a body or facility: "the Bank of England"


_SEATS = frozenset({PlaceKind.COUNTRY, PlaceKind.CAPITAL})


def use_of(mention: Mention, place: GazetteerPlace, token: Token | None, head: Token | None, inside: bool) -> PlaceUse:
    """The use of a mention. ``token`` is the head word of the mention and ``head`` the word that governs it, None where the text was not
    parsed; ``inside`` says whether it lies within a longer name that is no place's.
    """
    if inside or mention.reading == "inside":
        return PlaceUse.NAME
    if mention.reading == "adjective":
        return PlaceUse.ADJECTIVE
    if place.kind in _SEATS and token is not None and head is not None and head.upos == "VERB":
        subject = token.deprel.split(":")[0] == "nsubj" and token.deprel != "nsubj:pass"
        addressed = token.deprel in ("obj", "iobj", "nsubj:pass") and head.lemma in place_words("addresses")
        if (subject and head.lemma in place_words("governs")) or addressed:
            return PlaceUse.GOVERNMENT
    return PlaceUse.LITERAL


def head_words(mentions: Sequence[Mention], sentences: Sequence[Sentence]) -> Mapping[int, tuple[Token, Token | None]]:
    """For each mention's start, the word of it that hangs on a word outside, and that word (None at the root)."""
    found: dict[int, tuple[Token, Token | None]] = {}
    number = 0
    for sentence in sentences:
        while number < len(mentions) and mentions[number].start < sentence.start:
            number += 1
        while number < len(mentions) and mentions[number].start < sentence.end:
            mention = mentions[number]
            inner = {n: t for n, t in enumerate(sentence.tokens, 1) if mention.start <= t.start < mention.end}
            for token in inner.values():
                if token.head not in inner:
                    found[mention.start] = (token, sentence.tokens[token.head - 1] if token.head else None)
                    break
            number += 1
    return found
