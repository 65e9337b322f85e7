"""The thin air: density, drag, how long a satellite stays up without thrust. Densities stand in
seeds/atmosphere.toml."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any

import numpy as np

from sunrack.catalogue import SEEDS, by_word
from sunrack.constants import EARTH_GRAVITY, EARTH_RADIUS
from sunrack.tables import Grid
from sunrack.units import (
    Kilogram,
    KilogramPerCubicMetre,
    Metre,
    MetrePerSecond,
    Newton,
    Ratio,
    Second,
    SquareMetre,
    law,
)
from sunrack.units.validity import valid


@valid("altitude", "km", 150, 2000)
@valid("solar_flux", "", 70, 230)
@law
def air_density(altitude: Metre, solar_flux: Ratio) -> KilogramPerCubicMetre:
    """Mean density along a dawn-dusk orbit, from a table of an empirical atmosphere.

        ln ρ is linear in altitude and in F10.7 between the table's entries, and goes on at its last slope beyond them

    Args:
        altitude: Height above the equatorial radius [m].
        solar_flux: F10.7, in solar flux units of 1e-22 W/m²/Hz; 70 quiet, 150 mean, 230 active [-].
    Returns:
        Density [kg/m³].

    Valid for 150 to 2000 km and F10.7 of 70 to 230. One day may differ from it by a factor of two, a storm by more.
    Source: nrlmsis-2021, by tools/atmosphere.py.
    """
    heights, fluxes, density, _ = _table()
    return np.exp(_between(density, heights, fluxes, altitude, solar_flux))


@law
def drag_force(
    density: KilogramPerCubicMetre, speed: MetrePerSecond, area: SquareMetre, drag_coefficient: Ratio
) -> Newton:
    """Drag on what a satellite shows to the air.

        F = ½ ρ v² C_D A

    Args:
        density: Of the air [kg/m³].
        speed: Through the air [m/s].
        area: Projected along the velocity, mean over the orbit [m²].
        drag_coefficient: About 2.2 in free molecular flow [-].
    Returns:
        Force [N].

    Valid for free molecular flow; C_D of long plates edge-on is higher, of accommodating surfaces 2.0 to 2.4.
    Source: vallado-2013, ch. 8.
    """
    return 0.5 * density * speed**2 * drag_coefficient * area


@law
def drag_area(force: Newton, density: KilogramPerCubicMetre, speed: MetrePerSecond) -> SquareMetre:
    """Area times drag coefficient that a known drag stands for.

        C_D A = 2 F / (ρ v²)

    Args:
        force: Drag [N].
        density: Of the air that it was met in [kg/m³].
        speed: Through that air [m/s].
    Returns:
        C_D A [m²].

    Valid for free molecular flow.
    Source: vallado-2013, ch. 8.
    """
    return 2 * force / (density * speed**2)


@law
def decay_lifetime(altitude: Metre, drag_area: SquareMetre, mass: Kilogram, solar_flux: Ratio) -> Second:
    """Time in which drag alone brings a satellite down from a circular orbit.

        da/dt = −ρ (C_D A / m) √(μ a)  ⇒  t = (m / C_D A) ∫ dh / (ρ √(μ a))

    Args:
        altitude: At the start, above the equatorial radius [m].
        drag_area: Area times drag coefficient [m²].
        mass: Of the satellite, empty [kg].
        solar_flux: F10.7, held for all that time; 70 quiet, 150 mean, 230 active [-].
    Returns:
        Time to re-entry [s]; inf without drag area.

    Valid for spirals slow beside one revolution. Solar activity is held: for lifetimes of years around the eleven-year
    cycle take low and high as bounds. The orbit is taken as dawn-dusk and the air's rotation as none.
    Source: vallado-2013, ch. 9; nrlmsis-2021 for the density.
    """
    heights, fluxes, _, fall = _table()
    return mass / drag_area * np.exp(_between(fall, heights, fluxes, altitude, solar_flux))


@law
def climb_delta_v(
    altitude_1: Metre, altitude_2: Metre, drag_area: SquareMetre, solar_flux: Ratio, thrust: Newton
) -> MetrePerSecond:
    """Δv that a slow spiral upward spends, the air's drag on the way made up for.

        Δv = ∫ ½ √(μ / a³) da / (1 − D(h) / F)

    Args:
        altitude_1: At the start, above the equatorial radius [m].
        altitude_2: At the end; where it is lower, drag is left out [m].
        drag_area: Area times drag coefficient [m²].
        solar_flux: F10.7, held; 70 quiet, 150 mean, 230 active [-].
        thrust: Mean over the orbit [N].
    Returns:
        Δv spent, drag's share with it; inf where drag somewhere on the way exceeds the thrust [m/s].

    Valid for thrust far below gravity; 8 points of Gauss, within 0.1 % while drag at drop-off stays below half the
    thrust, 1.3 % at nine tenths.
    Source: wertz-larson-1999, ch. 7 and 17 (the quadrature is ours).
    """
    low, way = altitude_1, altitude_2 - altitude_1
    load = np.where(way > 0, 0.5 * drag_area / thrust, 0.0)
    spent: Any = 0.0
    least: Any = np.inf
    for step, share in zip(_STEPS, _SHARES, strict=True):
        height = low + way * step
        pull = EARTH_GRAVITY / (EARTH_RADIUS + height)
        left = 1 - air_density.si(height, solar_flux) * pull * load
        least = np.minimum(least, left)
        spent = spent + share * pull * np.sqrt(pull) / left
    return np.where(least > 0, 0.5 / EARTH_GRAVITY * np.abs(way) * spent, np.inf)


_STEPS, _SHARES = (np.polynomial.legendre.leggauss(8) + np.array([[1.0], [0.0]])) / 2  # of the way, 0 to 1


def solar_flux(activity: str) -> float:
    """F10.7 of "low", "mean" or "high" solar activity, as tabulated.

    Raises:
        Unknown: Another activity, with the nearest.
    """
    return float(_table()[1][by_word({"low": 0, "mean": 1, "high": 2}, activity, "solar activity")])


@cache
def _table() -> tuple[Any, Any, Any, Any]:
    """Heights [m], F10.7, ln density and ln ∫ dh / (ρ √(μ a)), the last two by flux and height."""
    seed = tomllib.loads((SEEDS / "atmosphere.toml").read_text(encoding="utf-8"))
    heights, density = np.asarray(seed["altitude"], float) * 1e3, np.asarray(seed["density"], float)
    slope = np.diff(np.log(density), axis=1) / np.diff(heights)
    # within a step the density is exponential, so ∫ dh/ρ is exact; the fall below the lowest height is its first scale
    steps = (
        -np.diff(1 / density, axis=1)
        / slope
        / np.sqrt(EARTH_GRAVITY * (EARTH_RADIUS + (heights[1:] + heights[:-1]) / 2))
    )
    start = -1 / density[:, :1] / slope[:, :1] / np.sqrt(EARTH_GRAVITY * (EARTH_RADIUS + heights[0]))
    return (
        Grid(heights),
        np.asarray(seed["solar_flux"], float),
        np.log(density),
        np.log(np.cumsum(np.hstack([start, steps]), axis=1)),
    )


def _between(rows: Any, heights: Grid, fluxes: Any, altitude: Any, flux: Any) -> Any:
    """Table of three rows by flux, read between heights and fluxes, at its outermost slopes beyond; bare."""
    low, mean, high = rows if np.ndim(flux) == 0 else (heights.read(row, altitude) for row in rows)
    below = low + (mean - low) * (flux - fluxes[0]) / (fluxes[1] - fluxes[0])
    above = mean + (high - mean) * (flux - fluxes[1]) / (fluxes[2] - fluxes[1])
    between = np.where(flux < fluxes[1], below, above)[()]
    return heights.read(between, altitude) if np.ndim(flux) == 0 else between  # one Sun: one row to read
