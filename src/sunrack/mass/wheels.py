"""What holds the satellite: the momentum that wheels or gyroscopes store, the torque that they give, and the thrusters
that dump.

The wheels turn the satellite about the Sun line so that one axis follows the vertical, or they hold it still against
gravity, whichever takes less momentum: following where β is above about 30°, and holding still below. Far from dawn and
dusk a third way beats both: the body follows the vertical freely, and a drive along the normal of the orbit's plane
turns the wings to the Sun. It is not modelled.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sunrack.constants import EARTH_GRAVITY, EARTH_RADIUS
from sunrack.geometry import sine
from sunrack.units import (
    Kilogram,
    KilogramPerNewtonMetreSecond,
    KilogramSquareMetre,
    Metre,
    Newton,
    NewtonMetre,
    NewtonMetreSecond,
    Ratio,
    Second,
    SignedQuarterTurn,
    law,
)


@law
def following_momentum(altitude: Metre, moment: KilogramSquareMetre, beta: SignedQuarterTurn) -> NewtonMetreSecond:
    """Momentum that wheels exchange with a satellite that faces the Sun and follows the vertical.

        h = I n (1 / sin β − sin β) / 2,  n = √(μ / r³)

    Its rate about the Sun line swings twice a revolution between n sin β and n / sin β; the wheels store half of the
    difference.

    Args:
        altitude: Of the orbit [m].
        moment: I, moment of inertia about the Sun line [kg·m²].
        beta: Angle of the Sun to the orbit's plane, within ±90 degrees [rad].
    Returns:
        Momentum to store [N·m·s]; infinite where the Sun is in the orbit's plane.

    Valid for a circular orbit; gravity does not turn such a satellite about the Sun line.
    Source: wertz-larson-1999, ch. 5 for the geometry; the rate is elementary.
    """
    away = np.abs(sine(beta))
    return moment * _rate(altitude) * (1 / away - away) / 2


@law
def following_torque(altitude: Metre, moment: KilogramSquareMetre, beta: SignedQuarterTurn) -> NewtonMetre:
    """Largest torque of wheels that make a satellite follow the vertical while it faces the Sun.

        T = I n² sin β cos² β sin x / (a − b cos x)²,  a = (1 + sin² β) / 2,  b = cos² β / 2,
        cos x = 4 b / (a + √(a² + 8 b²)), where it is largest

    Args:
        altitude: Of the orbit [m].
        moment: I, moment of inertia about the Sun line [kg·m²].
        beta: Angle of the Sun to the orbit's plane, within ±90 degrees [rad].
    Returns:
        Torque [N·m].

    Valid for a circular orbit: the rate of the vertical about the Sun line, n sin β / (a − b cos 2u), differentiated.
    Source: wertz-larson-1999, ch. 5 for the geometry; the rate is elementary.
    """
    away = np.abs(sine(beta))
    a, b = (1 + away * away) / 2, np.maximum(1 - away * away, 0) / 2
    x = 4 * b / (a + np.sqrt(a * a + 8 * b * b))
    near = a - b * x
    n = _rate(altitude)
    return moment * n * n * away * 2 * b * np.sqrt(np.maximum(1 - x * x, 0)) / (near * near)


@law
def swinging_momentum(altitude: Metre, torque: NewtonMetre) -> NewtonMetreSecond:
    """Momentum that a torque builds up and takes back which swings twice a revolution.

        h = T / (2 n),  n = √(μ / r³)

    Args:
        altitude: Of the orbit [m].
        torque: Its largest value, T sin 2 n t [N·m].
    Returns:
        Momentum to store [N·m·s]: the amplitude.

    Valid for a circular orbit.
    Source: wertz-larson-1999, ch. 5 for the rate; the integral is elementary.
    """
    return torque / (2 * _rate(altitude))


@law
def stored_momentum(torque: NewtonMetre, period: Second) -> NewtonMetreSecond:
    """Momentum that a torque which turns with the orbit builds up in a quarter of it.

        h = 0.707 T P / 4

    Args:
        torque: At its worst [N·m].
        period: Of the orbit [s].
    Returns:
        Momentum to store [N·m·s].

    Valid for torques that turn once a revolution; `swinging_momentum` is for those that turn twice.
    Source: wertz-larson-1999, table 11-12.
    """
    return 0.707 * torque * period / 4


@law
def wheel_mass(momentum: NewtonMetreSecond, per_momentum: KilogramPerNewtonMetreSecond, wheels: Ratio) -> Kilogram:
    """Mass of the wheels or gyroscopes that store a momentum about any axis.

        m = n h k

    Args:
        momentum: That each one stores [N·m·s].
        per_momentum: Mass per momentum, electronics with it [kg/(N·m·s)].
        wheels: How many, three at least [-].
    Returns:
        Mass [kg]; infinite where the satellite has no size.

    Source: wertz-larson-1999, table 11-12.
    """
    return np.where(np.isnan(momentum), np.inf, momentum * per_momentum * wheels)


@law
def dump_force(torque: NewtonMetre, arm: Metre) -> Newton:
    """Mean force of thrusters that hold against a lasting torque.

        F = T / L

    Args:
        torque: Mean of the year [N·m].
        arm: Of the thrusters about the centre of mass [m].
    Returns:
        Force [N]; infinite where the satellite has no size.

    Source: wertz-larson-1999, table 11-12.
    """
    return np.where(np.isnan(torque), np.inf, torque / arm)


def _rate(altitude: Any) -> Any:
    """Rate of the orbit [rad/s], bare."""
    radius = EARTH_RADIUS + altitude
    return np.sqrt(EARTH_GRAVITY / (radius * radius * radius))
