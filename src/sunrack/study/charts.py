"""A chart of solved orbits, interpolated where every design has an orbit of its own, with its measured error."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from sunrack.attitude import see
from sunrack.constants import ASTRONOMICAL_UNIT
from sunrack.orbit import sun_synchronous_inclination
from sunrack.orbit.year import Year, solve_year
from sunrack.tables import pick
from sunrack.units import bare

TOLERANCE = 2e-5  # of the sunlit fraction
MOST_NODES = 400_000
STEP = 8e3  # m, between heights to begin with; it is halved until the chart is good enough
_LEVELS = (
    0.1,
    0.3,
    0.6,
    0.9,
    1.2,
    1.6,
)  # night's load over the day's, each by its own efficiency, that the chart has a day for
_GAIN = 0.85  # power of an array goes about as this power of sunlight
_SCALARS = ("mean_fraction", "worst_day_fraction", "eclipse_days", "eclipsed_share", "mean_beta", "mean_double_sine")


@dataclass(frozen=True)
class Chart:
    """Solved orbits on a grid of altitude and local time, and what the satellite sees on each; flat tables by name."""

    altitude: Any
    local_time: Any
    tables: dict[str, Any]
    days: Any  # of the year, (nodes, levels)
    nearest_sun: float
    error: dict[str, float]

    def at(self, altitude: Any, local_time: Any) -> tuple[Year, dict[str, Any]]:
        """Year and view of each design's orbit, linear between the four nodes about it."""
        i, u = _cell(altitude, self.altitude)
        j, w = _cell(local_time, self.local_time)
        row, place = self.local_time.size, i * self.local_time.size + j
        corners = [
            (place, (1 - u) * (1 - w)),
            (place + 1, (1 - u) * w),
            (place + row, u * (1 - w)),
            (place + row + 1, u * w),
        ]
        if row == 1:
            corners = [(i, 1 - u), (i + 1, u)]
        values = {
            name: sum(pick(table, corner, mode="clip") * weight for corner, weight in corners)
            for name, table in self.tables.items()
        }
        dark, sun = (np.stack([values.pop(f"{what}{j}") for j in range(len(_LEVELS))]) for what in ("dark", "sun"))
        dark = np.maximum(dark, 0.0)
        year = Year(
            **{name: values.pop(name) for name in _SCALARS},
            longest_fraction=np.arccos(np.minimum(values.pop("ratio"), 1.0)) / np.pi,
            minimum_beta=np.arcsin(np.clip(values.pop("least_beta"), 0.0, 1.0)),
            day_fraction=np.moveaxis(dark / (1 + dark), 0, -1),
            day_beta=np.nan,
            day_distance=np.moveaxis(ASTRONOMICAL_UNIT / np.sqrt(sun), 0, -1),
            day_number=pick(self.days, place, axis=0, mode="clip"),
            nearest_sun=self.nearest_sun,
        )
        return year, values


def chart(
    altitude: tuple[float, float],
    local_time: tuple[float, float],
    year: float,
    shadow: str,
    radiator: str,
    nodes: int = MOST_NODES,
) -> Chart | None:
    """A chart whose sunlit fraction is within half the tolerance at 512 orbits between its nodes.

    None if that takes more than `nodes` nodes.

    Args:
        altitude: Lowest and highest [m].
        local_time: Earliest and latest [s].
        year: Calendar year.
        shadow, radiator: As the scenario has them.
        nodes: Most orbits to solve for it.
    """
    step, pause = STEP, 120.0  # m, s
    while True:
        heights, clocks = _nodes(altitude, step), _nodes(local_time, pause)
        if heights.size * clocks.size > nodes:
            return None
        made = _chart(heights, clocks, year, shadow, radiator)
        error = _error(made, year, shadow)
        if error["sunlit_fraction"] <= TOLERANCE / 2 or heights.size * clocks.size == 1:
            return replace(made, error=error)
        step, pause = step / 2, pause / 2


def _nodes(ends: tuple[float, float], step: float) -> Any:
    low, high = ends
    return np.linspace(low, high, int(np.ceil((high - low) / step)) + 1) if high > low else np.array([low])


