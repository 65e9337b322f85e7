"""Which region orbit is compared with first: the cheapest that would have the campus at all."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import numpy as np

from sunrack import ground
from sunrack.catalogue import tier
from sunrack.scenario import Scenario
from sunrack.section import plain


def by_cost(sites: Mapping[str, Any]) -> list[str]:
    """The regions by the cost of a GPU-hour, the cheapest first; of arrays by their mean."""
    return sorted(sites, key=lambda name: float(np.mean(plain(sites[name].per_gpu_hour, "USD/hour"))))


def refused(case: Scenario, sites: Mapping[str, Any]) -> tuple[str, ...]:
    """The regions where every jurisdiction whose rules are known refuses a campus of the fleet's power.

    Args:
        case: The scenario.
        sites: Its regions as they were computed, each with its source of power; of arrays the first counts.
    """
    inputs, homes = case.inputs(bare=True), case.homes
    return tuple(
        name
        for name, here in sites.items()
        if ground.refuses(
            inputs.ground,
            inputs.sites[name],
            homes[name].base,
            power=inputs.launch.fleet_power,
            source=np.ravel(here.source)[0],
        )
    )


DECIDE = ("power_price", "grid_wait", "capex")  # what makes one region cheaper or sooner than another


def weak(case: Scenario, region: str) -> tuple[str, ...]:
    """The numbers that decide about a region and rest on a guess or on a weak source; the user's own do not."""
    return tuple(field for field in DECIDE if tier(case.sites[region][field].source) in ("guess", "weak"))


def cheapest(sites: Mapping[str, Any], refusing: Collection[str], guessed: Collection[str] = ()) -> str:
    """The region where a GPU-hour costs least, of those that neither refuse the campus nor rest on guesses.

    Where none is left it is the cheapest of those that do not refuse, and of all where every one does.
    """
    order = by_cost(sites)
    free = [name for name in order if name not in refusing]
    return next((name for name in free if name not in guessed), (free or order)[0])
