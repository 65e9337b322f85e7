"""The walk: two modes and arrays agree, parts add up, energy in is energy out, and every promised name is there."""

import math
import pickle

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import sunrack as sr
from sunrack.constants import YEAR
from sunrack.study import evaluate

PROMISED = """
rack.power rack.mass orbit.altitude orbit.inclination orbit.period orbit.nodal_period orbit.sunlit_fraction orbit.longest_eclipse orbit.eclipse_days
orbit.eclipses_per_year orbit.minimum_beta orbit.drag_delta_v orbit.disposal_delta_v orbit.dose power.load_sunlit power.load_eclipse
power.array_power_eol power.array_power_bol power.array_area power.array_mass power.cell_temperature power.wing_span_per_side power.battery_energy
power.battery_mass thermal.heat thermal.sink_temperature thermal.radiator_temperature thermal.radiator_area thermal.emitting_area
thermal.radiator_mass thermal.net_flux thermal.earth_view_factor link.slant_range link.latency_one_way link.round_trip link.isl_range
link.isl_margin link.data_rate mass.best_estimate mass.dry mass.wet mass.allocated mass.per_power mass.without_rack launch.price
launch.satellites_per_launch launch.binding_limit launch.cost_per_satellite cost.satellite cost.capex_per_watt_without_compute
cost.launch_only_per_kw_year cost.infrastructure_per_kw_year cost.all_in_per_kw_year cost.per_gpu_hour cost.delivered_fraction
ground.{r}.time_to_power ground.{r}.time_to_power_p10 ground.{r}.time_to_power_p50 ground.{r}.time_to_power_p90 ground.{r}.binding_gate
ground.{r}.infrastructure_per_kw_year ground.{r}.per_gpu_hour compare.{r}.cost_ratio compare.{r}.time_saved compare.{r}.net_present_value
compare.{r}.breakeven_launch_price
""".split()

UNITS = {
    "rack.power": "kW", "rack.mass": "kg", "orbit.altitude": "km", "orbit.inclination": "deg", "orbit.period": "min", "orbit.longest_eclipse": "min",
    "orbit.eclipse_days": "day", "orbit.drag_delta_v": "m/s/year", "orbit.dose": "rad/year", "power.array_area": "m²", "power.battery_energy": "kWh",
    "thermal.net_flux": "W/m²", "link.isl_margin": "dB", "link.data_rate": "Gbit/s", "mass.per_power": "kg/kW", "launch.price": "USD/kg",
    "cost.per_gpu_hour": "USD/hour", "cost.launch_only_per_kw_year": "USD/kW/year", "cost.capex_per_watt_without_compute": "USD/W",
}  # fmt: skip


@pytest.fixture(scope="module")
def nominal():
    return sr.compare()


def test_every_promised_result_is_there_finite_and_in_its_unit(nominal):
    rows = nominal.to_dict()
    for name in PROMISED:
        for region in nominal.ground:
            row = rows[name.format(r=region)]
            assert isinstance(row["value"], str) or math.isfinite(row["value"]), name
    for name, unit in UNITS.items():
        assert rows[name]["unit"] == unit


def _vary(case, seed, size):
    """Random SI values inside every range, by key."""
    random = np.random.default_rng(seed)
    return {
        key: random.uniform(value.low, value.high, size)
        for key, value in case.values().items()
        if value.low is not None and value.high is not None
    }


@pytest.mark.slow
@pytest.mark.parametrize("policy", ["ride", "throttle", "sleep"])
@pytest.mark.parametrize("radiator", ["ram-wake", "zenith-nadir", "anti-sun"])
def test_quantities_bare_numbers_and_arrays_agree(policy, radiator):
    """Independent: the checked mode, bare numbers, arrays of one and arrays of many give every result alike, to 1e-12."""
    case = sr.load().but({"power.eclipse_policy": policy, "attitude.radiator": radiator})
    over = _vary(case, 1, 5)
    many = evaluate(case, over).to_dict()
    for place in range(5):
        values = {key: case.values()[key].in_unit(content[place]) for key, content in over.items()}
        checked = sr.compare(case.but(_ranges_kept(case, values)), checked=True).to_dict()
        one = evaluate(case, {key: content[place : place + 1] for key, content in over.items()}).to_dict()
        for name, row in checked.items():
            for other in (_at(many[name]["value"], place), _at(one[name]["value"], 0)):
                if isinstance(row["value"], str):
                    assert row["value"] == str(other), name
                else:
                    near = (
                        1e-12 if name.endswith(".margin") else 1e-300
                    )  # a margin is a difference of two numbers of the order of one
                    assert other == pytest.approx(row["value"], rel=1e-12, abs=near, nan_ok=True), name


