"""The report's section on money: cost boundaries, one satellite's capital, hours delivered, sensitivity."""

from __future__ import annotations

import math

from sunrack.catalogue import place, the_place, title
from sunrack.drawing import Block, Heading, Table, Text, amount, number, percent
from sunrack.findings import Findings
from sunrack.findings.money import BusLine, Money
from sunrack.report.racks import tokens
from sunrack.report.satellite import subsystem
from sunrack.section import plain
from sunrack.values import show
from sunrack.verdict import Comparison


def boundaries(f: Findings) -> list[Block]:
    """The cost by boundary, orbit beside the region; what each boundary includes; the parts on both sides; the hours
    delivered."""
    c = f.comparison
    price, best, finance = c.design.cost, c.ground[c.answer_region], c.scenario.finance
    yearly = "USD/kW/year"
    both = [
        ("Infrastructure, without compute", "infrastructure_per_kw_year", yearly),
        ("All-in, with the rack", "all_in_per_kw_year", yearly),
    ]
    rows = [["Launch only", yearly, number(plain(price.launch_only_per_kw_year, yearly)), ""]]
    rows += [
        [name, unit, *(number(plain(getattr(one, key), unit)) for one in (price, best))] for name, key, unit in both
    ]
    rows += [
        [
            "GPU-hours sold, share",
            "%",
            *(number(100 * plain(one.delivered_fraction, "")) for one in (price, best)),
        ],
        [
            "All-in, per GPU-hour sold",
            "USD/hour",
            *(number(plain(one.per_gpu_hour, "USD/hour")) for one in (price, best)),
        ],
        ["All-in, per million tokens", "USD", *(number(plain(one.per_million_tokens, "USD")) for one in (price, best))],
        [
            "Capital without compute",
            "USD/W",
            number(plain(price.capex_per_watt_without_compute, "USD/W")),
            number(plain(best.facility_capex, "USD/W")),
        ],
    ]
    said = (
        f"Costs are in {finance.currency_year} US dollars (real). Capital is annualised with payments at the end of"
        f" each year: at {amount(finance.orbit_cost_of_capital.si, 'percent/year', 2, '% per year')} over"
        f" {amount(price.orbital_life, 'year')}s in orbit, where nothing is replaced, and on the ground at"
        f" {amount(finance.cost_of_capital.si, 'percent/year', 2, '% per year')} over"
        f" {finance.compute_life}s for the computers and {c.scenario.ground.facility_life}s for the facility. Interest"
        f" during construction (IDC) is charged on half of the capital on average: {finance.satellite_construction}s in"
        f" orbit, {amount(best.works_time, 'month')}s for the facility and {finance.rack_installation}s for the rack on"
        f" the ground. A rack there is resold at {show(finance.residual_value.si, '%')} of its price. {tokens(c)}"
    )
    return [
        Heading("Cost by boundary"),
        Table(["Cost boundary", "Unit", "Orbit", place(c.answer_region)], rows, "llrr", wrap=[0]),
        Table(["Cost boundary", "Included", "Excluded"], _HOLDS, wrap=[1, 2]),
        Text(said),
        *satellite_cost(c, f.money),
        *ground_cost(c, f.money),
        *hours(c, f.money),
    ]


_HOLDS = (
    (
        "Launch only",
        "the satellite's share of a launch, including empty places",
        "everything else, also insurance and interest on the launch",
    ),
    (
        "Infrastructure",
        (
            "orbit: satellite, development, launch, insurance, ground stations, interest during construction,"
            " operations; ground: facility with interest, operations and maintenance, electricity"
        ),
        "the rack and its failures",
    ),
    (
        "All-in",
        "infrastructure and the rack: insured in orbit; repaired and resold on the ground",
        "taxes on profit, users' network, software, sales",
    ),
    ("Per GPU-hour", "all-in cost divided by the hours sold", "hours that are lost or not sold (see below)"),
    ("Per million tokens", "the same at the rate of the benchmark", "changing traffic, other models"),
)

CAPITAL = {
    "attitude": "Attitude control",
    "imposed": "Satellite (imposed price)",
    "array": "Solar array",
    "terminals": "Laser terminals",
    "integration": "Integration and test",
    "nonrecurring": "Development (NRE)",
    "spares": "Spare satellites",
    "stations": "Ground stations",
    "interest": "Interest during construction",
}


