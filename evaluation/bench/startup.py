"""How long ``dateline code`` takes on one report, from the start of the process to its end, and how much memory it needs.

``python evaluation/bench/startup.py [--runs N]`` runs each command N times, one after the other, after one run that is not counted
(it fills the disk cache and writes compiled files), and prints median and maximum of wall-clock seconds and of peak resident memory. The
targets are :data:`SECONDS` at the median and :data:`MEGABYTES` at the maximum for every ``code`` line; the exit status is 1 where one is
missed. Works on systems with ``os.wait4`` (Linux, macOS).
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
SECONDS = 1.5
MEGABYTES = 500

_DATELINE = (sys.executable, "-c", "from dateline.cli import main; main()")
COMMANDS = {
    "python, nothing done": (sys.executable, "-c", "pass"),
    "dateline --version": (*_DATELINE, "--version"),
    "dateline --help": (*_DATELINE, "--help"),
    "dateline code text": (*_DATELINE, "code", "examples/mombasa-port.txt"),
    "dateline code page": (*_DATELINE, "code", "examples/mombasa-arrests.html"),
    "dateline code page --json": (*_DATELINE, "code", "--json", "examples/mombasa-arrests.html"),
}


def run(command: tuple[str, ...]) -> tuple[float, float]:
    """Wall-clock seconds and peak resident megabytes of one run. Raises :class:`RuntimeError` where it fails."""
    began = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}")
    return seconds, used.ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 1e6


def main() -> int:
    """Measure and print; 0 where the targets are met."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=7, help="counted runs of each command")
    arguments = parser.parse_args()
    missed = False
    sys.stdout.write(f"{'':28} {'seconds':>15} {'megabytes':>15}\n{'':28} {'median':>7} {'max':>7} {'median':>7} {'max':>7}\n")
    for name, command in COMMANDS.items():
        run(command)
        seconds, memory = zip(*(run(command) for _ in range(arguments.runs)), strict=True)
        middle, most = statistics.median(seconds), max(memory)
        sys.stdout.write(f"{name:28} {middle:7.2f} {max(seconds):7.2f} {statistics.median(memory):7.0f} {most:7.0f}\n")
        missed |= " code " in name and (middle > SECONDS or most > MEGABYTES)
    sys.stdout.write(f"targets for code: {SECONDS} s at the median, {MEGABYTES} MB at most: {'missed' if missed else 'met'}\n")
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
