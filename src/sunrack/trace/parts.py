"""What a program is made of: plain, frozen data that can be read, stored, pickled and written in another language.

A slot is the place of one value. Every input, constant and step fills one; steps take from the slots before them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Slot:
    """A reference to the value of an input, a constant or a step."""

    number: int


Argument = Any
"""A `Slot`, or a plain bool, int, str, None, Ellipsis, slice or tuple of these."""


@dataclass(frozen=True, slots=True)
class Input:
    """A value that varies, in SI, with the shape and kind it was recorded with; `unit` is the one it is shown in."""

    slot: int
    key: str
    unit: str
    shape: tuple[int, ...]
    kind: str


@dataclass(frozen=True, slots=True, eq=False)
class Constant:
    """A float, a number of numpy or a read-only array that does not vary; there is one of each content."""

    slot: int
    value: Any
    name: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One operation.

    Args:
        slot: Of its answer.
        op: A name in `operations.OPERATIONS`.
        takes: Its arrays and numbers.
        named: Its other arguments, by name.
        shape: Of its answer; for several answers how many there are.
        kind: Data type of its answer as numpy writes it ("<f8"); "several" for several answers, which "item" takes out.
    """

    slot: int
    op: str
    takes: tuple[Argument, ...]
    named: tuple[tuple[str, Argument], ...]
    shape: tuple[int, ...]
    kind: str

    @property
    def slots(self) -> tuple[int, ...]:
        """The slots it takes from."""
        return tuple(one.number for one in self.takes if type(one) is Slot)


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a law, or of a function that is marked as whole, while the program was recorded.

    Args:
        law: Its name in `units.laws.LAWS`, or in `marks.FUNCTIONS`.
        args: Slots and plain values by the names of the law's arguments.
        answer: What the law gave.
        parent: Place among the program's calls of the law that called it; None outside any law.
        steps: Slots of the steps that were first done in this call, those of laws that it called with them.
        at: Module and function that called it: "walk.walk".
        part: Which of a function's answers this one is: its place or its field. None where there is one answer.
    """

    law: str
    args: tuple[tuple[str, Argument], ...]
    answer: Argument
    parent: int | None
    steps: tuple[int, ...]
    at: str
    part: int | str | None = None


@dataclass(frozen=True, slots=True)
class Name:
    """What a value is called; a slot may have several. `rank` is "result", "local", "argument", "low" or "high"."""

    slot: int
    text: str
    rank: str = "result"
    unit: str = ""
    about: str = ""
