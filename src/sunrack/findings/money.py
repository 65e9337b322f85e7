"""Money: the parts of one satellite's capital with their ranges, the hours sold, and what would turn the answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from sunrack.cost import STEPS, Price
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
    """One line of what is bought by the kilogram."""

    name: str
    mass: float = shown("kg", "predicted mass")
    money: float = shown("MUSD", "the line")
    low: float | None = shown("MUSD", "with the price by the kilogram at its low")
    high: float | None = shown("MUSD", "with the price by the kilogram at its high")


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
    hours: tuple[Hours, ...]
    rack_price: float = shown("USD/W", "price of the rack by its power")
    breakeven_launch_price: dict[str, float] = shown(
        "USD/kg", "price to low orbit at which orbit comes even, by region"
    )
    turning: Turning | None


def find(f: Findings) -> Money:
    """The section of one comparison."""
    c, rack = f.comparison, f.bench.inputs.rack
    parts = _capital(f)
    return Money(
        region=c.answer_region,
        parts=parts,
        bus=_bus(f, next((one for one in parts if one.name == "bus"), None)),
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


def _bus(f: Findings, whole: Part | None) -> tuple[BusLine, ...]:
    """Line by line of the bill of masses, the most expensive first; none where the price is imposed."""
    here = f.bench.here
    if whole is None:
        return ()
    apart = {"propellant", *(name for name, _ in here.cost.parts)}
    price, rows = plain(here.cost.bus_price, "USD/kg"), []
    for line in here.mass.lines:
        if line.name in apart:
            continue
        mass = plain(line.predicted, "kg")
        money = mass * price / 1e6
        low, high = (None if end is None else money * end / whole.money for end in (whole.low, whole.high))
        rows.append(BusLine(name=line.name, mass=mass, money=money, low=low, high=high))
    return tuple(sorted(rows, key=lambda row: -row.mass))


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
    questions = (
        ("cost.first_unit", "gpu-hour"),
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
