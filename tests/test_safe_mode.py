"""Safe mode and cold cases: what holds the loop, its checks, its mass, and temperatures against time."""

import json

import numpy as np
import pytest
from scipy.integrate import solve_ivp
from support.of_0_1 import SATELLITE

import sunrack as sr
from sunrack import thermal
from sunrack.constants import STEFAN_BOLTZMANN
from sunrack.study import evaluate
from sunrack.units import Q, bare
from sunrack.walk import courses, orbit_of, through_orbit

SAFE = (
    "Safe mode keeps the loop warm",
    "Safe mode has power",
    "Safe mode rides through eclipse",
    "Battery lasts until recovery",
)


@pytest.fixture(scope="module")
def nominal():
    return sr.compare(sr.load().but({"ground.regions": ["texas"]}))


# The satellite of two independent walks, of 0.1 with a battery sized by its depth alone, of which no string is lost.
OF_0_1 = SATELLITE | {
    "ground.regions": ["texas"],
    "power.battery_rate_limit": "100 1/hour",
    "power.battery_strings": 10_000,
}


def passed(changes):
    """Name → whether it passes, of the default scenario with changes."""
    return {
        one.name: bool(one.passed) for one in sr.compare(sr.load().but(changes, {"ground.regions": ["texas"]})).checks
    }


def test_independent_holding_power_is_the_inverse_of_the_area():
    """Independent: the area that rejects the holding power at the temperature held is the panel's own; a warm sink needs none."""
    power = thermal.holding_power.si(271.0, 178.0, 0.81, 160.0, 2.0)
    assert thermal.radiator_area.si(power, 271.0, 178.0, 0.81, 2.0) == pytest.approx(160.0, rel=1e-12)
    assert thermal.holding_power.si(271.0, 280.0, 0.81, 160.0, 2.0) == 0
    assert thermal.holding_power.si(271.0, 178.0, 0.81, np.inf, 2.0, 0.0) == 0
    settled = thermal.settling_temperature.si(power, 160.0, 0.24, 208.0, 0.81, 2.0)
    sink = (0.24 * 208.0 / STEFAN_BOLTZMANN) ** 0.25
    assert thermal.net_flux.si(settled, sink, 0.81, 2.0) * 160.0 == pytest.approx(power, rel=1e-12)


def test_the_default_freezes_within_a_quarter_of_an_hour_and_is_held(nominal):
    """Independent (two walks by others): 13 to 15 min and 63 kW with a mean Earth, 21 of 50 kWh, 47 min on the battery; the cold Earth
    and 7 % more panel make it harder. The lighter, larger panel of the default freezes sooner and is held as well."""
    then = sr.compare(sr.load().but(OF_0_1))
    d = then.design
    assert 11 < d.thermal.time_to_freeze.to("min").magnitude < 15
    assert 60 < d.thermal.heater_power.to("kW").magnitude < 76
    assert nominal.design.thermal.time_to_freeze < d.thermal.time_to_freeze
    assert nominal.design.thermal.heater_power > d.thermal.heater_power
    rows, today = ({one.name: one for one in c.checks} for c in (then, nominal))
    assert all(rows[name].passed and today[name].passed for name in SAFE)
    assert rows["Safe mode rides through eclipse"].value == pytest.approx(50.4, rel=0.01)
    assert 20 < rows["Safe mode rides through eclipse"].limit < 25
    assert 38 < rows["Battery lasts until recovery"].value < 47


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"thermal.bypass": "none"}, "Safe mode keeps the loop warm"),
        ({"thermal.bypass": "valve"}, "Safe mode keeps the loop warm"),
        ({"power.eclipse_policy": "throttle"}, "Safe mode rides through eclipse"),
        ({"thermal.recovery_time": "50 min"}, "Battery lasts until recovery"),
        ({"thermal.coolant_supply": "10 degC", "thermal.coolant_return": "22 degC"}, "Safe mode has power"),
        ({"thermal.puncture_margin": 0.1, "thermal.valved_sections": 10}, "Radiator margin covers punctures"),
        ({"power.eclipse_policy": "throttle"}, "Coolant above minimum temperature"),
    ],
    ids=str,
)
def test_each_new_check_can_fail(changes, name):
    assert not passed(changes)[name]


def test_a_hardy_coolant_with_a_valve_stays_and_without_one_chills_the_rack():
    """Property: R1233zd stands the surroundings of the radiator; the rack does not, unless a valve keeps its coolant out."""
    assert passed({"thermal.coolant": "r1233zd", "thermal.bypass": "valve"})["Safe mode keeps the loop warm"]
    assert not passed({"thermal.coolant": "r1233zd", "thermal.bypass": "none"})["Safe mode keeps the loop warm"]
    assert passed({"thermal.coolant": "r1233zd"})["Safe mode keeps the loop warm"]


def test_by_hand_what_holds_it_is_in_the_bill():
    """By hand: 0.75 kg for each kilowatt of heaters, 0.2 of the loop's heat for a valve, nothing for none; with the growth of the loop."""
    for word, mass in (("heaters", 0.75), ("valve", 0.2), ("none", 0.0)):
        d = sr.design({"thermal": {"bypass": word}})
        of = d.thermal.heater_power if word == "heaters" else d.thermal.heat
        assert d.thermal.bypass_mass.to("kg").magnitude == pytest.approx(mass * of.to("kW").magnitude, abs=1e-9)
        assert d.mass.bypass.to("kg").magnitude == pytest.approx(1.25 * d.thermal.bypass_mass.to("kg").magnitude)
        assert d.mass.line("bypass").predicted.to("kg").magnitude == pytest.approx(d.mass.bypass.to("kg").magnitude)
        assert (d.thermal.heater_power.to("kW").magnitude > 0) == (word == "heaters")


