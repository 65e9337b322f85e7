"""The report's section on launch and deployment: vehicles, the fleet, the price by year."""

from __future__ import annotations

import math
from typing import Any

from sunrack.catalogue import title
from sunrack.drawing import Block, Heading, Table, Text, amount, number, percent, ranged
from sunrack.findings import Findings
from sunrack.findings.launch import Launch
from sunrack.report.facts import megawatts
from sunrack.section import plain
from sunrack.verdict import Comparison


def launch(f: Findings) -> list[Block]:
    """The selected vehicle beside Falcon 9 and a rideshare; the fleet; the price by year."""
    found, ride = f.launch, f.launch.rideshare
    rows = [
        [
            title("vehicles", one.name),
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
        "Prices are per kg to low Earth orbit (LEO). The launch cost per satellite includes its share of spares."
        " Falcon 9 has flown; Starship's payload to orbit is announced, not demonstrated. No rideshare mission can"
        f" carry a satellite of {amount(f.comparison.design.mass.allocated, 't')}: the rideshare row gives the scale"
        f" only, with a price per kg and the launch success of Falcon 9 ({percent(ride.success)})."
    )
    if f.comparison.scenario.launch.by_the_kilogram == "yes":
        said += " Each satellite pays for its own mass only: other cargo fills the vehicle."
    head = [
        "Vehicle",
        "USD/kg to LEO",
        "Payload to orbit, t",
        "Satellites per launch",
        "Limited by",
        "Launch cost, MUSD",
        "USD/GPU-hour",
    ]
    return [
        Heading("Launch and deployment"),
        Table(head, [*rows, ["Rideshare (for scale)", *shared]], "lrrrlrr", wrap=[0]),
        Text(said),
        *_fleet(f),
        *_price_by_year(f.comparison, found),
    ]


def _fleet(f: Findings) -> list[Block]:
    """Satellites, launches, months and mass of the fleet, and its replacements."""
    ride, case = f.comparison.design.launch, f.comparison.scenario.launch
    years = number(f.launch.fleet_years)
    rows = [
        ["Operational", f"{_count(ride.fleet_satellites)} satellites, {megawatts(f.first_page.power)}"],
        [
            "In-orbit spares",
            f"{_count(ride.fleet_spares)}, for in-orbit failures after commissioning"
            f" ({amount(case.satellite_loss.si, 'percent/year', label='% per year')})",
        ],
        [
            "Insured replacements",
            f"{_count(ride.fleet_losses)}, after launch and early-life failures; paid from the insurance premium",
        ],
        [
            "Launches",
            f"{_count(ride.fleet_launches + ride.fleet_relaunches)}, {_count(ride.fleet_relaunches)} of them for"
            " insured replacements",
        ],
        [
            "Deployment time",
            (f"{amount(ride.fleet_time, 'month')}s at {amount(case.cadence.si, '1/year', label='launches a year')}"),
        ],
        [
            "Mass launched",
            f"{amount(ride.fleet_mass, 't')}, or {years} years of the whole mass that the operator launched in"
            f" {case.mass_year}",
        ],
        [
            "Replacements per year",
            (
                f"{amount(ride.replenishment, '1/year', label='satellites')},"
                f" {amount(ride.replenishment_launches, '1/year', label='launches')},"
                f" {amount(ride.replenishment_mass, 't/year', label='t')} in steady state"
            ),
        ],
    ]
    return [Table(["Fleet", ""], rows, wrap=[1])]


def _count(quantity: Any) -> str:
    """A count, or an expected count: in full where it is whole or large."""
    found = plain(quantity, "")
    return f"{found:,.0f}" if math.isfinite(found) and (found >= 10 or found == round(found)) else number(found, 2)


def _price_by_year(c: Comparison, found: Launch) -> list[Block]:
    """The launch price as it falls with the mass launched."""
    case = c.scenario.launch
    rows = [[f"{one.year:.0f}", number(one.mass_flown), number(one.price)] for one in found.prices]
    half, flight = found.half_fleet, ""
    if half is not None:
        flight = (
            f" The cost uses the price of {case.price_year}. Half the fleet is launched by {half.year:.0f}, when the"
            f" same curve gives {number(half.price)} USD/kg."
        )
    said = (
        f"Learning rate: {percent(case.learning_rate.si)} per doubling of cumulative mass (Wright's law), from"
        f" {case.price} in {case.price_year}. Mass launched: {case.yearly_mass} in {case.mass_year}, growing by"
        f" {ranged(case.mass_growth)}. Prices may not follow costs, and this growth cannot last indefinitely.{flight}"
    )
    return [Table(["Year", "Cumulative mass launched, t", "Launch price, USD/kg"], rows, "lrr"), Text(said)]
