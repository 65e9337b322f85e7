"""The guards of the recorder: each test plants a violation, which is refused in a sentence, or recorded with the right numbers."""

import copy
import math
import pickle
from collections import Counter
from functools import lru_cache

import numpy as np
import pytest
from support.traced import OTHER, X, refused, right

from sunrack.trace import record


def viewed(make):
    """A function that takes a view of an array and then writes into the array."""

    def function(a):
        base = a["x"] * 2
        view = make(base)
        base += 1
        return {"view": view * 1, "base": base}

    return function


VIEWS = {
    "slice": lambda a: a[:2],
    "new axis": lambda a: a[None, :],
    "reshape": lambda a: a.reshape(2, 2),
    "np.reshape": lambda a: np.reshape(a, (2, 2)),
    "ravel": np.ravel,
    "broadcast_to": lambda a: np.broadcast_to(a, (3, 4)),
    "broadcast_arrays": lambda a: np.broadcast_arrays(a, np.zeros((2, 1)))[0],
    "moveaxis": lambda a: np.moveaxis(a, 0, 0),
    "swapaxes": lambda a: np.swapaxes(a, 0, 0),
    "transpose": np.transpose,
    "squeeze": np.squeeze,
    "expand_dims": lambda a: np.expand_dims(a, 0),
    "atleast_1d": np.atleast_1d,
    "flip": np.flip,
    "view of a view": lambda a: a[1:][:2],
}


@pytest.mark.parametrize("make", VIEWS.values(), ids=VIEWS)
def test_k25_a_view_is_taken_before_its_base_is_written(make):
    refused(viewed(make), "of which a view may exist")


def test_k25_a_large_constant_is_changed_in_place():
    def function(a):
        buffer = np.ones(5000)
        before = a["x"] * buffer
        buffer *= 5
        return {"before": before, "after": a["x"] * buffer}

    arrays, other = ({"x": np.linspace(low, 2, 4).reshape(4, 1)} for low in (0, -3))
    program = right(function, arrays, other)
    assert program.play(arrays)["before"][-1, 0] == 2 and program.play(arrays)["after"][-1, 0] == 10
    assert not any(one.value.flags.writeable for one in program.constants)


def test_a_buffer_outside_is_a_constant_of_its_content_when_it_is_used():
    buffer = np.ones(4)
    program, _ = record(lambda a: {"y": a["x"] + buffer}, X, OTHER)
    buffer += 100
    assert program.play(X)["y"].tolist() == [1.0, 2.0, 3.0, 4.0]
    with pytest.raises(ValueError, match=r"WRITEABLE|writeable"):
        program.constants[0].value.flags.writeable = True


READ = {
    "branch": lambda a: a["x"] if a["x"][0] > 0 else -a["x"],
    "float": lambda a: a["x"] * float(a["x"][0]),
    "int": lambda a: a["x"] * int(a["x"][0]),
    "math": lambda a: a["x"] * math.sqrt(a["x"][0]),
    "complex": lambda a: complex(a["x"][0]),
    "round": lambda a: round(a["x"][0]),
    "length": lambda a: a["x"] * len(a["x"]),
    "loop": lambda a: sum(a["x"]),
    "in": lambda a: a["x"] * (1.0 in a["x"]),
    "reversed": lambda a: list(reversed(a["x"])),
    "text": lambda a: f"{a['x']}",
    "repr": lambda a: repr(a["x"]),
    "index": lambda a: [1, 2, 3][a["x"].astype(int)[0]],
    "array": lambda a: np.asarray(a["x"], dtype=float),
    "array of several": lambda a: np.array([a["x"], a["x"]]),
    "array of objects": lambda a: np.array([a["x"], None], dtype=object),
    "index of an array": lambda a: np.zeros(3)[a["x"].astype(int)],
    "into an array": lambda a: np.zeros(4).__setitem__(slice(None), a["x"]),
    "sorted": lambda a: sorted([a["x"][0], a["x"][1]]),
    "max": lambda a: max(a["x"][0], a["x"][1]),
    "dictionary": lambda a: {0.0: 1.0, 1.0: 2.0}[a["x"][0]],
    "counted": lambda a: Counter([a["x"][0]]),
    "cached": lambda a: cached(a["x"][0]),
    "pickle": lambda a: pickle.dumps(a["x"]),
    "copy": lambda a: copy.copy(a["x"]),
    "deep copy": lambda a: copy.deepcopy(a["x"]),
    "write": lambda a: a["x"].__setitem__(0, 1.0),
}


@lru_cache
def cached(number):
    return number * 2


@pytest.mark.parametrize("function", READ.values(), ids=READ)
def test_numbers_are_read(function):
    refused(lambda a: {"y": function(a)}, "numbers of an array that varies are read|is not recorded")


