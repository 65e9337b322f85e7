"""Power: the loads by mode, and what each eclipse policy would cost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from sunrack.catalogue import records
from sunrack.findings.base import Finding
from sunrack.power import by_mode
from sunrack.scenario import chosen_values
from sunrack.section import plain, shown
from sunrack.swing import through_orbit

if TYPE_CHECKING:
    from sunrack.findings import Findings

POLICIES = ("ride", "throttle", "sleep")
SHARES = 181  # of the rack's power in eclipse that are tried, from asleep to full


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Load(Finding):
    """One line of the ledger by mode."""

    name: str
    sunlit: float = shown("kW", "in sunlight")
    eclipse: float = shown("kW", "in eclipse")
    safe: float = shown("kW", "in safe mode: rack and thrusters off")


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Policy(Finding):
    """The satellite with one eclipse policy."""

    name: str
    chosen: bool
    array_area: float = shown("m²", "area of the array")
    battery_energy: float = shown("kWh", "energy of the battery")
    wet_mass: float = shown("kg", "predicted mass of the satellite with propellant")
    compute_fraction: float = shown("", "computing that is left of a rack that never throttles")
    per_gpu_hour: float = shown("USD/hour", "all-in cost of a GPU-hour")
    coolant_coldest: float = shown("K", "coldest coolant at the rack: new coating, cold season, eclipse")
    freezes: bool  # whether that is below what the coolant stands


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Optimum(Finding):
    """The satellite with one battery, its rack throttled in eclipse as is cheapest while the coolant stays warm
    enough."""

    battery: str
    promised: bool  # whether nobody can buy such a battery yet
    throttle_fraction: float = shown("", "power of the rack in eclipse over its full power; 1 rides through")
    array_area: float = shown("m²", "area of the array")
    battery_energy: float = shown("kWh", "energy of the battery")
    battery_rate: float = shown("1/hour", "discharge in eclipse over the battery's energy", "1/h")
    wet_mass: float = shown("kg", "predicted mass of the satellite with propellant")
    compute_fraction: float = shown("", "computing that is left of a rack that never throttles")
    per_gpu_hour: float = shown("USD/hour", "all-in cost of a GPU-hour")
    coolant_coldest: float = shown("K", "coldest coolant at the rack: new coating, cold season, eclipse")


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Power(Finding):
    """The loads, the policies, the cheapest of them that keeps the coolant warm enough, and the cheapest throttling
    with each battery; None where none does."""

    loads: tuple[Load, ...]
    policies: tuple[Policy, ...]
    cheapest: str | None
    optima: tuple[Optimum, ...]
    optimum: Optimum | None  # the cheapest of these with the scenario's battery or one that can be bought
    coolant_minimum: float = shown("K", "coldest usable coolant")


def find(f: Findings) -> Power:
    """The section of one comparison."""
    inputs, here = f.bench.inputs, f.bench.here
    loads = tuple(
        Load(name=name, sunlit=plain(sunlit, "kW"), eclipse=plain(eclipse, "kW"), safe=plain(safe, "kW"))
        for name, (sunlit, eclipse, safe) in by_mode(inputs.power, here.ledger).items()
    )
    packs, throttled = _throttled(f)
    policies = tuple(_policy(f, name, throttled, place) for place, name in enumerate(POLICIES))
    able = [one for one in policies if np.isfinite(one.per_gpu_hour) and not one.freezes]
    optima = _optima(packs, throttled)
    real = [one for one in optima if one.battery == packs[0] or not one.promised]
    return Power(
        loads=loads,
        policies=policies,
        cheapest=min(able, key=lambda one: one.per_gpu_hour).name if able else None,
        optima=optima,
        optimum=min(real, key=lambda one: one.per_gpu_hour, default=None),
        coolant_minimum=inputs.thermal.coolant_minimum,
    )


def _throttled(f: Findings) -> tuple[list[str], dict[str, Any]]:
    """The batteries, the scenario's first, and the columns of their designs: by row the battery, by column the rack's
    share in eclipse, first those of the policies. One walk over arrays."""
    packs, inputs = _packs(f), f.bench.inputs.power
    asleep = plain(inputs.sleep_fraction, "")
    shares = np.concatenate([[1.0, plain(inputs.throttle_fraction, ""), asleep], np.linspace(asleep, 1, SHARES)])
    over: dict[str, Any] = {
        key: np.repeat([one[key] for one in packs.values()], shares.size) for key in next(iter(packs.values()))
    }
    over["power.throttle_fraction"] = np.tile(shares, len(packs))
    case, design = f.bench.varied(over | {"power.eclipse_policy": "throttle"})
    supply, cost = design.power, design.cost.per_gpu_hour
    coldest = through_orbit(case, design, cold=True).coolant_coldest
    within = (
        np.isfinite(cost)
        & (coldest >= case.thermal.coolant_minimum)
        & (supply.battery_rate <= case.power.battery_rate_limit * (1 + 1e-9))
        & (supply.depth_of_discharge <= supply.depth_allowed * (1 + 1e-9))
    )
    results = {
        "throttle_fraction": (over["power.throttle_fraction"], ""),
        "array_area": (supply.array_area, "m²"),
        "battery_energy": (supply.battery_energy, "kWh"),
        "battery_rate": (supply.battery_rate, "1/hour"),
        "wet_mass": (design.mass.wet, "kg"),
        "compute_fraction": (supply.compute_fraction, ""),
        "per_gpu_hour": (cost, "USD/hour"),
        "coolant_coldest": (coldest, "K"),
        "cost_within_limits": (np.where(within, cost, np.inf), "USD/hour"),
    }
    shape = len(packs), shares.size
    return list(packs), {
        name: np.broadcast_to(plain(content, unit), shape[0] * shape[1]).reshape(shape)
        for name, (content, unit) in results.items()
    }


def _packs(f: Findings) -> dict[str, dict[str, float]]:
    """SI numbers by key of the scenario's battery as it is, then of the catalogue's others."""
    case = f.comparison.scenario
    year = round(case.finance.currency_year.si)
    packs = {name: chosen_values("power", {"battery": name}, year) for name in records("batteries")}
    own = {key: f.bench.values[key].si for key in packs[case.power.battery]}
    return {case.power.battery: own} | {name: one for name, one in packs.items() if name != case.power.battery}


def _policy(f: Findings, name: str, throttled: dict[str, Any], place: int) -> Policy:
    names = ("array_area", "battery_energy", "wet_mass", "compute_fraction", "per_gpu_hour", "coolant_coldest")
    found = {one: float(throttled[one][0, place]) for one in names}
    return Policy(
        name=name,
        chosen=name == f.comparison.scenario.power.eclipse_policy,
        freezes=bool(found["coolant_coldest"] < f.bench.inputs.thermal.coolant_minimum),
        **found,
    )


def _optima(packs: list[str], throttled: dict[str, Any]) -> tuple[Optimum, ...]:
    """The cheapest of each battery's designs that keep battery and coolant within their limits."""
    optima = []
    for row, name in enumerate(packs):
        best = int(throttled["cost_within_limits"][row].argmin())
        found = {key: float(column[row, best]) for key, column in throttled.items()}
        if np.isfinite(found.pop("cost_within_limits")):
            promised = records("batteries")[name]["status"] == "promised"
            optima.append(Optimum(battery=name, promised=promised, **found))
    return tuple(optima)
