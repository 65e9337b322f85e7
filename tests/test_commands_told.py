"""The commands that a page tells a reader to run: they name the scenario of that page, or say that none does."""

import shlex
from dataclasses import replace

import pytest

import sunrack as sr
from sunrack.commands import command, scenario_words
from sunrack.study.crossing import together


@pytest.mark.parametrize("name", ["rack-100kw", "rack-100kw-claimed"])
def test_the_words_of_a_shipped_scenario_load_it_again(name):
    words = shlex.split(scenario_words(sr.load(name)))
    assert sr.load(*words) == sr.load(name)
    assert words == ([] if name == "rack-100kw" else [name])


def test_the_words_of_a_file_are_quoted_for_a_shell(tmp_path):
    file = tmp_path / "my rack's.toml"
    file.write_text('orbit.altitude = "700 km"\n')
    case = sr.load(file)
    assert shlex.split(command(case, "parity", "--against texas"))[1:] == ["parity", str(file), "--against", "texas"]
    file.write_text('orbit.altitude = "800 km"\n')
    assert scenario_words(case) is None  # the file is another scenario by now


def test_no_command_names_a_mapping_standard_input_or_a_scenario_with_changes():
    changed = sr.load().but({"orbit.altitude": "700 km"})
    for case in (sr.load({"orbit.altitude": "700 km"}), changed, sr.scenario.read(b"", "standard input")):
        assert scenario_words(case) is None
        assert command(case, "parity", "--against texas") == "sunrack parity with the same scenario and --against texas"


def test_another_region_is_no_change_since_a_command_has_an_option_for_it():
    case, region = sr.load("rack-100kw-claimed").against("nordics")
    assert case != sr.load("rack-100kw-claimed")
    assert command(case, "parity", f"--against {region}") == "sunrack parity rack-100kw-claimed --against nordics"


def test_the_pages_name_the_scenario_in_the_commands_that_they_tell(run):
    page = run("report", "rack-100kw-claimed").out
    assert "sunrack optimize rack-100kw-claimed" in page and "sunrack parity rack-100kw-claimed" in page
    case = sr.load("rack-100kw-claimed")
    assert together(case, "texas").endswith("sunrack parity rack-100kw-claimed --against texas")


@pytest.mark.parametrize("name", ["x" * 10_000, "a\0b.toml"])
def test_a_name_that_no_file_can_have_is_no_file(name):
    assert scenario_words(replace(sr.load(), name=name)) is None
