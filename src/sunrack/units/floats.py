"""Numbers of any real kind as float64, or a refusal in words."""

from __future__ import annotations

import math
from collections.abc import Mapping
from numbers import Real
from typing import Any

import numpy as np

from sunrack.units.text import UnitError


class NotANumber(UnitError):
    """What is given is no number of any kind."""


def float64(content: Any) -> Any:
    """Numbers of any real kind as float64; text, truth values, times, masked and missing entries are refused."""
    if type(content) is np.ndarray and content.dtype == float and content.ndim:
        return content
    if type(content) in (float, np.float64):
        return content
    if isinstance(content, (bool, np.bool_)) or content is None:
        raise NotANumber(f"must be a number, not {content}")
    if (isinstance(content, Real) and not isinstance(content, np.generic)) or type(content).__name__ == "Decimal":
        return _exact(content)
    if getattr(content, "ndim", 1) > 1 and hasattr(content, "columns"):
        raise UnitError("must be a number or a list of numbers, not a table")
    if _missing(content):
        raise UnitError("has masked or missing values; leave them out or fill them")
    return _array(content)


def _exact(content: Any) -> float:
    try:
        number = float(content)
    except (OverflowError, ValueError):
        raise UnitError("must be a number that a computer's float64 can hold") from None
    if (number == 0 and content != 0) or (math.isinf(number) and content not in (math.inf, -math.inf)):
        raise UnitError("must be a number that a computer's float64 can hold")
    return number


def _missing(content: Any) -> bool:
    if type(content) is np.ndarray:  # numpy imports `ma` on its first use, and it takes long
        return False
    if isinstance(content, np.ma.MaskedArray):
        return bool(np.ma.is_masked(content))
    if isinstance(content, np.ndarray):
        return False
    if type(content).__module__.startswith("pandas") and hasattr(content, "isna"):
        return bool(np.any(content.isna()))
    nulls = getattr(content, "null_count", 0)
    return bool(nulls() if callable(nulls) else nulls)


def _array(content: Any) -> Any:
    try:
        array = content if type(content) is np.ndarray else np.ma.getdata(np.asarray(content))
    except (ValueError, TypeError, OverflowError):
        raise UnitError("must be a number or an even list of numbers") from None
    if array.dtype.kind == "O" and array.ndim:
        return stacked([float64(one) for one in array.ravel()]).reshape(array.shape)
    if array.dtype.kind not in "fiu":
        raise NotANumber(f"must be a number, not {_called(content, array)}")
    with np.errstate(over="ignore"):
        numbers = array.astype(float)
    if array.dtype.itemsize > 8 and not np.array_equal(np.isfinite(array), np.isfinite(numbers)):
        raise UnitError("must be numbers that a computer's float64 can hold")
    return numbers if numbers.ndim else float(numbers)


def _called(content: Any, array: Any) -> str:
    if isinstance(content, Mapping):
        return "a table"
    kinds = {
        "b": "truth values",
        "c": "a complex number",
        "U": "text",
        "S": "bytes",
        "M": "a date",
        "m": "a span of time",
    }
    return kinds.get(array.dtype.kind, f"the type {type(content).__name__}")


def is_plain(values: Any) -> bool:
    """Whether a list holds Python's own floats and integers alone, and no truth values."""
    return all(type(one) in (float, int) for one in values)


def stacked(parts: list[Any]) -> Any:
    """One float64 array of parts of equal shape."""
    try:
        return np.array(parts, dtype=float)
    except ValueError:
        raise UnitError("must be a number or an even list of numbers") from None
