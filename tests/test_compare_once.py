"""A comparison walks with units once for each set of words; its results are those of bare numbers, given as quantities."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, replace

import numpy as np
import pint
import pytest

import sunrack as sr
from sunrack import Q, verdict
from sunrack.scenario import shipped
from sunrack.study import evaluate
from sunrack.units import Quantity, bare, is_bare, units_in

SCENARIOS = [
    *shipped(),
    {"power.eclipse_policy": "sleep", "attitude.radiator": "anti-sun", "link.ground": "ka-band"},
    {"power.eclipse_policy": "throttle", "thermal.coolant": "ammonia", "rack.flight": "stripped"},
    {"ground.source": "best", "ground.delay_cost": "compute-waiting", "ground.regions": ["texas", "memphis-on-site"]},
    {"launch.vehicle": "falcon-9", "power.array_specific_power": "100 W/kg", "rack.spares": 0.1},
    {"orbit.altitude": "6500 km"},
    {"orbit.altitude": "900 km", "mass.structure_fraction": 0.9, "mass.harness_fraction": 0.2},
    {"thermal.coolant_supply": "-80 degC"},
    {"rack.racks": 100},
    {"launch.vehicle": "electron"},
]
ANSWERS = ("design", "ground", "against", "clock", "time_to_half_fleet")


@pytest.mark.slow
@pytest.mark.parametrize("changes", SCENARIOS, ids=str)
def test_every_result_is_that_of_the_walk_with_units(changes):
    """Independent: the walk with quantities. The same numbers to 1e-12, and the same units of everything."""
    case = sr.load(changes) if isinstance(changes, str) else sr.load().but(changes)
    found, checked = sr.compare(case), sr.compare(case, checked=True)
    ours, theirs = found.to_dict(), checked.to_dict()
    assert repr(evaluate(case).to_dict()) == repr(ours) and ours.keys() == theirs.keys()
    for name, row in theirs.items():
        same = row["value"] if isinstance(row["value"], str) else pytest.approx(row["value"], rel=1e-12, nan_ok=True)
        assert ours[name] == {"value": same, "unit": row["unit"]}, name
    for name in ANSWERS:
        mine, other = getattr(found, name), getattr(checked, name)
        assert units_in(mine) == units_in(other), name
        alike(mine, other, name)
    assert found.verdict == checked.verdict and str(found) == str(checked)


def alike(mine, other, name):
    """The same form, types and numbers, within one another."""
    if isinstance(other, Quantity):
        mine = mine.to(other.units)  # a result is given in the unit that it is shown in, the walk's own may be another
        alike(np.asarray(mine.magnitude)[()], np.asarray(other.magnitude)[()], name)
    elif hasattr(other, "__dataclass_fields__"):
        assert type(mine) is type(other)
        for one in fields(other):
            alike(getattr(mine, one.name), getattr(other, one.name), f"{name}.{one.name}")
    elif isinstance(other, dict):
        assert list(mine) == list(other)
        for key, one in other.items():
            alike(mine[key], one, f"{name}.{key}")
    elif isinstance(other, tuple):
        assert len(mine) == len(other)
        for place, one in enumerate(other):
            alike(mine[place], one, f"{name}[{place}]")
    elif isinstance(other, float):
        assert mine == pytest.approx(other, rel=1e-12, nan_ok=True) and not isinstance(mine, Quantity), name
    elif np.ndim(other):
        np.testing.assert_allclose(mine, other, rtol=1e-12, err_msg=name)
    else:
        assert mine == other, name


@pytest.fixture
def walks(monkeypatch):
    """The scenarios that are walked with quantities."""
    verdict._units.cache_clear()
    seen, walked = [], verdict._with_quantities
    monkeypatch.setattr(verdict, "_with_quantities", lambda case: (seen.append(case), walked(case))[1])
    yield seen
    verdict._units.cache_clear()


def test_units_are_checked_once_for_each_set_of_words(walks):
    case = sr.load().but({"ground.regions": ["texas"]})
    numbers = [{"launch.price": "123 USD/kg"}, {"orbit.altitude": "800 km"}, {"ground.texas.grid_wait": "9 month"}]
    for changes in (None, None, *numbers):
        sr.compare(case.but(changes))
    assert len(walks) == 1
    words = [
        {"power.eclipse_policy": "sleep"},
        {"launch.vehicle": "falcon-9"},
        {"ground.regions": ["india"]},
        {"ground.source": "bridge"},
        {"power.array_specific_power": "100 W/kg"},
    ]
    for count, changes in enumerate(words, start=2):
        sr.compare(case.but(changes))
        sr.compare(case.but(changes, {"launch.price": "99 USD/kg"}))
        assert len(walks) == count, changes
    sr.compare(case, checked=True)
    assert len(walks) == count + 1


def test_what_ran_before_changes_no_digit(walks):
    case = sr.load().but({"launch.price": "321 USD/kg"})
    first = sr.compare(case).to_dict()
    sr.compare()
    assert repr(sr.compare(case).to_dict()) == repr(first) and len(walks) == 1


def test_many_threads_at_once_get_the_same(walks):
    cases = [
        sr.load().but({"launch.price": f"{price} USD/kg", "ground.regions": ["texas"]}) for price in range(100, 112)
    ]
    with ThreadPoolExecutor(6) as pool:
        found = list(pool.map(sr.compare, cases))
    for case, one in zip(cases, found, strict=True):
        assert repr(one.to_dict()) == repr(sr.compare(case).to_dict())
        assert one.design.launch.price.to("USD/kg").magnitude == pytest.approx(case.launch.price.si, rel=1e-15)


def test_few_sets_of_words_are_kept(walks):
    assert verdict._units.cache_info().maxsize is not None


@pytest.mark.parametrize("checked", [False, True])
def test_a_unit_that_is_wrong_is_found(walks, monkeypatch, checked):
    """Planted: a time that is a mass, which bare numbers would add."""
    walk = verdict.walk

    def wrong(inputs, *known):
        flown = walk(inputs, *known)
        time = flown.launch.fleet_time if is_bare() else Q(1, "kg")
        return replace(flown, launch=replace(flown.launch, fleet_time=time))

    monkeypatch.setattr(verdict, "walk", wrong)
    with pytest.raises(pint.DimensionalityError):
        sr.compare(checked=checked)


def test_a_wrong_unit_that_only_a_check_would_see_is_found(walks, monkeypatch):
    walk = verdict.walk

    def wrong(inputs, *known):
        flown = walk(inputs, *known)
        limit = flown.orbit.disposal_limit if is_bare() else Q(5, "kg")
        return replace(flown, orbit=replace(flown.orbit, disposal_limit=limit))

    monkeypatch.setattr(verdict, "walk", wrong)
    with pytest.raises((pint.DimensionalityError, sr.UnitError)):
        sr.compare()


def test_results_are_quantities_in_parts_too():
    c = sr.compare()
    assert c.design.mass.line("structure").predicted.check("[mass]")
    assert dict(c.design.cost.parts)["rack"].to("MUSD").magnitude == pytest.approx(3.09, abs=0.5)
    assert c.design.orbit.day_beta.to("deg").shape == (365,)
    assert c.ground["texas"].time_to_power.to("year").magnitude > 1
    assert c.bare.design.mass.wet == pytest.approx(c.design.mass.wet.to("kg").magnitude, rel=1e-15)
    assert c.bare.bare is c.bare and c.bare.design is c.answers.design


@pytest.mark.parametrize("checked", [False, True])
def test_inside_a_study_a_comparison_is_the_same(walks, checked):
    """A finding may compare another scenario while the door for bare numbers is open."""
    case = sr.load().but({"ground.regions": ["texas"], "power.eclipse_policy": "sleep"})
    with bare():
        inside = sr.compare(case, checked=checked)
        rows = inside.to_dict()
    assert len(walks) == 1
    assert repr(rows) == repr(sr.compare(case, checked=checked).to_dict())
    assert inside.design.mass.wet.check("[mass]") and inside.verdict == sr.compare(case).verdict


def test_findings_are_those_of_the_scenario_whichever_walk_is_given():
    case = sr.load().but({"ground.regions": ["texas"]})
    wanted = sr.findings(sr.compare(case), "power").to_dict()
    for one in (sr.compare(case, checked=True), evaluate(case)):
        assert sr.findings(one, "power").to_dict() == wanted
