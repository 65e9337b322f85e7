"""Tables as plain text: columns that fit the width, or "name: value" lines where they do not."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, field

_PERCENT = re.compile(r"(?<=\d) %")
NARROW = 60  # columns, below which a table becomes lines
_GAP = 2
_RULE = 40
_LONG = 24  # letters, from which on a word is a URL or the name of a key


@dataclass(frozen=True)
class Table:
    """Rows of words; `align` is one letter a column, l or r; columns named in `wrap` give way when space is short."""

    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    align: str = ""
    wrap: Sequence[int] = field(default_factory=tuple)


def aligned(table: Table) -> str:
    """One letter a column: l, or r for numbers."""
    return table.align or "l" * len(table.head)


def wrapped(text: str, width: int | None, indent: str = "") -> list[str]:
    """A line of text in lines no wider than `width`, broken at spaces only; a longer word has a line of its own.

    Args:
        text: The line.
        width: Columns; None leaves the line as it is.
        indent: What every line but the first begins with.
    """
    if width is None or len(text) <= width:
        return [text]
    text = _PERCENT.sub("\u00a0%", text)  # a number and its % stay together
    lines = textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False, subsequent_indent=indent)
    return [line.replace("\u00a0", " ") for line in lines] or [""]


def as_columns(table: Table, width: int | None, colour: bool) -> str:
    """The table in columns; as "name: value" lines where the width is below 60, or too small for its longest words.

    Args:
        table: The rows.
        width: Columns; None for as wide as the table is.
        colour: Whether words of a verdict have a colour.
    """
    align = aligned(table)
    lines = [list(table.head), *[list(row) for row in table.rows]]
    widths = [max(len(line[column]) for line in lines) for column in range(len(align))]
    if width is not None:
        least = [max(_longest(line[column], column in table.wrap) for line in lines) for column in range(len(align))]
        room = width - _GAP * (len(align) - 1)
        if width < NARROW or sum(least) > room:
            return _as_lines(table, width, colour)
        cells = [max((len(line[column]) for line in lines[1:]), default=0) for column in range(len(align))]
        _shrink(widths, cells, least, room, list(table.wrap))
    drawn = [_line(line, widths, align) for line in lines]
    body = [_mark(one, colour) for row in drawn[1:] for one in row]
    if width is None:  # the rule below a long last column need not be as long
        widths[-1] = min(widths[-1], _RULE)
    head = [*drawn[0], "  ".join("-" * one for one in widths).rstrip()] if any(table.head) else []
    return "\n".join([*head, *body])


def _as_lines(table: Table, width: int, colour: bool) -> str:
    """Each row as lines "name: value": of two columns one line, of more the first column and a line for each other."""
    said: list[str] = []
    for row in table.rows:
        name, *cells = row
        if len(cells) == 1 or not any(table.head[1:]):
            text = f"{name}: {' '.join(cell for cell in cells if cell)}" if any(cells) else name
            said += [_mark(one, colour) for one in wrapped(text, width, "  ")]
            continue
        said += [*([""] if said else []), *wrapped(f"{table.head[0]}: {name}" if table.head[0] else name, width, "  ")]
        for head, cell in zip(table.head[1:], cells, strict=True):
            if cell:
                text = f"  {head}: {cell}" if head else f"  {cell}"
                said += [_mark(one, colour) for one in wrapped(text, width, "    ")]
    return "\n".join(said)


def _longest(cell: str, gives_way: bool) -> int:
    """Letters of the longest word; in a column that gives way a URL or another very long word may stick out."""
    return max((len(word) for word in cell.split() if not (gives_way and len(word) > _LONG)), default=0)


def _shrink(widths: list[int], cells: Sequence[int], least: Sequence[int], room: int, first: list[int]) -> None:
    """Take columns in until they fit: heads before cells, then the columns named first, then the widest, and none below
    its longest word."""
    every = list(range(len(widths)))
    for columns, floors in ((every, cells), (first, [max(one, 12) for one in least]), (every, least)):
        while sum(widths) > room:
            able = [column for column in columns if widths[column] > max(least[column], floors[column])]
            if not able:
                break
            widths[max(able, key=lambda column: widths[column])] -= 1


def _line(cells: Sequence[str], widths: Sequence[int], align: str) -> list[str]:
    split = [wrapped(cell, width) for cell, width in zip(cells, widths, strict=True)]
    rows = []
    for row in range(max(len(one) for one in split)):
        words = [one[row] if row < len(one) else "" for one in split]
        sides = (w.rjust(n) if a == "r" else w.ljust(n) for w, n, a in zip(words, widths, align, strict=True))
        rows.append((" " * _GAP).join(sides).rstrip())
    return rows


def _mark(line: str, colour: bool) -> str:
    if colour:
        for word, code in (("FAIL", "31;1"), ("PASS", "32"), ("assumed", "33"), ("weak", "33")):
            if line.endswith(word):
                return line[: -len(word)] + paint(word, code, True)
    return line


def paint(text: str, code: str, colour: bool) -> str:
    """The text in a colour or weight of the terminal, if there is to be any."""
    return f"\x1b[{code}m{text}\x1b[0m" if colour and text else text
