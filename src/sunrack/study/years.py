"""`when`: orbit against the ground by year, along three paths on which every price moves that does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from sunrack import markup
from sunrack.catalogue import the_place
from sunrack.checks import failing
from sunrack.scenario import Scenario, load
from sunrack.study.against import choose_region, one_region
from sunrack.study.axes import REGIONS
from sunrack.study.engine import evaluate
from sunrack.study.paths import BUILT, GROUND_RATE, LAUNCH, ORBIT_RATE, PATHS, RACK, kinder, moved
from sunrack.units import to_si
from sunrack.verdict import compare

__all__ = ["LAST", "LATEST", "MEASURES", "PATHS", "UNITS", "Answer", "Path", "When", "when"]
LAST = 2045
# The learning curve is drawn through two vehicles and twenty years of one maker.
LATEST = 2060
MEASURES = {"cost": "cost of a GPU-hour", "worth": "net present value"}
ASKED = (2030, 2035)
# Column of a path → unit in which it is shown.
UNITS = {
    "launch_price": "USD/kg",
    "satellites_built": "",
    "satellite_per_watt": "USD/W",
    "rack_price": "MUSD",
    "cost_of_capital": "percent/year",
    "orbit_cost_of_capital": "percent/year",
    "grid_wait": "year",
    "orbit_per_gpu_hour": "USD/hour",
    "ground_per_gpu_hour": "USD/hour",
    "cost_ratio": "",
    "worth": "USD/kW",
}


@dataclass(frozen=True, repr=False)
class Path(markup.Shown):
    """One path, an array by year for each of `UNITS`, in its unit."""

    years: Any
    launch_price: Any
    satellites_built: Any  # by the maker, before this fleet
    satellite_per_watt: Any  # without rack, launch and insurance
    rack_price: Any
    cost_of_capital: Any
    orbit_cost_of_capital: Any
    grid_wait: Any
    orbit_per_gpu_hour: Any
    ground_per_gpu_hour: Any
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
class Answer:
    """Whether orbit is cheaper in one year, and by what factor on each path."""

    region: str
    year: int
    ratios: dict[str, float]  # path → cost of a GPU-hour in orbit over that on the ground

    @property
    def cheaper(self) -> bool:
        """Whether it is on the central path."""
        return self.ratios["central"] <= 1

    def __str__(self) -> str:
        slow, central, fast = self.ratios.values()
        place = the_place(self.region)
        if not np.isfinite(central):
            return f"In {self.year} there is no cost: the design cannot be built or flown."
        word = "Yes" if self.cheaper else "No"
        if self.cheaper and slow > 1:
            word = "Yes, on the central path"
        elif not self.cheaper and fast <= 1:
            word = "Only on the fast path"
        said = (
            f"costs {1 / central:.3g} times as much in {place} as in orbit"
            if self.cheaper
            else f"costs {central:.3g} times as much in orbit as in {place}"
        )
        return (
            f"Is orbit cheaper in {self.year}? {word}: a GPU-hour {said}"
            f" (ratio {central:.3g} central, {slow:.3g} slow, {fast:.3g} fast)."
        )


@dataclass(frozen=True, repr=False)
class When:
    """The ratio by year against one region along three paths, and the years in which orbit breaks even.

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

    def answer(self, year: int) -> Answer:
        """Whether orbit is cheaper in a year, and by what factor.

        Raises:
            ValueError: The year is not among those that were tried.
        """
        years = list(self.paths["central"].years)
        if year not in years:
            raise ValueError(f"{str(year)[:20]} is not among the years that were tried, {years[0]} to {years[-1]}")
        place = years.index(year)
        return Answer(self.region, int(year), {name: float(one.cost_ratio[place]) for name, one in self.paths.items()})

    @cached_property
    def answers(self) -> tuple[Answer, ...]:
        """The answers for 2030 and 2035, or, where these were not tried, for the first and the last year."""
        tried = [int(one) for one in self.paths["central"].years]
        return tuple(
            self.answer(one) for one in ([one for one in ASKED if one in tried] or sorted({tried[0], tried[-1]}))
        )

    def rows(self) -> Iterator[dict[str, Any]]:
        """A row for each path and year, its columns named as the fields of `Path`, in the units of `UNITS`."""
        for name, one in self.paths.items():
            for place, year in enumerate(one.years):
                row = {key: float(getattr(one, key)[place]) for key in UNITS}
                yield {"region": self.region, "path": name, "year": int(year)} | row

    def to_frame(self) -> Any:
        """A pandas DataFrame with path and year as its index; `attrs["units"]` holds the units.

        >>> import sunrack as sr
        >>> frame = sr.when(last=2030).to_frame()
        >>> bool(frame.loc[("fast", 2030), "cost_ratio"] < frame.loc[("slow", 2030), "cost_ratio"])
        True
        """
        from pandas import DataFrame

        frame = DataFrame(self.rows()).set_index(["path", "year"])
        frame.attrs["units"] = dict(UNITS)
        return frame

    def to_dict(self) -> dict[str, Any]:
        """The years, the answers and every path as plain data."""
        return {
            "region": self.region,
            "last": self.last,
            **self.years,
            "answers": [
                {"year": one.year, "cheaper": one.cheaper, "ratio": one.ratios, "sentence": str(one)}
                for one in self.answers
            ],
            "units": UNITS,
            "paths": {
                name: {"year": [int(year) for year in one.years]}
                | {key: [float(number) for number in getattr(one, key)] for key in UNITS}
                for name, one in self.paths.items()
            },
        }

    @property
    def warning(self) -> str:
        """A caution about years beyond the usual last one; empty if there are none."""
        if self.last <= LAST:
            return ""
        least = float(np.min(self.paths["fast"].launch_price))
        return (
            f"After {LAST} the launch price (down to {least:.3g} USD/kg on the fast path) and all other prices are"
            " extrapolated: the learning curve is drawn through two vehicles of one maker, and no floor, such as the"
            " cost of propellant, is applied."
        )

    def __repr__(self) -> str:
        return f"<When orbit breaks even with {self.region} by cost of a GPU-hour: {self}>"

    def _repr_html_(self) -> str:
        rows = [[words, *(year or "none" for year in self.years[name].values())] for name, words in MEASURES.items()]
        return markup.table([f"orbit against {the_place(self.region)}, until {self.last}", *PATHS], rows)

    def __str__(self) -> str:
        found = self.years["cost"]
        early, late = found["fast"], found["slow"]
        if early is None:
            able = {name: one.cost_ratio[np.isfinite(one.cost_ratio)] for name, one in self.paths.items()}
            least = {name: float(np.min(ratios)) for name, ratios in able.items() if ratios.size}
            path = min(least, key=lambda name: least[name], default="")
            return f"none by {self.last}" + (
                f"; the lowest ratio is {least[path]:.3g}, on the {path} path" if path else ""
            )
        return f"{found['central'] or f'after {self.last}'} ({early} to {late or f'after {self.last}'})"


