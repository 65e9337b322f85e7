"""What turns the satellite, and what holds it: torques of gravity, sunlight and air, the momentum to store, the momentum to dump.

The attitude case: the array faces the Sun, and the satellite turns about the Sun line once a revolution, evenly, so that one axis stays
near the vertical. Wherever the Sun is not square to the orbit's plane this is no equilibrium of the gravity gradient: the array leans by
90° − β and gravity pulls it, in part always to the same side. That part builds momentum up, which wheels cannot take and thrusters dump.
Where the wings point decides how much: along the track only their breadth and the radiator lean, upright their whole length does. The case
is meant for orbits near dawn and dusk; far from them one would rather hold still among the stars than turn.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from sunrack.catalogue import by_word
from sunrack.constants import EARTH_GRAVITY, EARTH_RADIUS, SOLAR_CONSTANT, SPEED_OF_LIGHT
from sunrack.geometry import sine
from sunrack.mass.bill import Mass
from sunrack.section import Result, shown
from sunrack.units import (
    Kilogram,
    KilogramPerNewtonMetreSecond,
    KilogramSquareMetre,
    Metre,
    Newton,
    NewtonMetre,
    NewtonMetreSecond,
    Radian,
    Ratio,
    Second,
    Share,
    SignedKilogramSquareMetre,
    SignedQuarterTurn,
    SquareMetre,
    law,
)


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Torques(Result):
    """Torques at their worst, and what answers them."""

    lean: Any = shown("N·m", "gravity on the leaning array and radiator, in the season of the smallest beta")
    swing: Any = shown("N·m", "gravity on the wings while the satellite turns evenly and the vertical does not")
    sunlight: Any = shown("N·m", "pressure of sunlight, off the centre of mass")
    air: Any = shown("N·m", "drag at drop-off, off the centre of mass")
    worst: Any = shown("N·m", "all of them together")
    momentum: Any = shown("N·m·s", "to store: that torque over a quarter of an orbit")
    wheels: Any = shown("kg", "wheels or gyroscopes that store it, the spare with them, best estimate")
    lasting: Any = shown("N·m", "torque that never turns back, mean of the year: gravity on the lean, and drag")
    dump_force: Any = shown("N", "mean force of the thrusters that dump what it builds up")


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
def lasting_gravity_torque(
    altitude: Metre, difference: SignedKilogramSquareMetre, beta: SignedQuarterTurn
) -> NewtonMetre:
    """The part of that torque that points the same way among the stars all revolution, for a satellite that turns about the Sun line.

        T̄ = 3 μ / (4 r³) · |I_s − I_z| · sin 2β

    Args:
        altitude: Of the orbit [m].
        difference: Of the moments of inertia about the Sun line and the axis near the vertical [kg·m²].
        beta: Angle of the Sun to the orbit's plane, within ±90 degrees [rad].
    Returns:
        Torque [N·m]; half of the largest of the revolution.

    Valid for a circular orbit: mean of (r·s)(r × s), r the vertical and s the Sun.
    Source: wertz-larson-1999, table 11-9A for the torque; the mean is elementary.
    """
    return 0.5 * gravity_gradient_torque.si(altitude, difference, np.abs(beta))


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
def largest_swing(beta: SignedQuarterTurn) -> Radian:
    """How far the vertical, seen along the Sun line, runs ahead of a satellite that turns evenly.

        tan θ = (1 − sin β) / (2 √sin β), at most 45°

    Args:
        beta: Angle of the Sun to the orbit's plane, within ±90 degrees [rad].
    Returns:
        Largest angle of the revolution [rad].

    Valid for a circular orbit; twice a revolution each way.
    Source: wertz-larson-1999, ch. 5 for the geometry.
    """
    away = np.abs(sine(beta))
    return np.minimum(np.arctan2(1 - away, 2 * np.sqrt(away)), np.pi / 4)


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


@law
def stored_momentum(torque: NewtonMetre, period: Second) -> NewtonMetreSecond:
    """Momentum that a torque which turns with the orbit builds up in a quarter of it.

        h = 0.707 T P / 4

    Args:
        torque: At its worst [N·m].
        period: Of the orbit [s].
    Returns:
        Momentum to store [N·m·s].

    Valid on the safe side for torques that turn faster, such as the swing.
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


