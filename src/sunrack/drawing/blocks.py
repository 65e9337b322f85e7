"""Headings, paragraphs and tables, once; drawn as plain text that fits a terminal, or as Markdown."""

from __future__ import annotations

import html
import re
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from sunrack import markup


@dataclass(frozen=True)
class Heading:
    """A section's title."""

    text: str


@dataclass(frozen=True)
class Text:
    """A paragraph; `strong` for the one that answers."""

    text: str
    strong: bool = False


@dataclass(frozen=True)
class Table:
    """Rows of words; `align` is one letter a column, l or r; columns named in `wrap` give way when space is short."""

    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    align: str = ""
    wrap: Sequence[int] = field(default_factory=tuple)


Block = Heading | Text | Table


def as_text(blocks: Iterable[Block], width: int = 80, colour: bool = False) -> str:
    """The blocks as plain text no wider than `width`.

    Args:
        blocks: What to draw.
        width: Columns; 20 is the least.
        colour: Bold headings and coloured verdict words.
    """
    width, parts = max(20, width), []
    blocks = [_clean(block) for block in blocks]
    for block in blocks:
        if isinstance(block, Heading):
            lines = _filled(block.text, width)
            parts.append("\n".join([*(_paint(one, "1", colour) for one in lines), "-" * max(map(len, lines))]))
        elif isinstance(block, Text):
            filled = "\n".join("\n".join(_filled(line, width)) for line in block.text.splitlines())
            parts.append(_paint(filled, "1", colour and block.strong))
        else:
            parts.append(_table(block, width, colour))
    return "\n\n".join(parts) + "\n"


def clean(text: str) -> str:
    """Text without control characters, which a terminal would obey."""
    return _CONTROL.sub("?", text)


def _clean(block: Block) -> Block:
    if isinstance(block, Table):
        return replace(block, rows=[[clean(cell) for cell in row] for row in block.rows])
    return replace(block, text="\n".join(clean(line) for line in block.text.split("\n")))


_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def as_markdown(blocks: Iterable[Block]) -> str:
    """The blocks as Markdown."""
    parts = []
    for block in blocks:
        if isinstance(block, Heading):
            parts.append(f"## {block.text}")
        elif isinstance(block, Text):
            parts.append(f"**{block.text}**" if block.strong else block.text)
        else:
            align = _aligned(block)
            lines = [block.head, ["---:" if way == "r" else "---" for way in align], *block.rows]
            parts.append(
                "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)
            )
    return "\n\n".join(parts) + "\n"


def as_html(blocks: Iterable[Block]) -> str:
    """The blocks as HTML, for a notebook."""
    parts = []
    for block in map(_clean, blocks):
        if isinstance(block, Table):
            parts.append(markup.table(block.head, block.rows, _aligned(block)))
        else:
            tag = "h3" if isinstance(block, Heading) else "p"
            said = html.escape(block.text)
            strong = isinstance(block, Text) and block.strong
            parts.append(f"<{tag}>{f'<strong>{said}</strong>' if strong else said}</{tag}>")
    return "\n".join(parts)


def _aligned(table: Table) -> str:
    return table.align or "l" * len(table.head)


def _table(table: Table, width: int, colour: bool) -> str:
    align = _aligned(table)
    lines = [list(table.head), *[list(row) for row in table.rows]]
    if (widths := _widths(lines, width - 2 * (len(align) - 1), list(table.wrap))) is None:
        return "\n".join(_mark(line, colour) for row in table.rows for line in _named(table.head, row, width))
    drawn = [_line(line, widths, align) for line in lines]
    body = [_mark(one, colour) for row in drawn[1:] for one in row]
    head = [*drawn[0], "  ".join("-" * one for one in widths).rstrip()] if any(table.head) else []
    return "\n".join([*head, *body])


