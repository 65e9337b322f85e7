"""The report's section on the ground: regions beside orbit, power sources, all regions ranked."""

from __future__ import annotations

from typing import Any

import numpy as np

from sunrack.catalogue import place, the_place
from sunrack.drawing import Block, Heading, Table, Text, amount, number, ranged
from sunrack.findings import Findings
from sunrack.findings.ground import Project, Sooner, ranking
from sunrack.markup import listed
from sunrack.names import MEASURES
from sunrack.report.words import months_apart, power_source, side
from sunrack.report.zoning import SHORT
from sunrack.section import plain
from sunrack.verdict import Comparison

_QUANTILES = ("p10", "p50", "p90")


def regions(f: Findings) -> list[Block]:
    """Ground sites by region: money, time beside orbit's own, water and carbon."""
    c = f.comparison
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
        money.append([place(name), *cells])
        months = [_months(getattr(here, f"time_to_power_{q}")) for q in _QUANTILES]
        clocks.append(
            [
                place(name),
                *months,
                apart(plain(one.time_saved, "month")),
                *_binding(here, here.time_to_power),
                power_source(str(here.source)),
            ]
        )
        cells = [
            number(plain(getattr(here, key), "m³/kW/year")) for key in ("water_per_kw_year", "water_off_per_kw_year")
        ]
        nature.append(
            [
                place(name),
                number(100 * plain(here.power_price, "USD/kWh")),
                number(plain(here.pue, "")),
                *cells,
                number(_tonnes(here)),
            ]
        )
    prices = [
        "Region",
        "Power price, cent/kWh",
        "Infrastructure, USD/kW/year",
        "Cost, USD/GPU-hour",
        "Ratio",
        "NPV, USD/kW",
    ]
    return [
        Heading("Ground sites by region"),
        Table(prices, money, "lrrrrr", wrap=[0]),
        Table(
            [
                "Months to first service",
                "P10",
                "P50",
                "P90",
                "Orbit at half",
                "Critical step",
                "Probability",
                "Power source",
            ],
            clocks,
            "lrrrrlrl",
            wrap=[0, 7, 5],
        ),
        Text(_project(f.ground.project)),
        Text(
            f'{_serves(c)} The column "Orbit at half" shows by how many months orbit is earlier or later than the'
            " region, each at half of its capacity. The probability is the share of outcomes in which this step"
            " determines the schedule. NPV is the net present value of orbit minus the ground, from today, including"
            " the cost of delay"
            f" ({c.scenario.ground.delay_cost}), with a GPU-hour sold at {c.scenario.ground.compute_value}."
        ),
        *_way_round(c, f.ground.sooner),
        *_refused(f.ground.refused),
        Table(
            [
                "Per kW of IT load and year",
                "Power price, cent/kWh",
                "PUE",
                "Water on site, m³",
                "Water at power plants, m³",
                "CO2, t",
            ],
            nature,
            "lrrrrr",
            wrap=[0],
        ),
        Text(
            "CO2 is that of the electricity. Water at power plants uses one mean value of the United States for every"
            f" region, in proportion to its share of grid power: {ranged(c.scenario.ground.grid_water)}."
        ),
    ]


def apart(months: float) -> str:
    """By how many months orbit is earlier or later: "19 later"."""
    if not np.isfinite(months):
        return "-"
    return f"{abs(months):.0f} {'earlier' if months > 0 else 'later'}" if round(months) else "equal"


def _serves(c: Comparison) -> str:
    """When orbit serves, or that it does not."""
    if not np.isfinite(plain(c.time_to_half_fleet, "month")):
        return f"Orbit never enters service{f': the design {said}' if (said := c.failing) else ''}."
    ride = c.design.launch
    launches = plain(ride.fleet_launches, "") + plain(ride.fleet_relaunches, "")
    return (
        f"Orbit enters service after {amount(c.time_to_first_token, 'month')}s, however large the fleet; half the fleet"
        f" is in service after {amount(c.time_to_half_fleet, 'month')}s. The fleet's {number(launches)} launches take"
        f" {amount(ride.fleet_time, 'month')}s at {number(plain(c.scenario.launch.cadence.si, '1/year'))} a year;"
        " a larger fleet takes longer."
    )


def _project(found: Project) -> str:
    """How the project's size sets its months, and when half and all of it are in service."""
    if found.rents:
        how = (
            f"rents space in an existing data centre, as all projects up to {number(found.limit)} MW do. It needs no"
            " zoning hearing, no grid connection of its own and no construction"
        )
    else:
        how = "builds a campus. A larger campus waits longer for power, and its halls enter service one after another"
    rows = [
        f"{side(one.place)} {', '.join(_whole(time) for time in (one.first, one.half, one.whole))}"
        for one in found.months
    ]
    return (
        f"A project of {number(found.power)} MW {how}. Months to first service, to half and to all of the capacity:"
        f" {'; '.join(rows)}."
    )


def _orbit_number(value: float) -> str:
    """A result of orbit against the ground, in words where the design cannot be built and flown."""
    return number(value) if np.isfinite(value) else "infeasible"


