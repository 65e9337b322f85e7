"""What a command prints: its width and colours, and one answer as text, Markdown or JSON."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sunrack.cli import mistakes


def width() -> int:
    """Columns to draw in: the terminal's, 80 at most."""
    return min(80, shutil.get_terminal_size((80, 24)).columns or 80)


def coloured() -> bool:
    """Whether the screen takes colour and the user has not declined it."""
    return (
        sys.stdout is not None
        and sys.stdout.isatty()
        and not os.environ.get("NO_COLOR")
        and os.environ.get("TERM", "") != "dumb"
    )


def drawn(blocks: Any, form: str, screen: bool) -> str:
    """Blocks as Markdown, or as text for the screen."""
    from sunrack.report import as_markdown, as_text

    return as_markdown(blocks) if form == "md" else as_text(blocks, width(), colour=screen and coloured())


def give(form: str, output: Path | None, content: Callable[[], Any], blocks: Callable[[], Any]) -> None:
    """Write an answer to a file or to standard output.

    Args:
        form: json, md or table.
        output: The file, or None for standard output.
        content: Gives the answer as JSON has it.
        blocks: Gives the answer as blocks to draw.
    """
    from sunrack.report import strict_json

    mistakes.write(strict_json(content()) if form == "json" else drawn(blocks(), form, output is None), output)
