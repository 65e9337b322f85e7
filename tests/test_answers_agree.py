"""Answers that stand in several places agree: regions, fleets, margins, worst cases; and refusals say what would mend them."""

import dataclasses
import json

import numpy as np
import pytest
from support.command import mistake

import sunrack as sr
from sunrack.catalogue import place
from sunrack.study.against import choose_region

OWN = {"ground": {"regions": ["us-east"], "us-east": {"base": "n-virginia", "power_price": "0.09 USD/kWh"}}}


def test_every_command_leads_with_the_region_of_the_report(run):
    """India is cheaper than Texas, but its numbers are weakly sourced."""
    words = ("--region", "india", "--region", "texas")
    chosen = choose_region(sr.load().but({"ground.regions": ["india", "texas"]}))[1]
    assert chosen == "texas" == sr.compare(sr.load().but({"ground.regions": ["india", "texas"]})).answer_region
    assert f"as much in orbit as in {place(chosen)} (ratio" in run("when", *words).out.replace("\n", " ")
    assert "parity --against texas" in run("breakeven", "launch.price", *words).out.replace("\n", " ")


@pytest.mark.slow
def test_a_region_of_one_s_own_is_named_and_not_its_base(run, tmp_path):
    own = tmp_path / "own.toml"
    own.write_text(sr.load(OWN).to_toml(), encoding="utf-8")
    said = run("parity", str(own)).out + run("optimize", str(own), "--over", "orbit.altitude=600 km:640 km").out
    assert said.count("us-east") >= 2 and "Northern Virginia" not in said


def test_where_all_regions_give_one_answer_it_stands_once(run):
    told = run("breakeven", "launch.price").out
    assert "each of 4 regions" in told and "Georgia" not in told
    told = run("breakeven", "ground.operations", "rack-100kw-claimed").out
    assert "each of" not in told and "Georgia" in told


@pytest.mark.parametrize("power", ["0.05 MW", "0.15 MW", "100 MW"])
def test_the_power_of_a_fleet_is_that_of_its_whole_racks(power):
    found = sr.findings(sr.compare(sr.load().but({"launch.fleet_power": power})), "first_page")
    assert found.power == pytest.approx(0.1 * found.satellites)


def test_what_fits_no_vehicle_never_serves():
    c = sr.compare("rack-100kw-flown")
    assert c.result("launch.satellites_per_launch") == 0
    assert c.result("clock.time_to_first_token") == np.inf and c.result("clock.time_to_first_token_p10") == np.inf
    assert "first satellite: never" in str(sr.report(c))


@pytest.mark.parametrize("clock", ["06:00", "09:00", "12:00", "15:00"])
def test_the_worst_case_of_a_drift_is_no_better_than_the_orbit_without_it(clock):
    c = sr.compare(sr.load().but({"orbit.local_time": clock}))
    drift = sr.findings(c, "orbit").drift
    assert drift.longest_eclipse >= c.result("orbit.longest_eclipse") - 1e-9
    assert drift.eclipse_days >= c.result("orbit.eclipse_days")


def test_a_margin_says_its_unit_as_its_result_does(run):
    c = sr.compare()
    for row in json.loads(run("report", "--format", "json").out)["checks"]:
        assert row["margin_unit"] == c.to_dict()[f"checks.{row['slug']}.margin"]["unit"]
        assert row["margin"] == pytest.approx(c.result(f"checks.{row['slug']}.margin"))


def test_a_key_of_a_region_is_swept_for_results_that_it_moves():
    over = {"ground.ireland.power_price": ["0.1 USD/kWh", "0.5 USD/kWh"]}
    with pytest.raises(ValueError, match=r"moves no result of texas. Ask for compare.ireland.cost_ratio"):
        sr.sweep(None, over, results=["cost.per_gpu_hour", "compare.texas.cost_ratio"])
    low, high = sr.sweep(None, over, results=["compare.ireland.cost_ratio"])["compare.ireland.cost_ratio"].values
    assert low > high
    assert len(set(sr.sweep(None, over)["compare.ireland.cost_ratio"].values)) == 2


def test_equal_scenarios_differ_in_nothing(run):
    assert run("compare", "rack-100kw", "rack-100kw").out.count("None.") == 2
    assert "orbit.sunlit_fraction" not in run("compare", "rack-100kw", "rack-gb200").out


def test_a_front_of_one_design_is_that_design():
    front = sr.pareto(over={"orbit.altitude": "600 km:700 km"}, points=4)
    assert len(front.rows) == len(front.scenarios) == 1


def test_answers_as_plain_data_are_the_numbers_of_the_answers():
    even = sr.breakeven("rack-100kw-claimed", "ground.texas.power_price")
    row = even.to_dict()["crossings"]["gpu-hour"]
    assert row["value"] == pytest.approx(even.crossings["gpu-hour"].value.to("USD/kWh").magnitude)
    slopes = sr.partials(of=["mass.wet"], wrt=["orbit.altitude"])
    assert slopes.to_dict()["mass.wet"]["orbit.altitude"]["value"] == slopes["mass.wet", "orbit.altitude"].magnitude
    found = sr.sensitivity()
    assert [one["key"] for one in found.to_dict()["drivers"]] == [one.key for one in found.drivers]


@pytest.mark.parametrize("name", ["si", "low", "value", "anything"])
def test_a_value_refuses_every_name(name):
    value = sr.load().orbit.altitude
    with pytest.raises(dataclasses.FrozenInstanceError, match="but"):
        setattr(value, name, 1.0)
    with pytest.raises(dataclasses.FrozenInstanceError):
        delattr(value, name)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["breakeven", "mass.wet"], "Results are no inputs"),
        (["breakeven", "power.cell"], "a choice. Use sunrack sweep"),
        (["breakeven", "ground.*.power_price"], "such as ground.texas.power_price"),
        (["report", "--set", "launch.price=5 dollars/kg"], "dollars are written USD"),
        (["report", "--set", "power.battery_rate_limit=1 C"], '1/hour for a C-rate ("2 1/hour")'),
        (["report", "--set", "ground.texas.foo.bar=5"], "ground.texas.foo  Unknown key"),
        (["optimize", "--margin", "radiator_above_sink=5 degC"], 'needs a difference, for example "5 delta_degC"'),
        (
            ["sample", "-n", "8", "--set", "launch.price=200 USD/kg", "--only", "launch.price"],
            "has no range in this scenario",
        ),
        (["report", "--format", "xlsx"], "add --output report.xlsx"),
    ],
)
def test_a_refusal_says_what_mends_it(run, words, said):
    assert mistake(run(*words), said)


def test_a_law_that_is_used_beyond_its_range_stands_in_no_line_of_the_file(run, tmp_path):
    file = tmp_path / "high.toml"
    file.write_text('[orbit]\naltitude = "1400 km"\n', encoding="utf-8")
    rows = run("check", str(file)).out.splitlines()
    assert any(row.strip().startswith("line 2") and "orbit.altitude" in row for row in rows)
    assert any("orbit.dose.dose_rate" in row and "line" not in row.split("orbit.dose")[0] for row in rows)
