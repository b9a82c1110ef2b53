"""Write the development part of the project's own annotations, with their texts, as test sets for ``dateline eval``.

``python -m evaluation.held_out --data DATA --out FOLDER`` writes ``own.jsonl`` (own texts), ``articles.jsonl`` (whole articles of English
Worldwide Newswire), ``sentences.jsonl`` (sentences of PLV), ``pairs.tsv`` (PLV's pairs of actors) and ``chains.jsonl`` (chains of sources).
What belongs to the part is decided by the hash of a text's name (:func:`training.events.held_out`, of chains
:func:`dateline.evaluating.chains.held_out`); none of it is trained on.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from dateline.evaluating.annotations import AnnotatedText
from dateline.evaluating.chains import held_out as in_held_out_third
from dateline.evaluating.sources import unpacked
from training.annotation import annotation_json
from training.events import CORPUS, MARKED, annotated_texts, held_out

CHAINS = CORPUS / "chains/chains.jsonl"


def write(data: Path, folder: Path) -> None:
    """Write the five sets below ``folder``."""
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
    passages = CHAINS.read_text(encoding="utf-8").splitlines()
    with (folder / "chains.jsonl").open("w", encoding="utf-8") as stream:
        stream.writelines(f"{line}\n" for line in passages if in_held_out_third(json.loads(line)["id"]))
    (folder / "pairs.tsv").write_text("\n".join([header, *kept]) + "\n", encoding="utf-8")


def main() -> None:
    """Write the sets."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    write(arguments.data, arguments.out)


if __name__ == "__main__":
    main()
