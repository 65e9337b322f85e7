"""Schemas and reference pages: what ships is valid by them, what is wrong is refused, and no page is stale."""

import json
import runpy
import tomllib
from pathlib import Path

import jsonschema
import pytest

import sunrack as sr
from sunrack.reference import keys
from sunrack.scenario import SECTIONS, shipped, shipped_text
from sunrack.units.laws import LAWS

ROOT = Path(__file__).parents[1]
BAD = ROOT / "tests" / "bad"
SCENARIO = jsonschema.Draft202012Validator(sr.schema("scenario"))
REPORT = jsonschema.Draft202012Validator(sr.schema("report"))


def said(validator, content):
    """Where a schema finds something wrong."""
    return {".".join(map(str, one.absolute_path)) or "(top)" for one in validator.iter_errors(content)}


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["scenario", "report"])
def test_a_schema_is_one_of_draft_2020_12(kind):
    made = sr.schema(kind)
    jsonschema.Draft202012Validator.check_schema(made)
    assert made["$schema"].endswith("2020-12/schema") and json.loads(json.dumps(made)) == made


@pytest.mark.parametrize("name", shipped())
def test_every_shipped_scenario_is_valid_by_the_schema(name):
    assert said(SCENARIO, tomllib.loads(shipped_text(name))) == set()
    assert said(SCENARIO, tomllib.loads(sr.load(name).to_toml())) == set()


@pytest.mark.parametrize(
    ("file", "places"),
    [
        ("misspelt", {"(top)", "orbit", "thermal", "power.cell", "power.eclipse_policy"}),
        (
            "numbers",
            {"rack.power", "rack.mass", "orbit.altitude", "orbit.year", "power.avionics_power"},
        ),
        ("shapes", {"base"}),
        ("tables", {"orbit", "title", "ground.regions"}),
    ],
)
def test_a_bad_scenario_is_refused_by_the_schema(file, places):
    """A schema sees names, shapes and the form of a number, but not whether a unit fits its key."""
    found = said(SCENARIO, tomllib.loads((BAD / f"{file}.toml").read_text(encoding="utf-8")))
    assert found >= places, found


@pytest.mark.parametrize(
    "content",
    [
        {"orbit": {"altitude": "1400 km", "local_time": "06:00"}},
        {"orbit": {"altitude": {"value": "650 km", "low": "600 km", "high": "700 km"}}},
        {"thermal": {"emissivity": 0.9, "fin_efficiency": "90 %"}, "rack": {"racks": 2}},
        {"finance": {"cost_of_capital": "8 %/year"}, "launch": {"price": {"value": "200 USD/kg", "year": 2025}}},
        {"ground": {"regions": ["all"], "texas": {"power_price": "5e-2 USD/kWh"}, "mine": {"base": "texas"}}},
        {"mass": {"controlled_entry": True}, "power": {"battery_rate_limit": "1 1/hour"}},
    ],
)
def test_what_loads_is_valid_by_the_schema(content):
    try:
        sr.load(content)
    except sr.ScenarioError as problem:
        pytest.fail(str(problem))
    assert said(SCENARIO, content) == set()


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ({"thermal": {"emissivity": 1.2}}, "thermal.emissivity"),
        ({"thermal": {"emissivity": True}}, "thermal.emissivity"),
        ({"orbit": {"altitude": 650}}, "orbit.altitude"),
        ({"orbit": {"altitude": {"value": "650 km", "lo": "600 km"}}}, "orbit.altitude"),
        ({"ground": {"regions": []}}, "ground.regions"),
        ({"ground": {"texas": {"power_prise": "5 USD/kWh"}}}, "ground.texas"),
        ({"rack": {"racks": 1.5}}, "rack.racks"),
    ],
)
def test_what_does_not_load_is_refused_by_the_schema(content, place):
    with pytest.raises(sr.ScenarioError):
        sr.load(content)
    assert place in said(SCENARIO, content)


def test_the_schema_has_every_key_with_its_unit_and_its_bounds():
    made = sr.schema()["properties"]
    for room, section in SECTIONS.items():
        for key in section.model_fields:
            assert key in made[room]["properties"], f"{room}.{key}"
    emissivity = made["thermal"]["properties"]["emissivity"]["description"]
    assert "Unit: none" in emissivity and "at most 1" in emissivity
    assert "Unit: km" in made["orbit"]["properties"]["altitude"]["description"]


