"""The report's pages on the satellite: orbit, power, heat, links, mass, launch."""

from __future__ import annotations

import numpy as np

from sunrack.drawing import Block, Heading, Table, Text, amount, number, percent
from sunrack.link import services
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
        ["altitude, inclination", f"{amount(path.altitude, 'km', 4)}, {amount(path.inclination, 'deg', 4)}", "circular, sun-synchronous by J2"],
        ["period, nodal period", f"{amount(path.period, 'min', 4)}, {amount(path.nodal_period, 'min', 4)}", ""],
        ["in sunlight", sunlit, f"{case.orbit.shadow} shadow of a spherical Earth"],
        ["eclipses", season, f"{amount(path.eclipses_per_year, '', 4)} a year: one every orbit in season"],
        ["smallest beta angle", amount(path.minimum_beta, "deg", 4), "Sun above the orbit's plane"],
        ["drag", amount(path.drag_delta_v, "m/s/year"), f"{case.orbit.solar_activity} solar activity"],
        ["raise, dispose", f"{amount(path.raise_delta_v, 'm/s')}, {amount(path.disposal_delta_v, 'm/s')}", climb],
        ["if it dies there", f"down in {amount(path.passive_lifetime, 'year')}s", f"by drag alone, {case.orbit.solar_activity} solar activity held"],
        ["dose", f"{amount(path.dose, 'rad_Si/year', label='rad/year')}", f"{low} to {high} by model and year, behind {case.orbit.shield_thickness} aluminium"],
    ]
    return [Heading("The orbit's year"), Table(["", "", ""], rows, wrap=[2])]


def power(c: Comparison) -> list[Block]:
    """The ledger, the array, and what each eclipse policy would cost."""
    ledger, supply = c.design.ledger, c.design.power
    lines = [("rack", ledger.rack), ("avionics", ledger.avionics), ("terminals", ledger.terminals), ("pump", ledger.pump)]
    lines += [("thrusters", ledger.thrusters), ("conversion loss", ledger.conversion_loss), ("load in sunlight", ledger.load_sunlit)]
    ledger_rows = [[name, number(plain(load, "kW"), 4)] for name, load in lines]
    rows = [
        ["array", f"{amount(supply.array_area, 'm²')}, {amount(supply.array_power_bol, 'kW')} new at 1 au"],
        ["when old", f"{amount(supply.array_power_eol, 'kW')} on the day that asks most: load, recharge and line loss"],
        ["wing", f"{amount(supply.wing_span_per_side, 'm')} ({amount(supply.wing_span_per_side, 'ft')}) a side, {c.scenario.power.blanket_width} wide"],
        ["cells", f"{c.scenario.power.cell} at {_celsius(plain(supply.cell_temperature, 'K'))}, {percent(1 - supply.degradation_factor)} lost in the end"],
        ["battery", f"{amount(supply.battery_energy, 'kWh')}, {percent(supply.depth_of_discharge)} used in the longest eclipse"],
    ]
    return [Heading("Power"), Table(["load", "kW"], ledger_rows, "lr"), Table(["", ""], rows, wrap=[1]), *policies(c)]


def policies(c: Comparison) -> list[Block]:
    """Ride, throttle, sleep: array, battery, compute and cost of each; the cheapest named."""
    rows, prices, chosen = [], {}, c.scenario.power.eclipse_policy
    for policy in ("ride", "throttle", "sleep"):
        rival = c.design if policy == chosen else evaluate(c.scenario, words={"power.eclipse_policy": policy, "ground.regions": []}).design
        prices[policy] = plain(rival.cost.per_gpu_hour, "USD/hour")
        cells = [number(plain(rival.power.array_area, "m²")), number(plain(rival.power.battery_energy, "kWh"))]
        cells += [number(plain(rival.mass.wet, "kg"), 4), number(100 * plain(rival.power.compute_fraction, ""), 4), number(prices[policy], 4)]
        rows.append([policy + (" (chosen)" if policy == chosen else ""), *cells])
    finite = {policy: price for policy, price in prices.items() if np.isfinite(price)}
    cheapest = min(finite, key=lambda one: finite[one]) if finite else "none, as the design has no cost"
    return [
        Table(["in eclipse", "array m²", "battery kWh", "wet kg", "compute %", "USD/GPU-h"], rows, "lrrrrr"),
        Text(f"Cheapest by the GPU-hour: {cheapest}."),
    ]


def heat(c: Comparison) -> list[Block]:
    """Radiator, sink, coolant."""
    cooling, case = c.design.thermal, c.scenario
    rows = [
        ["heat to reject", amount(cooling.heat, "kW")],
        ["radiator", f"{amount(cooling.radiator_area, 'm²')} planform, {amount(cooling.emitting_area, 'm²')} emitting"],
        ["net flux", f"{amount(cooling.net_flux, 'W/m²')} of planform, spare area included"],
        ["temperatures", f"panel {amount(cooling.radiator_temperature, 'K')}, sink {amount(cooling.sink_temperature, 'K')} at end of life"],
        ["coolant", f"{case.thermal.coolant} to the rack at {_celsius(case.thermal.coolant_supply.si)}, back at {_celsius(case.thermal.coolant_return.si)}"],
        ["Earth in view", f"{percent(cooling.earth_view_factor)} of each face ({case.attitude.radiator}): not deep space alone"],
    ]
    air = 1 - case.rack.liquid_fraction.si
    note = f"Of the rack's heat {percent(air)} goes to air: network cards and storage cannot fly as they are. The radiator is sized for all of it."
    return [Heading("Heat"), Table(["", ""], rows, wrap=[1]), Text(note)]


