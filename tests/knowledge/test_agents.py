from __future__ import annotations

import pytest

from dateline.errors import DataError
from dateline.fact_tables import table_rows
from dateline.knowledge.agents import SECTORS, Agent, Agents, Strength, agents

COLUMNS = "sector strength kind words"


def made(line: str) -> Agents:
    return Agents(table_rows("agents.tsv", "\t".join(COLUMNS.split()) + "\n" + line, COLUMNS))


def by_phrase() -> dict[str, list[Agent]]:
    found: dict[str, list[Agent]] = {}
    for phrase, agent in agents().phrases():
        found.setdefault(phrase, []).append(agent)
    return found


@pytest.mark.parametrize(
    ("word", "sector"),
    [
        ("police", "COP"),
        ("gendarmes", "COP"),
        ("prime ministers", "GOV"),
        ("embassy", "GOV"),
        ("supreme court", "JUD"),
        ("prosecutors", "JUD"),
        ("lawmaker", "LEG"),
        ("troops", "MIL"),
        ("paratroopers", "MIL"),
        ("militiamen", "PRM"),
        ("rebels", "REB"),
        ("gunman", "UAF"),
        ("intelligence agency", "SPY"),
        ("protesters", "CVL"),
        ("university", "EDU"),
        ("newspapers", "JRN"),
        ("miners", "LAB"),
        ("nurses", "MED"),
        ("asylum seekers", "REF"),
        ("archbishops", "REL"),
        ("dissidents", "OPP"),
        ("ruling party", "PTY"),
        ("aid agency", "SOC"),
        ("companies", "BUS"),
        ("herdsmen", "AGR"),
        ("smugglers", "CRM"),
    ],
)
def test_sector_of_a_word(word: str, sector: str) -> None:
    settling = [a for a in by_phrase()[word] if a.strength == Strength.SETTLES]
    assert [a.sector for a in settling][:1] == [sector]


def test_all_sectors_in_use_are_plovers_and_most_are_used() -> None:
    used = {agent.sector for _, agent in agents().phrases()}
    assert used - {""} <= SECTORS
    assert SECTORS - used <= {"UNK"}


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("POL\tsettles\tpeople\tpolice\n", "POL"),
        ("COP\tcertain\tpeople\tpolice\n", "certain"),
        ("COP\tsettles\tcrowd\tpolice\n", "crowd"),
        ("COP\tsettles\tpeople\t,\n", "no words"),
        ("COP\tsettles\tpeople\tpolice,--\n", "no letters"),
    ],
)
def test_wrong_rows_are_refused(line: str, says: str) -> None:
    with pytest.raises(DataError, match=says) as error:
        made(line)
    assert error.value.line == 2


def test_plurals_are_many_and_singulars_are_not() -> None:
    many = {phrase: agent.many for phrase, agent in made("JUD\tsettles\tperson\tjudge\n").phrases()}
    assert many == {"judge": False, "judges": True}
