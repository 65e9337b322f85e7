"""The report's pages on the satellite: orbit, power, mass, launch, carbon."""

from __future__ import annotations

import math
from typing import Any

from sunrack.catalogue import tier
from sunrack.constants import YEAR
from sunrack.drawing import Block, Heading, Table, Text, amount, number, percent, ranged
from sunrack.launch import cumulative_mass, price_in_year
from sunrack.power import by_mode
from sunrack.report import heat as thermal
from sunrack.report.zoning import burns_gas
from sunrack.scenario import chosen_values
from sunrack.section import plain
from sunrack.study import evaluate
from sunrack.verdict import Comparison


def orbit(c: Comparison) -> list[Block]:
    """The orbit's year."""
    path, case = c.design.orbit, c.scenario
    low, high = (number(plain(dose, "rad_Si/year")) for dose in (path.dose_low, path.dose_high))
    sunlit = f"{100 * plain(path.sunlit_fraction, ''):.2f} % of {case.orbit.year.si:.0f}"
    season = f"on {amount(path.eclipse_days, 'day')}s, up to {amount(path.longest_eclipse, 'min')} each"
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
            "if it dies there",
            f"down in {amount(path.passive_lifetime, 'year')}s",
            f"by drag alone, {case.orbit.solar_activity} solar activity held",
        ],
        [
            "dose",
            f"{amount(path.dose, 'rad_Si/year', label='rad/year')}",
            f"{low} to {high} by model and year, behind {case.orbit.shield_thickness} aluminium",
        ],
    ]
    return [Heading("The orbit's year"), Table(["", "", ""], rows, wrap=[2])]


def power(c: Comparison) -> list[Block]:
    """The ledger, the array, and what each eclipse policy would cost."""
    ledger, supply = c.design.ledger, c.design.power
    modes = by_mode(c.scenario.inputs().power, ledger)
    ledger_rows = [[name, *(number(plain(load, "kW"), 4) for load in loads)] for name, loads in modes.items()]
    rows = [
        ["array", f"{amount(supply.array_area, 'm²')}, {amount(supply.array_power_bol, 'kW')} new at 1 au"],
        ["when old", f"{amount(supply.array_power_eol, 'kW')} on the day that asks most: load, recharge and line loss"],
        [
            "wing",
            f"{amount(supply.wing_span_per_side, 'm')} ({amount(supply.wing_span_per_side, 'ft')}) a side, {c.scenario.power.blanket_width} wide",
        ],
        [
            "cells",
            f"{c.scenario.power.cell} at {thermal.celsius(supply.cell_temperature)}, {percent(1 - supply.degradation_factor)} lost in the end",
        ],
        [
            "battery",
            f"{amount(supply.battery_energy, 'kWh')}, {percent(supply.depth_of_discharge)} used in the longest eclipse",
        ],
    ]
    return [
        Heading("Power"),
        Table(["kW, battery charging apart", "sunlit", "eclipse", "safe"], ledger_rows, "lrrr"),
        Table(["", ""], rows, wrap=[1]),
        *thermal.policies(c),
    ]


def mass(c: Comparison) -> list[Block]:
    """The bill, the three totals told apart, and what two other choices would weigh."""
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
    margin = f"{100 * c.scenario.mass.margin.si:.0f} %"
    said = (
        f"Best estimate {amount(bill.best_estimate, 'kg', 4)} dry; predicted {amount(bill.dry, 'kg', 4)} dry, {amount(bill.wet, 'kg', 4)} wet: "
        f"{amount(bill.power_per_mass, 'W/kg')}. "
        f"Allocated, with {margin} margin: {amount(bill.allocated, 'kg', 4)}. Cost uses predicted, the vehicle must lift allocated."
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
        *_otherwise(c),
    ]


def _held(c: Comparison) -> list[Block]:
    """What turns the satellite and what holds it."""
    turns = c.design.torques
    attitude = "follows the vertical" if turns.follows else "holds still among the stars"
    said = (
        f"The satellite faces the Sun and {attitude}, which takes the least momentum: {amount(turns.momentum, 'N·m·s')} to store, lean, "
        f"sunlight and air included. Peak torque {amount(turns.worst, 'N·m')}: {amount(turns.swing, 'N·m')} for that attitude, gravity on what leans "
        f"with the Sun {amount(turns.lean, 'N·m')}, air at drop-off {amount(turns.air, 'N·m')}, sunlight {amount(turns.sunlight, 'N·m')}. "
        f"{amount(turns.lasting, 'N·m')} never turns back and takes {amount(turns.dump_force, 'mN')} of thrust."
    )
    return [Text(said)]


