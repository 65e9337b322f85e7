"""What a sample says: quantiles of each result, the odds that orbit wins by region, and how sure both are."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from sunrack import markup
from sunrack.verdict import compare_bare

if TYPE_CHECKING:
    import xarray

BATCHES = 8
PASSED = "checks.passed"  # the result that is 1 where every check passes
_RATIO = re.compile(r"compare\.(.+)\.cost_ratio")


@dataclass(frozen=True, repr=False)
class Spread(markup.Shown):
    """One result over the draws. An infeasible draw is infinite: it counts in the quantiles, and not in the mean.

    `error` is the standard error of the median, from the medians of eight batches; for quasi-random draws, which fill
    space better together than apart, it is about right or too large. `finite` is the share of the draws that have a
    finite result. `base` is the result of the scenario itself and `below` the share of the draws below it; both are
    nan where no scenario was given.
    """

    name: str
    unit: str
    p10: float
    p50: float
    p90: float
    mean: float
    error: float
    finite: float
    base: float = np.nan
    below: float = np.nan


@dataclass(frozen=True, repr=False)
class Odds(markup.Shown):
    """Against one region: the share of draws in which a GPU-hour costs less in orbit, and its standard error.

    An infeasible draw does not win. `wins_feasible` is the share of draws in which orbit costs less and every check
    passes too, `wins_feasible_error` its standard error; nan where "checks.passed" is not among the results. `sooner`
    is the share in which half the fleet serves before the ground would; nan where "time_saved" is not among the
    results. `ratio` is the cost of a GPU-hour in orbit over that on the ground.
    """

    region: str
    wins: float
    error: float
    sooner: float
    ratio: Spread
    wins_feasible: float = float("nan")
    wins_feasible_error: float = float("nan")


@dataclass(frozen=True, repr=False)
class Summary:
    """A sample in a few rows."""

    draws: int
    results: tuple[Spread, ...]
    odds: tuple[Odds, ...]
    unbuildable: float

    def to_dict(self) -> dict[str, Any]:
        """The summary as plain data."""
        names = ("region", "wins", "error", "wins_feasible", "wins_feasible_error", "sooner")
        odds = [{name: getattr(one, name) for name in names} | {"median_ratio": one.ratio.p50} for one in self.odds]
        results = [dict(vars(one)) for one in self.results]
        return {"draws": self.draws, "unbuildable": self.unbuildable, "odds": odds, "results": results}

    def __repr__(self) -> str:
        won = ", ".join(f"{one.region} {one.wins:.1%}" for one in self.odds)
        said = f"{self.draws:,} draws, {self.unbuildable:.1%} of them infeasible"
        return f"<Summary of {said}; orbit cheaper: {won or 'not asked'}>"

    def _repr_html_(self) -> str:
        rows = [(one.name, one.unit, *(f"{x:.4g}" for x in (one.p10, one.p50, one.p90))) for one in self.results]
        return markup.table(["result", "unit", "P10", "P50", "P90"], rows, "llrrr")


def summarise(sample: xarray.Dataset, scenario: Any = None) -> Summary:
    """Quantiles of every result of a sample, and odds for every region whose "cost_ratio" is among them.

    Args:
        sample: What `sample` gave, or any dataset over "draw".
        scenario: The scenario that was sampled, for the percentile at which its own results lie; none if left out.
    Raises:
        ValueError: It is no such dataset.
    """
    if "draw" not in getattr(sample, "dims", ()):
        raise ValueError('summarise takes a result of sample: a dataset over "draw"')
    kept = [name for name in sample.data_vars if sample[name].dtype.kind == "f"]
    numbers = {str(name): sample[name].to_numpy() for name in kept}
    units = {str(name): str(sample[name].attrs.get("units", "")) for name in kept}
    return summary_of(int(sample.sizes["draw"]), numbers, units, scenario)


def summary_of(n: int, numbers: Mapping[str, Any], units: Mapping[str, str], scenario: Any = None) -> Summary:
    """The same of bare arrays, shape (n,), by the names of results, for the command: it loads no grid library."""
    own = {} if scenario is None else compare_bare(scenario).to_dict()
    spreads = tuple(
        _spread(name, units[name], one, _base(own, name, units[name]))
        for name, one in numbers.items()
        if one.dtype.kind == "f" and name != PASSED
    )
    odds = tuple(_odds(numbers, found[1], one) for one in spreads if (found := _RATIO.fullmatch(one.name)))
    ratios = [one for one in spreads if _RATIO.fullmatch(one.name)] or list(spreads)
    return Summary(n, spreads, odds, 1 - min((one.finite for one in ratios), default=1.0))


def _base(own: Mapping[str, Any], name: str, unit: str) -> float:
    """A result of the scenario itself, in the unit of the sample; nan where there is none."""
    row = own.get(name)
    if row is None or not isinstance(row["value"], (int, float, np.floating)):
        return np.nan
    return float(row["value"]) if str(row["unit"]) == unit else np.nan


def _spread(name: str, unit: str, numbers: Any, base: float) -> Spread:
    finite = numbers[np.isfinite(numbers)]
    known = numbers[~np.isnan(numbers)]
    p10, p50, p90 = (float(one) for one in _quantiles(known)) if known.size else (np.nan,) * 3
    mean = float(np.mean(finite)) if finite.size else np.nan
    error = _error(
        [_quantiles(one[~np.isnan(one)])[1] if np.any(~np.isnan(one)) else np.nan for one in _batches(numbers)]
    )
    below = float(np.mean(known < base)) if known.size and not np.isnan(base) else np.nan
    return Spread(name, unit, p10, p50, p90, mean, error, finite.size / max(1, numbers.size), base, below)


def _odds(numbers: Mapping[str, Any], region: str, ratio: Spread) -> Odds:
    won, time = numbers[ratio.name] < 1, f"compare.{region}.time_saved"
    sooner = float(np.mean(numbers[time] > 0)) if time in numbers else np.nan
    feasible = won & (numbers[PASSED] > 0) if PASSED in numbers else np.full(won.shape, np.nan)
    shares = [(float(np.mean(one)), _error([np.mean(part) for part in _batches(one)])) for one in (won, feasible)]
    return Odds(region, *shares[0], sooner, ratio, *shares[1])


def _quantiles(numbers: Any) -> Any:
    """P10, P50 and P90, each one of the numbers: nothing is taken between a number and an unbounded one."""
    return np.quantile(numbers, (0.1, 0.5, 0.9), method="inverted_cdf")


def _batches(numbers: Any) -> list[Any]:
    return [one for one in np.array_split(numbers, BATCHES) if one.size]


def _error(estimates: list[Any]) -> float:
    """Standard error of a mean of batches; nan where a batch has no finite estimate."""
    many = np.array(estimates, dtype=float)
    return (
        float(np.std(many, ddof=1) / np.sqrt(many.size))
        if many.size == BATCHES and np.all(np.isfinite(many))
        else np.nan
    )
