"""What a command prints: its width and colours, and one answer in the form that was asked for."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sunrack import files
from sunrack.cli import mistakes


def width(output: Path | None = None) -> int | None:
    """Columns to draw in: those of COLUMNS or of the terminal; None for a file or a pipe, where nothing is wrapped."""
    if output is not None:
        return None
    said = os.environ.get("COLUMNS", "")
    if said.isascii() and said.isdigit() and int(said) > 0:
        return int(said)
    return terminal() if sys.stdout is not None and sys.stdout.isatty() else None


def terminal() -> int:
    """Columns of the terminal; 80 where nobody knows."""
    return shutil.get_terminal_size((80, 24)).columns or 80


def coloured(output: Path | None = None) -> bool:
    """Whether text has colours: on a terminal that takes them, or where FORCE_COLOR asks for them, and never in a file
    or against NO_COLOR."""
    if output is not None or os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") not in ("", "0", "false"):
        return True
    return sys.stdout is not None and sys.stdout.isatty() and os.environ.get("TERM", "") != "dumb"


@dataclass(frozen=True)
class Place:
    """Where an answer goes and in which form.

    Attributes:
        form: A word of `--format`.
        output: The file, or None for standard output.
        quiet: Whether to say nothing of it.
    """

    form: str
    output: Path | None
    quiet: bool = False

    def tell(self, words: str) -> None:
        """A message of progress or status, on standard error."""
        if not self.quiet:
            print(mistakes.printable(words), file=sys.stderr)

    def write(self, text: str) -> None:
        """Write a text that is in the form already."""
        mistakes.write(text, self.output)
        if self.output is not None and not files.special(files.followed(self.output)):
            self.tell(f"wrote {self.output}")

    def write_bytes(self, content: bytes) -> None:
        """Write a file that is no text, such as a workbook."""
        assert self.output is not None
        try:
            files.write(self.output, content)
        except OSError as problem:
            raise mistakes.Mistake(
                f"{str(self.output)[:200]} cannot be written: {problem.strerror or problem}"
            ) from None
        self.tell(f"wrote {self.output}")

    def drawn(self, blocks: Any, title: str = "") -> str:
        """Blocks as text for the screen or a file, as Markdown or as a page of HTML."""
        from sunrack.drawing import as_markdown, as_text
        from sunrack.drawing.document import as_document

        if self.form == "md":
            return as_markdown(blocks)
        if self.form == "html":
            return as_document(blocks, title)
        return as_text(blocks, width(self.output), colour=coloured(self.output))

    def give(
        self,
        content: Callable[[], Any],
        blocks: Callable[[], Any],
        title: str,
        rows: Callable[[], Sequence[Mapping[str, Any]]] | None = None,
    ) -> None:
        """Write an answer.

        Args:
            content: Gives the answer as JSON has it.
            blocks: Gives the answer as blocks to draw.
            title: Of a page of HTML.
            rows: Gives the answer as records for CSV.
        """
        from sunrack.drawing.forms import rows_as_csv
        from sunrack.report import strict_json

        if self.form == "json":
            self.write(strict_json(content()))
        elif self.form == "csv" and rows is not None:
            self.write(rows_as_csv(rows()))
        else:
            self.write(self.drawn(blocks(), title))
