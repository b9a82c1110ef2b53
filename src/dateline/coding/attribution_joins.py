"""What the engine leaves apart is joined: the source of a cue that stands further off, the speaker of a quotation that stands alone.

The engine gives each source to one cue and never looks beyond its passage. In "Ruiz said the port was shut, adding that it would reopen"
the second cue has no source of its own; the tree says whose it is. PolNeAR's guidelines (Newell et al. 2018) take such a source as the
second attribution's, too.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from dateline.coding.attribution_hops import Hop, source_of_cue
from dateline.coding.attribution_words import clause_span, cue_head, whole_phrase
from dateline.coding.event_mentions import TextWords
from dateline.coding.noun_phrases import head_of
from dateline.coding.word_classes import word_class
from dateline.report import Attribution, QuoteMode, Span


def with_sources(words: TextWords, attributions: Sequence[Attribution]) -> list[Attribution]:
    """The attributions, those without a source given the one that the tree tells; a passive without "by" stays without."""
    known = [span for attribution in attributions for span in attribution.source]
    found = []
    for attribution in attributions:
        if attribution.cue and not attribution.source:
            source = _source(words, attribution, attributions, known)
            if source is not None:
                attribution = replace(attribution, source=(source,), why="source: subject of the cue")
        found.append(attribution)
    return found


def _source(words: TextWords, attribution: Attribution, others: Sequence[Attribution], known: Sequence[Span]) -> Span | None:
    place = cue_head(words, attribution.cue)
    if place is None:
        return None
    sentence, head = place
    tree = words.trees[sentence]
    noun = source_of_cue(tree, head)
    if noun is None:
        return None
    token = tree.tokens[noun]
    said = _saying(Span(token.start, token.end), tree.tokens[head].start, others)
    if said is not None:
        return said.source[0] if said.source else None
    named = [span for span in known if span.start <= token.start and token.end <= span.end]
    span = min(named, key=lambda s: s.end - s.start) if named else whole_phrase(tree, noun)
    return None if any(span.overlaps(other) for other in (*attribution.content, *attribution.cue)) else span


def _saying(subject: Span, cue: int, others: Sequence[Attribution]) -> Attribution | None:
    """The attribution whose content holds a subject but not the cue: in '"We must win," Okello said, pointing at her map' the tree
    hangs "pointing" now from "said", now from "win"."""
    for other in others:
        if any(c.start <= subject.start < c.end for c in other.content) and not any(c.start <= cue < c.end for c in other.content):
            return other
    return None


def with_contents(words: TextWords, attributions: Sequence[Attribution]) -> list[Attribution]:
    """The attributions, those without content given the clause or object that the tree hangs from their cue."""
    known = [span for attribution in attributions for span in attribution.content]
    found = []
    for attribution in attributions:
        if attribution.cue and not attribution.content:
            content = _content(words, attribution, known)
            if content is not None:
                attribution = replace(attribution, content=(content,), why=_reason(attribution, "content: complement of the cue"))
        found.append(attribution)
    return found


def _reason(attribution: Attribution, reason: str) -> str:
    return f"{attribution.why}; {reason}" if attribution.why else reason


def _content(words: TextWords, attribution: Attribution, known: Sequence[Span]) -> Span | None:
    place = cue_head(words, attribution.cue)
    if place is None:
        return None
    sentence, head = place
    tree = words.trees[sentence]
    own = (*attribution.source, *attribution.cue)
    clauses = tree.of_base(head, "ccomp", "xcomp")
    for child in (*clauses, *tree.of_base(head, "obj")):
        token = tree.tokens[child]
        if any(span.start <= token.start < span.end for span in own):
            continue
        held = [span for span in known if span.start <= token.start and token.end <= span.end]
        if not held and child not in clauses:
            continue  # an object that no other content holds is as often no content at all
        span = min(held, key=lambda s: s.end - s.start) if held else clause_span(tree, child)
        if not any(span.overlaps(other) for other in own):
            return span
    return None


def with_quotations(words: TextWords, text: str, attributions: Sequence[Attribution]) -> list[Attribution]:
    """The attributions, a quotation that stands alone given to the speaker before it.

    A bare quoted sentence belongs to who spoke last, as long as nothing stands between that is not itself part of an attribution.
    """
    found: list[Attribution] = []
    for attribution in attributions:
        bare = not attribution.cue and not attribution.source and attribution.mode is QuoteMode.DIRECT and bool(attribution.content)
        before = _speaker_before(words, found, attribution.content[0].start) if bare else None
        if before is None:
            found.append(attribution)
        else:
            found[before] = _with_more(found[before], attribution.content, text)
    return found


def _speaker_before(words: TextWords, found: Sequence[Attribution], start: int) -> int | None:
    """The number of the last attribution with a source before a character, if it reaches to there without a sentence in between."""
    for number in range(len(found) - 1, -1, -1):
        attribution = found[number]
        pieces = (*attribution.source, *attribution.cue, *attribution.content)
        end = max(span.end for span in pieces)
        if not attribution.source or not attribution.content or end > start:
            continue
        between = [s for s in words.sentences if s.start >= end and s.end <= start]
        return None if between else number
    return None


def _with_more(attribution: Attribution, content: tuple[Span, ...], text: str) -> Attribution:
    mode = attribution.mode if attribution.mode is QuoteMode.DIRECT else QuoteMode.MIXED
    why = _reason(attribution, "content: the quotation that follows")
    return replace(attribution, content=(*attribution.content, *content), mode=mode, why=why)


def with_asides(words: TextWords, text: str, attributions: Sequence[Attribution], hops: Sequence[Hop]) -> list[Attribution]:
    """The attributions with those that an aside makes and the engine has not seen: "..., as witnessed by reporters"."""
    found = list(attributions)
    for hop in hops:
        source = hop.source
        if (
            not hop.aside
            or source is None
            or words.tag(hop.sentence, source) == "PRON"
            or any(hop.cue.overlaps(span) for a in attributions for span in (*a.cue, *a.source))
        ):
            continue
        span = whole_phrase(words.trees[hop.sentence], source)
        found = [a for a in found if a.cue or a.content or not any(span.overlaps(other) for other in a.source)]
        found.append(Attribution((span,), (hop.cue,), hop.content, QuoteMode.INDIRECT, span.of(text), why="an aside in the tree"))
    return found


def with_quoted_speakers(words: TextWords, attributions: Sequence[Attribution]) -> list[Attribution]:
    """The attributions, those whose cue tells of quoting given who is quoted: "[The minister] was quoted by Interfax as saying"."""
    found = []
    for attribution in attributions:
        place = cue_head(words, attribution.cue) if attribution.cue and not attribution.source and len(attribution.content) > 1 else None
        if place is not None and words.trees[place[0]].lemmas[place[1]] in word_class("citing"):
            first, *rest = attribution.content
            if first.end <= attribution.cue[0].start:
                attribution = replace(attribution, source=(first,), content=tuple(rest), why=_reason(attribution, "source: who is quoted"))
        found.append(attribution)
    return found


MaySpeak = Callable[[int, int], bool]
"""Whether a word, by sentence and place, may name a speaker."""


def with_colons(words: TextWords, attributions: Sequence[Attribution], may_speak: MaySpeak) -> list[Attribution]:
    """The attributions with those that a colon alone makes at the beginning of a paragraph: "Minister: strike to end"."""
    found = list(attributions)
    paragraph = -1
    for number, (tree, sentence) in enumerate(zip(words.trees, words.sentences, strict=True)):
        first, paragraph = sentence.paragraph != paragraph, sentence.paragraph
        colon = next((i for i, token in enumerate(sentence.tokens[: LONGEST_SPEAKER + 1]) if token.text == ":"), 0)
        if not first or not 0 < colon < len(tree) - 1 or any(tree.tags[i] in ("VERB", "AUX", "PRON") for i in range(colon)):
            continue
        source = Span(sentence.start, sentence.tokens[colon - 1].end)
        cue = Span(sentence.tokens[colon].start, sentence.tokens[colon].end)
        head = head_of(tree, source.start, source.end)
        verbs = any(tree.tags[i] == "VERB" for i in range(colon + 1, len(tree)))
        if head is None or tree.tags[0] == "PUNCT" or not verbs:
            continue
        known = any(cue.overlaps(span) for a in attributions for span in (*a.cue, *a.content))
        if known or not may_speak(number, head):
            continue
        content = Span(sentence.tokens[colon + 1].start, sentence.end)
        found.append(Attribution((source,), (cue,), (content,), QuoteMode.INDIRECT, why="a colon"))
    return found


LONGEST_SPEAKER = 6
"""Words before a colon that may name a speaker."""


def joined(
    words: TextWords,
    text: str,
    attributions: Sequence[Attribution],
    hops: Sequence[Hop] = (),
    may_speak: MaySpeak = lambda sentence, word: False,
) -> tuple[Attribution, ...]:
    """The engine's attributions with their sources, contents and further quotations, and those of asides and colons, in the order of the
    text."""
    found = with_quotations(words, text, with_contents(words, with_sources(words, with_quoted_speakers(words, attributions))))
    found = with_colons(words, with_asides(words, text, found, hops), may_speak)
    return tuple(sorted(found, key=lambda a: min(s.start for s in (*a.source, *a.cue, *a.content))))