def _widths(lines: list[list[str]], room: int, first: list[int]) -> list[int] | None:
    """Widths of columns that fit: heads give way before cells, then the columns named first, then the others, and none
    below its longest word. None where the words alone do not fit."""
    columns = range(len(lines[0]))
    floors = [max(_longest(line[column]) for line in lines) for column in columns]
    cells = [max([floors[column], *(len(line[column]) for line in lines[1:])]) for column in columns]
    widths = [max(len(lines[0][column]), cells[column]) for column in columns]
    _take_in(widths, room, cells, columns)
    _take_in(widths, room, [max(floors[column], _LEAST) for column in columns], first)
    _take_in(widths, room, floors, columns)
    return widths if sum(widths) <= room else None


_LEAST = 12  # columns that give way first keep so much while others can give way too


def _take_in(widths: list[int], room: int, floors: list[int], columns: Iterable[int]) -> None:
    """Take columns in until they fit, the widest first and none below its floor."""
    able = [column for column in columns if widths[column] > floors[column]]
    while able and sum(widths) > room:
        widest = max(able, key=lambda column: widths[column])
        widths[widest] -= 1
        able = [column for column in able if widths[column] > floors[column]]


def _longest(cell: str) -> int:
    """Letters of the longest part of a cell that is not broken; an address may stand over the edge instead."""
    parts = _Names(1).wrap(cell) if _NAME.fullmatch(cell) else _kept(cell).split()
    return max((len(part) for part in parts if len(part) <= _ADDRESS), default=1)


_ADDRESS = 32  # longer words are addresses


def _named(head: Sequence[str], row: Sequence[str], width: int) -> list[str]:
    """A row as lines of "name: value", for a width in which no table fits."""
    first, *others = row
    names = list(head[1:]) if any(head[1:]) else [""] * len(others)
    lines = _filled(f"{head[0]}: {first}" if head[0] and not any(head[1:]) else first, width)
    for name, cell in zip(names, others, strict=True):
        if cell:
            lines += [f"  {line}" for line in _filled(f"{name}: {cell}" if name else cell, max(12, width - 2))]
    return lines


def _kept(text: str) -> str:
    """Text in which a number and its % stay together."""
    return re.sub(r"(?<=\d) %", "\u00a0%", text)


def _filled(text: str, width: int) -> list[str]:
    """Lines of a text; no word is broken."""
    lines = textwrap.wrap(_kept(text), width, break_long_words=False, break_on_hyphens=False)
    return [line.replace("\u00a0", " ") for line in lines or [""]]


def _line(cells: Sequence[str], widths: Sequence[int], align: str) -> list[str]:
    split = [_wrapped(cell, width) for cell, width in zip(cells, widths, strict=True)]
    tall = max(len(one) for one in split)
    rows = []
    for row in range(tall):
        words = [one[row] if row < len(one) else "" for one in split]
        rows.append(
            "  ".join(
                w.rjust(n) if a == "r" else w.ljust(n) for w, n, a in zip(words, widths, align, strict=True)
            ).rstrip()
        )
    return rows


_NAME = re.compile(r"[A-Za-z][\w-]*(?:[._][\w-]+)+")


class _Names(textwrap.TextWrapper):
    """Breaks the name of a key or result behind a point or an underscore."""

    wordsep_re = re.compile(r"(?<=[._])(?=\w)")

    def __init__(self, width: int) -> None:
        super().__init__(width, break_long_words=False)


def _wrapped(cell: str, width: int) -> list[str]:
    if len(cell) <= width:
        return [cell]
    return _Names(width).wrap(cell) if _NAME.fullmatch(cell) else _filled(cell, width)


def _mark(line: str, colour: bool) -> str:
    if colour:
        for word, code in (("FAIL", "31;1"), ("PASS", "32"), ("assumed", "33"), ("weak", "33")):
            if line.endswith(word):
                return line[: -len(word)] + _paint(word, code, True)
    return line


def _paint(text: str, code: str, colour: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if colour else text
