"""The tornado: every input at both ends of its range, one at a time, and how far each moves a result."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from sunrack.markup import Shown
from sunrack.names import Name
from sunrack.scenario import Scenario
from sunrack.study.axes import REGIONS
from sunrack.study.engine import evaluate
from sunrack.values import Value

# The year is solved again for each design that varies one of these, and the waits for each that varies one of ground.*.
# So the inputs are evaluated in three groups.
_SLOW_ROOMS = ("orbit", "attitude", "finance")


@dataclass(frozen=True, repr=False)
class Driver(Shown):
    """A result with one input at the low and at the high end of its range, and all others as they are; and whether the
    design fails a check there."""

    key: str
    value: Value
    at_low: float
    at_high: float
    fails_at_low: bool = False
    fails_at_high: bool = False

    @property
    def swing(self) -> float:
        """Distance between the two answers."""
        return abs(self.at_high - self.at_low)


def drivers(case: Scenario, answer: str) -> list[Driver]:
    """Every input with a range, one at a time, sorted by how far it moves the result, the largest first.

    Args:
        case: The scenario.
        answer: Name of a result, such as "compare.texas.cost_ratio" or "mass.wet".
    """
    return ranked(swings(case, answer))


def ranked(rows: Iterable[Driver]) -> list[Driver]:
    """The rows whose designs can be built at both ends, the largest swing first."""
    return sorted((row for row in rows if np.isfinite(row.swing)), key=lambda row: -row.swing)


def swings(case: Scenario, answer: str) -> list[Driver]:
    """Every input with a range, also where an end cannot be built, in the scenario's order; arguments as `drivers`."""
    region = Name.parse(answer).region
    ranged = {
        key: value
        for key, value in case.values().items()
        if value.low is not None
        and value.high is not None
        and value.low < value.high
        and Name.parse(key).region in ("", region, *case.plants)
        and Name.parse(key).room != "years"  # it moves `when` alone
    }
    groups: list[dict[str, Value]] = [{}, {}, {}]
    for key, value in ranged.items():
        room = Name.parse(key).room
        groups[0 if room in _SLOW_ROOMS else 2 if room == "ground" else 1][key] = value
    return [row for group in groups if group for row in _swings(case, group, answer)]


def _swings(case: Scenario, ranged: Mapping[str, Value], answer: str) -> Iterable[Driver]:
    """Designs 2i and 2i + 1 have input i at its low and at its high end, and all others as they are."""
    over = {key: np.full(2 * len(ranged), value.si) for key, value in ranged.items()}
    for place, (key, value) in enumerate(ranged.items()):
        over[key][2 * place : 2 * place + 2] = value.low, value.high
    region = Name.parse(answer).region
    c = evaluate(case, over, words={REGIONS: [region] if region else []})
    answers = np.broadcast_to(c.result(answer), (2 * len(ranged),))
    fails = np.broadcast_to(np.asarray(c.result("checks.passed")) < 1, answers.shape)
    for place, (key, value) in enumerate(ranged.items()):
        low, high = 2 * place, 2 * place + 1
        yield Driver(key, value, float(answers[low]), float(answers[high]), bool(fails[low]), bool(fails[high]))