def hold(
    inputs: Mass,
    *,
    wings: str,
    radiator: str,
    altitude: Any,
    period: Any,
    minimum_beta: Any,
    mean_beta: Any,
    sun: Any,
    array_mass: Any,
    array_area: Any,
    wing_span: Any,
    wing_breadth: Any,
    reflectance: Any,
    radiator_mass: Any,
    radiator_area: Any,
    drag: Any,
    drop_off_drag: Any,
) -> Torques:
    """Torques on the large surfaces, the wheels that store them and the force that dumps them: all known before the mass closes.

    Args:
        inputs: The scenario's [mass].
        wings: Where the wings point: along-track or vertical.
        radiator: Where the radiator's faces look: ram-wake, zenith-nadir or anti-sun.
        altitude: Of the orbit [m].
        period: Of the orbit [s].
        minimum_beta, mean_beta: Of the year: what is stored is sized by the one, what is dumped by the other [rad].
        sun: Sunlight at its strongest over that at 1 au [-].
        array_mass, radiator_mass: Best estimates [kg].
        array_area, radiator_area: Planform [m²].
        wing_span, wing_breadth: Of one wing [m].
        reflectance: Of the array [-].
        drag, drop_off_drag: On the orbit and where the launcher lets go [N].
    """
    sunward, upward, forward = _spread(
        wings,
        radiator,
        array=array_mass,
        span=2 * wing_span,
        breadth=wing_breadth,
        panel=radiator_mass,
        area=radiator_area,
        aspect=inputs.radiator_aspect,
    )
    offset = inputs.pressure_offset * wing_span
    lean = gravity_gradient_torque(
        altitude=altitude, difference=upward - sunward, angle=largest_lean(beta=minimum_beta)
    )
    swing = gravity_gradient_torque(
        altitude=altitude, difference=forward - upward, angle=largest_swing(beta=minimum_beta)
    )
    sunlight = solar_pressure_torque(area=array_area, offset=offset, reflectance=reflectance, sun=sun)
    worst = lean + swing + sunlight + drop_off_drag * offset
    momentum = stored_momentum(torque=worst, period=period)
    lasting = lasting_gravity_torque(altitude=altitude, difference=upward - sunward, beta=mean_beta) + drag * offset
    return Torques(
        lean=lean,
        swing=swing,
        sunlight=sunlight,
        air=drop_off_drag * offset,
        worst=worst,
        momentum=momentum,
        wheels=wheel_mass(momentum=momentum, per_momentum=inputs.momentum_mass, wheels=inputs.wheels),
        lasting=lasting,
        dump_force=dump_force(torque=lasting, arm=inputs.dump_arm),
    )


def _spread(
    wings: str, radiator: str, *, array: Any, span: Any, breadth: Any, panel: Any, area: Any, aspect: Any
) -> tuple[Any, ...]:
    """Second moments of array and radiator along the Sun line, the vertical and the track; the body's own is small beside them.

    A radiator edge-on to the Sun has its long side along the Sun line; behind the array it has it along the wings.
    """
    spread = [0.0 * second_moment(mass=array, length=span)] * 3
    wing = by_word({"vertical": 1, "along-track": 2}, wings, "direction of the wings")
    spread[wing] = spread[wing] + second_moment(mass=array, length=span)
    spread[3 - wing] = spread[3 - wing] + second_moment(mass=array, length=breadth)
    sides = {"anti-sun": (wing, 3 - wing), "ram-wake": (0, 1), "zenith-nadir": (0, 2)}
    long, short = by_word(sides, radiator, "attitude of the radiator")
    spread[long] = spread[long] + second_moment(mass=panel, length=(area * aspect) ** 0.5)
    spread[short] = spread[short] + second_moment(mass=panel, length=(area / aspect) ** 0.5)
    return tuple(spread)
