"""No wrong or misleading answer on the surface: words for what has no number, one region for every answer, names and units of results."""

import json
import math
import re

import numpy as np
import pytest

import sunrack as sr
from sunrack.catalogue import Unknown, near, place
from sunrack.report import as_json

OPEN = {"mass.structure_fraction": "0.9", "mass.harness_fraction": "0.2"}
HUGE = {"rack.racks": 1000, "mass.thrust": "0.68 N"}  # cannot climb against drag
LOST = [
    {"orbit.altitude": "6500 km"},
    HUGE,
    {"power.cell_efficiency": "1"},
    {"launch.payload": "1 t"},
    {"thermal.coolant_supply": "200 K"},
    OPEN,
]
ODD = re.compile(r"\bnan\b|-?\binf\b|-infinite|unbounded|without bound|none (K|kg|km|%|deg|min)|infinite times")


@pytest.mark.slow
@pytest.mark.parametrize("changes", LOST, ids=str)
def test_k17_no_page_of_what_cannot_be_built_has_an_odd_number(changes):
    """Property: nowhere in the report stands nan, inf, a negative infinity, or a unit behind no number; the verdict names what fails."""
    page = sr.report(sr.load().but(changes), full=True)
    text = " ".join(str(page).split("Inputs and sources")[0].split())
    assert not ODD.search(text), ODD.search(text)
    assert "infeasible as designed and has no finite cost" in text and 'The design fails the check "' in text


@pytest.mark.slow
@pytest.mark.parametrize("changes", LOST, ids=str)
def test_k17_json_is_null_with_a_reason(changes):
    data = json.loads(as_json(sr.compare(sr.load().but(changes))))
    assert data["schema"] == "sunrack.report/1" and data["sunrack"] == sr.__version__
    for one in data["checks"]:
        assert (None in (one["value"], one["limit"])) == bool(one.get("reason")), one


def test_k17_a_mass_that_does_not_close_is_infinite():
    """Property: every total is infinite, none negative, whichever way the budget is open."""
    for changes in (OPEN, HUGE, {"mass.specific_impulse": "10 s"}, {"power.cell_efficiency": "1"}):
        bill = sr.design(sr.load().but(changes)).mass
        for name in ("best_estimate", "dry", "wet", "allocated", "propellant", "priced_by_mass", "per_power"):
            assert bill.value(name) == math.inf, (changes, name)


def test_k17_the_verdict_says_what_fails():
    c = sr.compare(sr.load().but({"power.cell_efficiency": "1"}))
    assert "(cannot be computed, because power.cell_temperature is undefined)" in str(c.verdict)
    c = sr.compare(sr.load().but(HUGE))
    assert 'fails the check "Mass budget converges" (value infinite, limit 1) and' in str(c.verdict)


def test_k17_studies_of_what_cannot_be_built(run):
    """The median draw, Sobol indices, break-even, frontier and year of a satellite that does not fit its launcher, in words."""
    said = " ".join(run("sample", "rack-100kw-flown", "-n", "64").out.split())
    assert "The design of the median draw is infeasible and has no finite cost" in said and not ODD.search(said)
    said = " ".join(run("sensitivity", "rack-100kw-flown", "--sobol", "-n", "8").out.split())
    assert "Not available: each of the 8 rows holds an infeasible design." in said and "nan" not in said
    said = " ".join(run("breakeven", "launch.price", "rack-100kw-flown", "--against", "texas").out.split())
    assert "In the base case the design fails the check" in said and "orbit always" not in said
    assert said.count("the design is infeasible in the whole range") == 4
    assert 'In no year: the design fails the check "Mass within payload capacity"' in run(
        "when", "rack-100kw-flown"
    ).out.replace("\n", " ")
    said = " ".join(run("frontier", "launch.price", "cost.price_level", "rack-100kw-flown").out.split())
    assert 'the design fails the check "Mass within payload capacity"' in said
    assert not ODD.search(run("regions", "rack-100kw-flown").out)


def test_k17_no_crossover_where_it_is_only_infeasible_is_not_worse():
    """A design that wins wherever it can be built is not said to be worse throughout."""
    gap = np.array([np.inf, np.inf, -0.5, -0.4])
    from sunrack.study.crossing import _crossing

    case = sr.load()
    found = _crossing(case, "launch.payload", "texas", "gpu-hour", np.arange(4.0), gap, case.launch.payload, np.inf)
    assert str(found) == "no break-even: orbit is better in the whole range where the design is feasible"


def test_r10_a_dose_beyond_its_table_is_told(run):
    said = " ".join(run("report", "--set", "orbit.altitude=2500 km").out.split())
    assert (
        "Ionising dose within tolerance beyond its table" in said and "because the dose table ends at 2,000 km" in said
    )


def test_fault_1_a_key_of_another_region_is_refused(run):
    for words in (
        ("breakeven", "ground.texas.power_price", "--against", "india"),
        ("frontier", "launch.price", "ground.texas.power_price", "--against", "india"),
        ("frontier", "ground.texas.grid_wait", "ground.india.power_price"),
        ("sensitivity", "--result", "compare.texas.cost_ratio", "--against", "india"),
    ):
        answer = run(*words)
        assert answer.code == 2 and ("belongs to texas" in answer.err or "belong to two regions" in answer.err), words
    assert "against Texas" in run("breakeven", "ground.texas.power_price", "--against", "texas").out
    with pytest.raises(Unknown, match="belongs to texas"):
        sr.breakeven(None, "ground.texas.power_price", against="india")
    with pytest.raises(ValueError, match="name two regions"):
        sr.breakeven(None, "launch.price", "texas", region="india")


