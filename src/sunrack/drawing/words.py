"""Numbers as people read them."""

from __future__ import annotations

import math
from typing import Any

from sunrack.section import plain
from sunrack.values import Value, printed, show


def number(value: float, digits: int = 3) -> str:
    """A number to a few significant digits, thousands set apart: 1,234 · 56.7 · 0.0123 · none · unbounded."""
    if math.isnan(value):
        return "none"
    if math.isinf(value):
        return "unbounded" if value > 0 else "-unbounded"
    if value == 0:
        return "0"
    size = math.floor(math.log10(abs(value)))
    if size >= 15 or size < -4:
        return f"{value:.{digits - 1}e}"
    return f"{round(value, digits - 1 - size):,.{max(0, digits - 1 - size)}f}"


def amount(quantity: Any, unit: str, digits: int = 3, label: str | None = None) -> str:
    """A quantity as a number and its unit."""
    return f"{number(plain(quantity, unit), digits)} {unit if label is None else label}".strip()


def percent(fraction: Any, digits: int = 2) -> str:
    """A ratio as a percentage."""
    said = number(100 * plain(fraction, ""), digits)
    return said if said in ("none", "unbounded") else f"{said} %"


def ranged(value: Value) -> str:
    """A value with its range: 20 m [15, 25]."""
    if value.low is None or value.high is None:
        return str(value)
    low, high = (
        show(value.low, value.unit).removesuffix(printed(value.unit)).strip(),
        show(value.high, value.unit).removesuffix(printed(value.unit)).strip(),
    )
    return f"{value} [{low}, {high}]"
