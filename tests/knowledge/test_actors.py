from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dateline.errors import DataError
from dateline.fact_tables import table_rows
from dateline.knowledge.actors import Actors, actors

COLUMNS = "name aliases country sector office from to"


def made(lines: list[str], leaders: str = "") -> Actors:
    return Actors(lines, table_rows("leaders.tsv", "\t".join(COLUMNS.split()) + "\n" + leaders, COLUMNS))


@pytest.mark.parametrize(
    ("name", "day", "country", "sector"),
    [
        ("Kurmanbek Bakiyev", date(2010, 4, 8), "KGZ", "GOV"),
        ("Hosni Mubarak", date(1995, 1, 1), "EGY", "GOV"),
        ("Jacob Zuma", date(2012, 1, 1), "ZAF", "GOV"),
        ("Jacob Zuma", date(2021, 7, 1), "ZAF", "ELI"),
        ("Aung San Suu Kyi", date(2003, 5, 1), "MMR", "OPP"),
        ("Aung San Suu Kyi", date(2018, 5, 1), "MMR", "GOV"),
        ("Vladimir Putin", None, "RUS", "GOV"),
        ("Kofi Annan", date(2000, 1, 1), "UNO", ""),
    ],
)
def test_role_at_a_day(name: str, day: date | None, country: str, sector: str) -> None:
    role = actors().role(name, day)
    assert role is not None
    assert (role.country, role.sector) == (country, sector)


def test_unknown_names_have_no_role() -> None:
    assert actors().role("Ulan Nobody of Nowhere", None) is None
    assert actors().leader("Nobodyev", None, []) is None


def test_a_surname_alone_is_a_leader_in_office_then() -> None:
    bush = actors().leader("Bush", date(1990, 6, 1), [])
    assert bush is not None
    assert bush.country == "USA"
    assert actors().leader("Bush", date(1960, 6, 1), []) is None


def test_surnames_of_several_leaders_need_a_likely_country() -> None:
    known = made(["bako\tGHA GOV leader 19700101 19800101|TCD GOV leader 19750101 19850101"])
    assert known.leader("Bako", date(1978, 1, 1), []) is None
    chosen = known.leader("Bako", date(1978, 1, 1), ["TCD"])
    assert chosen is not None
    assert chosen.country == "TCD"


def test_offices_laid_down_make_former_officials() -> None:
    known = made(["ada bako\tGHA GOV - 19700101 19800101"])
    assert [known.role("Ada Bako", d).sector for d in (date(1975, 1, 1), date(1990, 1, 1))] == ["GOV", "ELI"]  # type: ignore[union-attr]


def test_the_edited_table_goes_before_the_compiled_one() -> None:
    known = made(["ada bako\tGHA GOV - 19700101 -"], "Ada Bako\tBako\tGHA\tOPP\t\t1985\t\n")
    for name in ("Ada Bako", "Bako"):
        role = known.role(name, date(1990, 1, 1))
        assert role is not None
        assert role.sector == "OPP"


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("Ada Bako\t\tGHN\tGOV\t\t\t\n", "GHN"),
        ("Ada Bako\t\tGHA\tGOVT\t\t\t\n", "GOVT"),
        ("Ada Bako\t\tGHA\tGOV\t\tJune 1970\t\n", "June 1970"),
    ],
)
def test_wrong_rows_are_refused(line: str, says: str) -> None:
    with pytest.raises(DataError, match=says) as error:
        made([], line)
    assert error.value.line == 2


def test_a_damaged_compiled_line_is_refused() -> None:
    with pytest.raises(DataError, match="cells"):
        made(["ada bako\tGHA GOV"]).role("Ada Bako", None)


def test_actor_dictionaries_are_read(tmp_path: Path) -> None:
    from training.actor_facts import collect

    (tmp_path / "Phoenix.Test.actors.txt").write_text(
        "GHANA_ [GHA]\n\nADA_BAKO_  ; note\n+A._BAKO_\n\t[GHAGOV 700101-800101]\n\t[GHAELI]\nNIGHT_FRONT_\n\t[GHAREB >19900101]\n",
        "latin-1",
    )
    (tmp_path / "reign-leaders-2021-03.csv").write_text(
        "stateabb,leader,sdate,smonth,syear,emonth,eyear\nGHA,Bako (1st time),1,2,1985,3,1990\n", "latin-1"
    )
    found = {key: [tuple(fact) for fact in facts] for key, facts in collect(tmp_path).items()}
    assert found["ada bako"] == [("GHA", "GOV", "", "19700101", "19800101"), ("GHA", "ELI", "", "", "")]
    assert found["a bako"] == found["ada bako"]
    assert found["night front"] == [("GHA", "REB", "", "19900101", "")]
    assert found["bako"] == [("GHA", "GOV", "leader", "19850201", "19900331")]
    assert "ghana" not in found


def test_an_office_is_still_told_the_day_after_it_was_laid_down() -> None:
    known = made([], "Aibek Tursun\t\tKGZ\tGOV\tminister\t20100101\t20100408\n")
    told = {day: known.role("Aibek Tursun", date(2010, 4, day)) for day in (8, 9, 10)}
    assert [role.sector if role is not None else None for role in told.values()] == ["GOV", "GOV", "ELI"]
