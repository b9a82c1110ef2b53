"""Write the development part of the project's own annotations, with their texts, as test sets for ``dateline eval``.

``python -m evaluation.held_out --data DATA --out FOLDER`` writes ``own.jsonl`` (own texts), ``articles.jsonl`` (whole articles of English
Worldwide Newswire), ``sentences.jsonl`` (sentences of PLV), ``pairs.tsv`` (PLV's pairs of actors), ``coreference.jsonl`` (articles with
who is meant by what), ``chains.jsonl`` (chains of sources, a third), ``uw-dev.jsonl`` and ``meantime-dev.jsonl`` (judged predicates) and
``clauses.jsonl`` (own clauses). What belongs to the part is
decided by
the hash of a text's name (:func:`training.events.held_out`, for chains :func:`training.coreference_corpus.held_out`); none of it is
trained on. ``numbers.jsonl`` and ``phrases.jsonl`` are a third of the sentences written for numbers of people and of the hard phrases for
actors, by a hash as well; ``lgl.xml``, ``tr-news.xml``, ``geovirus.xml`` and ``geowebnews.xml`` every second article of the development
files of toponyms, those on which no weight was fitted.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
from pathlib import Path

from lxml import etree

from dateline.evaluating.annotations import AnnotatedText
from dateline.evaluating.chains import held_out as in_held_out_third
from dateline.evaluating.factuality import read_rated
from dateline.evaluating.sources import unpacked
from training.annotation import annotation_json
from training.coreference_corpus import CHAINS
from training.coreference_corpus import held_out as held_out_chains
from training.events import CORPUS, MARKED, annotated_texts, held_out

WRITTEN = {"numbers": "quantities", "phrases": "participants"}
"""Sets written for one question, and the folders of ``training/corpus`` they stand in."""

PASSAGES = CORPUS / "chains/chains.jsonl"
"""Passages with chains of sources."""

PLACES = ("lgl", "tr-news", "geovirus", "geowebnews")


def third(name: str) -> bool:
    """Whether an entry of a set written for one question belongs to its held-out third."""
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=4).digest(), "big") % 3 == 0


def write(data: Path, folder: Path) -> None:
    """Write all sets below ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    _write_annotations(data, folder)
    for name, source in WRITTEN.items():
        lines = [
            line for path in sorted((CORPUS / source).glob("*.jsonl")) for line in path.read_text("utf-8").splitlines() if line.strip()
        ]
        kept = [line for line in lines if third(json.loads(line)["id"])]
        (folder / f"{name}.jsonl").write_text("\n".join(kept) + "\n", encoding="utf-8")
    for name in PLACES:
        (folder / f"{name}.xml").write_bytes(second_half(gzip.decompress((data / f"place/{name}-dev.xml.gz").read_bytes())))


def second_half(document: bytes) -> bytes:
    """A document of articles with toponyms, every other article left out, the first among them."""
    root = etree.fromstring(document, etree.XMLParser(recover=True, huge_tree=True, resolve_entities=False, no_network=True))
    for article in [article for article in root.iterfind("article") if article.find("text") is not None][::2]:
        root.remove(article)
    return etree.tostring(root, encoding="utf-8")


def _write_annotations(data: Path, folder: Path) -> None:
    marked = data / "relation/plv-train.tsv"
    with unpacked(data / "worldwide-train.tar.gz", "original_articles") as archive:
        texts = [t for t in annotated_texts(CORPUS, archive / "original_articles", marked) if held_out(t.id)]
    parts: dict[str, list[AnnotatedText]] = {"own": [], "articles": [], "sentences": []}
    for text in texts:
        parts["own" if not text.document else "sentences" if text.document.startswith(MARKED) else "articles"].append(text)
    for name, members in parts.items():
        with (folder / f"{name}.jsonl").open("w", encoding="utf-8") as stream:
            for text in members:
                stream.write(json.dumps(annotation_json(text, with_text=True), ensure_ascii=False) + "\n")
    header, *lines = marked.read_text(encoding="utf-8").split("\n")
    kept = [line for line in lines if line.strip() and held_out(line.split("\t")[0])]
    articles = [line for line in CHAINS.read_text(encoding="utf-8").splitlines() if held_out_chains(json.loads(line)["id"])]
    (folder / "coreference.jsonl").write_text("\n".join(articles) + "\n", encoding="utf-8")
    passages = [line for line in PASSAGES.read_text(encoding="utf-8").splitlines() if in_held_out_third(json.loads(line)["id"])]
    (folder / "chains.jsonl").write_text("\n".join(passages) + "\n", encoding="utf-8")
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
    held = [line for line in clauses if third(json.loads(line)["id"])]
    (folder / "clauses.jsonl").write_text("".join(held), encoding="utf-8")


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
