"""Orbit: the altitude without eclipses, and what the injection errors make of the year if nothing is done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from sunrack import orbit
from sunrack.constants import DAY
from sunrack.findings.base import Finding
from sunrack.orbit.dose import BEYOND
from sunrack.scenario import Scenario
from sunrack.section import plain, shown

if TYPE_CHECKING:
    from sunrack.findings import Findings

DOSE_KNOWN_TO = BEYOND  # m, where the dose table ends
_FAR = 360.0  # min of local time: past it, a drifting plane has turned from dawn to noon


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Drift(Finding):
    """The orbit after its local time has drifted for a satellite's life; the eclipses are None where it has turned away
    from dawn."""

    life: float = shown("year", "for which the drift goes on")
    local_time: float = shown("min", "by which the local time has moved")
    eclipse_days: float | None = shown("day", "days with eclipses, in the worse direction")
    longest_eclipse: float | None = shown("min", "longest eclipse, in the worse direction")


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Orbit(Finding):
    """The section. `eclipse_free_altitude` has no number where no altitude frees the local time from eclipses."""

    eclipse_free_altitude: float = shown(
        "km", "lowest altitude without eclipses at this local time and for this shadow"
    )
    drift: Drift


def find(f: Findings) -> Orbit:
    """The section of one comparison."""
    case = f.comparison.scenario
    drift = drifted(case, f.bench.here.orbit, f.bench.inputs.orbit, f.bench.inputs.finance.satellite_life)
    return Orbit(eclipse_free_altitude=clear_altitude(case) / 1e3, drift=drift)


def clear_altitude(case: Scenario) -> float:
    """Lowest altitude [m] without eclipses for a scenario's local time and shadow; infinite where there is none."""
    year = float(np.rint(case.orbit.year.si))
    return float(orbit.clear_altitude(case.orbit.local_time.si, year, case.orbit.shadow))


def drifted(case: Scenario, path: orbit.Track, inputs: orbit.Orbit, life: Any) -> Drift:
    """What the injection errors of a scenario make of its orbit.

    Args:
        case: The scenario.
        path: Its orbit.
        inputs: Keys of `Orbit`, in quantities or bare as the orbit.
        life: For which the drift goes on, alike.
    """
    years = case.finance.satellite_life.si / (365.25 * DAY)
    moved = plain(path.local_time_drift, "min/year") * years
    if not abs(moved) <= _FAR:
        return Drift(life=years, local_time=moved, eclipse_days=None, longest_eclipse=None)
    with np.errstate(all="ignore"):
        worse = min((path, *orbit.drifted(path, inputs, time=life)), key=lambda one: plain(one.sunlit_fraction, ""))
    return Drift(
        life=years,
        local_time=moved,
        eclipse_days=plain(worse.eclipse_days, "day"),
        longest_eclipse=plain(worse.longest_eclipse, "min"),
    )
