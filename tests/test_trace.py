"""Programs: what is played is what the walk itself gives, to the last bit; only what is asked for is worked out."""

import pickle
from typing import get_args

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sunrack as sr
from sunrack.catalogue import records
from sunrack.scenario import SECTIONS, shipped
from sunrack.study import plan as plans
from sunrack.study.engine import evaluate
from sunrack.study.recordings import REPEATS
from sunrack.study.runner import Runner
from sunrack.study.sampling import drawn, lay_out_sample
from sunrack.study.sweeping import lay_out
from sunrack.tables import pick
from sunrack.trace import record

EVERY = 64  # designs of a block
GIVEN = {
    "power": "80 kW",
    "mass": "1 t",
    "price": "2 MUSD",
    "gpus": "64",
}  # in place of what the maker of a rack does not publish


def options():
    """Every option of every choice, as changes: those of one room at a time, the first of each choice, then the second, …"""
    for room, section in SECTIONS.items():
        choices = {}
        for name, one in section.model_fields.items():
            kind = section.extra(name).get("catalogue")
            words = (
                list(records(str(kind)))
                if kind
                else [word for word in get_args(one.annotation) if isinstance(word, str)]
            )
            choices |= {f"{room}.{name}": words} if words and f"{room}.{name}" != "ground.regions" else {}
        for place in range(max(map(len, choices.values()), default=0)):
            chosen = {key: words[place % len(words)] for key, words in choices.items()}
            record = records("racks")[chosen["rack.model"]] if "rack.model" in chosen else GIVEN
            yield chosen | {f"rack.{key}": one for key, one in GIVEN.items() if key not in record}


CASES = [({}, name) for name in shipped()] + [(changes, "rack-100kw") for changes in options()]


def same(one, other):
    """The same numbers to the last bit, or the same words."""
    one, other = np.asarray(one), np.asarray(other)
    return one.shape == other.shape and one.dtype == other.dtype and one.tobytes() == other.tobytes()


def recorded(function, arrays):
    """The program of a function, tried on the same arrays turned round."""
    return record(function, arrays, {name: one[::-1] for name, one in arrays.items()})


def alike(plan, number):
    """A block played from the program of another, and walked."""
    first, block, runner = plan.blocks[0], plan.blocks[number], Runner(plan)
    program, given = runner.recordings.record_block(first)
    assert program is not None, "the walk could not be recorded"
    walked = runner.evaluate_block(first.words, runner.block_inputs(first))
    assert all(same(given[name], walked[name]) for name in plan.outputs)
    played, walked = (
        program.play(runner.block_inputs(block, program.keys)),
        runner.evaluate_block(block.words, runner.block_inputs(block)),
    )
    assert [name for name in plan.outputs if not same(played[name], walked[name])] == []
    return program


@pytest.mark.slow
@pytest.mark.parametrize(
    ("changes", "name"), CASES, ids=lambda one: one if isinstance(one, str) else "-".join(one.values()) or "default"
)
def test_independent_every_result_of_every_option(monkeypatch, changes, name):
    """Draws of every ranged value, all results there are: the walk over arrays itself, bit for bit."""
    monkeypatch.setattr(plans, "POINTS", EVERY)
    case = sr.load(name).but(changes) if changes else sr.load(name)
    alike(lay_out_sample(case, REPEATS * EVERY, results=list(sr.compare(case).to_dict())), 1)


@pytest.mark.slow
def test_independent_gates_as_distributions(monkeypatch):
    """Without luck each design has a distribution of its gates over fixed points: the same."""
    monkeypatch.setattr(plans, "POINTS", EVERY)
    case = sr.load()
    keys = [one.key for one in drawn(case) if not one.key.endswith("luck")]
    alike(lay_out_sample(case, REPEATS * EVERY, only=keys, results=list(sr.compare(case).to_dict())), 2)


def test_independent_grids_with_an_orbit_of_their_own_along_an_axis(monkeypatch):
    """Blocks of a grid lie elsewhere on the axis of orbits, whose years were solved before."""
    monkeypatch.setattr(plans, "GRID_POINTS", 20)
    over = {
        "orbit.altitude": "500 km:1400 km:8",
        "launch.vehicle": ["falcon-9", "starship-2029"],
        "launch.price": "10 USD/kg:1000 USD/kg:20:log",
    }
    plan = lay_out(
        None,
        over,
        ["orbit.sunlit_fraction", "mass.wet", "launch.binding_limit", "compare.texas.cost_ratio", "rack.mass"],
    )
    assert [block.words for block in plan.blocks[:2]] == [
        (("launch.vehicle", "falcon-9"),),
        (("launch.vehicle", "starship-2029"),),
    ]
    alike(plan, 14)


def test_only_what_is_asked_for_is_worked_out(monkeypatch):
    """Of all drawn values the wet mass rests on few, and on no price, though it is sized twice, without and with the
    thrusters' power; a result that nothing moves is no step at all."""
    monkeypatch.setattr(plans, "POINTS", EVERY)
    whole = alike(lay_out_sample(None, REPEATS * EVERY), 1)
    plan = lay_out_sample(None, REPEATS * EVERY, results=["mass.wet", "orbit.inclination"])
    part = alike(plan, 1)
    named = {f"dimension {one.dim.name}": one.key for one in plan.draws.keys}
    assert len(part) < 2 / 3 * len(whole) and not [
        key for one in part.keys if (key := named[one]).startswith(("cost.", "ground.", "finance.cost"))
    ]
    assert "mass.structure_fraction" in {named[one] for one in part.keys}
    assert len(recorded(lambda a: {"constant": np.float64(3.0)}, {"x": np.ones(3)})[0]) == 0


