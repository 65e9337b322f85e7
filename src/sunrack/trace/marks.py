"""Marks in a program for its readers: which law a step belongs to, and what a value is called. Studies need none."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from sunrack.trace.parts import Argument, Call, Name
from sunrack.trace.recorded import Recorded
from sunrack.units.laws import Law, watched

if TYPE_CHECKING:
    from sunrack.trace.parts import Step

_marker: ContextVar[Marker | None] = ContextVar("sunrack_marker", default=None)


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

    def _called(self, law: Law[...], args: Any, named: Any) -> Any:
        """Call a law and note it, if anything varies in what it takes or gives."""
        caller = sys._getframe(3)  # behind this function, `_bare`, and `__call__` or `si`
        at = f"{caller.f_globals.get('__name__', '').removeprefix('sunrack.')}.{caller.f_code.co_name}"
        place, first, parent = len(self.calls), len(self._steps), self._inside[-1]
        self.calls.append(Call(law.name, (), None, None, (), at))  # its place before those of the laws that it calls
        self._inside.append(place)
        try:
            answer = law.function(*args, **named)
        finally:
            self._inside.pop()
        code = law.function.__code__
        given = dict(zip(code.co_varnames, args, strict=False)) | named
        self.calls[place] = Call(
            law.name,
            tuple((name, self._argument(one)) for name, one in given.items()),
            self._argument(answer),
            None if parent < 0 else parent,
            tuple(step.slot for step in self._steps[first:]),
            at,
        )
        return answer

    def _argument(self, one: Any) -> Argument:
        return self._operand(one, "a law's argument")[0]
