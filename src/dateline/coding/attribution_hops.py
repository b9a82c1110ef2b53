"""Attributions read off the trees: who says, believes or plans what, in each clause that a cue governs.

The engine, like PolNeAR, marks the outermost attribution of a sentence alone. Within its content, and where it saw none, the trees tell
who "hopes that ...", who "is believed to ...", whose "claim that ..." it is. Each such hop covers the words of its complement.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from dateline.coding.attribution_words import clause_span, words_over
from dateline.coding.clause_forms import complement_kind, is_passive, preposition_of
from dateline.coding.clauses import roles, surface_subjects
from dateline.coding.cue_acts import CueFact, cue_fact, cue_reading
from dateline.coding.event_mentions import TextWords
from dateline.coding.tree import Tree
from dateline.coding.word_classes import ComplementKind, word_class
from dateline.report import Act, Span

_AROUND_CUE: Final = ("aux", "advmod", "compound", "cop")
_FROM: Final = ("by", "from", "of")
_ASIDE: Final = ("as",)


@dataclass(frozen=True, slots=True)
class Hop:
    """A cue in its sentence: its head word, the head of its source (None where nobody is named), the words it is made of, the spans of
    what it introduces, and what it does with that."""

    sentence: int
    head: int
    source: int | None
    cue: Span
    content: tuple[Span, ...]
    fact: CueFact
    aside: bool = False

    def covers(self, span: Span) -> bool:
        """Whether a stretch of the text stands in what the cue introduces."""
        return any(piece.start <= span.start and span.end <= piece.end for piece in self.content)


def hops_in(words: TextWords) -> tuple[Hop, ...]:
    """All hops that the trees of a report tell of, in the order of their cues."""
    found: list[Hop] = []
    for number, tree in enumerate(words.trees):
        for word, tag in enumerate(tree.tags):
            if tag in ("VERB", "ADJ", "NOUN"):
                found.extend(_hops_at(tree, number, word))
    return tuple(found)


def _hops_at(tree: Tree, sentence: int, word: int) -> Iterator[Hop]:
    if tree.lemmas[word] in word_class("seeming") or (tree.tags[word] == "ADJ" and not tree.of_base(word, "cop")):
        return
    aside = _aside(tree, sentence, word)
    if aside is not None:
        yield aside
        return
    for child, kind in _complements(tree, word):
        fact = _fact(tree, word, kind)
        if fact is None or (kind is ComplementKind.INFINITIVE and not _may_take(tree, word, fact)):
            continue
        if kind is ComplementKind.NOUN and (fact.act in (Act.ASSERT, Act.BELIEVE, Act.ASK, Act.PLAN) or tree.tags[child] != "NOUN"):
            continue
        source = _quoted(tree, word) if _is_quoted(tree, word) else source_of_cue(tree, word)
        if source is not None and (source in tree.under(child) or _generic(tree, source)):
            continue
        yield Hop(
            sentence,
            word,
            source,
            cue_span(tree, word),
            _content(tree, word, child, kind),
            fact.denied() if is_negated(tree, word) else fact,
        )
        return


def _fact(tree: Tree, word: int, kind: ComplementKind) -> CueFact | None:
    """The row that holds for a word and its complement; a participle may stand as an adjective ("was convinced that")."""
    tag = tree.tags[word]
    patterns = [f"{tree.lemmas[word]} {preposition_of(tree, child)}" for child in tree.of_base(word, "obl")]
    for pattern in (*patterns, tree.lemmas[word]):
        fact = cue_fact(pattern, tag, kind, exact=True)
        if fact is not None:
            return fact
    return cue_fact(tree.tokens[word].text.lower(), "ADJ", kind, exact=True) if tag == "VERB" else None


def _is_quoted(tree: Tree, word: int) -> bool:
    """Whether a verb of saying stands under one of quoting: "quoted the minister as saying"."""
    head = tree.heads[word]
    marked = any(tree.lemmas[child] in _ASIDE for child in tree.of_base(word, "mark", "case"))
    return marked and head >= 0 and tree.lemmas[head] in word_class("citing")


def _quoted(tree: Tree, word: int) -> int | None:
    """Who is quoted: the object of the verb of quoting, or its subject in the passive."""
    quoting = tree.heads[word]
    return next(iter(tree.of_relation(quoting, "obj", "nsubj:pass")), None)


def _complements(tree: Tree, word: int) -> Iterator[tuple[int, ComplementKind]]:
    """What may be told under a word: clauses, infinitives, gerunds after "of" or "from", and a noun's clause."""
    for child in tree.children[word]:
        base, kind = tree.bases[child], complement_kind(tree, child)
        if tree.tags[word] == "NOUN":
            # The parser takes many a noun's clause for a relative one.
            infinitive = kind is ComplementKind.INFINITIVE and tree.relations[child] == "acl"
            if base in ("acl", "ccomp") and (infinitive or _has_that(tree, child)):
                yield child, kind
        elif _governed(tree, word, child, kind):
            yield child, kind
        elif base == "obj" and tree.tags[word] == "VERB":
            # "wants the mission to leave", the infinitive hung from the mission
            infinitives = [c for c in tree.of_relation(child, "acl") if complement_kind(tree, c) is ComplementKind.INFINITIVE]
            yield from ((c, ComplementKind.INFINITIVE) for c in infinitives)
    if tree.tags[word] == "NOUN":
        # "reports from villagers that ...", the clause hung from the nearer noun
        for other in _beside(tree, word):
            yield from ((c, ComplementKind.CLAUSE) for c in tree.of_base(other, "acl", "ccomp") if _has_that(tree, c))
    elif tree.tags[word] == "VERB":
        for thing in (*tree.of_base(word, "obj"), *_under_for(tree, word)):
            yield thing, ComplementKind.NOUN


