"""Text and tables as HTML, for pages and notebooks; how an object shows its fields; and JSON whose text shows every
character."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

# Shapes beside words that judge, so that no meaning rests on colour alone.
_SIGNS = {"assumed": "◇ assumed", "weak": "△ weak", "PASS": "✓ PASS", "FAIL": "✗ FAIL"}
_RIGHT = {True: ' class="r"', False: ' style="text-align: right"'}  # with a style sheet, and without
_LEFT = {True: "", False: ' style="text-align: left"'}  # notebooks have tables to the right
_SCROLL = {True: ' class="scroll"', False: ' style="overflow-x: auto"'}
# Characters that nobody sees: those that a terminal obeys, and those that turn the order of letters.
_BEYOND_ASCII = (
    r"\x7f-\x9f\xad\u061c\u180e\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f"
)
UNSEEN = re.compile(rf"[\x00-\x1f{_BEYOND_ASCII}]")
_UNSEEN_IN_JSON = re.compile(f"[{_BEYOND_ASCII}]")  # json itself escapes the others


def as_json(content: Any) -> str:
    """Plain data as indented JSON; a character that nobody sees stands there by its number.

    Raises:
        ValueError: A number is not finite.
    """
    text = json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False)
    return _UNSEEN_IN_JSON.sub(lambda found: json.dumps(found[0])[1:-1], text)


def clean(text: str) -> str:
    """Text without characters that nobody sees."""
    return UNSEEN.sub("?", text)


def listed(words: Sequence[str]) -> str:
    """Words as a sentence lists them: a, b and c."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def said(text: str) -> str:
    """A text inside HTML: escaped, without control characters."""
    return html.escape("\n".join(clean(line) for line in text.split("\n")))


def paragraph(text: str, *, strong: bool = False) -> str:
    """A text as a paragraph, with its lines."""
    lines = said(text).replace("\n", "<br>")
    return f"<p><strong>{lines}</strong></p>" if strong else f"<p>{lines}</p>"


def table(
    head: Sequence[str], rows: Iterable[Sequence[Any]], align: str = "", *, name: str = "", sheet: bool = False
) -> str:
    """Rows as an HTML table whose heads say what they are heads of, every cell escaped; a wide one scrolls alone.

    No colour is set without a style sheet, so that it can be read on a light and on a dark page.

    Args:
        head: A word a column; without any there is no head.
        rows: Cells, as text or with a `str`.
        align: One letter a column, l or r; all to the left if left out.
        name: What a screen reader calls it; the first head if left out.
        sheet: Whether it stands on a page with the style sheet of `sunrack.drawing.document`.
    """
    letters, headed = align or "l" * len(head), any(head)
    sides = [_RIGHT[sheet] if letter == "r" else _LEFT[sheet] for letter in letters]
    top = f"<thead>{_line(head, sides, 'col')}</thead>" if headed else ""
    body = "".join(_line(row, sides, "row") for row in rows)
    facts = ' class="facts"' if sheet and not headed else ""
    label = said(name or next((one for one in head if one), "") or "Table")
    region = f'<div{_SCROLL[sheet]} role="region" tabindex="0" aria-label="{label}">' if headed else "<div>"
    return f"{region}<table{facts}>{top}<tbody>{body}</tbody></table></div>"


def _line(cells: Iterable[Any], sides: Sequence[str], scope: str) -> str:
    """A row of heads, or a row that begins with its head."""
    parts = []
    for place, (cell, side) in enumerate(zip(cells, sides, strict=True)):
        text = said(_SIGNS.get(str(cell), str(cell)))
        is_head = text and (scope == "col" or not place)
        parts.append(f'<th scope="{scope}"{side}>{text}</th>' if is_head else f"<td{side}>{text}</td>")
    return f"<tr>{''.join(parts)}</tr>"


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
    words = clean(" ".join(str(content).split()))
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"


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
