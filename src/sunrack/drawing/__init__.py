"""Words and tables for people: numbers to a few digits, paragraphs, tables as plain text or Markdown."""

from sunrack.drawing.blocks import Block, Heading, Table, Text, as_html, as_markdown, as_text
from sunrack.drawing.words import amount, celsius, number, percent, printed_unit, ranged

__all__ = [
    "Block",
    "Heading",
    "Table",
    "Text",
    "amount",
    "as_html",
    "as_markdown",
    "as_text",
    "celsius",
    "number",
    "percent",
    "printed_unit",
    "ranged",
]
