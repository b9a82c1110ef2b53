"""When: the time expression an act's own words, its clause, its neighbours or the story's course give it.

Every expression near an act is a candidate. What ties it to the act or speaks against it - the way in the tree, other acts that stand
nearer, tense against calendar, words that go on from the sentence before - is weighed by a fitted table
(``data/event_times_weights.tsv``). No candidate above even odds: no time. The day of publication or dateline is a candidate of last
resort, and is marked as such; DURATION and SET are none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from math import log
from typing import Final

from dateline.coding.event_evidence import (
    Act,
    Way,
    form_of,
    head_in,
    nearest_act,
    nearest_verb,
    quoted,
    setting_weights,
    under_another,
    way,
)
from dateline.coding.event_mentions import Mention, TextWords
from dateline.coding.event_weights import probability, weighed
from dateline.coding.tree import Tree
from dateline.coding.word_classes import word_class
from dateline.fact_tables import table_of
from dateline.report import Report, Span, TimeMention

WEIGHTS: Final = "event_times_weights.tsv"
_WORDS: Final = "event_times_words.tsv"
USES: Final = frozenset({"goes on", "same time", "begins anew"})
BACK: Final = 3
"""Sentences before the act's in which its time may stand."""
LEAD: Final = 3
"""Sentences at the beginning of a report whose time may be that of all its news."""
GOES_ON: Final = 3.0
"""Added to the log-odds of a time of the sentence before where words say that the story goes on from it ("Hours later they ..."); too rare
in the annotations for a weight."""
_LONG_AGO: Final = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class TimeCandidate:
    """A time considered for an act: its features, and in words where it stands; ``added`` to its log-odds is what no table tells."""

    time: TimeMention
    features: Mapping[str, float]
    where: str
    added: float = 0.0


@lru_cache(maxsize=1)
def _words() -> Mapping[str, frozenset[str]]:
    """The words of the table by what they do at the beginning of a sentence."""
    found: dict[str, set[str]] = {use: set() for use in USES}
    for row in table_of("dateline.coding", _WORDS, "use phrase"):
        if row.cells[0] not in found:
            raise row.wrong(f"{row.cells[0]!r} is no use; expected one of {', '.join(sorted(USES))}")
        found[row.cells[0]].add(row.cells[1].lower())
    return {use: frozenset(phrases) for use, phrases in found.items()}


