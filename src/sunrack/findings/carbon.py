"""Carbon: by region, and orbit's between the ends of its ranges."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sunrack.constants import YEAR
from sunrack.findings.base import Finding
from sunrack.findings.zoning import burns_gas
from sunrack.section import plain, shown

if TYPE_CHECKING:
    from sunrack.findings import Findings

_UNIT = "kg/kW/year"
BASES = ("stack emissions only", "the life cycle", "no emissions (sunlight)", "what its source includes")


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Emissions(Finding):
    """Carbon dioxide and equivalents of one side, and what the figure for its power counts."""

    name: str
    launch: float = shown(_UNIT, "launches and their propellant")
    satellite: float = shown(_UNIT, "making the satellite")
    rack: float = shown(_UNIT, "making the rack")
    power: float = shown(_UNIT, "electricity")
    total: float = shown(_UNIT, "all of it")
    basis: str


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Carbon(Finding):
    """Orbit first, then the regions; orbit's total with its four figures all low and all high."""

    rows: tuple[Emissions, ...]
    low: float = shown(_UNIT, "orbit with all four figures low")
    high: float = shown(_UNIT, "orbit with all four figures high")


def find(f: Findings) -> Carbon:
    """The section of one comparison."""
    orbit = f.bench.here.carbon
    own = Emissions(
        name="orbit",
        launch=plain(orbit.launch_per_kw_year, _UNIT),
        satellite=plain(orbit.satellite_per_kw_year, _UNIT),
        rack=plain(orbit.rack_per_kw_year, _UNIT),
        power=0.0,
        total=plain(orbit.carbon_per_kw_year, _UNIT),
        basis="the making and leaking of its propellant",
    )
    low, high = f.bench.group("carbon").column("carbon.carbon_per_kw_year", _UNIT)
    return Carbon(rows=(own, *(_region(f, name) for name in f.comparison.ground)), low=float(low), high=float(high))


def _region(f: Findings, name: str) -> Emissions:
    inputs = f.bench.inputs
    rack = float(inputs.mass.rack_carbon / (inputs.rack.power * inputs.finance.compute_life)) * 1e3 * YEAR
    power = float(plain(f.comparison.ground[name].carbon_per_kw_year, _UNIT))
    return Emissions(
        name=name, launch=0.0, satellite=0.0, rack=rack, power=power, total=rack + power, basis=_basis(f, name)
    )


def _basis(f: Findings, region: str) -> str:
    """By the plant that burns gas, or by where the grid's figure is from (a bridge is mostly grid)."""
    stack, cycle, sun, unknown = BASES
    source = str(f.comparison.ground[region].source)
    if source == "solar-battery":
        return sun
    if source != "bridge" and burns_gas(source):
        return stack
    known = {"egrid-2023": stack, "ember-2023": cycle}
    return known.get(f.comparison.scenario.sites[region]["carbon"].source, unknown)