def _governed(tree: Tree, word: int, child: int, kind: ComplementKind) -> bool:
    base = tree.bases[child]
    if base == "xcomp":
        told = kind is not ComplementKind.CLAUSE or tree.tags[child] in ("ADJ", "NOUN")
        return told or (tree.verbal(child) and (_has_that(tree, child) or bool(tree.of_base(child, "nsubj"))))
    if base == "parataxis":
        return child < word and tree.tags[word] == "VERB" and tree.verbal(child) and bool(tree.of_base(word, "nsubj"))
    if base == "advcl":
        if tree.tags[word] == "ADJ" or _goes_with_preposition(tree, word):
            return _has_that(tree, child) or kind is ComplementKind.INFINITIVE
        return kind is ComplementKind.GERUND and any(tree.lemmas[mark] == "of" for mark in tree.of_base(child, "mark", "case"))
    return base in ("ccomp", "csubj")


def _under_for(tree: Tree, word: int) -> list[int]:
    return [child for child in tree.of_base(word, "obl") if preposition_of(tree, child) == "for"]


def _goes_with_preposition(tree: Tree, word: int) -> bool:
    """Whether a verb stands in the table together with its preposition: "called on both to"."""
    return any(cue_fact(f"{tree.lemmas[word]} {preposition_of(tree, child)}", "VERB") for child in tree.of_base(word, "obl"))


def _has_that(tree: Tree, word: int) -> bool:
    return any(tree.lemmas[child] in ("that", "whether", "if") for child in tree.of_base(word, "mark"))


def _may_take(tree: Tree, word: int, fact: CueFact) -> bool:
    """Whether an infinitive under the word is told by somebody: "is said to", "hopes to", "ordered them to"."""
    if fact.act in (Act.ASSERT, Act.BELIEVE, Act.PREDICT) and tree.tags[word] == "VERB":
        return is_passive(tree, word) or tree.lemmas[word] in ("claim", "expect", "profess", "pretend", "purport", "believe", "consider")
    return True


def _generic(tree: Tree, source: int) -> bool:
    return tree.lemmas[source] in ("there", "one", "what", "this", "that") and tree.tags[source] in ("PRON", "DET")


def _content(tree: Tree, word: int, child: int, kind: ComplementKind) -> tuple[Span, ...]:
    span = clause_span(tree, child, (word, *_branch_without(tree, word, child)))
    controlled = [
        other
        for other in tree.of_relation(word, "nsubj:pass", "obj", "iobj")
        if other != source_of_cue(tree, word)
        and kind is not ComplementKind.CLAUSE
        and (tree.relations[other] != "nsubj:pass" or tree.lemmas[word] != "tell")
    ]
    subjects = tree.of_relation(word, "nsubj")
    if subjects and subjects[0] < word and not controlled:
        # "he hopes the minister could": a second subject is the complement's, hung too high
        controlled = [other for other in subjects[1:] if word < other < child]
    if not controlled:
        return (span,)
    first = clause_span(tree, controlled[0])
    return (span,) if first.overlaps(span) else tuple(sorted((first, span)))