class StoryTimes:
    """The time expressions of a report with their places in its trees, and the acts they may belong to.

    ``acts`` are all mentions of acts in the report: an expression beside another act is not this one's.
    """

    def __init__(self, words: TextWords, times: Sequence[TimeMention], report: Report, acts: Sequence[Mention] = ()) -> None:
        self._text = words
        self._day = _story_day(report)
        self._heads: dict[int, list[tuple[int, TimeMention]]] = {}
        for one in times:
            if one.type not in ("DATE", "TIME") or not one.value:
                continue
            place = head_in(words, Span(one.start, one.end))
            if place is not None:
                self._heads.setdefault(place[0], []).append((place[1], one))
        self._acts: dict[int, set[int]] = {}
        for mention in acts:
            act = Act.of(words, mention)
            self._acts.setdefault(act.sentence, set()).update(act.words)
        self._fallback = _fallback(report, times, self._day)

    def time_of(self, mentions: Sequence[Mention], weights: Mapping[str, float] | None = None) -> tuple[TimeMention | None, str]:
        """The time of an act told by some mentions, the clearest first, and why; (None, "") where the text tells none."""
        worth = setting_weights(WEIGHTS) if weights is None else weights
        best: tuple[float, TimeCandidate] | None = None
        for candidate in self.candidates(mentions):
            score = weighed(worth, candidate.features) + candidate.added
            if score > 0 and (best is None or score > best[0]):
                best = score, candidate
        if best is None:
            return None, ""
        score, chosen = best
        return chosen.time, f"{chosen.where} ({probability(score):.2f})"

    def candidates(self, mentions: Sequence[Mention]) -> list[TimeCandidate]:
        """Every time worth weighing for an act, with what speaks for and against it."""
        found: list[TimeCandidate] = []
        for rank, mention in enumerate(mentions):
            act = Act.of(self._text, mention)
            own = self._beside(mention, act)
            before = self._before(mention, act, bool(own))
            for candidate in (*own, *before):
                features = dict(candidate.features) | {"another mention": 1.0} if rank else candidate.features
                found.append(TimeCandidate(candidate.time, features, candidate.where, candidate.added))
        if mentions:
            found.extend(self._of_lead(mentions[0], bool(found)))
        if self._fallback is not None and mentions:
            found.append(self._last_resort(mentions[0], bool(found)))
        return found

    def _beside(self, mention: Mention, act: Act) -> list[TimeCandidate]:
        """The times of the act's own sentence."""
        tree = self._text.trees[act.sentence]
        acts = dict.fromkeys((*self._acts.get(act.sentence, ()), *act.words))
        own = self._heads.get(act.sentence, [])
        ways = [way(tree, act.head, head) for head, _ in own]
        lengths = [len(one.up) + len(one.down) for one in ways]
        form = form_of(tree, act.head)
        found = []
        for (head, time_), one, length in zip(own, ways, lengths, strict=True):
            near = nearest_act(tree, head, acts)
            verb = nearest_verb(tree, head)
            if self._barred(tree, act, head, acts, one, form) or _against_tense(form, _when(time_, self._day)):
                continue
            holder = tree.heads[head]
            inside = head in act.words
            features = self._common(mention, tree, act, time_, form) | one.features(form)
            features |= {
                "same sentence": 1.0,
                "within the trigger": float(inside),
                "nearest act is it": float(near in act.words),
                "nearest act is another": float(near is not None and near not in act.words),
                "under another act": float(under_another(tree, act, head, acts)),
                "nearest verb is it": float(verb is not None and verb in act.words),
                "nearest verb is another's": float(verb is not None and verb not in act.words and verb in acts),
                "nearest verb says": float(verb is not None and tree.lemmas[verb] in word_class("saying") and verb not in act.words),
                "holder is noun": float(holder >= 0 and tree.tags[holder] in ("NOUN", "PROPN") and holder not in act.words),
                "before it": float(head < act.head),
                "words between": log(1 + abs(head - act.head)),
                "only one": float(len(own) == 1),
                "nearest": float(length == min(lengths)),
                "farther than another": float(length - min(lengths)) if len(own) > 1 else 0.0,
                "acts between": float(_between(act, head, acts)),
                f"{_introduced(tree, head)} it": 1.0,
                f"noun way {one.up[0] if one.up else '-'}": float(form == "noun"),
            }
            found.append(TimeCandidate(time_, features, f"{time_.text!r}, {_where(one.up, one.down, inside)}"))
        return found

    def _barred(self, tree: Tree, act: Act, head: int, acts: Mapping[int, object], one: Way, form: str) -> bool:
        """Whether a time surely belongs to something else: to what another word is or did ("a poet born in 1961"), to another act that this
        one is about ("condemned Monday's attack"), or to the telling of what has been or will be ("will be freed, he said on Monday")."""
        if one.describes_another or (form != "noun" and under_another(tree, act, head, acts)):
            return True
        if form != "noun" and "ccomp" in one.down:
            return True
        if form not in ("perfect", "pluperfect", "present", "future", "modal"):
            return False
        if _told_just_before(tree, act, head):
            return True
        verb = nearest_verb(tree, head)
        says = verb is not None and verb not in act.words and tree.lemmas[verb] in word_class("saying")
        return says and ("ccomp" in one.up or "parataxis" in (*one.up, *one.down))

    def _before(self, mention: Mention, act: Act, has_own: bool) -> list[TimeCandidate]:
        """The times of the sentences before, where the story may go on from them."""
        tree = self._text.trees[act.sentence]
        form = form_of(tree, act.head)
        opening = self._opening(act.sentence)
        found = []
        passed = False
        own = self._text.sentences[act.sentence]
        for back in range(1, BACK + 1):
            number = act.sentence - back
            if number < 0 or passed:
                break
            earlier = self._text.trees[number]
            for head, time_ in self._heads.get(number, ()):
                passed = True
                verb = nearest_verb(earlier, head)
                root = next((i for i, above in enumerate(earlier.heads) if above < 0), 0)
                if _against_tense(form, _when(time_, self._day)):
                    continue
                features = self._common(mention, tree, act, time_, form)
                main = verb == root or head == root
                goes_on = "goes on" in opening and back == 1 and main and form == "past" and not has_own
                features |= {
                    "earlier sentence": 1.0,
                    f"{back} sentences back": 1.0,
                    "earlier, same paragraph": float(earlier.sentence.paragraph == own.paragraph),
                    "earlier, main clause": float(main),
                    "earlier, under saying": float(verb is not None and earlier.lemmas[verb] in word_class("saying")),
                    "earlier, own sentence has one": float(has_own),
                    "earlier, only one": float(len(self._heads[number]) == 1),
                    f"earlier, {form}": 1.0,
                    "earlier, quoted": float(quoted(tree, act.head)),
                    f"earlier, {mention.type}": 1.0,
                    f"earlier, then {form_of(earlier, root)}": 1.0,
                    f"earlier, root is {'it' if tree.heads[act.head] < 0 else 'another'}": 1.0,
                    f"earlier, {_introduced(earlier, head)} it": 1.0,
                    **{f"earlier, {use}": 1.0 for use in opening},
                }
                where = f"{time_.text!r}, told {_back(back)} and gone on from"
                found.append(TimeCandidate(time_, features, where, GOES_ON if goes_on else 0.0))
        return found

    def _of_lead(self, mention: Mention, others: bool) -> list[TimeCandidate]:
        """The first time a report tells, for an act further on in the story that is the report's news."""
        act = Act.of(self._text, mention)
        lead = next((number for number in range(LEAD) if number in self._heads), None)
        if lead is None or act.sentence - lead <= BACK:
            return []
        tree, earlier = self._text.trees[act.sentence], self._text.trees[lead]
        head, time_ = self._heads[lead][0]
        form = form_of(tree, act.head)
        verb = nearest_verb(earlier, head)
        features = self._common(mention, tree, act, time_, form) | {
            "lead": 1.0,
            f"lead, {form}": 1.0,
            f"lead, {mention.type}": 1.0,
            "lead, main clause": float(verb is not None and earlier.heads[verb] < 0),
            "lead, sentences since": log(act.sentence - lead),
            "lead, own sentence has one": float(act.sentence in self._heads),
            "lead, others": float(others),
        }
        return [TimeCandidate(time_, features, f"{time_.text!r}, the report's first time, and gone on from")]

    def _last_resort(self, mention: Mention, others: bool) -> TimeCandidate:
        """The day of dateline or publication, for an act told as news."""
        assert self._fallback is not None
        fallback, kind = self._fallback
        act = Act.of(self._text, mention)
        tree = self._text.trees[act.sentence]
        form = form_of(tree, act.head)
        features = {
            "bias": 1.0,
            "last resort": 1.0,
            f"last resort, {kind}": 1.0,
            f"last resort, {form}": 1.0,
            f"last resort, {mention.status}": 1.0,
            "last resort, first sentence": float(act.sentence == 0),
            "last resort, own sentence has one": float(bool(self._heads.get(act.sentence))),
            "last resort, others": float(others),
            "last resort, quoted": float(quoted(tree, act.head)),
            f"last resort, {mention.type}": 1.0,
        }
        return TimeCandidate(fallback, features, f"fall-back: the text tells no time, the {kind} is {fallback.value}")

    def _common(self, mention: Mention, tree: Tree, act: Act, time_: TimeMention, form: str) -> dict[str, float]:
        when = _when(time_, self._day)
        return {
            "bias": 1.0,
            f"form {form}": 1.0,
            f"{mention.status} {when}": 1.0,
            f"{form} {when}": 1.0,
            f"grain {_grain(time_.value)}": 1.0,
            f"tag {tree.tags[act.head]}": 1.0,
            "quoted": float(quoted(tree, act.head)),
            f"quoted {when}": float(quoted(tree, act.head)),
        }

    def _opening(self, sentence: int) -> list[str]:
        """What the first words of a sentence do: go on from the one before, or begin anew."""
        tokens = self._text.sentences[sentence].tokens[:10]
        said = " " + " ".join(token.text.lower() for token in tokens) + " "
        return [use for use in sorted(USES) if any(f" {phrase} " in said for phrase in _words()[use])]


