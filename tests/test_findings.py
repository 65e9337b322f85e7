"""Findings: the numbers behind the report, the same for people and machines; and a report that computes nothing."""

import json
import math
import re
from pathlib import Path

import numpy as np
import pytest

import sunrack as sr
from sunrack import report
from sunrack.findings import ON_REQUEST, SECTIONS, Findings, workbench
from sunrack.scenario import Scenario
from sunrack.study import engine
from sunrack.verdict import weigh

REPORT = Path(report.__file__).parent
UNBUILDABLE = [
    {"orbit.altitude": "6500 km"},
    {"thermal.coolant_supply": "1 K"},
    {"mass.specific_impulse": "1e-9 s"},
    {"link.terminals": 0},
    {"ground.regions": ["memphis-on-site"]},
]


@pytest.fixture(scope="module")
def nominal():
    return sr.compare()


@pytest.fixture(scope="module")
def found(nominal):
    return sr.findings(nominal)


def leaves(content, path=""):
    """Every number and word of nested plain data by its path."""
    if isinstance(content, dict):
        for key, one in content.items():
            assert isinstance(key, str), path
            yield from leaves(one, f"{path}.{key}")
    elif isinstance(content, list):
        for place, one in enumerate(content):
            yield from leaves(one, f"{path}.{place}")
    else:
        yield path, content


# ---------------------------------------------------------------- for machines


@pytest.mark.slow
@pytest.mark.parametrize("changes", [{}, *UNBUILDABLE], ids=str)
def test_every_section_is_plain_data_with_finite_numbers(changes):
    """Property: strict JSON without any help, whatever is asked; no nan, no infinity, no array, no quantity."""
    data = sr.findings(sr.compare(sr.load().but(changes))).to_dict()
    assert tuple(data) == SECTIONS
    assert json.loads(json.dumps(data, allow_nan=False)) == data
    for path, one in leaves(data):
        assert one is None or type(one) in (str, int, float, bool), path
        assert not isinstance(one, float) or math.isfinite(one), path


def test_the_default_has_a_number_everywhere_but_where_none_is_meant(found):
    """Property: what is null is a range that no source gives, or an answer that does not exist."""
    meant = r"\.(low|high)\.?(value)?$|crossings\.\d|year_of_cost|half_fleet|later_price_year|needs$|has$|zoning\.regions|stack\.parts|\.others\."
    empty = [path for path, one in leaves(found.to_dict()) if one is None and not re.search(meant, path)]
    assert empty == []


def test_numbers_carry_their_units(found):
    swing = found.heat.to_dict()["swing"]
    assert swing["coolant_coldest"]["unit"] == "K" and 200 < swing["coolant_coldest"]["value"] < 320
    assert found.power.to_dict()["policies"][0]["array_area"]["unit"] == "m²"


def test_the_json_of_a_report_is_results_and_findings(nominal, found):
    data = json.loads(report.as_json(nominal))
    assert (data["schema"], data["sunrack"]) == ("sunrack.report/1", sr.__version__)
    assert data["findings"] == found.to_dict() and data["zoning"] == data["findings"]["zoning"]["regions"]


def test_the_name_is_the_function_whatever_was_imported_before(nominal):
    """Property: the room that Python binds to the name on import is called like the function."""
    import sunrack.findings.heat

    assert sunrack.findings(nominal).comparison.answers is nominal.answers and callable(sr.findings)


def test_a_section_by_its_name(nominal):
    assert sr.findings(nominal, "heat").to_dict() == sr.findings(nominal).heat.to_dict()
    with pytest.raises(ValueError, match=r'"haet" is not a section of the report. Did you mean "heat"'):
        sr.findings(nominal, "haet")


# ------------------------------------------------------------------ independent


def test_independent_policies_are_what_a_scenario_of_their_own_gives(nominal, found):
    """Each policy written into the scenario, compared with units checked."""
    for one in found.power.policies:
        own = sr.compare(nominal.scenario.but({"power.eclipse_policy": one.name, "ground.regions": ["texas"]}))
        assert one.per_gpu_hour == pytest.approx(own.result("cost.per_gpu_hour"), rel=1e-9)
        assert one.array_area == pytest.approx(own.result("power.array_area"), rel=1e-9)
        frozen = next(check for check in own.checks if check.name == "Coolant above minimum temperature")
        assert one.coolant_coldest == pytest.approx(frozen.value, rel=1e-6) and one.freezes != frozen.passed


def test_independent_the_cheapest_throttling_is_what_a_scenario_of_its_own_gives(nominal, found):
    """The optimum written into the scenario: its cost is the same, its checks of battery and coolant pass, and it is no dearer than
    any of the three policies that keep the coolant warm, nor than a little more or less throttling."""
    best = found.power.optimum
    assert best.battery == "li-ion-pack" and not best.promised and best in found.power.optima
    words = {"power.eclipse_policy": "throttle", "ground.regions": ["texas"]}
    case = nominal.scenario.but(words | {"power.throttle_fraction": best.throttle_fraction})
    own = sr.compare(case)
    assert best.per_gpu_hour == pytest.approx(own.result("cost.per_gpu_hour"), rel=1e-9)
    assert best.battery_energy == pytest.approx(own.result("power.battery_energy"), rel=1e-9)
    named = {check.name: check for check in own.checks}
    for name in ("Coolant above minimum temperature", "Battery rate within limit", "Battery cycle life"):
        assert named[name].passed, name
    assert best.per_gpu_hour <= min(one.per_gpu_hour for one in found.power.policies if not one.freezes)
    shares = np.linspace(0.1, 1, 181)
    over = {"power.throttle_fraction": shares}
    costs = engine.evaluate(case, over, words={"ground.regions": []}).result("cost.per_gpu_hour")
    assert best.per_gpu_hour <= np.min(costs[shares >= best.throttle_fraction]) * (1 + 1e-9)