def _otherwise(c: Comparison) -> list[Block]:
    """The satellite with its rack stripped, or as built, and with its wings the other way."""
    case, here = c.scenario, c.design
    strip = f"{ranged(case.rack.stripped_mass_per_power)}: a {tier(case.rack.stripped_mass_per_power.source)}, nobody has flown one"
    others = {
        "rack.flight": {"as-built": "rack as built", "stripped": f"rack stripped of frame, fans and shelves ({strip})"},
        "attitude.wings": {"along-track": "wings along the track", "vertical": "wings upright"},
    }
    rows = [
        [
            "this one",
            number(plain(here.rack.mass, "kg"), 4),
            number(plain(here.mass.wet, "kg"), 4),
            number(plain(here.cost.per_gpu_hour, "USD/hour"), 4),
        ]
    ]
    for key, names in others.items():
        room, name = key.split(".")
        for word in names.keys() - {getattr(getattr(case, room), name)}:
            one = evaluate(case, words={key: word, "ground.regions": []}).design
            cells = (plain(one.rack.mass, "kg"), plain(one.mass.wet, "kg"), plain(one.cost.per_gpu_hour, "USD/hour"))
            rows.append([names[word], *(number(cell, 4) for cell in cells)])
    return [Table(["with", "rack kg", "wet kg", "USD/GPU-h"], rows, "lrrr", wrap=[0])]


def launch(c: Comparison) -> list[Block]:
    """The chosen vehicle beside what has flown: Falcon 9 recovered, and a shared ride; the fleet; the price by year."""
    ride, case, falcon = c.design.launch, c.scenario, chosen_values("launch", {"vehicle": "falcon-9"})
    flown = evaluate(case, falcon, words={"ground.regions": []})
    shared = ride.rideshare_cost * ride.flown_per_satellite
    success = falcon["launch.success"]
    insured = evaluate(case, {"launch.success": success}, words={"ground.regions": []}).design.cost
    rideshare = insured.per_gpu_hour + plain(shared - ride.cost_per_satellite, "USD") * insured.per_launch_dollar
    rows = []
    for name, one in {"falcon-9": flown, case.launch.vehicle: c}.items():
        aboard, cost = one.design.launch, one.design.cost
        cells = [number(plain(aboard.price, "USD/kg")), number(plain(aboard.payload_to_orbit, "t"))]
        unrounded = min(plain(aboard.satellites_by_mass, ""), plain(aboard.satellites_by_volume, ""))
        cells += [f"{plain(aboard.satellites_per_launch, ''):.0f} of {number(unrounded)}"]
        cells += [
            str(aboard.binding_limit),
            number(plain(aboard.cost_per_satellite, "MUSD")),
            number(plain(cost.per_gpu_hour, "USD/hour"), 4),
        ]
        rows.append([name, *cells])
    cells = [amount(case.launch.rideshare_price.quantity, "USD/kg", label=""), "", "", ""]
    cells += [number(plain(shared, "MUSD")), number(plain(rideshare, "USD/hour"), 4)]
    rows.append(["rideshare, for scale", *cells])
    said = (
        "Price is per kg to low orbit; MUSD each: a satellite at work and its share of spares. Falcon 9 has flown; Starship's payload to orbit is a promise. "
        f"No shared ride carries a satellite of {amount(c.design.mass.allocated, 't')}: that row is for scale alone, its price by the kg, insured as on a "
        f"Falcon 9, of which {percent(success)} arrive."
    )
    head = ["vehicle", "USD/kg", "t to orbit", "a launch", "binds", "MUSD each", "USD/GPU-h"]
    rows.sort(key=lambda row: row[0] != case.launch.vehicle)
    return [Heading("Launch"), Table(head, rows, "lrrrlrr", wrap=[0]), Text(said), *_fleet(c), *_price_by_year(c)]


def _fleet(c: Comparison) -> list[Block]:
    """Satellites, launches, months and mass of the fleet, and what keeps it."""
    ride, case = c.design.launch, c.scenario.launch
    years = number(plain(ride.fleet_mass, "t") / plain(case.yearly_mass.quantity, "t/year"))
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
            f"{amount(ride.fleet_time, 'month')}s at {amount(case.cadence.quantity, '1/year', label='launches a year')}",
        ],
        [
            "mass launched",
            f"{amount(ride.fleet_mass, 't')}: {years} years of all that its seller flew in {case.mass_year}",
        ],
        [
            "to keep it",
            f"{amount(ride.replenishment, '1/year', label='satellites')}, {amount(ride.replenishment_launches, '1/year', label='launches')} and "
            f"{amount(ride.replenishment_mass, 't/year', label='t')} a year",
        ],
    ]
    return [Table(["the fleet", ""], rows, wrap=[1])]


