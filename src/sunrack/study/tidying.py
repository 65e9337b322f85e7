"""An optimum in numbers that people would write, wherever that costs nothing and keeps every check at its margin."""

from __future__ import annotations

import numpy as np

from sunrack.scenario.changes import as_text
from sunrack.study.choices import Number, Words
from sunrack.study.problem import Outcomes, Problem
from sunrack.units import to_si

_DIGITS = (3, 4, 5, 6, 8)
_COST = 1e-4  # share of the objective that one number may cost in all


def tidy(problem: Problem, words: Words, best: Outcomes) -> tuple[Outcomes, dict[str, str]]:
    """The design with each number rounded to as few digits as may be, and its numbers as text."""
    most = best.merit[0] + _COST * abs(best.merit[0]) / max(1, len(problem.choices.numbers))
    for place, number in enumerate(problem.choices.numbers):
        if number.whole:
            continue
        shares = _rounded(number, float(best.points[0, place]))
        points = np.repeat(best.points, len(shares), axis=0)
        points[:, place] = shares
        found = problem.outcomes(words, points)
        good = np.flatnonzero((found.merit <= most) & (found.feasible | ~best.feasible[0]))
        if good.size:
            best = found.at(int(good[0]))
            most = max(most, best.merit[0] + _COST * abs(best.merit[0]) / len(problem.choices.numbers))
    values = problem.choices.values(best.points)
    return best, {one.key: as_text(float(np.ravel(values[one.key])[0]), one.unit) for one in problem.choices.numbers}


def _rounded(number: Number, share: float) -> list[float]:
    """Shares of the number rounded to more and more digits, to the nearest, down and up; those within its range."""
    scale, offset, _ = to_si(number.unit)
    shown = (float(number.at(share)) - offset) / scale
    found = []
    for digits in _DIGITS:
        step = 10.0 ** (np.floor(np.log10(abs(shown))) + 1 - digits) if shown else 1.0
        for way in (np.rint, np.floor, np.ceil):
            si = scale * float(f"{way(shown / step) * step:.12g}") + offset
            if number.low * (1 - 1e-12) <= si <= number.high * (1 + 1e-12):
                found.append(float(np.clip(number.share(si), 0, 1)))
    return list(dict.fromkeys(found))
