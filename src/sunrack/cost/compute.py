"""The same rack on the ground: its compute on the same finance, repaired where orbit is not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sunrack.cost.book import Cost
from sunrack.cost.delivered import Delivered, waterfall
from sunrack.cost.laws import token_price
from sunrack.section import shown


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Compute(Delivered):
    """The rack's own money on the ground, and all-in with the site's."""

    repair_per_kw_year: Any = shown("USD/kW/year", "failed accelerators replaced, per kilowatt of rack at full power")
    all_in_per_kw_year: Any = shown("USD/kW/year", "site, rack and repairs, per kilowatt of rack at full power")
    per_gpu_hour: Any = shown("USD/hour", "all-in cost over accelerator-hours sold")
    per_million_tokens: Any = shown("USD", "the same per million tokens put out at the rate of the rack's benchmark")


def keep_ground(
    inputs: Cost, *, rack_price: Any, rack_power: Any, gpus: Any, failure_rate: Any, warranty_share: Any = 0.0
) -> tuple[dict[str, Any], Any]:
    """Hours that the rack delivers on the ground, as the fields of `Delivered`, and what repairing it costs a year, per
    rack power.

    Args:
        inputs: The scenario's [cost].
        rack_price: Price of the rack [USD].
        rack_power: Power of the rack [W].
        gpus: Accelerators in the rack [-].
        failure_rate: Share of accelerators that fail for good a year [1/s]; each is replaced, so what is lost is its
            price and the time it takes.
        warranty_share: Share of that price that the maker bears [-].
    """
    hours = waterfall(
        gpus=gpus,
        speed_share=1.0,
        eclipse_share=1.0,
        working_share=1 / (1 + failure_rate * inputs.repair_time),
        fleet_share=1.0,
        available_share=inputs.ground_availability,
        link_share=1.0,
        sold_share=inputs.utilisation,
    )
    return hours, rack_price * failure_rate * inputs.repair_price * (1 - warranty_share) / rack_power


def book_ground(
    *,
    hours: dict[str, Any],
    repair: Any,
    infrastructure: Any,
    compute: Any,
    rack_power: Any,
    gpus: Any,
    throughput: Any,
) -> Compute:
    """Cost of the rack's compute at a site.

    Args:
        hours: From `keep_ground`.
        repair: Likewise [USD/W/s].
        infrastructure: Yearly cost of facility, power and its operation per rack power [USD/W/s].
        compute: Annuity of the rack per rack power, net of its residual value [USD/W/s].
        rack_power: Power of the rack [W].
        gpus: Accelerators in the rack [-].
        throughput: Tokens that it puts out per time in its benchmark [1/s].
    """
    all_in = infrastructure + compute + repair
    price = all_in * rack_power / (gpus * hours["delivered_fraction"])
    return Compute(
        **hours,
        repair_per_kw_year=repair,
        all_in_per_kw_year=all_in,
        per_gpu_hour=price,
        per_million_tokens=token_price(price=price, gpus=gpus, throughput=throughput),
    )
