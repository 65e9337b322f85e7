"""Capacity: what fleets of 1, 10 and 100 GW ask of launch, factories, spectrum and orbit, over what there is today."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from sunrack.constants import EARTH_RADIUS
from sunrack.findings.base import Finding
from sunrack.findings.world import Given, given
from sunrack.section import plain, shown
from sunrack.study.engine import evaluate
from sunrack.units import to_si
from sunrack.verdict import Comparison

if TYPE_CHECKING:
    from sunrack.findings import Findings

POWERS = (1.0, 10.0, 100.0)  # GW


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Need(Finding):
    """One thing that a fleet needs, for each power."""

    name: str
    unit: str
    needs: tuple[float, ...]  # in `unit`, one for each power
    over: tuple[float, ...]  # the same over a year of what there is, or over all of it
    has: Given
    yearly: bool  # whether what there is comes by the year, so that `over` is in years


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Capacity(Finding):
    """What each fleet needs, and how close its satellites are."""

    powers: tuple[float, ...] = shown("GW", "power of the racks of each fleet: 1, 10, 100")
    satellites: tuple[float, ...]  # at work and spare
    needs: tuple[Need, ...]
    spacing: tuple[float, ...] = shown("km", "mean distance between neighbours of the fleet on one ring of its orbit")
    deployment: tuple[float, ...] = shown("year", "time to launch the fleet at launch.cadence")
    cost_ratio: tuple[float, ...] = shown("", "cost of a GPU-hour over that of the same project on the ground")
    region: str
    workload: str


def find(f: Findings) -> Capacity:
    """The section of one comparison."""
    c, region = f.comparison, f.comparison.answer_region
    powers = np.array(POWERS) * to_si("GW")[0]
    fleets = evaluate(c.scenario, {"launch.fleet_power": powers}, words={"ground.regions": [region]})
    ride, design = fleets.design.launch, fleets.design
    aloft = ride.fleet_satellites + ride.fleet_spares
    racks = ride.fleet_satellites * design.rack.racks
    accelerators = racks * f.bench.inputs.rack.gpus * (1 + f.bench.inputs.rack.spares)
    made: list[tuple[str, str, Any, str]] = [
        ("launches", "", ride.fleet_launches + ride.fleet_relaunches, "orbital-launches"),
        ("mass launched", "t", ride.fleet_mass, "mass-launched"),
        ("satellites built", "", aloft + ride.fleet_losses, "satellites-built"),
        ("accelerators", "GW", powers, "accelerators"),
        ("packaging wafers", "", accelerators / given("packages-per-wafer").si, "packaging-wafers"),
        ("traffic to the ground", "Tbit/s", design.link.workload_need * ride.fleet_satellites, "network-traffic"),
        ("satellites aloft", "", aloft, "active-satellites"),
        ("mass aloft", "t", aloft * design.mass.wet, "mass-in-orbit"),
    ]
    row = _rows(len(powers))
    return Capacity(
        powers=POWERS,
        satellites=row(aloft, ""),
        needs=tuple(_need(row, *one) for one in made),
        spacing=row(2 * np.pi * (EARTH_RADIUS + design.orbit.altitude) / aloft, "km"),
        deployment=row(ride.fleet_time, "year"),
        cost_ratio=row(_ratio(fleets, region), ""),
        region=region,
        workload=c.scenario.link.workload,
    )


def _rows(count: int) -> Callable[[Any, str], tuple[float, ...]]:
    """A result as one number in a unit for each fleet."""
    return lambda content, unit: tuple(float(one) for one in np.broadcast_to(plain(content, unit), (count,)))


def _ratio(fleets: Comparison, region: str) -> Any:
    return fleets.against[region].cost_ratio


def _need(row: Callable[[Any, str], tuple[float, ...]], name: str, unit: str, content: Any, record: str) -> Need:
    has = given(record)
    yearly = has.unit.endswith(("/year", "/month"))
    whole = has.si * (to_si("year")[0] if yearly else 1.0)
    return Need(name=name, unit=unit, needs=row(content, unit), over=row(content / whole, ""), has=has, yearly=yearly)
