"""The section of local effects: what neighbours of a site, and of a launch, have of an accelerator-hour."""

from __future__ import annotations

from sunrack.catalogue import place
from sunrack.drawing import Block, Heading, Table, Text
from sunrack.drawing.words import number
from sunrack.findings import Findings
from sunrack.findings.local import Local, Site


def local(f: Findings) -> list[Block]:
    """Jobs, tax, bills, noise, land and water on both sides, or that they cannot be told."""
    found: Local = f.local
    orbit, bills = found.orbit, found.bills
    first = found.sites[0] if found.sites else None
    blocks: list[Block] = [
        Heading("Local effects"),
        Text("For accelerator-hours that are sold, as the report's costs."),
        Table(
            ["region", "work, min", "tax, USD", "water, L", "off site, L", "land, m²"],
            [_row(one) for one in found.sites],
            "lrrrrr",
        ),
        Text(
            "Work at the site and property tax are for 1,000 GPU-hours, water for one GPU-hour, land for one"
            " accelerator."
            f" Jobs: {found.jobs.value:.2g} a megawatt ({found.jobs.low:.2g} to {found.jobs.high:.2g},"
            f" {found.jobs.source}). Tax: as in Loudoun, {found.tax.value:.2g} million a megawatt and year"
            f" ({found.tax.low:.2g} to {found.tax.high:.2g}, {found.tax.source}); other counties grant abatements."
            " A rented hall has no land of its own."
        ),
    ]
    if first is not None:
        blocks.append(
            Text(
                f"The project makes some {number(first.jobs, 2)} lasting jobs on the ground. Its cooling is heard with"
                f" {number(first.sound_at_homes)} dB(A) at the nearest homes, and 45 dB(A), a usual limit by"
                " night, is met"
                f" {number(first.quiet_by_night)} ft from its middle (sunrack report --section zoning)."
            )
        )
    return [
        *blocks,
        Text(
            "In orbit there is no site: no land, no water and no noise where people live, but at the launch site"
            f" {number(orbit.launches)} launches a year keep the fleet. For each GPU-hour {number(orbit.burnt)} g of"
            f" satellite burn up in the air at the end, and launch emits {number(orbit.launch_carbon)} g of"
            " carbon dioxide."
            f" Operations cost {number(orbit.wages)} USD for 1,000 GPU-hours."
        ),
        Text(
            f"Bills: data centres added {number(bills.value)} billion USD ({number(bills.low)} to"
            f" {number(bills.high)}) to"
            f" all customers' capacity bills in PJM over three auctions ({bills.source}); in Texas no such rise"
            " was found."
        ),
        Heading("What cannot be answered"),
        *(Text(one) for one in found.unanswered),
    ]


def _row(one: Site) -> list[str]:
    return [
        place(one.region),
        f"{number(one.work, 2)} ({number(one.work_low, 2)} to {number(one.work_high, 2)})",
        f"{number(one.tax, 2)} ({number(one.tax_low, 2)} to {number(one.tax_high, 2)})",
        number(one.water, 2),
        number(one.water_off, 2),
        number(one.land, 2),
    ]
