"""The numbers of a design fitted, its words held: steps along a linear programme, and scans of one number at a time.

Most optima here lie in a corner of the checks and the ends of the ranges, where a linear programme of all slopes,
from one array of designs, goes straight to it (sequential linear programming: Griffith & Stewart 1961,
doi:10.1287/mnsc.7.4.379). A number with an optimum of its own is held within a Newton step, and a step that misses a
curved limit is corrected by how far it missed. Costs jump where one more whole satellite fits a launch, so slopes are
taken on this side of the jump, and each side is tried.
"""

from __future__ import annotations

from collections.abc import Container, Generator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sunrack.study.choices import Words
from sunrack.study.problem import PENALTY, Outcomes, Problem

LEVELS = 33  # values of each number in a scan
STEP = 1e-3  # of the ranges, for slopes: eclipses are counted by days, which smaller steps would count
_SHARES = (1.0, 0.6, 0.3, 0.1, 0.03)  # of a step, tried side by side
_REACH = 1.5  # limits short or over within which a check takes part in a step
_LEAST = 2e-5  # of the ranges: the step at which a fit ends
HAIR = 1e-7  # of a satellite a launch and of a limit, kept on this side of it
_SLOW = 2e-6  # share of the merit that a step must gain; after a few that do not, the fit ends
_PATIENCE = 3
_MORE_PLACES = 3  # further satellites a launch that are tried
_Course = Generator[Any, Outcomes, Outcomes]  # asks for the outcomes of points, and ends with the best design


@dataclass(frozen=True)
class Effort:
    """How long a fit may take: steps along linear programmes, rounds of scans, the first step in shares of ranges."""

    steps: int
    scans: int
    reach: float
    jumps: bool = True


FULL = Effort(20, 1, 0.25)
_JUMP = Effort(8, 0, 0.25)  # of one that tries another satellite a launch


def fit(problem: Problem, words: Words, start: Any, effort: Effort = FULL) -> Outcomes:
    """The best design of some words that is found from a point of the unit cube, as one row."""
    best = problem.outcomes(words, problem.choices.rounded(start))
    if not problem.choices.numbers:
        return best
    for _ in range(effort.scans):
        found = scan(problem, words, best)
        if found is best:
            break
        best = found
    best = _descend(problem, words, best, effort)
    for _ in range(_MORE_PLACES if effort.jumps else 0):
        more = np.floor(best.places[0]) + 1
        found = _descend(problem, words, best, _JUMP, more)
        if not better(found, best):
            break
        best = found
    for _ in range(effort.scans):
        found = scan(problem, words, best)
        if not better(found, best):
            break
        best = _descend(problem, words, found, effort)
    return best


def scan(problem: Problem, words: Words, best: Outcomes, levels: int = LEVELS) -> Outcomes:
    """The best of all designs with one number elsewhere in its range, or the same if none is better."""
    found = problem.outcomes(words, scan_points(problem, best.points, levels)).best
    return found if better(found, best) else best


def scan_points(problem: Problem, point: Any, levels: int, but: Container[str] = ()) -> Any:
    """A point, and then all points with one number, but some, elsewhere in its range."""
    moved = np.array([place for place, one in enumerate(problem.choices.numbers) if one.key not in but], dtype=int)
    points = np.repeat(point, 1 + len(moved) * levels, axis=0)
    points[1 + np.arange(len(moved) * levels), np.repeat(moved, levels)] = np.tile(
        np.linspace(0, 1, levels), len(moved)
    )
    return problem.choices.rounded(points)


def better(found: Outcomes, best: Outcomes) -> bool:
    """Whether one design is better than another by more than rounding."""
    return bool(found.merit[0] < best.merit[0] - 1e-9 * abs(best.merit[0]))


def descend(
    problem: Problem, words: Words, starts: Sequence[Outcomes], free: Sequence[Any], effort: Effort
) -> list[Outcomes]:
    """Where some designs come to by steps along linear programmes, all side by side: one array holds a step of each.

    Args:
        problem, words: What is fitted.
        starts: Where each starts, as one row.
        free: Which numbers each may move.
        effort: How many steps each, and the first one's length.
    """
    return _side_by_side(
        problem, words, [_descent(problem, one, may, effort) for one, may in zip(starts, free, strict=True)]
    )