def _cell(at: Any, grid: Any) -> tuple[Any, Any]:
    """Cell of an even grid and the share of it passed."""
    if grid.size == 1:
        return np.zeros(np.shape(at), dtype=np.intp), np.zeros(np.shape(at))
    place = (at - grid[0]) * ((grid.size - 1) / (grid[-1] - grid[0]))
    cell = np.clip(place.astype(np.intp), 0, grid.size - 2)
    return cell, place - cell


def _chart(heights: Any, clocks: Any, year: float, shadow: str, radiator: str) -> Chart:
    altitude, clock = (one.ravel() for one in np.meshgrid(heights, clocks, indexing="ij"))
    parts = [
        _piece(altitude[k : k + 4096], clock[k : k + 4096], year, shadow, radiator)
        for k in range(0, altitude.size, 4096)
    ]
    tables = {name: np.concatenate([one[name] for one in parts]) for name in parts[0]}
    return Chart(heights, clocks, tables, tables.pop("days"), float(np.min(tables.pop("nearest_sun"))), {})


def _piece(altitude: Any, clock: Any, year: float, shadow: str, radiator: str) -> dict[str, Any]:
    """What the chart keeps of some orbits, by name."""
    with bare(), np.errstate(all="ignore"):
        solved = solve_year(altitude, sun_synchronous_inclination(altitude), clock, year, shadow)
        seen = see(radiator, altitude=altitude, beta=solved.minimum_beta, mean_beta=solved.mean_beta)
    kept = {name: getattr(solved, name) for name in _SCALARS} | {
        name: np.broadcast_to(one, altitude.shape) for name, one in seen.items()
    }
    kept |= {"least_beta": solved.least_beta, "ratio": solved.least_ratio, "nearest_sun": solved.nearest_sun}
    dark, sun = solved.day_fraction / (1 - solved.day_fraction), (ASTRONOMICAL_UNIT / solved.day_distance) ** 2
    days = np.stack([np.argmax((1 + level * dark) / sun**_GAIN, axis=-1) for level in _LEVELS], axis=-1)
    for what, daily in (("dark", dark), ("sun", sun)):
        kept |= {f"{what}{j}": one for j, one in enumerate(np.take_along_axis(daily, days, axis=-1).T)}
    return kept | {"days": days.astype(float)}


def _error(made: Chart, year: float, shadow: str) -> dict[str, float]:
    """Largest distance from the solved year at orbits between the nodes, drawn evenly and always the same."""
    from scipy.stats import qmc

    spots = qmc.Sobol(2, seed=0).random(512)
    heights, clocks = made.altitude, made.local_time
    altitude, clock = (
        heights[0] + (heights[-1] - heights[0]) * spots[:, 0],
        clocks[0] + (clocks[-1] - clocks[0]) * spots[:, 1],
    )
    with np.errstate(all="ignore"):
        true = solve_year(altitude, sun_synchronous_inclination.si(altitude), clock, year, shadow)
    read, _ = made.at(altitude, clock)
    exact, near = (_array_sizes(one) for one in (true, read))
    gaps = {
        "sunlit_fraction": true.mean_fraction - read.mean_fraction,
        "longest_eclipse": true.longest_fraction - read.longest_fraction,
        "eclipse_days": true.eclipse_days - read.eclipse_days,
        "array_size": near / exact - 1,
    }
    found = {name: float(np.nanmax(np.abs(gap), initial=0.0)) for name, gap in gaps.items()}
    return found | {"eclipse_days": max(found["eclipse_days"], _days_between(made))}


def _days_between(made: Chart) -> float:
    """The largest difference in days with eclipses among the nodes about an orbit: interpolated counts are not
    whole."""
    days = made.tables["eclipse_days"].reshape(made.altitude.size, made.local_time.size)
    least, most = days, days
    for axis in (0, 1):
        if days.shape[axis] > 1:
            first, second = ((slice(None),) * axis + (cut,) for cut in (slice(None, -1), slice(1, None)))
            least, most = np.minimum(least[first], least[second]), np.maximum(most[first], most[second])
    return float(np.nanmax(most - least, initial=0.0))


def _array_sizes(year: Year) -> Any:
    dark, sun = year.day_fraction / (1 - year.day_fraction), (ASTRONOMICAL_UNIT / year.day_distance) ** 2
    return np.stack([np.max((1 + level * dark) / sun**_GAIN, axis=-1) for level in (0.2, 0.45, 1.15, 1.3)])
