"""The arithmetic of a study, recorded once and played over block after block: only what the results asked for rest on, each step once.

While a function of arrays runs on what is recorded, every operation of numpy on it is written down. Played on other arrays of the same
shapes the operations give what the function would, to the last bit: what nothing asked for is left out, what was worked out twice is
worked out once, what does not vary is a constant, and what a step gives is let go after its last use.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.lib.mixins import NDArrayOperatorsMixin

_BY_SHAPE = {
    np.shape: lambda one: one.shape,
    np.ndim: lambda one: one.ndim,
    np.size: lambda one: one.size,
}  # answered, not recorded
_BY_NUMBERS = {
    np.nonzero,
    np.flatnonzero,
    np.argwhere,
    np.unique,
    np.compress,
    np.extract,
    np.copyto,
    np.put,
    np.place,
    np.putmask,
    np.put_along_axis,
}
_SMALL = 4096  # entries of a constant that is told from others by what it holds


class Unrecordable(TypeError):
    """The function looks into an array's numbers, or takes them out of numpy."""


class Recorded(NDArrayOperatorsMixin):
    """An array whose operations are written down. It refuses to be read as numbers, to have a shape made by numbers, and to be written
    into where it may be a view of another."""

    def __init__(self, recorder: _Recorder, array: Any, slot: _Slot, own: bool = False) -> None:
        self._recorder, self.array, self.slot, self._own = recorder, array, slot, own

    shape = property(lambda self: np.shape(self.array))
    ndim = property(lambda self: np.ndim(self.array))
    size = property(lambda self: np.size(self.array))
    dtype = property(lambda self: self.array.dtype)

    def __array_ufunc__(self, function: Any, method: str, *arguments: Any, out: Any = None, **named: Any) -> Any:
        if method == "at":
            raise Unrecordable("an array is written into")
        answer = self._recorder.step(function if method == "__call__" else getattr(function, method), arguments, named)
        if out is None:
            return answer
        (target,) = out
        if not isinstance(target, Recorded) or not target._own or target.shape != answer.shape:
            raise Unrecordable("an array is written into that is not recorded, an input, or may be a view of another")
        target.array, target.slot = answer.array, answer.slot
        return target

    def __array_function__(self, function: Any, kinds: Any, arguments: Any, named: Any) -> Any:
        if function in _BY_SHAPE and not named and len(arguments) == 1:
            return _BY_SHAPE[function](*arguments)
        if (
            function in _BY_SHAPE
            or function in _BY_NUMBERS
            or "out" in named
            or (function is np.where and len(arguments) == 1)
        ):
            raise Unrecordable(f"{function.__name__} gives a shape that the numbers decide, or writes into an array")
        return self._recorder.step(function, arguments, named)

    def __getitem__(self, place: Any) -> Any:
        if any(
            isinstance(one, Recorded) and one.dtype == bool for one in (place if isinstance(place, tuple) else (place,))
        ):
            raise Unrecordable("a mask gives a shape that the numbers decide")
        return self._recorder.step(operator.getitem, (self, place), {})

    def astype(self, kind: Any) -> Any:
        """As an array's."""
        return self._recorder.step(np.ndarray.astype, (self, kind), {})

    def reshape(self, *shape: Any) -> Any:
        """As an array's."""
        return self._recorder.step(np.ndarray.reshape, (self, *shape), {})

    def mean(self, axis: Any = None) -> Any:
        """As an array's."""
        return self._recorder.step(np.mean, (self,), {"axis": axis})

    def _refused(self, *_: Any, **__: Any) -> Any:
        raise Unrecordable("the numbers of an array that varies are looked into")

    __str__ = __format__ = __array__ = __bool__ = __float__ = __int__ = __index__ = __iter__ = __len__ = __setitem__ = (
        _refused
    )


class _Slot:
    """In an argument's place: what a step before it gave, or an input. There is one object for each."""

    __slots__ = ("number",)

    def __init__(self, number: int) -> None:
        self.number = number


@dataclass(frozen=True, eq=False)
class _Step:
    """One operation on slots and constants, the slot of its answer, and the slots that it takes."""

    function: Callable[..., Any]
    arguments: tuple[Any, ...]
    named: Mapping[str, Any]
    slot: int
    takes: tuple[int, ...]


class _Recorder:
    """Steps as they come; a step that equals an earlier one is that one."""

    def __init__(self) -> None:
        self.steps: list[_Step] = []
        self._known: dict[Any, _Slot] = {}
        self.count = 0

    def input(self, array: Any) -> Recorded:
        """An array that varies."""
        return Recorded(self, array, self._new())

    def step(self, function: Callable[..., Any], arguments: tuple[Any, ...], named: Mapping[str, Any]) -> Any:
        """Do an operation and write it down."""
        answer = function(*_mapped(arguments, _array_of), **_mapped(named, _array_of))
        arguments, named = _mapped(arguments, _slot_of), _mapped(named, _slot_of)
        key = (function, _key(arguments), _key(named))
        if key not in self._known:
            self._known[key] = self._new()
            takes = tuple(dict.fromkeys(_slots((arguments, named))))
            self.steps.append(_Step(function, arguments, named, self._known[key].number, takes))
        whole = Recorded(self, answer, self._known[key], own=isinstance(function, np.ufunc))
        if isinstance(answer, (tuple, list)):  # of several arrays: each taken out by a step of its own
            return type(answer)(whole[place] for place in range(len(answer)))
        return whole

    def _new(self) -> _Slot:
        self.count += 1
        return _Slot(self.count - 1)


