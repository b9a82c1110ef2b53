from __future__ import annotations

import re
from pathlib import Path

import pytest

from dateline.errors import DataError
from dateline.knowledge.codebook import Codebook
from dateline.knowledge.codebook_file import load_folder, read_folder, shipped_folder
from dateline.knowledge.codebook_lines import find_lines
from dateline.report import Quad, Status
from training.annotation import MODES

HEAD = 'name = "Small"\nversion = "1"\nprepositions = ["for", "of", "with", "against", "to"]\n'
CLASSES = 'person = ["@Person", "minister", "policeman"]\nbuilding = ["palace"]\n'
GREET = """\
name = "GREET"
quad = "verbal cooperation"
cameo = "050"
intensity = 3.5
definition = "Say hello."
rules = ["Waving is enough."]

[[mode]]
name = "bow"
cameo = "0511"
intensity = 4.0
definition = "With a bow."

[[construction]]
verb = ["greet"]
objects = ["person"]
strength = "sure"

[[construction]]
noun = ["bow"]
mode = "bow"
light = ["make"]
recipient = ["to"]
cameo = "0512"
intensity = 4.5
strength = "open"

[[example]]
text = "Chad's king greeted the minister."
events = [{ trigger = "greeted", actors = ["Chad's king"], recipients = ["the minister"] }]

[[example]]
text = "The queen will make a bow to the envoy."
published = "2020-01-02"
events = [{ trigger = "bow", mode = "bow", actors = ["The queen"], recipients = ["the envoy"], status = "future" }]

[[example]]
text = "A greeting card lay on the table."
events = []
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "codebook.toml").write_text(HEAD, encoding="utf-8")
    (tmp_path / "classes.toml").write_text(CLASSES, encoding="utf-8")
    (tmp_path / "greet.toml").write_text(GREET, encoding="utf-8")
    return tmp_path


def line_of(text: str, words: str, nth: int = 1) -> int:
    lines = [number for number, line in enumerate(text.split("\n"), 1) if words in line]
    return lines[nth - 1]


def test_everything_written_is_read(folder: Path) -> None:
    book = load_folder(folder)
    assert (book.name, book.version) == ("Small", "1")
    (greet,) = book.types
    assert (greet.name, greet.quad, greet.cameo, greet.intensity) == ("GREET", Quad.VERBAL_COOPERATION, "050", 3.5)
    assert greet.definition == "Say hello."
    assert greet.rules == ("Waving is enough.",)
    assert [(mode.name, mode.definition, mode.cameo, mode.intensity) for mode in greet.modes] == [("bow", "With a bow.", "0511", 4.0)]
    verb, noun = book.constructions
    assert (verb.id, verb.type, verb.mode, verb.upos, verb.lemmas) == ("GREET/greet", "GREET", "", "VERB", ("greet",))
    assert (verb.objects, verb.actor, verb.recipient, verb.strength) == (("person",), ("subject",), ("object",), "sure")
    assert (verb.file, verb.line) == ("greet.toml", line_of(GREET, "[[construction]]"))
    assert (noun.id, noun.upos, noun.light, noun.recipient) == ("GREET/bow", "NOUN", ("make",), ("to",))
    assert noun.actor == ("poss", "of", "by", "compound", "light-subject")
    assert noun.line == line_of(GREET, "[[construction]]", 2)
    first, second, third = book.examples
    assert (first.text, first.published, first.line) == ("Chad's king greeted the minister.", "", line_of(GREET, "[[example]]"))
    (event,) = second.events
    assert (event.type, event.mode, event.trigger, event.status) == ("GREET", "bow", "bow", Status.FUTURE)
    assert (event.actors, event.recipients, second.published) == (("The queen",), ("the envoy",), "2020-01-02")
    assert third.events == ()


def test_codes_come_from_construction_mode_and_type_in_this_order(folder: Path) -> None:
    book = load_folder(folder)
    verb, noun = book.constructions
    assert book.cameo_of("GREET", "", verb) == book.cameo_of("GREET", "") == "050"
    assert book.cameo_of("GREET", "bow") == "0511"
    assert book.cameo_of("GREET", "bow", noun) == "0512"
    assert [book.intensity_of("GREET", "", verb), book.intensity_of("GREET", "bow"), book.intensity_of("GREET", "bow", noun)] == [
        3.5,
        4.0,
        4.5,
    ]
    with pytest.raises(KeyError):
        book.type("NONE")
    with pytest.raises(KeyError):
        book.mode("GREET", "curtsy")
    assert book.mode("GREET", "") is None


def test_lookup_finds_lemmas_and_the_usual_slips_of_lemmatisers(folder: Path) -> None:
    book = load_folder(folder)
    verb, noun = book.constructions
    assert book.lookup("VERB", "greet") == (verb,)
    assert book.lookup("NOUN", "bow") == (noun,)
    assert book.lookup("VERB", "bow") == ()
    shipped = Codebook.load()
    for slip, lemma in (
        ("denounc", "denounce"),
        ("deplored", "deplore"),
        ("acquitt", "acquit"),
        ("clubbed", "club"),
        ("rebuffe", "rebuff"),
    ):
        assert shipped.lookup("VERB", slip) == shipped.lookup("VERB", lemma) != (), slip


def test_classes_hold_regular_plurals_too(folder: Path) -> None:
    book = load_folder(folder)
    assert {"minister", "ministers", "policemen", "@Person"} <= book.classes["person"]


def test_the_shipped_codebook_is_read_once_and_sound() -> None:
    book = Codebook.load()
    assert Codebook.load() is book
    with shipped_folder() as folder:
        read, problems = read_folder(folder)
    assert problems == ()
    assert read is not None
    assert len(book.constructions) > 400
    assert len(book.examples) > 200


def test_the_shipped_codebook_has_the_types_and_modes_of_plover() -> None:
    book = Codebook.load()
    named = {event_type.name: {mode.name for mode in event_type.modes} for event_type in book.types}
    assert set(named) == set(MODES)
    for name, modes in MODES.items():
        assert named[name] - modes == ({"vandalize"} if name == "PROTEST" else set()), name
        assert modes <= named[name], name


def test_conflict_has_lower_intensity_than_cooperation() -> None:
    for event_type in Codebook.load().types:
        for intensity in (event_type.intensity, *(mode.intensity for mode in event_type.modes)):
            if event_type.quad is Quad.MATERIAL_CONFLICT:
                assert intensity <= -4.5, event_type.name
            elif event_type.quad is Quad.VERBAL_CONFLICT:
                assert intensity <= 0.5, event_type.name
            else:
                assert intensity >= 1, event_type.name


def test_every_example_of_the_shipped_codebook_rests_on_a_construction_or_the_engine() -> None:
    """A trigger whose words no construction of its type knows is a gap in the word lists; a few are the engine's to find."""
    book = Codebook.load()
    stems = {
        event_type.name: {lemma[:3] for c in book.constructions if c.type == event_type.name for lemma in c.lemmas}
        for event_type in book.types
    }
    irregular = {"sought", "held", "lent", "fought", "met", "froze", "shot"}
    triggers = [(e, x) for e in book.examples for x in e.events]
    gaps = [
        x.trigger
        for _, x in triggers
        if not any(w.lower()[:3] in stems[x.type] or w.lower() in irregular for w in re.findall(r"\w+", x.trigger))
    ]
    assert len(gaps) <= len(triggers) // 20, gaps