def _ranges_kept(case, values):
    """Records with the ranges of the scenario: the ground reads them."""
    known = case.values()
    return {
        key: {"value": quantity, "low": known[key].in_unit(known[key].low), "high": known[key].in_unit(known[key].high)}
        for key, quantity in values.items()
    }


def _at(values, place):
    return values if np.ndim(values) == 0 else np.asarray(values).ravel()[min(place, np.size(values) - 1)]


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 10_000), st.sampled_from(["ride", "throttle", "sleep"]))
def test_parts_add_up_for_any_scenario(seed, policy):
    """Property: mass lines to wet, loads to the array and to the heat, cost parts to the satellite, ground parts to its infrastructure."""
    case = sr.load()
    c = evaluate(case, _vary(case, seed, 20), words={"power.eclipse_policy": policy})
    bill, ledger, supply, cooling, price = (
        c.design.mass,
        c.design.ledger,
        c.design.power,
        c.design.thermal,
        c.design.cost,
    )
    close = {"rtol": 1e-12}
    np.testing.assert_allclose(sum(line.predicted for line in bill.lines), bill.wet, **close)
    loads = (ledger.rack, ledger.avionics, ledger.terminals, ledger.pump, ledger.thrusters, ledger.conversion_loss)
    np.testing.assert_allclose(sum(loads), ledger.load_sunlit, **close)
    np.testing.assert_allclose(
        supply.load_sunlit + supply.charge_power + supply.line_loss, supply.array_power_eol, **close
    )
    np.testing.assert_allclose(ledger.load_sunlit - ledger.thrusters + supply.charge_loss, cooling.heat, **close)
    np.testing.assert_allclose(sum(money for _, money in price.parts), price.satellite, **close)
    np.testing.assert_allclose(
        price.satellite + price.launch + price.insurance + price.ground_segment + price.interest, price.capital, **close
    )
    for rival in c.ground.values():
        parts = rival.facility_per_kw_year + rival.operations_per_kw_year + rival.power_per_kw_year
        np.testing.assert_allclose(parts, rival.infrastructure_per_kw_year, **close)
        np.testing.assert_allclose(
            parts + rival.compute_per_kw_year + rival.repair_per_kw_year, rival.all_in_per_kw_year, **close
        )


@pytest.mark.parametrize("region", ["texas", "n-virginia", "georgia", "memphis-on-site"])
def test_breakeven_launch_price_put_back_gives_a_ratio_of_one(region):
    """Independent: the closed form against a new walk at that price (a cheap satellite, so that there is a crossover)."""
    case = sr.load("rack-100kw-claimed").but(
        {"cost.price_level": 0.001, "rack.failure_rate": "0 %/year", "power.array_price": "0.2 USD/W"}
    )
    price = sr.compare(case).against[region].breakeven_launch_price.to("USD/kg").magnitude
    back = evaluate(case, {"launch.price": np.array([price])}).against[region]
    assert back.cost_ratio[0] == pytest.approx(1, abs=1e-9)
    assert back.breakeven_launch_price[0] == pytest.approx(price, rel=1e-9)


def test_a_negative_breakeven_means_that_free_launch_is_too_dear():
    c = evaluate(sr.load(), {"launch.price": np.array([0.0])})
    for one in c.against.values():
        assert (one.breakeven_launch_price[0] < 0) == (one.cost_ratio[0] > 1)


@pytest.mark.parametrize("changes", [
    {"orbit.altitude": "6500 km"},
    {"orbit.altitude": "100 km"},
    {"thermal.coolant_supply": "150 K", "thermal.coolant_return": "160 K"},
    {"mass.structure_fraction": "0.9", "mass.harness_fraction": "0.5"},
    {"rack.racks": 100},
    {"launch.vehicle": "electron"},
])  # fmt: skip
def test_what_cannot_be_built_is_an_answer_and_names_the_check_that_fails(changes):
    c = sr.compare(sr.load().but(changes))
    assert any(not one.passed for one in c.checks)
    assert c.verdict.winner == "ground" and "fails" in c.verdict.sentences[1]


def test_zero_is_a_value():
    c = sr.compare(
        sr.load().but(
            {
                "launch.price": "0 USD/kg",
                "mass.margin": "0",
                "rack.failure_rate": "0 %/year",
                "cost.infant_loss": "0",
                "launch.success": "1",
                "finance.cost_of_capital": "0 %/year",
            }
        )
    )
    assert math.isfinite(c.design.cost.per_gpu_hour.to("USD/hour").magnitude)


