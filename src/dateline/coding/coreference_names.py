"""Which names of a report are one name: "Temir Sariev" and "Sariev", "the People's Harbour Party" and "PHP".

Names are grouped by rules before anything is weighed, so that a short name brings along what the full one tells: the gender of the given
name, the title, the office in apposition.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from dateline.coding.coreference_expressions import Expression, Form
from dateline.coding.coreference_facts import Gender, ReferentKind, given_names, nouns


@dataclass(slots=True, eq=False)
class NameGroup:
    """The expressions of one name; ``full`` are the words of its longest form, ``titles`` all nouns said of its bearer."""

    number: int
    kind: ReferentKind
    full: tuple[str, ...]
    gender: Gender
    members: list[Expression] = field(default_factory=list)
    titles: set[str] = field(default_factory=set)


def name_groups(expressions: Sequence[Expression]) -> list[NameGroup]:
    """The names of a report in groups. A short name that fits several is put with the last one told of.

    Expressions of a group that leave their gender open take the group's.
    """
    groups: list[NameGroup] = []
    by_key: dict[str, list[NameGroup]] = {}
    for expression in expressions:
        if expression.form is not Form.NAME or not expression.keys or expression.entity is None:
            continue
        group = _group_for(expression, by_key)
        if group is None:
            group = NameGroup(len(groups), expression.kind, expression.keys, expression.gender)
            groups.append(group)
        _join(group, expression, by_key)
    for group in groups:
        if group.kind is ReferentKind.PERSON and group.gender is Gender.OPEN and len(group.full) == 1:
            group.gender = given_names().get(group.full[0], Gender.OPEN)
        for member in group.members:
            if member.gender is Gender.OPEN:
                member.gender = group.gender
            member.titles = group.titles
    return groups


def _join(group: NameGroup, expression: Expression, by_key: dict[str, list[NameGroup]]) -> None:
    group.members.append(expression)
    group.titles |= expression.titles
    if group.gender is Gender.OPEN:
        group.gender = expression.gender
    if len(expression.keys) > len(group.full):
        group.full = expression.keys
    for key in {*expression.keys, _initials(expression)}:
        known = by_key.setdefault(key, [])
        if group in known:
            known.remove(group)
        known.append(group)  # the last told of stands last


def _group_for(expression: Expression, by_key: dict[str, list[NameGroup]]) -> NameGroup | None:
    considered = by_key.get(expression.keys[-1], []) + (by_key.get(expression.keys[0], []) if len(expression.keys) > 1 else [])
    fitting = [group for group in considered if _fits(expression, group)]
    exact = [group for group in fitting if group.full == expression.keys]
    best = exact or fitting
    return best[-1] if best else None


def _fits(expression: Expression, group: NameGroup) -> bool:
    if {expression.gender, group.gender} >= {Gender.MALE, Gender.FEMALE}:
        return False
    own, full = expression.keys, group.full
    persons = [kind is ReferentKind.PERSON for kind in (expression.kind, group.kind)]
    if own == full:
        return all(persons) or not any(persons)
    if any(own == member.keys for member in group.members):
        return all(persons) or not any(persons)
    if not all(persons):
        return not any(persons) and _acronym(expression, group)
    short, long = sorted((own, full), key=len)
    if len(short) == 1:
        return short[0] in (long[-1], long[0]) and not (short[0] == long[0] != long[-1] and _titled(expression))
    return (short[0] == long[0] and short[-1] in long) or (short[-1] == long[-1] and _initial(short[0], long[0]))


def _titled(expression: Expression) -> bool:
    """Whether a title goes before a single name, which then is a family name."""
    return any(nouns().get(t, (ReferentKind.OPEN, Gender.OPEN))[0] is ReferentKind.PERSON for t in expression.titles)


def _initial(one: str, other: str) -> bool:
    """Whether a given name may be the short of another: "A." of "Askar", "Alex" of "Alexander"."""
    short, long = sorted((one.rstrip("."), other.rstrip(".")), key=len)
    return long.startswith(short)


def _initials(expression: Expression) -> str:
    return "".join(key[0] for key in expression.keys) if len(expression.keys) > 1 else expression.keys[0]


def _acronym(expression: Expression, group: NameGroup) -> bool:
    for one, other in ((expression, group.members[0]), (group.members[0], expression)):
        text = one.entity.text.replace(".", "") if one.entity else ""
        if len(one.keys) == 1 and 2 <= len(text) <= 8 and text.isupper() and len(other.keys) > 1:
            long = other.entity.text if other.entity else ""
            capitals = "".join(word[0] for word in long.replace("-", " ").split() if word[0].isupper())
            if text.lower() in (_initials(other), capitals.lower()):
                return True
    return False
