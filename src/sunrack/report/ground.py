"""The report's pages on the ground: regions beside orbit, sources of power, what would turn the answer, all regions ranked."""

from __future__ import annotations

from typing import Any

import numpy as np

from sunrack.checks import failing
from sunrack.drawing import Block, Heading, Table, Text, amount, number, ranged
from sunrack.finance import capital_recovery_factor
from sunrack.ground import verdict_of
from sunrack.report import zoning
from sunrack.section import plain
from sunrack.study import MEASURES, PATHS, When, breakeven, evaluate, when
from sunrack.units import bare
from sunrack.verdict import Comparison, on_ground

_QUANTILES = ("p10", "p50", "p90")
# By part of the satellite the key that is zero when the part is free.
_FREE = {
    "bus": "cost.first_unit", "launch": "launch.price", "array": "power.array_price", "battery": "power.battery_price", "terminals": "link.terminal_price",
    "integration": "cost.integration", "nonrecurring": "cost.nonrecurring", "spares": "launch.spares",
}  # fmt: skip
_SOURCES = ("grid", "on-site-gas", "combined-cycle", "engines", "fuel-cells", "solar-battery", "bridge")


def regions(c: Comparison) -> list[Block]:
    """Ground by region: money, time beside orbit's own, water and carbon."""
    money, clocks, nature = [], [_orbit(c)], []
    for name, here in sorted(c.ground.items(), key=lambda item: plain(item[1].per_gpu_hour, "USD/hour")):
        one = c.against[name]
        cells = [
            number(100 * plain(here.power_price, "USD/kWh")),
            number(plain(here.infrastructure_per_kw_year, "USD/kW/year")),
        ]
        cells += [
            number(plain(here.per_gpu_hour, "USD/hour")),
            _orbit_number(plain(one.cost_ratio, "")),
            _orbit_number(plain(one.net_present_value, "USD/kW")),
        ]
        money.append([name, *cells])
        saved = plain(one.time_saved, "month")
        months = [_months(getattr(here, f"time_to_power_{q}")) for q in _QUANTILES]
        clocks.append(
            [name, *months, f"{saved:+.0f}" if np.isfinite(saved) else "-", *_binding(here), str(here.source)]
        )
        cells = [
            number(plain(getattr(here, key), "m³/kW/year")) for key in ("water_per_kw_year", "water_off_per_kw_year")
        ]
        nature.append(
            [
                name,
                number(100 * plain(here.power_price, "USD/kWh")),
                number(plain(here.pue, "")),
                *cells,
                number(_tonnes(here)),
            ]
        )
    return [
        Heading("The ground, by region"),
        Table(
            ["region", "c/kWh", "infra USD/kW/y", "USD/GPU-h", "orbit/ground", "NPV USD/kW"], money, "lrrrrr", wrap=[0]
        ),
        Table(
            ["months", "P10", "P50", "P90", "orbit saves", "binding gate", "odds", "power from"],
            clocks,
            "lrrrrlrl",
            wrap=[0],
        ),
        Text(
            f"{_serves(c)} Odds: share of outcomes in which that gate is the longest on the critical path. "
            f"NPV is orbit's less the ground's, from today, waiting included ({c.scenario.ground.delay_cost}), with an accelerator sold at "
            f"{c.scenario.ground.compute_value}."
        ),
        *_way_round(c),
        *_refused(c),
        Table(
            ["per kW of computers and year", "c/kWh", "PUE", "m³ on site", "m³ at plants*", "t CO2"],
            nature,
            "lrrrrr",
            wrap=[0],
        ),
        Text(
            f"Water at the site and at the grid's power plants; carbon of the electricity alone. * One mean of the US for every region, by its share "
            f"of grid power: {ranged(c.scenario.ground.grid_water)}."
        ),
    ]


def _serves(c: Comparison) -> str:
    """When orbit serves, or that it does not."""
    if not np.isfinite(plain(c.time_to_half_fleet, "month")):
        return f"Orbit does not serve{f': the design {said}' if (said := failing(c.checks)) else ''}."
    return (
        f"Orbit serves first {amount(c.time_to_first_token, 'month')}s from today and with half its fleet after {amount(c.time_to_half_fleet, 'month')}s, "
        "which is what it saves or loses against the ground."
    )


