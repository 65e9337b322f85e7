"""Circular and nearly circular orbits whose plane turns with the Sun: inclination, periods, node, local time and its
drift."""

from __future__ import annotations

import numpy as np

from sunrack.constants import DAY, EARTH_GRAVITY, EARTH_J2, EARTH_RADIUS, EARTH_ROTATION, TROPICAL_YEAR
from sunrack.geometry import cosine, sine
from sunrack.orbit.sun import mean_sun
from sunrack.units import (
    HalfTurn,
    Metre,
    MetrePerSecond,
    Radian,
    RadianPerSecond,
    Ratio,
    Second,
    SecondPerSecond,
    ShareBelowOne,
    SignedMetre,
    TimeOfDay,
    TimeOfSun,
    law,
)

SUN_RATE = 2 * np.pi / TROPICAL_YEAR  # rad/s, the mean Sun along the equator
MEAN_SQUARE_COSINE = 0.9209  # -, year's mean of cos² of the Sun's declination: 1 − sin²(23.44°)/2
NOON = 43_200.0  # s, local time of the mean Sun's own meridian


@law
def orbital_speed(altitude: Metre) -> MetrePerSecond:
    """Speed on a circular orbit.

        v = √(μ / (R + h))

    Args:
        altitude: Height above the equatorial radius [m].
    Returns:
        Inertial speed [m/s].

    Valid for two bodies.
    Source: vallado-2013, ch. 1.
    """
    return np.sqrt(EARTH_GRAVITY / (EARTH_RADIUS + altitude))


@law
def air_speed(altitude: Metre, inclination: HalfTurn) -> MetrePerSecond:
    """Speed through air that turns with the Earth, in the root mean square over a circular orbit.

        v² = v₀² − 2 v₀ ω a cos i + (ω a)² (1 + cos² i) / 2

    Args:
        altitude: Height above the equatorial radius [m].
        inclination: Of the orbit's plane to the equator [rad].
    Returns:
        Speed whose square gives the mean drag [m/s]; a Sun-synchronous orbit meets a slight head wind.

    Valid for air that turns as one with the Earth; thermospheric winds of some 100 m/s are left out.
    Source: vallado-2013, ch. 8.
    """
    speed, wind, level = orbital_speed.si(altitude), EARTH_ROTATION * (EARTH_RADIUS + altitude), cosine(inclination)
    return np.sqrt(speed**2 - 2 * speed * wind * level + wind**2 * (1 + level**2) / 2)


@law
def orbital_period(altitude: Metre) -> Second:
    """Keplerian period.

        T = 2π √(a³ / μ)

    Args:
        altitude: Semi-major axis less the equatorial radius [m].
    Returns:
        Time of one revolution about a point mass [s].

    Valid for two bodies; `nodal_period` has the Earth's flattening.
    Source: vallado-2013, ch. 1.
    """
    axis = EARTH_RADIUS + altitude
    return 2 * np.pi * axis * np.sqrt(axis / EARTH_GRAVITY)


@law
def nodal_period(altitude: Metre, inclination: HalfTurn, eccentricity: ShareBelowOne = 0.0) -> Second:
    """Time from one ascending node to the next, with the secular terms of J2: the period that eclipses keep.

        T = 2π / (Ṁ + ω̇) = T₀ / (1 + ¾ J2 (R/p)² (√(1−e²) (2 − 3 sin² i) + 4 − 5 sin² i))

    Args:
        altitude: Mean semi-major axis less the equatorial radius [m].
        inclination: Of the orbit's plane to the equator [rad].
        eccentricity: Of the orbit, below 1 [-].
    Returns:
        Nodal (draconic) period [s].

    Valid to first order in J2: about 1e-6 of the period; nan where the correction is no longer small.
    Source: vallado-2013, ch. 9 and 11.
    """
    square, left = sine(inclination) ** 2, 1 - eccentricity**2
    root, flattening = np.sqrt(left), 0.75 * EARTH_J2 * (EARTH_RADIUS / ((EARTH_RADIUS + altitude) * left)) ** 2
    sense = np.where(flattening < 0.1, 1.0, np.nan)  # beyond it the correction is as large as what it corrects
    return sense * orbital_period.si(altitude) / (1 + flattening * (root * (2 - 3 * square) + 4 - 5 * square))


