"""The recorder: a function runs once, and every operation of numpy on its arrays is written down as a program."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import nullcontext
from typing import Any, NoReturn, cast

import numpy as np

from sunrack.trace.marks import Marker
from sunrack.trace.operations import BY_FUNCTION, OPERATIONS, Operation
from sunrack.trace.parts import Argument, Constant, Input, Slot, Step
from sunrack.trace.program import Program
from sunrack.trace.recorded import Recorded, Unrecordable
from sunrack.trace.trial import Function, Trial, check

_NUMBERS = "biufU"  # kinds of data that a constant may have: not objects, whose content anyone may change
_IGNORED = dict.fromkeys(("divide", "over", "under", "invalid"), "ignore")


def record(
    function: Function,
    arrays: Mapping[str, Any],
    trial: Trial | Mapping[str, Any],
    *,
    units: Mapping[str, str] | None = None,
    marks: bool = False,
) -> tuple[Program, dict[str, Any]]:
    """The program of a function, tried on other numbers, and its results for the arrays that it was recorded with.

    Args:
        function: From arrays by key to results by name: arrays, numbers or words.
        arrays: What varies; the program holds for arrays of these shapes.
        trial: Other arrays of these shapes. Program and function must agree on them bit for bit, or, for a trial with
            `few` designs, to 1e-9. Only this finds a test of an array's class, random numbers, the time, and state
            outside the function.
        units: What the inputs are shown in, by key, where that is known; the arrays are in SI.
        marks: Whether to note the calls of laws and the names of values; then no step is left out.
    Raises:
        Unrecordable: The function does what cannot be recorded, or the program gives other results on the trial.
    """
    recorder = Recorder()
    varied = {key: recorder.input(key, array, (units or {}).get(key, "")) for key, array in arrays.items()}
    marker = Marker(recorder.steps, recorder.operand) if marks else None
    try:
        with np.errstate(all="ignore"), marker.watching() if marker else nullcontext():
            results = dict(function(dict(varied)))
        outputs = tuple((name, recorder.output(name, one)) for name, one in results.items())
    except Exception as problem:  # if the function is wrong on plain arrays too, it tells so there
        why = recorder.refused or f"on recorded arrays it raises {type(problem).__name__}: {problem}"
        raise Unrecordable(why) from problem
    finally:
        recorder.ended = True
    if recorder.refused:  # an `except` of the function caught it
        raise Unrecordable(recorder.refused)
    program = recorder.program(outputs, marker)
    trial = trial if isinstance(trial, Trial) else Trial(trial)
    check(program, function, trial)
    return program, {name: one._array if type(one) is Recorded else one for name, one in results.items()}


class Recorder:
    """Steps as they come; a step that equals an earlier one is that one."""

    def __init__(self) -> None:
        self.inputs: list[Input] = []
        self.constants: list[Constant] = []
        self.steps: list[Step] = []
        self.refused = ""
        self.ended = False
        self._known: dict[Any, Slot] = {}
        self._values: dict[Any, tuple[Slot, Any]] = {}  # constants by their content
        self._count = 0

    def refuse(self, why: str) -> NoReturn:
        """Raise Unrecordable, and remember it whoever catches it."""
        self.refused = self.refused or why
        raise Unrecordable(why)

    def input(self, key: str, array: Any, unit: str = "") -> Recorded:
        """An array that varies."""
        if (type(array) is not np.ndarray and not isinstance(array, np.generic)) or array.dtype.kind not in "biuf":
            self.refuse(f"the input {key} is no plain array of numbers")
        slot = self._new()
        self.inputs.append(Input(slot.number, key, unit, array.shape, array.dtype.str))
        return Recorded(self, array, slot)

    def output(self, name: str, one: Any) -> Argument:
        """A result as the program holds it."""
        if one is None or type(one) in (bool, int, str):
            return one
        return self.operand(one, f"the result {name}")[0]

    def program(self, outputs: tuple[tuple[str, Argument], ...], marker: Marker | None) -> Program:
        """What was written down; without marks only what the outputs rest on."""
        whole = Program(tuple(self.inputs), tuple(self.constants), tuple(self.steps), outputs)
        if marker is None:
            return whole.part()
        return Program(whole.inputs, whole.constants, whole.steps, outputs, tuple(marker.calls), tuple(marker.names))

    def step(self, function: Any, arguments: tuple[Any, ...], named: dict[str, Any]) -> Any:
        """Do an operation and write it down."""
        operation = self._operation(function)
        if self.ended:
            self.refuse("a recorded array was kept and is used after its recording has ended")
        if np.geterr() != _IGNORED:
            self.refuse("numpy is told not to ignore a division by zero or an overflow: that is a branch by numbers")
        if operation.elementwise:
            if named:  # where= leaves entries unset; dtype=, casting= and the rest change the answer's kind
                self.refuse(f"np.{operation.name} with {', '.join(named)}= is not recorded")
            words: tuple[tuple[str, Any], ...] = ()
        else:
            arguments, words = self._sorted(operation, arguments, named)
        takes: list[Argument] = []
        arrays: list[Any] = []
        key: list[Any] = [operation.name, repr(words)]  # `repr` tells 1 from True, and a slice has no hash
        for one in arguments:
            slot, array = self.operand(one, f"an argument of {operation.name}")
            takes.append(slot)
            arrays.append(array)
            key.append(slot.number if type(slot) is Slot else (type(slot), slot))
        try:
            answer = operation.function(*arrays, **dict(words))
        except Exception as problem:  # the numbers may be why, and whoever catches it takes a branch by numbers
            self.refuse(f"np.{operation.name} raises {type(problem).__name__}: {problem}")
        return self._answered(operation, answer, tuple(takes), words, tuple(key))

    def _operation(self, function: Any) -> Operation:
        if type(function) is str:
            return OPERATIONS[function]
        if type(function) is tuple:  # a ufunc and its method
            operation = OPERATIONS.get(f"{function[0].__name__}.{function[1]}")
        else:
            operation = BY_FUNCTION.get(function)
        if operation is None:
            ufunc, *method = function if type(function) is tuple else (function,)
            name = ".".join([getattr(ufunc, "__name__", str(ufunc)), *method])
            self.refuse(f"np.{name} is not among the operations that are recorded (trace/operations.py)")
        return operation

    def _answered(self, operation: Operation, answer: Any, takes: tuple[Any, ...], words: Any, key: Any) -> Any:
        several = isinstance(answer, (tuple, list))
        slot = self._known.get(key)
        if slot is None:
            slot = self._known[key] = self._new()
            shape = (len(answer),) if several else np.shape(answer)
            kind = "several" if several else answer.dtype.str
            if kind[1] not in _NUMBERS and not several:
                self.refuse(f"np.{operation.name} gives data of the type {answer.dtype}")
            self.steps.append(Step(slot.number, operation.name, takes, words, shape, kind))
        if not several:
            return Recorded(self, answer, slot, own=operation.elementwise)
        return type(answer)(
            self._answered(OPERATIONS["item"], one, (slot,), (("place", place),), ("item", slot.number, place))
            for place, one in enumerate(answer)
        )

    def _sorted(
        self, operation: Operation, arguments: tuple[Any, ...], named: dict[str, Any]
    ) -> tuple[tuple[Any, ...], tuple[tuple[str, Any], ...]]:
        """The arrays of an operation, and its other arguments by name; from now on the answer may be a view of them."""
        if operation.arrays >= 0:
            arrays, rest = arguments[: operation.arrays], arguments[operation.arrays :]
        else:  # np.stack([a, b], 0) and np.broadcast_arrays(a, b)
            listed = len(arguments) > 0 and type(arguments[0]) in (tuple, list)
            arrays, rest = (tuple(arguments[0]), arguments[1:]) if listed else (arguments, ())
        if len(arrays) < operation.arrays or len(rest) > len(operation.named) or named.keys() - {*operation.named}:
            self.refuse(f"np.{operation.name} is not recorded with these arguments (trace/operations.py)")
        for one in arrays:
            if type(one) is Recorded:
                one._own = False
        given = dict(zip(operation.named, rest, strict=False)) | named
        return arrays, tuple((name, self._plain(one, operation.name)) for name, one in given.items())

    def operand(self, one: Any, what: str) -> tuple[Argument, Any]:
        """An array or number in a step: its slot or plain value, and what to work with now."""
        kind = type(one)
        if kind is Recorded:
            if one._recorder is not self:
                self.refuse(f"{what} is of another recording")
            return one._slot, one._array
        if kind is int or kind is bool or one is None or kind is str:
            return one, one
        if kind is list or kind is tuple:
            if _holds(one):
                self.refuse(f"{what} is a {kind.__name__} of arrays that vary: use np.stack")
            one = np.array(one)
            kind = np.ndarray
        if kind is float:
            key: Any = (float, one.hex())
        elif kind is np.ndarray and one.dtype.kind in _NUMBERS:
            order = "F" if one.flags.f_contiguous and not one.flags.c_contiguous else "C"
            content = one.tobytes(order)  # these bytes are the constant: nobody can write into them
            key = (one.dtype.str, one.shape, order, content)
            if key not in self._values:
                one = np.frombuffer(content, one.dtype).reshape(one.shape, order=cast(Any, order))
        elif isinstance(one, np.generic) and kind.__module__ == "numpy" and one.dtype.kind in _NUMBERS:
            key = (kind, one.tobytes())
        else:
            self.refuse(f"{what} is of the kind {kind.__name__}, not a plain number or array")
        known = self._values.get(key)
        if known is None:
            known = self._values[key] = self._new(), one
            self.constants.append(Constant(known[0].number, one))
        return known

    def _plain(self, one: Any, operation: str) -> Argument:
        """An argument that is no array, such as an axis, a shape or an index."""
        kind = type(one)
        if kind in (int, bool, str, type(None), type(Ellipsis)):
            return one
        if kind in (list, tuple):
            return tuple(self._plain(part, operation) for part in one)
        if kind is slice:
            return slice(*(self._plain(part, operation) for part in (one.start, one.stop, one.step)))
        if isinstance(one, np.integer):
            return int(one)
        if (kind is type or isinstance(one, (np.dtype, type))) and np.dtype(one).kind in "biuf":
            return np.dtype(one).str
        self.refuse(f"np.{operation} has an argument of the kind {kind.__name__} where a plain number or word belongs")

    def _new(self) -> Slot:
        self._count += 1
        return Slot(self._count - 1)


def _holds(one: Any) -> bool:
    """Whether a list or tuple holds a recorded array."""
    return type(one) is Recorded or (type(one) in (list, tuple) and any(_holds(part) for part in one))
