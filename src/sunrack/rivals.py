"""The rack on the ground in one region, and orbit against it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sunrack import cost, ground
from sunrack.section import Result, shown
from sunrack.units import bare, magnitude


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Rival(ground.Site, cost.Compute):
    """One region: its site and the rack's compute there."""

    fleet_capital: Any = shown(
        "USD", "capital of a site for the fleet's racks: racks, building, power and cooling, with interest"
    )
    rack_interest_per_kw_year: Any = shown(
        "USD/kW/year", "part of compute_per_kw_year that is interest from payment to first service"
    )
    power_per_gpu: Any = shown("kW", "rack power over accelerators")

    @property
    def stack(self) -> tuple[tuple[str, Any], ...]:
        """The parts of an accelerator-hour sold, which add up to per_gpu_hour [USD/s]."""
        built, rack = self.interest_per_kw_year, self.rack_interest_per_kw_year
        yearly = {
            "rack": self.compute_per_kw_year - rack,
            "facility": self.facility_per_kw_year - built,
            "power": self.power_per_kw_year,
            "operations": self.operations_per_kw_year,
            "repair": self.repair_per_kw_year,
            "interest": built + rack,
        }
        each = magnitude(self.power_per_gpu, "W")
        with bare():
            paid = {name: magnitude(one, "USD/W/s") * each for name, one in yearly.items()}
            return cost.stacked(paid, 1.0, *(magnitude(one, "") for one in (self.delivered_fraction, self.sold_share)))

    def parts_shown(self) -> Iterator[tuple[str, Any, str]]:
        """Those parts as stack.<name>."""
        for name, price in self.stack:
            yield f"stack.{name}", price, "USD/hour"


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Against(Result):
    """Orbit against one region."""

    cost_ratio: Any = shown("", "cost of a GPU-hour in orbit over that on the ground")
    time_saved: Any = shown(
        "month", "like for like: time to half of the project on the ground less time to half of the fleet in orbit"
    )
    time_saved_first: Any = shown("month", "time to first service on the ground less time to first service in orbit")
    time_saved_all: Any = shown(
        "month", "time to all of the project on the ground less time to all of the fleet in orbit"
    )
    net_present_value: Any = shown(
        "USD/kW",
        "orbit's worth less the ground's, from today, over the compute life, per kilowatt of rack at full power;"
        " waiting (to half, on both sides) puts a gain off and shrinks no loss",
    )
    breakeven_launch_price: Any = shown(
        "USD/kg",
        "price to low orbit at which the ratio is one; below zero: orbit is more expensive even with free launch",
    )
