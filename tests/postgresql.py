"""A PostgreSQL server of the test run's own, started from the installed programs in a folder of its own; nothing it holds outlives it."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

USER = "postgres"
"""The user that Debian's package makes; root may not run the server."""


class Unavailable(Exception):
    """No server can be started; the message says why."""


def programs() -> Path:
    """The folder of initdb and pg_ctl."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: float(p.parts[-3]))
    if not debian:
        raise Unavailable("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    return debian[-1].parent


@contextmanager
def server() -> Iterator[str]:
    """A running server: the address of its first database. Raises Unavailable."""
    folder = Path(tempfile.mkdtemp(prefix="dateline-postgresql-", dir="/tmp"))  # a socket's path must be short
    as_user: list[str] = []
    if os.geteuid() == 0:
        if shutil.which("runuser") is None or subprocess.run(["id", USER], capture_output=True, check=False).returncode:
            shutil.rmtree(folder)
            raise Unavailable(f"root cannot run PostgreSQL, and there is no user {USER}")
        as_user = ["runuser", "-u", USER, "--"]
        shutil.chown(folder, USER)
    data = folder / "data"
    control = [*as_user, str(programs() / "pg_ctl"), "-D", str(data), "-w"]
    settings = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off -c full_page_writes=off"
    try:
        for command in (
            [*as_user, str(programs() / "initdb"), "-D", str(data), "-U", USER, "-A", "trust", "-E", "UTF8", "--no-sync"],
            [*control, "-o", settings, "-l", str(folder / "log"), "start"],
        ):
            made = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
            if made.returncode:
                raise Unavailable(f"{Path(command[-1]).name}: {made.stderr.strip() or made.stdout.strip()}")
        try:
            yield f"postgresql://{USER}@/postgres?host={folder}"
        finally:
            subprocess.run([*control, "-m", "immediate", "stop"], cwd=folder, capture_output=True, check=False)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