def _orbit_number(value: float) -> str:
    """A result of orbit against the ground, in words where the design cannot be built and flown."""
    return number(value) if np.isfinite(value) else "infeasible"


def _way_round(c: Comparison) -> list[Block]:
    """What the best source of power would give the slowest region, where it waits for the grid."""
    place = max(c.ground, key=lambda name: plain(c.ground[name].time_to_power, "month"))
    if str(c.ground[place].source) != "grid":
        return []
    inputs = c.scenario.but({"ground.source": "best"}).inputs(bare=True)
    with bare():  # the comparison has checked the units
        here = on_ground(inputs, inputs.sites[place])
    months, half = plain(here.time_to_power, "month"), plain(c.time_to_half_fleet, "month")
    if str(here.source) == "grid" or not np.isfinite(months):
        return []
    saved = (
        f", and orbit would save {months - half:+.0f}, not {plain(c.against[place].time_saved, 'month'):+.0f}"
        if np.isfinite(half)
        else ""
    )
    source = f"{c.scenario.ground.bridge} until the grid comes" if str(here.source) == "bridge" else str(here.source)
    return [
        Text(
            f"With the best source of power there ({source}), {place} would have a median of {months:.0f} months{saved}."
        )
    ]


def _refused(c: Comparison) -> list[Block]:
    """The regions whose known rules refuse the campus."""
    names = [name for name, found in zoning.judged(c).items() if verdict_of(found) == "fails"]
    if not names:
        return []
    what = "its months and costs stand" if len(names) == 1 else "their months and costs stand"
    return [
        Text(f"{', '.join(names)}: the rules known refuse such a campus; {what} for one that they would not refuse.")
    ]


def power(c: Comparison) -> list[Block]:
    """Every source of power in the cheapest region that has a grid to choose."""
    grids = {name: one for name, one in c.ground.items() if c.scenario.homes[name].supply == "grid"}
    if not grids:
        return []
    place = min(grids, key=lambda name: plain(grids[name].per_gpu_hour, "USD/hour"))
    inputs = c.scenario.but({"ground.source": "best"}).inputs(bare=True)
    annuity = capital_recovery_factor.si(c.scenario.finance.cost_of_capital.si, c.scenario.finance.compute_life.si)
    rows = []
    for word in _SOURCES:
        inputs.ground.source = word
        with bare():  # the comparison has checked the units
            here = on_ground(inputs, inputs.sites[place])
        spread = plain(here.waiting_cost_per_kw * annuity, "USD/kW/year")
        cells = [number(100 * plain(here.power_price, "USD/kWh")), number(plain(here.per_gpu_hour, "USD/hour"))]
        cells += [_months(getattr(here, f"time_to_power_{q}")) for q in _QUANTILES]
        rows.append([word, *cells, str(here.binding_gate), number(spread), number(_tonnes(here))])
    return [
        Heading(f"Power for {place}, by source"),
        Table(
            ["source", "c/kWh", "USD/GPU-h", "P10", "P50", "P90", "binding gate", "waiting", "t CO2"],
            rows,
            "lrrrrrlrr",
            wrap=[6],
        ),
        Text(
            f"Months to power; waiting: the cost of the median wait ({c.scenario.ground.delay_cost}), spread over the computers' life, in USD/kW/year. "
            f'Bridge: {c.scenario.ground.bridge} until the grid comes. ground.source chooses; "best" takes the best by ground.objective.'
        ),
    ]