def _descend(problem: Problem, words: Words, best: Outcomes, effort: Effort, places: float = 0) -> Outcomes:
    free = np.array([not one.whole for one in problem.choices.numbers])
    return _side_by_side(problem, words, [_descent(problem, best, free, effort, places)])[0]


def _side_by_side(problem: Problem, words: Words, courses: Sequence[_Course]) -> list[Outcomes]:
    """What each course comes to, the designs that they ask for evaluated together: few cost as much as many."""
    ends: dict[int, Outcomes] = {}
    answers: dict[int, Outcomes | None] = dict.fromkeys(range(len(courses)))
    while answers:
        asked: dict[int, Any] = {}
        for place, answer in answers.items():
            try:
                asked[place] = courses[place].send(answer)  # type: ignore[arg-type]
            except StopIteration as end:
                ends[place] = end.value
        if not asked:
            break
        found = problem.outcomes(words, np.vstack([*asked.values()]))
        stops = np.cumsum([len(points) for points in asked.values()])
        answers = {
            place: found.rows(int(stop) - len(asked[place]), int(stop))
            for place, stop in zip(asked, stops, strict=True)
        }
    return [ends[place] for place in range(len(courses))]


def _descent(problem: Problem, best: Outcomes, free: Any, effort: Effort, places: float = 0) -> _Course:
    """Steps along linear programmes until they are as short as they may be.

    Args:
        problem: What is fitted.
        best: Where it starts.
        free: Which numbers may be moved.
        effort: How many steps, and the first one's length.
        places: Satellites that a launch must at least carry; what is short of them is dear meanwhile.
    """
    if not free.any():
        return best
    length, held, slow = effort.reach, max(places, float(best.places[0])), 0
    for _ in range(effort.steps):
        slopes = yield from _slopes(problem, best, free)
        found, whole_step = yield from _step(best, _Box(slopes, free, length, held))
        if found is None:
            break
        now, then = _held_merit(best, held)[0], _held_merit(found, held)[0]
        if then < now - 1e-10 * abs(now):
            slow = slow + 1 if then > now - _SLOW * abs(now) else 0
            best, length = found, min(0.5, 2 * length) if whole_step else 0.7 * length
            held = max(held, float(best.places[0]))
        else:
            length *= 0.25
        if length < _LEAST or slow >= _PATIENCE:
            break
    return best


def _held_merit(found: Outcomes, held: float) -> Any:
    """Merits, and what is short of the satellites that a launch must carry."""
    return found.merit + PENALTY * np.maximum(0, held * (1 + HAIR) - found.fits)


def _inside(best: Outcomes, moves: Any) -> Any:
    """The design moved, within the ranges; a number that the scenario has outside its range stays where it is."""
    return np.clip(best.points + moves, np.minimum(best.points, 0), np.maximum(best.points, 1))


def _step(best: Outcomes, box: _Box) -> Generator[Any, Outcomes, tuple[Outcomes | None, bool]]:
    """The best design along some steps, and whether it is a whole step; None where there is no way to go.

    Whole steps that end short of a limit, since it bends, are corrected by how far they missed it.
    """
    tried = {limited: _direction(best, box, limited) for limited in (False, True)}
    steps = {limited: one for limited, one in tried.items() if one is not None}
    if not steps:
        return None, False
    moves = np.stack([share * one for one in steps.values() for share in _SHARES])
    found = yield _inside(best, moves)
    at = int(np.argmin(_held_merit(found, box.held)))
    if at % len(_SHARES) == 0:
        return found.at(at), True
    again = []
    for place, (limited, step) in enumerate(steps.items()):
        missed = _missed(best, found.at(len(_SHARES) * place), box, step)
        if (step := _direction(best, box, limited, missed)) is not None:
            again += [share * step for share in _SHARES[:2]]
    if again:
        corrected = yield _inside(best, np.stack(again))
        place = int(np.argmin(_held_merit(corrected, box.held)))
        if _held_merit(corrected, box.held)[place] < _held_merit(found, box.held)[at]:
            return corrected.at(place), True
    return found.at(at), False


