"""`optimize`: the best design over numbers and option words together, with every check at its margin."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from sunrack import markup
from sunrack.arguments import named
from sunrack.comparison import Comparison
from sunrack.requirement import HAIR, Check
from sunrack.scenario import Scenario, load
from sunrack.study.against import choose_region, one_region
from sunrack.study.choices import Choices, Words, choose, required_margins
from sunrack.study.problem import Outcomes, Problem
from sunrack.study.runner import full_name
from sunrack.study.search import Search
from sunrack.study.tidying import tidy
from sunrack.study.worth import Worth, ties, worths
from sunrack.verdict import compare

_BINDS = 1e-3  # of a limit, within which a check binds
_END = 1e-4  # of a range, within which a number is at its end
_SIZED = 1e-9


@dataclass(frozen=True)
class Binding:
    """A check that holds the optimum back: its slug and title, its margin there, and the margin that it must keep."""

    slug: str
    title: str
    margin: float
    required: float
    unit: str


@dataclass(frozen=True, repr=False)
class Optimum:
    """The best design that was found, and what it says about the scenario.

    Args:
        case: The scenario from which it starts.
        region: The region whose results count; empty where none does.
        objective, unit: The result that is optimised, and its unit.
        start: Its value in the scenario.
        start_feasible: Whether the scenario passes every check with the margins asked for.
        start_short: The checks that the scenario fails, or passes by less than their margin.
        value: Its value in the optimum.
        feasible: Whether the optimum passes them.
        scenario: The optimum, a scenario like any other.
        binding: The checks that hold it back.
        short: The checks that miss their margin, where no design was found that keeps all.
        at_ends: Numbers at an end of their range, as (key, "low" or "high"): no check holds them back.
        choices: What each choice that changed is worth, the most valuable first.
        ties: Other words that change the objective by less than 1 %, as (key, word).
    """

    case: Scenario
    region: str
    objective: str
    unit: str
    start: float
    start_feasible: bool
    start_short: tuple[Binding, ...]
    value: float
    feasible: bool
    scenario: Scenario
    binding: tuple[Binding, ...]
    short: tuple[Binding, ...]
    at_ends: tuple[tuple[str, str], ...]
    choices: tuple[Worth, ...]
    ties: tuple[tuple[str, str], ...]

    @cached_property
    def comparison(self) -> Comparison:
        """The optimum set against its regions."""
        return compare(self.scenario, against=self.region or None)

    @cached_property
    def ratio(self) -> float:
        """The cost of a GPU-hour in orbit over that in the region, in the optimum."""
        return float(self.comparison.bare.against[self.region].cost_ratio)

    @cached_property
    def start_ratio(self) -> float:
        """The same in the scenario."""
        return float(compare(self.case, against=self.region).bare.against[self.region].cost_ratio)

    @property
    def distance(self) -> float:
        """How far the scenario is from its optimum: the share by which the objective changes."""
        return abs(self.start - self.value) / abs(self.start) if np.isfinite(self.start) and self.start else np.inf

    def __repr__(self) -> str:
        said = f"{self.value:.4g} against {self.start:.4g} {self.unit}".rstrip()
        fails = "" if self.feasible else ", but not every check passes"
        return f"<Optimum of {self.objective} for {markup.short(self.case.name)}: {said}{fails}>"

    def _repr_html_(self) -> str:
        rows = [(one.key, one.before, one.after, f"{one.alone:.4g}", f"{one.without:.4g}") for one in self.choices]
        return markup.table(["choice", self.case.name, "optimum", "alone", "optimum without it"], rows, "lllrr")

    def to_dict(self) -> dict[str, Any]:
        """The answer as plain data."""
        return {
            "scenario": self.case.name,
            "objective": self.objective,
            "unit": self.unit,
            "region": self.region,
            "start": {
                "value": self.start,
                "feasible": self.start_feasible,
                "ratio": self.start_ratio,
                "short": [vars(one) for one in self.start_short],
            },
            "optimum": {"value": self.value, "feasible": self.feasible, "ratio": self.ratio},
            "distance": self.distance,
            "binding": [vars(one) for one in self.binding],
            "short": [vars(one) for one in self.short],
            "at_ends": [{"key": key, "end": end} for key, end in self.at_ends],
            "choices": [vars(one) for one in self.choices],
            "ties": [{"key": key, "word": word} for key, word in self.ties],
        }


def optimize(
    scenario: Any = None,
    over: Mapping[str, Any] | None = None,
    objective: str = "cost.per_gpu_hour",
    *,
    margins: Mapping[str, Any] | float | str | None = None,
    against: str | None = None,
    maximize: bool = False,
    start: Mapping[str, Any] | None = None,
    progress: Callable[[int], None] | None = None,
) -> Optimum:
    """The design with the least of a result, over numbers and option words together, every check at its margin.

    Args:
        scenario: A `Scenario`, a name, a path or a mapping; the default scenario if left out.
        over: What may be chosen: for a number its two ends, "500 km:1000 km" or two quantities, or None for its own
            range; for an option its words, or None for all. The built-in list of design choices if left out.
        objective: Name of a result.
        margins: The margin that checks must keep, by slug: a share ("25 %") or kelvin or decibels ("5 K"); they go over
            the built-in ones. A number alone is the share for every check; 0 asks for the limits alone.
        against: The region of a result that has one; the cheapest if left out.
        maximize: Look for the most instead.
        start: Numbers and words that the search starts from instead of the scenario's own.
        progress: Called with each design that has been fitted.
    Raises:
        Unknown: No such result, region, option or check, with the nearest name; a KeyError and a ValueError.
        ValueError: What cannot be chosen, one sentence a line; a start for what is not chosen.

    >>> import sunrack as sr
    >>> best = sr.optimize(over={"orbit.altitude": "500 km:1000 km", "power.eclipse_policy": None})
    >>> best.feasible, best.value < best.start
    (True, True)
    """
    problem, region, unit = set_up(scenario, over, objective, margins, against, maximize)
    case, choices = problem.case, problem.choices
    own, here = choices.own_words(case), choices.own_point(case)
    begin = choices.begin(case, start) if start else case
    words, best, search = solve(problem, choices.words(begin), choices.point(begin), progress)
    best, numbers = tidy(problem, words, best)
    changed = {key: word for (key, word), mine in zip(words, own, strict=True) if (key, word) != mine}
    made = case.but({**changed, **numbers})
    was = compare(case).bare
    need = problem.required
    start_short = tuple(
        _bound(one, need) for one in was.checks if not (bool(one.passed) and float(one.margin) >= need[one.slug] - HAIR)
    )
    binding, short = _held(problem, words, best, compare(made).bare)
    return Optimum(
        case,
        region,
        problem.objective,
        unit,
        float(np.asarray(was.result(problem.objective))),
        not start_short,
        start_short,
        float(best.values[0]),
        bool(best.feasible[0]),
        made,
        binding,
        short,
        _ends(choices, best),
        worths(search, words, best, own, here),
        ties(search, words, best),
    )


def set_up(
    scenario: Any,
    over: Mapping[str, Any] | None,
    objective: str,
    margins: Mapping[str, Any] | float | str | None,
    against: str | None,
    maximize: bool,
) -> tuple[Problem, str, str]:
    """The problem of an optimisation, its region and the unit of its objective; arguments and errors as `optimize`."""
    case = load(scenario)
    case, region = choose_region(case, one_region(None, against), named(objective, "objective"))
    objective = full_name(objective, region)
    choices = choose(case, over)
    c = compare(case).bare
    value, unit = c.row(objective)
    if np.asarray(value).dtype.kind not in "fiub":
        raise ValueError(f"{objective} is text; only a number can be optimised")
    slugs = {one.slug: one.results()["margin"]["unit"] for one in c.checks}
    required, scales = required_margins(slugs, margins)
    size = abs(float(value))
    problem = Problem(
        case,
        choices,
        objective,
        -1.0 if maximize else 1.0,
        region if objective.startswith(("ground.", "compare.")) else "",
        required,
        scales,
        scale=size if np.isfinite(size) and size > 0 else 1.0,
    )
    return problem, region, unit


def solve(
    problem: Problem, words: Words, point: Any, progress: Callable[[int], None] | None = None
) -> tuple[Words, Outcomes, Search]:
    """The best words and design found from some words and a point: first without jumps of the launch's cost, then with
    them; and the search."""
    by_the_kilogram = "launch.by_the_kilogram"
    search = Search(problem, progress)
    if by_the_kilogram not in problem.choices.keys:
        smooth = replace(problem, case=problem.case.but({by_the_kilogram: "yes"}), _cases={})
        words, best = Search(smooth, progress).run(words, point)
        point = best.points
    else:
        words, best = search.run(words, point)
        point = best.points
    words, best = search.finish(words, point)
    return words, best, search


def _held(
    problem: Problem, words: Words, best: Outcomes, c: Comparison
) -> tuple[tuple[Binding, ...], tuple[Binding, ...]]:
    """The checks at their margin, those that sizing puts there whatever is chosen left out; and those short of it."""
    moved = np.ptp(problem.outcomes(words, _around(best)).slack, axis=0) > _SIZED if best.points.size else []
    binding, short = [], []
    for place, one in enumerate(c.checks):
        slack = float(best.slack[0, place])
        row = _bound(one, problem.required)
        if slack < -_SIZED or not bool(one.passed):
            short.append(row)
        elif slack < _BINDS and len(moved) and moved[place]:
            binding.append(row)
    return tuple(binding), tuple(short)


def _bound(check: Check, required: Mapping[str, float]) -> Binding:
    return Binding(
        check.slug, check.title, float(check.margin), required[check.slug], check.results()["margin"]["unit"]
    )


def _around(best: Outcomes) -> Any:
    """The design, and each number a tenth of its range towards the middle."""
    moves = np.where(best.points[0] > 0.5, -0.1, 0.1)
    return np.vstack([best.points, best.points + np.diag(moves)])


def _ends(choices: Choices, best: Outcomes) -> tuple[tuple[str, str], ...]:
    shares = zip(choices.numbers, best.points[0], strict=True)
    return tuple((one.key, "low" if share < 0.5 else "high") for one, share in shares if min(share, 1 - share) < _END)
