"""`optimize`: against brute force (independent), its margins, its starts, what it says, and what it refuses."""

import doctest
import importlib
import itertools
import json
import math
from functools import cache

import numpy as np
import pytest

import sunrack as sr
from sunrack.drawing import as_text
from sunrack.report import optima
from sunrack.study.choices import Choices, Number, choose, required_margins
from sunrack.study.engine import evaluate

SOME = {
    "thermal.coolant_return": "45 degC:60 degC",
    "rack.spares": "0:0.25",
    "orbit.shield_thickness": "5 mm:20 mm",
    "power.eclipse_policy": None,
    "power.battery": ["li-ion-pack", "flown-pack"],
}


@cache
def some():
    return sr.optimize(over=SOME)


def needed(checks):
    return required_margins({one.slug: one.results()["margin"]["unit"] for one in checks})[0]


def brute_force(case, values, words, objective):
    """The least of a result over a grid of SI numbers and some words, among designs whose checks keep their margins."""
    grid = [axis.ravel() for axis in np.meshgrid(*values.values(), indexing="ij")]
    best = math.inf
    for chosen in words:
        c = evaluate(case, dict(zip(values, grid, strict=True)), words={"ground.regions": [], **chosen})
        found = np.broadcast_to(c.result(objective), grid[0].shape)
        good = np.isfinite(found)
        for one in c.checks:
            good = good & one.passed & (one.margin >= needed(c.checks)[one.slug] - 1e-9)
        best = min(best, float(np.min(found, initial=math.inf, where=good)))
    return best


