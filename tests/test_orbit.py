"""Geometry of the orbit, the Sun, air, transfers and dose: against missions, other libraries and other methods."""

import warnings

import numpy as np
import pytest
from conftest import case
from hypothesis import given
from hypothesis import strategies as st

from sunrack import orbit
from sunrack.constants import ASTRONOMICAL_UNIT, DAY, EARTH_GRAVITY, EARTH_RADIUS, YEAR
from sunrack.units import Q

FLOWN = ("SSO-RADARSAT2", "SSO-Landsat47", "SSO-SMOS", "SSO-TanDEMX")


@pytest.mark.parametrize("name", FLOWN)
def test_flown_missions_fly_at_the_computed_inclination_and_period(name):
    """Published: mission pages. 0.1°; 0.15 % of the Keplerian period, 0.4 % of the nodal one, since the pages round altitude to
    kilometres and mean it in different ways."""
    flown = case(name)
    altitude = Q(flown["inputs"]["altitude_km"], "km")
    inclination = orbit.sun_synchronous_inclination(altitude)
    assert inclination.to("deg").magnitude == pytest.approx(flown["outputs"]["inclination_deg"], abs=0.1)
    assert orbit.orbital_period(altitude).to("min").magnitude == pytest.approx(
        flown["outputs"]["period_min"], rel=0.0015
    )
    assert orbit.nodal_period(altitude, inclination).to("min").magnitude == pytest.approx(
        flown["outputs"]["period_min"], rel=0.004
    )


def test_repeating_orbit_of_14_4_revolutions():
    """Published: SatelliteAnalysis.jl test suite, 14 + 2/5 revolutions a day; 50 m and 0.006°, its own tolerances."""
    out = case("SSO-JULIA-14.4")["outputs"]
    altitude = orbit.repeat_altitude(14.4)
    inclination = orbit.sun_synchronous_inclination(altitude)
    assert altitude.to("km").magnitude + EARTH_RADIUS / 1e3 == pytest.approx(out["a_km"], abs=0.05)
    assert inclination.to("deg").magnitude == pytest.approx(out["inclination_deg"], abs=0.006)
    assert orbit.nodal_period(altitude, inclination).to("min").magnitude == pytest.approx(100.0, abs=1e-9)


@pytest.mark.parametrize("name", ["KZ-550", "KZ-650", "KZ-1390", "KZ-1400"])
def test_dawn_dusk_orbits_of_cooper_and_nikas(name):
    """Published: Kelvin Zero v0.2.6, executed: inclination and Keplerian period with its tolerances."""
    one = case(name)
    altitude = Q(one["inputs"]["altitude_km"], "km")
    inclination = orbit.sun_synchronous_inclination(altitude)
    assert inclination.to("deg").magnitude == pytest.approx(one["outputs"]["inclination_deg"], abs=0.005)
    assert orbit.orbital_period(altitude).to("s").magnitude == pytest.approx(one["outputs"]["period_s"], rel=1e-4)


def test_the_forbidden_band_is_an_answer():
    """Independent: the inclination reaches 180° at the edge, is nan beyond it, and no exception or warning is met."""
    edge = orbit.highest_sun_synchronous_altitude(0.0)
    assert edge.to("km").magnitude == pytest.approx(5974, abs=2)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        inclination = orbit.sun_synchronous_inclination(Q([5000, 5970, 6000, 20000], "km")).to("deg").magnitude
    assert (inclination[:2] < 180).all() and np.isnan(inclination[2:]).all()
    assert orbit.sun_synchronous_inclination.si(edge.to("m").magnitude - 1.0) > np.radians(179.9)


@given(altitude=st.floats(2e5, 5.9e6), eccentricity=st.floats(0, 0.1, allow_subnormal=False))
def test_the_node_keeps_pace_with_the_sun(altitude, eccentricity):
    """Property: at the Sun-synchronous inclination the node turns once a tropical year; eccentricity included."""
    inclination = orbit.sun_synchronous_inclination.si(altitude, eccentricity)
    rate = orbit.node_rate.si(altitude, inclination, eccentricity)
    if np.isfinite(inclination):
        assert rate == pytest.approx(2 * np.pi / (365.24219 * DAY), rel=1e-6)


