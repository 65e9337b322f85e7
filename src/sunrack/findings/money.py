"""Money: the parts of one satellite's capital with their ranges, the hours sold, and what would turn the answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from sunrack.cost import STEPS, Price, line_price
from sunrack.drawing import amount
from sunrack.findings.base import Finding
from sunrack.findings.points import largest, ranged
from sunrack.section import plain, shown
from sunrack.study import MEASURES, When, breakeven, when

if TYPE_CHECKING:
    from sunrack.findings import Findings


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Part(Finding):
    """One part of a satellite's capital; low and high are None where its price has no range."""

    name: str
    money: float = shown("MUSD", "the part")
    low: float | None = shown("MUSD", "with its own price at its low")
    high: float | None = shown("MUSD", "with its own price at its high")
    share: float = shown("", "of the capital")


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class BusLine(Finding):
    """One line of the bill of masses that is bought at one of the satellite's five prices."""

    name: str
    bought_as: str  # which of them
    unit: str  # kg, or m² for the radiator
    amount: float  # in that unit
    price: float  # USD for each, the maker's level and learning in it
    money: float = shown("MUSD", "the line")


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Hours(Finding):
    """One step from a rack that never stops to the hours sold."""

    name: str
    orbit: float = shown("", "share kept by this step in orbit")
    orbit_left: float = shown("", "share left in orbit after it")
    ground: float = shown("", "share kept by this step on the ground")
    ground_left: float = shown("", "share left on the ground after it")


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Crossing(Finding):
    """The value of one input at which orbit equals the ground by one measure; None where no value tried makes them
    so."""

    key: str
    measure: str
    now: str  # the value of the scenario
    value: float | None
    unit: str
    words: str  # the value with its unit
    wins_below: bool | None
    wins_now: bool


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Free(Finding):
    """What a GPU-hour would cost beside the ground's with the largest parts of the satellite free."""

    parts: tuple[str, ...]  # the largest first
    ratio_of_two: float = shown("", "cost over the ground's with the first two free")
    ratio_of_all: float = shown("", "cost over the ground's with all of them free")


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Turning(Finding):
    """What would turn the answer in the cheapest region: inputs alone, years of cheaper launches, and parts free."""

    region: str
    crossings: tuple[Crossing, ...]
    years: str  # in which a GPU-hour costs the same, in words
    year_of_cost: dict[str, int | None]  # by path: slow, central, fast
    free: Free


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Money(Finding):
    """The section, beside the cheapest region. `turning` is None where the design has no cost."""

    region: str
    parts: tuple[Part, ...]
    bus: tuple[BusLine, ...]
    bus_low: float | None = shown("MUSD", "these lines with the maker's level of prices at its low")
    bus_high: float | None = shown("MUSD", "these lines with the maker's level of prices at its high")
    hours: tuple[Hours, ...]
    rack_price: float = shown("USD/W", "price of the rack by its power")
    breakeven_launch_price: dict[str, float] = shown(
        "USD/kg", "price to low orbit at which orbit comes even, by region"
    )
    turning: Turning | None


def find(f: Findings) -> Money:
    """The section of one comparison."""
    c, rack = f.comparison, f.bench.inputs.rack
    return Money(
        region=c.answer_region,
        parts=_capital(f),
        bus=_bus(f),
        bus_low=_levelled(f, f.comparison.scenario.cost.price_level.low),
        bus_high=_levelled(f, f.comparison.scenario.cost.price_level.high),
        hours=_hours(f),
        rack_price=plain(rack.price / rack.power, "USD/W"),
        breakeven_launch_price={name: plain(one.breakeven_launch_price, "USD/kg") for name, one in c.against.items()},
        turning=_turning(f) if np.isfinite(plain(c.against[c.answer_region].cost_ratio, "")) else None,
    )


def _parts(price: Price) -> list[tuple[str, Any]]:
    return [
        *price.parts,
        ("launch", price.launch),
        ("insurance", price.insurance),
        ("stations", price.ground_segment),
        ("interest", price.interest),
    ]


