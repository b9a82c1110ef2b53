"""The tables of codes of other schemes: complete, checked, and right where it is known."""

from __future__ import annotations

import pytest

from dateline.errors import DataError
from dateline.fact_tables import table_rows
from dateline.knowledge.codebook import Codebook
from dateline.knowledge.countries import countries
from dateline.knowledge.gazetteer import PlaceKind
from dateline.presenting.exports import cameo_codes, country_codes, place_kinds, sector_codes


@pytest.mark.parametrize(
    ("code", "cameo", "cow", "fips", "icews"),
    [
        ("USA", "USA", 2, "US", "United States"),
        ("GBR", "GBR", 200, "UK", "United Kingdom"),
        ("DEU", "DEU", 255, "GM", "Germany"),
        ("ROU", "ROM", 360, "RO", "Romania"),
        ("TLS", "TMP", 860, "TT", "Timor-Leste"),
        ("MNE", "MTN", 341, "MJ", "Montenegro"),
        ("XKX", "KSV", 347, "KV", "Kosovo"),
        ("SRB", "SRB", 345, "RI", "Serbia"),
        ("VNM", "VNM", 816, "VM", "Vietnam"),
        ("KOR", "KOR", 732, "KS", "South Korea"),
        ("YEM", "YEM", 679, "YM", "Yemen"),
        ("SSD", "SSD", 626, "OD", "South Sudan"),
        ("COD", "COD", 490, "CG", "Democratic Republic of Congo"),
        ("PSE", "PSE", None, "", "Occupied Palestinian Territory"),
        ("SUN", "SUN", 365, "", ""),
        ("IGO", "", None, "", ""),
        ("", "", None, "", ""),
    ],
)
def test_countries_under_the_codes_of_others(code: str, cameo: str, cow: int | None, fips: str, icews: str) -> None:
    found = country_codes.country_codes(code)
    assert (found.cameo, found.cow, found.fips, found.icews) == (cameo, cow, fips, icews)


def test_every_country_of_records_has_its_codes_and_no_two_share_one() -> None:
    known = [country_codes.country_codes(code) for code in countries().by_code]
    assert all(found.cameo for found in known)
    current = [found for found in known if found.fips]
    assert len({found.fips for found in current}) == len(current)
    assert len({found.cow for found in current if found.cow}) == len([found for found in current if found.cow])
    assert len({found.cameo for found in known}) == len(known)
    assert len(current) > 190


def test_media_and_medicine_change_places() -> None:
    assert (sector_codes.sector_codes("JRN").cameo, sector_codes.sector_codes("MED").cameo) == ("MED", "HLH")
    assert sector_codes.sector_codes("UNO").cameo == "IGOUNO"
    assert sector_codes.sector_codes("PTY").gdelt == ""
    assert sector_codes.sector_codes("XXX") == sector_codes.UNCODED


def test_every_code_of_the_codebook_is_cameos() -> None:
    codebook = Codebook.load()
    codes = {c.cameo for c in codebook.constructions if c.cameo} | {m.cameo for t in codebook.types for m in t.modes}
    for code in codes | {t.cameo for t in codebook.types}:
        assert (known := cameo_codes.cameo_code(code)) is not None, code
        assert (root := cameo_codes.cameo_code(code[:2])) is not None
        assert known.quad == root.quad
        assert known.goldstein is not None or code == "176"


@pytest.mark.parametrize(
    ("code", "quad", "goldstein"),
    [
        ("010", 1, 0.0),
        ("057", 1, 8.0),
        ("0874", 2, 10.0),
        ("112", 3, -2.0),
        ("138", 3, -7.0),
        ("145", 4, -7.5),
        ("190", 4, -10.0),
        ("173", 4, -5.0),
    ],
)
def test_quads_and_goldstein_are_gdelts(code: str, quad: int, goldstein: float) -> None:
    found = cameo_codes.cameo_code(code)
    assert found is not None
    assert (found.quad, found.goldstein) == (quad, goldstein)


def test_a_code_that_is_not_cameos_is_unknown() -> None:
    assert cameo_codes.cameo_code("999") is None


@pytest.mark.parametrize(
    ("table", "row", "reason"),
    [
        ("cameo", "1x0\t1\t0.0\tname", "'1x0' is not two to four digits"),
        ("cameo", "100\t5\t0.0\tname", "quad '5' is not one of"),
        ("cameo", "100\t3\thigh\tname", "'high' is no number"),
        ("cameo", "100\t3\t11\tname", "not between -10 and 10"),
        ("cameo", "100\t3\t-5\t", "has no name"),
        ("cameo", "100\t3\t-5\tDemand\n100\t3\t-5\tDemand", "stands in the table twice"),
        ("country", "XXX\tXXX\t1\tXX\tNowhere", "'XXX' is not in countries.tsv"),
        ("country", "KGZ\tkg\t703\tKG\tKyrgyzstan", "'kg' is not three capital letters"),
        ("country", "KGZ\tKGZ\t7030\tKG\tKyrgyzstan", "no number of the COW state system"),
        ("country", "KGZ\tKGZ\t703\tKGZ\tKyrgyzstan", "'KGZ' is not two capital letters"),
        ("country", "KGZ\tKGZ\t703\tKG\tK\nKGZ\tKGZ\t703\tKG\tK", "stands in the table twice"),
        ("place", "town\tP\tPPL\t4", "kind 'town' is none of country, admin1"),
        ("place", "city\tX\tPPL\t4", "class 'X' is none of"),
        ("place", "city\tP\tPPL\t6", "resolution '6' is not 1 to 5"),
        ("place", "city\tP\tPPL\t4\ncity\tP\tPPL\t4", "stands in the table twice"),
        ("sector", "GOX\tGOV\tGOV\tGovernment", "'GOX' is neither a PLOVER sector"),
        ("sector", "GOV\tGOV\tGOV\tG\nGOV\tGOV\tGOV\tG", "stands in the table twice"),
    ],
)
def test_a_wrong_row_is_named(table: str, row: str, reason: str, monkeypatch: pytest.MonkeyPatch) -> None:
    module, read = {
        "cameo": (cameo_codes, cameo_codes._codes),
        "country": (country_codes, country_codes._table),
        "sector": (sector_codes, sector_codes._table),
        "place": (place_kinds, place_kinds._table),
    }[table]
    monkeypatch.setattr(
        module, "table_of", lambda _package, name, columns: table_rows(name, "\t".join(columns.split()) + "\n" + row, columns)
    )
    with pytest.raises(DataError, match=rf"^{table}_(codes|kinds)\.tsv:[23]: .*{reason}"):
        read.__wrapped__()


def test_kinds_of_places_say_what_they_decide_and_no_more() -> None:
    assert place_kinds.kind_codes(PlaceKind.ADMIN1) == place_kinds.KindCodes("A", "ADM1", 2)
    assert place_kinds.kind_codes(PlaceKind.CITY) == place_kinds.KindCodes("P", "", 4)
    assert place_kinds.kind_codes("") == place_kinds.UNKNOWN


def test_what_is_left_out_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(place_kinds, "table_of", lambda *_: [])
    with pytest.raises(DataError, match=r"place_kinds\.tsv: lacks admin1, admin2"):
        place_kinds._table.__wrapped__()
    monkeypatch.setattr(sector_codes, "table_of", lambda *_: [])
    with pytest.raises(DataError, match=r"sector_codes\.tsv: lacks AGR, BUS"):
        sector_codes._table.__wrapped__()
