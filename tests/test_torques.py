"""Torques: the textbook's worked example, the Space Station's order, and a satellite of point masses turned through an orbit."""

from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sunrack import load, mass
from sunrack.constants import EARTH_GRAVITY, EARTH_RADIUS
from sunrack.mass import torques
from sunrack.units import Q, bare
from sunrack.walk import walk

# Wertz and Larson, Space Mission Analysis and Design, 3rd ed., tables 11-9A and 11-12: FireSat (recalled; two digits printed, so 3 %)
PRINTED = 0.03


def test_firesat_gravity_gradient():
    """Published: 1.8e-6 N m at 1 degree, 4.4e-5 at 30, for 90 and 60 kg m2 at 700 km."""
    for angle, printed in (("1 deg", 1.8e-6), ("30 deg", 4.4e-5)):
        got = mass.gravity_gradient_torque(altitude=Q("700 km"), difference=Q("30 kg·m²"), angle=Q(angle))
        assert got.to("N·m").magnitude == pytest.approx(printed, rel=PRINTED)


def test_firesat_solar_pressure():
    """Published: 6.6e-6 N m on 2 m by 1.5 m, 0.3 m off, reflectance 0.6, under 1,367 W/m2."""
    got = mass.solar_pressure_torque(area=Q("3 m²"), offset=Q("0.3 m"), reflectance=0.6, sun=1367 / 1361)
    assert got.to("N·m").magnitude == pytest.approx(6.6e-6, rel=PRINTED)


def test_firesat_momentum():
    """Published: 4.7e-2 N m s to store for 4.5e-5 N m over 98.8 minutes."""
    got = mass.stored_momentum(torque=Q("4.5e-5 N·m"), period=Q("98.8 min"))
    assert got.to("N·m·s").magnitude == pytest.approx(4.7e-2, rel=PRINTED)


def test_the_space_station_is_held_by_what_it_has():
    """Published, order only: moments of inertia that differ by 1e8 kg m2 at 400 km; ten degrees of lean ask for 1 to 10 of its gyroscopes'
    4,760 N m s (it has four, and flies near where the torques cancel)."""
    torque = mass.gravity_gradient_torque(altitude=Q("400 km"), difference=Q("1e8 kg·m²"), angle=Q("10 deg"))
    momentum = mass.stored_momentum(torque=torque, period=Q("92.6 min")).to("N·m·s").magnitude
    assert 1 < momentum / 4760 < 20


# ----------------------------------------------------------------- independent


def _turned(beta, spread, turn):
    """Gravity's torque on the satellite through a revolution, over 3 μ/r³, as vectors in the frame of the orbit's plane."""
    u = np.linspace(0, 2 * np.pi, 720, endpoint=False)
    sun = np.array([np.cos(beta), 0, np.sin(beta)])
    level, side = np.array([np.sin(beta), 0, -np.cos(beta)]), np.array([0.0, 1.0, 0.0])
    up = np.cos(turn(u))[:, None] * level + np.sin(turn(u))[:, None] * side
    forward = np.cross(np.broadcast_to(sun, up.shape), up)
    vertical = np.stack([np.cos(u), np.sin(u), 0 * u], axis=-1)
    axes = (np.broadcast_to(sun, up.shape), up, forward)
    inertia = sum((sum(spread) - spread[i]) * axes[i][:, :, None] * axes[i][:, None, :] for i in range(3))
    return np.cross(vertical, (inertia @ vertical[:, :, None])[:, :, 0])


@given(st.floats(0.1, 1.5), st.floats(0, 2e6), st.floats(0, 2e6), st.floats(0, 2e6))
def test_torques_bound_a_satellite_turned_through_its_orbit(beta, sunward, upward, forward):
    """Independent: r x I r of the whole body at 720 points of a revolution is never more than lean and swing together, nor, foreshortened
    by sin beta, less than half of the greater of them somewhere."""
    torque = (
        np.linalg.norm(_turned(beta, (sunward, upward, forward), lambda u: u), axis=-1).max()
        * 3
        * EARTH_GRAVITY
        / (EARTH_RADIUS + 650e3) ** 3
    )
    swing = torques.gravity_gradient_torque.si(650e3, forward - upward, torques.largest_swing.si(beta))
    lean = torques.gravity_gradient_torque.si(650e3, upward - sunward, torques.largest_lean.si(beta))
    assert torque <= (lean + swing) * (1 + 1e-9) + 1e-12
    assert torque >= 0.5 * max(lean, swing) * np.sin(beta) - 1e-12


