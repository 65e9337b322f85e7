"""Headings, paragraphs and tables, once; drawn as plain text that fits a terminal, or as Markdown."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from sunrack import markup
from sunrack.drawing.columns import Table, aligned, as_columns, paint, wrapped


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


def clean(text: str) -> str:
    """Text without characters that nobody sees: those that a terminal obeys, and those that turn the order of
    letters."""
    return markup.UNSEEN.sub("?", text)


def _clean(block: Block) -> Block:
    if isinstance(block, Table):
        rows = [[clean(cell) for cell in row] for row in block.rows]
        return replace(block, head=[clean(cell) for cell in block.head], rows=rows)
    return replace(block, text="\n".join(clean(line) for line in block.text.split("\n")))


_MARKUP = re.compile(r"(?<!\\)<(?=[A-Za-z/!?])")  # where HTML would begin


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
    return _MARKUP.sub(r"\\<", "\n\n".join(parts)) + "\n"


def as_html(blocks: Iterable[Block]) -> str:
    """The blocks as HTML, for a notebook."""
    parts = []
    for block in map(_clean, blocks):
        if isinstance(block, Table):
            parts.append(markup.table(block.head, block.rows, aligned(block)))
        else:
            tag = "h3" if isinstance(block, Heading) else "p"
            said = html.escape(block.text)
            strong = isinstance(block, Text) and block.strong
            parts.append(f"<{tag}>{f'<strong>{said}</strong>' if strong else said}</{tag}>")
    return "\n".join(parts)
