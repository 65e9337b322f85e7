"""Power: the loads by mode, and what each eclipse policy would cost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sunrack.findings.base import Finding
from sunrack.power import by_mode
from sunrack.section import plain, shown
from sunrack.walk import through_orbit

if TYPE_CHECKING:
    from sunrack.findings import Findings

POLICIES = ("ride", "throttle", "sleep")


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
class Power(Finding):
    """The loads, the policies, and the cheapest policy that keeps the coolant warm enough; None where none does."""

    loads: tuple[Load, ...]
    policies: tuple[Policy, ...]
    cheapest: str | None
    coolant_minimum: float = shown("K", "coldest usable coolant")


def find(f: Findings) -> Power:
    """The section of one comparison."""
    inputs, here = f.bench.inputs, f.bench.here
    loads = tuple(
        Load(name=name, sunlit=plain(sunlit, "kW"), eclipse=plain(eclipse, "kW"), safe=plain(safe, "kW"))
        for name, (sunlit, eclipse, safe) in by_mode(inputs.power, here.ledger).items()
    )
    policies = tuple(_policy(f, name) for name in POLICIES)
    able = [one for one in policies if np.isfinite(one.per_gpu_hour) and not one.freezes]
    cheapest = min(able, key=lambda one: one.per_gpu_hour).name if able else None
    return Power(loads=loads, policies=policies, cheapest=cheapest, coolant_minimum=inputs.thermal.coolant_minimum)


def _policy(f: Findings, name: str) -> Policy:
    rival = f.bench.design({"power.eclipse_policy": name})
    coldest = plain(through_orbit(f.bench.inputs, rival, cold=True).coolant_coldest, "K")
    return Policy(
        name=name,
        chosen=name == f.comparison.scenario.power.eclipse_policy,
        array_area=plain(rival.power.array_area, "m²"),
        battery_energy=plain(rival.power.battery_energy, "kWh"),
        wet_mass=plain(rival.mass.wet, "kg"),
        compute_fraction=plain(rival.power.compute_fraction, ""),
        per_gpu_hour=plain(rival.cost.per_gpu_hour, "USD/hour"),
        coolant_coldest=coldest,
        freezes=bool(coldest < f.bench.inputs.thermal.coolant_minimum),
    )
