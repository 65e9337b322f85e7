"""Tables as HTML, for notebooks."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from typing import Any


def table(head: Sequence[str], rows: Iterable[Sequence[Any]], align: str = "") -> str:
    """Rows as an HTML table, every cell escaped.

    Args:
        head: A word a column; without any there is no head.
        rows: Cells, as text or with a `str`.
        align: One letter a column, l or r; all to the left if left out.
    """
    sides = ["right" if letter == "r" else "left" for letter in align or "l" * len(head)]
    lines = [_line("th", head, sides)] if any(head) else []
    return "\n".join(["<table>", *lines, *(_line("td", row, sides) for row in rows), "</table>"])


def _line(tag: str, cells: Iterable[Any], sides: Sequence[str]) -> str:
    inner = "".join(
        f'<{tag} style="text-align: {side}">{html.escape(str(cell))}</{tag}>'
        for cell, side in zip(cells, sides, strict=True)
    )
    return f"<tr>{inner}</tr>"


def result_rows(results: Any) -> list[tuple[str, str, str]]:
    """Results as `to_dict` gives them in rows of name, value and unit; of an array its shape and its ends."""
    return [(name, _said(row["value"]), row["unit"]) for name, row in results.items()]


def _said(value: Any) -> str:
    if isinstance(value, str):
        return value
    if getattr(value, "ndim", 0):
        return f"array of {' × '.join(map(str, value.shape))}"
    return f"{value:,.6g}" if isinstance(value, float) else str(value)
