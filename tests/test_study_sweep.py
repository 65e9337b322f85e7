"""Truths of sweeps: the scalar path (`compare` of the scenario with those values), every orbit solved, and any cutting into blocks."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sunrack as sr
from sunrack import Q
from sunrack.cost.clock import Times
from sunrack.orbit import sun_synchronous_inclination
from sunrack.orbit.year import solve_year
from sunrack.scenario import SECTIONS
from sunrack.study import charts, orbits, plan, runner
from sunrack.study.axes import axis
from sunrack.study.plan import Plan
from sunrack.study.runner import Runner
from sunrack.study.sweeping import lay_out

OUTPUTS = [
    "cost.per_gpu_hour",
    "mass.wet",
    "power.array_area",
    "power.sizing_day",
    "thermal.radiator_area",
    "orbit.sunlit_fraction",
    "launch.binding_limit",
]


def numbers_of(case):
    """Every continuous key with a range that a draw may move."""
    return {
        key: one
        for key, one in case.values().items()
        if one.low is not None
        and one.high is not None
        and one.low < one.high
        and not (key.count(".") == 1 and SECTIONS[key.split(".")[0]].extra(key.split(".")[1])["bounds"]["whole"])
    }


def drawn(case, count, seed, keys=None):
    """A paired plan of draws, evenly between low and high, and its values."""
    random = np.random.default_rng(seed)
    ranged = numbers_of(case)
    values = {key: random.uniform(ranged[key].low, ranged[key].high, count) for key in keys or ranged}
    spans = {key: (ranged[key].low, ranged[key].high) for key in values}
    return values, lambda outputs, **more: Plan(
        case,
        tuple(outputs),
        draws=lambda a, b: {key: one[a:b] for key, one in values.items()},
        count=count,
        spans=spans,
        **more,
    )


def test_independent_a_grid_of_numbers_and_choices_is_the_scalar_path():
    """1e-12 at every corner and a few points within, for keys of five rooms, two choices and two regions."""
    over = {
        "orbit.altitude": "520 km:1400 km:4",
        "power.eclipse_policy": ["ride", "sleep"],
        "launch.vehicle": ["falcon-9", "starship-2029"],
        "ground.regions": ["texas", "india"],
        "thermal.emissivity": np.array([0.8, 0.9]),
        "finance.cost_of_capital": Q([5.0, 11.0], "percent/year"),
    }
    found = sr.sweep(None, over, [*OUTPUTS, "compare.cost_ratio", "ground.binding_gate"])
    assert found.sizes == {key: len(one) if not isinstance(one, str) else 4 for key, one in over.items()}
    random = np.random.default_rng(3)
    for _ in range(12):
        at = {key: int(random.integers(size)) for key, size in found.sizes.items()}
        point = found.isel(at)
        region = str(point["ground.regions"].item())
        c = sr.compare(sr.load().but({
            "orbit.altitude": Q(point["orbit.altitude"].item(), "km"), "power.eclipse_policy": str(point["power.eclipse_policy"].item()),
            "launch.vehicle": str(point["launch.vehicle"].item()), "ground.regions": [region], "thermal.emissivity": point["thermal.emissivity"].item(),
            "finance.cost_of_capital": Q(point["finance.cost_of_capital"].item(), "percent/year"),
        }))  # fmt: skip
        for name in OUTPUTS:
            same(point[name].item(), c.result(name), name)
        same(point["compare.cost_ratio"].item(), c.result(f"compare.{region}.cost_ratio"), "ratio")
        same(point["ground.binding_gate"].item(), c.result(f"ground.{region}.binding_gate"), "gate")


def same(ours, theirs, name):
    assert ours == theirs if isinstance(theirs, str) else ours == pytest.approx(theirs, rel=1e-12), name


def test_independent_scattered_designs_are_the_scalar_path():
    """Every ranged key of the default scenario drawn at once, every orbit solved: 1e-12 of `compare`, all numeric results."""
    case = sr.load().but({"ground.regions": ["texas"]})
    values, lay = drawn(case, 5, 11)
    names = [name for name, row in sr.compare(case).to_dict().items() if isinstance(row["value"], float)]
    found = Runner(lay(names, exact=True)).arrays()
    shown = case.values()
    for place in (0, 4):
        low_high = {key: one for key, one in values.items() if not key.startswith(RANGED)}
        c = sr.compare(
            case.but(
                {key: shown[key].in_unit(one[place]) for key, one in low_high.items()}
                | _with_ranges(shown, values, place)
            )
        )
        for name in names:
            assert found[name][place] == pytest.approx(c.result(name), rel=1e-12, nan_ok=True), name


RANGED = ("ground.", *(f"cost.{key}" for key in Times.model_fields))


def _with_ranges(shown, values, place):
    """A drawn value of the ground, or of orbit's own times, keeps its range, which the times are drawn from."""
    rows = {}
    for key in (one for one in values if one.startswith(RANGED)):
        quantity = [
            f"{shown[key].in_unit(one).magnitude:.17g} {shown[key].unit}"
            for one in (values[key][place], shown[key].low, shown[key].high)
        ]
        rows[key] = dict(zip(("value", "low", "high"), quantity, strict=True))
    return rows