def satellite_cost(c: Comparison, found: Money) -> list[Block]:
    """The capital of one satellite, part by part, each with its range."""
    price, million, spare = c.design.cost, "MUSD", c.scenario.rack.spares
    more = f" and {show(spare.si, '%')} more as spares" if spare.si else ""
    gpus = f"{plain(c.design.rack.gpus, ''):.0f}{more}"
    rows = [
        [
            CAPITAL.get(one.name, one.name.capitalize()),
            number(one.money, 4),
            *_ends(one.low, one.high),
            percent(one.share) if math.isfinite(plain(price.capital, million)) else "",
        ]
        for one in found.parts
    ]
    rows.append(["Capital", number(plain(price.capital, million), 4), "", "", ""])
    said = (
        f"One satellite carries {gpus} accelerators. Low and high vary the price of that line alone (insurance:"
        f" the launch success rate; interest: the construction time). {_priced(c, found)} Insurance is"
        f" {percent(price.premium, 3)} of all lines from rack to launch, excluding insurance and development."
        f" Operations cost {c.scenario.cost.operations} of the racks. Spare satellites are"
        f" {percent(c.scenario.launch.spares.si)} of the lines from rack to integration. Propellant for disposal"
        " is included in the satellite's mass; it therefore raises the launch cost."
    )
    return [
        Table(["Capital cost per satellite, MUSD", "Base", "Low", "High", "Share"], rows, "lrrrr", wrap=[0]),
        *_bus(found.bus),
        Text(said),
    ]


def _ends(low: float | None, high: float | None) -> list[str]:
    return ["" if end is None else number(end) for end in (low, high)]


def _priced(c: Comparison, found: Money) -> str:
    """How the lines of the satellite come to their prices."""
    price, keys = c.design.cost, c.scenario.cost
    if keys.satellite_per_watt is not None:
        return f"The satellite's price is imposed: {keys.satellite_per_watt}, including development and spares."
    built = plain(keys.satellites_built_before.si, "")
    before = f" {built:,.0f} units were built before." if built else ""
    ends = [number(end) for end in (found.bus_low, found.bus_high) if end is not None]
    together = f" The price level moves these five lines together, from {' to '.join(ends)} MUSD." if ends else ""
    return (
        f"The lines from structure to attitude control cost their listed prices times {amount(price.learned, '', 4)}."
        f" This factor combines a price level of {keys.price_level} and a learning curve with a cost ratio of"
        f" {keys.learning} per doubling of units: the mean of the {plain(price.units_built, ''):,.0f} satellites built,"
        f" including spares and losses, relative to the mean of the first {keys.priced_units}.{before}{together}"
        f" Hardware that is priced per kilogram costs {amount(price.bus_price, 'USD/kg', 4)} on average and"
        f" {amount(price.last_unit_price, 'USD/kg', 4)} in the last unit. Development (non-recurring engineering, NRE)"
        f" is {keys.nonrecurring}, spread over a fleet of {plain(c.design.launch.fleet_satellites, ''):,.0f}."
    )


def _bus(lines: tuple[BusLine, ...]) -> list[Block]:
    """What is priced by the kilogram or square metre, by subsystem that weighs anything, the most expensive first;
    nothing where the price is imposed."""
    rows = [
        [subsystem(one.name), one.bought_as, f"{number(one.amount, 4)} {one.unit}"]
        + [number(cell, 4) for cell in (one.price, one.money)]
        for one in lines
        if one.amount
    ]
    head = ["Satellite bus by subsystem", "Priced as", "Amount", "USD each", "MUSD"]
    return [Table(head, rows, "llrrr", wrap=[0])] if rows else []


def ground_cost(c: Comparison, found: Money) -> list[Block]:
    """The annual cost of a kilowatt in the region, line by line, and the basis of each."""
    best, case, yearly = c.ground[c.answer_region], c.scenario, "USD/kW/year"
    made = {
        "Facility": ("facility_per_kw_year", _facility(c)),
        "Operations and maintenance": (
            "operations_per_kw_year",
            f"{case.ground.operations.number:g} % of that price",
        ),
        "Electricity": (
            "power_per_kw_year",
            (
                f"{amount(100 * best.power_price, 'USD/kWh', label='cent/kWh')}, PUE {amount(best.pue, '')},"
                f" {case.cost.utilisation} of the time"
            ),
        ),
        "Computers": (
            "compute_per_kw_year",
            f"{number(found.rack_price)} USD/W with interest, less resale value, over {case.finance.compute_life}s",
        ),
        "Repair": (
            "repair_per_kw_year",
            (
                f"{case.rack.failure_rate.number:g} % per year, each at {case.cost.repair_price} times its price;"
                f" warranty covers {show(case.ground.warranty_share.si, '%')}"
            ),
        ),
        "Total": ("all_in_per_kw_year", ""),
    }
    rows = [[name, number(plain(getattr(best, key), yearly)), words] for name, (key, words) in made.items()]
    return [Table([f"Annual cost per kW in {the_place(c.answer_region)}", yearly, "Basis"], rows, "lrl", wrap=[2, 0])]


