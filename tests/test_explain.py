"""Explanations: what is shown gives the result, to the last digits; and every leaf says where it is from."""

import json
import re

import numpy as np
import pytest

import sunrack as sr
from sunrack.explanation import drawn
from sunrack.explanation.recording import recording
from sunrack.explanation.units import NUMBERS
from sunrack.section import plain
from sunrack.trace.encoded import recomputed
from sunrack.trace.marks import FUNCTIONS
from sunrack.units.laws import LAWS

CASES = {
    "default": sr.load().but({"ground.regions": ["texas", "n-virginia"]}),
    "claimed": sr.load("rack-100kw-claimed").but({"ground.regions": ["texas"]}),
    "other": sr.load().but(
        {
            "power.eclipse_policy": "sleep",
            "attitude.radiator": "anti-sun",
            "orbit.altitude": "1100 km",
            "launch.vehicle": "falcon-9",
            "ground.regions": ["india", "memphis-on-site"],
        }
    ),
}


def printed(e):
    """What an explanation writes as JSON, read again."""
    return json.loads(json.dumps(e.to_dict(), allow_nan=False))


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_every_result_follows_from_the_leaves_that_are_printed(name):
    """All the way down to the scenario's values, from the JSON text alone."""
    case, wrong = CASES[name], {}
    told = sr.compare(case).to_dict()
    for result, row in told.items():
        e = sr.explain(case, result, depth=None)
        data = printed(e) if name == "other" else json.loads(json.dumps(e._data(e._bones)))  # the same, and faster
        found = np.ravel(recomputed(data))[0]
        if isinstance(row["value"], str):
            same = str(found) == row["value"]
        else:
            number = plain(float(found), recording(case).graph("").unit(result))
            same = np.allclose(number, row["value"], rtol=1e-12, atol=0, equal_nan=True)
        if not same:
            wrong[result] = found, row["value"]
    assert wrong == {} and len(told) > 250


@pytest.mark.slow
@pytest.mark.parametrize(
    "result", ["cost.per_gpu_hour", "compare.texas.net_present_value", "ground.texas.time_to_power"]
)
@pytest.mark.parametrize("depth", [1, 2, 5])
def test_a_result_follows_from_what_a_shallow_tree_shows(result, depth):
    data = printed(sr.explain(None, result, depth=depth))
    value = sr.compare()[result].to_base_units().magnitude
    assert np.ravel(recomputed(data))[0] == pytest.approx(value, rel=1e-12)
    assert any(node["kind"] == "cut" for node in data["nodes"].values())


def test_a_changed_leaf_changes_the_result_as_the_scenario_does():
    """The data is a model of its own: with another number in a leaf it gives what a scenario with that number gives."""
    data = printed(sr.explain(None, "mass.wet", depth=None))
    leaf = next(node for node in data["nodes"].values() if node.get("key") == "mass.structure_fraction")
    leaf["si"] = [0.2]
    told = sr.compare(sr.load().but({"mass.structure_fraction": 0.2}))["mass.wet"].magnitude
    assert np.ravel(recomputed(data))[0] == pytest.approx(told, rel=1e-12)
    assert told != pytest.approx(sr.compare()["mass.wet"].magnitude, rel=1e-3)


def test_an_explanation_that_does_not_give_its_result_is_refused(monkeypatch):
    made = recording(sr.load())
    monkeypatch.setitem(made.results, "mass.wet", {"value": 1.0, "unit": "kg"})
    with pytest.raises(RuntimeError, match=r"the explanation of mass\.wet gives .* but the result is 1\.0"):
        sr.explain(sr.load(), "mass.wet")


def test_a_leaf_says_its_range_its_source_and_how_good_that_is():
    nodes = sr.explain(None, "cost.per_gpu_hour").to_dict()["nodes"]
    leaf, value = nodes["finance.cost_of_capital"], sr.load().values()["finance.cost_of_capital"]
    assert leaf["kind"] == "input" and leaf["value"] == value.quantity.magnitude and leaf["unit"] == value.unit
    assert leaf["range"] == [value.in_unit(value.low).magnitude, value.in_unit(value.high).magnitude]
    assert leaf["source"] == value.source and leaf["why"] == value.why
    assert leaf["tier"] == sr.catalogue.tier(value.source)


def test_a_law_is_one_node_with_its_equation_its_source_and_its_arguments():
    nodes = sr.explain(None, "thermal.radiator_area").to_dict()["nodes"]
    law = nodes["thermal.working_area"]
    assert law["kind"] == "law" and law["law"] == "thermal.radiator.radiator_area_along_coolant"
    assert law["equation"].startswith("A = Q / ") and law["law_source"].startswith("incropera-2007")
    assert law["arguments"]["heat"] == {"ref": "thermal.heat"}
    text = str(sr.explain(None, "thermal.radiator_area"))
    assert "sink = thermal.sink_temperature: " in text and "A = Q / (n ε σ" in text


