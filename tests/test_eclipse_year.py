"""The eclipse of one orbit and of a year: against a 5 s sampling, another program, and brute force."""

import json
import time
from types import SimpleNamespace

import numpy as np
import pytest
from conftest import TRUTH, case
from hypothesis import given
from hypothesis import strategies as st

from sunrack import orbit
from sunrack.constants import ASTRONOMICAL_UNIT, DAY, EARTH_RADIUS, SUN_RADIUS
from sunrack.orbit.sun import geometric_sun, mean_sun
from sunrack.orbit.year import SHADOWS, solve_year
from sunrack.section import joined
from sunrack.units import Q, bare

SAMPLED = json.loads((TRUTH / "eclipse_2027.json").read_text())
ROWS = {f"{row['altitude_km']} km, {row['ltan_h']} h": row for row in SAMPLED["rows"]}


def year(altitude, hour, calendar=2027, shadow="cylinder"):
    inclination = orbit.sun_synchronous_inclination.si(altitude)
    return solve_year(altitude, inclination, np.asarray(hour) * 3600.0, calendar, shadow), orbit.nodal_period.si(
        altitude, inclination
    ) / 60


@pytest.mark.parametrize("name", ROWS)
@pytest.mark.parametrize("shadow", SHADOWS)
def test_the_year_2027_sampled_every_five_seconds(name, shadow):
    """Published: eclipse_2027.json, 5 s sampling with ERFA's Sun, its own tolerances: a day, 0.02 min, 1e-4, 0.001°."""
    row, tolerance = ROWS[name], SAMPLED["tolerance"]
    altitude = row["altitude_km"] * 1e3
    solved, period = year(altitude, row["ltan_h"], 2027, shadow)
    assert np.degrees(orbit.sun_synchronous_inclination.si(altitude)) == pytest.approx(
        row["inclination_deg"], abs=tolerance["inclination_deg"]
    )
    assert period == pytest.approx(row["nodal_period_min"], abs=1e-4)
    assert np.degrees(solved.minimum_beta) == pytest.approx(row["beta_abs_min_deg"], abs=0.002)
    assert solved.eclipse_days == pytest.approx(row[shadow]["days"], abs=tolerance["days"])
    assert solved.longest_fraction * period == pytest.approx(row[shadow]["max_min"], abs=tolerance["max_min"])
    assert 1 - solved.mean_fraction == pytest.approx(row[shadow]["sunlit"], abs=tolerance["sunlit"])


@pytest.mark.parametrize("name", ["KZ-550", "KZ-650", "KZ-1390", "KZ-1400"])
def test_dawn_and_dusk_differ_as_cooper_and_nikas_found(name):
    """Published: Kelvin Zero v0.2.6, executed, 18:00 and 06:00: its tolerances."""
    one = case(name)
    for k, clock in enumerate(one["inputs"]["LTAN"]):
        solved, _ = year(one["inputs"]["altitude_km"] * 1e3, float(clock[:2]))
        assert solved.mean_fraction == pytest.approx(
            one["outputs"]["annual_eclipse_fraction"][k], abs=one["tolerance"]["fraction_abs"]
        )
        assert solved.eclipse_days == pytest.approx(one["outputs"]["eclipse_days"][k], abs=one["tolerance"]["days_abs"])
        assert np.degrees(solved.minimum_beta) == pytest.approx(one["outputs"]["min_abs_beta_deg"], abs=0.1)


def test_single_orbit_fractions_of_cooper_and_nikas():
    """Published: Kelvin Zero v0.2.6, executed: closed form of the cylinder at six points, 1e-4."""
    one = case("KZ-FRAC")
    altitude, beta = Q(one["inputs"]["altitude_km"], "km"), Q(one["inputs"]["beta_deg"], "deg")
    fraction = orbit.eclipse_fraction(altitude, beta).magnitude
    assert fraction == pytest.approx(one["outputs"]["fraction"], rel=1e-4)
    assert fraction * orbit.orbital_period(altitude).to("min").magnitude == pytest.approx(
        one["outputs"]["minutes"], rel=1e-4
    )


