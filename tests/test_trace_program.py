"""A program as data: its parts, its marks, its operations; and when a study records one."""

import dataclasses
import json
import pickle
import runpy
import sys
import threading
from pathlib import Path

import numpy as np
import pytest
from support.traced import right

import sunrack as sr
from sunrack.study import plan as plans
from sunrack.study import recordings
from sunrack.study.runner import Runner
from sunrack.study.sampling import lay_out_sample, sample
from sunrack.study.sweeping import dataset, lay_out, sweep
from sunrack.trace import OPERATIONS, Constant, Slot, note, note_rows, record
from sunrack.trace import numpy as numpy_back_end
from sunrack.trace.marks import FUNCTIONS
from sunrack.units import Ratio, Watt, bare, law
from sunrack.units.laws import LAWS

X = {"x": np.array([1.0, 2.0]), "y": np.array([3.0, 4.0])}
OTHER = {"x": np.array([5.0, 6.0]), "y": np.array([7.0, 9.0])}


@law
def _share(power: Watt, part: Ratio = 0.5) -> Watt:
    return power * part


@law
def _nested(power: Watt, part: Ratio) -> Watt:
    return _share(power, part=part) + 1.0


for planted in (_share, _nested):
    del LAWS[planted.name]  # they are no laws of the walk, which other tests visit


def named(a):
    with bare():
        first = _nested(a["x"], 0.25)
        second = _share.si(first + a["y"])
    note(first, "room.first", unit="W", about="a part")
    note(2.0, "room.still", unit="W")
    note_rows({"room.second": {"value": second, "unit": "W"}, "room.word": {"value": "text", "unit": ""}})
    return {"first": first, "second": second}


def test_a_program_is_plain_data():
    program, _ = record(named, X, OTHER, units={"x": "W"})
    assert [(one.key, one.unit, one.shape, one.kind) for one in program.inputs] == [
        ("x", "W", (2,), "<f8"),
        ("y", "", (2,), "<f8"),
    ]
    assert [(one.op, one.shape, one.kind) for one in program.steps] == [
        ("multiply", (2,), "<f8"),
        ("add", (2,), "<f8"),
        ("add", (2,), "<f8"),
        ("multiply", (2,), "<f8"),
    ]
    assert all(type(one) is Slot for step in program.steps for one in step.takes)
    assert sorted(float(one.value) for one in program.constants) == [0.25, 0.5, 1.0]
    assert program.calls == program.names == ()
    with pytest.raises(dataclasses.FrozenInstanceError):
        program.steps = ()
    played = pickle.loads(pickle.dumps(program)).play(OTHER)
    assert played["second"].tolist() == program.play(OTHER)["second"].tolist() == [4.625, 5.75]


def test_a_program_has_each_constant_once_and_each_step_once():
    def function(a):
        return {"one": a["x"] * 0.1 + np.ones(2), "other": np.ones(2) + a["x"] * 0.1, "same": a["x"] * 0.1 + np.ones(2)}

    program, _ = record(function, X, OTHER)
    assert len(program.constants) == 2 and [step.op for step in program.steps] == ["multiply", "add", "add"]


def test_a_part_rests_on_what_its_outputs_need_and_can_begin_in_the_middle():
    program, _ = record(named, X, OTHER)
    part = program.part(["first"])
    assert part.keys == ("x",) and len(part) == 2 and part.play(OTHER)["first"].tolist() == [2.25, 2.5]
    cut = program.part(["second"], cuts={dict(program.outputs)["first"].number: "first"})
    assert cut.keys == ("y", "first") and len(cut) == 2
    assert cut.play({"y": np.zeros(2), "first": np.array([2.0, 4.0])})["second"].tolist() == [1.0, 2.0]
    with pytest.raises(ValueError, match='"third" is not an output'):
        program.part(["third"])
    with pytest.raises(ValueError, match="not a step of this program"):
        program.part(["second"], cuts={999: "nothing"})


