"""The command line, thin: it parses arguments, calls a room and prints. The commands stand in :mod:`dateline.commands`."""

from __future__ import annotations

from typing import Annotated

import typer

from dateline import __version__
from dateline.commands.add import add
from dateline.commands.asking import claims, events, stories, timeline
from dateline.commands.code import code
from dateline.commands.codebook import codebook
from dateline.commands.doctor import doctor
from dateline.commands.evaluate import evaluate
from dateline.commands.explain import explain
from dateline.commands.export import export
from dateline.commands.knowledge import knowledge

# Shell completion writes into the user's shell start-up files; an install that nobody asked for it should not offer that.
app = typer.Typer(
    name="dateline",
    help="Read news reports and keep the record: who did what to whom, where, when, and according to whom.",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"dateline {__version__}")
        raise typer.Exit


@app.callback()
def dateline(
    version: Annotated[bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit.")] = False,
) -> None:
    """Read news reports and keep the record: who did what to whom, where, when, and according to whom."""


app.command("code")(code)
app.command("explain")(explain)
app.command("export")(export)
app.command("add")(add)
app.command("stories")(stories)
app.command("events")(events)
app.command("claims")(claims)
app.command("timeline")(timeline)
app.add_typer(codebook)
app.add_typer(knowledge)
app.command("doctor")(doctor)
app.command("eval")(evaluate)


def main() -> None:
    """Run the command line with the arguments of the process and leave the process with its exit status."""
    app(prog_name="dateline")


if __name__ == "__main__":
    main()
