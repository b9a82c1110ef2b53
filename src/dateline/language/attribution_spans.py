"""Source, cue and content spans joined into attributions."""

from __future__ import annotations

from collections.abc import Sequence
from math import log1p

from dateline.language.decoding import Floats
from dateline.language.passages import Words
from dateline.language.subwords import Quotation, quotations
from dateline.report import Attribution, QuoteMode, Span

MOSTLY = 0.85
"""Share of a content's words inside quotation marks from which it counts as direct."""


DISTANCE = 2.0
"""How much a cue's score falls with the logarithm of the words between it and the span; fitted on PolNeAR's development part."""


def attributions_of(
    text: str, words: Words, spans: Sequence[tuple[int, int, str]], links: Sequence[tuple[int, Floats]]
) -> tuple[Attribution, ...]:
    """Join labelled word spans around their cues.

    ``spans`` are (first word, word after the last, "Source" | "Cue" | "Content"); ``links`` gives for each passage its first word and
    scores
    [words, words + 1] of the word a source's or content's cue begins with, counted from 1 in the passage. A source or content goes to
    the cue that
    its words' scores favour together; where they say "not in this passage", it stands alone.
    """
    cues = [(a, b) for a, b, kind in spans if kind == "Cue"]
    sources_of: list[list[tuple[int, int]]] = [[] for _ in cues]
    contents_of: list[list[tuple[int, int]]] = [[] for _ in cues]
    alone: list[tuple[int, int, str]] = []
    for a, b, kind in spans:
        if kind == "Cue":
            continue
        chosen = _cue_of(a, b, cues, links)
        if chosen is None:
            alone.append((a, b, kind))
        else:
            (sources_of if kind == "Source" else contents_of)[chosen].append((a, b))
    marks = quotations(words.texts, words.starts)
    found = []
    for (a, b), sources, contents in zip(cues, sources_of, contents_of, strict=True):
        found.append(_attribution(text, words, marks, sources, [(a, b)], contents))
    found.extend(
        _attribution(text, words, marks, [(a, b)] if kind == "Source" else [], [], [(a, b)] if kind == "Content" else [])
        for a, b, kind in alone
    )
    return tuple(sorted(found, key=lambda x: min(s.start for s in x.source + x.cue + x.content)))


def _cue_of(first: int, last: int, cues: Sequence[tuple[int, int]], links: Sequence[tuple[int, Floats]]) -> int | None:
    """The cue of the span ``first`` to ``last``, None where the scores say that it does not stand in the span's passage."""
    for base, scores in links:
        size = len(scores)
        if not base <= first < base + size:
            continue
        mean = scores[first - base : min(last - base, size)].mean(0)
        best, best_score = None, float(mean[0])
        for i, (a, b) in enumerate(cues):
            if base <= a < base + size:
                between = max(0, first - b, a - last)
                score = float(mean[a - base + 1 : min(b - base, size) + 1].max()) - DISTANCE * log1p(between)
                if score > best_score:
                    best, best_score = i, score
        return best
    return None


def _attribution(
    text: str,
    words: Words,
    marks: Sequence[Quotation],
    sources: Sequence[tuple[int, int]],
    cues: Sequence[tuple[int, int]],
    contents: Sequence[tuple[int, int]],
) -> Attribution:
    def pieces(ranges: Sequence[tuple[int, int]]) -> tuple[Span, ...]:
        return tuple(Span(words.spans[a].start, words.spans[b - 1].end) for a, b in ranges)

    inside = [marks[i] is not Quotation.OUTSIDE for a, b in contents for i in range(a, b)]
    share = sum(inside) / len(inside) if inside else 0.0
    mode = QuoteMode.DIRECT if share >= MOSTLY else QuoteMode.MIXED if share > 0 else QuoteMode.INDIRECT
    source = pieces(sources)
    speaker = source[0].of(text) if source else ""
    return Attribution(source, pieces(cues), pieces(contents), mode, speaker)
