"""Dumps of our own in the published forms: what is made of them, what is left out, what comes back after removal."""

from __future__ import annotations

import bz2
import gzip
import json
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from dateline.cli import app
from dateline.commands.streams import ExitStatus
from dateline.errors import DataError
from dateline.knowledge.actors import Actors
from dateline.knowledge.dated_roles import FILE, DatedRoles, role_line
from dateline.knowledge.gazetteer import Gazetteer, PlaceKind
from dateline.knowledge.imported import FOLDER_VARIABLE, Kind, all_imported, imported, knowledge_folder


def place(
    number: int,
    name: str,
    others: str,
    at: tuple[float, float],
    feature: str,
    country: str,
    admin1: str = "",
    admin2: str = "",
    people: int = 0,
) -> str:
    """A line of allCountries.txt."""
    sort, code = feature.split(".")
    cells = [
        number,
        name,
        name,
        others,
        at[0],
        at[1],
        sort,
        code,
        country,
        "",
        admin1,
        admin2,
        "",
        "",
        people,
        "",
        0,
        "Etc/UTC",
        "2026-01-01",
    ]
    return "\t".join(map(str, cells))


PLACES = (
    place(11, "Khazistan", "Land of Khaz", (41, 75), "A.PCLI", "KG"),
    place(12, "Sary", "", (40, 73), "A.ADM1", "KG", "08"),
    place(13, "Kul", "", (40.1, 73.1), "A.ADM2", "KG", "08", "001"),
    place(14, "Bishtown", "Frunzetown,Бишград", (42.87, 74.59), "P.PPLC", "KG", "01", "", 900_000),
    place(15, "Karasuu", "", (40.5, 72.8), "P.PPL", "KG", "08", "001", 20_000),
    place(16, "Ak Lake", "White Lake", (42, 77), "H.LK", "KG", "08"),
    place(17, "Old mill", "", (42, 77), "S.MLL", "KG", "08"),
)
BAD = ("no columns", place(18, "Nowhere", "", (91, 0), "P.PPL", "KG"), place(19, "", "", (1, 1), "P.PPL", "KG"))


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "knowledge"
    monkeypatch.setenv(FOLDER_VARIABLE, str(folder))
    return folder


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["knowledge", *map(str, arguments)])


def dump(path: Path, lines: tuple[str, ...]) -> Path:
    text = "\n".join(lines) + "\n"
    if path.suffix == ".zip":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(f"{path.stem}.txt", text)
    else:
        data = text.encode()
        path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else bz2.compress(data) if path.suffix == ".bz2" else data)
    return path


@pytest.mark.parametrize("name", ["KG.txt", "KG.txt.gz", "KG.zip", "KG.txt.bz2"])
def test_a_dump_replaces_the_gazetteer(tmp_path: Path, name: str) -> None:
    result = run("import", "geonames", dump(tmp_path / name, PLACES))
    assert result.exit_code == ExitStatus.FINE, result.output
    gazetteer = Gazetteer.current()
    assert len(gazetteer) == 6
    (town,) = gazetteer.find("Karasuu")
    assert (town.geonameid, town.kind, town.country, town.admin1, town.admin2) == (15, PlaceKind.CITY, "KGZ", "Sary", "Kul")
    capital = gazetteer.capital("KGZ")
    assert capital is not None
    assert capital.name == "Bishtown"
    assert [p.own_name for p in gazetteer.find("Бишград")] == [False]
    assert gazetteer.find("White Lake")[0].kind is PlaceKind.LAKE
    assert gazetteer.find("Old mill") == ()
    assert gazetteer.town_country("Bishtown") == "KGZ"


def test_bad_lines_are_told_and_left_out(tmp_path: Path) -> None:
    result = run("import", "geonames", dump(tmp_path / "KG.txt", (*PLACES, *BAD)))
    assert result.exit_code == ExitStatus.FINE
    assert "1 left out: not 19 columns (KG.txt:8)" in result.stderr
    assert "1 left out: coordinates off the earth (KG.txt:9)" in result.stderr
    assert "1 left out: no name (KG.txt:10)" in result.stderr
    assert all_imported()[0].skipped == 3


def test_names_of_divisions_and_english_names(tmp_path: Path) -> None:
    admin1 = dump(tmp_path / "admin1CodesASCII.txt", ("KG.08\tSaryland\tSaryland\t12", "rubbish"))
    names = dump(
        tmp_path / "alternateNamesV2.txt",
        ("1\t15\ten\tBlackwater\t1\t\t\t\t\t", "2\t15\ten\tSilt\t\t\t\t1\t\t", "3\t15\tru\tЧёрная\t1\t\t\t\t\t"),
    )
    run("import", "geonames", dump(tmp_path / "KG.txt", PLACES), "--admin1", admin1, "--alternate-names", names)
    gazetteer = Gazetteer.current()
    assert gazetteer.find("Blackwater")[0].own_name
    assert gazetteer.find("Silt") == ()
    assert gazetteer.find("Saryland")[0].kind is PlaceKind.ADMIN1


def test_a_dump_without_a_place_changes_nothing(tmp_path: Path, home: Path) -> None:
    run("import", "geonames", dump(tmp_path / "KG.txt", PLACES))
    before = all_imported()
    for lines in (("nothing of use",), ()):
        result = run("import", "geonames", dump(tmp_path / "bad.txt", lines))
        assert result.exit_code == ExitStatus.UNREADABLE
        assert "holds no place" in result.stderr
    assert run("import", "geonames", tmp_path / "missing.zip").exit_code == ExitStatus.UNREADABLE
    (tmp_path / "cut.gz").write_bytes(gzip.compress("\n".join(PLACES * 200).encode())[:200])
    assert run("import", "geonames", tmp_path / "cut.gz").exit_code == ExitStatus.UNREADABLE
    assert all_imported() == before
    assert [entry.name for entry in home.iterdir()] == ["geonames"]