def _count(quantity: Any) -> str:
    """A count, or an expected count: in full where it is whole or large."""
    found = plain(quantity, "")
    return f"{found:,.0f}" if math.isfinite(found) and (found >= 10 or found == round(found)) else number(found, 2)


def _price_by_year(c: Comparison) -> list[Block]:
    """The launch price as it falls with the mass that has flown."""
    case = c.scenario.launch
    curve = {"mass": case.cumulative_mass.si, "flow": case.yearly_mass.si, "growth": case.mass_growth.si}
    rows = []
    start = case.price_year.si

    def price(year: float) -> float:
        found = price_in_year.si(
            year,
            case.price.si,
            price_year=start,
            mass_year=case.mass_year.si,
            learning_rate=case.learning_rate.si,
            **curve,
        )
        return float(found)

    for year in sorted(one for one in {start, 2030.0, 2035.0, 2040.0, 2045.0} if one >= start):
        flown = cumulative_mass.si(**curve, time=(year - case.mass_year.si) * YEAR)
        rows.append([f"{year:.0f}", number(flown / 1e3), number(price(year))])
    half = c.scenario.finance.currency_year.si + plain(c.time_to_half_fleet, "year")
    flight = ""
    if abs(half - start) < 100 and abs(math.floor(half) - start) >= 1:
        then = math.floor(half)
        flight = f" The price is that of {start:.0f}; half the fleet would fly in {then}, when the same curve gives {number(price(then))} USD/kg."
    said = (
        f"{percent(case.learning_rate.quantity)} off each time the mass flown doubles, from {case.price} in {case.price_year}; {case.yearly_mass} "
        f"in {case.mass_year}, growing by {ranged(case.mass_growth)}. A price need not follow, nor can growth last.{flight}"
    )
    return [Table(["year", "t flown in all", "USD/kg"], rows, "lrr"), Text(said)]


def carbon(c: Comparison) -> list[Block]:
    """Launching and making the satellite against the ground's electricity."""
    orbit, case = c.design.carbon, c.scenario
    unit = "kg/kW/year"
    parts = (orbit.launch_per_kw_year, orbit.satellite_per_kw_year, orbit.rack_per_kw_year)
    rows = [["orbit", *(number(plain(one, unit)) for one in parts), "0", number(plain(orbit.carbon_per_kw_year, unit))]]
    rack = case.mass.rack_carbon.si / (case.rack.power.si * case.finance.compute_life.si) * 1e3 * YEAR
    for name, site in c.ground.items():
        power = plain(site.carbon_per_kw_year, unit)
        rows.append([name, "0", "0", number(rack), number(power), number(rack + power)])
    factors = {
        key: case.values()[key]
        for key in ("launch.carbon", "launch.carbon_upstream", "mass.satellite_carbon", "mass.rack_carbon")
    }
    ends = {key: [one.si if end is None else end for end in (one.low, one.high)] for key, one in factors.items()}
    low, high = (
        number(one)
        for one in plain(evaluate(case, ends, words={"ground.regions": []}).design.carbon.carbon_per_kw_year, unit)
    )
    bases = {name: _basis(c, name) for name in c.ground}
    told = [
        f"{words} in {', '.join(names)}"
        for words in _BASES
        if (names := [name for name, basis in bases.items() if basis == words])
    ]
    said = (
        f"Carbon dioxide and equivalents. Orbit: from {low} to {high} with its four figures all low or all high, most of them guesses. Not counted: soot "
        "and alumina high in the air, which may warm more than the dioxide does, ozone, what burns up on return; buildings and plant on the ground."
    )
    between = f"Bases differ: orbit counts the making and leaking of its propellant; power counts {'; '.join(told)}."
    return [
        Heading("Carbon"),
        Table([unit, "launch", "satellite", "rack", "power", "all"], rows, "lrrrrr"),
        Text(said),
        Text(between),
    ]


_BASES = ("what leaves the stack alone", "the life cycle", "nothing, for sunlight", "what its source counts")


def _basis(c: Comparison, region: str) -> str:
    """What the carbon of a region's electricity counts: by the plant that burns gas, or by where the grid's figure is from (a bridge is mostly grid)."""
    stack, cycle, sun, unknown = _BASES
    source = str(c.ground[region].source)
    if source == "solar-battery":
        return sun
    if source != "bridge" and burns_gas(source):
        return stack
    return {"egrid-2023": stack, "ember-2023": cycle}.get(c.scenario.sites[region]["carbon"].source, unknown)
