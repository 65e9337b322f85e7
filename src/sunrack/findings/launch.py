"""Launch: the chosen vehicle beside one that has flown and a shared ride, and the price by year."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sunrack import launch
from sunrack.constants import YEAR
from sunrack.findings.base import Finding
from sunrack.findings.points import FLOWN, flown
from sunrack.launch import cumulative_mass, price_in_year
from sunrack.section import plain, shown

if TYPE_CHECKING:
    from sunrack.findings import Findings

_YEARS = (2030.0, 2035.0, 2040.0, 2045.0)


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Vehicle(Finding):
    """One vehicle with this satellite aboard."""

    name: str
    price: float = shown("USD/kg", "price to low orbit")
    payload: float = shown("t", "payload to the orbit of drop-off")
    satellites: float = shown("", "whole satellites a launch")
    capacity: float = shown("", "satellites a launch by mass or by volume, before rounding down")
    binding_limit: str
    cost_per_satellite: float = shown("MUSD", "launch of one satellite at work and its share of spares")
    per_gpu_hour: float = shown("USD/hour", "all-in cost of a GPU-hour")


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Rideshare(Finding):
    """The satellite at the price of a shared ride, insured as on the vehicle that has flown: for scale, none carries
    it."""

    price: float = shown("USD/kg", "price to low orbit")
    success: float = shown("", "share of launches that reach their orbit")
    cost_per_satellite: float = shown("MUSD", "launch of one satellite at work and its share of spares")
    per_gpu_hour: float = shown("USD/hour", "all-in cost of a GPU-hour")


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class PriceOfYear(Finding):
    """The launch price of one year."""

    year: float = shown("", "calendar year")
    mass_flown: float = shown("t", "mass that has flown by then in all")
    price: float = shown("USD/kg", "price to low orbit")


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Launch(Finding):
    """The vehicles, the scenario's own first, a shared ride, and the price by year."""

    vehicles: tuple[Vehicle, ...]
    rideshare: Rideshare
    fleet_years: float = shown("year", "years of all that the seller flew that the fleet's mass takes")
    prices: tuple[PriceOfYear, ...]
    half_fleet: PriceOfYear | None  # the year in which half the fleet flies, where it differs from the price's


def find(f: Findings) -> Launch:
    """The section of one comparison."""
    case, ride = f.bench.inputs.launch, f.bench.here.launch
    start = float(case.price_year)
    years = sorted({start, *(year for year in _YEARS if year >= start)})
    return Launch(
        vehicles=_vehicles(f),
        rideshare=_rideshare(f),
        fleet_years=plain(ride.fleet_mass / case.yearly_mass, "year"),
        prices=tuple(_price(case, year) for year in years),
        half_fleet=_half_fleet(f),
    )


def _vehicles(f: Findings) -> tuple[Vehicle, ...]:
    own, found = f.comparison.scenario.launch.vehicle, f.bench.group("flown")
    here = f.bench.here
    chosen = _vehicle(own, lambda room, field, unit: plain(getattr(getattr(here, room), field), unit))
    if own == FLOWN:
        return (chosen,)
    return chosen, _vehicle(FLOWN, lambda room, field, unit: found.column(f"{room}.{field}", unit)[0])


def _vehicle(name: str, read: Any) -> Vehicle:
    """One vehicle from what `read` gives for a room, a result and a unit."""
    return Vehicle(
        name=name,
        price=float(read("launch", "price", "USD/kg")),
        payload=float(read("launch", "payload_to_orbit", "t")),
        satellites=float(read("launch", "satellites_per_launch", "")),
        capacity=float(min(read("launch", "satellites_by_mass", ""), read("launch", "satellites_by_volume", ""))),
        binding_limit=str(read("launch", "binding_limit", "")),
        cost_per_satellite=float(read("launch", "cost_per_satellite", "MUSD")),
        per_gpu_hour=float(read("cost", "per_gpu_hour", "USD/hour")),
    )


def _rideshare(f: Findings) -> Rideshare:
    ride, insured = f.bench.here.launch, f.bench.group("flown")
    cost = ride.rideshare_cost * ride.flown_per_satellite
    per_dollar = insured.column("cost.per_launch_dollar", "1/hour")[1]
    more = plain(cost - ride.cost_per_satellite, "USD") * per_dollar
    return Rideshare(
        price=plain(f.bench.inputs.launch.rideshare_price, "USD/kg"),
        success=flown(f.comparison, f.bench.values)["launch.success"][1],
        cost_per_satellite=plain(cost, "MUSD"),
        per_gpu_hour=float(insured.column("cost.per_gpu_hour", "USD/hour")[1] + more),
    )


def _price(case: launch.Launch, year: float) -> PriceOfYear:
    curve = {"mass": case.cumulative_mass, "flow": case.yearly_mass, "growth": case.mass_growth}
    price = price_in_year(
        year,
        case.price,
        price_year=case.price_year,
        mass_year=case.mass_year,
        learning_rate=case.learning_rate,
        **curve,
    )
    mass = cumulative_mass(**curve, time=(year - case.mass_year) * YEAR)
    return PriceOfYear(year=float(year), mass_flown=plain(mass, "t"), price=plain(price, "USD/kg"))


def _half_fleet(f: Findings) -> PriceOfYear | None:
    case = f.bench.inputs.launch
    half = f.comparison.scenario.finance.currency_year.si + plain(f.comparison.time_to_half_fleet, "year")
    if not abs(half - case.price_year) < 100 or abs(math.floor(half) - case.price_year) < 1:
        return None
    return _price(case, float(math.floor(half)))
