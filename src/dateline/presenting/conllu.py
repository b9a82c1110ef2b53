"""Records as CoNLL-U, the exchange format of Universal Dependencies (https://universaldependencies.org/format.html).

A report is a document, its paragraphs are ``newpar``. MISC carries ``SpaceAfter=No``, the offsets into the report's text as UDPipe writes
them (``TokenRange=0:7``) and entities as ``NER=B-Person``, ``NER=I-Person``.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from dateline.report import Record, Sentence


def record_to_conllu(record: Record) -> str:
    """The record's sentences as one CoNLL-U document, ending with the empty line that CoNLL-U asks for; empty where it has no sentences."""
    return "".join(f"{line}\n" for line in _lines(record))


def _lines(record: Record) -> Iterator[str]:
    report = record.report
    names = _names(record)
    paragraph = -1
    sentences = [s for s in record.sentences if s.tokens]
    for number, sentence in enumerate(sentences, 1):
        if number == 1:
            yield f"# newdoc id = {report.id}"
            for name, value in (("headline", report.headline), ("source", report.source), ("url", report.url)):
                if value:
                    yield f"# {name} = {_one_line(value)}"
            if report.published is not None:
                yield f"# published = {report.published.instant.isoformat() if report.published.instant else report.published.value}"
        if sentence.paragraph != paragraph:
            paragraph = sentence.paragraph
            yield f"# newpar id = {report.id}-p{paragraph + 1}"
        yield f"# sent_id = {report.id}-{number}"
        following = sentences[number].start if number < len(sentences) else None
        yield from _sentence(sentence, names, following)
        yield ""


def _sentence(sentence: Sentence, names: dict[int, str], following: int | None) -> Iterator[str]:
    tokens = sentence.tokens
    nexts = [t.start for t in tokens[1:]] + [following]
    glued = [after == token.end for token, after in zip(tokens, nexts, strict=True)]
    # The validator wants the text to be the forms with single spaces, not the stretch of the report, which may hold line breaks.
    text = "".join(_one_line(t.text) + ("" if close else " ") for t, close in zip(tokens, glued, strict=True))
    yield f"# text = {text.rstrip()}"
    for number, (token, close) in enumerate(zip(tokens, glued, strict=True), 1):
        misc = [f"NER={names[token.start]}"] if token.start in names else []
        if close:
            misc.append("SpaceAfter=No")
        misc.append(f"TokenRange={token.start}:{token.end}")
        columns = (
            str(number),
            _one_line(token.text) or "_",
            _one_line(token.lemma) or "_",
            token.upos or "_",
            "_",
            _features(token.feats),
            str(token.head),
            token.deprel or "_",
            "_",
            "|".join(misc),
        )
        yield "\t".join(columns)


def _names(record: Record) -> dict[int, str]:
    """The entity label of words, by the offset at which the word starts."""
    starts = sorted(t.start for s in record.sentences for t in s.tokens)
    labels = {}
    for entity in record.entities:
        inside = starts[bisect_left(starts, entity.start) : bisect_left(starts, entity.end)]
        labels.update({start: f"{'I' if number else 'B'}-{entity.type}" for number, start in enumerate(inside)})
    return labels


def _features(feats: str) -> str:
    """The features in the order CoNLL-U asks for, by name without regard to case."""
    if feats in ("", "_"):
        return "_"
    return "|".join(sorted(feats.split("|"), key=lambda pair: pair.partition("=")[0].casefold()))


def _one_line(text: str) -> str:
    return " ".join(text.split())