def test_fault_6_the_cheapest_region_answers_everywhere(run):
    """Independent: the cheapest by the comparison's own costs, in another order than that of the scenario."""
    case = sr.load().but({"ground.regions": ["n-virginia", "ireland", "texas"]})
    c = sr.compare(case)
    cheapest = min(c.ground, key=lambda name: c.result(f"ground.{name}.per_gpu_hour"))
    assert cheapest == "texas" == c.cheapest
    assert sr.breakeven(case, "launch.price").region == cheapest
    assert sr.frontier(case, "launch.price", "cost.price_level", points=2).attrs["region"] == cheapest
    assert sr.sensitivity(case).output == f"compare.{cheapest}.cost_ratio"
    assert sr.when(case, last=2030).region == cheapest
    words = ("--set", "ground.regions=n-virginia,ireland,texas")
    assert "times as much as in Texas" in " ".join(run("sample", "-n", "64", *words).out.split())
    assert "times as much as in Ireland" in " ".join(
        run("sample", "-n", "64", "--against", "ireland", *words).out.split()
    )
    assert sr.sensitivity(case, against="ireland").output == "compare.ireland.cost_ratio"


def test_fault_22_a_region_that_refuses_the_site_does_not_lead():
    c = sr.compare(sr.load().but({"ground.regions": ["johor", "united-kingdom"]}))
    assert c.refused == ("johor",) and c.cheapest == "united-kingdom"
    johor = f"Johor ({c.result('ground.johor.per_gpu_hour'):.3g} USD)"
    assert johor in c.verdict.sentences[0] and "no jurisdiction there" in c.verdict.sentences[0]
    assert "in the United Kingdom" in c.verdict.sentences[0]
    alone = sr.compare(sr.load().but({"ground.regions": ["johor"]}))
    assert alone.cheapest == "johor" and "permits this site" in alone.verdict.sentences[0]


def test_fault_8_years_are_bounded(run):
    late = run("when", "--last", "2100")
    assert late.code == 2 and "2060" in late.err and "two vehicles" in late.err
    warned = run("when", "--last", "2050", "--region", "texas")
    assert warned.code == 0 and "After 2045 the launch price" in warned.out
    assert "warning" in json.loads(run("when", "--last", "2050", "--region", "texas", "--format", "json").out)[0]
    early = sr.load("rack-100kw-claimed").but({"launch.price_year": 2035})
    assert sr.when(early, "texas").paths["fast"].years[0] == 2035
    with pytest.raises(ValueError, match=r"before 2035, launch\.price_year"):
        sr.when(early, "texas", last=2034)


def test_fault_15_only_what_is_near_is_suggested(run):
    case = sr.load()
    known = [*case.values()]
    assert near("ground.power_price", known).endswith('.power_price"?')
    assert near("zoning", ["cost.learning", "mass.margin"]) == "" and near("orbit.hight", known) == ""
    assert near("emisivity", known) == '. Did you mean "thermal.emissivity"?'
    assert near("gpu_hour", ["cost.per_gpu_hour", "mass.wet"]) == '. Did you mean "cost.per_gpu_hour"?'
    assert near("Texas", ["texas", "ireland"]) == '. Did you mean "texas"?'
    morning = run("report", "--set", "orbit.local_time=6am")
    assert morning.code == 2 and "Did you mean" not in morning.err and '"06:00"' in morning.err
    answer = run("report", "--set", "grid_wait=5 years")
    assert answer.code == 2 and "ground.texas.grid_wait" in answer.err and "needs its section" in answer.err


def test_fault_6_a_named_region_leads_the_page(run):
    """The verdict, the tables and the drivers are of the region that is named, cheapest or not, listed or not."""
    for region in ("texas", "ohio"):
        said = " ".join(run("report", "--against", region, "--section", "drivers").out.split())
        assert f"in {place(region)}, the selected region" in said and f"the cost in {place(region)}" in said
        assert (
            run("when", "--against", region).out.count(place(region))
            and sr.compare(against=region).answer_region == region
        )
    wrong = run("report", "--against", "txas")
    assert wrong.code == 2 and 'Did you mean "texas"' in wrong.err
    assert "The design fails" in " ".join(run("compare", "rack-100kw", "rack-100kw-flown").out.split())


def test_fault_5_a_value_outside_the_cited_range_is_told(run):
    said = " ".join(run("report", "--set", "rack.mass=5 kg").out.split())
    assert "rack.mass: 5 kg is outside the cited range 1315 kg to 1551 kg" in said
    for words in (["--set", "rack.mass=1400 kg"], ["--set", "orbit.altitude=1400 km"], ["rack-100kw-claimed"]):
        assert "Warning" not in run("report", *words).out, words


def test_fault_9_a_price_of_the_catalogue_says_its_year(run):
    assert "(in 2025 USD)" in " ".join(run("catalogue", "regions", "texas", columns=200).out.split())


@pytest.mark.parametrize("kelvin", [200, 215, 230, 234])
def test_a_panel_colder_than_its_sink_fails_that_check_with_both_temperatures(kelvin):
    """The sink is the one that an endless radiator sees; it was lost among numbers without bound, and the check passed."""
    c = sr.compare(sr.load().but({"thermal.coolant_supply": f"{kelvin} K"}))
    check = {one.slug: one for one in c.checks}["radiator_above_sink"]
    assert not check.passed and np.isfinite(check.limit) and check.value < check.limit
    assert c.result("thermal.radiator_area") == np.inf
    assert np.isfinite(c.result("power.battery_energy"))
