"""Numbers as people read them."""

from __future__ import annotations

import math
from typing import Any

from sunrack.section import plain
from sunrack.units import to_si
from sunrack.values import Value, printed, show

UNDEFINED, INFINITE = "undefined", "infinite"  # what cannot be computed; what has no size or price


def number(value: float, digits: int = 3) -> str:
    """A number to a few significant digits, thousands set apart: 1,234 · 56.7 · 0.0123 · undefined · infinite."""
    if math.isnan(value):
        return UNDEFINED
    if math.isinf(value):
        return INFINITE if value > 0 else f"-{INFINITE}"
    if value == 0:
        return "0"
    size = math.floor(math.log10(abs(value)))
    if size >= 15 or size < -4:
        return f"{value:.{digits - 1}e}"
    return f"{round(value, digits - 1 - size):,.{max(0, digits - 1 - size)}f}"


def amount(quantity: Any, unit: str, digits: int = 3, label: str | None = None) -> str:
    """A quantity as a number and its unit."""
    return f"{number(plain(quantity, unit), digits)} {unit if label is None else label}".strip()


def printed_unit(unit: str) -> str:
    """A unit as people write it behind a number: months, not month; 1/h, not 1/hour."""
    return _UNITS.get(unit, unit)


_UNITS = {"month": "months", "year": "years", "day": "days", "rad_Si": "rad(Si)", "1/hour": "1/h"}


def entry_unit(unit: str) -> tuple[str, float, float]:
    """How a reader enters a number of some unit: what stands behind it, scale and offset; SI = scale × number + offset.

    Args:
        unit: Of a value; temperatures are entered in °C.
    """
    if unit == "K":
        return ("°C", *to_si("degC")[:2])
    label = "" if unit == "-" else printed_unit(printed(unit)).replace("percent", "%")
    return (label, *to_si(unit)[:2])


def celsius(temperature: Any) -> str:
    """A temperature, a quantity or a number in K, in °C: 40.0 °C."""
    degrees = plain(temperature, "degC")
    return f"{degrees:.1f} °C" if math.isfinite(degrees) else number(degrees)


def percent(fraction: Any, digits: int = 2) -> str:
    """A ratio as a percentage."""
    said = number(100 * plain(fraction, ""), digits)
    return f"{said} %" if said[-1].isdigit() else said


def ranged(value: Value) -> str:
    """A value with its range: 20 m [15, 25]."""
    if value.low is None or value.high is None:
        return str(value)
    low, high = (
        show(value.low, value.unit).removesuffix(printed(value.unit)).strip(),
        show(value.high, value.unit).removesuffix(printed(value.unit)).strip(),
    )
    return f"{value} [{low}, {high}]"