METHODS = "T real flat data sum max item tolist fill sort put view copy tobytes flags base strides".split()


@pytest.mark.parametrize("name", METHODS)
def test_an_attribute_of_an_array_that_is_not_recorded(name):
    """Neither `hasattr` nor a default hides it; what no array has is missing as it is in an array."""
    refused(lambda a: {"y": 1.0 if hasattr(a["x"], name) else 2.0}, rf"\.{name} is not recorded")
    refused(lambda a: {"y": getattr(a["x"], name, None)}, rf"\.{name} is not recorded")
    right(lambda a: {"y": a["x"] if not hasattr(a["x"], "magnitude") else -a["x"]})


FUNCTIONS = {
    "nonzero": lambda a: np.nonzero(a["x"])[0],
    "where alone": lambda a: np.where(a["x"])[0],
    "unique": lambda a: np.unique(a["x"]),
    "compress": lambda a: np.compress(a["x"] > 0, a["x"]),
    "mask": lambda a: a["x"][a["x"] > 0],
    "size along": lambda a: np.size(a["x"], axis=0),
    "shape by numbers": lambda a: np.broadcast_to(1.0 * a["x"], a["x"].astype(int)),
    "axis by numbers": lambda a: np.sum(a["x"], axis=a["x"].astype(int)[0]),
    "index in a tuple": lambda a: a["x"][a["x"].astype(int), None],
    "slice by numbers": lambda a: a["x"][: a["x"].astype(int)[0]],
    "two answers": lambda a: np.modf(a["x"])[0],
    "product of matrices": lambda a: np.matmul(a["x"], a["x"]),
    "list of arrays": lambda a: np.maximum(a["x"], [a["x"][0]] * 4),
}


@pytest.mark.parametrize("function", FUNCTIONS.values(), ids=FUNCTIONS)
def test_a_function_that_is_not_in_the_list_or_gives_a_shape_by_numbers(function):
    refused(lambda a: {"y": function(a)}, "not among the operations|is not recorded|belongs|mask|np.stack|are read")


def doubled(a):
    return a["x"] * 2


WRITES = {
    "an input": lambda a: a["x"].__iadd__(1),
    "an input by out": lambda a: np.add(a["x"], 1, out=a["x"]),
    "an array outside": lambda a: np.add(a["x"], 1, out=np.empty(4)),
    "an array outside in place": lambda a: np.zeros(4).__iadd__(a["x"]),
    "a view": lambda a: np.add(doubled(a)[:2], 1, out=doubled(a)[:2]),
    "out of a function": lambda a: np.clip(a["x"], 0, 1, out=np.empty(4)),
    "out by its place": lambda a: np.clip(a["x"], 0, 1, doubled(a)),
    "copyto": lambda a: np.copyto(np.empty(4), a["x"]),
    "copyto a recorded one": lambda a: np.copyto(doubled(a), 1.0),
    "putmask": lambda a: np.putmask(doubled(a), a["x"] > 0, 1.0),
    "at": lambda a: np.add.at(np.zeros(4), [0, 1, 2, 3], a["x"]),
    "at a recorded one": lambda a: np.add.at(doubled(a), [0], 1.0),
    "reduced into": lambda a: np.add.reduce(np.ones((2, 4)) * a["x"], axis=0, out=doubled(a)),
    "another kind": lambda a: (a["x"] > 0).__iadd__(1.5),
    "another shape": lambda a: np.add(np.ones((2, 4)), a["x"], out=doubled(a)),
}


@pytest.mark.parametrize("function", WRITES.values(), ids=WRITES)
def test_an_array_is_written_into(function):
    refused(lambda a: {"y": function(a)}, "writ|is not recorded|not among the operations|in place")


WORDS = {
    "where": lambda a: np.sqrt(a["x"], where=a["x"] > 0),
    "where in out": lambda a: np.sqrt(doubled(a), where=a["x"] > 0, out=doubled(a)),
    "casting": lambda a: np.add(a["x"], 1, casting="unsafe"),
    "dtype": lambda a: np.add(a["x"], 1, dtype=np.float32),
    "order": lambda a: np.add(a["x"], 1, order="F"),
    "reduction with where": lambda a: np.sum(a["x"], where=a["x"] > 0),
    "reduction with initial": lambda a: np.max(a["x"], initial=a["x"][0]),
    "ufunc reduction with where": lambda a: np.add.reduce(a["x"], where=a["x"] > 0),
    "outer": lambda a: np.multiply.outer(a["x"], a["x"]),
    "accumulate": lambda a: np.subtract.accumulate(a["x"]),
}


@pytest.mark.parametrize("function", WORDS.values(), ids=WORDS)
def test_arguments_that_are_not_recorded(function):
    refused(lambda a: {"y": function(a)}, "is not recorded|not among the operations")
