"""How often a site has a satellite in view, how far the nearest rack is: against orbits flown step by step."""

import numpy as np
import pytest

from sunrack import link
from sunrack.units import Q

DEGREE = np.pi / 180
LATITUDES = np.array([0, 20, 40, 60, 80]) * DEGREE
ELEVATIONS = np.array([5, 10, 25, 40]) * DEGREE
TILT = 97.99 * DEGREE


def nearest(altitude, tilt, latitudes, *, satellites=1, planes=1, phasing=0, days, step):
    """Cosine of the angle from each site to the nearest satellite, by time: circular orbits with the drifts of J2 over a turning Earth."""
    axis = 6378137.0 + altitude
    mean = np.sqrt(3.986004418e14 / axis**3)
    pull = 1.5 * 1.08262668e-3 * (6378137.0 / axis) ** 2 * mean
    turn, drift = (
        -pull * np.cos(tilt) - 7.292115e-5,
        pull * (8 * np.cos(tilt) ** 2 - 2) / 2,
    )  # node over Earth; perigee and anomaly
    time = np.arange(0, days * 86400, step)
    best = np.full((len(latitudes), time.size), -1.0)
    for plane in range(planes):
        node = turn * time + 2 * np.pi * plane / planes
        for one in range(satellites):
            u = (mean + drift) * time + 2 * np.pi * (one / satellites + plane * phasing / (satellites * planes))
            x, z = np.cos(u) * np.cos(node) - np.sin(u) * np.cos(tilt) * np.sin(node), np.sin(u) * np.sin(tilt)
            for row, latitude in enumerate(latitudes):
                best[row] = np.maximum(best[row], x * np.cos(latitude) + z * np.sin(latitude))
    return best


def flown(altitude, tilt, latitudes, elevations, **fleet):
    cosines = nearest(altitude, tilt, latitudes, **fleet)
    return np.array(
        [[np.mean(row >= np.cos(link.footprint_angle.si(altitude, one))) for one in elevations] for row in cosines]
    )


# --------------------------------------------------------------- independent


@pytest.mark.parametrize(("satellites", "days"), [(1, 400), (8, 100)])
def test_site_access_by_flying_the_plane(satellites, days):
    """Independent: fly the satellites of one plane by J2 over a turning Earth and count; within 1 %, asked were 2 %."""
    counted = flown(650e3, TILT, LATITUDES, ELEVATIONS, satellites=satellites, days=days, step=20)
    law = link.site_access_fraction.si(650e3, TILT, LATITUDES[:, None], ELEVATIONS, satellites)
    np.testing.assert_allclose(law, counted, rtol=0.01)


def test_walker_access_by_flying_three_planes():
    """Independent: fly three planes of five, phased, at 53 degrees; within 1 % where any are seen, and none where none are."""
    counted = flown(650e3, 53 * DEGREE, LATITUDES, ELEVATIONS, satellites=5, planes=3, phasing=1, days=100, step=30)
    law = link.walker_access_fraction.si(650e3, 53 * DEGREE, LATITUDES[:, None], ELEVATIONS, 5, 3, phasing=1)
    np.testing.assert_allclose(law, counted, rtol=0.01)
    assert law[-1, -1] == 0


def test_separation_quantile_by_flying_a_rack():
    """Independent: the angle to one rack over 100 days, its quantiles; 0.5 % of the law's grid and the finite count."""
    angles = np.arccos(nearest(650e3, TILT, [40 * DEGREE], days=100, step=60)[0])
    shares = np.array([0.1, 0.5, 0.9, 0.99])
    np.testing.assert_allclose(
        link.separation_quantile.si(TILT, 40 * DEGREE, shares), np.quantile(angles, shares), rtol=0.005, atol=0.01
    )


def test_access_fraction_by_throwing_sites():
    """Independent: count random sites within the footprint of one satellite; four standard errors of 400,000 draws."""
    draws = np.random.default_rng(1).normal(size=(400_000, 3))
    draws /= np.linalg.norm(draws, axis=1)[:, None]
    expected = link.access_fraction.si(650e3, 10 * DEGREE)
    seen = np.mean(draws[:, 2] >= np.cos(link.footprint_angle.si(650e3, 10 * DEGREE)))
    assert seen == pytest.approx(expected, abs=4 * np.sqrt(expected / 400_000))


def test_site_access_averages_to_the_footprint():
    """Independent: the access of sites of each latitude, weighted by area, is the footprint's share of the globe; 0.2 % for the sums."""
    sine = (np.arange(2000) + 0.5) / 1000 - 1
    by_latitude = link.site_access_fraction.si(650e3, 98 * DEGREE, np.arcsin(sine), 25 * DEGREE)
    assert by_latitude.mean() == pytest.approx(link.access_fraction.si(650e3, 25 * DEGREE), rel=2e-3)


# ------------------------------------------------------------------ property


def test_one_plane_is_a_constellation_of_one_plane():
    """Property: the two laws agree for one plane, whatever the number of satellites."""
    for satellites in (1, 7, 22):
        one = link.site_access_fraction.si(650e3, TILT, LATITUDES[:, None], ELEVATIONS, satellites)
        np.testing.assert_allclose(
            link.walker_access_fraction.si(650e3, TILT, LATITUDES[:, None], ELEVATIONS, satellites, 1), one, rtol=1e-9
        )


def test_more_satellites_are_seen_more_and_never_more_than_always():
    """Property: access grows with satellites and with planes up to 1; without a shared view the shares add up."""
    single, double = (link.site_access_fraction.si(650e3, TILT, LATITUDES, 25 * DEGREE, n) for n in (1, 2))
    np.testing.assert_allclose(double, 2 * single, rtol=1e-9)
    many = link.walker_access_fraction.si(650e3, TILT, LATITUDES, 5 * DEGREE, 40, np.array([[1], [4], [12]]), np.pi)
    assert (np.diff(many, axis=0) >= -1e-12).all() and (many <= 1 + 1e-12).all() and many[-1].min() == pytest.approx(1)


@pytest.mark.parametrize(
    ("latitude", "elevation"),
    [("91 deg", "25 deg"), ("-100 deg", "25 deg"), ("40 deg", "-1 deg"), ("40 deg", "91 deg")],
)
def test_no_such_site_is_no_number(latitude, elevation):
    """Property: a latitude or elevation that does not exist gives nan."""
    assert np.isnan(link.site_access_fraction(Q("650 km"), Q("98 deg"), Q(latitude), Q(elevation)).magnitude)
    assert np.isnan(link.walker_access_fraction(Q("650 km"), Q("98 deg"), Q(latitude), Q(elevation), 4, 2).magnitude)


def test_a_street_needs_enough_satellites():
    """Property: footprints that do not overlap cover no street; many satellites approach the footprint's own radius."""
    reach = link.footprint_angle.si(650e3, 25 * DEGREE)
    assert link.street_half_width.si(650e3, 25 * DEGREE, 5) == 0
    assert link.street_half_width.si(650e3, 25 * DEGREE, 500) == pytest.approx(reach, rel=1e-2)
