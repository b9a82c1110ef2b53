"""Who a source is: its words as a record, resolved through pronouns and descriptions, with its kind and on whose behalf it speaks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from importlib.resources import files
from typing import Final

from dateline.coding.attribution_words import whole_phrase, words_over
from dateline.coding.clause_forms import preposition_of
from dateline.coding.event_mentions import TextWords
from dateline.coding.noun_phrases import head_of, phrase
from dateline.coding.participant_words import participant_words
from dateline.coding.participants import ParticipantReader
from dateline.coding.tree import Tree
from dateline.coding.word_classes import word_class
from dateline.fact_tables import table_rows
from dateline.report import Entity, EntityType, Report, Source, SourceKind, Span

NOBODY: Final = Source("", SourceKind.ANONYMOUS)
"""The source of a passive without "by": somebody, who is not named."""


def outer_sources(report: Report) -> tuple[Source, ...]:
    """Who publishes a report and, where the dateline names another one, the agency it comes from; empty where neither is known."""
    publisher = " ".join(report.publisher.split())
    agency = report.dateline.agency if report.dateline is not None else ""
    found = [Source(publisher, SourceKind.COLLECTIVE, name=publisher, country=report.country)] if publisher else []
    if agency and not _one_house(agency, publisher):
        assert report.dateline is not None
        place = report.text.find(agency, report.dateline.start, report.dateline.end)
        start = place if place >= 0 else None
        found.append(Source(agency, SourceKind.COLLECTIVE, start, start + len(agency) if start is not None else None, name=agency))
    return tuple(found)


def _one_house(agency: str, publisher: str) -> bool:
    """Whether agency and publisher are one: "Xinhua" and "Xinhua News Agency"."""
    one, other = agency.casefold(), publisher.casefold()
    return bool(publisher) and (one in other or other in one)


def source_of(span: Span, words: TextWords, entities: Sequence[Entity], reader: ParticipantReader) -> Source:
    """A source's words as a record, a pronoun or description resolved to the name it stands for."""
    sentence = next((i for i, s in enumerate(words.sentences) if s.start <= span.start < s.end), 0)
    text = " ".join(span.of(reader.text).split()).rstrip(",")
    head = head_of(words.trees[sentence], span.start, span.end)
    if head is None:
        return Source(text, SourceKind.COLLECTIVE, span.start, span.end)
    home, place = referent(words, reader, sentence, head)
    own = (home, place) == (sentence, head)
    reading = reader.read(home, span if own else words.phrase(home, place), place)
    person = reading.participant
    behalf = behalf_of(words.trees[home], place)
    if behalf is not None:
        # Who speaks for a body is of its country; where neither tells one, the report's own is no safe guess.
        body = _country(words, reader, home, behalf)
        person = replace(person, country=body or (person.country if reading.origin not in _GUESSED else ""))
        behalf = _resolved(words, reader, home, behalf)
    name = person.name
    if name == person.text:
        name = " ".join(phrase(words.trees[home], place, prepositions=word_class("behalf-preposition")).of(reader.text).split())
    return Source(
        text,
        _kind(words, home, place, entities, person.name or person.text),
        span.start,
        span.end,
        name,
        person.country,
        person.sector,
        person.id,
        person.office,
        " ".join(behalf.of(reader.text).split()) if behalf is not None else "",
    )


_GUESSED: Final = ("focus", "sentence")


def _country(words: TextWords, reader: ParticipantReader, sentence: int, span: Span) -> str:
    """The country of a body, empty where its own words and name do not tell it."""
    head = head_of(words.trees[sentence], span.start, span.end)
    if head is None:
        return ""
    reading = reader.read(sentence, span, head)
    return reading.participant.country if reading.origin not in _GUESSED else ""


def _resolved(words: TextWords, reader: ParticipantReader, sentence: int, span: Span) -> Span:
    """A phrase, or for a pronoun the phrase it stands for: "his spokesman" speaks for the president."""
    head = head_of(words.trees[sentence], span.start, span.end)
    if head is None or words.tag(sentence, head) != "PRON":
        return span
    home, place = referent(words, reader, sentence, head)
    return words.phrase(home, place)


def source_at(words: TextWords, entities: Sequence[Entity], reader: ParticipantReader, sentence: int, head: int) -> Source:
    """The source whose head word this is, in its shortest phrase that tells who it is."""
    return source_of(phrase_at(words.trees[sentence], head), words, entities, reader)


