from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import DataError
from dateline.evaluating.bundle_file import find_words, read_folder
from dateline.evaluating.bundles import Bundle, CopyKind, DisputeKind, ExpectedIncident, UpdateKind, read_bundle
from dateline.report import Status
from evaluation import check_bundles

BUNDLES = sorted(path.parent for path in check_bundles.BUNDLES.glob("*/expected.toml"))


@pytest.fixture(scope="module", params=BUNDLES, ids=lambda path: path.name)
def bundle(request: pytest.FixtureRequest) -> Bundle:
    return read_bundle(request.param)


def incident(bundle: Bundle, name: str) -> ExpectedIncident:
    return next(one for one in bundle.incidents if one.id == name)


def test_bundles_hold_what_the_ledger_is_asked(bundle: Bundle) -> None:
    assert len(bundle.reports) >= 12
    assert len(bundle.outlets) >= 6
    assert {report.copy for report in bundle.reports} == {None, *CopyKind}
    assert {update.kind for update in bundle.updates} == set(UpdateKind)
    assert {DisputeKind.TOLL, DisputeKind.GOVERNS, DisputeKind.LOCATED_IN, DisputeKind.HOLDS} <= {one.kind for one in bundle.disputes}
    assert {mention.status for one in bundle.incidents for mention in one.mentions} > {Status.ACTUAL}
    assert any(len(claim.chain) > 1 for claim in bundle.claims)


def test_pages_state_the_moment_the_annotator_wrote_down(bundle: Bundle) -> None:
    read = {one.id: one.report.published.instant if one.report.published else None for one in bundle.reports}
    assert read == {one.id: one.published for one in bundle.reports}


def test_copies_are_what_they_are_said_to_be(bundle: Bundle) -> None:
    reports = {one.id: one for one in bundle.reports}
    for copy in bundle.reports:
        if copy.copy is None:
            continue
        original = reports[copy.original]
        text, paragraphs = copy.report.text, set(copy.report.text.split("\n\n"))
        before = set(original.report.text.split("\n\n"))
        assert copy.published > original.published
        assert copy.outlet != original.outlet
        assert (copy.report.id == original.report.id) is (copy.copy is CopyKind.EXACT)
        assert (text == original.report.text) is (copy.copy in (CopyKind.EXACT, CopyKind.REHEADLINED))
        assert (paragraphs < before) is (copy.copy is CopyKind.SHORTENED)
        assert not before & {span.of(text) for span in copy.own}


def test_copies_do_not_corroborate() -> None:
    bundle = read_bundle(check_bundles.BUNDLES / "bishkek-2010")
    assert {mention.report for mention in incident(bundle, "television-seized").mentions} == {"02", "03", "04", "15"}
    assert incident(bundle, "television-seized").primaries == {"02", "15"}
    assert incident(bundle, "otunbayeva-demands-resignation").primaries == {"08"}  # told again in a copied paragraph of 09
    assert incident(bundle, "kazakh-border-closed").primaries == {"09"}  # in a paragraph of its own
    assert incident(bundle, "parliament-dissolved").primaries == {"08", "11"}  # in a paragraph of its own, marked as taken from 08


REPORT = "LIMA, May 4 (Andes Wire) -- Police arrested two men. The union said police had arrested three.\n"
BUNDLE = """title = "Two arrests"
folder = "reports"
events = "invented"
seen = true

[[report]]
id = "01"
file = "a.txt"
outlet = "Andes Wire"
published = 2026-05-04T12:00:00-05:00
story = "arrests"

[[incident]]
id = "arrests"
type = "COERCE"
mode = "arrest"
country = "PER"
when = [2026-05-04T00:00:00-05:00, 2026-05-04T12:00:00-05:00]
mentions = [
  "01: arrested",
  "01: arrested#2",
]

[[dispute]]
id = "how-many"
kind = "toll"
subject = "men arrested"
incident = "arrests"
side = [
  { value = "2", claims = ["01: two men"] },
  { value = "3", claims = ["01: arrested three | union"] },
]
"""


