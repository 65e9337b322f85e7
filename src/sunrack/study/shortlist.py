"""The shortest list of levers that suffices: by singles and pairs, then some left out, then two exchanged for one."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from typing import Any

import numpy as np

from sunrack.study.levers import NOW, Levers, Tries

_PAIRED = 24  # levers that are tried in pairs
_MOST = 4096  # exchanges that are tried at once


def shortest(
    levers: Levers, start: Any, corner: Any, merit: Callable[[Tries], Any], done: Callable[[Tries], Any]
) -> tuple[int, ...] | None:
    """Places of the levers that suffice when they go from `start` to `corner`, the strongest first; None if all do not.

    Args:
        levers: The levers.
        start: Where they stand.
        corner: Where they may go.
        merit: What shall be small.
        done: Whether a design suffices.
    """
    free = [int(one) for one in np.flatnonzero(np.asarray(corner) != np.asarray(start))]

    def tried(lists: list[list[int]]) -> Tries:
        rows = np.repeat(np.asarray(start)[None], len(lists), axis=0)
        for row, chosen in zip(rows, lists, strict=True):
            row[chosen] = np.asarray(corner)[chosen]
        return levers.tries(levers.numbers(rows))

    chosen: list[int] = []
    if not bool(done(tried([free]))[0]):
        return None
    while True:
        rest = [one for one in free if one not in chosen]
        tries = tried([chosen, *([*chosen, one] for one in rest)])  # one array: few designs cost as much as many
        if bool(done(tries)[0]):
            break
        now, singles = float(merit(tries)[0]), merit(tries)[1:]
        order = [rest[at] for at in np.argsort(singles, kind="stable")]
        pairs = list(combinations(order[:_PAIRED], 2))
        step = [order[0]]
        if pairs:
            found = merit(tried([[*chosen, *pair] for pair in pairs]))
            at = int(np.argmin(found))
            if now - float(found[at]) > 2.0 * (now - float(np.min(singles))):
                step = list(pairs[at])
        chosen += step
    chosen = _fewer(chosen, tried, done)
    while (found := _exchanged(chosen, free, tried, done)) is not None:
        chosen = _fewer(found, tried, done)
    return tuple(_by_strength(chosen, tried, merit))


def _fewer(chosen: list[int], tried: Callable[[list[list[int]]], Tries], done: Callable[[Tries], Any]) -> list[int]:
    """The list without levers that it can do without, those that came last first."""
    left = chosen[::-1]  # those that are still to be left out
    while left:
        lists = [[other for other in chosen if other != one] for one in left]
        good = np.flatnonzero(done(tried(lists)))
        if not good.size:
            break
        first = int(good[0])
        chosen, left = lists[first], left[first + 1 :]
    return chosen


def _exchanged(
    chosen: list[int], free: list[int], tried: Callable[[list[list[int]]], Tries], done: Callable[[Tries], Any]
) -> list[int] | None:
    """A list that is shorter by one: two levers of it exchanged for another; None where there is none."""
    rest = [one for one in free if one not in chosen]
    lists = [[*(one for one in chosen if one not in pair), other] for pair in combinations(chosen, 2) for other in rest]
    for start in range(0, len(lists), _MOST):
        good = np.flatnonzero(done(tried(lists[start : start + _MOST])))
        if good.size:
            return lists[start + int(good[0])]
    return None


def _by_strength(
    chosen: list[int], tried: Callable[[list[list[int]]], Tries], merit: Callable[[Tries], Any]
) -> list[int]:
    """The levers by what leaving them out would cost, the dearest first."""
    if not chosen:
        return []
    loss = merit(tried([[other for other in chosen if other != one] for one in chosen]))
    return [chosen[at] for at in np.argsort(-loss, kind="stable")]


def distance(levers: Levers, start: Any, corner: Any, levels: int = 65) -> float:
    """The share of the way from their values to the corner that all levers must go together until orbit wins; nan where
    it does not at the corner."""
    ends = levers.numbers(np.array([start, corner]))
    low, high = 0.0, 1.0
    for _ in range(3):  # 64³ steps
        shares = np.linspace(low, high, levels)
        good = np.flatnonzero(levers.tries(ends[0] + shares[:, None] * (ends[1] - ends[0])).wins)
        if not good.size:
            return float("nan")
        first = int(good[0])
        low, high = (shares[max(first - 1, 0)], shares[first])
    return float(high)


__all__ = ["NOW", "distance", "shortest"]
