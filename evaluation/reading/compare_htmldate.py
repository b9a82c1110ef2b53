"""htmldate, the date finder of trafilatura, on the HTML pages of this folder, beside Dateline's reader.

    python evaluation/reading/compare_htmldate.py

Prints, in per cent of the HTML pages that state a day: the day right; the moment right (for pages that state one); and, of the pages that
state no day, those for which none was found. htmldate is asked for the original date with time and offset.
"""

from __future__ import annotations

import re
import sys
from datetime import datetime
from pathlib import Path

from htmldate import find_date

from dateline.evaluating.reading import PageResult, read_pages

_FOLDER = Path(__file__).parent


def main() -> None:
    """Measure both and print the table."""
    results = [result for result in read_pages(_FOLDER) if result.answer.path.suffix == ".html"]
    rows = {"dateline": [_ours(result) for result in results], "htmldate": [_htmldate(result) for result in results]}
    dated = [index for index, result in enumerate(results) if len(result.answer.value) >= 10]
    timed = [index for index in dated if results[index].answer.offset is not None]
    undated = [index for index, result in enumerate(results) if not result.answer.value]
    for name, found in rows.items():
        day = sum(found[index][:10] == results[index].answer.value[:10] for index in dated)
        moment = sum(_instant(found[index]) == _right_instant(results[index]) for index in timed)
        none = sum(not found[index] for index in undated)
        sys.stdout.write(
            f"{name}: day right {100 * day / len(dated):.1f} of {len(dated)}, "
            f"moment right {100 * moment / len(timed):.1f} of {len(timed)}, rightly none {none} of {len(undated)}\n"
        )


def _ours(result: PageResult) -> str:
    published = result.report.published if result.report is not None else None
    if published is None:
        return ""
    return published.instant.isoformat() if published.instant is not None else published.value


def _htmldate(result: PageResult) -> str:
    page = result.answer.path.read_text("utf-8")
    return find_date(page, url=result.answer.url or None, original_date=True, outputformat="%Y-%m-%dT%H:%M:%S%z") or ""


def _right_instant(result: PageResult) -> datetime | None:
    offset = result.answer.offset
    if offset is None:
        return None
    minutes = round(offset.total_seconds() / 60)
    sign = "-" if minutes < 0 else "+"
    return _instant(f"{result.answer.value}{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}")


def _instant(text: str) -> datetime | None:
    """The aware moment to the minute, None where the text states none."""
    text = re.sub(r"T(\d\d)(?=[+-])", r"T\1:00", text)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment.replace(second=0) if moment.tzinfo is not None else None


if __name__ == "__main__":
    main()