def time_of(
    words: TextWords, mentions: Sequence[Mention], times: Sequence[TimeMention], report: Report, acts: Sequence[Mention] = ()
) -> tuple[TimeMention | None, str]:
    """The time of one act, its mentions the clearest first, and why. For all acts of a report make one :class:`StoryTimes`."""
    return StoryTimes(words, times, report, acts or mentions).time_of(mentions)


def _story_day(report: Report) -> date | None:
    if report.dateline is not None and len(report.dateline.date_value) == 10 and report.dateline.date_value[0] != "-":
        return date.fromisoformat(report.dateline.date_value)
    return report.published.day if report.published is not None else None


def _fallback(report: Report, times: Sequence[TimeMention], day: date | None) -> tuple[TimeMention, str] | None:
    """The day of last resort as a mention: the dateline's words where it has a date, else of no words at all."""
    line = report.dateline
    if line is not None and line.date:
        for one in times:
            if line.start <= one.start and one.end <= line.end and one.type == "DATE" and one.earliest is not None:
                return one, "dateline"
    if day is None or report.published is None:
        return None
    zone = report.published.instant.tzinfo if report.published.instant is not None else None
    begin = datetime.combine(day, time(), tzinfo=zone)
    why = "fall-back: day of publication"
    return TimeMention(0, 0, "", "DATE", day.isoformat(), begin, begin + timedelta(days=1, seconds=-1), why), "day of publication"