def test_a_value_is_shown_once():
    lines = str(sr.explain(None, "cost.per_gpu_hour", depth=4)).splitlines()
    full = [line.split(":")[0].split(" = ")[-1].strip() for line in lines if "(shown " not in line]
    assert len(full) == len(set(full)) and any("(shown above)" in line for line in lines)


@pytest.mark.slow
def test_what_is_cut_says_what_moves_it():
    """Held against two scenarios of their own."""
    cut = sr.explain(None, "cost.per_gpu_hour").to_dict()["nodes"]["paid"]
    key, share = next(iter(cut["moved_by"].items()))
    more = sr.load().values()[key]
    case = sr.load().but({key: f"{float(more.quantity.magnitude) * 1.01!r} {more.unit}".strip()})
    moved = sr.explain(case, "cost.per_gpu_hour").to_dict()["nodes"]["paid"]["value"]
    assert 100 * (moved / cut["value"] - 1) == pytest.approx(share, rel=1e-6)
    assert list(map(abs, cut["moved_by"].values())) == sorted(map(abs, cut["moved_by"].values()), reverse=True)


def test_the_altitude_moves_what_the_orbits_year_decides():
    nodes = sr.explain(None, "orbit.sunlit_fraction", depth=1).to_dict()["nodes"]
    moved = nodes["solve_year.mean_fraction"]["moved_by"]
    more = sr.compare({"orbit.altitude": "656.5 km"})["orbit.sunlit_fraction"].magnitude
    less = sr.compare()["orbit.sunlit_fraction"].magnitude
    assert moved["orbit.altitude"] == pytest.approx(100 * ((1 - more) / (1 - less) - 1), rel=1e-9)


def test_the_orbits_year_and_the_quantiles_of_waits_are_functions_with_their_inputs():
    year = sr.explain(None, "orbit.sunlit_fraction").to_dict()["nodes"]["solve_year.mean_fraction"]
    assert year["kind"] == "function" and [*year["arguments"]] == "altitude inclination local_time year shadow".split()
    wait = sr.explain(None, "ground.texas.time_to_power").to_dict()["nodes"]["ground.texas.time_to_power"]
    assert (wait["law"], wait["part"]) == ("gates.quantiles", 1)
    assert {"orbit.year.solve_year", "gates.quantiles", "power.days.worst_day"} <= FUNCTIONS.keys()


def test_of_a_choice_the_branch_that_is_taken_is_shown():
    """The ground's plant comes before the grid or not: one of the two stands in the tree."""
    text = str(sr.explain(None, "launch.binding_limit", depth=None))
    assert text.startswith("launch.binding_limit: mass")
    low = str(sr.explain(None, "cost.link_share", depth=1))
    assert "min(link.workload_margin, 1 ←)" in low


def test_the_tree_folds_in_a_notebook_and_draws_as_a_flowchart():
    e = sr.explain(None, "cost.per_gpu_hour")
    page = e._repr_html_()
    assert page.count("<details") == page.count("</details>") > 3 and page.count("<div") == page.count("</div>")
    assert "<script" not in page and "yearly / cost.gpu_hours_per_year" in page
    chart = sr.explain(None, "cost.per_gpu_hour", depth=6).to_mermaid().splitlines()
    assert chart[0] == "flowchart RL" and all(re.match(r"  n\d+", line) for line in chart[1:])
    boxes = [line for line in chart if "-->" not in line]
    assert len(boxes) < 30, "deeper levels than three are left out"
    listed = e.to_markdown().splitlines()
    assert listed[0].startswith("- `cost.per_gpu_hour`: **") and all(line.lstrip().startswith("- ") for line in listed)


def test_inner_values_have_the_unit_of_the_result_or_input_that_they_belong_to():
    nodes = sr.explain(None, "clock.time_to_first_token", depth=None).to_dict()["nodes"]
    values = sr.load().values()
    first, low = nodes["p50"], nodes["cost.build_time.low"]
    assert first["unit"] == "month" and low["unit"] == values["cost.build_time"].unit
    assert low["value"] == pytest.approx(values["cost.build_time"].in_unit(values["cost.build_time"].low).magnitude)
    climb = sr.compare()["orbit.raise_time"].to("month").magnitude
    assert first["value"] + climb == pytest.approx(nodes["clock.time_to_first_token"]["value"], rel=1e-12)
    assert nodes["acceleration"]["unit"] == "m/s²" and nodes["drag_area"]["unit"] == "m²"
    waits = [one for name, one in nodes.items() if name in ("total", "build_time", "licence_time", "checkout_time")]
    assert {one["unit"] for one in waits} == {"month"}
    text = str(sr.explain(None, "clock.time_to_first_token"))
    assert "p50: 38.56 months" in text and "with climb = 0 months" in text


def test_a_torque_is_no_energy_and_a_short_time_no_share_of_a_month():
    held = sr.explain(None, "mass.wet", depth=None)
    units = {node.text: held.shown_unit(node) for node in held.nodes}
    assert units["lasting"] == units["yearly_gravity_torque"] == "N·m" and units["power.battery_energy"] == "kWh"
    clock = sr.explain(None, "clock.time_to_first_token", depth=None)
    eclipses = {clock.shown_unit(node) for node in clock.nodes if node.text == "eclipse_time"}
    assert eclipses == {"min"}


