"""`when`: the year in which orbit breaks even, as launch prices fall and grid queues grow, along three paths."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from sunrack import markup
from sunrack.catalogue import the_place
from sunrack.checks import failing
from sunrack.launch import price_in_year
from sunrack.scenario import Scenario, load
from sunrack.study.against import choose_region, one_region
from sunrack.study.axes import REGIONS
from sunrack.study.engine import evaluate
from sunrack.units import to_si
from sunrack.verdict import compare

LAST = 2045
# The learning curve is drawn through two vehicles and twenty years of one maker.
LATEST = 2060
PATHS = {
    "slow": "low",
    "central": "si",
    "fast": "high",
}  # what each path takes of a value's range: low, the value, high
MEASURES = {"cost": "cost of a GPU-hour", "worth": "net present value, cost of delay included"}


@dataclass(frozen=True)
class Path:
    """One path by year: launch price [USD/kg], wait for the grid [year], cost ratio [-] and net present value
    [USD/kW]."""

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
    """The years in which orbit breaks even with one region, by path; None where it does not by `last`.

    `fails` says what keeps the design from being built and flown, whatever the year; empty where nothing does.
    """

    region: str
    last: int
    paths: dict[str, Path]
    fails: str = ""

    @property
    def years(self) -> dict[str, dict[str, int | None]]:
        """Measure → path → year: {"cost": {"slow": None, "central": 2041, "fast": 2033}, "worth": …}."""
        return {
            "cost": {name: one.cost for name, one in self.paths.items()},
            "worth": {name: one.better for name, one in self.paths.items()},
        }

    @property
    def warning(self) -> str:
        """A caution about years beyond the usual last one; empty if there are none."""
        if self.last <= LAST:
            return ""
        least = float(np.min(self.paths["fast"].launch_price))
        return (
            f"After {LAST} the launch price (down to {least:.3g} USD/kg on the fast path) and the wait for the grid "
            "are extrapolated: the learning curve is drawn through two vehicles of one maker, and no floor, such as "
            "the cost of propellant, is applied."
        )

    def _repr_html_(self) -> str:
        rows = [[words, *(year or "none" for year in self.years[name].values())] for name, words in MEASURES.items()]
        return markup.table([f"orbit against {the_place(self.region)}, until {self.last}", *PATHS], rows)

    def __str__(self) -> str:
        found = self.years["cost"]
        early, late = found["fast"], found["slow"]
        if early is None:
            ratios = np.concatenate([one.cost_ratio for one in self.paths.values()])
            able = ratios[np.isfinite(ratios)]
            return f"none by {self.last}" + (f"; the lowest ratio is {np.min(able):.3g}" if able.size else "")
        return f"{found['central'] or f'after {self.last}'} ({early} to {late or f'after {self.last}'})"


def when(scenario: Any = None, region: str | None = None, *, against: str | None = None, last: int = LAST) -> When:
    """The year in which orbit breaks even with a region, as launches grow cheaper and queues longer.

    The launch price of a year is that of what flies in it: `launch.price` until `launch.price_year`, since nobody sells
    the vehicle cheaper or earlier, and from then on it follows `launch.learning_rate` over the mass flown, which grows
    by `launch.mass_growth`. The region's wait for the grid grows by `ground.queue_growth`. Slow takes all three at
    their low, fast at their high. All else stays as it is today.

    Args:
        scenario: A `Scenario`, a name, a path or a mapping.
        region: The region, of the scenario or any that ships; the cheapest of the scenario's if left out.
        against: The same as `region`.
        last: The last year that is tried, 2060 at most. The first is `launch.price_year`: nobody sells the vehicle
            earlier.
    Raises:
        Unknown: No such region, with the nearest name; a KeyError and a ValueError.
        ValueError: `last` lies before the scenario's year or that of the launch price, or after 2060.
    """
    case, region = choose_region(load(scenario), one_region(region, against))
    today, first = round(case.finance.currency_year.si), int(np.ceil(case.launch.price_year.si))
    if isinstance(last, bool) or not isinstance(last, (int, float, np.number)) or last % 1 != 0:
        raise ValueError(f"last is a calendar year, for example 2045, not {str(last)[:20]}")
    if last < today:
        raise ValueError(f"{last} is before {today}, the scenario's year")
    if last < first:
        raise ValueError(f"{last} is before {first}, launch.price_year: nobody sells the vehicle earlier")
    if last > LATEST:
        raise ValueError(
            f"{last} is after {LATEST}: the learning curve of the launch price is drawn through two vehicles of one "
            "maker, and the growth of the grid's queue through two decades; neither says anything of so late a year"
        )
    years = np.arange(max(today, first), last + 1)
    ends = {name: _path(case, region, years, end, today) for name, end in PATHS.items()}
    over = {key: np.concatenate([one[key] for one in ends.values()]) for key in next(iter(ends.values()))}
    c = evaluate(case, over, words={REGIONS: [region]})
    beside = c.against[region]
    shape = (len(PATHS), len(years))
    dollars = to_si("USD/kg")[0]
    rows = zip(
        PATHS,
        over["launch.price"].reshape(shape) / dollars,
        over[f"ground.{region}.grid_wait"].reshape(shape) / to_si("year")[0],
        np.broadcast_to(beside.cost_ratio, np.size(over["launch.price"])).reshape(shape),
        np.broadcast_to(beside.net_present_value, np.size(over["launch.price"])).reshape(shape) / to_si("USD/kW")[0],
        strict=True,
    )
    paths = {name: Path(years, price, wait, ratio, worth) for name, price, wait, ratio, worth in rows}
    able = any(np.isfinite(one.cost_ratio).any() for one in paths.values())
    return When(region, last, paths, "" if able else failing(compare(case).checks))


def _path(case: Scenario, region: str, years: Any, end: str, today: int) -> dict[str, Any]:
    """Launch price and grid wait by year, SI, at one end of the ranges."""

    def at(value: Any) -> float:
        found = getattr(value, end)
        return float(value.si if found is None else found)

    launch, wait = case.launch, case.sites[region]["grid_wait"].si
    price = price_in_year.si(
        years,
        launch.price.si,
        launch.price_year.si,
        launch.cumulative_mass.si,
        launch.mass_year.si,
        launch.yearly_mass.si,
        at(launch.mass_growth),
        at(launch.learning_rate),
    )
    growth = np.log1p(at(case.ground.queue_growth) * to_si("year")[0])
    return {"launch.price": price, f"ground.{region}.grid_wait": wait * np.exp(growth * (years - today))}


def _first(years: Any, reached: Any) -> int | None:
    return int(years[np.argmax(reached)]) if np.any(reached) else None
