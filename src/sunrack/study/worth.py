"""What each choice of an optimum is worth: alone in the design as it was, and put back with the rest fitted again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from sunrack.study.choices import Number, Words
from sunrack.study.fitting import Effort, descend, fit
from sunrack.study.problem import Outcomes, Problem
from sunrack.study.search import Search
from sunrack.values import show

TIE = 0.01  # share of the objective, below which a choice does not matter
_REFIT = Effort(8, 0, 0.25, jumps=False)
_SLIGHT = 1e-3  # share of the objective: a choice that is put back for less needs no refit
_TEMPERATURE = 100.0  # K, above which a number is a temperature and no difference of two
_SAME = 1e-6  # of a range
_SHORT = 1e-4  # of a limit, which the few steps of a refit may leave


@dataclass(frozen=True)
class Worth:
    """One choice: its content before and in the optimum, as text, and the objective with it alone and without it.

    Args:
        key: The choice.
        before, after: Its number or word.
        alone: The objective of the scenario with this choice alone made, and what follows it there; not finite where
            that cannot be built.
        alone_feasible: Whether every check then has its margin.
        without: The objective of the optimum with this choice put back and the rest fitted again.
        without_feasible: Whether every check then has its margin.
        matters: Whether putting it back costs 1 % or more, or leaves no design that passes.
    """

    key: str
    before: str
    after: str
    alone: float
    alone_feasible: bool
    without: float
    without_feasible: bool
    matters: bool

    @property
    def changed(self) -> bool:
        """Whether the optimum differs from the scenario here."""
        return self.before != self.after


def worths(search: Search, words: Words, best: Outcomes, own: Words, start: Any) -> tuple[Worth, ...]:
    """Every choice that the optimum makes otherwise than the scenario.

    Args:
        search: The search that found it.
        words, best: The optimum.
        own, start: The scenario's own words and numbers, as a point.
    """
    problem = search.problem
    found = _numbers(problem, words, best, own, start)
    for (key, before), (_, after) in zip(own, words, strict=True):
        if before != after:
            alone = problem.outcomes(search.with_word(own, key, after), start, _following(problem))
            back = search.with_word(words, key, before)
            without = search.fitted.get(back) or fit(problem, back, best.points, _REFIT)
            found.append(_told(problem, key, before, after, alone, without, best))
    return tuple(sorted(found, key=lambda one: -_loss(problem, one, best)))


def ties(search: Search, words: Words, best: Outcomes) -> tuple[tuple[str, str], ...]:
    """Options whose other word changes the optimum by less than 1 %, as (key, word), the optimum's own left out."""
    found = []
    for one in search.problem.choices.options:
        for word in one.words:
            other = search.with_word(words, one.key, word)
            if other != words:
                tried = search.in_place(other, best)
                if tried.feasible[0] and abs(tried.values[0] / best.values[0] - 1) < TIE:
                    found.append((one.key, word))
    return tuple(found)


def _numbers(problem: Problem, words: Words, best: Outcomes, own: Words, start: Any) -> list[Worth]:
    """The numbers that the optimum has elsewhere: each alone, and each put back with the rest fitted again."""
    numbers, optimum = problem.choices.numbers, best.points[0]
    moved = np.flatnonzero(np.abs(optimum - start) > _SAME)
    if not moved.size:
        return []
    rows = range(len(moved))
    alone, back = np.repeat(start[None], len(moved), axis=0), np.repeat(best.points, len(moved), axis=0)
    alone[rows, moved], back[rows, moved] = optimum[moved], start[moved]
    singly = _singly(problem, own, problem.choices.rounded(alone), [numbers[place].key for place in moved])
    put_back = problem.outcomes(words, back)
    dear = [
        row for row in rows if not put_back.feasible[row] or abs(put_back.values[row] / best.values[0] - 1) > _SLIGHT
    ]
    free = np.array([not one.whole for one in numbers])
    others = [free & (np.arange(len(free)) != moved[row]) for row in dear]
    fitted = dict(zip(dear, descend(problem, words, [put_back.at(row) for row in dear], others, _REFIT), strict=True))
    return [
        _worth(problem, numbers[place], singly[row], fitted.get(row, put_back.at(row)), best, start[place])
        for row, place in zip(rows, moved, strict=True)
    ]


def _singly(problem: Problem, own: Words, points: Any, keys: list[str]) -> list[Outcomes]:
    """The scenario with one number changed in each row, that of the row's key; what follows others follows it."""
    following = _following(problem)
    found = problem.outcomes(own, points, following)
    return [
        problem.outcomes(own, points[row], following - {key}) if key in following else found.at(row)
        for row, key in enumerate(keys)
    ]


def _following(problem: Problem) -> frozenset[str]:
    """The numbers that follow others in the scenario, which does not write them: the blanket's width, say."""
    values = problem.case.values()
    return frozenset(one.key for one in problem.choices.numbers if values[one.key].follows)


def _worth(
    problem: Problem, number: Number, alone: Outcomes, without: Outcomes, best: Outcomes, before: float
) -> Worth:
    place = problem.choices.numbers.index(number)
    unit = "degC" if number.unit == "K" and number.low > _TEMPERATURE else number.unit
    texts = [show(float(number.at(share)), unit) for share in (before, best.points[0, place])]
    return _told(problem, number.key, texts[0], texts[1], alone, without, best)


def _told(
    problem: Problem, key: str, before: str, after: str, alone: Outcomes, without: Outcomes, best: Outcomes
) -> Worth:
    lost = problem.sign * (float(without.values[0]) - float(best.values[0])) / abs(float(best.values[0]))
    kept = bool(np.isfinite(without.values[0]) and np.all(without.slack[0] > -_SHORT))
    return Worth(
        key,
        before,
        after,
        float(alone.values[0]),
        bool(alone.feasible[0]),
        float(without.values[0]),
        kept,
        not kept or not np.isfinite(lost) or lost >= TIE,
    )


def _loss(problem: Problem, one: Worth, best: Outcomes) -> float:
    if not one.without_feasible or not np.isfinite(one.without):
        return np.inf
    return problem.sign * (one.without - float(best.values[0]))