def _branch_without(tree: Tree, word: int, child: int) -> Sequence[int]:
    """The words of a cue that hangs inside its own complement by a parsing error: none, unless the complement holds the cue."""
    return tree.under(word) if word in tree.under(child) else ()


def source_of_cue(tree: Tree, word: int) -> int | None:
    """The head of who says what a cue introduces: its subject, in the passive who stands under "by"; of a noun its possessor, whom it
    comes "by" or "from", or the subject of the verb that carries it. None where nobody is named."""
    heads: Sequence[int]
    if tree.verbal(word):
        if tree.lemmas[word] in word_class("seeming"):
            return None
        subjects = tree.of_relation(word, "nsubj")
        if is_passive(tree, word) and not _felt(tree, word):
            heads = roles(tree, word).agents
        elif len(subjects) > 1 and subjects[0] < word:
            heads = [child for child in subjects if child < word][-1:]  # "he hopes the minister could": the second is the complement's
        else:
            heads = surface_subjects(tree, word)
    elif tree.tags[word] == "NOUN" and tree.of_relation(word, "nsubj"):
        heads = tree.of_relation(word, "nsubj")  # a verb that the tagger took for a noun: "said it fears that"
    elif tree.tags[word] == "NOUN":
        cast = roles(tree, word)
        heads = cast.possessors or cast.under(*_FROM) or _beside(tree, word) or cast.subjects
    else:
        return None
    if not heads or tree.tags[heads[0]] not in ("NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ"):
        return None
    return heads[0]


def _felt(tree: Tree, word: int) -> bool:
    """Whether a passive tells what its subject feels: "was convinced that", unlike "was expected to"."""
    fact = cue_fact(tree.tokens[word].text.lower(), "ADJ")
    told_of = cue_fact(tree.lemmas[word], "VERB", ComplementKind.INFINITIVE, exact=True)
    return fact is not None and fact.act is not Act.PREDICT and told_of is None


def _beside(tree: Tree, noun: int) -> Sequence[int]:
    """Who stands right after a noun under "by" or "from", whatever the parser hung it from."""
    if noun + 1 < len(tree) and tree.lemmas[noun + 1] in _FROM[:2] and tree.bases[noun + 1] == "case":
        return (tree.heads[noun + 1],)
    return ()


def cue_span(tree: Tree, word: int) -> Span:
    """A cue with its auxiliaries, adverbs and particles as far as they stand beside it, as PolNeAR marks it."""
    near = [word, *(child for child in tree.of_base(word, *_AROUND_CUE) if abs(child - word) <= 4)]
    particles = {"compound:prt"}
    near.extend(child for child in tree.children[word] if tree.relations[child] in particles)
    first = last = word
    while first - 1 in near or (first > 0 and tree.tags[first - 1] == "PART" and first - 2 in near):
        first -= 1
    while last + 1 in near and tree.relations[last + 1] in particles:
        last += 1
    return Span(tree.tokens[first].start, tree.tokens[last].end)


def is_negated(tree: Tree, word: int) -> bool:
    """Whether a cue itself is negated: "did not say", "no longer hopes", "never claimed"."""
    return any(tree.lemmas[child] in word_class("negation") for child in tree.of_base(word, "advmod", "det"))


# --- what is credited in an aside ---------------------------------------------------------------------------------------


