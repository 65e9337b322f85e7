"""The orbit against other libraries, where the `crosscheck` extra is installed; skipped where it is not."""

import subprocess
import sys
import warnings
from pathlib import Path

import numpy as np
import pytest

import sunrack
from sunrack import orbit
from sunrack.constants import ASTRONOMICAL_UNIT, EARTH_RADIUS


def ring(altitude, beta, count):
    """Points of a circular orbit in its own plane, the point nearest the Sun first, and the Sun `beta` above it."""
    u = np.linspace(0, 2 * np.pi, count, endpoint=False)
    place = (EARTH_RADIUS + altitude) * np.stack([np.cos(u), np.sin(u), np.zeros(count)], axis=-1)
    return place, ASTRONOMICAL_UNIT * np.array([np.cos(beta), 0.0, np.sin(beta)])


@pytest.mark.parametrize("altitude", [400e3, 650e3, 1400e3])
def test_inclination_against_brahe(altitude):
    """Independent: brahe's Sun-synchronous inclination; 0.001°, constants and length of year differ slightly."""
    brahe = pytest.importorskip("brahe")
    other = brahe.sun_synchronous_inclination(brahe.R_EARTH + altitude, 0.0, angle_format=brahe.AngleFormat.DEGREES)
    assert np.degrees(orbit.sun_synchronous_inclination.si(brahe.R_EARTH + altitude - EARTH_RADIUS)) == pytest.approx(
        other, abs=1e-3
    )


@pytest.mark.parametrize(("altitude", "degrees"), [(500e3, 10.0), (650e3, 58.6), (1400e3, 53.0)])
def test_shadows_against_brahe(altitude, degrees):
    """Independent: brahe's cylinder and cone at 20,000 points of a circle; two points of each edge: 3e-4 for the cone, whose
    disc brahe takes from the satellite's centre, and its Earth's radius 0.7 m smaller."""
    brahe = pytest.importorskip("brahe")
    count, beta = 20_000, np.radians(degrees)
    place, sun = ring(altitude, beta, count)
    cylinder = np.mean([brahe.eclipse_cylindrical(point, sun) < 0.5 for point in place])
    cone = np.array([brahe.eclipse_conical(point, sun) for point in place])
    assert orbit.eclipse_fraction.si(altitude, beta) == pytest.approx(cylinder, abs=2e-4)
    assert orbit.umbra_fraction.si(altitude, beta) == pytest.approx((cone <= 1e-12).mean(), abs=3e-4)
    assert orbit.penumbra_fraction.si(altitude, beta) == pytest.approx((cone < 1 - 1e-12).mean(), abs=3e-4)


@pytest.mark.parametrize("altitude", [400e3, 650e3, 1400e3])
def test_inclination_against_boinor(altitude):
    """Independent: boinor's heliosynchronous orbit; 0.001°, its radius of the Earth is 0.4 m smaller."""
    pytest.importorskip("boinor")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from astropy import units
        from boinor.bodies import Earth
        from boinor.twobody import Orbit

        other = Orbit.heliosynchronous(Earth, a=(EARTH_RADIUS + altitude) * units.m, ecc=0 * units.one).inc.to_value(
            units.deg
        )
    assert np.degrees(orbit.sun_synchronous_inclination.si(altitude)) == pytest.approx(other, abs=1e-3)


@pytest.mark.parametrize("umbra", [True, False])
def test_shadow_against_boinor_filtered_by_the_suns_side(umbra):
    """Independent: boinor's (Escobal's) shadow function at 4,000 points. It is positive in front of the Earth too, so that its
    events fire in daylight: only points on the night side count here. 1e-3, a few points of each edge."""
    pytest.importorskip("boinor")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from boinor.core.events import eclipse_function
    altitude, beta = 650e3, np.radians(58.6)
    place, sun = ring(altitude, beta, 4000)
    speed = np.sqrt(398600.4418 / 7028.137)
    along = (
        speed * np.stack([-place[:, 1], place[:, 0], place[:, 2]], axis=-1) / np.linalg.norm(place, axis=-1)[:, None]
    )
    states = np.concatenate([place / 1e3, along], axis=-1)
    inside = np.array(
        [eclipse_function(398600.4418, state, sun / 1e3, 695_700.0, EARTH_RADIUS / 1e3, umbra) > 0 for state in states]
    )
    night = place @ sun < 0
    law = orbit.umbra_fraction if umbra else orbit.penumbra_fraction
    assert law.si(altitude, beta) == pytest.approx((inside & night).mean(), abs=1e-3)


def test_the_table_of_the_air_is_what_its_recipe_makes():
    """Independent: NRLMSIS 2.1 as pymsis has it, averaged by tools/atmosphere.py, is the table that the package contains."""
    pymsis = pytest.importorskip("pymsis")
    tool = Path(__file__).parents[1] / "tools" / "atmosphere.py"
    made = subprocess.run([sys.executable, tool], capture_output=True, text=True, encoding="utf-8", check=True).stdout
    known = (Path(sunrack.__file__).parent / "seeds" / "atmosphere.toml").read_text(encoding="utf-8")
    assert made.replace(f"pymsis {pymsis.__version__}", "pymsis 0.13.0") == known