@pytest.mark.parametrize(
    ("altitude", "beta"), [(450e3, 0.0), (650e3, 58.6), (900e3, -40.0), (1400e3, 54.5), (650e3, 75.0)]
)
def test_closed_forms_against_points_of_the_orbit(altitude, beta):
    """Independent: the Sun's disc and the Earth's as seen from 200,000 points of the orbit; overlap by their apparent radii."""
    count, distance = 200_000, 0.985 * ASTRONOMICAL_UNIT
    u = np.linspace(0, 2 * np.pi, count, endpoint=False)
    place = (EARTH_RADIUS + altitude) * np.stack([np.cos(u), np.sin(u), np.zeros(count)])
    sun = np.array([np.cos(np.radians(beta)), 0, np.sin(np.radians(beta))])
    to_sun = distance * sun[:, None] - place
    away, earth = np.linalg.norm(to_sun, axis=0), np.linalg.norm(place, axis=0)
    apart = np.arccos(-(to_sun * place).sum(axis=0) / away / earth)
    disc, globe = np.arcsin(SUN_RADIUS / away), np.arcsin(EARTH_RADIUS / earth)
    umbra, penumbra = (apart < globe - disc).mean(), (apart < globe + disc).mean()
    across = np.linalg.norm(place - sun[:, None] * (sun @ place), axis=0)
    cylinder = ((sun @ place < 0) & (across < EARTH_RADIUS)).mean()
    angle = np.radians(beta)
    assert orbit.umbra_fraction.si(altitude, angle, distance) == pytest.approx(umbra, abs=2e-5)
    assert orbit.penumbra_fraction.si(altitude, angle, distance) == pytest.approx(penumbra, abs=2e-5)
    assert orbit.eclipse_fraction.si(altitude, angle) == pytest.approx(cylinder, abs=2e-5)


@pytest.mark.parametrize(
    ("altitude", "hour", "calendar"),
    [(650e3, 6.0, 2027), (420e3, 18.0, 2028), (1100e3, 9.25, 2031), (800e3, 0.5, 2035)],
)
def test_days_of_the_year_against_brute_force(altitude, hour, calendar):
    """Independent: the satellite carried along its orbit on each hundredth day, in equatorial vectors, one revolution about noon
    at 20,000 points with node and Sun moving: fraction to 3e-4, β to 0.01° (both move within the revolution)."""
    solved, _ = year(altitude, hour, calendar)
    inclination = orbit.sun_synchronous_inclination.si(altitude)
    period = orbit.nodal_period.si(altitude, inclination)
    first = (np.datetime64(f"{calendar}-01-01") - np.datetime64("2000-01-01")).astype(int)
    for day in range(5, 365, 60):
        since = np.linspace(-period / 2, period / 2, 20_000, endpoint=False)
        moment = (first + day) * DAY + since
        node = mean_sun.si(moment) + 2 * np.pi * (hour - 12) / 24
        along = 2 * np.pi * since / period + np.pi * 0.3
        place = np.stack([
            np.cos(node) * np.cos(along) - np.sin(node) * np.sin(along) * np.cos(inclination),
            np.sin(node) * np.cos(along) + np.cos(node) * np.sin(along) * np.cos(inclination),
            np.sin(along) * np.sin(inclination),
        ])  # fmt: skip
        right_ascension, declination, distance = geometric_sun(moment)
        sun = np.stack(
            [
                np.cos(declination) * np.cos(right_ascension),
                np.cos(declination) * np.sin(right_ascension),
                np.sin(declination),
            ]
        )
        height = (place * sun).sum(axis=0)
        dark = (height < 0) & (np.sqrt(1 - height**2) * (EARTH_RADIUS + altitude) < EARTH_RADIUS)
        assert solved.day_fraction[day] == pytest.approx(dark.mean(), abs=3e-4)
        assert np.sin(solved.day_beta[day]) == pytest.approx(_normal(node, inclination) @ sun[:, 10_000], abs=2e-4)
        assert solved.day_distance[day] == pytest.approx(distance[10_000], rel=1e-6)


