"""The page as one text: markup, style, script, and the packed content."""

from __future__ import annotations

import base64
import zlib
from html import escape
from importlib.resources import files
from typing import Any

from sunrack.explorer.content import as_json
from sunrack.markup import clean
from sunrack.trace.javascript import runtime


def drawn(content: dict[str, Any]) -> str:
    """A page that rests on nothing outside it, and asks for nothing."""
    packed = base64.b64encode(zlib.compress(as_json(content).encode(), 9)).decode()
    parts = {
        "{{NAME}}": escape(clean(content["name"])),
        "{{STYLE}}": _text("page.css"),
        "{{RUNTIME}}": runtime(),
        "{{DRAWING}}": _text("drawing.js"),
        "{{RESULTS}}": _text("results.js"),
        "{{SCRIPT}}": _text("page.js"),
        "{{DATA}}": packed,
    }
    page = _text("page.html")
    for mark, text in parts.items():  # what the user wrote stands in the first alone, and escaped it holds no mark
        before, _, after = page.partition(mark)
        page = before + text + after
    return page


def _text(name: str) -> str:
    return files("sunrack.explorer").joinpath(name).read_text(encoding="utf-8")