def test_a_type_of_ones_own_needs_no_python(folder: Path) -> None:
    elect = """\
name = "ELECT"
quad = "verbal cooperation"
cameo = "050"
intensity = 3
definition = "Choose somebody for an office by vote."
mode = [
    # one mode
    { name = "runoff", cameo = "050", intensity = 2.5, definition = "In a second round; \\"second\\" means [2]." },
]
construction = [
    { verb = ["elect"], objects = ["person"], strength = "sure" },
    { name = "win", verb = ["win"], objects = ["=runoff"], recipient = [], mode = "runoff", strength = "sure" },
]
example = [
    { text = "Voters elected a minister.", events = [{ trigger = "elected", actors = ["Voters"], recipients = ["a minister"] }] },
    { text = "The mayor won the runoff.", events = [{ trigger = "won", mode = "runoff", actors = ["The mayor"] }] },
    { text = "She elected to stay.", events = [] },
]
"""
    (folder / "elect.toml").write_text(elect, encoding="utf-8")
    book = Codebook.load(folder)
    assert [event_type.name for event_type in book.types] == ["ELECT", "GREET"]
    assert book.type("ELECT").quad is Quad.VERBAL_COOPERATION
    assert book.intensity_of("ELECT", "runoff") == 2.5
    (win,) = book.lookup("VERB", "win")
    assert (win.id, win.line) == ("ELECT/win", line_of(elect, "win-runoff") if "win-runoff" in elect else line_of(elect, '"win"'))
    assert [e.line for e in book.examples if e.file == "elect.toml"] == [
        line_of(elect, "elected a"),
        line_of(elect, "won the"),
        line_of(elect, "stay"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "where", "reason"),
    [
        ('mode = "bow"\nlight', 'mode = "curtsy"\nlight', "[[construction]]#2", "no mode 'curtsy'; expected bow"),
        ('quad = "verbal cooperation"', 'quad = "kind"', "quad =", "'kind' is no quad class; expected one of verbal cooperation,"),
        ('name = "GREET"', 'name = "greet"', "name =", "'greet' must be in capitals"),
        ('cameo = "050"', "cameo = 50", "cameo =", "cameo must be a text"),
        ('cameo = "050"', 'cameo = "5O"', "cameo =", "CAMEO code of 2 to 4 digits"),
        ("intensity = 3.5", "intensity = 35", "intensity =", "number from -10 to 10, not 35"),
        ("intensity = 3.5\n", "", "", "intensity is missing"),
        ('definition = "Say hello."', 'definition = " "', "definition =", "definition must be a text that is not empty"),
        ('rules = ["Waving is enough."]', 'rules = "Waving"', "rules =", "rules must be a list of words"),
        ('rules = ["Waving is enough."]', 'colour = "red"', "colour", "the key 'colour' is not known; expected one of name,"),
        ('objects = ["person"]', 'object = ["person"]', "[[construction]]", "the key 'object' is not known"),
        (
            'objects = ["person"]',
            'objects = ["people"]',
            "[[construction]]",
            "'people' in objects is no class of classes.toml; expected one of person,",
        ),
        ('objects = ["person"]', 'without_objects = ["people"]', "[[construction]]", "'people' in without_objects is no class"),
        ('objects = ["person"]', 'prepositions = ["beside"]', "[[construction]]", "'beside' is no preposition of codebook.toml"),
        ('objects = ["person"]', 'actor = ["everybody"]', "[[construction]]", "'everybody' in actor is no place of a participant"),
        ('objects = ["person"]', 'complement = "gerund"', "[[construction]]", "'gerund' is no complement"),
        ('objects = ["person"]', 'light = ["make"]', "[[construction]]", "light verbs carry nouns"),
        ('objects = ["person"]', 'reciprocal = "yes"', "[[construction]]", "reciprocal must be true or false"),
        ('objects = ["person"]', 'particles = ["up", "up"]', "[[construction]]", "particles names something twice: up"),
        ('objects = ["person"]\nstrength = "sure"', 'strength = "certain"', "[[construction]]", "'certain' is no strength"),
        ('objects = ["person"]\nstrength = "sure"', 'objects = ["person"]', "[[construction]]", "strength is missing"),
        ('verb = ["greet"]', "", "[[construction]]", "either verb = [...] or noun = [...]"),
        ('verb = ["greet"]', 'verb = ["say hello"]', "[[construction]]", "verb must be lemmas in lower case, one word each"),
        (
            'noun = ["bow"]',
            'name = "greet"\nnoun = ["bow"]',
            "[[construction]]#2",
            "GREET/greet is the name of another construction already (greet.toml:14)",
        ),
        ('[[mode]]\nname = "bow"', '[[mode]]\nname = "bow"\ncolour = "red"', "[[mode]]", "the key 'colour' is not known"),
        (
            "[[construction]]\nverb",
            '[[mode]]\nname = "bow"\ncameo = "05"\nintensity = 1\ndefinition = "x"\n[[construction]]\nverb',
            "[[mode]]#2",
            "already",
        ),
        ('"2020-01-02"', '"2 January"', "[[example]]#2", "published must be an ISO day"),
        ('trigger = "greeted"', 'trigger = "hailed"', "[[example]]", "'hailed' does not stand in the example's text"),
        ('recipients = ["the minister"]', 'recipients = ["the mini"]', "[[example]]", "'the mini' does not stand"),
        ('trigger = "greeted"', 'type = "WAVE", trigger = "greeted"', "[[example]]", "there is no type 'WAVE'; expected one of GREET"),
        ('status = "future"', 'status = "maybe"', "[[example]]#2", "'maybe' is no status"),
        ('mode = "bow", actors', 'mode = "curtsy", actors', "[[example]]#2", "no mode 'curtsy'"),
        ("\nevents = []", "", "[[example]]#3", "events is missing"),
        ('trigger = "bow", mode = "bow"', 'trigger = "bow"', "", "no example shows GREET with the mode bow"),
        (
            'text = "A greeting card lay on the table."\nevents = []',
            'text = "Chad greeted."\nevents = [{ trigger = "greeted" }]',
            "",
            "no negative example",
        ),
        ('verb = ["greet"]', 'verb = ["greet"', "strength", "is no TOML"),
    ],
)
def test_what_is_wrong_is_told_with_file_and_line(folder: Path, old: str, new: str, where: str, reason: str) -> None:
    assert old in GREET
    text = GREET.replace(old, new, 1)
    (folder / "greet.toml").write_text(text, encoding="utf-8")
    _, problems = read_folder(folder)
    words, _, nth = where.rpartition("#") if "#" in where else (where, "", "1")
    told = [problem for problem in problems if reason in problem.reason]
    assert told, [str(problem) for problem in problems]
    assert told[0].file == "greet.toml"
    if reason == "is no TOML":
        assert told[0].line in (line_of(text, '"greet"'), line_of(text, '"greet"') + 1)
    elif where == "":
        assert told[0].line in (0, line_of(text, "[[example]]"))
    else:
        assert told[0].line == line_of(text, words, int(nth)), str(told[0])
    with pytest.raises(DataError, match=re.escape(reason)):
        load_folder(folder)


