"""According to whom an event is told."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from dateline.coding.attribution import AttributionReader
from dateline.coding.attribution_sources import outer_sources, source_of
from dateline.coding.participants import ParticipantReader
from dateline.report import Attribution, Entity, EntityType, QuoteMode, Report, Source, SourceKind, Span
from tests.acts import Text, text_of

TOLD = """
    A          a        DET   3 det
    Peruvian   Peruvian ADJ   3 amod
    minister   minister NOUN  4 nsubj Number=Sing
    said       say      VERB  0 root Tense=Past|VerbForm=Fin
    witnesses  witness  NOUN  6 nsubj Number=Plur
    claimed    claim    VERB  4 ccomp Tense=Past|VerbForm=Fin
    troops     troop    NOUN  8 nsubj Number=Plur
    fired      fire     VERB  6 ccomp Tense=Past|VerbForm=Fin
    .          .        PUNCT 4 punct
"""
SPEAKER = """
    Ana        Ana      PROPN 3 nsubj Number=Sing
    Quiroga    Quiroga  PROPN 1 flat Number=Sing
    spoke      speak    VERB  0 root Tense=Past|VerbForm=Fin
    .          .        PUNCT 3 punct
"""
SHE = """
    She        she      PRON  2 nsubj Gender=Fem|Number=Sing|PronType=Prs
    said       say      VERB  0 root Tense=Past|VerbForm=Fin
    troops     troop    NOUN  4 nsubj Number=Plur
    fired      fire     VERB  2 ccomp Tense=Past|VerbForm=Fin
    .          .        PUNCT 2 punct
"""


def attribution(text: Text, source: str, cue: str, *content: str) -> Attribution:
    return Attribution((text.span(source),) if source else (), (text.span(cue),), tuple(text.span(c) for c in content), QuoteMode.INDIRECT)


def chain(text: Text, trigger: str, attributions: Sequence[Attribution], entities: Sequence[Entity] = ()) -> tuple[Source, ...]:
    report = Report.from_text(text.text)
    reader = ParticipantReader(report, text.sentences, entities, lambda _: "")
    said = AttributionReader(report, text.words, attributions, entities, reader)
    return tuple(stance.source for stance in said.chain_over(text.span(trigger)))


def test_the_outermost_source_comes_first_in_whatever_order_they_are_found() -> None:
    text = text_of(TOLD)
    outer = attribution(text, "A Peruvian minister", "said", "witnesses claimed troops fired")
    inner = attribution(text, "witnesses", "claimed", "troops fired")
    for order in ([outer, inner], [inner, outer]):
        assert [s.text for s in chain(text, "fired", order)] == ["A Peruvian minister", "witnesses"]


def test_an_act_outside_the_content_is_told_in_the_reports_own_voice() -> None:
    text = text_of(TOLD)
    inner = attribution(text, "witnesses", "claimed", "troops fired")
    assert chain(text, "said", [inner]) == ()
    assert chain(text, "Peruvian", []) == ()


def test_content_in_pieces_covers_what_stands_in_any_of_them() -> None:
    text = text_of(TOLD)
    pieces = attribution(text, "A Peruvian minister", "said", "witnesses", "troops fired")
    assert [s.text for s in chain(text, "fired", [pieces])] == ["A Peruvian minister", "witnesses"]
    assert chain(text, "claimed", [pieces]) == ()


def test_a_cue_without_a_source_is_given_the_subject_of_its_tree() -> None:
    text = text_of(TOLD)
    assert [s.text for s in chain(text, "claimed", [attribution(text, "", "said", "witnesses claimed troops fired")])] == [
        "A Peruvian minister"
    ]


def test_a_hop_told_twice_is_one() -> None:
    text = text_of(TOLD)
    twice = [attribution(text, "witnesses", "claimed", "troops fired")] * 2
    assert [s.text for s in chain(text, "fired", twice)] == ["A Peruvian minister", "witnesses"]


@pytest.mark.parametrize(
    ("opening", "publisher", "names"),
    [
        ("LIMA, May 4 (Andes Wire) - Rain fell.", "Lake Post", ["Lake Post", "Andes Wire"]),
        ("LIMA, May 4 (Andes Wire) - Rain fell.", "Andes Wire Agency", ["Andes Wire Agency"]),
        ("LIMA, May 4 (Andes Wire) - Rain fell.", "", ["Andes Wire"]),
        ("Rain fell.", "Lake Post", ["Lake Post"]),
        ("Rain fell.", "", []),
    ],
)
def test_publisher_and_agency_are_the_outermost_hops(opening: str, publisher: str, names: list[str]) -> None:
    report = Report.from_text(opening, publisher=publisher)
    sources = outer_sources(report)
    assert [s.name for s in sources] == names
    assert all(s.start is None or report.text[s.start : s.end] == s.name for s in sources)


def test_a_source_has_country_and_sector() -> None:
    text = text_of(TOLD)
    (source,) = chain(text, "claimed", [attribution(text, "A Peruvian minister", "said", "witnesses claimed troops fired")])
    assert (source.country, source.sector, source.kind) == ("PER", "GOV", SourceKind.ROLE)
    assert text.text[source.start : source.end] == "A Peruvian minister"


def test_a_pronoun_is_resolved_to_the_name_it_stands_for() -> None:
    text = text_of(SPEAKER, SHE)
    name = text.span("Ana Quiroga")
    person = Entity(name.start, name.end, "Ana Quiroga", EntityType.PERSON, 0.9)
    (source,) = chain(text, "fired", [attribution(text, "She", "said", "troops fired")], [person])
    assert (source.text, source.name, source.kind) == ("She", "Ana Quiroga", SourceKind.NAMED)


KIND = """
    {0}        {1}      {2}   2 nsubj Number={3}
    said       say      VERB  0 root Tense=Past|VerbForm=Fin
    so         so       ADV   2 advmod
    .          .        PUNCT 2 punct
