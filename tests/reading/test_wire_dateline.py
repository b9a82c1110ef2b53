"""The opening of wire copy."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.reading.publication_time import from_hint
from dateline.reading.wire_dateline import find_dateline
from dateline.report import PublicationTime

STORY = "Talks on grazing land resumed in the valley on Monday, mediators said."
SEEN = from_hint("2010-04-08 14:55 BJT")


def parts(opening: str, published: PublicationTime | None = SEEN, story: str = STORY) -> tuple[tuple[str, ...], str, str, str]:
    text = opening + story
    found = find_dateline(text, published)
    assert found is not None, opening
    assert text[found.end :] == story
    for place in found.places:
        assert text[place.start : place.end] == place.text
    return tuple(place.text for place in found.places), found.date, found.date_value, found.agency


@pytest.mark.parametrize(
    ("opening", "places", "date", "value", "agency"),
    [
        ("BISHKEK, April 8 (Xinhua) -- ", ("BISHKEK",), "April 8", "2010-04-08", "Xinhua"),
        ("Colombo, Sri Lanka – ", ("Colombo, Sri Lanka",), "", "", ""),
        ("GENEVA/NEW YORK (Reuters) - ", ("GENEVA", "NEW YORK"), "", "", "Reuters"),
        ("(AP) — ", (), "", "", "AP"),
        ("WASHINGTON, D.C., June 3, 2014 — ", ("WASHINGTON, D.C.",), "June 3, 2014", "2014-06-03", ""),
        ("KABUL - ", ("KABUL",), "", "", ""),
        ("Nairobi, 3 March 2011 (IRIN) - ", ("Nairobi",), "3 March 2011", "2011-03-03", "IRIN"),
        ("LAGOS, Nigeria (AP) _ ", ("LAGOS, Nigeria",), "", "", "AP"),
        ("PARIS (AFP) – ", ("PARIS",), "", "", "AFP"),
        ("NEW DELHI: ", ("NEW DELHI",), "", "", ""),
        ("Islamabad: ", ("Islamabad",), "", "", ""),
        ("ADDIS ABABA, Ethiopia, Feb. 3 /PRNewswire/ -- ", ("ADDIS ABABA, Ethiopia",), "Feb. 3", "2010-02-03", "PRNewswire"),
        ("Srinagar- ", ("Srinagar",), "", "", ""),
        ("Yaoundé, Cameroon | ", ("Yaoundé, Cameroon",), "", "", ""),
        ("[Dushanbe, 8 Apr] ", ("Dushanbe",), "8 Apr", "2010-04-08", ""),
        ("MOSCOW. April 8 (Interfax) - ", ("MOSCOW",), "April 8", "2010-04-08", "Interfax"),
        ("April 8, 2010 (BISHKEK) - ", ("BISHKEK",), "April 8, 2010", "2010-04-08", ""),
        ("MOSCOW, April 8. /TASS/. ", ("MOSCOW",), "April 8", "2010-04-08", "TASS"),
        ("Tehran, April 8, IRNA – ", ("Tehran",), "April 8", "2010-04-08", "IRNA"),
        ("BERLIN (dpa). ", ("BERLIN",), "", "", "dpa"),
        ("Bishkek /AKIpress/ - ", ("Bishkek",), "", "", "AKIpress"),
        ("afrol News, 17 March - ", (), "17 March", "2010-03-17", "afrol News"),
        ("Dec 31 (Reuters) - ", (), "Dec 31", "2009-12-31", "Reuters"),
        ("8 April 2010 – ", (), "8 April 2010", "2010-04-08", ""),
        ("BISHKEK (Xinhua, April 8) -- ", ("BISHKEK",), "April 8", "2010-04-08", "Xinhua"),
        ("SRINAGAR (Jammu and Kashmir), April 8 (PTI): ", ("SRINAGAR (Jammu and Kashmir)",), "April 8", "2010-04-08", "PTI"),
        ("ST. LOUIS — ", ("ST. LOUIS",), "", "", ""),
        ("LA CROSSE, Wis. — ", ("LA CROSSE, Wis.",), "", "", ""),
        ("N'DJAMENA, Chad (AP) — ", ("N'DJAMENA, Chad",), "", "", "AP"),
        ("Rio de Janeiro (AFP) - ", ("Rio de Janeiro",), "", "", "AFP"),
        ("TOKYO, Thursday — ", ("TOKYO",), "Thursday", "2010-04-08", ""),
        ("CAIRO – 26 July 2022: ", ("CAIRO",), "26 July 2022", "2022-07-26", ""),
        ("SINGAPORE (May 6, 2021) — ", ("SINGAPORE",), "May 6, 2021", "2021-05-06", ""),
        ("BOGOTA, 9 JAN 90 (EFE) -- ", ("BOGOTA",), "9 JAN 90", "1990-01-09", "EFE"),
        ("CAMP LEMONNIER, Djibouti — ", ("CAMP LEMONNIER, Djibouti",), "", "", ""),
        ("HAVANA, Apr 8 (acn) ", ("HAVANA",), "Apr 8", "2010-04-08", "acn"),
        ("DUBAI // ", ("DUBAI",), "", "", ""),
        ("LONDON--(BUSINESS WIRE)--", ("LONDON",), "", "", "BUSINESS WIRE"),
        ("NEW YORK, NY / ACCESSWIRE / April 8, 2010 / ", ("NEW YORK, NY",), "April 8, 2010", "2010-04-08", "ACCESSWIRE"),
        ("Khartoum - April 8, 2010 - ", ("Khartoum",), "April 8, 2010", "2010-04-08", ""),
        ("Lusaka, ZANIS-- ", ("Lusaka",), "", "", "ZANIS"),
        ("Baku, April 8, AZERTAC ", ("Baku",), "April 8", "2010-04-08", "AZERTAC"),
        ("YEREVAN, APRIL 8, ARMENPRESS. ", ("YEREVAN",), "APRIL 8", "2010-04-08", "ARMENPRESS"),
        ("(Washington, DC) – ", ("Washington, DC",), "", "", ""),
        ("(Adds quotes) KABUL, April 8 (Reuters) - ", ("KABUL",), "April 8", "2010-04-08", "Reuters"),
        ("RAMALLAH, Saturday, April 8, 2010 (WAFA) - ", ("RAMALLAH",), "Saturday, April 8, 2010", "2010-04-08", "WAFA"),
        ("Aleppo, Syria: ", ("Aleppo, Syria",), "", "", ""),
        ("HARARE. — ", ("HARARE",), "", "", ""),
        ("NAIROBI, Kenya (AP) _\n\n", ("NAIROBI, Kenya",), "", "", "AP"),
    ],
)
def test_forms(opening: str, places: tuple[str, ...], date: str, value: str, agency: str) -> None:
    assert parts(opening) == (places, date, value, agency)


@pytest.mark.parametrize(
    "text",
    [
        "Police: Three men were held after the attack in the town on Monday, officials said.",
        "WASHINGTON's mayor said on Monday that the talks had failed.",
        "Analysis: Why the talks in Bishkek failed on Monday night and what comes next.",
        "BREAKING - Gunmen attack bus in the northern town, officials say.",
        "UPDATE 2-Talks resume in Bishkek after a night of unrest in the town.",
        "Lagos - and most of Nigeria - was without power on Monday.",
        "Lagos - Nigeria's biggest city - was without power on Monday.",
        "PARIS COULD lose the games, officials said on Monday.",
        "He said - on Monday - that the talks had failed.",
        "By Maren Holt in Kyiv",
        "NATO — the alliance of Western states — said on Monday that it would wait.",
        "UNHCR - The agency said on Monday that it would leave the town.",
        "OBAMA: We must act now, and we must act together on this.",
        "Jackson: I think that we should go there now, he said in an interview.",
        "May 5 - the day of the vote - was quiet in most of the country.",
        "Amnesty International – The disappearance of people is the latest tactic.",
        "Reading: The new list of books for the summer holidays is out on Monday.",
        "Paris, the capital of France - the city of light - was dark on Monday.",
        "TODAY MORNING – A storm came down on the coast and took roofs along.",
        "Kabul: three dead",
        "CLINTON: Honestly, I think that we should go there now and say so.",
        "FAREWELL — “The hall will close at the end of December,” said its owner.",
        "Kofi Mensah, Ghana: We must act now, and we must act together on this.",
        "(Adds quotes) Kabul - The talks went on for days without an end in sight.",
        "IG report: State was inaccurate on papers.",
        "11:00 am – Police receive calls saying that shots have been fired.",
        "",
        " \n\n ",
    ],
)
def test_what_only_looks_like_one(text: str) -> None:
    assert find_dateline(text, SEEN) is None


@pytest.mark.parametrize(
    ("opening", "published", "value"),
    [
        ("KABUL, Dec. 31 (AP) — ", "2010-01-01", "2009-12-31"),
        ("KABUL, Jan. 1 (AP) — ", "2009-12-31 23:00 GMT", "2010-01-01"),
        ("KABUL, April 8 (AP) — ", "", "--04-08"),
        ("KABUL, April 8 (AP) — ", "2010", ""),
        ("KABUL, April 8 (AP) — ", "2010-04", "2010-04-08"),
        ("KABUL, Feb. 29 (AP) — ", "2012-03-01", "2012-02-29"),
        ("KABUL, Feb. 29 (AP) — ", "2010-03-01", "--02-29"),
        ("KABUL, Wednesday (AP) — ", "2010-04-08", "2010-04-07"),
        ("KABUL, Wednesday (AP) — ", "", ""),
        ("KABUL, 08/04/2010 (AP) — ", "2010-04-08", "2010-04-08"),
        ("KABUL, 08/04/2010 (AP) — ", "", "2010"),
    ],
)
def test_the_year_comes_from_the_publication(opening: str, published: str, value: str) -> None:
    if published == "2010":
        known = from_hint("04-08-2010")
        assert known.value == "2010"
        assert parts(opening, known)[2] == "2010-04-08"
        return
    assert parts(opening, from_hint(published) if published else None)[2] == value


def test_below_headline_address_and_byline() -> None:
    text = f"https://example.org/a\nTalks on grazing land resume\nBy Maren Holt\n\nOSH, Kyrgyzstan (AP) — {STORY}"
    found = find_dateline(text, SEEN)
    assert found is not None
    assert text[found.start : found.end] == "OSH, Kyrgyzstan (AP) — "
    assert [(place.town, place.region) for place in found.places] == [("OSH", "Kyrgyzstan")]


def test_not_below_the_first_paragraph() -> None:
    long = " ".join(["The talks went on and on for days without end, said one who was there."] * 4)
    assert find_dateline(f"{long}\n\nKABUL (AP) — {STORY}", SEEN) is None


def test_a_story_in_capitals_sets_nothing_off_by_them() -> None:
    assert find_dateline("GUERRILLAS - WHO HAD HELD THE TOWN SINCE MONDAY - LEFT IT ON THURSDAY, THE ARMY SAID.", None) is None
    assert find_dateline("LIMA, 28 JUL 89 -- THE ARMY SAID ON THURSDAY THAT IT HAD TAKEN THE TOWN.", None) is not None


pieces = st.sampled_from(
    ["BISHKEK", "Lagos", "New York", ", ", "/", " (AP)", " (Reuters, April 8)", " -- ", " - ", "— ", ": ", " | ", "April 8",
    "8 Apr 2010", "[", "]", "(", ")",
     "\n", " ", ".", "UPDATE 2", "The talks ended.", "St. ", "D.C.", "é", "/TASS/", "_", "and", "&", "Monday", "99", "'"]
)  # fmt: skip


@given(st.one_of(st.text(max_size=200), st.lists(pieces, max_size=14).map("".join)))
def test_no_text_breaks_it_and_every_span_slices(text: str) -> None:
    found = find_dateline(text, SEEN)
    if found is None:
        return
    assert 0 <= found.start < found.end <= len(text)
    assert found.date in text[found.start : found.end]
    assert found.agency in text[found.start : found.end]
    for place in found.places:
        assert found.start <= place.start < place.end <= found.end
        assert text[place.start : place.end] == place.text
        assert place.text.startswith(place.town)
