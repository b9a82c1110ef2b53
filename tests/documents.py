"""README and docs as programs: their Python and console blocks run, and what they show is compared with what comes out.

``python tests/documents.py README.md docs/*.md`` runs the blocks and writes what came out into the files: after a change of the
model or of the output, run it (``make refresh-docs``) and read the difference before committing it.

A ``console`` block holds commands after "$ " and what they print; a ``shell`` block holds commands alone, whose output is not shown.
Commands of ``dateline`` run in this process, with ``< file``, ``> file`` and the filters ``| head -N`` and ``| python -m json.tool``;
"echo $?" prints the last exit status; other commands in console blocks, such as ``make demo``, are for the reader and do not run. A
``python`` block runs after those before it in the same file; a ``text`` block right after it shows what it prints, or it is a session of
the interpreter with ">>> " and shows that itself.
"""

from __future__ import annotations

import contextlib
import difflib
import doctest
import io
import json
import os
import re
import shlex
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from typer.testing import CliRunner

from dateline.cli import app

ROOT = Path(__file__).parents[1]
ALIKE = 0.9
"""Share of words that must be the same: results of the int8 model differ in places between kinds of processors."""

_FENCE = re.compile(r"^```(\w*)\s*$")


@dataclass
class Block:
    """A fenced block: its language, its lines, and the numbers of the lines in the file that hold them."""

    language: str
    lines: list[str]
    first: int
    last: int


@dataclass
class Shown:
    """What a block shows and what came out when it ran, with the lines the output stands on."""

    command: str
    shown: list[str]
    came_out: list[str]
    first: int
    last: int

    def likeness(self) -> float:
        return difflib.SequenceMatcher(None, " ".join(self.shown).split(), " ".join(self.came_out).split(), autojunk=False).ratio()


@dataclass
class Shell:
    """Runs the commands of console blocks in the current folder."""

    status: int = 0
    names: dict[str, object] = field(default_factory=lambda: {"__name__": "documents"})

    def run(self, command: str) -> list[str] | None:
        """The lines a command prints, on both streams as a terminal shows them; None for a command that is for the reader alone."""
        words = shlex.split(command)
        if words == ["echo", "$?"]:
            return [str(self.status)]
        if not words or words[0] != "dateline":
            return None
        pipeline: list[list[str]] = [[]]
        for word in words:
            if word == "|":
                pipeline.append([])
            else:
                pipeline[-1].append(word)
        output = self._dateline(pipeline[0][1:])
        for filter_words in pipeline[1:]:
            output = _filtered(filter_words, output)
        return [line.rstrip() for line in output.rstrip("\n").split("\n")] if output else []

    def _dateline(self, arguments: list[str]) -> str:
        given = None
        target = None
        if "<" in arguments:
            at = arguments.index("<")
            given = Path(arguments[at + 1]).read_bytes()
            del arguments[at : at + 2]
        if ">" in arguments:
            at = arguments.index(">")
            target = Path(arguments[at + 1])
            del arguments[at : at + 2]
        result = CliRunner().invoke(app, arguments, input=given, prog_name="dateline")
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        self.status = result.exit_code
        if target is None:
            return result.output
        target.write_text(result.stdout, encoding="utf-8")
        return result.stderr

    def run_python(self, block: Block, name: str) -> list[str]:
        printed = io.StringIO()
        code = compile("\n" * (block.first - 1) + "\n".join(block.lines), name, "exec")
        with contextlib.redirect_stdout(printed):
            exec(code, self.names)
        return [line.rstrip() for line in printed.getvalue().rstrip("\n").split("\n")]

    def run_session(self, block: Block, name: str) -> Iterator[Shown]:
        """Each example of an interpreter session with what it shows."""
        for example in doctest.DocTestParser().get_examples("\n".join(block.lines), name):
            printed = io.StringIO()
            with contextlib.redirect_stdout(printed):
                exec(compile(example.source, name, "single"), self.names)
            first = block.first + example.lineno + example.source.count("\n")
            shown = example.want.splitlines()
            yield Shown(example.source.strip(), shown, printed.getvalue().splitlines(), first, first + len(shown))


