"""Headings, paragraphs and tables, once; drawn as plain text that fits a terminal, as Markdown or as HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from sunrack.drawing.columns import Table, aligned, as_columns, paint, wrapped
from sunrack.markup import clean, paragraph, said, table


@dataclass(frozen=True)
class Heading:
    """A section's title."""

    text: str


@dataclass(frozen=True)
class Text:
    """A paragraph; `strong` for the one that answers."""

    text: str
    strong: bool = False


Block = Heading | Text | Table


def as_text(blocks: Iterable[Block], width: int | None = 80, colour: bool = False) -> str:
    """The blocks as plain text no wider than `width`; no word, number, name or URL is cut.

    Args:
        blocks: What to draw.
        width: Columns; below 60 tables become "name: value" lines. None for a file or a pipe: nothing is wrapped.
        colour: Bold headings and coloured verdict words.
    """
    width, parts = None if width is None else max(20, width), []
    for block in map(_clean, blocks):
        if isinstance(block, Heading):
            lines = wrapped(block.text, width)
            parts.append("\n".join(paint(line, "1", colour) for line in lines))
            parts[-1] += "\n" + "-" * max(map(len, lines))
        elif isinstance(block, Text):
            measure = None if width is None else min(width, _READABLE)
            filled = "\n".join("\n".join(wrapped(line, measure)) for line in block.text.splitlines())
            parts.append(paint(filled, "1", colour and block.strong))
        else:
            parts.append(as_columns(block, width, colour))
    return "\n\n".join(parts) + "\n"


_READABLE = 100  # columns of a paragraph at most, however wide the screen is


def _clean(block: Block) -> Block:
    if isinstance(block, Table):
        rows = [[clean(cell) for cell in row] for row in block.rows]
        return replace(block, head=[clean(cell) for cell in block.head], rows=rows)
    return replace(block, text="\n".join(clean(line) for line in block.text.split("\n")))


_MARKUP = re.compile(r"(?<!\\)((?:\\\\)*)<(?=[A-Za-z/!?])")  # where HTML would begin, unless it is escaped already


def as_markdown(blocks: Iterable[Block]) -> str:
    """The blocks as Markdown, in which no text of theirs is HTML."""
    parts = []
    for block in map(_clean, blocks):
        if isinstance(block, Heading):
            parts.append(f"## {block.text}")
        elif isinstance(block, Text):
            parts.append(f"**{block.text}**" if block.strong else block.text)
        else:
            align = aligned(block)
            lines = [block.head, ["---:" if way == "r" else "---" for way in align], *block.rows]
            parts.append(
                "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)
            )
    return _MARKUP.sub(r"\1\\<", "\n\n".join(parts)) + "\n"


def as_html(blocks: Iterable[Block], level: int = 3, *, sheet: bool = False) -> str:
    """The blocks as HTML, for a notebook or a page.

    Args:
        blocks: What to draw.
        level: Of the headings among them.
        sheet: Whether the page has the style sheet of `sunrack.drawing.document`.
    """
    parts, heading = [], ""
    for block in blocks:
        if isinstance(block, Heading):
            heading = block.text
            parts.append(f"<h{level}>{said(heading)}</h{level}>")
        elif isinstance(block, Table):
            name = heading or block.head[0] or "Table"
            parts.append(table(block.head, block.rows, aligned(block), name=name, sheet=sheet))
        else:
            parts.append(paragraph(block.text, strong=block.strong))
    return "\n".join(parts)