@law
def node_rate(altitude: Metre, inclination: HalfTurn, eccentricity: ShareBelowOne = 0.0) -> RadianPerSecond:
    """Rate at which the Earth's flattening turns the orbit's plane.

        Ω̇ = −3/2 J2 (R/p)² n cos i,  p = a (1 − e²)

    Args:
        altitude: Semi-major axis less the equatorial radius [m].
        inclination: Of the orbit's plane to the equator [rad].
        eccentricity: Of the orbit, below 1 [-].
    Returns:
        Rate of the right ascension of the ascending node [rad/s].

    Valid to first order in J2.
    Source: vallado-2013, eq. 9-37.
    """
    parameter = (EARTH_RADIUS + altitude) * (1 - eccentricity**2)
    return -3 * np.pi * EARTH_J2 * (EARTH_RADIUS / parameter) ** 2 * cosine(inclination) / orbital_period.si(altitude)


@law
def sun_synchronous_inclination(altitude: Metre, eccentricity: ShareBelowOne = 0.0) -> Radian:
    """Inclination at which the node keeps pace with the mean Sun.

        cos i = −2 Ω̇ a^(7/2) (1 − e²)² / (3 J2 R² √μ),  Ω̇ = 2π per tropical year

    Args:
        altitude: Semi-major axis less the equatorial radius [m].
        eccentricity: Of the orbit, below 1 [-].
    Returns:
        Inclination, above 90° [rad]; nan above `highest_sun_synchronous_altitude`, where no such orbit exists.

    Valid to first order in J2: within 0.01° of flown missions.
    Source: vallado-2013, ch. 11.
    """
    polar = 1.5 * EARTH_J2 * EARTH_RADIUS**2 * np.sqrt(EARTH_GRAVITY / (EARTH_RADIUS + altitude) ** 7)
    level = -SUN_RATE * (1 - eccentricity**2) ** 2 / polar
    return np.arccos(np.where(level < -1, np.nan, level))


@law
def highest_sun_synchronous_altitude(eccentricity: ShareBelowOne) -> Metre:
    """Altitude above which no inclination turns the plane fast enough: the edge of the forbidden band.

        a = (3 J2 R² √μ / (2 Ω̇ (1 − e²)²))^(2/7)

    Args:
        eccentricity: Of the orbit, below 1; 0 for a circle [-].
    Returns:
        Semi-major axis less the equatorial radius, with an inclination of 180° [m]; 5,973 km for a circle.

    Valid to first order in J2.
    Source: vallado-2013, ch. 11.
    """
    strength = 1.5 * EARTH_J2 * EARTH_RADIUS**2 * np.sqrt(EARTH_GRAVITY)
    return (strength / (SUN_RATE * (1 - eccentricity**2) ** 2)) ** (2 / 7) - EARTH_RADIUS


@law
def repeat_altitude(revolutions: Ratio) -> Metre:
    """Altitude of the circular Sun-synchronous orbit that makes `revolutions` nodal revolutions in a mean solar day.

        86,400 s / revolutions = nodal period, solved by twelve steps of a ← a (T_wanted / T)^(2/3)

    Args:
        revolutions: Nodal revolutions a day; 14 + 2/5 repeats its track in five days [-].
    Returns:
        Mean semi-major axis less the equatorial radius [m]; nan where no such orbit exists. The last step moves it by
        less than a millimetre.

    Valid to first order in J2.
    Source: vallado-2013, ch. 11.
    """
    axis = (DAY / revolutions / (2 * np.pi)) ** (2 / 3) * EARTH_GRAVITY ** (1 / 3)
    for _ in range(12):
        altitude = axis - EARTH_RADIUS
        axis = axis * (DAY / revolutions / nodal_period.si(altitude, sun_synchronous_inclination.si(altitude))) ** (
            2 / 3
        )
    return np.where(axis >= EARTH_RADIUS, axis - EARTH_RADIUS, np.nan)[()]


