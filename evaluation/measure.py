"""Measure everything and write the figures into docs/quality.md.

``python -m evaluation.measure --data DATA [--only accuracy speed startup size]``. DATA holds ``treebank/``, ``worldwide-dev.tar.gz``,
``polnear-dev.tar.gz``, ``time.tar.gz``, ``ecb.tar.gz``, ``worldwide-train.tar.gz``, ``place/`` and
``relation/plv-train.tsv``. Runs
``dateline eval`` for each test set against ``evaluation/floors.toml`` and the programs of ``evaluation/bench/``, each in a process of
its own. The exit
status is 1 if a figure is below its floor.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from pathlib import Path

from evaluation import held_out

ROOT = Path(__file__).parents[1]
FLOORS = ROOT / "evaluation/floors.toml"
QUALITY = ROOT / "docs/quality.md"
SETS = (
    ("treebank", "treebank/ewt-dev.conllu.gz", "UD EWT dev, given words"),
    ("treebank", "treebank/gum-dev.conllu.gz", "UD GUM dev, given words"),
    ("segmentation", "treebank/ewt-dev.conllu.gz", "UD EWT dev, raw text"),
    ("segmentation", "treebank/gum-dev.conllu.gz", "UD GUM dev, raw text"),
    ("entities", "worldwide-dev.tar.gz", "English Worldwide Newswire dev"),
    ("attribution", "polnear-dev.tar.gz", "PolNeAR dev, raw articles"),
    ("times", "time.tar.gz/TimeBank", "TimeBank"),
    ("times", "time.tar.gz/AQUAINT", "AQUAINT"),
    ("times", "time.tar.gz/wikiwars", "WikiWars"),
    ("events", "held-out/own.jsonl", "own texts, held-out part"),
    ("events", "held-out/articles.jsonl", "whole articles, held-out part"),
    ("events", "held-out/sentences.jsonl", "PLV sentences, held-out part of the train file"),
    ("participants", "held-out/own.jsonl", "own texts, held-out part"),
    ("participants", "held-out/articles.jsonl", "whole articles, held-out part"),
    ("participants", "held-out/phrases.jsonl", "hard phrases, held-out third"),
    ("quantities", "held-out/own.jsonl", "own texts, held-out part"),
    ("quantities", "held-out/articles.jsonl", "whole articles, held-out part"),
    ("quantities", "held-out/numbers.jsonl", "sentences with numbers, held-out third"),
    ("settings", "held-out/own.jsonl", "own texts, held-out part"),
    ("settings", "held-out/articles.jsonl", "whole articles, held-out part"),
    ("places", "held-out/lgl.xml", "LGL dev, second half"),
    ("places", "held-out/tr-news.xml", "TR-News dev, second half"),
    ("places", "held-out/geovirus.xml", "GeoVirus dev, second half"),
    ("places", "held-out/geowebnews.xml", "GeoWebNews dev, second half"),
    ("events", str(ROOT / "training/corpus/calm/calm.jsonl"), "articles without political acts, never trained on"),
    ("relation", "held-out/pairs.tsv", "PLV pairs, held-out part of the train file"),
    ("coreference", "coref/ontogum-dev.conll.gz", "OntoGUM dev, given words"),
    ("coreference", "held-out/coreference.jsonl", "own news articles, test part"),
    ("chains", "held-out/chains.jsonl", "own passages with two hops or more, held-out third"),
    ("factuality", "held-out/uw-dev.jsonl", "UW dev, held-out half"),
    ("factuality", "held-out/meantime-dev.jsonl", "MEANTIME dev, held-out half"),
    ("factuality", "held-out/clauses.jsonl", "own clauses, held-out third"),
    ("reading", str(ROOT / "evaluation/reading"), "the project's own pages"),
    ("copies", str(ROOT / "evaluation/copies/test.toml"), "own texts, the half nothing was set on"),
    ("incidents", "ecb.tar.gz/dev.json", "ECB+ dev, gold mentions, no topic labels"),
)
SHOWN = {"calm": ("texts", "false_in_empty", "quiet")}
"""The figures that say something of a set, by its name; all of them for the others. Where no event is annotated, no F1 says anything."""
BENCHES = {"speed": "throughput.py", "startup": "startup.py", "size": "install_size.py"}


def run(command: list[str]) -> subprocess.CompletedProcess[str]:
    """Run a command and keep what it prints; what it says on standard error passes through."""
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False, cwd=ROOT)


def part(data: Path, name: str, unpacked: Path) -> Path:
    """The test set ``name`` below ``data``; "archive.tar.gz/name" is that folder or file of an archive, unpacked, "held-out/..."
    the held-out part of the project's own annotations."""
    if name.startswith("held-out/"):
        if not (unpacked / "held-out").exists():
            held_out.write(data, unpacked / "held-out")
            held_out.write_factuality(data, unpacked / "held-out")
        return unpacked / name
    archive, packed, folder = name.partition(".tar.gz/")
    if not packed:
        return data / name
    if not (unpacked / archive).exists():
        with tarfile.open(data / f"{archive}.tar.gz") as stream:
            stream.extractall(unpacked / archive, filter="data")
    found = sorted((unpacked / archive).rglob(folder))
    if not found:
        raise SystemExit(f"{data / archive}.tar.gz holds no {folder}")
    return found[0]


