"""``dateline knowledge``: put a full GeoNames or Wikidata dump in place of, or beside, what is shipped; list and remove it."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.commands.figures import print_table
from dateline.commands.streams import ExitStatus, as_utf8, graceful, say
from dateline.errors import DataError
from dateline.knowledge.imported import Kind, all_imported, knowledge_folder, remove

if TYPE_CHECKING:
    from dateline.knowledge.dump_files import Account
    from dateline.knowledge.imported import Imported

knowledge = typer.Typer(
    name="knowledge",
    help="Import a full GeoNames or Wikidata dump, list what is imported, remove it.",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@knowledge.command("import")
def import_dump(
    kind: Annotated[Kind, typer.Argument(metavar="KIND", help="geonames: replaces the gazetteer; wikidata: further known actors.")],
    dump: Annotated[Path, typer.Argument(metavar="DUMP", help="The dump as published: plain, .gz, .bz2, or GeoNames' .zip.")],
    alternate_names: Annotated[Path | None, typer.Option(metavar="FILE", help="GeoNames' alternateNamesV2, for English names.")] = None,
    admin1: Annotated[Path | None, typer.Option(metavar="FILE", help="GeoNames' admin1CodesASCII.txt.")] = None,
    admin2: Annotated[Path | None, typer.Option(metavar="FILE", help="GeoNames' admin2Codes.txt.")] = None,
) -> None:
    """Import a dump; what was imported of its kind before is replaced.

    Lines that cannot be used are left out and told in a summary.

    Exit status:

    - 0: imported
    - 2: wrong arguments
    - 3: the dump cannot be read, or nothing in it can be used
    """
    with graceful():
        if kind is not Kind.GEONAMES and (alternate_names or admin1 or admin2):
            raise typer.BadParameter("is for geonames only", param_hint="--alternate-names, --admin1, --admin2")
        try:
            piece, account = _imported(kind, dump, alternate_names, admin1, admin2)
        except (DataError, OSError) as error:
            say(str(error))
            raise typer.Exit(ExitStatus.UNREADABLE) from error
        for line in account.summary():
            say(line)
        say(f"imported {piece.entries} {'places' if kind is Kind.GEONAMES else 'roles'} from {piece.source}: {piece}")


def _imported(kind: Kind, dump: Path, alternate_names: Path | None, admin1: Path | None, admin2: Path | None) -> tuple[Imported, Account]:
    if kind is Kind.GEONAMES:
        from dateline.knowledge.geonames_dump import import_geonames

        return import_geonames(dump, alternate_names, admin1, admin2)
    from dateline.knowledge.wikidata_dump import import_wikidata

    return import_wikidata(dump)


@knowledge.command("list")
def list_imported(as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False) -> None:
    """List what is imported, and the folder it lies in."""
    with graceful():
        try:
            pieces = all_imported()
        except DataError as error:
            say(str(error))
            raise typer.Exit(ExitStatus.UNREADABLE) from error
        folder = str(knowledge_folder() or "")
        if as_json:
            told = {
                "folder": folder,
                "imported": [
                    {"kind": p.kind, "version": p.version, "source": p.source, "entries": p.entries, "skipped": p.skipped} for p in pieces
                ],
            }
            as_utf8(sys.stdout).write(json.dumps(told, ensure_ascii=False) + "\n")
            return
        rows = [(p.kind, p.version, p.source, f"{p.entries}", f"{p.skipped}") for p in pieces]
        print_table(folder or "no folder", ("kind", "version", "source", "entries", "left out"), rows, right=("entries", "left out"))


@knowledge.command("remove")
def remove_imported(kind: Annotated[Kind, typer.Argument(metavar="KIND", help="geonames or wikidata.")]) -> None:
    """Remove what is imported of a kind; the shipped knowledge holds again.

    The exit status is 1 if there was nothing to remove.
    """
    with graceful():
        if not remove(kind):
            say(f"no {kind} is imported")
            raise typer.Exit(ExitStatus.INCOMPLETE)
        say(f"removed {kind}")