def written(folder: Path, expected: str) -> Path:
    (folder / "reports").mkdir()
    (folder / "reports/a.txt").write_text(REPORT, encoding="utf-8")
    (folder / "expected.toml").write_text(expected, encoding="utf-8")
    return folder


def test_a_small_bundle(tmp_path: Path) -> None:
    bundle = read_bundle(written(tmp_path, BUNDLE))
    (arrests,) = bundle.incidents
    assert [REPORT[mention.span.start - 4 : mention.span.end] for mention in arrests.mentions] == ["ice arrested", "had arrested"]
    (dispute,) = bundle.disputes
    assert [(side.value, len(side.claims[0].chain)) for side in dispute.sides] == [("2", 0), ("3", 1)]
    assert bundle.stories == {"arrests": {"01"}}


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        ('"01: arrested#2"', '"01: arrested#3"', "stands 2 times"),
        ('"01: arrested#2"', '"02: arrested"', "'02' is no report"),
        ('"01: arrested#2"', '"arrested"', "REPORTS: words"),
        ('"01: arrested three | union"', '"01: arrested three | mayor"', "'mayor' stands 0 times"),
        ('"01: arrested three | union"', '"01: arrested three | union | shout"', "act one of assert"),
        ('mode = "arrest"', 'mode = "arrests"', "COERCE has no mode 'arrests'"),
        ('country = "PER"', 'country = "PEX"', "'PEX' is neither"),
        ('kind = "toll"', 'kind = "tolls"', "expected one of toll"),
        ('incident = "arrests"', 'incident = "arrest"', "is no incident of this bundle"),
        ('file = "a.txt"', 'file = "b.txt"', "is no report"),
        ('story = "arrests"', 'stories = "arrests"', "has stories, which no report has"),
        ("when = [2026-05-04T00", "when = [2026-05-05T00", "the earlier first"),
        ("seen = true", "seen = true true", "is no TOML"),
    ],
)
def test_every_mistake_is_named_with_its_line(tmp_path: Path, right: str, wrong: str, message: str) -> None:
    assert BUNDLE.count(right) == 1
    expected = BUNDLE.replace(right, wrong)
    _, problems = read_folder(written(tmp_path, expected))
    problem = next(one for one in problems if message in one.reason)
    at = expected[: expected.index(wrong)].count("\n") + 1
    headers = [number for number, line in enumerate(expected.split("\n"), 1) if line.startswith("[[") and number <= at]
    assert problem.file.endswith("expected.toml")
    assert problem.line in (at, *headers[-1:])
    with pytest.raises(DataError, match=r"expected\.toml"):
        read_bundle(tmp_path)


def test_pages_that_nothing_names_are_a_mistake(tmp_path: Path) -> None:
    folder = written(tmp_path, BUNDLE)
    (folder / "reports/b.txt").write_text(REPORT, encoding="utf-8")
    _, (problem,) = read_folder(folder)
    assert "holds b.txt, which no [[report]] names" in problem.reason


@given(st.lists(st.sampled_from(["fire", "fired", "fire-fight", "cease fire", "\n\n"]), min_size=1, max_size=12), st.integers(1, 6))
def test_occurrences_are_counted_by_whole_words(pieces: list[str], number: int) -> None:
    text = " ".join(pieces)
    there = sum(piece in ("fire", "cease fire", "fire-fight") for piece in pieces)
    if number > there:
        with pytest.raises(ValueError, match=f"stands {there} times"):
            find_words(text, f"fire#{number}")
    else:
        span = find_words(text, f"fire#{number}")
        assert span.of(text) == "fire"
        assert find_words(text[: span.end], f"fire#{number}") == span


def test_the_check_tells_and_exits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    folder = written(tmp_path, BUNDLE.replace('"01: arrested#2"', '"01: arrested#3"'))
    monkeypatch.setattr("sys.argv", ["check_bundles", str(folder)])
    assert check_bundles.main() == 1
    shown = capsys.readouterr()
    assert "expected.toml:21: " in shown.err
    assert "1 incidents with 1 mentions" in shown.out
