"""The ground: every source of power, what the best one would give the slowest region, and the regions whose rules
refuse the campus."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from sunrack import leading
from sunrack.catalogue import by_word
from sunrack.finance import capital_recovery_factor
from sunrack.findings.base import Finding
from sunrack.ground import rents, verdict_of
from sunrack.names import MEASURES, OLD_MEASURES
from sunrack.section import plain, shown

if TYPE_CHECKING:
    from sunrack.findings import Findings

SOURCES = ("grid", "on-site-gas", "combined-cycle", "engines", "fuel-cells", "solar-battery", "bridge")


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Source(Finding):
    """The cheapest region that has a grid, on one source of power."""

    name: str
    power_price: float = shown("USD/kWh", "price of electricity")
    per_gpu_hour: float = shown("USD/hour", "all-in cost of a GPU-hour")
    time_to_power_p10: float = shown("month", "tenth percentile of the time to power")
    time_to_power_p50: float = shown("month", "median time to power")
    time_to_power_p90: float = shown("month", "ninetieth percentile of the time to power")
    binding_gate: str
    waiting_cost: float = shown("USD/kW/year", "cost of the median wait, spread over the life of the computers")
    carbon: float = shown("t/kW/year", "carbon of the electricity")


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Sooner(Finding):
    """The slowest region with its best source of power; `time_saved` is None where orbit never has half its fleet."""

    region: str
    source: str
    time_to_power: float = shown("month", "median time to power")
    time_saved: float | None = shown("month", "what orbit would save, half with half")


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Months(Finding):
    """When the project stands in one region, or in "orbit"."""

    place: str
    first: float = shown("month", "median time to first service")
    half: float = shown("month", "median time to half of the project in service")
    whole: float = shown("month", "median time to all of the project in service")


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Project(Finding):
    """How large the project is, whether it rents room in a standing hall, and its months on either side."""

    power: float = shown("MW", "power of the project's computers")
    rents: bool
    limit: float = shown("MW", "largest project that rents")
    months: tuple[Months, ...]


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Ground(Finding):
    """The section. `region` is None where no region has a grid, `sooner` where no better source shortens the wait."""

    project: Project
    region: str | None
    sources: tuple[Source, ...]
    sooner: Sooner | None
    refused: tuple[str, ...]


def find(f: Findings) -> Ground:
    """The section of one comparison."""
    c = f.comparison
    grids = [name for name in c.ground if c.scenario.homes[name].supply == "grid"]
    place = min(grids, key=lambda name: plain(c.ground[name].per_gpu_hour, "USD/hour")) if grids else None
    return Ground(
        project=_project(f),
        region=place,
        sources=tuple(_source(f, place, name) for name in SOURCES) if place else (),
        sooner=_sooner(f),
        refused=c.refused,
    )


def _project(f: Findings) -> Project:
    c, inputs = f.comparison, f.bench.inputs
    first, half = (plain(one, "month") for one in (c.time_to_first_token, c.time_to_half_fleet))
    months = [Months(place="orbit", first=first, half=half, whole=first + plain(c.design.launch.fleet_time, "month"))]
    for name, here in c.ground.items():
        times = (plain(one, "month") for one in (here.time_to_power, here.time_to_half, here.time_to_all))
        months.append(Months(place=name, **dict(zip(("first", "half", "whole"), times, strict=True))))
    power = inputs.launch.fleet_power
    return Project(
        power=plain(power, "MW"),
        rents=rents(inputs.ground, power),
        limit=plain(inputs.ground.colocation_limit, "MW"),
        months=tuple(months),
    )


def _source(f: Findings, place: str, name: str) -> Source:
    here, finance = f.bench.rival(place, name), f.bench.inputs.finance
    annuity = capital_recovery_factor(finance.cost_of_capital, finance.compute_life)
    return Source(
        name=name,
        power_price=plain(here.power_price, "USD/kWh"),
        per_gpu_hour=plain(here.per_gpu_hour, "USD/hour"),
        time_to_power_p10=plain(here.time_to_power_p10, "month"),
        time_to_power_p50=plain(here.time_to_power_p50, "month"),
        time_to_power_p90=plain(here.time_to_power_p90, "month"),
        binding_gate=str(here.binding_gate),
        waiting_cost=plain(here.waiting_cost_per_kw * annuity, "USD/kW/year"),
        carbon=float(plain(here.carbon_per_kw_year, "kg/kW/year")) / 1000,
    )


def _sooner(f: Findings) -> Sooner | None:
    """What the best source of power would give the slowest region, where it waits for the grid."""
    c = f.comparison
    place = max(c.ground, key=lambda name: plain(c.ground[name].time_to_power, "month"))
    if str(c.ground[place].source) != "grid":
        return None
    here = f.bench.rival(place, "best")
    months, half = plain(here.time_to_power, "month"), plain(c.time_to_half_fleet, "month")
    if str(here.source) == "grid" or not np.isfinite(months):
        return None
    saved = plain(here.time_to_half, "month") - half if np.isfinite(half) else None
    return Sooner(region=place, source=str(here.source), time_to_power=months, time_saved=saved)


def ranking(f: Findings, by: str = "cost") -> list[dict[str, Any]]:
    """Every region of a comparison in shown units, with its place by each measure.

    Args:
        f: The findings of the comparison.
        by: "cost" of a GPU-hour, "time" to power, or "npv": net present value of orbit minus ground, the best
            ground first.
    """
    rows = [_row(f, name) for name in f.comparison.ground]
    by = by_word({one: one for one in MEASURES}, OLD_MEASURES.get(by, by), "measure")
    orders = dict(zip(MEASURES, ("per_gpu_hour", "time_to_power", "net_present_value"), strict=True))
    places = {
        key: [row["region"] for row in sorted(rows, key=lambda row: (np.isnan(row[field]), row[field]))]
        for key, field in orders.items()
    }
    for row in rows:
        row["places"] = {key: order.index(row["region"]) + 1 for key, order in places.items()}
        row["place"] = row["places"][by]
    return sorted(rows, key=lambda row: row["place"])


def _row(f: Findings, name: str) -> dict[str, Any]:
    here, one = f.comparison.ground[name], f.comparison.against[name]
    return {
        "region": name,
        "source": str(here.source),
        "per_gpu_hour": plain(here.per_gpu_hour, "USD/hour"),
        "cost_ratio": plain(one.cost_ratio, ""),
        "time_to_power": plain(here.time_to_power, "month"),
        "time_saved": plain(one.time_saved, "month"),
        "net_present_value": plain(one.net_present_value, "USD/kW"),
        "binding_gate": str(here.binding_gate),
        "zoning": verdict_of(f.zoning.judged[name]),
        "weak": list(leading.weak(f.comparison.scenario, name)),
        "binding_odds": plain(here.binding_odds, ""),
        "water_per_kw_year": plain(here.water_per_kw_year, "m³/kW/year"),
        "carbon_per_kw_year": plain(here.carbon_per_kw_year, "kg/kW/year"),
    }
