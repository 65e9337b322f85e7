"""Words and tables for people: numbers to a few digits, paragraphs, tables as plain text, Markdown or HTML."""

from sunrack.drawing.blocks import Block, Heading, Text, as_html, as_markdown, as_text
from sunrack.drawing.columns import Table
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
