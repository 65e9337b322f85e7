"""The report's pages on the launch: vehicles, the fleet, the price by year."""

from __future__ import annotations

import math
from typing import Any

from sunrack.drawing import Block, Heading, Table, Text, amount, number, percent, ranged
from sunrack.findings import Findings
from sunrack.findings.launch import Launch
from sunrack.section import plain
from sunrack.verdict import Comparison


def launch(f: Findings) -> list[Block]:
    """The chosen vehicle beside what has flown: Falcon 9 recovered, and a shared ride; the fleet; the price by year."""
    found, ride = f.launch, f.launch.rideshare
    rows = [
        [
            one.name,
            number(one.price),
            number(one.payload),
            f"{one.satellites:.0f} of {number(one.capacity)}",
            one.binding_limit,
            number(one.cost_per_satellite),
            number(one.per_gpu_hour, 4),
        ]
        for one in found.vehicles
    ]
    shared = [number(ride.price), "", "", "", number(ride.cost_per_satellite), number(ride.per_gpu_hour, 4)]
    said = (
        "Price is per kg to low orbit; MUSD each: a satellite at work and its share of spares. Falcon 9 has flown;"
        " Starship's payload to orbit is a promise. No shared ride carries a satellite of"
        f" {amount(f.comparison.design.mass.allocated, 't')}: that row is for scale alone, its price by the kg, insured"
        f" as on a Falcon 9, of which {percent(ride.success)} arrive."
    )
    if f.comparison.scenario.launch.by_the_kilogram == "yes":
        said += " Each pays for its mass alone: other cargo fills the vehicle."
    return [
        Heading("Launch"),
        Table(
            ["vehicle", "USD/kg", "t to orbit", "a launch", "binds", "MUSD each", "USD/GPU-h"],
            [*rows, ["rideshare, for scale", *shared]],
            "lrrrlrr",
            wrap=[0],
        ),
        Text(said),
        *_fleet(f),
        *_price_by_year(f.comparison, found),
    ]


def _fleet(f: Findings) -> list[Block]:
    """Satellites, launches, months and mass of the fleet, and what keeps it."""
    ride, case = f.comparison.design.launch, f.comparison.scenario.launch
    years = number(f.launch.fleet_years)
    rows = [
        ["at work", f"{_count(ride.fleet_satellites)} satellites, {case.fleet_power}"],
        ["spares in orbit", f"{_count(ride.fleet_spares)}, for those that die in mid-life: {case.satellite_loss}"],
        [
            "lost and rebuilt",
            f"{_count(ride.fleet_losses)}, at launch and in their first months: the insurance premium pays for them",
        ],
        ["launches", f"{_count(ride.fleet_launches)}, and {_count(ride.fleet_relaunches)} for the rebuilt"],
        [
            "time",
            (f"{amount(ride.fleet_time, 'month')}s at {amount(case.cadence.si, '1/year', label='launches a year')}"),
        ],
        [
            "mass launched",
            f"{amount(ride.fleet_mass, 't')}: {years} years of all that its seller flew in {case.mass_year}",
        ],
        [
            "to keep it",
            (
                f"{amount(ride.replenishment, '1/year', label='satellites')},"
                f" {amount(ride.replenishment_launches, '1/year', label='launches')} and"
                f" {amount(ride.replenishment_mass, 't/year', label='t')} a year"
            ),
        ],
    ]
    return [Table(["the fleet", ""], rows, wrap=[1])]


def _count(quantity: Any) -> str:
    """A count, or an expected count: in full where it is whole or large."""
    found = plain(quantity, "")
    return f"{found:,.0f}" if math.isfinite(found) and (found >= 10 or found == round(found)) else number(found, 2)


def _price_by_year(c: Comparison, found: Launch) -> list[Block]:
    """The launch price as it falls with the mass that has flown."""
    case = c.scenario.launch
    rows = [[f"{one.year:.0f}", number(one.mass_flown), number(one.price)] for one in found.prices]
    half, flight = found.half_fleet, ""
    if half is not None:
        flight = (
            f" The price is that of {case.price_year}; half the fleet would fly in {half.year:.0f}, when the same curve"
            f" gives {number(half.price)} USD/kg."
        )
    said = (
        f"{percent(case.learning_rate.si)} off each time the mass flown doubles, from {case.price} in"
        f" {case.price_year}; {case.yearly_mass} in {case.mass_year}, growing by {ranged(case.mass_growth)}. A price"
        f" need not follow, nor can growth last.{flight}"
    )
    return [Table(["year", "t flown in all", "USD/kg"], rows, "lrr"), Text(said)]
