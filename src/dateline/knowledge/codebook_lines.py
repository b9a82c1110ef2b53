"""Where things stand in a TOML file: tomllib gives values without lines, and an error that names no line helps nobody."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

_TOKEN: Final = re.compile(
    r'"""(?:\\.|[^\\])*?"""|\'\'\'.*?\'\'\'|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|\#[^\n]*|[][{}\n]|[A-Za-z0-9_-]+[ \t]*=|.', re.DOTALL
)
_HEADER: Final = re.compile(r"[ \t]*\[\[?[ \t]*([A-Za-z0-9_-]+)[ \t]*\]\]?")


@dataclass(slots=True)
class Lines:
    """The lines (from 1) of a file's top-level keys, and of the elements of each of its arrays of tables."""

    keys: dict[str, int] = field(default_factory=dict)
    elements: dict[str, list[int]] = field(default_factory=dict)

    def of(self, key: str, index: int) -> int:
        """The line of an element of an array of tables; where it is not known, that of the array, else 0."""
        lines = self.elements.get(key, [])
        return lines[index] if index < len(lines) else self.keys.get(key, 0)


def find_lines(text: str) -> Lines:
    """The lines of a valid TOML document, in both spellings of an array of tables: ``[[example]]`` and ``example = [ {...}, {...} ]``."""
    lines = Lines()
    key, depth, line, position = "", 0, 1, 0
    below_header = False  # keys there belong to the header's table
    while position < len(text):
        header = _HEADER.match(text, position) if depth == 0 and (position == 0 or text[position - 1] == "\n") else None
        if header is not None:
            lines.keys.setdefault(header[1], line)
            lines.elements.setdefault(header[1], []).append(line)
            below_header, position = True, header.end()
            continue
        match = _TOKEN.match(text, position)
        assert match is not None  # the last alternative matches any character
        token = match[0]
        if depth == 0 and token[-1] == "=" and len(token) > 1 and not below_header:
            key = token[:-1].strip()
            lines.keys[key] = line
        elif token == "{" and depth == 1 and not below_header:
            lines.elements.setdefault(key, []).append(line)
        if token in ("[", "{"):
            depth += 1
        elif token in ("]", "}"):
            depth -= 1
        line += token.count("\n")
        position = match.end()
    return lines