def test_stances_are_ordered_as_belief_is():
    """ISS-era inputs come out heavier than the default, and vendors' claims lighter and cheaper."""
    flown, default, claimed = (
        sr.compare(name).design for name in ("rack-100kw-flown", "rack-100kw", "rack-100kw-claimed")
    )
    assert flown.mass.wet > default.mass.wet > claimed.mass.wet
    assert default.cost.per_gpu_hour > claimed.cost.per_gpu_hour
    assert flown.mass.per_power.to("kg/kW").magnitude > 150


def test_results_convert_to_any_compatible_unit(nominal):
    assert nominal.design.thermal.radiator_area.to("ft^2").magnitude == pytest.approx(
        nominal.to_dict()["thermal.radiator_area"]["value"] / 0.3048**2
    )


def test_printing_a_comparison_gives_the_first_screen(nominal):
    text = str(nominal)
    assert nominal.verdict.sentences[0][:40] in text.replace("\n", " ")
    assert all(len(line) <= 80 for line in text.splitlines())
    assert "<table>" in nominal._repr_html_() and len(repr(nominal)) < 300


@pytest.mark.parametrize(("changes", "check"), [
    ({"orbit.altitude": "250 km", "launch.cadence": "200 /year"}, "Thrust exceeds drag"),
    ({"thermal.coolant_return": "300 K"}, "Coolant return above supply"),
    ({"rack.dose_limit": "100 rad_Si"}, "Ionising dose within tolerance"),
    ({"launch.cadence": "12 /year"}, "Deployment within satellite life"),
    ({"mass.wheel_torque": "0.01 N·m"}, "Wheel torque covers the peak"),
    ({"mass.first_frequency": "0.015 Hz", "power.blanket_width": "6 m"}, "Wing frequency above control band"),
])  # fmt: skip
def test_each_check_can_fail(changes, check):
    assert check in [one.name for one in sr.compare(sr.load().but(changes)).checks if not one.passed]


def test_a_comparison_survives_pickling(nominal):
    """For other processes: quantities come back into our registry, not into the application's."""
    again = pickle.loads(pickle.dumps(nominal))
    assert again.to_dict() == nominal.to_dict()


def test_when_orbit_wins_the_verdict_says_yes_and_up_to_which_launch_price():
    """Independent: above the price named, a new comparison says no."""
    cheap = {
        "cost.price_level": 0.0005,
        "power.array_price": "0.1 USD/W",
        "link.terminal_price": "5 kUSD",
        "rack.failure_rate": "0 %/year",
        "launch.price": "1 USD/kg",
    }
    case = sr.load("rack-100kw-claimed").but(
        {**cheap, "ground.regions": ["n-virginia"], "ground.n-virginia.power_price": "0.3 USD/kWh"}
    )
    won = sr.compare(case)
    even = won.against["n-virginia"].breakeven_launch_price.to("USD/kg").magnitude
    assert (
        won.verdict.winner == "orbit"
        and won.verdict.sentences[0].startswith("Yes")
        and f"less than {even:,.0f} USD/kg" in won.verdict.sentences[1]
    )
    lost = sr.compare(case.but({"launch.price": f"{even * 1.01} USD/kg"}))
    assert (
        lost.verdict.winner == "ground"
        and f"breaks even at a launch price of {even:,.0f} USD/kg" in lost.verdict.sentences[1]
    )


def test_waiting_never_makes_orbit_look_better():
    """Property: a slower fleet, a longer build or a larger fleet at one cadence never raises orbit's worth against the ground, whoever loses."""
    for value in ("1 USD/hour", "3 USD/hour", "60 USD/hour"):
        case = sr.load().but({"ground.compute_value": value, "ground.regions": ["texas"]})
        for key, slower in (
            ("launch.cadence", [50 / YEAR, 5 / YEAR, 1 / YEAR]),
            ("cost.build_time", [2 * YEAR, 10 * YEAR, 50 * YEAR]),
        ):
            found = evaluate(case, {key: np.array(slower)}).against["texas"].net_present_value
            assert np.all(np.diff(found) <= 1e-9 * np.abs(found[:-1])), (value, key)


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("launch.prise", 'Did you mean "launch.price"'),
        ("power.eclipse_policy", "is not a numeric input"),
        ("ground.texas.luk", 'Did you mean "ground.texas.luck"'),
        ("ground.mars.luck", "is not a numeric input"),
    ],
)
def test_a_number_that_there_is_not_is_refused(key, said):
    with pytest.raises(KeyError, match=said):
        evaluate(sr.load(), {"launch.price": 1.0, key: np.array([1.0])})