def test_the_cut_into_blocks_and_threads_changes_no_bit(monkeypatch):
    _, lay = drawn(sr.load(), 700, 5, ["orbit.altitude", "launch.price", "rack.price", "thermal.fin_efficiency"])
    whole = Runner(lay(OUTPUTS)).arrays(threads=1)
    monkeypatch.setattr(plan, "POINTS", 97)
    cut = Runner(lay(OUTPUTS)).arrays(threads=3)
    over = {
        "orbit.altitude": "500 km:900 km:7",
        "orbit.local_time": "06:00,10:30,18:00",
        "launch.price": "100 USD/kg:1000 USD/kg:5:log",
    }
    grid = Runner(lay_out(None, over, OUTPUTS)).arrays(threads=1)
    monkeypatch.setattr(plan, "GRID_POINTS", 11)
    pieces = Runner(lay_out(None, over, OUTPUTS)).arrays(threads=3)
    for name in OUTPUTS:
        assert np.array_equal(whole[name], cut[name]) and np.array_equal(grid[name], pieces[name]), name


def test_an_orbit_is_solved_once_an_altitude(monkeypatch):
    solved = []
    true = solve_year

    def counted(altitude, *others):
        answer = true(altitude, *others)
        solved.append(np.size(answer.mean_fraction))
        return answer

    monkeypatch.setattr(orbits, "solve_year", counted)
    monkeypatch.setattr("sunrack.orbit.path.solve_year", counted)
    lay = lay_out(
        None,
        {
            "orbit.altitude": "500 km:900 km:9",
            "launch.price": "1 USD/kg:1000 USD/kg:300:log",
            "rack.price": "2 MUSD:4 MUSD:300",
        },
        ["cost.per_gpu_hour"],
    )
    assert Runner(lay).arrays()["cost.per_gpu_hour"].shape == (9, 300, 300)
    assert solved == [9]


@settings(max_examples=8)
@given(
    st.floats(200e3, 2500e3),
    st.floats(1e3, 300e3),
    st.floats(0, 24 * 3600, allow_subnormal=False),
    st.floats(60, 3600),
    st.sampled_from(["cylinder", "umbra", "penumbra"]),
    st.integers(1990, 2060),
)
def test_independent_a_chart_is_within_its_tolerance(low, wide, early, long, shadow, year):
    """At 200 orbits other than those it measured itself by: sunlit fraction within 2e-5 of the solved year, wherever it says it can."""
    made = charts.chart(
        (low, low + wide), (early, min(early + long, 86400.0)), float(year), shadow, "ram-wake", nodes=2500
    )
    if made is None:
        return
    random = np.random.default_rng(7)
    altitude, clock = random.uniform(low, low + wide, 200), random.uniform(early, min(early + long, 86400.0), 200)
    true = solve_year(altitude, sun_synchronous_inclination.si(altitude), clock, float(year), shadow)
    read, _ = made.at(altitude, clock)
    assert np.nanmax(np.abs(read.mean_fraction - true.mean_fraction)) <= charts.TOLERANCE


