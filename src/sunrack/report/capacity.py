"""The section of capacity: what large fleets need, over what there is today."""

from __future__ import annotations

from sunrack.catalogue import the_place, title
from sunrack.drawing import Block, Heading, Table, Text
from sunrack.drawing.words import number
from sunrack.findings import Findings
from sunrack.findings.capacity import Capacity, Need


def capacity(f: Findings) -> list[Block]:
    """What fleets of 1, 10 and 100 GW need, each over a sourced capacity of today."""
    found: Capacity = f.capacity
    head = [f"{number(power)} GW" for power in found.powers]
    return [
        Heading("Limits at 1, 10 and 100 GW"),
        Text(
            f"Fleets of this satellite: {_each(found.satellites)} satellites, spares included. A GPU-hour costs"
            f" {_each(found.cost_ratio)} times as much as in {the_place(found.region)} with the same project."
        ),
        Table(["needs", *head], [[_name(one), *(number(x) for x in one.needs)] for one in found.needs], "l" + "r" * 3),
        Table(
            ["over today's", *head, "today"],
            [_over(one) for one in found.needs],
            "l" + "r" * len(head) + "l",
        ),
        Text(
            "In years of today's yearly capacity (y), or as a multiple (x) of what there is. Launches are of the"
            " scenario's vehicle, compared with all orbital launches of the world. Most of them"
            " carry far less than it does, so that mass is the fairer measure."
            f" At launch.cadence the fleets take {_each(found.deployment)} years to launch. Today's figures are from"
            f" {_sources(found)} (sunrack catalogue world)."
        ),
        Text(
            f"Room in orbit: on a single ring of one altitude neighbours would be {_each(found.spacing)} km apart. No"
            " authority has published how many satellites such a ring may hold, so that no share of a limit can"
            " be given;"
            " the largest fleets need many altitudes, which leave the dawn-dusk ring's short eclipses where they are."
        ),
        Text(
            f"Spectrum: the traffic is that of {title('workloads', found.workload).lower()}, and lasers between"
            " satellites need no licence. How much spectrum regulators would still grant for the way to the"
            " ground is not"
            " published; today's largest network shows what its licences carry. Memory chips bind before packaging in"
            " 2026, and their capacity in these terms is not published either."
        ),
    ]


def _sources(found: Capacity) -> str:
    """The source of each figure of today and how far it is to be trusted."""
    return ", ".join(dict.fromkeys(f"{one.has.source} ({one.has.tier})" for one in found.needs))


def _each(numbers: tuple[float, ...]) -> str:
    *first, last = (number(one) for one in numbers)
    return f"{', '.join(first)} and {last}"


def _name(one: Need) -> str:
    return f"{one.name}, {one.unit}" if one.unit else one.name


def _over(one: Need) -> list[str]:
    mark = "y" if one.yearly else "x"
    return [
        one.name,
        *(f"{number(x, 2)} {mark}" for x in one.over),
        f"{number(one.has.value)} {one.has.unit}".strip(),
    ]
