"""Make the shipped model from the corpora with one command: ``python -m training.reproduce --data DATA --work WORK [--out FOLDER]``.

Trains the word splitter and the sentence engine and writes ``words.json`` and the model folder. About four hours on two cores; the seed
is fixed, but
sums of floating-point numbers depend on the machine, so weights differ in their last digits and scores by a tenth or so.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from training import words
from training.export import VERSION, write_model
from training.train import TREEBANKS, Corpora, Schedule, train

LEGS = (
    Schedule(steady=2850, fall=0),
    Schedule(steady=621, fall=2400),
    Schedule(steady=100, fall=950, encoder_rate=1.2e-4, heads_rate=6e-4),
    Schedule(steady=2250, fall=1300, events=True, encoder_rate=1.5e-4, heads_rate=7.5e-4),
    Schedule(steady=4000, fall=1800, events=True, taught=True, encoder_rate=1.4e-4, heads_rate=7e-4),
)
"""Three legs for syntax and spans and two for events, each going on from the last one's weights with a fresh optimizer."""

LANGUAGE = Path(__file__).parents[1] / "src/dateline/language"


def main() -> None:
    """Train and export."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--data", type=Path, required=True, help="folder with treebank/, relation/, worldwide-train.tar.gz and polnear-train.tar.gz"
    )
    parser.add_argument("--work", type=Path, required=True, help="folder for checkpoints and the log")
    parser.add_argument("--out", type=Path, default=LANGUAGE, help="the language room; words.json and model/ are written there")
    arguments = parser.parse_args()
    print(words.write([arguments.data / "treebank" / name for name in TREEBANKS], arguments.out / "words.json"))
    corpora = Corpora.read(arguments.data)
    checkpoints: list[Path] = []
    for number, leg in enumerate(LEGS, 1):
        found = train(corpora, arguments.work / f"leg-{number}", leg, checkpoints)
        # The weights of a leg for events stand over those of the last leg for syntax and spans.
        checkpoints = [checkpoints[0], found] if leg.events else [found]
    print(write_model(checkpoints, checkpoints[0].parent / "labels.json", corpora.trees, arguments.out / "model", VERSION))
    print("The weights of the coder's decisions are fitted to the model: run python -m training.weights")


if __name__ == "__main__":
    main()
