"""The report's pages on the ground: regions beside orbit, sources of power, all regions ranked."""

from __future__ import annotations

from typing import Any

import numpy as np

from sunrack.drawing import Block, Heading, Table, Text, amount, number, ranged
from sunrack.findings import Findings
from sunrack.findings.ground import Project, Sooner, ranking
from sunrack.names import MEASURES
from sunrack.report.zoning import SHORT
from sunrack.section import plain
from sunrack.verdict import Comparison

_QUANTILES = ("p10", "p50", "p90")


def regions(f: Findings) -> list[Block]:
    """Ground by region: money, time beside orbit's own, water and carbon."""
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
        Text(_stands(f.ground.project)),
        Text(
            f"{_serves(c)} Odds: share of outcomes in which that gate is the longest on the critical path. NPV is"
            f" orbit's less the ground's, from today, waiting included ({c.scenario.ground.delay_cost}), with an"
            f" accelerator sold at {c.scenario.ground.compute_value}."
        ),
        *_way_round(c, f.ground.sooner),
        *_refused(f.ground.refused),
        Table(
            ["per kW of computers and year", "c/kWh", "PUE", "m³ on site", "m³ at plants*", "t CO2"],
            nature,
            "lrrrrr",
            wrap=[0],
        ),
        Text(
            "Water at the site and at the grid's power plants; carbon of the electricity alone. * One mean of the US"
            f" for every region, by its share of grid power: {ranged(c.scenario.ground.grid_water)}."
        ),
    ]


def _serves(c: Comparison) -> str:
    """When orbit serves, or that it does not."""
    if not np.isfinite(plain(c.time_to_half_fleet, "month")):
        return f"Orbit does not serve{f': the design {said}' if (said := c.failing) else ''}."
    return (
        f"Orbit serves first {amount(c.time_to_first_token, 'month')}s from today and with half its fleet after"
        f" {amount(c.time_to_half_fleet, 'month')}s, which is compared with half of the project on the ground."
    )


def _stands(found: Project) -> str:
    """How the project's size sets its months, and when half and all of it are in service."""
    if found.rents:
        how = (
            f"rents room in a standing hall, as all up to {number(found.limit)} MW do: it needs no hearing, no place in"
            " a queue and no works"
        )
    else:
        how = "builds a campus: a larger one waits longer for power, and its halls come into service one after another"
    rows = [
        f"{one.place} {', '.join(_whole(time) for time in (one.first, one.half, one.whole))}" for one in found.months
    ]
    return (
        f"A project of {number(found.power)} MW {how}. Months to first service, half and all of it: {'; '.join(rows)}."
    )


def _orbit_number(value: float) -> str:
    """A result of orbit against the ground, in words where the design cannot be built and flown."""
    return number(value) if np.isfinite(value) else "infeasible"


def _way_round(c: Comparison, found: Sooner | None) -> list[Block]:
    """What the best source of power would give the slowest region, where it waits for the grid."""
    if found is None:
        return []
    now = plain(c.against[found.region].time_saved, "month")
    saved = "" if found.time_saved is None else f", and orbit would save {found.time_saved:+.0f}, not {now:+.0f}"
    source = f"{c.scenario.ground.bridge} until the grid comes" if found.source == "bridge" else found.source
    return [
        Text(
            f"With the best source of power there ({source}), {found.region} would have a median of "
            f"{found.time_to_power:.0f} months{saved}."
        )
    ]


def _refused(names: tuple[str, ...]) -> list[Block]:
    """The regions whose known rules refuse the campus."""
    if not names:
        return []
    what = "its months and costs stand" if len(names) == 1 else "their months and costs stand"
    return [
        Text(f"{', '.join(names)}: the rules known refuse such a campus; {what} for one that they would not refuse.")
    ]


def power(f: Findings) -> list[Block]:
    """Every source of power in the cheapest region that has a grid to choose."""
    case, found = f.comparison.scenario.ground, f.ground
    if found.region is None:
        return []
    rows = [
        [
            one.name,
            number(100 * one.power_price),
            number(one.per_gpu_hour),
            *(_whole(time) for time in (one.time_to_power_p10, one.time_to_power_p50, one.time_to_power_p90)),
            one.binding_gate,
            number(one.waiting_cost),
            number(one.carbon),
        ]
        for one in found.sources
    ]
    return [
        Heading(f"Power for {found.region}, by source"),
        Table(
            ["source", "c/kWh", "USD/GPU-h", "P10", "P50", "P90", "binding gate", "waiting", "t CO2"],
            rows,
            "lrrrrrlrr",
            wrap=[6],
        ),
        Text(
            f"Months to power; waiting: the cost of the median wait ({case.delay_cost}), spread over the computers'"
            " life, in USD/kW/year. "
            f'Bridge: {case.bridge} until the grid comes. ground.source chooses; "best" takes the best by'
            " ground.objective."
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
            row["region"], number(row["per_gpu_hour"]), _orbit_number(row["cost_ratio"]), _whole(row["time_to_power"]),
            row["source"] if mixed else f"{row['time_saved']:+.0f}" if np.isfinite(row["time_saved"]) else "-",
            _orbit_number(row["net_present_value"] / 1000), row["binding_gate"], SHORT[row["zoning"]],
        ]
        for row in rows
    ]  # fmt: skip
    head = ["region", "USD/h", "ratio", "P50", "power" if mixed else "saves", "NPV", "binding gate", "zoning"]
    words = {
        "cost": "cost of a GPU-hour",
        "time": "median time to power",
        "npv": "net present value, waiting included",
    }[by]
    best = {key: min(rows, key=lambda row: row["places"][key])["region"] for key in MEASURES}
    weak = [row["region"] for row in rows if row["weak"]]
    guessed = f" On a guess or a weak source rests the price, wait or capital of {', '.join(weak)}." if weak else ""
    return [
        Heading(f"{len(rows)} regions, ranked by {words}"),
        Table(head, cells, "lrrrlrll" if mixed else "lrrrrrll", wrap=[6]),
        Text(
            f"Best ground: {best['cost']} by cost, {best['time']} by time, {best['npv']} by net present value."
            " USD/h: of a GPU-hour; ratio: orbit's over it. P50: months to"
            f" power{'' if mixed else '; saves: months by which orbit is quicker, with half its fleet'}. NPV: orbit's"
            " less the ground's, kUSD/kW, from today. Zoning: the kindest of the region's known jurisdictions (vary:"
            " by vote or variance; ?: not known); where it fails, all else is of a site that they would not"
            f" refuse.{guessed}"
        ),
    ]


def _orbit(c: Comparison) -> list[str]:
    clock = c.clock
    months = [_months(getattr(clock, f"time_to_first_token_{q}")) for q in _QUANTILES]
    return ["orbit, first", *months, "", *_binding(clock), "the Sun"]


def _months(time: Any) -> str:
    return _whole(plain(time, "month"))


def _whole(months: float) -> str:
    return f"{months:.0f}" if np.isfinite(months) else "never"


def _binding(one: Any) -> list[str]:
    return [str(one.binding_gate), f"{100 * plain(one.binding_odds, ''):.0f} %"]


def _tonnes(here: Any) -> float:
    return float(plain(here.carbon_per_kw_year, "kg/kW/year")) / 1000
