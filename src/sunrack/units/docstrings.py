"""The docstring of a law, which explanations and references quote; also where Python runs without docstrings."""

from __future__ import annotations

import ast
import inspect
import sys
import textwrap
from collections.abc import Callable
from typing import Any

NONE = "(The law has no docstring, and so shows no equation.)"
NOT_HERE = "(The equation is not shown: Python runs without docstrings, and the source file is not there.)"


def docstring(function: Callable[..., Any], *, stripped: bool = sys.flags.optimize > 1) -> str:
    """A function's docstring. Under `python -OO`, which strips it, it is read from the source file.

    Where there is no source file either, the text says so in the place of the equation.

    Args:
        function: What it documents.
        stripped: Whether Python runs without docstrings.
    """
    missing = f"{function.__name__}.\n\n{NOT_HERE if stripped else NONE}"
    return inspect.cleandoc(function.__doc__ or _written(function) or missing)


def _written(function: Callable[..., Any]) -> str | None:
    """The docstring as the source file has it; None where that cannot be read."""
    try:
        (defined,) = ast.parse(textwrap.dedent(inspect.getsource(function))).body
    except (OSError, TypeError, ValueError, SyntaxError):
        return None
    return ast.get_docstring(defined) if isinstance(defined, ast.FunctionDef) else None
