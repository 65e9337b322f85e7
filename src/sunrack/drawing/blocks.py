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
            parts.append(_paint(block.text, "1", colour))
            parts[-1] += "\n" + "-" * min(width, len(block.text))
        elif isinstance(block, Text):
            filled = "\n".join(textwrap.fill(line, width) for line in block.text.splitlines())
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
    widths = [max(len(line[column]) for line in lines) for column in range(len(align))]
    _shrink(widths, width - 2 * (len(align) - 1), list(table.wrap))
    drawn = [_line(line, widths, align) for line in lines]
    body = [_mark(one, colour) for row in drawn[1:] for one in row]
    head = [*drawn[0], "  ".join("-" * one for one in widths).rstrip()] if any(table.head) else []
    return "\n".join([*head, *body])


def _shrink(widths: list[int], room: int, first: list[int]) -> None:
    """Take columns in until they fit: those named first, then the widest, none below 6."""
    for columns in (first, list(range(len(widths)))):
        while sum(widths) > room and any(
            widths[column] > 12 if columns is first else widths[column] > 6 for column in columns
        ):
            widest = max(columns, key=lambda column: widths[column])
            if widths[widest] <= (12 if columns is first else 6):
                break
            widths[widest] -= 1


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


_NAME = re.compile(r"[\w.-]+")


class _Names(textwrap.TextWrapper):
    """Breaks the name of a key or result behind a point or an underscore."""

    wordsep_re = re.compile(r"(?<=[._])(?=\w)")


def _wrapped(cell: str, width: int) -> list[str]:
    if len(cell) <= width:
        return [cell]
    return _Names(width).wrap(cell) if _NAME.fullmatch(cell) else textwrap.wrap(cell, width, break_on_hyphens=False)


def _mark(line: str, colour: bool) -> str:
    if colour:
        for word, code in (("FAIL", "31;1"), ("pass", "32"), ("guess", "33"), ("weak", "33")):
            if line.endswith(word):
                return line[: -len(word)] + _paint(word, code, True)
    return line


def _paint(text: str, code: str, colour: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if colour else text