PROBLEMS = {
    "two numbers": (
        "cost.per_gpu_hour",
        {"thermal.coolant_return": ("45 degC", "60 degC", 401), "rack.spares": ("0", "0.25", 101)},
        {},
    ),
    "altitude, shield and policy": (
        "cost.per_gpu_hour",
        {"orbit.shield_thickness": ("5 mm", "20 mm", 601), "rack.derate": ("0.6", "1", 21)},
        {"power.eclipse_policy": ["ride", "throttle", "sleep"]},
    ),
    "lightest satellite": (
        "mass.wet",
        {"power.blanket_width": ("6 m", "18 m", 201), "thermal.puncture_margin": ("0.05", "0.3", 101)},
        {"attitude.radiator": ["ram-wake", "zenith-nadir", "anti-sun"]},
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", PROBLEMS)
def test_the_optimum_is_that_of_a_brute_force_grid_to_a_thousandth(name):
    objective, numbers, words = PROBLEMS[name]
    case = sr.load()
    chosen = choose(case, {key: f"{low}:{high}" for key, (low, high, _) in numbers.items()}).numbers
    values = {
        one.key: np.linspace(one.low, one.high, count)
        for one, (_, _, count) in zip(chosen, numbers.values(), strict=True)
    }
    tried = [{key: word} for key, many in words.items() for word in many] or [{}]
    grid = brute_force(case, values, tried, objective)
    over = {key: f"{low}:{high}" for key, (low, high, _) in numbers.items()}
    best = sr.optimize(case, over | words, objective)
    assert best.feasible
    assert best.value == pytest.approx(grid, rel=1e-3)
    assert best.value <= grid * (1 + 2e-4)  # rounding its numbers costs at most 1e-4


@pytest.mark.slow
def test_every_check_passes_at_the_optimum_with_its_margin():
    best = some()
    c = best.comparison.bare
    required = needed(c.checks)
    assert best.feasible and not best.short
    assert all(one.passed and one.margin >= required[one.slug] - 1e-9 for one in c.checks)
    assert float(c.result("cost.per_gpu_hour")) == pytest.approx(best.value, rel=1e-9)
    assert best.value < best.start == pytest.approx(float(sr.compare().bare.result("cost.per_gpu_hour")))
    assert best.distance == pytest.approx(1 - best.value / best.start)


@pytest.mark.slow
def test_three_starts_give_the_same_optimum():
    first = some()
    starts = (
        {"thermal.coolant_return": "59 degC", "rack.spares": "0.25", "power.eclipse_policy": "sleep"},
        {"orbit.shield_thickness": "20 mm", "rack.spares": "0.02", "power.battery": "flown-pack"},
    )
    for start in starts:
        other = sr.optimize(over=SOME, start=start)
        assert other.value == pytest.approx(first.value, rel=3e-4)
        for key in ("power.eclipse_policy", "power.battery"):
            room, name = key.split(".")
            assert getattr(getattr(other.scenario, room), name) == getattr(getattr(first.scenario, room), name)


def test_a_start_for_what_is_not_chosen_is_refused():
    with pytest.raises(ValueError, match=r"only what is chosen, not launch\.price"):
        sr.optimize(over={"orbit.altitude": None}, start={"launch": {"price": "100 USD/kg"}})


@pytest.mark.slow
def test_what_binds_cannot_be_moved_further():
    best = some()
    assert {one.slug for one in best.binding} >= {"coolant_flow", "dose"}
    assert "battery_rate" not in {
        one.slug for one in best.binding
    }  # its sizing puts it at the limit, whatever is chosen
    for one in best.binding:
        assert one.margin == pytest.approx(one.required, abs=2e-3)


def test_each_choice_alone_is_the_scenario_with_it_alone():
    best = some()
    found = {one.key: one for one in best.choices}
    alone = sr.load().but({"rack.spares": best.scenario.rack.spares.si})
    assert found["rack.spares"].alone == pytest.approx(
        float(sr.compare(alone).bare.result("cost.per_gpu_hour")), rel=1e-9
    )
    for one in best.choices:
        assert not one.without_feasible or one.without >= best.value * (1 - 1e-3)
        assert one.matters == (not one.without_feasible or one.without >= best.value * 1.01)


def test_a_number_that_no_check_holds_back_is_told_to_be_at_its_end():
    best = sr.optimize(over={"rack.derate": "0.8:1", "orbit.disposal_altitude": "250 km:400 km"})
    assert ("rack.derate", "low") in best.at_ends and ("orbit.disposal_altitude", "low") in best.at_ends


def test_derating_keeps_the_number_of_accelerators_on_both_sides():
    best = sr.optimize(over={"rack.derate": "0.6:1"})
    c, was = best.comparison.bare, sr.compare().bare
    assert best.scenario.rack.derate.si == pytest.approx(0.6)
    for one in (c, was):
        racks = float(one.result("launch.fleet_satellites")) * best.scenario.rack.racks.si
        assert racks == best.scenario.launch.fleet_power.si / best.scenario.rack.power.si


def test_margins_are_obeyed_and_cost_something():
    over = {"rack.spares": "0:0.2", "orbit.shield_thickness": "5 mm:20 mm"}
    tight = sr.optimize(over=over, margins={"dose": "50 %"})
    loose = sr.optimize(over=over, margins=0)
    checks = {one.slug: one for one in tight.comparison.bare.checks}
    assert checks["dose"].margin >= 0.5
    assert {one.slug: one.required for one in tight.binding}["dose"] == 0.5
    assert loose.value < tight.value


def test_where_no_design_passes_the_nearest_is_told():
    best = sr.optimize(over={"rack.spares": "0:0.1"}, margins={"round_trip": "90 %"})
    assert not best.feasible
    assert [one.slug for one in best.short] == ["round_trip"]
    page = " ".join(as_text(optima.optimum(best)).split())
    assert "no design within the allowed ranges passes" in page and "A GPU-hour from the closest design costs" in page
    assert "required 90 %)" in page and not any(words in page for words in ("best design", "either way", "parity"))


def test_the_checks_that_a_scenario_misses_are_named_with_their_margins():
    best = sr.optimize({"thermal.coolant_supply": "44 degC"}, {"thermal.coolant_supply": "30 degC:40 degC"})
    assert [one.slug for one in best.start_short] == ["coolant_within_rack_limit"] and not best.start_feasible
    page = " ".join(as_text(optima.optimum(best)).split())
    assert page.startswith("Your scenario is not at its optimum.")
    assert "required margin: Coolant supply within rack limit (margin 1.00 K, required 5.00 K)." in page


def test_the_most_can_be_looked_for():
    over = {"orbit.disposal_altitude": "250 km:400 km"}
    best = sr.optimize(over=over, objective="compare.net_present_value", maximize=True, against="texas")
    assert best.objective == "compare.texas.net_present_value"
    assert best.value > best.start


@pytest.mark.slow
def test_a_front_trades_one_result_for_another():
    found = sr.pareto(over={"rack.spares": "0:0.25", "thermal.coolant_return": "45 degC:60 degC"}, points=4)
    costs, masses = (np.array([row[at] for row in found.rows]) for at in (0, 1))
    assert len(found.rows) == len(found.scenarios) >= 3
    assert np.all(np.diff(costs) > -1e-3 * costs[0]) and np.all(np.diff(masses) < 0)
    for scenario, cost in zip(found.scenarios, costs, strict=True):
        assert float(sr.compare(scenario).bare.result("cost.per_gpu_hour")) == pytest.approx(cost, rel=1e-9)


def test_every_built_in_choice_is_one_of_the_scenario():
    for name in ("rack-100kw", "rack-100kw-claimed", "rack-100kw-flown", "rack-gb200"):
        case = sr.load(name)
        choices = choose(case)
        assert set(choices.words(case)) <= {(one.key, word) for one in choices.options for word in one.words}
        assert np.all((choices.point(case) >= 0) & (choices.point(case) <= 1))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"over": {"orbit.altitud": "1 km:2 km"}}, 'Did you mean "orbit.altitude"'),
        ({"over": {"nonsense": None}}, '"nonsense" is not an input that can be chosen'),
        ({"over": {"orbit.altitude": "500 km"}}, "two different ends"),
        ({"over": {"orbit.altitude": "500 kg:600 kg"}}, "orbit.altitude"),
        ({"over": {"power.eclipse_policy": "sleeep"}}, "sleep"),
        ({"over": {"rack.spares": None}}, "no range of its own"),
        ({"over": {}}, "what to choose"),
        ({"over": {"ground.regions": None}}, "against"),
        ({"objective": "mass.wett"}, 'Did you mean "mass.wet"'),
        ({"objective": "launch.binding_limit"}, "text"),
        ({"margins": {"doze": 0.1}}, "dose"),
        ({"margins": {"dose": "5 km"}}, "margin of dose"),
        ({"against": "atlantis"}, "atlantis"),
    ],
)
def test_what_cannot_be_optimised_is_refused_in_words(arguments, words):
    with pytest.raises(ValueError, match=words.replace("?", r"\?")):
        sr.optimize(**arguments)


