"""According to whom: the sources of an event, from the attributions whose content its trigger stands in, outermost first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files

from dateline.coding.event_mentions import TextWords
from dateline.coding.noun_phrases import head_of
from dateline.coding.participants import ParticipantReader
from dateline.fact_tables import table_rows
from dateline.report import Attribution, Entity, EntityType, Source, SourceKind, Span


def attributions_over(trigger: Span, attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """The attributions that a trigger stands in the content of, widest content first."""
    over = [
        (sum(c.end - c.start for c in a.content), number, a)
        for number, a in enumerate(attributions)
        if a.source and any(c.start <= trigger.start and trigger.end <= c.end for c in a.content)
    ]
    return tuple(a for _, _, a in sorted(over, key=lambda x: (-x[0], x[1])))


def sources_over(
    trigger: Span, attributions: Sequence[Attribution], words: TextWords, entities: Sequence[Entity], reader: ParticipantReader
) -> tuple[Source, ...]:
    """The chain of sources an act is told by, outermost first; empty in the report's own voice."""
    found: list[Source] = []
    for attribution in attributions_over(trigger, attributions):
        source = source_of(attribution.source[0], words, entities, reader)
        if not any(s.text == source.text for s in found):
            found.append(source)
    return tuple(found)


def source_of(span: Span, words: TextWords, entities: Sequence[Entity], reader: ParticipantReader) -> Source:
    """A source's words as a record, a pronoun resolved to the name it stands for."""
    sentence = next((i for i, s in enumerate(words.sentences) if s.start <= span.start < s.end), 0)
    tokens = words.sentences[sentence].tokens
    text = " ".join(span.of(reader.text).split())
    head = head_of(words.sentences[sentence], span.start, span.end)
    if head is None:
        return Source(text, SourceKind.COLLECTIVE, span.start, span.end)
    antecedent = reader.resolve(sentence, head) if tokens[head].upos == "PRON" else None
    home, place = antecedent or (sentence, head)
    person = reader.read(home, span if antecedent is None else words.phrase(home, place), place).participant
    return Source(
        text,
        _kind(words, home, place, entities, person.name or person.text),
        span.start,
        span.end,
        person.name,
        person.country,
        person.sector,
    )


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
    if token.lemma.lower() in _kinds():
        return _kinds()[token.lemma.lower()]
    for entity in entities:
        if entity.start <= token.start and token.end <= entity.end:
            return SourceKind.NAMED if entity.type is EntityType.PERSON else SourceKind.COLLECTIVE
    if token.upos == "PROPN":
        return SourceKind.NAMED
    if token.feature("Number") == "Plur":
        return SourceKind.ANONYMOUS
    return SourceKind.ROLE if name else SourceKind.ANONYMOUS
