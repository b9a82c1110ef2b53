from __future__ import annotations

import pytest

from dateline.errors import DataError
from dateline.fact_tables import table_rows
from dateline.knowledge.agents import SECTORS
from dateline.knowledge.countries import INTERNATIONAL, Countries, Nation, Organisation, countries
from dateline.knowledge.wordings import PhraseBook, name_key, plural, words_in

COUNTRY_COLUMNS = "code name variants adjectives people seats from to"
BODY_COLUMNS = "name aliases country sector"
HEADER = "\t".join(COUNTRY_COLUMNS.split()) + "\n"
BODIES = "\t".join(BODY_COLUMNS.split()) + "\n"


def made(country_lines: str, body_lines: str = "") -> Countries:
    return Countries(table_rows("c.tsv", HEADER + country_lines, COUNTRY_COLUMNS), table_rows("o.tsv", BODIES + body_lines, BODY_COLUMNS))


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Kazakstan", "KAZ"),
        ("Côte d’Ivoire", "CIV"),
        ("Cote d'Ivoire", "CIV"),
        ("U.S.", "USA"),
        ("DR Congo", "COD"),
        ("Burma", "MMR"),
        ("West Bank", "PSE"),
        ("Kosovo", "XKX"),
        ("Taiwan", "TWN"),
        ("USSR", "SUN"),
        ("East Germany", "DDR"),
        ("Tripoli", "LBY"),
        ("Rajasthan", "IND"),
        ("Atlantis", ""),
    ],
)
def test_code_of_a_name(name: str, code: str) -> None:
    assert countries().code(name) == code


def test_every_state_of_the_past_has_its_years() -> None:
    past = {code: c for code, c in countries().by_code.items() if c.last_year is not None}
    assert {"SUN", "YUG", "CSK", "DDR"} <= set(past)
    assert all(c.first_year is not None and c.first_year < c.last_year for c in past.values() if c.last_year)


def test_shipped_bodies_have_known_codes_and_sectors() -> None:
    bodies = [what for _, what in countries().phrases() if isinstance(what, Organisation)]
    assert len({b.name for b in bodies}) > 300
    assert all(b.country in countries().by_code or b.country in INTERNATIONAL or not b.country for b in bodies)
    assert all(b.sector in SECTORS or not b.sector for b in bodies)


@pytest.mark.parametrize(
    ("lines", "bodies", "file", "line", "says"),
    [
        ("KG\tKyrgyzstan\t\t\t\t\t\t\n", "", "c.tsv", 2, "three capital letters"),
        ("KGZ\tKyrgyzstan\t\t\t\t\t\t\nKGZ\tKirgizia\t\t\t\t\t\t\n", "", "c.tsv", 3, "twice"),
        ("KGZ\tKyrgyzstan\t\t\t\t\t91\t\n", "", "c.tsv", 2, "four digits"),
        ("KGZ\tKyrgyzstan\t...\t\t\t\t\t\n", "", "c.tsv", 2, "no letters"),
        ("KGZ\tKyrgyzstan\t\t\t\t\t\t\n", "Ata-Jurt\t\tKYR\tPTY\n", "o.tsv", 2, "KYR"),
        ("KGZ\tKyrgyzstan\t\t\t\t\t\t\n", "Ata-Jurt\t\tKGZ\tPARTY\n", "o.tsv", 2, "PARTY"),
    ],
)
def test_wrong_tables_are_refused_with_file_and_line(lines: str, bodies: str, file: str, line: int, says: str) -> None:
    with pytest.raises(DataError) as error:
        made(lines, bodies)
    assert (error.value.file, error.value.line) == (file, line)
    assert says in error.value.reason


def test_phrases_are_found_longest_first_and_by_their_capitals() -> None:
    book: PhraseBook[str] = PhraseBook()
    for phrase in ("US", "Turkey", "police", "police chief", "Bosnian Serb", "Serb"):
        assert book.add(phrase, phrase)
    words = words_in("They told us the Bosnian Serb police chief ate turkey in Turkey; U.S. POLICE")
    assert [f.values for f in book.find(words)] == [("Bosnian Serb",), ("police chief",), ("Turkey",), ("US",), ("police",)]


def test_keys_and_plurals() -> None:
    assert name_key("Côte d’Ivoire's") == "cote d ivoire"
    assert [plural(w) for w in ("policeman", "embassy", "envoy", "coach", "head of state")] == [
        "policemen",
        "embassies",
        "envoys",
        "coaches",
        "heads of state",
    ]


def test_nationals_come_from_adjectives_that_are_nouns() -> None:
    table = made("CHE\tSwitzerland\t\tSwiss\t\t\t\t\nGHA\tGhana\t\tGhanaian\t\t\t\t\nDNK\tDenmark\t\tDanish\tDane\t\t\t\n")
    people = {phrase for phrase, what in table.phrases() if isinstance(what, Nation) and what.naming == "people"}
    assert people == {"Ghanaians", "Dane", "Danes"}
