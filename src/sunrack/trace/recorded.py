"""What stands in for an array while a function is recorded: it notes operations, and refuses everything else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NoReturn, Protocol

import numpy as np
from numpy.lib.mixins import NDArrayOperatorsMixin

from sunrack.trace.parts import Slot


class Unrecordable(TypeError):
    """The function cannot be recorded: played on other numbers, the record might be wrong."""


class Writer(Protocol):
    """Who writes the operations of a recorded array down."""

    def step(self, function: Any, arguments: tuple[Any, ...], named: dict[str, Any]) -> Any:
        """Do an operation and write it down."""

    def refuse(self, why: str) -> NoReturn:
        """Raise Unrecordable, and remember it whoever catches it."""


_ANSWERED: dict[Any, Callable[[Any], Any]] = {
    np.shape: lambda one: one.shape,
    np.ndim: lambda one: one.ndim,
    np.size: lambda one: one.size,
}  # the shape is the same for all numbers: answered, not recorded
_AS_POWER: dict[float, np.ufunc] = {2: np.square, 0.5: np.sqrt, -1: np.reciprocal, 1: np.positive}


class Recorded(NDArrayOperatorsMixin):
    """An array whose operations are written down. Whatever would let its numbers out of the record is refused."""

    def __init__(self, recorder: Writer, array: Any, slot: Slot, own: bool = False) -> None:
        self._recorder, self._array, self._slot, self._own = recorder, array, slot, own

    shape = property(lambda self: np.shape(self._array))
    ndim = property(lambda self: np.ndim(self._array))
    size = property(lambda self: np.size(self._array))
    dtype = property(lambda self: self._array.dtype)

    def __array_ufunc__(self, function: Any, method: str, *arguments: Any, out: Any = None, **named: Any) -> Any:
        if method == "at":
            self._recorder.refuse(f"np.{function.__name__}.at writes into an array")
        answer = self._recorder.step(function if method == "__call__" else (function, method), arguments, {**named})
        return answer if out is None else self._written(out, method, answer)

    def _written(self, out: tuple[Any, ...], method: str, answer: Recorded) -> Recorded:
        """The target of an operation in place, which holds its answer from now on."""
        (target,) = out
        if method != "__call__" or not isinstance(target, Recorded):
            self._recorder.refuse("a recorded array is written into an array that is not recorded")
        if not isinstance(target._array, np.ndarray):
            return answer  # `a += 1` of a number of numpy makes a new one: other names of the old one keep it
        if not target._own:
            self._recorder.refuse(
                "an array is written into that is an input, or of which a view may exist: write a = a + b, not a += b"
            )
        if target.shape != answer.shape or target.dtype != answer.dtype:
            self._recorder.refuse("an operation in place would change the shape or the kind of its answer")
        target._array, target._slot = answer._array, answer._slot
        return target

    def __array_function__(self, function: Any, kinds: Any, arguments: Any, named: Any) -> Any:
        if function in _ANSWERED and not named and len(arguments) == 1:
            return _ANSWERED[function](*arguments)
        return self._recorder.step(function, arguments, {**named})

    def __getitem__(self, place: Any) -> Any:
        if isinstance(place, Recorded):
            if place.dtype.kind not in "iu":
                self._recorder.refuse("a mask gives a shape that the numbers decide: use np.where")
            return self._recorder.step(np.take, (self, place), {"axis": 0})
        return self._recorder.step("getitem", (self, place), {})

    def __pow__(self, power: Any) -> Any:
        # as an array does: it squares for 2 and takes a root for 0.5, which are not np.power to the last bit
        if type(power) in (int, float) and power in _AS_POWER and self.dtype.kind == "f" and self.ndim:
            return _AS_POWER[power](self)
        return np.power(self, power)

    def astype(self, kind: Any) -> Any:
        """As an array's."""
        return self._recorder.step("astype", (self, kind), {})

    def reshape(self, *shape: Any) -> Any:
        """As an array's."""
        return self._recorder.step("reshape", (self, shape[0] if len(shape) == 1 else shape), {})

    def mean(self, axis: Any = None) -> Any:
        """As an array's."""
        return self._recorder.step(np.mean, (self,), {"axis": axis})

    def __getattr__(self, name: str) -> Any:
        """Refuse what an array has and a recorded one has not; what no array has is missing here too.

        The error is no AttributeError, so that `hasattr` and `getattr` with a default do not hide it.
        """
        if name.startswith("__array_"):  # numpy is about to take the numbers
            self._refused()
        if hasattr(np.ndarray, name):
            self._recorder.refuse(f"an array's .{name} is not recorded: use a function of numpy")
        raise AttributeError(f"an array has no {name}")

    def _refused(self, *_: Any, **__: Any) -> NoReturn:
        self._recorder.refuse("the numbers of an array that varies are read: use np.where in place of a branch")

    __bool__ = __float__ = __int__ = __complex__ = __index__ = __iter__ = __len__ = __contains__ = _refused
    __reversed__ = __round__ = __trunc__ = __floor__ = __ceil__ = __bytes__ = __array__ = _refused
    __str__ = __repr__ = __format__ = __hash__ = _refused
    __setitem__ = __delitem__ = _refused
    __copy__ = __deepcopy__ = __reduce__ = __reduce_ex__ = _refused