def test_a_play_writes_only_into_arrays_of_its_own_that_nobody_sees_any_more():
    def walk(a):
        doubled = a["x"] * 2.0  # written over by the next step, which is its last user
        tripled = doubled + a["x"]
        rows = tripled.reshape(1, 2)  # a view: what it shows stays
        shown = np.sqrt(tripled)
        return {"shown": shown + a["y"], "rows": rows, "kept": doubled * 1.0, "tripled": tripled}

    program = right(walk, X, OTHER)
    text = numpy_back_end.text_of(program.inputs, program.steps, program.outputs)
    assert "out=" in text
    given = {name: array.copy() for name, array in OTHER.items()}
    first, second = program.play(given), program.play(given)
    for name, array in OTHER.items():
        assert given[name].tobytes() == array.tobytes()
    assert all(first[name].tobytes() == second[name].tobytes() for name in first)
    assert not any(np.shares_memory(first[name], second[name]) for name in first)


def test_marks_tell_laws_and_names():
    program, _ = record(named, X, OTHER, marks=True)
    outer, inner, last = program.calls
    assert [one.law.rpartition(".")[2] for one in program.calls] == ["_nested", "_share", "_share"]
    assert (outer.parent, inner.parent, last.parent) == (None, 0, None)
    assert len(outer.steps) == 2 and inner.steps == outer.steps[:1] and outer.at.endswith(".named")
    assert [name for name, _ in inner.args] == ["power", "part"] and type(inner.answer) is Slot
    assert [(one.text, one.unit, one.rank, one.about) for one in program.names] == [
        ("room.first", "W", "result", "a part"),
        ("room.second", "W", "result", ""),
    ]
    part = program.part(["second"], cuts={dict(program.outputs)["first"].number: "first"})
    assert [one.law.rpartition(".")[2] for one in part.calls] == ["_share"]
    assert record(named, X, OTHER)[0].calls == ()


def test_every_operation_has_a_function_and_a_name():
    """What a program holds can be written as JSON, but for slices and `...`, which every back end must know."""
    assert all(name == one.name and callable(one.function) for name, one in OPERATIONS.items())
    program, _ = record(lambda a: {"y": np.stack([a["x"], a["y"]], axis=-1)[..., 0].astype(int)}, X, OTHER)
    assert json.dumps([step.named for step in program.steps if step.op != "getitem"])
    assert isinstance(Constant(0, 1.0).value, float)


@pytest.mark.slow
def test_the_program_of_the_default_scenario_with_every_input_live(monkeypatch, capsys):
    tool = runpy.run_path(str(Path(__file__).parents[1] / "tools" / "program.py"))
    monkeypatch.setattr(sys, "argv", ["program.py"])
    tool["main"]()
    said = capsys.readouterr().out
    for words in (" inputs, ", " steps\n", "calls of laws: ", "arrays of more than one number: ", "  multiply\n"):
        assert words in said
    program, case = tool["program_of"](sr.load()), sr.load()
    assert {*program.keys} >= {key for key in case.values() if key != "orbit.year"} and len(program.calls) > 250
    assert {call.law for call in program.calls} <= LAWS.keys() | FUNCTIONS.keys()
    assert {one.text for one in program.names} >= {"mass.wet", "cost.per_gpu_hour", "compare.texas.cost_ratio"}


FEW = "A recording pays from"


def test_a_small_study_is_not_recorded_and_says_so(monkeypatch):
    def never(*_, **__):
        raise AssertionError("a small study was recorded")

    monkeypatch.setattr(recordings, "record", never)
    found = sample(None, 1000, outputs=["mass.wet"])
    assert found.attrs["recorded"] is False and found.attrs["why_not_recorded"].startswith(FEW)


