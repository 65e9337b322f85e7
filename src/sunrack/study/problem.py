"""An optimisation as designs see it: what they cost, how far each check is from its required margin, in one array."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from sunrack.catalogue import Unknown
from sunrack.requirement import HAIR
from sunrack.scenario import Scenario, ScenarioError
from sunrack.study.axes import REGIONS
from sunrack.study.choices import Choices, Words, chosen_word
from sunrack.study.engine import evaluate, with_words

PENALTY = 40.0  # what a whole limit short costs, in objectives of the start: a slope, since a cliff would hide designs
_UNBUILT = 1e3  # objectives of the start that a design without a finite one is set to
WORST = -10.0  # the slack of a check that cannot be computed
_SHORT = 1e-5  # objectives of the start: what a design is worth less where any margin is short, however little


@dataclass(frozen=True, eq=False)
class Outcomes:
    """Some designs: arrays of shape (designs,), and `slack` and `margins` of shape (designs, checks).

    `merit` is the objective over that of the start, with a penalty for what is short; smaller is better. `places` is
    the number of whole satellites a launch carries, at which costs jump; `fits` how many would fit, unrounded.
    """

    points: Any
    values: Any
    merit: Any
    margins: Any
    slack: Any
    feasible: Any
    places: Any
    fits: Any

    def at(self, place: int) -> Outcomes:
        """One of the designs, as a row of its own."""
        return self.rows(place, place + 1)

    def rows(self, start: int, stop: int) -> Outcomes:
        """Some of the designs."""
        return Outcomes(*(getattr(self, name)[start:stop] for name in self.__dataclass_fields__))

    @property
    def best(self) -> Outcomes:
        """The design of the least merit; of equals the first."""
        return self.at(int(np.argmin(self.merit)))


@dataclass(frozen=True, eq=False)
class Problem:
    """Minimise a result over some choices, with every check at its required margin.

    Args:
        case: The scenario from which it starts.
        choices: What may be chosen.
        objective: Name of a result.
        sign: 1 to minimise it, -1 to maximise it.
        region: The region whose results are asked for; empty for none.
        required: The margin that each check must keep, by slug.
        scales: What a shortfall of each is measured in, by slug.
        bounds: Results that must not exceed a number, in the unit that they are shown in.
        scale: What merits are measured in: the objective of the start.
    """

    case: Scenario
    choices: Choices
    objective: str
    sign: float
    region: str
    required: Mapping[str, float]
    scales: Mapping[str, float]
    bounds: Mapping[str, float] = field(default_factory=dict)
    scale: float = 1.0
    _cases: dict[Words, Scenario | None] = field(default_factory=dict)

    @property
    def slugs(self) -> tuple[str, ...]:
        """Every constraint: the checks, then the bounds."""
        return (*self.required, *self.bounds)

    def scenario(self, words: Words) -> Scenario | None:
        """The scenario with some words; None where they do not go together."""
        if words not in self._cases:
            try:
                other = {key: word for key, word in words if word != chosen_word(self.case, key)}
                self._cases[words] = with_words(self.case, other) if other else self.case
            except (ScenarioError, Unknown):
                self._cases[words] = None
        return self._cases[words]

    def outcomes(self, words: Words, points: Any, but: Container[str] = ()) -> Outcomes:
        """Designs of the same words at points of the unit cube, shape (designs, numbers); some numbers left to the
        scenario, where they may follow others."""
        points = np.atleast_2d(np.asarray(points, dtype=float))
        count, case = len(points), self.scenario(words)
        if case is None:
            return _none(points, len(self.slugs))
        c = evaluate(case, self.choices.values(points, but), words={REGIONS: [self.region] if self.region else []})
        with np.errstate(all="ignore"):
            values = np.broadcast_to(np.asarray(c.result(self.objective), dtype=float), (count,))
            checks = {one.slug: one for one in c.checks}
            rows = [np.broadcast_to(checks[slug].margin, (count,)) for slug in self.required]
            passed = [np.broadcast_to(checks[slug].passed, (count,)) for slug in self.required]
            needs = [self.required[slug] for slug in self.required]
            scales = [self.scales[slug] for slug in self.required]
            for name, most in self.bounds.items():
                found = np.broadcast_to(np.asarray(c.result(name), dtype=float), (count,))
                rows.append(1 - found / most)
                passed.append(found <= most * (1 + HAIR))
                needs.append(0.0)
                scales.append(1.0)
            margins = np.stack(rows, axis=1)
            slack = (margins - np.array(needs)) / np.array(scales)
            slack = np.where(np.isnan(slack), WORST, np.maximum(slack, WORST))
            feasible = np.all(np.stack(passed, axis=1) & (slack >= -HAIR), axis=1) & np.isfinite(values)
            ride = c.design.launch
            by_mass, by_volume = ride.satellites_by_mass, ride.satellites_by_volume
            fits = np.broadcast_to(np.minimum(by_mass, by_volume), (count,))
            places = np.broadcast_to(ride.satellites_per_launch, (count,))
        built = np.where(np.isfinite(values), self.sign * values / self.scale, _UNBUILT)
        merit = built + PENALTY * np.sum(np.maximum(0, -slack), axis=1) + np.where(feasible, 0.0, _SHORT)
        return Outcomes(points, values, merit, margins, slack, feasible, places, fits)


def _none(points: Any, checks: int) -> Outcomes:
    count = len(points)
    lost = np.full((count, checks), WORST)
    values = np.full(count, np.nan)
    merit = np.full(count, _UNBUILT + PENALTY * 10 * checks)
    return Outcomes(points, values, merit, lost, lost, np.zeros(count, bool), np.zeros(count), np.zeros(count))
