"""``dateline doctor``: what is installed, and whether it works."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from dateline.commands.figures import print_table
from dateline.commands.streams import ExitStatus, as_utf8, graceful, say


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Show what is installed (versions, model, data, size) and test that it works.

    Exit status:

    - 0: all works
    - 4: something does not
    """
    with graceful():
        from dateline.commands.examination import examine

        found = examine()
        if as_json:
            import sys

            as_utf8(sys.stdout).write(json.dumps(found.to_json(), ensure_ascii=False, indent=2) + "\n")
        else:
            for title, lines in found.sections:
                print_table(title, ("", ""), lines)
            print_table("Self-test", ("", "", ""), [("ok" if c.passed else "FAILED", c.name, c.detail) for c in found.checks])
        if not found.healthy:
            say("something does not work; reinstall Dateline with: pip install --force-reinstall")
            raise typer.Exit(ExitStatus.FAILED)
