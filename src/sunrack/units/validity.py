"""What a law's docstring says it is valid for, where that is narrower than the domains of its arguments.

Nothing is refused outside it: the law goes on, and a comparison warns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np

from sunrack.units.kinds import to_si
from sunrack.units.laws import Law, watched

L = TypeVar("L", bound="Law[...]")


@dataclass(frozen=True)
class Validity:
    """One range that a law is valid for.

    Args:
        words: What the range is of: the name of an argument, or a combination in words.
        unit: That the ends are in.
        low, high: The ends; None where there is none.
        of: Gives the number from the law's arguments by name, in SI; nan where the range does not matter.
    """

    words: str
    unit: str
    low: float | None
    high: float | None
    of: Callable[..., Any]

    def outside(self, given: dict[str, Any]) -> float | None:
        """A number, in the unit, that is outside the range; None where all are inside or not known."""
        try:
            numbers = np.ravel(np.asarray(self.of(**given), dtype=float))
        except (KeyError, TypeError):  # an argument was left out, and the law's default is inside
            return None
        scale, offset, _ = to_si(self.unit)
        shown = (numbers - offset) / scale
        low = -np.inf if self.low is None else self.low * (1 - 1e-9)
        high = np.inf if self.high is None else self.high * (1 + 1e-9)
        wrong = shown[(shown < low) | (shown > high)]
        return float(wrong[0]) if wrong.size else None

    def __str__(self) -> str:
        ends = [f"{end:,.10g}" for end in (self.low, self.high) if end is not None]
        between = "at least " if self.high is None else "at most " if self.low is None else ""
        return f"{between}{' to '.join(ends)} {self.unit}".strip()


def valid(
    words: str, unit: str, low: float | None, high: float | None, *, of: Callable[..., Any] | None = None
) -> Callable[[L], L]:
    """Declare what a law is valid for, as its docstring says: a decorator above `law`.

    Args:
        words, unit, low, high, of: As in `Validity`; without `of` the words are the name of an argument.
    """
    taken = of or (lambda **given: given[words])

    def declared(one: L) -> L:
        one.validities = (*one.validities, Validity(words, unit, low, high, taken))
        return one

    return declared


@contextmanager
def noting_validity() -> Iterator[dict[tuple[str, Validity], float]]:
    """Inside, note each law that is called beyond what it is valid for, with the number that is outside."""
    found: dict[tuple[str, Validity], float] = {}

    def called(one: Law[...], args: Any, named: Any) -> Any:
        if one.validities:
            given = dict(zip(one.function.__code__.co_varnames, args, strict=False)) | named
            for validity in one.validities:
                if (number := validity.outside(given)) is not None:
                    found[one.name, validity] = number
        return one.function(*args, **named)

    with watched(called):
        yield found
