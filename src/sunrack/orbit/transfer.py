"""Moving between orbits by low thrust, and what holding the plane before the Sun costs."""

from __future__ import annotations

import numpy as np

from sunrack.constants import EARTH_RADIUS
from sunrack.orbit.sun_synchronous import orbital_speed, solar_inclination_rate
from sunrack.units import HalfTurn, Metre, MetrePerSecond, MetrePerSecondSquared, Second, TimeOfDay, law


@law
def low_thrust_delta_v(altitude_1: Metre, altitude_2: Metre) -> MetrePerSecond:
    """Δv of a slow spiral between two circular orbits of one plane.

        Δv = |v₁ − v₂|

    Args:
        altitude_1: Of the first orbit, above the equatorial radius [m].
        altitude_2: Of the second [m].
    Returns:
        Δv [m/s], a little more than that of two impulses.

    Valid for thrust far below gravity. The launcher is taken to have delivered the target's inclination and node.
    Source: wertz-larson-1999, ch. 7 (a spiral without plane change).
    """
    return np.abs(orbital_speed.si(altitude_1) - orbital_speed.si(altitude_2))


@law
def perigee_delta_v(altitude: Metre, perigee: Metre) -> MetrePerSecond:
    """Δv of one burn that lowers the perigee of a circular orbit, half a revolution later.

        Δv = √(μ / r) (1 − √(2 r_p / (r + r_p)))

    Args:
        altitude: Of the circular orbit, above the equatorial radius [m].
        perigee: Height of the new perigee; a higher one than the orbit takes nothing [m].
    Returns:
        Δv [m/s]; 88 m/s from 350 km to 50 km.

    Valid for a burn short beside a revolution.
    Source: vallado-2013, ch. 6 (vis-viva).
    """
    radius = EARTH_RADIUS + altitude
    low = np.minimum(EARTH_RADIUS + perigee, radius)
    return orbital_speed.si(altitude) * (1 - np.sqrt(2 * low / (radius + low)))


@law
def low_thrust_time(delta_v: MetrePerSecond, acceleration: MetrePerSecondSquared) -> Second:
    """Time to gain a Δv at a steady pull, propellant small beside the mass.

        t = Δv / (F / m)

    Args:
        delta_v: To gain [m/s].
        acceleration: Thrust over mass, mean over orbit and outages [m/s²].
    Returns:
        Time [s]; inf without thrust.

    Valid for propellant of a few per cent of the mass.
    Source: wertz-larson-1999, ch. 17.
    """
    return delta_v / acceleration


@law
def local_time_hold(
    altitude: Metre,
    inclination: HalfTurn,
    local_time: TimeOfDay,
    altitude_error: Metre,
    inclination_error: HalfTurn,
    life: Second,
) -> MetrePerSecondSquared:
    """Δv a year that keeps the local time of the node: the Sun's pull on the plane undone, injection errors mended
    once.

        v |di/dt| + (v δi + ½ v δa / a) / life

    Args:
        altitude: Height above the equatorial radius [m].
        inclination: Of the orbit's plane [rad].
        local_time: Mean local time of the ascending node [s].
        altitude_error: Of the injection, in semi-major axis [m].
        inclination_error: Of the injection [rad].
        life: Over which the mending of the injection is spread [s].
    Returns:
        Mean rate of Δv [m/s²]; shown in m/s a year. At 06:00 and 18:00 only the injection's part is left.

    Valid for burns at the nodes; spread by low thrust over the orbit, π/2 times as much for the plane.
    Source: vallado-2013, ch. 6 and 9.
    """
    speed = orbital_speed.si(altitude)
    mending = speed * (inclination_error + 0.5 * altitude_error / (EARTH_RADIUS + altitude))
    return speed * np.abs(solar_inclination_rate.si(altitude, inclination, local_time)) + mending / life
