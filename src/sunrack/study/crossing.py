"""The value of one input at which orbit equals the ground, by each boundary, or that there is none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from sunrack import markup
from sunrack.arguments import named
from sunrack.catalogue import Unknown, the_place
from sunrack.commands import command
from sunrack.scenario import Scenario, load
from sunrack.section import plain
from sunrack.study.against import choose_region, one_region
from sunrack.study.axes import REGIONS
from sunrack.study.bracket import brackets, narrowed, trials, unmovable
from sunrack.study.engine import evaluate
from sunrack.values import Value
from sunrack.verdict import Comparison

BOUNDARIES = {
    "infrastructure": "annual cost without compute",
    "all-in": "annual cost with the rack",
    "gpu-hour": "cost of a GPU-hour sold",
    "net-present-value": "net present value",
}
_ABLE = " where the design is feasible"


@dataclass(frozen=True, repr=False)
class Crossing(markup.Shown):
    """Where orbit and a region are equal by one boundary; `value` is None where no value tried makes them so.

    `throughout` says what orbit is where there is no crossover: "better" or "worse" at every value tried that can be
    built, or "infeasible" where none can. `feasible` says whether all of the values tried can be built and flown.
    """

    boundary: str
    value: Any
    now: float
    better_below: bool | None
    exact: bool
    throughout: str = ""
    feasible: bool = True

    def __str__(self) -> str:
        if self.value is not None:
            return f"{self.value:.4g~P}"
        if self.throughout == "infeasible":
            return f"no break-even: {self.words}"
        return f"no break-even: orbit is {self.throughout} in the whole range{'' if self.feasible else _ABLE}"

    @property
    def words(self) -> str:
        """On which side of the break-even orbit is the better, or what it is at every value tried."""
        if self.value is not None:
            return f"orbit is better {'below' if self.better_below else 'above'}" + (
                "" if self.exact else ", at a step"
            )
        if self.throughout == "infeasible":
            return "the design is infeasible in the whole range"
        return f"orbit is always {self.throughout}{'' if self.feasible else _ABLE}"


@dataclass(frozen=True, repr=False)
class Breakeven:
    """One input's crossings against one region, over the span of values that were tried; and what to ask next."""

    key: str
    region: str
    value: Value
    span: tuple[float, float]
    crossings: dict[str, Crossing]
    onward: str = ""

    @property
    def advice(self) -> str:
        """Where no value makes a GPU-hour cost the same: what to ask instead; else nothing."""
        missing = self.crossings["gpu-hour"].value is None and self.crossings["gpu-hour"].throughout != "better"
        return f"No value of {self.key} alone suffices. {self.onward}".rstrip() if missing else ""

    def to_dict(self) -> dict[str, Any]:
        """The answer as plain data, in the unit that the input is shown in."""
        rows = {
            name: {
                "value": None if one.value is None else plain(one.value, self.value.unit),
                "better_below": one.better_below,
                "exact": one.exact,
                "words": one.words,
            }
            for name, one in self.crossings.items()
        }
        return {
            "key": self.key,
            "region": self.region,
            "unit": self.value.unit,
            "now": plain(self.value.si, self.value.unit),
            "crossings": rows,
            "advice": self.advice,
        }

    def __str__(self) -> str:
        rows = (f"  {words}: {self.crossings[name]}" for name, words in BOUNDARIES.items())
        asked = [self.advice] if self.advice else []
        where = the_place(self.region)
        return "\n".join(
            [f"Break-even value of {self.key} against {where} (current value {self.value})", *rows, *asked]
        )

    def __repr__(self) -> str:
        found = sum(one.value is not None for one in self.crossings.values())
        return f"<Breakeven of {self.key} against {self.region}: {found} of {len(self.crossings)} boundaries>"

    def _repr_html_(self) -> str:
        rows = [(words, str(self.crossings[name])) for name, words in BOUNDARIES.items()]
        return markup.table(
            [f"{self.key}, currently {self.value}", f"break-even against {the_place(self.region)}"], rows
        )


def together(case: Scenario, region: str) -> str:
    """The command that tells which inputs would have to change together."""
    said = command(case, "parity", f"--against {region}")
    return f"To see which inputs would have to change together, run: {said}"


def breakeven(scenario: Any, key: str, against: str | None = None, *, region: str | None = None) -> Breakeven:
    """The value of `key` at which orbit equals a region, by each boundary; if there are several, the nearest to
    today's.

    Args:
        scenario: A `Scenario`, a name, a path or a mapping.
        key: Any number of it: "launch.price", "cost.price_level", "ground.texas.grid_wait".
        against: The region, of the scenario or any that ships; that of the key, or the cheapest of the scenario's, if
            left out.
        region: The same as `against`.
    Returns:
        The crossings by boundary; a crossing that falls on a step of whole satellites a launch has `exact` False.
    Raises:
        Unknown: No such key or region, with the nearest name, or a key of another region; a KeyError and a ValueError.
    """
    case, key = load(scenario), named(key, "a key")
    case, region = choose_region(case, one_region(region, against), key)
    values = case.values()
    if said := unmovable(key, values):
        raise Unknown(said)
    grid = trials(case, key)
    apart = gaps(case, {key: grid}, region)
    now = {name: float(gap[np.searchsorted(grid, values[key].si)]) for name, gap in apart.items()}
    found = {name: _crossing(case, key, region, name, grid, gap, values[key], now[name]) for name, gap in apart.items()}
    return Breakeven(key, region, values[key], (float(grid[0]), float(grid[-1])), found, together(case, region))


def gaps(case: Scenario, over: Mapping[str, Any], region: str) -> dict[str, Any]:
    """Orbit less ground by each boundary, below zero where orbit is better, for arrays of values by key."""
    c: Comparison = evaluate(case, over, words={REGIONS: [region]})
    cost, rival = c.design.cost, c.ground[region]
    with np.errstate(all="ignore"):  # what cannot be built has no gap
        found = {
            "infrastructure": cost.infrastructure_per_kw_year / rival.infrastructure_per_kw_year - 1,
            "all-in": cost.all_in_per_kw_year / rival.all_in_per_kw_year - 1,
            "gpu-hour": c.against[region].cost_ratio - 1,
            "net-present-value": -c.against[region].net_present_value,
        }
    shape = np.broadcast_shapes(*(np.shape(one) for one in over.values()))
    return {name: np.broadcast_to(gap, shape) for name, gap in found.items()}


def _crossing(
    case: Scenario, key: str, region: str, boundary: str, grid: Any, gap: Any, value: Value, now: float
) -> Crossing:
    start = brackets(grid, gap[None], value.si)
    if not start.found[0]:
        able = np.isfinite(gap)
        side = "infeasible" if not able.any() else "better" if np.max(gap[able]) < 0 else "worse"
        return Crossing(boundary, None, now, None, True, side, bool(able.all()))

    def gap_at(values: Any) -> Any:
        return gaps(case, {key: values}, region)[boundary]

    low, high = narrowed(start, lambda inner: gap_at(inner[0])[None])
    ends = np.abs(gap_at(np.concatenate([low, high])))
    best = float((low if ends[0] <= ends[1] else high)[0])
    spot, below = start.place[0], bool(start.below[0])
    scale = abs(gap[spot]) + abs(gap[spot + 1])
    return Crossing(boundary, value.in_unit(best), now, below, bool(np.min(ends) <= 1e-6 * max(1.0, scale)))
