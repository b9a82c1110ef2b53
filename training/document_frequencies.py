"""Count in how many news articles a word occurs, for the ledger's likeness of reports.

``python -m training.document_frequencies --data DATA`` reads the training parts of English Worldwide Newswire, PolNeAR and MUC-4 and writes
``src/dateline/ledger/data/document_frequencies.tsv``. Words in fewer than :data:`LEAST` articles are left out; they count as rare anyway.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from dateline.evaluating.sources import unpacked
from dateline.ledger.words import FREQUENCIES, stem, words_of

OUT = Path(__file__).parents[1] / "src/dateline/ledger/data" / FREQUENCIES
LEAST = 4
HEADER = """# In how many articles of the training parts of English Worldwide Newswire, PolNeAR and MUC-4 a word occurs, in lower case,
# without plural and possessive endings; * is the number of articles. Made by `python -m training.document_frequencies`.
"""


def articles(data: Path) -> Iterator[str]:
    """The texts of all articles."""
    for archive, folder in (("worldwide-train.tar.gz", "original_articles"), ("polnear-train.tar.gz", "text")):
        with unpacked(data / archive, folder) as found:
            for path in sorted((found / folder).glob("*.txt")):
                yield path.read_text(encoding="utf-8", errors="replace")
    with unpacked(data / "muc4.tar.gz", "CORPORA") as found:
        for line in (found / "gtt-train.json").read_text(encoding="utf-8").splitlines():
            yield json.loads(line)["doctext"]


def main() -> None:
    """Count and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with worldwide-train.tar.gz, polnear-train.tar.gz and muc4.tar.gz")
    counts: Counter[str] = Counter()
    number = 0
    for text in articles(parser.parse_args().data):
        number += 1
        counts.update({stem(word) for word in words_of(text) if len(word) > 1})
    kept = sorted((w for w, n in counts.items() if n >= LEAST and not w[0].isdigit()), key=lambda w: (-counts[w], w))
    lines = ["stem\tarticles", f"*\t{number}", *(f"{word}\t{counts[word]}" for word in kept)]
    OUT.write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
