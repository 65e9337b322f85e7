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
) -> dict[str, Any]:
    """The fields of `Delivered`, for one side.

    Args:
        gpus: Accelerators that the rack runs [-].
        speed_share, eclipse_share, working_share, fleet_share, available_share, link_share, sold_share: The factors in their order [-].
    """
    fraction = speed_share * eclipse_share * working_share * fleet_share * available_share * link_share * sold_share
    return {
        "speed_share": speed_share,
        "eclipse_share": eclipse_share,
        "working_share": working_share,
        "fleet_share": fleet_share,
        "available_share": available_share,
        "link_share": link_share,
        "sold_share": sold_share,
        "delivered_fraction": fraction,
        "gpu_hours_per_year": gpus * fraction,
    }


def hours_not_sold(hours: Mapping[str, Any], price: Any) -> tuple[tuple[str, Any], tuple[str, Any]]:
    """The last two parts of a stack of costs: what hours that are lost, and hours on offer that nobody buys, add to an hour sold.

    Args:
        hours: From `waterfall`.
        price: Cost of an accelerator-hour if every hour were sold [USD/s].
    """
    offered = hours["delivered_fraction"] / hours["sold_share"]
    lost = unsold_hours_cost(price=price, share=offered)
    return ("hours_lost", lost), ("hours_unsold", unsold_hours_cost(price=price + lost, share=hours["sold_share"]))