def item(name: str) -> dict[str, object]:
    return {"mainsnak": {"datavalue": {"value": {"id": name}}}, "rank": "normal"}


def entity(name: str, label: str, aliases: tuple[str, ...] = (), **claims: object) -> str:
    told = {"id": name, "labels": {"en": {"value": label}}, "aliases": {"en": [{"value": alias} for alias in aliases]}, "claims": claims}
    return json.dumps(told, ensure_ascii=False) + ","


def held(office: str, first: str, last: str) -> dict[str, object]:
    def days(value: str) -> list[dict[str, object]]:
        return [{"datavalue": {"value": {"time": f"+{value}T00:00:00Z"}}}]

    return item(office) | {"qualifiers": {"P580": days(first), "P582": days(last)}}


ENTITIES = (
    "[",
    entity(
        "Q1",
        "Aibek Tursun",
        ("A. B. Tursun",),
        P31=[item("Q5")],
        P39=[held("Q20", "2010-01-05", "2012-00-00"), held("Q99", "2013-01-01", "2014-01-01")],
    ),
    entity("Q20", "Minister of Fisheries of Khazistan", P1001=[item("Q30")]),
    entity("Q30", "Khazistan", P298=[{"mainsnak": {"datavalue": {"value": "KGZ"}}}]),
    entity("Q40", "Lakes and Rivers Party", ("LRP",), P31=[item("Q7278")], P17=[item("Q30")]),
    "{broken,",
    entity("Q50", "No offices", P31=[item("Q5")]),
    "]",
)


def actors_of(folder: Path) -> Actors:
    return Actors([], [], DatedRoles(folder))


@pytest.mark.parametrize("name", ["w.json", "w.json.gz", "w.json.bz2"])
def test_offices_and_parties_of_a_wikidata_dump(tmp_path: Path, name: str) -> None:
    result = run("import", "wikidata", dump(tmp_path / name, ENTITIES))
    assert result.exit_code == ExitStatus.FINE, result.output
    assert f"1 left out: no JSON ({name}:6)" in result.stderr
    found = imported(Kind.WIKIDATA)
    assert found is not None
    known = actors_of(found[1])
    role = known.role("A. B. Tursun", date(2011, 6, 1))
    assert role is not None
    assert (role.name, role.country, role.sector, role.office, role.first, role.last) == (
        *("Aibek Tursun", "KGZ", "GOV", "minister of fisheries of khazistan"),
        *("20100105", "20129999"),
    )
    former = known.role("Aibek Tursun", date(2020, 1, 1))
    assert former is not None
    assert former.sector == "ELI"
    party = known.role("Lakes and Rivers Party", None)
    assert party is not None
    assert (party.country, party.sector) == ("KGZ", "PTY")
    assert known.role("Nobody Known", None) is None


def test_list_and_remove(tmp_path: Path) -> None:
    assert run("remove", "geonames").exit_code == ExitStatus.INCOMPLETE
    run("import", "geonames", dump(tmp_path / "KG.txt", PLACES))
    listed = json.loads(run("list", "--json").stdout)
    assert [(p["kind"], p["source"], p["entries"]) for p in listed["imported"]] == [("geonames", "KG.txt", 6)]
    assert "KG.txt" in run("list").stdout
    assert run("remove", "geonames").exit_code == ExitStatus.FINE
    assert Gazetteer.current() is Gazetteer.shipped()
    assert run("import", "wikidata", tmp_path / "w.json", "--admin1", tmp_path / "a").exit_code == ExitStatus.USAGE


def test_a_damaged_piece_says_how_to_remove_it(home: Path) -> None:
    (home / "geonames").mkdir(parents=True)
    (home / "geonames/about.json").write_text("{}")
    with pytest.raises(DataError, match="dateline knowledge remove geonames"):
        imported(Kind.GEONAMES)
    assert run("list").exit_code == ExitStatus.UNREADABLE


def test_where_it_lies(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert knowledge_folder() == tmp_path / "knowledge"
    monkeypatch.setenv(FOLDER_VARIABLE, " ")
    assert knowledge_folder() is None
    assert imported(Kind.GEONAMES) is None
    assert run("import", "geonames", dump(tmp_path / "KG.txt", PLACES)).exit_code == ExitStatus.UNREADABLE
    monkeypatch.delenv(FOLDER_VARIABLE)
    folder = knowledge_folder()
    assert folder is not None
    assert folder.name == "knowledge"
    assert "dateline" in str(folder).casefold()


@settings(deadline=None)
@given(st.lists(st.text("abcdé ", min_size=1, max_size=6).map(str.strip).filter(bool), min_size=1, max_size=40))
def test_every_role_written_is_found(tmp_path_factory: pytest.TempPathFactory, keys: list[str]) -> None:
    folder = tmp_path_factory.mktemp("roles")
    lines = sorted({role_line(" ".join(key.split()), f"Q{n}", key, "KGZ", "GOV", "", "", "") for n, key in enumerate(keys)})
    (folder / FILE).write_text("".join(f"{line}\n" for line in lines), "utf-8")
    table = DatedRoles(folder)
    for n, key in enumerate(keys):
        assert f"Q{n}" in [cells[0] for cells in table.roles(" ".join(key.split()))]
    assert list(table.roles("zz")) == []
