"""The Pareto front of two results: the designs where neither gets smaller unless the other grows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from sunrack import markup
from sunrack.arguments import listed, whole_number
from sunrack.scenario import Scenario
from sunrack.study.fitting import Effort, fit
from sunrack.study.optima import set_up, solve
from sunrack.study.tidying import tidy

_REFIT = Effort(12, 1, 0.25)
_SAME = 1e-4  # of both results, within which two designs are one: a page shows four digits


@dataclass(frozen=True, repr=False)
class Front:
    """The designs of a front, in order.

    Args:
        case: The scenario from which they start.
        objectives, units: The two results and their units.
        rows: For each design its two results, and the options that differ from the scenario's, as (key, word).
        scenarios: The designs, scenarios like any other.
    """

    case: Scenario
    objectives: tuple[str, str]
    units: tuple[str, str]
    rows: tuple[tuple[float, float, tuple[tuple[str, str], ...]], ...]
    scenarios: tuple[Scenario, ...]

    def __repr__(self) -> str:
        return (
            f"<Front of {' and '.join(self.objectives)} for {markup.short(self.case.name)}: {len(self.rows)} designs>"
        )

    def _repr_html_(self) -> str:
        rows = [(f"{one:.4g}", f"{other:.4g}", str(dict(made))) for one, other, made in self.rows]
        return markup.table([*self.objectives, "options"], rows, "rrl")

    def _changes(self, design: Scenario) -> dict[str, str]:
        """What a design changes in the scenario, as `but` takes it."""
        return {key: str(mine) for key, (mine, _) in design.diff(self.case).items()}

    def to_dict(self) -> dict[str, Any]:
        """The answer as plain data."""
        return {
            "scenario": self.case.name,
            "objectives": list(self.objectives),
            "units": list(self.units),
            "designs": [
                {"values": [one, other], "options": dict(made), "changes": self._changes(design)}
                for (one, other, made), design in zip(self.rows, self.scenarios, strict=True)
            ],
        }


def pareto(
    scenario: Any = None,
    over: Mapping[str, Any] | None = None,
    objectives: Any = ("cost.per_gpu_hour", "mass.wet"),
    *,
    points: int = 7,
    margins: Mapping[str, Any] | float | str | None = None,
    against: str | None = None,
    progress: Callable[[int], None] | None = None,
) -> Front:
    """The Pareto front of two results that shall both be small.

    Each end is an optimum of one result; between them the first is least where the second must not exceed a bound.

    Args:
        scenario, over, margins, against, progress: As for `optimize`.
        objectives: The two results.
        points: How many designs, the two ends among them.
    Raises:
        ValueError: Not two results, or what `optimize` refuses.

    >>> import sunrack as sr
    >>> front = sr.pareto(over={"thermal.coolant_return": "47 degC:60 degC", "rack.spares": "0:0.2"}, points=3)
    >>> len(front.rows)
    3
    """
    names = listed(objectives, "objectives")
    count = whole_number("the points", points, 2, 1000)
    if len(names) != 2:
        raise ValueError(f"a front needs two different results, and there are {len(names)}")
    first, _, unit = set_up(scenario, over, names[0], margins, against, False)
    second, _, other_unit = set_up(scenario, over, names[1], margins, against, False)
    case, choices = first.case, first.choices
    own, here = choices.words(case), choices.point(case)
    words, cheap, _ = solve(first, own, here, progress)
    light_words, light, _ = solve(second, own, here, progress)
    most = float(second.outcomes(words, cheap.points).values[0])
    least = float(light.values[0])
    found = [(words, cheap, first)]
    start = cheap.points
    for bound in np.linspace(most, least, count)[1:]:
        held = replace(first, bounds={second.objective: float(bound)})
        tried = [(one, fit(held, one, start, _REFIT)) for one in dict.fromkeys((words, light_words))]
        words, best = min(tried, key=lambda row: float(row[1].merit[0]))
        start = best.points
        if best.feasible[0]:
            found.append((words, best, held))
        if progress:
            progress(1)
    rows: list[tuple[float, float, tuple[tuple[str, str], ...]]] = []
    scenarios: list[Scenario] = []
    for made, best, problem in found:
        best, numbers = tidy(problem, made, best)
        changed = dict(one for one in made if one not in choices.own_words(case))
        other = float(second.outcomes(made, best.points).values[0])
        row = (float(best.values[0]), other, tuple(changed.items()))
        if any(np.allclose(row[:2], one[:2], rtol=_SAME, atol=0) and row[2] == one[2] for one in rows):
            continue  # where one design is the best by both results, the front is that design
        scenarios.append(case.but({**changed, **numbers}))
        rows.append(row)
    return Front(case, (first.objective, second.objective), (unit, other_unit), tuple(rows), tuple(scenarios))