def test_all_problems_are_told_together(folder: Path) -> None:
    text = GREET.replace('objects = ["person"]', 'objects = ["people"]').replace('status = "future"', 'status = "maybe"')
    (folder / "greet.toml").write_text(text, encoding="utf-8")
    (folder / "classes.toml").write_text(CLASSES + 'odd = ["@Animal", "Minister"]\n', encoding="utf-8")
    _, problems = read_folder(folder)
    assert [(p.file, p.line) for p in problems] == [
        ("classes.toml", 3),
        ("classes.toml", 3),
        ("greet.toml", line_of(text, "[[construction]]")),
        ("greet.toml", line_of(text, "[[example]]", 2)),
    ]
    with pytest.raises(DataError) as caught:
        load_folder(folder)
    assert (caught.value.file, caught.value.line) == ("classes.toml", 3)
    assert len(str(caught.value).split("\n")) == 4


@pytest.mark.parametrize(
    ("first", "second", "conflict"),
    [
        ('verb = ["hug"]', 'verb = ["hug", "kiss"]', True),
        ('verb = ["hug"]', 'noun = ["hug"]', False),
        ('verb = ["hug"]', 'verb = ["hug"]\nobjects = ["person"]', False),  # the more specific one decides
        ('verb = ["hug"]\nobjects = ["person"]', 'verb = ["hug"]\nobjects = ["building"]', False),
        ('verb = ["hug"]\nobjects = ["person"]', 'verb = ["hug"]\nobjects = ["=minister"]', True),
        ('verb = ["hug"]\nobjects = ["person"]\nwithout_objects = ["=minister"]', 'verb = ["hug"]\nobjects = ["=minister"]', False),
        ('verb = ["hug"]\nprepositions = ["with"]', 'verb = ["hug"]\nprepositions = ["for"]', False),
        ('verb = ["hug"]\nprepositions = ["with"]', 'verb = ["hug"]\nobjects = ["person"]', True),
        ('verb = ["hug"]\nparticles = ["up"]', 'verb = ["hug"]\nparticles = ["up"]', True),
        ('verb = ["hug"]\ncomplement = "infinitive"', 'verb = ["hug"]\ncomplement = "clause"', False),
        ('verb = ["hug"]\ncomplement = "infinitive"', 'verb = ["hug"]\nobjects = ["person"]', False),
    ],
)
def test_sure_constructions_that_contradict_each_other_are_a_conflict(folder: Path, first: str, second: str, conflict: bool) -> None:
    head, tail = "\n[[construction]]\nname = ", '\nstrength = "sure"\n'
    added = f'{head}"one"\n{first}{tail}{head}"other"\n{second}\nmode = "bow"{tail}'
    (folder / "greet.toml").write_text(GREET + added, encoding="utf-8")
    _, problems = read_folder(folder)
    assert len(problems) == conflict
    if conflict:
        (problem,) = problems
        assert problem.line == line_of(GREET + added, "[[construction]]", 4)
        assert f"(greet.toml:{line_of(GREET + added, '[[construction]]', 3)})" in problem.reason
        (folder / "greet.toml").write_text(GREET + added.removesuffix('"sure"\n') + '"open"\n', encoding="utf-8")
        assert read_folder(folder)[1] == ()