def _facility(c: Comparison) -> str:
    """The basis of the facility's annual cost: its rent, or its capital by part and its land."""
    best, plan = c.ground[c.answer_region], c.scenario.ground
    if str(best.facility) == "colocation":
        return f"rent of {plan.colocation_rent}, including operations"
    parts = ", ".join(
        f"{show(share.si, '%')} {name} over {life}s"
        for name, share, life in (
            ("electrical", plan.electrical_share, plan.electrical_life),
            ("cooling", plan.cooling_share, plan.cooling_life),
        )
    )
    return (
        f"{amount(best.facility_capex, 'USD/W')} with interest, over {plan.facility_life}s (of this {parts}), and"
        f" interest on {amount(best.land_capex, 'USD/W')} of land"
    )


_STEPS = {
    "at full power": "At full power",
    "through eclipses": "After eclipse policy",
    "still at work": "After accelerator failures",
    "in a living satellite": "After satellite failures",
    "available": "After outages",
    "not redone after upsets": "After radiation upsets",
    "carried by the link": "After link limits",
    "sold": "Sold (utilisation)",
}


def hours_step(name: str) -> str:
    """A step from installed to sold hours, as tables and figures call it."""
    return _STEPS[name]


def hours(c: Comparison, found: Money) -> list[Block]:
    """From installed to sold GPU-hours: the same steps on both sides."""
    price, best, case = c.design.cost, c.ground[c.answer_region], c.scenario
    rows = [
        [
            hours_step(one.name),
            number(one.orbit, 4),
            number(100 * one.orbit_left, 4),
            number(one.ground, 4),
            number(100 * one.ground_left, 4),
        ]
        for one in found.hours
    ]
    sold = [number(plain(one.gpu_hours_per_year, "hour/year"), 4) for one in (price, best)]
    rows.append(["GPU-hours sold per year", "", sold[0], "", sold[1]])
    said = (
        f"A rack that never stops has {8766 * plain(c.design.rack.gpus, ''):,.0f} GPU-hours per year. Eclipse policy:"
        f" {case.power.eclipse_policy}. In orbit {amount(c.design.rack.orbit_failure_rate, 'percent/year', label='%')}"
        f" of the working accelerators fail each year and are not replaced (spares on board: {case.rack.spares}). Each"
        f" year {amount(case.launch.satellite_loss.si, 'percent/year', label='%')} of the satellites fail after"
        f" commissioning; spares in orbit, {percent(case.launch.spares.si)} of the fleet, replace them. The hours are"
        f" averaged over {amount(price.orbital_life, 'year')}s and not discounted. On the ground"
        f" {amount(case.rack.failure_rate.si, 'percent/year', label='%')} of the accelerators fail each year and"
        f" are out of service for {case.cost.repair_time}s. The links carry"
        f" {number(plain(c.design.link.workload_margin, ''))} times the requirement of the workload"
        f' "{title("workloads", case.link.workload)}".'
    )
    region = place(c.answer_region)
    head = ["From installed to sold hours", "Orbit: step", "cumulative, %", f"{region}: step", "cumulative, %"]
    return [Heading("GPU-hours delivered"), Table(head, rows, "lrrrr", wrap=[0]), Text(said)]


def driving(f: Findings, most: int = 10) -> list[Block]:
    """The inputs that move the cost ratio most, one at a time."""
    c, found = f.comparison, f.drivers
    heading = Heading(f"Sensitivity: cost of a GPU-hour in orbit divided by the cost in {the_place(found.region)}")
    if not found.rows:
        return [heading, Text("No input changes the ratio: the design has no finite cost while a check fails.")]
    rows = [
        [
            one.key,
            one.low,
            number(one.ratio_at_low),
            one.high,
            number(one.ratio_at_high),
            "assumed" if one.guess else "",
        ]
        for one in found.rows[:most]
    ]
    said = (
        "Each input is varied alone from its low to its high value (one at a time). The base ratio is"
        f" {number(found.ratio)}. Below 1 orbit is cheaper."
    )
    if "finance.compute_life" in [one.key for one in found.rows[:most]]:
        life = amount(c.scenario.finance.satellite_life.si, "year", label="years")
        said += f" A longer compute life lowers the cost on the ground only, while a satellite lasts {life}."
    head = ["Input", "Low", "Ratio at low", "High", "Ratio at high", "Source quality"]
    return [heading, Table(head, rows, "lrrrrl", wrap=[0, 2, 4, 5]), Text(said)]
