"""Pasted pages taken apart: nothing of the story lost, nothing of the page unaccounted for."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.reading import read
from dateline.reading.layout import paragraph_lines
from dateline.reading.story import take_apart
from dateline.report import FurnitureKind as Kind

LEAD = "Dockers in the northern port of Lindesk walked out on Monday, union leaders said, halting grain exports."
SECOND = "The transport ministry said it would send mediators to the city before the end of the week."
QUOTE = '"We will not return until the arrears are paid," said Maren Holt, who leads the dockers\' union.'
STORY = [LEAD, SECOND, QUOTE]
HEADLINE = "Dockers walk out in northern port"

# Page, the paragraphs that are the story, headline, byline, kinds of the furniture in the page's order.
PAGES: dict[str, tuple[list[str], list[str], str, str, list[Kind]]] = {
    "only paragraphs": (STORY, STORY, "", "", []),
    "headline": ([HEADLINE, *STORY], STORY, HEADLINE, "", [Kind.HEADLINE]),
    "like an agency page": (
        [
            "Homepage > News > World >",
            HEADLINE,
            "2010-04-08 14:55 BJT",
            f"LINDESK, April 8 (Coastal) -- {LEAD}",
            SECOND,
            "Editor: Zhang Wei",
        ],
        [f"LINDESK, April 8 (Coastal) -- {LEAD}", SECOND],
        HEADLINE,
        "",
        [Kind.BREADCRUMB, Kind.HEADLINE, Kind.TIMESTAMP, Kind.EDITOR],
    ),
    "byline and affiliation": (
        ["World", HEADLINE, "By Maren Holt", "Coastal Press", "8 April 2010", *STORY],
        STORY,
        HEADLINE,
        "Maren Holt",
        [Kind.BREADCRUMB, Kind.HEADLINE, Kind.BYLINE, Kind.BYLINE, Kind.TIMESTAMP],
    ),
    "standfirst without full stop above the byline": (
        [HEADLINE, "Eleven ships at anchor as talks over unpaid wages stall", "By Maren Holt", *STORY],
        STORY,
        HEADLINE,
        "Maren Holt",
        [Kind.HEADLINE, Kind.HEADLINE, Kind.BYLINE],
    ),
    "standfirst sentence above the byline stays": (
        [HEADLINE, "Eleven ships lie at anchor as talks stall.", "By Maren Holt", "8 April 2010", *STORY],
        ["Eleven ships lie at anchor as talks stall.", *STORY],
        HEADLINE,
        "Maren Holt",
        [Kind.HEADLINE, Kind.BYLINE, Kind.TIMESTAMP],
    ),
    "standfirst sentence above a dateline goes": (
        [HEADLINE, "Eleven ships lie at anchor as talks stall.", f"LINDESK, April 8 (Coastal) -- {LEAD}", SECOND],
        [f"LINDESK, April 8 (Coastal) -- {LEAD}", SECOND],
        HEADLINE,
        "",
        [Kind.HEADLINE, Kind.HEADLINE],
    ),
    "question for a headline": (
        ["Who runs the port of Lindesk?", "8 April 2010", *STORY],
        STORY,
        "Who runs the port of Lindesk?",
        "",
        [Kind.HEADLINE, Kind.TIMESTAMP],
    ),
    "question that opens the story stays": (
        ["Who runs the port of Lindesk?", *STORY],
        ["Who runs the port of Lindesk?", *STORY],
        "",
        "",
        [],
    ),
    "headline that ends in an abbreviation": (
        ["Dockers call for talks with U.S.", *STORY],
        STORY,
        "Dockers call for talks with U.S.",
        "",
        [Kind.HEADLINE],
    ),
    "links and captions within": (
        [
            HEADLINE,
            LEAD,
            "Read more: Grain prices up",
            "FILE PHOTO: Dockers at the gate. COASTAL/Ivo Perch",
            SECOND,
            "ADVERTISEMENT",
            QUOTE,
        ],
        STORY,
        HEADLINE,
        "",
        [Kind.HEADLINE, Kind.RELATED, Kind.CAPTION, Kind.ADVERTISEMENT],
    ),
    "credits, copyright and lists below": (
        [
            *STORY,
            "(Reporting by Maren Holt; Editing by Ivo Perch)",
            "© 2010 Coastal Press. All rights reserved.",
            "Most read",
            "Grain prices climb for third day",
            "Minister quits over port deal",
            "12 Comments",
        ],
        STORY,
        "",
        "",
        [Kind.EDITOR, Kind.COPYRIGHT, Kind.RELATED, Kind.RELATED, Kind.RELATED, Kind.SHARING],
    ),
    "subheads and bullets stay": (
        [HEADLINE, LEAD, "Talks in the capital", SECOND, "- no troops will be used", "- mediators arrive on Friday", QUOTE],
        [LEAD, "Talks in the capital", SECOND, "- no troops will be used", "- mediators arrive on Friday", QUOTE],
        HEADLINE,
        "",
        [Kind.HEADLINE],
    ),
    "times within the story stay": (
        [HEADLINE, LEAD, "14:55", SECOND, "8 April 2010", QUOTE],
        [LEAD, "14:55", SECOND, "8 April 2010", QUOTE],
        HEADLINE,
        "",
        [Kind.HEADLINE],
    ),
    "headline repeated": (
        [HEADLINE, "8 April 2010", HEADLINE, *STORY],
        STORY,
        HEADLINE,
        "",
        [Kind.HEADLINE, Kind.TIMESTAMP, Kind.HEADLINE],
    ),
    "repeated sentence of the story stays": ([LEAD, SECOND, LEAD], [LEAD, SECOND, LEAD], "", "", []),
    "menu pasted along": (
        ["Home", "World", "Politics", "Share", "Tweet", HEADLINE, "8 April 2010", *STORY, "Share", "Related stories", "Who runs the port"],
        STORY,
        HEADLINE,
        "",
        [
            *[Kind.BREADCRUMB] * 3,
            *[Kind.SHARING] * 2,
            Kind.HEADLINE,
            Kind.TIMESTAMP,
            Kind.SHARING,
            Kind.RELATED,
            Kind.RELATED,
        ],
    ),
    "credits at the end of the last paragraph": (
        [LEAD, f"{SECOND} (Reporting by Maren Holt; Editing by Ivo Perch)"],
        [LEAD, SECOND],
        "",
        "",
        [Kind.EDITOR],
    ),
    "flash without a full stop": (
        ["LINDESK (Coastal) - Dockers walk out in northern port"],
        ["LINDESK (Coastal) - Dockers walk out in northern port"],
        "",
        "",
        [],
    ),
    "no sentence at all": (["Dockers walk out", "Talks stall"], ["Dockers walk out", "Talks stall"], "", "", []),
    "labels without a headline stay": (["Key figures:", *STORY], ["Key figures:", *STORY], "", "", []),
    "address pasted along": (
        ["https://harbour.example/2010/04/08/dockers", HEADLINE, *STORY, "https://harbour.example/more"],
        STORY,
        HEADLINE,
        "",
        [Kind.OTHER, Kind.HEADLINE, Kind.OTHER],
    ),
    "a name alone is no headline": (["MAREN HOLT", *STORY], STORY, "", "", [Kind.OTHER]),
    "a name below the headline": ([HEADLINE, "Maren Holt", *STORY], STORY, HEADLINE, "", [Kind.HEADLINE, Kind.OTHER]),
    "two words that are no name are a headline": (["Dockers' strike", *STORY], STORY, "Dockers' strike", "", [Kind.HEADLINE]),
    "byline, date and time on one line": (
        [HEADLINE, "By Maren Holt | 8 April 2010", *STORY],
        STORY,
        HEADLINE,
        "Maren Holt",
        [Kind.HEADLINE, Kind.BYLINE],
    ),
}


@pytest.mark.parametrize("name", PAGES)
def test_page_is_taken_apart(name: str) -> None:
    page, paragraphs, headline, byline, kinds = PAGES[name]
    story = take_apart(page)
    assert list(story.paragraphs) == paragraphs
    assert story.headline == headline
    assert story.byline == byline
    assert [furniture.kind for furniture in story.furniture] == kinds


@pytest.mark.parametrize("name", PAGES)
def test_every_line_is_story_or_furniture(name: str) -> None:
    page = PAGES[name][0]
    story = take_apart(page)
    kept = [*story.paragraphs, *(furniture.text for furniture in story.furniture)]
    assert sorted(" ".join(kept).split()) == sorted(" ".join(page).split())


def test_time_stamp_lines_come_out_for_the_publication_time() -> None:
    assert take_apart([HEADLINE, "By Maren Holt", "8 April 2010", *STORY]).times == ("8 April 2010",)
    assert take_apart([HEADLINE, "By Maren Holt | 8 April 2010", *STORY]).times == ("By Maren Holt | 8 April 2010",)


def test_address_pasted_above_the_story_is_the_report_s() -> None:
    report = read("\n".join(["https://harbour.example/2010/04/08/dockers", HEADLINE, *STORY, "https://elsewhere.example/x"]).encode())
    assert report.url == "https://harbour.example/2010/04/08/dockers"


def test_known_headline_is_found_again_whatever_its_case_and_site_name() -> None:
    story = take_apart(["DOCKERS WALK OUT IN NORTHERN PORT", "Eleven ships at anchor", *STORY], headline=f"{HEADLINE} | The Daily Harbour")
    assert list(story.paragraphs) == ["Eleven ships at anchor", *STORY]
    assert story.furniture[0].kind is Kind.HEADLINE


def test_known_headline_that_is_also_the_only_text_stays() -> None:
    assert take_apart([HEADLINE], headline=HEADLINE).paragraphs == (HEADLINE,)


def test_read_gives_paragraphs_with_a_blank_line_between() -> None:
    report = read("\n".join(["Homepage > News", HEADLINE, *STORY]).encode())
    assert report.text == "\n\n".join(STORY)
    assert report.headline == HEADLINE
    assert report.format == "text"
    assert report.id == report.identify(HEADLINE, report.text)


def test_given_headline_stands_above_the_page() -> None:
    report = read("\n".join([HEADLINE, *STORY]).encode(), headline="Port of Lindesk at a standstill")
    assert report.headline == "Port of Lindesk at a standstill"
    assert report.text.startswith(HEADLINE), "another headline is not thrown away"


def test_seed() -> None:
    seed = next((up / "shared" / "seed.txt" for up in Path(__file__).parents if (up / "shared" / "seed.txt").is_file()), None)
    if seed is None:
        pytest.skip("the seed report is not on this machine (expected shared/seed.txt beside the repository)")
    report = read(seed)
    assert report.headline == seed.read_text("utf-8").split("\n\n")[1].strip()
    assert report.text.startswith("BISHKEK, April 8 (Xinhua) --")
    lines = paragraph_lines(seed.read_text("utf-8"), laid_out=False)
    assert report.text.split("\n\n") == lines[3:]
    assert [furniture.kind for furniture in report.furniture] == [Kind.BREADCRUMB, Kind.HEADLINE, Kind.TIMESTAMP]
    assert report.published is not None
    assert report.published.instant is not None
    assert report.published.instant.isoformat() == "2010-04-08T14:55:00+08:00"
    assert report.dateline is not None
    assert report.dateline.agency == "Xinhua"
    assert [place.town.upper() for place in report.dateline.places] == ["BISHKEK"]
    assert report.text[report.dateline.end :].startswith("The nationwide protests")