def test_the_command_writes_the_optimum_as_a_scenario_and_the_answer_as_json(run, tmp_path):
    words = ["--over", "rack.spares=0:0.2", "--over", "thermal.coating"]
    answer = run("optimize", *words, "-o", str(tmp_path / "best.toml"))
    assert answer.code == 0
    made = sr.load(tmp_path / "best.toml")
    told = json.loads(run("optimize", *words, "--format", "json").out)
    assert float(sr.compare(made).bare.result("cost.per_gpu_hour")) == pytest.approx(told["optimum"]["value"], rel=1e-9)
    page = run("optimize", *words).out
    assert "What each choice is worth" in page and "rack.spares" in page
    assert run("optimize", "--over", "rack.spares=").code == 2
    assert run("optimize", "--margin", "dose", "--margin", "round_trip=1").code == 2


def test_options_alone_can_be_chosen():
    """Independent: every pair of the two options, each compared; the cheapest that passes all checks is the optimum."""
    over = ("attitude.radiator", "mass.controlled_entry")
    best, case = sr.optimize(over=dict.fromkeys(over)), sr.load()
    words = {one.key: one.words for one in choose(case, dict.fromkeys(over)).options}
    costs = {}
    for pair in itertools.product(*(words[key] for key in over)):
        c = sr.compare(case.but(dict(zip(over, pair, strict=True)))).bare
        if all(one.passed for one in c.checks):
            costs[pair] = float(c.result("cost.per_gpu_hour"))
    least = min(costs, key=costs.get)
    assert len(costs) > 1 and (best.scenario.attitude.radiator, best.scenario.mass.controlled_entry) == least
    assert best.value == pytest.approx(costs[least], rel=1e-12)
    assert best.start == pytest.approx(costs[case.attitude.radiator, case.mass.controlled_entry], rel=1e-12)
    assert best.distance == pytest.approx(1 - best.value / best.start, rel=1e-9)
    assert [one.key for one in best.choices] == [
        key
        for key, word in zip(over, least, strict=True)
        if word != getattr(getattr(case, key[: key.index(".")]), key[key.index(".") + 1 :])
    ]


