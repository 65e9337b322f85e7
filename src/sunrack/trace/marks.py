"""Marks in a program for its readers: which law a step belongs to, and what a value is called. Studies need none."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from sunrack.trace.parts import Argument, Call, Name
from sunrack.trace.recorded import Recorded
from sunrack.units.laws import Law, watched

if TYPE_CHECKING:
    from sunrack.trace.parts import Step

P = ParamSpec("P")
R = TypeVar("R")
FUNCTIONS: dict[str, Callable[..., Any]] = {}
"""Functions that are no laws and are shown whole in an explanation, by name: "gates.quantiles"."""

_marker: ContextVar[Marker | None] = ContextVar("sunrack_marker", default=None)


def whole(function: Callable[P, R]) -> Callable[P, R]:
    """Show a function whole in an explanation, by its name and its arguments, as a law is: a decorator.

    It is for functions of several steps that read better by name than as arithmetic, such as a quantile. The function
    takes its arguments by place, and gives one array or a tuple of arrays.
    """
    name = f"{function.__module__.removeprefix('sunrack.')}.{function.__name__}"
    FUNCTIONS[name] = function

    @wraps(function)
    def marked(*args: P.args, **named: P.kwargs) -> R:
        marker = _marker.get()
        return function(*args, **named) if marker is None else marker.function(name, function, args, named)

    return marked


def note(value: Any, text: str, *, unit: str = "", rank: str = "result", about: str = "") -> None:
    """Give a value a name in the program that is being recorded. Without a recording with marks this does nothing.

    Args:
        value: What to name; a value that does not vary gets no name.
        text: Its name, such as "mass.wet".
        unit: The unit that it is in.
        rank: "result", "local", "argument", "low" or "high".
        about: One line about it.
    """
    if (marker := _marker.get()) is not None and type(value) is Recorded:
        marker.names.append(Name(value._slot.number, text, rank, unit, about))


def note_rows(rows: Mapping[str, Mapping[str, Any]]) -> None:
    """Name the values of results as `to_dict` gives them: dotted name → {value, unit}."""
    for text, row in rows.items():
        note(row["value"], text, unit=str(row["unit"]))


class Marker:
    """Calls of laws and names, noted while a program is recorded."""

    def __init__(self, steps: list[Step], operand: Callable[[Any, str], tuple[Argument, Any]]) -> None:
        self.calls: list[Call] = []
        self.names: list[Name] = []
        self._steps, self._operand, self._inside = steps, operand, [-1]

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Inside, laws tell this marker of their calls, and `note` gives it names."""
        token = _marker.set(self)
        try:
            with watched(self._called):
                yield
        finally:
            _marker.reset(token)

    def function(self, name: str, function: Callable[..., R], args: Any, named: Any) -> R:
        """Call a function that is marked as whole, and note each of its answers."""
        place = self._begin(name, _caller(2))
        try:
            answer = function(*args, **named)
        finally:
            self._inside.pop()
        bound = inspect.signature(function).bind(*args, **named)
        given: dict[str, Any] = {}
        for key, content in bound.arguments.items():
            given |= _spread(key, content) if isinstance(content, tuple) else {key: content}
        if isinstance(answer, (tuple, list)):
            for part, one in enumerate(answer):
                self._end(place if part == 0 else None, name, given, one, place, part)
        else:
            self._end(place, name, given, answer, place)
        return answer

    def _called(self, law: Law[...], args: Any, named: Any) -> Any:
        """Call a law and note it, if anything varies in what it takes or gives."""
        place = self._begin(law.name, _caller(3))  # behind this function, `_bare`, and `__call__` or `si`
        try:
            answer = law.function(*args, **named)
        finally:
            self._inside.pop()
        given = dict(zip(law.function.__code__.co_varnames, args, strict=False)) | named
        self._end(place, law.name, given, answer, place)
        return answer

    def _begin(self, name: str, at: str) -> int:
        """Give a call its place, before those of what it calls; its steps begin here."""
        parent = self._inside[-1]
        self.calls.append(Call(name, (), None, None if parent < 0 else parent, (len(self._steps),), at))
        self._inside.append(len(self.calls) - 1)
        return len(self.calls) - 1

    def _end(
        self, at: int | None, name: str, given: Mapping[str, Any], answer: Any, first: int, part: int | None = None
    ) -> None:
        """Note what a call took and gave: at its place, or, for a further answer, behind all others."""
        begun = self.calls[first]
        done = self._steps[begun.steps[0] :] if at is not None else ()
        steps = begun.steps if at is None else tuple(step.slot for step in done)
        arguments = tuple((key, self._argument(one)) for key, one in given.items())
        call = Call(name, arguments, self._argument(answer), begun.parent, steps, begun.at, part)
        if at is None:
            self.calls.append(call)
        else:
            self.calls[at] = call

    def _argument(self, one: Any) -> Argument:
        return self._operand(one, "a law's argument")[0]


def _caller(behind: int) -> str:
    """Module and function so many frames up."""
    frame = sys._getframe(behind + 1)
    return f"{frame.f_globals.get('__name__', '').removeprefix('sunrack.')}.{frame.f_code.co_name}"


def _spread(key: str, several: tuple[Any, ...]) -> dict[str, Any]:
    """Each of several arguments by its own name."""
    return {f"{key}[{place}]": one for place, one in enumerate(several)}
