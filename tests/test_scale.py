"""Whole racks: what scales with them, what one rack cannot be run at, and which check stops a satellite that is too large."""

import tomllib

import numpy as np
import pytest

import sunrack as sr
from sunrack import power, rack
from sunrack.study.engine import evaluate

LADDER = (1, 2, 5, 10, 20, 50, 100)


def numbers(**changes):
    c = sr.compare(sr.load().but({"ground.regions": ["texas"]}, changes))
    return c, {key: row["value"] for key, row in c.to_dict().items()}


@pytest.fixture(scope="module")
def ladder():
    return [numbers(**{"rack.racks": count}) for count in LADDER]


def test_power_mass_price_accelerators_and_tokens_count_every_rack(ladder):
    one, ten = ladder[0][1], ladder[3][1]
    for name in ("full_power", "power", "mass", "gpus", "price", "throughput"):
        assert ten[f"rack.{name}"] == pytest.approx(10 * one[f"rack.{name}"], rel=1e-12), name
    assert ten["rack.racks"] == 10 and ten["power.ledger.rack"] == pytest.approx(1000)
    assert ten["link.workload_need"] == pytest.approx(10 * one["link.workload_need"])
    assert ten["cost.ground_segment"] == pytest.approx(10 * one["cost.ground_segment"])


def test_the_fleet_counts_racks_and_the_ground_does_not_see_them(ladder):
    """Property: a thousand racks, rounded up to whole satellites; the ground's side of every rung is the same."""
    for count, (_, x) in zip(LADDER, ladder, strict=True):
        assert x["launch.fleet_satellites"] == np.ceil(1000 / count)
        for name in ("per_gpu_hour", "all_in_per_kw_year", "per_million_tokens", "time_to_power"):
            assert x[f"ground.texas.{name}"] == ladder[0][1][f"ground.texas.{name}"], name
    assert numbers(**{"rack.racks": 3, "launch.fleet_power": "1 MW"})[1]["launch.fleet_satellites"] == 4


def test_every_rung_has_a_mass_and_a_cost_or_a_check_that_stops_it(ladder):
    """Property: mass per power is finite and rises smoothly; a satellite without a cost fails a check by name.

    Booms weigh n^(7/4) and turn at a length of n^(1/2), so that wheels weigh n^(11/4) and mass per power n^(7/4) at the most.
    """
    per_power = np.array([x["mass.per_power"] for _, x in ladder])
    assert np.all(np.isfinite(per_power)) and np.all(np.diff(per_power) > 0)
    steepness = np.diff(np.log(per_power)) / np.diff(np.log(LADDER))
    assert np.all(np.diff(steepness) > 0) and steepness[-1] < 7 / 4
    assert (
        np.max(per_power[1:5] / per_power[:4]) < 1.8
    )  # while booms, wheels and what dumps their momentum are the lesser part
    for c, x in ladder:
        failed = {one.name for one in c.checks if not one.passed}
        assert np.isfinite(x["cost.per_gpu_hour"]) or "Mass within payload capacity" in failed
    ten, hundred = ({one.name for one in ladder[place][0].checks if not one.passed} for place in (3, 6))
    assert {"Mass within payload capacity"} <= ten and {
        "Mass within payload capacity",
        "Volume within fairing",
        "Folded wing within fairing",
    } <= hundred


def test_small_satellites_scale_too():
    """From 14 kW to 100 kW with racks of eight accelerators: mass per power stays within a fifth."""
    found = [numbers(**{"rack.model": "dgx-b200", "rack.racks": count}) for count in (1, 2, 7)]
    per_power = [x["mass.per_power"] for _, x in found]
    assert max(per_power) / min(per_power) < 1.2
    assert [x["rack.power"] for _, x in found] == pytest.approx([14.3, 28.6, 100.1])
    assert all(np.isfinite(x["cost.per_gpu_hour"]) for _, x in found)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"rack.power": "10 kW"}, "10 kW is not a power of one gb200-nvl72, which runs at 80 kW to 140 kW"),
        ({"rack.power": "500 kW"}, "rack.racks for more racks"),
        ({"rack.power": {"value": "100 kW", "low": "20 kW", "high": "120 kW"}}, "20 kW is not a power"),
        ({"rack.model": "dgx-b200", "rack.power": "100 kW"}, "10.2 kW to 14.3 kW"),
        ({"rack.racks": 1.5}, "whole number"),
        ({"rack.racks": 0}, "at least 1"),
    ],
)
def test_a_power_that_one_rack_cannot_have_is_refused_with_the_reason(changes, words):
    with pytest.raises(sr.ScenarioError) as refused:
        sr.load().but(changes)
    assert words in str(refused.value)


