"""Where a law holds: the numbers that each argument may be. Called from outside, a law gives nan beyond them.

Inside a law, a walk or a study nothing is checked: one law may pass any number to the next, and a study pays nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import numpy as np

ROUNDING = 1e-12  # relative: a share that adds up to 1.0000000000000002 is a share
_inside: ContextVar[bool] = ContextVar("sunrack_inside", default=False)


class Domain:
    """The numbers that an argument may be, from one bound to the other; without a bound any number but nan.

    Args:
        at_least, at_most: Bounds that belong to the domain.
        above, below: Bounds that do not.
    """

    def __init__(
        self,
        at_least: float | None = None,
        at_most: float | None = None,
        *,
        above: float | None = None,
        below: float | None = None,
    ) -> None:
        self.low, self.high, low, high = -np.inf, np.inf, "", ""
        if at_least is not None:
            self.low, low = at_least - ROUNDING * abs(at_least), f"{at_least:.6g}"
        elif above is not None:
            self.low, low = float(np.nextafter(above, np.inf)), f"above {above:.6g}"
        if at_most is not None:
            self.high, high = at_most + ROUNDING * abs(at_most), f"{at_most:.6g}"
        elif below is not None:
            self.high, high = float(np.nextafter(below, -np.inf)), f"below {below:.6g}"
        if low and high:
            self._words = f"{low} to {high}"
        else:
            self._words = ("at least " if at_least is not None else "at most " if at_most is not None else "") + (
                low or high or "any number"
            )

    def __repr__(self) -> str:
        return self._words

    def outside(self, value: Any) -> Any:
        """Where a number or an array is outside: True, or a mask of the array's shape; False where it is all inside."""
        if isinstance(value, (float, int)) or np.ndim(value) == 0:
            return not self.low <= value <= self.high  # nan too is outside
        array = np.asarray(value)
        if array.size == 0 or (self.low <= array.min() and array.max() <= self.high):
            return False
        return ~((array >= self.low) & (array <= self.high))


ANY = Domain()
NOT_NEGATIVE = Domain(at_least=0)


@contextmanager
def inside() -> Iterator[None]:
    """Check no domain, since the numbers come from a walk or a study: a context, or a decorator."""
    token = _inside.set(True)
    try:
        yield
    finally:
        _inside.reset(token)


def is_inside() -> bool:
    """Whether domains go unchecked."""
    return _inside.get()


def within(
    function: Callable[..., Any],
    domains: Mapping[str, Domain],
    args: Sequence[Any],
    kwargs: Mapping[str, Any],
) -> Any:
    """What a bare function gives, but nan where an argument is outside its domain, unless the function itself gives
    inf.

    Args:
        function: On bare SI numbers or arrays.
        domains: Of its arguments, by name, in their order.
        args, kwargs: To call it with.
    """
    masks: list[Any] = []

    def kept(name: str, value: Any) -> Any:
        mask = domains[name].outside(value) if name in domains else False
        if mask is False:
            return value
        masks.append(mask)
        return np.where(mask, np.nan, value)[()]

    args = (*map(kept, domains, args), *args[len(domains) :])
    kwargs = {name: kept(name, value) for name, value in kwargs.items()}
    token = _inside.set(True)
    try:
        answer = function(*args, **kwargs)
    finally:
        _inside.reset(token)
    for mask in masks:
        answer = np.where(mask & np.isfinite(answer), np.nan, answer)[()]
    return answer
