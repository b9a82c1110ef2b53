"""Check bundles: ``python -m evaluation.check_bundles [FOLDER ...]``, by default all of ``evaluation/bundles``.

Prints every problem with file and line, and for each bundle what it holds. The exit status is 1 if anything is wrong.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from dateline.evaluating.bundle_file import read_folder
from dateline.evaluating.bundles import EXPECTED, Bundle, CopyKind

BUNDLES = Path(__file__).parent / "bundles"


def told(bundle: Bundle) -> str:
    """What a bundle holds, in one line."""
    mentions = sum(len(incident.mentions) for incident in bundle.incidents)
    joined = sum(len(incident.mentions) > 1 for incident in bundle.incidents)
    corroborated = sum(len(incident.primaries) > 1 for incident in bundle.incidents)
    copies = ", ".join(f"{sum(r.copy is kind for r in bundle.reports)} {kind}" for kind in CopyKind)
    return (
        f"{bundle.name}: {len(bundle.reports)} reports of {len(bundle.outlets)} outlets in {len(bundle.stories)} stories "
        f"(copies: {copies}), {len(bundle.incidents)} incidents with {mentions} mentions ({joined} with more than one, {corroborated} told "
        f"by more than one primary report), {len(bundle.disputes)} disputes, {len(bundle.updates)} updates, {len(bundle.states)} states"
    )


def main() -> int:
    """Check and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="*", metavar="FOLDER")
    folders = parser.parse_args().folders or sorted(path.parent for path in BUNDLES.glob(f"*/{EXPECTED}"))
    wrong = 0
    for folder in folders:
        bundle, problems = read_folder(folder)
        for problem in problems:
            print(problem, file=sys.stderr)
        wrong += len(problems)
        if bundle is not None:
            print(told(bundle))
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