def _aside(tree: Tree, sentence: int, word: int) -> Hop | None:
    """An aside, "as witnessed by reporters" or "as the ministry announced": all the rest of the sentence is their content."""
    if (
        tree.tags[word] != "VERB"
        or tree.lemmas[word] not in word_class("witnessing")
        or tree.bases[word] not in ("advcl", "parataxis", "acl")
    ):
        return None
    marks = [child for child in tree.of_base(word, "mark", "case", "advmod") if tree.lemmas[child] in _ASIDE and child < word]
    if not marks or tree.of_base(word, "ccomp", "xcomp", "obj"):
        return None
    if marks[0] > 0 and tree.tags[marks[0] - 1] != "PUNCT":
        return None  # "not 14 as the police had announced" compares
    source = source_of_cue(tree, word)
    pattern = f"as {tree.tokens[word].text.lower()} by"
    fact = cue_fact(pattern, "VERB") or cue_fact(tree.lemmas[word], "VERB", ComplementKind.CLAUSE)
    if source is None or fact is None:
        return None
    by = [child for child in tree.of_base(source, "case") if word < child < source]
    aside = set(tree.under(word))
    main = tree.heads[word]
    while tree.bases[main] in ("xcomp", "conj", "advcl") and tree.heads[main] >= 0:
        main = tree.heads[main]
    spans = _spans(tree, [i for i in tree.under(main) if i not in aside])
    cue = Span(tree.tokens[marks[0]].start, tree.tokens[by[0] if by else word].end)
    return Hop(sentence, word, source, cue, spans, fact, aside=True) if spans else None


def _spans(tree: Tree, inside: Sequence[int]) -> tuple[Span, ...]:
    """Runs of words as spans, without punctuation at their ends."""
    found = []
    run: list[int] = []
    for word in (*inside, -1):
        if run and word != run[-1] + 1:
            while run and tree.tags[run[-1]] == "PUNCT":
                run.pop()
            while run and tree.tags[run[0]] == "PUNCT":
                run.pop(0)
            if run:
                found.append(Span(tree.tokens[run[0]].start, tree.tokens[run[-1]].end))
            run = []
        run.append(word)
    return tuple(found)


# --- what the cue of a span does ----------------------------------------------------------------------------------------


def fact_of_cue(words: TextWords, cue: Sequence[Span], content: Sequence[Span]) -> tuple[CueFact | None, bool]:
    """What the words of a cue do with their content, and whether the cue is negated."""
    places = [place for span in cue for place in words_over(words, span)]
    if not places:
        return None, False
    sentence = places[0][0]
    tree = words.trees[sentence]
    inside = [i for number, i in places if number == sentence]
    reading = cue_reading([tree.lemmas[i] for i in inside], [tree.tags[i] for i in inside], _kind_under(tree, inside, content))
    if reading is None:
        return None, False
    return reading.fact, is_negated(tree, inside[reading.words[0]])


def _kind_under(tree: Tree, cue: Sequence[int], content: Sequence[Span]) -> ComplementKind | None:
    """The form of what a cue introduces: that of the first word in the content that hangs from the cue."""
    within = set(cue)
    for child in range(len(tree)):
        token = tree.tokens[child]
        if tree.heads[child] not in within or child in within or not any(c.start <= token.start < c.end for c in content):
            continue
        base = tree.bases[child]
        if base in ("ccomp", "xcomp", "advcl", "acl", "parataxis"):
            return complement_kind(tree, child)
        if base in ("obj", "obl", "nmod"):
            return ComplementKind.NOUN
    return None


def behind(tree: Tree, word: int) -> list[tuple[int, int]]:
    """Sources under a speaker, as (cue, source): "State television, citing the ministry, said"."""
    from_verb = [
        *tree.of_base(word, "advcl", "parataxis"),
        *(a for s in tree.of_base(word, "nsubj") for a in tree.of_base(s, "acl", "advcl")),
    ]
    found: list[tuple[int, int]] = []
    for verb in from_verb:
        if tree.lemmas[verb] in word_class("citing") and not tree.of_base(verb, "nsubj"):
            found.extend((verb, thing) for thing in tree.of_base(verb, "obj")[:1])
    return found


def over(tree: Tree, source: int, word: int) -> list[tuple[int, int]]:
    """Sources over a speaker, as (cue, source): "a statement carried by the agency", "was quoted by Interfax as saying"."""
    found: list[tuple[int, int]] = []
    for verb in tree.of_base(source, "acl"):
        if tree.lemmas[verb] in word_class("carrying"):
            agents = [child for child in tree.of_base(verb, "obl") if preposition_of(tree, child) in ("by", "on", "in")]
            found.extend((verb, agent) for agent in agents[:1])
    quoting = [word, *tree.above(word)]
    for verb in quoting[:2]:
        if tree.lemmas[verb] in word_class("citing") and is_passive(tree, verb):
            found.extend((verb, agent) for agent in roles(tree, verb).agents[:1])
    return found
