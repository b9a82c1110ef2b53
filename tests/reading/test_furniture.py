"""The furniture rules: every example in the data file, and what a broken file says."""

from __future__ import annotations

import pytest

from dateline.errors import DataError
from dateline.reading.furniture import Rule, is_breadcrumb, known_furniture, read_rules, rules

_TOP = """
[names]
between = ["and"]
not_first = ["Friday"]
[breadcrumb]
separators = [">"]
weak_separators = ["/"]
roots = ["home"]
max_words_a_part = 6
[headline]
final_abbreviations = ["U.S."]
"""


def _matches(rule: Rule, line: str) -> bool:
    from dateline.reading.furniture import fold

    return rule.fits(line, fold(line), len(line.split()))


@pytest.mark.parametrize(("rule", "line"), [(rule, line) for rule in rules().rules for line in rule.takes], ids=lambda one: str(one)[:60])
def test_rule_takes_its_examples(rule: Rule, line: str) -> None:
    assert _matches(rule, line)


@pytest.mark.parametrize("line", sorted({line for rule in rules().rules for line in rule.spares}))
def test_no_rule_takes_what_one_spares_as_an_example_of_the_story(line: str) -> None:
    assert known_furniture(line) is None
    spared_by = [rule for rule in rules().rules if line in rule.spares]
    assert not any(_matches(rule, line) for rule in spared_by)


def test_every_rule_has_examples_of_both_kinds() -> None:
    assert all(rule.takes and rule.spares for rule in rules().rules)


@pytest.mark.parametrize(
    "line",
    [
        "Homepage > News > World >",
        "Home / World / Asia",
        "Home » Politics",
        "News | Europe",
        "You are here: Home > World > Europe",
        "World › Africa › Horn",
    ],
)
def test_breadcrumbs(line: str) -> None:
    assert is_breadcrumb(line)


@pytest.mark.parametrize(
    "line",
    [
        "Dockers > owners, says poll",
        "GENEVA/NEW YORK (Coastal) - Talks stalled.",
        "Grain / fuel barter resumes",
        "The price went from 10 > 20 > 30, a fact the ministry denied for a whole week.",
        "Home",
        "Home affairs minister resigns",
    ],
)
def test_no_breadcrumbs(line: str) -> None:
    assert not is_breadcrumb(line)


@pytest.mark.parametrize(
    "sentence",
    [
        "By Wednesday evening the harbour was empty.",
        "Reporting by two local papers put the number at 40, officials said.",
        "Related: the word was on every banner that the marchers carried through the old town of Lindesk on that day.",
        "Copyright holders sued the ministry on Monday.",
        "Photos of the dead were shown to the families.",
        "Watch the harbour, he told his men, and wait for word.",
        "Share prices fell 4 percent after the announcement.",
        "Editors of three papers were detained.",
        "Advertisement spending doubled before the vote.",
        "Home Secretary Ann Lee said the law would stand.",
        "More than 40 people were injured.",
        "See also whether the truce holds, the envoy told reporters.",
        "Subscribe, he said, or be silent.",
        "Follow the money, the prosecutor told the jury.",
        "Print workers joined the strike.",
        "Tags on the wreckage matched those of the missing plane.",
        "Read more books, the president told graduates.",
        "Live rounds were fired, witnesses said.",
        "File cabinets were burned in the courtyard.",
        "Ends do not justify means, the bishop said.",
        "Source close to the talks: no deal.",
        "Maren Holt contributed 40,000 crowns to the fund.",
    ],
)
def test_sentences_of_a_story_are_never_furniture(sentence: str) -> None:
    assert known_furniture(sentence, top=True, tail=True) is None


@pytest.mark.parametrize(
    ("rule", "line", "said"),
    [
        ('[[rule]]\nkind = "sponsor"\nwhere = "top"\nmax_words = 3\nwhole = ["x"]', 13, "kind must be one of"),
        ('[[rule]]\nkind = "other"\nwhere = "middle"\nmax_words = 3\nwhole = ["x"]', 13, "where must be one of"),
        ('[[rule]]\nkind = "other"\nwhere = "top"\nwhole = ["x"]', 13, "max_words must be a number"),
        ('[[rule]]\nkind = "other"\nwhere = "top"\nmax_words = 3', 13, "states no phrase"),
        ('[[rule]]\nkind = "other"\nwhere = "top"\nmax_words = 3\npattern = ["("]', 13, "no regular expression"),
        ('[[rule]]\nkind = "other"\nwhere = "top"\nmax_words = 3\nopen = ["x"]', 13, "unknown condition 'open'"),
        ('[[rule]]\nkind = "other"\nwhere = "top"\nmax_words = 3\nwhole = "x"', 13, "must be a list of phrases"),
        ("[[rule", 0, "no TOML"),
    ],
)
def test_a_wrong_rule_is_named_with_its_line(rule: str, line: int, said: str) -> None:
    with pytest.raises(DataError, match=said) as raised:
        read_rules("furniture.toml", _TOP + "\n" + rule + "\n")
    assert raised.value.line == line
    assert raised.value.file == "furniture.toml"


def test_a_file_without_its_first_tables_is_refused() -> None:
    with pytest.raises(DataError, match="incomplete"):
        read_rules("furniture.toml", '[[rule]]\nkind = "other"\nwhere = "top"\nmax_words = 3\nwhole = ["x"]\n')
