"""Pages on uncertainty: a sample's probabilities and quantiles, and the pairs of inputs at which orbit breaks even."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from sunrack.catalogue import place, the_place
from sunrack.drawing import Block, Heading, Table, Text, number
from sunrack.study.crossing import BOUNDARIES
from sunrack.study.summary import Odds, Summary
from sunrack.values import show

if TYPE_CHECKING:
    import xarray

JUDGEMENT = "The ranges are expert judgement, not measured. The probabilities depend on this judgement."

_TELLING = 30  # draws below which none says little


def summary(
    s: Summary, case: str, drawn: int, method: str, seed: int, count: int, fails: str = "", region: str = ""
) -> list[Block]:
    """Odds by region, then the spread of each result.

    Args:
        s: The summary, of the first so many of the draws.
        case, drawn, method, seed, count: The scenario's name, how many values were drawn and how, and how many draws
            there are.
        fails: What the scenario's own design fails, in words.
        region: The region to answer for; the one where orbit wins most often if left out.
    """
    how = {"sobol": "quasi-random (Sobol)", "latin": "Latin hypercube", "random": "random"}[method]
    part = f"the first {s.draws:,} of " if s.draws < count else ""
    said = f"{case}: {part}{count:,} draws of {drawn} value{'s' * (drawn != 1)}, {how}, seed {seed}. {JUDGEMENT}"
    rows = [
        [one.name, one.unit, *(_cell(x) for x in (one.p10, one.p50, one.p90, one.mean, one.error))] for one in s.results
    ]
    blocks: list[Block] = [Text(said)]
    if fails:
        blocks.append(
            Text(
                f"In the base case the design {fails}. In {share_of(s.unbuildable)} of the draws the design is"
                " infeasible."
            )
        )
    if s.odds:
        blocks.append(Text(_answer(s, region), strong=True))
        odds = [
            [
                place(one.region),
                _odds(one),
                share_of(one.wins_feasible),
                share_of(one.sooner),
                *(_ratio(x) for x in (one.ratio.p10, one.ratio.p50, one.ratio.p90)),
            ]
            for one in s.odds
        ]
        head = ["Region", "P(orbit cheaper)", "and feasible", "P(orbit earlier)", "Ratio P10", "P50", "P90"]
        blocks += [
            Heading("Probability that orbit is cheaper"),
            Table(head, odds, "lrrrrrr", wrap=[0, 1]),
            Text(" ".join(_notes(s))),
        ]
        counted = {f"compare.{one.region}.{name}" for one in s.odds for name in ("cost_ratio", "time_saved")}
        rows = [row for row in rows if row[0] not in counted]
    if rows:
        head = ["Result", "Unit", "P10", "P50", "P90", "Mean", "± of P50"]
        blocks += [Heading("Results over the draws"), Table(head, rows, "llrrrrr", wrap=[0])]
    return blocks


def _answer(s: Summary, region: str) -> str:
    """The probability that orbit is cheaper than one region, the ratio in the median draw, and where the probability is
    higher."""
    most = max(s.odds, key=lambda one: (one.wins, -one.ratio.p50))
    best = next((one for one in s.odds if one.region == region), most)
    where = the_place(best.region) + (", the cheapest region," if len(s.odds) > 1 and best.region == region else "")
    often = f"Orbit is cheaper than {where} in {share_of(best.wins)} of the draws."
    if most.wins == 0:
        often = (
            f"Orbit is cheaper than {'any region' if len(s.odds) > 1 else the_place(best.region)} in none of the draws."
        )
    elif most is not best and most.wins > best.wins:
        often += f" It is cheaper than {the_place(most.region)} in {share_of(most.wins)} of the draws."
    middle = (
        f"In the median draw a GPU-hour costs {number(best.ratio.p50)} times as much as in {the_place(best.region)}."
    )
    if not math.isfinite(best.ratio.p50):
        middle = "The design of the median draw is infeasible and has no finite cost."
    feasible = best.wins_feasible
    flown = "" if math.isnan(feasible) or best.wins == 0 else f" Every check passes too in {share_of(feasible)}."
    return f"{often}{flown} {middle}{_base_case(best)}"


def _base_case(one: Odds) -> str:
    """Where the base case lies among the draws, in words; nothing where it is not known."""
    base, below = one.ratio.base, one.ratio.below
    if not (math.isfinite(base) and math.isfinite(below)):
        return ""
    lies = f" The base case ({number(base)} times) lies at P{100 * below:.0f} of the draws"
    if 0.3 <= below <= 0.7:
        return f"{lies}."
    kind = "favourable to orbit" if below < 0.3 else "unfavourable to orbit"
    return f"{lies}: it is {kind}, since most ranges reach further to the {'worse' if below < 0.3 else 'better'} side."


def _cell(amount: float) -> str:
    """A number of a table; a dash where there is none."""
    return "-" if math.isnan(amount) else number(amount)


def _ratio(amount: float) -> str:
    return "infeasible" if math.isinf(amount) else _cell(amount)


def _notes(s: Summary) -> list[str]:
    notes = [
        "The ratio is the cost of a GPU-hour in orbit divided by its cost on the ground. And feasible: orbit is"
        " cheaper and every check passes. Orbit is earlier where half"
        " the fleet is in service before half of the project on the ground."
    ]
    if s.unbuildable > 0:
        notes.append(
            f"{share_of(s.unbuildable)} of the draws are infeasible: orbit is not cheaper in them, their costs are"
            " infinite, and the means exclude them."
        )
    if s.draws >= _TELLING and any(one.wins == 0 for one in s.odds):
        most = 100 * (1 - 0.05 ** (1 / s.draws))  # what would show none so often is 95 % unlikely
        notes.append(
            f"No case in {s.draws:,} draws means a probability of at most about {number(most, 2)} % for these ranges"
            " and distributions."
        )
    notes.append("The ± values are standard errors from eight batches.")
    return notes


def _odds(one: Odds) -> str:
    return share_of(one.wins) + (f" ± {number(100 * one.error, 1)}" if one.error > 0 else "")


def share_of(share: float) -> str:
    """A share in percent, as text; nothing where there is none."""
    return "" if math.isnan(share) else f"{number(100 * share, 2)} %"


def frontier(found: xarray.Dataset, fails: str = "") -> list[Block]:
    """Two inputs, value by value, at which orbit breaks even; and what the scenario's own design fails, in words."""
    key = str(next(iter(found.coords)))
    other = str(next(iter(found.data_vars)))
    units = [str(found[one].attrs.get("units", "")) for one in (key, other)]
    sides = {1.0: "below", 0.0: "above"}
    rows = [
        [number(float(x), 4), "none" if math.isnan(float(y)) else number(float(y), 4), sides.get(float(side), "")]
        for x, y, side in zip(found[key], found[other], found["better_below"], strict=True)
    ]
    here = [
        f"{one} {show(found[one].attrs['now'], '')} {unit}".strip()
        for one, unit in zip((key, other), units, strict=True)
    ]
    head = Heading(f"Break-even with {the_place(found.attrs['region'])}: {BOUNDARIES[found.attrs['boundary']]}")
    if all(math.isnan(float(y)) for y in found[other]):
        span = f"{key} from {rows[0][0]} to {rows[-1][0]} {units[0]}".rstrip()
        return [
            head,
            Text(
                f"No break-even: for {span}, no value of {other} in the range searched makes the costs equal. Current"
                f" values: {here[0]}, {here[1]}. Other inputs are unchanged. {found.attrs['onward']}"
            ),
            *([Text(f"In the base case the design {fails}.", strong=True)] if fails else []),
        ]
    return [
        head,
        Table(
            [f"{key} [{units[0] or '-'}]", f"{other} [{units[1] or '-'}]", "Orbit is better"], rows, "rrl", wrap=[0, 1]
        ),
        Text(
            f'Current values: {here[0]}, {here[1]}. Other inputs are unchanged. "none" means that no value of the'
            " second input makes the costs equal."
        ),
    ]
