"""The same rack on the ground: its compute on the same finance, repaired where orbit is not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sunrack.cost.delivered import Delivered, waterfall
from sunrack.cost.laws import token_price
from sunrack.section import shown


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Compute(Delivered):
    """The rack's own money on the ground, and all-in with the site's."""

    repair_per_kw_year: Any = shown("USD/kW/year", "failed accelerators replaced")
    all_in_per_kw_year: Any = shown("USD/kW/year", "site, rack and repairs, per rack power")
    per_gpu_hour: Any = shown("USD/hour", "all-in cost over accelerator-hours sold")
    per_million_tokens: Any = shown("USD", "the same per million tokens put out at the rate of the rack's benchmark")


def book_ground(
    inputs: Any, *, infrastructure: Any, compute: Any, rack_price: Any, rack_power: Any, gpus: Any, throughput: Any, failure_rate: Any
) -> Compute:
    """Cost of the rack's compute at a site.

    Args:
        inputs: The scenario's [cost].
        infrastructure: Yearly cost of facility, power and its operation per rack power [USD/W/s].
        compute: Annuity of the rack per rack power, net of its residual value [USD/W/s].
        rack_price: Price of the rack [USD].
        rack_power: Power of the rack [W].
        gpus: Accelerators in the rack [-].
        throughput: Tokens that it puts out per time in its benchmark [1/s].
        failure_rate: Share of accelerators that fail for good a year [1/s]; each is replaced, so what is lost is its price and the time it takes.
    """
    repair = rack_price * failure_rate * inputs.repair_price / rack_power
    all_in = infrastructure + compute + repair
    hours = waterfall(
        gpus=gpus,
        speed_share=1.0,
        eclipse_share=1.0,
        working_share=1 / (1 + failure_rate * inputs.repair_time),
        available_share=inputs.ground_availability,
        link_share=1.0,
        sold_share=inputs.utilisation,
    )
    price = all_in * rack_power / (gpus * hours["delivered_fraction"])
    return Compute(
        **hours,
        repair_per_kw_year=repair,
        all_in_per_kw_year=all_in,
        per_gpu_hour=price,
        per_million_tokens=token_price(price=price, gpus=gpus, throughput=throughput),
    )
