"""Option: what it is worth to be able to choose orbit in a later year, and how likely orbit is then the cheaper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sunrack.choice import share_that_moves, worth_of_choice
from sunrack.finance import capital_recovery_factor, discount_factor
from sunrack.findings.base import Finding
from sunrack.findings.world import Given, given
from sunrack.section import plain, shown
from sunrack.study import when
from sunrack.units import to_si

if TYPE_CHECKING:
    from sunrack.findings import Findings

TENTH = 1.2815515655446004  # standard deviations from the median to the tenth and the ninetieth percentile
ASKED = (2030, 2035, 2040, 2045)


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Later(Finding):
    """A project begun in one year, on the cheaper side of that year."""

    year: int
    slow: float = shown("", "cost ratio on the slow path, taken as the ninetieth percentile")
    central: float = shown("", "cost ratio on the central path, taken as the median")
    fast: float = shown("", "cost ratio on the fast path, taken as the tenth percentile")
    probability: float = shown("", "probability that orbit is the cheaper")
    saving: float = shown("USD/hour", "expected saving of an accelerator-hour for one who can choose")
    worth: float = shown("MUSD", "the same over the fleet's hours and its life, today")


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Choice(Finding):
    """The option by year."""

    region: str
    rows: tuple[Later, ...]
    odds: Given  # an analyst's, beside ours
    ground: float = shown("MUSD", "cost of the project on the ground over its life, at its start")


def find(f: Findings) -> Choice:
    """The section of one comparison."""
    c, region, inputs = f.comparison, f.comparison.answer_region, f.bench.inputs
    paths, here = when(c.scenario, region).paths, c.bare
    rival, ride, finance = here.ground[region], here.design.launch, inputs.finance
    years = np.array([int(year) for year in paths["central"].years])
    price = paths["central"].ground_per_gpu_hour * to_si("USD/hour")[0]
    slow, central, fast = (paths[name].cost_ratio for name in ("slow", "central", "fast"))
    with np.errstate(all="ignore"):
        spread, upper = (np.maximum(np.log(far), 0.0) / TENTH for far in (central / fast, slow / central))
        saving = worth_of_choice.si(central, spread, upper) * price
        side = np.where(central > 1, spread, upper)  # the half of the outcomes in which the two sides cost the same
        odds = np.where(side > 0, share_that_moves.si(central, np.where(side > 0, side, 1.0)), central <= 1)
    racks = ride.fleet_satellites * here.design.rack.racks
    sold = racks * inputs.rack.gpus * rival.delivered_fraction  # accelerator-hours sold over hours
    annuity = 1 / capital_recovery_factor.si(finance.cost_of_capital, finance.compute_life)
    wait = (years - round(float(finance.currency_year))) * to_si("year")[0]
    worth = saving * sold * annuity * discount_factor.si(finance.cost_of_capital, wait)
    rows = [
        Later(
            year=int(year),
            slow=float(slow[at]),
            central=float(central[at]),
            fast=float(fast[at]),
            probability=float(odds[at]),
            saving=plain(saving[at], "USD/hour"),
            worth=plain(worth[at], "MUSD"),
        )
        for at, year in enumerate(years)
        if year in ASKED
    ]
    return Choice(
        region=region,
        rows=tuple(rows),
        odds=given("orbit-odds"),
        ground=plain(rival.per_gpu_hour * sold * annuity, "MUSD"),
    )
