"""The comparison as a workbook: inputs, results, stacks and sources, and the model itself as live formulas."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from sunrack import files
from sunrack.comparison import Comparison
from sunrack.scenario import load
from sunrack.spreadsheet.book import Book
from sunrack.spreadsheet.model import live_model
from sunrack.verdict import compare

__all__ = ["workbook"]


def workbook(case: Any = None, *, output: str | Path | None = None) -> bytes:
    """A workbook (.xlsx) in which a changed input recomputes the results in the spreadsheet itself.

    >>> import sunrack as sr
    >>> sr.workbook("rack-100kw")[:2]  # a zip archive
    b'PK'

    Args:
        case: A scenario as `load` takes it, or a `Comparison`.
        output: The file to write, if any.
    Raises:
        ValueError: Arrays of designs, or a scenario without a region.
        OSError: The file cannot be written; that is looked at first.
    """
    if output is not None and (refused := files.refusal(Path(output))):
        raise OSError(refused)
    c = case if isinstance(case, Comparison) else compare(load(case))
    if c.shape:
        raise ValueError(f"a workbook is about one design, and these are arrays of the shape {c.shape}")
    if not c.ground:
        raise ValueError("a workbook needs a region to compare with, and ground.regions is empty")
    content = io.BytesIO()
    Book(c, live_model(c.scenario)).write(content)
    if output is not None:
        files.write(Path(output), content.getvalue())
    return content.getvalue()