def _way_round(c: Comparison, found: Sooner | None) -> list[Block]:
    """What the best source of power would give the slowest region, where it waits for the grid."""
    if found is None:
        return []
    now = plain(c.against[found.region].time_saved, "month")
    saved = ""
    if found.time_saved is not None:
        saved = f" Orbit would then be {months_apart(found.time_saved, found.region)}, not {_directed(now)}."
    source = f"{power_source(c.scenario.ground.bridge)} until the grid connection"
    source = source if found.source == "bridge" else power_source(found.source)
    return [
        Text(
            f"With the best power source there ({source.lower()}), the median in {the_place(found.region)} would be"
            f" {found.time_to_power:.0f} months.{saved}"
        )
    ]


def _directed(saved: float) -> str:
    return f"{abs(saved):.0f} months {'earlier' if saved > 0 else 'later'}"


def _refused(names: tuple[str, ...]) -> list[Block]:
    """The regions whose known rules refuse the campus."""
    if not names:
        return []
    whose = "Its" if len(names) == 1 else "Their"
    places = listed([the_place(name) for name in names])
    return [
        Text(
            f"The known rules do not permit such a campus in {places}. {whose} months and costs apply to a campus that"
            " the rules permit."
        )
    ]


def power(f: Findings) -> list[Block]:
    """Every source of power in the cheapest region that has a grid to choose."""
    case, found = f.comparison.scenario.ground, f.ground
    if found.region is None:
        return []
    rows = [
        [
            power_source(one.name),
            number(100 * one.power_price),
            number(one.per_gpu_hour),
            *(_whole(time) for time in (one.time_to_power_p10, one.time_to_power_p50, one.time_to_power_p90)),
            one.binding_gate,
            number(one.waiting_cost),
            number(one.carbon),
        ]
        for one in found.sources
    ]
    head = [
        "Power source",
        "Power price, cent/kWh",
        "USD/ GPU-hour",
        "P10",
        "P50",
        "P90",
        "Critical step",
        "Cost of delay",
        "CO2, t",
    ]
    return [
        Heading(f"Power sources in {the_place(found.region)}"),
        Table(head, rows, "lrrrrrlrr", wrap=[0, 6]),
        Text(
            "P10, P50 and P90 are months to first service. The cost of delay is that of the median wait"
            f" ({case.delay_cost}), spread over the life of the computers, in USD/kW/year. CO2 is per kW and year. With"
            f" bridging power, {power_source(case.bridge).lower()} run until the grid connection. The input"
            ' ground.source selects the source; "best" selects the best source by ground.objective.'
        ),
    ]


def ranked(f: Findings, by: str = "cost") -> list[Block]:
    """All regions of a comparison in one table, with their places by cost, time and net present value.

    Args:
        f: The findings of the comparison.
        by: "cost" of a GPU-hour, "time" to power, or "npv": net present value of orbit minus ground, first the best
            ground.
    """
    rows, mixed = ranking(f, by), f.comparison.scenario.ground.source != "grid"
    cells = [
        [
            place(row["region"]), number(row["per_gpu_hour"]), _orbit_number(row["cost_ratio"]),
            _whole(row["time_to_power"]), power_source(row["source"]) if mixed else apart(row["time_saved"]),
            _orbit_number(row["net_present_value"] / 1000), row["binding_gate"], SHORT[row["zoning"]],
        ]
        for row in rows
    ]  # fmt: skip
    fifth = "Power source" if mixed else "Orbit at half"
    head = ["Region", "USD/ GPU-hour", "Ratio", "P50, months", fifth, "NPV, kUSD/kW", "Critical step", "Zoning"]
    words = {"cost": "cost of a GPU-hour", "time": "median time to power", "npv": "net present value"}[by]
    best = {key: place(min(rows, key=lambda row: row["places"][key])["region"]) for key in MEASURES}
    weak = [place(row["region"]) for row in rows if row["weak"]]
    guessed = ""
    if weak:
        guessed = f" The price, wait or capital cost is an assumption or weakly sourced in: {', '.join(weak)}."
    orbit = "" if mixed else " Orbit at half: how many months earlier or later orbit has half of its capacity."
    return [
        Heading(f"{len(rows)} region{'s' * (len(rows) > 1)}, ranked by {words}"),
        Table(head, cells, "lrrrlrll" if mixed else "lrrrrrll", wrap=[0, 6, 4] if mixed else [0, 6]),
        Text(
            f"Best region: {best['cost']} by cost, {best['time']} by time, {best['npv']} by net present value. The"
            f" ratio is the cost in orbit divided by the cost in the region.{orbit} NPV is the net present value of"
            " orbit minus the ground, from today. Zoning shows the most permissive known jurisdiction of the region"
            " (variance: needs a vote, permit or variance; ?: no rule found). Where zoning fails, the other columns"
            f" apply to a site that the rules permit.{guessed}"
        ),
    ]


def _orbit(c: Comparison) -> list[str]:
    clock = c.clock
    months = [_months(getattr(clock, f"time_to_first_token_{q}")) for q in _QUANTILES]
    return ["Orbit", *months, "", *_binding(clock, clock.time_to_first_token), "Sunlight"]


def _months(time: Any) -> str:
    return _whole(plain(time, "month"))


def _whole(months: float) -> str:
    return f"{months:.0f}" if np.isfinite(months) else "never"


def _binding(one: Any, first: Any) -> list[str]:
    """The step that sets the time to first service, and its odds; nothing where there is none."""
    if not np.isfinite(plain(first, "month")):
        return ["-", "-"]
    return [str(one.binding_gate), f"{100 * plain(one.binding_odds, ''):.0f} %"]


def _tonnes(here: Any) -> float:
    return float(plain(here.carbon_per_kw_year, "kg/kW/year")) / 1000
