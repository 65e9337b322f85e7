"""The first page: the answer with its range, what it costs, when it serves, what decides it, and on what it rests."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from sunrack.findings.base import Finding
from sunrack.findings.claimed import CLAIMED, claimed_power, claimed_ratio
from sunrack.findings.drivers import Driver
from sunrack.findings.stack import Stack, stacked
from sunrack.published.ratios import published_ratios
from sunrack.requirement import DIFFERENCES, Check
from sunrack.scenario import Scenario
from sunrack.section import plain, shown
from sunrack.study.axes import REGIONS
from sunrack.study.engine import evaluate
from sunrack.study.sampling import Draws, drawn
from sunrack.study.uniform import Uniform
from sunrack.verdict import Comparison

if TYPE_CHECKING:
    from sunrack.findings import Findings

DRAWS, SEED = 2048, 1
METHOD = "latin"  # a Latin hypercube, which needs numpy alone; Sobol's numbers would cost as much as the whole page
SHOWN = 3  # drivers and tight limits on the page


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Range(Finding):
    """The cost ratio over draws of every ranged input; a percentile is None where so many draws have no finite cost."""

    draws: int
    seed: int
    method: str
    p10: float | None = shown("", "cost ratio, one draw in ten is lower")
    p50: float | None = shown("", "cost ratio, median draw")
    p90: float | None = shown("", "cost ratio, one draw in ten is higher")
    base_percentile: float | None = shown("", "share of the draws that lie below the base case")
    cheaper: float = shown("", "share of the draws in which orbit is cheaper; checks are not applied")
    infeasible: float = shown("", "share of the draws without a finite cost")


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Months(Finding):
    """Time to first service on one side."""

    place: str
    p10: float = shown("month", "tenth percentile of the time to first service")
    p50: float = shown("month", "median time to first service")
    p90: float = shown("month", "ninetieth percentile of the time to first service")


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Tight(Finding):
    """One of the checks with the least margin."""

    slug: str
    title: str
    value: float
    limit: float
    sense: str
    unit: str
    margin: float  # in the unit of the value


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class FirstPage(Finding):
    """The page. What rests on a cost is None where the design has none."""

    region: str
    power: float = shown("MW", "power of the fleet's racks")
    satellites: float = shown("", "operational satellites")
    orbit: float | None = shown("USD/hour", "cost of a GPU-hour in orbit")
    ground: float = shown("USD/hour", "cost of a GPU-hour in the region")
    ratio: float | None = shown("", "cost of a GPU-hour in orbit over that in the region")
    range: Range
    claimed: str | None  # the built-in scenario of vendor claims; None where there is no such ratio
    claimed_power: float | None = shown("MW", "power of the racks of its fleet, one of its claims")
    claimed_ratio: float | None = shown("", "cost ratio if every claim of that scenario holds in this one")
    floor: float | None = shown("", "cost ratio if launch and satellite were free")
    orbit_capital: float | None = shown("MUSD", "capital of the fleet in orbit")
    ground_capital: float = shown("MUSD", "capital of a site of the same power in the region")
    months: tuple[Months, ...]  # orbit first, then the region, then the quickest and the slowest region
    half_fleet: float | None = shown("month", "median time until half the fleet is in service")
    half_ground: float | None = shown("month", "median time until half of the project is in service in the region")
    first_power: float = shown("MW", "power of the project's racks that enters service first in the region")
    later_price_year: int | None  # the year of the launch price, where it is after the first service
    breakeven_price: float | None = shown("USD/hour", "price of a GPU-hour at which orbit covers its costs")
    market_price: float = shown("USD/hour", "assumed market price of a GPU-hour")
    stack: Stack | None
    checks: int
    failed: tuple[str, ...]  # slugs
    tightest: tuple[Tight, ...]
    drivers: tuple[Driver, ...]
    enough: tuple[str, ...]  # keys that alone bring orbit level within their ranges, or turn its advantage
    values: int
    guesses: int
    choices: int
    others: dict[str, float]  # published ratios by name, each on a boundary of its own
    decisive: str | None  # the key that moves the ratio most
    decisive_is_guess: bool


def find(f: Findings) -> FirstPage:
    """The page of one comparison."""
    c, inputs = f.comparison, f.bench.inputs
    place, cost = c.answer_region, c.bare.design.cost
    rival, ratio = c.ground[place], _finite(plain(c.against[place].cost_ratio, ""))
    price = _finite(plain(cost.per_gpu_hour, "USD/hour"))
    rows = f.drivers.rows if ratio is not None else ()
    unsure = [row for row in rows if not f.bench.values[row.key].kind]  # neither a choice nor a convention
    counts = f.sources.counts
    claimed = claimed_ratio(c.scenario, place)
    power = float(plain(c.design.launch.fleet_satellites, "") * plain(c.design.rack.full_power, "MW"))
    return FirstPage(
        region=place,
        power=power,
        satellites=float(plain(c.design.launch.fleet_satellites, "")),
        orbit=price,
        ground=plain(rival.per_gpu_hour, "USD/hour"),
        ratio=ratio,
        range=_range(f, place, ratio),
        claimed=None if claimed is None else CLAIMED,
        claimed_power=None if claimed is None else claimed_power(),
        claimed_ratio=None if claimed is None else _finite(claimed),
        floor=_floor(f, place) if ratio is not None else None,
        orbit_capital=_finite(plain(cost.fleet_capital, "MUSD")) if price is not None else None,
        ground_capital=plain(rival.fleet_capital, "MUSD"),
        months=_months(f, place),
        half_fleet=_finite(plain(c.time_to_half_fleet, "month")),
        half_ground=_finite(plain(rival.time_to_half, "month")),
        first_power=_first_power(c, rival, power),
        later_price_year=_later_price_year(c),
        breakeven_price=_finite(plain(cost.breakeven_compute_value, "USD/hour")) if price is not None else None,
        market_price=plain(inputs.ground.compute_value, "USD/hour"),
        stack=stacked(f, place) if price is not None else None,
        checks=len(c.checks),
        failed=tuple(one.slug for one in c.checks if not one.passed),
        tightest=_tightest(c.checks),
        drivers=tuple(rows[:SHOWN]),
        enough=tuple(row.key for row in rows if _crosses(row, ratio)),
        values=sum(counts.values()),
        guesses=counts["guess"],
        choices=counts["choice"],
        others={name: ratio for name, ratio, _ in published_ratios()},
        decisive=unsure[0].key if unsure else None,
        decisive_is_guess=bool(unsure and unsure[0].guess),
    )


def _finite(number: float) -> float | None:
    return float(number) if np.isfinite(number) else None


def _range(f: Findings, place: str, ratio: float | None) -> Range:
    """One block of draws through the same walk as `sample`."""
    found = draws_of_ratio(f.comparison.scenario, place)
    known = found[~np.isnan(found)]
    ends = np.quantile(known, (0.1, 0.5, 0.9), method="inverted_cdf") if known.size else (np.nan,) * 3
    p10, p50, p90 = (_finite(float(one)) for one in ends)
    return Range(
        draws=DRAWS,
        seed=SEED,
        method=METHOD,
        p10=p10,
        p50=p50,
        p90=p90,
        base_percentile=None if ratio is None else float(np.mean(known < ratio)),
        cheaper=float(np.mean(found < 1)),
        infeasible=float(1 - np.mean(np.isfinite(found))),
    )


def draws_of_ratio(case: Scenario, place: str) -> Any:
    """The cost ratio against a region for each draw of every ranged input; not a number or infinite where a draw has no
    cost."""
    numbers = Draws(drawn(case), Uniform(DRAWS, SEED, METHOD))(0, DRAWS)
    found = evaluate(case, numbers, words={REGIONS: [place]}).result(f"compare.{place}.cost_ratio")
    return np.broadcast_to(found, (DRAWS,))


def _floor(f: Findings, place: str) -> float:
    (price,) = f.bench.group("floor").column("cost.per_gpu_hour", "USD/hour")
    return float(price / plain(f.comparison.ground[place].per_gpu_hour, "USD/hour"))


def _months(f: Findings, place: str) -> tuple[Months, ...]:
    c = f.comparison
    waits = {name: plain(one.time_to_power, "month") for name, one in c.ground.items()}
    ends = (place, c.fastest, max(waits, key=lambda name: waits[name]))
    return months_of(c, dict.fromkeys(ends))


def _first_power(c: Comparison, rival: Any, power: float) -> float:
    """The first hall of a campus, or all of a project that rents room or fits one hall."""
    asked, hall = c.scenario.launch.fleet_power.si, c.scenario.ground.hall_power.si
    return power if rival.facility == "colocation" or asked <= hall else float(plain(hall, "MW"))


def _later_price_year(c: Comparison) -> int | None:
    """The year in which the vehicle is expected to sell at its price, where the first satellite serves before it."""
    sold, today = c.scenario.launch.price_year.si, c.scenario.finance.currency_year.si
    serves = today + plain(c.clock.time_to_first_token, "year")
    return round(sold) if sold >= serves + 1 else None


def months_of(c: Comparison, places: Iterable[str]) -> tuple[Months, ...]:
    """The time to first service in orbit, then in some regions."""
    rows = [_wait("orbit", c.clock, "time_to_first_token")]
    return (*rows, *(_wait(name, c.ground[name], "time_to_power") for name in places))


def _wait(place: str, side: Any, name: str) -> Months:
    return Months(place=place, **{end: plain(getattr(side, f"{name}_{end}"), "month") for end in ("p10", "p50", "p90")})


_SIZED = 1e-9  # no margin at all: the design is sized by this limit, and the limit cannot be missed


def _tightest(checks: tuple[Check, ...]) -> tuple[Tight, ...]:
    """The two least margins as shares of their limits, and the least in kelvin: the two kinds cannot be compared."""
    passed = [one for one in checks if one.passed and np.isfinite(one.margin) and one.margin > _SIZED]
    shares = sorted((one for one in passed if one.unit not in DIFFERENCES), key=lambda one: float(one.margin))
    kelvin = sorted((one for one in passed if one.unit == "K"), key=lambda one: float(one.margin))
    return tuple(
        Tight(
            slug=one.slug,
            title=one.title,
            value=float(one.value),
            limit=float(one.limit),
            sense=one.sense,
            unit=one.unit,
            margin=float(one.distance),
        )
        for one in (*shares[: SHOWN - 1], *kelvin[:1])
    )


def _crosses(row: Driver, ratio: float | None) -> bool:
    """Whether an end of the input's range is on the other side of one than the base case, and no check fails there."""
    ends = ((row.ratio_at_low, row.fails_at_low), (row.ratio_at_high, row.fails_at_high))
    return ratio is not None and any((end < 1) != (ratio < 1) and not fails for end, fails in ends)