def phrase_at(tree: Tree, head: int) -> Span:
    """The words of a source by its head: the whole phrase, unless a clause hangs from it."""
    if any(tree.bases[child] in ("acl", "ccomp", "advcl") for child in tree.children[head]):
        return phrase(tree, head, prepositions=word_class("behalf-preposition"))
    return whole_phrase(tree, head)


def referent(words: TextWords, reader: ParticipantReader, sentence: int, head: int) -> tuple[int, int]:
    """Sentence and head word of the name or noun a source's head stands for: itself where it stands for itself. All questions to
    coreference about speakers are asked here."""
    tag = words.tag(sentence, head)
    if tag not in ("PRON", "DET", "NOUN"):
        return sentence, head
    found = reader.resolve(sentence, head)
    if found is None or (tag == "NOUN" and words.tag(*found) != "PROPN"):
        return sentence, head
    return found


def behalf_of(tree: Tree, head: int) -> Span | None:
    """On whose behalf a source speaks: "the U.S. State Department" of its spokesman, "Xinhua" of its reporters, of a source in
    "Kazakhstan's government" the government; None where nothing tells or the source speaks for itself."""
    holder = head
    if tree.lemmas[head] not in word_class("speaking-for"):
        titles = [child for child in tree.children[head] if tree.relations[child] in ("appos", "nmod:desc", "compound")]
        holder = next((child for child in titles if tree.lemmas[child] in word_class("speaking-for")), -1)
        if holder < 0:
            return None
    for child in tree.children[holder]:
        if tree.relations[child] == "nmod:poss":
            return phrase(tree, child)
        if tree.bases[child] == "nmod" and child > holder and preposition_of(tree, child) in word_class("behalf-preposition"):
            return phrase(tree, child)
    before = [child for child in tree.children[holder] if tree.bases[child] in ("compound", "amod", "nmod") and child < holder]
    before = [child for child in before if tree.tags[child] == "PROPN" or tree.lemmas[child] in _kinds()]
    if not before:
        return None
    inside = sorted(word for child in before for word in tree.under(child))
    return Span(tree.tokens[inside[0]].start, tree.tokens[inside[-1]].end)


def kind_of_noun(lemma: str) -> SourceKind | None:
    """What sort of source a noun names by itself, None where the table does not tell."""
    return _kinds().get(lemma)


@lru_cache(maxsize=1)
def _kinds() -> Mapping[str, SourceKind]:
    name = "source_kinds.tsv"
    text = files("dateline.coding").joinpath("data").joinpath(name).read_text("utf-8")
    found: dict[str, SourceKind] = {}
    for row in table_rows(name, text, "lemma kind"):
        if row.cells[1] not in list(SourceKind):
            raise row.wrong(f"{row.cells[1]!r} is no kind of source; expected one of {', '.join(SourceKind)}")
        found[row.cells[0]] = SourceKind(row.cells[1])
    return found


def _kind(words: TextWords, sentence: int, head: int, entities: Sequence[Entity], name: str) -> SourceKind:
    token = words.sentences[sentence].tokens[head]
    known = _kinds().get(token.lemma.lower())
    if known is SourceKind.ANONYMOUS and _named_beside(words.trees[sentence], head, entities):
        return SourceKind.NAMED
    if known is not None:
        return known
    for entity in entities:
        if entity.start <= token.start and token.end <= entity.end:
            return SourceKind.NAMED if entity.type is EntityType.PERSON else SourceKind.COLLECTIVE
    if token.upos == "PRON":
        return SourceKind.COLLECTIVE if token.text.lower() in participant_words("thing") else SourceKind.ANONYMOUS
    if token.upos == "PROPN":
        return SourceKind.NAMED
    if token.feature("Number") == "Plur":
        return SourceKind.ANONYMOUS
    if _named_beside(words.trees[sentence], head, entities):
        return SourceKind.NAMED
    return SourceKind.ROLE if name else SourceKind.ANONYMOUS


def _named_beside(tree: Tree, head: int, entities: Sequence[Entity]) -> bool:
    """Whether a person's name stands in apposition to a description: "the analyst, Ana Quiroga"."""
    people = [e for e in entities if e.type is EntityType.PERSON]
    beside = [child for child in tree.children[head] if tree.relations[child] in ("appos", "nmod:desc", "flat", "compound")]
    return any(e.start <= tree.tokens[child].start and tree.tokens[child].end <= e.end for child in beside for e in people if child != head)


def heads_of(words: TextWords, span: Span) -> tuple[int, int] | None:
    """Sentence and head word of a span, None where it holds no word."""
    places = words_over(words, span)
    if not places:
        return None
    sentence = places[0][0]
    head = head_of(words.trees[sentence], span.start, span.end)
    return (sentence, head) if head is not None else None