def _filtered(words: list[str], output: str) -> str:
    if words[0] == "head":
        lines = output.split("\n")
        return "\n".join(lines[: int(words[-1].lstrip("-n"))])
    if words == ["python", "-m", "json.tool"]:
        return json.dumps(json.loads(output), indent=4)
    raise ValueError(f"the filter {' '.join(words)!r} is not known; expected head or python -m json.tool")


def blocks_of(path: Path) -> list[Block]:
    """The fenced blocks of a Markdown file in order."""
    found: list[Block] = []
    current: Block | None = None
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        fence = _FENCE.match(line)
        if current is None and fence:
            current = Block(fence.group(1), [], number + 1, number)
        elif current is not None and line.rstrip() == "```":
            current.last = number - 1
            found.append(current)
            current = None
        elif current is not None:
            current.lines.append(line)
    return found


def commands_of(block: Block) -> Iterator[tuple[str, list[str], int]]:
    """The commands of a console block, each with the lines shown below it and the number of the first of these."""
    command, shown, first = "", list[str](), 0
    for number, line in enumerate(block.lines, block.first):
        if line.startswith("$ "):
            if command:
                yield command, shown, first
            command, shown, first = line[2:], [], number + 1
        else:
            shown.append(line)
    if command:
        yield command, shown, first


def run_file(path: Path) -> list[Shown]:
    """Run the blocks of a file, in the current folder, and give what they show beside what came out."""
    shell = Shell()
    found = []
    blocks = blocks_of(path)
    for number, block in enumerate(blocks):
        if block.language == "console":
            for command, shown, first in commands_of(block):
                came_out = shell.run(command)
                if came_out is not None:
                    found.append(Shown(command, shown, came_out, first, first + len(shown)))
        elif block.language == "shell":
            for command in block.lines:
                if shell.run(command) is None:
                    raise ValueError(f"{path.name}: {command!r} is no command of dateline; put it into a console block")
        elif block.language == "python" and block.lines[0].startswith(">>> "):
            found.extend(shell.run_session(block, str(path)))
        elif block.language == "python":
            came_out = shell.run_python(block, str(path))
            following = blocks[number + 1] if number + 1 < len(blocks) else None
            if following is not None and following.language == "text" and following.first == block.last + 4:
                found.append(Shown(f"python, line {block.first}", following.lines, came_out, following.first, following.last + 1))
    return found


@contextlib.contextmanager
def workplace() -> Iterator[Path]:
    """A folder with the examples, made the current one for a while, 100 columns wide and without colour."""
    before = Path.cwd()
    kept = {name: os.environ.get(name) for name in ("COLUMNS", "NO_COLOR", "TERM")}
    with tempfile.TemporaryDirectory(prefix="dateline-docs-") as folder:
        shutil.copytree(ROOT / "examples", Path(folder) / "examples")
        os.chdir(folder)
        os.environ.update(COLUMNS="100", NO_COLOR="1", TERM="dumb")
        try:
            yield Path(folder)
        finally:
            os.chdir(before)
            for name, value in kept.items():
                os.environ.pop(name, None)
                if value is not None:
                    os.environ[name] = value


def refresh(path: Path) -> bool:
    """Write what came out into the file; whether anything changed."""
    with workplace():
        found = run_file(path)
    before = path.read_text(encoding="utf-8")
    lines = before.split("\n")
    for shown in sorted(found, key=lambda s: -s.first):
        lines[shown.first - 1 : shown.last - 1] = shown.came_out
    after = "\n".join(lines)
    path.write_text(after, encoding="utf-8")
    return after != before


if __name__ == "__main__":
    for argument in sys.argv[1:]:
        changed = refresh(Path(argument).resolve())
        sys.stdout.write(f"{argument}: {'written anew' if changed else 'unchanged'}\n")
