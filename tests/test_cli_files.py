"""The commands on files and shelves: init, check, sources, catalogue."""

import json
import re
import tomllib
from pathlib import Path

import pytest
from support.command import mistake

import sunrack as sr
from sunrack.catalogue import KINDS, records
from sunrack.scenario import shipped

BAD = sorted((Path(__file__).parent / "bad").glob("*.toml"))
HEAVY = ("numpy", "scipy", "xarray", "astropy", "matplotlib", "pandas")


# ----------------------------------------------------------------- init and check


@pytest.mark.slow
def test_init_writes_a_complete_scenario_equal_to_the_default(run, tmp_path):
    path = tmp_path / "my.toml"
    told = run("init", str(path))
    assert told.code == 0 and told.out == "" and told.err.startswith(f"wrote {path}")
    assert sr.load(path).values() == sr.load().values()
    assert run("init").out == path.read_text(encoding="utf-8")
    assert path.read_text(encoding="utf-8").count("\n#") > 50
    mine = json.loads(run("report", str(path), "--format", "json").out)["results"]
    assert mine == json.loads(run("report", "--format", "json").out)["results"]


def test_init_never_overwrites(run, tmp_path):
    path = tmp_path / "my.toml"
    path.write_text("mine")
    assert mistake(run("init", str(path)), "already exists and was not changed")
    assert path.read_text() == "mine"
    assert mistake(run("init", str(tmp_path)), "is a folder")


@pytest.mark.parametrize("name", shipped())
def test_init_from_each_stance(run, tmp_path, name):
    path = tmp_path / "my.toml"
    assert run("init", str(path), "--base", name).code == 0
    assert tomllib.loads(path.read_text(encoding="utf-8"))["title"] == sr.load(name).title
    assert sr.load(path).values() == sr.load(name).values()


def test_init_from_an_unknown_stance(run):
    assert mistake(run("init", "--base", "rack-100"), 'Did you mean "rack-100kw"?')


@pytest.mark.parametrize("name", shipped())
def test_check_of_what_ships(run, name):
    told = run("check", name)
    assert told.code == 0 and "is valid" in told.out and told.err == ""


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_check_of_what_is_wrong(run, path):
    told = run("check", str(path))
    assert told.code == 2 and told.err == "" and "problem" in told.out
    listed = re.sub(r"line \d+ ", "", re.sub(r" +", " ", told.out))
    for words in re.findall(r"^# expect: (.*)$", path.read_bytes().decode("utf-8", "replace"), re.MULTILINE):
        assert words in listed


@pytest.mark.parametrize(("text", "words"), [
    ("[launch]\nprice = { value = '500 USD/kg', year = 1800 }\n", "launch.price"),
    ("[ground]\nregions = []\n", "ground.regions"),
    ("[finance]\ncurrency_year = '2020.5'\n", "finance.currency_year"),
    ("[orbit]\nyear = 2027.5\n", "orbit.year"),
], ids=["year of money", "no region", "half a currency year", "half a year"])  # fmt: skip
def test_a_file_that_cannot_be_used_is_told(run, tmp_path, text, words):
    path = tmp_path / "my.toml"
    path.write_text(text, encoding="utf-8")
    assert mistake(run("report", str(path)), words)


# ---------------------------------------------------------- sources and catalogue


def test_sources_begin_with_guesses(run):
    rows = json.loads(run("sources", "--format", "json").out)
    tiers = [row["tier"] for row in rows]
    assert len(rows) == len(sr.load().values()) and tiers[0] == "guess"
    assert tiers == sorted(tiers, key=("guess", "weak", "yours", "secondary", "primary").index)
    assert run("sources").out.splitlines()[0] == "Inputs and sources (assumptions first)"
    assert run("sources", "--format", "md").out.startswith("## ")


def test_sources_of_one_value_of_a_section_and_of_a_work(run):
    one = run("sources", "orbit.altitude").out
    assert "650 km [600, 700]" in one and "aguera-2025" in one
    room = json.loads(run("sources", "orbit", "--format", "json").out)
    assert room and all(row["key"].startswith("orbit.") for row in room)
    work = json.loads(run("sources", "aguera-2025", "--format", "json").out)
    assert "orbit.altitude" in [row["key"] for row in work] and {row["source"] for row in work} == {"aguera-2025"}
    assert mistake(run("sources", "orbit.altitud"), 'Did you mean "orbit.altitude"?')


def test_sources_of_ones_own_value(run):
    told = run("sources", "launch.price", "--set", "launch.price=123 USD/kg").out
    assert "123 USD/kg" in told and "your scenario" in told


def test_catalogue(run):
    kinds = run("catalogue").out
    for kind in KINDS:
        assert re.search(rf"^{kind} ", kinds, re.MULTILINE)
        listed = run("catalogue", kind)
        assert listed.code == 0 and listed.err == ""
        assert json.loads(run("catalogue", kind, "--format", "json").out) == records(kind)
    assert json.loads(run("catalogue", "--format", "json").out) == list(KINDS)
    assert run("catalogue", "cells", "silicon", "--format", "md").out.startswith("## silicon")


def test_a_catalogue_or_record_that_is_none_is_told_with_the_nearest(run):
    assert mistake(run("catalogue", "cell"), 'Did you mean "cells"?')
    assert mistake(run("catalogue", "cells", "silicone"), 'Did you mean "silicon"?')
    assert mistake(run("catalogue", "cells", "--format", "xlsx"), "is not one of text, md, json, html, csv")


@pytest.mark.parametrize(
    "words",
    [
        ("report", "mine.toml", "--format", "text", "-o", "./mine.toml"),
        ("report", "link.toml", "--format", "text", "-o", "mine.toml"),
        ("compare", "rack-100kw", "mine.toml", "--format", "md", "-o", "mine.toml"),
        ("optimize", "mine.toml", "-o", "mine.toml"),
        ("check", "rack-100kw", "mine.toml", "--format", "json", "-o", "mine.toml"),
        ("reconcile", "mccalip-2025", "--scenario", "mine.toml", "--format", "json", "-o", "mine.toml"),
    ],
)
def test_an_answer_is_never_written_over_the_scenario_that_it_answers(run, words, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    mine = tmp_path / "mine.toml"
    mine.write_text('[orbit]\naltitude = "650 km"\n', encoding="utf-8")
    (tmp_path / "link.toml").symlink_to(mine)
    assert mistake(run(*words), "is a file that this command reads")
    assert mine.read_text(encoding="utf-8") == '[orbit]\naltitude = "650 km"\n'
