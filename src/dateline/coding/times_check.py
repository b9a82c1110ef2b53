"""The rules' own examples: every rule is tried on the sentences that stand beside it."""

from __future__ import annotations

from datetime import datetime, timedelta

from dateline.coding.times import find_times
from dateline.coding.times_frame import sense_names
from dateline.coding.times_rules import Example, Rule, compile_rules, rule_book, rule_source
from dateline.report import Evidence, EvidenceKind, Precision, PublicationTime, TimeMention, ZoneOrigin


def check_rules() -> tuple[str, ...]:
    """What is wrong with the shipped rules: a line for each example not found as it says and each rule without one; empty if all hold.

    Raises :class:`dateline.DataError` where a rule cannot be read at all.
    """
    problems = []
    compile_rules(rule_source(), known=sense_names())
    for rule in rule_book().rules:
        if not rule.examples:
            problems.append(f"{rule.name}: has no example")
        for example in rule.examples:
            problems.extend(f"{rule.name}: {problem}" for problem in _missed(example))
        problems.extend(f"{rule.name}: {problem}" for example in rule.spares for problem in _taken(rule, example))
    return tuple(problems)


def _find(example: Example) -> tuple[TimeMention, ...]:
    published = published_on(example.published) if example.published else None
    return find_times(example.text, published=published)


def _missed(example: Example) -> list[str]:
    found = [(m.text, m.type, m.value) for m in _find(example)]
    left = list(found)
    problems = []
    for wanted in example.finds:
        if wanted in left:
            del left[: left.index(wanted) + 1]
        else:
            problems.append(f"in {example.text!r} expected {wanted}, found {found}")
    return problems


def _taken(rule: Rule, example: Example) -> list[str]:
    return [f"in {example.text!r} took {m.text!r}, which it must spare" for m in _find(example) if m.why.split(":")[0] == rule.name]


def published_on(value: str) -> PublicationTime:
    """The publication time of an ISO 8601 day or local time ("2011-03-16", "2011-03-16T14:30"), with an offset where one is written."""
    moment = datetime.fromisoformat(value)
    precision = Precision.MINUTE if "T" in value else Precision.DAY
    offset: timedelta | None = moment.utcoffset()
    local = moment.replace(tzinfo=None).isoformat(timespec="minutes") if "T" in value else value[:10]
    origin = ZoneOrigin.NONE if offset is None else ZoneOrigin.EXPLICIT
    zone = "" if offset is None else moment.strftime("%z")
    return PublicationTime(
        local, precision, offset, zone, origin, Evidence(EvidenceKind.HINT, "published", value), moment if offset is not None else None
    )