def _celsius(kelvin: float) -> str:
    return f"{number(kelvin - 273.15)} degC"


def links(c: Comparison) -> list[Block]:
    """What the links carry, and whether the work can use it."""
    link, case = c.design.link, c.scenario
    rows = [
        ["laser link", f"{amount(link.isl_rate, 'Gbit/s')} over {amount(link.isl_range, 'km', 4)}, margin {amount(link.isl_margin, '', label='dB')}"],
        ["to users", f"{amount(link.data_rate, 'Gbit/s')} through a mesh of relays; {case.link.workload} needs {amount(link.workload_need, 'Gbit/s')}"],
        ["light time", f"{amount(link.latency_one_way, 'ms')} one way over {amount(link.slant_range, 'km', 4)} at {case.link.minimum_elevation} elevation"],
        ["round trip", f"{amount(link.relay_round_trip, 'ms')} by relay and fibre; {case.link.workload} leaves {case.link.workload_latency}"],
        ["one site sees it", f"{percent(link.access_fraction)} of the time"],
    ]
    note = (
        "Counted for one satellite. The relays of the mesh belong to somebody else: neither their price nor their room for a fleet is counted. "
        "Training among satellites is counted by its traffic alone, not by the light time between them."
    )
    works = [
        [one.workload, number(one.need / 1e9), number(one.rate_margin), number(one.latency_margin), one.verdict]
        for one in services(link, rack_power=c.design.rack.power)
    ]
    table = Table(["work", "needs Gbit/s", "has / needs", "time allowed / taken", "verdict"], works, "lrrrl", wrap=[4])
    return [Heading("Links"), Table(["", ""], rows, wrap=[1]), table, Text(note)]


def mass(c: Comparison) -> list[Block]:
    """The bill, and the three totals told apart."""
    bill = c.design.mass
    rows = []
    for line in bill.lines:
        growth = f"{100 * plain(line.growth, ''):.0f} %"
        rows.append([line.name.replace("_", " "), number(plain(line.best, "kg"), 4), growth, number(plain(line.predicted, "kg"), 4)])
    rows.append(["wet, predicted", "", "", number(plain(bill.wet, "kg"), 4)])
    margin = f"{100 * c.scenario.mass.margin.si:.0f} %"
    said = (
        f"Best estimate {amount(bill.best_estimate, 'kg', 4)} dry; predicted {amount(bill.dry, 'kg', 4)} dry, {amount(bill.wet, 'kg', 4)} wet: "
        f"{amount(bill.per_power, 'kg/kW')} of rack ({amount(bill.infrastructure_per_power, 'kg/kW')} without it), {amount(bill.power_per_mass, 'W/kg')}. "
        f"Allocated, with {margin} margin: {amount(bill.allocated, 'kg', 4)}. Cost uses predicted, the vehicle must lift allocated."
    )
    return [Heading("Mass"), Table(["line", "best kg", "growth", "predicted kg"], rows, "lrrr"), Text(said)]


def launch(c: Comparison) -> list[Block]:
    """The chosen vehicle beside what has flown: Falcon 9 recovered, and a shared ride."""
    ride, price, case = c.design.launch, c.design.cost, c.scenario
    flown = evaluate(case, chosen_values("launch", {"vehicle": "falcon-9"}), words={"ground.regions": []})
    rideshare = price.per_gpu_hour + (ride.rideshare_cost - ride.cost_per_satellite) * price.per_launch_dollar
    rows = []
    for name, one in {"falcon-9": flown, case.launch.vehicle: c}.items():
        aboard, cost = one.design.launch, one.design.cost
        cells = [number(plain(aboard.price, "USD/kg")), number(plain(aboard.payload_to_orbit, "t"))]
        unrounded = min(plain(aboard.satellites_by_mass, ""), plain(aboard.satellites_by_volume, ""))
        cells += [f"{plain(aboard.satellites_per_launch, ''):.0f} of {number(unrounded)}"]
        cells += [str(aboard.binding_limit), number(plain(aboard.cost_per_satellite, "MUSD")), number(plain(cost.per_gpu_hour, "USD/hour"), 4)]
        rows.append([name, *cells])
    cells = [amount(case.launch.rideshare_price.quantity, "USD/kg", label=""), "", "", ""]
    cells += [number(plain(ride.rideshare_cost, "MUSD")), number(plain(rideshare, "USD/hour"), 4)]
    rows.append(["rideshare, by the kg", *cells])
    fleet = (
        f"A fleet of {case.launch.fleet_power}: {amount(ride.fleet_satellites, '')} satellites on {amount(ride.fleet_launches, '')} launches, "
        f"{amount(ride.fleet_time, 'month')}s at {amount(case.launch.cadence.quantity, '1/year', label='a year')}. Price is per kg to low orbit. "
        "Falcon 9 has flown; Starship's payload to orbit is a promise."
    )
    head = ["vehicle", "USD/kg", "t to orbit", "a launch", "binds", "MUSD each", "USD/GPU-h"]
    rows.sort(key=lambda row: row[0] != case.launch.vehicle)
    return [Heading("Launch"), Table(head, rows, "lrrrlrr", wrap=[0]), Text(fleet)]
