"""The same rack on the ground: its compute on the same finance, repaired where orbit is not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sunrack.section import Result, shown


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Compute(Result):
    """The rack's own money on the ground, and all-in with the site's."""

    repair_per_kw_year: Any = shown("USD/kW/year", "failed accelerators replaced")
    all_in_per_kw_year: Any = shown("USD/kW/year", "site, rack and repairs, per rack power")
    delivered_fraction: Any = shown("", "accelerator-hours sold over those of a rack that never stops")
    per_gpu_hour: Any = shown("USD/hour", "all-in cost over accelerator-hours sold")


def book_ground(inputs: Any, *, infrastructure: Any, compute: Any, rack_price: Any, rack_power: Any, gpus: Any, failure_rate: Any) -> Compute:
    """Cost of the rack's compute at a site.

    Args:
        inputs: The scenario's [cost].
        infrastructure: Yearly cost of facility, power and its operation per rack power [USD/W/s].
        compute: Annuity of the rack per rack power [USD/W/s].
        rack_price: Price of the rack [USD].
        rack_power: Power of the rack [W].
        gpus: Accelerators in the rack [-].
        failure_rate: Share of accelerators that fail for good a year [1/s]; each is replaced, so capacity does not decay.
    """
    repair = rack_price * failure_rate * inputs.repair_price / rack_power
    all_in = infrastructure + compute + repair
    delivered = inputs.ground_availability * inputs.utilisation
    return Compute(
        repair_per_kw_year=repair,
        all_in_per_kw_year=all_in,
        delivered_fraction=delivered,
        per_gpu_hour=all_in * rack_power / (gpus * delivered),
    )
