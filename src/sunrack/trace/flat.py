"""A program without shapes: only operations on single numbers and on flat lists of them.

Shapes are known when a program is recorded, so all that only moves numbers (indexing, reshaping, stacking, spreading)
is worked out here and becomes a list of places. What is written from this in another language knows no shapes.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from sunrack.trace.operations import OPERATIONS
from sunrack.trace.parts import Argument, Constant, Slot, Step
from sunrack.trace.program import Program

_MOVED = {
    "getitem", "reshape", "expand_dims", "squeeze", "flip", "moveaxis", "swapaxes", "transpose", "ravel", "copy",
    "atleast_1d", "broadcast_to", "item", "broadcast_arrays", "stack", "concatenate",
}  # fmt: skip
"""Operations that move numbers and change none."""
_ROWS = {name: name for name in ("max", "min", "sum", "prod", "mean", "any", "all", "argmax", "argmin")} | {
    "add.reduce": "sum",
    "multiply.reduce": "prod",
    "maximum.reduce": "max",
    "minimum.reduce": "min",
    "logical_and.reduce": "all",
    "logical_or.reduce": "any",
}
"""Operations that make one number of each row of some numbers."""
_ALONG = {"cumsum", "cumprod", "sort", "diff"}
"""Operations along rows that keep them rows."""
_FILLED = {"zeros_like": 0.0, "ones_like": 1.0}
_SINGLE = {"take", "take_along_axis", "interp", "searchsorted", "round", "astype", "full_like", "clip", "where"}
KNOWN = (
    {name for name, one in OPERATIONS.items() if one.elementwise} | _MOVED | {*_ROWS} | _ALONG | {*_FILLED} | _SINGLE
)
"""Every operation that this back end can write: all of them, which a test holds."""


@dataclass(frozen=True, slots=True)
class FlatStep:
    """One operation on places: its name, the places, its other arguments, the count of its numbers, and the slot of the
    program that it comes from."""

    op: str
    takes: tuple[int, ...]
    words: tuple[Any, ...]
    size: int
    slot: int


@dataclass(frozen=True)
class Flat:
    """Places are those of the inputs, then of the constants, then of the steps.

    Args:
        inputs: Keys; each is a single number.
        values: Constants: numbers, words or lists of them.
        steps: Each takes from places before its own.
        outputs: Place by name.
    """

    inputs: tuple[str, ...]
    values: tuple[Any, ...]
    steps: tuple[FlatStep, ...]
    outputs: dict[str, int]


def flatten(program: Program) -> Flat:
    """A program without shapes.

    Args:
        program: Of one design: its inputs are single numbers.
    Raises:
        ValueError: An input that is no single number.
    """
    writer = _Writer(program)
    for step in program.steps:
        writer.write(step)
    return writer.flat()


class _Writer:
    """Steps as they come; each fills a new place, or is an alias of one that is filled already."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.values: list[Any] = []  # of the constants, whose places come behind those of the inputs
        self.known: dict[Any, int] = {}
        self.steps: list[FlatStep] = []
        self.sizes: dict[int, int] = {}  # of the places that hold more than one number
        self.slot = -1  # of the step that is being written
        self.places: dict[int, int] = {}  # of each slot
        self.shapes: dict[int, tuple[int, ...]] = {}
        self.several: dict[int, list[tuple[int, tuple[int, ...]]]] = {}  # answers of operations that give several
        for place, one in enumerate(program.inputs):
            if math.prod(one.shape) != 1:
                raise ValueError(f"{one.key} is {math.prod(one.shape)} numbers; a program of one design has one each")
            self.places[one.slot], self.shapes[one.slot] = -1 - place, one.shape
        for constant in program.constants:
            self._constant(constant)

    def flat(self) -> Flat:
        """The whole program."""
        inputs, constants = len(self.program.inputs), len(self.values)

        def at(place: int) -> int:
            """Places are negative for inputs, odd for constants, even for steps until all are known."""
            return -1 - place if place < 0 else inputs + place // 2 + (0 if place % 2 else constants)

        return Flat(
            tuple(one.key for one in self.program.inputs),
            tuple(self.values),
            tuple(replace(one, takes=tuple(map(at, one.takes))) for one in self.steps),
            {name: at(self._place(one)[0]) for name, one in self.program.outputs if one is not None},
        )

    def write(self, step: Step) -> None:
        """One step of the program."""
        self.slot = step.slot
        named = dict(step.named)
        if step.op == "item":
            (whole,) = step.slots
            self.places[step.slot], self.shapes[step.slot] = self.several[whole][named["place"]]
            return
        takes = [self._place(one) for one in step.takes]
        if step.op == "broadcast_arrays":
            shape = np.broadcast_shapes(*(shape for _, shape in takes))
            self.several[step.slot] = [(self._whole(one, shape), shape) for one in takes]
            return
        self.shapes[step.slot] = step.shape
        self.places[step.slot] = self._written(step, takes, named)

    def _written(self, step: Step, takes: list[tuple[int, tuple[int, ...]]], named: dict[str, Any]) -> int:
        op, shape, name = step.op, step.shape, OPERATIONS[step.op]
        if op in _MOVED:
            return self._moved(name.function, takes, named, shape)
        if op in _FILLED:
            return self._filled(_FILLED[op], shape)
        if op == "full_like":
            return self._whole(takes[1], shape)
        if op in _ROWS or op in _ALONG:
            return self._rows(step, takes[0], named)
        if op == "take":
            return self._taken(takes, named, shape)
        if op == "take_along_axis":
            return self._taken_along(takes, named["axis"], shape)
        if op == "interp":
            return self._step("interp", [one for one, _ in takes])
        if op == "searchsorted":
            return self._step("searchsorted", [one for one, _ in takes], (named.get("side", "left"),))
        if op == "round":
            return self._step("round", [takes[0][0]], (named.get("decimals", 0),))
        if op == "astype":
            return self._step("trunc" if np.dtype(named["dtype"]).kind in "iu" else "float", [takes[0][0]])
        return self._step(op, [self._spread(one, shape) for one in takes])  # where, clip and all that is elementwise

    def _rows(self, step: Step, one: tuple[int, tuple[int, ...]], named: dict[str, Any]) -> int:
        """An operation along an axis: the axis goes last, and the rows are worked through one after another."""
        place, shape = one
        axis = named.get("axis", -1 if step.op in _ALONG else None)
        if axis is None:
            return self._step(_ROWS.get(step.op, step.op), [place], (math.prod(shape),))
        axes = tuple(part % len(shape) for part in (axis if isinstance(axis, tuple) else (axis,)))
        order = (*(part for part in range(len(shape)) if part not in axes), *axes)
        length = math.prod(shape[part] for part in axes)
        rows = self._moved(lambda array: array.transpose(order), [one], {}, tuple(shape[part] for part in order))
        if step.op in _ROWS:
            return self._step(_ROWS[step.op], [rows], (length,))
        back, count = np.argsort(order), step.shape[axes[0]]
        done = self._step(step.op, [rows], (length, *([named.get("n", 1)] if step.op == "diff" else [])))
        turned = (*(step.shape[part] for part in order[:-1]), count)
        return self._moved(lambda array: array.transpose(back), [(done, turned)], {}, step.shape)

    def _taken(self, takes: list[tuple[int, tuple[int, ...]]], named: dict[str, Any], shape: tuple[int, ...]) -> int:
        (table, size), (places, _) = takes
        axis = named.get("axis")
        outer, length, inner = (1, math.prod(size), 1) if axis is None else _about(size, axis)
        return self._step("take", [table, places], (outer, length, inner, named.get("mode", "raise")))

    def _taken_along(self, takes: list[tuple[int, tuple[int, ...]]], axis: int, shape: tuple[int, ...]) -> int:
        """As numpy: the places go along an axis, and both broadcast along the others."""
        (table, size), (places, counts) = takes
        axis %= len(size)
        others = np.broadcast_shapes(
            *(tuple(1 if k == axis else n for k, n in enumerate(one)) for one in (size, counts))
        )
        whole, wanted = (tuple(one[axis] if k == axis else n for k, n in enumerate(others)) for one in (size, counts))
        spread = [self._whole((table, size), whole), self._whole((places, counts), wanted)]
        outer, length, inner = _about(whole, axis)
        return self._step("take_along", spread, (outer, length, inner, wanted[axis]))

    def _spread(self, one: tuple[int, tuple[int, ...]], shape: tuple[int, ...]) -> int:
        """A value in another shape; a single number stays one, since the interpreter spreads it itself."""
        place, own = one
        return place if own == shape or math.prod(own) == 1 else self._whole(one, shape)

    def _whole(self, one: tuple[int, tuple[int, ...]], shape: tuple[int, ...]) -> int:
        """A value in another shape, each of its numbers."""
        return self._moved(lambda array: np.broadcast_to(array, shape), [one], {}, shape)

    def _filled(self, number: float, shape: tuple[int, ...]) -> int:
        return self._value([number] * math.prod(shape) if math.prod(shape) > 1 else number)

    def _moved(
        self,
        function: Callable[..., Any],
        takes: list[tuple[int, tuple[int, ...]]],
        named: Mapping[str, Any],
        shape: tuple[int, ...],
    ) -> int:
        """An operation that moves numbers: done on their places."""
        first, numbered = 0, []
        for _, size in takes:
            count = math.prod(size)
            numbered.append(np.arange(first, first + count).reshape(size))
            first += count
        places = np.asarray(function(*numbered, **named)).ravel()
        if len(takes) == 1 and np.array_equal(places, np.arange(first)):
            return takes[0][0]
        if places.size == 1:  # one number: the value that it comes from
            for one, whole in zip(takes, numbered, strict=True):
                if math.prod(one[1]) == 1 and whole.ravel()[0] == places[0]:
                    return one[0]
        listed = [] if np.array_equal(places, np.arange(first)) else places.tolist()
        return self._step("gather", [one for one, _ in takes], (places.size, listed))

    def _step(self, name: str, takes: list[int], words: tuple[Any, ...] = ()) -> int:
        key = (name, tuple(takes), repr(words))
        if key not in self.known:
            self.known[key] = place = 2 * len(self.steps)
            self.sizes[place] = _size(name, [self.sizes.get(one, 1) for one in takes], words)
            self.steps.append(FlatStep(name, tuple(takes), words, self.sizes[place], self.slot))
        return self.known[key]

    def _place(self, one: Argument) -> tuple[int, tuple[int, ...]]:
        """Place and shape of an argument."""
        if type(one) is Slot:
            return self.places[one.number], self.shapes[one.number]
        return self._value(one if isinstance(one, str) else float(one)), ()

    def _constant(self, constant: Constant) -> None:
        array = np.asarray(constant.value)
        flat = array.ravel().tolist()
        self.shapes[constant.slot] = array.shape
        self.places[constant.slot] = self._value(flat[0] if array.size == 1 else flat)

    def _value(self, content: Any) -> int:
        """The place of a constant."""
        key = ("value", repr(content))
        if key not in self.known:
            self.known[key] = place = 2 * len(self.values) + 1
            self.sizes[place] = len(content) if isinstance(content, list) else 1
            self.values.append(content)
        return self.known[key]


def _about(shape: tuple[int, ...], axis: int) -> tuple[int, int, int]:
    """How many numbers before, along and behind an axis."""
    axis %= len(shape)
    return math.prod(shape[:axis]), shape[axis], math.prod(shape[axis + 1 :])


def _size(op: str, sizes: list[int], words: tuple[Any, ...]) -> int:
    """How many numbers a step gives."""
    if op == "gather":
        return int(words[0])
    if op in _ROWS.values():
        return sizes[0] // int(words[0])
    if op == "diff":
        return sizes[0] // int(words[0]) * (int(words[0]) - int(words[1]))
    if op == "take":
        return int(words[0]) * sizes[1] * int(words[2])
    if op == "take_along":
        return int(words[0]) * int(words[3]) * int(words[2])
    if op in ("interp", "searchsorted"):
        return sizes[0 if op == "interp" else 1]
    return max(sizes)
