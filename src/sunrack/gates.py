"""Times that are not known but bounded: each gate a triangle, fixed points in place of random draws, quantiles read
off.

Both sides use it: the ground's permission and power, the orbit's licence, build and launch.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np

from sunrack.trace.marks import whole
from sunrack.units import Q, Ratio, Second, Share, is_bare, law, magnitude, to_si

POINTS = (
    512  # brings the median within 1 % and P10 and P90 within 3 % of the closed convolution, in every region that ships
)

SLAB = 128  # designs at a time: half a megabyte a table, which stays in a processor's cache; 512 take 1.6 times as long

ALIKE = 4096  # designs, up to which it pays to look for those that are alike


@cache
def points(gates: int) -> Any:
    """Fixed points that fill the unit cube evenly, one row a gate: shape (gates, POINTS), the same in every run.

        u_ij = frac(1/2 + i φ⁻ʲ), φ the positive root of x^(d+1) = x + 1

    Source: roberts-2018 (the R_d sequence).
    """
    root = 2.0
    for _ in range(60):  # a contraction: 60 rounds leave nothing in a double
        root = (1 + root) ** (1 / (gates + 1))
    steps = root ** -np.arange(1.0, gates + 1)
    return (0.5 + np.outer(steps, np.arange(1, POINTS + 1))) % 1


@law
def triangular(u: Share, low: Second, mode: Second, high: Second) -> Second:
    """Quantile of a time known by its least, most likely and greatest value.

        t = low + √(u w (mode − low)) below the mode, high − √((1 − u) w (high − mode)) above, w = high − low

    Args:
        u: Probability that the time is shorter [-].
        low: Least time; the mode where it is more than that [s].
        mode: Most likely time [s].
        high: Greatest time; the mode where it is less than that [s].
    Returns:
        The time [s].

    Valid for u from 0 to 1; a mode outside its range moves the range (a user who sets one number need not set three).
    Source: kotz-vandorp-2004, ch. 1.
    """
    least, most, p = np.minimum(low, mode), np.maximum(high, mode), np.clip(u, 0, 1)
    width, left, right = most - least, mode - least, most - mode
    # the roots of u and of the range apart: in a study one is a row and the other a column, and only products fill the
    # table
    rising, falling = least + np.sqrt(p) * np.sqrt(width * left), most - np.sqrt(1 - p) * np.sqrt(width * right)
    return np.where(p < left / width, rising, falling)


@law
def refusals(u: Share, refusal: Share, most: Ratio) -> Ratio:
    """How often one fails before one succeeds: applications refused before one is granted, satellites lost before one
    lives.

        n = ⌊ln(1 − u) / ln(q)⌋, at most `most`

    Args:
        u: Probability that there are fewer or as many [-].
        refusal: Odds q that one fails: of all applications, the share refused or withdrawn [-].
        most: Failures after which the next succeeds whatever the odds [-].
    Returns:
        Number of failures [-].

    Valid for tries that are independent; in truth a town that refused once refuses more readily.
    Source: johnson-kotz-kemp-2005, ch. 5 (geometric distribution).
    """
    p, q = np.clip(u, 0, 1), np.clip(refusal, 0, 1)
    count = np.floor(np.log1p(-p) / np.log(q))
    return np.where(q >= 1, most, np.minimum(count, most))


def bounds(space: Any, key: str) -> tuple[Any, Any, Any]:
    """Least, most likely and greatest value of a key of a namespace; the value alone where it bears no range."""
    middle = getattr(space, key)
    return getattr(space, f"{key}_low", middle), middle, getattr(space, f"{key}_high", middle)


def seconds(times: tuple[Any, Any, Any]) -> tuple[Any, Any, Any]:
    """The three as bare seconds."""
    low, mode, high = (magnitude(one, "s") for one in times)
    return low, mode, high


def as_time(number: Any) -> Any:
    """Seconds as the walk reads them: a quantity in months, or bare where the door is open."""
    return number if is_bare() else Q(number / to_si("month")[0], "month")


def inner(number: Any) -> Any:
    """A number or array with a last axis for the points."""
    return np.expand_dims(number, -1)


def slabs(solve: Callable[..., tuple[Any, ...]], *inputs: Any) -> tuple[Any, ...]:
    """What `solve` gives for arrays of designs, SLAB of them at a time: the points multiply each by POINTS, and memory
    is finite.

    Args:
        solve: Takes the inputs, numbers or arrays; gives a tuple of numbers or arrays of their shape.
        inputs: Numbers, or arrays that broadcast.
    """
    shape = np.broadcast_shapes(*(np.shape(one) for one in inputs))
    size = math.prod(shape)
    flat = [one if np.ndim(one) == 0 else np.broadcast_to(one, shape).reshape(-1) for one in inputs]
    if 1 < size <= ALIKE and all(np.ndim(one) == 0 or type(one) is np.ndarray for one in flat):
        kinds, place = _kinds([one for one in flat if np.ndim(one)])
        if 2 * kinds.size <= size:  # one input at a time leaves most designs alike
            found = slabs(solve, *(one if np.ndim(one) == 0 else one[kinds] for one in flat))
            return tuple(one if np.ndim(one) == 0 else one[place].reshape(shape) for one in found)
    if size <= SLAB:
        return solve(*inputs)
    pieces = [
        solve(*(one if np.ndim(one) == 0 else one[start : start + SLAB] for one in flat))
        for start in range(0, size, SLAB)
    ]
    return tuple(
        parts[0] if np.ndim(parts[0]) == 0 else np.concatenate(parts).reshape(shape)
        for parts in zip(*pieces, strict=True)
    )


def _kinds(rows: list[Any]) -> tuple[Any, Any]:
    """Of designs that are columns: one of each kind, and the kind of each."""
    table = np.ascontiguousarray(np.stack(rows).T)
    whole = table.view(np.dtype((np.void, table.itemsize * table.shape[1])))[:, 0]
    _, kinds, place = np.unique(whole, return_index=True, return_inverse=True)
    return kinds, place


@whole
def quantiles(sample: Any, *probabilities: float) -> tuple[Any, ...]:
    """Quantiles along the last axis, linear between the middles of equal steps; infinite where the sample is. Sorted
    once for all."""
    sample, count = np.sort(sample, axis=-1), np.shape(sample)[-1]
    found = []
    for probability in probabilities:
        place = min(max(probability * count - 0.5, 0.0), count - 1.0)
        below = int(place)
        a, b = sample[..., below], sample[..., min(below + 1, count - 1)]
        found.append((a + np.where(b > a, (place - below) * (b - a), 0.0))[()])
    return tuple(found)


@whole
def shares(codes: Any, kinds: int) -> tuple[Any, ...]:
    """Share of the last axis that each code from 0 to kinds − 1 has."""
    return tuple(np.mean(codes == kind, axis=-1) for kind in range(kinds))
