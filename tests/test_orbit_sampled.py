"""The orbit's year against what leaves out its closed forms: another Sun, another Earth, another plane."""

import numpy as np
import pytest

from sunrack import orbit
from sunrack.constants import DAY, EARTH_RADIUS
from sunrack.orbit.sun import geometric_sun, mean_sun

SAMPLED = [
    (400e3, 22.0, 2026),
    (560e3, 6.0, 2033),
    (730e3, 18.5, 2031),
    (1250e3, 10.0, 2030),
    (1500e3, 7.0, 2028),
    (1600e3, 5.0, 2035),
]
FLATTENING = 1 / 298.257223563  # WGS-84


@pytest.mark.parametrize(("altitude", "hour", "calendar"), SAMPLED)
def test_a_year_against_sampling_with_another_sun(altitude, hour, calendar):
    """Independent: the satellite every 20 s of a year in equatorial vectors, ERFA's Sun (mean equator of date), the cylinder's
    edges by linear roots: a day, 0.02 min, 1e-4, as in eclipse_2027.json."""
    erfa = pytest.importorskip("erfa")
    first, after = (
        (np.datetime64(f"{y}-01-01") - np.datetime64("2000-01-01")).astype(int) for y in (calendar, calendar + 1)
    )
    grid = np.arange(first - 0.5, after - 0.4, 1 / 24)
    earth = erfa.epv00(2_451_545.0, grid + 69.2 / DAY)[0]["p"]
    sun = np.einsum("tij,tj->it", erfa.pmat06(2_451_545.0, grid), -earth)
    sun /= np.linalg.norm(sun, axis=0)
    inclination, radius = orbit.sun_synchronous_inclination.si(altitude), EARTH_RADIUS + altitude
    solved = orbit.solve_year(altitude, inclination, hour * 3600, calendar)
    period = orbit.nodal_period.si(altitude, inclination) / 60
    days = np.arange(first - 0.5, after - 0.5, 20 / DAY)
    x, y, z = (np.interp(days, grid, one) for one in sun)
    node, along = mean_sun.si(days * DAY) + 2 * np.pi * (hour - 12) / 24, 2 * np.pi * (days - first) * 1440 / period
    level = np.cos(along) * (np.cos(node) * x + np.sin(node) * y)
    height = level + np.sin(along) * (
        np.cos(inclination) * (np.cos(node) * y - np.sin(node) * x) + np.sin(inclination) * z
    )
    depth = np.where(height < 0, EARTH_RADIUS - radius * np.sqrt(1 - height**2), -1e5)
    edge = np.flatnonzero((depth[1:] > 0) != (depth[:-1] > 0))
    moment = edge + depth[edge] / (depth[edge] - depth[edge + 1])
    if depth[edge[0]] > 0:
        moment = moment[1:]
    minutes = (moment[1::2] - moment[: moment.size // 2 * 2 : 2]) / 3
    assert solved.eclipse_days == pytest.approx(np.unique(np.floor(days[depth > 0] + 0.5)).size, abs=1)
    assert solved.longest_fraction * period == pytest.approx(minutes.max(), abs=0.02)
    assert solved.mean_fraction == pytest.approx(minutes.sum() / (1440 * (after - first)), abs=1e-4)


@pytest.mark.parametrize("start", [0, 45, 80, 120, 172, 220, 265, 300])
def test_a_plane_that_does_not_turn_leaves_dawn_dusk(start):
    """Independent: without J2 the node stands still among the stars, and the Sun passes through the plane within the year (|β| falls
    below 1°): eclipses on three days of four from any start of 06:00, on every day from New Year, against 88 when the plane turns."""
    altitude, inclination = 650e3, orbit.sun_synchronous_inclination.si(650e3)
    moment = ((np.datetime64("2027-01-01") - np.datetime64("2000-01-01")).astype(int) + start + np.arange(365)) * DAY
    sun = orbit.sun_right_ascension.si(moment), orbit.sun_declination.si(moment)
    beta = orbit.beta_angle.si(inclination, orbit.node_of_local_time.si(6 * 3600.0, moment[0]), *sun)
    fixed = orbit.eclipse_fraction.si(altitude, beta) > 0
    turning = (
        orbit.eclipse_fraction.si(
            altitude, orbit.beta_angle.si(inclination, orbit.node_of_local_time.si(6 * 3600.0, moment), *sun)
        )
        > 0
    )
    assert fixed.sum() == 365 if start == 0 else fixed.sum() > 0.73 * 365
    assert np.degrees(np.abs(beta).min()) < 1
    assert turning.sum() == pytest.approx(88, abs=1)


@pytest.mark.parametrize(
    ("altitude", "hour", "minutes", "fraction", "days"),
    [
        (650e3, 6.0, 0.33, 0.0018, 4),
        (1000e3, 6.0, 0.57, 0.0014, 4),
        (650e3, 10.5, 0.2, 0.002, 0),
        (650e3, 12.0, 0.2, 0.002, 0),
    ],
)
def test_what_the_flattening_of_the_earth_would_change(altitude, hour, minutes, fraction, days):
    """Independent: a revolution at each noon of 2027 at 6,000 points behind the WGS-84 ellipsoid (heights stretched until it is a
    sphere): the spherical Earth errs long, by what `eclipse_fraction` says, to 0.05 min, 2e-4 and a day."""
    inclination = orbit.sun_synchronous_inclination.si(altitude)
    period = orbit.nodal_period.si(altitude, inclination) / 60
    moment = ((np.datetime64("2027-01-01") - np.datetime64("2000-01-01")).astype(int) + np.arange(365)) * DAY
    right_ascension, declination, _ = geometric_sun(moment)
    node = mean_sun.si(moment) + 2 * np.pi * (hour - 12) / 24
    u = np.linspace(0, 2 * np.pi, 6000, endpoint=False)
    dark = {}
    for stretch in (1.0, 1 / (1 - FLATTENING)):
        sun = np.stack(
            [
                np.cos(declination) * np.cos(right_ascension),
                np.cos(declination) * np.sin(right_ascension),
                stretch * np.sin(declination),
            ]
        )
        sun /= np.linalg.norm(sun, axis=0)
        east = np.stack([np.cos(node), np.sin(node), np.zeros_like(node)])
        north = np.stack(
            [
                -np.sin(node) * np.cos(inclination),
                np.cos(node) * np.cos(inclination),
                np.full_like(node, stretch * np.sin(inclination)),
            ]
        )
        toward = (east * sun).sum(axis=0)[:, None] * np.cos(u) + (north * sun).sum(axis=0)[:, None] * np.sin(u)
        square = np.cos(u) ** 2 + (north**2).sum(axis=0)[:, None] * np.sin(u) ** 2
        behind = (toward < 0) & (np.sqrt(square - toward**2) * (EARTH_RADIUS + altitude) < EARTH_RADIUS)
        dark[stretch] = behind.mean(axis=-1)
    sphere, ellipsoid = dark.values()
    assert (sphere.max() - ellipsoid.max()) * period == pytest.approx(minutes, abs=0.05)
    assert sphere.mean() - ellipsoid.mean() == pytest.approx(fraction, abs=2e-4)
    assert (sphere > 0).sum() - (ellipsoid > 0).sum() == pytest.approx(days, abs=1)