def _missed(best: Outcomes, end: Outcomes, box: _Box, step: Any) -> tuple[Any, float]:
    """How much more slack, and how many more satellites that fit, a step gave than all slopes told."""
    slack = end.slack[0] - best.slack[0] - step @ box.slopes.slack
    fits = float(end.fits[0] - best.fits[0] - step @ box.slopes.fits)
    return np.clip(np.nan_to_num(slack), -1, 1), fits if np.isfinite(fits) else 0.0


@dataclass(frozen=True)
class _Slopes:
    """First and second slopes of the objective, and first slopes of slack and of satellites that fit a launch."""

    first: Any
    second: Any
    slack: Any
    fits: Any


def _slopes(problem: Problem, best: Outcomes, free: Any) -> Generator[Any, Outcomes, _Slopes]:
    """By differences on both sides of the point; on one side where a launch carries another number on the other."""
    count = len(free)
    steps = np.concatenate([STEP * np.eye(count), -STEP * np.eye(count)]) * free
    points = _inside(best, steps)
    found = yield points
    # numbers that stay are left out: a scenario's own may be infinitely far outside a range by ratio
    moved = np.sum(np.subtract(points, best.points, where=steps != 0, out=np.zeros_like(points)), axis=1)
    with np.errstate(all="ignore"):
        rises = np.where(moved == 0, 0.0, (found.values - best.values) * problem.sign / problem.scale / moved)
    alike = (found.places == best.places) & (moved != 0) & np.isfinite(rises)
    rises, weights = np.where(alike, rises, 0.0), alike.astype(float)
    up, down = slice(0, count), slice(count, None)
    total = np.maximum(weights[up] + weights[down], 1)
    first = (rises[up] + rises[down]) / total
    gaps = np.where(alike[up] & alike[down], moved[up] - moved[down], np.inf)
    second = 2 * (rises[up] - rises[down]) / gaps
    wide = moved[up] - moved[down]
    wide = np.where(wide == 0, np.inf, wide)
    fits = np.where(np.isfinite(found.fits), found.fits, best.fits)
    return _Slopes(first, second, (found.slack[up] - found.slack[down]) / wide[:, None], (fits[up] - fits[down]) / wide)


@dataclass(frozen=True)
class _Box:
    """Where a step may go: slopes, the numbers that are free, its length, and the satellites that a launch carries."""

    slopes: _Slopes
    free: Any
    length: float
    held: float


def _direction(best: Outcomes, box: _Box, limited: bool, missed: tuple[Any, float] | None = None) -> Any:
    """The step within a box that makes the objective least where all slopes hold; None where there is none.

    Shortfalls are allowed, at their price. With `limited` a number that bends upwards goes no further than its Newton
    step. `missed` is what an earlier step gave beyond its slopes.
    """
    from scipy.optimize import linprog

    slopes, free, length, held = box.slopes, box.free, box.length, box.held
    more_slack, more_fit = (0.0, 0.0) if missed is None else missed
    count = len(free)
    most = np.where(free, length, 0.0)
    if limited:
        bent = slopes.second > 1e-6
        newton = np.abs(slopes.first) / np.where(bent, slopes.second, 1.0)
        if not np.any(bent & (newton < most)):
            return None
        most = np.where(bent, np.minimum(most, newton), most)
    point = best.points[0]
    # a number that stays may lie outside its range, where it would have no way to go
    low = np.where(free, np.maximum(-most, -point), 0.0)
    high = np.where(free, np.minimum(most, 1 - point), 0.0)
    slack, rows = best.slack[0] + more_slack, slopes.slack.T
    near = (best.slack[0] < _REACH) & np.any(np.abs(rows) > 1e-12, axis=1)
    rows, slack = rows[near], slack[near] - 10 * HAIR
    if held > 0 and np.isfinite(best.fits[0]):
        rows = np.vstack([rows, slopes.fits])
        slack = np.append(slack, best.fits[0] + more_fit - held * (1 + 2 * HAIR))
    short = len(slack)
    costs = np.concatenate([slopes.first, np.full(short, PENALTY)])
    found = linprog(
        costs,
        A_ub=np.hstack([-rows, -np.eye(short)]),
        b_ub=slack,
        bounds=[*zip(low, high, strict=True), *[(0, None)] * short],
        method="highs",
    )
    if not found.success:
        return None
    step = found.x[:count]
    return step if np.any(np.abs(step) > 1e-12) else None
