"""The door of a law: quantities in and out, bare SI numbers where a study has opened it."""

from __future__ import annotations

import difflib
import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, cast

import numpy as np

from sunrack.units.reading import Q, Quantity, UnitError, example, read, registry, unit_of, wrong_unit

_open: ContextVar[bool] = ContextVar("sunrack_bare", default=False)
_watcher: ContextVar[Callable[[Law, Any, Any], Any] | None] = ContextVar("sunrack_watcher", default=None)
LAWS: dict[str, Law] = {}


@contextmanager
def bare() -> Iterator[None]:
    """Open the door of every law: inside, laws take and give bare SI numbers. Only a study that has passed once with
    quantities does this."""
    token = _open.set(True)
    try:
        with np.errstate(all="ignore"):  # once for all laws inside
            yield
    finally:
        _open.reset(token)


def is_bare() -> bool:
    """Whether the door is open: bare SI numbers are in use."""
    return _open.get()


@contextmanager
def watched(watcher: Callable[[Law, Any, Any], Any]) -> Iterator[None]:
    """Inside, every law hands its call to `watcher`, which calls `law.function` and gives back the answer.

    Args:
        watcher: Takes the law, its arguments by place and its arguments by name: bare SI numbers or arrays.
    """
    token = _watcher.set(watcher)
    try:
        yield
    finally:
        _watcher.reset(token)


class Law:
    """One equation with its units. Call it with quantities; `.si` is the same law on bare SI floats or arrays."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self.function = function
        self.name = f"{function.__module__.removeprefix('sunrack.')}.{function.__name__}"
        self.__name__, self.__doc__, self.__module__ = function.__name__, function.__doc__, function.__module__
        self.__wrapped__ = function
        self._parameters: dict[str, tuple[str, Any]] | None = None
        LAWS[self.name] = self

    def __repr__(self) -> str:
        return f"<law {self.name}{inspect.signature(self.function)}>"

    def si(self, *args: Any, **kwargs: Any) -> Any:
        """The bare law: SI floats, arrays or lists in, SI out; what cannot be built is inf or nan, never an exception."""
        args, kwargs = tuple(_array(one) for one in args), {name: _array(one) for name, one in kwargs.items()}
        with np.errstate(all="ignore"):
            return self._bare(*args, **kwargs)

    def _bare(self, *args: Any, **kwargs: Any) -> Any:
        floats = [np.float64(a) if type(a) in (float, int) else a for a in args]
        named = {k: np.float64(v) if type(v) in (float, int) else v for k, v in kwargs.items()}
        watcher = _watcher.get()
        return self.function(*floats, **named) if watcher is None else watcher(self, floats, named)

    @property
    def parameters(self) -> dict[str, tuple[str, Any]]:
        """Each argument's SI unit, as text and as pint's unit; the answer's under "return"."""
        if self._parameters is None:
            code, words = self.function.__code__, self.function.__globals__
            self._order = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
            # the annotations are words of the vocabulary: looked up, not evaluated, since typing takes 50 times as long
            words = {
                name: words[word] if isinstance(word, str) else word
                for name, word in self.function.__annotations__.items()
            }
            hints = {name: word.__metadata__ for name, word in words.items()}
            self._shown = unit_of(hints["return"][1]) if len(hints["return"]) > 1 else None
            self._parameters = {name: (hint[0], unit_of(hint[0])) for name, hint in hints.items()}
        return self._parameters

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """The law with its door: quantities in, a quantity out; bare SI where a study has opened it."""
        if _open.get():
            return self._bare(*args, **kwargs)
        units = self.parameters
        if len(args) > len(self._order):
            raise TypeError(f"{self.name} takes {len(self._order)} arguments, not {len(args)}")
        given = dict(zip(self._order, args, strict=False))
        if twice := given.keys() & kwargs.keys():
            raise TypeError(f"{self.name}: {sorted(twice)[0]} is given twice")
        given |= kwargs
        unknown = given.keys() - set(self._order)
        if unknown:
            name = sorted(unknown)[0]
            near = difflib.get_close_matches(name, self._order, n=1)
            raise TypeError(f"{self.name} has no argument {name}" + (f"; did you mean {near[0]}?" if near else ""))
        with np.errstate(all="ignore"):  # an answer beyond what a float holds is inf, and silent
            answer = self.si(**{name: self._enter(name, value, *units[name]) for name, value in given.items()})
            quantity = Quantity(answer, units["return"][1])
            return quantity if self._shown is None else quantity.to(self._shown)

    def _enter(self, name: str, value: Any, text: str, unit: Any) -> Any:
        if isinstance(value, str):
            try:
                value = read(value)
            except UnitError as problem:
                raise UnitError(f"{self.name}: {name} {problem}") from None
        if isinstance(value, Quantity):
            if value._units == unit._units:
                return value.magnitude
            factor = _factor(value._units, unit)
            if factor is not None and not (text == "rad" and value.unitless):
                return value.to(unit).magnitude if factor == 0.0 else value.magnitude * factor
            raise UnitError(f"{self.name}: {name} {wrong_unit(f'{value.units:~P}', text)}")
        if hasattr(value, "dimensionality"):
            return self._enter(name, Q(value), text, unit)
        if text == "":
            return value
        raise UnitError(
            f"{self.name}: {name} is bare; it needs a unit, for example Q({example(text).split()[0]}, {text!r})"
        )


def _array(content: Any) -> Any:
    return np.asarray(content, dtype=float) if isinstance(content, (list, tuple)) else content


_FACTORS: dict[tuple[Any, Any], float | None] = {}


def _factor(written: Any, unit: Any) -> float | None:
    """What takes a number from one unit to another: looked up, since pint takes 30 µs for it; 0 for scales with an offset,
    None where the dimensions differ."""
    key = (written, unit._units)
    if key not in _FACTORS:
        source = registry.Unit(written)
        if source.dimensionality != unit.dimensionality:
            _FACTORS[key] = None
        elif any(name.startswith("degree_") and name != "degree" for name in written):
            _FACTORS[key] = 0.0
        else:
            _FACTORS[key] = float(Quantity(1.0, source).to(unit).magnitude)
    return _FACTORS[key]


def law(function: Callable[..., Any]) -> Law:
    """Make a function of annotated SI numbers a law: units at its door, `.si` behind it, its name in the list.

    A study records the walk and plays the record. So a law uses functions of numpy on its arguments, reads no number of
    an array (no `if`, `float()`, loop, mask or cache by number: use `np.where`), writes into no array of which a view
    may exist, and gives the same answer for the same numbers. The docstring of `sunrack.trace` has the whole list.
    """
    return Law(function)


def magnitude(value: Any, si: str) -> Any:
    """A quantity's bare number in the SI unit `si`; a bare number is taken to be that already."""
    return value.to(unit_of(si)).magnitude if isinstance(value, Quantity) else value


def minimum(a: Any, b: Any) -> Any:
    """Elementwise smaller of two values of one dimension, in both modes."""
    return cast(Any, np.minimum(a, b))


def maximum(a: Any, b: Any) -> Any:
    """Elementwise larger of two values of one dimension, in both modes."""
    return cast(Any, np.maximum(a, b))
