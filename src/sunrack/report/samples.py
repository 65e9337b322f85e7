"""Pages on uncertainty: a sample's probabilities and quantiles, the main drivers of a result, and the pairs of inputs
at which orbit breaks even."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from sunrack.catalogue import place, the_place
from sunrack.drawing import Block, Heading, Table, Text, number, ranged
from sunrack.report import slopes
from sunrack.study.crossing import BOUNDARIES, together
from sunrack.study.sensitivities import Sensitivity
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
    said = f"{case}: {part}{count:,} draws of {drawn} values, {how}, seed {seed}. {JUDGEMENT}"
    rows = [
        [one.name, one.unit, *(_cell(x) for x in (one.p10, one.p50, one.p90, one.mean, one.error))] for one in s.results
    ]
    blocks: list[Block] = [Text(said)]
    if fails:
        blocks.append(
            Text(
                f"In the base case the design {fails}. In {_share(s.unbuildable)} of the draws the design is"
                " infeasible."
            )
        )
    if s.odds:
        blocks.append(Text(_answer(s, region), strong=True))
        odds = [
            [
                place(one.region),
                _odds(one),
                _share(one.wins_feasible),
                _share(one.sooner),
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
    often = f"Orbit is cheaper than {where} in {_share(best.wins)} of the draws."
    if most.wins == 0:
        often = (
            f"Orbit is cheaper than {'any region' if len(s.odds) > 1 else the_place(best.region)} in none of the draws."
        )
    elif most is not best and most.wins > best.wins:
        often += f" It is cheaper than {the_place(most.region)} in {_share(most.wins)} of the draws."
    middle = (
        f"In the median draw a GPU-hour costs {number(best.ratio.p50)} times as much as in {the_place(best.region)}."
    )
    if not math.isfinite(best.ratio.p50):
        middle = "The design of the median draw is infeasible and has no finite cost."
    feasible = best.wins_feasible
    flown = "" if math.isnan(feasible) or best.wins == 0 else f" Every check passes too in {_share(feasible)}."
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
            f"{_share(s.unbuildable)} of the draws are infeasible: orbit is not cheaper in them, their costs are"
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
    return _share(one.wins) + (f" ± {number(100 * one.error, 1)}" if one.error > 0 else "")


def _share(share: float) -> str:
    return "" if math.isnan(share) else f"{number(100 * share, 2)} %"


def sensitivity(s: Sensitivity, most: int = 15) -> list[Block]:
    """The main drivers of a result: the inputs that could change the verdict, the tornado, Sobol indices."""
    now = f"Base case: {s.result} is {f'{number(s.now)} {s.unit}'.rstrip() if math.isfinite(s.now) else number(s.now)}"
    blocks: list[Block] = [Text(f"{now}. The design {s.fails}." if s.fails else f"{now}.", strong=True)]
    if s.deciders and all(one.crossing.value is None for one in s.deciders):
        keys = ", ".join(one.key for one in s.deciders)
        blocks.append(Text(f"None of the five main drivers changes the verdict alone in the range searched: {keys}."))
    elif s.deciders:
        rows = [[one.key, ranged(one.value), str(one.crossing), _where(one)] for one in s.deciders]
        blocks += [
            Heading("Break-even of single inputs"),
            Table(["Input", "Current [low, high]", "Break-even at", "Note"], rows, wrap=[1, 2, 3]),
            Text("These are the five main drivers. Each is varied alone; the other inputs are unchanged."),
        ]
    rows = [[row.key, ranged(row.value), number(row.at_low), number(row.at_high)] for row in s.drivers[:most]]
    left = len(s.drivers) - len(rows)
    if rows:
        blocks += [
            Heading("Sensitivity, one input at a time"),
            Table(["Input", "Current [low, high]", "At low", "At high"], rows, "llrr", wrap=[1, 0]),
        ]
    if left > 0:
        least = max(row.swing for row in s.drivers[most:])
        blocks.append(Text(f"{left} more inputs change the result by at most {number(least, 2)} each."))
    if s.edges:
        ends = ", ".join(
            f"{row.key} at its {'low' if math.isinf(row.at_low) or math.isnan(row.at_low) else 'high'}"
            for row in s.edges
        )
        blocks.append(Text(f"Excluded, because the design is infeasible there: {ends}."))
    elif s.fails and not rows:
        blocks.append(Text("No single input, at either end of its range, makes the design feasible."))
    blocks += slopes.elasticities(s)
    return blocks + (_indices(s, most) if s.indices else []) + slopes.shares(s)


def _where(one: Any) -> str:
    if one.crossing.value is None:
        return ""
    return (
        f"orbit is better {'below' if one.crossing.better_below else 'above'};"
        f" {'within' if one.in_range else 'outside'} the range"
    )


def _indices(s: Sensitivity, most: int) -> list[Block]:
    if all(math.isnan(one.total) for one in s.indices):
        why = f"each of the {s.rows:,} rows holds an infeasible design" if s.used == 0 else "the result never varies"
        return [Heading("Sobol indices"), Text(f"Not available: {why}.")]
    rows = [
        [
            one.name,
            *(
                f"{round(a, 3) + 0.0:.3f} ± {b:.3f}"
                for a, b in ((one.first, one.first_error), (one.total, one.total_error))
            ),
        ]
        for one in s.indices[:most]
    ]
    rest = s.indices[most:]
    said = (
        "First-order indices exclude interactions, total-order indices include them. All ranged inputs are drawn"
        " together; ± is the 95 % confidence interval. "
    )
    if rest:
        alone, most_of_all = sum(one.first for one in rest), max(one.total for one in rest)
        said += (
            f"The first-order indices of the {len(rest)} other inputs sum to {alone:.3f}; their largest total-order"
            f" index is {most_of_all:.3f}. "
        )
    said += f"The sample has {s.rows:,} rows of draws" + (
        f"; {_share(s.used)} of them are used, the others hold an infeasible design." if s.used < 1 else "."
    )
    return [
        Heading("Sobol indices"),
        Table(["Input", "First-order index", "Total-order index"], rows, "lrr"),
        Text(said),
    ]


def sensitivity_dict(s: Sensitivity) -> dict[str, Any]:
    """The same for machines."""
    return {
        "result": s.result,
        "unit": s.unit,
        "now": s.now,
        "fails": s.fails,
        "edges": [{"key": row.key, "at_low": row.at_low, "at_high": row.at_high} for row in s.edges],
        "deciders": [
            {
                "key": one.key,
                "even_at": one.crossing.value and float(one.crossing.value.magnitude),
                "unit": one.value.unit,
            }
            for one in s.deciders
        ],
        "drivers": [{"key": row.key, "at_low": row.at_low, "at_high": row.at_high} for row in s.drivers],
        "elasticities": [vars(one) for one in s.elasticities],
        "indices": [vars(one) for one in s.indices],
        "groups": [vars(one) for one in s.groups],
        "rows": s.rows,
        "used": s.used,
    }


def summary_dict(s: Summary) -> dict[str, Any]:
    """A sample's summary for machines."""
    odds = [
        {
            "region": one.region,
            "wins": one.wins,
            "error": one.error,
            "wins_feasible": one.wins_feasible,
            "wins_feasible_error": one.wins_feasible_error,
            "sooner": one.sooner,
            "median_ratio": one.ratio.p50,
        }
        for one in s.odds
    ]
    return {"draws": s.draws, "unbuildable": s.unbuildable, "odds": odds, "results": [vars(one) for one in s.results]}


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
                f" values: {here[0]}, {here[1]}. Other inputs are unchanged. {together(found.attrs['region'])}"
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
