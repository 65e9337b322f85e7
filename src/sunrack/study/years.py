"""When orbit would win: launch prices falling and grid queues growing by year, along a slow, a central and a fast path."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from sunrack.launch import price_in_year
from sunrack.scenario import Scenario, load
from sunrack.study.engine import evaluate
from sunrack.units import to_si

LAST = 2045
PATHS = {
    "slow": "low",
    "central": "si",
    "fast": "high",
}  # what each path takes of a value's range: low, the value, high
MEASURES = {"cost": "cost of a GPU-hour", "worth": "worth today, waiting included"}


@dataclass(frozen=True)
class Path:
    """One path by year: launch price [USD/kg], wait for the grid [year], orbit's cost over the ground's, orbit's worth less the ground's [USD/kW]."""

    years: Any
    launch_price: Any
    grid_wait: Any
    cost_ratio: Any
    worth: Any

    @property
    def cost(self) -> int | None:
        """First year in which a GPU-hour from orbit costs no more than from the ground."""
        return _first(self.years, self.cost_ratio <= 1)

    @property
    def better(self) -> int | None:
        """First year in which orbit is worth no less than the ground, waiting included."""
        return _first(self.years, self.worth >= 0)


@dataclass(frozen=True)
class When:
    """The years in which orbit comes even with one region, by path; None where it does not by `last`."""

    region: str
    last: int
    paths: dict[str, Path]

    @property
    def years(self) -> dict[str, dict[str, int | None]]:
        """Measure → path → year: {"cost": {"slow": None, "central": 2041, "fast": 2033}, "worth": …}."""
        return {
            "cost": {name: one.cost for name, one in self.paths.items()},
            "worth": {name: one.better for name, one in self.paths.items()},
        }

    def __str__(self) -> str:
        found = self.years["cost"]
        early, late = found["fast"], found["slow"]
        if early is None:
            least = min(float(np.min(one.cost_ratio)) for one in self.paths.values())
            return (
                f"none by {self.last}: {least:.3g} times as dear at best"
                if np.isfinite(least)
                else f"none by {self.last}"
            )
        return f"{found['central'] or f'after {self.last}'} ({early} to {late or f'after {self.last}'})"


def when(scenario: Any = None, region: str | None = None, *, last: int = LAST) -> When:
    """The year in which orbit comes even with a region as launches grow cheaper and queues longer.

    The launch price of a year is that of what flies in it: `launch.price` until `launch.price_year`, since nobody sells the vehicle cheaper or
    earlier, and from then on it follows `launch.learning_rate` over the mass flown, which grows by `launch.mass_growth`. The region's wait for
    the grid grows by `ground.queue_growth`. Slow takes all three at their low, fast at their high. All else stays as it is today.

    Args:
        scenario: A `Scenario`, a name, a path or a mapping.
        region: The region, of the scenario or any that ships; the scenario's first if left out.
        last: The last year that is tried.
    Raises:
        Unknown: No such region, with the nearest name; a KeyError and a ValueError.
        ValueError: `last` lies before the scenario's year.
    """
    case, region = load(scenario).against(region)
    today = round(case.finance.currency_year.si)
    if last < today:
        raise ValueError(f"{last} is before {today}, the scenario's year")
    years = np.arange(today, last + 1)
    ends = {name: _path(case, region, years, end) for name, end in PATHS.items()}
    over = {key: np.concatenate([one[key] for one in ends.values()]) for key in next(iter(ends.values()))}
    c = evaluate(case, over, words={"ground.regions": [region]})
    against = c.against[region]
    shape = (len(PATHS), len(years))
    dollars = to_si("USD/kg")[0]
    rows = zip(
        PATHS,
        over["launch.price"].reshape(shape) / dollars,
        over[f"ground.{region}.grid_wait"].reshape(shape) / to_si("year")[0],
        np.broadcast_to(against.cost_ratio, np.size(over["launch.price"])).reshape(shape),
        np.broadcast_to(against.net_present_value, np.size(over["launch.price"])).reshape(shape) / to_si("USD/kW")[0],
        strict=True,
    )
    return When(
        region, last, {name: Path(years, price, wait, ratio, worth) for name, price, wait, ratio, worth in rows}
    )


def _path(case: Scenario, region: str, years: Any, end: str) -> dict[str, Any]:
    """Launch price and grid wait by year, SI, at one end of the ranges."""

    def at(value: Any) -> float:
        found = getattr(value, end)
        return float(value.si if found is None else found)

    launch, wait = case.launch, case.sites[region]["grid_wait"].si
    price = price_in_year.si(
        np.maximum(years, launch.price_year.si),
        launch.price.si,
        launch.price_year.si,
        launch.cumulative_mass.si,
        launch.mass_year.si,
        launch.yearly_mass.si,
        at(launch.mass_growth),
        at(launch.learning_rate),
    )
    growth = np.log1p(at(case.ground.queue_growth) * to_si("year")[0])
    return {"launch.price": price, f"ground.{region}.grid_wait": wait * np.exp(growth * (years - years[0]))}


def _first(years: Any, reached: Any) -> int | None:
    return int(years[np.argmax(reached)]) if np.any(reached) else None
