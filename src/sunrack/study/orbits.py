"""The orbits of a study.

A few orbits are each solved once for the whole study; in a large study they keep only the days that can size an array.
Where many designs each have an orbit of their own, orbits are read from a chart; a few such designs are each solved.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

import numpy as np

from sunrack.constants import ASTRONOMICAL_UNIT
from sunrack.orbit import sun_synchronous_inclination
from sunrack.orbit.year import Year, solve_year
from sunrack.scenario import Scenario
from sunrack.study.charts import Chart, chart

KEYS = ("orbit.altitude", "orbit.local_time", "orbit.year")
SOLVED_AT_ONCE = 4096  # orbits of a grid that are solved ahead, once for the whole study
SOLVED_EACH = 2048  # designs with an orbit of their own that are all solved: a chart would take as long
FEW = 256  # orbits that are looked at day by day
CUT_FROM = 4096  # designs, below which all days of a year take less time than finding those that can size an array
_BENDS = (
    -0.02,
    -0.007,
    -0.0025,
    0.0,
)  # by how much a square metre's power bends with sunlight: every cell lies between


@dataclass(frozen=True)
class Orbits:
    """What is known of a study's orbits before its designs are evaluated.

    Args:
        varied: SI numbers by key of those KEYS that vary: along a grid's dimensions, or, for designs side by side,
            their two ends.
        scattered: Whether every design has an orbit of its own.
        size: How many designs there are.
        exact: Solve every orbit, even one for each design.
    """

    varied: Mapping[str, Any]
    scattered: bool
    size: int
    exact: bool
    _made: dict[tuple[str, str], Any] = field(default_factory=dict)

    def year(self, case: Scenario) -> Year | None:
        """The years of a grid of orbits, or of the one; None if there are too many, or every design has its own."""
        if self.scattered and self.varied:
            return None
        kind = (case.orbit.shadow, "")
        if kind not in self._made:
            altitude, clock, year = (self.varied.get(key, case.values()[key].si) for key in KEYS)
            few = math.prod(np.size(one) for one in (altitude, clock, year)) <= SOLVED_AT_ONCE
            solved = solve(altitude, clock, year, kind[0]) if few else None
            worth = solved is not None and self.size >= CUT_FROM and np.size(solved.mean_fraction) <= FEW
            self._made[kind] = sizing_days(solved) if solved is not None and worth else solved
        found: Year | None = self._made[kind]
        return found

    def chart(self, case: Scenario) -> Chart | None:
        """The chart from which the year of every design's own orbit is read; None where each is to be solved."""
        if not (self.scattered and self.varied):
            return None
        kind = (case.orbit.shadow, case.attitude.radiator)
        if kind not in self._made:
            altitude, clock, year = (self.varied.get(key, (case.values()[key].si,) * 2) for key in KEYS)
            free = not self.exact and year[0] == year[1] and self.size > SOLVED_EACH
            self._made[kind] = chart(altitude, clock, year[0], *kind, nodes=max(64, self.size // 4)) if free else None
        found: Chart | None = self._made[kind]
        return found

    @property
    def errors(self) -> dict[str, float]:
        """Largest error of the charts that orbits were read from, by quantity; empty where every orbit was solved."""
        found: dict[str, float] = {}
        for made in self._made.values():
            if isinstance(made, Chart):
                found = {name: max(found.get(name, 0.0), error) for name, error in made.error.items()}
        return found


def cut(year: Year, place: tuple[slice, ...]) -> dict[str, Any]:
    """What differs among a grid of orbits, by name, where a block of the grid lies; axes of one orbit stay whole."""
    sides, parts = np.ndim(year.mean_fraction), {}
    for one in fields(year):
        content = getattr(year, one.name)
        of_days = one.name.startswith("day_")  # what all orbits share has the axis of the days alone
        if sides and len(shape := np.shape(content)) >= sides + of_days:
            parts[one.name] = content[
                tuple(slice(None) if size == 1 else part for size, part in zip(shape[:sides], place, strict=True))
            ]
    return parts


def solve(altitude: Any, local_time: Any, year: Any, shadow: str) -> Year:
    """The eclipse year of some orbits; bare SI."""
    with np.errstate(all="ignore"):
        inclination = sun_synchronous_inclination.si(np.asarray(altitude, float))
        return solve_year(altitude, inclination, local_time, year, shadow)


def sizing_days(year: Year) -> Year:
    """The year with those days alone that ask for the largest array of any satellite.

    The area asked for is (A + B r) / (C + D s): r the eclipse over the sunlight of an orbit, s the Sun's strength, A to
    D the satellite's. A quotient of two linear functions is largest at a corner of the convex hull of its points (r,
    s).
    """
    from scipy.spatial import ConvexHull, QhullError

    shape = np.shape(year.mean_fraction)
    fraction, distance = (np.reshape(one, (-1, one.shape[-1])) for one in (year.day_fraction, year.day_distance))
    dark, sun = fraction / (1 - fraction), (ASTRONOMICAL_UNIT / distance) ** 2 - 1
    kept: list[Any] = []
    for r, s in zip(dark, sun, strict=True):
        corners = {int(np.argmin(s)), int(np.argmax(r))}
        for bend in _BENDS:
            try:
                hull = ConvexHull(np.stack([s / 0.034 + bend * (s / 0.034) ** 2, r / (np.max(r) or 1.0)], axis=-1))
            except (QhullError, ValueError):  # no eclipse all year, or no such orbit
                break
            asks = (hull.equations[:, 0] <= 0) & (
                hull.equations[:, 1] >= 0
            )  # edges that face little Sun and much eclipse
            corners |= set(hull.simplices[asks].ravel().tolist())
        kept.append(sorted(corners))
    most = max(map(len, kept))
    days = np.array([one + [one[-1]] * (most - len(one)) for one in kept]).reshape(*shape, most)
    fields = {
        name: np.take_along_axis(getattr(year, name), days, axis=-1)
        for name in ("day_fraction", "day_beta", "day_distance")
    }
    return replace(year, day_number=days.astype(float), **fields)
