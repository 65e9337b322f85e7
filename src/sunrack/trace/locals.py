"""What the functions of a walk call their arrays: the local names that readers of the code would see."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

_HOME = str(Path(__file__).parents[1])
_SKIPPED = tuple(f"{_HOME}/{room}/" for room in ("units", "trace", "study", "explanation"))


@dataclass(frozen=True, slots=True)
class Local:
    """A local variable of a function at its end.

    Args:
        function: Module and name: "cost.book.book".
        turn: The function's which call in this walk it was, so that two walks can be held side by side.
        text: The variable's name, or its key in a mapping.
        depth: How many functions stand above.
        is_argument: Whether it came in from outside.
        content: The array.
    """

    function: str
    turn: int
    text: str
    depth: int
    is_argument: bool
    content: Any

    @property
    def place(self) -> tuple[str, int, str]:
        """The same in two walks of one scenario."""
        return self.function, self.turn, self.text


@contextmanager
def local_names(kind: type) -> Iterator[list[Local]]:
    """Inside, collect the local variables of a class whenever a function of the package ends.

    Args:
        kind: `Recorded` while a walk is recorded, a quantity's class while one is checked.
    """
    found: list[Local] = []
    before = sys.getprofile()
    sys.setprofile(_collector(kind, found))
    try:
        yield found
    finally:
        sys.setprofile(before)


def _collector(kind: type, found: list[Local]) -> Callable[[FrameType, str, Any], None]:
    turns: Counter[str] = Counter()
    depth = 0

    def at(frame: FrameType, event: str, _: Any) -> None:
        nonlocal depth
        if event not in ("call", "return"):
            return
        code = frame.f_code
        if not code.co_filename.startswith(_HOME) or code.co_filename.startswith(_SKIPPED):
            return
        depth += 1 if event == "call" else -1
        if event == "call" or code.co_name.startswith("<"):
            return
        function = f"{frame.f_globals['__name__'].removeprefix('sunrack.')}.{code.co_name}"
        turns[function] += 1
        taken = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
        for text, content in frame.f_locals.items():
            for name, one in content.items() if type(content) is dict else ((text, content),):
                if type(one) is kind:
                    found.append(Local(function, turns[function], str(name), depth, text in taken, one))

    return at