def test_nodal_period_and_node_rate_against_integration():
    """Independent: one hundred revolutions integrated numerically in the J2 field, ascending nodes timed. 2e-5 covers the
    difference between a mean axis and that of the start, which is made a mean one from the mean energy."""
    integrate = pytest.importorskip("scipy.integrate")
    from sunrack.constants import EARTH_J2

    def pull(_, state):
        x, y, z = state[:3]
        r = np.sqrt(x * x + y * y + z * z)
        k = 1.5 * EARTH_J2 * EARTH_GRAVITY * EARTH_RADIUS**2 / r**5
        common = -EARTH_GRAVITY / r**3
        side = common - k * (1 - 5 * (z / r) ** 2)
        return [*state[3:], x * side, y * side, z * (common - k * (3 - 5 * (z / r) ** 2))]

    def node(_, state):
        return state[2]

    node.direction = 1
    a, i = EARTH_RADIUS + 650e3, np.radians(97.986)
    # a mean circular orbit starts at the node with the short-period terms of J2 added (r: Vallado sec. 9.6, e = 0)
    g = 0.25 * EARTH_J2 * EARTH_RADIUS**2 / a
    radius = a + g * (np.sin(i) ** 2 * 1.0 + 3 * np.cos(i) ** 2 - 1)
    speed = np.sqrt(EARTH_GRAVITY / a)
    start = [radius, 0, 0, 0, speed * np.cos(i), speed * np.sin(i)]
    result = integrate.solve_ivp(pull, (0, 100.5 * 5875), start, method="DOP853", rtol=1e-10, atol=1e-3, events=node)
    times, states = result.t_events[0], result.y_events[0]
    times, states = times[times > 1], states[result.t_events[0] > 1]
    # the axis of that orbit, from its mean radius and energy, may differ from a: compare through it
    r, v2 = np.linalg.norm(result.y[:3], axis=0), (result.y[3:] ** 2).sum(axis=0)
    energy = (
        v2 / 2
        - EARTH_GRAVITY / r
        - EARTH_GRAVITY * EARTH_J2 * EARTH_RADIUS**2 / (2 * r**3) * (1 - 3 * (result.y[2] / r) ** 2)
    )
    mean_axis = _axis_of_energy(energy.mean(), i)
    period = np.diff(times).mean()
    assert period == pytest.approx(orbit.nodal_period.si(mean_axis - EARTH_RADIUS, i), rel=2e-5)
    raan = np.unwrap(np.arctan2(states[:, 1], states[:, 0]))
    momentum = np.cross(result.y[:3], result.y[3:], axis=0)
    mean_inclination = np.arccos(momentum[2] / np.linalg.norm(momentum, axis=0)).mean()
    law = orbit.node_rate.si(mean_axis - EARTH_RADIUS, mean_inclination)
    assert (raan[-1] - raan[0]) / (times[-1] - times[0]) == pytest.approx(law, rel=3e-3)  # J2 squared


def _axis_of_energy(energy, inclination):
    """Mean semi-major axis of an orbit with this energy, the mean of J2's potential over the orbit taken out."""
    from sunrack.constants import EARTH_J2

    axis = -EARTH_GRAVITY / (2 * energy)
    for _ in range(5):
        mean_potential = (
            -EARTH_GRAVITY * EARTH_J2 * EARTH_RADIUS**2 / (2 * axis**3) * (1 - 1.5 * np.sin(inclination) ** 2)
        )
        axis = -EARTH_GRAVITY / (2 * (energy - mean_potential))
    return axis


def test_sun_against_astropy():
    """Independent: astropy's get_sun (ERFA) in the true equator and equinox of date, 2025 to 2040: 0.004° and 3e-5 au."""
    pytest.importorskip("astropy")
    from astropy.coordinates import TETE, get_sun
    from astropy.time import Time
    from astropy.utils import iers

    days = 9132.0 + np.arange(0, 16 * 365.25, 5.77)
    with (
        warnings.catch_warnings(),
        iers.conf.set_temp("auto_download", False),
        iers.conf.set_temp("auto_max_age", None),
    ):
        warnings.simplefilter("ignore")
        time = Time(2_451_545.0, days, format="jd", scale="utc")
        truth = get_sun(time)
        date = truth.transform_to(TETE(obstime=time))
    ours = _direction(orbit.sun_right_ascension.si(days * DAY), orbit.sun_declination.si(days * DAY))
    apart = np.linalg.norm(ours - _direction(date.ra.rad, date.dec.rad), axis=0)
    assert np.degrees(apart.max()) < 0.0042
    assert np.abs(orbit.sun_distance.si(days * DAY) / ASTRONOMICAL_UNIT - truth.distance.au).max() < 3e-5