def test_studies_refuse_it_too():
    for values in ("10 kW:120 kW:3", ["10 kW"], "100 kW,500 kW"):
        with pytest.raises(ValueError, match=r"rack\.derate"):
            sr.sweep(None, {"rack.power": values}, ["mass.wet"])
    with pytest.raises(ValueError, match=r"rack\.derate"):
        evaluate(sr.load(), {"rack.power": np.array([1e4])})
    found = sr.breakeven(sr.load(), "rack.power", region="texas")
    assert found.span == (pytest.approx(80e3), pytest.approx(140e3))


def test_another_model_brings_its_own_power_and_mass():
    case = sr.load().but({"rack.model": "vera-rubin-nvl72"})
    assert case.rack.power.quantity.to("kW").magnitude == 210 and case.rack.mass.quantity.to("kg").magnitude == 1814
    assert sr.load().but({"rack.model": "gb200-nvl72"}) == sr.load()
    written = {"rack.model": "dgx-b200", "rack.power": "12 kW", "rack.mass": "150 kg"}
    both = sr.load().but(written)
    assert both.rack.power.si == 12e3 and both.rack.mass.si == 150
    assert sr.load().but({"rack.power": "12 kW", "rack.model": "dgx-b200"}).rack.power.si == 12e3
    again = sr.load(tomllib.loads(case.to_toml()))
    assert again == case


def test_what_follows_the_size_and_what_is_written():
    """By hand: wings keep their shape, thrust goes with power, the shield with n^(2/3), the body with n; a written value imposes."""
    case = sr.load().but({"rack.racks": 8})
    assert case.power.blanket_width.si == pytest.approx(12 * 8**0.5)
    assert case.mass.thrust.si == pytest.approx(8 * 0.68) and case.mass.thruster_mass.si == pytest.approx(8 * 49.98)
    one = 2 * (2.236 * 0.6 + 2.236 * 1.068 + 0.6 * 1.068)
    assert case.mass.shielded_area.si == pytest.approx(4 * one)
    assert case.mass.bus_volume.si == pytest.approx(8 * 3.5 * 2.236 * 0.6 * 1.068)
    imposed = case.but({"mass.thrust": "0.68 N"})
    assert imposed.mass.thrust.si == 0.68 and imposed.mass.thruster_mass.si == pytest.approx(49.98)
    swept = evaluate(sr.load(), {"rack.racks": np.array([1.0, 8.0])})
    walked = sr.design(case)
    assert swept.result("mass.wet")[1] == pytest.approx(walked.mass.wet.to("kg").magnitude, rel=1e-12)
    spans = swept.result("power.wing_span_per_side")
    assert spans[1] == pytest.approx(8**0.5 * spans[0], rel=0.02)  # one set of avionics
    fixed = evaluate(sr.load(), {"rack.racks": np.array([8.0]), "mass.thrust": np.array([0.68])})
    assert fixed.result("orbit.raise_time")[0] > 8 * swept.result("orbit.raise_time")[1]


def test_laws_of_size():
    assert power.width_for.si(width=6.0, power=400e3) == pytest.approx(12.0)
    assert rack.block_surface.si(height=1.0, width=1.0, depth=1.0, racks=8) == pytest.approx(24.0)


def test_a_cap_costs_tokens_on_both_sides():
    """By hand: 100 of 120 kW saves a sixth of the power and costs 0.4 of that: 395,940 (1 − 0.4/6) tokens a second; the hours are the same."""
    _, x = numbers()
    assert x["rack.throughput"] == pytest.approx(395_940 * (1 - 0.4 / 6))
    _, full = numbers(**{"rack.rated_power": "100 kW"})
    for side in ("cost", "ground.texas"):
        assert full[f"{side}.per_gpu_hour"] == x[f"{side}.per_gpu_hour"]
        assert x[f"{side}.per_million_tokens"] / full[f"{side}.per_million_tokens"] == pytest.approx(1 / (1 - 0.4 / 6))


def test_upsets_take_a_share_of_orbit_s_hours_alone():
    _, x = numbers()
    assert x["cost.upset_share"] == pytest.approx(1 - 0.013) and x["ground.texas.upset_share"] == 1
    _, none = numbers(**{"rack.upset_overhead": 0})
    assert none["cost.per_gpu_hour"] / x["cost.per_gpu_hour"] == pytest.approx(0.987)


@pytest.mark.parametrize(
    ("changes", "check"),
    [
        ({"launch.vehicle": "electron"}, "Rack within fairing"),
        ({"power.blanket_width": "25 m"}, "Folded wing within fairing"),
        ({"launch.satellite_loss": "3 %/year"}, "Probability of disposal in time"),
        ({"mass.controlled_entry": "no"}, "Casualty expectation within limit"),
    ],
)
def test_each_new_check_can_fail(changes, check):
    failed = [one.name for one in sr.compare(sr.load().but(changes)).checks if not one.passed]
    assert check in failed and check not in [one.name for one in sr.compare().checks if not one.passed]
