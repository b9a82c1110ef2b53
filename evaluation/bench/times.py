"""How fast time expressions are found, against dateparser's search on the same text in the same run.

``python evaluation/bench/times.py [FILE ...]`` reads the text of FILEs (default: the sentences beside the rules and the examples, all made
up), repeats it to some length, and times three ways through it, one after the other, each as processor seconds of this process, best of
RUNS: :func:`dateline.coding.times.find_times` alone, :meth:`dateline.engine.Engine.times` with the sentence analysis that tells it the
tense, and ``dateparser.search.search_dates``. dateparser is no dependency: ``pip install dateparser`` first. The exit status is 1 where
``find_times`` is not faster than dateparser.
"""

from __future__ import annotations

import argparse
import importlib
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import dateline
from dateline.coding.times import find_times
from dateline.coding.times_check import published_on
from dateline.coding.times_rules import rule_book

ROOT = Path(__file__).parents[2]
RUNS = 3
CHARACTERS = 6000
PUBLISHED = "2011-03-16"


def sample(paths: list[Path]) -> str:
    """The text to search: paragraphs of the files, or of the rules' example sentences, to some :data:`CHARACTERS` characters."""
    if paths:
        text = "\n\n".join(path.read_text(encoding="utf-8") for path in paths)
    else:
        text = (ROOT / "examples/mombasa-port.txt").read_text(encoding="utf-8")
        text += "\n\n".join(example.text for rule in rule_book().rules for example in rule.examples)
    return (text * (CHARACTERS // max(1, len(text)) + 1))[:CHARACTERS]


def seconds(search: Callable[[], int]) -> tuple[float, int]:
    """Processor seconds of the fastest of :data:`RUNS` runs, and how many expressions it found."""
    spent, found = [], 0
    for _ in range(RUNS):
        began = time.process_time()
        found = search()
        spent.append(time.process_time() - began)
    return min(spent), found


def main() -> int:
    """Measure and print; 0 where find_times is the faster."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, help="texts to search")
    text = sample(parser.parse_args().files)
    try:
        search_dates = importlib.import_module("dateparser.search").search_dates
    except ImportError:
        sys.stderr.write("dateparser is not installed; run: pip install dateparser\n")
        return 2
    published = published_on(PUBLISHED)
    engine = dateline.load(threads=1)
    settings = {"RELATIVE_BASE": datetime.fromisoformat(PUBLISHED)}
    ways = {
        "find_times": lambda: len(find_times(text, published=published)),
        "Engine.times": lambda: len(engine.times(text, published)),
        "dateparser": lambda: len(search_dates(text, languages=["en"], settings=settings) or ()),
    }
    measured = {name: seconds(way) for name, way in ways.items()}
    sys.stdout.write(f"{len(text)} characters, processor seconds, best of {RUNS}\n{'':14}{'seconds':>9}{'kchar/s':>9}{'found':>7}\n")
    for name, (spent, found) in measured.items():
        sys.stdout.write(f"{name:14}{spent:9.4f}{len(text) / spent / 1000:9.1f}{found:7}\n")
    return int(measured["find_times"][0] >= measured["dateparser"][0])


if __name__ == "__main__":
    sys.exit(main())