def _direction(right_ascension, declination):
    return np.stack(
        [
            np.cos(declination) * np.cos(right_ascension),
            np.cos(declination) * np.sin(right_ascension),
            np.sin(declination),
        ]
    )


def test_equation_of_time_at_its_extremes():
    """Published: almanacs; −14.2 min about February 11, +16.4 min about November 3; zero about April 15 (to half a minute)."""
    days = (np.datetime64("2027-01-01") - np.datetime64("2000-01-01")).astype(int) + np.arange(365)
    minutes = orbit.equation_of_time(Q(days * DAY, "s")).to("min").magnitude
    assert minutes.min() == pytest.approx(-14.2, abs=0.1) and np.argmin(minutes) == pytest.approx(41, abs=2)
    assert minutes.max() == pytest.approx(16.45, abs=0.1) and np.argmax(minutes) == pytest.approx(306, abs=2)
    assert abs(minutes[104]) < 0.5


@given(hour=st.floats(0, 23.99, allow_subnormal=False), day=st.floats(0, 20_000, allow_subnormal=False))
def test_local_time_and_node_are_inverse(hour, day):
    """Property: to the node and back is the same local time."""
    node = orbit.node_of_local_time.si(hour * 3600, day * DAY)
    assert np.cos(2 * np.pi * (orbit.local_time_of_node.si(node, day * DAY) / DAY - hour / 24)) == pytest.approx(1)


def test_local_time_drift_of_a_tenth_of_a_degree():
    """Independent: the difference of two node rates, the law's linear form aside (1 %)."""
    inclination = orbit.sun_synchronous_inclination.si(650e3)
    for da, di in ((0.0, np.radians(0.1)), (10e3, 0.0)):
        exact = orbit.node_rate.si(650e3 + da, inclination + di) - orbit.node_rate.si(650e3, inclination)
        law = orbit.local_time_drift(Q(650, "km"), Q(inclination, "rad"), Q(da, "m"), Q(di, "rad"))
        assert law.to("min/year").magnitude == pytest.approx(abs(exact) / (2 * np.pi) * DAY * YEAR / 60, rel=0.01)


@pytest.mark.parametrize("hour", [6.0, 9.0, 10.5, 12.0, 15.0, 21.5])
def test_the_suns_pull_on_the_plane(hour):
    """Independent: the mean torque of the Sun on a ring, −3/2 (n☉²/n)(ŝ·n̂)(n̂×ŝ), averaged over the year's true Sun (3 %)."""
    altitude, inclination = 650e3, orbit.sun_synchronous_inclination.si(650e3)
    time = 9862 * DAY + np.arange(0, 365.2422, 0.25) * DAY
    sun = _direction(orbit.sun_right_ascension.si(time), orbit.sun_declination.si(time))
    node = orbit.node_of_local_time.si(hour * 3600, time)
    normal = np.stack(
        [
            np.sin(node) * np.sin(inclination),
            -np.cos(node) * np.sin(inclination),
            np.full_like(node, np.cos(inclination)),
        ]
    )
    rate = (
        1.99102e-7**2
        * (ASTRONOMICAL_UNIT / orbit.sun_distance.si(time)) ** 3
        / (2 * np.pi / orbit.orbital_period.si(altitude))
    )
    turn = -1.5 * rate * (sun * normal).sum(axis=0) * np.cross(normal, sun, axis=0)[2]
    direct = (-turn / np.sin(inclination)).mean()
    assert orbit.solar_inclination_rate.si(altitude, inclination, hour * 3600) == pytest.approx(
        direct, rel=0.03, abs=2e-13
    )