def turning(c: Comparison) -> list[Block]:
    """Launch price by region at which orbit comes even; what else would turn the answer in the cheapest region; when."""
    rows = []
    for name, one in c.against.items():
        price = plain(one.breakeven_launch_price, "USD/kg")
        words = "no crossover: even free launch is too dear" if price < 0 else "orbit is cheaper below this"
        if not np.isfinite(price):
            words = "not defined: the design fails a check"
        rows.append([name, number(price) if np.isfinite(price) else "-", words])
    place = c.answer_region
    blocks: list[Block] = [
        Heading("Break-even launch price"),
        Table(["region", "USD/kg to low orbit", ""], rows, "lrl", wrap=[2]),
    ]
    if not np.isfinite(plain(c.against[place].cost_ratio, "")):
        return blocks
    found = [_turn(c, key, place, boundary) for key, boundary in _turns(place)]
    blocks.append(Table([f"against {place}", "now", "even at", ""], found, wrap=[0, 3]))
    blocks.append(
        Text(
            f"A GPU-hour from orbit costs what it costs in {place}, as launch grows cheaper by year: {when(c.scenario, place)} (sunrack when)."
        )
    )
    return [*blocks, Text(_free(c, place))]


def _free(c: Comparison, place: str) -> str:
    """What an hour would cost with the two largest parts of the satellite free, and with the next three."""
    price = c.design.cost
    money = {name: plain(one, "USD") for name, one in (*price.parts, ("launch", price.launch)) if name in _FREE}
    largest = sorted(money, key=lambda name: -money[name])[:5]
    values = c.scenario.values()
    over = {_FREE[name]: [0.0, 0.0] if name in largest[:2] else [values[_FREE[name]].si, 0.0] for name in largest}
    found = evaluate(c.scenario, over, words={"ground.regions": [place]}).against[place].cost_ratio
    one, two, three, four, five = (_NAMED.get(name, name) for name in largest)
    return (
        f"With {one} and {two} free a GPU-hour from orbit would cost {number(found[0])} times as much as in {place}; with {three}, {four} and {five} free as "
        f"well, {number(found[1])} times. The rack, its insurance and all smaller parts remain."
    )


_NAMED = {"nonrecurring": "development", "terminals": "laser terminals"}


def _turns(place: str) -> tuple[tuple[str, str], ...]:
    return (
        ("cost.first_unit", "gpu-hour"),
        ("finance.compute_life", "gpu-hour"),
        (f"ground.{place}.grid_wait", "net-present-value"),
    )


def _turn(c: Comparison, key: str, place: str, boundary: str) -> list[str]:
    """One input's break-even as a row, in words."""
    found = breakeven(c.scenario, key, place)
    one = found.crossings[boundary]
    what = {"gpu-hour": "GPU-hour", "net-present-value": "worth today"}[boundary]
    if one.value is None:
        words = "however long the wait" if key.endswith("grid_wait") else "at every value tried"
        return [
            f"{key}, {what}",
            str(found.value),
            "no crossover",
            f"orbit {'wins' if one.now < 0 else 'loses'} {words}",
        ]
    side = "below" if one.better_below else "above"
    if key.endswith("grid_wait"):
        wait, price = amount(one.value, "month"), c.scenario.launch.price
        return [
            f"{key}, {what}",
            str(found.value),
            wait,
            f"orbit wins if the ground waits {'more' if side == 'above' else 'less'} than that at {price}",
        ]
    return [f"{key}, {what}", str(found.value), f"{one.value:.4g~P}", f"orbit wins {side}"]


def ranked(c: Comparison, by: str = "cost") -> list[Block]:
    """All regions of a comparison in one table, with their places by cost, time and worth.

    Args:
        c: The comparison.
        by: "cost" of a GPU-hour, "time" to power, or "worth" of the ground over orbit, first the best ground.
    """
    rows, mixed = ranking(c, by), c.scenario.ground.source != "grid"
    cells = [
        [
            row["region"], number(row["per_gpu_hour"]), _orbit_number(row["cost_ratio"]), _rounded(row["time_to_power"]),
            row["source"] if mixed else f"{row['time_saved']:+.0f}" if np.isfinite(row["time_saved"]) else "-",
            _orbit_number(row["net_present_value"] / 1000), row["binding_gate"], zoning.SHORT[row["zoning"]],
        ]
        for row in rows
    ]  # fmt: skip
    head = ["region", "USD/h", "ratio", "P50", "power" if mixed else "saves", "NPV", "binding gate", "zoning"]
    words = {"cost": "cost of a GPU-hour", "time": "median time to power", "worth": "worth today, waiting included"}[by]
    best = {key: min(rows, key=lambda row: row["places"][key])["region"] for key in ("cost", "time", "worth")}
    return [
        Heading(f"{len(rows)} regions, ranked by {words}"),
        Table(head, cells, "lrrrlrll" if mixed else "lrrrrrll", wrap=[6]),
        Text(
            f"Best ground: {best['cost']} by cost, {best['time']} by time, {best['worth']} by worth. USD/h: of a GPU-hour; ratio: orbit's over it. P50: months "
            f"to power{'' if mixed else '; saves: months by which orbit is quicker, with half its fleet'}. NPV: orbit's less the ground's, kUSD/kW, from "
            "today. Zoning: the kindest of the region's known jurisdictions (vary: by vote or variance; ?: not known); where it fails, all else is of a site "
            "that they would not refuse."
        ),
    ]


