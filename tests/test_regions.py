"""The regions that ship: every field sourced, odds never mixed, mistakes told."""

import json
from typing import Any

import pytest

import sunrack as sr
from sunrack import ground
from sunrack.catalogue import records, sources
from sunrack.reading import to_value
from sunrack.report import as_text, page
from sunrack.scenario import load
from sunrack.units import Q, UnitError


def test_every_region_has_every_field_with_range_and_source() -> None:
    """Every built-in region: value within its range, a known source or a stated guess, attribution where the tracker's counts went in."""
    assert len(records("regions")) > 15
    for name, record in records("regions").items():
        for field, one in ground.region_values(name).items():
            assert one.low is not None and one.high is not None and one.why, (name, field)
            assert one.source == "assumption" or one.source in sources(), (name, field, one.source)
            if one.source == "datacentertracker-2026":
                assert "CC BY 4.0" in record["attribution"]
            if one.is_money:
                assert one.year


def test_refusal_is_share_contested_times_failure_if_contested() -> None:
    """Northern Virginia: half contested × 0.6 failing if contested; the schedule reads the product, and neither alone."""
    for name in records("regions"):
        values, inputs = ground.region_values(name), ground.region_inputs(name)
        assert float(inputs.refusal) == pytest.approx(
            values["contested"].si * values["failure_if_contested"].si, rel=1e-12
        )
    assert float(ground.region_inputs("n-virginia").refusal) == pytest.approx(0.3)
    assert float(ground.region_inputs("texas").refusal) == pytest.approx(0.11)
    case = load({"ground": {"texas": {"contested": 0.5}}})
    assert float(case.inputs().sites["texas"].refusal) == pytest.approx(0.22)
    assert case.inputs({"ground.texas.contested": 0.1}, bare=True).sites["texas"].refusal == pytest.approx(0.044)


def test_region_names_and_values_are_checked() -> None:
    """A wrong name tells the nearest; a wrong unit or a ratio out of bounds is told in words."""
    with pytest.raises(KeyError, match="n-virginia"):
        ground.region_values("n-virgina")
    with pytest.raises(UnitError, match="USD/kWh"):
        ground.region_value("9 kWh", "power_price")
    with pytest.raises(UnitError, match="at most"):
        ground.region_value(1.2, "contested")
    assert ground.region_value(to_value("1 year", "year"), "grid_wait").quantity == Q("1 year")


MINE = {"base": "texas", "grid_wait": {"value": "1 year", "low": "0.5 year", "high": "2 year"}, "capex": "9 USD/W"}


def test_a_region_of_the_users_own() -> None:
    """A table with a base is a region like any other: values of its own over the base's, in results, values, break-even and report."""
    case = sr.load({"ground": {"regions": ["my-site", "texas"], "my-site": MINE}})
    assert case.values()["ground.my-site.capex"].source == "your scenario"
    assert case.values()["ground.my-site.pue"] == case.values()["ground.texas.pue"]
    c = sr.compare(case)
    assert c.ground["my-site"].time_to_power < c.ground["texas"].time_to_power and c.ground[
        "my-site"
    ].facility_capex.to("USD/W").magnitude == pytest.approx(9)
    assert sr.breakeven(case, "ground.my-site.capex").region == "my-site"
    assert "my-site" in as_text(page(c)) and sr.when(case, "my-site").region == "my-site"
    own = sr.compare(case.but({"ground.my-site.supply": "on-site-gas", "ground.source": "best"}))
    assert own.ground["my-site"].source == "on-site-gas" != own.ground["texas"].source


@pytest.mark.parametrize(("table", "words"), [
    ({"base": "texsa"}, 'ground.my-site.base  "texsa" is not a built-in region. Did you mean "texas"'),
    ({"base": "texas", "supply": "gird"}, 'Did you mean "grid"'),
    ({"base": "texas", "capx": "9 USD/W"}, 'Did you mean "capex"'),
    ({"base": ["texas"]}, "is not a built-in region"),
    ({"capex": "9 USD/W"}, "ground.my-site"),
])  # fmt: skip
def test_mistakes_in_it_are_told(table: dict[str, str], words: str) -> None:
    with pytest.raises(sr.ScenarioError) as caught:
        sr.load({"ground": {"regions": ["my-site"], "my-site": table}})
    assert words in str(caught.value)


def test_commands_take_it(run: Any, tmp_path: Any) -> None:
    file = tmp_path / "my.toml"
    file.write_text(
        '[ground]\nregions = ["my-site"]\n[ground.my-site]\nbase = "uae"\ngrid_wait = "6 month"\n', encoding="utf-8"
    )
    rows = json.loads(run("regions", str(file), "--by", "time", "--format", "json").out)
    assert {row["region"] for row in rows} == {*records("regions"), "my-site"}
    assert run("report", str(file)).code == 0 and run("check", str(file)).code == 0


def test_a_region_that_ships_may_be_named_though_the_scenario_has_others():
    """Asked against Ireland, the answer is Ireland's, the same as where the scenario lists it; none is guessed."""
    listed = sr.load({"ground": {"regions": ["texas", "ireland"]}})
    assert sr.breakeven(None, "cost.price_level", "ireland").region == "ireland"
    assert sr.sensitivity(None, region="ireland").now == sr.sensitivity(listed, region="ireland").now
    assert (
        sr.when(None, "ireland").region == "ireland"
        and sr.frontier(None, "launch.price", "cost.price_level", "ireland", points=3).attrs["region"] == "ireland"
    )
    swept = sr.sweep(None, {"ground.ireland.grid_wait": "1 year,5 year"}, ["compare.ireland.time_saved"])
    assert swept["compare.ireland.time_saved"].values[1] > swept["compare.ireland.time_saved"].values[0]
    with pytest.raises(ValueError, match="Add ireland to its regions"):  # it would change every draw
        sr.sample(None, 8, outputs=["compare.ireland.cost_ratio"])
    with pytest.raises(ValueError, match='Did you mean "ireland"'):
        sr.sensitivity(None, region="irland")


@pytest.mark.parametrize(("table", "words"), [
    ({"ground": {"mytown": {"power_price": "0.05 USD/kWh"}, "regions": ["mytown"]}}, "ground.mytown  needs a base"),
    ({"ground": {"texs": {"pue": 1.2}}}, 'Did you mean "texas"'),
    ({"launch": {"vehicle": {"value": "falcon-9"}}}, "takes a name, not a record"),
])  # fmt: skip
def test_a_region_without_a_base_and_a_record_for_a_choice_are_told(table, words):
    with pytest.raises(sr.ScenarioError, match=words) as caught:
        sr.load(table)
    assert str(caught.value).count("\n") == 1


def test_months_apart_are_those_of_the_comparison(run):
    """The column of `regions` and of the report's table, at half of the capacity, is the result of that name."""
    c = sr.compare(sr.load().but({"ground.regions": ["texas", "n-virginia"]}))
    page = run("regions", "--region", "texas", "--region", "n-virginia", "--format", "md").out
    for place, name in (("texas", "Texas"), ("n-virginia", "Northern Virginia")):
        months = c[f"compare.{place}.time_saved"].to("month").magnitude
        said = f"{abs(months):.0f} {'earlier' if months > 0 else 'later'}"
        (row,) = [line for line in page.splitlines() if line.startswith(f"| {name} ")]
        assert said in row and "equal" not in row
