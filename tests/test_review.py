"""A review of the satellite: no jumps, checks that can fail, sums that add up, sizes that are refused."""

import numpy as np
import pytest

import sunrack as sr
from sunrack.geometry import perpendicular_view_factor
from sunrack.study import evaluate

NO_GROUND = {"ground.regions": []}
ALTITUDES = np.linspace(500e3, 1500e3, 801)  # m
TIMES = np.linspace(6 * 3600, 12 * 3600, 721)  # s
QUANTITIES = (
    "power.charge_power power.charge_loss power.line_loss power.conversion_mass power.battery_energy "
    "thermal.radiator_area power.array_area mass.wet"
).split()
OF_THE_BATTERY = ("power.battery_energy", "mass.wet")

# For each check a change of the default that makes it fail.
BREAKING = {
    "sun_synchronous_orbit": {"orbit.altitude": "6500 km"},
    "cell_life": {"power.cell_degradation": "40 %/year"},
    "radiator_above_sink": {"thermal.coolant_supply": "-90 degC", "thermal.coolant_return": "-79 degC"},
    "mass_converges": {"mass.structure_fraction": 0.9, "mass.harness_fraction": 0.2},
    "mass_within_payload": {"launch.vehicle": "electron"},
    "volume_within_fairing": {"launch.fairing_volume": "2 m³"},
    "rack_within_fairing": {"launch.fairing_diameter": "1.2 m"},
    "wing_within_fairing": {"power.blanket_width": "25 m"},
    "coolant_return_above_supply": {"thermal.coolant_return": "300 K"},
    "coolant_within_rack_limit": {"thermal.coolant_supply": "50 degC", "thermal.coolant_return": "60 degC"},
    "coolant_flow": {"thermal.coolant_return": "55 degC"},
    "coolant_below_maximum": {"thermal.coolant_return": "110 degC"},
    "coolant_above_minimum": {"power.eclipse_policy": "sleep"},
    "battery_covers_eclipse": {"power.battery_energy": "50 kWh"},
    "battery_rate": {"power.battery_energy": "70 kWh"},
    "battery_cycles": {"power.battery_energy": "60 kWh"},
    "radiator_spare": {"thermal.puncture_margin": 0.01},
    "safe_mode_temperature": {"thermal.bypass": "none"},
    "safe_mode_power": {"thermal.coolant_supply": "10 degC", "thermal.coolant_return": "22 degC"},
    "safe_mode_eclipse": {"power.eclipse_policy": "sleep"},
    "recovery_time": {"thermal.recovery_time": "50 min"},
    "laser_link_margin": {"link.isl_range": "20000 km"},
    "data_rate": {"link.workload": "pre-training"},
    "round_trip": {"link.workload_latency": "20 ms"},
    "dose": {"rack.dose_limit": "100 rad_Si"},
    "thrust_exceeds_drag": {"orbit.altitude": "280 km", "orbit.drop_off_altitude": "280 km"},
    "wheel_torque": {"mass.wheel_torque": "0.01 N·m"},
    "wing_frequency": {"mass.control_bandwidth": "0.01 Hz"},
    "deployment_time": {"launch.cadence": "12 /year"},
    "disposal_time": {"orbit.disposal_altitude": "640 km"},
    "disposal_probability": {"launch.satellite_loss": "10 %/year"},
    "casualty_risk": {"mass.casualty_limit": 1e-6},
}


def checks(changes):
    """Slug → check, of the default with changes."""
    return {one.slug: one for one in evaluate(sr.load().but(changes), words=NO_GROUND).checks}


def swept(key, grid):
    """Name → array, of the quantities that must not jump."""
    found = evaluate(sr.load(), {key: grid}, words=NO_GROUND)
    return {name: np.broadcast_to(found.result(name), grid.shape) for name in QUANTITIES}


def steps(values):
    """From each neighbour to the next, over the largest value."""
    return np.abs(np.diff(values)) / np.max(values)


@pytest.fixture(scope="module")
def by_altitude():
    return swept("orbit.altitude", ALTITUDES)


@pytest.fixture(scope="module")
def by_time():
    return swept("orbit.local_time", TIMES)


# ------------------------------------------------------------------ no jumps


@pytest.mark.parametrize("name", [one for one in QUANTITIES if one not in OF_THE_BATTERY])
@pytest.mark.parametrize("key", ["orbit.altitude", "orbit.local_time"])
def test_nothing_jumps(key, name, by_altitude, by_time):
    """Property: neighbours differ by little, and 64 times finer ones, where they differ most, by a quarter of that at most.

    A jump would stay as large as it is; the square root with which eclipses end shrinks to an eighth, a slope to a 64th.
    """
    grid, values = (ALTITUDES, by_altitude[name]) if key == "orbit.altitude" else (TIMES, by_time[name])
    found = steps(values)
    assert np.all(np.isfinite(values)) and np.max(found) < 3 * np.median(found) + 0.015
    place = int(np.argmax(found))
    finer = swept(key, np.linspace(grid[place], grid[place + 1], 65))[name]
    assert np.max(np.abs(np.diff(finer))) < abs(values[place + 1] - values[place]) / 4


def test_the_battery_jumps_only_where_eclipses_end(by_altitude):
    """Property: from the pack that the rate asks for to none, at one altitude; the satellite's mass by that pack and what
    holds it."""
    energy, wet = by_altitude["power.battery_energy"], by_altitude["mass.wet"]
    ends = (energy[:-1] > 0) & (energy[1:] == 0)
    assert np.sum(ends) == 1 and steps(energy)[ends][0] > 0.5
    assert np.max(steps(energy)[~ends]) < 0.005 and np.max(steps(wet)[~ends]) < 0.001
    pack = (
        energy[:-1][ends][0] * 3.6e6 / sr.load().power.battery_specific_energy.si
    )  # kg; growth, structure and propellant follow
    assert pack < (wet[:-1] - wet[1:])[ends][0] < 2 * pack