def test_a_large_study_is_recorded_and_says_so(monkeypatch):
    monkeypatch.setattr(plans, "POINTS", 64)
    monkeypatch.setattr(recordings, "RECORD_FROM", 256)
    plan = lay_out_sample(None, 4 * 64 + 5, results=["mass.wet"])
    found = dataset(Runner(plan))
    assert found.attrs["recorded"] is True and "why_not_recorded" not in found.attrs
    monkeypatch.setattr(recordings, "RECORD_FROM", 10**9)
    walked = Runner(lay_out_sample(None, 4 * 64 + 5, results=["mass.wet"])).arrays()
    assert walked["mass.wet"].tobytes() == found["mass.wet"].to_numpy().tobytes()


def test_a_study_that_cannot_be_recorded_says_why(monkeypatch):
    monkeypatch.setattr(plans, "POINTS", 64)
    monkeypatch.setattr(recordings, "RECORD_FROM", 192)
    over = {"orbit.altitude": sr.Q(np.linspace(600, 700, 3 * 64), "km")}
    found = dataset(Runner(lay_out(None, over, ["mass.wet"], paired=True, exact=True)))
    assert found.attrs["recorded"] is False
    assert found.attrs["why_not_recorded"].startswith("The walk cannot be recorded: ")


def test_a_walk_that_reads_a_number_is_walked_with_the_right_numbers(monkeypatch):
    """A law that tests an array's class, planted in the walk: no guard sees it, and the trial does."""
    monkeypatch.setattr(plans, "POINTS", 64)
    monkeypatch.setattr(recordings, "RECORD_FROM", 192)
    walked = Runner.evaluate_block

    def planted(self, words, varied, **_):
        found = walked(self, words, varied)
        one = found["mass.wet"]
        return found | {"mass.wet": one * 2 if isinstance(one, np.ndarray) else one}

    monkeypatch.setattr(Runner, "evaluate_block", planted)
    plan = lay_out_sample(None, 3 * 64, results=["mass.wet"])
    runner = Runner(plan)
    found = runner.arrays()["mass.wet"]
    assert "mass.wet is not what the function gives" in runner.recordings.attributes["why_not_recorded"]
    assert found[-64:].tobytes() == runner.evaluate_block((), runner.block_inputs(plan.blocks[2]))["mass.wet"].tobytes()


def test_a_fault_of_the_walk_itself_is_told(monkeypatch):
    """What goes wrong on plain arrays too is no matter of the recording."""
    monkeypatch.setattr(plans, "POINTS", 64)
    monkeypatch.setattr(recordings, "RECORD_FROM", 192)

    def broken(self, words, varied, **_):
        raise AttributeError("a fault of the walk")

    monkeypatch.setattr(Runner, "evaluate_block", broken)
    with pytest.raises(AttributeError, match="a fault of the walk"):
        Runner(lay_out_sample(None, 3 * 64, results=["mass.wet"])).arrays()


def test_threads_that_start_together_record_a_kind_once(monkeypatch):
    monkeypatch.setattr(plans, "POINTS", 64)
    monkeypatch.setattr(recordings, "RECORD_FROM", 192)
    count, plain = [], recordings.record
    monkeypatch.setattr(recordings, "record", lambda *given: count.append(1) or plain(*given))
    plan = lay_out_sample(None, 4 * 64, results=["mass.wet"])
    runner = Runner(plan)
    gate = threading.Barrier(4)

    def one(block):
        gate.wait()
        runner.run(block)

    started = [threading.Thread(target=one, args=(block,)) for block in plan.blocks]
    for thread in started:
        thread.start()
    for thread in started:
        thread.join()
    assert len(count) == 1


def test_a_store_says_whether_it_was_recorded(tmp_path):
    import xarray

    over = {"launch.price": "10 USD/kg:1000 USD/kg:5"}
    for name in ("x.nc", "x.zarr"):
        path = sweep(None, over, ["cost.per_gpu_hour"], output=tmp_path / name)
        found = xarray.open_dataset(path) if name == "x.nc" else xarray.open_zarr(path)
        assert not found.attrs["recorded"] and found.attrs["why_not_recorded"].startswith(FEW)