def test_a_scenario_at_its_optimum_has_no_choice_to_make():
    best = sr.optimize(over={"mass.controlled_entry": None})
    assert best.scenario.mass.controlled_entry == sr.load().mass.controlled_entry == "yes"
    assert best.value == best.start and best.distance == 0 and best.choices == ()


@pytest.mark.slow
@pytest.mark.parametrize("module", ["odds", "slopes", "optima", "front"])
def test_the_examples_of_docstrings_are_true(module):
    found = doctest.testmod(importlib.import_module(f"sunrack.study.{module}"))
    assert found.attempted and not found.failed


def test_the_scenario_that_is_written_is_the_design_that_was_found_where_its_own_words_may_not_be_chosen():
    """`rack-100kw-claimed` has the battery "claimed", and 650 km lies outside this range."""
    over = {"power.battery": ["li-ion-pack", "flown-pack"], "orbit.altitude": "500 km:600 km"}
    best = sr.optimize("rack-100kw-claimed", over, margins=0)
    assert best.scenario.power.battery in over["power.battery"]
    assert float(best.comparison.bare.result("cost.per_gpu_hour")) == pytest.approx(best.value, rel=1e-9)
    assert best.feasible == all(one.passed for one in best.comparison.bare.checks)
    found = {one.key: one for one in best.choices}
    alone = sr.load("rack-100kw-claimed").but({"power.battery": best.scenario.power.battery})
    assert found["power.battery"].before == "claimed"
    assert found["power.battery"].alone == pytest.approx(
        float(sr.compare(alone).bare.result("cost.per_gpu_hour")), rel=1e-9
    )


def test_built_in_choices_have_what_the_scenario_has():
    for name in ("rack-100kw-claimed", "rack-100kw-flown", "rack-gb200"):
        case = sr.load(name)
        choices = choose(case)
        assert choices.words(case) == choices.own_words(case)


@pytest.mark.slow
def test_the_report_tells_on_request_how_far_the_scenario_is_from_its_optimum():
    page = sr.report(sr.load().but({"orbit.altitude": "9000 km"}), sections=["optimum"])  # infeasible as it stands
    told, text = page.to_dict()["findings"]["optimum"], " ".join(str(page).split())
    assert told["start"]["value"] is None and told["optimum"]["feasible"]
    assert "Distance from the optimum" in text and "is infeasible. In the best design" in text
    assert f"costs {told['optimum']['ratio']:.2f} times as much as in Texas." in text
    assert all(len(line) <= 80 for line in str(page).splitlines())


@pytest.mark.parametrize(
    ("key", "own", "ends"),
    [
        pytest.param("orbit.altitude", "751 km", "500 km:750 km", id="just outside", marks=pytest.mark.slow),
        pytest.param("rack.spares", "0", "0.01:0.3", id="0 of a ratio"),
    ],
)
def test_a_choice_put_back_outside_its_range_is_the_optimum_of_the_others_alone(key, own, ends):
    """Independent: the same scenario optimised over the other number alone."""
    case = sr.load().but({key: own})
    others = {"orbit.shield_thickness": "5 mm:30 mm"}
    found = {one.key: one for one in sr.optimize(case, {key: ends, **others}, margins=0).choices}[key]
    alone = sr.optimize(case, others, margins=0)
    assert found.without == pytest.approx(alone.value, rel=2e-4)
    assert found.without_feasible and alone.feasible


def test_a_whole_number_of_0_stays_0_where_its_range_is_counted_by_ratio():
    strings = Choices((Number("power.battery_strings", 1, 40, "", whole=True),), ())
    (found,) = strings.rounded([[-math.inf], [0.5]]).T
    assert strings.numbers[0].at(found).tolist() == [0, 6]


def test_a_number_that_follows_another_follows_it_where_that_alone_is_changed():
    """The width of the blanket follows the power of the racks: alone the cap is what `but` makes of it."""
    best = sr.optimize(over={"rack.derate": "0.6:0.7", "power.blanket_width": "6 m:8 m"}, margins=0)
    found = {one.key: one for one in best.choices}
    for key in ("rack.derate", "power.blanket_width"):
        alone = sr.load().but({key: best.scenario[key]})
        assert found[key].alone == pytest.approx(float(sr.compare(alone).bare.result("cost.per_gpu_hour")), rel=1e-9)