def _capital(f: Findings) -> tuple[Part, ...]:
    price, found = f.bench.here.cost, f.bench.group("ranges")
    swept, places = dict(_parts(found.cost)), {name: 2 * place for place, name in enumerate(ranged(f.bench.values))}
    rows = []
    for name, money in _parts(price):
        low = high = None
        if name in places:
            pair = found.row(swept[name], "MUSD")[places[name] : places[name] + 2]
            low, high = float(min(pair)), float(max(pair))
        share = plain(money / price.capital, "")
        rows.append(Part(name=name, money=plain(money, "MUSD"), low=low, high=high, share=share))
    return tuple(rows)


def _bus(f: Findings) -> tuple[BusLine, ...]:
    """Line by line of the bill of masses, the most expensive first; none where the price is imposed."""
    here, inputs, rows = f.bench.here, f.bench.inputs.cost, []
    if inputs.satellite_per_watt is not None:
        return ()
    for line in here.mass.lines:
        if not (bought_as := line_price(line.name)):
            continue
        unit = "m²" if bought_as == "radiator" else "kg"
        amount = plain(here.thermal.radiator_area if bought_as == "radiator" else line.predicted, unit)
        price = plain(getattr(inputs, f"{bought_as}_price") * here.cost.learned, f"USD/{unit}")
        rows.append(
            BusLine(
                name=line.name, bought_as=bought_as, unit=unit, amount=amount, price=price, money=amount * price / 1e6
            )
        )
    return tuple(sorted(rows, key=lambda row: -row.money))


def _levelled(f: Findings, end: float | None) -> float | None:
    """The lines together at another level of the maker's prices; None where there is no such level."""
    level, rows = f.comparison.scenario.cost.price_level.si, _bus(f)
    return None if end is None or not level or not rows else sum(one.money for one in rows) * end / level


def _hours(f: Findings) -> tuple[Hours, ...]:
    """The same steps on both sides."""
    sides, left, rows = (f.bench.here.cost, f.comparison.ground[f.comparison.answer_region]), [1.0, 1.0], []
    for key, name in STEPS.items():
        kept = [plain(getattr(side, key), "") for side in sides]
        left = [before * factor for before, factor in zip(left, kept, strict=True)]
        rows.append(Hours(name=name, orbit=kept[0], orbit_left=left[0], ground=kept[1], ground_left=left[1]))
    return tuple(rows)


def _turning(f: Findings) -> Turning:
    case, place = f.comparison.scenario, f.comparison.answer_region
    imposed = case.cost.satellite_per_watt is not None
    questions = (
        ("cost.satellite_per_watt" if imposed else "cost.price_level", "gpu-hour"),
        ("finance.compute_life", "gpu-hour"),
        (f"ground.{place}.grid_wait", "net-present-value"),
    )
    even = when(case, place)
    return Turning(
        region=place,
        crossings=tuple(_crossing(f, key, place, measure) for key, measure in questions),
        years=str(even),
        year_of_cost=even.years["cost"],
        free=_free(f, place),
    )


def _crossing(f: Findings, key: str, place: str, measure: str) -> Crossing:
    found = breakeven(f.comparison.scenario, key, place)
    one = found.crossings[measure]
    unit = "month" if key.endswith("grid_wait") else found.value.unit
    return Crossing(
        key=key,
        measure=measure,
        now=str(found.value),
        value=None if one.value is None else plain(one.value, unit),
        unit=unit,
        words="" if one.value is None else amount(one.value, unit) if unit == "month" else f"{one.value:.4g~P}",
        wins_below=one.better_below,
        wins_now=bool(one.now < 0),
    )


def _free(f: Findings, place: str) -> Free:
    rival = plain(f.comparison.ground[place].per_gpu_hour, "USD/hour")
    two, five = f.bench.group("free").column("cost.per_gpu_hour", "USD/hour") / rival
    return Free(parts=tuple(largest(f.comparison)), ratio_of_two=float(two), ratio_of_all=float(five))


__all__ = ["MEASURES", "BusLine", "Crossing", "Free", "Hours", "Money", "Part", "Turning", "When", "find"]