@law
def node_of_local_time(local_time: TimeOfDay, time: TimeOfSun) -> Radian:
    """Right ascension of the node whose mean local solar time is `local_time`.

        Ω = α_mean(t) + 2π (local time − 12 h) / 24 h

    Args:
        local_time: Mean local solar time of the ascending node; add 12 h for the descending one [s].
        time: Universal time since 2000 January 1, 12:00 [s].
    Returns:
        Right ascension, 0 to 2π [rad].

    Valid for 1950 to 2100.
    Source: meeus-1998, ch. 12.
    """
    return np.mod(mean_sun.si(time) + 2 * np.pi * (local_time - NOON) / DAY, 2 * np.pi)


@law
def local_time_of_node(raan: Radian, time: TimeOfSun) -> Second:
    """Mean local solar time of a node.

        local time = 12 h + 24 h (Ω − α_mean(t)) / 2π

    Args:
        raan: Right ascension of the ascending node [rad].
        time: Universal time since 2000 January 1, 12:00 [s].
    Returns:
        Local time, 0 to 24 h [s].

    Valid for 1950 to 2100.
    Source: meeus-1998, ch. 12.
    """
    return np.mod(NOON + DAY * (raan - mean_sun.si(time)) / (2 * np.pi), DAY)


@law
def local_time_drift(
    altitude: Metre, inclination: HalfTurn, altitude_error: SignedMetre, inclination_error: Radian
) -> SecondPerSecond:
    """Rate at which the local time of the node runs away when the orbit is off by small errors.

        d(local time)/dt = (24 h / 2π) Ω̇ √((tan i · δi)² + (7/2 · δa / a)²)

    Args:
        altitude: Height above the equatorial radius [m].
        inclination: Of the Sun-synchronous orbit aimed for [rad].
        altitude_error: In semi-major axis [m].
        inclination_error: In inclination [rad].
    Returns:
        Size of the drift, the two errors taken as independent [-]; shown in minutes of local time a year.

    Valid for errors that are small beside a and i. Eclipses of a drifting orbit: solve the year at each year's local
    time.
    Source: vallado-2013, ch. 11.
    """
    relative = np.hypot(np.tan(inclination) * inclination_error, 3.5 * altitude_error / (EARTH_RADIUS + altitude))
    return DAY / (2 * np.pi) * np.abs(node_rate.si(altitude, inclination)) * relative


@law
def solar_inclination_rate(altitude: Metre, inclination: HalfTurn, local_time: TimeOfDay) -> RadianPerSecond:
    """Rate at which the Sun's own gravity tips a plane that stands still before it.

        di/dt = ¾ (n☉² / n) sin i ⟨cos² δ⟩ sin 2(Ω − α☉)

    Args:
        altitude: Height above the equatorial radius [m].
        inclination: Of the orbit's plane [rad].
        local_time: Mean local time of the ascending node [s].
    Returns:
        Secular rate [rad/s]: none at 6, 12, 18 and 24 h, 0.046° a year halfway between them at 650 km.

    Valid for a circular Sun; the Moon's part averages out over a year.
    Source: vallado-2013, ch. 9 (third body, averaged over both orbits).
    """
    hour_angle = 2 * np.pi * (local_time - NOON) / DAY
    return (
        0.75
        * SUN_RATE**2
        * orbital_period.si(altitude)
        / (2 * np.pi)
        * sine(inclination)
        * MEAN_SQUARE_COSINE
        * np.sin(2 * hour_angle)
    )
