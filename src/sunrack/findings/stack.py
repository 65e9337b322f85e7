"""The cost of a GPU-hour on both sides, part by part, rounded so that the printed parts add up to the printed sums."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np

from sunrack.findings.base import Finding
from sunrack.section import plain, shown

if TYPE_CHECKING:
    from sunrack.findings import Findings

# Lines of the table and the parts of either side that they hold; a part that is nowhere else is on a line of its own.
_LINES = {
    "rack": ("rack",),
    "satellite": ("satellite",),
    "launch": ("launch",),
    "insurance": ("insurance",),
    "operations": ("ground_segment", "operations"),
    "facility": ("facility",),
    "power": ("power",),
    "repair": ("repair",),
    "interest": ("interest",),
}
_HOURS = ("hours_lost", "hours_unsold")


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Line(Finding):
    """One line: rounded numbers, of which the difference is that of the two before it. None where a side has no such
    part."""

    name: str
    orbit: float | None = shown("USD/hour", "in orbit")
    ground: float | None = shown("USD/hour", "in the region")
    difference: float = shown("USD/hour", "orbit less ground")


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Stack(Finding):
    """Lines that add up to `every`, the cost if every hour were sold; that and the hours add up to `total`."""

    decimals: int
    parts: tuple[Line, ...]
    every: Line
    hours: tuple[Line, ...]
    total: Line


def stacked(f: Findings, place: str) -> Stack:
    """The stack of a design that has a cost, beside that of a region."""
    c = f.comparison
    sides = [{name: plain(one, "USD/hour") for name, one in side.stack} for side in (c.design.cost, c.ground[place])]
    least = min(sum(side.values()) for side in sides)
    decimals = 2 if least >= 0.5 else 2 - int(np.floor(np.log10(least))) if least > 0 else 2
    columns = [_column(side, decimals) for side in sides]
    lines = [_line(name, *(column.get(name) for column in columns)) for name in columns[0]]
    lines = [one for one in lines if one.orbit is not None or one.ground is not None]
    named = {one.name: one for one in lines}
    return Stack(
        decimals=decimals,
        parts=tuple(named[name] for name in _LINES if name in named),
        every=named["every"],
        hours=tuple(named[name] for name in _HOURS),
        total=named["total"],
    )


def _line(name: str, orbit: Decimal | None, ground: Decimal | None) -> Line:
    return Line(
        name=name,
        orbit=None if orbit is None else float(orbit),
        ground=None if ground is None else float(ground),
        difference=float((orbit or Decimal(0)) - (ground or Decimal(0))),
    )


def _column(side: dict[str, float], decimals: int) -> dict[str, Decimal | None]:
    """One side in the lines of the table; decimals, so that sums of what is printed are exact."""
    lines = {
        name: sum(side[part] for part in parts if part in side) if {*parts} & {*side} else None
        for name, parts in _LINES.items()
    }
    own = {name: one for name, one in lines.items() if one is not None}
    every = sum(own.values())
    total = every + sum(side[name] for name in _HOURS)
    summed = {"every": _rounded(every, decimals), "total": _rounded(total, decimals)}
    parts = dict(zip(own, _adding_up(list(own.values()), summed["every"], decimals), strict=True))
    hours = _adding_up([side[name] for name in _HOURS], summed["total"] - summed["every"], decimals)
    return {**dict.fromkeys(lines), **parts, **dict(zip(_HOURS, hours, strict=True)), **summed}


def _adding_up(numbers: Sequence[float], total: Decimal, decimals: int) -> list[Decimal]:
    """The numbers rounded, and what is then missing to the total put into the largest of them."""
    rounded = [_rounded(one, decimals) for one in numbers]
    largest = max(range(len(numbers)), key=lambda place: numbers[place])
    rounded[largest] += total - sum(rounded)
    return rounded


def _rounded(number: float, decimals: int) -> Decimal:
    return Decimal(f"{number:.{decimals}f}")
