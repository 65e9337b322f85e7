"""What each side returns at the market price of an accelerator-hour: rate of return, payback and revenue. Worked out
when they are read, since a study seldom asks for them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from sunrack.cash import rate_that_earns
from sunrack.finance import capital_recovery_factor, interest_during_construction, net_of_residual
from sunrack.ground import facility_recovery, land_rent
from sunrack.launch import lots
from sunrack.section import Result, shown
from sunrack.units import bare, magnitude

NAMES = ("internal_rate_of_return", "payback_time", "fleet_revenue", "fleet_running_cost")


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Returns(Result):
    """What one side returns at `ground.compute_value`; bare SI numbers or arrays."""

    internal_rate_of_return: Any = shown(
        "percent/year",
        "cost of capital at which the side earns its cost and no more at ground.compute_value, what wears out bought"
        " anew; power from a plant on site counts as bought at its price; undefined where the revenue does not pay the"
        " running cost",
    )
    payback_time: Any = shown(
        "year", "capital over revenue less running cost, undiscounted, from first service; infinite if never"
    )
    fleet_revenue: Any = shown("USD/year", "what the fleet's accelerator-hours sell for, mean of its life")
    fleet_running_cost: Any = shown("USD/year", "operations, power, repair and rent of the fleet")


def in_orbit(inputs: Any, price: Any, ride: Any) -> Returns:
    """The fleet in orbit.

    Args:
        inputs: The walk's inputs.
        price: The satellite's cost.
        ride: Its launch, for the size of the fleet.
    """
    with bare():
        paid = magnitude(price.capital, "USD") - magnitude(price.interest, "USD")
        life, lead = magnitude(price.orbital_life, "s"), magnitude(inputs.finance.satellite_construction, "s")
        running, revenue = magnitude(price.operations_per_year, "USD/s"), _revenue(inputs, price)

        def cost(rate: Any) -> Any:
            waiting = interest_during_construction.si(rate, lead)
            return paid * (1 + waiting) * capital_recovery_factor.si(rate, life) + running

        return _returns(cost, revenue, running, paid, magnitude(ride.fleet_satellites, ""))


def on_ground(inputs: Any, rival: Any, region: Any) -> Returns:
    """The same racks in a region.

    Args:
        inputs: The walk's inputs.
        rival: The rack there.
        region: The region's inputs.
    """
    with bare():
        power = magnitude(inputs.rack.power, "W")
        rack = magnitude(inputs.rack.price, "USD") * (1 + magnitude(region.import_duty, ""))
        own = magnitude(rival.facility_capex, "USD/W")
        land = magnitude(region.land_price, "USD/m²"), magnitude(inputs.ground.land_per_power, "m²/W")
        rent = np.where(own == 0, magnitude(rival.facility_per_kw_year, "USD/W/s"), 0.0)
        yearly = (rival.operations_per_kw_year, rival.power_per_kw_year, rival.repair_per_kw_year)
        running = (sum(magnitude(one, "USD/W/s") for one in yearly) + rent) * power
        facility, compute = _facility(inputs, rival), _rack(inputs)

        def cost(rate: Any) -> Any:
            built = np.where(own == 0, 0.0, own * facility(rate) + land_rent.si(*land, rate))
            return built * power + rack * compute(rate) + running

        capital = rack + (own + magnitude(rival.land_capex, "USD/W")) * power
        racks = lots.si(magnitude(inputs.launch.fleet_power, "W") / power, 1.0)
        return _returns(cost, _revenue(inputs, rival), running, capital, racks)


def _facility(inputs: Any, rival: Any) -> Callable[[Any], Any]:
    """Yearly payment over the capital of a facility of one's own, by cost of capital."""
    said, works = inputs.ground, magnitude(rival.works_time, "s")
    lives = [
        magnitude(getattr(said, key), unit)
        for key, unit in (
            ("facility_life", "s"),
            ("electrical_share", ""),
            ("electrical_life", "s"),
            ("cooling_share", ""),
            ("cooling_life", "s"),
        )
    ]
    return lambda rate: (1 + interest_during_construction.si(rate, works)) * facility_recovery.si(rate, *lives)


def _rack(inputs: Any) -> Callable[[Any], Any]:
    """Yearly payment over the price of a rack on the ground, by cost of capital."""
    said = inputs.finance
    life, lead, resale = (
        magnitude(getattr(said, key), unit)
        for key, unit in (("compute_life", "s"), ("rack_installation", "s"), ("residual_value", ""))
    )
    return lambda rate: (
        (interest_during_construction.si(rate, lead) + net_of_residual.si(rate, life, resale))
        * capital_recovery_factor.si(rate, life)
    )


def _revenue(inputs: Any, side: Any) -> Any:
    """What one rack, or the racks of one satellite, earn a year [USD/s]."""
    gpus = magnitude(getattr(side, "gpus", inputs.rack.gpus), "")
    return magnitude(inputs.ground.compute_value, "USD/s") * gpus * magnitude(side.delivered_fraction, "")


def _returns(cost: Callable[[Any], Any], revenue: Any, running: Any, capital: Any, count: Any) -> Returns:
    """The results of `count` alike, each with some yearly cost, revenue, running cost and capital without interest."""
    left = revenue - running
    with np.errstate(all="ignore"):
        payback = np.where(left > 0, capital / np.where(left > 0, left, 1.0), np.inf)[()]
        return Returns(
            internal_rate_of_return=rate_that_earns(cost, revenue),
            payback_time=payback,
            fleet_revenue=revenue * count,
            fleet_running_cost=running * count,
        )
