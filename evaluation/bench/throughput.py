"""The whole path from HTML to records against the bare encoder, in one run on one machine.

``python evaluation/bench/throughput.py [--articles N] [--rounds N]``. Pages are built around texts of the project's own corpus, about
450 words each in the
mark-up of an ordinary news site. Bare: the encoder graph alone over ready sub-words. Whole: bytes of pages through
:func:`dateline.read_all` and :meth:`dateline.Engine.code_many`. Both with two threads; rounds alternate, and the medians and their ratio
are printed, because the machine may be shared. Peak memory is that of the process.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import statistics
import time
from pathlib import Path

import dateline
from dateline.engine import BATCH_REPORTS
from dateline.language.network import shipped_folder
from dateline.language.passages import cut, encode, words_of
from dateline.language.subwords import SubwordEncoder
from dateline.language.words import WordSplitter

CORPUS = Path(__file__).parents[2] / "training/corpus"
LINKS = "".join(f'<li><a href="/section/{i}">Section number {i}</a></li>' for i in range(60))
PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{headline} | The Bench Courier</title>
<meta property="og:title" content="{headline}"><meta property="article:published_time" content="2024-05-0{day}T08:30:00+03:00">
<script type="application/ld+json">{{"@type":"NewsArticle","headline":"{headline}","datePublished":"2024-05-0{day}T08:30:00+03:00",
"author":{{"name":"Desk"}},"publisher":{{"name":"The Bench Courier"}}}}</script><style>{style}</style></head>
<body><header><nav><ul>{links}</ul></nav></header><main><article><h1>{headline}</h1><p class="byline">By Desk</p>
<time datetime="2024-05-0{day}T08:30:00+03:00">0{day} May 2024 08:30 EAT</time><div class="body">{paragraphs}</div></article>
<aside><h3>Related</h3><ul>{links}</ul></aside></main><footer>{links}<p>Copyright The Bench Courier</p></footer></body></html>"""


def articles(number: int, words: int = 450) -> list[list[str]]:
    """Lists of paragraphs of about ``words`` words, drawn from the project's own annotated texts."""
    files = sorted(CORPUS.glob("own-*.jsonl"))
    texts = [json.loads(line)["text"] for path in files for line in path.read_text(encoding="utf-8").splitlines()]
    generator = random.Random(7)
    made = []
    for _ in range(number):
        paragraphs: list[str] = []
        count = 0
        while count < words:
            paragraphs.append(generator.choice(texts))
            count += len(paragraphs[-1].split())
        made.append(paragraphs)
    return made


def page(paragraphs: list[str], number: int) -> bytes:
    """An HTML page of about 30 kB around the paragraphs."""
    body = "".join(f"<p>{p}</p>" for p in paragraphs)
    style = ".rule-{ color: #333; margin: 0 auto } " * 200
    headline = f"Bench report number {number}"
    return PAGE.format(headline=headline, day=number % 9 + 1, style=style, links=LINKS, paragraphs=body).encode()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=64)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    texts = articles(arguments.articles)
    pages = [page(t, i) for i, t in enumerate(texts)]
    engine = dateline.load(threads=arguments.threads)
    splitter, subwords = WordSplitter.shipped(), SubwordEncoder(shipped_folder() / "tokenizer.json")
    words = [words_of("\n\n".join(t), splitter) for t in texts]
    encoded = [encode(w, subwords) for w in words]
    # As many texts at once as the engine takes: the vectors of all together would be most of the memory measured.
    groups = [range(first, min(first + BATCH_REPORTS, len(texts))) for first in range(0, len(texts), BATCH_REPORTS)]
    batches = [([encoded[i] for i in g], [p for n, i in enumerate(g) for p in cut(n, words[i], encoded[i])]) for g in groups]
    count = sum(len(w.texts) for w in words)
    bare_times, whole_times, language_times = [], [], []
    for round_number in range(arguments.rounds + 1):
        began = time.perf_counter()
        for batch, passages in batches:
            engine.analyser.network.encode(batch, passages)
        bare = time.perf_counter() - began
        began = time.perf_counter()
        reports = [r for r in dateline.read_all(pages) if isinstance(r, dateline.Report)]
        read = time.perf_counter()
        records = list(engine.code_many(reports))
        whole = time.perf_counter() - began
        if len(records) != len(texts):
            raise SystemExit(f"{len(texts) - len(records)} pages of {len(texts)} were not read")
        if round_number:  # the first round warms up
            bare_times.append(bare)
            whole_times.append(whole)
            language_times.append(time.perf_counter() - read)
    bare, whole, language = (statistics.median(t) for t in (bare_times, whole_times, language_times))
    number = len(texts)
    print(f"{number} articles of {count / number:.0f} words, pages of {len(pages[0]) / 1000:.0f} kB, {arguments.threads} threads")
    print(f"bare encoder    {number / bare:7.1f} articles/s  {count / bare:9.0f} words/s")
    print(f"text to record  {number / language:7.1f} articles/s  {100 * bare / language:5.1f} % of the encoder's rate")
    print(f"HTML to record  {number / whole:7.1f} articles/s  {100 * bare / whole:5.1f} % of the encoder's rate")
    print(f"peak memory     {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:7.0f} MB")


if __name__ == "__main__":
    main()
