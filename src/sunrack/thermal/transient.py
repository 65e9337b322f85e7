"""The panel through one orbit after another: how warm at dusk, how cold at the end of eclipse."""

from __future__ import annotations

from typing import Any

import numpy as np

from sunrack.constants import STEFAN_BOLTZMANN
from sunrack.units import JoulePerSquareMetreKelvin, Kelvin, Ratio, Second, WattPerSquareMetre, law

ORBITS = 8  # enough for the memory of the start to fade for panels that settle within two orbits
STEPS = 100  # for each part of the orbit
PART = 1 + np.sqrt(0.5)  # of the step taken implicitly: the larger root of ROS2, second order and steady for any capacity


@law
def hottest_panel(
    flux_sunlit: WattPerSquareMetre,
    flux_eclipse: WattPerSquareMetre,
    sunlit_time: Second,
    eclipse_time: Second,
    sink: Kelvin,
    emissivity: Ratio,
    heat_capacity: JoulePerSquareMetreKelvin,
    faces: Ratio = 2.0,
) -> Kelvin:
    """Panel temperature at the end of the sunlit part of an orbit, orbit after orbit alike.

        c dT/dt = q(t) − n ε σ (T⁴ − T_s⁴)

    Args:
        flux_sunlit: Heat brought to a square metre of planform in sunlight [W/m²].
        flux_eclipse: The same in eclipse, as the policy leaves it [W/m²].
        sunlit_time: Sunlit part of the orbit [s].
        eclipse_time: Eclipsed part of the orbit [s].
        sink: Sink temperature [K].
        emissivity: Of the face in the infrared, times fin efficiency [-].
        heat_capacity: Panel and coolant for each square metre of planform [J/m²/K].
        faces: How many faces of a panel radiate [-].
    Returns:
        Temperature at dusk [K].

    Valid for one lump at one temperature and a constant sink; steps are linearly implicit, so no capacity is too small.
    Source: gilmore-2002, ch. 15 (lumped nodes).
    """
    return _swing(flux_sunlit, flux_eclipse, sunlit_time, eclipse_time, sink, faces * emissivity, heat_capacity)[0]


@law
def coldest_panel(
    flux_sunlit: WattPerSquareMetre,
    flux_eclipse: WattPerSquareMetre,
    sunlit_time: Second,
    eclipse_time: Second,
    sink: Kelvin,
    emissivity: Ratio,
    heat_capacity: JoulePerSquareMetreKelvin,
    faces: Ratio = 2.0,
) -> Kelvin:
    """Panel temperature at the end of eclipse, orbit after orbit alike: against the coolant's freezing point.

        c dT/dt = q(t) − n ε σ (T⁴ − T_s⁴)

    Args:
        flux_sunlit: Heat brought to a square metre of planform in sunlight [W/m²].
        flux_eclipse: The same in eclipse, as the policy leaves it [W/m²].
        sunlit_time: Sunlit part of the orbit [s].
        eclipse_time: Eclipsed part of the orbit [s].
        sink: Sink temperature [K].
        emissivity: Of the face in the infrared, times fin efficiency [-].
        heat_capacity: Panel and coolant for each square metre of planform [J/m²/K].
        faces: How many faces of a panel radiate [-].
    Returns:
        Temperature at the end of eclipse [K].

    Valid as `hottest_panel` is.
    Source: gilmore-2002, ch. 15 (lumped nodes).
    """
    return _swing(flux_sunlit, flux_eclipse, sunlit_time, eclipse_time, sink, faces * emissivity, heat_capacity)[1]


def _swing(day_flux: Any, night_flux: Any, day: Any, night: Any, sink: Any, emitting: Any, capacity: Any) -> tuple[Any, Any]:
    """Temperature at the end of day and at the end of night once orbits repeat; bare SI."""
    radiated = emitting * STEFAN_BOLTZMANN
    dusk = (sink**4 + day_flux / radiated) ** 0.25
    for _ in range(ORBITS):
        dawn = _pass(dusk, night_flux + radiated * sink**4, radiated, capacity, night)
        dusk = _pass(dawn, day_flux + radiated * sink**4, radiated, capacity, day)
    return dusk, dawn


def _pass(temperature: Any, gained: Any, radiated: Any, capacity: Any, time: Any) -> Any:
    """Temperature after a time of constant gain, in linearly implicit steps of second order (Rosenbrock); bare SI."""
    step = time / STEPS
    for _ in range(STEPS):
        cube = radiated * temperature**3
        damping = capacity + PART * step * 4 * cube
        first = (gained - cube * temperature) / damping
        half = temperature + step * first
        second = (gained - radiated * half**4 - 2 * capacity * first) / damping
        temperature = temperature + step * (1.5 * first + 0.5 * second)
    return temperature