def test_equal_steps_are_one_and_constants_are_told_apart():
    x = np.linspace(1, 2, 5)
    twice, _ = recorded(lambda a: {"y": np.exp(a["x"]) + np.exp(a["x"])}, {"x": x})
    assert len(twice) == 2
    signs, _ = recorded(lambda a: {"up": np.copysign(a["x"], 0.0), "down": np.copysign(a["x"], -0.0)}, {"x": x})
    assert len(signs) == 2 and same(signs.play({"x": x})["down"], -x)
    rows = np.arange(10_000.0), np.arange(10_000.0) + 1
    large, _ = recorded(lambda a: {"one": pick(rows[0], a["i"]), "other": pick(rows[1], a["i"])}, {"i": np.arange(3)})
    assert same(large.play({"i": np.arange(3)})["other"], np.array([1.0, 2.0, 3.0]))


def test_what_a_function_does_in_place_leaves_its_inputs_alone():
    def function(a):
        y = a["x"] * 2
        z = y
        y += 1
        np.sqrt(y, out=y)
        return {"y": y, "z": z, "x": a["x"]}

    x = np.linspace(0, 1, 4)
    program, first = recorded(function, {"x": x})
    played = program.play({"x": x})
    assert same(played["y"], np.sqrt(2 * x + 1)) and same(played["z"], played["y"]) and played["x"] is x
    assert all(same(first[name], played[name]) for name in played)


def test_functions_of_several_arrays_and_answers():
    def function(a):
        low, high = np.broadcast_arrays(a["x"], a["y"][:, None])
        whole = np.stack([low, high, low * high])
        return {
            "most": np.max(whole, axis=0),
            "which": np.argmax(whole, axis=0),
            "part": np.clip(a["x"], 0.2, a["x"].mean())[1:],
            "none": "text",
        }

    x, y = np.linspace(-1, 1, 6), np.linspace(0, 1, 3)
    program, _ = recorded(function, {"x": x, "y": y})
    other = {"x": x[::-1] * 3, "y": y + 0.3}
    assert all(same(one, program.play(other)[name]) for name, one in function(other).items())


def test_a_constant_that_its_maker_changes_stays_as_it_was():
    def function(a):
        held = np.ones(3)
        answer = a["x"] + held
        held *= 5
        return {"y": answer}

    program, first = recorded(function, {"x": np.zeros(3)})
    assert first["y"].tolist() == program.play({"x": np.zeros(3)})["y"].tolist() == [1.0, 1.0, 1.0]


def test_numbers_of_any_kind_are_taken_as_floats():
    """Single precision and bytes overflow where a float does not: they are widened first."""
    for key, numbers in (
        ("orbit.altitude", np.array([5e5, 6e5], np.float32)),
        ("rack.derate", np.array([1, 2], np.uint8)),
    ):
        one, other = (evaluate(sr.load(), {key: kind}).to_dict() for kind in (numbers, numbers.astype(float)))
        assert all(same(one[name]["value"], row["value"]) for name, row in other.items())
    with pytest.raises(ValueError, match="bare SI"):
        evaluate(sr.load(), {"orbit.altitude": sr.Q([500, 600], "km")})


def test_a_walk_that_cannot_be_recorded_is_walked(monkeypatch):
    """An orbit solved for each design is no plain arithmetic: such blocks are walked one by one, with the same results."""
    monkeypatch.setattr(plans, "POINTS", EVERY)
    over = {"orbit.altitude": sr.Q(np.linspace(600, 700, 4 * EVERY), "km")}
    plan = lay_out(None, over, ["mass.wet"], paired=True, exact=True)
    runner = Runner(plan)
    assert runner.recordings.record_block(plan.blocks[0])[0] is None
    assert runner.run(plan.blocks[1])["mass.wet"].shape == (EVERY,)


def test_a_runner_pickles_without_its_programs(monkeypatch):
    monkeypatch.setattr(plans, "POINTS", EVERY)
    plan = lay_out_sample(None, REPEATS * EVERY)
    runner = Runner(plan)
    here = [runner.run(block) for block in plan.blocks]
    sent = pickle.loads(pickle.dumps(runner))
    assert all(same(here[2][name], sent.run(sent.plan.blocks[2])[name]) for name in plan.outputs)


PLAIN = [np.add, np.subtract, np.multiply, np.divide, np.minimum, np.maximum, np.hypot, np.less]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(PLAIN), st.integers(0, 40), st.integers(0, 40), st.booleans()),
        min_size=1,
        max_size=40,
    ),
    st.data(),
)
def test_property_any_program_plays_as_it_runs(program, data):
    """Random programs on three arrays and two constants, some steps in place: the same bits on other numbers."""
    wanted = data.draw(st.lists(st.integers(0, len(program) + 2), min_size=1, max_size=5))

    def function(a):
        held = [a["x"], a["y"], a["z"], np.float64(0.5), -2]
        for step, one, other, place in program:
            answer = step(held[one % len(held)], held[other % len(held)])
            if place and not isinstance(answer, (float, np.generic)) and answer.dtype == float:
                answer *= 2
            held.append(answer)
        return {str(number): held[number % len(held)] for number in wanted}

    def arrays(seed):
        random = np.random.default_rng(seed)
        return {name: random.normal(size=shape) for name, shape in (("x", 7), ("y", 7), ("z", (2, 1)))}

    with np.errstate(all="ignore"):
        made, _ = recorded(function, arrays(1))
        assert all(same(one, made.play(arrays(2))[name]) for name, one in function(arrays(2)).items())
