"""What turns the satellite: torques of gravity, sunlight and air.

The attitude case: the array faces the Sun all the time. About the Sun line the satellite either follows the vertical
with one axis, turning faster and slower as the vertical does when seen along the Sun line, or it holds still among the
stars with the axis of its wings in the orbit's plane (`wheels.py` has both). Wherever the Sun is not perpendicular to
the orbit's plane neither is an equilibrium of the gravity gradient: the array leans by 90° − β and gravity pulls it, in
part always to the same side. In both attitudes that part is the same, and it builds up momentum that wheels cannot take
and thrusters dump.
"""

from __future__ import annotations

import numpy as np

from sunrack.constants import EARTH_GRAVITY, EARTH_RADIUS, SOLAR_CONSTANT, SPEED_OF_LIGHT
from sunrack.geometry import sine
from sunrack.units import (
    Kilogram,
    KilogramSquareMetre,
    Metre,
    NewtonMetre,
    Radian,
    Ratio,
    Share,
    SignedKilogramSquareMetre,
    SignedQuarterTurn,
    SquareMetre,
    law,
)


@law
def second_moment(mass: Kilogram, length: Metre) -> KilogramSquareMetre:
    """Second moment of a bar or plate about its middle, along one of its sides.

        J = m l² / 12

    Args:
        mass: Spread evenly [kg].
        length: Of that side [m].
    Returns:
        Second moment [kg·m²]; the moment of inertia about an axis is the sum of the two across it.

    Source: wertz-larson-1999, ch. 11.
    """
    return mass * length**2 / 12


@law
def gravity_gradient_torque(altitude: Metre, difference: SignedKilogramSquareMetre, angle: Radian) -> NewtonMetre:
    """Torque of the gravity gradient on a body that leans from the vertical.

        T = 3 μ / (2 r³) · |I_z − I_y| · sin 2θ

    Args:
        altitude: Of the orbit [m].
        difference: Of the moments of inertia about the two axes of the plane of the lean [kg·m²].
        angle: θ, between an axis of inertia and the vertical [rad].
    Returns:
        Torque [N·m].

    Source: wertz-larson-1999, table 11-9A.
    """
    radius = EARTH_RADIUS + altitude
    return 1.5 * EARTH_GRAVITY / (radius * radius * radius) * np.abs(difference) * sine(2 * angle)


@law
def largest_gravity_torque(altitude: Metre, difference: SignedKilogramSquareMetre) -> NewtonMetre:
    """The same at the angle where it is largest, 45°.

        T = 3 μ / (2 r³) · |I_z − I_y|

    Args:
        altitude: Of the orbit [m].
        difference: Of the moments of inertia about the two axes of the plane of the lean [kg·m²].
    Returns:
        Torque [N·m].

    Source: wertz-larson-1999, table 11-9A.
    """
    return gravity_gradient_torque.si(altitude, difference, np.pi / 4)


@law
def lasting_gravity_torque(
    altitude: Metre, difference: SignedKilogramSquareMetre, beta: SignedQuarterTurn
) -> NewtonMetre:
    """The part of that torque that points the same way among the stars all revolution, for a satellite that faces the
    Sun.

        T̄ = 3 μ / (4 r³) · |I_s − I_z| · sin 2β

    Args:
        altitude: Of the orbit [m].
        difference: Of the moments of inertia about the Sun line and the axis near the vertical [kg·m²].
        beta: Angle of the Sun to the orbit's plane, within ±90 degrees [rad].
    Returns:
        Torque [N·m]; half of the largest of the revolution.

    Valid for a circular orbit, and both for a satellite that follows the vertical and for one that holds still with one
    axis in the orbit's plane: mean of (r·s)(r × s), r the vertical and s the Sun.
    Source: wertz-larson-1999, table 11-9A for the torque; the mean is elementary.
    """
    return 0.5 * gravity_gradient_torque.si(altitude, difference, np.abs(beta))


@law
def yearly_gravity_torque(
    altitude: Metre, difference: SignedKilogramSquareMetre, mean_double_sine: Share
) -> NewtonMetre:
    """Mean over a year of the part of gravity's torque that points the same way all revolution.

        T̄ = 3 μ / (4 r³) · |I_s − I_z| · mean |sin 2β|

    Args:
        altitude: Of the orbit [m].
        difference: Of the moments of inertia about the Sun line and the axis near the vertical [kg·m²].
        mean_double_sine: Mean over the year's days of |sin 2β| [-].
    Returns:
        Torque [N·m].

    Valid as `lasting_gravity_torque`.
    Source: wertz-larson-1999, table 11-9A for the torque; the mean is elementary.
    """
    return mean_double_sine * lasting_gravity_torque.si(altitude, difference, np.pi / 4)


@law
def largest_lean(beta: SignedQuarterTurn) -> Radian:
    """Angle at which gravity pulls most at a satellite that faces the Sun, in a revolution.

        θ = min(90° − β, 45°)

    Args:
        beta: Angle of the Sun to the orbit's plane, within ±90 degrees [rad].
    Returns:
        Between the array and the vertical [rad]; past 45° the pull falls again.

    Source: wertz-larson-1999, ch. 5 for the geometry.
    """
    return np.minimum(np.pi / 2 - np.abs(beta), np.pi / 4)


@law
def solar_pressure_torque(area: SquareMetre, offset: Metre, reflectance: Share, sun: Ratio = 1.0) -> NewtonMetre:
    """Torque of sunlight on a surface that faces it.

        T = S / c · A · (1 + q) · L

    Args:
        area: Of the surface [m²].
        offset: L, centre of pressure from centre of mass [m].
        reflectance: q, share of the light that is thrown back [-].
        sun: Sunlight over that at 1 au [-].
    Returns:
        Torque [N·m].

    Source: wertz-larson-1999, table 11-9A.
    """
    return sun * SOLAR_CONSTANT / SPEED_OF_LIGHT * area * (1 + reflectance) * offset