def _when(time_: TimeMention, day: date | None) -> str:
    """Where a time lies from the day of the story."""
    if time_.earliest is None or time_.latest is None:
        return "open"
    if day is None:
        return "undated story"
    if time_.earliest.date() > day:
        return "ahead"
    if time_.latest.date() >= day:
        return "now"
    return "long ago" if day - time_.latest.date() > _LONG_AGO else "behind"


def _against_tense(form: str, when: str) -> bool:
    """Whether an act told so cannot lie there: one to come in the past, one told in the past after the day of the story."""
    return (form == "future" and when in ("behind", "long ago")) or (form in ("past", "perfect", "pluperfect") and when == "ahead")


def _grain(value: str) -> str:
    if value.endswith("_REF"):
        return "loose"
    if "T" in value:
        return "part of day"
    if "W" in value:
        return "week"
    return {4: "year", 7: "month", 10: "day"}.get(len(value), "other")


def _between(act: Act, head: int, acts: Iterable[int]) -> int:
    """How many other acts are told between an act and a time, three at most."""
    first, last = sorted((head, act.head))
    return min(3, sum(first < word < last for word in acts if word not in act.words))


def _told_just_before(tree: Tree, act: Act, head: int) -> bool:
    """Whether a verb of saying stands right before a time and its preposition: "said on Thursday" is one phrase whatever the tree says."""
    before = min(tree.under(head)) - 1
    return before >= 0 and before not in act.words and tree.tags[before] == "VERB" and tree.lemmas[before] in word_class("saying")


def _introduced(tree: Tree, head: int) -> str:
    """The preposition or conjunction before a time."""
    for child in tree.children[head]:
        if child < head and tree.bases[child] in ("case", "mark"):
            return tree.lemmas[child]
    return "nothing before"


def _where(up: Sequence[str], down: Sequence[str], inside: bool) -> str:
    if inside:
        return "in its own words"
    if not up and not down:
        return "beside it in its clause"
    return f"in its sentence by way of {' '.join((*up, *down))}"


def _back(back: int) -> str:
    return "in the sentence before" if back == 1 else f"{back} sentences before"
