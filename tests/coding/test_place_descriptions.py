"""Places told without their names, in the engine's trees: own sentences."""

from __future__ import annotations

import pytest

from dateline.engine import Engine
from dateline.report import Place, Report


def described(engine: Engine, text: str) -> list[Place]:
    return [place for place in engine.code(Report.from_text(text, published="2010-04-08")).places if place.why.startswith("described")]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Kyrgyzstan was in turmoil. Protesters clashed with police in the capital.", [("capital", "Bishkek", "city")]),
        ("The president fled the Kyrgyz capital.", [("capital", "Bishkek", "city")]),
        ("Gunmen attacked Kenya's capital on Monday.", [("capital", "Nairobi", "city")]),
        ("Rebels entered the capital of Chad on Saturday.", [("capital", "N'Djamena", "city")]),
        ("A bomb exploded in Mombasa. Soldiers sealed off the city.", [("city", "Mombasa", "city")]),
        ("A bomb exploded in Mombasa. Two more blasts shook the country on Friday.", [("country", "Kenya", "country")]),
        ("Gunmen attacked Kenya's capital. Soldiers sealed off the city.", [("capital", "Nairobi", "city"), ("city", "Nairobi", "city")]),
        # left open
        ("Envoys of Kenya and Chad met in the capital.", []),
        ("Soldiers sealed off the city.", []),
        ("The mayor of Mombasa spoke to the city council.", []),
        ("Kenya raised the capital of the bank.", []),
        ("Troops left the Kenyan capital, Nairobi.", []),
        ("Shots were heard in the provincial capital in Kenya.", []),
    ],
)
def test_places_without_names(engine: Engine, text: str, told: list[tuple[str, str, str]]) -> None:
    found = described(engine, text)
    assert [(place.text, place.name, place.precision) for place in found] == told
    assert all(text[place.start : place.end] == place.text and place.confidence < 0.9 for place in found)


def test_a_country_that_acts_is_its_government(engine: Engine) -> None:
    (country,) = described(engine, "Police patrolled Nairobi and Mombasa in Kenya. The country imposed a curfew.")
    assert (country.name, country.use) == ("Kenya", "government")


def test_engine_places_holds_names_alone(engine: Engine) -> None:
    text = "Kenya was in turmoil. Protesters clashed with police in the capital."
    assert [place.text for place in engine.places(text)] == ["Kenya"]
