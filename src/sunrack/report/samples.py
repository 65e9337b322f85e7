"""Pages on uncertainty: a sample's odds and quantiles, what decides a result, where two inputs together bring orbit
even."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from sunrack.drawing import Block, Heading, Table, Text, number, ranged
from sunrack.study.crossing import BOUNDARIES
from sunrack.study.sensitivities import Sensitivity
from sunrack.study.summary import Odds, Summary
from sunrack.values import show

if TYPE_CHECKING:
    import xarray

JUDGEMENT = "The ranges are judgement (bounds that a careful reader would accept), so the odds are too."

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
    how = {"sobol": "quasi-random", "latin": "a Latin hypercube", "random": "random"}[method]
    part = f"the first {s.draws:,} of " if s.draws < count else ""
    said = f"{case}: {part}{count:,} draws of {drawn} values, {how}, seed {seed}. {JUDGEMENT}"
    rows = [
        [one.name, one.unit, *(_cell(x) for x in (one.p10, one.p50, one.p90, one.mean, one.error))] for one in s.results
    ]
    blocks: list[Block] = [Text(said)]
    if fails:
        blocks.append(
            Text(
                f"With every value as it stands the design {fails}: {_share(s.unbuildable)} of the draws cannot be"
                " built or flown."
            )
        )
    if s.odds:
        blocks.append(Text(_answer(s, region), strong=True))
        odds = [
            [
                one.region,
                _odds(one),
                _share(one.sooner),
                *(_ratio(x) for x in (one.ratio.p10, one.ratio.p50, one.ratio.p90)),
            ]
            for one in s.odds
        ]
        head = ["region", "GPU-hour cheaper", "sooner", "ratio P10", "P50", "P90"]
        blocks += [Heading("How often orbit wins"), Table(head, odds, "lrrrrr", wrap=[0, 1]), Text(" ".join(_notes(s)))]
        counted = {f"compare.{one.region}.{name}" for one in s.odds for name in ("cost_ratio", "time_saved")}
        rows = [row for row in rows if row[0] not in counted]
    if rows:
        head = ["result", "unit", "P10", "P50", "P90", "mean", "± of P50"]
        blocks += [Heading("Results over the draws"), Table(head, rows, "llrrrrr", wrap=[0])]
    return blocks


def _answer(s: Summary, region: str) -> str:
    """How often orbit is the cheaper against one region, what it costs in the median draw, and where it wins more
    often."""
    most = max(s.odds, key=lambda one: (one.wins, -one.ratio.p50))
    best = next((one for one in s.odds if one.region == region), most)
    where = f"against {best.region}" + (", the cheapest region" if len(s.odds) > 1 and best.region == region else "")
    often = f"{_share(best.wins)} of the draws {where}"
    if most.wins == 0:
        often = "none of the draws" + (", whatever the region" if len(s.odds) > 1 else f" {where}")
    elif most is not best and most.wins > best.wins:
        often += f" ({_share(most.wins)} against {most.region})"
    middle = f"in the median draw it costs {number(best.ratio.p50)} times as much as in {best.region}"
    if not math.isfinite(best.ratio.p50):
        middle = "the design of the median draw cannot be built and flown, so it has no cost"
    return f"A GPU-hour is cheaper in orbit in {often}; {middle}."


def _cell(amount: float) -> str:
    """A number of a table; a dash where there is none."""
    return "-" if math.isnan(amount) else number(amount)


def _ratio(amount: float) -> str:
    return "infeasible" if math.isinf(amount) else _cell(amount)


def _notes(s: Summary) -> list[str]:
    notes = [
        "Ratio: a GPU-hour in orbit over one on the ground. Sooner: half the fleet serves before the ground would."
    ]
    if s.unbuildable > 0:
        notes.append(
            f"{_share(s.unbuildable)} of the draws cannot be built or flown: they do not win, their costs are infinite,"
            " and they are not in the means."
        )
    if s.draws >= _TELLING and any(one.wins == 0 for one in s.odds):
        most = 100 * (1 - 0.05 ** (1 / s.draws))  # what would show none so often is 95 % unlikely
        notes.append(
            f"None in {s.draws:,} draws: by these ranges and distributions it is at most about {number(most, 2)} %"
            " likely."
        )
    notes.append("Errors (±) are standard errors from eight batches.")
    return notes


def _odds(one: Odds) -> str:
    return _share(one.wins) + (f" ± {number(100 * one.error, 1)}" if one.error > 0 else "")


def _share(share: float) -> str:
    return "" if math.isnan(share) else f"{number(100 * share, 2)} %"


def sensitivity(s: Sensitivity, most: int = 15) -> list[Block]:
    """What decides a result: the inputs that could turn the verdict, the tornado, Sobol indices."""
    now = (
        f"{s.result} is {f'{number(s.now)} {s.unit}'.rstrip() if math.isfinite(s.now) else number(s.now)} with every"
        " value as it stands"
    )
    blocks: list[Block] = [Text(f"{now}: the design {s.fails}." if s.fails else f"{now}.", strong=True)]
    if s.deciders and all(one.crossing.value is None for one in s.deciders):
        keys = ", ".join(one.key for one in s.deciders)
        blocks.append(
            Text(f"Of the five inputs that move it most none can turn the verdict alone, at any value tried: {keys}.")
        )
    elif s.deciders:
        rows = [[one.key, ranged(one.value), str(one.crossing), _where(one)] for one in s.deciders]
        blocks += [
            Heading("Could one input turn the verdict?"),
            Table(["input", "now, with its range", "orbit even at", ""], rows, wrap=[1, 2, 3]),
            Text("The five that move it most, each alone, all else as it stands."),
        ]
    rows = [[row.key, ranged(row.value), number(row.at_low), number(row.at_high)] for row in s.drivers[:most]]
    left = len(s.drivers) - len(rows)
    if rows:
        blocks += [
            Heading("One input at a time, from its low to its high"),
            Table(["input", "now, with its range", "at low", "at high"], rows, "llrr", wrap=[1, 0]),
        ]
    if left > 0:
        least = max(row.swing for row in s.drivers[most:])
        blocks.append(Text(f"{left} more move it by {number(least, 2)} at most each."))
    if s.edges:
        ends = ", ".join(
            f"{row.key} at its {'low' if math.isinf(row.at_low) or math.isnan(row.at_low) else 'high'}"
            for row in s.edges
        )
        blocks.append(Text(f"Left out, since it cannot be built there: {ends}."))
    elif s.fails and not rows:
        blocks.append(Text("No input, at either end of its range, mends that alone."))
    return blocks + (_indices(s, most) if s.indices else [])


def _where(one: Any) -> str:
    if one.crossing.value is None:
        return ""
    return (
        f"better {'below' if one.crossing.better_below else 'above'}, {'within' if one.in_range else 'outside'} its"
        " range"
    )


def _indices(s: Sensitivity, most: int) -> list[Block]:
    if all(math.isnan(one.total) for one in s.indices):
        why = (
            f"no row of the {s.rows:,} holds only designs that can be built"
            if s.used == 0
            else "the result never varies"
        )
        return [Heading("Sobol indices"), Text(f"There are none: {why}.")]
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
    said = "Shares of variance when every ranged value is drawn together; ± is 95 % confidence. "
    if rest:
        alone, most_of_all = sum(one.first for one in rest), max(one.total for one in rest)
        said += (
            f"The {len(rest)} others sum to {alone:.3f} alone; with all it meddles in none has more than"
            f" {most_of_all:.3f}. "
        )
    said += f"{s.rows:,} rows of draws" + (
        f", {_share(s.used)} of them used: the others hold a design that cannot be built." if s.used < 1 else "."
    )
    return [Heading("Sobol indices"), Table(["input", "alone", "with all it meddles in"], rows, "lrr"), Text(said)]


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
        "indices": [vars(one) for one in s.indices],
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
            "sooner": one.sooner,
            "median_ratio": one.ratio.p50,
        }
        for one in s.odds
    ]
    return {"draws": s.draws, "unbuildable": s.unbuildable, "odds": odds, "results": [vars(one) for one in s.results]}


def frontier(found: xarray.Dataset, fails: str = "") -> list[Block]:
    """Two inputs, value by value, at which orbit comes even; and what the scenario's own design fails, in words."""
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
    head = Heading(f"Where orbit equals {found.attrs['region']}: {BOUNDARIES[found.attrs['boundary']]}")
    if all(math.isnan(float(y)) for y in found[other]):
        span = f"{key} from {rows[0][0]} to {rows[-1][0]} {units[0]}".rstrip()
        return [
            head,
            Text(
                f"Nowhere: for {span}, no value of {other} that was tried makes them equal. Now {here[0]}, {here[1]};"
                " all else as it stands."
            ),
            *([Text(f"With every value as it stands the design {fails}.", strong=True)] if fails else []),
        ]
    return [
        head,
        Table(
            [f"{key} [{units[0] or '-'}]", f"{other} [{units[1] or '-'}]", "orbit is better"], rows, "rrl", wrap=[0, 1]
        ),
        Text(
            f"Now {here[0]}, {here[1]}; all else as it stands. None: orbit is the better, or the worse, whatever the"
            " second is."
        ),
    ]
