"""The guards of the recorder against what no single operation shows: odd constants, caught refusals, state outside the function."""

import numpy as np
import pytest
from support.traced import OTHER, X, refused, right

from sunrack.trace import Recorded, Unrecordable, record

OUTSIDE = {"calls": 0}


class Loud(np.ndarray):
    """An array that does something else than an array."""


CONSTANTS = {
    "subclass": lambda: np.ones(4).view(Loud),
    "matrix": lambda: np.ma.masked_array(np.ones(4), [0, 1, 0, 1]),
    "objects": lambda: np.array([1.0, 2.0, None, 4.0], dtype=object),
    "date": lambda: np.datetime64("2026-01-01"),
    "complex": lambda: 1j,
    "object": lambda: object(),
}


@pytest.mark.parametrize("make", CONSTANTS.values(), ids=CONSTANTS)
def test_a_constant_of_another_kind(make):
    with pytest.raises((Unrecordable, TypeError)):
        record(lambda a: {"y": np.where(a["x"] > 0, make(), a["x"])}, X, OTHER)


def test_a_refusal_that_is_caught_on_the_way_is_raised_at_the_end():
    def function(a):
        try:
            return {"y": a["x"] * float(a["x"][0])}
        except TypeError:
            return {"y": a["x"] * 3}

    def other_error(a):
        try:
            float(a["x"][0])
        except TypeError:
            raise ValueError("something else") from None

    refused(function, "are read")
    refused(other_error, "are read")


def counted(a):
    OUTSIDE["calls"] += 1
    return a["x"] * OUTSIDE["calls"]


TRIED = {
    "class": lambda a: -a["x"] if isinstance(a["x"], np.ndarray) else a["x"],
    "kind": lambda a: -a["x"] if type(a["x"]) is Recorded else a["x"],
    "scalar": lambda a: a["x"] * (2 if isinstance(a["x"][0], float) else 1),
    "random": lambda a: a["x"] * np.random.random(),
    "random array": lambda a: a["x"] + np.random.default_rng().random(4),
    "state outside": counted,
}


@pytest.mark.parametrize("function", TRIED.values(), ids=TRIED)
def test_what_only_a_trial_on_other_numbers_finds(function):
    refused(lambda a: {"y": function(a)}, "played on other numbers, y is not what the function gives")


def errors_raised(a):
    try:
        with np.errstate(all="raise"):
            return 1 / (a["x"] + 10)
    except FloatingPointError:
        return a["x"]


def test_an_error_of_numpy_as_a_branch():
    refused(lambda a: {"y": errors_raised(a)}, "branch by numbers", {"x": np.zeros(2)}, {"x": np.array([1.0, -10.0])})


def test_an_error_by_numbers_as_a_branch():
    """A place beyond a table on the recorded numbers and not on others: the function goes another way there."""

    def function(a):
        try:
            return {"y": np.take(np.stack([a["x"], a["x"]]), 3 * (a["x"] > 2.5) + 0, axis=0)}
        except IndexError:
            return {"y": a["x"]}

    refused(function, "np.take raises IndexError", X, {"x": np.zeros(4)})


def test_a_recorded_array_that_is_kept_and_used_later():
    kept = {}

    def function(a):
        return {"y": a["x"] * kept.setdefault("first", a["x"] * 2)}

    refused(function, "after its recording has ended")


def test_a_class_that_numpy_does_not_ask():
    """What fails on a recorded array alone is a refusal, so that the walk goes on with plain arrays."""
    refused(lambda a: {"y": np.frombuffer(a["x"])}, "it raises TypeError|is not recorded")
    refused(lambda a: {"y": a["x"].astype("O")}, "data of the type object")


def test_results_of_other_names_on_other_numbers():
    refused(lambda a: {"y" if type(a["x"]) is Recorded else "z": a["x"]}, "other results")


def test_an_array_of_another_recording():
    kept = {}

    def keeping(a):
        if isinstance(a["x"], Recorded):
            kept["y"] = a["x"] * 2
        return {"y": a["x"] * 2}

    record(keeping, X, OTHER)
    refused(lambda a: {"y": np.add(a["x"], kept["y"])}, "another recording")


def test_an_operation_in_place_on_a_number_makes_a_new_one():
    """A number of numpy is never changed: its other names keep what they had."""

    def function(a):
        total = np.sum(a["x"])
        before = total
        total += 1
        return {"before": before, "after": total}

    right(function)


def test_an_operation_in_place_on_an_array_is_seen_by_its_other_names():
    def function(a):
        y = a["x"] * 2
        same, equal = y, a["x"] * 2
        y += 1
        y **= 2
        return {"y": y, "same": same, "equal": equal}

    right(function)


def test_words_that_look_alike_are_told_apart():
    def function(a):
        table = np.ones((2, 4)) * a["x"]
        return {
            "one": np.sum(table, axis=0) + 1,
            "true": np.sum(table, axis=1, keepdims=True) + True,
            "kept": np.sum(table, axis=1, keepdims=False),
            "zero": np.copysign(a["x"], 0.0),
            "minus": np.copysign(a["x"], -0.0),
            "whole": a["x"] * np.int64(2),
            "single": a["x"] * np.float32(0.1),
            "word": np.where(a["x"] > 0, "mass", "volume"),
            "part": a["x"][1:3],
            "stride": a["x"][::2],
            "layout": np.sum(a["x"] * np.asfortranarray(np.arange(8.0).reshape(2, 4)), axis=1),
        }

    right(function)


def test_a_program_refuses_arrays_of_another_shape_or_kind():
    program, _ = record(lambda a: {"y": a["x"] + 1}, X, OTHER)
    with pytest.raises(ValueError, match=r"shape \(3,\).*recorded with \(4,\)"):
        program.play({"x": np.zeros(3)})
    with pytest.raises(ValueError, match="kind"):
        program.play({"x": np.zeros(4, dtype=int)})
    with pytest.raises(ValueError, match="needs an array for x"):
        program.play({})
