"""The report's pages on the satellite: orbit, power, mass, carbon."""

from __future__ import annotations

import math

from sunrack.catalogue import place, tier, title
from sunrack.drawing import Block, Heading, Table, Text, amount, celsius, number, percent, ranged
from sunrack.findings import Findings
from sunrack.findings.base import Option
from sunrack.findings.carbon import BASES
from sunrack.findings.orbit import DOSE_KNOWN_TO
from sunrack.findings.power import Power
from sunrack.report.words import side
from sunrack.section import plain
from sunrack.verdict import Comparison


def orbit(f: Findings) -> list[Block]:
    """Orbit and eclipses over the year."""
    c = f.comparison
    path, case = c.design.orbit, c.scenario
    low, high = (number(plain(dose, "rad_Si/year")) for dose in (path.dose_low, path.dose_high))
    season = f"{amount(path.eclipse_days, 'day')}s a year, up to {amount(path.longest_eclipse, 'min')} each"
    burn = "hydrazine; the satellite re-enters over an ocean"
    if case.mass.controlled_entry != "yes":
        burn = "none; the re-entry is uncontrolled"
    dose, basis = "not known", f"the dose table ends at {DOSE_KNOWN_TO / 1e3:,.0f} km"
    if math.isfinite(plain(path.dose, "rad_Si/year")):
        dose = amount(path.dose, "rad_Si/year", label="rad(Si)")
        basis = f"{low} to {high} by model and year, behind {case.orbit.shield_thickness} of aluminium"
    rows = [
        [
            "Altitude and inclination",
            f"{amount(path.altitude, 'km', 4)}, {amount(path.inclination, 'deg', 4)}",
            "circular, sun-synchronous (J2)",
        ],
        ["Keplerian and nodal period", f"{amount(path.period, 'min', 4)}, {amount(path.nodal_period, 'min', 4)}", ""],
        [
            "Sunlit fraction",
            f"{100 * plain(path.sunlit_fraction, ''):.2f} % of {case.orbit.year}",
            f"{case.orbit.shadow} shadow of a spherical Earth",
        ],
        ["Eclipse season", season, f"{amount(path.eclipses_per_year, '', 4)} eclipses a year, one in every orbit"],
        ["Minimum beta angle", amount(path.minimum_beta, "deg", 4), "angle between Sun and orbit plane"],
        ["Drag", amount(path.drag_delta_v, "m/s/year"), f"{case.orbit.solar_activity} solar activity"],
        [
            "Orbit raising and deorbit",
            f"{amount(path.raise_delta_v, 'm/s')}, {amount(path.disposal_delta_v, 'm/s')}",
            f"low thrust; raising takes {amount(path.raise_time, 'day')}s",
        ],
        [
            "Deorbit burn",
            f"{amount(c.design.mass.entry_propellant, 'kg')} at {amount(c.design.mass.entry_thrust, 'N')}",
            burn,
        ],
        [
            "Passive decay",
            f"{amount(path.passive_lifetime, 'year')}s",
            f"after a failure on station, attitude as before; {case.orbit.solar_activity} solar activity",
        ],
        ["Ionising dose per year", dose, basis],
    ]
    return [Heading("Orbit and eclipses"), Table(["", "", ""], rows, wrap=[2, 1])]


def power(f: Findings) -> list[Block]:
    """The loads, the array, the battery, and what each eclipse policy would cost."""
    supply, case = f.comparison.design.power, f.comparison.scenario
    loads = [
        [_LOADS.get(one.name, one.name), *(number(load, 4) for load in (one.sunlit, one.eclipse, one.safe))]
        for one in f.power.loads
    ]
    span = f"{amount(supply.wing_span_per_side, 'm')} ({amount(supply.wing_span_per_side, 'ft')})"
    lost = percent(1 - supply.degradation_factor)
    used = percent(supply.depth_of_discharge)
    worst = "load, battery charging and line losses on the worst-case day"
    rows = [
        ["Solar array (BOL)", f"{amount(supply.array_area, 'm²')}, {amount(supply.array_power_bol, 'kW')} at 1 au"],
        ["Solar array (EOL)", f"{amount(supply.array_power_eol, 'kW')}: {worst}"],
        ["Wing", f"{span} per side, {case.power.blanket_width} wide"],
        [
            "Cells",
            f"{title('cells', case.power.cell)} at {celsius(supply.cell_temperature)};"
            f" degradation at end of life: {lost}",
        ],
        [
            "Battery",
            f"{amount(supply.battery_energy, 'kWh')}; depth of discharge in the longest eclipse: {used}",
        ],
    ]
    if plain(heaters := f.comparison.design.thermal.heater_power, "kW"):
        rows.append(["Heaters", f"{amount(heaters, 'kW')} in addition in safe mode, when the coolant is coldest"])
    return [
        Heading("Electrical power"),
        Table(["Load, kW (excluding battery charging)", "Sunlit", "Eclipse", "Safe mode"], loads, "lrrr", wrap=[0]),
        Table(["", ""], rows, wrap=[1]),
        *policies(f.power),
    ]


