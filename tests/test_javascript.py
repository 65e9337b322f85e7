"""Independent: the model in JavaScript, run by node, against numpy and against Python's walk."""

import json
import sys
from pathlib import Path

import numpy as np
import pytest
from support.node import needs_node, played

import sunrack as sr
from sunrack.tables import pick
from sunrack.trace import OPERATIONS, record
from sunrack.trace.flat import KNOWN
from sunrack.trace.javascript import written

sys.path.insert(0, str(Path(__file__).parent.parent / "tools"))
from program import program_of

POINTS = (-2.75, -1.0, -0.5, 0.0, 0.5, 1.0, 1.5, 2.5, 7.25)
GRID = np.array([-1.0, 0.0, 0.5, 2.0, 6.0])
TABLE = np.arange(24.0).reshape(2, 3, 4) ** 1.5


def several(x):
    """An array of 24 numbers that hang on one, in no order."""
    return x * np.cos(np.arange(24.0)).reshape(2, 3, 4) - np.sin(np.arange(24.0) * 3).reshape(2, 3, 4)


CASES = {
    **{name: (lambda x, f=OPERATIONS[name].function: f(x)) for name, one in OPERATIONS.items() if one.elementwise
       and one.arrays == 1 and name not in ("invert",)},
    **{name: (lambda x, f=OPERATIONS[name].function: f(x, np.array([1.25]))) for name, one in OPERATIONS.items()
       if one.elementwise and one.arrays == 2 and not name.startswith("bitwise")},
    "invert": lambda x: np.invert(x > 0),
    **{name: (lambda x, f=OPERATIONS[name].function: f(x > 0, x < 1)) for name in
       ("bitwise_and", "bitwise_or", "bitwise_xor")},
    "where": lambda x: np.where(x > 0, several(x), 3.0),
    "clip": lambda x: np.clip(several(x), -0.5, x),
    "take": lambda x: np.take(several(x), np.array([2, 0, -1]), axis=1),
    "take a place that varies": lambda x: pick(TABLE, np.clip(np.fmin(x, 9), 0, 2).astype(int), axis=1, mode="clip"),
    "take flat": lambda x: np.take(several(x), np.array([[5, 23]])),
    "take_along_axis": lambda x: np.take_along_axis(several(x), np.argsort(TABLE, axis=1)[:, :2], axis=1),
    "interp": lambda x: np.interp(several(x), GRID, GRID**2),
    "searchsorted": lambda x: np.searchsorted(GRID, np.fmin(x, 9), side="right"),
    **{f"{name} along {axis}": (lambda x, f=OPERATIONS[name].function, a=axis: f(several(x), axis=a))
       for name in ("max", "min", "sum", "prod", "mean", "any", "all", "argmax", "argmin") for axis in (None, 0, 1, -1)},
    **{f"{name} kept": (lambda x, f=OPERATIONS[name].function: f(several(x), axis=1, keepdims=True)) for name in
       ("max", "min", "sum", "mean")},
    **{f"{name}.reduce": (lambda x, f=OPERATIONS[f"{name}.reduce"].function: f(several(x), axis=1)) for name in
       ("add", "multiply", "maximum", "minimum", "logical_and", "logical_or")},
    **{f"{name} along {axis}": (lambda x, f=OPERATIONS[name].function, a=axis: f(several(x), axis=a)) for name in
       ("cumsum", "cumprod", "sort", "flip") for axis in (0, 1, 2)},
    "diff": lambda x: np.diff(several(x), n=2, axis=1),
    "expand_dims": lambda x: np.expand_dims(several(x), axis=1) + TABLE[:, None],
    "squeeze": lambda x: np.squeeze(several(x)[:, :1], axis=1),
    "round": lambda x: np.round(several(x), decimals=2),
    "moveaxis": lambda x: np.moveaxis(several(x), 0, -1),
    "swapaxes": lambda x: np.swapaxes(several(x), 0, 2),
    "transpose": lambda x: np.transpose(several(x), (2, 0, 1)),
    "ravel": lambda x: np.ravel(np.moveaxis(several(x), 0, 1)),
    "copy": lambda x: np.copy(several(x)),
    "atleast_1d": lambda x: np.atleast_1d(x),
    "zeros_like": lambda x: np.zeros_like(several(x)) + x,
    "ones_like": lambda x: np.ones_like(several(x)) * x,
    "full_like": lambda x: np.sum(np.full_like(several(x), x)),
    "broadcast_to": lambda x: np.sum(np.broadcast_to(x, (3, 5)), axis=1),
    "getitem": lambda x: several(x)[1, ::-2, None, 1:3],
    "astype": lambda x: np.fmin(x, 9).astype(int) * 1.0,
    "reshape": lambda x: several(x).reshape((4, -1)),
    "stack": lambda x: np.stack([several(x), several(-x)], axis=1),
    "concatenate": lambda x: np.concatenate([several(x), np.ones((2, 3, 1)) * x], axis=2),
    "broadcast_arrays": lambda x: np.sum(np.broadcast_arrays(x, several(x))[0], axis=0),
}  # fmt: skip


def test_every_operation_that_can_be_recorded_can_be_written():
    assert set(OPERATIONS) == KNOWN
    tried = {case.split()[0] for case in CASES}
    assert set(OPERATIONS) - {"item"} <= tried  # "item" comes with broadcast_arrays


@pytest.mark.slow
@needs_node
def test_every_operation_gives_what_numpy_gives():
    jobs, wanted = [], []
    with np.errstate(all="ignore"):
        for case in CASES.values():
            first, other = {"x": np.array([0.7])}, {"x": np.array([-3.0])}
            program, _ = record(lambda arrays, f=case: {"y": f(arrays["x"])}, first, other)
            jobs.append((written(program), [{"x": one} for one in POINTS]))
            wanted.append([np.asarray(case(np.array([one]))) for one in POINTS])
    for name, found, right in zip(CASES, played(jobs), wanted, strict=True):
        for x, row, answer in zip(POINTS, found, right, strict=True):
            given = np.ravel(np.asarray(row["y"], dtype=float))
            assert given == pytest.approx(answer.astype(float).ravel(), rel=1e-12, abs=1e-15, nan_ok=True), (name, x)


@pytest.mark.slow
@needs_node
@pytest.mark.parametrize("name", ["rack-100kw", "rack-100kw-claimed"])
def test_the_model_in_javascript_gives_every_result_of_the_walk(name):
    # tolerance: functions such as tan and exp may differ by the last digits from machine to machine
    case = sr.load(name)
    program, values, rng = program_of(case).part(), case.values(), np.random.default_rng(1)
    designs = []
    for _ in range(60):
        design = {}
        for one in program.inputs:
            value = values[one.key]
            ranged = value.low is not None and value.high is not None and one.key != "orbit.local_time"
            design[one.key] = float(rng.uniform(value.low, value.high)) if ranged else float(value.si)
        design["orbit.altitude"] = float(values["orbit.altitude"].si * rng.uniform(0.96, 1.04))
        designs.append(design)
    (found,) = played([(json.loads(json.dumps(written(program))), designs)])
    for design, row in zip(designs, found, strict=True):
        right = program.play({key: np.array([one]) for key, one in design.items()})
        for result, answer in right.items():
            if answer is None:
                continue
            flat = np.ravel(np.asarray(answer))[0]
            if isinstance(flat, str):
                assert row[result] == flat, result
            else:
                assert row[result] == pytest.approx(float(flat), rel=1e-9, abs=1e-9, nan_ok=True), result
