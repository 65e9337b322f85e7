"""`report --section`: the sections asked for and no other, and the temperatures of the heat section as a table."""

import csv
import io
import json

import pytest

import sunrack as sr
from sunrack.cli import reports
from sunrack.report import SECTIONS


@pytest.fixture(scope="module")
def nominal():
    return sr.compare()


def test_the_command_knows_the_sections_of_the_page():
    assert (*reports._SECTIONS, *reports._ASKED) == SECTIONS


def test_the_page_holds_the_first_page_and_the_section(nominal):
    whole, some = sr.report(nominal, full=True), sr.report(nominal, sections=["heat"])
    titles = [one.text for one in some.blocks if type(one).__name__ == "Heading"]
    assert titles == ["Thermal"]
    assert [one for one in whole.blocks if one in some.blocks] == list(some.blocks)
    assert list(sr.report(nominal).blocks) == list(some.blocks)[: len(sr.report(nominal).blocks)]


def test_json_holds_the_findings_of_the_section_alone(nominal):
    found = sr.report(nominal, sections=["carbon", "mass"]).to_dict()["findings"]
    assert list(found) == ["first_page", "carbon", "mass"]
    assert found["mass"] == sr.report(nominal).to_dict()["findings"]["mass"]


def test_a_section_that_there_is_not_is_refused_with_the_nearest(nominal):
    with pytest.raises(ValueError, match='Did you mean "heat"'):
        sr.report(nominal, sections=["heta"])


def test_temperatures_against_time_as_csv_are_the_findings(run, nominal):
    rows = list(csv.DictReader(io.StringIO(run("report", "--section", "heat", "--format", "csv").out)))
    courses = sr.findings(nominal, "heat").courses
    for name in ("eclipse_hot", "eclipse_cold", "safe_mode"):
        course = getattr(courses, name)
        mine = [row for row in rows if row["course"] == name]
        assert [float(row["time_min"]) for row in mine] == pytest.approx(course.time, rel=1e-5)
        assert [float(row["array_K"]) for row in mine] == pytest.approx(course.array, rel=1e-5)
        assert [float(row["coolant_supply_K"]) for row in mine] == pytest.approx(course.coolant_supply, rel=1e-5)
    assert {row["course"] for row in rows} == {"eclipse_hot", "eclipse_cold", "safe_mode"}


def test_without_a_heat_balance_the_csv_has_names_alone(run):
    text = run(
        "report",
        "--set",
        "thermal.coolant_supply=-60 degC",
        "--set",
        "thermal.coolant_return=-59 degC",
        "--section",
        "heat",
        "--format",
        "csv",
    ).out
    assert text.splitlines()[0].startswith("course,time_min")


def test_csv_of_another_section_is_refused(run):
    for asked in ([], ["--section", "mass"], ["--section", "heat,mass"]):
        refused = run("report", *asked, "--format", "csv")
        assert refused.code and "--section heat" in refused.err


def test_a_section_is_plain_json_in_the_shell(run):
    assert list(json.loads(run("report", "--section", "orbit", "--format", "json").out)["findings"]) == [
        "first_page",
        "orbit",
    ]
