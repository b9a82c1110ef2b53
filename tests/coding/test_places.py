"""Places resolved in company, unresolved where nothing is known, and recognised from entities."""

from __future__ import annotations

import pytest

from dateline.coding.place_words import names_facility
from dateline.coding.places import find_places
from dateline.report import Entity, EntityType, Place, Report


def resolve(text: str, *names: str) -> list[Place]:
    """The places of the names given, each where it first stands after the one before."""
    spans, at = [], 0
    for name in names:
        at = text.index(name, at)
        spans.append((at, at + len(name)))
        at += len(name)
    return list(find_places(Report.from_text(text), toponyms=spans))


@pytest.mark.parametrize(
    ("text", "names", "admin1", "country"),
    [
        ("The mayor of Paris, Texas, opened the bridge.", ("Paris", "Texas"), "Texas", "USA"),
        ("The mayor of Paris opened the bridge in France.", ("Paris", "France"), "Île-de-France", "FRA"),
        ("Officials in Springfield, Ill., and Chicago met.", ("Springfield", "Ill.", "Chicago"), "Illinois", "USA"),
        ("Crews from Springfield, Holyoke and Chicopee fought the fire.", ("Springfield", "Holyoke", "Chicopee"), "Massachusetts", "USA"),
        ("A ferry sank off Alexandria, officials in Cairo said.", ("Alexandria", "Cairo"), "Alexandria", "EGY"),
        ("Buses left Hyderabad for Karachi and Sukkur.", ("Hyderabad", "Karachi", "Sukkur"), "Sindh", "PAK"),
        ("Troops entered Tripoli, and ships left Benghazi and Misrata.", ("Tripoli", "Benghazi", "Misrata"), "Tripoli", "LBY"),
        ("Flights to Saint John's, Antigua, resumed.", ("Saint John's", "Antigua"), "Saint John", "ATG"),
    ],
)
def test_company_decides_between_namesakes(text: str, names: tuple[str, ...], admin1: str, country: str) -> None:
    place = resolve(text, *names)[0]
    assert (place.country, place.admin1) == (country, admin1)
    assert place.latitude is not None
    assert 0 < place.confidence <= 1
    assert place.why


@pytest.mark.parametrize(
    ("phrase", "name", "precision", "use"),
    [
        ("Turkish", "Turkey", "country", "adjective"),
        ("Mexicans", "Mexico", "country", "adjective"),
        ("Chechen", "Chechnya", "admin1", "adjective"),
        ("Kazakstan", "Kazakhstan", "country", "literal"),
        ("the Mediterranean", "Mediterranean Sea", "region", "literal"),
    ],
)
def test_forms_of_names(phrase: str, name: str, precision: str, use: str) -> None:
    (place,) = resolve(f"They saw {phrase} lorries.", phrase)
    assert (place.name, place.precision, place.use) == (name, precision, use)


def test_an_invented_place_stays_open_with_a_reason() -> None:
    place, kenya = resolve("The market of Zyxwvtown in Kenya burnt down.", "Zyxwvtown", "Kenya")
    assert (place.name, place.latitude, place.geonameid, place.confidence) == ("", None, None, 0.0)
    assert place.why == "not in the gazetteer"
    assert kenya.country == "KEN"


def test_a_facility_gets_the_town_the_text_tells() -> None:
    *_, palace = resolve("Shots were heard in Bishkek. Crowds entered Ala-Too Palace at noon.", "Bishkek", "Ala-Too Palace")
    assert (palace.name, palace.country) == ("Bishkek", "KGZ")
    assert palace.confidence < 0.6
    (alone,) = resolve("Crowds entered Qzxqzx Palace at noon.", "Qzxqzx Palace")
    assert alone.latitude is None


def test_an_area_is_no_town_of_its_name() -> None:
    county, _ = resolve("Deputies of Los Angeles County, California, searched the canyon.", "Los Angeles County", "California")
    assert county.precision == "admin2"


@pytest.mark.parametrize("span", [(-1, 3), (2, 2), (0, 999)])
def test_a_span_outside_of_the_text_is_refused(span: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="does not lie in the text"):
        find_places(Report.from_text("Osh is calm."), toponyms=[span])


def test_places_are_recognised_from_entities_and_dateline() -> None:
    text = "NAIROBI, May 3 (Lake Wire) - Kenyan police searched Mombasa, and the Bank of England froze accounts of John London."
    types = {"Kenyan": EntityType.NORP, "Mombasa": EntityType.LOCATION, "Bank of England": EntityType.ORGANIZATION}
    types["John London"] = EntityType.PERSON
    entities = [Entity(text.index(n), text.index(n) + len(n), n, kind, 0.9) for n, kind in types.items()]
    found = {p.text: p for p in find_places(Report.from_text(text), entities=entities)}
    assert found.keys() == {"NAIROBI", "Kenyan", "Mombasa", "England"}
    assert found["England"].use == "name"
    assert {p.country for p in found.values()} == {"KEN", "GBR"}
    assert all(text[p.start : p.end] == p.text for p in found.values())


def test_nothing_is_found_where_nothing_is_named() -> None:
    assert find_places(Report.from_text("It rained all day.")) == ()
    assert find_places(Report.from_text("It rained all day."), toponyms=[]) == ()


@pytest.mark.parametrize(("name", "facility"), [("Manas Airport", True), ("Main St.", True), ("Osh", False), ("Parkland", False)])
def test_names_of_facilities(name: str, facility: bool) -> None:
    assert names_facility(name) is facility