@pytest.mark.parametrize("name", ["default", "other"])
def test_arithmetic_gives_the_kinds_that_laws_and_results_declare(name):
    """Independent: the unit that each step between laws has by what it takes is the one that its answer is declared to have."""
    made = recording(CASES[name])
    names = {one.slot: one.text for one in made.program.names if one.rank == "result"}
    compared = {one.slot for one in made.program.names if one.text.startswith(NUMBERS)}  # divided by a unit
    found = {step.slot: made.kinds.answer(step) for step in made.kinds.open if step.slot not in compared}
    wrong = {names.get(slot) for slot, one in found.items() if one is not None and one != made.kinds.powers[slot]}
    constants = {"checks.sun_synchronous_orbit.margin", "orbit.dose", "orbit.dose_low", "orbit.dose_high"}
    assert wrong <= constants  # a constant or a table has a unit that is written nowhere
    assert sum(one is not None for one in found.values()) > 1000


def test_every_law_has_an_equation_and_a_source_to_show():
    recording(sr.load())
    laws = [law for law in LAWS.values() if not law.name.startswith("test")]  # tests make laws of their own
    assert [law.name for law in laws if not (law.equation and law.source)] == []


def test_four_digits_in_the_text_and_seventeen_in_the_data():
    e = sr.explain(None, "cost.per_gpu_hour", depth=1)
    assert str(e).startswith(f"cost.per_gpu_hour: {e.value:.4g} USD/hour = ")
    assert float(json.dumps(e.to_dict()["value"])) == sr.compare().to_dict()["cost.per_gpu_hour"]["value"]


@pytest.mark.slow
@pytest.mark.parametrize(
    "changes", [{"orbit.altitude": "9000 km"}, {"mass.structure_fraction": 0.9}, {"thermal.coolant_supply": "250 K"}]
)
def test_a_design_that_cannot_be_built_is_explained_too(changes):
    e = sr.explain(sr.load().but(changes), "cost.per_gpu_hour", depth=None)
    assert json.dumps(e.to_dict()) and drawn.as_text(e)


def test_a_name_that_is_no_result_is_refused_with_the_nearest(run):
    with pytest.raises(KeyError, match=r"Did you mean \"mass\.wet\""):
        sr.explain(None, "mass.wett")
    with pytest.raises(ValueError, match="depth must be a whole number"):
        sr.explain(None, "mass.wet", depth=0)
    told = run("explain", "mass.wett")
    assert told.code == 2 and 'Did you mean "mass.wet"' in told.err and "Traceback" not in told.err


def test_a_comparison_without_a_region_is_that_of_the_answer():
    c = sr.compare(against="n-virginia")
    assert sr.explain(c, "compare.cost_ratio", depth=1).name == "compare.n-virginia.cost_ratio"
    assert sr.explain(None, "compare.cost_ratio", depth=1).name == f"compare.{sr.compare().answer_region}.cost_ratio"


@pytest.mark.slow
def test_the_command_gives_each_form(run, tmp_path):
    assert run("explain", "mass.wet", "--depth", "1").out.startswith("mass.wet: ")
    assert json.loads(run("explain", "mass.wet", "--depth", "1", "--format", "json").out)["result"] == "mass.wet"
    assert run("explain", "mass.wet", "--format", "mermaid").out.startswith("flowchart RL")
    file = tmp_path / "wet.md"
    told = run("explain", "mass.wet", "--set", "mass.structure_fraction=0.2", "--format", "md", "-o", str(file))
    assert told.code == 0 and told.out == "" and "wrote " in told.err
    assert "`mass.structure_fraction`: **0.2**" in file.read_text(encoding="utf-8")
    assert run("explain", "mass.wet", "--depth", "-1").code == 2


def test_a_check_is_explained_by_its_title_and_what_is_compared():
    told = str(sr.explain(sr.compare(), "checks.dose.passed", depth=2))
    assert told.startswith("Ionising dose within tolerance: ")
    assert "checks.dose.passed: 1 = actual ≤ permitted" in told and "permitted: 2000" in told
    gate = str(sr.explain(sr.compare(), "ground.texas.binding_gate", depth=1))
    assert "grid connection = entry gate, counted from 0, of [site control, moratorium," in gate


@pytest.mark.parametrize("slug", [one.slug for one in sr.compare().checks])
def test_numbers_that_a_check_compares_are_in_its_unit_and_carry_no_other(slug):
    c = sr.compare()
    check = {one.slug: one for one in c.checks}[slug]
    nodes = sr.explain(c, f"checks.{slug}.margin").to_dict()["nodes"]
    compared = {"left", "required", "permitted", "actual", "number", "number #2"}
    found = {name: node for name, node in nodes.items() if name in compared}
    assert all(node["unit"] in ("", check.unit) for node in found.values()), found
    both = (pytest.approx(check.value), pytest.approx(check.limit))
    assert all(node["value"] in both for name, node in found.items() if name != "left"), found