def test_independent_charted_designs_are_close_to_solved_ones():
    """What a chart costs in the results: array, mass and radiator within 3e-4 of the same designs with every orbit solved
    (whole satellites a launch make the cost jump where a mass is near the limit)."""
    case = sr.load().but(
        {
            "orbit.altitude": {"value": "650 km", "low": "500 km", "high": "800 km"},
            "orbit.local_time": {"value": "6 hour", "low": "5.8 hour", "high": "6.2 hour"},
        }
    )
    _, lay = drawn(case, 12_000, 2, ["orbit.altitude", "orbit.local_time", "power.packing", "launch.price"])
    charted, solved = Runner(lay(OUTPUTS)), Runner(lay(OUTPUTS, exact=True))
    near, true = charted.arrays(), solved.arrays()
    assert charted.orbit_errors["sunlit_fraction"] <= charts.TOLERANCE and not solved.orbit_errors
    for name in ("power.array_area", "mass.wet", "thermal.radiator_area"):
        assert np.nanmax(np.abs(near[name] / true[name] - 1)) < 3e-4, name
    assert np.nanmax(np.abs(near["orbit.sunlit_fraction"] - true["orbit.sunlit_fraction"])) <= charts.TOLERANCE


@settings(max_examples=10)
@given(
    st.sampled_from([6.0, 7.5, 12.0, 18.0]),
    st.floats(300e3, 3000e3),
    st.floats(0.05, 2.0),
    st.floats(0.5, 1.2),
    st.floats(-0.01, 0.0, allow_subnormal=False),
)
def test_independent_the_days_kept_size_any_array(hour, altitude, night, gain, bend):
    """The largest area asked for by the days kept is that of all 365, to 1e-9, for any load by night and any cell's answer to sunlight."""
    whole = solve_year(altitude, sun_synchronous_inclination.si(np.float64(altitude)), hour * 3600, 2027.0)
    kept = orbits.sizing_days(whole)
    assert kept.day_fraction.size < 120

    def area(year):
        dark, sun = year.day_fraction / (1 - year.day_fraction), (149597870700.0 / year.day_distance) ** 2 - 1
        return np.max((1 + night * dark) / (1 + gain * sun * (1 + bend * sun / 0.034)))

    assert area(kept) == pytest.approx(area(whole), rel=1e-9)


@pytest.mark.parametrize(
    ("over", "words"),
    [
        ({}, "no input to sweep"),
        ({"orbit.altitud": "500 km:600 km:3"}, 'Did you mean "orbit.altitude"'),
        ({"orbit.altitude": "500 kg:600 km:3"}, "has the unit kg"),
        ({"orbit.altitude": [500, 600]}, "needs a unit"),
        ({"orbit.altitude": Q([1.0, -2.0], "km")}, "must be more than 0 km"),
        ({"orbit.altitude": Q([1.0, np.nan], "km")}, "finite"),
        ({"orbit.altitude": Q([], "km")}, "has no values"),
        ({"orbit.altitude": "500 km:600 km"}, "is not a range"),
        ({"orbit.altitude": "500 km:600 km:0"}, "is not a range"),
        ({"orbit.altitude": "500 km:600 km:3:cubic"}, "is not a range"),
        ({"orbit.year": np.array([2027.5, 2028.0])}, "whole"),
        ({"launch.price": "0 USD/kg:100 USD/kg:3:log"}, "must be more than 0"),
        ({"launch.vehicle": "falcon-9,starship-2092"}, 'Did you mean "starship-2029"'),
        ({"launch.vehicle": ["falcon-9", "falcon-9"]}, "each once"),
        ({"power.eclipse_policy": []}, "needs names"),
        ({"ground.regions": ["atlantis"]}, 'has no "atlantis"'),
        ({"thermal.emissivity": "0.5:1.5:3"}, "at most 1"),
        ({"rack.power": "1e9 W:2e9 W:100000000"}, "at most 10 million"),
    ],
    ids=str,
)
def test_a_mistake_is_told_in_words(over, words):
    with pytest.raises(ValueError, match=re.escape(words)):
        sr.sweep(None, over, ["mass.wet"])


def test_all_mistakes_are_told_at_once_and_outputs_by_name():
    with pytest.raises(ValueError, match=r"orbit.altitud[\s\S]*launch.vehicle"):
        sr.sweep(None, {"orbit.altitud": "1 km:2 km:2", "launch.vehicle": ["x"]})
    with pytest.raises(ValueError, match=r'Did you mean "mass.wet"'):
        sr.sweep(None, {"orbit.altitude": "600 km:700 km:2"}, ["mass.wett"])
    with pytest.raises(ValueError, match="of one length"):
        sr.sweep(None, {"orbit.altitude": "600 km:700 km:2", "launch.price": "1 USD/kg:2 USD/kg:3"}, paired=True)


