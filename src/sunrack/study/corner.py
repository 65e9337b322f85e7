"""The kindest corner: every lever at the end, or the value, where orbit costs least against the ground and can fly."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from sunrack.study.levers import HIGH, LOW, NOW, Levers, Tries

STARTS = 10
_Merits = Callable[[Any], Any]  # of levers that stand so, shape (designs, levers)
_PENALTY = 40.0  # what a whole limit short costs, in logarithms of the ratio
_ROUNDS, _PAIRED = 30, 64
_KICKED, _KICKS = 40, 4  # stands of the strongest levers that are forced, and how often


def merit(tries: Tries) -> Any:
    """The logarithm of the ratio, and what is short of the checks."""
    return tries.log_ratio + _PENALTY * tries.short


def kindest(
    levers: Levers,
    allowed: Any,
    *,
    starts: int = STARTS,
    seed: int = 1,
    merit: Callable[[Tries], Any] = merit,
) -> tuple[Any, float]:
    """Where the levers stand in the kindest corner, and its merit.

    From many starts every lever is tried at both ends and at its value, one at a time, and the changes that help are
    made together, as many at once as help most. One start is often wrong, since some levers help only in
    pairs. So each of the strongest levers is then held elsewhere until all others
    have followed, and pairs are tried at the end.

    Args:
        levers: The levers.
        allowed: Which of them may be moved.
        starts: How many random starts; the first is the values themselves.
        seed: Of the starts.
        merit: What shall be small.
    """

    def judged(stands: Any) -> Any:
        return merit(levers.tries(levers.numbers(stands)))

    generator, count = np.random.default_rng(seed), len(levers.all)
    stands = generator.integers(LOW, HIGH + 1, (starts, count))
    stands[:, ~np.asarray(allowed)] = NOW
    stands[0] = NOW
    free = np.flatnonzero(allowed)
    stands, best = _settled(judged, stands, judged(stands), free)
    for _ in range(_KICKS):
        here, now = stands[np.argmin(best)], float(np.min(best))
        again, found = _kicked(judged, here, now, free)
        stands, best = np.vstack([here[None], again]), np.append(now, found)
        if np.min(found) >= now - 1e-9:
            break
    place = int(np.argmin(best))
    return _idle_put_back(judged, *_paired(judged, stands[place], float(best[place]), free), free)


def _settled(judged: _Merits, stands: Any, best: Any, free: Any, held: Any = None) -> tuple[Any, Any]:
    """Every start after as many rounds as help it, and its merit; `held` is a lever of each that stays."""
    stands, best, active = stands.copy(), np.array(best), np.arange(len(stands))
    for _ in range(_ROUNDS):
        if not active.size:
            break
        rows = None if held is None else held[active]
        stands[active], improved, best[active] = _round(judged, stands[active], best[active], free, rows)
        active = active[improved]
    return stands, best


def _kicked(judged: _Merits, here: Any, now: float, free: Any) -> tuple[Any, Any]:
    """A corner with each of its strongest levers held elsewhere until all others have followed, and then let go."""
    others = np.repeat(here[None], 2 * len(free), axis=0)
    for turn in (0, 1):
        others[np.arange(turn, len(others), 2), free] = (here[free] + 1 + turn) % 3
    loss = np.abs(judged(others) - now)
    chosen = np.argsort(-loss, kind="stable")[:_KICKED]
    stands, held = others[chosen], free[chosen // 2]
    stands, best = _settled(judged, stands, judged(stands), free, held)
    return _settled(judged, stands, best, free)


def _idle_put_back(judged: _Merits, stands: Any, best: float, free: Any) -> tuple[Any, float]:
    """The same corner, the levers that do nothing for it at their values."""
    singles = np.repeat(stands[None], len(free), axis=0)
    singles[np.arange(len(free)), free] = NOW
    back = stands.copy()
    back[free[judged(singles) <= best + 1e-12]] = NOW
    return (back, best) if float(judged(back[None])[0]) <= best + 1e-12 else (stands, best)


def _round(judged: _Merits, stands: Any, best: Any, free: Any, held: Any = None) -> tuple[Any, Any, Any]:
    """One round for every start: each lever elsewhere, then the best changes together."""
    starts, count = stands.shape
    singles = np.repeat(stands[:, None, None], len(free), axis=1)
    singles = np.repeat(singles, 2, axis=2)  # shape (starts, free levers, 2 other stands, levers)
    for at, lever in enumerate(free):
        singles[:, at, 0, lever] = (stands[:, lever] + 1) % 3
        singles[:, at, 1, lever] = (stands[:, lever] + 2) % 3
    merits = judged(singles.reshape(-1, count)).reshape(starts, len(free), 2)
    way = np.argmin(merits, axis=2)
    gains = best[:, None] - np.min(merits, axis=2)
    if held is not None:
        gains[free == held[:, None]] = -np.inf
    order = np.argsort(-gains, axis=1, kind="stable")
    helpful = np.sum(gains > 1e-12, axis=1)
    sizes = np.unique(np.maximum(1, np.round(2.0 ** -np.arange(7)[:, None] * np.maximum(helpful, 1)))).astype(int)
    moved = np.repeat(stands[:, None], len(sizes), axis=1)
    for row in range(starts):
        for at, size in enumerate(sizes):
            for one in order[row, : min(size, helpful[row])]:
                moved[row, at, free[one]] = (stands[row, free[one]] + 1 + way[row, one]) % 3
    found = judged(moved.reshape(-1, count)).reshape(starts, len(sizes))
    at = np.argmin(found, axis=1)
    rows = np.arange(starts)
    improved = found[rows, at] < best - 1e-12
    return (
        np.where(improved[:, None], moved[rows, at], stands),
        improved,
        np.where(improved, found[rows, at], best),
    )


def _paired(judged: _Merits, stands: Any, best: float, free: Any) -> tuple[Any, float]:
    """Each of the levers that matter most with any other, both elsewhere, until no pair helps.

    A weak lever may be worth moving only with a strong one.
    """
    for _ in range(_ROUNDS):
        others = np.repeat(stands[None], 2 * len(free), axis=0)
        for turn in (0, 1):
            others[np.arange(turn, len(others), 2), free] = (stands[free] + 1 + turn) % 3
        loss = np.max(np.abs(judged(others) - best).reshape(len(free), 2), axis=1)
        strong = free[np.argsort(-loss, kind="stable")[:_PAIRED]]
        useful = free[loss > 0]
        first, second = np.repeat(strong, 4 * len(useful)), np.tile(np.repeat(useful, 4), len(strong))
        turns = np.tile([[1, 1, 2, 2], [1, 2, 1, 2]], len(strong) * len(useful))[:, first != second]
        first, second = first[first != second], second[first != second]
        if not first.size:
            break
        rows = np.repeat(stands[None], len(first), axis=0)
        places = np.arange(len(first))
        rows[places, first], rows[places, second] = (stands[first] + turns[0]) % 3, (stands[second] + turns[1]) % 3
        merits = judged(rows)
        at = int(np.argmin(merits))
        if merits[at] >= best - 1e-12:
            break
        stands, best = rows[at], float(merits[at])
        for _ in range(_ROUNDS):
            moved, improved, merits = _round(judged, stands[None], np.array([best]), free)
            if not improved[0]:
                break
            stands, best = moved[0], float(merits[0])
    return stands, best
