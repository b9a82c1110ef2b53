"""Participants read from hand-made trees: every sentence here is invented."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from dateline.coding.noun_phrases import head_of
from dateline.coding.participants import ParticipantReader, Reading
from dateline.engine import Engine
from dateline.report import Entity, EntityType, Report, Sentence, Span, Token

Word = tuple[str, str, int, str]
"""Text, part of speech, head (1-based, 0 the root) and relation."""

TOWNS = {"Osh": "KGZ", "Lome": "TGO"}


def reader(
    sentences: Sequence[Sequence[Word]],
    names: Sequence[tuple[str, EntityType]] = (),
    published: str | None = None,
    country: str = "",
) -> ParticipantReader:
    """A reader over words parted by single spaces; every occurrence of a name is an entity."""
    made, start, lines = [], 0, []
    for words in sentences:
        at, tokens = start, []
        for text, tag, head, relation in words:
            feats = "Number=Plur" if tag == "NOUN" and text.endswith("s") else ""
            lemma = text.lower().removesuffix("s") if tag == "NOUN" else {"said": "say"}.get(text.lower(), text.lower())
            tokens.append(Token(text, at, at + len(text), lemma, tag, feats, head, relation))
            at += len(text) + 1
        made.append(Sentence(start, at - 1, tuple(tokens)))
        lines.append(" ".join(w[0] for w in words))
        start = at
    text = " ".join(lines)
    entities = [
        Entity(at, at + len(name), name, kind, 1.0)
        for name, kind in names
        for at in range(len(text))
        if text.startswith(name, at) and not text[at + len(name) : at + len(name) + 1].isalpha()
    ]
    report = Report.from_text(text, published=published, country=country)
    return ParticipantReader(report, made, sorted(entities, key=lambda e: e.start), lambda name: TOWNS.get(name, ""))


def read(made: ParticipantReader, sentence: int, words: str) -> Reading:
    """What the reader says of the first occurrence of some words in a sentence."""
    found = made._sentences[sentence]
    text = made._report.text
    start = text.index(words, found.start)
    head = head_of(found, start, start + len(words))
    assert head is not None
    return made.read(sentence, Span(start, start + len(words)), head)


def codes(reading: Reading) -> tuple[str, str]:
    return reading.participant.country, reading.participant.sector


def noun(*words: str, then: Sequence[Word] = ()) -> list[Word]:
    """A phrase whose last word is the subject of "spoke"; the words before it hang from it, "'s" from the word before."""
    head = len(words)
    spoken: list[Word] = []
    for n, word in enumerate(words, 1):
        if n == head:
            spoken.append((word, "NOUN" if word.islower() else "PROPN", head + 1, "nsubj"))
        elif word == "'s":
            spoken.append((word, "PART", n - 1, "case"))
        elif n < head and words[n] == "'s":
            spoken.append((word, "PROPN", head, "nmod:poss"))
        else:
            tag, relation = ("DET", "det") if word in ("the", "a", "The") else ("NOUN", "compound")
            spoken.append((word, tag, head, relation))
    return [*spoken, ("spoke", "VERB", 0, "root"), *then]


@pytest.mark.parametrize(
    ("words", "country", "sector"),
    [
        (("Kyrgyz", "police"), "KGZ", "COP"),
        (("the", "Togolese", "interior", "minister"), "TGO", "GOV"),
        (("Bosnian", "Serb", "forces"), "BIH", "MIL"),
        (("Ghana", "'s", "opposition", "leader"), "GHA", "OPP"),
        (("former", "Fijian", "president"), "FJI", "ELI"),
        (("former", "Soviet", "republic", "Georgia"), "GEO", "GOV"),
        (("the", "UN", "envoy"), "UNO", ""),
        (("EU", "leaders"), "IGO", "GOV"),
        (("NATO", "troops"), "IGO", "MIL"),
        (("the", "ANC"), "ZAF", "PTY"),
        (("Tripoli",), "LBY", "GOV"),
        (("the", "Kremlin"), "RUS", "GOV"),
        (("Peru", "'s", "union", "leaders"), "PER", "LAB"),
        (("Malian", "army", "officers"), "MLI", "MIL"),
        (("Karen", "rebel", "commanders"), "MMR", "REB"),
        (("Chadian", "opposition", "lawmakers"), "TCD", "LEG"),
        (("Osh", "residents"), "KGZ", "CVL"),
        (("Western", "diplomats"), "", "GOV"),
        (("the", "minister", "'s", "brother"), "", "ELI"),
        (("Somaliland", "ministers"), "SOM", "PRE"),
        (("Tongans",), "TON", "CVL"),
        (("the", "Tongans"), "TON", "GOV"),
    ],
)
def test_words_of_the_phrase(words: tuple[str, ...], country: str, sector: str) -> None:
    made = reader([noun(*words)], [("Osh", EntityType.LOCATION)])
    reading = read(made, 0, " ".join(words))
    assert codes(reading) == (country, sector)
    why = dict(reading.why)
    assert bool(country) == ("country" in why)
    assert not sector or "sector" in why


def test_a_country_told_by_another_is_not_the_bearers() -> None:
    made = reader(
        [[("Pro-Tongan", "ADJ", 2, "amod"), ("rebels", "NOUN", 3, "nsubj"), ("left", "VERB", 0, "root"), ("Chad", "PROPN", 3, "obj")]]
    )
    assert codes(read(made, 0, "Pro-Tongan rebels")) == ("TCD", "REB")


def of_phrase() -> list[Word]:
    return [
        ("The", "DET", 2, "det"),
        ("head", "NOUN", 8, "nsubj"),
        ("of", "ADP", 5, "case"),
        ("the", "DET", 5, "det"),
        ("army", "NOUN", 2, "nmod"),
        ("in", "ADP", 7, "case"),
        ("Gabon", "PROPN", 5, "nmod"),
        ("resigned", "VERB", 0, "root"),
    ]


def test_complements_tell_sector_and_country() -> None:
    reading = read(reader([of_phrase()]), 0, "The head")
    assert codes(reading) == ("GAB", "MIL")


def test_title_apposition_and_the_same_name_later() -> None:
    first: list[Word] = [
        ("Asel", "PROPN", 7, "nsubj"),
        ("Orozova", "PROPN", 1, "flat"),
        (",", "PUNCT", 6, "punct"),
        ("Kyrgyz", "ADJ", 6, "amod"),
        ("opposition", "NOUN", 6, "compound"),
        ("leader", "NOUN", 1, "appos"),
        ("spoke", "VERB", 0, "root"),
    ]
    second: list[Word] = [("Orozova", "PROPN", 2, "nsubj"), ("left", "VERB", 0, "root")]
    made = reader([first, second], [("Asel Orozova", EntityType.PERSON), ("Orozova", EntityType.PERSON)])
    for sentence, words in ((0, "Asel Orozova"), (1, "Orozova")):
        reading = read(made, sentence, words)
        assert codes(reading) == ("KGZ", "OPP")
        assert reading.participant.name == "Asel Orozova"
        assert reading.participant.office == "opposition leader"
    assert "elsewhere in the report" in dict(read(made, 1, "Orozova").why)["country"]


@pytest.mark.parametrize(("day", "sector"), [("2015-03-01", "GOV"), ("2021-07-10", "ELI")])
def test_known_actors_by_the_day_of_publication(day: str, sector: str) -> None:
    words: list[Word] = [("Jacob", "PROPN", 3, "nsubj"), ("Zuma", "PROPN", 1, "flat"), ("spoke", "VERB", 0, "root")]
    reading = read(reader([words], [("Jacob Zuma", EntityType.PERSON)], published=day), 0, "Jacob Zuma")
    assert codes(reading) == ("ZAF", sector)
    assert reading.participant.id == "jacob zuma"


def test_domestic_agents_get_the_reports_country_and_say_so() -> None:
    made = reader([noun("Zambian", "miners"), noun("police")])
    reading = read(made, 1, "police")
    assert codes(reading) == ("ZMB", "COP")
    assert "focus country" in dict(reading.why)["country"]
    assert reading.confidence < read(made, 0, "Zambian miners").confidence


def test_the_outlets_country_counts_where_the_text_names_none() -> None:
    assert codes(read(reader([noun("the", "cabinet")], country="SUR"), 0, "the cabinet")) == ("SUR", "GOV")
    assert codes(read(reader([noun("the", "cabinet")]), 0, "the cabinet")) == ("", "GOV")


def test_the_place_of_the_sentence_goes_before_the_focus_for_crowds() -> None:
    there: list[Word] = [("in", "ADP", 4, "case"), ("Lome", "PROPN", 2, "obl")]
    made = reader([noun("Zambian", "miners"), noun("protesters", then=there)], [("Lome", EntityType.LOCATION)])
    reading = read(made, 1, "protesters")
    assert codes(reading) == ("TGO", "CVL")
    assert "Lome" in dict(reading.why)["country"]


def test_the_same_description_earlier() -> None:
    made = reader(
        [noun("the", "Togolese", "interior", "minister"), noun("Zambian", "miners"), noun("Zambian", "nurses"), noun("the", "minister")]
    )
    assert codes(read(made, 3, "the minister")) == ("TGO", "GOV")


def test_possessive_pronouns_go_back_to_their_owner() -> None:
    first: list[Word] = [
        ("Gabonese", "ADJ", 2, "amod"),
        ("rebels", "NOUN", 3, "nsubj"),
        ("fled", "VERB", 0, "root"),
        ("and", "CCONJ", 7, "cc"),
        ("their", "PRON", 6, "nmod:poss"),
        ("leader", "NOUN", 7, "nsubj"),
        ("surrendered", "VERB", 3, "conj"),
    ]
    assert codes(read(reader([first]), 0, "their leader")) == ("GAB", "REB")


def test_pronouns() -> None:
    first: list[Word] = [
        ("Asel", "PROPN", 3, "nsubj"),
        ("Orozova", "PROPN", 1, "flat"),
        ("met", "VERB", 0, "root"),
        ("police", "NOUN", 3, "obj"),
    ]
    second: list[Word] = [
        ("She", "PRON", 2, "nsubj"),
        ("said", "VERB", 0, "root"),
        ("they", "PRON", 4, "nsubj"),
        ("lied", "VERB", 2, "ccomp"),
    ]
    third: list[Word] = [("It", "PRON", 2, "nsubj"), ("rained", "VERB", 0, "root")]
    made = reader([first, second, third], [("Asel Orozova", EntityType.PERSON)])
    assert made.resolve(1, 0) == (0, 0)
    assert made.resolve(1, 2) == (0, 3)
    assert made.resolve(2, 0) is None


def test_we_is_the_speaker_and_who_its_noun() -> None:
    quote: list[Word] = [
        ("We", "PRON", 2, "nsubj"),
        ("won", "VERB", 5, "ccomp"),
        (",", "PUNCT", 5, "punct"),
        ("miners", "NOUN", 5, "nsubj"),
        ("said", "VERB", 0, "root"),
    ]
    relative: list[Word] = [
        ("Soldiers", "NOUN", 4, "nsubj"),
        ("who", "PRON", 3, "nsubj"),
        ("fled", "VERB", 1, "acl:relcl"),
        ("returned", "VERB", 0, "root"),
    ]
    made = reader([quote, relative])
    assert made.resolve(0, 0) == (0, 3)
    assert made.resolve(1, 1) == (1, 0)
    assert made.resolve(1, 0) is None


def test_a_person_named_like_a_country_is_no_country() -> None:
    words: list[Word] = [("Ada", "PROPN", 3, "nsubj"), ("Jordan", "PROPN", 1, "flat"), ("spoke", "VERB", 0, "root")]
    assert codes(read(reader([words], [("Ada Jordan", EntityType.PERSON)]), 0, "Ada Jordan")) == ("", "")


def test_a_former_official_may_be_an_opponent_now(engine: Engine) -> None:
    text = "Aibek Tursun, a former defense minister and leading opposition figure, was freed from a Bishkek prison."
    found = read_in(engine, text, "Aibek Tursun").participant
    assert (found.country, found.sector) == ("KGZ", "OPP")
    assert read_in(engine, "Aibek Tursun, a former defense minister, was freed in Bishkek.", "Aibek Tursun").participant.sector == "ELI"


@pytest.mark.parametrize(
    ("text", "name", "published", "sector"),
    [
        ("General Musharraf suspended the constitution of Pakistan.", "General Musharraf", "2007-11-04", "GOV"),
        ("General Tursun left the barracks in Bishkek.", "General Tursun", "2007-11-04", "MIL"),
        ("Manila said MILF commanders had burned four villages.", "MILF commanders", "2008-08-07", "REB"),
    ],
)
def test_a_title_gives_way_to_what_is_known(engine: Engine, text: str, name: str, published: str, sector: str) -> None:
    assert read_in(engine, text, name, published).participant.sector == sector


def read_in(engine: Engine, text: str, name: str, published: str = "2010-04-08") -> Reading:
    """The participant of a name in the engine's reading of a text of one sentence."""
    report = Report.from_text(text, published=published)
    (analysis,) = engine.analyser.analyse([text])
    start = text.index(name)
    head = head_of(analysis.sentences[0], start, start + len(name))
    assert head is not None
    found = ParticipantReader(report, analysis.sentences, analysis.entities, engine.gazetteer.town_country)
    return found.read(0, Span(start, start + len(name)), head)