def test_what_lasts_among_the_stars():
    """Independent: the mean of the torque's vector over a revolution, for a body whose upright axis follows the vertical; 0.1 % for the steps."""
    for beta in (0.3, 0.8, 1.2):
        follow = lambda u, beta=beta: np.arctan2(np.sin(u), np.cos(u) * np.sin(beta))  # noqa: E731
        torque = _turned(beta, (1e4, 4e5, 9e5), follow)
        mean = np.linalg.norm(torque.mean(axis=0)) * 3 * EARTH_GRAVITY / (EARTH_RADIUS + 650e3) ** 3
        assert torques.lasting_gravity_torque.si(650e3, 4e5 - 1e4, beta) == pytest.approx(mean, rel=1e-3)


def test_swing_by_steps():
    """Independent: the vertical as seen along the Sun line against an even turn, at 100,000 points."""
    u = np.linspace(0, np.pi / 2, 100_000)
    for beta in (0.5, 1.0, 1.5):
        ahead = np.abs(np.arctan2(np.sin(u), np.cos(u) * np.sin(beta)) - u).max()
        assert torques.largest_swing.si(beta) == pytest.approx(min(ahead, np.pi / 4), rel=1e-6)


# ------------------------------------------------------------------- property

KEYS = {"radiator_aspect": 2.0, "pressure_offset": 0.01, "momentum_mass": 0.1, "wheels": 4.0, "dump_arm": 3.0}


def _held(wings="along-track", radiator="ram-wake", **changes):
    given_ = {
        "altitude": 650e3, "period": 5864.0, "minimum_beta": 1.02, "mean_beta": 1.3, "sun": 1.03, "array_mass": 1422.0, "array_area": 711.0,
        "wing_span": 59.2, "wing_breadth": 6.0, "reflectance": 0.25, "radiator_mass": 1179.0, "radiator_area": 168.0, "drag": 0.0017,
        "drop_off_drag": 0.16,
    }  # fmt: skip
    keys = KEYS | {key: content for key, content in changes.items() if key in KEYS}
    with bare(), np.errstate(all="ignore"):
        others = {key: content for key, content in changes.items() if key not in KEYS}
        return mass.hold(SimpleNamespace(**keys), wings=wings, radiator=radiator, **{**given_, **others})


def test_upright_wings_lean_with_their_whole_length():
    """Property: the wings' direction changes the lean by far more than the radiator does, and the swing hardly."""
    along, upright = _held(), _held("vertical")
    assert upright.lean > 50 * along.lean
    assert upright.swing == pytest.approx(along.swing, rel=0.05)
    assert upright.dump_force > 50 * along.dump_force


def test_nothing_leans_where_the_sun_is_square_to_the_orbit():
    """Property: at 90 degrees of beta gravity's torque is gone; with no offset either there is nothing left to hold."""
    still = _held(minimum_beta=np.pi / 2, mean_beta=np.pi / 2, pressure_offset=0.0)
    assert abs(still.worst) < 1e-12 and abs(still.wheels) < 1e-9 and abs(still.dump_force) < 1e-12
    assert _held(wheels=0.0).wheels == 0 and _held(momentum_mass=0.0).wheels == 0


@pytest.mark.parametrize("radiator", ["ram-wake", "zenith-nadir", "anti-sun"])
@pytest.mark.parametrize("wings", ["along-track", "vertical"])
def test_arrays_and_what_has_no_size(wings, radiator):
    """Property: arrays broadcast; a satellite without a size takes infinite wheels, and no exception."""
    grid = _held(
        wings, radiator, array_mass=np.array([[500.0], [1422.0], [np.inf]]), radiator_area=np.array([100.0, np.inf])
    )
    assert grid.wheels.shape == grid.dump_force.shape == (3, 2)
    assert np.isfinite(grid.wheels[:2, 0]).all() and np.isinf(grid.wheels[2]).all()
    assert not np.isnan(grid.dump_force).any()


def test_both_modes_agree_and_the_closure_bears_it():
    """Property: the walk with quantities and bare; wheels stand on the bill once, dumped momentum in the propellant once."""
    case = load()
    with np.errstate(all="ignore"):
        checked = walk(case.inputs())
        with bare():
            swept = walk(case.inputs(bare=True))
            still = walk(case.inputs({"mass.dump_arm": 1e12}, bare=True))
    for name, row in checked.torques.to_dict().items():
        assert swept.torques.to_dict()[name]["value"] == pytest.approx(row["value"], rel=1e-12), name
    assert swept.mass.line("attitude_control").best == swept.torques.wheels
    dumped = swept.torques.dump_force * case.finance.satellite_life.si / (case.mass.specific_impulse.si * 9.80665)
    assert swept.mass.propellant - still.mass.propellant == pytest.approx(
        dumped, rel=0.03
    )  # 3 %: the tank for it is lifted too