def ranking(c: Comparison, by: str = "cost") -> list[dict[str, Any]]:
    """The rows of `ranked`: shown units, and a region's place by each measure."""
    rows, rules = [], zoning.judged(c)
    for name, here in c.ground.items():
        one = c.against[name]
        rows.append({
            "region": name,
            "source": str(here.source),
            "per_gpu_hour": plain(here.per_gpu_hour, "USD/hour"),
            "cost_ratio": plain(one.cost_ratio, ""),
            "time_to_power": plain(here.time_to_power, "month"),
            "time_saved": plain(one.time_saved, "month"),
            "net_present_value": plain(one.net_present_value, "USD/kW"),
            "binding_gate": str(here.binding_gate),
            "zoning": verdict_of(rules[name]),
            "binding_odds": plain(here.binding_odds, ""),
            "water_per_kw_year": plain(here.water_per_kw_year, "m³/kW/year"),
            "carbon_per_kw_year": plain(here.carbon_per_kw_year, "kg/kW/year"),
        })  # fmt: skip
    orders = {"cost": "per_gpu_hour", "time": "time_to_power", "worth": "net_present_value"}
    places = {
        key: [row["region"] for row in sorted(rows, key=lambda row: (np.isnan(row[field]), row[field]))]
        for key, field in orders.items()
    }
    for row in rows:
        row["places"] = {key: order.index(row["region"]) + 1 for key, order in places.items()}
        row["place"] = row["places"][by]
    return sorted(rows, key=lambda row: row["place"])


def _orbit(c: Comparison) -> list[str]:
    clock = c.clock
    months = [_months(getattr(clock, f"time_to_first_token_{q}")) for q in _QUANTILES]
    return ["orbit, first", *months, "", *_binding(clock), "the Sun"]


def _months(time: Any) -> str:
    return _rounded(plain(time, "month"))


def _rounded(found: float) -> str:
    return f"{found:.0f}" if np.isfinite(found) else "never"


def _binding(one: Any) -> list[str]:
    return [str(one.binding_gate), f"{100 * plain(one.binding_odds, ''):.0f} %"]


def _tonnes(here: Any) -> float:
    return float(plain(here.carbon_per_kw_year, "kg/kW/year")) / 1000


def years(found: list[When]) -> list[Block]:
    """When orbit comes even with each region, along the three paths."""
    rows = []
    for one in found:
        for measure, words in MEASURES.items():
            rows.append(
                [
                    one.region if measure == "cost" else "",
                    words,
                    *(str(year or "none") for year in one.years[measure].values()),
                ]
            )
    slow, central, fast = (found[0].paths[name] for name in PATHS)
    prices = " to ".join(number(float(one.launch_price[-1])) for one in (slow, fast))
    return [
        Heading(f"The year in which orbit comes even, to {found[0].last}"),
        Table(["region", "by", *PATHS], rows, wrap=[1]),
        Text(
            f"Launch falls from {number(float(central.launch_price[0]))} USD/kg to {number(float(central.launch_price[-1]))} ({prices}) and the wait for the "
            f"grid in {found[0].region} goes from {number(float(central.grid_wait[0]))} years to {number(float(central.grid_wait[-1]))}. Slow, central and "
            "fast: launch.learning_rate, launch.mass_growth and ground.queue_growth at low, value and high. The satellite costs what it costs today."
        ),
    ]
