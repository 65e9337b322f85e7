"""Cash: what the fleet pays and earns year by year on both sides, its rates of return, and the price of tokens by
workload."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from sunrack.cash import share_begun, time_in_service
from sunrack.catalogue import records
from sunrack.constants import YEAR
from sunrack.cost import token_price
from sunrack.finance import discount_factor
from sunrack.findings.base import Finding
from sunrack.reading import to_value
from sunrack.scenario import Inputs
from sunrack.section import plain, shown
from sunrack.units import to_si

if TYPE_CHECKING:
    from sunrack.findings import Findings

_MILLION = to_si("MUSD")[0]
MEASURED = {
    "gb300-nvl72": "tokens",
    "gb200-nvl72": "tokens_gb200",
}  # racks of the catalogue `workloads`, the first for all others


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Side(Finding):
    """One side's cash by year from the decision, in millions of dollars."""

    name: str
    capital: tuple[float, ...] = shown("MUSD", "paid for satellites or racks and building, a year")
    revenue: tuple[float, ...] = shown("MUSD", "accelerator-hours sold at ground.compute_value, a year")
    running: tuple[float, ...] = shown("MUSD", "operations, power, repair, rent, a year")
    resale: tuple[float, ...] = shown("MUSD", "racks sold on, and building and land at their book value, a year")
    net: tuple[float, ...] = shown("MUSD", "revenue and resale less capital and running cost, a year")
    cumulative: tuple[float, ...] = shown("MUSD", "the sum of net cash to the end of that year")
    total: float = shown("MUSD", "the sum of net cash over all years")
    present_value: float = shown("MUSD", "net cash of each year's middle, discounted to today at the side's rate")
    deepest: float = shown("MUSD", "the most that is owed at the end of any year")
    life: float = shown("year", "years that a satellite, or a rack, serves")
    internal_rate_of_return: float = shown("percent/year", "as cost.internal_rate_of_return")
    payback_time: float = shown("year", "as cost.payback_time")

    def columns(self, names: Sequence[str]) -> Any:
        """Some columns by year as a pandas DataFrame."""
        from pandas import DataFrame

        return DataFrame({name: getattr(self, name) for name in names})


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class TokenPrice(Finding):
    """Tokens of one workload: what a million cost on both sides, at the accelerator-hours that are sold."""

    workload: str
    title: str
    tokens: float | None = shown("1/s", "tokens out of one rack, at its power; None where nobody publishes them")
    orbit: float | None = shown("USD", "cost of a million tokens in orbit")
    ground: float | None = shown("USD", "cost of a million tokens on the ground")
    where: str


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Cash(Finding):
    """Both sides' cash by year, and tokens by workload."""

    region: str
    compute_value: float = shown("USD/hour", "what an accelerator-hour sells for")
    years: tuple[int, ...]  # from the decision: 1 is the first twelve months
    sides: tuple[Side, ...]
    tokens: tuple[TokenPrice, ...]

    def to_frame(self) -> Any:
        """The cash as a pandas DataFrame in millions of dollars, side and year as its index.

        >>> import sunrack as sr
        >>> frame = sr.findings(sr.compare(), "cash").to_frame()
        >>> bool(frame.loc["orbit", "revenue"].sum() < frame.loc["orbit", "capital"].sum())
        True
        """
        from pandas import MultiIndex, concat

        columns = ("capital", "revenue", "running", "resale", "net", "cumulative")
        index = MultiIndex.from_product([[side.name for side in self.sides], self.years], names=["side", "year"])
        return concat([side.columns(columns) for side in self.sides], ignore_index=True).set_index(index)


def find(f: Findings) -> Cash:
    """The section of one comparison."""
    c, inputs = f.comparison, f.bench.inputs
    orbit, ground = _orbit(f, inputs), _ground(f, inputs, c.answer_region)
    ends = [one["end"] for one in (orbit, ground) if np.isfinite(one["end"])]
    count = int(np.clip(np.ceil(max(ends, default=YEAR) / YEAR), 1, 100))
    edges = np.arange(count + 1.0) * YEAR
    sides = tuple(
        _side(name, edges, one, c.returns[key])
        for name, key, one in (
            ("orbit", "cost", orbit),
            (c.answer_region, f"ground.{c.answer_region}", ground),
        )
    )
    return Cash(
        region=c.answer_region,
        compute_value=plain(inputs.ground.compute_value, "USD/hour"),
        years=tuple(range(1, count + 1)),
        sides=sides,
        tokens=_tokens(f, inputs),
    )


def _orbit(f: Findings, inputs: Inputs) -> dict[str, Any]:
    """The fleet in orbit: when its parts serve, and what each pays and earns [s, USD, USD/s]."""
    c = f.comparison.bare
    price, ride = c.design.cost, c.design.launch
    first, life = c.clock.time_to_first_token, price.orbital_life
    yearly = c.returns["cost"]
    return {
        "first": first,
        "span": ride.fleet_time,
        "life": life,
        "end": first + ride.fleet_time + life,
        "paid": [((price.capital - price.interest) * ride.fleet_satellites, inputs.finance.satellite_construction)],
        "resale": 0.0,
        "revenue": yearly.fleet_revenue,
        "running": yearly.fleet_running_cost,
        "rate": _orbit_rate(inputs),
    }


