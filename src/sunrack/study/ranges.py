"""Ranges and lists of numbers as text: "500 km:1400 km:50", "1 USD/kg:1000 USD/kg:20:log", "1 km,2 km"."""

from __future__ import annotations

import re
from fractions import Fraction
from math import gcd
from typing import Any

import numpy as np

from sunrack.units import UnitError, as_quantity, in_si, split, to_si

MOST = 10_000_000  # values on one axis
_EXACT = 2**53  # whole numbers below it are exact in a double
_CLOCK = re.compile(r"\s*([0-9]{1,2}):([0-9]{2})\s*")
_CLOCKS = re.compile(r"\s*([0-9]{1,2}:[0-9]{2})\s*:\s*([0-9]{1,2}:[0-9]{2})\s*:\s*([0-9]+)\s*")
_DAY = 24 * 60  # min
_FORM = 'write "first:last:count" or "first:last:count:log", for example '


def written(text: str, unit: str) -> tuple[Any, str]:
    """The numbers of a list or a range, in the unit of its first, and that unit.

    Args:
        text: "a,b,c", "first:last:count" or "first:last:count:log", each number with its unit.
        unit: Any unit of the kind that is wanted.
    Raises:
        UnitError: It is neither, or a number is not of that kind.
    """
    if (parts := _range(text)) is None:
        items = [one.strip() for one in text.split(",")]
        for one in items:
            in_si(one, unit)
        return as_quantity(items, first := split(items[0])[1]).magnitude, first
    first, last, count, spacing = parts
    lowest, highest = in_si(first, unit), in_si(last, unit)
    low, shown_in = split(first)
    high = float(as_quantity(last, shown_in).magnitude)
    if spacing == "linear":
        return evenly(low, high, count), shown_in
    if min(lowest, highest) <= 0:
        raise UnitError(f'cannot be spaced by "log" from {first} to {last}: both ends must be more than 0')
    scale, offset, _ = to_si(shown_in)
    if not offset:
        return by_ratio(low, high, count), shown_in
    numbers = (np.geomspace(lowest, highest, count) - offset) / scale
    return np.concatenate([[low], numbers[1:-1], [high]])[:count], shown_in


def evenly(low: float, high: float, count: int) -> Any:
    """Numbers from one to another in equal steps, each the double nearest to the true one: 0.1 to 1 in ten has 0.3."""
    ends = [Fraction(repr(float(one))) for one in (low, high)]
    bottom = ends[0].denominator * ends[1].denominator // gcd(ends[0].denominator, ends[1].denominator)
    first, last = (int(one * bottom) for one in ends)
    steps = max(count - 1, 1)
    if max(abs(first), abs(last), 1) * steps * 2 >= _EXACT or bottom * steps >= _EXACT:
        return np.linspace(low, high, count)
    return (first * steps + (last - first) * np.arange(count)) / (bottom * steps)


def by_ratio(low: float, high: float, count: int) -> Any:
    """Numbers from one to another, both above 0, each by the same factor more than the one before it."""
    numbers = rounded(np.geomspace(low, high, count))
    numbers[0], numbers[-1] = low, high if count > 1 else low
    return numbers


def hours(values: Any) -> Any:
    """Times of day in seconds, where some values are all clock times or a range of them; None where they are not.

    A range whose end is the earlier runs over midnight.

    Raises:
        UnitError: A time that no clock shows.
    """
    if isinstance(values, str) and (parts := _CLOCKS.fullmatch(values)):
        first, last, count = _minutes(parts[1]), _minutes(parts[2]), _count(parts[3])
        return 60 * (evenly(first, last + _DAY * (last < first), count) % _DAY)
    items = values.split(",") if isinstance(values, str) else values if isinstance(values, list) else []
    if not items or not any(isinstance(one, str) and _CLOCK.fullmatch(one) for one in items):
        return None
    return np.array(
        [60.0 * _minutes(one) if isinstance(one, str) and ":" in one else in_si(one, "hour") for one in items]
    )


def _minutes(clock: str) -> int:
    found = _CLOCK.fullmatch(clock)
    if not found or int(found[1]) > 23 or int(found[2]) > 59:
        raise UnitError(f'"{clock.strip()[:20]}" is not a time of day. Example: "06:00"')
    return 60 * int(found[1]) + int(found[2])


def nearest_count(values: Any) -> str:
    """Which count makes a range of whole numbers, in words; nothing where none does, or the values are no range."""
    if not isinstance(values, str) or (parts := _range(values)) is None:
        return ""
    first, last, count, spacing = parts
    low, high = split(first)[0], split(last)[0]
    if not (low.is_integer() and high.is_integer()) or spacing == "log" or low == high:
        return f'; list them, for example "{round(low)},{round(high)}"'
    wide = int(abs(high - low))
    steps = [one for k in range(1, min(int(wide**0.5), 10**6) + 1) if wide % k == 0 for one in (k, wide // k)]
    best = min((one for one in steps if one < MOST), key=lambda one: (abs(one + 1 - count), -one))
    return f', and {count:,} values from {first} to {last} are not; write "{first}:{last}:{best + 1}"'


def _range(text: str) -> tuple[str, str, int, str] | None:
    """Start, end, count and spacing of a range; None for a list."""
    parts = [one.strip() for one in text.split(":")]
    if len(parts) == 1:
        return None
    spacing = parts.pop() if len(parts) == 4 else "linear"
    if len(parts) != 3 or spacing not in ("linear", "log"):
        clock = '"06:00:18:00:5"' if _CLOCK.match(text) else '"500 km:1400 km:50"'
        raise UnitError(f'"{text[:60]}" is not a range. {_FORM}{clock}')
    return parts[0], parts[1], _count(parts[2], text), spacing


def _count(written: str, text: str = "") -> int:
    if not re.fullmatch(r"0*[1-9][0-9]*", written):
        raise UnitError(f'"{(text or written)[:60]}" is not a range. {_FORM}"500 km:1400 km:50"')
    if len(written.lstrip("0")) > 8 or int(written) > MOST:
        raise UnitError(f"has {written[:40]} values on one axis (at most 10 million)")
    return int(written)


def rounded(numbers: Any) -> Any:
    """Numbers that are a decimal of twelve digits without their rounding error: 100 for 100.00000000000001."""
    size = np.where(numbers == 0, 1.0, np.abs(numbers))
    places = 11 - np.floor(np.log10(size)).astype(int)
    scale = 10.0 ** np.clip(np.abs(places), 0, 22)
    near = np.where(places >= 0, np.rint(numbers * scale) / scale, np.rint(numbers / scale) * scale)
    return np.where(np.abs(near - numbers) <= 1e-14 * np.abs(numbers), near, numbers)
