"""Break-even and comparison: put back it makes both sides equal, or the sign shows that there is none."""

import json

import numpy as np
import pytest

import sunrack as sr
from sunrack.catalogue import records
from sunrack.study import BOUNDARIES, evaluate
from sunrack.study.bracket import whole

KEYS = [
    "launch.price", "cost.price_level", "rack.price", "power.array_price", "ground.india.power_price", "ground.texas.capex", "ground.n-virginia.grid_wait",
    "finance.compute_life", "finance.cost_of_capital", "thermal.areal_mass", "mass.margin", "cost.build_time", "rack.failure_rate", "ground.compute_value",
]  # fmt: skip


def _gap(case, key, si, region, boundary):
    c = evaluate(case, {key: np.array([si])}, words={"ground.regions": [region]})
    cost, rival, against = c.design.cost, c.ground[region], c.against[region]
    with np.errstate(all="ignore"):
        gaps = {
            "infrastructure": cost.infrastructure_per_kw_year / rival.infrastructure_per_kw_year - 1,
            "all-in": cost.all_in_per_kw_year / rival.all_in_per_kw_year - 1,
            "gpu-hour": against.cost_ratio - 1,
            "net-present-value": -against.net_present_value,
        }
    return float(np.ravel(gaps[boundary])[0])


@pytest.fixture(scope="module")
def cheap():
    """A satellite so cheap that there are crossings to find."""
    return sr.load("rack-100kw-claimed").but(
        {
            "cost.price_level": 0.0005,
            "cost.operations": "10 USD/kW/year",
            "finance.residual_value": 0,
            "rack.failure_rate": "0.5 %/year",
            "power.array_price": "0.2 USD/W",
            "link.terminal_price": "20 kUSD",
        }
    )


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("name", ["cheap", "rack-100kw"])
def test_put_back_the_sides_are_equal_or_the_sign_shows_that_there_is_none(request, cheap, key, name):
    """Independent: a new walk at the value found; where there is none, walks at both ends of the span tried keep one sign."""
    case = cheap if name == "cheap" else sr.load(name)
    region = key.split(".")[1] if key.count(".") == 2 else "texas"
    found = sr.breakeven(case, key, region)
    assert list(found.crossings) == list(BOUNDARIES)
    for boundary, one in found.crossings.items():
        if one.value is None:
            ends = [_gap(case, key, si, region, boundary) for si in found.span]
            finite = [np.sign(end) for end in ends if np.isfinite(end)]
            assert len(set(finite)) <= 1, boundary
        elif one.exact:
            at = _gap(case, key, one.value.to_base_units().magnitude, region, boundary)
            assert abs(at) < 1e-6 * max(1.0, abs(one.now)), boundary


def test_the_closed_form_put_back_in_every_region(cheap):
    """Independent: all regions that ship, the launch price of each put back into a new walk, ratio 1 to 1e-6; or it lies below zero, and so does
    the gap at free launch."""
    every = cheap.but({"ground.regions": list(records("regions"))})
    c = sr.compare(every)
    prices = np.array([one.breakeven_launch_price.to_base_units().magnitude for one in c.against.values()])
    put_back = evaluate(every, {"launch.price": np.maximum(prices, 0.0)})
    for place, (name, one) in enumerate(put_back.against.items()):
        assert (
            one.cost_ratio[place] == pytest.approx(1, abs=1e-6) if prices[place] > 0 else one.cost_ratio[place] > 1
        ), name
    assert np.sum(prices > 0) > 5


@pytest.mark.slow
def test_every_second_number_there_is(cheap):
    """Independent: put back, or the sign at both ends, for numbers of every room."""
    numbers = [
        key
        for key in sorted(cheap.values())
        if key.split(".")[1] not in set(cheap.sites) - {"texas"} and not whole(key)
    ]
    for key in numbers[::2]:
        found = sr.breakeven(cheap, key, "texas")
        one = found.crossings["gpu-hour"]
        if one.value is None:
            finite = [
                np.sign(end)
                for end in (_gap(cheap, key, si, "texas", "gpu-hour") for si in found.span)
                if np.isfinite(end)
            ]
            assert len(set(finite)) <= 1, key
        elif one.exact:
            assert abs(_gap(cheap, key, one.value.to_base_units().magnitude, "texas", "gpu-hour")) < 1e-6 * max(
                1.0, abs(one.now)
            ), key


def test_launch_price_agrees_with_the_closed_form(cheap):
    """Independent: the search against the closed form of every comparison."""
    closed = sr.compare(cheap).against["texas"].breakeven_launch_price.to("USD/kg").magnitude
    found = sr.breakeven(cheap, "launch.price", "texas").crossings["gpu-hour"]
    assert found.value.to("USD/kg").magnitude == pytest.approx(closed, rel=1e-9) and found.better_below


def test_no_crossover_is_an_answer():
    found = sr.breakeven(sr.load(), "launch.price", "texas").crossings["gpu-hour"]
    assert found.value is None and str(found) == "no break-even: orbit is worse in the whole range"


@pytest.mark.parametrize(("key", "region", "words"), [
    ("launch.prise", None, 'Did you mean "launch.price"'),
    ("launch.price", "texs", 'Did you mean "texas"'),
    ("orbit.year", None, "is a whole number and has no break-even"),
    ("power.cell", None, "not a numeric input"),
])  # fmt: skip
def test_what_cannot_be_moved_is_told(key, region, words):
    with pytest.raises(KeyError) as caught:
        sr.breakeven(sr.load(), key, region)
    assert words in str(caught.value)


def test_breakeven_command(run):
    answer = run("breakeven", "launch.price", "--against", "texas")
    assert (
        answer.code == 0
        and "Break-even value of launch.price against Texas" in answer.out
        and all(len(line) <= 80 for line in answer.out.splitlines())
    )
    rows = json.loads(run("breakeven", "ground.texas.power_price", "--format", "json").out)
    assert [row["region"] for row in rows] == ["texas"] and rows[0]["unit"] == "USD/kWh"
    wrong = run("breakeven", "launch.prise")
    assert wrong.code == 2 and "Did you mean" in wrong.err and not wrong.out


def test_compare_command(run):
    answer = run("compare", "rack-100kw", "rack-gb200")
    assert answer.code == 0 and all(len(line) <= 80 for line in answer.out.splitlines())
    content = json.loads(run("compare", "rack-100kw", "rack-gb200", "--format", "json").out)
    assert {row[0] for row in content["inputs"]} == {"rack.power", "rack.mass"}
    assert next(row for row in content["results"] if row["name"] == "mass.wet")["b_over_a"] > 1
    same = json.loads(run("compare", "rack-100kw", "rack-100kw", "--format", "json").out)
    assert same["inputs"] == [] and all(row["b_over_a"] == 1 for row in same["results"])
    assert run("compare", "rack-100kw", "rack-100kx").code == 2
