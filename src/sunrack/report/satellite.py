"""The report's pages on the satellite: orbit, power, links, mass, launch."""

from __future__ import annotations

from sunrack.drawing import Block, Heading, Table, Text, amount, number, percent
from sunrack.power import by_mode
from sunrack.report import heat as thermal
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
    modes = by_mode(c.scenario.inputs().power, ledger)
    ledger_rows = [[name, *(number(plain(load, "kW"), 4) for load in loads)] for name, loads in modes.items()]
    rows = [
        ["array", f"{amount(supply.array_area, 'm²')}, {amount(supply.array_power_bol, 'kW')} new at 1 au"],
        ["when old", f"{amount(supply.array_power_eol, 'kW')} on the day that asks most: load, recharge and line loss"],
        ["wing", f"{amount(supply.wing_span_per_side, 'm')} ({amount(supply.wing_span_per_side, 'ft')}) a side, {c.scenario.power.blanket_width} wide"],
        ["cells", f"{c.scenario.power.cell} at {thermal.celsius(supply.cell_temperature)}, {percent(1 - supply.degradation_factor)} lost in the end"],
        ["battery", f"{amount(supply.battery_energy, 'kWh')}, {percent(supply.depth_of_discharge)} used in the longest eclipse"],
    ]
    return [
        Heading("Power"),
        Table(["kW, battery charging apart", "sunlit", "eclipse", "safe"], ledger_rows, "lrrr"),
        Table(["", ""], rows, wrap=[1]),
        *thermal.policies(c),
    ]


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
