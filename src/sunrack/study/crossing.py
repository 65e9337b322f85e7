"""The value of one input at which orbit equals the ground, by each boundary, or that there is none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from sunrack import markup
from sunrack.catalogue import Unknown, near
from sunrack.rack import power_range
from sunrack.scenario import SECTIONS, Scenario, load
from sunrack.study.against import answered, one_region
from sunrack.study.engine import evaluate
from sunrack.study.naming import named
from sunrack.units import to_si
from sunrack.values import Value
from sunrack.verdict import Comparison

BOUNDARIES = {
    "infrastructure": "yearly cost without compute",
    "all-in": "yearly cost with the rack",
    "gpu-hour": "cost of a GPU-hour sold",
    "net-present-value": "worth today, waiting included",
}
_ROUNDS, _POINTS = 9, 33  # each round narrows a bracket 32 times: 32^9 is beyond the last digit of a float

_ABLE = " where it can be built and flown"


@dataclass(frozen=True)
class Crossing:
    """Where orbit and a region are equal by one boundary; `value` is None where no value tried makes them so.

    `throughout` says what orbit is where there is no crossover: "better" or "worse" at every value tried that can be built, or
    "infeasible" where none can. `feasible` says whether all of the values tried can be built and flown.
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
            return f"no crossover: {self.words}"
        return f"no crossover: orbit is {self.throughout} throughout{'' if self.feasible else _ABLE}"

    @property
    def words(self) -> str:
        """On which side of the break-even orbit is the better, or what it is at every value tried."""
        if self.value is not None:
            return f"orbit better {'below' if self.better_below else 'above'}" + ("" if self.exact else ", at a step")
        if self.throughout == "infeasible":
            return "cannot be built and flown at any value tried"
        return f"orbit always {self.throughout}{'' if self.feasible else _ABLE}"


@dataclass(frozen=True)
class Breakeven:
    """One input's crossings against one region, over the span of values that were tried."""

    key: str
    region: str
    value: Value
    span: tuple[float, float]
    crossings: dict[str, Crossing]

    def __str__(self) -> str:
        rows = (f"  {words}: {self.crossings[name]}" for name, words in BOUNDARIES.items())
        return "\n".join([f"{self.key} at which orbit equals {self.region}, now {self.value}", *rows])

    def _repr_html_(self) -> str:
        rows = [(words, str(self.crossings[name])) for name, words in BOUNDARIES.items()]
        return markup.table([f"{self.key}, now {self.value}", f"break-even against {self.region}"], rows)


def breakeven(scenario: Any, key: str, region: str | None = None, *, against: str | None = None) -> Breakeven:
    """The value of `key` at which orbit equals a region, by each boundary; of several the one nearest to the present value.

    Args:
        scenario: A `Scenario`, a name, a path or a mapping.
        key: Any number of it: "launch.price", "cost.first_unit", "ground.texas.grid_wait".
        region: The region, of the scenario or any that ships; that of the key, or the cheapest of the scenario's, if left out.
        against: The same as `region`.
    Returns:
        The crossings by boundary; a crossing that falls on a step of whole satellites a launch has `exact` False.
    Raises:
        Unknown: No such key or region, with the nearest name, or a key of another region; a KeyError and a ValueError.
    """
    case, key = load(scenario), named(key, "a key")
    case, region = answered(case, one_region(region, against), key)
    values = case.values()
    if key not in values or whole(key):
        raise Unknown(unmovable(key, values))
    grid = trials(case, key, values[key])
    apart = gaps(case, {key: grid}, region)
    now = {name: float(gap[np.searchsorted(grid, values[key].si)]) for name, gap in apart.items()}
    found = {name: _crossing(case, key, region, name, grid, gap, values[key], now[name]) for name, gap in apart.items()}
    return Breakeven(key, region, values[key], (float(grid[0]), float(grid[-1])), found)


def unmovable(key: str, values: Any) -> str:
    """Why a key is not solved for, in words."""
    if key in values:
        return f"{key} is a whole number, and none that can be moved; sweep it"
    return f'"{key}" is not a number of the scenario that can be moved{near(key, values)}'


def trials(case: Scenario, key: str, value: Value) -> Any:
    """Values to try: the key's bounds, its range, a thousandth to a thousand times the present value, and close about it."""
    least, most = bounds(key, case)
    scale = abs(value.si) or max(abs(value.low or 0), abs(value.high or 0)) or 1.0
    wide = scale * np.concatenate([np.geomspace(1e-3, 1e3, 121), np.linspace(0.5, 1.5, 41), [0.0]])
    if value.si < 0:
        wide = -wide
    tried = np.concatenate(
        [wide, [one for one in (value.low, value.high, value.si, least, most) if one is not None and np.isfinite(one)]]
    )
    inside = (tried >= (least if least is not None else -np.inf)) & (tried <= (most if most is not None else np.inf))
    return np.unique(tried[inside])


def whole(key: str) -> bool:
    """Whether a key is a whole number."""
    room, _, name = key.partition(".")
    return "." not in name and bool(SECTIONS[room].extra(name)["bounds"]["whole"])


def bounds(key: str, case: Scenario | None = None) -> tuple[float | None, float | None]:
    """The least and the most that a key allows (in a scenario), in SI; a bound that it must exceed is passed by a hair."""
    if case is not None and key == "rack.power":
        return power_range(case.rack)
    room, _, name = key.partition(".")
    if "." in name:
        return 0.0, 1.0 if name.endswith("contested") else None
    extra = SECTIONS[room].extra(name)
    scale, offset, _ = to_si(extra["unit"])
    limits = extra["bounds"]
    above = None if limits["above"] is None else limits["above"] + 1e-9
    least, most = limits["at_least"] if above is None else above, limits["at_most"]
    return tuple(None if one is None else scale * one + offset for one in (least, most))  # type: ignore[return-value]


def gaps(case: Scenario, over: Mapping[str, Any], region: str) -> dict[str, Any]:
    """Orbit less ground by each boundary, below zero where orbit is better, for arrays of values by key."""
    c: Comparison = evaluate(case, over, words={"ground.regions": [region]})
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
    sign = np.sign(gap)
    turns = np.flatnonzero(
        np.isfinite(gap[:-1]) & np.isfinite(gap[1:]) & (sign[:-1] * sign[1:] <= 0) & (sign[:-1] != sign[1:])
    )
    able = np.isfinite(gap)
    if not turns.size:
        side = "infeasible" if not able.any() else "better" if np.max(gap[able]) < 0 else "worse"
        return Crossing(boundary, None, now, None, True, side, bool(able.all()))
    place = turns[np.argmin(np.abs(0.5 * (grid[turns] + grid[turns + 1]) - value.si))]
    low, high, below = float(grid[place]), float(grid[place + 1]), bool(gap[place] < 0 or gap[place + 1] > 0)
    for _ in range(_ROUNDS):
        tried = np.linspace(low, high, _POINTS)
        inner = gaps(case, {key: tried}, region)[boundary]
        after = int(np.argmax((inner >= 0) if below else (inner <= 0)))
        low, high = float(tried[max(after - 1, 0)]), float(tried[after])
    ends = gaps(case, {key: np.array([low, high])}, region)[boundary]
    best = low if abs(ends[0]) <= abs(ends[1]) else high
    scale = abs(gap[place]) + abs(gap[place + 1])
    return Crossing(boundary, value.in_unit(best), now, below, bool(np.min(np.abs(ends)) <= 1e-6 * max(1.0, scale)))
