"""Hours sold of a rack that never stops: one waterfall, and both sides walk it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sunrack.cost.laws import unsold_hours_cost
from sunrack.section import Result, shown


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Delivered(Result):
    """What is left of an accelerator's hours, factor by factor; the product is `delivered_fraction`."""

    speed_share: Any = shown("", "work of an hour as run over that at full power")
    eclipse_share: Any = shown("", "work of the year that eclipses leave")
    working_share: Any = shown("", "accelerators at work over those installed, mean over the life")
    fleet_share: Any = shown("", "places of the fleet that hold a satellite at work, mean over the life")
    available_share: Any = shown("", "time that the working ones serve")
    upset_share: Any = shown("", "work that is neither spent on guarding against radiation upsets nor spoiled by them")
    link_share: Any = shown("", "work that the link carries")
    sold_share: Any = shown("", "time on offer that is sold")
    delivered_fraction: Any = shown("", "accelerator-hours sold over those of a rack that never stops")
    gpu_hours_per_year: Any = shown("hour/year", "accelerator-hours sold")


STEPS = {
    "speed_share": "at full power",
    "eclipse_share": "through eclipses",
    "working_share": "still at work",
    "fleet_share": "in a living satellite",
    "available_share": "available",
    "upset_share": "not redone after upsets",
    "link_share": "carried by the link",
    "sold_share": "sold",
}


def waterfall(
    *,
    gpus: Any,
    speed_share: Any,
    eclipse_share: Any,
    working_share: Any,
    fleet_share: Any,
    available_share: Any,
    link_share: Any,
    sold_share: Any,
    upset_share: Any = 1.0,
) -> dict[str, Any]:
    """The fields of `Delivered`, for one side.

    Args:
        gpus: Accelerators that the rack runs [-].
        speed_share, eclipse_share, working_share, fleet_share, available_share, upset_share, link_share, sold_share:
            The factors in their order [-].
    """
    at_work = speed_share * eclipse_share * working_share * fleet_share * available_share
    fraction = at_work * upset_share * link_share * sold_share
    return {
        "speed_share": speed_share,
        "eclipse_share": eclipse_share,
        "working_share": working_share,
        "fleet_share": fleet_share,
        "available_share": available_share,
        "upset_share": upset_share,
        "link_share": link_share,
        "sold_share": sold_share,
        "delivered_fraction": fraction,
        "gpu_hours_per_year": gpus * fraction,
    }


def stacked(paid: Mapping[str, Any], gpus: Any, delivered: Any, sold: Any) -> tuple[tuple[str, Any], ...]:
    """The parts of the cost of an accelerator-hour that is sold: they add up to it. Bare SI numbers, the door open.

    Args:
        paid: What is paid for a rack in a year, part by part [USD/s].
        gpus: Accelerators that the rack runs [-].
        delivered: Accelerator-hours sold over those of a rack that never stops [-].
        sold: Hours sold over hours on offer [-].
    Returns:
        Each part if every hour were sold, then what is added by hours that are lost and by hours that nobody buys
        [USD/s].
    """
    parts = {name: yearly / gpus for name, yearly in paid.items()}
    every = sum(parts.values())
    lost = unsold_hours_cost(price=every, share=delivered / sold)
    unsold = unsold_hours_cost(price=every + lost, share=sold)
    return (*parts.items(), ("hours_lost", lost), ("hours_unsold", unsold))
