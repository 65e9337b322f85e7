"""The report's pages on the satellite: orbit, power, mass, carbon."""

from __future__ import annotations

import math

from sunrack.catalogue import tier
from sunrack.drawing import Block, Heading, Table, Text, amount, number, percent, ranged
from sunrack.findings import Findings
from sunrack.findings.base import Option
from sunrack.findings.carbon import BASES
from sunrack.findings.orbit import DOSE_KNOWN_TO
from sunrack.findings.power import Power
from sunrack.report.heat import celsius
from sunrack.section import plain
from sunrack.verdict import Comparison


def orbit(f: Findings) -> list[Block]:
    """The orbit's year."""
    c = f.comparison
    path, case = c.design.orbit, c.scenario
    low, high = (number(plain(dose, "rad_Si/year")) for dose in (path.dose_low, path.dose_high))
    sunlit = f"{100 * plain(path.sunlit_fraction, ''):.2f} % of {case.orbit.year}"
    season = f"on {amount(path.eclipse_days, 'day')}s, up to {amount(path.longest_eclipse, 'min')} each"
    burn = (
        "hydrazine, so that it falls into an ocean"
        if case.mass.controlled_entry == "yes"
        else "none: it falls where it will"
    )
    climb = f"low thrust; {amount(path.raise_time, 'day')}s to climb"
    rows = [
        [
            "altitude, inclination",
            f"{amount(path.altitude, 'km', 4)}, {amount(path.inclination, 'deg', 4)}",
            "circular, sun-synchronous by J2",
        ],
        ["period, nodal period", f"{amount(path.period, 'min', 4)}, {amount(path.nodal_period, 'min', 4)}", ""],
        ["in sunlight", sunlit, f"{case.orbit.shadow} shadow of a spherical Earth"],
        ["eclipses", season, f"{amount(path.eclipses_per_year, '', 4)} a year: one every orbit in season"],
        ["smallest beta angle", amount(path.minimum_beta, "deg", 4), "Sun above the orbit's plane"],
        ["drag", amount(path.drag_delta_v, "m/s/year"), f"{case.orbit.solar_activity} solar activity"],
        ["raise, dispose", f"{amount(path.raise_delta_v, 'm/s')}, {amount(path.disposal_delta_v, 'm/s')}", climb],
        [
            "last burn",
            f"{amount(c.design.mass.entry_propellant, 'kg')} at {amount(c.design.mass.entry_thrust, 'N')}",
            burn,
        ],
        [
            "if it dies there",
            f"down in {amount(path.passive_lifetime, 'year')}s",
            f"by drag alone, {case.orbit.solar_activity} solar activity held",
        ],
        (
            [
                "dose",
                f"{amount(path.dose, 'rad_Si/year', label='rad/year')}",
                f"{low} to {high} by model and year, behind {case.orbit.shield_thickness} aluminium",
            ]
            if math.isfinite(plain(path.dose, "rad_Si/year"))
            else ["dose", "not known", f"the dose table ends at {DOSE_KNOWN_TO / 1e3:,.0f} km"]
        ),
    ]
    return [Heading("The orbit's year"), Table(["", "", ""], rows, wrap=[2])]


def power(f: Findings) -> list[Block]:
    """The ledger, the array, and what each eclipse policy would cost."""
    supply, case = f.comparison.design.power, f.comparison.scenario
    loads = [[one.name, *(number(load, 4) for load in (one.sunlit, one.eclipse, one.safe))] for one in f.power.loads]
    span = f"{amount(supply.wing_span_per_side, 'm')} ({amount(supply.wing_span_per_side, 'ft')})"
    lost = percent(1 - supply.degradation_factor)
    used = percent(supply.depth_of_discharge)
    rows = [
        ["array", f"{amount(supply.array_area, 'm²')}, {amount(supply.array_power_bol, 'kW')} new at 1 au"],
        ["when old", f"{amount(supply.array_power_eol, 'kW')} on the day that asks most: load, recharge and line loss"],
        ["wing", f"{span} a side, {case.power.blanket_width} wide"],
        [
            "cells",
            f"{case.power.cell} at {celsius(supply.cell_temperature)}, {lost} of their power lost by the end of life",
        ],
        ["battery", f"{amount(supply.battery_energy, 'kWh')}, {used} used in the longest eclipse"],
    ]
    if plain(heaters := f.comparison.design.thermal.heater_power, "kW"):
        rows.append(["heaters", f"{amount(heaters, 'kW')} more in safe mode, when the coolant is coldest"])
    return [
        Heading("Power"),
        Table(["kW, battery charging apart", "sunlit", "eclipse", "safe"], loads, "lrrr"),
        Table(["", ""], rows, wrap=[1]),
        *policies(f.power),
    ]


