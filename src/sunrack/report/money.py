"""The report's pages on money: boundaries, one satellite's capital, what drives the answer."""

from __future__ import annotations

import math

from sunrack.drawing import Block, Heading, Table, Text, amount, number, percent
from sunrack.findings import Findings
from sunrack.findings.drivers import Drivers
from sunrack.findings.money import BusLine, Money
from sunrack.section import plain
from sunrack.values import show
from sunrack.verdict import Comparison


def boundaries(f: Findings) -> list[Block]:
    """The same money by boundary, orbit beside the cheapest region; what each holds; its parts on both sides; the hours
    it buys."""
    c = f.comparison
    price, best, finance = c.design.cost, c.ground[c.answer_region], c.scenario.finance
    yearly = "USD/kW/year"
    both = [
        ("infrastructure, no compute", "infrastructure_per_kw_year", yearly),
        ("all-in, with the rack", "all_in_per_kw_year", yearly),
    ]
    rows = [["launch only", yearly, number(plain(price.launch_only_per_kw_year, yearly)), ""]]
    rows += [
        [name, unit, *(number(plain(getattr(one, key), unit)) for one in (price, best))] for name, key, unit in both
    ]
    rows += [
        ["GPU-hours sold of all", "%", *(number(100 * plain(one.delivered_fraction, "")) for one in (price, best))],
        [
            "all-in, per GPU-hour sold",
            "USD/hour",
            *(number(plain(one.per_gpu_hour, "USD/hour")) for one in (price, best)),
        ],
        ["all-in, per million tokens", "USD", *(number(plain(one.per_million_tokens, "USD")) for one in (price, best))],
        [
            "capital without compute",
            "USD/W",
            number(plain(price.capex_per_watt_without_compute, "USD/W")),
            number(plain(best.facility_capex, "USD/W")),
        ],
    ]
    tokens, rated = c.scenario.rack.throughput, c.scenario.rack.rated_throughput
    said = (
        f"Dollars of {finance.currency_year}; annuities at {finance.cost_of_capital} over"
        f" {amount(price.orbital_life, 'year')}s in orbit (nothing is exchanged there), compute {finance.compute_life}s"
        f" and facility {c.scenario.ground.facility_life}s on the ground; payments at year's end. Before first service"
        f" capital bears interest, half of it on average: {finance.satellite_construction}s in orbit,"
        f" {amount(best.works_time, 'month')}s for the facility and {finance.rack_installation}s for the rack on the"
        f" ground. At its end a rack on the ground fetches {show(finance.residual_value.si, '%')} of its price; from"
        f" orbit nothing returns. Tokens: {show(tokens.si, '')} a second and rack by {rated.where or rated.source}; a"
        " benchmark's hours are full, and real traffic is not."
    )
    return [
        Heading("Money, by boundary"),
        Table(["boundary", "unit", "orbit", c.answer_region], rows, "llrr"),
        Table(["boundary", "in", "out"], _HOLDS, wrap=[1, 2]),
        Text(said),
        *satellite_cost(c, f.money),
        *ground_cost(c, f.money),
        *hours(c, f.money),
    ]


_HOLDS = (
    ("launch only", "its share of a launch, empty places counted", "all else; insurance and interest on it too"),
    (
        "infrastructure",
        (
            "orbit: satellite, development, launch, insurance, ground stations, interest until service, operations; "
            "ground: facility with interest, upkeep, electricity"
        ),
        "the rack and its failures",
    ),
    (
        "all-in",
        "that and the rack: insured in orbit; repaired and sold at its end on the ground",
        "taxes on profit, users' network, software, selling",
    ),
    ("per GPU-hour", "all-in over the hours sold", "hours lost or idle, below"),
    ("per tokens", "the same at the benchmark's rate", "waves of traffic, other models"),
)


def satellite_cost(c: Comparison, found: Money) -> list[Block]:
    """The capital of one satellite, part by part, each with its range."""
    price, million, spare, keys = c.design.cost, "MUSD", c.scenario.rack.spares, c.scenario.cost
    more = f" and {show(spare.si, '%')} more as spares" if spare.si else ""
    built = plain(keys.satellites_built_before.si, "")
    before = f", of which {built:,.0f} had been built before" if built else ""
    gpus = f"{plain(c.design.rack.gpus, ''):.0f}{more}"
    rows = [
        [
            one.name,
            number(one.money, 4),
            *_ends(one.low, one.high),
            percent(one.share) if math.isfinite(plain(price.capital, million)) else "",
        ]
        for one in found.parts
    ]
    rows.append(["capital", number(plain(price.capital, million), 4), "", "", ""])
    said = (
        f"One satellite carries {gpus} accelerators. Low and high: that line alone, its own price at the ends of its"
        " range (insurance: the vehicle's success; interest: the time). Bus is all that is bought by the kilogram:"
        f" {amount(price.bus_price, 'USD/kg', 4)} on average over the fleet,"
        f" {amount(price.last_unit_price, 'USD/kg', 4)} for its last unit, from {keys.first_unit} for the first"
        f" of its line{before}."
        f" Nonrecurring is {keys.nonrecurring} over a fleet of"
        f" {number(plain(c.design.launch.fleet_satellites, ''), 4)}; insurance is {percent(price.premium, 3)} of the"
        f" lines from rack to launch but that one. A year's operations are {keys.operations.number:g} % of"
        " the lines from bus to nonrecurring. Spares are whole satellites,"
        f" {percent(c.scenario.launch.spares.si)} of the lines from rack to integration. Disposal is in the"
        " propellant, and so in mass and launch."
    )
    return [
        Table(["one satellite of the fleet", "MUSD", "low", "high", "share"], rows, "lrrrr"),
        _bus(found.bus),
        Text(said),
    ]


