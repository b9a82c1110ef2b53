"""Where things stand in a TOML file: tomllib gives values without lines, and an error that names no line helps nobody."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

# The tokens that matter: what opens and closes, line ends, and the keys at the beginning of a line; strings and comments are stepped over.
_TOKEN: Final = re.compile(
    r'"""(?:\\.|[^\\])*?"""|\'\'\'.*?\'\'\'|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|\#[^\n]*'
    r"|[][{}]|\n+(?:[ \t]*(?:(?P<header>\[\[?[ \t]*[A-Za-z0-9_-]+[ \t]*\]\]?)|(?P<key>[A-Za-z0-9_-]+)[ \t]*=))?",
    re.DOTALL,
)


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
    key, depth, line = "", 0, 0  # the text is read with a line end before it
    below_header = False  # keys there belong to the header's table
    for match in _TOKEN.finditer(f"\n{text}"):
        token = match[0]
        if token == "{" and depth == 1 and not below_header:
            lines.elements.setdefault(key, []).append(line)
        if token in ("[", "{"):
            depth += 1
        elif token in ("]", "}"):
            depth -= 1
        else:
            line += token.count("\n")
            header = match["header"]
            if header and depth:  # no header, but an array in an array
                depth += header.count("[") - header.count("]")
            elif header:
                name = header.strip("[] \t")
                lines.keys.setdefault(name, line)
                lines.elements.setdefault(name, []).append(line)
                below_header = True
            elif match["key"] and not depth and not below_header:
                key = match["key"]
                lines.keys[key] = line
    return lines