def policies(found: Power) -> list[Block]:
    """Ride, throttle, sleep: array, battery, compute, cost and coldest coolant of each; the cheapest named."""
    rows = [
        [
            one.name + (" (chosen)" if one.chosen else ""),
            number(one.array_area),
            number(one.battery_energy),
            number(one.wet_mass, 4),
            number(100 * one.compute_fraction, 4),
            number(one.per_gpu_hour, 4),
            number(one.coolant_coldest - 273.15),
        ]
        for one in found.policies
    ]
    frozen = [one.name for one in found.policies if one.freezes]
    said = f"Cheapest by the GPU-hour of those that close: {found.cheapest or 'none'}."
    if frozen:
        said += (
            f" With {' and with '.join(frozen)} the coolant falls in eclipse below the {celsius(found.coolant_minimum)}"
            " that it stands: that takes a bypass valve, louvres, or another coolant."
        )
    if (best := found.optimum) is not None:
        said += (
            f" Over every throttling and battery that can be bought: {percent(best.throttle_fraction)} of the rack's"
            f" power with {best.battery}, {number(best.battery_energy)} kWh, {number(best.per_gpu_hour, 4)} USD/GPU-h,"
            f" {number(100 * best.compute_fraction, 4)} % of the computing, coolant down to"
            f" {celsius(best.coolant_coldest)}."
        )
    head = ["in eclipse", "array m²", "battery kWh", "wet kg", "compute %", "USD/GPU-h", "cold °C"]
    return [Table(head, rows, "lrrrrrr"), Text(said)]


def mass(f: Findings) -> list[Block]:
    """The bill, the three totals told apart, and what two other choices would weigh."""
    c = f.comparison
    bill = c.design.mass
    rows = []
    for line in bill.lines:
        growth = f"{100 * plain(line.growth, ''):.0f} %"
        rows.append(
            [
                line.name.replace("_", " "),
                number(plain(line.best, "kg"), 4),
                growth,
                number(plain(line.predicted, "kg"), 4),
            ]
        )
    rows.append(["wet, predicted", "", "", number(plain(bill.wet, "kg"), 4)])
    margin = f"{100 * plain(c.scenario.mass.margin.si, ''):.0f} %"
    said = (
        f"Best estimate {amount(bill.best_estimate, 'kg', 4)} dry; predicted {amount(bill.dry, 'kg', 4)} dry,"
        f" {amount(bill.wet, 'kg', 4)} wet: {amount(bill.power_per_mass, 'W/kg')}. Allocated, with {margin} margin:"
        f" {amount(bill.allocated, 'kg', 4)}. Cost uses predicted, the vehicle must lift allocated."
    )
    per_power = [
        ["with the rack", amount(bill.dry_per_power, "kg/kW", label=""), amount(bill.per_power, "kg/kW", label="")],
        [
            "without the rack",
            *(
                amount(one, "kg/kW", label="")
                for one in (bill.dry_infrastructure_per_power, bill.infrastructure_per_power)
            ),
        ],
    ]
    return [
        Heading("Mass"),
        Table(["line", "best kg", "growth", "predicted kg"], rows, "lrrr"),
        Text(said),
        Table(["kg/kW of rack, predicted", "dry", "wet"], per_power, "lrr"),
        *_held(c),
        *_otherwise(f),
    ]


def _held(c: Comparison) -> list[Block]:
    """What turns the satellite and what holds it."""
    turns = c.design.torques
    attitude = "follows the vertical" if turns.follows else "holds still among the stars"
    said = (
        f"The satellite faces the Sun and {attitude}, which takes the least momentum: {amount(turns.momentum, 'N·m·s')}"
        f" to store, lean, sunlight and air included. Peak torque {amount(turns.worst, 'N·m')}:"
        f" {amount(turns.swing, 'N·m')} for that attitude, gravity on what leans with the Sun"
        f" {amount(turns.lean, 'N·m')}, air at drop-off {amount(turns.air, 'N·m')}, sunlight"
        f" {amount(turns.sunlight, 'N·m')}. {amount(turns.lasting, 'N·m')} never turns back and takes"
        f" {amount(turns.dump_force, 'mN')} of thrust."
    )
    return [Text(said)]


def _otherwise(f: Findings) -> list[Block]:
    """The satellite with its rack stripped, or as built, and with its wings the other way."""
    mass = f.comparison.scenario.rack.stripped_mass_per_power
    names = {
        "as-built": "rack as built",
        "stripped": (
            f"rack stripped of frame, fans and shelves ({ranged(mass)}: a {tier(mass.source)}, nobody has flown one)"
        ),
        "along-track": "wings along the track",
        "vertical": "wings upright",
    }

    def row(name: str, one: Option) -> list[str]:
        return [name, *(number(cell, 4) for cell in (one.rack_mass, one.wet_mass, one.per_gpu_hour))]

    others = [one for one in (*f.mass.flights, *f.attitude.wings) if not one.chosen]
    rows = [row("this one", f.mass.flights[0]), *(row(names[one.name], one) for one in others)]
    return [Table(["with", "rack kg", "wet kg", "USD/GPU-h"], rows, "lrrr", wrap=[0])]


def carbon(f: Findings) -> list[Block]:
    """Launching and making the satellite against the ground's electricity."""
    found = f.carbon
    rows = [
        [one.name, *(number(part) for part in (one.launch, one.satellite, one.rack, one.power, one.total))]
        for one in found.rows
    ]
    told = [
        f"{words} in {', '.join(names)}"
        for words in BASES
        if (names := [one.name for one in found.rows[1:] if one.basis == words])
    ]
    said = (
        f"Carbon dioxide and equivalents. Orbit: from {number(found.low)} to {number(found.high)} with its four figures"
        " all low or all high, most of them guesses. Not counted: soot and alumina high in the air, which may warm"
        " more than the dioxide does, ozone, what burns up on return; buildings and plant on the ground."
    )
    between = f"Bases differ: orbit counts {found.rows[0].basis}; power counts {'; '.join(told)}."
    return [
        Heading("Carbon"),
        Table(["kg/kW/year", "launch", "satellite", "rack", "power", "all"], rows, "lrrrrr"),
        Text(said),
        Text(between),
    ]