def _ends(low: float | None, high: float | None) -> list[str]:
    return ["" if end is None else number(end) for end in (low, high)]


def _bus(lines: tuple[BusLine, ...]) -> Table:
    """What is bought by the kilogram, line by line of the bill of masses that weighs anything, the dearest first."""
    rows = [
        [one.name.replace("_", " "), number(one.mass, 4), number(one.money), *_ends(one.low, one.high)]
        for one in lines
        if one.mass
    ]
    return Table(["of which the bus, by mass", "kg", "MUSD", "low", "high"], rows, "lrrrr")


def ground_cost(c: Comparison, found: Money) -> list[Block]:
    """The yearly cost of a kilowatt in the cheapest region, line by line, and what each is made of."""
    best, case, yearly = c.ground[c.answer_region], c.scenario, "USD/kW/year"
    made = {
        "facility": (
            "facility_per_kw_year",
            _facility(c),
        ),
        "upkeep": ("operations_per_kw_year", f"{case.ground.operations.number:g} % of that price"),
        "electricity": (
            "power_per_kw_year",
            (
                f"{amount(100 * best.power_price, 'USD/kWh', label='c/kWh')}, PUE {amount(best.pue, '')},"
                f" {case.cost.utilisation} of the time"
            ),
        ),
        "computers": (
            "compute_per_kw_year",
            f"{number(found.rack_price)} USD/W and interest, resale off, over {case.finance.compute_life}s",
        ),
        "repair": (
            "repair_per_kw_year",
            (
                f"{case.rack.failure_rate.number:g} % a year at {case.cost.repair_price} of their price,"
                f" {show(case.ground.warranty_share.si, '%')} of it borne by the maker"
            ),
        ),
        "all of it": ("all_in_per_kw_year", ""),
    }
    rows = [[name, number(plain(getattr(best, key), yearly)), words] for name, (key, words) in made.items()]
    return [Table([f"a kilowatt's year in {c.answer_region}", "USD", "from"], rows, "lrl", wrap=[2])]


def _facility(c: Comparison) -> str:
    """What the facility's yearly cost is made of: its rent, or its capital by part and its land."""
    best, plan = c.ground[c.answer_region], c.scenario.ground
    if str(best.facility) == "colocation":
        return f"rent of {plan.colocation_rent}, operations in it"
    parts = ", ".join(
        f"{show(share.si, '%')} {name} over {life}s"
        for name, share, life in (
            ("electrical", plan.electrical_share, plan.electrical_life),
            ("cooling", plan.cooling_share, plan.cooling_life),
        )
    )
    return (
        f"{amount(best.facility_capex, 'USD/W')} and interest, over {plan.facility_life}s; of it {parts}; and interest"
        f" on {amount(best.land_capex, 'USD/W')} of land"
    )


def hours(c: Comparison, found: Money) -> list[Block]:
    """From a rack that never stops to the hours sold: the same steps on both sides."""
    price, best, case = c.design.cost, c.ground[c.answer_region], c.scenario
    rows = [
        [
            one.name,
            number(one.orbit, 4),
            number(100 * one.orbit_left, 4),
            number(one.ground, 4),
            number(100 * one.ground_left, 4),
        ]
        for one in found.hours
    ]
    sold = [number(plain(one.gpu_hours_per_year, "hour/year"), 4) for one in (price, best)]
    rows.append(["GPU-hours a year", "", sold[0], "", sold[1]])
    said = (
        f"Of the {8766 * plain(c.design.rack.gpus, ''):,.0f} hours a year of a rack that never stops. Eclipse policy:"
        f" {case.power.eclipse_policy}. In orbit {amount(c.design.rack.orbit_failure_rate, 'percent/year')} of what"
        f" works fails and stays failed, spares {case.rack.spares}. Of satellites {case.launch.satellite_loss} die in"
        f" mid-life, {percent(case.launch.spares.si)} of spares fill their places; the hours are averaged over"
        f" {amount(price.orbital_life, 'year')}s and not discounted. On the ground {case.rack.failure_rate} fail and"
        f" stand still for {case.cost.repair_time}s. The links carry {number(plain(c.design.link.workload_margin, ''))}"
        f" times what {case.link.workload} needs."
    )
    head = ["hours, share by share", "orbit", "left, %", c.answer_region, "left, %"]
    return [Heading("Hours sold, step by step"), Table(head, rows, "lrrrr"), Text(said)]


def driving(c: Comparison, found: Drivers, most: int = 10) -> list[Block]:
    """The inputs that move the cost ratio most, one at a time."""
    title = Heading(f"What drives it: cost of a GPU-hour, orbit over {found.region}")
    if not found.rows:
        return [title, Text("No input moves it: the design has no cost while a check fails.")]
    rows = [
        [one.key, one.low, number(one.ratio_at_low), one.high, number(one.ratio_at_high), "guess" if one.guess else ""]
        for one in found.rows[:most]
    ]
    life = (
        ""
        if "finance.compute_life" not in [one.key for one in found.rows[:most]]
        else (
            " A longer compute life helps the ground alone while the satellite lasts "
            f"{amount(c.scenario.finance.satellite_life.si, 'year', label='years')}."
        )
    )
    said = (
        f"One input at a time from its low to its high; the ratio is {number(found.ratio)} with all as they are. Below"
        f" 1 orbit wins.{life}"
    )
    return [
        title,
        Table(["input", "low", "ratio", "high", "ratio", ""], rows, "lrrrrl", wrap=[0]),
        Text(said),
    ]
