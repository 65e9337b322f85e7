"""Drivers: how far each input moves the cost of a GPU-hour in orbit over that in the cheapest region."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sunrack import study
from sunrack.findings.base import Finding
from sunrack.section import plain, shown
from sunrack.values import show

if TYPE_CHECKING:
    from sunrack.findings import Findings


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Driver(Finding):
    """One input at its low and at its high, all others as they are."""

    key: str
    low: str
    ratio_at_low: float = shown("", "cost ratio at its low")
    high: str
    ratio_at_high: float = shown("", "cost ratio at its high")
    guess: bool
    rests_on: str  # a "fact", a "choice", a "convention", a "guess" or "yours"
    fails_at_low: bool  # a check of the design fails there
    fails_at_high: bool


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Drivers(Finding):
    """Every input with a range that moves the cost ratio, the largest first."""

    region: str
    ratio: float = shown("", "cost ratio with every value as it is")
    rows: tuple[Driver, ...]


def find(f: Findings) -> Drivers:
    """The section of one comparison."""
    c = f.comparison
    rows = [
        Driver(
            key=one.key,
            low=show(one.value.low or 0.0, one.value.unit, 3),
            ratio_at_low=one.at_low,
            high=show(one.value.high or 0.0, one.value.unit, 3),
            ratio_at_high=one.at_high,
            guess=one.value.is_guess,
            rests_on=one.value.rests_on,
            fails_at_low=one.fails_at_low,
            fails_at_high=one.fails_at_high,
        )
        for one in study.drivers(c.scenario, f"compare.{c.answer_region}.cost_ratio")
    ]
    return Drivers(region=c.answer_region, ratio=plain(c.against[c.answer_region].cost_ratio, ""), rows=tuple(rows))
