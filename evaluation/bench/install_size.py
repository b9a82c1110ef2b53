"""Size of a fresh environment that holds Dateline and what it needs at run time, and nothing else.

``python evaluation/bench/install_size.py`` makes a virtual environment in a temporary folder, installs the package of this working tree
from PyPI's dependencies, and prints the size on disk (blocks taken, as ``du`` counts them) in all and of the largest distributions. The
target is :data:`TARGET` for the whole environment, pip and compiled Python files included; the exit status is 1 where it is missed.
Needs only the standard library.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).parents[2]
TARGET = 350
"""Megabytes (10^6 bytes) of the whole environment, at most."""

_SIZES = """
import importlib.metadata, json, os
sizes = {}
for d in importlib.metadata.distributions():
    paths = {str(f.locate()) for f in d.files or ()}
    sizes[f"{d.metadata['Name']} {d.version}"] = sum(os.stat(p).st_blocks * 512 for p in paths if os.path.isfile(p))
print(json.dumps(sizes))
"""


def disk_usage(folder: Path) -> int:
    """Bytes that the blocks of all files below a folder take."""
    return sum(os.lstat(Path(where) / name).st_blocks * 512 for where, _, names in os.walk(folder) for name in names)


def main() -> int:
    """Measure and print; 0 where the target is met."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--largest", type=int, default=12, help="how many distributions to name")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="dateline-size-") as folder:
        environment = Path(folder) / "venv"
        venv.create(environment, with_pip=True)
        python = environment / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
        subprocess.run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", str(ROOT)], check=True)
        found = subprocess.run([python, "-c", _SIZES], check=True, capture_output=True, text=True)
        sizes: dict[str, int] = json.loads(found.stdout)
        whole = disk_usage(environment)
    sys.stdout.write(f"{'whole environment':34} {whole / 1e6:7.1f} MB in {len(sizes)} distributions (target {TARGET} MB)\n")
    ranked = sorted(sizes.items(), key=lambda pair: -pair[1])
    for name, size in ranked[: arguments.largest]:
        sys.stdout.write(f"  {name:32} {size / 1e6:7.1f} MB\n")
    rest = sum(size for _, size in ranked[arguments.largest :])
    sys.stdout.write(f"  {'all others':32} {rest / 1e6:7.1f} MB\n")
    return 0 if whole <= TARGET * 1e6 else 1


if __name__ == "__main__":
    sys.exit(main())
