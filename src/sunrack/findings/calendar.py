"""The orbit's year day by day. Only the orbit is solved."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sunrack import orbit
from sunrack.findings.orbit import Drift, clear_altitude, drifted
from sunrack.scenario import Scenario
from sunrack.section import plain


@dataclass(frozen=True)
class Calendar:
    """One orbit's year, ready to be told."""

    case: Scenario
    year: int
    path: orbit.Track
    days: orbit.Days
    clear_altitude: float  # m, lowest without eclipse for the local time and shadow; inf for none

    @property
    def exists(self) -> bool:
        """Whether there is a Sun-synchronous orbit at the altitude."""
        return math.isfinite(plain(self.path.inclination, "deg"))

    @property
    def seasons(self) -> list[tuple[str, str]]:
        """First and last day of every season of eclipses; none where there is no eclipse."""
        if not self.exists or not (self.days.eclipse > 0).any():
            return []
        return [(str(first), str(last)) for first, last in orbit.seasons(self.days.eclipse, self.year)]

    @cached_property
    def partial(self) -> tuple[int, float]:
        """Days on which a part of the Sun is hidden, and the longest time [s] for which it is."""
        eclipse = orbit.by_day(self.case.inputs().orbit, "penumbra").eclipse
        return int((eclipse > 0).sum()), float(eclipse.max())

    @cached_property
    def drift(self) -> Drift:
        """What the injection errors make of the year if nothing is done."""
        return drifted(self.case, self.path, self.case.inputs().orbit, self.case.finance.satellite_life.quantity)


def calendar(case: Scenario) -> Calendar:
    """The orbit's year of a scenario."""
    rooms = case.inputs()
    with np.errstate(all="ignore"):
        path = orbit.solve(rooms.orbit, life=rooms.finance.satellite_life)
        year = int(np.rint(case.orbit.year.si))
        return Calendar(case, year, path, orbit.by_day(rooms.orbit), clear_altitude(case))