"""


@pytest.mark.parametrize(
    ("word", "lemma", "tag", "number", "entity", "kind"),
    [
        ("witnesses", "witness", "NOUN", "Plur", None, SourceKind.WITNESS),
        ("ministry", "ministry", "NOUN", "Sing", None, SourceKind.COLLECTIVE),
        ("statement", "statement", "NOUN", "Sing", None, SourceKind.DOCUMENT),
        ("official", "official", "NOUN", "Sing", None, SourceKind.ANONYMOUS),
        ("spokesman", "spokesman", "NOUN", "Sing", None, SourceKind.ROLE),
        ("traders", "trader", "NOUN", "Plur", None, SourceKind.ANONYMOUS),
        ("Quiroga", "Quiroga", "PROPN", "Sing", None, SourceKind.NAMED),
        ("Quiroga", "Quiroga", "PROPN", "Sing", EntityType.PERSON, SourceKind.NAMED),
        ("Oxfam", "Oxfam", "PROPN", "Sing", EntityType.ORGANIZATION, SourceKind.COLLECTIVE),
    ],
)
def test_what_sort_of_source_it_is(word: str, lemma: str, tag: str, number: str, entity: EntityType | None, kind: SourceKind) -> None:
    text = text_of(KIND.format(word, lemma, tag, number))
    entities = [Entity(*text.span(word), word, entity, 0.9)] if entity else []
    reader = ParticipantReader(Report.from_text(text.text), text.sentences, entities, lambda _: "")
    assert source_of(text.span(word), text.words, entities, reader).kind is kind


def test_a_span_without_a_word_still_is_a_source() -> None:
    text = text_of(TOLD)
    reader = ParticipantReader(Report.from_text(text.text), text.sentences, (), lambda _: "")
    assert source_of(Span(0, 0), text.words, (), reader).kind is SourceKind.COLLECTIVE
