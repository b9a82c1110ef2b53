"""How many people were killed, injured, arrested or came, in the engine's trees: own sentences, one wording each."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.coding.quantities import counts_of, joined, later_tolls, standing
from dateline.coding.quantity_numbers import read_numeral
from dateline.coding.quantity_words import (
    ACTS_FILE,
    KINDS,
    WORDS_FILE,
    Bound,
    quantity_acts,
    quantity_words,
    read_quantity_acts,
    read_quantity_words,
)
from dateline.coding.tree import Tree
from dateline.engine import Engine
from dateline.errors import DataError
from dateline.report import Count, Status
from tests.trees import at, read

Bounds = tuple[int | None, int | None]

ASSAULTS: list[tuple[str, str, Bounds | None, Bounds | None]] = [
    # sentence, trigger, killed, injured
    ("At least 12 people were killed and about 30 others wounded in the blast.", "killed", (12, None), (30, 30)),
    ("At least 12 people were killed and about 30 others wounded in the blast.", "blast", (12, None), (30, 30)),
    ("Between 5 and 7 farmers died when soldiers shot at a tractor.", "shot", (5, 7), None),
    ("The bomb killed 12 or 13 shoppers.", "bomb", (12, 13), None),
    ("Shelling killed 10 to 15 people.", "killed", (10, 15), None),
    ("Gunmen killed a dozen traders and left three others dead.", "killed", (12, 12), None),
    ("The clashes left five soldiers dead and more than two dozen wounded.", "clashes", (5, 5), (24, None)),
    ("Gunmen killed three soldiers and a civilian.", "killed", (4, 4), None),
    ("Rebels killed 12 and wounded 30.", "killed", (12, 12), (30, 30)),
    ("Rebels killed 12 and wounded 30.", "wounded", (12, 12), (30, 30)),
    ("A policeman was killed near the border.", "killed", (1, 1), None),
    ("Snipers killed the mayor and two of his bodyguards.", "killed", (3, 3), None),
    ("Rebels killed up to 40 miners.", "killed", (None, 40), None),
    ("Fewer than 20 people were killed.", "killed", (None, 20), None),
    ("Shells killed nearly 100 villagers on Sunday.", "killed", (90, 100), None),
    ("Raiders attacked the convoy, killing six guards and injuring 15.", "attacked", (6, 6), (15, 15)),
    ("Nobody was killed in the raid.", "raid", (0, 0), None),
    ("No one was hurt in the explosion.", "explosion", None, (0, 0)),
    ("There were no casualties in the bombing, the mayor said.", "bombing", (0, 0), (0, 0)),
    ("The army shelled the port without hurting anyone.", "shelled", None, (0, 0)),
    ("Neither of the hostages was killed.", "killed", (0, 0), None),
    ("The massacre of forty-two monks shocked the valley.", "massacre", (42, 42), None),
    ("Six rangers were wounded in an ambush by poachers.", "ambush", None, (6, 6)),
    ("A 12-year-old boy was killed by a stray bullet.", "killed", (1, 1), None),
    ("Jan Kis, 53, was killed on March 14.", "killed", (1, 1), None),
    ("Gunmen killed the 12th governor of the province.", "killed", (1, 1), None),
    ("Soldiers shot dead two students.", "shot", (2, 2), None),
    ("A priest was gunned down outside his church.", "gunned", (1, 1), None),
    ("Militiamen hacked at least ten farmers to death.", "hacked", (10, None), None),
    ("A car bomb wounded scores.", "bomb", None, (40, 99)),
    ("Hundreds of thousands of civilians were killed in the war.", "killed", (200_000, 999_999), None),
    ("The strikes killed seven people, including two children.", "killed", (7, 7), None),
    ("The strikes killed seven people, among them a doctor.", "strikes", (7, 7), None),
    ("Rebels killed a woman and her two sons.", "killed", (3, 3), None),
    ("Five of the 12 hostages were killed.", "killed", (5, 5), None),
    ("Rebels destroyed 12 houses and stole 40 cattle.", "destroyed", None, None),
    ("The blast killed two soldiers and destroyed three trucks.", "killed", (2, 2), None),
    ("The death toll from the attack rose to 17.", "attack", (17, 17), None),
    ("The attack claimed 12 lives and injured scores.", "attack", (12, 12), (40, 99)),
    ("Police are investigating the assassination of a senator.", "assassination", (1, 1), None),
    ("Police killed a dozen or so rioters.", "killed", (12, 12), None),
    ("Police killed 30 or more rioters.", "killed", (30, None), None),
    ("Eleven people died when a bomber rammed a taxi into a canteen.", "rammed", (11, 11), None),
    ("More than a hundred protesters were killed in the crackdown.", "crackdown", (100, None), None),
    ("A bomber blew himself up, killing four guards.", "blew", (4, 4), None),
    ("Raiders torched the village; eleven people were killed and some thirty hurt.", "torched", (11, 11), (30, 30)),
    ("Troops opened fire on the crowd, and at least five people died.", "opened", (5, None), None),
    ("Both pilots were killed.", "killed", (2, 2), None),
    ("Three men and a girl of twelve were killed.", "killed", (4, 4), None),
    ("Twenty fighters lost their lives in the fighting.", "fighting", (20, 20), None),
    ("The army lost two sergeants to a roadside bomb.", "lost", (2, 2), None),
    ("The blast wounded another eight soldiers.", "wounded", None, (8, 8)),
    ("The shelling cost 12 villagers their lives.", "shelling", (12, 12), None),
]

ARRESTS: list[tuple[str, str, Bounds | None]] = [
    ("Police arrested as many as 40 students, including 12 women.", "arrested", (None, 40)),
    ("No fewer than a hundred and fifty monks were detained.", "detained", (150, None)),
    ("One hundred twenty-three people were detained.", "detained", (123, 123)),
    ("Police detained half a dozen people.", "detained", (6, 6)),
    ("More than 300 dockers were arrested.", "arrested", (300, None)),
    ("Police made 14 arrests during the march.", "arrests", (14, 14)),
    ("The arrest of two editors drew protests.", "arrest", (2, 2)),
    ("Agents seized two lorries and 40 rifles.", "seized", None),
    ("Soldiers seized three aides of the governor.", "seized", (3, 3)),
    ("Police rounded up several hundred vendors.", "rounded", (200, 999)),
    ("Police arrested Ana Kis and Petr Novak.", "arrested", (2, 2)),
    ("The police chief, his deputy and six other officers were detained.", "detained", (8, 8)),
    ("Police arrested 20 to 25 activists on May 3.", "arrested", (20, 25)),
    ("Dozens of bloggers were jailed.", "jailed", (24, 99)),
    ("Police arrested protesters in the square.", "arrested", None),
    ("Four suspects are in custody.", "custody", (4, 4)),
]

CROWDS: list[tuple[str, str, Bounds | None]] = [
    ("Several hundred villagers marched to the mine.", "marched", (200, 999)),
    ("A 5,000-strong crowd marched through the city.", "marched", (5000, 5000)),
    ("Hundreds of thousands of people rallied in the capital.", "rallied", (200_000, 999_999)),
    ("Some 1.2 million people took to the streets.", "took", (1_200_000, 1_200_000)),
    ("A crowd of about 20,000 gathered.", "gathered", (20_000, 20_000)),
    ("A few dozen students staged a sit-in.", "staged", (24, 99)),
    ("The rally drew 40,000 mourners.", "rally", (40_000, 40_000)),
    ("The strike by 300 miners entered its third week.", "strike", (300, 300)),
    ("Nearly 1,000 teachers joined the march.", "march", (900, 1000)),
    ("Tens of thousands of protesters filled the square.", "protesters", (20_000, 99_999)),
    ("Between 2,000 and 3,000 farmers demonstrated for three days.", "demonstrated", (2000, 3000)),
    ("Farmers on 200 tractors blocked the road.", "blocked", None),
    ("The demonstration was attended by 500 people.", "demonstration", (500, 500)),
    ("A monk marched alone to the palace.", "marched", None),
    ("Two to three million people rallied.", "rallied", (2_000_000, 3_000_000)),
    ("Around 15,000 people, half of them students, rallied.", "rallied", (15_000, 15_000)),
    ("Protesters gathered in 12 cities.", "gathered", None),
]

ONE_KIND = [(s, t, "COERCE", "arrested", b) for s, t, b in ARRESTS] + [(s, t, "PROTEST", "crowd", b) for s, t, b in CROWDS]


def bounds_of(engine: Engine, sentence: str, trigger: str, event_type: str) -> dict[str, Bounds]:
    tree = read(engine, sentence)
    return {kind: (count.low, count.high) for kind, count in counts_of(tree, at(tree, trigger), event_type, (), ())}


@pytest.mark.parametrize(("sentence", "trigger", "killed", "injured"), ASSAULTS, ids=[f"{a[0][:50]}-{a[1]}" for a in ASSAULTS])
def test_casualties_of_an_assault(engine: Engine, sentence: str, trigger: str, killed: Bounds | None, injured: Bounds | None) -> None:
    expected = {kind: bounds for kind, bounds in (("killed", killed), ("injured", injured)) if bounds is not None}
    assert bounds_of(engine, sentence, trigger, "ASSAULT") == expected


@pytest.mark.parametrize(("sentence", "trigger", "event_type", "kind", "bounds"), ONE_KIND, ids=[f"{a[0][:50]}-{a[1]}" for a in ONE_KIND])
def test_arrests_and_crowds(engine: Engine, sentence: str, trigger: str, event_type: str, kind: str, bounds: Bounds | None) -> None:
    assert bounds_of(engine, sentence, trigger, event_type) == ({} if bounds is None else {kind: bounds})


def test_words_stand_as_in_the_text(engine: Engine) -> None:
    tree = read(engine, "Rebels said they had killed at least 12 army officers near the dam.")
    assert counts_of(tree, at(tree, "killed"), "ASSAULT", (), ()) == (("killed", Count(12, None, "at least 12 army officers", 12)),)


def test_deaths_in_a_riot_are_the_protests(engine: Engine) -> None:
    assert bounds_of(engine, "Four people died in the riots.", "riots", "PROTEST") == {"killed": (4, 4)}


@pytest.mark.parametrize(
    ("text", "best"),
    [
        ("The bombs killed 12 people.", 12),
        ("The bombs killed at least 12 people.", 12),
        ("The bombs killed more than 12 people.", 12),
        ("The bombs killed nearly 100 people.", 100),
        ("The bombs killed about 30 people.", 30),
        ("The bombs killed 12 to 15 people.", None),
        ("The bombs killed up to 15 people.", None),
        ("The bombs killed dozens.", None),
        ("The bombs killed three soldiers and a priest.", 4),
    ],
)
def test_the_number_to_take(engine: Engine, text: str, best: int | None) -> None:
    tree = read(engine, text)
    assert dict(counts_of(tree, at(tree, "killed"), "ASSAULT"))["killed"].best == best


def later(engine: Engine, text: str, trigger: str, taken: tuple[int, ...] = ()) -> dict[str, Bounds]:
    """The numbers of an assault told in the first sentence, with what those after it make of them."""
    (analysis,) = engine.analyser.analyse([text])
    trees = [Tree.of(sentence) for sentence in analysis.sentences]
    told = counts_of(trees[0], at(trees[0], trigger), "ASSAULT")
    return {kind: (count.low, count.high) for kind, count in later_tolls(trees, {0}, "ASSAULT", told, taken)}


def test_a_later_toll_stands(engine: Engine) -> None:
    assert later(engine, "A bomb killed 12 people in Kabul. The toll later rose to 17.", "killed") == {"killed": (17, 17)}


def test_the_next_sentence_may_count_the_victims(engine: Engine) -> None:
    text = "A bomb exploded near a school. Three pupils were killed."
    assert later(engine, text, "exploded") == {"killed": (3, 3)}
    assert later(engine, text, "exploded", (1,)) == {}
    assert later(engine, "A bomb exploded near a school. Three pupils were killed by a driver.", "exploded") == {}


def test_what_was_only_threatened_has_no_number() -> None:
    counts = (("killed", Count(12, 12, "12", 12)), ("injured", Count(0, 0, "nobody", 0)))
    assert standing(counts, Status.HYPOTHETICAL) == counts[1:]
    assert standing(counts, Status.ACTUAL) == counts


@pytest.mark.parametrize(
    ("text", "trigger", "displaced"),
    [
        ("The fighting displaced 10,000 people.", "fighting", (10_000, 10_000)),
        ("Rebels attacked the town, forcing at least 300 people from their homes.", "attacked", (300, None)),
        ("Shelling left 80 people homeless.", "Shelling", (80, 80)),
        ("Thousands fled their homes after the attack.", "attack", (2000, 9999)),
        ("The attack displaced 300 families.", "attack", None),
    ],
)
def test_displaced(engine: Engine, text: str, trigger: str, displaced: Bounds | None) -> None:
    assert bounds_of(engine, text, trigger, "ASSAULT").get("displaced") == displaced


@settings(deadline=None)
@given(st.integers(min_value=8_000_000_001, max_value=10**30))
def test_a_number_past_any_sense_is_none(number: int) -> None:
    assert read_numeral([str(number), "people"], 0) is None


def test_types_without_numbers_have_none(engine: Engine) -> None:
    assert bounds_of(engine, "Forty ministers met in Oslo.", "met", "CONSULT") == {}


def test_denied_arrests_are_not_counted(engine: Engine) -> None:
    assert bounds_of(engine, "Police did not arrest 12 students.", "arrest", "COERCE") == {}


NUMERALS: list[tuple[str, int, Bounds | None]] = [
    ("12", 0, (12, 12)),
    ("1,250", 0, (1250, 1250)),
    ("two hundred and fifty - three", 0, (253, 253)),
    ("fifteen hundred", 0, (1500, 1500)),
    ("a thousand", 0, (1000, 1000)),
    ("2.5 million", 0, (2_500_000, 2_500_000)),
    ("three million two hundred thousand and ten", 0, (3_200_010, 3_200_010)),
    ("two dozen", 0, (24, 24)),
    ("a couple", 0, (2, 2)),
    ("thirty-five", 0, None),  # one word with a hyphen never leaves the word splitter
    ("2.5", 0, None),
    ("9,000,000,000", 0, None),
    ("several", 0, None),
    ("several thousand", 0, (2000, 9999)),
    ("scores", 0, (40, 99)),
    ("tens of thousands", 0, (20_000, 99_999)),
    ("no more than 30", 3, (None, 30)),
    ("well over 200", 2, (200, None)),
    ("at least some 40", 3, (40, None)),
    ("between 12 and 15", 1, (12, 15)),
    ("12 and 15", 0, (12, 12)),
    ("40 - plus", 0, (40, None)),
    ("30 - odd", 0, (30, 30)),
    ("five or six", 0, (5, 6)),
    ("men", 0, None),
]


@pytest.mark.parametrize(("text", "start", "bounds"), NUMERALS, ids=[n[0] for n in NUMERALS])
def test_numerals(text: str, start: int, bounds: Bounds | None) -> None:
    found = read_numeral(text.split(), start)
    assert ((found.low, found.high) if found else None) == bounds


def test_the_first_telling_of_each_kind_holds() -> None:
    clear, later = Count(3, 3, "three"), Count(5, None, "at least five")
    assert joined([(("injured", clear),), (("killed", clear), ("injured", later))]) == (("killed", clear), ("injured", clear))


def test_bounds_keep_open_ends() -> None:
    assert Bound.BELOW.of(None, 20) == (None, 20)
    assert Bound.NEARLY.of(24, 99) == (24, 99)


def test_shipped_words_are_sound() -> None:
    assert set(quantity_words().kinds) == {"ASSAULT", "PROTEST", "COERCE"}
    assert {act.kind for acts in quantity_acts().values() for act in acts} == set(KINDS)


WRONG_WORDS = [
    ("number\ttwelve\ttwelve", "no whole number"),
    ("number\t12\tTwelve", "lower case"),
    ("number\t12\t", "no words"),
    ("number\t12\ttwelve\nnumber\t13\ttwelve", "a second time"),
    ("vague\t24\tdozens", "pair of bounds"),
    ("vague\t99-24\tdozens", "wrong way round"),
    ("kinds\tASSAULT\tmaimed", "no kind of number"),
    ("thing\t-\tcar\nthing\t-\tbus", "a second time"),
    ("perhaps\t-\tmaybe", "is no class"),
]


@pytest.mark.parametrize(("lines", "reason"), WRONG_WORDS, ids=[w[1] + str(i) for i, w in enumerate(WRONG_WORDS)])
def test_wrong_words_are_refused_with_their_line(lines: str, reason: str) -> None:
    with pytest.raises(DataError, match=reason) as caught:
        read_quantity_words(f"class\tmeaning\twords\n{lines}\n")
    assert (caught.value.file, caught.value.line) == (WORDS_FILE, 2 + lines.count("\n"))


def test_a_missing_class_is_named() -> None:
    with pytest.raises(DataError, match="lacks the class"):
        read_quantity_words("class\tmeaning\twords\nnumber\t1\tone\n")


WRONG_ACTS = [
    ("crowd\tmarch\tVERB\tsubject\t-", "no kind of number here"),
    ("killed\tkill\tADV\tobject\t-", "no word class here"),
    ("killed\tkill\tVERB\teverybody\t-", "who is counted"),
    ("killed\tKill\tVERB\tobject\t-", "lower case"),
]


@pytest.mark.parametrize(("line", "reason"), WRONG_ACTS, ids=[w[1] for w in WRONG_ACTS])
def test_wrong_acts_are_refused_with_their_line(line: str, reason: str) -> None:
    with pytest.raises(DataError, match=reason) as caught:
        read_quantity_acts(f"kind\tlemmas\tupos\twho\twith\n{line}\n")
    assert (caught.value.file, caught.value.line) == (ACTS_FILE, 2)
