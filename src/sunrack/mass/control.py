"""Attitude control of one satellite: its moments of inertia, the torques on it, the wheels that hold it and the force
that dumps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from sunrack.geometry import cosine
from sunrack.layout import AHEAD, SUN, UP, Layout
from sunrack.mass.bill import Mass
from sunrack.mass.torques import (
    gravity_gradient_torque,
    largest_gravity_torque,
    largest_lean,
    lasting_gravity_torque,
    second_moment,
    solar_pressure_torque,
    yearly_gravity_torque,
)
from sunrack.mass.wheels import (
    dump_force,
    following_momentum,
    following_torque,
    stored_momentum,
    swinging_momentum,
    wheel_mass,
)
from sunrack.section import Result, shown


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Torques(Result):
    """Torques at their worst, and what answers them."""

    lean: Any = shown("N·m", "gravity on the leaning array and radiator, in the season of the smallest beta")
    swing: Any = shown(
        "N·m", "peak torque of the wheels that make it follow the vertical or hold it still, same season"
    )
    sunlight: Any = shown("N·m", "pressure of sunlight, off the centre of mass")
    air: Any = shown("N·m", "drag at drop-off, off the centre of mass")
    worst: Any = shown("N·m", "all of them together: the peak torque asked of the wheels")
    follows: Any = shown("", "1 where the satellite follows the vertical about the Sun line, 0 where it holds still")
    momentum_following: Any = shown(
        "N·m·s", "to store if it follows the vertical, gravity on the lean and the rest apart"
    )
    momentum_still: Any = shown("N·m·s", "the same if it holds still among the stars")
    momentum: Any = shown("N·m·s", "to store: the smaller of the two, gravity on the lean, sunlight and air")
    wheels: Any = shown("kg", "wheels or gyroscopes that store it, the spare with them, best estimate")
    lasting: Any = shown("N·m", "torque that never turns back, mean of the year: gravity on the lean, and drag")
    dump_force: Any = shown("N", "mean force of the thrusters that dump what it builds up")


def hold(
    inputs: Mass,
    *,
    layout: Layout,
    altitude: Any,
    period: Any,
    minimum_beta: Any,
    mean_beta: Any,
    sun: Any,
    array_mass: Any,
    array_area: Any,
    reflectance: Any,
    radiator_mass: Any,
    radiator_area: Any,
    drag: Any,
    drop_off_drag: Any,
    body_mass: Any = None,
    radiator_drag_share: Any = 0.0,
    mean_double_sine: Any = None,
) -> Torques:
    """Torques on the large surfaces, the wheels that store them and the force that dumps them: all known before the
    mass closes.

    Args:
        inputs: The scenario's [mass].
        layout: Where wings and radiator are.
        altitude: Of the orbit [m].
        period: Of the orbit [s].
        minimum_beta, mean_beta: Of the year: what is stored is sized by the one, what is dumped by the other [rad].
        sun: Sunlight at its strongest over that at 1 au [-].
        array_mass, radiator_mass: Best estimates [kg].
        array_area, radiator_area: Planform [m²].
        reflectance: Of the array [-].
        drag, drop_off_drag: On the orbit and where the launcher lets go [N].
        body_mass: Of what is in the array's plane beside the array; without bound if left out [kg].
        radiator_drag_share: The radiator's part of the drag [-].
        mean_double_sine: Mean over the year's days of |sin 2β|; that of the mean β if left out [-].
    """
    balance = 0.0 if body_mass is None else radiator_mass / (body_mass + array_mass + radiator_mass)
    moments = second_moments(layout, array=array_mass, panel=radiator_mass, area=radiator_area, balance=balance)
    leaning, turning = moments[UP] - moments[SUN], moments[UP] + moments[AHEAD]
    at = {"altitude": altitude}

    lean = gravity_gradient_torque(**at, difference=leaning, angle=largest_lean(beta=minimum_beta))
    held = largest_gravity_torque(**at, difference=moments[AHEAD] - moments[UP])
    following, still = following_momentum(**at, moment=turning, beta=minimum_beta), swinging_momentum(**at, torque=held)
    follows = following <= still
    swing = np.where(follows, following_torque(**at, moment=turning, beta=minimum_beta), held)
    offset = inputs.pressure_offset * layout.span
    sunlight = solar_pressure_torque(area=array_area, offset=offset, reflectance=reflectance, sun=sun)
    arm = offset
    if layout.hangs_behind:
        arm = arm + np.abs(radiator_drag_share - balance) * layout.behind(radiator_area)
    air = drop_off_drag * arm
    leaned = cosine(minimum_beta) * largest_gravity_torque(**at, difference=leaning)
    momentum = (
        np.minimum(following, still)
        + swinging_momentum(**at, torque=leaned)
        + stored_momentum(torque=sunlight + air, period=period)
    )
    lasting = drag * offset + (
        lasting_gravity_torque(**at, difference=leaning, beta=mean_beta)
        if mean_double_sine is None
        else yearly_gravity_torque(**at, difference=leaning, mean_double_sine=mean_double_sine)
    )
    return Torques(
        lean=lean,
        swing=swing,
        sunlight=sunlight,
        air=air,
        worst=lean + swing + sunlight + air,
        follows=np.where(follows, 1.0, 0.0),
        momentum_following=following,
        momentum_still=still,
        momentum=momentum,
        wheels=wheel_mass(momentum=momentum, per_momentum=inputs.momentum_mass, wheels=inputs.wheels),
        lasting=lasting,
        dump_force=dump_force(torque=lasting, arm=inputs.dump_arm),
    )


def second_moments(layout: Layout, *, array: Any, panel: Any, area: Any, balance: Any) -> tuple[Any, Any, Any]:
    """Second moments of array and radiator along the Sun line, the vertical and the track, about the centre of mass
    [kg·m²].

    The body's own is small beside them.

    Args:
        layout: Where they are.
        array, panel: Masses of array and radiator [kg].
        area: Planform of the radiator [m²].
        balance: The radiator's part of the satellite's mass, which moves the centre of mass towards it [-].
    """
    spread = [0.0 * second_moment(mass=array, length=layout.span)] * 3
    middle = layout.root + layout.span / 2  # of a wing
    spread[layout.wing] = second_moment(mass=array, length=layout.span) + array * middle**2
    spread[layout.across] = second_moment(mass=array, length=layout.breadth)
    length, width = layout.radiator(area)
    long = layout.wing if layout.normal == SUN else SUN
    short = SUN + UP + AHEAD - long - layout.normal
    spread[long] = spread[long] + second_moment(mass=panel, length=length)
    spread[short] = spread[short] + second_moment(mass=panel, length=width)
    if layout.hangs_behind:
        spread[SUN] = spread[SUN] + (1 - balance) * panel * layout.behind(area) ** 2
    return spread[SUN], spread[UP], spread[AHEAD]
