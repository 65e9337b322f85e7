"""Checks are results: of one design and of arrays, in every study, with the verdict that rests on them."""

import re

import numpy as np
import pandas
import pytest

import sunrack as sr
from sunrack import Q, comparison
from sunrack.catalogue import Unknown
from sunrack.study import evaluate, orbits
from sunrack.trace import record

SLUGS = """
sun_synchronous_orbit radiator_above_sink mass_converges mass_within_payload volume_within_fairing
coolant_return_above_supply coolant_within_rack_limit coolant_below_maximum coolant_above_minimum battery_covers_eclipse
laser_link_margin data_rate round_trip dose thrust_exceeds_drag deployment_time disposal_time
""".split()
FAILING = [
    {"thermal.coolant_supply": "50 degC", "thermal.coolant_return": "60 degC"},
    {"orbit.altitude": "6500 km"},
    {"orbit.altitude": "1400 km"},
    {"rack.racks": 100},
    {"thermal.coolant_return": "300 K"},
    {"launch.vehicle": "electron"},
    {"mass.structure_fraction": 0.9, "mass.harness_fraction": 0.2},
]


@pytest.fixture(scope="module")
def case():
    return sr.load().but({"ground.regions": ["texas"]})


def test_every_check_has_a_title_and_a_short_name_for_its_results(case):
    c = sr.compare(case)
    checks = {one.slug: one for one in c.checks}
    assert set(SLUGS) <= checks.keys() and len(checks) == len(c.checks)
    rows = c.to_dict()
    for slug, one in checks.items():
        assert re.fullmatch("[a-z]+(_[a-z]+)*", slug) and one.title[0].isupper()
        margin, passed = rows[f"checks.{slug}.margin"], rows[f"checks.{slug}.passed"]
        assert margin == {
            "value": pytest.approx(one.margin, rel=1e-15),
            "unit": one.unit if one.unit in ("K", "dB") else "",
        }
        assert passed == {"value": float(one.passed), "unit": ""} and type(passed["value"]) is float
    assert c["checks.coolant_within_rack_limit.margin"] == Q("5 delta_degC")
    assert c.result("checks.laser_link_margin.margin") == pytest.approx(c.result("link.isl_margin") - 3)


@pytest.mark.parametrize(
    "name", ["checks.mass_converge.margin", "checks.dose", "checks.dose.value", "checks", "checks."]
)
def test_a_check_that_does_not_exist_is_unknown(case, name):
    with pytest.raises(Unknown, match=f'"{name}" is not a result'):
        sr.compare(case)[name]


@pytest.mark.parametrize("changes", FAILING, ids=str)
def test_a_bare_design_has_the_verdict_of_the_comparison(case, changes):
    """Independent: the same design, walked with quantities."""
    changed = case.but(changes)
    found, checked = evaluate(changed), sr.compare(changed, checked=True)
    assert found.verdict == sr.compare(changed).verdict == checked.verdict
    assert found.failing == checked.failing != "" and found.verdict.winner == "ground"
    assert [one.reason for one in found.checks] == [one.reason for one in checked.checks]


def test_a_bare_design_with_too_warm_a_coolant_is_not_judged_by_its_cost(case):
    warm = {"thermal.coolant_supply": 323.15, "thermal.coolant_return": 333.15}
    found = evaluate(case, warm)
    assert (
        found.verdict.binding == "Coolant supply within rack limit"
        and 'fails the check "Coolant supply within rack limit"' in found.verdict.sentences[1]
    )


def test_arrays_of_designs_have_the_checks_of_each_design(case):
    """Independent: one design at a time, with quantities. Some cannot be built."""
    over = {
        "orbit.altitude": np.array([[4e5], [6.5e5], [1.4e6], [6.5e6]]),
        "thermal.coolant_supply": np.array([303.15, 323.15]),
        "rack.racks": np.array([1.0, 100.0]).reshape(2, 1, 1),
    }
    many = {one.slug: one for one in evaluate(case, over).checks}
    units = {"orbit.altitude": "m", "thermal.coolant_supply": "K", "rack.racks": ""}
    shape = np.broadcast_shapes(*(one.shape for one in over.values()))
    each = {key: np.broadcast_to(one, shape) for key, one in over.items()}
    for place in np.ndindex(shape):
        changes = {key: f"{float(one[place])!r} {units[key]}" for key, one in each.items()}
        for one in sr.compare(case.but(changes), checked=True).checks:
            for name in ("value", "limit", "margin", "passed"):
                ours, theirs = (np.broadcast_to(getattr(row, name), shape) for row in (many[one.slug], one))
                assert ours[place] == pytest.approx(theirs[place], rel=1e-12, abs=1e-12, nan_ok=True), (one.slug, name)


@pytest.mark.parametrize("altitudes", [[6e5, 7e5], [6e5]], ids=len)
def test_arrays_have_no_verdict_and_say_so(case, altitudes):
    c = evaluate(case, {"orbit.altitude": np.array(altitudes)})
    for ask in (lambda: c.verdict, lambda: c.failing):
        with pytest.raises(ValueError, match=r"is about one design, and these results are arrays of the shape \(\d,\)"):
            ask()
    assert repr(c) == str(c) == f"<Comparison rack-100kw: results of the shape ({len(altitudes)},)>"
    assert "results of the shape" in c._repr_html_()


