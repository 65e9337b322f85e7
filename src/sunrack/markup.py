"""Tables as HTML, for notebooks; how an object shows its fields; and JSON whose text shows every character."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

# Characters that nobody sees: those that a terminal obeys, and those that turn the order of letters.
_BEYOND_ASCII = r"\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
UNSEEN = re.compile(rf"[\x00-\x1f{_BEYOND_ASCII}]")
_UNSEEN_IN_JSON = re.compile(f"[{_BEYOND_ASCII}]")  # json itself escapes the others


def as_json(content: Any) -> str:
    """Plain data as indented JSON; a character that nobody sees stands there by its number.

    Raises:
        ValueError: A number is not finite.
    """
    text = json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False)
    return _UNSEEN_IN_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


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


MOST_ROWS = 20  # of a repr, so that it is a screen
_LONGEST = 60


class Shown:
    """A dataclass that shows itself in at most a screen: a line a field, and a table in a notebook."""

    __slots__ = ()

    def __repr__(self) -> str:
        return listing(type(self).__name__, rows_of(self))

    def _repr_html_(self) -> str:
        return table(["", ""], rows_of(self))


def rows_of(content: Any) -> list[tuple[str, str]]:
    """The fields of a dataclass, or the entries of a mapping, as names and short texts; empty ones are left out."""
    if is_dataclass(content):
        pairs = [(one.name, getattr(content, one.name)) for one in fields(content)]
    else:
        pairs = [(str(name), one) for name, one in content.items()]
    return [(name, short(one)) for name, one in pairs if one is not None and not (isinstance(one, str) and not one)]


def short(content: Any) -> str:
    """A content in a few words: a number to six digits, text cut, and what is nested by its kind and size."""
    if isinstance(content, (bool, int)):
        return str(content)
    if isinstance(content, float):
        return f"{content:.6g}"
    if isinstance(content, (list, tuple)) and all(isinstance(one, (str, int, float)) for one in content):
        content = ", ".join(map(short, content))
    elif isinstance(content, (list, tuple, dict)):
        return f"({len(content)})"
    elif getattr(content, "ndim", 0) and not hasattr(content, "units"):
        return f"array of {' × '.join(map(str, content.shape))}"
    said = " ".join(str(content).split())
    return said if len(said) <= _LONGEST else f"{said[: _LONGEST - 1]}…"


def listing(title: str, rows: Sequence[tuple[str, str]], more: str = "") -> str:
    """A title and a line for each row, twenty at most.

    Args:
        title: The first line.
        rows: Names and texts.
        more: Where the rest is, such as "to_dict()".
    """
    lines = [f"  {name}: {text}" for name, text in rows[:MOST_ROWS]]
    left = len(rows) - MOST_ROWS
    where = f": {more}" if more else ""
    return "\n".join([title, *lines, *([f"  … and {left} more{where}"] if left > 0 else [])])
