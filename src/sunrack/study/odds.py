"""Odds of rare events by subset simulation: ever rarer conditions, each from the draws that met the one before.

Au & Beck 2001 (doi:10.1016/S0266-8920(01)00019-4); the steps of its chains after Papaioannou et al. 2015
(doi:10.1016/j.probengmech.2015.06.006): a step keeps a share of where it was, so that no step is refused by the normal
distribution itself, and the share follows how many steps are refused.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

RAREST = 1e-6  # below which only the tails of the distributions speak
_KEPT = 0.1  # of the draws of one level
_ACCEPTED = 0.44  # share of steps that chains do best with


@dataclass(frozen=True, eq=False)
class RareOdds:
    """A probability, its standard error over independent runs, and draws that met the event.

    `rare` where it is below one in a million: then `probability` is 0, `error` one in a million, and
    `draws` are those that came nearest.
    """

    probability: float
    error: float
    rare: bool
    draws: Any


def rare_odds(limit: Callable[[Any], Any], dimensions: int, *, n: int = 5000, runs: int = 4, seed: int = 1) -> RareOdds:
    """The probability that a function of independent standard normal numbers is at most 0.

    Args:
        limit: Gives the function at points of shape (points, dimensions).
        dimensions: How many numbers.
        n: Draws of a level, in each run.
        runs: Independent runs, which give the error; two at least.
        seed: The same seed gives the same answer.

    >>> rare_odds(lambda z: 3.0 - z[:, 0], 2, n=1000).probability  # doctest: +ELLIPSIS
    0.0013...
    """
    generator = np.random.default_rng(seed)
    points = generator.standard_normal((runs, n, dimensions))
    values = limit(points.reshape(-1, dimensions)).reshape(runs, n)
    kept, length = round(_KEPT * n), round(1 / _KEPT)
    odds, done = np.ones(runs), np.zeros(runs, dtype=bool)
    winners: list[Any] = [None] * runs
    spread = np.full(runs, 0.6)  # how much of a step is drawn anew
    while True:
        won = np.sum(values <= 0, axis=1)
        for run in np.flatnonzero(~done & (won >= kept)):
            odds[run] *= won[run] / n
            winners[run], done[run] = points[run][values[run] <= 0], True
        for run in np.flatnonzero(~done & (odds * _KEPT < RAREST * 0.999)):  # rarer than the next level
            odds[run] *= won[run] / n
            nearest = np.argsort(values[run], kind="stable")[:kept]
            winners[run] = points[run][values[run] <= 0] if won[run] else points[run][nearest]
            done[run] = True
        active = np.flatnonzero(~done)
        if not active.size:
            break
        order = np.argsort(values[active], axis=1, kind="stable")[:, :kept]
        rows = np.arange(len(active))[:, None]
        seeds, heights = points[active][rows, order], values[active][rows, order]
        levels = heights[:, -1]
        odds[active] *= _KEPT
        points[active], values[active], spread[active] = _chains(
            limit, generator, seeds, heights, levels, length, spread[active]
        )
    rare = bool(np.mean(odds) < RAREST)
    error = float(np.std(odds, ddof=1) / np.sqrt(runs))
    draws = np.concatenate(winners)
    return RareOdds(0.0, RAREST, True, draws) if rare else RareOdds(float(np.mean(odds)), error, False, draws)


def _chains(
    limit: Callable[[Any], Any], generator: Any, seeds: Any, heights: Any, levels: Any, length: int, spread: Any
) -> tuple[Any, Any, Any]:
    """Chains from the seeds of every run, which stay below the run's level; and the spread that their steps came to."""
    runs, kept, dimensions = seeds.shape
    points, values = [seeds], [heights]
    for step in range(1, length):
        share = np.minimum(spread, 1.0)[:, None, None]
        ahead = np.sqrt(1 - share**2) * points[-1] + share * generator.standard_normal(seeds.shape)
        found = limit(ahead.reshape(-1, dimensions)).reshape(runs, kept)
        accepted = found <= levels[:, None]
        points.append(np.where(accepted[..., None], ahead, points[-1]))
        values.append(np.where(accepted, found, values[-1]))
        spread = np.clip(spread * np.exp((np.mean(accepted, axis=1) - _ACCEPTED) / np.sqrt(step)), 0.05, 1.0)
    return np.concatenate(points, axis=1), np.concatenate(values, axis=1), spread
