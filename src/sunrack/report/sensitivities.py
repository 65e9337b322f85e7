"""The page on the main drivers of a result: the inputs that could change the verdict, the tornado, Sobol indices."""

from __future__ import annotations

import math
from typing import Any

from sunrack.drawing import Block, Heading, Table, Text, number, ranged
from sunrack.report import slopes
from sunrack.report.samples import share_of
from sunrack.study.sensitivities import Sensitivity


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
        f"; {share_of(s.used)} of them are used, the others hold an infeasible design." if s.used < 1 else "."
    )
    return [
        Heading("Sobol indices"),
        Table(["Input", "First-order index", "Total-order index"], rows, "lrr"),
        Text(said),
    ]
