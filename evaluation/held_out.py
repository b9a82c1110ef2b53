"""Write the development part of the project's own annotations, with their texts, as test sets for ``dateline eval``.

``python -m evaluation.held_out --data DATA --out FOLDER`` writes ``own.jsonl`` (own texts), ``articles.jsonl`` (whole articles of English
Worldwide Newswire), ``sentences.jsonl`` (sentences of PLV), ``pairs.tsv`` (PLV's pairs of actors), ``uw-dev.jsonl`` and ``meantime-
dev.jsonl`` (judged predicates) and ``clauses.jsonl`` (own clauses). What belongs to the part is
decided by
the hash of a text's name (:func:`training.events.held_out`); none of it is trained on.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path

from dateline.evaluating.annotations import AnnotatedText
from dateline.evaluating.factuality import read_rated
from dateline.evaluating.sources import unpacked
from training.annotation import annotation_json
from training.events import CORPUS, MARKED, annotated_texts, held_out


def write(data: Path, folder: Path) -> None:
    """Write the four sets below ``folder``."""
    marked = data / "relation/plv-train.tsv"
    with unpacked(data / "worldwide-train.tar.gz", "original_articles") as archive:
        texts = [t for t in annotated_texts(CORPUS, archive / "original_articles", marked) if held_out(t.id)]
    parts: dict[str, list[AnnotatedText]] = {"own": [], "articles": [], "sentences": []}
    for text in texts:
        parts["own" if not text.document else "sentences" if text.document.startswith(MARKED) else "articles"].append(text)
    folder.mkdir(parents=True, exist_ok=True)
    for name, members in parts.items():
        with (folder / f"{name}.jsonl").open("w", encoding="utf-8") as stream:
            for text in members:
                stream.write(json.dumps(annotation_json(text, with_text=True), ensure_ascii=False) + "\n")
    header, *lines = marked.read_text(encoding="utf-8").split("\n")
    kept = [line for line in lines if line.strip() and held_out(line.split("\t")[0])]
    (folder / "pairs.tsv").write_text("\n".join([header, *kept]) + "\n", encoding="utf-8")


def factuality_held_out(sentence: str) -> bool:
    """Whether a sentence of the development parts of the factuality sets, words parted by a space, is held out: about half of them."""
    return hashlib.blake2b(sentence.encode(), digest_size=4).digest()[0] % 2 == 0


def write_factuality(data: Path, folder: Path) -> None:
    """Write the held-out halves of UW's and MEANTIME's development parts and the held-out third of the project's own clauses."""
    folder.mkdir(parents=True, exist_ok=True)
    with unpacked(data / "factuality.tar.gz", "factuality") as archive:
        for name in ("uw-dev", "meantime-dev"):
            lines = (archive / "factuality" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
            rated = read_rated(archive / "factuality" / f"{name}.jsonl")
            kept = [line for line, item in zip(lines, rated, strict=True) if factuality_held_out(" ".join(item.words))]
            (folder / f"{name}.jsonl").write_text("".join(kept), encoding="utf-8")
    clauses = (CORPUS / "factuality/clauses.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    held = [line for line in clauses if clause_held_out(json.loads(line)["id"])]
    (folder / "clauses.jsonl").write_text("".join(held), encoding="utf-8")


def clause_held_out(name: str) -> bool:
    """Whether an own sentence of clauses, by its id, is held out when rules are mended: a third of them."""
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=4).digest(), "big") % 3 == 0


def main() -> None:
    """Write the sets."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    write(arguments.data, arguments.out)
    write_factuality(arguments.data, arguments.out)


if __name__ == "__main__":
    main()
