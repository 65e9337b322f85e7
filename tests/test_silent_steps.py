"""Near a whole number of satellites a launch, results of studies that read orbits from a chart are those of solved orbits."""

import json

import numpy as np
import pytest

import sunrack as sr
from sunrack import Q
from sunrack.study import orbits
from sunrack.study.charts import chart
from sunrack.study.steps import MARKS, distance, measure

NAMES = ["cost.per_gpu_hour", "launch.satellites_per_launch", "launch.binding_limit", "mass.wet", "orbit.eclipse_days"]


# A design whose steps were worked out before a last burn and upsets were counted.
PLAIN = sr.load().but(
    {
        "mass.controlled_entry": "no",
        "rack.upset_overhead": 0,
        "mass.thruster_mass": "50 kg",
        "mass.shielded_area": "8.7 m²",
        "mass.bus_volume": "5 m³",
    }
)


def paired(altitudes, clock, case=PLAIN, names=NAMES, **how):
    over = {"orbit.altitude": Q(altitudes, "km"), "orbit.local_time": Q(np.full(len(altitudes), clock), "hour")}
    return sr.sweep(case, over, names, paired=True, **how)


def test_k20_a_step_is_where_solved_orbits_have_it(monkeypatch):
    """At 547.16 km and 6.2526 h a launch carries six satellites with a millionth to spare, and the chart by itself would say five."""
    monkeypatch.setattr(orbits, "SOLVED_EACH", 64)
    altitudes, near = np.linspace(540, 560, 2001), slice(700, 740)
    here = PLAIN.but({"orbit.altitude": f"{float(altitudes[716])!r} km", "orbit.local_time": "6.2526 hour"})
    six = 6 * (1 + 1e-6) * sr.design(here).mass.allocated
    case = PLAIN.but({"launch.payload": six / PLAIN.launch.orbit_factor.quantity})
    charted = paired(altitudes, 6.2526, case, ["mass.allocated"])["mass.allocated"]
    assert 6 * float(charted[716]) > six.to("kg").magnitude
    found = paired(altitudes, 6.2526, case)
    true = paired(altitudes[near], 6.2526, case, exact=True)
    assert found.attrs["orbits"] == "chart" and true.attrs["orbits"] == "solved"
    assert found["launch.satellites_per_launch"][715:717].values.tolist() == [5, 6]
    alone = sr.compare(case.but({"orbit.altitude": here.orbit.altitude, "orbit.local_time": here.orbit.local_time}))
    assert float(found["cost.per_gpu_hour"][716]) == pytest.approx(alone.result("cost.per_gpu_hour"), rel=1e-9)
    for name in NAMES[:3]:
        ours, theirs = found[name].values[near], true[name].values
        assert np.allclose(ours, theirs, rtol=1e-4) if ours.dtype == float else np.array_equal(ours, theirs), name


def test_k20_few_designs_are_solved_each():
    found = paired(np.linspace(540, 560, 2001)[700:740], 6.2526)
    assert found.attrs["orbits"] == "solved" and found.attrs["result_errors"] == "every orbit solved"


def test_k20_the_largest_error_of_each_result_is_said(monkeypatch):
    """Independent: every design solved. Of 1,200 designs 512 are measured, so the largest of all may be a little larger than the largest of those."""
    monkeypatch.setattr(orbits, "SOLVED_EACH", 64)
    altitudes = np.linspace(500, 800, 1200)
    found, true = (paired(altitudes, 6.1, exact=exact) for exact in (False, True))
    said = json.loads(found.attrs["result_errors"])
    assert set(said) == set(NAMES) and said["launch.binding_limit"] == said["launch.satellites_per_launch"] == 0
    for name in ("cost.per_gpu_hour", "mass.wet", "orbit.eclipse_days"):
        error = np.max(np.abs(found[name].values / true[name].values - 1))
        assert 0 < error <= 1.5 * said[name] and said[name] <= error * 1.1, name
    days = json.loads(found.attrs["orbit_errors"])["eclipse_days"]
    assert np.max(np.abs(found["orbit.eclipse_days"] - true["orbit.eclipse_days"])) <= days


def test_k20_the_days_with_eclipses_are_within_the_error_that_is_said():
    made = chart((500e3, 1500e3), (6.0 * 3600, 6.0 * 3600), 2027.0, "cylinder", "ram-wake", nodes=4000)
    altitude = np.random.default_rng(5).uniform(500e3, 1500e3, 3000)
    true = orbits.solve(altitude, 6.0 * 3600, 2027.0, "cylinder").eclipse_days
    read, _ = made.at(altitude, np.full(3000, 6.0 * 3600))
    assert 0 < np.max(np.abs(read.eclipse_days - true)) <= made.error["eclipse_days"]


def test_k20_distance_to_a_step():
    by_mass = np.array([5.999, 6.001, 6.5, 0.3, 0.9999, np.inf, np.nan, 5000.0001])
    away = distance(by_mass, np.full(8, 7.25))
    assert away[:2] == pytest.approx([1 / 6000, 1 / 6000], rel=1e-6) and away[2] > 0.08
    assert away[3] == pytest.approx(0.7) and away[4] == pytest.approx(1e-4)
    assert away[5] == pytest.approx(0.25 / 7) and np.isinf(away[6])
    assert distance(np.array([7.25]), np.array([7.2501]))[0] < 2e-5  # another limit would bind


def test_k20_measured_errors_are_relative_and_words_count():
    x = np.linspace(1.1, 1.9, 600)
    marks = dict(zip(MARKS, (x, x + 5, x), strict=True))

    def outputs(share):
        return lambda pool: (
            {"a": pool["x"] * (1 + share), "b": np.where(pool["x"] * (1 + share) > 1.5, "hi", "lo")}
            | {name: one[np.searchsorted(x, pool["x"])] * (1 + share) for name, one in marks.items()}
        )

    found = measure({"x": x}, outputs(1e-2), outputs(0.0))
    assert found.errors["a"] == pytest.approx(1e-2) and 0 < found.errors["b"] < 0.05
    assert found.tolerance == pytest.approx(4e-2, rel=1e-3)