def accuracy(data: Path) -> tuple[str, bool]:
    """The table of figures, and whether all floors hold."""
    lines = ["| measured | on | figure | floor |", "|---|---|---|---|"]
    held = True
    floors = tomllib.loads(FLOORS.read_text(encoding="utf-8"))
    unpacked = tempfile.TemporaryDirectory(prefix="dateline-measure-")
    for measured, name, told in SETS:
        path = part(data, name, Path(unpacked.name))
        command = [sys.executable, "-m", "dateline.cli", "eval", measured, str(path), "--json"]
        data_set = path.name.partition(".")[0]
        guarded = data_set in floors.get(measured, {}) or measured == "reading"
        result = run([*command, "--floors", str(FLOORS)] if guarded else command)
        if result.returncode not in (0, 1):
            raise SystemExit(f"{' '.join(command)} ended with status {result.returncode}")
        held = held and result.returncode == 0
        found = json.loads(result.stdout)
        least = found.get("floors", {})
        for figure, value in found["figures"].items():
            if figure not in SHOWN.get(data_set, found["figures"]):
                continue
            shown = f"{value:.0f}" if float(value).is_integer() and value > 100 else f"{value:.2f}"
            floor = f"{least[figure]:g}" if figure in least else ""
            lines.append(f"| {measured} | {told} | {figure} {shown} | {floor} |")
    unpacked.cleanup()
    return "\n".join(lines), held


def fill(text: str, section: str, content: str) -> str:
    """``text`` with the generated part named ``section`` replaced."""
    pattern = re.compile(rf"(<!-- generated: {section} -->\n).*?(<!-- end -->)", re.S)
    if not pattern.search(text):
        raise SystemExit(f"{QUALITY}: no part <!-- generated: {section} --> ... <!-- end -->")
    return pattern.sub(lambda match: f"{match[1]}{content}\n{match[2]}", text)


def main() -> int:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--only", nargs="+", choices=["accuracy", *BENCHES], default=["accuracy", *BENCHES])
    arguments = parser.parse_args()
    held = True
    for section in arguments.only:
        if section == "accuracy":
            content, held = accuracy(arguments.data.resolve())
        else:
            content = f"```text\n{run([sys.executable, f'evaluation/bench/{BENCHES[section]}']).stdout.strip()}\n```"
        QUALITY.write_text(fill(QUALITY.read_text(encoding="utf-8"), section, content), encoding="utf-8")
        print(content, flush=True)
    return 0 if held else 1


if __name__ == "__main__":
    raise SystemExit(main())
