"""The tables of coreference: they load, hold what the code asks for, and say where they are wrong."""

from __future__ import annotations

import pytest

from dateline.coding.coreference_facts import (
    Amount,
    Gender,
    ReferentKind,
    Use,
    _new,
    _one,
    coreference_words,
    given_names,
    nouns,
    pronouns,
)
from dateline.errors import DataError
from dateline.fact_tables import table_rows


def test_what_pronouns_tell() -> None:
    assert pronouns()["herself"].gender is Gender.FEMALE
    assert pronouns()["herself"].use is Use.REFLEXIVE
    assert pronouns()["they"].amount is Amount.SEVERAL
    assert pronouns()["his"].group == pronouns()["him"].group != pronouns()["her"].group
    assert pronouns()["this"].group != pronouns()["it"].group


def test_what_nouns_and_names_tell() -> None:
    assert nouns()["spokeswoman"] == (ReferentKind.PERSON, Gender.FEMALE)
    assert nouns()["parliament"][0] is ReferentKind.ORGANISATION
    assert given_names()["fatoumata"] is Gender.FEMALE
    assert "kim" not in given_names()


@pytest.mark.parametrize("name", ["definite", "demonstrative", "indefinite", "particles", "unlike", "weather", "clausal"])
def test_classes_asked_for_are_there(name: str) -> None:
    assert coreference_words(name)


def test_a_class_that_is_not_there_is_an_error() -> None:
    with pytest.raises(DataError, match="has no class 'colours'"):
        coreference_words("colours")


def test_wrong_cells_name_file_and_line() -> None:
    (row,) = table_rows("names.tsv", "gender\tnames\nmal\tjohn", "gender names")
    with pytest.raises(DataError, match="'mal' is none of male"):
        _one(row, row.cells[0], {"male": Gender.MALE})
    with pytest.raises(DataError, match="'john' stands in the table twice"):
        _new(row, row.cells[1], {"john": Gender.MALE})
