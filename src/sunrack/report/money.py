"""The report's pages on money and the ground: boundaries, regions, break-even, what drives the answer."""

from __future__ import annotations

import numpy as np

from sunrack.drawing import Block, Heading, Table, Text, amount, number, percent
from sunrack.section import plain
from sunrack.study import Driver
from sunrack.values import show
from sunrack.verdict import Comparison


def boundaries(c: Comparison) -> list[Block]:
    """The same money by boundary, orbit beside the cheapest region."""
    price, best, finance = c.design.cost, c.ground[c.cheapest], c.scenario.finance
    yearly = "USD/kW/year"
    rows = [
        ["launch only", yearly, number(plain(price.launch_only_per_kw_year, yearly)), ""],
        ["infrastructure, no compute", yearly, number(plain(price.infrastructure_per_kw_year, yearly)), number(plain(best.infrastructure_per_kw_year, yearly))],
        ["all-in, with the rack", yearly, number(plain(price.all_in_per_kw_year, yearly)), number(plain(best.all_in_per_kw_year, yearly))],
        ["GPU-hours sold of all", "%", number(100 * plain(price.delivered_fraction, "")), number(100 * plain(best.delivered_fraction, ""))],
        ["all-in, per GPU-hour sold", "USD/hour", number(plain(price.per_gpu_hour, "USD/hour")), number(plain(best.per_gpu_hour, "USD/hour"))],
        ["capital without compute", "USD/W", number(plain(price.capex_per_watt_without_compute, "USD/W")), number(plain(best.facility_capex, "USD/W"))],
    ]
    said = (
        f"Dollars of {finance.currency_year.si:.0f}; annuities at {finance.cost_of_capital} over {amount(price.orbital_life, 'year')}s in orbit "
        f"(nothing is exchanged there), compute {finance.compute_life} and facility {c.scenario.ground.facility_life} on the ground; "
        "payments at year's end, no residual value. "
        "Infrastructure is all but the rack: satellite, launch, insurance, development, operations; on the ground facility, power, operations."
    )
    return [Heading("Money, by boundary"), Table(["boundary", "unit", "orbit", c.cheapest], rows, "llrr"), *satellite_cost(c), Text(said)]


def satellite_cost(c: Comparison) -> list[Block]:
    """The capital of one satellite, part by part."""
    price, million = c.design.cost, "MUSD"
    gpus = f"{plain(c.design.rack.gpus, ''):.0f}"
    parts = [*price.parts, ("launch", price.launch), ("insurance", price.insurance)]
    whole = np.isfinite(plain(price.capital, million))
    rows = [[name, number(plain(money, million), 4), percent(money / price.capital) if whole else ""] for name, money in parts]
    rows.append(["capital", number(plain(price.capital, million), 4), ""])
    said = (
        f"One satellite carries {gpus} accelerators. Bus is all that is bought by the kilogram: {amount(price.bus_price, 'USD/kg', 4)} "
        "on average over the fleet, "
        f"{amount(price.last_unit_price, 'USD/kg', 4)} for its last unit, from {c.scenario.cost.first_unit} for the first."
    )
    return [Table(["one satellite of the fleet", "MUSD", "share"], rows, "lrr"), Text(said)]


def regions(c: Comparison) -> list[Block]:
    """Ground by region: money, time, and orbit against it."""
    rows, clocks = [], []
    for name, rival in sorted(c.ground.items(), key=lambda item: plain(item[1].per_gpu_hour, "USD/hour")):
        one = c.against[name]
        cells = [number(100 * plain(rival.power_price, "USD/kWh")), number(plain(rival.infrastructure_per_kw_year, "USD/kW/year"))]
        cells += [number(plain(rival.per_gpu_hour, "USD/hour")), number(plain(one.cost_ratio, "")), number(plain(one.net_present_value, "USD/kW"))]
        rows.append([name, *cells])
        months = [f"{plain(getattr(rival, f'time_to_power_{q}'), 'month'):.0f}" for q in ("p10", "p50", "p90")]
        saved = plain(one.time_saved, "month")
        clocks.append([name, *months, f"{saved:+.0f}" if np.isfinite(saved) else "none", str(rival.binding_gate), str(rival.source)])
    return [
        Heading("The ground, by region"),
        Table(["region", "c/kWh", "infra USD/kW/y", "USD/GPU-h", "orbit/ground", "NPV USD/kW"], rows, "lrrrrr", wrap=[0]),
        Table(["months to power", "P10", "P50", "P90", "orbit saves", "binding gate", "power from"], clocks, "lrrrrll", wrap=[0]),
        Text(
            f"Orbit serves first {amount(c.time_to_first_token, 'month')}s from today and with half its fleet after {amount(c.time_to_half_fleet, 'month')}s, "
            "which is what it saves or loses against the ground. NPV is orbit's less the ground's, from today, waiting included "
            f"({c.scenario.ground.delay_cost}), with an accelerator sold at {c.scenario.ground.compute_value}."
        ),
    ]


def breakeven(c: Comparison) -> list[Block]:
    """The launch price at which orbit equals each region."""
    rows = []
    for name, one in c.against.items():
        price = plain(one.breakeven_launch_price, "USD/kg")
        words = "no crossover: even free launch is too dear" if price < 0 else "orbit is cheaper below this"
        if not np.isfinite(price):
            words = "not defined: the design fails a check"
        rows.append([name, number(price), words])
    return [Heading("Break-even launch price"), Table(["region", "USD/kg to low orbit", ""], rows, "lrl", wrap=[2])]


def driving(c: Comparison, found: list[Driver], most: int = 10) -> list[Block]:
    """The inputs that move the cost ratio most, one at a time."""
    title = Heading(f"What drives it: cost of a GPU-hour, orbit over {c.cheapest}")
    if not found:
        return [title, Text("No input moves it: the design has no cost while a check fails.")]
    rows = []
    for one in found[:most]:
        low, high = show(one.value.low or 0.0, one.value.unit, 3), show(one.value.high or 0.0, one.value.unit, 3)
        rows.append([one.key, low, number(one.at_low), high, number(one.at_high), "guess" if one.value.is_guess else ""])
    base = plain(c.against[c.cheapest].cost_ratio, "")
    life = "" if "finance.compute_life" not in [one.key for one in found[:most]] else (
        f" A longer compute life helps the ground alone while the satellite lasts {c.scenario.finance.satellite_life}."
    )
    said = f"One input at a time from its low to its high; the ratio is {number(base)} with all as they are. Below 1 orbit wins.{life}"
    return [
        title,
        Table(["input", "low", "ratio", "high", "ratio", ""], rows, "lrrrrl", wrap=[0]),
        Text(said),
    ]