def test_names_of_types_are_given_once(folder: Path) -> None:
    (folder / "hail.toml").write_text(GREET, encoding="utf-8")
    _, problems = read_folder(folder)
    assert any(p.file == "hail.toml" and p.line == 1 and "GREET is the type of another file already" in p.reason for p in problems)


@pytest.mark.parametrize("missing", ["codebook.toml", "classes.toml"])
def test_missing_files_are_told(folder: Path, missing: str) -> None:
    (folder / missing).unlink()
    with pytest.raises(DataError, match=rf"{re.escape(missing)}: is missing in .*codebook new"):
        load_folder(folder)


def test_folders_without_types_and_things_that_are_no_folders_are_told(folder: Path) -> None:
    (folder / "greet.toml").unlink()
    with pytest.raises(DataError, match="holds no event type"):
        load_folder(folder)
    with pytest.raises(DataError, match="is no folder"):
        load_folder(folder / "none")


def test_bytes_that_are_no_text_are_told(folder: Path) -> None:
    (folder / "greet.toml").write_bytes(b'name = "\xff"')
    with pytest.raises(DataError, match=r"greet\.toml: cannot be read as UTF-8"):
        load_folder(folder)


def test_lines_are_found_in_both_spellings_of_arrays_of_tables() -> None:
    text = '# [[a]]\nx = """\n[[a]]\n"""\na = [\n  { b = "}{", c = [{ d = 1 }] }, # {\n\n  { b = \'[\' },\n]\n[[e]]\na = [{}]\n[[e]]\n'
    lines = find_lines(text)
    assert lines.keys == {"x": 2, "a": 5, "e": 10}
    assert lines.elements == {"a": [6, 8], "e": [10, 12]}
    assert [lines.of("a", 1), lines.of("a", 7), lines.of("none", 0)] == [8, 5, 0]
