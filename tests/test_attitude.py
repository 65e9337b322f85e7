"""What array and radiator see, for each choice: against vectors followed around the orbit."""

from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sunrack import attitude, geometry
from sunrack.units import Q, bare

CHOICES = ("ram-wake", "zenith-nadir", "anti-sun")


def facing(choice, altitude=650.0, beta=58.6):
    inputs = SimpleNamespace(radiator=choice, array_view=Q("0.05"), edge_error=Q("1 deg"))
    return attitude.face(inputs, altitude=Q(altitude, "km"), beta=Q(beta, "deg"), mean_beta=Q(beta, "deg"))


@pytest.mark.parametrize("choice", CHOICES)
@pytest.mark.parametrize("beta", [-75.0, 10.0, 58.6, 88.0])
@pytest.mark.parametrize("altitude", [500.0, 1400.0])
def test_against_vectors_around_the_whole_orbit(choice, beta, altitude):
    """Independent: Sun, radius, velocity and face as three-dimensional vectors at 3,600 points; 24 of half an orbit are within 1e-3."""
    u = (np.arange(3600) + 0.5) * 2 * np.pi / 3600
    zero = np.zeros_like(u)
    radius, velocity = np.stack([np.cos(u), np.sin(u), zero]), np.stack([-np.sin(u), np.cos(u), zero])
    sun = np.array([np.cos(np.radians(beta)), 0, np.sin(np.radians(beta))])[:, None] * np.ones_like(u)
    wanted = {"ram-wake": velocity, "zenith-nadir": radius, "anti-sun": -sun}[choice]
    normal = wanted if choice == "anti-sun" else wanted - (wanted * sun).sum(axis=0) * sun
    normal = normal / np.linalg.norm(normal, axis=0)
    faces = [normal] if choice == "anti-sun" else [normal, -normal]
    views = [
        geometry.earth_view_factor.si(altitude * 1e3, np.arccos(np.clip(-(face * radius).sum(axis=0), -1, 1)))
        for face in faces
    ]
    lit = geometry.albedo_illumination.si(altitude * 1e3, np.arccos((sun * radius).sum(axis=0)))
    ours = facing(choice, altitude, beta)
    assert ours.earth_view_factor.magnitude == pytest.approx(np.mean(views), abs=1e-3)
    assert ours.worst_face_view_factor.magnitude == pytest.approx(np.max(np.mean(views, axis=1)), abs=1e-3)
    assert ours.albedo_view.magnitude == pytest.approx(np.mean(np.array(views) * lit), abs=1e-3)
    assert ours.radiator_drag_fraction.magnitude == pytest.approx(
        np.abs((normal * velocity).sum(axis=0)).mean(), abs=2e-3
    )
    assert ours.array_drag_fraction.magnitude == pytest.approx(np.abs((sun * velocity).sum(axis=0)).mean(), abs=1e-4)
    assert ours.faces.magnitude == len(faces)


def test_a_dark_side_does_not_always_see_deep_space():
    """Published: Gilmore's edge-on view factor; the "always deep space" face has a quarter of its view filled by the Earth."""
    assert facing("anti-sun", 650.0, 90.0).earth_view_factor.magnitude == pytest.approx(0.2407, abs=1e-4)
    assert facing("ram-wake", 650.0, 90.0).earth_view_factor.magnitude == pytest.approx(0.2407, abs=1e-4)


@given(altitude=st.floats(300, 2000), beta=st.floats(-90, 90, allow_subnormal=False))
def test_facing_by_its_nature(altitude, beta):
    """Property: shares between 0 and 1; reflected light never more than the view; symmetric in β; finite even at β = 0."""
    for choice in CHOICES:
        one, other = facing(choice, altitude, beta).to_dict(), facing(choice, altitude, -beta).to_dict()
        for name, entry in one.items():
            assert 0 <= entry["value"] <= (2 if name == "faces" else 1), name
            assert entry["value"] == pytest.approx(other[name]["value"], rel=1e-9), name
        assert (
            one["albedo_view"]["value"]
            <= one["earth_view_factor"]["value"]
            <= one["worst_face_view_factor"]["value"] + 1e-12
        )


def test_arrays_and_bare_mode():
    """Independent of mode and shape: a grid of bare numbers equals each quantity alone."""
    altitude, beta = np.array([[500e3], [1400e3]]), np.radians([[0.0, 30.0, 80.0]])
    with bare():
        inputs = SimpleNamespace(radiator="zenith-nadir", array_view=0.05, edge_error=0.01745)
        grid = attitude.face(inputs, altitude=altitude, beta=beta, mean_beta=beta)
    assert grid.earth_view_factor.shape == (2, 3)
    alone = facing("zenith-nadir", 1400.0, 30.0)
    assert grid.albedo_view[1, 1] == pytest.approx(alone.albedo_view.magnitude, rel=1e-9)