def test_density_falls_and_grows_with_the_sun():
    """Property: down with altitude at every activity, up with activity at every altitude, table and beyond."""
    altitude = np.linspace(150e3, 2500e3, 400)
    rows = [orbit.air_density.si(altitude, orbit.solar_flux(word)) for word in ("low", "mean", "high")]
    assert all((np.diff(row) < 0).all() for row in rows)
    tabulated = altitude < 1300e3
    assert (rows[0] < rows[1])[tabulated].all() and (rows[1] < rows[2])[tabulated].all()


def test_density_table_against_another_atmosphere():
    """Published: U.S. Standard Atmosphere 1976 (mean activity, F10.7 of 150): 2.8e-12 at 400 km, 5.2e-13 at 500 km, 1.1e-13 at
    600 km in kg/m³; two models of the thermosphere agree to a factor of two."""
    for altitude, density in ((400e3, 2.803e-12), (500e3, 5.215e-13), (600e3, 1.137e-13)):
        assert 0.5 < orbit.air_density.si(altitude, 150.0) / density < 2


def test_decay_against_step_by_step_integration():
    """Independent: da/dt = −ρ (C_D A/m) √(μa) stepped by Runge and Kutta in altitude (1 %)."""
    heights = np.linspace(150e3, 600e3, 20_001)
    for word in ("low", "mean", "high"):
        flux = orbit.solar_flux(word)
        slowness = 1 / (orbit.air_density.si(heights, flux) * np.sqrt(EARTH_GRAVITY * (EARTH_RADIUS + heights)))
        direct = np.trapezoid(slowness, heights) * 7000 / 500
        law = orbit.decay_lifetime.si(600e3, 500.0, 7000.0, flux) - orbit.decay_lifetime.si(150e3, 500.0, 7000.0, flux)
        assert law == pytest.approx(direct, rel=0.01)


def test_spiral_delta_v_against_two_impulses():
    """Independent: a spiral costs a little more than Hohmann's transfer, and the same from either end."""
    low, high = EARTH_RADIUS + 350e3, EARTH_RADIUS + 1400e3
    v1, v2 = np.sqrt(EARTH_GRAVITY / low), np.sqrt(EARTH_GRAVITY / high)
    hohmann = v1 * (np.sqrt(2 * high / (low + high)) - 1) + v2 * (1 - np.sqrt(2 * low / (low + high)))
    spiral = orbit.low_thrust_delta_v.si(350e3, 1400e3)
    assert hohmann < spiral < 1.01 * hohmann
    assert spiral == orbit.low_thrust_delta_v.si(1400e3, 350e3)


def test_dose_at_550_km_against_the_reference_service():
    """Published: SPENVIS output at 550 km and 97.6°, trapped only: 2235, 287 and 113 rad a year behind 2, 5, 10 mm; the table
    adds solar protons (800, 225, 65) and is interpolated between 500 and 600 km: 20 %."""
    for thickness, trapped, protons in ((2, 2235, 800), (5, 287, 225), (10, 113, 65)):
        dose = orbit.dose_rate(Q(550, "km"), Q(thickness, "mm")).to("rad_Si/year").magnitude
        assert dose == pytest.approx(trapped + protons, rel=0.2)


@given(altitude=st.floats(400e3, 1500e3), thickness=st.floats(1e-3, 2e-2))
def test_dose_bounds_hold_the_nominal(altitude, thickness):
    """Property: low < nominal < high; a thicker wall never adds dose."""
    low, mean, high = (
        law.si(altitude, thickness) for law in (orbit.dose_rate_low, orbit.dose_rate, orbit.dose_rate_high)
    )
    assert low < mean < high
    assert orbit.dose_rate.si(altitude, thickness * 1.1) < mean


@given(eccentricity=st.floats(0, 0.6, allow_subnormal=False))
def test_at_the_edge_of_the_forbidden_band_a_retrograde_equatorial_orbit_turns_with_the_sun(eccentricity):
    """Independent: the secular rate of the node to first order in J2, at an inclination of 180°."""
    axis = EARTH_RADIUS + float(orbit.highest_sun_synchronous_altitude.si(eccentricity))
    rate = 1.5 * 1.082_626_68e-3 * np.sqrt(EARTH_GRAVITY / axis**3) * (EARTH_RADIUS / axis / (1 - eccentricity**2)) ** 2
    assert rate * 365.242_189_67 * DAY == pytest.approx(2 * np.pi, rel=1e-6)