def test_the_cold_case_sees_a_cold_earth():
    """Property: of the satellite of 0.1 a mean Earth passes throttling by a hair, the cold one does not; a warm "cold" Earth is taken
    as the mean one."""
    warm = {"thermal.earth_infrared_cold": "237 W/m²", "thermal.albedo_cold": 0.3}
    policy = OF_0_1 | {"power.eclipse_policy": "throttle", "thermal.puncture_margin": 0.1}
    assert (
        passed(policy | warm)["Coolant above minimum temperature"]
        and not passed(policy)["Coolant above minimum temperature"]
    )

    def coldest(changes):
        case = sr.load().but(changes)
        return through_orbit(case.inputs(), sr.design(case), cold=True).value("coolant_coldest")

    assert (
        coldest({"thermal.earth_infrared_cold": "300 W/m²", "thermal.albedo_cold": 0.6}) == coldest(warm) > coldest({})
    )


# ------------------------------------------------------------ temperatures against time


@pytest.mark.parametrize("policy", ["ride", "sleep"])
def test_courses_have_the_extremes_of_the_swing_and_repeat(policy):
    """Property: extremes of the course are those of the swing; the end of an orbit is its start; time runs through period and recovery."""
    case = sr.load().but({"power.eclipse_policy": policy})
    d = sr.design(case)
    found = courses(case.inputs(), d)
    for name, cold in (("eclipse_hot", False), ("eclipse_cold", True)):
        swing, course = through_orbit(case.inputs(), d, cold=cold), found[name]
        assert course.value("coolant_return")[1:].max() == swing.value("coolant_hottest")
        assert course.value("coolant_supply")[1:].min() == swing.value("coolant_coldest")
        assert course.value("array").min() == pytest.approx(swing.value("array_coldest"), abs=0.05)
        assert course.value("panel")[0] == pytest.approx(course.value("panel")[-1], abs=0.05)
        assert course.value("time")[-1] == pytest.approx(d.orbit.period.to("min").magnitude)
        assert np.all(np.diff(course.value("time")) > 0)
    safe = found["safe_mode"]
    assert safe.value("time")[-1] == pytest.approx(30)
    limit = d.thermal.safe_limit.to("K").magnitude
    assert (safe.value("coolant_supply").min() >= limit) == (policy == "ride")  # asleep it was too cold before


def test_independent_safe_mode_by_another_integrator():
    """Without heaters, from the same state: within 0.1 K of scipy's Radau over half an hour, and no heat is lost to rounding."""
    case = sr.load().but({"thermal.bypass": "none"})
    with bare(), np.errstate(all="ignore"):
        inputs, d = case.inputs(bare=True), evaluate(case).design
        x, course = orbit_of(inputs, d, cold=True), courses(inputs, d)["safe_mode"]
        start, heat = thermal.orbit_course(**x), d.ledger.load_safe
    times = course.value("time") * 60
    panel, supply = start.value("panel")[-1], start.value("coolant_supply")[-1]
    pull = x["conductance"] / (2 * x["flow_capacity"])
    coolant = (supply - pull * panel) / (1 - pull)

    def rate(_, y):
        array, wet, dry = y
        passed = x["conductance"] * (wet - dry)
        radiated = x["panel_emissivity"] * STEFAN_BOLTZMANN * (dry**4 - x["array_view"] * array**4)
        return [
            (x["array_gain"][1] - x["array_emissivity"] * STEFAN_BOLTZMANN * array**4) / x["array_capacity"],
            (heat - passed) / x["coolant_capacity"],
            (passed + x["panel_area"] * (x["panel_gain"][1] - radiated)) / x["panel_capacity"],
        ]

    first = [start.value("array")[-1], coolant, panel]
    solved = solve_ivp(rate, (0, times[-1]), first, t_eval=times, rtol=1e-9, atol=1e-7, method="Radau")
    assert np.max(np.abs(solved.y[2] - course.value("panel"))) < 0.1
    assert np.max(np.abs(solved.y[0] - course.value("array"))) < 0.1
    assert course.value("coolant_supply")[-1] < inputs.thermal.coolant_minimum  # and without heaters it freezes


def test_courses_are_lists_with_units_in_json(nominal):
    found = json.loads(json.dumps(sr.findings(nominal, "heat").to_dict(), allow_nan=False))["courses"]
    assert set(found) == {"eclipse_hot", "eclipse_cold", "safe_mode"}
    for course in found.values():
        assert {name: row["unit"] for name, row in course.items()} == dict.fromkeys(course, "K") | {"time": "min"}
        assert len({len(row["value"]) for row in course.values()}) == 1 and len(course["time"]["value"]) > 40
        assert all(150 < kelvin < 350 for kelvin in course["panel"]["value"])


def test_a_radiator_that_cannot_close_has_no_course():
    broken = sr.compare(sr.load().but({"thermal.coolant_supply": "1 K", "ground.regions": ["texas"]}))
    assert sr.findings(broken, "heat").courses is None
    assert Q("1 kPa").to("Pa").magnitude == 1000
