"""On which line of a TOML file each key stands, so that a problem can be found."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import Any

_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"""|\'\'\'.*?\'\'\'|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|\#[^\n]*|[\[\]{}=\n]|[^\s"\'\#\[\]{}=]+|.',
    re.DOTALL,
)
_AT = re.compile(r"at line (\d+)")


def lines_in(text: str) -> dict[str, int]:
    """The line, from 1, of every key and table of a valid TOML text by its dotted name.

    >>> lines_in('[orbit]\\naltitude = "650 km"')
    {'orbit': 1, 'orbit.altitude': 2}
    """
    found: dict[str, int] = {}
    line, depth, table, key, in_value = 1, 0, "", "", False
    for token in _TOKEN.findall(text):
        if token == "\n" and not depth:
            key, in_value = "", False
        elif token in "[{" and (in_value or token == "{" or key):
            depth += 1
        elif token in "]}" and depth:
            depth -= 1
        elif token == "]" and key.startswith("["):
            table = _dotted(key.strip("["))
            _enter(found, table, line)
            key, in_value = "", True
        elif token == "=" and not in_value:
            _enter(found, ".".join(part for part in (table, _dotted(key)) if part), line)
            in_value = True
        elif not in_value and not token.startswith("#"):
            key += token
        line += token.count("\n")
    return found


def line_of(place: str, words: str, lines: Mapping[str, int]) -> int | None:
    """The line of a problem: of its key, or else of the nearest table above it; of bad TOML the line that it says."""
    if place == "file":
        said = _AT.search(words)
        return int(said[1]) if said else None
    while place and place not in lines:
        place = place.rpartition(".")[0]
    return lines.get(place)


def _enter(found: dict[str, int], name: str, line: int) -> None:
    """A key and, where nothing stands there yet, the tables that its name makes."""
    parts = name.split(".")
    for depth in range(1, len(parts) + 1):
        found.setdefault(".".join(parts[:depth]), line)


def _dotted(key: str) -> str:
    """A key as it is written, "ground . 'texas'", in plain dots; as it stands if it is none."""
    try:
        table: Any = tomllib.loads(f"{key.strip()} = 0")
    except ValueError:
        return key.strip()
    parts = []
    while isinstance(table, dict):
        ((name, table),) = table.items()
        parts.append(name)
    return ".".join(parts)
