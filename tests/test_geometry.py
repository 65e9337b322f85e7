"""What a face sees of the Earth: against the closed form for a whole disc, integration over the disc, and sampling."""

import numpy as np
import pytest
from conftest import case
from hypothesis import given
from hypothesis import strategies as st

from sunrack import geometry
from sunrack.constants import EARTH_RADIUS
from sunrack.units import Q


def test_nadir_view_of_lee_odinson():
    """Published: Lee-Odinson 2026, F = sin²θ at 550 km above 6371 km, 1e-5; the altitude is moved to keep (R + h)/R."""
    one = case("VF-NADIR")
    ratio = (one["inputs"]["R_km"] + one["inputs"]["altitude_km"]) / one["inputs"]["R_km"]
    altitude = Q((ratio - 1) * EARTH_RADIUS, "m")
    assert geometry.earth_view_factor(altitude, Q(0, "deg")).magnitude == pytest.approx(
        one["outputs"]["F_nadir"], abs=1e-5
    )


def test_face_level_with_the_horizon():
    """Published: Gilmore, (θ − sin θ cos θ)/π for a face edge-on to the Earth; exact. A rival's value is twelve times too low."""
    theta = geometry.horizon_angle.si(650e3)
    expected = (theta - np.sin(theta) * np.cos(theta)) / np.pi
    assert geometry.earth_view_factor.si(650e3, np.pi / 2) == pytest.approx(expected, rel=1e-12)
    assert expected == pytest.approx(0.2407, abs=1e-4)


@pytest.mark.parametrize("altitude", [300e3, 650e3, 1400e3, 20_000e3])
@pytest.mark.parametrize("tilt", [0, 10, 24, 40, 66, 90, 120, 150, 155, 180])
def test_view_factor_against_integration_over_the_disc(altitude, tilt):
    """Independent: ∫ max(0, N·d) dΩ / π over the cone of directions to the Earth, by a 1200 × 1200 grid: 2e-5."""
    theta, count = geometry.horizon_angle.si(altitude), 1200
    cosine = 1 - (np.arange(count) + 0.5) / count * (1 - np.cos(theta))
    around = (np.arange(count) + 0.5) / count * np.pi
    facing = np.cos(np.radians(tilt)) * cosine[:, None] + np.sin(np.radians(tilt)) * np.sqrt(1 - cosine**2)[
        :, None
    ] * np.cos(around)
    direct = np.maximum(facing, 0).mean() * 2 * (1 - np.cos(theta))
    assert geometry.earth_view_factor.si(altitude, np.radians(tilt)) == pytest.approx(direct, abs=2e-5)


@pytest.mark.parametrize("altitude", [300e3, 650e3, 1400e3])
@pytest.mark.parametrize("tilt", [0, 40, 66, 80, 90, 110, 150])
def test_view_factor_against_rays(altitude, tilt):
    """Independent: 400,000 rays that leave the face by Lambert's law, those that meet the sphere counted; 3 σ of the count."""
    random, count = np.random.default_rng(int(altitude) + tilt), 400_000
    off, around = (
        np.sqrt(random.random(count)),
        2 * np.pi * random.random(count),
    )  # sine of the angle from the normal, and turn about it
    towards = np.cos(np.radians(tilt)) * np.sqrt(1 - off**2) + np.sin(np.radians(tilt)) * off * np.cos(around)
    reach = EARTH_RADIUS + altitude
    meets = (towards > 0) & (reach**2 * (1 - towards**2) < EARTH_RADIUS**2)
    view = float(geometry.earth_view_factor.si(altitude, np.radians(tilt)))
    assert meets.mean() == pytest.approx(view, abs=3 * np.sqrt(view * (1 - view) / count) + 1e-12)


@given(
    altitude=st.floats(1e3, 4e7),
    tilt=st.floats(0, np.pi, allow_subnormal=False),
    step=st.floats(0, 1e-6, allow_subnormal=False),
)
def test_view_factor_by_its_nature(altitude, tilt, step):
    """Property: between 0 and 1, no step between its pieces, falls as the face turns away; both faces share sin²θ at most."""
    view = geometry.earth_view_factor.si(altitude, tilt)
    assert 0 <= view <= 1
    assert geometry.earth_view_factor.si(altitude, min(tilt + step, np.pi)) == pytest.approx(view, abs=3e-6)
    assert geometry.earth_view_factor.si(altitude, min(tilt + 0.1, np.pi)) <= view + 1e-12


@pytest.mark.parametrize("zenith", [0, 40, 60, 75, 90, 100, 115, 180])
def test_lit_share_against_points_on_the_cap(zenith):
    """Independent: mean of the lit cosine over a million even points of the visible cap at 650 km: 2e-5."""
    cap, count = np.arccos(EARTH_RADIUS / (EARTH_RADIUS + 650e3)), 1000
    cosine = 1 - (np.arange(count) + 0.5) / count * (1 - np.cos(cap))
    around = (np.arange(count) + 0.5) / count * np.pi
    height = np.cos(np.radians(zenith)) * cosine[:, None] + np.sin(np.radians(zenith)) * np.sqrt(1 - cosine**2)[
        :, None
    ] * np.cos(around)
    assert geometry.albedo_illumination.si(650e3, np.radians(zenith)) == pytest.approx(
        np.maximum(height, 0).mean(), abs=2e-5
    )


@given(st.floats(-50.0, 50.0, allow_subnormal=False))
def test_independent_sine_and_cosine_are_numpys(angle):
    """Within a few roundings, also where the tangent of half the angle has its poles."""
    for at in (angle, np.pi, -np.pi, 3 * np.pi, np.pi / 2, 0.0):
        assert geometry.sine(at) == pytest.approx(np.sin(at), rel=1e-14, abs=5e-16)
        assert geometry.cosine(at) == pytest.approx(np.cos(at), rel=1e-14, abs=5e-16)
    assert np.isnan(geometry.sine(np.nan)) and np.isnan(geometry.cosine(np.nan))