def test_the_battery_by_local_time_follows_whole_days(by_time):
    """Property: each day more with eclipses in the year is a small step of its cycles, and so of its depth and energy."""
    assert np.max(steps(by_time["power.battery_energy"])) < 0.03 and np.max(steps(by_time["mass.wet"])) < 0.006


# ------------------------------------------------------------------ checks


def test_the_default_passes_every_check():
    found = checks({})
    assert [slug for slug, one in found.items() if not one.passed] == []
    assert all(one.margin >= -1e-9 for one in found.values())
    assert set(found) == set(BREAKING)


@pytest.mark.parametrize("slug", BREAKING)
def test_each_check_can_be_made_to_fail(slug):
    failed = checks(BREAKING[slug])[slug]
    assert not failed.passed and failed.margin < 0


# ------------------------------------------------------------------ sums


@pytest.fixture(scope="module")
def drawn():
    """200 designs over the ranges of all inputs."""
    case, random = sr.load(), np.random.default_rng(11)
    ranged = {key: one for key, one in case.values().items() if one.low is not None and not key.startswith("ground.")}
    over = {key: random.uniform(one.low, one.high, 200) for key, one in ranged.items()}
    return evaluate(case, over, words=NO_GROUND)


def test_the_battery_never_passes_its_rate(drawn):
    rate = drawn.design.power.battery_rate
    assert np.all(rate <= drawn.inputs.power.battery_rate_limit * (1 + 1e-12)) and np.sum(rate > 0) > 50


def test_energy_adds_up(drawn):
    """Independent: loads line by line; array, charge and battery over the orbit with the longest eclipse."""
    loads, power, orbit, section = drawn.design.ledger, drawn.design.power, drawn.design.orbit, drawn.inputs.power
    lines = loads.rack + loads.avionics + loads.terminals + loads.pump + loads.thrusters + loads.conversion_loss
    np.testing.assert_allclose(lines, loads.load_sunlit, rtol=1e-12)
    np.testing.assert_allclose(loads.heat_in_loop + loads.thrusters, loads.load_sunlit, rtol=1e-12)
    dark = orbit.longest_eclipse
    day = orbit.nodal_period - dark
    storage = section.battery_efficiency * section.conversion_efficiency
    np.testing.assert_allclose(power.charge_power * day * storage, loads.load_eclipse * dark, rtol=1e-9)
    np.testing.assert_allclose(power.charge_power * storage + power.charge_loss, power.charge_power, rtol=1e-12)
    given = power.array_power_eol - power.line_loss
    np.testing.assert_allclose(given, loads.load_sunlit + power.charge_power, rtol=1e-9)


def test_mass_adds_up(drawn):
    bill = drawn.design.mass
    closed = np.isfinite(bill.wet)
    lines = {one.name: np.broadcast_to(one.predicted, (200,))[closed] for one in bill.lines}
    assert np.sum(closed) > 150 and all(np.all(one >= 0) for one in lines.values())
    np.testing.assert_allclose(sum(lines.values()), bill.wet[closed], rtol=1e-12)
    np.testing.assert_allclose((bill.dry + bill.propellant)[closed], bill.wet[closed], rtol=1e-12)


# ------------------------------------------------------------------ sizes


def test_a_small_rack_is_refused_with_the_reason():
    with pytest.raises(
        sr.ScenarioError, match=r"10 kW is not a power of one gb200-nvl72, which runs at 80 kW to 140 kW"
    ):
        sr.load().but({"rack.power": "10 kW"})


def test_ten_racks_say_what_stops_them():
    """The mass of one launch and the width of the folded wing; the verdict names the first."""
    c = sr.compare(sr.load().but({"rack.racks": 10, "ground.regions": ["texas"]}))
    stopped = {one.slug for one in c.checks if not one.passed}
    assert {"mass_within_payload", "wing_within_fairing"} <= stopped
    assert 'fails the check "Mass within payload capacity"' in c.failing and "infeasible" in c.verdict.sentences[0]
    assert c.failing in c.verdict.sentences[1]


# ------------------------------------------------------------------ the radiator beside the array


def test_the_radiator_s_view_of_the_array_is_that_of_the_drawing():
    """Independent: the closed form with the sizes written out, and 400,000 rays by the cosine law; 1 %."""
    d, case = sr.design(), sr.load()
    area, aspect = d.thermal.radiator_area.to("m²").magnitude, case.mass.radiator_aspect.si
    depth, width = np.sqrt(area * aspect) / 2, np.sqrt(area / aspect)  # half on each side of the array
    root, span, breadth = (
        case.mass.wing_root.si,
        d.power.wing_span_per_side.to("m").magnitude,
        case.power.blanket_width.si,
    )
    seen = float(d.thermal.array_view.magnitude)
    assert seen == pytest.approx(perpendicular_view_factor.si(depth, width, root, span, breadth), rel=0.01)
    random = np.random.default_rng(5)
    away, along = depth * random.random(400_000), width * (random.random(400_000) - 0.5)
    lean, turn = np.arcsin(np.sqrt(random.random(400_000))), 2 * np.pi * random.random(400_000)
    towards = np.sin(lean) * np.cos(turn)  # the array's plane is at 0, the panel behind it
    reach = np.where(towards > 0, away / np.where(towards > 0, towards, 1.0), 0.0)
    out, across = reach * np.cos(lean), along + reach * np.sin(lean) * np.sin(turn)
    hits = (reach > 0) & (out > root) & (out < root + span) & (np.abs(across) < breadth / 2)
    assert seen == pytest.approx(np.mean(hits), rel=0.01)