class Tape:
    """The steps from arrays by name to results by name, written out as one function without a loop or a choice: `text` is it.

    A call a line, the lines compiled, holds the interpreter's lock for less time than a loop over steps would, which counts among threads.
    `inputs` are the names that the results rest on.
    """

    def __init__(self, recorder: _Recorder, inputs: Mapping[str, int], results: Mapping[str, Any]) -> None:
        made, wanted = {step.slot: step for step in recorder.steps}, list(_slots(results))
        steps = _as_late_as_may_be(made, wanted)
        used = {slot for step in steps for slot in step.takes}.union(wanted)
        self.inputs = tuple(name for name, slot in inputs.items() if slot in used)
        self._steps = len(steps)
        last = {slot: place for place, step in enumerate(steps) for slot in step.takes if slot not in wanted}
        gone: list[list[str]] = [[] for _ in steps]
        for slot, place in last.items():
            gone[place].append(f"v{slot}")
        words = _Words()
        lines = [f"v{inputs[name]} = arrays[{name!r}]" for name in self.inputs]
        for step, done in zip(steps, gone, strict=True):
            arguments = [
                *(words.of(one) for one in step.arguments),
                *(f"{name}={words.of(one)}" for name, one in step.named.items()),
            ]
            lines += [f"v{step.slot} = {words.of(step.function)}({', '.join(arguments)})"]
            lines += [f"del {', '.join(done)}"] if done else []
        self.text = "\n    ".join(["def play(arrays):", *lines, f"return {words.of(dict(results))}\n"])
        exec(compile(self.text, "<tape>", "exec"), words.known)
        self._play = words.known["play"]

    def __len__(self) -> int:
        return self._steps

    def play(self, arrays: Mapping[str, Any]) -> dict[str, Any]:
        """The results for other arrays: of each name in `inputs`, of the shape that was recorded."""
        with np.errstate(all="ignore"):
            return dict(self._play(arrays))


class _Words:
    """How a tape's text calls slots, functions and constants; `known` has the last two by their names."""

    def __init__(self) -> None:
        self.known: dict[str, Any] = {}
        self._names: dict[Any, str] = {}

    def of(self, content: Any) -> str:
        """The words for an argument, nested as it is."""
        if isinstance(content, _Slot):
            return f"v{content.number}"
        if isinstance(content, tuple):
            return f"({''.join(f'{self.of(one)}, ' for one in content)})"
        if isinstance(content, list):
            return f"[{', '.join(self.of(one) for one in content)}]"
        if isinstance(content, dict):
            return f"{{{', '.join(f'{name!r}: {self.of(one)}' for name, one in content.items())}}}"
        name = self._names.setdefault(_key(content), f"c{len(self._names)}")
        self.known[name] = content
        return name


def record(
    function: Callable[[dict[str, Any]], Mapping[str, Any]], arrays: Mapping[str, Any]
) -> tuple[Tape, dict[str, Any]]:
    """The tape of a function, and its results for the arrays that it was recorded with.

    Args:
        function: From arrays by name to results by name, arrays or constants.
        arrays: What varies, by name; a tape holds for arrays of these shapes.
    Raises:
        Unrecordable: The function looks into an array's numbers, or takes them out of numpy's dispatch.
    """
    recorder = _Recorder()
    varied = {name: recorder.input(array) for name, array in arrays.items()}
    with np.errstate(all="ignore"):
        results = function(dict(varied))
    tape = Tape(recorder, {name: one.slot.number for name, one in varied.items()}, _mapped(dict(results), _slot_of))
    return tape, {name: _array_of(one) for name, one in results.items()}


def _mapped(content: Any, change: Callable[[Any], Any]) -> Any:
    """Arguments, nested as they are, each changed."""
    kind = type(content)
    if kind is tuple:
        return tuple([_mapped(one, change) for one in content])
    if kind is list:
        return [_mapped(one, change) for one in content]
    return {name: _mapped(one, change) for name, one in content.items()} if kind is dict else change(content)


def _slots(content: Any) -> Iterator[int]:
    """Numbers of the slots in some arguments, nested as they are."""
    if isinstance(content, _Slot):
        yield content.number
    elif isinstance(content, (tuple, list, dict)):
        for one in content.values() if isinstance(content, dict) else content:
            yield from _slots(one)


def _array_of(content: Any) -> Any:
    return content.array if type(content) is Recorded else content


def _slot_of(content: Any) -> Any:
    if type(content) is Recorded:
        return content.slot
    return (
        content.copy() if type(content) is np.ndarray and content.size <= _SMALL else content
    )  # who made it may change it


def _key(content: Any) -> Any:
    """What two arguments that are the same have in common: kind and content, of a large array that it is the same one."""
    kind = type(content)
    if kind is _Slot:
        return content
    if kind is tuple or kind is list:
        return kind, *[_key(one) for one in content]
    if kind is dict:
        return tuple([(name, _key(content[name])) for name in sorted(content)])
    if kind is slice:
        return slice, content.start, content.stop, content.step
    if isinstance(content, np.ndarray):
        return (content.dtype.str, content.shape, content.tobytes()) if content.size <= _SMALL else id(content)
    return kind, repr(content) if isinstance(content, float) else content  # 0.0 and -0.0 are two, and nan is one


def _as_late_as_may_be(made: Mapping[int, _Step], wanted: list[int]) -> list[_Step]:
    """The steps that some slots rest on, each behind those it takes from and near who takes from it, so that few arrays are held at a time."""
    order: list[_Step] = []
    seen: set[int] = set()
    ahead = [(slot, False) for slot in reversed(wanted)]
    while ahead:
        slot, ready = ahead.pop()
        if ready:
            order.append(made[slot])
        elif slot in made and slot not in seen:
            seen.add(slot)
            ahead.append((slot, True))
            ahead += [(one, False) for one in reversed(made[slot].takes)]
    return order