def test_a_record_in_the_schema_has_the_keys_that_a_value_may_have():
    from sunrack.reading import _RECORD_KEYS

    record = sr.schema()["properties"]["orbit"]["properties"]["altitude"]["anyOf"][-1]
    assert record["properties"].keys() == _RECORD_KEYS


@pytest.mark.parametrize("changes", [{}, {"orbit.altitude": "9000 km"}, {"ground.regions": ["india"]}])
def test_a_report_is_valid_by_its_schema(changes):
    from sunrack.report import as_json

    assert said(REPORT, json.loads(as_json(sr.compare(sr.load().but(changes)), ["money"]))) == set()
    assert "verdict" in said(REPORT, {**json.loads(as_json(sr.compare(), ["money"])), "verdict": {}})


def test_results_lists_every_result_with_a_meaning():
    listed = {one.name: one for one in sr.results()}
    for name, row in sr.compare().to_dict().items():
        room, _, rest = name.partition(".")
        generic = f"{room}.<region>.{rest.partition('.')[2]}" if room in ("ground", "compare") else name
        assert listed[generic].unit == row["unit"], name
    assert [name for name, one in listed.items() if not one.about] == []
    assert listed["thermal.working_area"].law == "thermal.radiator.radiator_area_along_coolant"
    assert {one.law for one in listed.values() if one.law} <= LAWS.keys()
    assert sum(1 for one in listed.values() if one.law) > 80


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        ("mass.wet", ["mass.wet"]),
        ("compare.texas.cost_ratio", ["compare.<region>.cost_ratio"]),
        ("compare.*.cost_ratio", ["compare.<region>.cost_ratio"]),
        ("clock.*", None),
    ],
)
def test_results_by_part_of_a_name_or_a_pattern(pattern, names):
    found = [one.name for one in sr.results(pattern, laws=False)]
    assert found == names if names else all(name.startswith("clock.") for name in found) and found


def test_no_result_fits_and_the_nearest_is_named(run):
    with pytest.raises(KeyError, match=r"Did you mean \"mass\.wet\""):
        sr.results("mass.wett")
    told = run("results", "mass.wett")
    assert told.code == 2 and 'Did you mean "mass.wet"' in told.err


def test_the_commands_print_results_and_schemas(run, tmp_path):
    assert "thermal.radiator_area" in run("results", "radiator").out
    (row,) = json.loads(run("results", "thermal.working_area", "--format", "json").out)
    assert row["law"] == "thermal.radiator.radiator_area_along_coolant" and row["unit"] == "m²"
    assert json.loads(run("schema").out) == sr.schema("scenario")
    file = tmp_path / "report.schema.json"
    assert run("schema", "report", "-o", str(file)).code == 0
    assert json.loads(file.read_text(encoding="utf-8")) == sr.schema("report")
    told = run("schema", "scenari")
    assert told.code == 2 and 'Did you mean "scenario"' in told.err


def test_init_names_the_schema_for_editors(run, tmp_path):
    file = tmp_path / "my.toml"
    told = run("init", str(file))
    text = file.read_text(encoding="utf-8")
    assert text.startswith("#:schema ./scenario.schema.json\n") and sr.load(file).values() == sr.load().values()
    assert "sunrack schema -o " in told.err


def test_every_key_has_a_meaning_and_says_what_is_allowed():
    listed = keys()
    assert [one.key for one in listed if not one.about or not one.allowed] == []
    assert {one.key for one in listed} >= {key for key in sr.load().values() if not key.startswith("ground.")}


def test_no_reference_page_is_stale():
    """To write them: python tools/reference.py."""
    pages = runpy.run_path(str(ROOT / "tools" / "reference.py"))["pages"]()
    assert len(pages) == 4
    for name, text in pages.items():
        assert (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8") == text, "run: python tools/reference.py"


def test_the_licences_are_those_of_the_packages_that_pyproject_requires():
    """To write the page: python tools/licences.py. What the packages require in turn differs with their versions."""
    tool = runpy.run_path(str(ROOT / "tools" / "licences.py"))
    page = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")
    for part, names in zip(
        page.split("## ")[1:3], (tool["direct"](), set().union(*map(tool["direct"], tool["EXTRAS"]))), strict=True
    ):
        assert {line.split(" | ")[0][2:] for line in part.splitlines() if " | yes | " in line} == names
    assert all(
        len(line.split(" | ")) == 3 and "see the package" not in line for line in page.splitlines() if "| no |" in line
    )
    assert tool["data"]() in page