def _orbit_rate(inputs: Inputs) -> Any:
    """Cost of capital in orbit, where the scenario has one of its own."""
    own = getattr(inputs.finance, "orbit_cost_of_capital", None)
    return inputs.finance.cost_of_capital if own is None else own


def _ground(f: Findings, inputs: Inputs, region: str) -> dict[str, Any]:
    """The same racks in a region. After the life of the computers the building is sold at what is not written off."""
    c = f.comparison.bare
    rival, finance, plan = c.ground[region], inputs.finance, inputs.ground
    yearly, power = c.returns[f"ground.{region}"], inputs.rack.power
    racks = yearly.fleet_revenue / (rival.revenue_per_kw_year * power)
    rack = racks * inputs.rack.price * (1 + inputs.sites[region].import_duty)
    building, land = racks * power * rival.facility_capex, racks * power * rival.land_capex
    life, shell = finance.compute_life, plan.facility_life
    parts = (
        (plan.electrical_share, min(plan.electrical_life, shell)),
        (plan.cooling_share, min(plan.cooling_life, shell)),
        (1 - plan.electrical_share - plan.cooling_share, shell),
    )
    book = sum(share * _left(life, of) for share, of in parts)
    return {
        "first": rival.time_to_power,
        "span": rival.time_to_all - rival.time_to_power,
        "life": life,
        "end": rival.time_to_all + life,
        "paid": [(rack, finance.rack_installation), (building + land, rival.works_time)],
        "resale": rack * finance.residual_value + building * book + land,
        "revenue": yearly.fleet_revenue,
        "running": yearly.fleet_running_cost,
        "rate": finance.cost_of_capital,
    }


def _left(age: float, life: float) -> float:
    """Share of a part's price that is not written off at some age, the part replaced as often as it wears out."""
    return float(1 - (age / life) % 1) if age % life else 0.0


def _side(name: str, edges: Any, said: dict[str, Any], returns: Any) -> Side:
    """One side's columns."""
    first, span, life = said["first"], said["span"], said["life"]
    served = np.diff(time_in_service.si(edges, first, span) - time_in_service.si(edges - life, first, span))
    begun = [np.diff(share_begun(edges, first, span, lead), prepend=0.0) * money for money, lead in said["paid"]]
    begun = [np.concatenate([[one[0] + one[1]], one[2:]]) for one in begun]  # what is due before today is paid at once
    gone = np.diff(share_begun(edges - life, first, span, 0.0))
    columns = {
        "capital": sum(begun),
        "revenue": served * said["revenue"],
        "running": served * said["running"],
        "resale": gone * said["resale"],
    }
    net = columns["revenue"] + columns["resale"] - columns["capital"] - columns["running"]
    middles = (edges[1:] + edges[:-1]) / 2
    cumulative = np.cumsum(net)
    columns |= {"net": net, "cumulative": cumulative}
    return Side(
        name=name,
        **{key: tuple(float(number) for number in np.round(one / _MILLION, 6)) for key, one in columns.items()},
        total=float(cumulative[-1] / _MILLION),
        present_value=float(np.sum(net * discount_factor.si(said["rate"], middles)) / _MILLION),
        deepest=float(-min(0.0, np.min(cumulative)) / _MILLION),
        life=plain(life, "year"),
        internal_rate_of_return=returns.value("internal_rate_of_return"),
        payback_time=returns.value("payback_time"),
    )


def _tokens(f: Findings, inputs: Inputs) -> tuple[TokenPrice, ...]:
    """Each workload: its tokens were measured on this rack or another, and are scaled by the benchmark of both."""
    c, rack = f.comparison.bare, inputs.rack
    sides = c.design.cost, c.ground[f.comparison.answer_region]
    model = f.comparison.scenario.rack.model
    model = model if model in MEASURED else next(iter(MEASURED))
    measured = to_value(records("racks")[model]["throughput"], "1/s").si
    rows = []
    for name, record in records("workloads").items():
        told = record.get(MEASURED[model])
        tokens = to_value(told, "1/s").si * rack.throughput / measured if told else np.nan
        prices = [float(token_price.si(one.per_gpu_hour, rack.gpus, tokens)) for one in sides]
        rows.append(
            TokenPrice(
                workload=name,
                title=str(record["title"]),
                tokens=_known(tokens),
                orbit=_known(prices[0]),
                ground=_known(prices[1]),
                where=str(told.get("where") or told["why"]) if told else "",
            )
        )
    return tuple(rows)


def _known(number: Any) -> float | None:
    return None if np.isnan(number) else float(number)