_LOADS = {
    "terminals": "laser terminals",
    "pump": "coolant pump",
    "load": "total load",
    "of which heat in the loop": "heat into the coolant loop",
}


def policies(found: Power) -> list[Block]:
    """Ride, throttle, sleep: array, battery, compute, cost and coldest coolant of each; the cheapest named."""
    rows = [
        [
            one.name + (" (selected)" if one.chosen else ""),
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
    cheapest = (
        f'Of these three at these settings, "{found.cheapest}" is the cheapest that is feasible.'
        if found.cheapest
        else "None of these three is feasible at these settings."
    )
    said = (
        'The policy "ride" keeps the full load on the battery in eclipse, "throttle" reduces the load, and "sleep" puts'
        f" the rack into standby. {cheapest}"
    )
    if frozen:
        said += (
            f" With {' and with '.join(frozen)} the coolant in eclipse falls below its minimum of"
            f" {celsius(found.coolant_minimum)}. That needs a bypass valve, louvres or another coolant."
        )
    if (best := found.optimum) is not None:
        said += (
            f" The cheapest combination of throttling and an available battery is {percent(best.throttle_fraction)} of"
            f" the rack's power in eclipse with {number(best.battery_energy)} kWh ({title('batteries', best.battery)})."
            f" It costs {number(best.per_gpu_hour, 4)} USD per GPU-hour, delivers"
            f" {number(100 * best.compute_fraction, 4)} % of the computing, and the coldest coolant is"
            f" {celsius(best.coolant_coldest)}."
        )
    head = [
        "Eclipse policy",
        "Array, m²",
        "Battery, kWh",
        "Wet mass, kg",
        "Compute, %",
        "USD/GPU-hour",
        "Coldest coolant, °C",
    ]
    return [Table(head, rows, "lrrrrrr"), Text(said)]


def mass(f: Findings) -> list[Block]:
    """The mass budget, the three totals told apart, and what other choices would weigh."""
    c = f.comparison
    bill = c.design.mass
    rows = []
    for line in bill.lines:
        growth = f"{100 * plain(line.growth, ''):.0f} %"
        name = subsystem(line.name)
        rows.append([name, number(plain(line.best, "kg"), 4), growth, number(plain(line.predicted, "kg"), 4)])
    rows.append(["Wet mass, predicted", "", "", number(plain(bill.wet, "kg"), 4)])
    margin = f"{100 * plain(c.scenario.mass.margin.si, ''):.0f} %"
    said = (
        f"The basic dry mass (current best estimate) is {amount(bill.best_estimate, 'kg', 4)}. The predicted mass"
        f" includes the mass growth allowance (MGA): {amount(bill.dry, 'kg', 4)} dry, {amount(bill.wet, 'kg', 4)} wet,"
        f" or {amount(bill.power_per_mass, 'W/kg')} of rack. The allowable mass with {margin} system margin is"
        f" {amount(bill.allocated, 'kg', 4)}. Cost is based on predicted mass; the launch limit is checked against"
        f" allowable mass.{_imposed(c)}"
    )
    per_power = [
        ["With the rack", amount(bill.dry_per_power, "kg/kW", label=""), amount(bill.per_power, "kg/kW", label="")],
        [
            "Without the rack",
            *(
                amount(one, "kg/kW", label="")
                for one in (bill.dry_infrastructure_per_power, bill.infrastructure_per_power)
            ),
        ],
    ]
    return [
        Heading("Mass budget"),
        Table(["Subsystem", "Basic mass, kg", "MGA", "Predicted mass, kg"], rows, "lrrr"),
        Text(said),
        Table(["Specific mass (predicted), kg per kW of rack", "Dry", "Wet"], per_power, "lrr", wrap=[0]),
        *_held(c),
        *_otherwise(f),
    ]


def _imposed(c: Comparison) -> str:
    """That the dry mass is not the lines' own, where it is not."""
    total = c.scenario.mass.total
    if total is None:
        return ""
    return (
        f" The dry mass is imposed: {total}. Every line is its sized mass times {amount(c.design.mass.scale, '', 3)}."
        " Areas, torques and hardware that is priced by its own unit stay as sized."
    )


_SUBSYSTEMS = {
    "array": "Solar array",
    "conversion": "Power conversion",
    "loop": "Coolant loop",
    "bypass": "Coolant bypass",
    "terminals": "Laser terminals",
    "shielding": "Radiation shielding",
    "harness": "Cable harness",
    "tanks": "Propellant tanks",
    "entry_thrusters": "Deorbit thrusters",
}


def subsystem(name: str) -> str:
    """A line of the mass budget in words."""
    return _SUBSYSTEMS.get(name, name.replace("_", " ").capitalize())


def _held(c: Comparison) -> list[Block]:
    """The torques on the satellite, and what counters them."""
    turns = c.design.torques
    attitude = "rotates with the local vertical" if turns.follows else "keeps a fixed inertial attitude"
    said = (
        f"Attitude control: the satellite faces the Sun and {attitude}, the mode with the least momentum. It stores"
        f" {amount(turns.momentum, 'N·m·s')}. The peak torque is {amount(turns.worst, 'N·m')}:"
        f" {amount(turns.swing, 'N·m')} for the attitude motion, {amount(turns.lean, 'N·m')} from gravity gradient,"
        f" {amount(turns.air, 'N·m')} from drag at injection and {amount(turns.sunlight, 'N·m')} from solar pressure."
        f" The secular torque (which does not average out over an orbit) is {amount(turns.lasting, 'N·m')}; unloading"
        f" it takes {amount(turns.dump_force, 'mN')} of thrust."
    )
    return [Text(said)]


def _otherwise(f: Findings) -> list[Block]:
    """The satellite with its rack stripped, or as built, and with its wings in the other direction."""
    mass = f.comparison.scenario.rack.stripped_mass_per_power
    quality = "an assumption" if tier(mass.source) == "guess" else f"{tier(mass.source)} source"
    names = {
        "as-built": "Rack as built",
        "stripped": (f"Rack without frame, fans and power shelves ({ranged(mass)}; {quality}; no such rack has flown)"),
        "along-track": "Wings along the track",
        "vertical": "Wings along the vertical",
    }

    def row(name: str, one: Option) -> list[str]:
        return [name, *(number(cell, 4) for cell in (one.rack_mass, one.wet_mass, one.per_gpu_hour))]

    others = [one for one in (*f.mass.flights, *f.attitude.wings) if not one.chosen]
    rows = [row("This design", f.mass.flights[0]), *(row(names[one.name], one) for one in others)]
    return [Table(["Option", "Rack mass, kg", "Wet mass, kg", "USD/GPU-hour"], rows, "lrrr", wrap=[0])]


def carbon(f: Findings) -> list[Block]:
    """Emissions of launch and satellite against those of the ground's electricity."""
    found = f.carbon
    rows = [
        [side(one.name), *(number(part) for part in (one.launch, one.satellite, one.rack, one.power, one.total))]
        for one in found.rows
    ]
    told = [
        f"{words} in {', '.join(names)}"
        for words in BASES
        if (names := [place(one.name) for one in found.rows[1:] if one.basis == words])
    ]
    said = (
        f"Emissions are CO2 equivalents. Orbit emits {number(found.low)} to {number(found.high)} kg per kW and year"
        " when all four figures are at their low or all at their high ends; most of the figures are assumptions. Not"
        " included: soot and alumina in the upper atmosphere, which may warm more than the CO2 does; ozone; what burns"
        " up on re-entry; buildings and plant on the ground."
    )
    between = (
        f"The accounting boundaries differ: orbit includes {found.rows[0].basis}; electricity includes"
        f" {'; '.join(told)}."
    )
    return [
        Heading("Greenhouse-gas emissions"),
        Table(
            ["CO2e, kg per kW and year", "Launch", "Satellite", "Rack", "Electricity", "Total"],
            rows,
            "lrrrrr",
            wrap=[0],
        ),
        Text(said),
        Text(between),
    ]
