"""The rules' own examples, and rules that are wrong."""

from __future__ import annotations

import pytest

from dateline.coding.times_check import check_rules
from dateline.coding.times_rules import compile_rules, rule_book
from dateline.errors import DataError


def test_every_rule_finds_its_examples_and_spares_the_rest() -> None:
    assert check_rules() == ()


def test_every_rule_has_an_example_and_no_name_stands_twice() -> None:
    rules = rule_book().rules
    assert all(rule.examples for rule in rules)
    assert len({rule.name for rule in rules}) == len(rules)


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("<month", "cannot read its pattern"),
        ("<nomonth>", "names the class <nomonth>"),
        ("( <month>", "is not closed"),
        ("<month> )", "unbalanced"),
        ("<month>?", "matches nothing at all"),
        ("@nomacro", "names the macro 'nomacro'"),
        ("<month>+", "cannot read its pattern"),
        ("<month> | ? <dayn>", "out of place"),
    ],
)
def test_wrong_pattern_is_named(pattern: str, reason: str) -> None:
    source = f'[[rule]]\nname = "wrong"\npattern = "{pattern}"\nmeans = "calendar"\nexamples = []\n'
    with pytest.raises(DataError, match="wrong") as raised:
        compile_rules(source)
    assert reason in str(raised.value)


def test_rule_lacking_a_key_is_named() -> None:
    with pytest.raises(DataError, match="lacks"):
        compile_rules('[[rule]]\nname = "wrong"\npattern = "<month>"\n')


def test_macros_without_end_are_refused() -> None:
    source = '[macros]\na = "@b"\nb = "@a"\n[[rule]]\nname = "loop"\npattern = "@a"\nmeans = "calendar"\nexamples = []\n'
    with pytest.raises(DataError, match="without end"):
        compile_rules(source)


def test_unknown_meaning_is_refused() -> None:
    with pytest.raises(DataError, match="no_such_meaning"):
        compile_rules('[[rule]]\nname = "odd"\npattern = "<month>"\nmeans = "no_such_meaning"\nexamples = []\n', known={"calendar"})
