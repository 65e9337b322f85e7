"""What each path of `when` takes of the ranges, and every price that it moves, by year."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from sunrack.future import grown
from sunrack.launch import cumulative_mass, lots, price_in_year
from sunrack.scenario import Scenario
from sunrack.study.axes import REGIONS
from sunrack.study.engine import evaluate
from sunrack.units import to_si

# What each path takes of a range: the end that is less kind to orbit, the value, the kinder end.
PATHS = {"slow": -1, "central": 0, "fast": 1}
# By rate, which end of its range is kinder to orbit: makes its GPU-hour cheaper against the ground's. For the rack's
# price and the cost of capital, which both sides pay, this depends on the scenario: see `kinder`.
KIND = {
    "launch.learning_rate": "high",
    "launch.mass_growth": "high",
    "ground.queue_growth": "high",
    "years.fleets_per_year": "high",
    "years.parts_growth": "low",
    "years.premium_growth": "low",
}
PARTS = ("power.array_price", "power.battery_price", "link.terminal_price")
GROUND_RATE, ORBIT_RATE = "finance.cost_of_capital", "finance.orbit_cost_of_capital"
BUILT, RACK, LAUNCH = "cost.satellites_built_before", "rack.price", "launch.price"
SHARED = {"years.rack_growth": RACK, "years.capital_growth": GROUND_RATE}  # by rate, the price of both sides


def kinder(case: Scenario, region: str, last: int, today: int) -> dict[str, str]:
    """By rate, the end of its range that makes orbit's GPU-hour cheaper against the ground's: `KIND`, and for what both
    sides pay the end that does so in the last year, all other prices as on the central path.

    Args:
        case: The scenario.
        region: The region that orbit is compared with.
        last: The last year.
        today: The year in which the scenario's prices hold.
    """
    values, year = case.values(), np.array([float(last)])
    central = moved(case, region, year, "central", today, dict.fromkeys(SHARED, "low") | KIND)
    over = {key: np.repeat(one, 2 * len(SHARED)) for key, one in central.items()}
    for place, (rate, price) in enumerate(SHARED.items()):
        value = values[rate]
        for side, end in enumerate((value.low, value.high)):
            over[price][2 * place + side] = values[price].si * grown.si(value.si if end is None else end, last, today)
    if ORBIT_RATE in over:
        over[ORBIT_RATE] = over[GROUND_RATE] + central[ORBIT_RATE] - central[GROUND_RATE]
    ratios = evaluate(case, over, words={REGIONS: [region]}).against[region].cost_ratio
    pairs = np.broadcast_to(ratios, (2 * len(SHARED),)).reshape(-1, 2)
    return KIND | {rate: "low" if low < high else "high" for rate, (low, high) in zip(SHARED, pairs, strict=True)}


def moved(case: Scenario, region: str, years: Any, path: str, today: int, kind: Mapping[str, str]) -> dict[str, Any]:
    """Every number that moves by year, SI, along one path.

    The launch price stays that of the scenario until its year, and the mass flown until then grows alike on all paths:
    the price is what the vehicle is expected to ask after those launches, so that they teach nothing more. The paths
    part from that year on. Everything else moves from the year of the scenario's dollars.

    Args:
        case: The scenario.
        region: The region whose wait moves.
        years: Calendar years.
        path: One of `PATHS`.
        today: The year in which the scenario's prices hold.
        kind: By rate, the end of its range that is kinder to orbit.
    """
    values = case.values()

    def rate(key: str) -> float:
        value, way = values[key], PATHS[path]
        end = value.low if (kind[key] == "low") == (way > 0) else value.high
        return float(value.si if way == 0 or end is None else end)

    def growing(key: str, since: float = today) -> Any:
        return grown.si(rate(key), years, since)

    over = {key: values[key].si * growing("years.parts_growth") for key in PARTS if key in values}
    wait = f"ground.{region}.grid_wait"
    over |= {
        LAUNCH: launch_price(case, years, rate("launch.mass_growth"), rate("launch.learning_rate")),
        BUILT: values[BUILT].si + rate("years.fleets_per_year") * to_si("year")[0] * fleet(case) * _since(case, years),
        RACK: values[RACK].si * growing("years.rack_growth"),
        GROUND_RATE: values[GROUND_RATE].si * growing("years.capital_growth"),
        wait: values[wait].si * growing("ground.queue_growth"),
    }
    if ORBIT_RATE in values:
        premium = values[ORBIT_RATE].si - values[GROUND_RATE].si
        over[ORBIT_RATE] = over[GROUND_RATE] + premium * growing("years.premium_growth")
    return over


def fleet(case: Scenario) -> float:
    """Satellites of the scenario's fleet, whole."""
    return float(lots(case.launch.fleet_power.si / (case.rack.power.si * case.rack.racks.si), 1.0))


def _since(case: Scenario, years: Any) -> Any:
    """Years since the vehicle is sold."""
    return np.maximum(years - case.launch.price_year.si, 0.0)


def launch_price(case: Scenario, years: Any, growth: float, learning: float) -> Any:
    """Launch price by year [USD/kg in SI], from the year in which the vehicle is sold at `launch.price`.

    Args:
        case: The scenario.
        years: Calendar years.
        growth: Of the mass flown a year, from then on [1/s].
        learning: Share by which the price falls each time the mass doubles, from then on [-].
    """
    said = case.launch
    start, usual = max(said.price_year.si, said.mass_year.si), said.mass_growth.si
    before = (said.cumulative_mass.si, said.mass_year.si, said.yearly_mass.si, usual, said.learning_rate.si)
    price = price_in_year.si(start, said.price.si, said.price_year.si, *before)
    time = (start - said.mass_year.si) * to_si("year")[0]
    flown = cumulative_mass.si(said.cumulative_mass.si, said.yearly_mass.si, usual, time)
    flow = said.yearly_mass.si * np.exp(usual * time)
    return price_in_year.si(years, price, start, flown, start, flow, growth, learning)
