"""Explanations as people read them and as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence

from rich.console import Console

from dateline.coding.explanations import CodebookEntry, Explanation, MentionExplanation, SentenceExplanation
from dateline.presenting.explanation import explanation_to_json, explanation_view
from dateline.report import Certainty, Event, Quad, Report, Span, Status

TEXT = "Police arrested [bold]nine[/bold] teachers. The bakery sells bread."
REPORT = Report("0123", TEXT, headline="Teachers held in Lima", source="lima.txt")
TRIGGER = Span(7, 15)
EVENT = Event(
    "COERCE",
    "arrest",
    "173",
    Quad.MATERIAL_CONFLICT,
    -6.5,
    Status.ACTUAL,
    Certainty.CERTAIN,
    TRIGGER,
    (TRIGGER,),
    confidence=0.91,
    why=(("type", "engine +4.0, construction COERCE/arrest"), ("actors", "subject")),
)
HELD = MentionExplanation(
    TRIGGER,
    "arrested",
    "COERCE",
    "arrest",
    6.0,
    4.0,
    CodebookEntry("COERCE/arrest", "coerce.toml", 7, "sure"),
    ("root", "nsubj Police"),
    0,
)
NEAR = MentionExplanation(Span(50, 55), "sells", "CONSULT", "", -0.8, -0.8, None, ("root",), None)
SENTENCES = (
    SentenceExplanation(0, Span(0, 43), TEXT[:43], (HELD,), (), "1 mention"),
    SentenceExplanation(1, Span(44, 67), TEXT[44:], (), (NEAR,), "nothing: 'sells' as CONSULT came nearest and fell short by 0.8"),
)
EXPLANATION = Explanation(SENTENCES, (EVENT,), (("COERCE", "Repression short of violence."),))


def shown(sentences: Sequence[int], events: Sequence[int]) -> str:
    console = Console(width=200, no_color=True)
    with console.capture() as capture:
        console.print(explanation_view(REPORT, EXPLANATION, sentences, events))
    return capture.get()


def test_all_of_it() -> None:
    lines = [line.rstrip() for line in shown([0, 1], [0]).splitlines()]
    assert lines[0] == "Teachers held in Lima"
    assert "  'arrested': COERCE/arrest, event 0; score +6.0, engine +4.0, codebook COERCE/arrest (sure, coerce.toml:7)" in lines
    assert "    tree: root; nsubj Police" in lines
    assert "  'sells': CONSULT, fell short; score -0.8, engine -0.8, no codebook entry" in lines
    assert "Event 0  COERCE/arrest, actual, certain, confidence 0.91" in lines
    assert "  CAMEO 173, material conflict, intensity -6.5" in lines
    assert "  mentions: 'arrested'" in lines
    assert "  type: engine +4.0, construction COERCE/arrest" in lines
    assert "  COERCE  Repression short of violence." in lines


def test_the_reports_words_are_never_taken_for_markup() -> None:
    assert "[bold]nine[/bold]" in shown([0], [])


def test_only_what_was_asked_for() -> None:
    text = shown([1], [])
    assert "Sentence 1" in text
    assert "Sentence 0" not in text
    assert "Event" not in text
    assert "Types" not in text


def test_without_a_headline_the_source_names_the_report() -> None:
    console = Console(width=80)
    with console.capture() as capture:
        console.print(explanation_view(Report("0123", TEXT, source="lima.txt"), EXPLANATION, [], []))
    assert capture.get().strip() == "lima.txt"


def test_json_has_everything() -> None:
    found = explanation_to_json(REPORT, EXPLANATION, [0, 1], [0])
    assert json.loads(json.dumps(found)) == {
        "report": "0123",
        "sentences": [
            {
                "sentence": 0,
                "start": 0,
                "end": 43,
                "verdict": "1 mention",
                "mentions": [
                    {
                        "trigger": [7, 15],
                        "text": "arrested",
                        "type": "COERCE",
                        "mode": "arrest",
                        "score": 6.0,
                        "engine": 4.0,
                        "codebook": {"id": "COERCE/arrest", "file": "coerce.toml", "line": 7, "strength": "sure"},
                        "tree": ["root", "nsubj Police"],
                        "event": 0,
                    }
                ],
                "fell_short": [],
            },
            {
                "sentence": 1,
                "start": 44,
                "end": 67,
                "verdict": SENTENCES[1].verdict,
                "mentions": [],
                "fell_short": [
                    {
                        "trigger": [50, 55],
                        "text": "sells",
                        "type": "CONSULT",
                        "mode": "",
                        "score": -0.8,
                        "engine": -0.8,
                        "codebook": None,
                        "tree": ["root"],
                        "event": None,
                    }
                ],
            },
        ],
        "events": [
            {
                "event": 0,
                "type": "COERCE",
                "mode": "arrest",
                "why": [["type", "engine +4.0, construction COERCE/arrest"], ["actors", "subject"]],
            }
        ],
        "types": {"COERCE": "Repression short of violence."},
    }


def test_json_of_a_choice_defines_only_the_types_it_shows() -> None:
    found = explanation_to_json(REPORT, EXPLANATION, [1], [])
    assert (found["events"], found["types"]) == ([], {})