def test_without_a_region_there_is_no_verdict(case):
    c = evaluate(case, words={"ground.regions": []})
    with pytest.raises(ValueError, match="needs a region"):
        _ = c.verdict
    assert "Comparison" in repr(c)


def test_a_study_that_asks_for_no_check_computes_none(case, monkeypatch):
    def refuse(*_):
        raise AssertionError("computed")

    monkeypatch.setattr(comparison, "check", refuse)
    over = {"orbit.altitude": np.array([6e5, 7e5])}
    assert np.isfinite(evaluate(case, over).result("cost.per_gpu_hour")).all()
    with pytest.raises(AssertionError, match="computed"):
        evaluate(case, over).result("checks.dose.passed")


def test_a_sweep_a_sample_and_a_store_hold_checks(case, tmp_path):
    names = ["checks.dose.passed", "checks.dose.margin", "checks.coolant_above_minimum.margin", "mass.wet"]
    over = {"orbit.altitude": Q([600, 800], "km")}
    swept = sr.sweep(case, over, names)
    assert swept["checks.dose.passed"].values.tolist() == [1.0, 0.0]
    assert [swept[name].attrs["units"] for name in names] == ["", "", "K", "kg"]
    for place, altitude in enumerate((600, 800)):
        one = sr.compare(case.but({"orbit.altitude": f"{altitude} km"}), checked=True)
        for name in names:
            assert swept[name].values[place] == pytest.approx(one.result(name), rel=1e-12), name
    drawn = sr.sample(case, 64, outputs=names)
    assert set(np.unique(drawn["checks.dose.passed"])) <= {0.0, 1.0}
    np.testing.assert_array_equal(drawn["checks.dose.passed"] == 1, drawn["checks.dose.margin"] >= -1e-9)
    folder = tmp_path / "held.parquet"
    sr.sample(case, 64, outputs=names, output=folder)
    read = pandas.read_parquet(folder)
    np.testing.assert_array_equal(read["checks.dose.margin"], drawn["checks.dose.margin"])


def test_sensitivity_of_a_margin(case):
    found = sr.sensitivity(case, output="checks.coolant_within_rack_limit.margin")
    moving = {row.key for row in found.drivers if row.swing > 0}
    assert moving == {"thermal.coolant_supply", "rack.coolant_supply_limit", "rack.chip_resistance"}
    assert "moved by 3 inputs, most by rack.chip_resistance" in repr(found)


def test_checks_can_be_recorded(case):
    """Independent: the walk on other numbers, which `record` sets against the program bit for bit."""
    names = [f"checks.{slug}.{part}" for slug in SLUGS for part in ("margin", "passed")]

    def walked(over):
        c = evaluate(case, over)
        return {name: c.result(name) for name in names}

    def numbers(seed):
        random = np.random.default_rng(seed)
        ranges = {"thermal.coolant_supply": (300, 320), "power.battery_fade": (0.1, 0.9), "mass.thrust": (0.1, 0.3)}
        return {key: random.uniform(*ends, 20) for key, ends in ranges.items()}

    program, found = record(walked, numbers(1), numbers(2))
    assert set(found) == set(names) and 0 < np.mean(found["checks.thrust_exceeds_drag.passed"]) < 1
    assert len(program.part(["checks.coolant_within_rack_limit.passed"])) < 10


def test_near_its_limit_a_check_is_that_of_a_solved_orbit(case, monkeypatch):
    """Independent: every orbit solved. The limit lies so near that the chart by itself is wrong about some designs."""
    monkeypatch.setattr(orbits, "SOLVED_EACH", 64)
    random, count, name = np.random.default_rng(3), 2000, "checks.coolant_above_minimum.passed"
    here = [case.but({"orbit.altitude": f"{altitude} km", "orbit.local_time": "6.1 hour"}) for altitude in (560, 580)]
    coldest = [one.value for each in here for one in sr.compare(each).checks if one.slug == "coolant_above_minimum"]
    over = {
        "orbit.altitude": Q(random.uniform(560, 580, count), "km"),
        "orbit.local_time": Q(np.full(count, 6.1), "hour"),
        "thermal.coolant_minimum": Q(random.uniform(*coldest, count), "K"),
    }
    found, true = (sr.sweep(case, over, [name], paired=True, exact=exact) for exact in (False, True))
    assert (found.attrs["orbits"], true.attrs["orbits"]) == ("chart", "solved")
    assert 0.1 < float(true[name].mean()) < 0.9
    np.testing.assert_array_equal(found[name], true[name])


def test_the_first_failed_check_is_told_with_its_numbers_and_the_others_are_counted():
    c = sr.compare("rack-100kw-flown")
    failed = [one for one in c.checks if not one.passed]
    assert c.failing.startswith(f'fails the check "{failed[0].title}" (value 27,') and len(failed) > 2
    assert c.failing.endswith(f" and {len(failed) - 1} other checks") and sr.compare().failing == ""