def when(scenario: Any = None, against: str | None = None, *, region: str | None = None, last: int = LAST) -> When:
    """Cost and worth of orbit against a region by year, along a slow, a central and a fast path.

    Every price that moves does: launch down the learning curve of the mass flown from `launch.price_year` on
    (`launch.learning_rate`, `launch.mass_growth`), the satellite by the units that its maker has built
    (`years.fleets_per_year` grows `cost.satellites_built_before`), array, battery and terminals
    (`years.parts_growth`), the rack on both sides (`years.rack_growth`), the cost of capital (`years.capital_growth`,
    `years.premium_growth`), and the region's wait for the grid (`ground.queue_growth`). Slow takes each rate at the end
    of its range that is less kind to orbit, fast at the other. Designs, regions' prices of power and of building, and
    the value of compute stay as they are today, in the scenario's dollars.

    Args:
        scenario: A `Scenario`, a name, a path or a mapping.
        against: The region, of the scenario or any that ships; the cheapest of the scenario's if left out.
        region: The same as `against`.
        last: The last year that is tried, 2060 at most. The first is `launch.price_year`: nobody sells the vehicle
            earlier.
    Raises:
        Unknown: No such region, with the nearest name; a KeyError and a ValueError.
        ValueError: `last` lies before the scenario's year or that of the launch price, or after 2060.
    """
    case, region = choose_region(load(scenario), one_region(region, against))
    today, first = round(case.finance.currency_year.si), int(np.ceil(case.launch.price_year.si))
    _refuse(last, today, first)
    years = np.arange(max(today, first), last + 1)
    kind = kinder(case, region, last, today)
    ends = {name: moved(case, region, years, name, today, kind) for name in PATHS}
    over = {key: np.concatenate([one[key] for one in ends.values()]) for key in next(iter(ends.values()))}
    found = _columns(case, region, over, (len(PATHS), len(years)))
    paths = {name: Path(years, **{key: one[place] for key, one in found.items()}) for place, name in enumerate(PATHS)}
    able = any(np.isfinite(one.cost_ratio).any() for one in paths.values())
    return When(region, last, paths, "" if able else failing(compare(case).checks))


def _columns(case: Scenario, region: str, over: dict[str, Any], shape: tuple[int, int]) -> dict[str, Any]:
    """The columns of `UNITS`, each an array by path and year, from one walk over all of them."""
    c = evaluate(case, over, words={REGIONS: [region]})
    beside, ground = c.against[region], c.ground[region]
    made = {
        "launch_price": over[LAUNCH],
        "satellites_built": over[BUILT],
        "satellite_per_watt": c.design.cost.satellite_per_watt,
        "rack_price": over[RACK],
        "cost_of_capital": over[GROUND_RATE],
        "orbit_cost_of_capital": over.get(ORBIT_RATE, over[GROUND_RATE]),
        "grid_wait": over[f"ground.{region}.grid_wait"],
        "orbit_per_gpu_hour": c.design.cost.per_gpu_hour,
        "ground_per_gpu_hour": ground.per_gpu_hour,
        "cost_ratio": beside.cost_ratio,
        "worth": beside.net_present_value,
    }
    return {
        key: np.broadcast_to(one, (shape[0] * shape[1],)).reshape(shape) / to_si(UNITS[key])[0]
        for key, one in made.items()
    }


def _refuse(last: int, today: int, first: int) -> None:
    """Refuse a last year that says nothing.

    Raises:
        ValueError: It is no year, or lies too early or too late.
    """
    if isinstance(last, bool) or not isinstance(last, (int, float, np.number)) or last % 1 != 0:
        raise ValueError(f"last must be a calendar year, for example 2045, not {str(last)[:20]}")
    if last < today:
        raise ValueError(f"{last} is before {today}, the scenario's year")
    if last < first:
        raise ValueError(f"{last} is before {first}, launch.price_year: the vehicle is not sold earlier")
    if last > LATEST:
        raise ValueError(
            f"{last} is after {LATEST}: the learning curve of the launch price is drawn through two vehicles of one "
            "maker, and the growth of the grid queue through two decades. Neither supports so late a year"
        )


def _first(years: Any, reached: Any) -> int | None:
    return int(years[np.argmax(reached)]) if np.any(reached) else None
