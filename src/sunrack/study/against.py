"""The region that a study answers for: the one that is named, or the cheapest of the scenario's."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from sunrack import leading
from sunrack.catalogue import Unknown, records
from sunrack.names import Name
from sunrack.scenario import Scenario
from sunrack.units import bare
from sunrack.verdict import on_ground


def choose_region(case: Scenario, region: str | None = None, *names: str) -> tuple[Scenario, str]:
    """The scenario with the region that an answer is for among its regions, and that region.

    Args:
        case: The scenario.
        region: The region, of the scenario or any that ships. If left out: that of the names, or the cheapest, as
            `Comparison.cheapest`.
        names: Keys and results that the answer is about.
    Raises:
        Unknown: There is no such region, with the nearest name; or a name is of another region. A KeyError and a
            ValueError.
    """
    own = {name: one for name in names if (one := region_of(case, name))}
    if all_of := next((name for name, one in own.items() if one == "*"), None):
        raise Unknown(f"{all_of} is a key of every region. Name that of one, such as {all_of.replace('*', 'texas')}")
    if len(set(own.values())) > 1:
        first, *_, last = own
        raise Unknown(f"{first} and {last} belong to two regions and do not affect each other. Name two of one region")
    of = next(iter(own.values()), None)
    if region is not None and of not in (None, region):
        name = next(iter(own))
        raise Unknown(
            f"{name} belongs to {of} and does not affect {region}. Name a key of "
            f'"ground.{region}", or leave out the region'
        )
    chosen = region or of
    return case.against(chosen) if chosen else (case, cheapest(case))


def one_region(region: str | None, against: str | None) -> str | None:
    """The region that two arguments name together.

    Raises:
        ValueError: They name two.
    """
    if None not in (region, against) and region != against:
        raise ValueError(f'region "{region}" and against "{against}" name two regions. Give one of them')
    return region if against is None else against


def cheapest(case: Scenario) -> str:
    """The region of a scenario where a GPU-hour costs least, of those that do not refuse the campus."""
    if len(case.sites) == 1:
        return next(iter(case.sites))
    inputs = case.inputs(bare=True)
    with bare(), np.errstate(all="ignore"):  # the units are checked wherever the comparison itself is made
        sites = {name: on_ground(inputs, inputs.sites[name]) for name in inputs.ground.regions}
    return leading.cheapest(sites, leading.refused(case, sites), [name for name in sites if leading.weak(case, name)])


def region_of(case: Scenario, name: str) -> str | None:
    """The region that an input or result is of, if it is of one: texas for "ground.texas.grid_wait"."""
    region = Name.parse(name).region
    return region if region and region not in case.plants else None


def with_regions_of(case: Scenario, names: Iterable[str]) -> Scenario:
    """The scenario, with every built-in region that some keys or results name added to its regions."""
    for name in names:
        if (region := Name.parse(name).region) in records("regions"):
            case, _ = case.against(region)
    return case
