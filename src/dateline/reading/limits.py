"""How much of a source is read before it is refused, each number with its reason. All are hard limits; none is a setting."""

from __future__ import annotations

from typing import Final

MEBIBYTE: Final = 1 << 20

# One page, document, line or record, unpacked. The largest news pages that crawls keep are near 5 MB (scripts and images written into
# the page); four times that leaves room, and what is larger is a dump of many reports or no report.
MAX_ITEM_BYTES: Final = 20 * MEBIBYTE

# Gzip packs text 3 to 15 times and very repetitive pages up to some 100 times; a bomb reaches 1030 times, the format's own bound.
MAX_EXPANSION: Final = 200

# Small files may expand more than that without harm: the ratio is looked at only beyond this much output.
EXPANSION_GRACE: Final = 4 * MEBIBYTE

# A gzip file inside a gzip file happens (an archive of .warc.gz that was packed again); three deep is a trick.
MAX_GZIP_LAYERS: Final = 2

# What is looked at to tell the format: enough to pass a long comment or style sheet before the first telling tag.
HEAD_BYTES: Final = 64 * 1024

# Elements of one HTML page. Large news pages have 10 000; on hostile ones extraction time grows with the square, to some 5 s here.
MAX_PAGE_ELEMENTS: Final = 30_000

# Characters of one report. The longest that newspapers print, transcripts and inquiries, have some 300 000; more is many reports in one.
MAX_STORY_CHARACTERS: Final = 2_000_000

# Seconds a server may be silent, seconds a whole download may take, and hops it may send us on: a page that needs more is down.
FETCH_TIMEOUT: Final = 20.0
FETCH_DEADLINE: Final = 60.0
MAX_REDIRECTS: Final = 5

# Lines from the top in which headline, byline and time stamp of a pasted page are looked for; a menu pasted along runs to some 40.
MAX_TOP_LINES: Final = 60