def _normal(node, inclination):
    middle = node[node.size // 2]
    return np.array([np.sin(middle) * np.sin(inclination), -np.cos(middle) * np.sin(inclination), np.cos(inclination)])


@given(
    altitude=st.floats(300e3, 2000e3),
    beta=st.floats(0, 1.57, allow_subnormal=False),
    step=st.floats(0, 0.5, allow_subnormal=False),
)
def test_eclipse_laws_by_their_nature(altitude, beta, step):
    """Property: symmetric in β; never longer with larger |β|; cylinder between umbra and penumbra; below half a revolution."""
    for law in (orbit.eclipse_fraction, orbit.umbra_fraction, orbit.penumbra_fraction):
        assert law.si(altitude, beta) == law.si(altitude, -beta)
        assert law.si(altitude, min(beta + step, np.pi / 2)) <= law.si(altitude, beta) < 0.5
    assert (
        orbit.umbra_fraction.si(altitude, beta)
        <= orbit.eclipse_fraction.si(altitude, beta)
        <= orbit.penumbra_fraction.si(altitude, beta)
    )


@given(
    altitude=st.floats(300e3, 2000e3), hour=st.floats(0, 24, allow_subnormal=False), calendar=st.integers(2026, 2040)
)
def test_a_year_by_its_nature(altitude, hour, calendar):
    """Property: sunlit fraction in (0, 1]; shadows in order; the worst day is no better than the mean; days fit the year."""
    solved = {shadow: year(altitude, hour, calendar, shadow)[0] for shadow in SHADOWS}
    one = solved["cylinder"]
    assert 0 < 1 - one.worst_day_fraction <= 1 - one.mean_fraction <= 1
    assert solved["umbra"].mean_fraction <= one.mean_fraction <= solved["penumbra"].mean_fraction
    assert solved["umbra"].longest_fraction <= one.longest_fraction <= solved["penumbra"].longest_fraction
    assert 0 <= one.eclipse_days <= 366 and one.day_fraction.shape == (365,)
    assert (one.eclipse_days > 0) == (one.longest_fraction > 0)


def test_leap_year_and_array_of_years():
    """Independent: each year of an array equals that year alone; a noon orbit is eclipsed on 366 days of 2028."""
    calendar = np.array([2026.0, 2027.0, 2028.0, 2028.0])
    solved, _ = year(np.array([5e5, 6.5e5, 7e5, 8e5]), np.array([6.0, 10.5, 12.0, 18.0]), calendar)
    for k, (altitude, hour) in enumerate(((5e5, 6.0), (6.5e5, 10.5), (7e5, 12.0), (8e5, 18.0))):
        alone, _ = year(altitude, hour, calendar[k])
        assert solved.mean_fraction[k] == pytest.approx(alone.mean_fraction, rel=1e-12)
        assert solved.day_beta[k] == pytest.approx(alone.day_beta, rel=1e-9)
    assert solved.eclipse_days[2] == 366


def test_minimum_beta_is_zero_where_the_sun_crosses_the_plane():
    """Property: a noon orbit sees the Sun cross its plane."""
    assert year(650e3, 12.0)[0].minimum_beta == 0


def test_altitude_free_of_eclipses():
    """Published: Kelvin Zero has three days of eclipse at 1390 km and none at 1400; independent: solved height is the edge."""
    edge = orbit.eclipse_free_altitude(Q([6, 18, 5.5], "hour"), 2027)
    assert edge[:2].to("km").magnitude == pytest.approx([1391, 1391], abs=2)
    for k, hour in enumerate((6.0, 18.0, 5.5)):
        height = edge[k].to("m").magnitude
        assert year(height + 500, hour)[0].eclipse_days == 0
        assert year(height - 500, hour)[0].eclipse_days > 0
    assert np.isinf(orbit.eclipse_free_altitude(Q("12 hour"), 2027).magnitude)


@pytest.mark.parametrize("shadow", SHADOWS)
def test_altitude_free_of_each_shadow(shadow):
    """Independent: the year just above and just below the solved height, at 06:00 and 18:00 of 2026 and 2035; umbra frees lower
    orbits than the cylinder does, penumbra higher ones."""
    hour, calendar = np.array([6.0, 18.0])[:, None], np.array([2026.0, 2035.0])
    edge = orbit.clear_altitude(hour * 3600, calendar, shadow)
    assert (year(edge + 50, hour, calendar, shadow)[0].eclipse_days == 0).all() and (
        year(edge - 50, hour, calendar, shadow)[0].longest_fraction > 0
    ).all()
    order = [orbit.clear_altitude(6 * 3600.0, 2027.0, one) for one in ("umbra", "cylinder", "penumbra")]
    assert order == sorted(order) and order[0] < order[1] - 30e3 and order[1] < order[2] - 30e3


def test_nonsense_in_arrays_is_answered():
    """Property: no orbit, no number: altitudes past the edge, nan, any local time and years at the bounds of the scenario raise and
    warn of nothing, and leave the neighbours as they are alone."""
    altitude, hour = np.meshgrid([-1e4, 0.0, 6.5e5, 5.9e6, 6e6, 3.6e7, np.nan], [0.0, 6.0, 12.0, 24.0, np.nan])
    for calendar in (1950, 2100):
        solved, _ = year(altitude, hour, calendar)
        none = ~np.isfinite(orbit.sun_synchronous_inclination.si(altitude) + hour)
        known = ~none & (altitude >= 0)
        for number in (
            solved.mean_fraction,
            solved.longest_fraction,
            solved.eclipse_days,
            solved.eclipsed_share,
            solved.minimum_beta,
        ):
            assert np.isnan(number[none]).all() and np.isfinite(number[known]).all()
        assert solved.mean_fraction[1, 2] == pytest.approx(year(650e3, 6.0, calendar)[0].mean_fraction, rel=1e-9)
    assert year(650e3, 0.0)[0].mean_fraction == pytest.approx(year(650e3, 24.0)[0].mean_fraction, abs=1e-12)


def test_season_of_dawn_and_of_dusk():
    """Published: eclipses of a 06:00 orbit fall about the December solstice, of an 18:00 orbit about the June one (physics of β);
    a season over New Year is told as one."""
    dawn, dusk = (orbit.seasons(year(650e3, hour)[0].day_fraction, 2027) for hour in (6.0, 18.0))
    assert [str(day)[5:7] for day in dawn[0]] == ["11", "02"] and len(dawn) == 1
    assert [str(day)[5:7] for day in dusk[0]] == ["05", "08"] and len(dusk) == 1
    assert orbit.seasons(np.zeros(365), 2027) == []
    assert len(orbit.seasons(np.ones(365), 2027)) == 1


def inputs(**but):
    words = {"shadow": "cylinder", "solar_activity": "mean"}
    numbers = {
        "altitude": "650 km", "local_time": "6 hour", "year": "2027", "drop_off_altitude": "350 km", "altitude_error": "5 km",
        "inclination_error": "0.05 deg", "drag_coefficient": "2.2", "shield_thickness": "5 mm", "disposal_altitude": "350 km", "disposal_limit": "5 year",
    }  # fmt: skip
    return SimpleNamespace(**words, **{name: Q(text) for name, text in (numbers | but).items()})


def test_solve_with_quantities_and_bare_agree():
    """Independent of mode: quantities and bare SI give the same path, drag and settling, to 1e-12."""
    with_units = inputs()
    plain = SimpleNamespace(
        **{k: v if isinstance(v, str) else v.to_base_units().magnitude for k, v in vars(with_units).items()}
    )
    force = {"mass": Q(7000, "kg"), "thrust": Q(0.5, "N")}
    track = orbit.solve(with_units, life=Q("5 year"))
    climb = orbit.climb(track, with_units, area=Q(400, "m²"), thrust=force["thrust"])
    one = joined(orbit.Path, track, climb, orbit.settle(track, with_units, climb=climb, **force))
    with bare():
        track = orbit.solve(plain, life=Q("5 year").to("s").magnitude)
        climb = orbit.climb(track, plain, area=400.0, thrust=0.5)
        stay = orbit.settle(track, plain, climb=climb, **{k: v.magnitude for k, v in force.items()})
        two = joined(orbit.Path, track, climb, stay)
    for name, entry in one.to_dict().items():
        assert two.to_dict()[name]["value"] == pytest.approx(entry["value"], rel=1e-12), name
    assert one.eclipses_in_life.magnitude == pytest.approx(6390, abs=30)
    assert one.to_dict()["sunlit_fraction"]["value"] == pytest.approx(0.9616, abs=1e-4)


def test_drift_of_the_node_lengthens_the_eclipses():
    """Independent: five years of drift from the injection errors move the local time by 48 minutes; the later of the two orbits
    is that of the moved local time, and one side or the other has longer eclipses than the orbit held."""
    here = inputs()
    path = orbit.solve(here, life=Q("5 year"))
    early, late = orbit.drifted(path, here, time=Q("5 year"))
    hours = 6 + path.local_time_drift.to("min/year").magnitude * 5 / 60
    assert late.sunlit_fraction.magnitude == pytest.approx(1 - year(650e3, hours)[0].mean_fraction, abs=1e-9)
    assert max(early.longest_eclipse, late.longest_eclipse) > path.longest_eclipse + Q("1 min")


def test_an_impossible_altitude_is_an_answer():
    """Property: above the edge everything that needs the plane is nan, nothing is raised, neighbours in an array stay whole."""
    path = orbit.solve(inputs(altitude="7000 km"), life=Q("5 year"))
    assert (
        np.isnan(path.inclination.magnitude)
        and np.isnan(path.sunlit_fraction.magnitude)
        and np.isnan(path.eclipse_days.magnitude)
    )
    mixed = inputs()
    mixed.altitude = Q([650.0, 7000.0], "km")
    sunlit = orbit.solve(mixed, life=Q("5 year")).sunlit_fraction.magnitude
    assert sunlit[0] == pytest.approx(0.9616, abs=1e-4) and np.isnan(sunlit[1])


def test_ten_thousand_years_of_orbits_in_three_seconds():
    """Independent: a clock; 10,000 pairs of altitude and local time, against the promise of 3 s on one core."""
    altitude, hour = (x.ravel() for x in np.meshgrid(np.linspace(400e3, 1600e3, 100), np.linspace(0, 24, 100)))
    start = time.process_time()
    solved, _ = year(altitude, hour)
    assert time.process_time() - start < 3.0
    assert solved.mean_fraction.shape == (10_000,)