def test_values_are_shown_as_they_were_written():
    case = sr.load()
    assert axis(case, "orbit.altitude", "500 km:600 km:3").shown.tolist() == [500.0, 550.0, 600.0]
    metres = axis(case, "orbit.altitude", Q([5e5, 6e5], "m"))
    assert metres.unit == "m" and metres.shown.tolist() == [5e5, 6e5] and metres.si.tolist() == [5e5, 6e5]
    clock = axis(case, "orbit.local_time", "06:00,10:30")
    assert clock.shown.tolist() == [6.0, 10.5] and clock.unit == "hour"
    assert axis(case, "launch.price", "1 USD/kg:100 USD/kg:3:log").shown == pytest.approx([1.0, 10.0, 100.0])
    assert axis(case, "thermal.emissivity", [0.8, "0.9"]).si.tolist() == [0.8, 0.9]
    assert axis(case, "ground.texas.grid_wait", "12 month:3 year:2").unit == "month"


def test_what_cannot_be_built_is_no_exception():
    found = sr.sweep(
        None,
        {"orbit.altitude": "600 km:9000 km:3", "thermal.coolant_supply": "200 K:318 K:2"},
        ["mass.wet", "cost.per_gpu_hour"],
    )
    assert np.isfinite(found["mass.wet"].values).any() and not np.isfinite(found["cost.per_gpu_hour"].values).all()
    assert found.attrs["orbit_errors"] == "every orbit solved" and found["mass.wet"].attrs["units"] == "kg"


def test_paired_axes_run_along_one_dimension():
    found = sr.sweep(
        None,
        {"orbit.altitude": "600 km:700 km:3", "launch.price": "100 USD/kg:300 USD/kg:3"},
        ["mass.wet"],
        paired=True,
    )
    assert found.sizes == {"point": 3} and found["launch.price"].values.tolist() == [100.0, 200.0, 300.0]


def test_a_plan_is_checked_once_for_each_option_and_not_for_each_combination(monkeypatch):
    walked = []
    monkeypatch.setattr(runner, "compare", lambda case: (walked.append(case), sr.compare(case))[1])
    over = {
        "launch.vehicle": ["falcon-9", "starship-2029", "electron"],
        "power.eclipse_policy": ["ride", "sleep"],
        "ground.regions": ["texas", "india"],
    }
    assert Runner(lay_out(None, over, ["compare.cost_ratio", "mass.wet"])).check() == {
        "compare.cost_ratio": "",
        "mass.wet": "kg",
    }
    assert len(walked) == 1 + 2 + 1 + 1
    with pytest.raises(ValueError, match=r'"compare\.texas\.cost_ratio" is not a result'):
        Runner(lay_out(None, over, ["compare.texas.cost_ratio"])).check()


def test_a_region_of_the_users_own_is_an_axis_and_so_are_all():
    case = sr.load({"ground": {"regions": ["mine"], "mine": {"base": "texas", "power_price": "0.01 USD/kWh"}}})
    found = sr.sweep(case, {"ground.regions": ["mine", "texas"]}, ["ground.per_gpu_hour"])["ground.per_gpu_hour"]
    assert found.sel({"ground.regions": "mine"}) < found.sel({"ground.regions": "texas"})
    assert len(sr.sweep(case, {"ground.regions": "all"}, ["ground.power_price"])["ground.regions"]) == 18


def test_what_is_swept_is_no_result_and_what_memory_cannot_hold_is_refused():
    with pytest.raises(ValueError, match=r"launch.price is swept"):
        sr.sweep(None, {"launch.price": "1 USD/kg:2 USD/kg:2"}, ["launch.price"])
    many = {
        key: Q(np.linspace(1, 2, 100_000), unit) for key, unit in (("launch.price", "USD/kg"), ("rack.price", "MUSD"))
    }
    with pytest.raises(ValueError, match=r"Write them \(output="):
        sr.sweep(None, many, ["mass.wet"])


def test_regions_as_an_axis_beside_a_number_of_one_of_them():
    """A wait for the grid in Texas moves Texas and leaves India where it is."""
    found = sr.sweep(
        None,
        {"ground.regions": ["texas", "india"], "ground.texas.grid_wait": "1 year,9 year"},
        ["ground.time_to_power_p50"],
    )
    months = found["ground.time_to_power_p50"]
    texas, india = months.sel({"ground.regions": "texas"}).values, months.sel({"ground.regions": "india"}).values
    assert texas[1] > texas[0] + 12 and india[0] == india[1]