def test_an_optimum_for_every_battery_of_the_catalogue(found):
    """Property: the flown pack gives less and costs more; the claimed one is told, and is not the answer."""
    by_name = {one.battery: one for one in found.power.optima}
    assert set(by_name) == {"li-ion-pack", "flown-pack", "claimed"} and by_name["claimed"].promised
    assert by_name["claimed"].per_gpu_hour < found.power.optimum.per_gpu_hour < by_name["flown-pack"].per_gpu_hour


def test_independent_price_ranges_are_what_a_scenario_of_their_own_gives(nominal, found):
    """The array's price at both ends written into the scenario."""
    part = next(one for one in found.money.parts if one.name == "array")
    value = nominal.scenario.power.array_price
    for end, money in ((value.low, part.low), (value.high, part.high)):
        own = sr.compare(nominal.scenario.but({"power.array_price": value.in_unit(end), "ground.regions": ["texas"]}))
        assert money == pytest.approx(own.result("cost.parts.array") / 1e6, rel=1e-9)


def test_independent_falcon_9_is_what_a_scenario_of_its_own_gives(nominal, found):
    """The vehicle written into the scenario."""
    flown = next(one for one in found.launch.vehicles if one.name == "falcon-9")
    own = sr.compare(nominal.scenario.but({"launch.vehicle": "falcon-9", "ground.regions": ["texas"]}))
    assert flown.price == pytest.approx(own.result("launch.price"), rel=1e-9)
    assert flown.per_gpu_hour == pytest.approx(own.result("cost.per_gpu_hour"), rel=1e-9)
    assert flown.binding_limit == own.result("launch.binding_limit")


def test_independent_the_carbon_of_orbit_between_its_ends(nominal, found):
    values = nominal.scenario.values()
    keys = ("launch.carbon", "launch.carbon_upstream", "mass.satellite_carbon", "mass.rack_carbon")
    low = engine.evaluate(nominal.scenario, {key: values[key].low for key in keys if values[key].low is not None})
    assert found.carbon.low == pytest.approx(low.result("carbon.carbon_per_kw_year"), rel=1e-12)


# -------------------------------------------------------- once, and no more than needed


def counted(monkeypatch, act):
    """How often `act` makes inputs and walks."""
    count = {"inputs": 0, "walks": 0}
    inputs, walked, weighed = Scenario.inputs, workbench.walk, weigh

    def counting(name, function):
        def one(*arguments, **named):
            count[name] += 1
            return function(*arguments, **named)

        return one

    monkeypatch.setattr(Scenario, "inputs", counting("inputs", inputs))
    monkeypatch.setattr(workbench, "walk", counting("walks", walked))
    monkeypatch.setattr(engine, "weigh", counting("walks", weighed))
    act()
    return count


def test_a_page_walks_no_more_than_it_must(nominal, monkeypatch):
    """Property: 0.1 took 20 walks and 29 inputs for the same page; what others say are scenarios of their own."""
    sections = [one for one in report.SECTIONS if one not in ("others", *ON_REQUEST)]
    count = counted(monkeypatch, lambda: report.page(nominal, sections))
    assert (
        count["walks"] <= 16 and count["inputs"] <= 14
    )  # the sample and the vendor claims of the first page among them


def test_a_section_asks_only_for_what_it_shows(nominal, monkeypatch):
    """Property: the eclipse policies and the cheapest throttling take one walk, the sources none; the comparison's own walk is not done again."""
    for section, walks in (("power", 1), ("mass", 1), ("launch", 1), ("sources", 0), ("zoning", 0)):
        assert counted(monkeypatch, lambda name=section: sr.findings(nominal, name))["walks"] == walks, section


def test_a_section_is_computed_once(nominal, monkeypatch):
    f = Findings(nominal)
    for section in SECTIONS:
        assert f[section] is f[section]
    assert counted(monkeypatch, f.to_dict) == {"inputs": 0, "walks": 0}


@pytest.mark.slow
def test_findings_leave_the_inputs_alone(nominal):
    """Property: the same numbers whatever was asked before."""
    forward, backward = Findings(nominal), Findings(nominal)
    for section in SECTIONS:
        forward[section]
    for section in reversed(SECTIONS):
        backward[section]
    assert forward.to_dict() == backward.to_dict()


# -------------------------------------------------------------- the report draws


PAGES = ("__init__", "calendar", "ground", "heat", "links", "money", "satellite", "shelves", "sourced", "zoning")
COMPUTES = r"\b(evaluate|bare|inputs|compare|walk|design|breakeven|drivers|through_orbit|solve|sweep|sample)\(|\.si\("


@pytest.mark.parametrize("name", PAGES)
def test_the_report_computes_nothing(name):
    """Property: no walk, study or law in a page, called by any name; the import contract holds the rest."""
    code = (REPORT / f"{name}.py").read_text(encoding="utf-8")
    assert [line for line in code.splitlines() if re.search(COMPUTES, line)] == []
    assert set(re.findall(r"\b(\w+)\(", code)) & {name.rpartition(".")[2] for name in sr.LAWS} == set()


def test_temperatures_are_ordered(found):
    """By hand: the coldest coolant lies below the hottest, the array's night below its day."""
    swing = found.heat.swing
    assert swing.coolant_minimum < swing.coolant_coldest < swing.coolant_hottest
    assert swing.array_coldest < swing.array_hottest and np.isfinite(found.heat.stopped.time)
